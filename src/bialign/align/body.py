"""Alignment of running text: the best monotone path of beads, and the probability of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from bialign.align.compiled.loading import load_library
from bialign.align.corridor import find_corridor
from bialign.align.inference import (
    BeadScores,
    Posteriors,
    Step,
    best_paths,
    deletion_probabilities,
    expected_beads,
    merge_scores,
    posteriors,
    split_posteriors,
)
from bialign.align.lattice import (
    SOURCE_DELETION,
    TARGET_DELETION,
    Lattice,
    full_lattice,
    make_long_lattice,
    merge_lattices,
)
from bialign.align.scoring import score_beads
from bialign.beads import Bead

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bialign.align.features import Side
    from bialign.align.model import ModelWeights


# Cells of the lattices that are worked out together where nothing is compiled: many enough that loops over diagonals
# cost little, few enough for the processor's cache.
_GROUP_CELLS = 32768


@attrs.frozen(eq=False)
class BodyAlignment:
    """The beads of two lists of sentences, and all that led to them.

    Attributes:
        source: The source side's features.
        target: The target side's features.
        expected_ratio: See `features.bead_features`.
        beads: In order of the path; indices count sentences from 0.
        steps: The path, a step for each bead.
        lattice: The cells that were looked at.
        scores: The score of each possible bead.
        found: The probability of each possible bead.
    """

    source: Side
    target: Side
    expected_ratio: float
    beads: tuple[Bead, ...]
    steps: tuple[Step, ...]
    lattice: Lattice
    scores: BeadScores
    found: Posteriors


def align_bodies(
    pairs: Iterable[tuple[Side, Side, float]], weights: ModelWeights, *, threads: int
) -> Iterator[BodyAlignment]:
    """Align pairs of lists of sentences.

    Each path is the one with the most beads expected to be right; each bead's score is its probability, summed over
    all paths.

    Args:
        pairs: For each pair n source sentences, m target sentences, and the `expected_ratio` of
            `features.bead_features`. There may be no sentences.
        weights: The model's weights.
        threads: Threads that share the work on a long text.

    Yields:
        An alignment for each pair, in order.
    """
    group: list[_Scored] = []
    cells = 0
    most = _GROUP_CELLS if load_library() is None else 0
    for source, target, ratio in pairs:
        corridor = find_corridor(source.runs, target.runs)
        if corridor is None:
            lattice = full_lattice(len(source), len(target))
        else:
            lattice = make_long_lattice(corridor.lows, corridor.highs, corridor.cuts)
        scores = score_beads(lattice, source, target, ratio, weights, threads=threads)
        if group and (corridor is not None or cells + len(lattice) > most):
            yield from _decode(group)
            group, cells = [], 0
        group.append(_Scored(source, target, ratio, lattice, scores))
        # A long text is in pieces already, and stays alone.
        cells += len(lattice) if corridor is None else _GROUP_CELLS
    yield from _decode(group)


@attrs.frozen(eq=False)
class _Scored:
    """Two lists of sentences whose beads have scores."""

    source: Side
    target: Side
    expected_ratio: float
    lattice: Lattice
    scores: BeadScores


def _decode(group: Sequence[_Scored]) -> Iterator[BodyAlignment]:
    """Find the probabilities and the best path of each."""
    if len(group) == 1:
        lattice, found = group[0].lattice, posteriors(group[0].lattice, group[0].scores)
        steps = [step for piece in best_paths(lattice, expected_beads(lattice, found)) for step in piece]
        yield _make(group[0], found, steps)
    elif group:
        lattices = [scored.lattice for scored in group]
        merged, numbers = merge_lattices(lattices)
        every = split_posteriors(posteriors(merged, merge_scores([own.scores for own in group], numbers)), numbers)
        expected = [expected_beads(lattice, found) for lattice, found in zip(lattices, every, strict=True)]
        paths = best_paths(merged, merge_scores(expected, numbers))
        for scored, found, own, path in zip(group, every, numbers, paths, strict=True):
            steps = [attrs.evolve(step, cell=int(np.searchsorted(own, step.cell))) for step in path]
            yield _make(scored, found, steps)


def _make(scored: _Scored, found: Posteriors, steps: Sequence[Step]) -> BodyAlignment:
    return BodyAlignment(
        scored.source,
        scored.target,
        scored.expected_ratio,
        _beads(scored.lattice, found, steps),
        tuple(steps),
        scored.lattice,
        scored.scores,
        found,
    )


def _beads(lattice: Lattice, found: Posteriors, steps: Sequence[Step]) -> tuple[Bead, ...]:
    source_deleted, target_deleted = deletion_probabilities(lattice, found)
    beads = []
    for step in steps:
        m, n = step.shape
        if step.type == SOURCE_DELETION:
            probability = source_deleted[step.row - 1]
        elif step.type == TARGET_DELETION:
            probability = target_deleted[step.column - 1]
        else:
            probability = found.beads[step.type, step.cell]
        beads.append(
            Bead(
                range(step.row - m, step.row),
                range(step.column - n, step.column),
                score=round(min(max(float(probability), 0.0), 1.0), 4),
            )
        )
    return tuple(beads)
