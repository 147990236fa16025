"""Captions: told by how they begin or end, by a credit in the middle of an article, or by where they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bialign.articles.lines import final_mark
from bialign.articles.pieces import closing, opening
from bialign.articles.tail import is_sign_off
from bialign.documents import FragmentKind

if TYPE_CHECKING:
    from bialign.articles.layout import Layout

_MARKS = "▲△"
_STORY_CLOSINGS = frozenset({FragmentKind.CREDIT, FragmentKind.BYLINE, FragmentKind.BOILERPLATE})
_CREDITS = frozenset({FragmentKind.CREDIT, FragmentKind.BYLINE})
# Longer lines that end in a credit are paragraphs.
_LONGEST_CREDITED = 400
# What goes on in a picture, or what it is: "... 서 있다", "... 악수하는 모습".
_SCENE = re.compile(r"(?:[고어아여려해] 있다|모습(?:이다)?|장면(?:이다)?)\.?\Z")
_LONGEST_SCENE = 150


def mark_captions(layout: Layout) -> None:
    """Decide the lines that begin or end as only captions do; note those that end in a credit, as stories may."""
    marked = {index for index, line in enumerate(layout.lines) if line.text[line.start] in _MARKS}
    for index, line in enumerate(layout.lines):
        if line.kind is not None:
            continue
        begins, ends = opening(line, layout.language), closing(line, layout.language)
        if ends and ends[0] in _STORY_CLOSINGS and final_mark(line, before=ends[1]):
            layout.closings.add(index)
        if not layout.may_be_caption(index):
            continue
        # Neighbouring lines with the same mark are the items of a list.
        listed = index in marked and (index - 1 in marked or index + 1 in marked)
        begins_so = begins is not None and begins[0] is FragmentKind.CAPTION and not listed
        ends_so = ends is not None and ends[0] is FragmentKind.CAPTION and len(line) <= _LONGEST_CREDITED
        if begins_so or ends_so:
            line.kind = FragmentKind.CAPTION


def mark_credited_captions(layout: Layout) -> None:
    """Decide lines above the last paragraph that end in an agency or a name: a story is credited only at its end."""
    for index, line in enumerate(layout.lines[: max(layout.body_end - 1, 0)]):
        if not layout.may_be_caption(index) or len(line) > _LONGEST_CREDITED:
            continue
        found = closing(line, layout.language)
        if found and found[0] in _CREDITS and not is_sign_off(line, found[1]):
            line.kind = FragmentKind.CAPTION


def mark_unmarked_caption(layout: Layout) -> bool:
    """Decide the first line of the body if it is a caption without any mark; tell whether it is.

    Korean captions say what goes on in the picture (``… 하고 있다.``). Where blank lines part the paragraphs, one
    that sticks to the furniture above it is not the lead.
    """
    start = layout.body_start
    if layout.headline is None or start + 1 >= layout.body_end or not layout.may_be_caption(start):
        return False
    line = layout.lines[start]
    if (
        layout.adjoins(start)
        and not layout.adjoins(start + 1)
        and len(line) <= _LONGEST_SCENE
        and _SCENE.search(line.text, line.start, line.end)
    ):
        line.kind = FragmentKind.CAPTION
        return True
    return False
