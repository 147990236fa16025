"""Alignment by sentence lengths alone (Gale and Church 1993, "A program for aligning sentences in bilingual corpora").

A sentence's length in code points is taken to be normally distributed around its translation's. Texts of like size are
worked out together, cell by cell of a diagonal at a time; in long texts only a band around the main diagonal is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np
from numpy.typing import NDArray
from scipy.special import log_ndtr

from bialign.beads import Bead

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Array = NDArray[np.float64]
Indices = NDArray[np.int64]

# Bead types with their probabilities, and the variance of length for each code point, as published.
_TYPES: tuple[tuple[int, int], ...] = ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2), (2, 2))
_LOG_PRIORS = np.log([0.89, 0.0099 / 2, 0.0099 / 2, 0.089 / 2, 0.089 / 2, 0.011])
_VARIANCE = 6.8
# Cells beside the main diagonal of texts of more than `_WHOLE` sentences on a side.
_HALF_BAND, _WHOLE = 200, 600
# Cells of the texts that are worked out together.
_BATCH_CELLS = 1 << 17


def align_by_length(source: Sequence[str], target: Sequence[str]) -> list[Bead]:
    """Align two lists of sentences by their lengths.

    Args:
        source: n source sentences.
        target: m target sentences.

    Returns:
        Beads of the types 1-1, 1-0, 0-1, 2-1, 1-2 and 2-2 in order, each with its probability under the model.
    """
    return align_many_by_length([(source, target)])[0]


def align_many_by_length(pairs: Sequence[tuple[Sequence[str], Sequence[str]]]) -> list[list[Bead]]:
    """Align many pairs of lists of sentences by their lengths: faster than one by one, with the same result."""
    lengths = [tuple(np.array([len(text) for text in side], dtype=np.float64) for side in pair) for pair in pairs]
    beads: list[list[Bead]] = [[] for _ in pairs]
    for batch in _batches([(len(source), len(target)) for source, target in lengths]):
        grid = _make_grid([lengths[number][0] for number in batch], [lengths[number][1] for number in batch])
        forward, backward = _forward(grid), _backward(grid)
        for place, number in enumerate(batch):
            beads[number] = _beads(grid, forward, backward, place)
    return beads


def _batches(sizes: Sequence[tuple[int, int]]) -> Iterator[list[int]]:
    """Group texts of like size; a long text is a batch by itself."""
    order = sorted(range(len(sizes)), key=lambda number: (sum(sizes[number]), sizes[number]))
    batch: list[int] = []
    rows = columns = 0
    for number in order:
        n, m = sizes[number]
        rows, columns = max(rows, n + 1), max(columns, m + 1)
        if batch and (max(n, m) > _WHOLE or (len(batch) + 1) * rows * columns > _BATCH_CELLS):
            yield batch
            batch, rows, columns = [], n + 1, m + 1
        batch.append(number)
    if batch:
        yield batch


@attrs.frozen(eq=False)
class _Grid:
    """The cells of a batch of texts: diagonal d holds the cells (i, d - i) for i from ``bases[d]`` on.

    Attributes:
        sizes: n and m of each text, shape (texts, 2).
        bases: First i of each diagonal.
        width: Cells of each diagonal.
        scores: For each diagonal the scores of beads that end there, shape (types, texts, width).
    """

    sizes: Indices
    bases: list[int]
    width: int
    scores: list[Array]


def _make_grid(source: Sequence[Array], target: Sequence[Array]) -> _Grid:
    sizes = np.array([[len(a), len(b)] for a, b in zip(source, target, strict=True)], dtype=np.int64).reshape(-1, 2)
    n, m = int(sizes[:, 0].max()), int(sizes[:, 1].max())
    sums = [_running_sums(side, longest) for side, longest in ((source, n), (target, m))]
    totals = [np.maximum(side[:, -1], 1.0) for side in sums]
    ratio = np.clip(totals[1] / totals[0], 0.1, 10.0)[:, None]
    if max(n, m) > _WHOLE:
        slope = n / (n + m)
        bases = [max(0, min(round(d * slope) - _HALF_BAND, n)) for d in range(n + m + 1)]
        width = 2 * _HALF_BAND + 1
    else:
        bases, width = [0] * (n + m + 1), n + 1
    scores = [_bead_scores(*sums, ratio, sizes, d, base + np.arange(width)) for d, base in enumerate(bases)]
    return _Grid(sizes, bases, width, scores)


def _running_sums(sides: Sequence[Array], longest: int) -> Array:
    """Return running sums of lengths, shape (texts, longest + 1); the last goes on where a text has ended."""
    sums = np.zeros((len(sides), longest + 1))
    for row, side in zip(sums, sides, strict=True):
        row[1 : len(side) + 1] = np.cumsum(side)
        row[len(side) + 1 :] = row[len(side)]
    return sums


def _bead_scores(source: Array, target: Array, ratio: Array, sizes: Indices, d: int, rows: Indices) -> Array:
    """Score the beads that end in the cells of a diagonal: shape (types, texts, cells)."""
    columns = d - rows
    inside = (rows <= sizes[:, :1]) & (columns >= 0) & (columns <= sizes[:, 1:])
    n, m = source.shape[1] - 1, target.shape[1] - 1
    row, column = np.clip(rows, 0, n), np.clip(columns, 0, m)
    scores = np.full((len(_TYPES), *inside.shape), -np.inf)
    for number, (a, b) in enumerate(_TYPES):
        left = source[:, row] - source[:, np.maximum(row - a, 0)]
        right = target[:, column] - target[:, np.maximum(column - b, 0)]
        mean = np.maximum((left + right / ratio) / 2, 1.0)
        distance = np.abs(right - left * ratio) / np.sqrt(mean * ratio * _VARIANCE)
        likelihood = np.log(2.0) + log_ndtr(-distance)
        allowed = inside & (rows >= a) & (columns >= b)
        scores[number] = np.where(allowed, likelihood + _LOG_PRIORS[number], -np.inf)
    return scores


def _moved(row: Array, by: int) -> Array:
    """Return the row with ``[..., p]`` holding what stood at ``[..., p + by]``; -inf beyond the ends."""
    if by == 0:
        return row
    moved = np.full_like(row, -np.inf)
    if 0 < by < row.shape[-1]:
        moved[..., :-by] = row[..., by:]
    elif -row.shape[-1] < by < 0:
        moved[..., -by:] = row[..., :by]
    return moved


def _log_sum(values: Array) -> Array:
    top = values.max(axis=0)
    safe = np.where(np.isneginf(top), 0.0, top)
    with np.errstate(divide="ignore"):
        total: Array = np.log(np.exp(values - safe).sum(axis=0)) + safe
    return total


def _forward(grid: _Grid) -> list[Array]:
    """Return for each diagonal the log weight of all paths up to its cells, shape (texts, width)."""
    start = np.full((len(grid.sizes), grid.width), -np.inf)
    start[:, 0] = 0.0
    found = [start]
    for d in range(1, len(grid.bases)):
        candidates = np.full_like(grid.scores[d], -np.inf)
        for number, (a, b) in enumerate(_TYPES):
            origin = d - a - b
            if origin >= 0:
                candidates[number] = _moved(found[origin], grid.bases[d] - a - grid.bases[origin])
        found.append(_log_sum(candidates + grid.scores[d]))
    return found


def _backward(grid: _Grid) -> list[Array]:
    """Return for each diagonal the log weight of all paths from its cells on, shape (texts, width)."""
    last = len(grid.bases) - 1
    found: list[Array] = [np.empty(0)] * (last + 1)
    for d in range(last, -1, -1):
        candidates = np.full((len(_TYPES) + 1, len(grid.sizes), grid.width), -np.inf)
        for number, (a, b) in enumerate(_TYPES):
            following = d + a + b
            if following <= last:
                ahead = found[following] + grid.scores[following][number]
                candidates[number] = _moved(ahead, grid.bases[d] + a - grid.bases[following])
        for text in np.flatnonzero(grid.sizes.sum(axis=1) == d):
            candidates[-1, text, grid.sizes[text, 0] - grid.bases[d]] = 0.0
        found[d] = _log_sum(candidates)
    return found


def _beads(grid: _Grid, forward: list[Array], backward: list[Array], text: int) -> list[Bead]:
    """Follow the path whose beads are, one by one, the most probable continuation to either end (Viterbi)."""
    n, m = (int(size) for size in grid.sizes[text])
    total = forward[n + m][text, n - grid.bases[n + m]] if n + m else 0.0
    best = _best_weights(grid, text)
    beads: list[Bead] = []
    row, column = n, m
    while row or column:
        d = row + column
        options = [
            (_at(best, grid, d - a - b, row - a) + grid.scores[d][number, text, row - grid.bases[d]], number)
            for number, (a, b) in enumerate(_TYPES)
            if row >= a and column >= b
        ]
        number = max(options, key=lambda option: option[0])[1]
        a, b = _TYPES[number]
        before = forward[d - a - b][text, row - a - grid.bases[d - a - b]]
        own = grid.scores[d][number, text, row - grid.bases[d]]
        after = backward[d][text, row - grid.bases[d]]
        probability = float(np.exp(min(before + own + after - total, 0.0)))
        beads.append(Bead(range(row - a, row), range(column - b, column), score=round(probability, 4)))
        row, column = row - a, column - b
    return beads[::-1]


def _best_weights(grid: _Grid, text: int) -> list[Array]:
    """Return for each diagonal the log weight of the best path up to each cell of one text, shape (width,)."""
    start = np.full(grid.width, -np.inf)
    start[0] = 0.0
    best = [start]
    for d in range(1, int(grid.sizes[text].sum()) + 1):
        candidates = np.full((len(_TYPES), grid.width), -np.inf)
        for number, (a, b) in enumerate(_TYPES):
            origin = d - a - b
            if origin >= 0:
                candidates[number] = _moved(best[origin], grid.bases[d] - a - grid.bases[origin])
        best.append((candidates + grid.scores[d][:, text]).max(axis=0))
    return best


def _at(rows: list[Array], grid: _Grid, d: int, row: int) -> float:
    place = row - grid.bases[d]
    return float(rows[d][place]) if 0 <= place < grid.width else -np.inf
