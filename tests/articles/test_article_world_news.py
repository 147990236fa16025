"""Foreign news and what else newsrooms print: wire copy, briefings, fact checks, live blogs, numbered explainers."""

import time

import pytest

from bialign.articles import fragment_article

STORY = {
    "ko": [
        "미국, 구리에 새 관세",
        "미국 정부가 수입 구리에 새 관세를 매긴다고 3일(현지시간) 밝혔다.",
        "관세는 내년 상반기부터 매긴다고 정부는 설명했다. 칠레는 반발했다.",
    ],
    "en": [
        "U.S. sets new tariff on copper",
        "The government said Wednesday that it would put a new tariff on copper.",
        "It takes effect in the first half of next year, the government said. Chile protested.",
    ],
}


def kinds_of(text):
    return [(fragment.kind.value, fragment.text) for fragment in fragment_article(text)]


def amid(line, language):
    """Return what a line between two paragraphs is read as."""
    headline, first, last = STORY[language]
    read = kinds_of(f"{headline}\n\n{first}\n\n{line}\n\n{last}")
    assert read[0] == ("headline", headline)
    assert read[1] == ("body", first)
    assert read[-1] == ("body", last)
    return read[2:-1]


@pytest.mark.parametrize(
    ("language", "dateline"),
    [
        ("ko", "[LA=뉴시스]"),
        ("ko", "(LA=연합뉴스)"),
        ("ko", "(우크라이나 키이우=연합뉴스)"),
        ("ko", "(미국 워싱턴·서울=연합뉴스)"),
        ("en", "London CNN —"),
        ("en", "Washington, DC CNN —"),
        ("en", "Seoul, South Korea CNN —"),
        ("en", "MOSCOW. Nov 3 (Interfax) -"),
        ("en", "MOSCOW, November 3. /TASS/."),
        ("en", "GENEVA, 3 November 2027 –"),
        ("en", "Berlin (dpa) -"),
    ],
)
def test_datelines_of_agencies_abroad_are_told(language, dateline):
    headline, first, last = STORY[language]
    assert kinds_of(f"{headline}\n\n{dateline} {first}\n\n{last}")[1:3] == [("dateline", dateline), ("body", first)]


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("byline", "By Han Bit, space reporter"),
        ("byline", "AP Business Writer Han Bit contributed."),
        ("byline", "AP contributed to this report"),
        ("credit", "(With inputs from agencies)"),
        ("boilerplate", "™ & © 2027 Hangang Cable. All Rights Reserved."),
        ("boilerplate", "This is a developing story. Check back for updates."),
        ("timestamp", "10.02am GMT"),
        ("timestamp", "2 hr 14 min ago"),
        ("timestamp", "2h ago"),
        ("subheadline", "Rating: Mostly false"),
        ("subheadline", "OUR VERDICT: Misleading"),
        ("byline", "외신종합"),
        ("byline", "국제부 종합"),
        ("timestamp", "오후 10시 48분"),
        ("timestamp", "[22:48]"),
        ("timestamp", "게재 일자 : 2027년 01월 22일(金)"),
    ],
)  # fmt: skip
def test_lines_of_news_from_abroad_are_told(kind, line):
    language = "ko" if line == "[22:48]" or not (line.isascii() or "™" in line) else "en"
    assert amid(line, language) == [(kind, line)]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "This is a developing story that the police said they would explain."),
        ("en", "The union's rating: wrong priorities"),
        ("en", "Their verdict: A film that takes its time"),
        ("ko", "외신 종합상황실이 문을 연다."),
        ("ko", "번역 기관을 새로 세우기로 했다."),
    ],
)
def test_stories_that_speak_of_such_things_stay_stories(language, line):
    assert {kind for kind, _ in amid(line, language)} <= {"body", "subheadline"}
    assert amid(line, language)[0][1] == line


@pytest.mark.parametrize("line", ["Staff and agencies", "Agencies", "Reporters and agencies"])
def test_agencies_sign_below_the_headline(line):
    headline, first, last = STORY["en"]
    assert kinds_of(f"{headline}\n{line}\n\n{first}\n\n{last}")[1] == ("byline", line)


@pytest.mark.parametrize("line", ["번역 창민서", "옮긴이: 창민서"])
def test_translators_sign_below_the_story(line):
    assert kinds_of("\n\n".join([*STORY["ko"], line]))[-1] == ("byline", line)


@pytest.mark.parametrize(
    "note", ["이 기사는 한빛통신의 기사를 번역한 것입니다.", "이 글은 한빛신문에 게재된 것입니다."]
)
def test_notes_tell_where_a_text_comes_from(note):
    assert kinds_of("\n\n".join([*STORY["ko"], note]))[-1] == ("boilerplate", note)


def test_two_dates_without_a_space_are_two_timestamps():
    headline, first, last = STORY["en"]
    stamps = ["Wed 3 Nov 2027 10.02 GMT", "Last modified on Wed 3 Nov 2027 11.02 GMT"]
    assert kinds_of(f"{headline}\n{''.join(stamps)}\n\n{first}\n\n{last}")[1:3] == [
        ("timestamp", stamp) for stamp in stamps
    ]


@pytest.mark.parametrize("section", ["Press Briefings", "Fact Check", "Obituaries", "Corrections"])
def test_sections_that_look_like_names_are_sections(section):
    assert kinds_of("\n".join([section, "\n\n".join(STORY["en"])]))[0] == ("section", section)


@pytest.mark.parametrize("label", ["▲ 엄 대변인 :", "▲ 엄지훈 외교부 대변인 :", "△ 표 장관:"])
def test_triangles_mark_who_speaks_at_a_briefing(label):
    speech = "9월 브리핑을 시작하겠습니다. 오늘은 두 가지를 말씀드립니다."
    assert amid(f"{label} {speech}", "ko") == [("speaker", label), ("body", speech)]


@pytest.mark.parametrize("item", ["▲ 장소 : 한빛시민회관", "▲ 문의 : 한빛시 관광과", "▲ 장려상 : 편소담"])
def test_triangles_mark_items_of_notices_too(item):
    assert {kind for kind, _ in amid(item, "ko")}.isdisjoint({"speaker"})


def test_a_name_behind_the_last_sentence_owns_the_picture():
    caption = "The lander is put together before its launch. Hanbit Aerospace"
    headline, first, last = STORY["en"]
    assert kinds_of(f"{headline}\nBy Han Bit\n{caption}\n\n{first}\n\n{last}")[2] == ("caption", caption)
    deck = "Tariffs Rise Next Year. Chile Protests"
    assert kinds_of(f"{headline}\n{deck}\nBy Han Bit\n\n{first}\n\n{last}")[1] == ("subheadline", deck)


@pytest.mark.parametrize(
    "line",
    [
        *("A " * 10_000, "MOSCOW, " * 2_500, "LONDON. " * 2_500, "by Han Bit, " * 1_700, "THE FACTS " * 2_000),
        *("a b c. Hanbit " * 1_400, "This is a developing story " * 750, "AP Writer Han Bit and " * 900),
        *("Reuters/" * 2_500, "verdict: " * 2_200, "12 min " * 2_800, "1. " * 6_600, "10.02 " * 3_300),
        *("▲ 엄 " * 5_000, "우크라이나 " * 3_300, "[22:" * 5_000, "외신종합·" * 4_000, "번역 " * 6_600, "(金)" * 6_600),
    ],
)  # fmt: skip
def test_long_lines_are_read_in_linear_time(line):
    language = "en" if line.isascii() else "ko"
    begin = time.process_time()
    for text in (line, *(f"{line[:size]}." for size in (75, 250, 590))):
        fragment_article(f"{STORY[language][0]}\n\n{STORY[language][1]}\n\n{text}\n\n{STORY[language][2]}")
    assert time.process_time() - begin < 2
