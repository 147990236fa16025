"""Numbers as newspapers write them, as exact decimals: what the two languages share."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

# Digits, comma, stop, percent, dollar and won signs, tilde and hyphen of the full-width forms; each is one code
# point for one code point, so offsets stay.
FULL_WIDTH = {
    ord(wide): narrow
    for wide, narrow in zip("０１２３４５６７８９，．％＄￦￥￡～－", "0123456789,.%$₩¥£~-", strict=True)
}

# A whole or decimal number in digits, with or without thousands separators. Possessive quantifiers, and a limit on
# its length, keep the scan of a long run of digits linear.
DIGITS = r"(?:\d{1,3}(?:,\d{3})++(?!\d)|\d{1,24}+(?!\d))(?:\.\d{1,12}+(?!\d))?"


@lru_cache(maxsize=1 << 14)
def parse_digits(text: str) -> Decimal:
    """Return the value of a number in digits, with or without thousands separators.

    >>> parse_digits("8,192")
    Decimal('8192')
    """
    return Decimal(text.replace(",", ""))


@lru_cache(maxsize=1 << 14)
def format_decimal(value: Decimal) -> str:
    """Return the shortest plain notation of a value: no exponent, no trailing zeros.

    >>> format_decimal(Decimal("47.30") * 10**12)
    '47300000000000'
    """
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
