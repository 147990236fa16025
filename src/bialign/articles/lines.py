"""The lines of an article, and what their shape alone tells."""

from __future__ import annotations

import re
from functools import cached_property

import attrs

from bialign.documents import INVISIBLE_SPACES, FragmentKind, Language
from bialign.sentences.boundaries import FINAL_MARKS, REMARK

Piece = tuple[FragmentKind, int, int]
"""A kind, and the offsets of what is of that kind."""

_LINE = re.compile(r"[^\n]+")
# As Windows ends lines, and as careless converters make of that.
_CARRIAGE_RETURNS_BEFORE_LINE_FEED = re.compile(r"\r+(?=\n)")
FULL_STOPS = frozenset(".。．｡")
"""The final marks of statements."""
_CLOSERS = "\"'”’」』»›)]}〉》〕】"
_REMARK = re.compile(rf"(?:{REMARK})\Z")
_LONGEST_REMARK = 12
# A day, as in "정례브리핑 (2027. 6. 3.)", whose last point is no full stop.
_DAY = re.compile(r"(?:\d{4}\. ?\d{1,2}\. ?\d{1,2}|\(\d{1,2}\. ?\d{1,2})\.[)\]]?\Z")
_LONGEST_DAY = 15
# Behind a whole sentence, as in "기소했다(2027. 6. 3.)", the day ends that sentence.
_TOLD = re.compile(r"[다요죠] ?[(\[]?\Z")
_LONGEST_TOLD = 3
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]\.){2,}|\b[ap]\.m\.|\b(?:Inc|Co|Corp|Ltd|Jr|Sr|vs|No|Dr|St|etc|p|pct)\.|\.\.|…)\Z"
)
OPENING_QUOTES = ('"', "“", "'", "‘")
_CLOSING_QUOTES = ("'", '"', "”", "’")
# What such a mark leads points elsewhere, even in full sentences.
_POINTERS = "▶▷►☞➤※"
_LETTERS: dict[str, re.Pattern[str]] = {
    Language.KOREAN: re.compile(r"[가-힣]"),
    Language.ENGLISH: re.compile(r"[A-Za-z]"),
}
_ANY_LETTERS = re.compile(r"[^\W\d_]")
# Shorter lines with a final stop may be anything; as long ones without it are running text all the same.
_SHORTEST_PROSE = {Language.KOREAN: 14, Language.ENGLISH: 28}
LONGEST_HEADLINE = {Language.KOREAN: 100, Language.ENGLISH: 180}
"""Code points of the shortest line that is no headline."""


@attrs.define
class Line:
    """A line without the white space around it.

    Attributes:
        text: The text that ``start`` and ``end`` refer to.
        start: Offset of the line's first code point that is not white space.
        end: Offset after its last such code point.
        kind: What the line as a whole is; None as long as nothing tells.
        pieces: Where the line is a row of several pieces of furniture, these.
        edges: What spans of it were found to begin or end with, by what was looked for, their offsets and language.
    """

    text: str
    start: int
    end: int
    kind: FragmentKind | None = None
    pieces: tuple[Piece, ...] = ()
    edges: dict[tuple[str, int, int, str], tuple[FragmentKind, int] | None] = attrs.field(
        factory=dict, init=False, repr=False, eq=False
    )

    def __str__(self) -> str:
        return self.text[self.start : self.end]

    def __len__(self) -> int:
        return self.end - self.start

    @cached_property
    def final_mark(self) -> str:
        """The punctuation mark that ends the line, or an empty string.

        Closing quotes and brackets are passed over, and so is a remark such as ``(웃음)``.
        """
        return self.mark_before(self.end)

    def mark_before(self, end: int) -> str:
        """Return what `final_mark` would be if the line ended at an offset."""
        end = trim(self.text, self.start, end)[1]
        remark = _REMARK.search(self.text, max(self.start, end - _LONGEST_REMARK), end)
        if remark:
            end = trim(self.text, self.start, remark.start())[1]
        day = _DAY.search(self.text, max(self.start, end - _LONGEST_DAY), end)
        if day and not _TOLD.search(self.text, max(self.start, day.start() - _LONGEST_TOLD), day.start()):
            return ""
        end = _without_closers(self, end)
        mark = self.text[end - 1] if end > self.start else ""
        return mark if mark in FINAL_MARKS else ""

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match a pattern at the line's beginning; the offsets of the match are those of `text`."""
        return pattern.match(self.text, self.start, self.end)

    def fullmatch(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match a pattern with the whole line."""
        return pattern.fullmatch(self.text, self.start, self.end)

    def search(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Look for a pattern in the line."""
        return pattern.search(self.text, self.start, self.end)

    def settle(self, kind: FragmentKind) -> None:
        """Decide that the line is one fragment of a kind, whatever pieces it was taken for."""
        self.kind, self.pieces = kind, ()


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without the white space at its ends, visible or not."""
    while start < end and (text[start].isspace() or text[start] in INVISIBLE_SPACES):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in INVISIBLE_SPACES):
        end -= 1
    return start, end


def with_line_feeds(text: str) -> str:
    r"""Return a text of the same length whose lines all end at ``\n``, not at ``\r\n`` or ``\r``."""
    if "\r" not in text:
        return text
    return _CARRIAGE_RETURNS_BEFORE_LINE_FEED.sub(lambda match: " " * len(match[0]), text).replace("\r", "\n")


def split_lines(text: str) -> list[Line]:
    r"""Return the lines that are not blank; a line ends at ``\n`` and nowhere else.

    A byte order mark that a careless decoder kept is passed over.
    """
    spans = (trim(text, *match.span()) for match in _LINE.finditer(text))
    return [Line(text, start, end) for start, end in spans if start < end]


def newsroom_language(language: str) -> Language:
    """Return Korean for Korean, English for any other language."""
    return Language.KOREAN if language == Language.KOREAN else Language.ENGLISH


def has_letters(line: Line, language: str) -> bool:
    """Whether a line has letters of the article's language; of another than Korean and English, any letters."""
    return line.search(_LETTERS.get(language, _ANY_LETTERS)) is not None


def _without_closers(line: Line, end: int) -> int:
    while end > line.start and line.text[end - 1] in _CLOSERS:
        end -= 1
    return end


def is_prose(line: Line, language: str) -> bool:
    """Whether a line looks like running text: a sentence with its stop, or longer than any headline."""
    known = newsroom_language(language)
    if line.text[line.start] in _POINTERS:
        return False
    if len(line) >= LONGEST_HEADLINE[known]:
        return True
    return len(line) >= _SHORTEST_PROSE[known] and bool(line.final_mark)


def could_be_headline(line: Line, language: str, *, first: bool = False) -> bool:
    """Whether a line is as short as headlines are and does not end in a full stop, unless that of an abbreviation.

    Args:
        line: The line.
        language: The article's language.
        first: Whether nothing that might be a headline stands above it: then the full stop may be that of a
            quotation, as in ``"We are ready."``.
    """
    longest = LONGEST_HEADLINE[newsroom_language(language)]
    if len(line) >= longest:
        return False
    if line.final_mark not in FULL_STOPS:
        return True
    end = _without_closers(line, line.end)
    if _ABBREVIATION.search(line.text, max(line.start, end - 12), end):
        return True
    return first and line.text[end : end + 1] in _CLOSING_QUOTES and 2 * len(line) < longest
