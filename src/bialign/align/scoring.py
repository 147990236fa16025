"""The scores that the aligner's weights give to the beads of a lattice."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from bialign.align.blocks import Block, make_blocks, pick
from bialign.align.compiled_scores import score_block
from bialign.align.features import bead_features, weighted
from bialign.align.inference import IMPOSSIBLE, BeadScores
from bialign.align.model import SEQUENCE_FEATURES
from bialign.align.steps import BEAD_TYPES, MATCH_TYPES
from bialign.compiled.loading import load_library
from bialign.threads import one_blas_thread

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bialign.align.features import Side
    from bialign.align.lattice import Lattice
    from bialign.align.model import ModelWeights


def score_beads(
    lattice: Lattice,
    source: Side,
    target: Side,
    expected_ratio: float,
    weights: ModelWeights,
    *,
    threads: int,
) -> BeadScores:
    """Score every bead of a lattice, the blocks of a long one on several threads."""
    beads = np.empty((len(BEAD_TYPES), len(lattice)))

    library = load_library()
    score_with = add_up_features if library is None else partial(score_block, library, impossible=IMPOSSIBLE)

    def score(block: Block) -> None:
        sides = block.part_of(source, target)
        score_with(lattice, block, sides, expected_ratio=expected_ratio, weights=weights, beads=beads)

    blocks = make_blocks(lattice, len(source), len(target))
    with one_blas_thread():
        if threads == 1 or len(blocks) == 1:
            deque(map(score, blocks), maxlen=0)
        else:
            with ThreadPoolExecutor(threads) as pool:
                deque(pool.map(score, blocks), maxlen=0)
    extend, switch, parallel = (weights[name] for name in SEQUENCE_FEATURES)
    return BeadScores(beads, extend, switch, parallel)


def add_up_features(
    lattice: Lattice,
    block: Block,
    sides: tuple[Side, Side],
    *,
    expected_ratio: float,
    weights: ModelWeights,
    beads: NDArray[np.float64],
) -> None:
    """Score the beads that end in a block's cells by their features, where nothing is compiled.

    Args:
        lattice: The lattice.
        block: The block.
        sides: The block's sentences.
        expected_ratio: See `features.bead_features`.
        weights: The model's weights.
        beads: Where the scores go: by `BEAD_TYPES`, shape (types, c).
    """
    features = bead_features(*sides, expected_ratio)
    matches = features.match.scores(weights.weights)
    beads[: len(MATCH_TYPES), block.cells] = pick(matches, block.match_places(lattice), IMPOSSIBLE)
    for deletion, values in features.deletions.items():
        scores = np.broadcast_to(weighted(values, weights.weights), features.deletion_shape(deletion))
        beads[deletion, block.cells] = pick(scores, block.deletion_places(lattice, deletion), IMPOSSIBLE)
