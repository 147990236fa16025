"""English numerals: digits with magnitudes (1.2 million) and number words (two hundred and fifty, twenty-five)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from bialign.patterns import compile_pattern
from bialign.text.normalization import LOOK_ALIKES
from bialign.text.numerals import DIGITS, parse_digits

_UNIT_WORDS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen
"""
_TENS_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
UNITS = {word: value for value, word in enumerate(_UNIT_WORDS.split())}
TENS = {word: 10 * value for value, word in enumerate(_TENS_WORDS.split(), start=2)}
DOZENS = {"dozen": Decimal(12), "score": Decimal(20)}
_PARTS = {
    "half": Decimal("0.5"),
    "1/2": Decimal("0.5"),
    "½": Decimal("0.5"),
    "1/4": Decimal("0.25"),
    "¼": Decimal("0.25"),
    "3/4": Decimal("0.75"),
    "¾": Decimal("0.75"),
}
_VALUES = {word: Decimal(value) for word, value in (UNITS | TENS).items()} | _PARTS
MAGNITUDES = {
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "quadrillion": 10**15,
    "mln": 10**6,
    "mn": 10**6,
    "bln": 10**9,
    "bn": 10**9,
    "tln": 10**12,
    "trln": 10**12,
    "tn": 10**12,
}

_MAGNITUDE = "hundred|" + "|".join(sorted(MAGNITUDES, key=len, reverse=True))
_UNIT_WORD = "|".join(sorted(UNITS, key=len, reverse=True))
_SMALL = rf"(?:(?:{'|'.join(TENS)})(?:[- ](?:{_UNIT_WORD})\b)?|(?:{_UNIT_WORD}))\b"
# Between one hundred and two hundred are two numbers, and so are one thousand and two thousand.
_SECTION = rf"(?:{_SMALL}[- ]hundred\b(?:(?:[ -]and)?[ -]{_SMALL}(?![ -]hundred\b))?|{_SMALL})"
# A decimal number may stand without its zero: .315.
_ENGLISH_DIGITS = rf"(?:{DIGITS}|\.\d{{1,12}}+(?!\d))"
_DIGITS_SCALED = rf"{_ENGLISH_DIGITS}(?:[ -]?(?:{_MAGNITUDE}|dozen)\b){{0,3}}"
_SCALED = (
    rf"{_SECTION}(?:[ -](?P<scale>thousand|million|billion|trillion)\b"
    rf"(?:(?:,? and|,)? {_SECTION}\b(?![ -](?:(?P=scale)|hundred)\b))?){{0,4}}"
)
_MORE = rf"(?:[ -](?:{_MAGNITUDE})\b)?"
_HALVES = rf"{_SMALL}[ -]and[ -]a[ -]half\b{_MORE}"
_DIGIT_HALVES = rf"\d{{1,3}}+(?:[ -](?:1/2|[13]/4)(?![\d/])|\s?[½¼¾]){_MORE}"
_ARTICLE = rf"(?:half )?an? (?:{_MAGNITUDE}|dozen)\b(?: and {_SMALL})?"

_SCORE = rf"(?:{_SMALL}|a) score\b(?: and {_SMALL})?"
# The two may score; two score of something are forty.
_COUNTED_SCORE = rf"{_SCORE}(?<=score)(?= (?:of (?!\d|{_SMALL})|years|people|men|women))|{_SCORE}(?<!score)"


def _words(score: str) -> str:
    return rf"{_HALVES}|{_SECTION} dozen\b|{score}|{_SCALED}|{_ARTICLE}"


_WHOLE = compile_pattern(rf"{_DIGIT_HALVES}|{_DIGITS_SCALED}|{_words(_SCORE)}", re.IGNORECASE)
_IN_DIGITS = compile_pattern(rf"{_DIGIT_HALVES}|{_DIGITS_SCALED}", re.IGNORECASE)
_IN_WORDS = compile_pattern(_words(_COUNTED_SCORE), re.IGNORECASE)
# A number up to nineteen ends with its word, but before these.
_UNIT_ALONE = re.compile(rf"(?:{_UNIT_WORD})\b(?![- ](?:and|{_MAGNITUDE}|dozen|score)\b)", re.IGNORECASE)
_PIECE = re.compile(rf"[13]/[24]|[½¼¾]|{_ENGLISH_DIGITS}|[a-z]+")
# Words that only join.
_JOINTS = frozenset({"a", "an", "and"})


def match_english_numeral(text: str, start: int) -> re.Match[str] | None:
    """Match the English numeral that begins at an offset of running text, in any case.

    ``a`` counts only before a magnitude.
    """
    first = text[start : start + 1]
    if first == "." or first.isdecimal():
        return _IN_DIGITS.match(text, start)
    return _UNIT_ALONE.match(text, start) or _IN_WORDS.match(text, start)


@lru_cache(maxsize=1 << 14)
def parse_english_numeral(text: str) -> Decimal | None:
    """Return the value of an English numeral, or None if the text is not one.

    >>> parse_english_numeral("1.2 million"), parse_english_numeral("two hundred and fifty")
    (Decimal('1200000.0'), Decimal('250'))
    """
    text = text.translate(LOOK_ALIKES)
    if not _WHOLE.fullmatch(text):
        return None
    total = Decimal(0)
    section: Decimal | None = None
    for piece in _PIECE.finditer(text.lower()):
        symbol = piece.group()
        if symbol in _JOINTS:
            continue
        if symbol in MAGNITUDES:
            magnitude = MAGNITUDES[symbol]
            if section is None and total:
                total *= magnitude  # 5 thousand billion
            else:
                total += magnitude * (1 if section is None else section)
            section = None
        elif symbol == "hundred" or symbol in DOZENS:
            section = (1 if section is None else section) * DOZENS.get(symbol, Decimal(100))
        else:
            section = (section or 0) + _VALUES[symbol] if symbol in _VALUES else parse_digits(symbol)
    return total + (section or 0)
