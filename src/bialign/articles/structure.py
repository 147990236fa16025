"""What the lines of an article are, by their wording and by their place among the others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bialign.articles.conventions import Place, matcher
from bialign.articles.lines import could_be_headline, is_prose
from bialign.documents import FragmentKind, Language

if TYPE_CHECKING:
    from bialign.articles.lines import Line

# Longer lines are running text whatever they begin or end with.
LONGEST_FURNITURE = 600
LONGEST_DECK = 4
_HANGUL_OR_LATIN = {Language.KOREAN: re.compile(r"[가-힣]"), Language.ENGLISH: re.compile(r"[A-Za-z]")}
_LIST_HEADING = re.compile(
    r"(?i:[▶■◆●\[<]? ?(?:관련|연관|추천|인기|주요|많이 본|가장 많이 본|실시간|오늘의|다른|이 시각)[ 가-힣]{0,8}(?:기사|뉴스|콘텐츠|이슈)[ 가-힣\]>]{0,6}"
    r"|(?:related|recommended|more|most|top|latest|trending|popular|you may|editor's)[ \w'’]{1,20}(?:stories|articles|news|like|read|viewed|picks|popular))"
)


def languages_by_nearness(language: str) -> tuple[str, str]:
    """Return the languages whose conventions hold, the article's own first."""
    if language == Language.KOREAN:
        return Language.KOREAN, Language.ENGLISH
    return Language.ENGLISH, Language.KOREAN


def line_kind(line: Line, language: str, place: Place) -> FragmentKind | None:
    """Return what a whole line is by the tables of both languages, or None."""
    if len(line) > LONGEST_FURNITURE:
        return None
    for known in languages_by_nearness(language):
        kind = matcher(known, place).fullmatch(line.text, line.start, line.end)
        if kind is not None:
            return kind
    return None


def classify_lines(lines: list[Line], language: str) -> None:
    """Set the kind of every line; running text becomes ``BODY``."""
    for line in lines:
        line.kind = line_kind(line, language, Place.LINE)
    headline = _find_headline(lines, language)
    body_start = _find_body_start(lines, headline, language)
    body_end = _find_body_end(lines, body_start, language)
    _classify_head(lines, headline, body_start, language)
    _classify_tail(lines, body_end, language)
    for line in lines:
        line.kind = line.kind or FragmentKind.BODY


def _begins_with_opening(line: Line, language: str) -> bool:
    return any(
        matcher(known, Place.OPENING).match(line.text, line.start, min(line.end, line.start + 200))
        for known in languages_by_nearness(language)
    )


def _find_headline(lines: list[Line], language: str) -> int | None:
    script = _HANGUL_OR_LATIN[Language.KOREAN if language == Language.KOREAN else Language.ENGLISH]
    candidates: list[int] = []
    for index, line in enumerate(lines):
        if line.kind is not None or line_kind(line, language, Place.HEAD) is not None:
            continue
        if not could_be_headline(line, language) or _begins_with_opening(line, language):
            break
        if script.search(line.text, line.start, line.end):
            candidates.append(index)
        if len(candidates) == 2:
            break
    if not candidates or len(lines) < 2:
        return None
    first = candidates[0]
    if len(candidates) == 2 and len(str(lines[first]).split()) <= 1 and len(str(lines[candidates[1]]).split()) > 2:
        first = candidates[1]
    lines[first].kind = FragmentKind.HEADLINE
    return first


def _find_body_start(lines: list[Line], headline: int | None, language: str) -> int:
    first = 0 if headline is None else headline + 1
    prose = [
        index
        for index in range(first, len(lines))
        if lines[index].kind is None
        and (is_prose(lines[index], language) or _begins_with_opening(lines[index], language))
    ]
    if headline is None or not prose:
        return prose[0] if prose else first
    start = prose[0]
    decks = 0
    for index in range(first, prose[-1]):
        line = lines[index]
        kind = line.kind or (line_kind(line, language, Place.HEAD) if not is_prose(line, language) else None)
        if kind in {FragmentKind.BYLINE, FragmentKind.TIMESTAMP}:
            start = next(place for place in prose if place > index)
        elif kind is None:
            decks += 1
            if decks > 3 or len(line) > 200 or _begins_with_opening(line, language):
                break
    return start


def _find_body_end(lines: list[Line], body_start: int, language: str) -> int:
    end = min(body_start + 1, len(lines))
    listing = False
    for index in range(body_start, len(lines)):
        line = lines[index]
        if _LIST_HEADING.fullmatch(line.text, line.start, line.end):
            line.kind = FragmentKind.BOILERPLATE
            listing = True
        elif line.kind is None and is_prose(line, language):
            end = index + 1
            listing = False
        elif listing and line.kind is None:
            line.kind = FragmentKind.BOILERPLATE
    return end


def _classify_head(lines: list[Line], headline: int | None, body_start: int, language: str) -> None:
    decks = 0
    for index, line in enumerate(lines[:body_start]):
        if line.kind is not None:
            continue
        line.kind = line_kind(line, language, Place.HEAD)
        if line.kind is not None or headline is None:
            continue
        if index < headline:
            line.kind = FragmentKind.BOILERPLATE
        elif decks < LONGEST_DECK:
            line.kind = FragmentKind.SUBHEADLINE
            decks += 1


def _classify_tail(lines: list[Line], body_end: int, language: str) -> None:
    for line in lines[body_end:]:
        if line.kind is None:
            line.kind = line_kind(line, language, Place.TAIL)
