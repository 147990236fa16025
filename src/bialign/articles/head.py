"""The head of an article: what stands above its body, around the headline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bialign.articles.conventions import Place
from bialign.articles.layout import MOST_DECKS
from bialign.articles.lines import has_letters
from bialign.documents import FragmentKind

if TYPE_CHECKING:
    from bialign.articles.layout import Layout
    from bialign.articles.lines import Line

_NOTE = re.compile(r"편집자 ?주")


def mark_notes(layout: Layout) -> None:
    """Decide what adjoins a line that says ``편집자주``, unless it is all there is."""
    lines = layout.lines
    last = next((index for index in reversed(range(len(lines))) if layout.is_prose(index)), 0)
    # What is decided here stands above the last prose, which stays so.
    for index in range(1, last):
        above, line = lines[index - 1], lines[index]
        if (
            line.kind is None
            and above.kind is FragmentKind.BOILERPLATE
            and above.fullmatch(_NOTE)
            and layout.adjoins(index)
        ):
            line.kind = FragmentKind.BOILERPLATE


def classify_head(layout: Layout) -> None:
    """Decide the lines above the body."""
    decks = 0
    listing = False
    for index, line in enumerate(layout.lines[: layout.body_start]):
        listing = index in layout.headings or (listing and layout.adjoins(index))
        if line.kind is not None:
            listing = listing and index != layout.headline
            continue
        above = layout.headline is not None and index < layout.headline
        if layout.furnish(index, Place.LINE, Place.HEAD, *(() if above else (Place.UNDER, Place.BELOW))):
            # A name with nothing around it, above the headline, is debris of the page: who posted or who reads it.
            if above and line.kind is FragmentKind.BYLINE:
                line.settle(FragmentKind.BOILERPLATE)
        elif above:
            line.kind = _kind_above_headline(layout, line)
        elif layout.headline is not None and listing:
            line.kind = FragmentKind.BOILERPLATE
        elif index and layout.lines[index - 1].kind is FragmentKind.CREDIT:
            line.kind = FragmentKind.CAPTION
        elif layout.headline is not None and decks < MOST_DECKS:
            line.kind = FragmentKind.SUBHEADLINE
            decks += 1


def _kind_above_headline(layout: Layout, line: Line) -> FragmentKind:
    return FragmentKind.SECTION if has_letters(line, layout.language) else FragmentKind.BOILERPLATE
