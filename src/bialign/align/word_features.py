"""Features of words: as many as a bead's words find a counterpart in it, the better."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bialign.align import evidence
from bialign.align.bead_arrays import (
    HAS_PARTS,
    TYPE_NUMBERS,
    later,
    nearby,
    of_runs,
    other_by_type,
    own_by_type,
    run_sums,
    sum_by_type,
    weakest_part,
)
from bialign.align.lattice import MATCH_TYPES

if TYPE_CHECKING:
    from bialign.encoders.base import WordVectors

Array = NDArray[np.float32]

# A run's weight of words below which a share of it means nothing.
_WORDS_FLOOR = 0.5

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
        supports = [evidence.over_runs(support) for support in evidence.word_supports(source, target, n, m)]
        found, well = [], []
        for words, support, size in ((source, supports[0], n), (target, supports[1], m)):
            weighted = words.weights[:, None]
            found.append(evidence.sum_by_sentence(support * weighted, words.sentences, size))
            well.append(evidence.sum_by_sentence(np.maximum(support - 0.35, 0) * weighted, words.sentences, size))
        left, right = of_runs(*(run_sums(weights) for weights in self._weights))
        chances = [np.log(run_sums(count.astype(np.float32)) + 1) for count in counts]
        left_chance, right_chance = of_runs(*chances)
        own, other = own_by_type(found[0]), other_by_type(found[1])
        shares: list[Array] = [
            (amount / np.maximum(weights, _WORDS_FLOOR)[:, None]).astype(np.float32, copy=False)
            for amount, weights in zip(found, self._weights, strict=True)
        ]
        new = self._new_words(own, other)
        self.match = {
            "words found": (own + other) / 10,
            "words found well": sum_by_type(well[0], well[1]) / 10,
            "share of words found": (own / np.maximum(left, _WORDS_FLOOR) + other / np.maximum(right, _WORDS_FLOOR))
            / 2,
            "words by chance": (left * right_chance + right * left_chance) / 100,
            "weakest part's words": weakest_part(shares[0], shares[1]),
            "new words of weakest part": new,
            "new words below 0.25": np.minimum(new - 0.25, 0) * HAS_PARTS,
        }
        self.source_deletion = _word_deletions(found[0][0], self._weights[0])
        self.target_deletion = _word_deletions(found[1][0], self._weights[1])

    def _new_words(self, own: Array, other: Array) -> Array:
        """Return the least that an outer part adds to what is found of the other side, by the part's own weight.

        A sentence that repeats its neighbour, as a headline repeats the lead, has its words found but adds nothing.

        Args:
            own: What is found of the source side's words, shape (types, n, m).
            other: What is found of the target side's words, shape (types, n, m).
        """
        least = np.full_like(own, np.inf)
        weights = [np.maximum(side, _WORDS_FLOOR) for side in self._weights]
        for number, (m, n) in enumerate(MATCH_TYPES):
            # Dropping a source sentence loses target words, and the other way round.
            for shape, step, amounts, side, axis in (
                ((m - 1, n), (1, 0), other, weights[0], 0),
                ((m, n - 1), (0, 1), own, weights[1], 1),
            ):
                if 0 in shape:
                    continue
                size = (m, n)[axis]
                last = np.full(len(side), np.inf, dtype=np.float32)
                last[: max(len(side) - size + 1, 0)] = side[size - 1 :]
                without = amounts[TYPE_NUMBERS[shape]]
                for edge, weight in ((without, last), (later(without, *step), side)):
                    scaled = (amounts[number] - edge) / (weight[:, None] if axis == 0 else weight)
                    np.minimum(least[number], scaled, out=least[number])
        least[0] = 0
        return np.clip(least, 0, 1)


def _sentence_weights(words: WordVectors, count: int) -> Array:
    sums: Array = np.bincount(words.sentences, words.weights, minlength=count).astype(np.float32)
    return sums


def _word_deletions(found: Array, weights: Array) -> dict[str, Array]:
    beside = nearby(found)
    return {
        "deleted: words found nearby": beside / np.maximum(weights, _WORDS_FLOOR)[:, None],
        "deleted: amount of words found nearby": beside / 10,
        "deleted: amount of words found anywhere": np.broadcast_to(
            found.max(axis=1, initial=0)[:, None] / 10, beside.shape
        ),
    }
