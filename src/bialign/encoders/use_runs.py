"""Runs of sentences from sums: what a run's tokens add up to, without working them out for every run.

A run's sum is its first sentence's, and for each further sentence what that adds. Only tokens near a run's two edges
see them; those are worked out for each sentence as a run's head and as a run's tail, and all others once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from bialign.encoders import use_network as network
from bialign.encoders.use_batches import BATCH, Intervals
from bialign.encoders.use_edges import EDGE_SHAPES, HEAD, TAIL, WINDOW
from bialign.encoders.use_vectors import RunSums
from bialign.encoders.use_weights import SUM_SIZE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bialign.encoders.use_batches import Batches
    from bialign.encoders.use_network import Array, Indices

# Ids of the marks at a text's begin and end.
BEGIN, END = 1, 2
# A run of fewer tokens than this has a first and a last token that see each other.
SHORT = 2 * network.CONTEXT

_PADDING = 2 * network.CONTEXT
# What is worked out together: sentences of no more tokens than a batch holds with their context and the tail before,
# and no more sentences than that, 60 kB each.
_TOKENS = BATCH - 3 * network.CONTEXT
_SENTENCES = 1024


@attrs.frozen(eq=False)
class TokenStream:
    """The token ids of n sentences in a row.

    Attributes:
        ids: Shape (t,); -1 for padding.
        starts: Where each sentence begins, shape (n,).
        ends: Where each sentence ends, shape (n,).
    """

    ids: Indices
    starts: Indices
    ends: Indices

    @property
    def lengths(self) -> Indices:
        """Numbers of tokens, shape (n,)."""
        return self.ends - self.starts

    def part(self, first: int, last: int) -> TokenStream:
        """Return the sentences `first` up to `last`, in the same stream."""
        return TokenStream(self.ids, self.starts[first:last], self.ends[first:last])

    def edge_columns(self) -> Indices:
        """Return the places in the stream of the columns of each sentence's head and tail, shape (2, n, WINDOW)."""
        heads = self.starts - HEAD.tokens.start
        tails = self.ends - TAIL.tokens.stop
        return np.stack([heads, tails])[:, :, None] + np.arange(WINDOW)


def join_tokens(sentences: Sequence[Indices], text_starts: Sequence[int]) -> TokenStream:
    """Put the token ids of sentences into one stream.

    Args:
        sentences: Ids of each sentence, shape (tokens,) each.
        text_starts: The sentences before which tokens do not see.
    """
    lengths = np.fromiter(map(len, sentences), dtype=np.int64, count=len(sentences))
    gaps = np.zeros(len(sentences), dtype=np.int64)
    # As much padding as one convolution reaches: the second reads zeros there.
    # A text without sentences at the end begins after the last sentence.
    gaps[[start for start in text_starts if start < len(sentences)]] = network.REACH
    ends = _PADDING + np.cumsum(gaps + lengths)
    starts = ends - lengths
    ids = np.full(_PADDING + int(ends[-1] if len(ends) else 0), -1, dtype=np.int64)
    for start, own in zip(starts, sentences, strict=True):
        ids[start : start + len(own)] = own
    return TokenStream(ids, starts, ends)


@attrs.frozen(eq=False)
class RunParts:
    """What runs of n sentences are put together from.

    Attributes:
        sums: What each sentence adds to them.
        words: The sums of the words, shape (w, e).
    """

    sums: RunSums
    words: Array


def run_parts(batches: Batches, stream: TokenStream, word_starts: Indices) -> RunParts:
    """Work out what runs are put together from.

    Args:
        batches: The network.
        stream: n sentences. For runs of fewer tokens than `SHORT` the parts are not right.
        word_starts: Where words begin in the stream, ascending; none, or the first with the first sentence.
    """
    # What is never written takes no memory.
    places = min(2 * WINDOW * min(len(stream.starts), _SENTENCES), 2 * BATCH)
    with batches.room_for_convolutions(places) as room:
        return _run_parts(batches, stream, word_starts, room)


def _run_parts(batches: Batches, stream: TokenStream, word_starts: Indices, room: network.Convolutions) -> RunParts:
    count = len(stream.starts)
    after_heads = np.minimum(stream.starts + network.CONTEXT, stream.ends[-1:])
    before_tails = np.maximum(stream.ends - network.CONTEXT, stream.starts[:1])
    before_previous_tails = np.concatenate([stream.starts[:1], before_tails[:-1]])
    # Head and tail of a short sentence overlap: what is in both is taken off once.
    between = Intervals(np.minimum(after_heads, before_tails), np.maximum(after_heads, before_tails))
    signs = np.where(after_heads > before_tails, -1, 1).astype(np.float32)[:, None]
    following = Intervals(before_previous_tails, before_tails)
    first, more = (np.empty((count, SUM_SIZE), dtype=np.float32) for _ in range(2))
    words = np.empty((len(word_starts), batches.weights.words.shape[1]), dtype=np.float32)
    previous_tail = np.zeros((1, network.ROW_SIZE), dtype=np.float32)
    low = 0
    while low < count:
        begin = int(before_previous_tails[low])
        high = max(low + 1, int(np.searchsorted(stream.ends, begin + _TOKENS, side="right")))
        high = min(high, low + _SENTENCES)
        own = slice(low, high)
        part = stream.part(low, high)
        first_word, last_word = np.searchsorted(word_starts, [part.starts[0], part.ends[-1]])
        columns = part.edge_columns()
        places = np.unique(columns)
        convolutions = room.part(slice(0, len(places)))
        found = batches.stream_sums(
            stream.ids,
            begin,
            int(max(part.ends[-1], after_heads[high - 1])),
            [between.part(own), following.part(own)],
            # One word more, so that the last ends where it begins.
            word_starts=word_starts[first_word : last_word + 1],
            places=places,
            convolutions=convolutions,
        )
        between_sums, following_sums = found.sums
        between_sums *= signs[own]
        words[first_word:last_word] = found.words[: last_word - first_word]
        heads, tails = batches.edge_sums(_marked(stream.ids[columns]), convolutions, np.searchsorted(places, columns))
        # Inside a run the tail before is none.
        following_sums[:1] -= previous_tail
        following_sums[1:] -= tails[:-1]
        previous_tail = tails[-1:]
        first[own], more[own] = batches.sentence_sums([between_sums, heads, tails], [following_sums, tails])
        low = high
    return RunParts(RunSums(first, more, stream.lengths), words)


def _marked(windows: Indices) -> Indices:
    """Return windows of ids with marks in the edges' columns and padding beyond, shape as given."""
    marked = np.full_like(windows, -1)
    for own, text, shape, mark in zip(marked, windows, EDGE_SHAPES, (BEGIN, END), strict=True):
        own[:, shape.tokens] = text[:, shape.tokens]
        own[:, shape.mark] = mark
    return marked
