"""What readers fill in or write, and what machines do: boxes to sign up in, summaries, comments below the story."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from bialign.articles.conventions import Place
from bialign.articles.tail import RIGHTS, is_sign_off
from bialign.documents import FragmentKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bialign.articles.layout import Layout

# Lines from one line of a box to the next, and from one button of a comment to that of the next.
_BOX_STEP = 3
_COMMENT_STEP = 6
_FEWEST_IN_HEAD = 3
_LONGEST_BOX_LINE = 200
_MOST_SUMMARY_LINES = 6
_SUMMARY = re.compile(r"요약|(?i:summary)")
_FEWEST_PARAGRAPHS = 2
_OF_COMMENTS = frozenset({None, FragmentKind.TIMESTAMP})
_SIGN_OFFS = frozenset({FragmentKind.CREDIT, FragmentKind.BOILERPLATE})


def mark_boxes(layout: Layout) -> None:
    """Decide what stands from the first to the last of the neighbouring lines that only boxes have.

    A summary that a machine made is a box, too, where a line below it says so.
    """
    lines = layout.lines
    _mark_summaries(layout)
    marks = _lines_of(layout, Place.BOX)
    known = frozenset(marks)
    story = (index for index in range(len(lines)) if index not in known and layout.is_paragraph(index))
    first = next(story, len(lines))
    for run in _runs(marks, _BOX_STEP):
        box = range(run[0], run[-1] + 1)
        if run[-1] < first and len(run) < _FEWEST_IN_HEAD and not _has_headline(layout, run[0]):
            # Two lines above the story may be headline and deck.
            continue
        if all(index in run or len(lines[index]) <= _LONGEST_BOX_LINE for index in box):
            for index in box:
                lines[index].kind = lines[index].kind or FragmentKind.BOILERPLATE


def _mark_summaries(layout: Layout) -> None:
    """Decide what stands between a line such as ``AI Summary`` and the one below that says a machine wrote it."""
    lines = layout.lines
    for end in _lines_of(layout, Place.SUMMARY):
        starts = range(end - 1, max(end - _MOST_SUMMARY_LINES - 2, -1), -1)
        start = next((index for index in starts if _SUMMARY.search(str(lines[index]))), None)
        if start is None or layout.whole_kind(start, Place.LINE) is not FragmentKind.BOILERPLATE:
            continue
        for line in lines[start : end + 1]:
            line.kind = line.kind or FragmentKind.BOILERPLATE


def _has_headline(layout: Layout, end: int) -> bool:
    """Whether the headline may stand above a line."""
    return any(
        line.kind is FragmentKind.HEADLINE or (line.kind is None and layout.whole_kind(index, Place.HEAD) is None)
        for index, line in enumerate(layout.lines[:end])
    )


def close_before_comments(layout: Layout) -> None:
    """End the body above the comments of readers, which go on to the end of the page."""
    lines = layout.lines
    marks = [index for index in _lines_of(layout, Place.COMMENTS) if index > layout.body_start]
    told = [index for index in range(layout.body_start, layout.body_end) if layout.is_paragraph(index)]
    copyrights = [
        index
        for index in range(layout.body_start, len(lines))
        if lines[index].kind in _SIGN_OFFS and is_sign_off(lines[index]) and RIGHTS.search(str(lines[index]))
    ]
    # The number of comments above a copyright line, and a button below it, hold the story between them.
    parts = [list(part) for _, part in groupby(marks, key=lambda index: bisect_left(copyrights, index))]
    # Where much follows the last button, the story goes on below them.
    starts = [
        run[0]
        for part in parts
        for run in _runs(part, _COMMENT_STEP)
        if bisect_left(told, run[0]) >= _FEWEST_PARAGRAPHS
        and len(told) - bisect_right(told, run[-1]) < _FEWEST_PARAGRAPHS
        and _holds_comments(layout, run)
    ]
    starts += [index for index in marks if _is_below_copyright(index, copyrights, told)]
    if starts:
        start = min(starts)
        for line in lines[start:]:
            if line.kind in _OF_COMMENTS:
                line.settle(FragmentKind.BOILERPLATE)
        layout.body_end = min(layout.body_end, start)


def _is_below_copyright(index: int, copyrights: list[int], told: list[int]) -> bool:
    """Whether a line stands below the copyright line of the story: below two paragraphs, or one if none follows."""
    place = bisect_left(copyrights, index)
    if not place:
        return False
    # Below the last of several copyright lines, the most has been told.
    before = bisect_left(told, copyrights[place - 1])
    return before >= _FEWEST_PARAGRAPHS or (before > 0 and bisect_left(told, index) == before)


def _holds_comments(layout: Layout, run: list[int]) -> bool:
    """Whether anything is said between the buttons, or a name or a time stands below them: else, these are a row."""
    if any(layout.lines[index].kind is None for index in {*range(run[0], run[-1])}.difference(run)):
        return True
    below = next(
        (index for index in range(run[-1] + 1, len(layout.lines)) if layout.lines[index].kind in _OF_COMMENTS), None
    )
    return below is None or not layout.is_paragraph(below)


def _lines_of(layout: Layout, place: Place) -> list[int]:
    return [index for index in range(len(layout.lines)) if layout.whole_kind(index, place) is not None]


def _runs(marks: Iterable[int], step: int) -> Iterator[list[int]]:
    """Yield the runs of two or more indices of which each is at most a step from the one before."""
    run: list[int] = []
    for before, index in pairwise([*marks, None]):
        assert before is not None
        run.append(before)
        if index is None or index - before > step:
            if len(run) > 1:
                yield run
            run = []
