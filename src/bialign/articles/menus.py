"""Menus above an article: the sections of a site, one below the other."""

from __future__ import annotations

import re
from enum import Enum, auto
from itertools import takewhile
from typing import TYPE_CHECKING

from bialign.articles.conventions import Place
from bialign.articles.layout import SIGNATURE
from bialign.documents import FragmentKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bialign.articles.layout import Layout

_MENU_ITEM = re.compile(r"[가-힣]{2,6}|[A-Z][A-Za-z]{1,13}")
_MENU_PHRASE = re.compile(r"[가-힣A-Z]{2,6} [가-힣]{2,6}|[A-Z][A-Za-z]{1,11}(?: & | )[A-Z][A-Za-z]{1,11}")
_SHORTEST_MENU = 5
_LONGEST_MENU = 100
_FEWEST_SECTIONS = 2
_LONGEST_BUTTON = 12


class Item(Enum):
    """What a line may be in a menu."""

    SECTION = auto()
    """A section that many sites have."""
    WORD = auto()
    """One word."""
    LOOSE = auto()
    """What may as well be a headline: two words, or one below a button."""
    BUTTON = auto()
    """What is no item, but stands between them."""


def end_of_menu(layout: Layout, index: int, known: dict[int, Item | None]) -> int:
    """Return where a menu ends whose first unknown item is a line, or the line's own index if there is none.

    A menu is many lines of one or two words in a row: the sections of a site, one below the other. Right above the
    signature or the story, the last of them is the headline.

    Args:
        layout: The lines.
        index: The line.
        known: What lines were found to be in menus, to which what is looked at is added.
    """
    lines = layout.lines
    ahead = (_known_item(layout, place, known) for place in range(index, min(index + _LONGEST_MENU, len(lines))))
    items = [item for item in takewhile(bool, ahead) if item]
    firm = _without_loose_end(items)
    begin, end, below = index, index + firm, index + len(items)
    count = sum(item is not Item.BUTTON for item in items[:firm])
    while begin > 0 and 0 < count < _SHORTEST_MENU and (item := _known_item(layout, begin - 1, known)):
        begin -= 1
        count += item is not Item.BUTTON
    if count < _SHORTEST_MENU:
        return index
    headed = below < len(lines) and (lines[below].kind in SIGNATURE or layout.is_prose(below))
    headed = headed and Item.LOOSE not in items[firm:]
    return end - 1 if headed and lines[end - 1].kind is None else end


def is_menu_heading(layout: Layout, index: int) -> bool:
    """Whether what heads lists elsewhere is a section of a menu, below others: ``랭킹``."""
    sections = range(index - _FEWEST_SECTIONS, index + 1)
    return sections[0] >= 0 and all(
        layout.whole_kind(place, Place.HEAD) is FragmentKind.SECTION for place in sections
    )


def _without_loose_end(items: Sequence[Item]) -> int:
    """Return where the items of a menu end: below the last loose one stand two sections, or it is none of them."""
    end, sections = len(items), 0
    for place in reversed(range(len(items))):
        if items[place] is Item.SECTION:
            sections += 1
        elif items[place] is Item.LOOSE:
            if sections >= _FEWEST_SECTIONS:
                break
            end, sections = place, 0
    while end and items[end - 1] is Item.BUTTON:
        end -= 1
    return end


def _known_item(layout: Layout, index: int, known: dict[int, Item | None]) -> Item | None:
    if index not in known:
        known[index] = _menu_item(layout, index)
    return known[index]


def _menu_item(layout: Layout, index: int) -> Item | None:
    line = layout.lines[index]
    kind = line.kind or layout.whole_kind(index, Place.HEAD)
    word = line.fullmatch(_MENU_ITEM) is not None
    if kind is FragmentKind.SECTION:
        return Item.SECTION
    if kind is None and (word or line.fullmatch(_MENU_PHRASE)):
        below_button = index > 0 and layout.lines[index - 1].kind is FragmentKind.BOILERPLATE
        return Item.WORD if word and not below_button else Item.LOOSE
    button = kind is FragmentKind.BOILERPLATE and len(line) <= _LONGEST_BUTTON
    # Three syllables that happen to begin as names do.
    return Item.BUTTON if button or (word and kind is FragmentKind.BYLINE and line.kind is None) else None
