"""Anchors of English text: one scan over its words, numbers and signs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bialign.anchors import english_calendar as calendar
from bialign.anchors import english_words as words
from bialign.anchors.english_numbers import (
    find_bare_number,
    find_below_zero,
    find_era_first,
    find_minus,
    find_number,
    find_numbered,
)
from bialign.anchors.entities import ENGLISH_STARTS, find_english_name
from bialign.anchors.signs import HYPHENS, with_hyphen
from bialign.anchors.token_starts import TokenFinder
from bialign.anchors.tokens import HANJA, find_hanja, find_latin
from bialign.anchors.units import CURRENCY_SIGN
from bialign.text.numerals_english import DOZENS, MAGNITUDES, TENS, UNITS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bialign.anchors.drafts import Draft

    Finder = Callable[[str, int], Draft | None]

_TOKEN = re.compile(
    rf"(?P<sign>(?<!\w)(?:{CURRENCY_SIGN})(?=\s?\.?\d))"
    r"|(?P<word>[^\W\d_\u3400-\u9fff\uf900-\ufaff]+)"
    # A gun's calibre, .38, is no share of one.
    r"|(?P<number>(?<![\w.,#])(?:\d|\.(?=\d)(?!\d+[ -]?cal)))"
    rf"|(?P<hanja>{HANJA.pattern})"
)
# Words with a capital that are no names.
_COMMON_WORDS = """
a about after again all also although among an and another any are as at be because been before but by can could
did do does during each even every few for from had has have he her here his how however i if in into is it its
just last let like many may me meanwhile mr mrs ms dr more most much my new no nor not now of on once one only
or other our out over president she since so some still such than that the their them then there these they this
those though through to too under until up us was we were what when where whether which while who why will with
would yes yet you your
"""
_COMMON = frozenset(_COMMON_WORDS.split())
# After an article, these alone make a value: a hundred, a third, a year ago.
_AFTER_ARTICLE = re.compile(r"[Aa][Nn]?[\s-]([A-Za-z]+)")
_ARTICLE_WORDS = frozenset(
    [
        *("hundred", *MAGNITUDES, *DOZENS, *words.AGO_UNITS),
        *(part + ending for part in words.DENOMINATORS for ending in ("", "s")),
    ]
)
_ARTICLE_FINDERS = (words.find_ago, words.find_part_point, words.find_fraction, find_number)


def _find_after_article(view: str, start: int) -> Draft | None:
    """Find a value that begins with a or an: by far the most words after them make none."""
    if view.startswith(".D", start + 1):
        return find_era_first(view, start)
    match = _AFTER_ARTICLE.match(view, start)
    if match is None or match.group(1).lower() not in _ARTICLE_WORDS:
        return None
    for finder in _ARTICLE_FINDERS:
        draft = finder(view, start)
        if draft is not None:
            return draft
    return None


def _finders() -> dict[str, tuple[Finder, ...]]:
    """Return what to look for at a word, by the word in lower case."""
    finders: dict[str, tuple[Finder, ...]] = {}

    def add(starts: Iterable[str], finder: Finder) -> None:
        for word in starts:
            finders[word] = (*finders.get(word, ()), finder)

    numbers = [*UNITS, *TENS]
    add(UNITS, calendar.find_part_of_day)
    add(["a", "an"], _find_after_article)
    add(["half", "three", "quarter"], words.find_part_point)
    add(numbers, words.find_fraction)
    add(["past"], words.find_past)
    add(["teens"], words.find_teens)
    add(words.DECADES, words.find_tens)
    add(["single"], words.find_single)
    add(words.ROUND_STARTS, words.find_round)
    add(TENS, words.find_ordinal)
    add([*numbers, "half"], find_number)
    add(["half"], words.find_half)
    add(["halve", "halved", "halving"], words.find_halved)
    add(["world"], words.find_world_war)
    add(words.MULTIPLES, words.find_multiple)
    add(["ad"], find_era_first)
    add(["no"], find_numbered)
    add(["minus", "negative"], find_minus)
    add(words.ORDINALS, words.find_ordinal)
    add(words.SEVERAL_STARTS, words.find_several)
    add(words.LENGTHS_WITHOUT_NUMBER, words.find_length_without_number)
    add(["q"], words.find_quarter)
    add(calendar.RELATIVE_STARTS, calendar.find_relative)
    add(["the"], calendar.find_relative_after_the)
    add(calendar.MONTHS, calendar.find_month_date)
    add(calendar.WEEKDAYS, calendar.find_weekday)
    add(calendar.NOON_STARTS, calendar.find_noon)
    return finders


_FINDERS = _finders()
_STARTS = ENGLISH_STARTS.union(_FINDERS)
_TOKENS = TokenFinder(
    _TOKEN,
    "english_starts",
    {word for word in _STARTS if word.islower()}.union(
        {word.capitalize() for word in _COMMON.difference(_FINDERS)} - ENGLISH_STARTS
    ),
)


def find_english(view: str) -> list[Draft]:
    """Find the anchors of an English text but for quotations and addresses, in offset order."""
    drafts: list[Draft] = []
    done = 0
    for token in _TOKENS.find(view):
        start = token.start()
        if start < done:
            continue
        group = token.lastgroup
        draft: Draft | None = None
        if group == "word":
            word = token.group()
            if word not in _STARTS and word.islower():
                continue
            draft = _find_at_word(view, start, word)
        elif group == "number":
            draft = (
                find_bare_number(view, start)
                or calendar.find_numeric_date(view, start)
                or calendar.find_time(view, start)
                or find_number(view, start)
            )
        elif group == "sign":
            draft = find_number(view, start, token.group())
        else:
            draft = find_hanja(view, start)
        if draft is not None:
            if group != "word" and start and view[start - 1] in HYPHENS:
                draft = with_hyphen(view, draft)
            elif view.startswith(" below", draft.end):
                draft = find_below_zero(view, draft)
            drafts.append(draft)
            done = draft.end
    return drafts


def _find_at_word(view: str, start: int, word: str) -> Draft | None:
    if word in ENGLISH_STARTS:
        draft = find_english_name(view, start, word)
        if draft is not None:
            return draft
    lower = word.lower()
    for finder in _FINDERS.get(lower, ()):
        draft = finder(view, start)
        if draft is not None:
            return draft
    return None if word == lower or lower in _COMMON else find_latin(view, start)
