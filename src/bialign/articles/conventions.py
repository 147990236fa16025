"""The tables of newsroom conventions, and matchers compiled from them.

``data/korean.tsv`` and ``data/english.tsv`` hold one convention a row: its kind, its place, a pattern and an
example. ``data/vocabulary.tsv`` names the parts that patterns share, written ``{part}`` in them.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import attrs

from bialign.documents import FragmentKind, Language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PART = re.compile(r"\{([a-z][a-z_]*)\}")


class Place(StrEnum):
    """Where in an article a convention holds."""

    LINE = "line"
    """A whole line, anywhere."""
    HEAD = "head"
    """A whole line before the running text."""
    TAIL = "tail"
    """A whole line after the running text."""
    OPENING = "opening"
    """The beginning of a paragraph of running text."""
    CLOSING = "closing"
    """The end of a paragraph of running text."""
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
        pattern: A regular expression (of Python's ``re``) without capturing groups, with ``{parts}`` of the vocabulary.
        example: A line that shows it; where only a piece of the line is meant, the piece stands between ``«»``.
    """

    kind: FragmentKind = attrs.field(converter=FragmentKind)
    place: Place = attrs.field(converter=Place)
    pattern: str
    example: str


def _rows(name: str) -> Iterator[list[str]]:
    table = files("bialign.articles").joinpath("data", name).read_text(encoding="utf-8")
    for line in table.split("\n"):
        if line and not line.startswith("#"):
            yield line.split("\t")


@cache
def _vocabulary() -> dict[str, str]:
    parts: dict[str, str] = {}
    for name, pattern in _rows("vocabulary.tsv"):
        parts[name] = expand(pattern, parts)
    return parts


def expand(pattern: str, parts: dict[str, str] | None = None) -> str:
    """Replace the ``{parts}`` of a pattern by what the vocabulary says they are."""
    known = _vocabulary() if parts is None else parts
    return _PART.sub(lambda match: f"(?:{known[match[1]]})", pattern)


@cache
def load_conventions(language: str) -> tuple[Convention, ...]:
    """Return the conventions of a language: ``"ko"``, or ``"en"`` for any other."""
    name = "korean.tsv" if language == Language.KOREAN else "english.tsv"
    return tuple(Convention(*row) for row in _rows(name))


@attrs.frozen
class Matcher:
    """All conventions of one place in one language as one alternation: the first row that matches wins."""

    kinds: tuple[FragmentKind, ...]
    pattern: re.Pattern[str] | None

    def match(self, text: str, start: int, end: int) -> tuple[FragmentKind, int] | None:
        """Match at the start of a span; return the kind and where the match ends, or None."""
        return self._result(self.pattern.match(text, start, end)) if self.pattern else None

    def fullmatch(self, text: str, start: int, end: int) -> FragmentKind | None:
        """Match a whole span; return the kind, or None."""
        result = self._result(self.pattern.fullmatch(text, start, end)) if self.pattern else None
        return result and result[0]

    def search(self, text: str, start: int, end: int) -> tuple[FragmentKind, int] | None:
        """Find the first match of patterns that end with the span; return the kind and where it starts, or None."""
        match = self.pattern.search(text, start, end) if self.pattern else None
        return (self.kinds[match.lastindex - 1], match.start()) if match and match.lastindex else None

    def _result(self, match: re.Match[str] | None) -> tuple[FragmentKind, int] | None:
        return (self.kinds[match.lastindex - 1], match.end()) if match and match.lastindex else None


def compile_matcher(conventions: Iterable[Convention], ending: str = "") -> Matcher:
    """Join conventions to one pattern; ``ending`` follows each of them."""
    rows = tuple(conventions)
    joined = "|".join(f"({expand(row.pattern)})" for row in rows)
    return Matcher(tuple(row.kind for row in rows), re.compile(f"(?:{joined}){ending}") if rows else None)


@cache
def matcher(language: str, place: Place) -> Matcher:
    """Return the compiled conventions of one place in one language."""
    at_end = place in {Place.CLOSING, Place.TAG_AFTER}
    rows = (row for row in load_conventions(language) if row.place is place)
    return compile_matcher(rows, r"\Z" if at_end else "")
