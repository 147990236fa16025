"""Numerals of both languages have exact values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bialign.text.numerals import format_decimal, parse_digits
from bialign.text.numerals_english import TENS, UNITS, match_english_numeral, parse_english_numeral
from bialign.text.numerals_korean import MIXED_NUMERAL, NATIVE_TENS, NATIVE_UNITS, parse_korean_numeral


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1억1천만", 110_000_000),
        ("12조3천억", 12_300_000_000_000),
        ("7만 7천", 77_000),
        ("1억 1,000만", 110_000_000),
        ("1.5만", 15_000),
        ("6백50만", 6_500_000),
        ("20여만", 200_000),
        ("2경", 2 * 10**16),
        ("삼천오백", 3500),
        ("이십이만", 220_000),
        ("천만", 10_000_000),
        ("만", 10_000),
        ("백", 100),
        ("구십구", 99),
        ("열둘", 12),
        ("스무", 20),
        ("스물다섯", 25),
        ("아흔아홉", 99),
        ("한", 1),
        ("석", 3),
    ],
)
def test_korean_numerals_have_values(text, value):
    assert parse_korean_numeral(text) == value


@pytest.mark.parametrize("text", ["사람", "일이", "1만1억", "십백", "백백", "만만", "3명", "두백", "", " ", "여"])
def test_other_korean_words_have_none(text):
    assert parse_korean_numeral(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.2 million", 1_200_000),
        ("8,192", 8192),
        ("twenty-five", 25),
        ("two hundred and fifty", 250),
        ("three thousand, two hundred", 3200),
        ("a hundred", 100),
        ("twelve hundred", 1200),
        ("half a million", 500_000),
        ("two and a half million", 2_500_000),
        ("one hundred twenty thousand", 120_000),
        ("a dozen", 12),
        ("3 bn", 3_000_000_000),
        ("5 thousand billion", 5 * 10**12),
        ("0 million", 0),
        ("Nineteen", 19),
        ("zero", 0),
    ],
)
def test_english_numerals_have_values(text, value):
    match = match_english_numeral(text, 0)
    assert match
    assert match.group() == text
    assert parse_english_numeral(text) == value


@pytest.mark.parametrize("text", ["", "and", "twelfth", "won", "half", "one two", "three men"])
def test_other_english_words_have_none(text):
    assert parse_english_numeral(text) is None


@pytest.mark.parametrize(
    ("text", "numeral"),
    [
        ("5경기", "5"),
        ("3조각", "3"),
        ("10만 5천여", "10만 5천"),
        ("1,234,567명", "1,234,567"),
        ("1,2", "1"),
        ("12.5.3", "12.5"),
    ],
)
def test_a_korean_numeral_ends_where_another_word_begins(text, numeral):
    match = MIXED_NUMERAL.match(text)
    assert match
    assert match.group() == numeral


def _sino(number):
    digits = " 일이삼사오육칠팔구"
    words = ""
    for name, size in (("천", 1000), ("백", 100), ("십", 10), ("", 1)):
        count, number = divmod(number, size)
        if count:
            words += (digits[count] if count > 1 or size == 1 else "") + name
    return words


@given(st.integers(min_value=1, max_value=9999), st.integers(min_value=0, max_value=9999))
def test_sino_korean_words_are_read_back(high, low):
    assert parse_korean_numeral(_sino(high) + "만" + _sino(low)) == high * 10_000 + low


@given(st.integers(min_value=1, max_value=99))
def test_native_words_are_read_back(number):
    tens = {value: word for word, value in NATIVE_TENS.items() if word != "스무"}
    units = {value: word for word, value in NATIVE_UNITS.items() if word in ("하나", "둘", "셋", "넷") or value > 4}
    words = tens.get(number // 10 * 10, "") + units.get(number % 10, "")
    assert parse_korean_numeral(words) == number


@given(st.integers(min_value=1, max_value=99), st.integers(min_value=0, max_value=99))
def test_english_words_are_read_back(hundreds, rest):
    units, tens = ({value: word for word, value in table.items()} for table in (UNITS, TENS))

    def words(number):
        if number < 20:
            return units[number]
        return tens[number // 10 * 10] + (f"-{units[number % 10]}" if number % 10 else "")

    text = f"{words(hundreds)} hundred" + (f" and {words(rest)}" if rest else "")
    assert parse_english_numeral(text) == hundreds * 100 + rest


@given(st.decimals(min_value=0, max_value=10**12, places=4))
def test_formatted_decimals_have_the_same_value(value):
    text = format_decimal(value)
    assert parse_digits(text) == value
    assert "E" not in text
    assert not text.endswith((".", ".0"))


def test_letters_that_only_look_like_others_are_read_as_those():
    assert parse_english_numeral("5 mıllion") == parse_english_numeral("5 MİLLION") == 5_000_000
    assert parse_english_numeral("ſix") == 6
