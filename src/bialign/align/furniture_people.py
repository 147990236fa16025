"""The people whom bylines, credits and speaker labels name, compared across languages."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from bialign.names.bylines import byline_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NAME_END = re.compile(r"[/,:(\]>]")
_DECORATION = " \t[]<>()【】◇◆■▶▷-–—:："
# Probabilities of names are trusted to one in a thousand.
_SMALLEST = 1e-3

NameOdds = dict[tuple[str, str], float]


def name_log_odds(names: Iterable[str], others: Iterable[str]) -> NameOdds:
    """Return for each two names the natural logarithm of the odds that they are the same person's."""
    rows, columns = tuple(dict.fromkeys(names)), tuple(dict.fromkeys(others))
    return _compare_names(rows, columns) if rows and columns else {}


# A newsroom's reporters come again and again, and a comparison takes longer than all else that furniture needs.
@lru_cache(maxsize=1 << 12)
def _compare_names(rows: tuple[str, ...], columns: tuple[str, ...]) -> NameOdds:
    from bialign.names.matching import match_many  # noqa: PLC0415 - loads tables that not every article needs

    probabilities = match_many(rows, columns)
    return {
        (name, other): _log_odds(float(probabilities[row, column]))
        for row, name in enumerate(rows)
        for column, other in enumerate(columns)
    }


def _log_odds(probability: float) -> float:
    probability = min(max(probability, _SMALLEST), 1 - _SMALLEST)
    return math.log(probability / (1 - probability))


def shared_people(names: Sequence[str], others: Sequence[str], odds: NameOdds) -> tuple[float, float]:
    """Return which share of the people of two bylines is the same, and how certain the least certain of these is.

    Args:
        names: The names of one byline.
        others: The names of the other.
        odds: Log odds of all pairs of their names.

    Returns:
        The share, 0 to 1, of the longer byline's names that have a counterpart, and the smallest log odds of a
        counterpart; 0 without any.
    """
    free = list(others)
    found = []
    for name in names:
        best = max(free, key=lambda other: odds[name, other], default=None)
        if best is not None and odds[name, best] > 0:
            free.remove(best)
            found.append(odds[name, best])
    return len(found) / max(len(names), len(others), 1), min(found, default=0.0)


@lru_cache(maxsize=1 << 12)
def people_of(text: str) -> tuple[str, ...]:
    """Return the names in a byline or a credit, none where it names nobody."""
    return byline_names(text)


def speaker_name(label: str) -> str:
    """Return the name that a speaker label begins with.

    >>> speaker_name("[곽진서/한울대 교수]"), speaker_name("Kwak Jin-seo / Professor, Hanul University:")
    ('곽진서', 'Kwak Jin-seo')
    """
    return _NAME_END.split(label.strip(_DECORATION))[0].strip(_DECORATION)
