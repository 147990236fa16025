"""Precision, recall and F1 from counts that can be added up."""

from __future__ import annotations

import attrs


@attrs.frozen
class Counts:
    """How many of what was predicted is right, and how many of what is gold was found.

    The two numerators differ under lax matching, where one predicted bead may find two gold ones.

    Attributes:
        right: Predicted items that are right.
        predicted: Predicted items.
        found: Gold items that were found.
        gold: Gold items.
    """

    right: int = 0
    predicted: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.right + other.right,
            self.predicted + other.predicted,
            self.found + other.found,
            self.gold + other.gold,
        )

    @property
    def precision(self) -> float:
        """Share of the predicted items that are right, in [0, 1]; 0 where nothing was predicted, as in Vecalign."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold items that were found, in [0, 1]; 0 where there is no gold item, as in Vecalign."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, in [0, 1]; 0 where both are 0."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def defines(self, figure: str) -> bool:
        """Tell whether ``"precision"``, ``"recall"`` or ``"f1"`` is a share of anything here."""
        return bool({"precision": self.predicted, "recall": self.gold, "f1": self.predicted + self.gold}[figure])
