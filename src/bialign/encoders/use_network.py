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
    from collections.abc import Iterator

Array = NDArray[np.float32]
Indices = NDArray[np.int64]

# Each convolution of order n sees this many tokens to the left; the rest of its window lies to the right.
_LEFT = {2: 0, 3: 1, 5: 2}
REACH = 2
# A token's features depend on tokens at most this far away: two convolutions that reach 2 each.
CONTEXT = 2 * REACH
FEATURES = EMBEDDING_SIZE + len(ORDERS) * CHANNELS
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
    """Turn a branch's raw second convolution, in place in `features`, into its output."""
    part = features[:, EMBEDDING_SIZE + branch * CHANNELS : EMBEDDING_SIZE + (branch + 1) * CHANNELS]
    part += weights.second_bias[branch]
    np.maximum(part, 0, out=part)
    part += hidden


def _inverse_deviation(weights: Weights, features: Array) -> tuple[Array, Array]:
    """Return each row's mean and 1 / standard deviation, both of shape (t,)."""
    mean = features.mean(axis=1)
    variance = np.einsum("ij,ij->i", features, features) / features.shape[1] - mean * mean
    return mean, 1 / np.sqrt(variance + np.float32(weights.epsilon))


def stream_features(weights: Weights, tables: TokenTables, stream: Indices, start: int, end: int) -> Array:
    """Return the raw features of the tokens `start` to `end` of a stream, shape (end - start, 1280).

    Args:
        weights: The network.
        tables: Tables that `stream` indexes.
        stream: Token indices, shape (t,), with at least `CONTEXT` entries of padding or text on either side of the
            piece.
        start: First token of the piece.
        end: After the last token of the piece.
    """
    length = end - start
    features = np.empty((length, FEATURES), dtype=np.float32)
    np.take(tables.embeddings, stream[start:end], axis=0, out=features[:, :EMBEDDING_SIZE], mode="clip")
    outside = stream[start - REACH : end + REACH] == PADDING
    for branch, order in enumerate(ORDERS):
        left = _LEFT[order]
        first, last = start - REACH, end + REACH
        windows = [stream[first + slot - left : last + slot - left] for slot in range(order)]
        hidden = _first_convolution(weights, tables, branch, windows)
        hidden[outside] = 0
        offset = EMBEDDING_SIZE + branch * CHANNELS
        part = features[:, offset : offset + CHANNELS]
        # Windows that start at row p of `hidden`, p + n, p + 2n ... are the rows of one reshaped view.
        base = REACH - left
        for phase in range(order):
            rows = len(range(phase, length, order))
            if rows:
                window = hidden[base + phase : base + phase + rows * order].reshape(rows, order * CHANNELS)
                part[phase::order] = window @ weights.second[branch]
        _finish_branch(weights, branch, features, hidden[REACH : REACH + length])
    return features


@attrs.frozen(eq=False)
class StreamSums:
    """What a piece of the stream adds to sentence sums and to word vectors.

    Attributes:
        segments: Shape (s, 640).
        words: Shape (w, e); None where no words were asked for.
    """

    segments: Array
    words: Array | None


def stream_sums(
    weights: Weights,
    tables: TokenTables,
    stream: Indices,
    start: int,
    end: int,
    *,
    cuts: Indices,
    word_cuts: Indices | None = None,
) -> StreamSums:
    """Return what a piece of the stream adds to sentence sums, and to word vectors.

    Args:
        weights: The network.
        tables: Tables that `stream` indexes.
        stream: Token indices with padding, see `stream_features`.
        start: First token of the piece.
        end: After the last token of the piece.
        cuts: Ascending places where segments begin, shape (s,), the first at `start`, all below `end`.
        word_cuts: Ascending places where words begin, likewise, shape (w,).

    Padding adds nothing.
    """
    features = stream_features(weights, tables, stream, start, end)
    counted = stream[start:end] != PADDING
    mean, inverse = _inverse_deviation(weights, features)
    inverse *= counted
    features *= inverse[:, None]
    mean *= inverse
    summed = np.add.reduceat(features, cuts - start, axis=0)
    tokens = np.add.reduceat(counted.astype(np.float32), cuts - start)
    segments = _project(weights, summed, np.add.reduceat(mean, cuts - start), tokens)
    if word_cuts is None:
        return StreamSums(segments, None)
    vectors = features @ weights.words
    vectors -= mean[:, None] * weights.words_sums
    vectors += counted[:, None] * weights.words_bias
    return StreamSums(segments, np.add.reduceat(vectors, word_cuts - start, axis=0))


def edge_sums(weights: Weights, tables: TokenTables, windows: Indices) -> Array:
    """Return the sum that the middle tokens of short windows add to a sentence sum.

    Args:
        weights: The network.
        tables: Tables that `windows` indexes.
        windows: Token indices, shape (w, 2 * CONTEXT + m): m tokens and their context.

    Returns:
        Shape (w, 640).
    """
    count, width = windows.shape
    middle = width - 2 * CONTEXT
    centre = windows[:, CONTEXT : CONTEXT + middle]
    features = np.empty((count * middle, FEATURES), dtype=np.float32)
    np.take(tables.embeddings, centre.ravel(), axis=0, out=features[:, :EMBEDDING_SIZE], mode="clip")
    wide = middle + 2 * REACH
    outside = (windows[:, REACH : REACH + wide] == PADDING).ravel()
    for branch, order in enumerate(ORDERS):
        left = _LEFT[order]
        first = REACH - left
        slots = [windows[:, first + slot : first + slot + wide].ravel() for slot in range(order)]
        hidden = _first_convolution(weights, tables, branch, slots)
        hidden[outside] = 0
        rows = hidden.reshape(count, wide * CHANNELS)
        offset = EMBEDDING_SIZE + branch * CHANNELS
        part = features[:, offset : offset + CHANNELS].reshape(count, middle, CHANNELS)
        for place in range(middle):
            begin = (place + REACH - left) * CHANNELS
            part[:, place] = rows[:, begin : begin + order * CHANNELS] @ weights.second[branch]
        own = hidden.reshape(count, wide, CHANNELS)[:, REACH : REACH + middle].reshape(-1, CHANNELS)
        _finish_branch(weights, branch, features, own)
    counted = (centre != PADDING).ravel()
    mean, inverse = _inverse_deviation(weights, features)
    inverse *= counted
    shape = (count, 1, middle)
    summed = np.matmul(inverse.reshape(shape), features.reshape(count, middle, FEATURES))[:, 0]
    shifts = (mean * inverse).reshape(count, middle).sum(axis=1)
    tokens = counted.reshape(count, middle).sum(axis=1, dtype=np.float32)
    return _project(weights, summed, shifts, tokens)


def _project(weights: Weights, summed: Array, shifts: Array, tokens: Array) -> Array:
    """Turn sums of scaled features, of their scaled means and of tokens into what they add to a sentence sum."""
    sums = summed @ weights.output
    sums -= shifts[:, None] * weights.output_sums
    sums += tokens[:, None] * weights.output_bias
    return sums


def pieces(length: int, start: int, size: int = PIECE) -> Iterator[tuple[int, int]]:
    """Cut `length` items from `start` on into pieces of at most `size`."""
    for begin in range(start, start + length, size):
        yield begin, min(begin + size, start + length)


def finish(weights: Weights, sums: Array, tokens: NDArray[np.float32]) -> Array:
    """Turn sentence sums into unit vectors.

    Args:
        weights: The network.
        sums: Shape (n, 640).
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
