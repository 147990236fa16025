"""The forward pass of USE multilingual v3 over a stream of token ids.

The network embeds each token, runs three two-layer convolutions of 2, 3 and 5 tokens beside each other, normalises
embedding and convolutions together, sums over the tokens, divides by the square root of their number and ends in a
small dense network (Yang et al. 2020, "Multilingual Universal Sentence Encoder for Semantic Retrieval").

What makes it fast: everything up to the first convolution's products depends on a token's id alone and is computed
once for each distinct id; the second convolution runs as matrix products over shifted views of one array, without
copying windows; sums over tokens are taken before the linear layers that follow, which are one matrix.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np
from numpy.typing import NDArray

from bialign.encoders.use_weights import CHANNELS, EMBEDDING_SIZE, ORDERS, SUM_SIZE, Weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Array = NDArray[np.float32]
Indices = NDArray[np.int64]

# Each convolution of order n sees this many tokens to the left; the rest of its window lies to the right.
_LEFT = {2: 0, 3: 1, 5: 2}
REACH = 2
# A token's features depend on tokens at most this far away: two convolutions that reach 2 each.
CONTEXT = 2 * REACH
FEATURES = EMBEDDING_SIZE + len(ORDERS) * CHANNELS
# A token's features, their mean and their standard deviation.
ROW_SIZE = FEATURES + 2
# The row of `TokenTables` that stands for no token.
PADDING = 0
# Ids whose table rows are worked out together.
_BLOCK = 64
# Tokens of one matrix product: as many as keep its inputs and outputs in the processor's cache.
PIECE = 1024


class TokenTables:
    """What depends on a token's id alone, kept for the ids seen last; row `PADDING` is all zero.

    A full table is emptied and filled anew: ids of one language and genre soon settle. Rows are worked out in blocks
    of one size, so that a row does not depend, to the last bit, on what was asked for before.

    Attributes:
        embeddings: Shape (rows, 512).
        inputs: For each branch, shape (rows, 256).
        products: For each branch of order n the first convolution's products, shape (n, rows, 256).
    """

    def __init__(self, weights: Weights, capacity: int) -> None:
        self._weights = weights
        rows = capacity + _BLOCK
        self.embeddings: Array = np.zeros((rows, EMBEDDING_SIZE), dtype=np.float32)
        self.inputs: tuple[Array, ...] = tuple(np.zeros((rows, CHANNELS), dtype=np.float32) for _ in ORDERS)
        self.products: tuple[Array, ...] = tuple(np.zeros((n, rows, CHANNELS), dtype=np.float32) for n in ORDERS)
        # Row of every id plus one, so that the id -1 of padding finds row 0.
        self._row: Indices = np.zeros(len(weights.table) + 1, dtype=np.int64)
        self._used = 1

    def rows(self, ids: Indices) -> Indices:
        """Return the row of each id, shape as given; -1 is padding. At most `capacity` distinct ids."""
        rows = self._row[ids + 1]
        missing = np.unique(ids[(rows == PADDING) & (ids >= 0)])
        if not len(missing):
            return rows
        if self._used + len(missing) > len(self.embeddings) - _BLOCK + 1:
            self._row[:] = PADDING
            self._used = 1
            missing = np.unique(ids[ids >= 0])
        for begin in range(0, len(missing), _BLOCK):
            self._fill(missing[begin : begin + _BLOCK])
        return self._row[ids + 1]

    def _fill(self, ids: Indices) -> None:
        weights, count = self._weights, len(ids)
        padded = np.resize(ids, _BLOCK)
        block = padded % len(weights.scale)
        embeddings = weights.table[padded].astype(np.float32)
        embeddings *= weights.scale[block, None]
        embeddings += weights.low[block, None]
        inputs = embeddings @ weights.projection
        inputs += weights.projection_bias
        inputs -= inputs.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", inputs, inputs) / inputs.shape[1]
        inputs *= (1 / np.sqrt(variance + np.float32(weights.epsilon)))[:, None]
        inputs *= weights.input_gain
        inputs += weights.input_shift
        rows = slice(self._used, self._used + count)
        self.embeddings[rows] = embeddings[:count]
        for branch, first in enumerate(weights.first):
            own = inputs[:, branch * CHANNELS : (branch + 1) * CHANNELS]
            self.inputs[branch][rows] = own[:count]
            for slot, matrix in enumerate(first):
                self.products[branch][slot, rows] = (own @ matrix)[:count]
        self._row[ids + 1] = np.arange(rows.start, rows.stop)
        self._used += count


def _first_convolution(weights: Weights, tables: TokenTables, branch: int, windows: list[Indices]) -> Array:
    """Return the first convolution's output; `windows` holds for each slot the token index, shape (t,)."""
    order, left = ORDERS[branch], _LEFT[ORDERS[branch]]
    products = tables.products[branch]
    hidden: Array = products[0].take(windows[0], axis=0)
    gathered = np.empty_like(hidden)
    for slot in range(1, order):
        np.take(products[slot], windows[slot], axis=0, out=gathered, mode="clip")
        hidden += gathered
    hidden += weights.first_bias[branch]
    np.maximum(hidden, 0, out=hidden)
    np.take(tables.inputs[branch], windows[left], axis=0, out=gathered, mode="clip")
    hidden += gathered
    return hidden


def _finish_branch(weights: Weights, branch: int, features: Array, hidden: Array) -> None:
    """Turn a branch's raw second convolution, in place, into its output; `hidden` is the first's output."""
    features += weights.second_bias[branch]
    np.maximum(features, 0, out=features)
    features += hidden


@attrs.frozen(eq=False)
class TokenRows:
    """Features of t tokens, raw, with what layer norm needs beside them, so that it is linear in a row.

    Attributes:
        rows: 1280 features, their mean and their standard deviation, shape (t, ROW_SIZE).
        scales: What a row is multiplied by: one over its standard deviation; 0 for padding. Shape (t,).
    """

    rows: Array
    scales: Array

    def sums(self, firsts: Sequence[int], lasts: Sequence[int]) -> Array:
        """Return the sums of the scaled rows from each of `firsts` up to each of `lasts`, shape (s, ROW_SIZE)."""
        sums = np.empty((len(firsts), ROW_SIZE), dtype=np.float32)
        for row, first, last in zip(sums, firsts, lasts, strict=True):
            np.matmul(self.scales[first:last], self.rows[first:last], out=row)
        return sums

    def word_sums(self, weights: Weights, cuts: Indices) -> Array:
        """Return the sums of the word features of the tokens between ascending cuts, shape (w, e)."""
        vectors = self.rows @ weights.words
        vectors *= self.scales[:, None]
        sums: Array = np.add.reduceat(vectors, cuts, axis=0)
        return sums

    def branch(self, number: int, places: Indices) -> Array:
        """Return the output of one branch at some places, shape as given and 256."""
        return self.rows[:, _columns(number)][places]


def _columns(branch: int) -> slice:
    """Return where a branch's output stands in a row."""
    return slice(EMBEDDING_SIZE + branch * CHANNELS, EMBEDDING_SIZE + (branch + 1) * CHANNELS)


def _empty_rows(count: int) -> Array:
    # Rows that begin at a cache line.
    return np.empty((count, FEATURES + 16), dtype=np.float32)[:, :ROW_SIZE]


def _complete(weights: Weights, rows: Array, counted: NDArray[np.bool_]) -> TokenRows:
    """Add mean and standard deviation to raw features."""
    features = rows[:, :FEATURES]
    mean = features @ np.full(FEATURES, 1 / FEATURES, dtype=np.float32)
    variance = np.einsum("ij,ij->i", features, features) / FEATURES - mean * mean
    deviation = np.sqrt(variance + np.float32(weights.epsilon))
    rows[:, FEATURES], rows[:, FEATURES + 1] = mean, deviation
    return TokenRows(rows, counted / deviation)


def stream_rows(weights: Weights, tables: TokenTables, stream: Indices, start: int, end: int) -> TokenRows:
    """Work out the features of the tokens `start` to `end` of a stream.

    Args:
        weights: The network.
        tables: Tables that `stream` indexes.
        stream: Token indices, shape (t,), with at least `CONTEXT` entries of padding or text on either side of the
            piece.
        start: First token of the piece.
        end: After the last token of the piece.
    """
    length = end - start
    rows = _empty_rows(length)
    np.take(tables.embeddings, stream[start:end], axis=0, out=rows[:, :EMBEDDING_SIZE], mode="clip")
    outside = stream[start - REACH : end + REACH] == PADDING
    for branch, order in enumerate(ORDERS):
        left = _LEFT[order]
        first, last = start - REACH, end + REACH
        windows = [stream[first + slot - left : last + slot - left] for slot in range(order)]
        hidden = _first_convolution(weights, tables, branch, windows)
        hidden[outside] = 0
        part = rows[:, _columns(branch)]
        # Windows that start at row p of `hidden`, p + n, p + 2n ... are the rows of one reshaped view.
        base = REACH - left
        for phase in range(order):
            count = len(range(phase, length, order))
            if count:
                window = hidden[base + phase : base + phase + count * order].reshape(count, order * CHANNELS)
                part[phase::order] = window @ weights.second[branch]
        _finish_branch(weights, branch, part, hidden[REACH : REACH + length])
    return _complete(weights, rows, stream[start:end] != PADDING)


# Tokens of a run's edge that see it, the mark of the edge itself among them.
EDGE = CONTEXT + 1


@attrs.frozen
class EdgeShape:
    """What a run's edge looks like in a window of ids: the edge's tokens between `CONTEXT` others on either side.

    Attributes:
        inside: Columns of the window that belong to the run; the others are padding.
        seen: For each branch those of the edge's tokens whose output depends on the edge.
    """

    inside: slice
    seen: tuple[slice, ...]


# The begin mark and the first tokens: they see nothing before it.
HEAD = EdgeShape(slice(CONTEXT, EDGE + 2 * CONTEXT), tuple(slice(0, 1 + 2 * _LEFT[order]) for order in ORDERS))
# The last tokens and the end mark: they see nothing after it.
TAIL = EdgeShape(
    slice(0, CONTEXT + EDGE), tuple(slice(CONTEXT - 2 * (order - 1 - _LEFT[order]), EDGE) for order in ORDERS)
)


def edge_sums(
    weights: Weights, tables: TokenTables, windows: Indices, shape: EdgeShape, unseen: Sequence[Array]
) -> Array:
    """Return the sums of the scaled rows of the tokens at the edges of runs.

    Args:
        weights: The network.
        tables: Tables that `windows` indexes.
        windows: Token indices, shape (w, EDGE + 2 * CONTEXT).
        shape: Whether they are heads or tails.
        unseen: For each branch the output at the edge's other tokens, as inside a text; shape (w, others, 256).

    Returns:
        Shape (w, ROW_SIZE).
    """
    count = len(windows)
    centre = windows[:, CONTEXT : CONTEXT + EDGE]
    rows = _empty_rows(count * EDGE)
    np.take(tables.embeddings, centre.ravel(), axis=0, out=rows[:, :EMBEDDING_SIZE], mode="clip")
    by_token = rows.reshape(count, EDGE, ROW_SIZE)
    for branch, (order, seen) in enumerate(zip(ORDERS, shape.seen, strict=True)):
        left = _LEFT[order]
        part = by_token[:, :, _columns(branch)]
        part[:, : seen.start] = unseen[branch][:, : seen.start]
        part[:, seen.stop :] = unseen[branch][:, seen.start :]
        # The first convolution at all columns of the run that the second looks at.
        low = max(CONTEXT + seen.start - left, shape.inside.start)
        high = min(CONTEXT + seen.stop + order - 1 - left, shape.inside.stop)
        slots = [windows[:, low + slot - left : high + slot - left].ravel() for slot in range(order)]
        hidden = _first_convolution(weights, tables, branch, slots)
        hidden[(windows[:, low:high] == PADDING).ravel()] = 0
        flat = hidden.reshape(count, (high - low) * CHANNELS)
        for place in range(seen.start, seen.stop):
            start = CONTEXT + place - left
            first, last = max(start, low), min(start + order, high)
            second = weights.second[branch][(first - start) * CHANNELS : (last - start) * CHANNELS]
            part[:, place] = flat[:, (first - low) * CHANNELS : (last - low) * CHANNELS] @ second
        own = slice(CONTEXT + seen.start - low, CONTEXT + seen.stop - low)
        _finish_branch(weights, branch, part[:, seen], hidden.reshape(count, high - low, CHANNELS)[:, own])
    complete = _complete(weights, rows, (centre != PADDING).ravel())
    sums: Array = np.matmul(complete.scales.reshape(count, 1, EDGE), by_token)[:, 0]
    return sums


def pieces(length: int, start: int, size: int = PIECE) -> Iterator[tuple[int, int]]:
    """Cut `length` items from `start` on into pieces of at most `size`."""
    for begin in range(start, start + length, size):
        yield begin, min(begin + size, start + length)


def finish(weights: Weights, sums: Array, tokens: NDArray[np.float32]) -> Array:
    """Turn sentence sums into unit vectors.

    Args:
        weights: The network.
        sums: Sums of scaled rows times `weights.output`, shape (n, 640).
        tokens: Numbers of tokens summed, shape (n,), positive.

    Returns:
        Shape (n, 512), float32, rows of unit length.
    """
    dense = weights.dense
    scaled = sums * (1 / np.sqrt(tokens))[:, None]
    middle = SUM_SIZE // 2
    hidden = np.maximum(scaled[:, :middle], 0) @ dense["d1"]
    hidden += scaled[:, middle:]
    np.maximum(hidden, 0, out=hidden)
    vectors: Array = np.maximum(hidden @ dense["d2"], 0) @ dense["d3"]
    vectors += hidden @ dense["p3"]
    np.tanh(vectors, out=vectors)
    norm = np.sqrt(np.maximum(np.einsum("ij,ij->i", vectors, vectors), np.float32(weights.epsilon)))
    vectors /= norm[:, None]
    return vectors
