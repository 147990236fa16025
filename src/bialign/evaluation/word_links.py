"""Word alignments measured against sure and possible links (Och and Ney 2003)."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

import attrs

from bialign.errors import InvariantError
from bialign.lists import list_of

if TYPE_CHECKING:
    from collections.abc import Iterable

Link = tuple[int, int]
"""0-based indices of a source word and a target word."""


@attrs.frozen
class WordLinkScores:
    """Counts over sentence pairs, and the figures they give.

    Attributes:
        predicted: Number of predicted links, |A|.
        sure: Number of sure links, |S|.
        sure_found: Number of predicted links that are sure, |A ∩ S|.
        possible_found: Number of predicted links that are possible, |A ∩ P|; sure links are possible.
    """

    predicted: int
    sure: int
    sure_found: int
    possible_found: int

    @property
    def precision(self) -> float:
        """|A ∩ P| / |A|, in [0, 1]; 0 where nothing was predicted."""
        return self.possible_found / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """|A ∩ S| / |S|, in [0, 1]; 0 where no link is sure."""
        return self.sure_found / self.sure if self.sure else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, in [0, 1]."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    @property
    def aer(self) -> float:
        """Alignment error rate, 1 - (|A ∩ S| + |A ∩ P|) / (|A| + |S|), in [0, 1]; 0 where there is no link at all."""
        total = self.predicted + self.sure
        return 1.0 - (self.sure_found + self.possible_found) / total if total else 0.0


def evaluate_word_links(
    sure: Iterable[AbstractSet[Link]],
    predicted: Iterable[AbstractSet[Link]],
    *,
    possible: Iterable[AbstractSet[Link]] | None = None,
) -> WordLinkScores:
    """Measure word alignments of sentence pairs against gold.

    Args:
        sure: For each sentence pair, the links that gold is sure of.
        predicted: For each pair, the predicted links.
        possible: For each pair, further links that gold allows; none if None.

    Raises:
        InvariantError: If the three are not of the same length, or something is no set of links.
    """
    sure, predicted = _sets(sure), _sets(predicted)
    possible = [frozenset[Link]()] * len(sure) if possible is None else _sets(possible)
    if not len(predicted) == len(sure) == len(possible):
        raise InvariantError(
            f"There are {len(predicted)} predicted, {len(sure)} sure and {len(possible)} possible sets of links: "
            "one of each is needed for every sentence pair."
        )
    return WordLinkScores(
        predicted=sum(map(len, predicted)),
        sure=sum(map(len, sure)),
        sure_found=sum(len(links & gold) for links, gold in zip(predicted, sure, strict=True)),
        possible_found=sum(
            len(links & (gold | more)) for links, gold, more in zip(predicted, sure, possible, strict=True)
        ),
    )


def _sets(values: Iterable[AbstractSet[Link]]) -> list[AbstractSet[Link]]:
    return list_of(values, AbstractSet, what="sets of links, one for each sentence pair")
