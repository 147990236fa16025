"""What speaks for and against two articles being translations of each other: a few numbers for each pair."""

from __future__ import annotations

import math
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bialign.building.filters import ENGLISH_PER_KOREAN
from bialign.building.pairing.collection import GROUPS
from bialign.names import NameIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bialign.building.pairing.candidates import Candidates
    from bialign.building.pairing.collection import Description

Features = NDArray[np.float64]
# What is known where articles are given as vectors alone.
VECTOR_FEATURES = ("similarity", "margin")
FEATURES = (
    *VECTOR_FEATURES,
    "sentences",
    "sentences: weakest",
    "headline",
    "no headline",
    "length",
    *GROUPS,
    *(f"{group}: none" for group in GROUPS),
    "names",
)
_LENGTH_RATIO = math.log(ENGLISH_PER_KOREAN)
_SAME_NAME = 0.5
# Log-odds (nats) of the doubt that names can settle.
_DOUBT = 4.0


def vector_features(candidates: Candidates) -> Features:
    """Return the values of `VECTOR_FEATURES`, shape (c, 2)."""
    return np.stack([candidates.similarity, candidates.margin], axis=1).astype(np.float64)


def pair_features(korean: Description, english: Description, candidates: Candidates) -> Features:
    """Return the values of `FEATURES` for candidate pairs, shape (c, features); that of names is 0, see `add_names`.

    Args:
        korean: The Korean articles.
        english: The English articles.
        candidates: Pairs; their source is the Korean article.
    """
    values = np.zeros((len(candidates), len(FEATURES)))
    values[:, :2] = vector_features(candidates)
    rarity = {group: _Rarity(korean, english, group) for group in GROUPS}
    for row, (k, e) in enumerate(zip(candidates.source.tolist(), candidates.target.tolist(), strict=True)):
        first, second = korean.of_article(k), english.of_article(e)
        alike, weakest = _sentence_similarity(first, second)
        has_headlines = bool(korean.headlines[k].any() and english.headlines[e].any())
        headline = float(korean.headlines[k] @ english.headlines[e]) if has_headlines else 0.0
        ratio = math.log((english.lengths[e] + 50) / (korean.lengths[k] + 25)) - _LENGTH_RATIO
        overlaps = [rarity[group].overlap(korean.anchors[k][group], english.anchors[e][group]) for group in GROUPS]
        values[row, 2:-1] = [
            alike,
            weakest,
            headline,
            not has_headlines,
            -min(ratio * ratio, 2.0),
            *(0.0 if overlap is None else overlap for overlap in overlaps),
            *(overlap is None for overlap in overlaps),
        ]
    return values


def add_names(
    features: Features,
    korean: Description,
    english: Description,
    candidates: Candidates,
    rows: NDArray[np.int64],
) -> None:
    """Put the agreement of persons' names into the features of some pairs: names take longer than all else.

    Args:
        features: What `pair_features` returned; changed in place.
        korean: The Korean articles.
        english: The English articles.
        candidates: Pairs.
        rows: Which of them.
    """
    names = _Names(english)
    for row in rows.tolist():
        k, e = int(candidates.source[row]), int(candidates.target[row])
        features[row, -1] = names.agreement(korean.names[k], english.words[e], e)


def contested(candidates: Candidates, log_odds: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the candidates that names may decide: possible ones with a possible rival, and doubtful ones.

    Args:
        candidates: Pairs.
        log_odds: Of each, without names; shape (c,).
    """
    possible = log_odds > -_DOUBT
    rivals = [
        np.bincount(places[possible], minlength=int(places.max(initial=-1)) + 1)[places] > 1
        for places in (candidates.source, candidates.target)
    ]
    return np.flatnonzero(possible & ((log_odds < _DOUBT) | rivals[0] | rivals[1]))


def _sentence_similarity(first: NDArray[np.float32], second: NDArray[np.float32]) -> tuple[float, float]:
    """Return the mean similarity of sentences to their nearest counterparts, and that of the lower half of these."""
    if not len(first) or not len(second):
        return 0.0, 0.0
    similarities = first @ second.T
    best = [np.sort(similarities.max(axis=axis)) for axis in (0, 1)]
    return (
        float(np.mean([side.mean() for side in best])),
        float(np.mean([side[: (len(side) + 1) // 2].mean() for side in best])),
    )


class _Rarity:
    """How much a shared key of one group of anchors tells: the rarer, the more."""

    def __init__(self, korean: Description, english: Description, group: str) -> None:
        counts: Counter[str] = Counter()
        for description in (korean, english):
            for anchors in description.anchors:
                counts.update(anchors[group])
        total = len(korean) + len(english)
        self._weights = {key: math.log((total + 1) / (count + 0.5)) for key, count in counts.items()}

    def overlap(self, first: frozenset[str], second: frozenset[str]) -> float | None:
        """Return the weight of shared keys as a share of the weight of the side that has less; None without keys."""
        if not first or not second:
            return None
        shared = self._sum(first & second)
        return shared / max(min(self._sum(first), self._sum(second)), 1e-9)

    def _sum(self, keys: Iterable[str]) -> float:
        return sum(self._weights[key] for key in sorted(keys))


class _Names:
    """Whether the persons of a Korean article occur in an English one."""

    def __init__(self, english: Description) -> None:
        self._index = lru_cache(maxsize=4096)(lambda place: NameIndex(_name_forms(english.words[place])))

    def agreement(self, names: Sequence[str], words: Sequence[str], place: int) -> float:
        """Return how many of the names are found, two or more of them counting as 1, in [0, 1].

        A name that is not found says nothing: not every word before a title is a name.
        """
        if not names or not words:
            return 0.0
        index: NameIndex = self._index(place)
        found = sum(bool(index.match(name).max(initial=0.0) >= _SAME_NAME) for name in names)
        return min(found, 2) / 2


def _name_forms(words: Sequence[str]) -> list[str]:
    """Return words and pairs of words that follow each other: surnames and full names."""
    return [*words, *(f"{first} {second}" for first, second in pairwise(words))]
