"""Brackets and quotation marks that belong together within a line."""

from __future__ import annotations

import re

_BRACKETS = {")": "(", "]": "[", "）": "（", "］": "［", "}": "{", "】": "【", "〕": "〔"}
_BRACKET = re.compile(r"[()\[\]（）［］{}【】〔〕]")
_QUOTES = {"”": "“", "’": "‘", "」": "「", "』": "『", "»": "«", "》": "《", "〉": "〈"}
# A straight or curly apostrophe inside a word ("don't", "dogs' ", "'90s") is no quotation mark.
_QUOTE = re.compile(
    r"[\"“”‘「」『』«»《》〈〉]"
    r"|(?<!\w)'(?=\w)(?!\d0s)"  # opens
    r"|(?<=[^\w\s])['’]|(?<=[가-힣])['’]|(?<=\w)['’](?!\w)"  # closes
)
# A bracket that spans more than this has more likely lost its partner than found it.
_LONGEST_BRACKET = 500


def bracket_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the outermost bracketed spans of a line, in order; brackets without a partner are ignored.

    >>> bracket_spans("a (b [c]) d)", 0, 12)
    [(2, 9)]
    """
    spans = [
        span for span in _matched(_BRACKET, _BRACKETS, text, start, end) if span[1] - span[0] <= _LONGEST_BRACKET
    ]
    return _outermost(spans)


def quotation_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the outermost quotations of a line, in order; a mark without a partner is ignored.

    >>> quotation_spans('He said, "I am. You are."', 0, 25)
    [(9, 25)]
    """
    return _outermost(_matched(_QUOTE, _QUOTES, text, start, end))


def _matched(
    marks: re.Pattern[str], partners: dict[str, str], text: str, start: int, end: int
) -> list[tuple[int, int]]:
    spans = []
    # For each opening mark its offsets; a straight mark opens where none is open, and else closes.
    opened: dict[str, list[int]] = {}
    for match in marks.finditer(text, start, end):
        mark, place = match.group(), match.start()
        opening = partners.get(mark, mark)
        stack = opened.setdefault(opening, [])
        if mark != opening or (mark in "\"'" and stack):
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
