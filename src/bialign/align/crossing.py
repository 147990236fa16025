"""Sentences that an editor moved: beads that cross the rest of a path.

A monotone path can but delete a moved sentence on both sides, or keep two that change places in one bead. A pair of
deleted runs is a candidate for a crossing bead, and gains what its bead scores more than the deletions that it would
replace; two crossing beads are one for a bead of several sentences on both sides. News mostly keeps its order, so a
candidate has to gain a price first; from there it is one of the outcomes of its sentences, as what the path has is.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import attrs
import numpy as np
from numpy.typing import NDArray

from bialign.align.inference import Step, deletion_probabilities
from bialign.align.lattice import BEAD_TYPES, LONGEST_RUN, MATCH_TYPES, SOURCE_DELETION, TARGET_DELETION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bialign.align.inference import BeadScores, Posteriors
    from bialign.align.lattice import Lattice

Scores = NDArray[np.float64]
Indices = NDArray[np.int64]

# Log odds of a candidate: so many times its gain, less a price. With these, what becomes of deletions was most likely
# on perturbed articles with and without exchanged lines and on the training split of the newsroom corpus; of beads
# that were to be parted all gained more than 3 there but one in fifty, and all others less than 0.
_SHARPNESS, _PRICE, _EXCHANGE_PRICE = 1.5, 8.0, 3.0
# Pairs of deleted runs that gain no more have odds below 1 in 2,900.
_LEAST_GAIN = 0.0
# Log odds are not taken to be higher: their exponentials are added up.
_MOST = 50.0
_NUMBERS = {shape: number for number, shape in enumerate(BEAD_TYPES)}


@attrs.frozen
class Candidate:
    """What may be in the place of beads of the path.

    Attributes:
        steps: A bead of deleted sentences, or two that cross each other in place of one.
        odds: Against what the path has there.
        probability: That this is right, in [0, 1].
    """

    steps: tuple[Step, ...]
    odds: float
    probability: float


@attrs.frozen(eq=False)
class Crossings:
    """What may have been moved.

    Attributes:
        candidates: The strongest first.
        kept: Of beads of the path that candidates may part, the probability that they are right, in [0, 1].
        source_deleted: Probability that a source sentence has no counterpart, neither in its place nor elsewhere,
            shape (n,).
        target_deleted: The same of the target sentences, shape (m,).
    """

    candidates: tuple[Candidate, ...]
    kept: Mapping[Step, float]
    source_deleted: Scores
    target_deleted: Scores


def find_crossings(lattice: Lattice, scores: BeadScores, found: Posteriors, path: Sequence[Step]) -> Crossings:
    """Find what may have been moved, among the cells of the lattice.

    Args:
        lattice: The cells.
        scores: The score of each bead.
        found: The probability of each bead of a monotone path.
        path: The monotone path that is looked at.
    """
    source, target = deletion_probabilities(lattice, found)
    moved, source, target = _moved(lattice, scores, path, source, target)
    exchanged, kept = [], {}
    for step in path:
        best = max(_exchanges(lattice, scores, step), key=lambda exchange: exchange[0], default=None)
        if best is not None:
            odds = math.exp(min(_SHARPNESS * best[0] - _EXCHANGE_PRICE, _MOST))
            probability = float(found.beads[step.type, step.cell])
            kept[step] = probability / (1 + odds)
            exchanged.append(Candidate(best[1], odds, probability - kept[step]))
    candidates = sorted((*moved, *exchanged), key=lambda candidate: -candidate.odds)
    return Crossings(tuple(candidates), kept, source, target)


def choose_crossings(crossings: Crossings) -> dict[Step, float]:
    """Return the beads of candidates that are more likely than not, strongest first, none with another's sentence.

    Returns:
        The probability of each.
    """
    chosen: dict[Step, float] = {}
    source: set[int] = set()
    target: set[int] = set()
    for candidate in crossings.candidates:
        if candidate.odds <= 1:
            break
        rows = {row for step in candidate.steps for row in _rows(step)}
        columns = {column for step in candidate.steps for column in _columns(step)}
        if source.isdisjoint(rows) and target.isdisjoint(columns):
            chosen |= dict.fromkeys(candidate.steps, candidate.probability)
            source |= rows
            target |= columns
    return chosen


def put_in_path(path: Iterable[Step], chosen: Iterable[Step]) -> list[Step]:
    """Put crossing beads into a path in place of those that had their sentences, in the order of the source."""
    begins = {_rows(step)[0]: step for step in chosen}
    source = {row for step in begins.values() for row in _rows(step)}
    target = {column for step in begins.values() for column in _columns(step)}
    steps: list[Step] = []
    for step in path:
        if source.isdisjoint(_rows(step)) and target.isdisjoint(_columns(step)):
            steps.append(step)
        else:
            steps += (begins[row] for row in _rows(step) if row in begins)
    return steps


def _rows(step: Step) -> range:
    """Return a bead's source sentences, from 0."""
    return range(step.row - step.shape[0], step.row)


def _columns(step: Step) -> range:
    """Return a bead's target sentences, from 0."""
    return range(step.column - step.shape[1], step.column)


def _moved(
    lattice: Lattice, scores: BeadScores, path: Sequence[Step], source: Scores, target: Scores
) -> tuple[list[Candidate], Scores, Scores]:
    """Find pairs of deleted runs.

    Args:
        lattice: The cells.
        scores: The score of each bead.
        path: The monotone path.
        source: Probabilities that the path deletes a source sentence, shape (n,).
        target: The same of the target sentences, shape (m,).

    Returns:
        The candidates, and the probabilities less what goes to them.
    """
    types, cells, gains = _pairs_of_deletions(lattice, scores, path, len(source), len(target))
    if not len(types):
        return [], source, target
    odds = np.exp(np.minimum(_SHARPNESS * gains - _PRICE, _MOST))
    rows, columns = lattice.rows[cells], lattice.columns[cells]
    sizes = np.array(BEAD_TYPES)[types]
    runs = [_run(rows, sizes[:, 0]), _run(columns, sizes[:, 1])]
    sides = [source, target]
    # Candidates that share a sentence are rivals, and so is staying deleted.
    rivals = np.maximum(*(_greatest(run, _sums(run, odds, len(side))) for run, side in zip(runs, sides, strict=True)))
    shares = odds / (1 + rivals)
    deleted = np.minimum(*(-_greatest(run, -side) for run, side in zip(runs, sides, strict=True)))
    steps = map(Step, types.tolist(), rows.tolist(), columns.tolist(), cells.tolist())
    candidates = [
        Candidate((step,), *of_step)
        for step, *of_step in zip(steps, odds.tolist(), (shares * deleted).tolist(), strict=True)
    ]
    left = [side * np.maximum(1 - _sums(run, shares, len(side)), 0) for run, side in zip(runs, sides, strict=True)]
    return candidates, left[0], left[1]


def _pairs_of_deletions(
    lattice: Lattice, scores: BeadScores, path: Sequence[Step], source_count: int, target_count: int
) -> tuple[Indices, Indices, Scores]:
    """Return types, cells and gains of the beads of deleted sentences."""
    none = np.zeros(0, dtype=np.int64)
    source = {step.row: step.cell for step in path if step.type == SOURCE_DELETION}
    target = {step.column: step.cell for step in path if step.type == TARGET_DELETION}
    if not (source and target):
        return none, none, np.zeros(0)
    rows_deleted, rows_before, rows_paid = _deletions(source, scores.beads[SOURCE_DELETION], source_count)
    columns_deleted, columns_before, columns_paid = _deletions(target, scores.beads[TARGET_DELETION], target_count)
    cells = np.flatnonzero(rows_deleted[lattice.rows] & columns_deleted[lattice.columns])
    rows, columns = lattice.rows[cells], lattice.columns[cells]
    types, places, gains = [], [], []
    for number, (m, n) in enumerate(MATCH_TYPES):
        own = np.flatnonzero((rows_before[rows] >= m) & (columns_before[columns] >= n))
        ends, other_ends = rows[own], columns[own]
        gain = scores.beads[number, cells[own]] - (rows_paid[ends] - rows_paid[ends - m])
        gain -= columns_paid[other_ends] - columns_paid[other_ends - n]
        kept = np.flatnonzero(gain > _LEAST_GAIN)
        types.append(np.full(len(kept), number))
        places.append(cells[own[kept]])
        gains.append(gain[kept])
    return np.concatenate(types), np.concatenate(places), np.concatenate(gains)


def _deletions(cells: dict[int, int], scores: Scores, count: int) -> tuple[NDArray[np.bool_], Indices, Scores]:
    """Tell of each number of sentences whether the last is deleted, how many up to it are in a row, and their scores.

    Args:
        cells: Where the path deletes a sentence, by the number of sentences up to it.
        scores: Of deletions, by cell.
        count: Number of sentences, n.

    Returns:
        Shape (n + 1,) each; scores are added up from the first sentence.
    """
    deleted, paid = np.zeros(count + 1, dtype=bool), np.zeros(count + 1)
    places = list(cells)
    deleted[places] = True
    paid[places] = scores[list(cells.values())]
    places_of_others = np.where(deleted, 0, np.arange(count + 1))
    return deleted, np.arange(count + 1) - np.maximum.accumulate(places_of_others), np.cumsum(paid)


def _exchanges(lattice: Lattice, scores: BeadScores, step: Step) -> Iterator[tuple[float, tuple[Step, Step]]]:
    """Yield the ways to part a bead in two that cross each other, each with its gain."""
    (m, n), own = step.shape, float(scores.beads[step.type, step.cell])
    for first in range(1, m):
        for last in range(1, n):
            # The first source sentences with the last target sentences, and the others.
            shapes = (first, last), (m - first, n - last)
            if not all(shape in _NUMBERS for shape in shapes):
                continue
            ends = (
                _back(lattice, step.cell, SOURCE_DELETION, m - first),
                _back(lattice, step.cell, TARGET_DELETION, last),
            )
            if len(lattice) in ends:
                continue
            parts = [
                Step(_NUMBERS[shape], int(lattice.rows[cell]), int(lattice.columns[cell]), cell)
                for shape, cell in zip(shapes, ends, strict=True)
            ]
            yield sum(float(scores.beads[part.type, part.cell]) for part in parts) - own, (parts[0], parts[1])


def _back(lattice: Lattice, cell: int, deletion: int, count: int) -> int:
    """Return the cell so many sentences of one side before another, or the number of cells if it is not there."""
    for _ in range(count):
        if cell < len(lattice):
            cell = int(lattice.origins[deletion, cell])
    return cell


def _run(ends: Indices, sizes: Indices) -> Indices:
    """Return the sentences of runs, shape (k, LONGEST_RUN), the last of a short one repeated."""
    run: Indices = ends[:, None] - 1 - np.minimum(np.arange(LONGEST_RUN), sizes[:, None] - 1)
    return run


def _sums(runs: Indices, values: Scores, count: int) -> Scores:
    """Add up, for each sentence, the values of the runs that hold it."""
    first = np.ones_like(runs, dtype=bool)
    first[:, 1:] = runs[:, 1:] != runs[:, :-1]
    sums: Scores = np.bincount(runs[first], np.repeat(values, first.sum(axis=1)), minlength=count).astype(np.float64)
    return sums


def _greatest(runs: Indices, values: Scores) -> Scores:
    """Return the greatest value of the sentences of each run."""
    greatest: Scores = values[runs].max(axis=1)
    return greatest
