"""Forward-backward and best paths by `path_sums.c`."""

from __future__ import annotations

import ctypes
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bialign.compiled.arrays import Arrays, address_of

if TYPE_CHECKING:
    from bialign.align.inference import BeadScores
    from bialign.align.lattice import Lattice

Scores = NDArray[np.float64]
# Kinds of beads that the paths to a cell are told apart by.
_KINDS = 3
# What the source returns where memory is short.
_NO_MEMORY = 1


class _Lattice(ctypes.Structure):
    """The source's struct `Lattice`."""

    _fields_ = (
        ("cells", ctypes.c_int64),
        ("texts", ctypes.c_int64),
        ("types", ctypes.c_int64),
        ("diagonals", ctypes.c_int64),
        ("rows", ctypes.c_void_p),
        ("columns", ctypes.c_void_p),
        ("lines", ctypes.c_void_p),
        ("origins", ctypes.c_void_p),
        ("nexts", ctypes.c_void_p),
        ("begins", ctypes.c_void_p),
        ("firsts", ctypes.c_void_p),
        ("lasts", ctypes.c_void_p),
        ("owners", ctypes.c_void_p),
    )


def _describe(lattice: Lattice, arrays: Arrays) -> _Lattice:
    return _Lattice(
        len(lattice),
        len(lattice.firsts),
        len(lattice.origins),
        len(lattice.diagonals) - 1,
        arrays.point_at(lattice.rows, np.int64),
        arrays.point_at(lattice.columns, np.int64),
        None if lattice.lines is None else arrays.point_at(lattice.lines, np.int64),
        arrays.point_at(lattice.origins, np.int32),
        arrays.point_at(lattice.nexts, np.int32),
        arrays.point_at(lattice.diagonals, np.int64),
        arrays.point_at(lattice.firsts, np.int64),
        arrays.point_at(lattice.lasts, np.int64),
        arrays.point_at(lattice.owners, np.int64),
    )


def find_probabilities(
    library: ctypes.CDLL,
    lattice: Lattice,
    scores: BeadScores,
    *,
    most: float,
    left_out: float,
) -> tuple[Scores, Scores, Scores, Scores, Scores] | None:
    """Run forward-backward.

    Args:
        library: The compiled library.
        lattice: c cells of some texts.
        scores: The scores of their beads.
        most: What a score may be at most, up or down.
        left_out: Added to `switch` in paths that go line by line.

    Returns:
        What `inference.Posteriors` holds; None where a score is greater than `most`.
    """
    texts = len(lattice.firsts)
    arrays = Arrays()
    beads = np.empty(lattice.origins.shape)
    by_text = np.empty((4, texts))
    failed = library.find_probabilities(
        ctypes.byref(_describe(lattice, arrays)),
        ctypes.c_void_p(arrays.point_at(scores.beads, np.float64)),
        *map(ctypes.c_double, (scores.extend, scores.switch, most, scores.parallel, left_out)),
        *(ctypes.c_void_p(address_of(array)) for array in (beads, *by_text)),
    )
    if failed == _NO_MEMORY:
        raise MemoryError
    extends, switches, log_totals, shares = by_text
    return None if failed else (beads, extends, switches, log_totals, shares)


def find_best_paths(
    library: ctypes.CDLL, lattice: Lattice, scores: Scores, extend: float, change: float
) -> list[list[tuple[int, int]]]:
    """Return the beads of the best path of each text: their types, and the cells where they end.

    Args:
        library: The compiled library.
        lattice: c cells of some texts.
        scores: By bead, shape (types, c).
        extend: Added when a deletion follows one on the same side.
        change: Added when a target deletion follows a source deletion.
    """
    cells, texts = len(lattice), len(lattice.firsts)
    arrays = Arrays()
    types, ends = np.empty((2, cells), dtype=np.int64)
    lengths, room = np.empty(texts, dtype=np.int64), np.empty((cells, _KINDS))
    library.find_best_paths(
        ctypes.byref(_describe(lattice, arrays)),
        ctypes.c_void_p(arrays.point_at(scores, np.float64)),
        ctypes.c_double(extend),
        ctypes.c_double(change),
        *(ctypes.c_void_p(address_of(array)) for array in (room, types, ends, lengths)),
    )
    limits = [0, *np.cumsum(lengths).tolist()]
    steps = list(zip(types[: limits[-1]].tolist(), ends[: limits[-1]].tolist(), strict=True))
    return [steps[first:last][::-1] for first, last in pairwise(limits)]
