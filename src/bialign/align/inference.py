"""Forward-backward, best path and most expected correct beads over a lattice of scored beads.

The model is a semi-Markov conditional random field (Sarawagi and Cohen 2004): a path's weight is the exponential of
the sum of its beads' scores. Deleted sentences are beads of their own; one that follows another on the same side
scores `extend` more, one of the target that follows one of the source `switch` more. A source deletion never follows
a target deletion, because the order of deletions on two sides means nothing and must not be counted twice.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import attrs
import numpy as np
from numpy.typing import NDArray

from bialign.align.lattice import MATCH_TYPES, Lattice

if TYPE_CHECKING:
    from collections.abc import Sequence

Indices = NDArray[np.int64]
Scores = NDArray[np.float64]

IMPOSSIBLE = -1e30
"""The score of what cannot be: finite, so that sums of impossibles need no care."""

# What a predicted bead costs against its probability: half of an F1 of 0.9.
_COST = 0.45


@attrs.frozen(eq=False)
class BeadScores:
    """Scores of all beads of a lattice, by the cell where they end; `IMPOSSIBLE` where there is no such bead.

    Attributes:
        match: Shape (match types, c).
        source_deletion: Score of deleting the source sentence above the cell, shape (c,).
        target_deletion: Score of deleting the target sentence left of the cell, shape (c,).
        extend: Added when a deletion follows one on the same side.
        switch: Added when a target deletion follows a source deletion.
    """

    match: Scores
    source_deletion: Scores
    target_deletion: Scores
    extend: float
    switch: float


@attrs.frozen(eq=False)
class Posteriors:
    """Probabilities of all beads of a lattice, by the cell where they end.

    Attributes:
        match: Shape (match types, c), in [0, 1].
        source_deletion: Shape (c,); of all places where the source sentence may be deleted.
        target_deletion: Shape (c,).
        extends: Expected number of deletions that follow one on the same side, shape (texts,).
        switches: Expected number of target deletions that follow a source deletion, shape (texts,).
        log_total: Logarithm of the sum of all paths' weights, shape (texts,).
    """

    match: Scores
    source_deletion: Scores
    target_deletion: Scores
    extends: Scores
    switches: Scores
    log_total: Scores


def _log_sum(values: Scores) -> Scores:
    """Return the logarithm of the sum of exponentials over the first axis."""
    top = np.maximum.reduce(values, axis=0)
    total: Scores = np.log(np.add.reduce(np.exp(values - top), axis=0))
    total += top
    return total


def _forward(lattice: Lattice, scores: BeadScores) -> tuple[Scores, Scores, Scores, Scores]:
    """Return for each cell, and `IMPOSSIBLE` for none, the log weights of paths to it: all, and by the last bead."""
    cells = len(lattice)
    every, match, source, target = (np.full(cells + 1, IMPOSSIBLE) for _ in range(4))
    every[lattice.firsts] = match[lattice.firsts] = 0.0
    for first, last in pairwise(lattice.diagonals[1:].tolist()):
        here = slice(first, last)
        above, left = lattice.above[here], lattice.left[here]
        match[here] = _log_sum(every[lattice.origins[:, here]] + scores.match[:, here])
        source[here] = scores.source_deletion[here] + np.logaddexp(match[above], source[above] + scores.extend)
        target[here] = scores.target_deletion[here] + np.logaddexp(
            np.logaddexp(match[left], target[left] + scores.extend), source[left] + scores.switch
        )
        every[here] = np.logaddexp(np.logaddexp(match[here], source[here]), target[here])
    return every, match, source, target


def _backward(lattice: Lattice, scores: BeadScores) -> tuple[Scores, Scores, Scores]:
    """Return for each cell, and `IMPOSSIBLE` for none, the log weights of paths to the end, by the bead before."""
    cells = len(lattice)
    after_match, after_source, after_target = (np.full(cells + 1, IMPOSSIBLE) for _ in range(3))
    ends = np.full(cells, IMPOSSIBLE)
    ends[lattice.lasts] = 0.0
    match_scores = np.concatenate([scores.match, np.full((len(scores.match), 1), IMPOSSIBLE)], axis=1)
    types = np.arange(len(match_scores))[:, None]
    source_scores = np.append(scores.source_deletion, IMPOSSIBLE)
    target_scores = np.append(scores.target_deletion, IMPOSSIBLE)
    for last, first in pairwise(lattice.diagonals[::-1].tolist()):
        here = slice(first, last)
        nexts, below, right = lattice.nexts[:, here], lattice.below[here], lattice.right[here]
        match = np.logaddexp(_log_sum(after_match[nexts] + match_scores[types, nexts]), ends[here])
        source = after_source[below] + source_scores[below]
        target = after_target[right] + target_scores[right]
        after_match[here] = np.logaddexp(match, np.logaddexp(source, target))
        after_source[here] = np.logaddexp(match, np.logaddexp(source + scores.extend, target + scores.switch))
        after_target[here] = np.logaddexp(match, target + scores.extend)
    return after_match, after_source, after_target


def posteriors(lattice: Lattice, scores: BeadScores) -> Posteriors:
    """Run forward-backward."""
    every, _, source, target = _forward(lattice, scores)
    after_match, after_source, after_target = _backward(lattice, scores)
    totals = every[lattice.lasts]
    total = totals[lattice.owners]
    cells = slice(0, len(lattice))
    source_after = scores.source_deletion + after_source[cells] - total
    target_after = scores.target_deletion + after_target[cells] - total
    # In place: of a long text this is the largest array.
    match = every[lattice.origins]
    match += scores.match
    match += after_match[cells] - total
    np.exp(match, out=match)
    return Posteriors(
        match=match,
        source_deletion=np.exp(source[cells] + after_source[cells] - total),
        target_deletion=np.exp(target[cells] + after_target[cells] - total),
        extends=sum_by_text(
            lattice,
            np.exp(source[lattice.above] + scores.extend + source_after)
            + np.exp(target[lattice.left] + scores.extend + target_after),
        ),
        switches=sum_by_text(lattice, np.exp(source[lattice.left] + scores.switch + target_after)),
        log_total=totals,
    )


def merge_scores(parts: Sequence[BeadScores], numbers: Sequence[Indices]) -> BeadScores:
    """Put the scores of several texts into one, for `lattice.merge_lattices`.

    Args:
        parts: Scores with the same `extend` and `switch`.
        numbers: What each text's cells are in the merged lattice.
    """
    total = sum(map(len, numbers))
    match, source, target = np.empty((len(MATCH_TYPES), total)), np.empty(total), np.empty(total)
    for part, own in zip(parts, numbers, strict=True):
        match[:, own], source[own], target[own] = part.match, part.source_deletion, part.target_deletion
    return BeadScores(match, source, target, parts[0].extend, parts[0].switch)


def split_posteriors(found: Posteriors, numbers: Sequence[Indices]) -> list[Posteriors]:
    """Return each text's part of what was found in a merged lattice."""
    return [
        Posteriors(
            match=found.match[:, own],
            source_deletion=found.source_deletion[own],
            target_deletion=found.target_deletion[own],
            extends=found.extends[[text]],
            switches=found.switches[[text]],
            log_total=found.log_total[[text]],
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
    # Row 0 has no sentence above: its index -1 finds the entry that is appended.
    source, target = (np.append(side, 0.0) for side in deletion_probabilities(lattice, found))
    cells = len(lattice)
    match = found.match - _COST
    match[lattice.origins == cells] = IMPOSSIBLE
    return BeadScores(
        match=match,
        source_deletion=np.where(lattice.above < cells, source[lattice.rows - 1] - _COST, IMPOSSIBLE),
        target_deletion=np.where(lattice.left < cells, target[lattice.columns - 1] - _COST, IMPOSSIBLE),
        extend=0.0,
        switch=0.0,
    )


def deletion_probabilities(lattice: Lattice, found: Posteriors) -> tuple[Scores, Scores]:
    """Return for each source and each target sentence the probability that it is deleted, shape (n,) and (m,)."""
    n, m = int(lattice.rows[-1]), int(lattice.columns[-1])
    source: Scores = np.bincount(lattice.rows, found.source_deletion, minlength=n + 1)[1:].astype(np.float64)
    target: Scores = np.bincount(lattice.columns, found.target_deletion, minlength=m + 1)[1:].astype(np.float64)
    return source, target


# What `Step.type` says of deletions; other values index `MATCH_TYPES`.
SOURCE_DELETION = -1
TARGET_DELETION = -2


@attrs.frozen
class Step:
    """A bead of a path.

    Attributes:
        type: Index into `MATCH_TYPES`, or `SOURCE_DELETION` or `TARGET_DELETION`.
        row: Number of source sentences up to its end.
        column: Number of target sentences up to its end.
        cell: The cell where it ends.
    """

    type: int
    row: int
    column: int
    cell: int

    @property
    def shape(self) -> tuple[int, int]:
        """Numbers of source and target sentences."""
        if self.type == SOURCE_DELETION:
            return 1, 0
        if self.type == TARGET_DELETION:
            return 0, 1
        return MATCH_TYPES[self.type]


def best_paths(lattice: Lattice, scores: BeadScores) -> list[list[Step]]:
    """Return each text's path of the greatest weight (Viterbi)."""
    cells = len(lattice)
    match, source, target = (np.full(cells + 1, IMPOSSIBLE) for _ in range(3))
    every = np.full(cells + 1, IMPOSSIBLE)
    every[lattice.firsts] = match[lattice.firsts] = 0.0
    match_type = np.zeros(cells, dtype=np.int64)
    for first, last in pairwise(lattice.diagonals[1:].tolist()):
        here = slice(first, last)
        above, left = lattice.above[here], lattice.left[here]
        candidates = every[lattice.origins[:, here]] + scores.match[:, here]
        match_type[here] = candidates.argmax(axis=0)
        match[here] = np.maximum.reduce(candidates, axis=0)
        source[here] = scores.source_deletion[here] + np.maximum(match[above], source[above] + scores.extend)
        target[here] = scores.target_deletion[here] + np.maximum(
            np.maximum(match[left], target[left] + scores.extend), source[left] + scores.switch
        )
        every[here] = np.maximum(np.maximum(match[here], source[here]), target[here])

    def path_to(cell: int) -> list[Step]:
        steps: list[Step] = []
        values = [match[cell], source[cell], target[cell]]
        while lattice.rows[cell] or lattice.columns[cell]:
            state = int(np.argmax(values))
            row, column = int(lattice.rows[cell]), int(lattice.columns[cell])
            if state == 0:
                kind = int(match_type[cell])
                steps.append(Step(kind, row, column, cell))
                cell = int(lattice.origins[kind, cell])
                values = [match[cell], source[cell], target[cell]]
            elif state == 1:
                steps.append(Step(SOURCE_DELETION, row, column, cell))
                cell = int(lattice.above[cell])
                values = [match[cell], source[cell] + scores.extend, IMPOSSIBLE]
            else:
                steps.append(Step(TARGET_DELETION, row, column, cell))
                cell = int(lattice.left[cell])
                values = [match[cell], source[cell] + scores.switch, target[cell] + scores.extend]
        return steps[::-1]

    return [path_to(cell) for cell in lattice.lasts.tolist()]
