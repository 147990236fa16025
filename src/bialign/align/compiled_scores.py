"""Scores of beads by `bead_scores.c`: what the features of a block add up to."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

import numpy as np

from bialign.align.evidence import anchor_support
from bialign.align.features import DELETION_FEATURES, MATCH_FEATURES, cosines_of_runs, similarity_of_beads
from bialign.align.word_features import DELETION_WORD_FEATURES, WORD_FEATURES
from bialign.compiled.arrays import Arrays, address_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bialign.align.blocks import Block
    from bialign.align.features import Side
    from bialign.align.lattice import Lattice
    from bialign.align.model import ModelWeights
    from bialign.encoders.base import WordVectors

# In the order of the source's own list.
_FEATURES = (*MATCH_FEATURES, *WORD_FEATURES, *DELETION_FEATURES, *DELETION_WORD_FEATURES)


class _Side(ctypes.Structure):
    """The source's struct `Side`."""

    _fields_ = (
        ("count", ctypes.c_int64),
        ("lengths", ctypes.c_void_p),
        ("ends", ctypes.c_void_p),
        ("quotations", ctypes.c_void_p),
        ("resumptions", ctypes.c_void_p * 2),
        ("joints", ctypes.c_void_p),
        ("begins", ctypes.c_void_p),
        ("words", ctypes.c_int64),
        ("word_sentences", ctypes.c_void_p),
        ("word_weights", ctypes.c_void_p),
        ("anchors", ctypes.c_int64 * 2),
        ("anchor_sentences", ctypes.c_void_p),
        ("anchor_support", ctypes.c_void_p),
    )


class _Places(ctypes.Structure):
    """The source's struct `Places`."""

    _fields_ = (
        ("cells", ctypes.c_int64),
        ("origins", ctypes.c_void_p),
        ("rows", ctypes.c_void_p),
        ("columns", ctypes.c_void_p),
        ("chosen", ctypes.c_int64),
        ("chosen_cells", ctypes.c_void_p),
        ("first_row", ctypes.c_int64),
        ("first_column", ctypes.c_int64),
        ("impossible", ctypes.c_double),
        ("beads", ctypes.c_void_p),
    )


def score_block(
    library: ctypes.CDLL,
    lattice: Lattice,
    block: Block,
    sides: tuple[Side, Side],
    *,
    expected_ratio: float,
    weights: ModelWeights,
    beads: NDArray[np.float64],
    impossible: float,
) -> None:
    """Score the beads that end in a block's cells.

    Args:
        library: The compiled library.
        lattice: The lattice.
        block: The block.
        sides: The block's sentences.
        expected_ratio: See `features.bead_features`.
        weights: The model's weights.
        beads: Where the scores go: by `BEAD_TYPES`, shape (types, c), contiguous.
        impossible: What becomes the score of beads that there are not.
    """
    source, target = sides
    arrays = Arrays()
    words: tuple[WordVectors, WordVectors] | tuple[None, None] = (None, None)
    word_cosines = np.zeros((0, 0), dtype=np.float32)
    if source.words is not None and target.words is not None:
        words = source.words, target.words
        word_cosines = source.words.vectors @ target.words.vectors.T
    places = _Places(
        len(lattice),
        arrays.point_at(lattice.origins, np.int32),
        arrays.point_at(lattice.rows, np.int64),
        arrays.point_at(lattice.columns, np.int64),
        len(block.cells),
        arrays.point_at(block.cells, np.int64),
        block.first_row,
        block.first_column,
        impossible,
        address_of(beads),
    )
    failed = library.score_beads(
        ctypes.byref(_describe(source, target, words[0], arrays)),
        ctypes.byref(_describe(target, source, words[1], arrays)),
        ctypes.c_int(words[0] is not None),
        _pointer(arrays, similarity_of_beads(source, target, *cosines_of_runs(source, target))),
        _pointer(arrays, word_cosines),
        ctypes.c_float(np.exp(expected_ratio / 2)),
        _pointer(arrays, np.array([weights.weights.get(name, 0) for name in _FEATURES])),
        ctypes.byref(places),
    )
    if failed:
        raise MemoryError


def _pointer(arrays: Arrays, array: NDArray[Any]) -> ctypes.c_void_p:
    return ctypes.c_void_p(arrays.point_at(array, np.float32))


def _describe(side: Side, other: Side, words: WordVectors | None, arrays: Arrays) -> _Side:
    sentences = np.zeros(0, dtype=np.int64) if words is None else words.sentences
    return _Side(
        len(side),
        arrays.point_at(side.lengths, np.float32),
        arrays.point_at(side.ends, np.float32),
        arrays.point_at(side.quotations, np.float32),
        (ctypes.c_void_p * 2)(*(arrays.point_at(resumed, np.float32) for resumed in side.resumptions)),
        arrays.point_at(side.joints, np.float32),
        arrays.point_at(side.begins, np.uint8),
        len(sentences),
        arrays.point_at(sentences, np.int64),
        arrays.point_at(np.zeros(0) if words is None else words.weights, np.float32),
        (ctypes.c_int64 * 2)(*(len(anchors.keys) for anchors in side.anchors)),
        arrays.point_at(np.concatenate([anchors.sentences for anchors in side.anchors]), np.int64),
        arrays.point_at(anchor_support(side.anchors, other.anchors, len(other)), np.float32),
    )
