"""Anchors of Korean text: one scan over its eojeol, numbers and signs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bialign.anchors import korean_calendar as calendar
from bialign.anchors import korean_numbers as numbers
from bialign.anchors.keys import Tolerance
from bialign.anchors.units import CURRENCY_SIGNS

if TYPE_CHECKING:
    from bialign.anchors.draft import Draft

_SIGN = "|".join(re.escape(sign) for sign in sorted(CURRENCY_SIGNS, key=len, reverse=True))
_TOKEN = re.compile(
    r"(?P<number>(?<![A-Za-z\d.,])\d)"
    rf"|(?P<sign>(?<![A-Za-z])(?:{_SIGN})(?=\s?\d))"
    r"|(?P<word>[가-힣]+)"
)
_APPROXIMATORS = {"약": Tolerance.ABOUT, "대략": Tolerance.ABOUT, "거의": Tolerance.UNDER, "근": Tolerance.ABOUT}
_NUMBER_STARTS = frozenset("한두세네석넉서너다여일아열스마쉰예흔이삼사오육칠팔구십백천만수몇둘셋넷대")


def find_korean(view: str) -> list[Draft]:
    """Find the anchors of a Korean text, in offset order."""
    drafts: list[Draft] = []
    done = 0
    tolerance, tolerance_end = Tolerance.EXACT, -2
    for token in _TOKEN.finditer(view):
        start = token.start()
        if start < done:
            if token.end() <= done:
                continue
            continue
        group = token.lastgroup
        draft: Draft | None = None
        before = tolerance if start - tolerance_end < 2 else Tolerance.EXACT
        if group == "word":
            word = token.group()
            if word in _APPROXIMATORS:
                tolerance, tolerance_end = _APPROXIMATORS[word], token.end()
                continue
            first = word[0]
            if first in calendar.RELATIVE_STARTS:
                draft = calendar.find_relative(view, start)
            if draft is None and word[1:3] == "요일":
                draft = calendar.find_weekday(view, start)
            if draft is None and (word in calendar.CLOCK_STARTS or word[:2] in ("정오", "자정")):
                draft = calendar.find_time(view, start)
            if draft is None and first in _NUMBER_STARTS:
                draft = numbers.find_number_word(view, start, before)
        else:
            if group == "number":
                draft = calendar.find_time(view, start) or calendar.find_date(view, start)
            draft = draft or numbers.find_number(view, start, before, token.group() if group == "sign" else "")
        if draft is not None:
            drafts.append(draft)
            done = draft.end
    return drafts
