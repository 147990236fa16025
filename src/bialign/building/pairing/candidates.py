"""Which target articles may translate a source article: those of about the same day, by nearest vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bialign.building.pairing.collection import Vectors

_BLOCK = 1024
# Nearest neighbours whose mean the margin is measured against.
_NEIGHBOURS = 4


@attrs.frozen(eq=False)
class Candidates:
    """Pairs of articles worth a closer look, c of them, sorted by source and target.

    Attributes:
        source: Places of source articles, shape (c,).
        target: Places of target articles, shape (c,).
        similarity: Inner products of the articles' vectors, shape (c,).
        margin: By how much the similarity exceeds the mean of the two articles' nearest neighbours (Artetxe and
            Schwenk 2019, the distance form), shape (c,).
    """

    source: NDArray[np.int64]
    target: NDArray[np.int64]
    similarity: NDArray[np.float32]
    margin: NDArray[np.float32]

    def __len__(self) -> int:
        """Return the number of pairs."""
        return len(self.source)


def find_candidates(
    source: Vectors,
    target: Vectors,
    source_days: NDArray[np.float64],
    target_days: NDArray[np.float64],
    *,
    window: float = 3,
    nearest: int = 10,
) -> Candidates:
    """Find for each article its nearest ones of the other language within the date window, in both directions.

    Works block by block: memory does not grow with the product of the collections' sizes.

    Args:
        source: Unit vectors, shape (n, d).
        target: Unit vectors, shape (m, d).
        source_days: Days on which the articles appeared, NaN where it is not known; shape (n,).
        target_days: The same, shape (m,).
        window: Days that may lie between an article and its translation; one without a day is compared with all.
        nearest: Candidates for each article.
    """
    count = max(nearest, _NEIGHBOURS)
    order = np.argsort(np.nan_to_num(source_days, nan=np.inf), kind="stable")
    target_order = np.argsort(np.nan_to_num(target_days, nan=np.inf), kind="stable")
    days = target_days[target_order]
    dated = int(np.sum(~np.isnan(days)))
    best = _Best(len(target), count)
    rows, columns, values = [], [], []
    source_means = np.zeros(len(source), np.float32)
    for begin in range(0, len(source), _BLOCK):
        block = order[begin : begin + _BLOCK]
        targets = target_order[_within_reach(source_days[block], days[:dated], len(days), window)]
        if not len(targets):
            continue
        similarity = source[block] @ target[targets].T
        apart = np.abs(source_days[block][:, None] - target_days[targets][None, :])
        similarity[apart > window] = -np.inf  # NaN, an unknown day, is never greater
        row, column, source_means[block] = _nearest(similarity, nearest, count)
        rows.append(block[row])
        columns.append(targets[column])
        values.append(similarity[row, column])
        best.update(similarity, block, targets)
    back_rows, back_columns, back_values = best.pairs(nearest)
    source_places = np.concatenate([*rows, back_rows]).astype(np.int64)
    target_places = np.concatenate([*columns, back_columns]).astype(np.int64)
    similarities = np.concatenate([*values, back_values]).astype(np.float32)
    _, first = np.unique(source_places * max(1, len(target)) + target_places, return_index=True)
    source_places, target_places, similarities = source_places[first], target_places[first], similarities[first]
    means = 0.5 * (source_means[source_places] + best.means(_NEIGHBOURS)[target_places])
    return Candidates(source_places, target_places, similarities, (similarities - means).astype(np.float32))


def _within_reach(
    days: NDArray[np.float64], target_days: NDArray[np.float64], count: int, window: float
) -> NDArray[np.int64]:
    """Return places in the date order of targets that a block of sources may need; undated ones stand at the end."""
    if np.isnan(days).any():
        return np.arange(count)
    low = np.searchsorted(target_days, days.min() - window, side="left")
    high = np.searchsorted(target_days, days.max() + window, side="right")
    return np.concatenate([np.arange(low, high), np.arange(len(target_days), count)])


def _nearest(
    similarity: Vectors, nearest: int, count: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """Find the nearest targets of each source in a block.

    Args:
        similarity: Shape (sources, targets), -inf between those that cannot translate each other.
        nearest: How many targets of each source are wanted.
        count: How many are looked at, as many or more.

    Returns:
        Rows and columns of the nearest, and the mean of each row's few greatest similarities, shape (sources,); those
        that are missing or negative count as 0, as in `_Best.means`: a block may reach fewer targets than these.
    """
    top = _top(similarity, count)
    values = np.take_along_axis(similarity, top, axis=1)
    known = np.isfinite(values)
    greatest = np.sort(np.where(known, values, -1), axis=1)[:, -_NEIGHBOURS:]
    means: NDArray[np.float32] = np.maximum(greatest, 0).sum(axis=1) / _NEIGHBOURS
    ranks = np.argsort(np.argsort(-values, axis=1, kind="stable"), axis=1)
    kept = known & (ranks < nearest)
    return np.nonzero(kept)[0], top[kept], means


def _top(similarity: Vectors, count: int) -> NDArray[np.int64]:
    """Return the columns of the greatest values of each row, in any order, or of all where there are fewer."""
    count = min(count, similarity.shape[1])
    top: NDArray[np.int64] = np.argpartition(-similarity, count - 1, axis=1)[:, :count]
    return top


class _Best:
    """The greatest similarities of each target so far, and with which sources."""

    def __init__(self, targets: int, count: int) -> None:
        self._values = np.full((targets, count), -np.inf, np.float32)
        self._sources = np.full((targets, count), -1, np.int64)

    def update(self, similarity: Vectors, sources: NDArray[np.int64], targets: NDArray[np.int64]) -> None:
        """Take in a block of similarities, shape (sources, targets)."""
        count = self._values.shape[1]
        transposed = np.ascontiguousarray(similarity.T)
        top = _top(transposed, count)
        values = np.concatenate([self._values[targets], np.take_along_axis(transposed, top, axis=1)], axis=1)
        places = np.concatenate([self._sources[targets], sources[top]], axis=1)
        best = np.argsort(-values, axis=1, kind="stable")[:, :count]
        self._values[targets] = np.take_along_axis(values, best, axis=1)
        self._sources[targets] = np.take_along_axis(places, best, axis=1)

    def means(self, neighbours: int) -> Vectors:
        """Return the mean of each target's greatest similarities; those that are missing or negative count as 0."""
        means: Vectors = np.maximum(np.nan_to_num(self._values[:, :neighbours], neginf=0.0), 0).mean(
            axis=1, dtype=np.float32
        )
        return means

    def pairs(self, nearest: int) -> tuple[NDArray[np.int64], NDArray[np.int64], Vectors]:
        """Return sources, targets and similarities of each target's nearest sources."""
        values = self._values[:, :nearest]
        known = np.isfinite(values)
        targets = np.broadcast_to(np.arange(len(values))[:, None], values.shape)
        return self._sources[:, :nearest][known], targets[known], values[known]
