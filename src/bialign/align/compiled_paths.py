"""Forward-backward and best paths by `path_sums.c`."""

from __future__ import annotations

import ctypes
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bialign.compiled.arrays import Arrays

if TYPE_CHECKING:
    from bialign.align.lattice import Lattice

Scores = NDArray[np.float64]
# Kinds of beads that the paths to a cell are told apart by.
_KINDS = 3


class _Lattice(ctypes.Structure):
    """The source's struct `Lattice`."""

    _fields_ = (
        ("cells", ctypes.c_int64),
        ("texts", ctypes.c_int64),
        ("types", ctypes.c_int64),
        ("origins", ctypes.c_void_p),
        ("nexts", ctypes.c_void_p),
        ("firsts", ctypes.c_void_p),
        ("lasts", ctypes.c_void_p),
        ("owners", ctypes.c_void_p),
    )


def _describe(lattice: Lattice, arrays: Arrays) -> _Lattice:
    return _Lattice(
        len(lattice),
        len(lattice.firsts),
        len(lattice.origins),
        arrays.point_at(lattice.origins, np.int32),
        arrays.point_at(lattice.nexts, np.int32),
        arrays.point_at(lattice.firsts, np.int64),
        arrays.point_at(lattice.lasts, np.int64),
        arrays.point_at(lattice.owners, np.int64),
    )


def sum_paths(
    library: ctypes.CDLL, lattice: Lattice, factors: Scores, extend: float, change: float
) -> tuple[Scores, Scores, Scores, Scores]:
    """Run forward-backward.

    Args:
        library: The compiled library.
        lattice: c cells of some texts.
        factors: Exponentials of the beads' scores, shape (types, c).
        extend: Exponential of what is added when a deletion follows one on the same side.
        change: The same when a target deletion follows a source deletion.

    Returns:
        The first four of what `inference.Posteriors` holds, of a model without `parallel`.
    """
    cells, texts = len(lattice), len(lattice.firsts)
    arrays = Arrays()
    room = np.empty((2, cells, _KINDS)), np.empty((2, cells), dtype=np.int64)
    beads = np.empty_like(factors)
    extends, changes, totals = np.empty((3, texts))
    library.sum_paths(
        ctypes.byref(_describe(lattice, arrays)),
        ctypes.c_void_p(arrays.point_at(factors, np.float64)),
        ctypes.c_double(extend),
        ctypes.c_double(change),
        *(ctypes.c_void_p(array.ctypes.data) for array in (*room[0], room[1], beads, extends, changes, totals)),
    )
    return beads, extends, changes, totals


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
        *(ctypes.c_void_p(array.ctypes.data) for array in (room, types, ends, lengths)),
    )
    limits = [0, *np.cumsum(lengths).tolist()]
    steps = list(zip(types[: limits[-1]].tolist(), ends[: limits[-1]].tolist(), strict=True))
    return [steps[first:last][::-1] for first, last in pairwise(limits)]
