"""Probabilities of partial matchings: what may be paired with what, and what stays alone.

Every pair has a weight, the odds that it is paired against both staying alone. A matching is as probable as the
product of the weights of its pairs, so the probability of one pair depends on all its rivals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

# The smaller side's elements up to which every set of them is looked at.
_EXACT = 6
_ROUNDS = 200
_PRECISION = 1e-7


def free_matching(log_odds: Matrix) -> Matrix:
    """Return the probability of each pair over all matchings, whatever their order.

    Exact where one side has up to six elements, or the rivalries form no cycle; else the Bethe approximation by
    belief propagation, which converges for any weights (Bayati, Gamarnik, Katz, Nair and Tetali, "Simple
    deterministic approximation algorithms for counting matchings", STOC 2007).

    Args:
        log_odds: Natural logarithms of the weights, finite. Shape: (n, m).

    Returns:
        Probabilities in [0, 1]. Rows and columns sum to at most 1. Shape: (n, m).
    """
    weights = np.exp(log_odds)
    if weights.shape[1] <= _EXACT:
        return _by_sets(weights)
    if weights.shape[0] <= _EXACT:
        return _by_sets(weights.T).T
    return _by_messages(weights)


def _by_sets(weights: Matrix) -> Matrix:
    """Sum over all matchings, row by row, by the set of columns that are taken (bits of an index)."""
    count, other_count = weights.shape
    sets = np.arange(1 << other_count)
    free = [sets[sets >> column & 1 == 0] for column in range(other_count)]
    before, after = np.zeros((count + 1, len(sets))), np.ones((count + 1, len(sets)))
    before[0, 0] = 1
    for row in range(count):
        before[row + 1] = before[row]
        for column, own in enumerate(free):
            before[row + 1, own + (1 << column)] += before[row, own] * weights[row, column]
    for row in reversed(range(count)):
        after[row] = after[row + 1]
        for column, own in enumerate(free):
            after[row, own] += after[row + 1, own + (1 << column)] * weights[row, column]
    probabilities = np.empty_like(weights)
    for column, own in enumerate(free):
        probabilities[:, column] = (before[:-1, own] * after[1:, own + (1 << column)]).sum(axis=1) * weights[
            :, column
        ]
    probabilities /= after[0, 0]
    return probabilities


def _by_messages(weights: Matrix) -> Matrix:
    # What each element has besides a pair, as the element says it to that partner: 1 / (1 + what the others offer).
    from_rows = np.ones_like(weights)
    from_columns = np.ones_like(weights)
    for _ in range(_ROUNDS):
        to_rows, to_columns = weights * from_columns, weights * from_rows
        new_rows = 1 / (1 + to_rows.sum(axis=1, keepdims=True) - to_rows)
        new_columns = 1 / (1 + to_columns.sum(axis=0, keepdims=True) - to_columns)
        change = max(float(np.abs(new_rows - from_rows).max()), float(np.abs(new_columns - from_columns).max()))
        from_rows, from_columns = new_rows, new_columns
        if change < _PRECISION:
            break
    to_rows, to_columns = weights * from_columns, weights * from_rows
    by_rows = to_rows / (1 + to_rows.sum(axis=1, keepdims=True))
    by_columns = to_columns / (1 + to_columns.sum(axis=0, keepdims=True))
    probabilities: Matrix = np.minimum(by_rows, by_columns)
    return probabilities


def ordered_matching(log_odds: Matrix) -> Matrix:
    """Return the probability of each pair over all matchings that keep the order of both sides.

    Exact: the sum over matchings before a pair and after it, by dynamic programming, in time (n m).

    Args:
        log_odds: Natural logarithms of the weights, finite. Shape: (n, m).

    Returns:
        Probabilities in [0, 1]. Rows and columns sum to at most 1. Shape: (n, m).
    """
    before, scales = _sums(np.exp(log_odds))
    after, after_scales = _sums(np.exp(log_odds[::-1, ::-1]))
    after, after_scales = after[::-1, ::-1], after_scales[::-1]
    total = np.log(before[-1, -1]) + scales[-1]
    with np.errstate(divide="ignore"):
        pairs = (
            np.log(before[:-1, :-1]) + scales[:-1, None] + log_odds + np.log(after[1:, 1:]) + after_scales[1:, None]
        )
    probabilities: Matrix = np.exp(np.minimum(pairs - total, 0))
    return probabilities


def _sums(weights: Matrix) -> tuple[Matrix, NDArray[np.float64]]:
    """Return the sum over ordered matchings of the first i and j elements, each row divided by exp(its scale)."""
    count, other_count = weights.shape
    sums = np.zeros((count + 1, other_count + 1))
    scales = np.zeros(count + 1)
    sums[0] = 1
    for row in range(count):
        # The last pair, if any, ends in this row: what came before times its weight, summed over columns.
        sums[row + 1] = sums[row]
        sums[row + 1, 1:] += np.cumsum(weights[row] * sums[row, :-1])
        largest = sums[row + 1, -1]
        sums[row + 1] /= largest
        scales[row + 1] = scales[row] + np.log(largest)
    return sums, scales
