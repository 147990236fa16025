"""Whatever the text, anchors have exact spans in order, and no text raises."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bialign.anchors import AnchorKind, anchor_agreement, find_anchors
from bialign.errors import LanguageError

WORDS = st.sampled_from(
    [
        "1",
        "12",
        "2018",
        "1,000",
        "3.5",
        "１２",
        "년",
        "월",
        "일",
        "시",
        "분",
        "개월",
        "만",
        "억",
        "조",
        "천",
        "명",
        "달러",
        "원",
        "%",
        "퍼센트",
        "%p",
        "포인트",
        "약",
        "여",
        "수십",
        "두",
        "세",
        "열두",
        "번째",
        "제",
        "대",
        "~",
        "-",
        "–",
        "/",
        ":",
        ".",
        ",",
        "(",
        ")",
        "$",
        "US$",
        "£",
        "오전",
        "오후",
        "월요일",
        "지난해",
        "미",
        "미국",
        "한·미",
        "美",
        "金",
        "IBM",
        "F-16",
        "U.S.",
        "a",
        "half",
        "two",
        "twenty",
        "hundred",
        "million",
        "dozen",
        "of",
        "and",
        "to",
        "percent",
        "points",
        "Nov.",
        "May",
        "5",
        "2026",
        "p.m.",
        "Monday",
        "last",
        "year",
        "No.",
        "World",
        "War",
        "II",
        "first",
        "quarter",
        "th",
        "s",
        "“",
        "”",
        "‘",
        "’",
        '"',
        "'",
        "hong@example.com",
        "http://x.y/z",
        "😀",
        "한",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(WORDS, max_size=14).map("".join),
    st.lists(WORDS, max_size=14).map(" ".join),
)
LANGUAGES = st.sampled_from(["ko", "en"])


@settings(max_examples=400, deadline=None)
@given(TEXTS, LANGUAGES)
def test_spans_are_exact_ordered_and_apart(text, language):
    anchors = find_anchors(text, language)
    for anchor in anchors:
        assert anchor.text == text[anchor.start : anchor.end]
        assert anchor.text
        assert anchor.text == anchor.text.strip()
        assert anchor.value
        assert anchor.keys
    assert [anchor.start for anchor in anchors] == sorted(anchor.start for anchor in anchors)
    apart = [anchor for anchor in anchors if anchor.kind is not AnchorKind.QUOTATION]
    assert all(first.end <= second.start for first, second in pairwise(apart))


@settings(max_examples=200, deadline=None)
@given(TEXTS, LANGUAGES)
def test_the_same_text_always_agrees_with_itself(text, language):
    anchors = find_anchors(text, language)
    agreement = anchor_agreement(anchors, anchors)
    assert [pair[0] for pair in agreement.agreeing][: len(anchors)] == list(anchors)
    assert agreement.conflicting == agreement.missing == agreement.added == ()
    assert agreement.score >= 0
    assert find_anchors(text, language) == anchors


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=14).map(" ".join))
def test_decomposed_hangul_has_the_same_anchors(text):
    composed = unicodedata.normalize("NFC", text)
    decomposed = unicodedata.normalize("NFD", composed)
    expected = [(anchor.kind, anchor.keys) for anchor in find_anchors(composed, "ko")]
    anchors = find_anchors(decomposed, "ko")
    assert [(anchor.kind, anchor.keys) for anchor in anchors] == expected
    assert all(anchor.text == decomposed[anchor.start : anchor.end] for anchor in anchors)


def _mixed(number):
    """Write a whole number as Korean papers do: 12억3400만5678."""
    parts = []
    for name, size in (("조", 10**12), ("억", 10**8), ("만", 10**4), ("", 1)):
        count, number = divmod(number, size)
        if count:
            parts.append(f"{count}{name}")
    return "".join(parts)


@settings(max_examples=200, deadline=None)
@given(st.integers(min_value=1, max_value=10**15))
def test_a_number_agrees_in_both_ways_of_writing(number):
    (korean,) = find_anchors(f"{_mixed(number)}원", "ko")
    (english,) = find_anchors(f"{number:,} won", "en")
    assert korean.value == english.value == f"{number} KRW"


THREE_DIGITS = st.integers(min_value=100, max_value=999).filter(lambda number: number % 10)


@given(THREE_DIGITS, THREE_DIGITS)
def test_numbers_of_three_digits_agree_only_if_they_are_the_same(first, second):
    agreement = anchor_agreement(find_anchors(f"{first}만 명", "ko"), find_anchors(f"{second * 10**4:,} men", "en"))
    assert bool(agreement.agreeing) == (first == second)


@pytest.mark.parametrize("language", ["ja", "", "korean"])
def test_other_languages_are_refused(language):
    with pytest.raises(LanguageError, match="Finding anchors works for Korean"):
        find_anchors("text", language)


@pytest.mark.parametrize("language", ["ko", "ko-KR", "KO"])
def test_language_tags_may_name_a_region(language):
    assert find_anchors("3명", language)


@pytest.mark.parametrize(
    "piece",
    ["1", "1,", "1,111", "1.", "1-", "1만", "천", "“a", '"', "A.", "AB-", "twenty ", "a@", "http://", "Nov. ", "美"],
)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_long_runs_of_one_piece_are_read_to_the_end(piece, language):
    text = piece * 20_000
    assert all(anchor.text == text[anchor.start : anchor.end] for anchor in find_anchors(text, language))


@given(st.integers(min_value=10, max_value=99), st.integers(min_value=100, max_value=999))
def test_a_number_of_two_digits_agrees_with_those_that_round_to_it(short, long):
    agreement = anchor_agreement(find_anchors(f"{short}만 명", "ko"), find_anchors(f"{long * 1000:,} men", "en"))
    assert bool(agreement.agreeing) == (short == (long + 5) // 10)
