"""Keys: agreement of two values, with tolerance for rounding, as the intersection of two small sets.

A value of three or more significant digits holds its exact key and its value rounded to three digits. A value that
may itself be a rounded one (about 47, 47 trillion, 4.7) holds every three-digit value that it may stand for. So
47.3 trillion agrees with 47 trillion, and 46.8 trillion does too, but 47.3 and 46.8 trillion do not agree.
The same device lets a day without a month agree with that day of any month.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from bialign.anchors.unit_tables import CURRENCIES
from bialign.text.numerals import format_decimal

if TYPE_CHECKING:
    from collections.abc import Iterable

#: First character of the keys that stand for a value within rounding.
NEAR = "≈"

_ROUND_FROM = 1000
_TELLING = 4
# The tolerance of numbers that are converted, in the same tenths as those of `Tolerance`.
_CONVERTED = (-3, 3)
_FOREIGN_CURRENCIES = CURRENCIES.keys() - {"KRW"}


class Tolerance(Enum):
    """On which side of the written value the true one may lie; in tenths of the second digit."""

    EXACT = (0, 0)
    ABOUT = (-5, 4)
    OVER = (0, 9)
    UNDER = (-9, 0)


@lru_cache(maxsize=1 << 14)
def number_keys(value: Decimal, unit: str = "", tolerance: Tolerance = Tolerance.EXACT) -> tuple[str, ...]:
    """Return the keys of a number with a unit, the exact one first.

    Args:
        value: The number, not negative.
        unit: A language-free unit, such as ``"USD"`` or ``"km"``; empty for a plain number.
        tolerance: What the text says about its exactness.

    >>> from decimal import Decimal
    >>> number_keys(Decimal(473), "km")
    ('473 km', '≈4.73e+2 km')
    """
    suffix = f" {unit}" if unit else ""
    exact = format_decimal(value) + suffix
    if not value:
        return (exact,)
    digits = value.normalize().as_tuple().digits
    if len(digits) > 2:
        near = f"{NEAR}{value:.2e}{suffix}"
        # A unit may be left out or unknown, but not a foreign currency; a number of many digits hardly ever stands
        # twice for different things.
        telling = suffix and len(digits) >= _TELLING and unit not in _FOREIGN_CURRENCIES
        return (exact, near, format_decimal(value)) if telling else (exact, near)
    if tolerance is Tolerance.EXACT and value < _ROUND_FROM and value == value.to_integral_value():
        return (exact,)
    return (exact, *(f"{NEAR}{key}{suffix}" for key in _may_stand_for(digits, value.adjusted(), tolerance)))


def rounded_keys(value: Decimal, unit: str, tolerance: Tolerance) -> tuple[str, ...]:
    """Return the keys of what a positive number may stand for within rounding, of small whole ones too."""
    digits = value.normalize().as_tuple().digits
    if len(digits) > 2:
        return (f"{NEAR}{value:.2e} {unit}",)
    return tuple(f"{NEAR}{key} {unit}" for key in _may_stand_for(digits, value.adjusted(), tolerance))


def converted_keys(value: Decimal, unit: str, factors: Iterable[str], tolerance: Tolerance) -> tuple[str, ...]:
    """Return the keys, within rounding, of a positive number that is converted into another unit.

    One of up to two digits may stand for others, but for so few that neighbours hardly ever share a key: 62 and 63
    miles do not.

    Args:
        value: The number, in its own unit.
        unit: The other unit.
        factors: What one unit may be of the other.
        tolerance: As in `number_keys`.
    """
    digits = value.normalize().as_tuple().digits
    low, high = (0, 0) if len(digits) > 2 else _CONVERTED if tolerance is Tolerance.EXACT else tolerance.value
    mantissa = 100 * digits[0] + 10 * sum(digits[1:2]) if len(digits) <= 2 else 1
    values = [value * number / mantissa for number in range(mantissa + low, mantissa + high + 1)]
    return tuple(dict.fromkeys(f"{NEAR}{near * Decimal(factor):.2e} {unit}" for near in values for factor in factors))


def celsius_keys(value: Decimal) -> tuple[str, ...]:
    """Return the keys of a temperature in degrees Fahrenheit in degrees Celsius, whole ones and tenths."""
    celsius = (value - 32) * 5 / 9
    rounded = (celsius.quantize(Decimal(step), ROUND_HALF_UP) + 0 for step in ("1", "0.1"))
    return tuple(dict.fromkeys(f"{format_decimal(degrees)} °C" for degrees in rounded))


def _may_stand_for(digits: tuple[int, ...], exponent: int, tolerance: Tolerance) -> list[str]:
    """Return the values of three digits that a number of one or two digits may stand for."""
    low, high = (Tolerance.ABOUT if tolerance is Tolerance.EXACT else tolerance).value
    mantissa = 100 * digits[0] + 10 * sum(digits[1:])
    around = [(exponent, number) for number in range(mantissa + low, mantissa + high + 1)]
    if mantissa == 100:
        # Below a power of ten the three digits are ten times finer: 100 is rounded from 99.5, about 100 may be 95.
        finer = 1000 + (low if tolerance is Tolerance.EXACT else 10 * low)
        around = [(exponent - 1, number) for number in range(finer, 1000)] + around[-low:]
    return [f"{number // 100}.{number % 100:02}e{power:+}" for power, number in around if number < 1000]


@lru_cache(maxsize=1 << 12)
def date_keys(year: int | None, month: int | None, day: int | None) -> tuple[str, ...]:
    """Return the keys of a date of which some parts are known, in truncated ISO 8601 notation.

    A full date agrees with the same day without its year, a day alone with that day of any month.
    """
    if month is not None:
        # Content management systems write 0000-01-01 for no date.
        year = year or None
    if month is not None and day is not None:
        month_day = f"--{month:02}-{day:02}"
        return (month_day,) if year is None else (f"{year:04}-{month:02}-{day:02}", month_day)
    if day is not None:
        return (f"---{day:02}", *(f"--{month:02}-{day:02}" for month in range(1, 13)))
    if month is not None:
        return (f"--{month:02}",) if year is None else (f"{year:04}-{month:02}", f"--{month:02}")
    return (f"{year:04}",)


@lru_cache(maxsize=1 << 10)
def time_keys(hour: int, minute: int, *, half_known: bool) -> tuple[str, ...]:
    """Return the keys of a time of day; without a.m. or p.m. an hour of 1 to 12 may be either."""
    if half_known or hour > 12:
        return (f"{hour % 24:02}:{minute:02}",)
    return (f"{hour % 12:02}:{minute:02}", f"{hour % 12 + 12:02}:{minute:02}")
