"""The tokens at the edges of runs: what they come to beside a begin or an end, from what they do inside the text.

The second convolution is linear: at an edge it comes to what it does inside the text, and what the changes of its
inputs add. What stands before and after the matrix products is in C where that is compiled.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING

import attrs
import numpy as np

from bialign.compiled.arrays import Arrays, address_of
from bialign.compiled.loading import load_library
from bialign.encoders import use_network as network
from bialign.encoders.use_weights import CHANNELS, EMBEDDING_SIZE, ORDERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bialign.encoders.use_network import Array, Convolutions, Indices, TokenTables
    from bialign.encoders.use_weights import Weights

# Tokens of a run's edge that see it, the mark of the edge itself among them.
EDGE = network.CONTEXT + 1
# Columns of an edge's window: its tokens and the padding beyond the mark.
WINDOW = EDGE + network.REACH


@attrs.frozen
class EdgeShape:
    """What a run's edge looks like in a window of ids, and what of the text stands in the same columns.

    Attributes:
        edge: The columns of the edge's tokens and its mark.
        tokens: The columns of the tokens alone: there the text is the same.
        mark: The column of the mark that begins or ends the run.
        near: For each branch the columns of the run, the mark among them, that see the mark or that it sees.
        changed: For each branch the columns whose first convolution, seen by a token, is not the text's.
    """

    edge: slice
    tokens: slice
    mark: int
    near: tuple[slice, ...]
    changed: tuple[slice, ...]


# The begin mark and the first tokens: they see nothing before it.
HEAD = EdgeShape(
    edge=slice(network.REACH, WINDOW),
    tokens=slice(network.REACH + 1, WINDOW),
    mark=network.REACH,
    near=tuple(slice(network.REACH, network.REACH + 1 + network.RIGHT[order]) for order in ORDERS),
    changed=tuple(
        slice(network.REACH + 1 - network.LEFT[order], network.REACH + 1 + network.LEFT[order]) for order in ORDERS
    ),
)
# The last tokens and the end mark: they see nothing after it.
TAIL = EdgeShape(
    edge=slice(0, EDGE),
    tokens=slice(0, network.CONTEXT),
    mark=network.CONTEXT,
    near=tuple(slice(network.CONTEXT - network.RIGHT[order], EDGE) for order in ORDERS),
    changed=tuple(
        slice(network.CONTEXT - network.RIGHT[order], network.CONTEXT + network.RIGHT[order]) for order in ORDERS
    ),
)
EDGE_SHAPES = (HEAD, TAIL)


@attrs.frozen(eq=False)
class Edges:
    """The heads or the tails of w runs.

    Attributes:
        weights: The network.
        tables: Tables that `windows` indexes.
        windows: Token indices, shape (w, WINDOW).
        shape: Whether they are heads or tails.
        text: What the convolutions come to inside the text.
        places: Where in `text` the windows' columns stand, shape (w, WINDOW).
    """

    weights: Weights
    tables: TokenTables
    windows: Indices
    shape: EdgeShape
    text: Convolutions
    places: Indices

    def sums(self) -> Array:
        """Return the sums of the scaled rows of the tokens at each edge, shape (w, ROW_SIZE)."""
        library = load_library()
        return _sums(self) if library is None else _compiled_sums(self, library)


@attrs.frozen(eq=False)
class _Branch:
    """What one branch's convolutions come to at w edges.

    Attributes:
        hidden: The first one's output at the near columns, shape (w, near, 256).
        changes: What it changes by at the changed columns, shape (w, changed, 256).
        sums: What that adds to the second one's sums, by the edge's columns; at the mark, what they come to. Shape
            (EDGE, w, 256).
        has_sums: Where it adds anything, shape (EDGE,).
    """

    hidden: Array
    changes: Array
    sums: Array
    has_sums: NDArray[np.uint8]

    @classmethod
    def empty(cls, edges: Edges, branch: int) -> _Branch:
        count, near, changed = len(edges.windows), edges.shape.near[branch], edges.shape.changed[branch]
        hidden, changes = (
            np.empty((count, columns.stop - columns.start, CHANNELS), dtype=np.float32) for columns in (near, changed)
        )
        sums = np.empty((EDGE, count, CHANNELS), dtype=np.float32)
        return cls(hidden, changes, sums, np.zeros(EDGE, dtype=np.uint8))

    def convolve_again(self, edges: Edges, branch: int) -> None:
        """Fill `sums` by the second convolution, a matrix product for each column that sees an input."""
        shape, order = edges.shape, ORDERS[branch]
        for number, column in enumerate(range(shape.edge.start, shape.edge.stop)):
            seen = slice(column - network.LEFT[order], column - network.LEFT[order] + order)
            # The mark sees what is near; of what the tokens see, the text has all but what changes.
            inputs, columns = (
                (self.hidden, shape.near[branch]) if column == shape.mark else (self.changes, shape.changed[branch])
            )
            both = _overlap(seen, columns)
            if both.start < both.stop:
                own, rows = (_in_channels(_counted_from(both, whole)) for whole in (columns, seen))
                flat = inputs.reshape(len(inputs), -1)
                np.matmul(flat[:, own], edges.weights.second[branch][rows], out=self.sums[number])
                self.has_sums[number] = True


def _overlap(first: slice, second: slice) -> slice:
    return slice(max(first.start, second.start), min(first.stop, second.stop))


def _counted_from(columns: slice, whole: slice) -> slice:
    return slice(columns.start - whole.start, columns.stop - whole.start)


def _in_channels(columns: slice) -> slice:
    return slice(columns.start * CHANNELS, columns.stop * CHANNELS)


def _sums(edges: Edges) -> Array:
    branches = []
    for number in range(len(ORDERS)):
        branch = _Branch.empty(edges, number)
        _begin(edges, number, branch)
        branch.convolve_again(edges, number)
        branches.append(branch)
    return _finish(edges, branches)


def _begin(edges: Edges, number: int, branch: _Branch) -> None:
    """Fill a branch's `hidden` and `changes`."""
    order, near, changed = ORDERS[number], edges.shape.near[number], edges.shape.changed[number]
    left = network.LEFT[order]
    slots = [edges.windows[:, near.start - left + slot : near.stop - left + slot].ravel() for slot in range(order)]
    convolved = network.first_convolution(edges.weights, edges.tables, number, slots)
    branch.hidden[:] = convolved.reshape(branch.hidden.shape)
    # Beyond the mark the run has nothing.
    np.negative(edges.text.first[number].take(edges.places[:, changed], axis=0), out=branch.changes)
    both = _overlap(changed, near)
    branch.changes[:, _counted_from(both, changed)] += branch.hidden[:, _counted_from(both, near)]


def _finish(edges: Edges, branches: Sequence[_Branch]) -> Array:
    """Sum up the rows of the tokens at each edge."""
    shape, count = edges.shape, len(edges.windows)
    tokens = edges.windows[:, shape.edge].ravel()
    rows = network.empty_rows(count * EDGE)
    rows[:, :EMBEDDING_SIZE] = edges.tables.embeddings.take(tokens, axis=0)
    by_token = rows.reshape(count, EDGE, network.ROW_SIZE)
    for number, branch in enumerate(branches):
        inputs = edges.text.first[number].take(edges.places[:, shape.edge], axis=0)
        both = _overlap(shape.edge, shape.near[number])
        inputs[:, _counted_from(both, shape.edge)] = branch.hidden[:, _counted_from(both, shape.near[number])]
        sums = edges.text.second[number].take(edges.places[:, shape.edge], axis=0)
        sums[:, shape.mark - shape.edge.start] = 0
        for column in np.flatnonzero(branch.has_sums):
            sums[:, column] += branch.sums[column]
        network.finish_branch(edges.weights, number, sums, inputs, by_token[:, :, network.branch_columns(number)])
    complete = network.complete_rows(edges.weights, tokens, rows)
    totals: Array = np.matmul(complete.scales.reshape(count, 1, EDGE), by_token)[:, 0]
    return totals


class _Columns(ctypes.Structure):
    """The source's struct `Columns`."""

    _fields_ = (("first", ctypes.c_int64), ("last", ctypes.c_int64))


class _CompiledBranch(ctypes.Structure):
    """The source's struct `Branch`."""

    _fields_ = (
        ("order", ctypes.c_int64),
        ("left", ctypes.c_int64),
        ("table_rows", ctypes.c_int64),
        ("products", ctypes.c_void_p),
        ("inputs", ctypes.c_void_p),
        ("first_bias", ctypes.c_void_p),
        ("second_bias", ctypes.c_void_p),
        ("text_first", ctypes.c_void_p),
        ("text_second", ctypes.c_void_p),
        ("near", _Columns),
        ("changed", _Columns),
        ("hidden", ctypes.c_void_p),
        ("changes", ctypes.c_void_p),
        ("sums", ctypes.c_void_p),
        ("has_sums", ctypes.c_void_p),
    )


def _compiled_sums(edges: Edges, library: ctypes.CDLL) -> Array:
    arrays = Arrays()
    branches = [_Branch.empty(edges, number) for number in range(len(ORDERS))]
    described = (_CompiledBranch * len(ORDERS))(
        *(_describe(edges, number, branch, arrays) for number, branch in enumerate(branches))
    )
    totals = np.empty((len(edges.windows), network.ROW_SIZE), dtype=np.float32)
    windows = (
        ctypes.c_int64(len(edges.windows)),
        ctypes.c_int64(WINDOW),
        ctypes.c_void_p(arrays.point_at(edges.windows, np.int64)),
        ctypes.c_void_p(arrays.point_at(edges.places, np.int64)),
    )
    for number, branch in enumerate(branches):
        library.begin_edges(ctypes.byref(described[number]), *windows)
        branch.convolve_again(edges, number)
    library.finish_edges(
        described,
        *windows,
        ctypes.byref(_columns(edges.shape.edge)),
        ctypes.byref(_columns(edges.shape.tokens)),
        ctypes.c_void_p(arrays.point_at(edges.tables.embeddings, np.float32)),
        ctypes.c_float(edges.weights.epsilon),
        ctypes.c_void_p(address_of(totals)),
    )
    return totals


def _columns(columns: slice) -> _Columns:
    return _Columns(columns.start, columns.stop)


def _describe(edges: Edges, number: int, branch: _Branch, arrays: Arrays) -> _CompiledBranch:
    def point_at(array: Array) -> int:
        return arrays.point_at(array, np.float32)

    order = ORDERS[number]
    return _CompiledBranch(
        order,
        network.LEFT[order],
        len(edges.tables.embeddings),
        point_at(edges.tables.products[number]),
        point_at(edges.tables.inputs[number]),
        point_at(edges.weights.first_bias[number]),
        point_at(edges.weights.second_bias[number]),
        point_at(edges.text.first[number]),
        point_at(edges.text.second[number]),
        _columns(edges.shape.near[number]),
        _columns(edges.shape.changed[number]),
        point_at(branch.hidden),
        point_at(branch.changes),
        point_at(branch.sums),
        arrays.point_at(branch.has_sums, np.uint8),
    )
