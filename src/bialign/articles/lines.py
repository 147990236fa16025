"""The lines of an article, and what their shape alone tells."""

from __future__ import annotations

import re

import attrs

from bialign.documents import FragmentKind, Language

_LINE = re.compile(r"[^\n]+")
# A byte order mark kept by a careless decoder is as blank as white space.
_BLANK = "\ufeff"
_CLOSERS = "\"'”’」』»›)]}〉》〕】"
_STOPS = ".?!。…"
_ABBREVIATION = re.compile(r"(?:\b(?:[A-Z]\.){2,}|\b(?:Inc|Co|Corp|Ltd|Jr|Sr|vs|No|Dr|St|etc)\.|\.\.|…)\Z")
_PROSE_LENGTH = {Language.KOREAN: 15, Language.ENGLISH: 30}
_LONG_LENGTH = {Language.KOREAN: 100, Language.ENGLISH: 200}


@attrs.define
class Line:
    """A line without the white space around it.

    Attributes:
        text: The text that ``start`` and ``end`` refer to.
        start: Offset of the line's first code point that is not white space.
        end: Offset after its last such code point.
        kind: What the line as a whole is; None as long as nothing tells.
    """

    text: str
    start: int
    end: int
    kind: FragmentKind | None = None

    def __str__(self) -> str:
        return self.text[self.start : self.end]

    def __len__(self) -> int:
        return self.end - self.start


def split_lines(text: str) -> list[Line]:
    r"""Return the lines that are not blank; a line ends at ``\n`` or ``\r\n`` and nowhere else."""
    lines: list[Line] = []
    for match in _LINE.finditer(text):
        start, end = match.span()
        while start < end and (text[start].isspace() or text[start] in _BLANK):
            start += 1
        while start < end and (text[end - 1].isspace() or text[end - 1] in _BLANK):
            end -= 1
        if start < end:
            lines.append(Line(text, start, end))
    return lines


def final_mark(line: Line) -> str:
    """Return the final punctuation mark of a line, closing quotes and brackets passed over; or an empty string."""
    end = line.end
    while end > line.start and line.text[end - 1] in _CLOSERS:
        end -= 1
    mark = line.text[end - 1 : end]
    return mark if mark and mark in _STOPS else ""


def is_prose(line: Line, language: str) -> bool:
    """Whether a line is running text by its look: a sentence with its stop, or very long."""
    known = Language.KOREAN if language == Language.KOREAN else Language.ENGLISH
    if len(line) >= _LONG_LENGTH[known]:
        return True
    return len(line) >= _PROSE_LENGTH[known] and bool(final_mark(line))


def could_be_headline(line: Line, language: str) -> bool:
    """Whether a line is short enough for a headline and does not end like a sentence with a full stop."""
    known = Language.KOREAN if language == Language.KOREAN else Language.ENGLISH
    if len(line) >= _LONG_LENGTH[known]:
        return False
    return final_mark(line) not in {".", "。"} or bool(
        _ABBREVIATION.search(line.text, max(line.start, line.end - 12), line.end)
    )
