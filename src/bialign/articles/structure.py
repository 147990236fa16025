"""What the lines of an article are, by their wording and by their place among the others."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from bialign.articles.body import find_body
from bialign.articles.boxes import close_before_comments, mark_boxes
from bialign.articles.captions import (
    mark_bare_credits,
    mark_captions,
    mark_captions_beside_credits,
    mark_credited_captions,
    mark_labelled,
    mark_repeated_titles,
    mark_unmarked_caption,
)
from bialign.articles.head import classify_head, mark_notes
from bialign.articles.headline import find_headline
from bialign.articles.layout import Layout, lay_out
from bialign.articles.lines import FULL_STOPS
from bialign.articles.speakers import find_speakers
from bialign.articles.tail import (
    classify_lists,
    classify_tail,
    close_after_sign_off,
    mark_biographies,
    release_listed_names,
)
from bialign.documents import FragmentKind, Language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bialign.articles.lines import Line

_SENTENCE_ENDING = re.compile(r"[다요죠]\Z")
_LIST_ITEM = re.compile(r"[-–—•·∙*] ")
# As in "1. Who built it?" and "5) 왜 중요한가".
_NUMBER = re.compile(r"(\d{1,2})[.)] ?(?=[^\W\d])")
_FEWEST_NUMBERED = 2
# What labels the parts of a story: "CLAIM", "THE FACTS". A figure or a stop makes it anything else.
_CAPITALS = re.compile(r"(?=[^A-Z]{0,3}[A-Z]{2})[A-Z][A-Z'’&-]{0,20}(?: [A-Z&][A-Z'’&-]{0,20}){0,4}")
_LONGEST_CROSSHEAD = {Language.KOREAN: 45, Language.ENGLISH: 75}


def classify_lines(lines: Sequence[Line], language: str) -> dict[int, int]:
    """Set the kind of every line that has none; running text becomes ``BODY``.

    Returns:
        Where the speaker label of a line ends, for the lines that have one only their article betrays.
    """
    # What lines are by themselves or with their neighbours, so that none of it is taken for the headline.
    layout = lay_out(lines, language)
    layout.speakers = find_speakers(lines)
    mark_boxes(layout)
    mark_labelled(layout)
    mark_captions(layout)
    find_headline(layout)
    # What is told by standing below the headline.
    mark_bare_credits(layout)
    release_listed_names(layout)
    mark_notes(layout)
    # Where the story ends tells more captions: a story is credited at its end, a picture amid it. Some of these were
    # taken for the story's first or last lines, so that its place is found anew.
    find_body(layout)
    close_after_sign_off(layout)
    close_before_comments(layout)
    mark_credited_captions(layout)
    mark_repeated_titles(layout)
    mark_captions_beside_credits(layout)
    find_body(layout)
    if mark_unmarked_caption(layout):
        find_body(layout)
    # The rest is told by its place: above the story, in it or below it.
    classify_head(layout)
    classify_lists(layout)
    mark_biographies(layout)
    classify_tail(layout)
    _mark_crossheads(layout)
    for line in lines:
        line.kind = line.kind or FragmentKind.BODY
    return layout.speakers


def _mark_crossheads(layout: Layout) -> None:
    """Decide short lines without a stop between two paragraphs: subheadlines within the story."""
    body = [index for index in range(layout.body_start, layout.body_end) if layout.lines[index].kind is None]
    numbered = _numbered_crossheads(layout, body)
    for before, index, after in zip(body, body[1:], body[2:], strict=False):
        if index in numbered:
            continue
        below_story = layout.is_paragraph(before) or _is_label(layout, index)
        if below_story and _could_be_crosshead(layout, index) and layout.is_paragraph(after):
            layout.lines[index].kind = FragmentKind.SUBHEADLINE
    for index in numbered:
        layout.lines[index].kind = FragmentKind.SUBHEADLINE


def _numbered_crossheads(layout: Layout, body: Sequence[int]) -> set[int]:
    """Return the lines that number the parts of a story, up or down: ``1. Who built it?`` above an answer.

    The lines of a list have numbers, too, but no paragraphs between them.
    """
    numbers: dict[int, int] = {}
    for index, after in pairwise(body):
        line = layout.lines[index]
        found = line.match(_NUMBER)
        short = len(line) <= _LONGEST_CROSSHEAD[layout.newsroom_language] and line.final_mark not in FULL_STOPS
        told = not layout.lines[after].match(_NUMBER) and layout.is_paragraph(after)
        if found and short and told and index not in layout.openings and _ends_as_heading(line):
            numbers[index] = int(found[1])
    steps = {following - number for number, following in pairwise(numbers.values())}
    return set(numbers) if len(numbers) >= _FEWEST_NUMBERED and steps in ({1}, {-1}) else set()


def _ends_as_heading(line: Line) -> bool:
    return not line.search(_SENTENCE_ENDING) and line.text[line.end - 1] not in ",:;、："


def _is_label(layout: Layout, index: int) -> bool:
    """Whether a line parts a story in capitals, whatever stands above it."""
    return layout.lines[index].fullmatch(_CAPITALS) is not None


def _could_be_crosshead(layout: Layout, index: int) -> bool:
    line, known = layout.lines[index], layout.newsroom_language
    if layout.is_prose(index) or len(line) > _LONGEST_CROSSHEAD[known] or line.final_mark:
        return False
    if line.match(_LIST_ITEM):
        return False
    # "($1 = 1,379 won)" explains what stands above it.
    if line.text[line.end - 1] in ",:;、：" or (line.text[line.start] == "(" and line.text[line.end - 1] == ")"):
        return False
    return known is not Language.KOREAN or not line.search(_SENTENCE_ENDING)
