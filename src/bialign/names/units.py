"""Spelling units: how likely each Latin spelling of a piece of Hangul is.

A unit maps spellings to natural logarithms of probabilities, which sum to at most one. Upper-case letters stand for
initials. The empty spelling is a letter that is not written.
"""

from __future__ import annotations

import math
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from bialign.names.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Unit = dict[str, float]
# The same with probabilities themselves, while a unit is being put together.
Shares = dict[str, float]

# No unit has a longer spelling (Namgoong has 8 letters).
LONGEST_SPELLING = 10


def read_weights(cell: str) -> Shares:
    """Read ``k=66 g=32``; ``-`` is the empty spelling."""
    weights: Shares = defaultdict(float)
    for pair in cell.split():
        spelling, _, weight = pair.partition("=")
        weights["" if spelling == "-" else spelling] += float(weight)
    return weights


def read_shares(cell: str) -> Shares:
    """Read weights into shares that sum to one."""
    weights = read_weights(cell)
    total = sum(weights.values())
    return {spelling: weight / total for spelling, weight in weights.items()}


def as_unit(shares: Mapping[str, float]) -> Unit:
    """Return probabilities as logarithms, without impossible spellings."""
    return {spelling: math.log(share) for spelling, share in shares.items() if share > 0}


def mixture(parts: Iterable[tuple[float, Mapping[str, float]]]) -> Shares:
    """Return the weighted sum of probabilities."""
    mixed: Shares = defaultdict(float)
    for weight, spellings in parts:
        for spelling, share in spellings.items():
            mixed[spelling] += weight * share
    return mixed


def joined(first: Mapping[str, float], second: Mapping[str, float]) -> Shares:
    """Return the probabilities of the spellings of two pieces in a row."""
    both: Shares = defaultdict(float)
    for beginning, beginning_share in first.items():
        for end, share in second.items():
            both[beginning + end] += beginning_share * share
    return both


def likely(shares: Mapping[str, float], least: float) -> Shares:
    """Return the spellings that have at least a probability: the others would only slow the search."""
    return {spelling: share for spelling, share in shares.items() if share >= least}


@cache
def read_sounds(table: str) -> dict[tuple[str, str, str], Shares]:
    """Return the spellings of a table of sounds by position, letter and context."""
    return {(position, letter, context): read_shares(cell) for position, letter, context, cell in read_table(table)}


@cache
def _letter_frequencies() -> dict[str, float]:
    return {letter: float(frequency) for letter, frequency in read_table("letters.tsv")}


@cache
def letter_logarithm(letter: str) -> float:
    """Return the logarithm of the frequency of a letter in names: lower-case letters by table, initials alike."""
    frequencies = _letter_frequencies()
    if letter.isupper():
        return -math.log(len(frequencies))
    return math.log(frequencies[letter] / sum(frequencies.values()))
