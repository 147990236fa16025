"""How often sentences are left out, as long texts tell themselves."""

import numpy as np
import pytest

from bialign import Aligner
from bialign.align.deletion_rate import fit_deletions
from bialign.align.inference import IMPOSSIBLE, BeadScores, posteriors
from bialign.align.lattice import full_lattice
from bialign.align.steps import SOURCE_DELETION, TARGET_DELETION
from bialign.evaluation import evaluate, load_corpus, perturb
from bialign.evaluation.perturbation import Perturbation

DELETIONS = [SOURCE_DELETION, TARGET_DELETION]


def one_to_one_lines(pairs):
    return [
        (pair.gold.source_text(bead), pair.gold.target_text(bead))
        for pair in pairs
        for bead in pair.gold
        if bead.type == "1-1" and bead.kind == "body"
    ]


def long_scores(size, deletion, matched=3.0):
    """Return a square lattice whose diagonal is likely, and scores with so much for each deletion."""
    lattice = full_lattice(size, size)
    beads = np.where(lattice.origins < len(lattice), -6.0, IMPOSSIBLE)
    beads[0, (lattice.rows == lattice.columns) & (lattice.rows > 0)] = matched
    beads[DELETIONS] += 6 + deletion
    return lattice, BeadScores(beads, extend=0.5, switch=0.25)


def test_a_long_text_that_leaves_nothing_out_is_aligned_without_deletions():
    lines = one_to_one_lines(load_corpus("newsroom"))
    gold = perturb(lines, seed=1, level=Perturbation(joins=0.25, recuts=0.05), id="long")
    found = Aligner().align_fragments(gold.source, gold.target, id="long")
    assert [bead for bead in found if bead.is_deletion] == []
    assert evaluate([gold], [found]).metrics()["strict_f1"] > 0.99


@pytest.mark.parametrize("deletion", [-4.0, -2.5])
def test_rare_deletions_become_rarer_together(deletion):
    lattice, scores = long_scores(150, deletion)
    beads, found = scores.beads.copy(), posteriors(lattice, scores)
    fitted, fitted_found = fit_deletions(lattice, scores, found)
    assert fitted_found.beads[DELETIONS].sum() < found.beads[DELETIONS].sum()
    possible = lattice.origins[DELETIONS] < len(lattice)
    change = (fitted.beads - beads)[DELETIONS][possible]
    assert change.max() < -0.3
    assert np.ptp(change) < 1e-9
    # However many sentences a stretch has, it loses as much.
    assert fitted.extend - scores.extend == pytest.approx(-change[0])
    assert fitted.switch == scores.switch


def test_nothing_changes_in_short_texts_and_where_much_is_left_out():
    for size, deletion in ((12, -4.0), (150, 3.5)):
        lattice, scores = long_scores(size, deletion)
        beads, found = scores.beads.copy(), posteriors(lattice, scores)
        assert fit_deletions(lattice, scores, found) == (scores, found)
        assert (scores.beads == beads).all()
