"""Alignment of running text: the best monotone path of beads, and the probability of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from bialign.align.corridor import find_corridor
from bialign.align.inference import (
    SOURCE_DELETION,
    TARGET_DELETION,
    BeadScores,
    Posteriors,
    Step,
    best_path,
    deletion_probabilities,
    expected_beads,
    posteriors,
)
from bialign.align.lattice import Lattice, full_lattice, make_lattice
from bialign.align.model import score_beads
from bialign.beads import Bead
from bialign.threads import blas_threads

if TYPE_CHECKING:
    from bialign.align.features import Side
    from bialign.align.model import ModelWeights


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


def align_body(source: Side, target: Side, expected_ratio: float, weights: ModelWeights) -> BodyAlignment:
    """Align two lists of sentences.

    The path is the one with the most beads expected to be right; each bead's score is its probability, summed over
    all paths.

    Args:
        source: n source sentences; may be none.
        target: m target sentences; may be none.
        expected_ratio: See `features.bead_features`.
        weights: The model's weights.
    """
    corridor = find_corridor(source.runs, target.runs)
    lattice = full_lattice(len(source), len(target)) if corridor is None else make_lattice(*corridor)
    with blas_threads(1):
        scores = score_beads(lattice, source, target, expected_ratio, weights)
    found = posteriors(lattice, scores)
    steps = best_path(lattice, expected_beads(lattice, found))
    return BodyAlignment(
        source, target, expected_ratio, _beads(lattice, found, steps), tuple(steps), lattice, scores, found
    )


def _beads(lattice: Lattice, found: Posteriors, steps: list[Step]) -> tuple[Bead, ...]:
    source_deleted, target_deleted = deletion_probabilities(lattice, found)
    beads = []
    for step in steps:
        m, n = step.shape
        if step.type == SOURCE_DELETION:
            probability = source_deleted[step.row - 1]
        elif step.type == TARGET_DELETION:
            probability = target_deleted[step.column - 1]
        else:
            probability = found.match[step.type, step.cell]
        beads.append(
            Bead(
                range(step.row - m, step.row),
                range(step.column - n, step.column),
                score=round(min(max(float(probability), 0.0), 1.0), 4),
            )
        )
    return tuple(beads)
