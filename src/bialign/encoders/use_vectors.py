"""The network's last layers: from what the tokens of runs add up to, to vectors.

All but matrix products is done in C where that is compiled: to the same bits, but for the hyperbolic tangent.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from bialign.compiled.arrays import Arrays, address_of
from bialign.compiled.loading import load_library
from bialign.encoders.use_weights import SUM_SIZE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bialign.encoders.use_network import Array, Indices
    from bialign.encoders.use_weights import Weights

# The tokens of a run's begin and its end.
MARKS = 2
# The half of the sums that the first matrix takes; the other half passes by it.
_TAKEN = SUM_SIZE // 2


@attrs.frozen(eq=False)
class RunSums:
    """What n sentences add to the runs that they are part of: sums of scaled rows times `weights.output`.

    Attributes:
        first: What a sentence is by itself, shape (n, 640).
        more: What it adds to a run that ends before it, shape (n, 640).
        tokens: Numbers of tokens, without the marks of begin and end, shape (n,).
    """

    first: Array
    more: Array
    tokens: Indices

    def since(self, sentence: int) -> RunSums:
        """Return the sums of the sentences from one on."""
        return RunSums(self.first[sentence:], self.more[sentence:], self.tokens[sentence:])


def run_vectors(weights: Weights, sums: RunSums, limits: Indices, *, out: Array | None = None) -> Array:
    """Turn sums into unit vectors of the runs that begin with each of the first sentences.

    Args:
        weights: The network.
        sums: Of n sentences.
        limits: How many sentences the longest run from each on has, shape (m,), m at most n; no run goes beyond the n
            sentences.
        out: Where the vectors are written, shape (r, 512), contiguous; a new array by default.

    Returns:
        Shape (r, 512), float32, rows of unit length: for each of m sentences its runs, the shortest first.
    """
    count = int(np.maximum(limits, 0).sum())
    # What the last matrix takes: the inner layer, and past it the layer before.
    layers = np.empty((count, len(weights.dense_last)), dtype=np.float32)
    inner, hidden = layers[:, :-_TAKEN], layers[:, -_TAKEN:]
    taken = np.empty((count, _TAKEN), dtype=np.float32)
    library = load_library()
    if library is None:
        _add_up(sums, limits, taken, hidden)
        hidden += taken @ weights.dense_second
        np.maximum(hidden, 0, out=hidden)
    else:
        _compiled_add_up(library, sums, limits, taken, hidden)
        _compiled_add_product(library, taken @ weights.dense_second, hidden)
    np.matmul(hidden, weights.dense_third, out=inner)
    np.maximum(inner, 0, out=inner)
    vectors: Array = np.matmul(layers, weights.dense_last, out=out)
    if library is None:
        np.tanh(vectors, out=vectors)
        norm = np.sqrt(np.maximum(np.einsum("ij,ij->i", vectors, vectors), np.float32(weights.epsilon)))
        vectors /= norm[:, None]
    else:
        _compiled_make_unit(library, vectors, weights.epsilon)
    return vectors


def _add_up(sums: RunSums, limits: Indices, taken: Array, passed: Array) -> None:
    """Fill what the first matrix takes of each run, and what passes by it, both of shape (r, 320)."""
    count, longest = len(limits), max(1, int(limits.max(initial=1)))
    runs = np.empty((count, longest, SUM_SIZE), dtype=np.float32)
    tokens = np.empty((count, longest), dtype=np.float32)
    runs[:, 0] = sums.first[:count]
    tokens[:, 0] = sums.tokens[:count] + MARKS
    for extra in range(1, longest):
        more = slice(extra, extra + count)
        own = slice(0, len(sums.tokens[more]))
        np.add(runs[own, extra - 1], sums.more[more], out=runs[own, extra])
        np.add(tokens[own, extra - 1], sums.tokens[more], out=tokens[own, extra])
    inside = np.arange(longest) < limits[:, None]
    scaled = runs[inside] * (1 / np.sqrt(tokens[inside]))[:, None]
    np.maximum(scaled[:, :_TAKEN], 0, out=taken)
    passed[:] = scaled[:, _TAKEN:]


def _compiled_add_up(library: ctypes.CDLL, sums: RunSums, limits: Indices, taken: Array, passed: Array) -> None:
    arrays = Arrays()

    def pointer(array: NDArray[Any], kind: type[np.generic]) -> ctypes.c_void_p:
        return ctypes.c_void_p(arrays.point_at(array, kind))

    library.add_up_runs(
        pointer(sums.first, np.float32),
        pointer(sums.more, np.float32),
        pointer(sums.tokens, np.int64),
        ctypes.c_int64(MARKS),
        pointer(limits, np.int64),
        ctypes.c_int64(len(limits)),
        ctypes.c_void_p(address_of(taken)),
        ctypes.c_void_p(address_of(passed)),
        ctypes.c_int64(passed.strides[0] // passed.itemsize),
    )


def _compiled_add_product(library: ctypes.CDLL, product: Array, values: Array) -> None:
    library.add_product(
        ctypes.c_void_p(address_of(product)),
        *map(ctypes.c_int64, product.shape),
        ctypes.c_void_p(address_of(values)),
        ctypes.c_int64(values.strides[0] // values.itemsize),
    )


def _compiled_make_unit(library: ctypes.CDLL, vectors: Array, least: float) -> None:
    library.make_unit_vectors(
        ctypes.c_void_p(address_of(vectors)), *map(ctypes.c_int64, vectors.shape), ctypes.c_float(least)
    )
