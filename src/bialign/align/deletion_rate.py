"""How often sentences are left out: told by the text itself, where it is long enough.

The weights are those of news, where one bead in eight or so begins a stretch of deleted sentences. Many texts are
translated more fully, and there a sentence that means little of what another says is still a part of its translation.
Where a text's own probabilities tell that its stretches are rarer, all of them become less likely, and so on, as in
expectation maximisation (Dempster, Laird and Rubin 1977). None become likelier: what has no counterpart in its place
may have moved.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

import attrs

from bialign.align.inference import posteriors
from bialign.align.steps import SOURCE_DELETION, TARGET_DELETION

if TYPE_CHECKING:
    from bialign.align.inference import BeadScores, Posteriors
    from bialign.align.lattice import Lattice

# Stretches of deletions by bead in what the weights were learnt from, and how many beads' worth of belief in it.
_USUAL_RATE, _BELIEF = 0.12, 100
# How much more scores change than the logarithm of the rate: what is uncertain is expected too often.
_SHARPNESS = 2.0
# Smaller changes are not worth working out everything anew; larger ones soon settle.
_WORTHWHILE, _ROUNDS = 0.3, 3


def fit_deletions(lattice: Lattice, scores: BeadScores, found: Posteriors) -> tuple[BeadScores, Posteriors]:
    """Let the deletions of a text be as rare as it tells.

    Args:
        lattice: The cells of one text.
        scores: The scores of its beads; those of deletions are changed in place, since long texts have many.
        found: Their probabilities.

    Returns:
        Scores and probabilities; the same ones where deletions are not clearly rarer than in news.
    """
    added = 0.0
    for _ in range(_ROUNDS):
        change = min(_SHARPNESS * log(_stretch_rate(found) / _USUAL_RATE), 0.0) - added
        if abs(change) < _WORTHWHILE:
            break
        added += change
        scores.beads[[SOURCE_DELETION, TARGET_DELETION]] += change
        # A deletion that follows another is none of a stretch of its own.
        scores = attrs.evolve(scores, extend=scores.extend - change)
        found = posteriors(lattice, scores)
    return scores, found


def _stretch_rate(found: Posteriors) -> float:
    """Return how many of a text's beads are expected to begin a stretch of deletions, where a stretch is one bead."""
    following = float(found.extends.sum())
    stretches = float(found.beads[[SOURCE_DELETION, TARGET_DELETION]].sum()) - following
    beads = float(found.beads.sum()) - following
    return (stretches + _BELIEF * _USUAL_RATE) / (beads + _BELIEF)
