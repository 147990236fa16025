"""Which words and anchors of one side find a counterpart in which sentences of the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np
from numpy.typing import NDArray

from bialign.align.lattice import LONGEST_RUN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bialign.encoders.base import WordVectors

Array = NDArray[np.float32]


@attrs.frozen(eq=False)
class AnchorKeys:
    """The anchors of one kind of n sentences; two agree if they share a key.

    Attributes:
        keys: The keys of each anchor.
        sentences: The sentence that each anchor belongs to, ascending; shape (a,).
    """

    keys: tuple[tuple[str, ...], ...]
    sentences: NDArray[np.int64]

    def part(self, first: int, last: int) -> AnchorKeys:
        """Return the anchors of the sentences `first` up to `last`, numbered from 0."""
        begin, end = np.searchsorted(self.sentences, [first, last])
        return AnchorKeys(self.keys[begin:end], self.sentences[begin:end] - first)


def collect_keys(keys: Sequence[Sequence[tuple[str, ...]]]) -> AnchorKeys:
    """Gather the keys of each sentence's anchors."""
    counts = [len(group) for group in keys]
    flat = tuple(key for group in keys for key in group)
    return AnchorKeys(flat, np.repeat(np.arange(len(counts)), counts))


def word_supports(source: WordVectors, target: WordVectors, n: int, m: int) -> tuple[Array, Array]:
    """Return how well each word of either side is matched in each sentence of the other.

    Args:
        source: w words of n sentences.
        target: v words of m sentences.
        n: Number of source sentences.
        m: Number of target sentences.

    Returns:
        Shapes (w, m) and (v, n): the greatest cosine to any word of the sentence; 0 for a sentence without words.
    """
    support = np.zeros((len(source.vectors), m), dtype=np.float32)
    support_back = np.zeros((n, len(target.vectors)), dtype=np.float32)
    if support.size and support_back.size:
        cosines = source.vectors @ target.vectors.T
        present, starts = np.unique(target.sentences, return_index=True)
        support[:, present] = np.maximum.reduceat(cosines, starts, axis=1)
        # Along the first axis a reduction a sentence is faster than `reduceat`.
        present, starts = np.unique(source.sentences, return_index=True)
        for sentence, first, last in zip(present, starts, [*starts[1:], len(cosines)], strict=True):
            np.maximum.reduce(cosines[first:last], axis=0, out=support_back[sentence])
    return support, support_back.T


def anchor_support(anchors: AnchorKeys, others: AnchorKeys, count: int) -> Array:
    """Return whether each anchor agrees with one in each sentence of the other side, as 0 or 1; shape (a, count)."""
    support = np.zeros((len(anchors.keys), count), dtype=np.float32)
    places: dict[str, set[int]] = {}
    for keys, sentence in zip(others.keys, others.sentences, strict=True):
        for key in keys:
            places.setdefault(key, set()).add(int(sentence))
    for row, keys in zip(support, anchors.keys, strict=True):
        for key in keys:
            row[list(places.get(key, ()))] = 1
    return support


def over_runs(support: Array) -> Array:
    """Return the greatest support in each run of sentences: (w, m) to (LONGEST_RUN, w, m), by the run's first."""
    runs = np.repeat(support[None], LONGEST_RUN, axis=0)
    for extra in range(1, LONGEST_RUN):
        width = support.shape[1] - extra
        if width > 0:
            np.maximum(runs[extra - 1, :, :width], support[:, extra:], out=runs[extra, :, :width])
    return runs


def sum_by_sentence(values: Array, sentences: NDArray[np.int64], count: int) -> Array:
    """Sum over the words of each sentence: the axis before the last of length w becomes one of length n.

    Args:
        values: Shape (..., w, m).
        sentences: The sentence of each word, ascending, shape (w,).
        count: n.
    """
    sums = np.zeros((*values.shape[:-2], count, values.shape[-1]), dtype=np.float32)
    if len(sentences):
        present, starts = np.unique(sentences, return_index=True)
        sums[..., present, :] = np.add.reduceat(values, starts, axis=-2)
    return sums
