"""Which cells of a long alignment are worth a look: a corridor around what surely belongs together.

Short texts are looked at whole. In long ones, pairs of sentences that are each other's nearest neighbours by a margin
are found first, block by block so that memory stays bounded; the heaviest chain of them that never goes back holds
the corridor, which is narrow between close pairs and opens to the full rectangle where a stretch has none, such as a
chapter that was left out.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

import attrs
import numpy as np
from numpy.typing import NDArray

from bialign.threads import one_blas_thread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Array = NDArray[np.float32]
Indices = NDArray[np.int64]

# Texts of up to this many cells are looked at whole.
WHOLE_CELLS = 160_000
# Cells beside the chain on either side; the longest bead must fit.
_HALF_WIDTH = 8
# A rectangle between two pairs of the chain is looked at whole up to this many cells; in a larger one, which has no
# pairs inside, only its edges are: sentences that translate each other are not expected there.
_RECTANGLE = 40_000
# Nearest neighbours count if their cosine exceeds the runner-up's by this factor and reaches this floor.
_RATIO, _FLOOR = 1.12, 0.35
# Of so nearly the greatest cosine, a sentence is a copy of the nearest; more copies than these tell nothing.
_COPY, _MOST_COPIES = 0.97, 12
# Rows of one matrix product.
_ROWS = 1024
# Texts of more sentences than this are first cut at coarse pairs, into pieces of so many, and some of the next ones'.
_COARSE = 4_000
_COARSE_STEP, _COARSE_RUN = 4, 8
_COARSE_PIECE, _OVERLAP = 1_000, 250
# The path surely passes between two pairs if so many on either side follow each other; cuts are so far apart, counted
# in rows and columns.
_FIRM, _PIECE = 3, 256


@attrs.frozen(eq=False)
class Corridor:
    """The cells of a long alignment that are worth a look.

    Attributes:
        lows: The first column of each row, shape (n + 1,), not descending.
        highs: The last column of each row, shape (n + 1,), not descending.
        cuts: Cells that the path surely passes, row and column, shape (k, 2): from (0, 0) to (n, m), ascending.
    """

    lows: Indices
    highs: Indices
    cuts: Indices


def begin_corridor(source: Array, target: Array, *, threads: int) -> Callable[[], Corridor | None]:
    """Begin to choose the cells of a long text on a thread of its own, if there may be one.

    Args:
        source: As `find_corridor` takes it.
        target: As `find_corridor` takes it.
        threads: How many threads may work.

    Returns:
        Waits for what `find_corridor` returns.
    """
    if threads == 1 or _is_short(source, target):
        return partial(find_corridor, source, target)
    pool = ThreadPoolExecutor(1)
    corridor = pool.submit(find_corridor, source, target)
    pool.shutdown(wait=False)
    return corridor.result


def _is_short(source: Array, target: Array) -> bool:
    return (len(source) + 1) * (len(target) + 1) <= WHOLE_CELLS


def find_corridor(source: Array, target: Array) -> Corridor | None:
    """Choose the cells to look at.

    Args:
        source: Vectors of runs of the source sentences, shape (n, k, d).
        target: Vectors of runs of the target sentences, shape (m, k, d).

    Returns:
        None if all cells are to be looked at.
    """
    if _is_short(source, target):
        return None
    with one_blas_thread():
        return _find_long_corridor(source, target)


def is_coarse(source_count: int, target_count: int) -> bool:
    """Tell whether texts are so long that they are first cut at coarse pairs, by their runs of most sentences."""
    return max(source_count, target_count) > _COARSE


def _find_long_corridor(source: Array, target: Array) -> Corridor:
    n, m = len(source), len(target)
    pairs = _chain(np.concatenate(list(_sure_pairs(source, target))))
    pairs = _fill_gaps(pairs, source, target)
    return Corridor(*_around(pairs, n, m), _find_cuts(pairs[:, :2].astype(np.int64), n, m))


def _find_cuts(pairs: Indices, n: int, m: int) -> Indices:
    """Cut amid pairs that follow each other without a gap."""
    cuts = [(0, 0)]
    if len(pairs) <= 2 * _FIRM:
        return np.array([*cuts, (n, m)])
    follows = (np.diff(pairs, axis=0) == 1).all(axis=1)
    firm = np.flatnonzero(np.convolve(follows, np.ones(2 * _FIRM), mode="valid") == 2 * _FIRM) + _FIRM
    for row, column in pairs[firm].tolist():
        if row + column - sum(cuts[-1]) >= _PIECE:
            cuts.append((row, column))
    return np.array([*cuts, (n, m)])


def _sure_pairs(source: Array, target: Array) -> Iterator[NDArray[np.float64]]:
    """Yield rows (i, j, weight) of sentences that are surely each other's translation."""
    for rows, columns in _pieces(source, target):
        pairs = _find_pairs(source[rows, 0], target[columns, 0])
        pairs[:, 0] += rows.start
        pairs[:, 1] += columns.start
        yield pairs


def _pieces(source: Array, target: Array) -> Iterator[tuple[slice, slice]]:
    """Cut very long texts where coarse runs of sentences surely belong together."""
    n, m = len(source), len(target)
    if not is_coarse(n, m):
        yield slice(0, n), slice(0, m)
        return
    run = min(_COARSE_RUN, source.shape[1]) - 1
    coarse = _find_pairs(source[::_COARSE_STEP, run], target[::_COARSE_STEP, run])
    chain = _chain(coarse)[:, :2].astype(np.int64) * _COARSE_STEP
    row = column = 0
    for next_row, next_column in [*chain, (n, m)]:
        if next_row < n and max(next_row - row, next_column - column) < _COARSE_PIECE:
            continue
        yield slice(row, min(next_row + _OVERLAP, n)), slice(column, min(next_column + _OVERLAP, m))
        row, column = max(int(next_row) - _OVERLAP, row), max(int(next_column) - _OVERLAP, column)


def _fill_gaps(pairs: NDArray[np.float64], source: Array, target: Array) -> NDArray[np.float64]:
    """Look once more, and less strictly, where a large stretch has no pair."""
    n, m = len(source), len(target)
    found = [pairs]
    stops = [(-1, -1), *((int(i), int(j)) for i, j, _ in pairs), (n, m)]
    for (row, column), (next_row, next_column) in pairwise(stops):
        if (next_row - row) * (next_column - column) > _RECTANGLE:
            inside = _find_pairs(source[row + 1 : next_row, 0], target[column + 1 : next_column, 0], ratio=1.0)
            inside[:, 0] += row + 1
            inside[:, 1] += column + 1
            found.append(inside)
    return _chain(np.concatenate(found)) if len(found) > 1 else pairs


def _find_pairs(source: Array, target: Array, *, ratio: float = _RATIO) -> NDArray[np.float64]:
    """Return rows (i, j, weight) of sentences that are each other's nearest neighbours by a margin.

    A sentence may occur several times, and then so does its translation: all copies count as nearest, and the chain
    decides between them. Where copies abound, as in a song, the diagonal stands in for them.
    """
    n, m = len(source), len(target)
    if not (n and m):
        return np.zeros((0, 3))
    column_best = np.full(m, -1.0, dtype=np.float32)
    found: list[NDArray[np.float64]] = [np.zeros((0, 3))]
    ambiguous = 0
    transposed = np.ascontiguousarray(target.T)
    for first in range(0, n, _ROWS):
        block = source[first : first + _ROWS] @ transposed
        np.maximum(column_best, block.max(axis=0), out=column_best)
        rows = np.arange(len(block))
        columns = block.argmax(axis=1)
        best = block[rows, columns]
        block[rows, columns] = -1
        runner_up = block.max(axis=1)
        sure = (best >= _FLOOR) & (best >= ratio * runner_up) & (runner_up < _COPY * best)
        found.append(_triples(rows[sure] + first, columns[sure], best[sure]))
        # Rows with copies of the nearest are looked at once more.
        block[rows, columns] = best
        again = np.flatnonzero((best >= _FLOOR) & (runner_up >= _COPY * best))
        values, best = block[again], best[again]
        near = values >= np.maximum(_COPY * best, _FLOOR)[:, None]
        copies = near.sum(axis=1)
        runner_up = np.where(near, -1, values).max(axis=1, initial=-1)
        ambiguous += int((copies > _MOST_COPIES).sum())
        near &= ((copies <= _MOST_COPIES) & (best >= ratio * runner_up))[:, None]
        rows, columns = np.nonzero(near)
        found.append(_triples(again[rows] + first, columns, values[rows, columns]))
    pairs = np.concatenate(found)
    pairs = pairs[pairs[:, 2] >= _COPY * column_best[pairs[:, 1].astype(np.int64)]]
    if not len(pairs) and ambiguous * 2 > n:
        steps = np.arange(_HALF_WIDTH, min(n, m), _HALF_WIDTH) / min(n, m)
        pairs = np.stack([np.floor(steps * n), np.floor(steps * m), np.full(len(steps), _FLOOR)], axis=1)
    return pairs


def _triples(rows: Indices, columns: Indices, weights: Array) -> NDArray[np.float64]:
    return np.stack([rows, columns, weights], axis=1).astype(np.float64)


def _chain(pairs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the heaviest chain of pairs that ascends strictly on both sides (by a Fenwick tree over columns)."""
    if not len(pairs):
        return pairs
    pairs = pairs[np.lexsort((-pairs[:, 1], pairs[:, 0]))]
    ranks = np.unique(pairs[:, 1], return_inverse=True)[1] + 1
    size = int(ranks.max())
    # By rank, the heaviest chain to there: its weight, and its last pair.
    weights, lasts = [0.0] * (size + 1), [-1] * (size + 1)
    before = [-1] * len(pairs)
    heaviest, last = 0.0, -1
    for number, (rank, weight) in enumerate(zip(ranks.tolist(), pairs[:, 2].tolist(), strict=True)):
        best, previous = 0.0, -1
        place = rank - 1
        while place:
            if weights[place] > best:
                best, previous = weights[place], lasts[place]
            place &= place - 1
        before[number] = previous
        total = best + weight
        if total > heaviest:
            heaviest, last = total, number
        place = rank
        while place <= size:
            if total > weights[place]:
                weights[place], lasts[place] = total, number
            place += place & -place
    chosen = []
    while last >= 0:
        chosen.append(last)
        last = before[last]
    return pairs[chosen[::-1]]


def _around(pairs: NDArray[np.float64], n: int, m: int) -> tuple[Indices, Indices]:
    """Return the corridor around a chain of pairs: what is near to it along a row or along a column."""
    stops = np.concatenate([[(0, 0)], pairs[:, :2].astype(np.int64), [(n, m)]])
    (first, low), (last, high) = stops[:-1].T, stops[1:].T
    # Down the first column of a large rectangle, then along its last row: deletions on both sides.
    large = (last - first + 1) * (high - low + 1) > _RECTANGLE
    parts = np.stack([first, last, low, np.where(large, low, high)])
    last_rows = np.stack([last, last, low, high])[:, large]
    first, last, low, high = np.insert(parts, np.flatnonzero(large) + 1, last_rows, axis=1)
    # No part begins or ends before an earlier one, so of those with a row the first has its lowest column.
    rows = np.arange(n + 1)
    lows, highs = np.full(n + 1, m), np.zeros(n + 1, dtype=np.int64)
    for down, across in ((0, _HALF_WIDTH), (_HALF_WIDTH, 0)):
        lows = np.minimum(lows, low[np.searchsorted(last + down, rows)] - across)
        highs = np.maximum(highs, high[np.searchsorted(first - down, rows, side="right") - 1] + across)
    return np.maximum(lows, 0), np.minimum(highs, m)
