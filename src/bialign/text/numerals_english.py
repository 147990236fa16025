"""English numerals: digits with magnitudes (1.2 million) and number words (two hundred and fifty, twenty-five)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from bialign.text.numerals import DIGITS, parse_digits

_UNIT_WORDS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen
"""
_TENS_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
UNITS = {word: value for value, word in enumerate(_UNIT_WORDS.split())}
TENS = {word: 10 * value for value, word in enumerate(_TENS_WORDS.split(), start=2)}
DOZENS = {"dozen": 12, "score": 20}
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
    "tn": 10**12,
}

_MAGNITUDE = "hundred|" + "|".join(sorted(MAGNITUDES, key=len, reverse=True))
_TEEN = "|".join(sorted(UNITS, key=len, reverse=True))
_SMALL = rf"(?:(?:{'|'.join(TENS)})(?:[- ](?:{_TEEN})\b)?|(?:{_TEEN}))\b"
_SECTION = rf"(?:{_SMALL}[- ]hundred\b(?:(?:[ -]and)?[ -]{_SMALL})?|{_SMALL})"
_DIGITS_SCALED = rf"{DIGITS}(?:[ -]?(?:{_MAGNITUDE}|dozen)\b){{0,3}}"
_SCALED = rf"{_SECTION}(?:[ -](?:thousand|million|billion|trillion)\b(?:(?:,? and|,)? {_SECTION})?){{0,4}}"
_HALVES = rf"{_SMALL} and a half(?:[ -](?:{_MAGNITUDE})\b)?"
_ARTICLE = rf"(?:half )?an? (?:{_MAGNITUDE}|dozen)\b(?: and {_SMALL})?"

#: Matches an English numeral; ``a`` counts only before a magnitude. Words match in any case.
ENGLISH_NUMERAL = re.compile(
    rf"{_DIGITS_SCALED}|{_HALVES}|(?:{_SECTION} dozen\b)|{_SCALED}|{_ARTICLE}", re.IGNORECASE
)
_PIECE = re.compile(rf"(?P<digits>{DIGITS})|(?P<word>[a-z]+)|(?P<joint>[\s,-]+)")


@lru_cache(maxsize=1 << 14)
def parse_english_numeral(text: str) -> Decimal | None:
    """Return the value of an English numeral, or None if the text is not one.

    >>> parse_english_numeral("1.2 million"), parse_english_numeral("two hundred and fifty")
    (Decimal('1200000.0'), Decimal('250'))
    """
    total = section = Decimal(0)
    started = False
    half = False
    place = 0
    text = text.lower()
    while place < len(text):
        piece = _PIECE.match(text, place)
        if piece is None:
            return None
        place = piece.end()
        symbol = piece.group()
        if piece.lastgroup == "joint" or symbol == "and":
            continue
        if piece.lastgroup == "digits":
            section += parse_digits(symbol)
        elif symbol in UNITS or symbol in TENS:
            section += UNITS[symbol] if symbol in UNITS else TENS[symbol]
        elif symbol == "hundred":
            section = (section or Decimal(1)) * 100
        elif symbol in DOZENS:
            section = (section or Decimal(1)) * DOZENS[symbol]
        elif symbol == "half":
            section += Decimal("0.5")
            half = True
        elif symbol in ("a", "an"):
            continue
        elif symbol in MAGNITUDES:
            total += (section or 1) * MAGNITUDES[symbol]
            section = Decimal(0)
        else:
            return None
        started = True
    return total + section if started and (total or section or not half) else None
