"""Anchors of English text: one scan over its words, numbers and signs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bialign.anchors import english_calendar as calendar
from bialign.anchors import english_numbers as numbers
from bialign.anchors.keys import Tolerance
from bialign.anchors.units import CURRENCY_SIGNS
from bialign.text.numerals_english import TENS, UNITS

if TYPE_CHECKING:
    from collections.abc import Callable

    from bialign.anchors.draft import Draft

_SIGN = "|".join(re.escape(sign) for sign in sorted(CURRENCY_SIGNS, key=len, reverse=True))
_TOKEN = re.compile(
    r"(?P<number>(?<![\w.,])\d)"
    rf"|(?P<sign>(?<!\w)(?:{_SIGN})(?=\s?\d))"
    r"|(?P<word>[^\W\d_]+)"
)


def _finders() -> dict[str, tuple[Callable[[str, int, Tolerance], Draft | None], ...]]:
    finders: dict[str, tuple[Callable[[str, int, Tolerance], Draft | None], ...]] = {}

    def add(words: object, finder: Callable[[str, int, Tolerance], Draft | None]) -> None:
        for word in words:  # type: ignore[attr-defined]
            finders[word] = (*finders.get(word, ()), finder)

    add([*UNITS, *TENS, "a", "an", "half"], numbers.find_fraction)
    add(numbers.ORDINALS, numbers.find_ordinal)
    add(TENS, numbers.find_ordinal)
    add([*UNITS, *TENS, "a", "an", "half"], numbers.find_number)
    add([*numbers.SEVERAL_STARTS, "a"], numbers.find_several)
    add(calendar.MONTHS, calendar.find_month_date)
    add(calendar.WEEKDAYS, calendar.find_weekday)
    add(calendar.RELATIVE_STARTS, calendar.find_relative)
    return finders


_FINDERS = _finders()


def find_english(view: str) -> list[Draft]:
    """Find the anchors of an English text, in offset order."""
    drafts: list[Draft] = []
    done = 0
    tolerance, tolerance_end = Tolerance.EXACT, -2
    for token in _TOKEN.finditer(view):
        start = token.start()
        if start < done:
            continue
        group = token.lastgroup
        draft = None
        if group == "word":
            word = token.group().lower()
            if word in numbers.APPROXIMATORS:
                tolerance, tolerance_end = numbers.APPROXIMATORS[word], token.end()
                continue
            finders = _FINDERS.get(word)
            if finders is None:
                continue
            before = tolerance if start - tolerance_end < 2 else Tolerance.EXACT
            for finder in finders:
                draft = finder(view, start, before)
                if draft is not None:
                    break
        else:
            before = tolerance if start - tolerance_end < 2 else Tolerance.EXACT
            if group == "number":
                draft = calendar.find_numeric_date(view, start) or calendar.find_time(view, start)
            draft = draft or numbers.find_number(view, start, before, token.group() if group == "sign" else "")
        if draft is not None:
            drafts.append(draft)
            done = draft.end
    return drafts
