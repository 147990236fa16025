"""Sentences that an editor moved: beads that cross the rest of a path.

A monotone path can but delete a moved sentence on both sides, or keep two that change places in one bead. A pair of
deleted runs is a candidate for a crossing bead, and gains what its bead scores more than the deletions that it would
replace; two crossing beads are one for a bead of several sentences on both sides. News mostly keeps its order, so a
candidate has to gain a price first, or several that moved together one price between them. From there it is one of
the outcomes of its sentences, as what the path has is.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import attrs
import numpy as np
from numpy.typing import NDArray

from bialign.align.inference import deletion_probabilities
from bialign.align.lines import lines_amid, share_no_line
from bialign.align.steps import BEAD_TYPES, LONGEST_RUN, MATCH_TYPES, SOURCE_DELETION, TARGET_DELETION, Step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from bialign.align.inference import BeadScores, Posteriors
    from bialign.align.lattice import Lattice
    from bialign.align.lines import JoinedBead

Scores = NDArray[np.float64]
Indices = NDArray[np.int64]

# Log odds of a candidate: so many times its gain, less a price. With these, what becomes of deletions was most likely
# on perturbed articles with and without exchanged lines and on the training split of the newsroom corpus; of beads
# that were to be parted all gained more than 3 there but one in fifty, and all others less than 0.
_SHARPNESS, _PRICE, _EXCHANGE_PRICE = 1.75, 8.0, 3.0
# What a candidate pays that goes on where another one ends: both moved together.
_NEXT_PRICE = 3.0
# The price holds up to so many places that a sentence may have gone to, those of deleted ones on the other side.
_PLACES = 8
# Pairs of deleted runs that gain no more have next to no odds.
_LEAST_GAIN = 1.0
# Log odds are not taken to be further from 0: their exponentials are added up and multiplied.
_MOST = 30.0
# Rounds of belief propagation; mostly a few are enough.
_ROUNDS = 12
_NUMBERS = {shape: number for number, shape in enumerate(BEAD_TYPES)}


@attrs.frozen
class Candidate:
    """What may be in the place of beads of the path.

    Attributes:
        steps: A bead of deleted sentences, or two that cross each other in place of one.
        share: Its share of the probability of what the path has there, in [0, 1].
        kept: What the path keeps of it, in [0, 1]: where the candidate has several deletions, the most that one does.
        probability: That the candidate is right, in [0, 1].
    """

    steps: tuple[Step, ...]
    share: float
    kept: float
    probability: float


@attrs.frozen(eq=False)
class Crossings:
    """What may have been moved.

    Attributes:
        candidates: Those of the greatest share first.
        kept: Of beads of the path that two that cross may be instead, the probability that they are right, in [0, 1].
        source_deleted: Probability that a source sentence has no counterpart, neither in its place nor elsewhere,
            shape (n,).
        target_deleted: The same of the target sentences, shape (m,).
    """

    candidates: tuple[Candidate, ...]
    kept: Mapping[Step, float]
    source_deleted: Scores
    target_deleted: Scores


def find_crossings(
    lattice: Lattice, scores: BeadScores, found: Posteriors, path: Sequence[Step], *, parted: bool
) -> Crossings:
    """Find what may have been moved, among the cells of the lattice.

    Args:
        lattice: The cells.
        scores: The score of each bead.
        found: The probability of each bead of a monotone path.
        path: What of the best monotone path may be replaced, see `movable_steps`.
        parted: Whether two beads that cross may take the place of one. If not, one that holds both is right, too.
    """
    source, target = deletion_probabilities(lattice, found)
    moved, source, target = _moved(lattice, scores, path, source, target)
    exchanged, kept = [], {}
    for step in path:
        if min(step.shape) < 2:
            continue
        best = max(_exchanges(lattice, scores, step), key=lambda exchange: exchange[0], default=None)
        if best is not None:
            # Beads that lead out of the lattice are impossible: their log odds have no exponential.
            log_odds = min(max(_SHARPNESS * best[0] - _EXCHANGE_PRICE, -_MOST), _MOST)
            share = 1 / (1 + math.exp(-log_odds))
            probability = float(found.beads[step.type, step.cell])
            whole = probability * (1 - share)
            # A monotone path that has one of the two in its place deletes the other's sentences.
            for part, other in zip(best[1], reversed(best[1]), strict=True):
                places = (source, _rows(other)), (target, _columns(other))
                alone = float(found.beads[part.type, part.cell])
                alone = min(alone, *(float(deleted[own].min()) for deleted, own in places))
                for deleted, own in places:
                    deleted[own] -= share * alone
                probability += alone
            candidate = Candidate(best[1], share, 1 - share, share * min(probability, 1))
            exchanged.append(candidate)
            kept[step] = whole if parted else whole + candidate.probability
    candidates = sorted((*moved, *exchanged), key=lambda candidate: -candidate.share)
    return Crossings(tuple(candidates), kept, source, target)


def choose_crossings(
    crossings: Crossings, fits: Callable[[Mapping[Step, float]], bool] | None = None
) -> dict[Step, float]:
    """Return the beads of candidates that are likelier than what the path has, those of the greatest share first.

    None has a sentence of another.

    Args:
        crossings: The candidates.
        fits: Tells whether beads may be chosen together; by default all may.

    Returns:
        The probability of each.
    """
    chosen: dict[Step, float] = {}
    source: set[int] = set()
    target: set[int] = set()
    for candidate in crossings.candidates:
        if candidate.share <= candidate.kept:
            continue
        rows = {row for step in candidate.steps for row in _rows(step)}
        columns = {column for step in candidate.steps for column in _columns(step)}
        if not (source.isdisjoint(rows) and target.isdisjoint(columns)):
            continue
        these = dict.fromkeys(candidate.steps, candidate.probability)
        if fits is None or fits(chosen | these):
            chosen |= these
            source |= rows
            target |= columns
    return chosen


def movable_steps(joined: Iterable[JoinedBead], source: Indices, target: Indices) -> list[Step]:
    """Return the beads of a path that crossing ones may replace: deleted lines, and beads of whole lines.

    What moved within a pair of lines changes nothing, and a sentence that moved from one paragraph to another does
    not make one of the two. A line amid those of a bead that has no counterpart there may have one elsewhere.

    Args:
        joined: The beads of lines.
        source: The lines of each source sentence, shape (2, n).
        target: The lines of each target sentence, shape (2, m).
    """
    movable = [
        step
        for bead in joined
        for step in bead.steps
        if not (bead.source and bead.target)
        or step.shape == (len(bead.source), len(bead.target))
        or (len(bead.steps) == 1 and share_no_line(step, source, target))
    ]
    movable += (step for bead in joined for step in lines_amid(bead, source, target))
    # A deleted sentence of several lines is in a bead of each.
    return list(dict.fromkeys(movable))


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
        path: What of the best monotone path may be replaced, see `movable_steps`.
        source: Probabilities that the path deletes a source sentence, shape (n,).
        target: The same of the target sentences, shape (m,).

    Returns:
        The candidates, and the probabilities less what goes to them.
    """
    types, cells, gains, places = _pairs_of_deletions(lattice, scores, path, len(source), len(target))
    if not len(types):
        return [], source, target
    price = _PRICE + math.log(max(places / _PLACES, 1))
    begins = lattice.origins[types, cells].astype(np.int64)
    log_odds = _in_chains(_SHARPNESS * gains, begins, cells, price)
    rows, columns = lattice.rows[cells], lattice.columns[cells]
    sizes = np.array(BEAD_TYPES)[types]
    # The sentences of both sides in a row.
    runs = np.hstack([_run(rows, sizes[:, 0]), _run(columns, sizes[:, 1]) + len(source)])
    shares, kept = matching_marginals(runs, np.exp(np.clip(log_odds, -_MOST, _MOST)), len(source) + len(target))
    deleted = np.concatenate([source, target])
    steps = map(Step, types.tolist(), rows.tolist(), columns.tolist(), cells.tolist())
    figures = shares, kept[runs].max(axis=1), shares * deleted[runs].min(axis=1)
    candidates = [
        Candidate((step,), *own) for step, *own in zip(steps, *(values.tolist() for values in figures), strict=True)
    ]
    return candidates, source * kept[: len(source)], target * kept[len(source) :]


def _pairs_of_deletions(
    lattice: Lattice, scores: BeadScores, path: Sequence[Step], source_count: int, target_count: int
) -> tuple[Indices, Indices, Scores, float]:
    """Return types, cells and gains of the beads of deleted sentences, and to how many places each may have gone."""
    none = np.zeros(0, dtype=np.int64)
    source = {step.row: step.cell for step in path if step.type == SOURCE_DELETION}
    target = {step.column: step.cell for step in path if step.type == TARGET_DELETION}
    if not (source and target):
        return none, none, np.zeros(0), 0.0
    rows_deleted, rows_before, rows_paid = _deletions(source, scores.beads[SOURCE_DELETION], source_count)
    columns_deleted, columns_before, columns_paid = _deletions(target, scores.beads[TARGET_DELETION], target_count)
    cells = np.flatnonzero(rows_deleted[lattice.rows] & columns_deleted[lattice.columns])
    rows, columns = lattice.rows[cells], lattice.columns[cells]
    longest, longest_other = rows_before.max(), columns_before.max()
    types, places, gains = [], [], []
    for number, (m, n) in enumerate(MATCH_TYPES):
        if m > longest or n > longest_other:
            continue
        own = np.flatnonzero((rows_before[rows] >= m) & (columns_before[columns] >= n))
        ends, other_ends = rows[own], columns[own]
        gain = scores.beads[number, cells[own]] - (rows_paid[ends] - rows_paid[ends - m])
        gain -= columns_paid[other_ends] - columns_paid[other_ends - n]
        kept = np.flatnonzero(gain > _LEAST_GAIN)
        types.append(np.full(len(kept), number))
        places.append(cells[own[kept]])
        gains.append(gain[kept])
    reach = len(cells) / math.sqrt(len(source) * len(target))
    return np.concatenate(types), np.concatenate(places), np.concatenate(gains), reach


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


def _in_chains(own: Scores, begins: Indices, ends: Indices, price: float) -> Scores:
    """Return log odds of candidates against their being deleted, all else as likely as can be.

    A chain of candidates, each of which begins in the cell where the one before ends, pays the price once and
    `_NEXT_PRICE` for every further one.

    Args:
        own: Log odds of each by itself, before any price, shape (k,).
        begins: The cell where each begins, shape (k,).
        ends: The cell where each ends, shape (k,).
        price: What a chain pays.
    """
    before, after = np.full(len(own), -np.inf), np.full(len(own), -np.inf)
    to: dict[int, float] = {}
    since: dict[int, float] = {}
    order = np.argsort(ends, kind="stable").tolist()
    values, firsts, lasts = own.tolist(), begins.tolist(), ends.tolist()
    for number in order:
        before[number] = best = to.get(firsts[number], -math.inf)
        chain = values[number] + max(-price, best - _NEXT_PRICE)
        to[lasts[number]] = max(chain, to.get(lasts[number], -math.inf))
    for number in reversed(order):
        after[number] = best = since.get(lasts[number], -math.inf)
        chain = values[number] + max(0.0, best - _NEXT_PRICE)
        since[firsts[number]] = max(chain, since.get(firsts[number], -math.inf))
    with_it = own + np.maximum(-price, before - _NEXT_PRICE) + np.maximum(0, after - _NEXT_PRICE)
    without = np.maximum(0, before) + np.maximum(0, after - price)
    log_odds: Scores = with_it - without
    return log_odds


def matching_marginals(runs: Indices, odds: Scores, count: int) -> tuple[Scores, Scores]:
    """Return the probability of each candidate, and that of each sentence to be in none.

    A set of candidates, none with a sentence of another, weighs the product of their odds. Belief propagation
    (Pearl 1988) adds such sets up; it is exact unless candidates run in circles.

    Args:
        runs: The sentences of each candidate, shape (k, s), the last of a run repeated.
        odds: Of each against its sentences' being in none, shape (k,).
        count: Number of sentences.
    """
    first = np.ones_like(runs, dtype=bool)
    first[:, 1:] = runs[:, 1:] != runs[:, :-1]
    # Probability that a sentence is free for a candidate, as far as all others are concerned.
    free = np.ones(runs.shape)
    for _ in range(_ROUNDS):
        weights = odds * free.prod(axis=1)
        # What each candidate weighs for a sentence of its own, if its other sentences are free.
        asked = np.where(first, weights[:, None] / free, 0)
        sums = np.bincount(runs.ravel(), asked.ravel(), minlength=count)
        free = np.where(first, 1 / (1 + np.maximum(sums[runs] - asked, 0)), 1)
    asked = np.where(first, (odds * free.prod(axis=1))[:, None] / free, 0)
    kept = 1 / (1 + np.bincount(runs.ravel(), asked.ravel(), minlength=count))
    # All sentences of a candidate tell the same of it where the rounds were enough; else the least, so that what
    # each sentence has adds up to no more than 1.
    return np.where(first, asked * kept[runs], np.inf).min(axis=1), kept


def _run(ends: Indices, sizes: Indices) -> Indices:
    """Return the sentences of runs, shape (k, LONGEST_RUN), the last of a short one repeated."""
    run: Indices = ends[:, None] - 1 - np.minimum(np.arange(LONGEST_RUN), sizes[:, None] - 1)
    return run
