"""An article's lines on their way to kinds: what is known of each, and where headline and body are."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

import attrs

from bialign.articles.conventions import Place, whole_kind
from bialign.articles.lines import (
    FULL_STOPS,
    OPENING_QUOTES,
    could_be_headline,
    is_prose,
    newsroom_language,
)
from bialign.articles.pieces import LONGEST_FURNITURE, furniture_row, opening
from bialign.documents import FragmentKind, Language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bialign.articles.lines import Line

SIGNATURE = frozenset({FragmentKind.BYLINE, FragmentKind.TIMESTAMP})
"""What a story is signed with: who wrote it, and when."""
MOST_DECKS = 4
"""No article has more decks below its headline."""
LONGEST_DECK = 200
"""Code points of the longest deck."""

_STORY_OPENINGS = frozenset({FragmentKind.DATELINE, FragmentKind.BYLINE, FragmentKind.SPEAKER})

_ANCHOR = re.compile(r"\W{0,2}앵커")
_WITNESS = re.compile(r"\[(?!앵커|기자|녹취|인터뷰)[^\W\d_]+(?: [^\W\d_]+){1,3}\] ?[\"“]")
_REPORTER = re.compile(r"[\[<〈◀【(] ?[^\W\d_]{2,4} ?(?:앵커|기자) ?[\]>〉▶】)]")
# "By", three names, and a comma and "and" between them.
_MOST_TOGETHER = 6
_LONGEST_TOGETHER = 80


@attrs.define
class Layout:
    """The lines of an article and what has been found out about them.

    Attributes:
        lines: The lines; a line whose kind is None is not decided yet.
        language: The article's language.
        speakers: Where the speaker label of a line ends, by the line's index.
        headings: The indices of lines above lists of other articles.
        openings: The indices of lines that begin with a dateline, a byline or a speaker label.
        closings: The indices of lines that end in a sentence and a credit or byline.
        headline: The index of the headline, or None.
        body_start: The index of the first line of running text.
        body_end: The index after the last line of running text.
    """

    lines: Sequence[Line]
    language: str
    speakers: dict[int, int] = attrs.field(factory=dict)
    headings: set[int] = attrs.field(factory=set)
    openings: set[int] = attrs.field(factory=set)
    closings: set[int] = attrs.field(factory=set)
    headline: int | None = None
    body_start: int = 0
    body_end: int = 0

    @property
    def newsroom_language(self) -> Language:
        """The language whose habits hold: Korean for Korean, English for any other."""
        return newsroom_language(self.language)

    def is_prose(self, index: int) -> bool:
        """Whether an undecided line looks like running text."""
        return self.lines[index].kind is None and (
            self.is_story(index) or index in self.closings or is_prose(self.lines[index], self.language)
        )

    def is_paragraph(self, index: int) -> bool:
        """Whether an undecided line looks like running text or ends as a statement, however short."""
        line = self.lines[index]
        return line.kind is None and (self.is_prose(index) or line.final_mark in FULL_STOPS)

    def is_story(self, index: int) -> bool:
        """Whether a line begins with what only stories begin with: a dateline, a byline, a speaker label."""
        return index in self.openings or index in self.speakers

    def may_be_caption(self, index: int) -> bool:
        """Whether nothing speaks against a caption: the line is not decided, not long, and begins no story."""
        line = self.lines[index]
        return line.kind is None and not self.is_story(index) and len(line) <= LONGEST_FURNITURE

    def adjoins(self, index: int) -> bool:
        """Whether no blank line parts a line from the one before."""
        lines = self.lines
        return index > 0 and lines[index].text.count("\n", lines[index - 1].end, lines[index].start) == 1

    def whole_kind(self, index: int, place: Place) -> FragmentKind | None:
        """Return what a whole line is by the conventions of a place, or None."""
        line = self.lines[index]
        if len(line) > LONGEST_FURNITURE:
            return None
        return whole_kind(line.text, line.start, line.end, self.language, place)

    def furnish(self, index: int, *places: Place) -> bool:
        """Set kind and pieces of a line that is nothing but furniture; tell whether it is."""
        line = self.lines[index]
        line.pieces = furniture_row(line, self.language, places)
        if line.pieces:
            line.kind = line.pieces[0][0]
        return bool(line.pieces)


def lay_out(lines: Sequence[Line], language: str) -> Layout:
    """Decide the lines whose wording alone tells what they are, and note what others begin with."""
    layout = Layout(lines, language)
    headed = told = False
    for index, line in enumerate(lines):
        if line.kind is not None:
            headed = headed or line.kind is FragmentKind.HEADLINE
            continue
        line.kind = layout.whole_kind(index, Place.HEADING)
        amid = (Place.AMID,) if told or _stands_above_quotation(layout, index) else ()
        if line.kind is not None:
            layout.headings.add(index)
        elif not layout.furnish(index, Place.LINE, *amid):
            found = opening(line, language)
            if found and found[0] in _STORY_OPENINGS and (told or headed or not _is_column(layout, index)):
                layout.openings.add(index)
        told = told or line.kind is FragmentKind.SPEAKER or layout.is_prose(index)
        headed = headed or (line.kind is None and layout.whole_kind(index, Place.HEAD) is None)
    _tell_lines_that_belong_together(layout)
    _tell_speakers_of_reports(layout)
    return layout


def _tell_lines_that_belong_together(layout: Layout) -> None:
    """Decide neighbouring lines that are furniture together: ``By`` above a name, ``입력`` above a date."""
    for index in range(len(layout.lines) - 1):
        neighbours = list(takewhile(_may_belong_together, layout.lines[index : index + _MOST_TOGETHER]))
        text = "\n".join(map(str, neighbours))
        end = len(text)
        for count in range(len(neighbours), 1, -1):
            kind = whole_kind(text, 0, end, layout.language, Place.LINES)
            if kind is not None:
                for line in neighbours[:count]:
                    line.kind = line.kind or kind
                break
            end -= len(neighbours[count - 1]) + 1


def _may_belong_together(line: Line) -> bool:
    return len(line) <= _LONGEST_TOGETHER


def _stands_above_quotation(layout: Layout, index: int) -> bool:
    lines = layout.lines
    return 0 < index < len(lines) - 1 and str(lines[index + 1]).startswith(OPENING_QUOTES)


def _is_column(layout: Layout, index: int) -> bool:
    """Whether a line may be a headline, a quotation behind the name of a column: ``[시골 의사] “배가 필요하다”``."""
    line = layout.lines[index]
    return line.match(_WITNESS) is not None and could_be_headline(line, layout.language)


def _tell_speakers_of_reports(layout: Layout) -> None:
    """Take ``[홍길동 기자]`` above what is said for a speaker where the article has an anchor, too."""
    lines = layout.lines
    if not any(line.kind is FragmentKind.SPEAKER and line.match(_ANCHOR) for line in lines):
        return
    for index, line in enumerate(lines[:-1]):
        if line.kind is FragmentKind.BYLINE and lines[index + 1].kind is None and line.fullmatch(_REPORTER):
            line.settle(FragmentKind.SPEAKER)
