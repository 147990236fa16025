"""The paragraphs of an article that comes wrapped at a width, as mails do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bialign.articles.conventions import Place, whole_kind
from bialign.articles.lines import OPENING_QUOTES, Line, split_lines
from bialign.articles.pieces import furniture_row, opening
from bialign.documents import FragmentKind
from bialign.text.normalization import compose_hangul, normalize_space
from bialign.text.wrapping import ends_sentence, join_wraps

if TYPE_CHECKING:
    from collections.abc import Sequence

# Names alone, which signatures may be, are furniture where they stand, not for what they are.
_FURNITURE = (Place.LINE, Place.BELOW, Place.HEADING)
_OPENINGS = frozenset({FragmentKind.DATELINE, FragmentKind.BYLINE, FragmentKind.SPEAKER})
# Names and times of one signature go on from line to line, buttons do not.
_CONTINUED = frozenset({FragmentKind.BYLINE, FragmentKind.TIMESTAMP})
_HOUR = re.compile(r"\s*\d{1,2}:\d{2}(?::\d{2})?")
_COPYRIGHT = re.compile(r"(?i)copyright|저작권|[ⓒ©]")
_RIGHTS = re.compile(r"(?i)금지|reserved|prohibited")
_BRACKETS = (("(", ")"), ("[", "]"), ("<", ">"), ("【", "】"))


def join_paragraphs(text: str, language: str) -> str:
    """Return a view of an article's text of the same length, in which lines end where its paragraphs do.

    What the conventions of newsrooms tell to be furniture is not joined with a headline or other furniture.

    Args:
        text: The text.
        language: Its language; what is not Korean is read as English.
    """
    return join_wraps(text, parted=lambda paragraph, line: _are_parted(paragraph, line, language))


def _are_parted(paragraph: Sequence[str], below: str, language: str) -> bool:
    above = paragraph[-1]
    line = _line(below)
    found = opening(line, language)
    if found and found[0] in _OPENINGS and (ends_sentence(above) or len(paragraph) == 1):
        return True
    if len(paragraph) > 1 or above.endswith(",") or _is_open(above):
        return False
    if above.endswith(":") and below.startswith(OPENING_QUOTES):
        return True
    is_furniture = bool(furniture_row(line, language, _FURNITURE))
    if is_furniture and furniture_row(_line(above), language, _FURNITURE):
        return not _is_one(above, below, language)
    if ends_sentence(above):
        return False
    if whole_kind(line.text, line.start, line.end, language, Place.HEAD) is FragmentKind.EDITOR_TAG:
        return True
    return is_furniture and not furniture_row(_line(f"{above} {below}"), language, _FURNITURE)


def _is_one(above: str, below: str, language: str) -> bool:
    """Whether two lines of furniture are rather one in two lines: names or times of a signature, a copyright."""
    if _HOUR.fullmatch(below) or (_COPYRIGHT.search(above) and _RIGHTS.search(below)):
        return True
    row = furniture_row(_line(f"{above} {below}"), language, _FURNITURE)
    return len(row) == 1 and row[0][0] in _CONTINUED


def _is_open(text: str) -> bool:
    """Whether a bracket of a line does not close on it."""
    return any(text.rfind(left) > text.rfind(right) for left, right in _BRACKETS)


def _line(text: str) -> Line:
    return split_lines(compose_hangul(normalize_space(text).view).view)[0]
