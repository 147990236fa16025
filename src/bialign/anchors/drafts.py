"""From values with their units to anchors, the same for both languages."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from bialign.anchors.keys import Tolerance, date_keys, number_keys
from bialign.anchors.model import AnchorKind
from bialign.anchors.unit_tables import CURRENCY_SIGNS
from bialign.text.numerals import format_decimal

if TYPE_CHECKING:
    from decimal import Decimal

    from bialign.anchors.units import Unit


class Draft(NamedTuple):
    """An anchor before its offsets are led back from the normalised view to the text.

    Kind, value, span in the view, keys, and whether the value is approximate.
    """

    kind: AnchorKind
    value: str
    start: int
    end: int
    keys: tuple[str, ...]
    approximate: bool = False


PLAIN: Unit = (AnchorKind.NUMBER, ("",))
PERCENTAGE_POINT: Unit = (AnchorKind.PERCENTAGE_POINT, ("%p",))
ORDINAL: Unit = (AnchorKind.ORDINAL, ("th",))
# Korean counts the years of an English decade.
_FIRST_YEAR = 1000
_YEARS = {"decade": 10, "century": 100}


def sign_unit(sign: str) -> Unit | None:
    """Return the unit of a currency sign; none for an empty one."""
    return (AnchorKind.MONEY, (CURRENCY_SIGNS[sign],)) if sign else None


def draft_number(value: Decimal, unit: Unit, start: int, end: int, tolerance: Tolerance = Tolerance.EXACT) -> Draft:
    """Return the anchor of a number with a unit."""
    kind, codes = unit
    keys = _keys(value, codes, tolerance)
    return Draft(kind, keys[0], start, end, keys, tolerance is not Tolerance.EXACT)


@lru_cache(maxsize=1 << 14)
def _keys(value: Decimal, codes: tuple[str, ...], tolerance: Tolerance) -> tuple[str, ...]:
    keys = [key for code in codes for key in number_keys(value, code, tolerance)]
    keys += [key for code in codes if code in _YEARS for key in number_keys(value * _YEARS[code], "year", tolerance)]
    return tuple(dict.fromkeys(keys))


def draft_pair(first: Decimal, second: Decimal, unit: Unit | None, start: int, end: int, *, score: bool) -> Draft:
    """Return the anchor of a range (10–20 %) or a score (3–2).

    A range also holds the keys of its ends, since a translation may name them one by one. A range of years is one of
    dates.
    """
    if unit is not None and unit[1] == ("year",) and min(first, second) >= _FIRST_YEAR:
        unit = None
    codes = unit[1] if unit else ("",)
    low, high = format_decimal(first), format_decimal(second)
    keys = [f"{low}–{high} {code}".rstrip() for code in codes]
    if not score:
        keys += [f"{number} {code}".rstrip() for code in codes for number in (low, high)]
    return Draft(AnchorKind.SCORE if score else AnchorKind.RANGE, keys[0], start, end, tuple(keys))


def draft_several(magnitude: int, unit: Unit, start: int, end: int) -> Draft:
    """Return the anchor of an indefinite number: 수십 and dozens are ``several 10``."""
    kind, codes = unit
    keys = tuple(f"several {magnitude} {code}".rstrip() for code in codes)
    return Draft(kind, keys[0], start, end, keys, approximate=True)


def draft_fraction(numerator: int, denominator: int, start: int, end: int) -> Draft:
    """Return the anchor of a fraction, in lowest terms; the denominator is not 0."""
    value = str(Fraction(numerator, denominator))
    return Draft(AnchorKind.FRACTION, value, start, end, (value,))


def draft_period(number: int, period: str, start: int, end: int) -> Draft:
    """Return the anchor of a quarter or half of a year or a match: 4분기, first half."""
    value = f"{number} th {period}"
    return Draft(AnchorKind.ORDINAL, value, start, end, (value,))


def draft_months(first: int, last: int, start: int, end: int) -> Draft:
    """Return the anchor of a range of months: 7∼8월, October-December, which is also the fourth quarter."""
    keys = (*date_keys(None, first, None), *date_keys(None, last, None))
    value = f"{keys[0]}/{keys[1]}"
    if last == first + 2 and not last % 3:
        keys = (*keys, f"{last // 3} th quarter")
    return Draft(AnchorKind.DATE, value, start, end, keys)
