"""Forward-backward, best path and most expected correct beads over a lattice of scored beads.

The model is a semi-Markov conditional random field (Sarawagi and Cohen 2004): a path's weight is the exponential of
the sum of its beads' scores. Deleted sentences are beads of their own; one that follows another on the same side
scores `extend` more, one of the target that follows one of the source `switch` more. A source deletion never follows
a target deletion, because the order of deletions on two sides means nothing and must not be counted twice.

Where both sides have n lines, paths that go line by line weigh n^`parallel` times more: they pair sentences with
those of the line in the same place, or delete both. Many texts are translated line by line, and the more of them are
seen to be, the less likely are merged ones among them. What such a path leaves out on both sides makes it grow less,
by e^`LEFT_OUT` for each place. Of a long text each piece counts by itself.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import attrs
import numpy as np
from numpy.typing import NDArray

from bialign.align.compiled_paths import find_best_paths, find_probabilities
from bialign.align.steps import BEAD_TYPES, SOURCE_DELETION, TARGET_DELETION, Step
from bialign.compiled.loading import load_library

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bialign.align.lattice import Lattice

Indices = NDArray[np.int64]
Scores = NDArray[np.float64]

IMPOSSIBLE = -1e30
"""The score of what cannot be: finite, so that sums of impossibles need no care."""

LEFT_OUT = -0.5
"""Added, in paths that go line by line, for each place that is left out on both sides; without it, free translations
amid one-to-one text may be."""

# What a predicted bead costs against its probability: half of an F1 of 0.9. Where many ways are as likely, a large
# bead that is right in none would cost the least: what is hardly likely costs much.
_COST = 0.45
_HARDLY_LIKELY, _COST_OF_HARDLY_LIKELY = 0.01, 10.0


@attrs.frozen(eq=False)
class BeadScores:
    """Scores of all beads of a lattice, by the cell where they end; `IMPOSSIBLE` where there is no such bead.

    Attributes:
        beads: By `BEAD_TYPES`, shape (types, c).
        extend: Added when a deletion follows one on the same side.
        switch: Added when a target deletion follows a source deletion.
        parallel: Added, times the logarithm of `parallel_sizes`, to every path that goes line by line and leaves
            nothing out.
    """

    beads: Scores
    extend: float
    switch: float
    parallel: float = 0.0


@attrs.frozen(eq=False)
class Posteriors:
    """Probabilities of all beads of a lattice, by the cell where they end.

    Attributes:
        beads: By `BEAD_TYPES`, shape (types, c), in [0, 1].
        extends: Expected number of deletions that follow one on the same side, shape (texts,): of each text, or of
            each piece of a long one.
        switches: Expected number of target deletions that follow a source deletion, shape (texts,).
        log_total: Logarithm of the sum of all paths' weights, shape (texts,).
        parallel: Probability that the path goes line by line, less that of such paths by chance, shape (texts,).
    """

    beads: Scores
    extends: Scores
    switches: Scores
    log_total: Scores
    parallel: Scores


# The first four of `Posteriors`, of a model without `parallel`.
Sums: TypeAlias = tuple[Scores, Scores, Scores, Scores]

# The last two types of any lattice.
_DELETIONS = (-2, -1)
# Added to sums of exponentials, so that the logarithm of 0 is only very low.
_TINY = 1e-300
# Scores whose exponentials may be multiplied as they are: that of a bead and what is added to it.
_MOST = 100
# Cells whose probabilities are worked out together.
_CELLS = 65536


def _kinds(types: int) -> Indices:
    """Tell of each bead type whether it is a match, 0, a source deletion, 1, or a target deletion, 2."""
    return np.array([0] * (types - 2) + [1, 2])


def _following(scores: BeadScores) -> Scores:
    """Return what is added when a bead of each kind (rows) follows one of each type, shape (3, types)."""
    source, target = _DELETIONS
    added = np.zeros((3, len(scores.beads)))
    added[1, source] = added[2, target] = scores.extend
    added[1, target] = IMPOSSIBLE
    added[2, source] = scores.switch
    return added


def _log_sums(values: Scores, factors: Scores) -> Scores:
    """Return logarithms of sums of exponentials times factors: (types, w) and (3, types) to (3, w)."""
    top = np.maximum.reduce(values, axis=0)
    values -= top
    sums: Scores = np.dot(factors, np.exp(values, out=values))
    sums += _TINY
    np.log(sums, out=sums)
    sums += top
    return sums


def _forward(lattice: Lattice, scores: BeadScores) -> Scores:
    """Return for each cell, and for none, the log weights of paths to it, by the kind of the bead that follows.

    Returns:
        Shape (3, c + 1); the last column is `IMPOSSIBLE`.
    """
    cells = len(lattice)
    ready = np.full((3, cells + 1), IMPOSSIBLE)
    ready[:, lattice.firsts] = 0.0
    flat = ready.ravel()
    offsets = (_kinds(len(scores.beads)) * (cells + 1))[:, None]
    factors = np.exp(_following(scores))
    for first, last in pairwise(lattice.diagonals[1:].tolist()):
        paths = flat.take(lattice.origins[:, first:last] + offsets)
        paths += scores.beads[:, first:last]
        ready[:, first:last] = _log_sums(paths, factors)
    return ready


def _backward(lattice: Lattice, scores: BeadScores) -> Scores:
    """Return for each bead, and for none, the log weights of paths that begin with it, its own score among them.

    Returns:
        Shape (types, c + 1); the last column is `IMPOSSIBLE`.
    """
    cells = len(lattice)
    types = len(scores.beads)
    kinds = _kinds(types)
    onward = np.full((types, cells + 1), IMPOSSIBLE)
    flat = onward.ravel()
    offsets = (np.arange(types) * (cells + 1))[:, None]
    ends = np.full(cells, IMPOSSIBLE)
    ends[lattice.lasts] = 0.0
    # What follows a bead of each kind: a bead of some type, or the end.
    factors = np.ones((3, types + 1))
    factors[:, :types] = np.exp(_following(scores)[kinds][:, [0, *_DELETIONS]].T)
    for last, first in pairwise(lattice.diagonals[::-1].tolist()):
        paths = np.empty((types + 1, last - first))
        np.take(flat, lattice.nexts[:, first:last] + offsets, out=paths[:types], mode="clip")
        paths[types] = ends[first:last]
        np.add(scores.beads[:, first:last], _log_sums(paths, factors)[kinds], out=onward[:, first:last])
    return onward


def posteriors(lattice: Lattice, scores: BeadScores) -> Posteriors:
    """Run forward-backward."""
    library = load_library()
    found = library and find_probabilities(library, lattice, scores, most=_MOST, left_out=LEFT_OUT)
    return Posteriors(*found) if found else _posteriors_by_logarithms(lattice, scores)


def _posteriors_by_logarithms(lattice: Lattice, scores: BeadScores) -> Posteriors:
    """Run forward-backward on scores of any size, diagonal by diagonal, where nothing is compiled."""
    every = _sum_logarithms(lattice, scores)
    sizes = parallel_sizes(lattice)
    if not sizes.any():
        return Posteriors(*every, np.zeros_like(every[3]))
    parallel = lattice.parallel
    own_scores = attrs.evolve(scores, beads=scores.beads[list(parallel.types)], switch=scores.switch + LEFT_OUT)
    own = _sum_logarithms(parallel.lattice, own_scores)
    log_shares = np.where(sizes > 0, np.minimum(own[3] - every[3], 0.0), -np.inf)
    gains = scores.parallel * np.log(np.maximum(sizes, 1))
    return _let_grow(lattice, every, own, parallel.types, log_shares=log_shares, gains=gains)


def _let_grow(
    lattice: Lattice, every: Sums, own: Sums, types: Sequence[int], *, log_shares: Scores, gains: Scores
) -> Posteriors:
    """Let some paths of each text weigh e^gain times more.

    They had the share s of all paths' weight, which grows by the factor g = 1 - s + s e^gain; their share is then
    s' = s e^gain / g. What is expected over all paths becomes g times less, and (s' - s / g) times what is expected
    over these alone is added to it.

    Args:
        lattice: The cells.
        every: What is expected over all paths; its beads are overwritten.
        own: What is expected over these paths alone.
        types: What the bead types of `own` are in `every`.
        log_shares: Logarithm of s, shape (texts,).
        gains: Shape (texts,).
    """
    beads, extends, switches, log_total = every
    log_growth = np.logaddexp(np.log(np.maximum(-np.expm1(log_shares), _TINY)), log_shares + gains)
    kept, shares = np.exp(-log_growth), np.exp(log_shares + gains - log_growth)
    added = shares - np.exp(log_shares - log_growth)
    there = added != 0
    beads *= kept[lattice.owners] if len(kept) > 1 else kept[0]
    cells = np.flatnonzero(there[lattice.owners])
    for number, found in zip(types, own[0], strict=True):
        beads[number, cells] += found[cells] * added[lattice.owners[cells]]
    extends, switches = kept * extends, kept * switches
    extends[there] += (added * own[1])[there]
    switches[there] += (added * own[2])[there]
    return Posteriors(np.maximum(beads, 0.0, out=beads), extends, switches, log_total + log_growth, shares)


def parallel_sizes(lattice: Lattice) -> Indices:
    """Return each text's number of lines, or each piece's of a long one, 0 where the sides have not as many."""
    source, target = lattice.line_sizes
    return np.where(source == target, source, 0)


def _sum_logarithms(lattice: Lattice, scores: BeadScores) -> Sums:
    """Run forward-backward on all paths alike, in logarithms."""
    cells = len(lattice)
    ready, onward = _forward(lattice, scores), _backward(lattice, scores)
    totals = ready[0, lattice.lasts]
    total = totals[lattice.owners]
    # Paths that end with a deletion, and beside it those that go on with another.
    deletions = list(_DELETIONS)
    origins = lattice.origins[deletions]
    ended = np.full((2, cells + 1), IMPOSSIBLE)
    ended[0, :cells] = ready[1, origins[0]] + scores.beads[-2]
    ended[1, :cells] = ready[2, origins[1]] + scores.beads[-1]
    going_on = onward[deletions, :cells] - total
    extends = np.exp(ended[[[0], [1]], origins] + going_on + scores.extend).sum(axis=0)
    switches = np.exp(ended[0, origins[1]] + going_on[1] + scores.switch)
    # In place and piece by piece: of a long text this is the largest array.
    beads = onward[:, :cells]
    flat, offsets = ready.ravel(), (_kinds(len(beads)) * (cells + 1))[:, None]
    for first in range(0, cells, _CELLS):
        piece = beads[:, first : first + _CELLS]
        piece += flat.take(lattice.origins[:, first : first + _CELLS] + offsets)
        piece -= total[first : first + _CELLS]
        np.exp(piece, out=piece)
    return beads, sum_by_text(lattice, extends), sum_by_text(lattice, switches), totals


def merge_scores(parts: Sequence[BeadScores], numbers: Sequence[Indices]) -> BeadScores:
    """Put the scores of several texts into one, for `lattice.merge_lattices`.

    Args:
        parts: Scores that differ in `beads` alone.
        numbers: What each text's cells are in the merged lattice.
    """
    beads = np.empty((len(BEAD_TYPES), sum(map(len, numbers))))
    for part, own in zip(parts, numbers, strict=True):
        beads[:, own] = part.beads
    return attrs.evolve(parts[0], beads=beads)


def split_posteriors(found: Posteriors, numbers: Sequence[Indices]) -> list[Posteriors]:
    """Return each text's part of what was found in a merged lattice."""
    return [
        Posteriors(
            found.beads[:, own],
            found.extends[[text]],
            found.switches[[text]],
            found.log_total[[text]],
            found.parallel[[text]],
        )
        for text, own in enumerate(numbers)
    ]


def sum_by_text(lattice: Lattice, values: Scores) -> Scores:
    """Sum values over the cells of each text: (c,) to (texts,)."""
    sums: Scores = np.bincount(lattice.owners, values, minlength=len(lattice.lasts)).astype(np.float64)
    return sums


def expected_beads(lattice: Lattice, found: Posteriors) -> BeadScores:
    """Turn probabilities into scores whose best path has about the greatest expected F1.

    F1 is 2 c / (p + g) for c correct ones of p predicted and g gold beads, so a bead gains its probability and costs
    half the F1 that is reached (cf. Nan Ye et al. 2012, "Optimizing F-measure"). A deletion is right wherever on the
    other side it is placed, so it counts by the sum over all places.
    """
    beads = found.beads - _COST
    beads[found.beads < _HARDLY_LIKELY] -= _COST_OF_HARDLY_LIKELY
    # Row 0 has no sentence above: its index -1 finds the entry that is appended.
    source, target = (np.append(side, 0.0) - _COST for side in deletion_probabilities(lattice, found))
    beads[SOURCE_DELETION], beads[TARGET_DELETION] = source[lattice.rows - 1], target[lattice.columns - 1]
    beads[lattice.origins == len(lattice)] = IMPOSSIBLE
    return BeadScores(beads, extend=0.0, switch=0.0)


def deletion_probabilities(lattice: Lattice, found: Posteriors) -> tuple[Scores, Scores]:
    """Return for each source and each target sentence the probability that it is deleted, shape (n,) and (m,)."""
    n, m = int(lattice.rows.max()), int(lattice.columns.max())
    source: Scores = np.bincount(lattice.rows, found.beads[SOURCE_DELETION], minlength=n + 1)[1:].astype(np.float64)
    target: Scores = np.bincount(lattice.columns, found.beads[TARGET_DELETION], minlength=m + 1)[1:].astype(
        np.float64
    )
    return source, target


def best_paths(lattice: Lattice, scores: BeadScores) -> list[list[Step]]:
    """Return the path of the greatest weight (Viterbi) of each text, or of each piece of a long one.

    What `scores.parallel` says is not looked at: expected beads know it from their probabilities.
    """
    library = load_library()
    if library is None:
        paths = walk_diagonals(lattice, scores)
    else:
        paths = find_best_paths(library, lattice, scores.beads, scores.extend, scores.switch)
    return [
        [Step(number, int(lattice.rows[cell]), int(lattice.columns[cell]), cell) for number, cell in path]
        for path in paths
    ]


def walk_diagonals(lattice: Lattice, scores: BeadScores) -> list[list[tuple[int, int]]]:
    """Return the types of the beads of each text's best path, and the cells where they end, in numpy."""
    cells = len(lattice)
    ready = np.full((3, cells + 1), IMPOSSIBLE)
    ready[:, lattice.firsts] = 0.0
    flat = ready.ravel()
    kinds = _kinds(len(scores.beads))
    offsets = (kinds * (cells + 1))[:, None]
    following = _following(scores)
    for first, last in pairwise(lattice.diagonals[1:].tolist()):
        paths = flat.take(lattice.origins[:, first:last] + offsets)
        paths += scores.beads[:, first:last]
        np.maximum.reduce(paths + following[:, :, None], axis=1, out=ready[:, first:last])

    def path_to(cell: int) -> list[tuple[int, int]]:
        steps: list[tuple[int, int]] = []
        kind = 0
        first = lattice.firsts[lattice.owners[cell]]
        while cell != first:
            paths = flat[lattice.origins[:, cell] + offsets[:, 0]] + scores.beads[:, cell] + following[kind]
            best = int(paths.argmax())
            steps.append((best, cell))
            cell, kind = int(lattice.origins[best, cell]), int(kinds[best])
        return steps[::-1]

    return [path_to(cell) for cell in lattice.lasts.tolist()]
