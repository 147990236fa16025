"""Alignment by sentence lengths: Gale and Church (1993), "A program for aligning sentences in bilingual corpora".

A sentence's length in code points is taken to be normally distributed around its translation's. Every bead is weighed
against the deletion of all its sentences, so that deletions weigh nothing and every cell of the lattice is reached.
Many texts are worked out together, a row of cells at a time; each text stands beside its reverse, whose forward pass
is the text's backward pass.

Three things differ from the paper. Lengths are scaled so that both texts are equally long, because the paper's ratio
of 1 holds for few pairs of languages. The variance is 10 for 6.8: translations between languages as far apart as
Korean and English vary more. And weights of lengths are read from a table, about as exact as the hundredths that the
paper's program rounds to.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

import attrs
import numpy as np
from numpy.typing import NDArray

from bialign.beads import Bead

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Array = NDArray[np.float64]
Lengths = NDArray[np.float32]
Indices = NDArray[np.int64]
Number = TypeVar("Number", np.float32, np.float64)

# Bead types with their probabilities, and the probability of a deletion on either side, as published.
_TYPES = ((1, 1), (1, 2), (2, 1), (2, 2))
_LOG_PRIORS = np.log([0.89, 0.089 / 2, 0.089 / 2, 0.011])
_LOG_DELETION = float(np.log(0.0099 / 2))
# Below any finite log weight.
_LOWEST = -1e300
_VARIANCE = 10.0
# Steps of a standard deviation by which `_tail_table` counts.
_STEPS = 256
# Cells on either side of the main diagonal, for texts of more than `_WHOLE` sentences on a side.
_HALF_BAND, _WHOLE = 200, 600
# Cells of the texts that are worked out together, and of their rows that are: few enough for the processor's cache.
_BATCH_CELLS, _BLOCK_CELLS = 1 << 16, 1 << 13
# Empty cells before each row, where beads of two sentences reach back to.
_MARGIN = 2


def align_by_length(source: Sequence[str], target: Sequence[str]) -> list[Bead]:
    """Align two lists of sentences by their lengths.

    Args:
        source: n source sentences.
        target: m target sentences.

    Returns:
        Beads of the types 1-1, 1-0, 0-1, 2-1, 1-2 and 2-2 in order, each with its probability under the model. With
        the sides exchanged, the same beads mirrored.
    """
    return align_many_by_length([(source, target)])[0]


def align_many_by_length(pairs: Sequence[tuple[Sequence[str], Sequence[str]]]) -> list[list[Bead]]:
    """Align many pairs of lists of sentences by their lengths: faster than one by one, with the same result."""
    texts = [_make_text(*pair) for pair in pairs]
    beads: list[list[Bead]] = [[] for _ in texts]
    for batch in _batches(texts):
        for number, path in zip(batch, _align([texts[number] for number in batch]), strict=True):
            beads[number] = _make_beads(path, swapped=texts[number].swapped)
    return beads


@attrs.frozen(eq=False)
class _Text:
    """Lengths of a pair of texts: rows are the side of fewer sentences; whether that is the target."""

    rows: list[int]
    columns: list[int]
    swapped: bool


def _make_text(source: Sequence[str], target: Sequence[str]) -> _Text:
    first, second = list(map(len, source)), list(map(len, target))
    swapped = (len(first), first) > (len(second), second)
    return _Text(second, first, swapped=True) if swapped else _Text(first, second, swapped=False)


def _batches(texts: Sequence[_Text]) -> Iterator[list[int]]:
    """Group texts of like size; a long text is a batch by itself."""
    order = sorted(range(len(texts)), key=lambda number: (len(texts[number].columns), len(texts[number].rows)))
    batch: list[int] = []
    rows = 0
    for number in order:
        own_rows, columns = len(texts[number].rows) + 1, len(texts[number].columns) + 1
        rows = max(rows, own_rows)
        if batch and (columns > _WHOLE or (len(batch) + 1) * rows * columns > _BATCH_CELLS):
            yield batch
            batch, rows = [], own_rows
        batch.append(number)
    if batch:
        yield batch


@attrs.frozen(eq=False)
class _Runs:
    """Runs of 1 and 2 sentences of one side of a batch, by the last sentence, counted from 1.

    Attributes:
        lengths: Scaled lengths, shape (2, layers, sentences + 1).
        deletions: Log weights of deleting all sentences of the run, inf where there is no run; same shape.
    """

    lengths: Lengths
    deletions: Array

    def part(self, size: int, layers: int, where: slice | Indices) -> tuple[Lengths, Array]:
        """Return the lengths and the deletions of runs of a size, of the first layers: shape (layers, ...)."""
        return self.lengths[size - 1][:layers, where], self.deletions[size - 1][:layers, where]


def _make_runs(sides: Sequence[Sequence[int]], scale: Array) -> _Runs:
    """Return the runs of the texts, of the texts reversed, and of the texts again."""
    count, longest = len(sides), max(map(len, sides))
    given = np.zeros((3, count, longest + 1))
    for number, side in enumerate(sides):
        given[::2, number, 1 : len(side) + 1] = side
        given[1, number, 1 : len(side) + 1] = side[::-1]
    single: Lengths = (given * scale[:, None]).reshape(3 * count, -1).astype(np.float32)
    deletion = _log_tail(single, np.zeros(1, dtype=np.float32)) + _LOG_DELETION
    lengths, deletions = np.stack([single, single]), np.stack([deletion, deletion])
    lengths[1, :, 1:] += single[:, :-1]
    deletions[1, :, 1:] += deletion[:, :-1]
    deletions[0, :, :1] = deletions[1, :, :2] = np.inf
    return _Runs(lengths, deletions)


def _log_tail(first: Lengths, second: Lengths) -> Array:
    """Return the log probability of lengths that differ as much or more."""
    deviation = np.abs(first - second)
    spread = first + second
    # A little more than nothing, for two empty sentences.
    spread += np.float32(1e-6)
    np.sqrt(spread, out=spread)
    deviation /= spread
    deviation *= np.float32(_STEPS / np.sqrt(_VARIANCE / 2))
    weights: Array = _tail_table().take((deviation + np.float32(0.5)).astype(np.int32), mode="clip")
    return weights


@lru_cache(maxsize=1)
def _tail_table() -> Array:
    """Return log probabilities of deviations that are as large or larger, by steps; the last for all above."""
    from scipy.special import log_ndtr  # noqa: PLC0415 - loads for a quarter of a second, here alone

    tail: Array = np.log(2.0) + log_ndtr(-np.arange(12 * _STEPS + 1) / _STEPS)
    return tail


@attrs.frozen(eq=False)
class _Lattice:
    """The cells of a batch of t texts; row i holds the columns from ``lows[i]`` on.

    Of its 3t layers, the first third hold sums over all paths, the second the same for the texts reversed, and the
    last the best path.

    Attributes:
        rows: Runs of the rows' side.
        columns: Runs of the columns' side.
        lows: Shape (n + 1,).
        width: Cells of a row.
        weights: Log weights of the paths to a cell, between empty cells; shape (n + 1, 3t, _MARGIN + width + ...).
    """

    rows: _Runs
    columns: _Runs
    lows: Indices
    width: int
    weights: Array

    def at(self, row: Indices, layer: Indices, column: Indices) -> Array:
        """Return the weights of cells; -inf outside the band."""
        known = np.maximum(row, 0)
        places = column - self.lows[known] + _MARGIN
        inside = (row >= 0) & (places >= 0) & (places < self.weights.shape[2])
        return np.where(inside, self.weights[known, layer, np.where(inside, places, 0)], -np.inf)


def _align(texts: Sequence[_Text]) -> list[list[tuple[range, range, float]]]:
    """Return the beads of each text: rows, columns and probability."""
    lattice = _make_lattice(texts)
    rows = len(lattice.lows)
    block = max(1, _BLOCK_CELLS // (len(texts) * lattice.width))
    for first in range(1, rows, block):
        _fill(lattice, first, min(first + block, rows))
    return _best_paths(lattice, texts)


def _make_lattice(texts: Sequence[_Text]) -> _Lattice:
    sides = [text.rows for text in texts], [text.columns for text in texts]
    totals = [np.array([max(sum(side), 1) for side in half], dtype=np.float64) for half in sides]
    common = np.sqrt(totals[0] * totals[1])
    rows, columns = (_make_runs(half, common / total) for half, total in zip(sides, totals, strict=True))
    n, m = rows.lengths.shape[2] - 1, columns.lengths.shape[2] - 1
    lows, width = np.zeros(n + 1, dtype=np.int64), m + 1
    if m > _WHOLE:
        half_band = max(_HALF_BAND, 2 * -(-m // max(n, 1)))
        width = min(2 * half_band + 1, m + 1)
        lows = np.clip(np.arange(n + 1) * m // max(n, 1) - half_band, 0, m + 1 - width)
    # After each row, room for the columns that the next two rows have and it has not.
    room = int(max((lows[1:] - lows[:-1]).max(initial=0), (lows[2:] - lows[:-2]).max(initial=0)))
    weights = np.full((n + 1, 3 * len(texts), _MARGIN + width + room), -np.inf)
    weights[0, :, _MARGIN : _MARGIN + width] = 0.0
    return _Lattice(rows, columns, lows, width, weights)


def _fill(lattice: _Lattice, first: int, last: int) -> None:
    """Fill in the rows `first` up to `last`."""
    gains = _gains(lattice, first, last)
    summed = 2 * lattice.weights.shape[1] // 3
    candidates = np.empty((len(_TYPES) + 1, lattice.weights.shape[1], lattice.width))
    for row in range(first, last):
        low = int(lattice.lows[row])
        for number, (a, b) in enumerate(((1, 0), *_TYPES)):
            if a > row:
                candidates[number] = -np.inf
                continue
            begin = _MARGIN + low - int(lattice.lows[row - a]) - b
            before = lattice.weights[row - a, :, begin : begin + lattice.width]
            if b:
                np.add(before, gains[number - 1, row - first], out=candidates[number])
            else:
                candidates[number] = before
        found = lattice.weights[row, :, _MARGIN : _MARGIN + lattice.width]
        best = candidates.max(axis=0)
        sums = candidates[:, :summed]
        # What no bead leads to, at the band's edge, stays impossible.
        highest = np.maximum(best[:summed], _LOWEST)
        sums -= highest
        with np.errstate(divide="ignore"):
            total = np.log(np.exp(sums, out=sums).sum(axis=0))
        total += highest
        np.logaddexp.accumulate(total, axis=1, out=found[:summed])
        np.maximum.accumulate(best[summed:], axis=1, out=found[summed:])


def _gains(lattice: _Lattice, first: int, last: int) -> Array:
    """Return how much better than deletions are the beads that end in the cells of some rows.

    Returns:
        Shape (types, rows, 3t, width); -inf where a bead would begin before the text.
    """
    layers = lattice.weights.shape[1]
    distinct = 2 * layers // 3
    whole = lattice.width == lattice.columns.lengths.shape[2]
    places = lattice.lows[first:last, None] + np.arange(lattice.width)
    gains = np.empty((len(_TYPES), last - first, layers, lattice.width))
    for number, (a, b) in enumerate(_TYPES):
        lengths, deletions = lattice.rows.part(a, distinct, slice(first, last))
        other_lengths, other_deletions = lattice.columns.part(b, distinct, slice(None) if whole else places)
        gain = _log_tail(lengths.T[:, :, None], _by_row(other_lengths))
        gain -= _by_row(other_deletions) - _LOG_PRIORS[number]
        gain -= deletions.T[:, :, None]
        gains[number, :, :distinct] = gain
    gains[:, :, distinct:] = gains[:, :, : layers - distinct]
    return gains


def _by_row(values: NDArray[Number]) -> NDArray[Number]:
    """Return values by layer, or by layer and row, with the rows first."""
    return values[None] if values.ndim == 2 else values.swapaxes(0, 1)


def _best_paths(lattice: _Lattice, texts: Sequence[_Text]) -> list[list[tuple[range, range, float]]]:
    """Follow the best paths of all texts from the end, and give each of their beads its posterior probability."""
    count = len(texts)
    sizes = np.array([(len(text.rows), len(text.columns)) for text in texts], dtype=np.int64)
    shapes = np.array([*_TYPES, (1, 0), (0, 1)], dtype=np.int64)
    place = sizes.copy()
    steps: list[tuple[Indices, Indices, Indices, Array]] = []
    while len(going := np.flatnonzero(place.any(axis=1))):
        here = place[going]
        gains = np.zeros((len(shapes), len(going)))
        gains[: len(_TYPES)] = _gains_at(lattice, going, here)
        origins = here - shapes[:, None]
        weights = gains + lattice.at(origins[..., 0], going + 2 * count, origins[..., 1])
        chosen = weights.argmax(axis=0)
        before = place[going] = here - shapes[chosen]
        steps.append((going, before, here, gains[chosen, np.arange(len(going))]))
    paths: list[list[tuple[range, range, float]]] = [[] for _ in texts]
    if not steps:
        return paths
    text, before, here, gain = (np.concatenate(part[::-1]) for part in zip(*steps, strict=True))
    end = sizes[text]
    weight = lattice.at(before[:, 0], text, before[:, 1]) + gain
    weight += lattice.at(end[:, 0] - here[:, 0], text + count, end[:, 1] - here[:, 1])
    weight -= lattice.at(end[:, 0], text, end[:, 1])
    probability = np.exp(np.minimum(weight, 0.0)).round(4)
    columns = (text, *before.T, *here.T, probability)
    for number, i, j, i_end, j_end, score in zip(*(column.tolist() for column in columns), strict=True):
        paths[number].append((range(i, i_end), range(j, j_end), score))
    return paths


def _gains_at(lattice: _Lattice, text: Indices, place: Indices) -> Array:
    """Return how much better than deletions the beads are that end in some cells: shape (types, cells)."""
    a, b = np.array(_TYPES).T[:, :, None] - 1
    row, column = place.T
    gains = _log_tail(lattice.rows.lengths[a, text, row], lattice.columns.lengths[b, text, column])
    gains -= lattice.columns.deletions[b, text, column] - _LOG_PRIORS[:, None]
    gains -= lattice.rows.deletions[a, text, row]
    return gains


def _make_beads(path: Sequence[tuple[range, range, float]], *, swapped: bool) -> list[Bead]:
    if swapped:
        return [Bead(columns, rows, score=score) for rows, columns, score in path]
    return [Bead(rows, columns, score=score) for rows, columns, score in path]
