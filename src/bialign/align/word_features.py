"""Features of words: as many as a bead's words find a counterpart in it, the better."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bialign.align import evidence
from bialign.align.bead_arrays import (
    HAS_PARTS,
    SHRINKING,
    later,
    nearby,
    of_runs,
    other_by_type,
    own_by_type,
    run_sums,
    weakest_part,
)
from bialign.align.steps import LONGEST_RUN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bialign.encoders.base import WordVectors

Array = NDArray[np.float32]

# A run's weight of words below which a share of it means nothing.
_WORDS_FLOOR = 0.5
# A word is found well by as much as its cosine exceeds this.
_WELL = 0.35
# What amounts of words are divided by, so that their weights are of the size of others.
_TEN = np.float32(10)

WORD_FEATURES = (
    "words found",
    "words found well",
    "share of words found",
    "words by chance",
    "weakest part's words",
    "new words of weakest part",
    "new words below 0.25",
)
DELETION_WORD_FEATURES = (
    "deleted: words found nearby",
    "deleted: amount of words found nearby",
    "deleted: amount of words found anywhere",
)


class Words:
    """Features of words: as many as a bead's words find a counterpart in it, the better (cf. IBM model 1)."""

    def __init__(self, source: WordVectors, target: WordVectors, n: int, m: int) -> None:
        self._weights = (_sentence_weights(source, n), _sentence_weights(target, m))
        counts = (np.bincount(source.sentences, minlength=n), np.bincount(target.sentences, minlength=m))
        found: list[Array] = []
        well: list[Array] = []
        supports = evidence.word_supports(source, target, n, m)
        for words, support, size in zip((source, target), supports, (n, m), strict=True):
            surplus = np.maximum(support - np.float32(_WELL), 0)
            for sums, values in ((found, support), (well, surplus)):
                runs = evidence.over_runs(values * words.weights)
                sums.append(evidence.sum_by_sentence(runs, words.sentences, size))
        left, right = (np.maximum(run_sums(weights), np.float32(_WORDS_FLOOR)) for weights in self._weights)
        chances = [np.log(run_sums(count.astype(np.float32)) + 1) for count in counts]
        own, other = own_by_type(found[0]), other_by_type(found[1])
        shares: list[Array] = [
            (amount / np.maximum(weights, _WORDS_FLOOR)[:, None]).astype(np.float32, copy=False)
            for amount, weights in zip(found, self._weights, strict=True)
        ]
        new = self._new_words(own, other)
        self.sentences = {
            "words found": (found[0] / _TEN, found[1] / _TEN),
            "words found well": (well[0] / _TEN, well[1] / _TEN),
        }
        left_size, right_size = of_runs(left, right)
        self.beads = {
            "share of words found": (own / left_size + other / right_size) / np.float32(2),
            "words by chance": self._by_chance(chances),
            "weakest part's words": weakest_part(shares[0], shares[1]),
            "new words of weakest part": new,
            "new words below 0.25": np.minimum(new - np.float32(0.25), 0) * HAS_PARTS,
        }
        self.source_deletion = _word_deletions(found[0][0], self._weights[0])
        self.target_deletion = _word_deletions(found[1][0], self._weights[1])

    def _by_chance(self, chances: Sequence[Array]) -> Array:
        """Return how much is found by chance: the more words, the more others there are for each to find."""
        left, right = of_runs(*(run_sums(weights) / np.float32(100) for weights in self._weights))
        left_chance, right_chance = of_runs(*chances)
        amount: Array = left * right_chance
        amount += right * left_chance
        return amount

    def _new_words(self, own: Array, other: Array) -> Array:
        """Return the least that an outer part adds to what is found of the other side, by the part's own weight.

        A sentence that repeats its neighbour, as a headline repeats the lead, has its words found but adds nothing.

        Args:
            own: What is found of the source side's words, shape (types, n, m).
            other: What is found of the target side's words, shape (types, n, m).
        """
        least = np.ones_like(own)
        # Dropping a source sentence loses target words, and the other way round.
        for (numbers, without, sizes, step), amounts, weights in zip(
            SHRINKING, (other, own), self._weights, strict=True
        ):
            first = np.maximum(weights, np.float32(_WORDS_FLOOR))
            beyond = np.full(LONGEST_RUN, np.inf, dtype=np.float32)
            last = np.stack([np.append(first[size - 1 :], beyond)[: len(first)] for size in sizes])
            # Along the rows for the source, along the columns for the target.
            axis = -1 if step[0] else -2
            whole, part = amounts[numbers], amounts[without]
            adds = np.minimum(
                (whole - part) / np.expand_dims(last, axis),
                (whole - later(part, *step)) / np.expand_dims(first, axis),
            )
            least[numbers] = np.minimum(least[numbers], adds)
        least[0] = 0
        return np.maximum(least, 0)


def _sentence_weights(words: WordVectors, count: int) -> Array:
    sums: Array = np.bincount(words.sentences, words.weights, minlength=count).astype(np.float32)
    return sums


def _word_deletions(found: Array, weights: Array) -> dict[str, Array]:
    beside = nearby(found)
    return {
        "deleted: words found nearby": np.divide(beside, np.maximum(weights, _WORDS_FLOOR)[:, None]),
        "deleted: amount of words found nearby": np.divide(beside, 10),
        "deleted: amount of words found anywhere": np.broadcast_to(
            found.max(axis=1, initial=0)[:, None] / 10, beside.shape
        ),
    }
