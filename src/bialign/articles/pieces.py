"""Furniture inside a line: rows of furniture that share one, and pieces peeled off a paragraph or headline."""

from __future__ import annotations

import re
from itertools import islice

import attrs

from bialign.articles.conventions import Place, may_begin, opening_kind, whole_kind
from bialign.articles.lines import Line, Piece, trim
from bialign.documents import FragmentKind

LONGEST_FURNITURE = 600
"""Longer lines are running text, whatever they begin or end with; in code points."""

# No opening or closing is longer, so that a line of any length is read in constant time.
_REACH = 260
_LONGEST_ROW = 160
_MOST_CUTS = 24
# No line has more openings, or more closings, than this.
_MOST_PEELS = 6
# Where a row may be cut: at white space, between a figure and what is glued to it (10:02수정, 20266:41 AM), and
# between an author and the day (홍길동 기자2027.06.14).
_CUT = re.compile(
    r"\s+|(?<=[\d)\]>.a-z])(?=[가-힣<\[ⓒ|])|(?<=[\])])(?=\S)"
    r"|(?<=20\d\d)(?=\d{1,2}:\d\d)|(?<=\d)(?=/Update)"
    r"|(?<=[\dMT])(?=(?:(?:Last|First) )?(?:[Uu]pdated|[Pp]ublished|[Mm]odified|[Pp]osted)\b)"
    r"|(?<=기자)(?=20\d\d[.-])"
    r"|(?<=[a-z])(?=(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z.]{0,7} \d{1,2}, 20\d\d)"
)
# A month is not cut off its day, or it would be taken for a name: "By Kim Min-jun | Nov 11, 2027".
_DAY_OF_MONTH = re.compile(
    r"(?i)(?:\b|(?-i:(?<=[a-z])(?=[A-Z])))(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? (?=\d)"
)
# Where a closing may begin: after the end of a sentence, at a bracket, slash or sign, or at "사진=".
_CLOSING_START = re.compile(
    r"[.?!。][\"”’'」』)\]>}]*+\s*+(?=\S)|\s*+(?=[(\[<【〈/|ⓒ©☞▶▷])"
    r"|\s++(?=사진|[Cc]ourtesy|[Pp]hoto|Credit ?:|COURTESY|PHOTO)"
)
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
# At a bracket, or at what the titles of windows have behind the headline: "... | The Hanbit Herald".
_TAG_START = re.compile(r"\s*+(?=[(\[<〈])|\s++(?=[|ㅣ]|[-–—] )")


@attrs.frozen
class _Edges:
    """What may be peeled off a line, and where it may begin at the line's end."""

    before: Place
    after: Place
    closing_start: re.Pattern[str]


_PARAGRAPH = _Edges(Place.OPENING, Place.CLOSING, _CLOSING_START)
_HEADLINE = _Edges(Place.TAG_BEFORE, Place.TAG_AFTER, _TAG_START)
_ANYWHERE = (Place.LINE,)
# Of these, a whole line is one fragment, however many pieces it has.
_UNDIVIDED = frozenset({FragmentKind.BYLINE, FragmentKind.BOILERPLATE})


def furniture_row(line: Line, language: str, places: tuple[Place, ...]) -> tuple[Piece, ...]:
    """Return the pieces of a line that is furniture and nothing else, or nothing.

    ``입력 2026.11.05 09:30 수정 2026.11.05 10:00`` are two timestamps; ``(수원=뉴스1) 홍길동 기자`` is a dateline and
    a byline.
    """
    if len(line) > LONGEST_FURNITURE:
        return ()
    kind = _whole(line, line.start, line.end, language, places)
    if kind is not None:
        return ((kind, line.start, line.end),)
    if len(line) > _LONGEST_ROW:
        return ()
    dates = {match.end() for match in _DAY_OF_MONTH.finditer(line.text, line.start, line.end)}
    places_to_cut = (match.end() for match in _CUT.finditer(line.text, line.start + 1, line.end))
    cuts = [*islice((place for place in places_to_cut if place not in dates), _MOST_CUTS), line.end]
    if not 1 < len(cuts) <= _MOST_CUTS:
        return ()
    pieces: list[Piece] = []
    place = line.start
    while place < line.end:
        piece = _longest_piece(line, place, cuts, language, places)
        if piece is None:
            return ()
        pieces.append(piece)
        place = trim(line.text, piece[2], line.end)[0]
    # "(세종=연합뉴스) ◇ 국장급 전보" begins a story.
    if pieces[0][0] is FragmentKind.DATELINE and pieces[-1][0] is FragmentKind.SUBHEADLINE:
        return ()
    return _join_undivided(pieces)


def _longest_piece(line: Line, place: int, cuts: list[int], language: str, places: tuple[Place, ...]) -> Piece | None:
    found = opening(line, language) if place == line.start else None
    if found and found[0] is FragmentKind.DATELINE:
        return found[0], place, found[1]
    places = tuple(known for known in places if may_begin(line.text, place, line.end, language, known))
    for cut in reversed(cuts):
        if cut <= place or not places:
            break
        start, end = trim(line.text, place, cut)
        kind = _whole(line, start, end, language, places)
        if kind is not None and _may_share_line(line, (kind, start, end), language):
            return kind, start, end
    return None


def _may_share_line(line: Line, piece: Piece, language: str) -> bool:
    # A bare name or a lone mark means something only where it has its line to itself.
    kind, start, end = piece
    if not _LETTER_OR_DIGIT.search(line.text, start, end):
        return False
    return kind is not FragmentKind.BYLINE or _whole(line, start, end, language, _ANYWHERE) is not None


def _whole(line: Line, start: int, end: int, language: str, places: tuple[Place, ...]) -> FragmentKind | None:
    for place in places:
        kind = whole_kind(line.text, start, end, language, place)
        if kind is not None:
            return kind
    return None


def _join_undivided(pieces: list[Piece]) -> tuple[Piece, ...]:
    joined: list[Piece] = []
    for piece in pieces:
        if joined and piece[0] is joined[-1][0] and piece[0] in _UNDIVIDED:
            joined[-1] = (piece[0], joined[-1][1], piece[2])
        else:
            joined.append(piece)
    return tuple(joined)


def opening(line: Line, language: str) -> tuple[FragmentKind, int] | None:
    """Return the kind of furniture that a line begins with and where that ends, or None."""
    return _opening(line, line.start, line.end, language, _PARAGRAPH)


def closing(line: Line, language: str) -> tuple[FragmentKind, int] | None:
    """Return the kind of furniture that a line ends with and where that begins, or None."""
    return _closing(line, line.start, line.end, language, _PARAGRAPH)


def _opening(line: Line, start: int, end: int, language: str, edges: _Edges) -> tuple[FragmentKind, int] | None:
    question = (edges.before, start, end, language)
    if question not in line.edges:
        line.edges[question] = opening_kind(line.text, start, min(end, start + _REACH), language, edges.before)
    return line.edges[question]


def _closing(line: Line, start: int, end: int, language: str, edges: _Edges) -> tuple[FragmentKind, int] | None:
    question = (edges.after, start, end, language)
    if question not in line.edges:
        starts = edges.closing_start.finditer(line.text, max(start + 1, end - _REACH), end)
        kinds = ((whole_kind(line.text, match.end(), end, language, edges.after), match.end()) for match in starts)
        line.edges[question] = next(((kind, place) for kind, place in kinds if kind is not None), None)
    return line.edges[question]


def peel_paragraph(line: Line, language: str) -> list[Piece]:
    """Return the pieces of a paragraph: its openings, its running text, its closings."""
    return _peel(line, language, _PARAGRAPH)


def peel_end(line: Line, language: str) -> list[Piece]:
    """Return the pieces of what someone says: its running text, its closings."""
    return _peel_end(line, line.start, line.end, language, _PARAGRAPH)


def peel_headline(line: Line, language: str) -> list[Piece]:
    """Return the pieces of a headline line: editor's tags and the headline."""
    return _peel(line, language, _HEADLINE)


def _peel(line: Line, language: str, edges: _Edges) -> list[Piece]:
    start, end = line.start, line.end
    front: list[Piece] = []
    while start < end and len(front) < _MOST_PEELS:
        found = _opening(line, start, end, language, edges)
        if found is None or found[0] is FragmentKind.CAPTION:
            break
        front.append((found[0], *trim(line.text, start, found[1])))
        start, end = trim(line.text, found[1], end)
    return [*front, *_peel_end(line, start, end, language, edges)]


def _peel_end(line: Line, start: int, end: int, language: str, edges: _Edges) -> list[Piece]:
    back: list[Piece] = []
    while start < end and len(back) < _MOST_PEELS:
        found = _closing(line, start, end, language, edges)
        if found is None or found[0] is FragmentKind.CAPTION:
            break
        back.append((found[0], found[1], end))
        start, end = trim(line.text, start, found[1])
    middle = [(line.kind or FragmentKind.BODY, start, end)] if start < end else []
    return [*middle, *reversed(back)]
