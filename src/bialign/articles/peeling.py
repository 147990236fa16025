"""Pieces of furniture inside a line: peeled off its beginning and its end, so that the story remains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bialign.articles.conventions import Place, matcher
from bialign.articles.structure import languages_by_nearness

if TYPE_CHECKING:
    from bialign.articles.lines import Line
    from bialign.documents import FragmentKind

# No opening or closing is longer; so a line of any length is read in constant time.
_REACH = 200


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _peel(line: Line, language: str, before: Place, after: Place) -> list[tuple[FragmentKind, int, int]]:
    assert line.kind is not None
    text, start, end = line.text, line.start, line.end
    front: list[tuple[FragmentKind, int, int]] = []
    back: list[tuple[FragmentKind, int, int]] = []
    while start < end and (found := _first_match(text, start, end, language, before)):
        front.append((found[0], *_trim(text, start, found[1])))
        start, end = _trim(text, found[1], end)
    while start < end and (found := _last_match(text, start, end, language, after)):
        back.append((found[0], *_trim(text, found[1], end)))
        start, end = _trim(text, start, found[1])
    middle = [(line.kind, start, end)] if start < end else []
    return [*front, *middle, *reversed(back)]


def _first_match(text: str, start: int, end: int, language: str, place: Place) -> tuple[FragmentKind, int] | None:
    for known in languages_by_nearness(language):
        found = matcher(known, place).match(text, start, min(end, start + _REACH))
        if found and found[1] > start:
            return found
    return None


def _last_match(text: str, start: int, end: int, language: str, place: Place) -> tuple[FragmentKind, int] | None:
    for known in languages_by_nearness(language):
        # \Z is the end of the searched span, so a slice keeps the search from running on.
        offset = max(start, end - _REACH)
        found = matcher(known, place).search(text[offset:end], 0, end - offset)
        if found and offset + found[1] > start:
            return found[0], offset + found[1]
    return None


def peel_body(line: Line, language: str) -> list[tuple[FragmentKind, int, int]]:
    """Return the kinds and spans of a paragraph's openings, its running text, and its closings."""
    return _peel(line, language, Place.OPENING, Place.CLOSING)


def peel_headline(line: Line, language: str) -> list[tuple[FragmentKind, int, int]]:
    """Return the kinds and spans of a headline's editor's tags and of the headline."""
    return _peel(line, language, Place.TAG_BEFORE, Place.TAG_AFTER)
