"""The body of an article: where its running text begins and ends."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from bialign.articles.conventions import Place
from bialign.articles.layout import LONGEST_DECK, MOST_DECKS, SIGNATURE
from bialign.articles.lines import FULL_STOPS, OPENING_QUOTES
from bialign.articles.pieces import opening
from bialign.articles.tail import begins_list_amid_story, is_end
from bialign.documents import FragmentKind

if TYPE_CHECKING:
    from bialign.articles.layout import Layout
    from bialign.articles.lines import Line

_HOUR = re.compile(r"\d{1,2}[:.]\d{2}(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,4})?")
_SALUTATION = re.compile(r"Dear [A-Z][^!?:]{1,40}[,:]")
_NOTICE = frozenset({FragmentKind.BOILERPLATE, FragmentKind.CREDIT})


def find_body(layout: Layout) -> None:
    """Find the first and last line of running text.

    A deck may be a full sentence: a byline or timestamp between it and a longer story gives it away. Around the
    story, sentences that are nothing but furniture (who translated it, who the author is) do not belong to it.
    """
    first = 0 if layout.headline is None else layout.headline + 1
    prose = _prose_of_story(layout, first)
    if not prose:
        layout.body_start, layout.body_end = _body_without_sentences(layout, first)
        return
    layout.body_start = prose[0]
    layout.body_end = _end_of_short_sentences(layout, prose[-1] + 1)
    if layout.headline is not None:
        layout.body_start = _start_of_short_sentences(layout, first, _start_below_decks(layout, first, prose))


def _prose_of_story(layout: Layout, first: int) -> list[int]:
    """Return the lines of prose from a line on, without the furniture in sentences around the story."""
    prose = [index for index in range(first, len(layout.lines)) if layout.is_prose(index)]
    # Below a table of results, the place and agency alone sign it.
    if prose and _is_bare_dateline(layout, prose[-1]):
        del prose[-1]
    begin, end = 0, len(prose)
    while end - begin > 1 and layout.whole_kind(prose[begin], Place.HEAD) in _NOTICE:
        begin += 1
    while (
        end - begin > 1
        and not layout.is_story(prose[end - 1])
        and layout.whole_kind(prose[end - 1], Place.TAIL) is not None
    ):
        end -= 1
    return prose[begin:end]


def _start_below_decks(layout: Layout, first: int, prose: list[int]) -> int:
    """Return where the story begins below the headline: its first line of prose that is no deck.

    Args:
        layout: The lines.
        first: The line below the headline.
        prose: The lines of prose, decks among them.
    """
    lines, start = layout.lines, prose[0]
    hours = {index for index in range(first, prose[-1]) if _is_hour(lines[index])}
    decks, before, total = 0, 0, sum(len(lines[index]) for index in prose)
    for index in range(first, prose[-1]):
        line = lines[index]
        signed = lines[index - 1].kind in SIGNATURE or lines[index + 1].kind in SIGNATURE
        if before and index in hours and (len(hours) > 1 or not signed):
            # Each post of a live blog has an hour of its own above it, and none of them is a deck. An hour alone may
            # be the length of a film, unless it stands beside a signature.
            break
        if line.kind is FragmentKind.SPEAKER:
            # Who is named below an anchor tells the story, and did not sign it.
            break
        if line.kind in SIGNATURE and before * 2 <= total - before:
            start = prose[bisect_right(prose, index)]
        elif line.kind is None:
            decks += 1
            before += len(line) if layout.is_prose(index) else 0
            if decks > MOST_DECKS or len(line) > LONGEST_DECK or index in layout.openings:
                break
    return start


def _is_bare_dateline(layout: Layout, index: int) -> bool:
    line = layout.lines[index]
    found = opening(line, layout.language) if index in layout.openings else None
    return found is not None and found[0] is FragmentKind.DATELINE and found[1] == line.end


def _body_without_sentences(layout: Layout, first: int) -> tuple[int, int]:
    """Return where a story that is a list of names or results begins, below its first signature, and ends."""
    lines = layout.lines
    start, items = first, 0
    for index in range(first, len(lines)):
        kind = lines[index].kind
        if kind in SIGNATURE and not items:
            start = index + 1
        elif index in layout.headings or (kind in _NOTICE and items):
            return start, index
        items += kind is None and start > first
    return (start, len(lines)) if items and start > first else (first, first)


def _is_hour(line: Line) -> bool:
    return line.kind is FragmentKind.TIMESTAMP and line.fullmatch(_HOUR) is not None


def _start_of_short_sentences(layout: Layout, first: int, start: int) -> int:
    """Return where the body begins if sentences too short to tell are counted in: ``“Is it out?”`` and its answer.

    Several of them right below the signature are no decks, and neither is the salutation of a letter.
    """
    lines = layout.lines
    begin = start
    while (
        begin > first
        and lines[begin - 1].kind is None
        and _is_said(lines[begin - 1])
        and layout.whole_kind(begin - 1, Place.HEAD) not in _NOTICE
    ):
        begin -= 1
    below_signature = begin > first and lines[begin - 1].kind in SIGNATURE
    begins_letter = begin < start and _SALUTATION.fullmatch(str(lines[begin])) is not None
    if begins_letter or (below_signature and start - begin > 1):
        return begin
    return _start_of_verses(layout, first, start)


def _start_of_verses(layout: Layout, first: int, start: int) -> int:
    """Return where the body begins if more lines than any decks stand between signature and story: a poem."""
    for index in range(start - 1, first - 1, -1):
        kind = layout.lines[index].kind or layout.whole_kind(index, Place.HEAD)
        if kind is not None:
            below_signature = kind in SIGNATURE and start - index - 1 > MOST_DECKS
            return index + 1 if below_signature else start
    return start


def _is_said(line: Line) -> bool:
    """Whether a line ends in a full stop, is a quotation with its mark, or the salutation of a letter."""
    mark = line.final_mark
    quoted = bool(mark) and str(line).startswith(OPENING_QUOTES)
    return mark in FULL_STOPS or quoted or _SALUTATION.fullmatch(str(line)) is not None


def _end_of_short_sentences(layout: Layout, end: int) -> int:
    """Return where the body ends if sentences too short to tell are counted in: ``She smiled.`` below an advert.

    Below a list of other articles, the page says what it likes: there, one last sentence counts, or what is signed.
    """
    listing = listed = signed = False
    below: list[int] = []
    for index in range(end, len(layout.lines)):
        line = layout.lines[index]
        listing = begins_list_amid_story(layout, index) or (listing and layout.adjoins(index))
        listed = listed or listing
        if listing:
            continue
        if is_end(layout, index):
            signed = line.kind is FragmentKind.BYLINE or "@" in str(line)
            break
        if line.kind is None and layout.whole_kind(index, Place.TAIL) is None:
            if listed:
                below.append(index)
            elif line.final_mark in FULL_STOPS:
                end = index + 1
    sentences = [index for index in below if layout.lines[index].final_mark in FULL_STOPS]
    return sentences[-1] + 1 if sentences and (signed or len(below) == 1) else end
