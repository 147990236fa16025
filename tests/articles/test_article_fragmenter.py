"""Articles are cut into typed fragments that tile their text."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bialign.articles import fragment_article
from bialign.articles.conventions import load_conventions
from bialign.documents import INVISIBLE_SPACES
from bialign.errors import ArticleError

KOREAN = """한빛신문

[단독] 한국, 일본과 안보협의 재개 추진(종합)
연내 개최 목표…북핵·지역안보 논의

신현희 기자
입력 2014.09.09 11:11
공유하기

(서울=연합뉴스) 신현희 기자 = 정부가 일본과의 안보협의를 재개하는 방안을 추진한다. 이르면 올해다.

소식통은 "협력할 것은 협력한다."라고 말했다. /연합뉴스
"""
KOREAN_FRAGMENTS = [
    ("section", "한빛신문"),
    ("editor-tag", "[단독]"),
    ("headline", "한국, 일본과 안보협의 재개 추진"),
    ("editor-tag", "(종합)"),
    ("subheadline", "연내 개최 목표…북핵·지역안보 논의"),
    ("byline", "신현희 기자"),
    ("timestamp", "입력 2014.09.09 11:11"),
    ("boilerplate", "공유하기"),
    ("dateline", "(서울=연합뉴스)"),
    ("byline", "신현희 기자 ="),
    ("body", "정부가 일본과의 안보협의를 재개하는 방안을 추진한다. 이르면 올해다."),
    ("body", '소식통은 "협력할 것은 협력한다."라고 말했다.'),
    ("credit", "/연합뉴스"),
]


def pairs(article):
    return [(fragment.kind.value, fragment.text) for fragment in article]


def test_an_article_is_cut_into_headline_furniture_and_paragraphs():
    article = fragment_article(KOREAN, id="a1", metadata={"url": "x"})
    assert pairs(article) == KOREAN_FRAGMENTS
    assert (article.id, article.language, dict(article.metadata)) == ("a1", "ko", {"url": "x"})
    assert article.headline == "한국, 일본과 안보협의 재개 추진"


def test_decomposed_hangul_is_read_the_same_and_kept_as_it_is():
    text = unicodedata.normalize("NFD", KOREAN)
    article = fragment_article(text)
    assert [(kind, unicodedata.normalize("NFC", piece)) for kind, piece in pairs(article)] == KOREAN_FRAGMENTS
    assert article.text == text
    assert all(text[fragment.start : fragment.end] == fragment.text for fragment in article)


def test_compatibility_hanja_are_not_changed():
    text = f"제목 없는 기사\n\n그는 {chr(0xF99A)}과 {chr(0x2126)}을 함께 적었다고 말했다.\n"
    article = fragment_article(text)
    assert chr(0xF99A) in article[-1].text
    assert chr(0x2126) in article[-1].text


def test_lines_end_at_line_feeds_and_nowhere_else():
    windows = fragment_article(KOREAN.replace("\n", "\r\n"))
    assert pairs(windows) == KOREAN_FRAGMENTS
    story = "정부가 5일 밝혔다.\u2028둘째 줄이다.\u2029셋째 줄이다.\x0b넷째 줄이다.\x85끝 줄이다."
    article = fragment_article(f"예산안 확정됐다\n{story}\n다음 날 국회가 심사한다고 밝혔다.")
    assert article.of_kind("body")[0].text == story


def test_a_byte_order_mark_is_no_text():
    article = fragment_article("\ufeff" + KOREAN)
    assert pairs(article) == KOREAN_FRAGMENTS


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff", "\u3000\n\u00a0", "\n" * 50])
def test_blank_text_is_refused_in_one_sentence(text):
    with pytest.raises(ArticleError, match=r"^The article 'x' is empty: there is no text to read\.$"):
        fragment_article(text, id="x")


def test_a_text_without_letters_is_of_undetermined_language():
    article = fragment_article("1 + 1\n= 2")
    assert article.language == "und"
    assert article.text == "1 + 1\n= 2"


def test_the_language_may_be_named():
    assert fragment_article("OPEC+ 3.5% 5.1%", language="ko").language == "ko"
    assert fragment_article("Bonjour tout le monde", language="fr").language == "fr"


def test_a_text_without_a_headline_has_none():
    article = fragment_article("정부는 5일 예산안을 확정했다.\n국회는 다음 달 심사한다.\n")
    assert pairs(article) == [("body", "정부는 5일 예산안을 확정했다."), ("body", "국회는 다음 달 심사한다.")]
    assert article.headline == ""


def test_a_very_long_line_is_body():
    line = "[(12){3}]<4>" * 20_000
    article = fragment_article(line)
    assert pairs(article) == [("body", line)]


EXAMPLES = [
    convention.example.replace("«", "").replace("»", "").replace("⏎", "\n")
    for language in ("ko", "en")
    for convention in load_conventions(language)
]
LINES = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="[](){}<>【】=/|·-—▲▶◇■※ⓒ@.:,'\"“”0123456789 가나다기자ABc", max_size=80),
    st.sampled_from(EXAMPLES),
    st.sampled_from(EXAMPLES).map(lambda example: unicodedata.normalize("NFD", example)),
    st.lists(st.sampled_from(EXAMPLES), min_size=2, max_size=3).map(" ".join),
    st.lists(
        st.sampled_from(
            ["&nbsp;", "&#160;", "&quot;", "&lt;", "&#10;", "&shy;", "\u200b", "\r", " ", "가다.", "ABc"]
        ),
        max_size=9,
    ).map("".join),
)


def visible(text):
    return "".join(char for char in text if not char.isspace() and char not in INVISIBLE_SPACES)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(LINES, max_size=12),
    st.sampled_from(["\n", "\n\n", "\r\n", "\n \n"]),
    st.sampled_from([None, "ko", "en", "ja"]),
)
def test_any_text_gives_an_article_that_tiles_it_or_a_clear_error(lines, joint, language):
    text = joint.join(lines)
    if not visible(text):
        with pytest.raises(ArticleError, match="is empty"):
            fragment_article(text, language=language)
        return
    article = fragment_article(text, language=language)
    assert article.text == text
    place = 0
    for fragment in article:
        assert fragment.text.strip().strip(INVISIBLE_SPACES) == fragment.text != ""
        assert "\n" not in fragment.text
        assert visible(text[place : fragment.start]) == ""
        place = fragment.end
    assert visible(text[place:]) == ""


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_any_unicode_text_is_read_twice_the_same(text):
    try:
        first = fragment_article(text)
    except ArticleError:
        return
    assert fragment_article(text) == first


def test_zero_width_spaces_at_the_edges_of_lines_hide_nothing():
    space = "\u200b"
    text = f"{space}버스 요금 오른다\n\n{space}(한빛=연합뉴스) 창민서 기자 = 버스 요금이 3월부터 오른다.{space}\n\n{space}\n"
    assert pairs(fragment_article(text)) == [
        ("headline", "버스 요금 오른다"),
        ("dateline", "(한빛=연합뉴스)"),
        ("byline", "창민서 기자 ="),
        ("body", "버스 요금이 3월부터 오른다."),
    ]


def test_a_headline_may_be_a_quotation_with_its_stop_but_a_story_does_not_become_one():
    story = "The governor spoke in Gapyeong on Monday.\n\nHe answered no questions, his office said."
    assert pairs(fragment_article(f"'We will not leave.'\n\nBy Chang Min-seo\n\n{story}"))[0][0] == "headline"
    quoted = 'The governor told people in Gapyeong on Monday, "We will not leave this valley, whatever happens."'
    assert {kind for kind, _ in pairs(fragment_article(f"{quoted}\n\n{story}"))} == {"body"}


def test_a_headline_with_a_colon_is_no_speaker_of_the_interview_below():
    text = "Novelist Pyo: Writing scares me\n\nQ: What scares you?\nA: Writing.\n\nQ: What comes next?\nA: A novel."
    kinds = [kind for kind, _ in pairs(fragment_article(text))]
    assert kinds == ["headline", *["speaker", "body"] * 4]


def test_a_programme_is_no_dialogue():
    text = "Where to go this weekend\n\n" + "\n\n".join(
        f"The lanterns of {place} are lit for the tenth year running.\nWhen: Saturday\nWhere: {place}"
        for place in ("Hanbit", "Garam")
    )
    assert "speaker" not in {kind for kind, _ in pairs(fragment_article(text))}


def test_the_last_answer_of_an_interview_is_not_taken_for_a_link():
    text = (
        "창민서 작가 인터뷰\n\n-무엇이 가장 무섭나.\n▶글쓰기가 가장 무섭다.\n-다음 작품은?\n▶바다 이야기를 쓰고 있다."
    )
    assert pairs(fragment_article(text))[-1] == ("body", "바다 이야기를 쓰고 있다.")


@pytest.mark.parametrize("tag", ["ko-KR", "KO", "ko_KR"])
def test_a_region_or_capitals_in_the_language_tag_change_nothing(tag):
    text = "버스 요금 오른다\n\n창민서 기자\n\n요금이 3월부터 오른다.\n시민은 걱정한다.\n시는 도울 것이다.\n3월 1일부터다."
    article = fragment_article(text, language=tag)
    assert article.language == tag
    assert pairs(article) == pairs(fragment_article(text, language="ko"))


SPACED = """섬 여객선  운항 늘린다

창민서  기자
입력\u00a02027.09.02\u00a009:30

(목포=연합뉴스)\u00a0창민서\u00a0기자\u00a0=\u00a0여객선이  두 배로 늘어난다고 2일 밝혔다.
"""


def test_no_break_spaces_and_runs_of_spaces_are_read_as_spaces_and_kept():
    article = fragment_article(SPACED)
    assert pairs(article) == [
        ("headline", "섬 여객선  운항 늘린다"),
        ("byline", "창민서  기자"),
        ("timestamp", "입력\u00a02027.09.02\u00a009:30"),
        ("dateline", "(목포=연합뉴스)"),
        ("byline", "창민서\u00a0기자\u00a0="),
        ("body", "여객선이  두 배로 늘어난다고 2일 밝혔다."),
    ]
    assert article.text == SPACED
    english = "Ferries to run\n\nBy\u00a0 Chang Min-seo\n\nMOKPO,\u00a0Sept. 2\u00a0(Yonhap) -- Ferries will run more often."
    assert [kind for kind, _ in pairs(fragment_article(english))] == ["headline", "byline", "dateline", "body"]


@pytest.mark.parametrize("mark", "‥．？！｡")
def test_a_quotation_that_ends_in_any_final_mark_is_no_subheadline(mark):
    lines = [
        "섬 여객선 늘린다",
        "배가 너무 적다고 승객들은 말했습니다.",
        f'"그래도 배가 있어서{mark}"',
        "내년부터는 배가 늘어납니다.",
    ]
    assert [kind for kind, _ in pairs(fragment_article("\n".join(lines)))] == ["headline", "body", "body", "body"]


STOPPED = {
    "ko": ("분교가 문을 닫았다.", "졸업생은 한 명", "표은성 기자", "운동장에 배가 들어왔다. 썰물 때면 갯벌이 되는 운동장이라고 교장은 말했다.", "교육청은 폐교를 마을에 빌려주겠다고 밝혔다."),
    "en": ("The farmers are done waiting.", "Wells run dry", "By Pyo Eun-sung", "The tangerines on the trees are the size of marbles, and by now they should be the size of golf balls.", "Jeju has had 12 millimeters of rain since June."),
}  # fmt: skip


@pytest.mark.parametrize("language", STOPPED)
@pytest.mark.parametrize("outlet", ["", "시사IN", "한마당넷", "RiverWatch"])
@pytest.mark.parametrize("decks", [0, 1])
def test_a_headline_may_end_in_a_full_stop_where_a_byline_parts_it_from_the_story(language, outlet, decks):
    headline, deck, byline, first, last = STOPPED[language]
    text = "\n\n".join([outlet, headline, *[deck] * decks, byline, first, last])
    article = fragment_article(text, language=language)
    assert article.headline == headline
    assert [fragment.text for fragment in article.of_kind("body")] == [first, last]


@pytest.mark.parametrize("language", STOPPED)
def test_a_first_sentence_is_no_headline_where_nothing_parts_it_from_the_story(language):
    sentence, _, byline, first, last = STOPPED[language]
    for lines in ([sentence, first, last], [first, sentence, last, byline], [sentence, first, last, byline]):
        article = fragment_article("\n\n".join(lines))
        assert [fragment.text for fragment in article.of_kind("body")] == [
            line for line in lines if not line.startswith(byline)
        ]


@pytest.mark.parametrize(
    ("language", "headline"), [("ko", "기다림"), ("ko", "무인도"), ("ko", "인터넷"), ("en", "Fisherman"), ("en", "Cabinet")]
)  # fmt: skip
def test_a_headline_of_one_word_may_have_a_sentence_for_its_deck(language, headline):
    deck, _, byline, first, last = STOPPED[language]
    article = fragment_article(f"{headline}\n\n{deck}\n\n{byline}\n\n{first}\n\n{last}")
    assert [fragment.kind.value for fragment in article] == ["headline", "subheadline", "byline", "body", "body"]


@pytest.mark.parametrize("hours", [["10:15 KST", "10:05 KST", "9:40 KST"], ["10:15 a.m.", "10:05 a.m.", "9:40 a.m."]])
@pytest.mark.parametrize("signed", [0, 1])
def test_the_first_post_of_a_live_blog_is_no_deck(hours, signed):
    _, _, _, first, last = STOPPED["en"]
    posts = ["The wells are dry, the mayor said.", f"{first} {last}", f"{last} {first}"]
    byline = "By Chang Min-seo"
    lines = [line for hour, post in zip(hours, posts, strict=True) for line in (hour, *signed * [byline], post)]
    article = fragment_article("\n\n".join(["Drought in Jeju: live updates", *lines]))
    assert [fragment.text for fragment in article.of_kind("body")] == posts
    assert [fragment.text for fragment in article.of_kind("timestamp")] == hours


@pytest.mark.parametrize(
    ("headline", "byline", "story"),
    [
        ("섬 여객선 늘린다", "글 창민서 기자 chang@example.com·사진 표은성 기자", "섬을 오가는 여객선이 두 배로 늘어난다."),
        ("Ferries to run twice as often", "Reporting by Jane Doe in Manila and Chang Min-seo in Seoul; Editing by John Roe", "Ferries to the islands will run twice as often from May."),
    ],
)  # fmt: skip
def test_a_byline_may_say_of_each_author_where_and_how_to_write_to(headline, byline, story):
    assert pairs(fragment_article(f"{headline}\n{byline}\n{story}")) == [
        ("headline", headline), ("byline", byline), ("body", story)
    ]  # fmt: skip


def test_the_name_of_the_byline_alone_below_the_story_is_a_byline_again():
    story = "Ferries to the islands will run twice as often from May, the ministry said Monday."
    notice = "John Roe is a sailor in Oslo. The views expressed here are his own. -- Ed."
    text = f"Ferries to run twice as often\n\nBy John Roe\n\n{story}\n\nJohn Roe\n\n{notice}"
    kinds = [kind for kind, _ in pairs(fragment_article(text))]
    assert kinds == ["headline", "byline", "body", "byline", "boilerplate"]


def test_entities_that_a_scraper_left_are_read_as_what_they_stand_for():
    lines = [
        "섬 여객선 운항 늘린다&hellip;두 배로",
        "창민서 기자&nbsp;|&nbsp;입력&nbsp;2027.09.02 08:10",
        "&nbsp;",
        "&nbsp;해양수산부는 섬을 오가는 여객선을 두 배로 늘리기로 했다.&nbsp;",
        "장관은 &quot;예산은 320억원&quot;이라며 &#39;내년부터&#39; 쓰인다고 말했다.&#160;&#160;",
        "R&amp;D 예산도 는다. 배를 &lt;움직이는 섬&gt;이라 부르는 이도 있다고 했다.",
        "&lt;저작권자 &copy; 한빛신문, 무단 전재 및 재배포 금지&gt;",
    ]
    article = fragment_article("\n".join(lines))
    assert pairs(article) == [
        ("headline", lines[0]),
        ("byline", "창민서 기자&nbsp;"),
        ("timestamp", "|&nbsp;입력&nbsp;2027.09.02 08:10"),
        ("boilerplate", "&nbsp;"),
        *(("body", line) for line in lines[3:6]),
        ("boilerplate", lines[6]),
    ]


@pytest.mark.parametrize("sign", ["&nbsp", "&nosuch;", "&#10;", "&#55296;", "&shy;", "AT&T;", "R&D;"])
def test_what_only_looks_like_an_entity_stays_text(sign):
    story = [f"정부는 {sign} 5일 예산안을 확정했다고 밝혔다.", f"국회는 다음 달 예산안을 심사한다고 밝혔다. {sign}"]
    article = fragment_article("\n".join(["내년 예산 확정", "창민서 기자", *story]))
    assert [fragment.text for fragment in article.of_kind("body")] == story
