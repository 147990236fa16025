"""Foreign news and what else newsrooms print: wire copy, briefings, fact checks, live blogs, numbered explainers."""

import re

import pytest
from story_samples import STORY, kinds_of, stays_around


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
        ("byline", "Han Bit and Jane Doe edited this article."),
        ("byline", "ByHAN BIT Associated Press"),
        ("byline", "Bit reported from Santiago. Associated Press writer Jane Doe in Washington contributed."),
        ("dateline", "Santiago, Chile CNN —"),
        ("boilerplate", "Leer en español"),
        ("boilerplate", "텍스트 음성 변환서비스"),
        ("boilerplate", "1배속 1.5배속 2배속"),
        ("credit", "[로이터=연합뉴스 자료사진. 재판매 및 DB 금지]"),
        ("credit", "(With inputs from agencies)"),
        ("credit", "— From staff and wire reports"),
        ("byline", "By Staff Reports"),
        ("boilerplate", "Comment on this story"),
        ("boilerplate", "™ & © 2027 Hangang Cable. All Rights Reserved."),
        ("boilerplate", "This is a developing story. Check back for updates."),
        ("boilerplate", "This is a breaking news story and will be updated."),
        ("boilerplate", "This is a developing story; check back for updates."),
        ("timestamp", "10.02am GMT"),
        ("timestamp", "14:48"),
        ("timestamp", "13:30 BST 30 September"),
        ("timestamp", "3 June 2027 • 10:12pm"),
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
    language = "ko" if re.search("[가-힣]", line) or line == "[22:48]" else "en"
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


@pytest.mark.parametrize(
    "line", ["Jane Doe in Santiago and agencies", "Staff and agencies", "Agencies", "Reporters and agencies"]
)
def test_agencies_sign_below_the_headline(line):
    headline, first, last = STORY["en"]
    assert kinds_of(f"{headline}\n{line}\n\n{first}\n\n{last}")[1] == ("byline", line)


@pytest.mark.parametrize("line", ["번역 강화", "옮긴이 정보", "번역 서비스"])
def test_nouns_behind_translation_sign_nothing(line):
    assert ("byline", line) not in kinds_of("\n\n".join([*STORY["ko"], line]))
    assert ("byline", line) not in kinds_of("\n\n".join([STORY["ko"][0], line, *STORY["ko"][1:]]))


@pytest.mark.parametrize("line", ["번역 창민서", "옮긴이: 창민서"])
def test_translators_sign_below_the_story(line):
    assert kinds_of("\n\n".join([*STORY["ko"], line]))[-1] == ("byline", line)


@pytest.mark.parametrize(
    "note", ["이 기사는 한빛통신의 기사를 번역한 것입니다.", "이 글은 한빛신문에 게재된 것입니다."]
)
def test_notes_tell_where_a_text_comes_from(note):
    assert kinds_of("\n\n".join([*STORY["ko"], note]))[-1] == ("boilerplate", note)


@pytest.mark.parametrize("place", [1, 3])
def test_scholars_with_foreign_names_sign_columns(place):
    lines = list(STORY["ko"])
    lines.insert(place, "로라 캐스웰 데이턴대 교수·역사학")
    assert kinds_of("\n\n".join(lines))[place] == ("byline", "로라 캐스웰 데이턴대 교수·역사학")


def test_behind_a_section_and_a_bar_stands_the_headline():
    _, first, last = STORY["en"]
    read = kinds_of(f"Opinion | Keep the libraries open\nBy the Editorial Board\n\n{first}\n\n{last}")
    assert read[:2] == [("editor-tag", "Opinion |"), ("headline", "Keep the libraries open")]
    read = kinds_of(f"Opinion | Letters\nKeep the libraries open\n\n{first}\n\n{last}")
    assert read[:2] == [("section", "Opinion | Letters"), ("headline", "Keep the libraries open")]


def test_a_square_before_the_dead_is_no_subheadline():
    item = "■ 편소담씨 별세, 창민서(가람시청 과장)씨 모친상=2일 가람의료원, 발인 4일 오전 8시 (055)000-0000"
    assert amid(item, "ko") == [("body", item)]


def test_a_square_before_news_of_a_death_is_a_subheadline():
    item = "■ 편소담씨 별세 소식에 시민들이 줄지어 조문했다"
    assert amid(item, "ko") == [("subheadline", item)]


def test_capitals_and_a_day_before_a_dash_may_be_a_headline():
    _, first, last = STORY["en"]
    headline = "D-DAY, 6 June 1944 — the day that changed the war"
    assert kinds_of(f"{headline}\n\n{first}\n\n{last}")[0] == ("headline", headline)


@pytest.mark.parametrize("headline", ["외교부 대변인 정례브리핑 (2027. 6. 3.)", "정례브리핑 모두발언(6.3.)"])
def test_a_headline_may_end_in_a_day(headline):
    assert kinds_of("\n\n".join([headline, *STORY["ko"][1:]]))[0] == ("headline", headline)


def test_transcripts_ask_without_a_point():
    turns = ["MS. DOE: Good afternoon.", "Q    Does he agree?", "MS. DOE: He does.", "Q   Why?", "MS. DOE: Ask him."]
    read = kinds_of("\n\n".join(["Press Briefing by Jane Doe", *turns]))
    assert [text for kind, text in read if kind == "speaker"] == ["MS. DOE:", "Q", "MS. DOE:", "Q", "MS. DOE:"]


def test_who_asks_stands_behind_the_label_and_the_end_behind_the_last_answer():
    label, end = "<질문> (한빛일보 편소담 기자)", "<끝>"
    turns = [
        f"{label} 정부 입장은요?",
        "<답변> 드릴 말씀이 없습니다.",
        "대변인: 질문 받겠습니다.",
        f"대변인: 감사합니다. {end}",
    ]
    read = kinds_of("\n\n".join(["외교부 정례브리핑", *turns]))
    assert read[1:3] == [("speaker", label), ("body", "정부 입장은요?")]
    assert read[-3:] == [("speaker", "대변인:"), ("body", "감사합니다."), ("credit", end)]


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
        *("Opinion | a " * 1_600, "Q “" * 6_600, "로라 데이턴대 " * 2_500, "(2027. 6. 3.) " * 1_400, "13:30 " * 3_300),
        *("Jane Doe in Busan and " * 900, "By HAN BIT, " * 1_600, "[로이터·AP=" * 2_500, "2배속 " * 5_000),
        *("<질문> (한빛 " * 2_200, "From staff and wire " * 1_000, "The Times welcomes letters " * 740),
    ],
)  # fmt: skip
def test_long_lines_leave_the_story_around_them_alone(line):
    language = "en" if line.isascii() else "ko"
    assert stays_around(line, language)
