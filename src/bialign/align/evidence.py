"""Which words and anchors of one side find a counterpart in which sentences of the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np
from numpy.typing import NDArray

from bialign.align.steps import LONGEST_RUN

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
        Shapes (m, w) and (n, v): the greatest cosine to any word of the sentence; 0 for a sentence without words.
    """
    cosines = source.vectors @ target.vectors.T
    return (
        _greatest_by_sentence(np.ascontiguousarray(cosines.T), target.sentences, m),
        _greatest_by_sentence(cosines, source.sentences, n),
    )


def _greatest_by_sentence(values: Array, sentences: NDArray[np.int64], count: int) -> Array:
    """Return the greatest of each sentence's rows: (w, v) to (count, v)."""
    greatest = np.zeros((count, values.shape[1]), dtype=np.float32)
    limits = np.searchsorted(sentences, np.arange(count + 1)).tolist()
    # A reduction a sentence is faster than `reduceat`.
    for row, first, last in zip(greatest, limits, limits[1:], strict=False):
        if first < last:
            np.maximum.reduce(values[first:last], axis=0, out=row)
    return greatest


def anchor_support(anchors: Sequence[AnchorKeys], others: Sequence[AnchorKeys], count: int) -> Array:
    """Return whether each anchor agrees with one of its kind in each sentence of the other side.

    Args:
        anchors: Those of one side, by kind; a in all.
        others: Those of the other side, by kind.
        count: Number of the other side's sentences.

    Returns:
        0 or 1, shape (count, a).
    """
    sentences: list[int] = []
    numbers: list[int] = []
    first = 0
    for own, other in zip(anchors, others, strict=True):
        places: dict[str, set[int]] = {}
        for keys, sentence in zip(other.keys, other.sentences.tolist(), strict=True):
            for key in keys:
                places.setdefault(key, set()).add(sentence)
        for number, keys in enumerate(own.keys, start=first):
            for key in keys:
                found = places.get(key, ())
                sentences += found
                numbers += [number] * len(found)
        first += len(own.keys)
    support = np.zeros((count, sum(len(own.keys) for own in anchors)), dtype=np.float32)
    support[sentences, numbers] = 1
    return support


def sum_by_sentence(support: Array, sentences: NDArray[np.int64], count: int) -> Array:
    """Sum up the support that the words or anchors of each sentence have in each run of the other side.

    Args:
        support: What `over_runs` returns, shape (LONGEST_RUN, m, w).
        sentences: The sentence of each, ascending, shape (w,).
        count: Number of sentences, n.

    Returns:
        Shape (LONGEST_RUN, n, m), by the run's first sentence.
    """
    sums = np.zeros((LONGEST_RUN, count, support.shape[1]), dtype=np.float32)
    if len(sentences):
        starts = np.append(0, np.flatnonzero(sentences[1:] != sentences[:-1]) + 1)
        sums[:, sentences[starts]] = np.add.reduceat(support, starts, axis=2).transpose(0, 2, 1)
    return sums


def over_runs(support: Array) -> Array:
    """Return the greatest support in each run of the other side's sentences, by the run's first.

    Args:
        support: How well each word or anchor is matched in each sentence of the other side, shape (m, w).

    Returns:
        Shape (LONGEST_RUN, m, w); runs are cut short at the end.
    """
    runs = np.empty((LONGEST_RUN, *support.shape), dtype=np.float32)
    runs[0] = support
    for extra in range(1, LONGEST_RUN):
        last = max(len(support) - extra, 0)
        np.maximum(runs[extra - 1, :last], support[extra:], out=runs[extra, :last])
        runs[extra, last:] = runs[extra - 1, last:]
    return runs
