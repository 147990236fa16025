"""Numbers in figures, in any language: what a text and its translation share where no more is known of them."""

from __future__ import annotations

import re
from decimal import Decimal

from bialign.anchors.drafts import Draft
from bialign.anchors.model import AnchorKind
from bialign.text.numerals import format_decimal

# 8848, 8.848, 8 848, 8’848 or 8,848, in India 1,23,456, each with decimals: 8.848,20. What is grouped by threes is
# whole, since some languages write 8.848 for it, but for 0.125; 24.12.2001 has no decimals. Arabic has marks of its
# own. Limits keep the scan linear.
_GROUPED = (
    r"(?!0)\d{1,3}(?P<mark>[.,'’٬ \u00a0\u2009\u202f])\d{3}(?:(?P=mark)\d{3}){0,6}|(?!0)\d{1,2}(?:,\d\d){1,6},\d{3}"
)
_DECIMALS = r"(?<!\d[.,]\d)(?<!\d[.,]\d\d)[.,٫](?P<decimals>\d{1,40})(?!\d|[.,]\d)"
_NUMERAL = re.compile(rf"(?<!\d)(?:(?P<grouped>{_GROUPED})|(?P<whole>\d{{1,24}}))(?!\d)(?:{_DECIMALS})?")
_MARKS = re.compile(r"\D")
# A single figure stands for too many things, and often for the number of an item.
_LEAST_FIGURES = 2


def find_numerals(text: str) -> list[Draft]:
    """Find the numbers of two figures or more, however they are grouped and whatever digits the script has.

    >>> [draft.value for draft in find_numerals("Am 5. Mai 1956 auf 8.847,60 m")]
    ['1956', '8847.6']
    """
    found = []
    for match in _NUMERAL.finditer(text):
        whole = _MARKS.sub("", match["grouped"] or match["whole"])
        value = format_decimal(Decimal(f"{int(whole)}.{match['decimals'] or 0}"))
        if len(value.replace(".", "")) >= _LEAST_FIGURES:
            found.append(Draft(AnchorKind.NUMBER, value, match.start(), match.end(), (value,)))
    return found
