"""From numbers with their units to anchors, the same for both languages."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from bialign.anchors.draft import Draft
from bialign.anchors.keys import Tolerance, number_keys
from bialign.anchors.model import AnchorKind
from bialign.anchors.units import CURRENCIES, DURATIONS, MEASURES
from bialign.text.numerals import format_decimal

if TYPE_CHECKING:
    from decimal import Decimal

#: Kind of an anchor and the codes of the units that a word may stand for (파운드 is money and weight).
Unit = tuple[AnchorKind, tuple[str, ...]]

PLAIN: Unit = (AnchorKind.NUMBER, ("",))
PERCENT: Unit = (AnchorKind.PERCENT, ("%",))
PERCENTAGE_POINT: Unit = (AnchorKind.PERCENTAGE_POINT, ("%p",))
ORDINAL: Unit = (AnchorKind.ORDINAL, ("th",))


def unit_words(column: int) -> dict[str, Unit]:
    """Return the words for units: column 0 of the tables is Korean, 1 English."""
    words: dict[str, Unit] = {}
    for kind, table in (
        (AnchorKind.MONEY, CURRENCIES),
        (AnchorKind.DURATION, DURATIONS),
        (AnchorKind.QUANTITY, MEASURES),
    ):
        for code, columns in table.items():
            for word in filter(None, columns[column].split("|")):
                known = words.get(word)
                words[word] = (known[0], (*known[1], code)) if known else (kind, (code,))
    return words


def draft_number(value: Decimal, unit: Unit, start: int, end: int, tolerance: Tolerance = Tolerance.EXACT) -> Draft:
    """Return the anchor of a number with a unit."""
    kind, codes = unit
    keys = _keys(value, codes, tolerance)
    return Draft(kind, keys[0], start, end, keys, tolerance is not Tolerance.EXACT)


@lru_cache(maxsize=1 << 14)
def _keys(value: Decimal, codes: tuple[str, ...], tolerance: Tolerance) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for code in codes for key in number_keys(value, code, tolerance)))


def draft_pair(first: Decimal, second: Decimal, unit: Unit | None, start: int, end: int, *, score: bool) -> Draft:
    """Return the anchor of a range (10–20 %) or a score (3–2).

    A range with a unit also holds the keys of its ends, since a translation may name them one by one.
    """
    _, codes = unit or PLAIN
    low, high = format_decimal(first), format_decimal(second)
    keys = [f"{low}–{high} {code}".rstrip() for code in codes]
    if unit is not None:
        keys += [f"{number} {code}" for code in codes for number in (low, high)]
    return Draft(AnchorKind.SCORE if score else AnchorKind.RANGE, keys[0], start, end, tuple(keys))


def draft_several(magnitude: int, unit: Unit, start: int, end: int) -> Draft:
    """Return the anchor of an indefinite number: 수십 and dozens are ``several 10``."""
    kind, codes = unit
    value = f"several {magnitude}"
    keys = tuple(dict.fromkeys([f"{value} {code}".rstrip() for code in codes]))
    return Draft(kind, keys[0], start, end, keys, approximate=True)


def draft_fraction(numerator: int, denominator: int, start: int, end: int) -> Draft:
    """Return the anchor of a fraction, in lowest terms."""
    value = str(Fraction(numerator, denominator)) if denominator else f"{numerator}/{denominator}"
    return Draft(AnchorKind.FRACTION, value, start, end, (value,))
