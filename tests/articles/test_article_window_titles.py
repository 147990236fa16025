"""Titles of windows, as scrapers save them above the page: the headline with the outlet behind it."""

import pytest
from story_samples import STORY

from bialign.articles import fragment_article

HEADLINE = {language: STORY[language][0] for language in ("ko", "en")}
BEHIND = {
    "ko": [
        "| 한빛일보",
        "- 한빛신문",
        "ㅣ 한빛뉴스",
        "- 연합뉴스",
        "< 사회 < 기사본문 - 한빛신문",
        "< 사회 < 뉴스 < 기사본문 - 한빛 신문",
    ],
    "en": ["| The Hanbit Herald", "- The Hanbit Times", "- Hanbit Daily", "– CNN", "| Yonhap News Agency"],
}
# No table knows these outlets: they are told from the headline below.
UNKNOWN = {
    "ko": ["| 한빛", "- 섬마을 소식", "| 한빛 - 섬마을", ": 섬마을 소식", "< 사회 - 섬마을"],
    "en": ["| Hanbit", "- Island Notes", "— Hanbit", ": Island Notes"],
}
SIGNED = {"ko": "입력 2027.09.02 09:30", "en": "Published : Sept. 2, 2027 - 09:30"}
MENU = {"ko": ["본문영역", "현재위치", "홈", "사회"], "en": ["Search", "Menu", "HOME", "NATIONAL"]}


def pieces(*lines):
    article = fragment_article("\n".join(lines))
    return [(fragment.kind.value, fragment.text) for fragment in article], article


def every(table):
    return [(language, behind) for language, row in table.items() for behind in row]


@pytest.mark.parametrize(("language", "behind"), every(BEHIND))
def test_an_outlet_behind_the_headline_is_none_of_it(language, behind):
    headline, *story = STORY[language]
    found, article = pieces(f"{headline} {behind}", SIGNED[language], *story)
    assert found[:3] == [("headline", headline), ("boilerplate", behind), ("timestamp", SIGNED[language])]
    assert [fragment.text for fragment in article.of_kind("body")] == story


@pytest.mark.parametrize(("language", "behind"), every(BEHIND) + every(UNKNOWN))
@pytest.mark.parametrize("with_menu", [False, True])
def test_the_headline_stands_below_the_title_of_its_window(language, behind, with_menu):
    headline, *story = STORY[language]
    menu = MENU[language] if with_menu else []
    found, article = pieces(f"{headline} {behind}", *menu, headline, SIGNED[language], *story)
    assert found[0] == ("boilerplate", f"{headline} {behind}")
    assert found.index(("headline", headline)) == len(menu) + 1
    assert article.headline == headline
    assert [fragment.text for fragment in article.of_kind("body")] == story


@pytest.mark.parametrize(("language", "tag"), [("ko", "[단독]"), ("ko", "<속보>"), ("en", "[Exclusive]")])
def test_the_title_of_a_window_may_have_a_tag(language, tag):
    headline, *story = STORY[language]
    title = f"{tag} {headline} {BEHIND[language][0]}"
    for own in (headline, f"{tag} {headline}"):
        found, article = pieces(title, own, SIGNED[language], *story)
        assert found[0] == ("boilerplate", title)
        assert article.headline == headline


@pytest.mark.parametrize(("language", "behind"), every(BEHIND) + every(UNKNOWN) + [("ko", ""), ("en", "")])
def test_what_repeats_the_headline_below_it_is_no_deck(language, behind):
    headline, *story = STORY[language]
    title = f"{headline} {behind}".strip()
    found, article = pieces(headline, title, SIGNED[language], *story)
    assert found[:3] == [("headline", headline), ("boilerplate", title), ("timestamp", SIGNED[language])]
    assert [fragment.text for fragment in article.of_kind("body")] == story


@pytest.mark.parametrize(
    "headline",
    [
        "한빛전자 - 가람전자 특허 분쟁",
        "마을 살리기 - 사람이 답이다",
        "오늘의 날씨 | 전국 비",
        "Why the won fell - and what comes next",
        "Green economy | The island way",
        "Hanbit - Garam final goes to extra time",
    ],
)
def test_a_dash_or_bar_amid_a_headline_stays(headline):
    language = "en" if headline.isascii() else "ko"
    found, _ = pieces(headline, SIGNED[language], *STORY[language][1:])
    assert found[0] == ("headline", headline)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_deck_that_begins_like_the_headline_stays_a_deck(language):
    headline, *story = STORY[language]
    deck = {"ko": f"{headline}…주민들 환영", "en": f"{headline}, and residents are glad of it"}[language]
    found, _ = pieces(headline, deck, SIGNED[language], *story)
    assert found[:2] == [("headline", headline), ("subheadline", deck)]


@pytest.mark.parametrize(
    "line",
    [
        "첨부파일 섬 여객선 운항 확대(3.5. 조간).hwpx (1.2MB)",
        "첨부파일: 섬 여객선.pdf 다운로드 미리보기",
        "다운로드",
        "파일 바로보기",
    ],
)
def test_files_of_a_press_release_are_no_decks(line):
    headline, *story = STORY["ko"]
    found, article = pieces(headline, line, *story)
    assert found[:2] == [("headline", headline), ("boilerplate", line)]
    assert [fragment.text for fragment in article.of_kind("body")] == story


@pytest.mark.parametrize("line", ["이 기사에 대해 어떻게 생각하시나요?", "타임톡 참여하기"])
def test_what_portals_ask_below_the_story_is_none_of_it(line):
    headline, *story = STORY["ko"]
    _, article = pieces(headline, *story, "Copyright ⓒ 한빛일보. 무단 전재 및 재배포 금지.", line)
    assert [fragment.text for fragment in article.of_kind("body")] == story
