"""Sums of what the tokens of words have, in C where it is compiled."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bialign.compiled.arrays import Arrays, address_of
from bialign.compiled.loading import load_library

if TYPE_CHECKING:
    from typing import Any

Array = NDArray[np.float32]
Indices = NDArray[np.int64]


def add_up_words(rows: Array, table: Array, places: Indices, scales: Array, cuts: Indices) -> tuple[Array, Array]:
    """Add up the scaled rows of each word's tokens, and those that they have in a table.

    Args:
        rows: A row for each of t tokens, shape (t, f); the numbers of a row stand one after the other.
        table: Further rows, shape (any, e), contiguous.
        places: Which of them each token has, shape (t,).
        scales: What the rows of each token are multiplied by, shape (t,).
        cuts: Where each of w words begins, ascending, shape (w,); it ends where the next begins, the last at t, and
            has one token at least.

    Returns:
        Shapes (w, f) and (w, e), to the same bits whether compiled or not.
    """
    library = load_library()
    if library is None:
        return _add_places_up(rows, table, places, scales, cuts)
    sums = np.empty((len(cuts), rows.shape[1]), dtype=np.float32)
    table_sums = np.empty((len(cuts), table.shape[1]), dtype=np.float32)
    arrays = Arrays()

    def pointer(array: NDArray[Any], kind: type[np.generic]) -> ctypes.c_void_p:
        return ctypes.c_void_p(arrays.point_at(array, kind))

    library.sum_words(
        ctypes.c_void_p(address_of(rows)),
        ctypes.c_int64(rows.strides[0] // rows.itemsize),
        ctypes.c_int64(rows.shape[1]),
        ctypes.c_int64(len(rows)),
        pointer(scales, np.float32),
        pointer(table, np.float32),
        ctypes.c_int64(table.shape[1]),
        pointer(places, np.int64),
        ctypes.c_int64(len(cuts)),
        pointer(cuts, np.int64),
        pointer(sums, np.float32),
        pointer(table_sums, np.float32),
    )
    return sums, table_sums


def _add_places_up(rows: Array, table: Array, places: Indices, scales: Array, cuts: Indices) -> tuple[Array, Array]:
    lengths = np.diff(cuts, append=len(rows))

    def scaled(tokens: Indices) -> tuple[Array, Array]:
        own = scales[tokens][:, None]
        return rows[tokens] * own, table[places[tokens]] * own

    # Words have few tokens: adding first ones, second ones and so on is faster than adding word by word.
    sums, table_sums = scaled(cuts)
    for place in range(1, int(lengths.max(initial=0))):
        longer = np.flatnonzero(lengths > place)
        more, more_of_table = scaled(cuts[longer] + place)
        sums[longer] += more
        table_sums[longer] += more_of_table
    return sums, table_sums
