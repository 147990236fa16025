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

from bialign.encoders.use_weights import CHANNELS, EMBEDDING_SIZE, ORDERS, Weights
from bialign.encoders.word_sums import add_up_words
from bialign.threads import one_blas_thread

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Array = NDArray[np.float32]
Indices = NDArray[np.int64]

# How many tokens a convolution of each order sees to the left and to the right.
LEFT = {2: 0, 3: 1, 5: 2}
RIGHT = {order: order - 1 - left for order, left in LEFT.items()}
REACH = 2
# A token's features depend on tokens at most this far away: two convolutions that reach 2 each.
CONTEXT = 2 * REACH
FEATURES = EMBEDDING_SIZE + len(ORDERS) * CHANNELS
# A token's features, their mean and their standard deviation.
ROW_SIZE = FEATURES + 2
# The row of `TokenTables` that stands for no token.
PADDING = 0
# Ids whose table rows are worked out together: whole blocks of the products of all common processors.
_BLOCK = 48
# Tokens of one matrix product: as many as keep its inputs and outputs in the processor's cache.
PIECE = 1024


class TokenTables:
    """What depends on a token's id alone, kept for the ids seen last; row `PADDING` is all zero.

    A full table is emptied and filled anew: ids of one language and genre soon settle. Rows are worked out in blocks
    of one size, an id always at places that round alike, so that a row does not depend, to the last bit, on what was
    asked for before.

    Attributes:
        embeddings: Shape (rows, 512).
        inputs: For each branch, shape (rows, 256).
        products: For each branch of order n the first convolution's products, shape (n, rows, 256).
        words: What the embedding gives to a word vector, shape (rows, e).
    """

    def __init__(self, weights: Weights, capacity: int) -> None:
        self._weights = weights
        rows = capacity + _BLOCK
        self.embeddings: Array = np.zeros((rows, EMBEDDING_SIZE), dtype=np.float32)
        self.inputs: tuple[Array, ...] = tuple(np.zeros((rows, CHANNELS), dtype=np.float32) for _ in ORDERS)
        self.products: tuple[Array, ...] = tuple(np.zeros((n, rows, CHANNELS), dtype=np.float32) for n in ORDERS)
        self.words: Array = np.zeros((rows, weights.words.shape[1]), dtype=np.float32)
        # Row of every id plus one, so that the id -1 of padding finds row 0.
        self._row: Indices = np.zeros(len(weights.table) + 1, dtype=np.int64)
        self._used = 1
        self._places = _find_places(weights)

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
        kinds = missing % len(self._places)
        queues = [missing[kinds == kind] for kind in range(len(self._places))]
        while any(map(len, queues)):
            chosen = [queue[: len(places)] for queue, places in zip(queues, self._places, strict=True)]
            places = [places[: len(queue)] for queue, places in zip(chosen, self._places, strict=True)]
            self._fill(np.concatenate(chosen), np.concatenate(places))
            queues = [queue[len(taken) :] for queue, taken in zip(queues, chosen, strict=True)]
        return self._row[ids + 1]

    def _fill(self, ids: Indices, places: Indices) -> None:
        """Work out the rows of at most `_BLOCK` ids, at their places in a block; both of shape (i,)."""
        weights = self._weights
        padded = np.full(_BLOCK, ids[0])
        padded[places] = ids
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
        rows = slice(self._used, self._used + len(ids))
        self.embeddings[rows] = embeddings[places]
        self.words[rows] = (embeddings @ weights.words[:EMBEDDING_SIZE])[places]
        for branch, first in enumerate(weights.first):
            own = inputs[:, branch * CHANNELS : (branch + 1) * CHANNELS]
            self.inputs[branch][rows] = own[places]
            for slot, matrix in enumerate(first):
                self.products[branch][slot, rows] = (own @ matrix)[places]
        self._row[ids + 1] = np.arange(rows.start, rows.stop)
        self._used += len(ids)


def _find_places(weights: Weights) -> list[Indices]:
    """Return the places in a block, grouped by how a matrix product rounds a row there: equal rows show it.

    Products that use AVX-512 round all rows alike; those that use AVX2 round every other six rows differently.
    """
    rows = np.tile(np.cos(np.arange(EMBEDDING_SIZE, dtype=np.float32)), (_BLOCK, 1))
    with one_blas_thread():
        products = rows @ weights.projection
    _, kinds = np.unique(products, axis=0, return_inverse=True)
    return [np.flatnonzero(kinds == kind) for kind in range(int(kinds.max()) + 1)]


def first_convolution(weights: Weights, tables: TokenTables, branch: int, windows: list[Indices]) -> Array:
    """Return the first convolution's output; `windows` holds for each slot the token index, shape (t,)."""
    order, left = ORDERS[branch], LEFT[ORDERS[branch]]
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


def finish_branch(weights: Weights, branch: int, sums: Array, hidden: Array, out: Array) -> None:
    """Turn a branch's second convolution, which is spent, into its output; `hidden` is the first's output."""
    sums += weights.second_bias[branch]
    np.maximum(sums, 0, out=sums)
    np.add(sums, hidden, out=out)


@attrs.frozen(eq=False)
class TokenRows:
    """Features of t tokens, raw, with what layer norm needs beside them, so that it is linear in a row.

    Attributes:
        tokens: Where the tokens stand in `TokenTables`, shape (t,).
        rows: 1280 features, their mean and their standard deviation, shape (t, ROW_SIZE).
        scales: What a row is multiplied by: one over its standard deviation; 0 for padding. Shape (t,).
    """

    tokens: Indices
    rows: Array
    scales: Array

    def sums(self, firsts: Sequence[int], lasts: Sequence[int]) -> Array:
        """Return the sums of the scaled rows from each of `firsts` up to each of `lasts`, shape (s, ROW_SIZE)."""
        sums = np.empty((len(firsts), ROW_SIZE), dtype=np.float32)
        for row, first, last in zip(sums, firsts, lasts, strict=True):
            np.matmul(self.scales[first:last], self.rows[first:last], out=row)
        return sums

    def word_sums(self, weights: Weights, tables: TokenTables, cuts: Indices) -> Array:
        """Return the sums of the word features of the tokens between ascending cuts, shape (w, e)."""
        # Words have few tokens: added up first, they leave the product less to do.
        convolved = self.rows[:, EMBEDDING_SIZE:]
        rows, sums = add_up_words(convolved, tables.words, self.tokens, self.scales, cuts)
        sums += rows @ weights.words[EMBEDDING_SIZE:]
        return sums


@attrs.frozen(eq=False)
class Convolutions:
    """What the convolutions of every branch come to at p places of a stream.

    Attributes:
        first: For each branch the first one's output, shape (p, 256).
        second: For each branch the second one's sums, before anything is done to them, shape (p, 256).
    """

    first: tuple[Array, ...]
    second: tuple[Array, ...]

    @classmethod
    def empty(cls, count: int) -> Convolutions:
        """Return room for `count` places."""
        first, second = (tuple(np.empty((count, CHANNELS), dtype=np.float32) for _ in ORDERS) for _ in range(2))
        return cls(first, second)

    def __len__(self) -> int:
        """Return the number of places, p."""
        return len(self.first[0])

    def part(self, places: slice) -> Convolutions:
        """Return a view of some places."""
        return Convolutions(tuple(own[places] for own in self.first), tuple(own[places] for own in self.second))


def branch_columns(branch: int) -> slice:
    """Return where a branch's output stands in a row."""
    return slice(EMBEDDING_SIZE + branch * CHANNELS, EMBEDDING_SIZE + (branch + 1) * CHANNELS)


def empty_rows(count: int) -> Array:
    """Return room for features, their mean and their standard deviation, shape (count, ROW_SIZE)."""
    # Rows that begin at a cache line.
    return np.empty((count, FEATURES + 16), dtype=np.float32)[:, :ROW_SIZE]


def complete_rows(weights: Weights, tokens: Indices, rows: Array) -> TokenRows:
    """Add mean and standard deviation to raw features."""
    features = rows[:, :FEATURES]
    mean = features @ np.full(FEATURES, 1 / FEATURES, dtype=np.float32)
    # Row by row a scalar product: twice as fast as the same by `einsum`.
    squares = np.matmul(features[:, None, :], features[:, :, None])[:, 0, 0]
    variance = squares / FEATURES - mean * mean
    deviation = np.sqrt(variance + np.float32(weights.epsilon))
    rows[:, FEATURES], rows[:, FEATURES + 1] = mean, deviation
    return TokenRows(tokens, rows, (tokens != PADDING) / deviation)


def stream_rows(
    weights: Weights,
    tables: TokenTables,
    stream: Indices,
    start: int,
    end: int,
    *,
    places: Indices,
    convolutions: Convolutions,
) -> TokenRows:
    """Work out the features of the tokens `start` to `end` of a stream.

    Args:
        weights: The network.
        tables: Tables that `stream` indexes.
        stream: Token indices, shape (t,), with at least `CONTEXT` entries of padding or text on either side of the
            piece.
        start: First token of the piece.
        end: After the last token of the piece.
        places: Places in the stream, shape (p,). Outside the piece the second convolution is not right, and the
            first only up to `REACH` away.
        convolutions: Filled with what the convolutions come to at the places.
    """
    tokens, length = stream[start:end], end - start
    rows = empty_rows(length)
    rows[:, :EMBEDDING_SIZE] = tables.embeddings.take(tokens, axis=0)
    outside = stream[start - REACH : end + REACH] == PADDING
    for branch, order in enumerate(ORDERS):
        left = LEFT[order]
        first, last = start - REACH, end + REACH
        windows = [stream[first + slot - left : last + slot - left] for slot in range(order)]
        hidden = first_convolution(weights, tables, branch, windows)
        hidden[outside] = 0
        sums = np.empty((length, CHANNELS), dtype=np.float32)
        # Windows that start at row p of `hidden`, p + n, p + 2n ... are the rows of one reshaped view.
        base = REACH - left
        for phase in range(order):
            count = len(range(phase, length, order))
            if count:
                window = hidden[base + phase : base + phase + count * order].reshape(count, order * CHANNELS)
                sums[phase::order] = window @ weights.second[branch]
        if len(places):
            # Row by row into the processor's cache, and at once from there: three times as fast as row by row alone.
            convolutions.first[branch][:] = hidden.take(places - first, axis=0, mode="clip")
            convolutions.second[branch][:] = sums.take(places - start, axis=0, mode="clip")
        finish_branch(weights, branch, sums, hidden[REACH : REACH + length], rows[:, branch_columns(branch)])
    return complete_rows(weights, tokens, rows)


def pieces(length: int, start: int, size: int = PIECE) -> Iterator[tuple[int, int]]:
    """Cut `length` items from `start` on into pieces of at most `size`, of about the same length.

    Unless they are less than a quarter of `size` there is an even number, so that two threads are done together.
    """
    count = 2 * -(-length // (2 * size)) if 4 * length > size else min(length, 1)
    for number in range(count):
        yield start + length * number // count, start + length * (number + 1) // count
