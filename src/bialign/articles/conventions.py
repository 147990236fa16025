"""The tables of newsroom conventions, and matchers compiled from them.

``data/korean.tsv`` and ``data/english.tsv`` hold one convention a row: its kind, its place, a pattern and an
example. ``data/vocabulary.tsv`` names the parts that patterns share, written ``{part}`` in them.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache, cached_property
from itertools import groupby
from typing import TYPE_CHECKING

import attrs

from bialign.articles.vocabulary import expand, required_marks
from bialign.documents import FragmentKind, Language
from bialign.patterns import compile_pattern
from bialign.tables import read_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bialign.articles.vocabulary import Mark

_LATIN = re.compile(r"[A-Za-z]")
_HANGUL = re.compile(r"[가-힣]")
_KOREAN_FIRST, _KOREAN_ALONE = (Language.KOREAN, Language.ENGLISH), (Language.KOREAN,)
_ENGLISH_FIRST, _ENGLISH_ALONE = (Language.ENGLISH, Language.KOREAN), (Language.ENGLISH,)


class Place(StrEnum):
    """Where in an article a convention holds."""

    LINE = "line"
    """A whole line, anywhere."""
    HEAD = "head"
    """A whole line before the running text."""
    LINES = "lines"
    """Neighbouring lines, joined by line feeds, of which each undecided one is of that kind: a label, its value."""
    AMID = "amid"
    """A whole line below any of the story, or above a quotation."""
    UNDER = "under"
    """A whole line between the headline and the running text."""
    BELOW = "below"
    """A whole line anywhere below the headline."""
    TAIL = "tail"
    """A whole line after the running text."""
    HEADING = "heading"
    """A whole line above a list of other articles."""
    BOX = "box"
    """A whole line of a box amid the story in which readers sign up for something; two of them make one."""
    COMMENTS = "comments"
    """A whole line above or among the comments of readers; two of them, or one below a copyright line, make these."""
    SUMMARY = "summary"
    """A whole line below a summary that a machine made; the summary begins at a line that says so."""
    OPENING = "opening"
    """The beginning of a paragraph; of a caption, which takes the whole line."""
    CLOSING = "closing"
    """The end of a paragraph; of a caption, which takes the whole line."""
    TAG_BEFORE = "tag-before"
    """The beginning of a headline."""
    TAG_AFTER = "tag-after"
    """The end of a headline."""


@attrs.frozen
class Convention:
    """One way in which newsrooms write one kind of fragment.

    Attributes:
        kind: What the text is.
        place: Where it stands.
        pattern: A regular expression of Python's ``re`` with ``{parts}`` of the vocabulary and no capturing group.
            Its repetitions are bounded, so that matching takes time linear in the text.
        example: A line that shows it; where only a piece of the line is meant, that stands between ``«`` and ``»``.
    """

    kind: FragmentKind = attrs.field(converter=FragmentKind)
    place: Place = attrs.field(converter=Place)
    pattern: str
    example: str


@cache
def load_conventions(language: str) -> tuple[Convention, ...]:
    """Return the conventions of a language, ``"ko"`` or ``"en"``, in the order of their table."""
    name = "korean.tsv" if language == Language.KOREAN else "english.tsv"
    return tuple(Convention(*row) for row in read_rows("bialign.articles", f"data/{name}"))


def _languages(text: str, start: int, end: int, language: str) -> tuple[Language, ...]:
    """Return the languages whose conventions a span may follow, the article's own first.

    English papers of Korea print bylines in Hangul, and Korean ones copyright lines in English.
    """
    if language == Language.KOREAN:
        foreign = _LATIN.search(text, start, end) or not _HANGUL.search(text, start, end)
        return _KOREAN_FIRST if foreign else _KOREAN_ALONE
    return _ENGLISH_FIRST if not text.isascii() and _HANGUL.search(text, start, end) else _ENGLISH_ALONE


@attrs.frozen
class _Rows:
    """Neighbouring conventions of a place that need the same marks, as one alternation."""

    kinds: tuple[FragmentKind, ...]
    marks: tuple[Mark, ...]
    expression: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return compile_pattern(self.expression)

    def may_match(self, lowered: str) -> bool:
        """Whether a text, given in lower case, holds all marks."""
        for mark in self.marks:  # noqa: SIM110 - a generator takes half as long again, for every line and row
            if not any(map(lowered.__contains__, mark)):
                return False
        return True


@attrs.frozen
class Matcher:
    """The conventions of one place in one language: the first that matches wins."""

    rows: tuple[_Rows, ...]

    def match(self, text: str, start: int, end: int) -> tuple[FragmentKind, int] | None:
        """Match at the start of a span; return the kind and where the match ends, or None."""
        lowered = text[start:end].lower()
        for rows in self.rows:
            if not rows.marks or rows.may_match(lowered):
                found = rows.pattern.match(text, start, end)
                if found and found.lastindex:
                    return rows.kinds[found.lastindex - 1], found.end()
        return None

    def fullmatch(self, text: str, start: int, end: int) -> FragmentKind | None:
        """Match a whole span; return the kind, or None."""
        lowered = text[start:end].lower()
        for rows in self.rows:
            if not rows.marks or rows.may_match(lowered):
                found = rows.pattern.fullmatch(text, start, end)
                if found and found.lastindex:
                    return rows.kinds[found.lastindex - 1]
        return None


@cache
def matcher(language: str, place: Place) -> Matcher:
    """Return the conventions of one place in one language, to be compiled when a text may hold them."""
    conventions = (row for row in load_conventions(language) if row.place is place)
    groups = groupby(conventions, key=lambda row: required_marks(row.pattern))
    return Matcher(tuple(_make_rows(tuple(rows), marks) for marks, rows in groups))


def _make_rows(conventions: Sequence[Convention], marks: frozenset[Mark]) -> _Rows:
    return _Rows(
        kinds=tuple(row.kind for row in conventions),
        marks=tuple(sorted(marks)),
        expression="|".join(f"({expand(row.pattern)})" for row in conventions),
    )


def whole_kind(text: str, start: int, end: int, language: str, place: Place) -> FragmentKind | None:
    """Return what a whole span is by the conventions of a place, in the article's language or the other; or None."""
    for known in _languages(text, start, end, language):
        kind = matcher(known, place).fullmatch(text, start, end)
        if kind is not None:
            return kind
    return None


def opening_kind(text: str, start: int, end: int, language: str, place: Place) -> tuple[FragmentKind, int] | None:
    """Return what a span begins with by the conventions of a place, and where that ends; or None."""
    for known in _languages(text, start, end, language):
        found = matcher(known, place).match(text, start, end)
        if found and found[1] > start:
            return found
    return None


def may_begin(text: str, start: int, end: int, language: str, place: Place) -> bool:
    """Whether a span begins with anything that a convention of a place describes as a whole."""
    return any(matcher(known, place).match(text, start, end) for known in _languages(text, start, end, language))
