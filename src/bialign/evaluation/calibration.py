"""Are scores probabilities? Of beads scored 0.9, nine in ten should be right."""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby
from typing import TYPE_CHECKING

import attrs

from bialign.counting import counted
from bialign.errors import InvariantError
from bialign.evaluation.scores import Outcome
from bialign.lists import list_of, require_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@attrs.frozen
class Bin:
    """Beads of similar scores.

    Attributes:
        low: Lower end of the scores, in [0, 1].
        high: Upper end; the last bin holds the score 1 too.
        count: Number of beads.
        score: Mean score, in [0, 1]; 0 in an empty bin.
        accuracy: Share of them that is right, in [0, 1]; 0 in an empty bin.
    """

    low: float
    high: float
    count: int
    score: float
    accuracy: float


@attrs.frozen
class RiskPoint:
    """What one gets by keeping only the beads an aligner is surest of.

    Attributes:
        threshold: The lowest score that is kept, in [0, 1].
        coverage: Share of the beads that is kept, in (0, 1].
        risk: Share of the kept beads that is wrong, in [0, 1].
    """

    threshold: float
    coverage: float
    risk: float


@attrs.frozen
class Calibration:
    """How far scores can be taken for probabilities.

    Attributes:
        count: Number of scored beads.
        bins: The beads by score, in bins of equal width over [0, 1]: the points of a reliability diagram.
        ece: Expected calibration error (Naeini, Cooper and Hauskrecht 2015), in [0, 1]: the mean distance between
            mean score and accuracy of the bins, by the beads in them.
        brier: Brier score (1950), in [0, 1]: the mean squared distance of a score from 1 (right) or 0 (wrong).
        risk_coverage: A point for every different score, the highest first (El-Yaniv and Wiener 2010).
        area: Area under the risk-coverage curve, in [0, 1]; less is better: the mean risk when beads are added from
            the surest down, beads of one score in any order.
    """

    count: int
    bins: tuple[Bin, ...] = attrs.field(repr=False)
    ece: float
    brier: float
    risk_coverage: tuple[RiskPoint, ...] = attrs.field(repr=False)
    area: float

    def __str__(self) -> str:
        return (
            f"Scores of {counted(self.count, 'bead')}: expected calibration error {self.ece:.3f}, "
            f"Brier score {self.brier:.3f}, area under the risk-coverage curve {self.area:.3f}."
        )


def calibrate(outcomes: Iterable[Outcome], *, bins: int = 10) -> Calibration:
    """Measure how well scores tell right beads from wrong ones.

    Args:
        outcomes: Scores and whether the beads were right, such as `Evaluation.outcomes`.
        bins: Number of bins of equal width over [0, 1].

    Raises:
        InvariantError: If there is no outcome: no bead has a score; or something is no outcome.
        ConfigurationError: If bins is less than 1, or no whole number.
    """
    require_count(bins, what="bin")
    outcomes = sorted(
        list_of(outcomes, Outcome, what="outcomes, as evaluations have them"), key=lambda outcome: -outcome.score
    )
    if not outcomes:
        raise InvariantError("No bead has a score: there is nothing to calibrate.")
    table = _bins(outcomes, bins)
    points = _risk_coverage(outcomes)
    return Calibration(
        count=len(outcomes),
        bins=table,
        ece=sum(part.count * abs(part.score - part.accuracy) for part in table) / len(outcomes),
        brier=sum((outcome.score - outcome.right) ** 2 for outcome in outcomes) / len(outcomes),
        risk_coverage=points,
        area=_area(outcomes),
    )


def _bins(outcomes: Sequence[Outcome], number: int) -> tuple[Bin, ...]:
    members: list[list[Outcome]] = [[] for _ in range(number)]
    ends = [index / number for index in range(number + 1)]
    for outcome in outcomes:
        members[min(bisect_right(ends, outcome.score), number) - 1].append(outcome)
    return tuple(
        Bin(
            low=ends[index],
            high=ends[index + 1],
            count=len(part),
            score=sum(outcome.score for outcome in part) / len(part) if part else 0.0,
            accuracy=sum(outcome.right for outcome in part) / len(part) if part else 0.0,
        )
        for index, part in enumerate(members)
    )


def _risk_coverage(outcomes: Sequence[Outcome]) -> tuple[RiskPoint, ...]:
    points = []
    kept = wrong = 0
    for score, group in groupby(outcomes, key=lambda outcome: outcome.score):
        same = list(group)
        kept += len(same)
        wrong += sum(not outcome.right for outcome in same)
        points.append(RiskPoint(score, kept / len(outcomes), wrong / kept))
    return tuple(points)


def _area(outcomes: Sequence[Outcome]) -> float:
    """Return the mean risk over all numbers of kept beads; within one score, wrong beads are spread evenly."""
    total = wrong = 0.0
    kept = 0
    for _, group in groupby(outcomes, key=lambda outcome: outcome.score):
        same = list(group)
        share = sum(not outcome.right for outcome in same) / len(same)
        for _ in same:
            kept += 1
            wrong += share
            total += wrong / kept
    return total / len(outcomes)
