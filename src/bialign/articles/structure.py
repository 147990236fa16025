"""What the lines of an article are, by their wording and by their place among the others."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

import attrs

from bialign.articles.conventions import Place, whole_kind
from bialign.articles.lines import could_be_headline, final_mark, is_prose, known_language
from bialign.articles.pieces import LONGEST_FURNITURE, closing, furniture_row, opening, peel_headline
from bialign.articles.speakers import find_speakers
from bialign.documents import FragmentKind, Language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bialign.articles.lines import Line

_LETTERS = {Language.KOREAN: re.compile(r"[가-힣]"), Language.ENGLISH: re.compile(r"[A-Za-z]")}
_CAPTION_MARKS = "▲△"
# What ends an article for good: "(END)", "<끝>", a copyright line.
_SIGN_OFF = re.compile(
    r"(?i)[<(\[〈【-] ?(?:끝|end) ?[>)\]〉】-]|\bEND\Z|.*(?:무단 ?전재|재배포|저작권자|copyright|ⓒ|©|all rights reserved)"
)
_SENTENCE_ENDING = re.compile(r"[다요죠]\Z")
# A label such as "Travel & Food" or "뉴스9" has few words, and none of the punctuation of headlines.
_LABEL = {
    Language.KOREAN: re.compile(r"[^\s,…·'\"“”‘’?!%↑↓]{1,8}(?: [^\s,…·'\"“”‘’?!%↑↓]{1,6})?"),
    Language.ENGLISH: re.compile(
        r"(?:[A-Z][\w.'’-]*|&|and|of|the|in)(?: (?:[A-Z][\w.'’-]*|&|and|of|the|in|\d{1,4})){0,2}"
    ),
}
_SCENE = re.compile(r"(?:[고어아여려해] 있다|모습(?:이다)?|장면(?:이다)?)\.?\Z")
_NAME = re.compile(r"(?<![가-힣])[가-힣]{3,4}(?![가-힣])|(?!By |BY )\b[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,3}")
_BIOGRAPHY = re.compile(
    r"([가-힣]{3,4})[은는] |([A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,3}) (?:is|was|covers|writes|teaches|has|runs|heads|leads|works|serves|lives|hosts)\b"
)
_LONGEST_SCENE = 150
_MOST_DECKS = 4
_LONGEST_DECK = 200
_LONGEST_CROSSHEAD = {Language.KOREAN: 45, Language.ENGLISH: 75}
_STORY_OPENINGS = frozenset({FragmentKind.DATELINE, FragmentKind.BYLINE, FragmentKind.SPEAKER})
_STORY_CLOSINGS = frozenset({FragmentKind.CREDIT, FragmentKind.BYLINE, FragmentKind.BOILERPLATE})
_HEAD_FURNITURE = frozenset({FragmentKind.BYLINE, FragmentKind.TIMESTAMP})


@attrs.define
class _Layout:
    """The lines of an article on their way to kinds.

    Attributes:
        lines: The lines.
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

    def is_prose(self, index: int) -> bool:
        """Whether an undecided line looks like running text."""
        return self.lines[index].kind is None and (
            index in self.openings
            or index in self.speakers
            or index in self.closings
            or is_prose(self.lines[index], self.language)
        )

    def adjoins(self, index: int) -> bool:
        """Whether no blank line parts a line from the one before."""
        lines = self.lines
        return index > 0 and lines[index].text.count("\n", lines[index - 1].end, lines[index].start) == 1

    def furnish(self, index: int, *places: Place) -> bool:
        """Set kind and pieces of a line that is nothing but furniture; tell whether it is."""
        line = self.lines[index]
        line.pieces = furniture_row(line, self.language, places)
        if line.pieces:
            line.kind = line.pieces[0][0]
        return bool(line.pieces)


def classify_lines(lines: Sequence[Line], language: str) -> dict[int, int]:
    """Set the kind of every line that has none; running text becomes ``BODY``.

    Returns:
        Where the speaker label of a line ends, for the lines that have one only their article betrays.
    """
    layout = _Layout(lines, language)
    for index in range(len(lines)):
        _classify_alone(layout, index)
    layout.speakers = find_speakers(lines)
    _mark_captions(layout)
    _find_headline(layout)
    _find_body(layout)
    _close_after_sign_off(layout)
    _mark_credited_captions(layout)
    _find_body(layout)
    if _begins_with_scene(layout):
        layout.lines[layout.body_start].kind = FragmentKind.CAPTION
        _find_body(layout)
    _classify_head(layout)
    _classify_lists(layout)
    _mark_biographies(layout)
    _classify_tail(layout)
    _mark_crossheads(layout)
    for line in lines:
        line.kind = line.kind or FragmentKind.BODY
    return layout.speakers


def _classify_alone(layout: _Layout, index: int) -> None:
    line = layout.lines[index]
    if line.kind is not None:
        return
    if len(line) <= LONGEST_FURNITURE:
        line.kind = whole_kind(line.text, line.start, line.end, layout.language, Place.HEADING)
    if line.kind is not None:
        layout.headings.add(index)
        return
    if layout.furnish(index, Place.LINE):
        return
    found = opening(line, layout.language)
    if found and found[0] in _STORY_OPENINGS:
        layout.openings.add(index)


def _mark_captions(layout: _Layout) -> None:
    marked = {index for index, line in enumerate(layout.lines) if line.text[line.start] in _CAPTION_MARKS}
    for index, line in enumerate(layout.lines):
        if line.kind is not None or index in layout.speakers or len(line) > LONGEST_FURNITURE:
            continue
        begins, ends = opening(line, layout.language), closing(line, layout.language)
        ends_like_caption = ends is not None and ends[0] is FragmentKind.CAPTION
        begins_like_caption = begins is not None and begins[0] is FragmentKind.CAPTION
        if ends and ends[0] in _STORY_CLOSINGS and final_mark(line, before=ends[1]):
            layout.closings.add(index)
        # Neighbouring lines with the same mark are the items of a list.
        listed = index in marked and (index - 1 in marked or index + 1 in marked)
        if (ends_like_caption and index not in layout.openings) or (begins_like_caption and not listed):
            line.kind = FragmentKind.CAPTION


def _find_headline(layout: _Layout) -> None:
    for index, line in enumerate(layout.lines):
        if line.kind is FragmentKind.HEADLINE:
            layout.headline = index
            return
    letters = _LETTERS[known_language(layout.language)]
    candidates: list[int] = []
    fallbacks: list[int] = []
    for index, line in enumerate(layout.lines):
        kind = line.kind or whole_kind(line.text, line.start, line.end, layout.language, Place.HEAD)
        # A bare name is rather an author than a headline, "[표] ..." rather a caption; but it may be all there is.
        if kind is FragmentKind.CAPTION or (line.kind is None and kind is FragmentKind.BYLINE):
            fallbacks.append(index)
        if kind is not None:
            continue
        if index in layout.openings or index in layout.speakers or not could_be_headline(line, layout.language):
            break
        if letters.search(line.text, line.start, line.end):
            candidates.append(index)
        if len(candidates) == 2:
            break
    if len(candidates) == 2 and _is_label(layout, *candidates):
        del candidates[0]
    candidates = candidates or [
        index for index in fallbacks if could_be_headline(layout.lines[index], layout.language)
    ]
    if candidates and (len(layout.lines) > 1 or len(peel_headline(layout.lines[candidates[0]], layout.language)) > 1):
        layout.headline = candidates[0]
        layout.lines[candidates[0]].kind, layout.lines[candidates[0]].pieces = FragmentKind.HEADLINE, ()


def _is_label(layout: _Layout, first: int, second: int) -> bool:
    lines, known = layout.lines, known_language(layout.language)
    between = {line.kind for line in lines[first + 1 : second]}
    label = _LABEL[known].fullmatch(lines[first].text, lines[first].start, lines[first].end)
    return bool(label) and len(lines[second]) > 1.5 * len(lines[first]) and not between & _HEAD_FURNITURE


def _find_body(layout: _Layout) -> None:
    lines = layout.lines
    first = 0 if layout.headline is None else layout.headline + 1
    prose = [index for index in range(first, len(lines)) if layout.is_prose(index)]
    layout.body_start = prose[0] if prose else first
    layout.body_end = prose[-1] + 1 if prose else first
    if layout.headline is None or not prose:
        return
    # A deck may be a full sentence: a byline or timestamp between it and a longer story gives it away.
    decks = 0
    before, total = 0, sum(len(lines[index]) for index in prose)
    for index in range(first, prose[-1]):
        line = lines[index]
        if line.kind in _HEAD_FURNITURE and before * 2 <= total - before:
            layout.body_start = prose[bisect_right(prose, index)]
        elif line.kind is None:
            decks += 1
            before += len(line) if layout.is_prose(index) else 0
            if decks > _MOST_DECKS or len(line) > _LONGEST_DECK or index in layout.openings:
                break


def _begins_with_scene(layout: _Layout) -> bool:
    """Whether the body begins with an unmarked caption.

    Korean captions say what goes on in the picture (``… 하고 있다.``). Where paragraphs are parted by blank lines, one that
    sticks to the furniture above it is not the lead.
    """
    start = layout.body_start
    if layout.headline is None or start + 1 >= layout.body_end or start in layout.openings:
        return False
    line = layout.lines[start]
    return (
        layout.adjoins(start)
        and not layout.adjoins(start + 1)
        and len(line) <= _LONGEST_SCENE
        and bool(_SCENE.search(line.text, line.start, line.end))
    )


def _classify_head(layout: _Layout) -> None:
    decks = 0
    listing = False
    for index, line in enumerate(layout.lines[: layout.body_start]):
        listing = index in layout.headings or (listing and layout.adjoins(index))
        if line.kind is not None:
            continue
        above = layout.headline is not None and index < layout.headline
        if layout.furnish(index, Place.LINE, Place.HEAD):
            if above and line.kind is FragmentKind.BYLINE:
                # A name with nothing around it, above the headline, is debris of the page: who posted it, who reads it.
                line.pieces, line.kind = (), FragmentKind.BOILERPLATE
            continue
        if layout.headline is None:
            continue
        if above:
            has_letters = _LETTERS[known_language(layout.language)].search(line.text, line.start, line.end)
            line.kind = FragmentKind.SECTION if has_letters else FragmentKind.BOILERPLATE
        elif listing:
            line.kind = FragmentKind.BOILERPLATE
        elif decks < _MOST_DECKS:
            line.kind = FragmentKind.SUBHEADLINE
            decks += 1


def _classify_lists(layout: _Layout) -> None:
    listing = False
    end = layout.body_start
    for index in range(layout.body_start, len(layout.lines)):
        line = layout.lines[index]
        if index in layout.headings:
            listing = True
        elif listing and line.kind is None and final_mark(line) != "." and not layout.openings & {index}:
            line.kind = FragmentKind.BOILERPLATE
        elif line.kind is None:
            listing = False
        if layout.is_prose(index):
            end = index + 1
    layout.body_end = end


def _mark_biographies(layout: _Layout) -> None:
    """Mark the last paragraphs as boilerplate if they begin with the name of whom the byline names."""
    lines = layout.lines
    names: set[str] = set()
    for line in lines:
        if line.kind is FragmentKind.BYLINE:
            names.update(name.lower() for name in _NAME.findall(line.text, line.start, line.end))
    while layout.body_end - 1 > layout.body_start:
        line = lines[layout.body_end - 1]
        found = _BIOGRAPHY.match(line.text, line.start, line.end) if line.kind is None else None
        if found is None or (found[1] or found[2]).lower() not in names:
            return
        line.kind = FragmentKind.BOILERPLATE
        layout.body_end -= 1


def _classify_tail(layout: _Layout) -> None:
    lines = layout.lines
    signed = False
    for index in range(layout.body_end, len(lines)):
        if lines[index].kind is None and not layout.furnish(index, Place.LINE, Place.TAIL) and signed:
            lines[index].kind = FragmentKind.BOILERPLATE
        signed = signed or lines[index].kind is not None


def _close_after_sign_off(layout: _Layout) -> None:
    """End the body at ``(END)`` or a copyright line, unless much of the story follows."""
    lines = layout.lines
    prose = [index for index in range(layout.body_start, layout.body_end) if layout.is_prose(index)]
    before, total = 0, sum(len(lines[index]) for index in prose)
    for index in range(layout.body_start, layout.body_end):
        line = lines[index]
        if layout.is_prose(index):
            before += len(line)
        elif (
            line.kind in {FragmentKind.CREDIT, FragmentKind.BOILERPLATE}
            and _SIGN_OFF.match(line.text, line.start, line.end)
            and (total - before) * 4 < before
        ):
            for place in prose[bisect_right(prose, index) :]:
                lines[place].kind = FragmentKind.BOILERPLATE
            layout.body_end = index
            return


def _mark_credited_captions(layout: _Layout) -> None:
    last = layout.body_end - 1
    for index, line in enumerate(layout.lines[:last]):
        undecided = line.kind is None and index not in layout.openings and index not in layout.speakers
        if undecided and len(line) <= LONGEST_FURNITURE:
            found = closing(line, layout.language)
            if (
                found
                and found[0] in {FragmentKind.CREDIT, FragmentKind.BYLINE}
                and not _SIGN_OFF.match(line.text, found[1], line.end)
            ):
                line.kind = FragmentKind.CAPTION


def _mark_crossheads(layout: _Layout) -> None:
    known = known_language(layout.language)
    body = [index for index in range(layout.body_start, layout.body_end) if layout.lines[index].kind is None]
    for before, index, after in zip(body, body[1:], body[2:], strict=False):
        line = layout.lines[index]
        if (
            layout.is_prose(before)
            and layout.is_prose(after)
            and not layout.is_prose(index)
            and len(line) <= _LONGEST_CROSSHEAD[known]
            and not final_mark(line)
            and line.text[line.end - 1] not in ",:;、："
            and not (known is Language.KOREAN and _SENTENCE_ENDING.search(line.text, line.start, line.end))
        ):
            line.kind = FragmentKind.SUBHEADLINE
