"""From values with their units to anchors, the same for both languages."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from bialign.anchors.keys import Tolerance, celsius_keys, converted_keys, date_keys, number_keys, rounded_keys
from bialign.anchors.model import AnchorKind
from bialign.anchors.unit_tables import CONVERSIONS, CURRENCY_SIGNS, METRIC, SMALLER_UNITS
from bialign.text.numerals import format_decimal

if TYPE_CHECKING:
    from collections.abc import Iterable

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

    def also(self, *keys: str) -> Draft:
        """Return the anchor with further keys behind its own: what it may be as well."""
        return self._replace(keys=(*self.keys, *keys))


PLAIN: Unit = (AnchorKind.NUMBER, ("",))
PERCENTAGE_POINT: Unit = (AnchorKind.PERCENTAGE_POINT, ("%p",))
ORDINAL: Unit = (AnchorKind.ORDINAL, ("th",))
# What is measured in several units, and what may stand between them.
_MEASURES = (AnchorKind.DURATION, AnchorKind.QUANTITY)
_BETWEEN_PARTS = ("", " ", " and ")
_NUMERAL = re.compile(r"\d+(?:\.\d+)?")
_FIRST_YEAR = 1000
_FAHRENHEIT = ("°F",)
# From here on a score is one of votes, whose sides a translation may name one by one.
_VOTES = 40
_THIRD = re.compile(r"-(\d{1,3})(?![\d-]|[.,]\d)")
# What a date ends with: 2026-11-05, 11. 5., 11월 5일, Nov. 5 (Thu).
_DATE_BEFORE = re.compile(r"[\d.일)]\s?\Z")


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
    # Points may be percentage points, but no basis points.
    for smaller, factor in filter(None, map(SMALLER_UNITS.get, codes if codes[0] else ())):
        keys += number_keys(value * factor, smaller, tolerance)
    if value:
        for code in codes:
            if code in METRIC:
                base, multiple = METRIC[code]
                keys += rounded_keys(value * Decimal(multiple), base, tolerance)
            elif code in CONVERSIONS:
                keys += converted_keys(value, *CONVERSIONS[code], tolerance)
    if codes == _FAHRENHEIT:
        keys += celsius_keys(value)
    return tuple(dict.fromkeys(keys))


def join_measures(view: str, drafts: Iterable[Draft]) -> list[Draft]:
    """Join the parts of one measure, in order of their offsets: 1년 6개월, 1 hour and 30 minutes."""
    joined: list[Draft] = []
    for draft in drafts:
        whole = _join(view, joined[-1], draft) if joined and draft.kind in _MEASURES else None
        if whole is None:
            joined.append(draft)
        else:
            joined[-1] = whole
    return joined


def _join(view: str, first: Draft, second: Draft) -> Draft | None:
    """Return the anchor of a measure in two units, if the second's counts what is left of the first's."""
    if first.kind is not second.kind or view[first.end : second.start] not in _BETWEEN_PARTS:
        return None
    (larger, unit), (smaller, rest) = (draft.value.rpartition(" ")[::2] for draft in (first, second))
    if not (_NUMERAL.fullmatch(larger) and _NUMERAL.fullmatch(smaller)):
        return None
    code, factor = SMALLER_UNITS.get(unit, ("", 0))
    if code != rest or not Decimal(smaller) < factor:
        return None
    vague = first.approximate or second.approximate
    total = Decimal(larger) * factor + Decimal(smaller)
    return draft_number(
        total, (first.kind, (code,)), first.start, second.end, Tolerance.ABOUT if vague else Tolerance.EXACT
    )


def draft_pair(first: Decimal, second: Decimal, unit: Unit | None, start: int, end: int, *, score: bool) -> Draft:
    """Return the anchor of a range (10–20 %) or a score (3–2).

    A range also holds the keys of its ends, since a translation may name them one by one, and so does a score of many
    votes. A range of years is one of dates.
    """
    if unit is not None and unit[1] == ("year",) and first >= _FIRST_YEAR:
        unit = None
    codes = unit[1] if unit else ("",)
    low, high = format_decimal(first), format_decimal(second)
    keys = [f"{low}–{high} {code}".rstrip() for code in codes]
    if not score or max(first, second) >= _VOTES:
        keys += [f"{number} {code}".rstrip() for code in codes for number in (low, high)]
    return Draft(AnchorKind.SCORE if score else AnchorKind.RANGE, keys[0], start, end, tuple(keys))


def draft_decades(decades: Iterable[str], start: int, end: int) -> Draft:
    """Return the anchor of decades in two or four digits: 1990년대, the 70s, 1970∼80년대."""
    names = [f"{decade}s" for decade in decades]
    keys = tuple(dict.fromkeys([*names, *(name[-3:] for name in names)]))
    return Draft(AnchorKind.DATE, "/".join(names), start, end, keys)


def draft_era(year: int, start: int, end: int, *, before: bool) -> Draft:
    """Return the anchor of a year with its era: 기원전 57년 and 57 B.C. are ``57 BCE``."""
    keys = (f"{year} BCE",) if before else date_keys(year, None, None)
    return Draft(AnchorKind.DATE, keys[0], start, end, keys)


def draft_several(magnitude: int, unit: Unit, start: int, end: int) -> Draft:
    """Return the anchor of an indefinite number: 수십 and dozens are ``several 10``."""
    kind, codes = unit
    keys = tuple(f"several {magnitude} {code}".rstrip() for code in codes)
    return Draft(kind, keys[0], start, end, keys, approximate=True)


def draft_fraction(numerator: int, denominator: int, start: int, end: int) -> Draft:
    """Return the anchor of a fraction, in lowest terms; the denominator is not 0."""
    value = str(Fraction(numerator, denominator))
    return Draft(AnchorKind.FRACTION, value, start, end, (value,))


def draft_round(teams: int, start: int, end: int) -> Draft:
    """Return the anchor of a round of a tournament by how many are in it: semifinals, 준결승."""
    value = f"round of {teams}"
    return Draft(AnchorKind.ORDINAL, value, start, end, (value,))


def draft_period(number: int, period: str, start: int, end: int) -> Draft:
    """Return the anchor of a quarter or half of a year or a match: 4분기, first half."""
    value = f"{number} th {period}"
    return Draft(AnchorKind.ORDINAL, value, start, end, (value,))


def is_elapsed(view: str, start: int, hours: str) -> bool:
    """Tell whether hours, minutes and seconds are the time of a run (2:01:39), not of a day (02:01:39)."""
    return len(hours) == 1 and _DATE_BEFORE.search(view, max(0, start - 2), start) is None


def draft_elapsed(hours: int, minutes: int, seconds: int | Decimal, start: int, end: int) -> Draft:
    """Return the anchor of a length of time in hours, minutes and seconds: 2:01:39, 1:44.40."""
    value = Decimal((hours * 60 + minutes) * 60) + seconds
    return draft_number(value, (AnchorKind.DURATION, ("second",)), start, end)


def find_third(view: str, span: tuple[int, int], numbers: tuple[Decimal, Decimal]) -> Draft | None:
    """Find a score of three numbers, of which two make up a span: won, drawn and lost, 34-18-2; 4-3-3."""
    third = _THIRD.match(view, span[1])
    if third is None:
        return None
    texts = [format_decimal(number) for number in (*numbers, Decimal(third.group(1)))]
    value = "–".join(texts)
    return Draft(AnchorKind.SCORE, value, span[0], third.end(), (value, *texts))


def draft_hours(first: tuple[str, ...], last: tuple[str, ...], start: int, end: int) -> Draft:
    """Return the anchor of a range of hours by the keys of its ends: 오후 3∼5시, from 3 to 5 p.m."""
    return Draft(AnchorKind.TIME, f"{first[0]}/{last[0]}", start, end, (*first, *last))


def draft_months(first: int, last: int, start: int, end: int) -> Draft:
    """Return the anchor of a range of months: 7∼8월, October-December, which is also the fourth quarter.

    And January to June is the first half of a year.
    """
    keys = (*date_keys(None, first, None), *date_keys(None, last, None))
    value = f"{keys[0]}/{keys[1]}"
    if last == first + 2 and not last % 3:
        keys = (*keys, f"{last // 3} th quarter")
    elif last == first + 5 and not last % 6:
        keys = (*keys, f"{last // 6} th half")
    return Draft(AnchorKind.DATE, value, start, end, keys)
