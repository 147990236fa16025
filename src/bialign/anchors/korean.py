"""Anchors of Korean text: one scan over its eojeol, numbers and signs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bialign.anchors import korean_calendar as calendar
from bialign.anchors.entities import KOREAN_STARTS, find_korean_name, find_latin_name, find_short_form
from bialign.anchors.korean_numbers import find_bare_number, find_number
from bialign.anchors.korean_tables import SPACES
from bialign.anchors.korean_times import find_time
from bialign.anchors.korean_words import NUMBER_PAIRS, NUMBER_STARTS, NUMBER_SYLLABLES, find_number_word
from bialign.anchors.signs import HYPHENS, with_hyphen, with_korean_minus
from bialign.anchors.token_starts import TokenFinder
from bialign.anchors.tokens import HANJA, LATIN_LETTERS, find_hanja, find_latin
from bialign.anchors.units import CURRENCY_SIGN

if TYPE_CHECKING:
    from bialign.anchors.drafts import Draft

_TOKEN = re.compile(
    r"(?P<hangul>[가-힣]+)"
    r"|(?P<number>(?<![A-Za-z\d.,#])\d)"
    rf"|(?P<sign>(?<![A-Za-z])(?:{CURRENCY_SIGN})(?=\s?\d))"
    rf"|(?P<hanja>{HANJA.pattern})"
    rf"|(?P<latin>[{LATIN_LETTERS}][{LATIN_LETTERS}0-9.&-]+)"
)
_MAY_HAVE_SIGN = ("number", "sign")
_SYLLABLES = frozenset("미일중한북남영러독불호")
# By these most eojeol are passed over: what all that hold a value begin with.
_STARTS = NUMBER_SYLLABLES | calendar.SYLLABLES
_PAIRS = (
    KOREAN_STARTS
    | NUMBER_PAIRS
    | calendar.PAIRS
    | {first + second for first in _SYLLABLES for second in f"·ㆍ‧・,{SPACES}"}
)
_TOKENS = TokenFinder(_TOKEN, "korean_starts", _STARTS | _PAIRS)


def find_korean(view: str) -> list[Draft]:
    """Find the anchors of a Korean text but for quotations and addresses, in offset order."""
    drafts: list[Draft] = []
    done = 0
    for token in _TOKENS.find(view):
        start = token.start()
        if start < done:
            continue
        group = token.lastgroup
        draft: Draft | None = None
        if group == "hangul":
            word = token.group()
            if view[start : start + 2] not in _PAIRS and word[0] not in _STARTS:
                continue
            draft = _find_at_eojeol(view, start, word)
        elif group == "number":
            draft = (
                find_bare_number(view, start)
                or find_time(view, start)
                or calendar.find_date(view, start)
                or find_number(view, start)
            )
        elif group == "sign":
            draft = find_number(view, start, token.group())
        elif group == "hanja":
            draft = find_hanja(view, start)
        else:
            era = calendar.find_era(view, start) if token.group()[0] in "ABC" else None
            draft = era or find_latin_name(view, start) or find_latin(view, start)
        if draft is not None:
            if start and group in _MAY_HAVE_SIGN:
                draft = (with_hyphen if view[start - 1] in HYPHENS else with_korean_minus)(view, draft)
            drafts.append(draft)
            done = draft.end
    return drafts


def _find_at_eojeol(view: str, start: int, word: str) -> Draft | None:
    first = word[0]
    draft: Draft | None = None
    if view[start : start + 2] in KOREAN_STARTS:
        draft = find_korean_name(view, start)
    if draft is None and first in calendar.STARTS:
        draft = calendar.find_word(view, start, word)
    if draft is None and first in NUMBER_STARTS:
        draft = find_number_word(view, start)
    if draft is None and first in _SYLLABLES and len(word) < 4:
        draft = find_short_form(view, start)
    return draft
