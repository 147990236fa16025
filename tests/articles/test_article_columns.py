"""Columns, interviews and news of entertainers: who the author is, where the rest is to be read, tags behind headlines."""

import pytest
from story_samples import STORY, kinds_of, stays_around

COLUMN = [
    "Last week I took the last bus to a small town on the coast.",
    "It left at 7:50 p.m., and the lights of the terminal were off when I came back.",
    "A town without a bus says goodbye to its young.",
]


def amid(line, language):
    """Return what is made of a line between two paragraphs."""
    headline, first, last = STORY[language]
    return kinds_of(f"{headline}\n\n{first}\n\n{line}\n\n{last}")[2:-1]


def at_end(*lines, language="ko"):
    """Return what is made of lines below the last paragraph."""
    return kinds_of("\n\n".join([*STORY[language], *lines]))[3:]


@pytest.mark.parametrize(
    "line",
    [
        "The author is a professor of urban engineering at Hanbit University.",
        "The writer is an editorial writer of the Hangang Ilbo.",
        "The columnist is the director of the Hanbit Institute.",
    ],
)
def test_who_the_author_is_may_stand_above_the_column(line):
    read = kinds_of(
        "\n\n".join(["No town without a bus", "Published: 23 Mar. 2027, 00:02", "Han Bit", line, *COLUMN])
    )
    assert read[3:] == [("boilerplate", line), *(("body", text) for text in COLUMN)]


@pytest.mark.parametrize(
    "line",
    [
        "The author is a poet from the islands.",
        "The author is a professor who has never taught a class.",
        "The author is a doctor at Hanbit Hospital, but his book is about buses, and he said so.",
    ],
)
def test_a_review_may_begin_with_who_the_author_is(line):
    read = kinds_of(
        "\n\n".join(["No town without a bus", "Published: 23 Mar. 2027, 00:02", "Han Bit", line, *COLUMN])
    )
    assert read[3] == ("body", line)


@pytest.mark.parametrize("line", ["Translation using generative AI and edited by Hangang Daily staff.", "log in to leave a comment"])  # fmt: skip
def test_how_a_column_was_translated_and_where_to_comment_ends_it(line):
    assert at_end(line, language="en") == [("boilerplate", line)]


def test_authors_have_a_second_office():
    author = "이소담 한빛대 도시공학과 교수·한빛섬포럼 위원"
    assert at_end(author) == [("byline", author)]


@pytest.mark.parametrize("tag", ["[인터뷰①]", "[종합]", "[공식]", "[현장]", "[한빛★톡]"])
def test_tags_of_entertainment_papers_stand_behind_the_headline(tag):
    headline, *story = "섬마을 가수 “배 타고 노래하러 갑니다”", *STORY["ko"][1:]
    assert kinds_of("\n\n".join([f"{headline} {tag}", *story]))[:2] == [("headline", headline), ("editor-tag", tag)]


@pytest.mark.parametrize("headline", ["물결 위의 빛, 윤슬[潤瑟]", "섬 인구 [2026년, 3만 명] 첫 감소"])
def test_brackets_amid_a_headline_are_no_tags(headline):
    assert kinds_of("\n\n".join([headline, *STORY["ko"][1:]]))[0] == ("headline", headline)


@pytest.mark.parametrize("line", ["([인터뷰②]에서 계속)", "(인터뷰②로 이어집니다)", "<계속>", "12면에서 계속"])
def test_the_rest_is_to_be_read_elsewhere(line):
    assert at_end(line) == [("boilerplate", line)]


@pytest.mark.parametrize(
    "lines",
    [
        ("<참고 자료>", "- doi.org/10.0000/hanbit.2027.1"),
        ("- https://www.example.com/news/1",),
        ("관련 태그 뉴스",),
        ("이 기사가 괜찮으셨나요? 메일로 더 많은 기사를 받아보세요!",),
    ],
)
def test_sources_and_questions_to_the_reader_end_the_story(lines):
    assert at_end(*lines) == [("boilerplate", line) for line in lines]


@pytest.mark.parametrize(
    "line",
    [
        "이 기사가 사실인가요? 독자들은 물었다.",
        "배는 섬으로 계속 나아갔다.",
        "회의는 다음 날로 이어집니다.",
        "참고 자료는 모두 공개된다고 시는 밝혔다.",
    ],
)
def test_sentences_of_such_words_stay_in_the_story(line):
    assert amid(line, "ko") == [("body", line)]
    assert at_end(line) == [("body", line)]


@pytest.mark.parametrize("start", ["From left: ", "(From left) ", "Clockwise from top left, ", "Left to right: "])
def test_captions_name_people_from_left_to_right(start):
    caption = f"{start}Han Bit, Chang Min-seo and Pyeon So-dam of the ferry company (Hanbit Lines)"
    assert amid(caption, "en") == [("caption", caption)]


def test_the_left_of_politics_and_places_is_told_in_the_story():
    for line in (
        "From left to right, all parties backed the tariff.",
        "From the left bank, one sees the whole town.",
    ):
        assert amid(line, "en") == [("body", line)]


@pytest.mark.parametrize("line", ["By: The Hangang Herald with AFP", "By: FRANCE 24", "By: AFP"])
def test_outlets_sign_behind_a_colon(line):
    headline, first, last = STORY["en"]
    assert kinds_of(f"{headline}\n{line}\n\n{first}\n\n{last}")[1] == ("byline", line)


@pytest.mark.parametrize("line", ["2 min Reading time", "Share toX"])
def test_more_buttons_of_english_pages(line):
    headline, first, last = STORY["en"]
    assert kinds_of(f"{headline}\n{line}\n\n{first}\n\n{last}")[1] == ("boilerplate", line)


@pytest.mark.parametrize(
    "line",
    [
        *("인터뷰①에서 " * 2_500, "- doi.org/ " * 2_000, "이 기사가 " * 3_300, "교수·한빛 " * 2_800, "[한빛" * 6_600),
        *("The author is a professor of " * 700, "From left: " * 1_800, "By: AFP with " * 1_500, "Share to" * 2_500),
    ],
)
def test_long_lines_leave_the_story_around_them_alone(line):
    language = "en" if line.isascii() else "ko"
    assert stays_around(line, language)
    # The line as a headline.
    first, last = STORY[language][1:]
    assert [("body", first), ("body", last)] == kinds_of(f"{line}\n\n{first}\n\n{last}")[-2:]
