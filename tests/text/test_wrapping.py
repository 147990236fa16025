"""Text whose paragraphs are broken into lines of a width, and text that only looks a little like it."""

import textwrap
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bialign.evaluation import load_corpus
from bialign.sentences import split_sentences
from bialign.text.wrapping import join_wraps

ENGLISH = (
    (
        "The city council voted on Monday to close the old bridge for repairs, which are expected to take three years and "
        "to cost more than 20 million dollars."
    ),
    (
        "Residents of the eastern bank, who cross it every day, said they had not been asked. They want a ferry to run "
        "for as long as the bridge is closed."
    ),
    "The mayor said the long-delayed work could not wait. Engineers found cracks in two of the pillars last spring.",
    (
        "The bridge was built in 1931, when the eastern bank had a few hundred houses. Some 40,000 people live there now, "
        "and nearly half of them work on the other side of the river."
    ),
    (
        "Work is to begin in May. The council will decide on the ferry in its next meeting, which is open to everyone "
        "who lives in the city."
    ),
)
KOREAN = (
    (
        "시의회는 낡은 다리를 고치기 위해 내년 봄부터 통행을 막기로 10일 의결했다. 공사는 3년이 걸리고 비용은 200억원이 "
        "넘게 들 것으로 예상된다."
    ),
    (
        "날마다 다리를 건너는 동쪽 주민들은 아무도 의견을 묻지 않았다고 말했다. 이들은 다리가 닫히는 동안 나룻배를 "
        "다니게 해 달라고 시에 요구했다."
    ),
    "시장은 오래 미뤄 온 공사를 더는 미룰 수 없다고 설명했다. 지난봄 점검에서 기둥 두 곳에 금이 간 것이 드러났다.",
    (
        "다리는 동쪽에 집이 몇백 채밖에 없던 1931년에 놓였다. 지금은 4만 명이 동쪽에 살고, 그 가운데 거의 절반이 강 "
        "건너편에 있는 회사와 학교에 다닌다."
    ),
    (
        "공사는 5월에 시작한다. 시의회는 누구나 방청할 수 있는 다음 회의에서 나룻배를 다니게 할지, 다니게 한다면 하루에 "
        "몇 번이나 다니게 할지를 정한다."
    ),
)


def columns(text):
    """Return how many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def wrap(paragraph, width, measure=columns, indent=""):
    """Break a paragraph at its spaces, as `textwrap` does, but by any measure."""
    first, *words = paragraph.split(" ")
    lines = [indent + first]
    for word in words:
        if lines[-1] and measure(f"{lines[-1]} {word}") > width:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return lines


def cut(paragraph, size):
    return [paragraph[place : place + size] for place in range(0, len(paragraph), size)]


def unwrapped(text):
    """Return the lines of the view of a text, without the white space around and within them."""
    return [" ".join(line.split()) for line in join_wraps(text).splitlines() if line.strip()]


@pytest.mark.parametrize("story", [ENGLISH, KOREAN], ids=["en", "ko"])
@pytest.mark.parametrize("width", [44, 52, 60, 64, 68, 70, 76])
def test_paragraphs_are_put_together(story, width):
    lines = [wrap(paragraph, width) for paragraph in story]
    assert unwrapped("\n\n".join("\n".join(own) for own in lines)) == list(story)
    assert unwrapped("\r\n\r\n".join("\r\n".join(own) for own in lines)) == list(story)
    assert unwrapped("\r\r".join("\r".join(own) for own in lines)) == list(story)
    assert unwrapped("\n\n".join(" \n".join(own) for own in lines)) == list(story)
    indented = [wrap(paragraph, width, indent="   ") for paragraph in story]
    assert unwrapped("\n".join("\n".join(own) for own in indented)) == list(story)
    assert unwrapped("\n\n".join("\n".join(f"    {line}" for line in own) for own in lines)) == list(story)


def test_widths_may_be_counted_in_code_points():
    text = "\n\n".join("\n".join(wrap(paragraph, 34, len)) for paragraph in KOREAN)
    assert unwrapped(text) == list(KOREAN)


def test_decomposed_hangul_is_as_wide_as_composed():
    text = "\n\n".join("\n".join(wrap(paragraph, 60)) for paragraph in KOREAN)
    assert join_wraps(unicodedata.normalize("NFD", text)) == unicodedata.normalize("NFD", join_wraps(text))


def test_lines_may_be_balanced():
    text = "\n\n".join(
        "\n".join(wrap(paragraph, 60 + 5 * (number % 2))) for number, paragraph in enumerate(ENGLISH * 2)
    )
    assert unwrapped(text) == list(ENGLISH * 2)


def test_words_may_be_broken_at_their_hyphens():
    story = (*ENGLISH, f"Last spring, {ENGLISH[2][0].lower()}{ENGLISH[2][1:]}")
    text = "\n\n".join("\n".join(textwrap.wrap(paragraph, 40)) for paragraph in story)
    assert "long-\ndelayed" in text
    assert len(unwrapped(text)) == len(story)


def test_short_lines_and_the_marks_of_items_part_paragraphs():
    story = "\n".join("\n".join(wrap(paragraph, 64)) for paragraph in ENGLISH)
    items = "- two lanes for buses, which will be closed for all of May\n- a path for bicycles"
    text = f"Bridge to close\nBy Ann Lee\n{story}\n{items}\n"
    assert unwrapped(text) == ["Bridge to close", "By Ann Lee", *ENGLISH, *items.split("\n")]


def test_numbers_that_begin_a_line_are_no_labels_unless_they_count_on():
    story = (
        (
            "The council said that it will take the next vote on the plan on Nov. 10. The mayor wants to open the bridge "
            "again by then."
        ),
        *ENGLISH,
    )
    lines = [wrap(paragraph, 69) for paragraph in story]
    assert lines[0][1].startswith("10. The")
    assert unwrapped("\n\n".join(map("\n".join, lines))) == list(story)


def test_articles_with_a_line_for_each_paragraph_stay_as_they_are():
    for pair in load_corpus("newsroom"):
        for article in (pair.source, pair.target):
            lines = [line for line in article.text.split("\n") if line]
            sentences = [sentence for line in lines for sentence in split_sentences(line, article.language)]
            bare = [sentence.rstrip('.?!"”') for sentence in sentences]
            short = [line for line in lines if columns(line) <= 80]
            for text in (article.text, *("\n".join(each) for each in (lines, sentences, bare, short))):
                assert join_wraps(text) is text


def test_lists_of_headlines_stay_as_they_are():
    for language in ("ko", "en"):
        headlines = sorted(
            (
                fragment.text
                for pair in load_corpus("newsroom")
                for article in (pair.source, pair.target)
                if article.language == language
                for fragment in article
                if fragment.kind in ("headline", "subheadline", "caption")
            ),
            key=columns,
        )
        for first in range(len(headlines) - 8):
            text = "\n".join(headlines[first : first + 8])
            assert join_wraps(text) is text


VERSE = """\
Shall I compare thee to a summer's day?
Thou art more lovely and more temperate:
Rough winds do shake the darling buds of May,
And summer's lease hath all too short a date;
Sometime too hot the eye of heaven shines,
And often is his gold complexion dimm'd;
And every fair from fair sometime declines,
By chance or nature's changing course untrimm'd;
"""
TABLE = "\n".join(
    f"{name:<12}{wins:>12}{losses:>12}{wins / 19:>12.3f}"
    for name, wins, losses in (
        ("Falcons", 11, 8),
        ("Jaguars", 10, 9),
        ("Surfers", 9, 10),
        ("Dolphins", 8, 11),
        ("Whales", 7, 12),
        ("Bears", 6, 13),
    )
)
OBITUARIES = """\
▲ 김가람씨 별세, 김나루·다솔씨 부친상=10일 서울 한빛병원 발인 12일 오전 8시
▲ 이라온씨 별세, 이마루(동방신문 기자)씨 모친상=10일 부산 하늘병원 발인 12일
▲ 박바다씨 별세, 박사랑·아라·자람씨 조모상=9일 대구 누리병원 발인 11일 오전
▲ 최차미씨 별세, 최타미(한강은행 과장)씨 장인상=9일 광주 미르병원 발인 11일
▲ 정파란씨 별세, 정하늘·하리씨 외조부상=10일 대전 새싹병원 발인 12일 오전 7시
▲ 오가온씨 별세, 오나래(가온셀 대표)씨 빙모상=10일 인천 나래병원 발인 12일
"""


@pytest.mark.parametrize("text", [VERSE, TABLE, OBITUARIES], ids=["verse", "table", "obituaries"])
def test_verse_tables_and_lists_stay_as_they_are(text):
    assert join_wraps(text) is text


@pytest.mark.parametrize("story", [ENGLISH, KOREAN], ids=["en", "ko"])
@pytest.mark.parametrize("size", [36, 40, 60])
def test_text_that_is_cut_amid_words_stays_as_it_is(story, size):
    text = "\n\n".join("\n".join(cut(paragraph, size)) for paragraph in story * 2)
    assert join_wraps(text) is text
    stripped = "\n".join(line.strip() for line in text.split("\n"))
    assert join_wraps(stripped) is stripped


def test_what_a_caller_parts_stays_apart():
    text = "\n\n".join("\n".join(wrap(paragraph, 60)) for paragraph in ENGLISH)
    seen = []

    def parted(paragraph, line):
        seen.append((tuple(paragraph), line))
        return line.startswith("ferry") or len(paragraph) == 2

    lines = text.split("\n")
    view = join_wraps(text, parted=parted)
    assert seen[0] == ((lines[0],), lines[1])
    assert seen[1] == ((lines[0], lines[1]), lines[2])
    assert view.startswith(f"{lines[0]} {lines[1]}\n{lines[2]}")


LINES = st.one_of(
    st.text(max_size=30),
    st.sampled_from([line for paragraph in (*ENGLISH, *KOREAN) for line in wrap(paragraph, 60)]),
    st.text(alphabet="ab가나,. -▲1Q()|\t\u200b\ufeff\u2028\x85", max_size=70),
)


@given(st.lists(st.tuples(LINES, st.sampled_from(["\n", "\n", "\n", "\r\n", "\r", "\n\n", "\r\r\n", "\n  "]))))
def test_only_line_breaks_change_and_nothing_moves(drawn):
    text = "".join(line + ending for line, ending in drawn)
    view = join_wraps(text)
    assert len(view) == len(text)
    assert all(new == old or (new == " " and old in "\r\n") for new, old in zip(view, text, strict=True))
    assert join_wraps(text, parted=lambda _paragraph, _line: True) is text


@pytest.mark.parametrize(
    "text",
    [
        "가나다 " * 1_700_000,
        "word " * 1_000_000,
        "\r" * 1_000_000,
        "\n" * 1_000_000,
        "a|" * 2_000_000,
        " " * 5_000_000,
    ],
    ids=["korean", "english", "carriage returns", "line feeds", "bars", "spaces"],
)
def test_long_text_without_wraps_stays_as_it_is(text):
    assert join_wraps(text) is text
