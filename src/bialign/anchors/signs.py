"""Values below zero: -2.1%, 마이너스 2.1%, 영하 10도, minus 10 degrees, 10 below zero.

A value without a sign is not known to be above zero: where one language writes -2.1%, the other may write fell 2.1
percent. So a value below zero also holds the keys of the value without its sign, but for temperatures, which have no
such verbs: 영하 10도 is not 10 degrees.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from bialign.anchors.drafts import draft_number
from bialign.anchors.keys import NEAR, celsius_keys
from bialign.anchors.model import AnchorKind

if TYPE_CHECKING:
    from bialign.anchors.drafts import Draft
    from bialign.anchors.units import Unit

#: Hyphen and minus sign.
HYPHENS = frozenset("-−")
#: What a temperature may be counted in.
DEGREE: Unit = (AnchorKind.QUANTITY, ("deg", "°C", "°F"))
_DEGREES = (" deg", " °C", " °F")
# A hyphen is a sign at the start, after a bracket and after a word: not in 3-2 and 5% -10%.
_SIGN = re.compile(r"(?:^|[(\[]|(?<![\d%℃])\s)[-−]\Z")
_LONGEST_SIGN = 2
_KOREAN_WORDS = tuple(word + space for word in ("마이너스", "마이너스(-)", "영하") for space in (" ", ""))
# Before a minus, these make it the sign of a margin of error.
_BOTH_SIGNS = ("플러스", "플러스 ", "plus or ", "plus-or-")
# What has a sign more often than a dash before it.
_SIGNED = frozenset({AnchorKind.PERCENT, AnchorKind.PERCENTAGE_POINT, AnchorKind.MONEY})


def is_minus(view: str, start: int) -> bool:
    """Tell whether the minus that begins at an offset is one, not part of plus or minus."""
    return not view.endswith(_BOTH_SIGNS, 0, start)


def with_korean_minus(view: str, draft: Draft) -> Draft:
    """Return an anchor below zero if 마이너스 or 영하 stands before it; 영하 15 is always a temperature."""
    start = draft.start
    if not view.endswith(_KOREAN_WORDS, 0, start):
        return draft
    sign = start - max(len(word) for word in _KOREAN_WORDS if view.endswith(word, 0, start))
    if not is_minus(view, sign) or view[:sign][-1:].isalnum():
        return draft
    if view.startswith("영하", sign) and draft.kind is AnchorKind.NUMBER and draft.value.isdigit():
        draft = draft_number(Decimal(draft.value), DEGREE, start, draft.end)
    return below_zero(draft, sign)


def below_zero(draft: Draft, start: int, end: int | None = None) -> Draft:
    """Return the anchor of a value below zero, from its sign on.

    Args:
        draft: The value without its sign.
        start: Where the sign begins.
        end: Where what makes it one below zero ends, if that stands after it.
    """
    fahrenheit = draft.value.endswith(" °F") and draft.keys[-1].endswith(" °C")
    plain = [key for key in draft.keys if not (fahrenheit and key.endswith(" °C"))]
    keys = [f"{NEAR}-{key[1:]}" if key.startswith(NEAR) else f"-{key}" for key in plain]
    if fahrenheit:
        keys += celsius_keys(-Decimal(draft.value.split()[0]))
    if not draft.value.endswith(_DEGREES):
        keys += draft.keys
    return draft._replace(value=keys[0], start=start, end=end or draft.end, keys=tuple(keys))


def with_hyphen(view: str, draft: Draft) -> Draft:
    """Return an anchor below zero if the hyphen before it is a sign: -2.1%, (-12.34); in -3명 it is a dash."""
    signed = draft.kind in _SIGNED or "." in draft.value or draft.value.endswith(_DEGREES)
    if not signed or not _SIGN.search(view, max(0, draft.start - _LONGEST_SIGN), draft.start):
        return draft
    return (_from_below_zero if draft.kind is AnchorKind.RANGE else below_zero)(draft, draft.start - 1)


def _from_below_zero(draft: Draft, start: int) -> Draft:
    """Return the anchor of a range that begins below zero, and may end above it: -5∼3도."""
    ranges = sum("–" in key for key in draft.keys)
    keys = [key if place > ranges and (place - ranges) % 2 else f"-{key}" for place, key in enumerate(draft.keys)]
    return draft._replace(value=keys[0], start=start, keys=tuple(keys))
