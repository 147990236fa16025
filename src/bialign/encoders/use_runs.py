"""Runs of sentences from sums: what a run's tokens add up to, without working them out for every run.

A run's sum is its first sentence's, and for each further sentence what that adds. Only tokens near a run's two edges
see them; those are worked out for each sentence as a run's head and as a run's tail, and all others once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from bialign.encoders import use_network as network
from bialign.encoders.use_batches import Intervals
from bialign.encoders.use_weights import ORDERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bialign.encoders.use_batches import Batches
    from bialign.encoders.use_network import Array, Indices

# Ids of the marks at a text's begin and end.
BEGIN, END = 1, 2
# A run of fewer tokens than this has a first and a last token that see each other.
SHORT = 2 * network.CONTEXT

_PADDING = 3 * network.CONTEXT


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
    """What runs of n sentences are put together from: sums of scaled rows.

    Attributes:
        first: What a sentence is by itself, shape (n, 1282).
        more: What it adds to a run that ends before it, shape (n, 1282).
        words: The sums of the words, shape (w, e).
    """

    first: Array
    more: Array
    words: Array


def run_parts(batches: Batches, stream: TokenStream, word_starts: Indices | None) -> RunParts:
    """Work out what runs are put together from.

    Args:
        batches: The network.
        stream: n sentences, n at least 1. For runs of fewer tokens than `SHORT` the parts are not right.
        word_starts: Where words begin in the stream, the first with the first sentence.
    """
    context, starts, ends = network.CONTEXT, stream.starts, stream.ends
    after_heads = np.minimum(starts + context, ends[-1])
    before_tails = np.maximum(ends - context, starts[0])
    first_tokens, last_tokens = starts[:, None] + np.arange(context), ends[:, None] + np.arange(-context, 0)
    places = [
        *((branch, first_tokens[:, seen.stop - 1 :]) for branch, seen in enumerate(network.HEAD.seen)),
        *((branch, last_tokens[:, : seen.start]) for branch, seen in enumerate(network.TAIL.seen)),
    ]
    found = batches.stream_sums(
        stream.ids,
        int(starts[0]),
        int(ends[-1]),
        [
            Intervals(np.minimum(after_heads, before_tails), np.maximum(after_heads, before_tails)),
            Intervals(before_tails[:-1], before_tails[1:]),
        ],
        word_starts=word_starts,
        places=places,
    )
    between, following = found.sums
    padding, begin, end = (np.full((len(starts), size), id_) for size, id_ in ((context, -1), (1, BEGIN), (1, END)))
    head_windows = np.hstack([padding, begin, stream.ids[starts[:, None] + np.arange(2 * context)]])
    tail_windows = np.hstack([stream.ids[ends[:, None] + np.arange(-2 * context, 0)], end, padding])
    first = batches.edge_sums(head_windows, network.HEAD, found.outputs[: len(ORDERS)])
    tails = batches.edge_sums(tail_windows, network.TAIL, found.outputs[len(ORDERS) :])
    # Head and tail of a short sentence overlap: what is in both is taken off once.
    between[after_heads > before_tails] *= -1
    first += between
    first += tails
    # From before the last tail, which is none any more, to the end of the new one.
    more = np.zeros_like(tails)
    np.subtract(tails[1:], tails[:-1], out=more[1:])
    more[1:] += following
    return RunParts(first, more, found.words)
