"""Brackets and quotation marks that belong together within a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_BRACKET = re.compile(r"[()\[\]（）［］{}【】〔〕]")
_BRACKETS = {")": "(", "]": "[", "）": "（", "］": "［", "}": "{", "】": "【", "〕": "〔"}
# A bracket that spans more than this has more likely lost its partner than found it.
_LONGEST_BRACKET = 500

_QUOTE = re.compile("[\"'“”‘’「」『』«»《》〈〉]")
_QUOTES = {"”": "“", "’": "‘", "」": "「", "』": "『", "»": "«", "》": "《", "〉": "〈"}
_BEFORE_OPENING = frozenset('"“‘([{（［「『《〈-–—=/')


def bracket_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the outermost bracketed spans of a line, in order; brackets without a partner are ignored.

    >>> bracket_spans("a (b [c]) d)", 0, 12)
    [(2, 9)]
    """
    marks = ((match.start(), match.group()) for match in _BRACKET.finditer(text, start, end))
    return _outermost([span for span in _matched(marks, _BRACKETS) if span[1] - span[0] <= _LONGEST_BRACKET])


def quotation_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the outermost quotations of a line, in order; a mark without a partner is ignored.

    >>> quotation_spans('He said, "I am. You are."', 0, 25)
    [(9, 25)]
    """
    marks = []
    is_straight_open = False
    for match in _QUOTE.finditer(text, start, end):
        place, mark = match.start(), match.group()
        if mark in ("'", "’"):
            mark = _single_mark(text, place, start, end)
        elif mark == '"':
            # After a digit a mark that closes nothing means inches: 5'10".
            if not is_straight_open and place > start and text[place - 1].isdigit():
                continue
            is_straight_open = not is_straight_open
        if mark:
            marks.append((place, mark))
    return _outermost(_matched(marks, _QUOTES))


def _single_mark(text: str, place: int, start: int, end: int) -> str:
    """Return which quotation mark a straight or closing single one is; empty for ``don't`` and ``'90s``."""
    before = text[place - 1] if place > start else " "
    after = text[place + 1] if place + 1 < end else " "
    if (after.isdigit() and text[place + 2 : place + 4] == "0s") or (
        before.isalnum() and after.isalnum() and not "가" <= before <= "힣"
    ):
        return ""
    return "‘" if text[place] == "'" and (before.isspace() or before in _BEFORE_OPENING) else "’"


def _matched(marks: Iterable[tuple[int, str]], partners: dict[str, str]) -> list[tuple[int, int]]:
    """Pair marks, the innermost first; a straight mark opens where none is open, and else closes."""
    spans = []
    opened: dict[str, list[int]] = {}
    for place, mark in marks:
        opening = partners.get(mark, mark)
        stack = opened.setdefault(opening, [])
        if mark != opening or (mark == '"' and stack):
            if stack:
                spans.append((stack.pop(), place + 1))
        else:
            stack.append(place)
    return spans


def _outermost(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
