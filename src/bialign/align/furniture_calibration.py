"""From evidence to probabilities, by the constants of ``furniture_calibration.tsv``."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import attrs
import numpy as np

from bialign.align.furniture_matching import free_matching, ordered_matching
from bialign.align.furniture_tables import read_table
from bialign.documents import FragmentKind

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from numpy.typing import NDArray

    from bialign.align.furniture_evidence import EvidenceTable

    Calibration = Mapping[tuple[str, str], tuple[float, float]]

# Of fragments that say the same the first is paired with the first, the second with the second.
_OTHER_OCCURRENCE = -3.0
_LARGEST_LOG_ODDS = 12.0


@attrs.frozen(eq=False)
class Comparison:
    """The fragments of one kind on both sides, and what speaks for pairing them.

    Attributes:
        kind: Their kind.
        units: The source fragments, by index; one unit holds several where they stand on one line of the other side.
        other_units: The target fragments likewise.
        evidence: What speaks for each pair of a source and a target unit; this and the rest is empty where a side is.
        similarity: The cosine of each pair's meaning. Shape: (units, other units).
        contents: What each source unit says; equal if it is the same.
        other_contents: What each target unit says.
    """

    kind: FragmentKind
    units: Sequence[tuple[int, ...]]
    other_units: Sequence[tuple[int, ...]]
    evidence: EvidenceTable = ()
    similarity: NDArray[np.float64] = attrs.field(factory=lambda: np.zeros((0, 0)))
    contents: Sequence[Hashable] = ()
    other_contents: Sequence[Hashable] = ()


def pair_probabilities(comparison: Comparison, calibration: Calibration) -> NDArray[np.float64]:
    """Return the probability of each pair of a source and a target unit, given all their rivals.

    Args:
        comparison: What is compared.
        calibration: Constant and slope by kind and class of evidence, as `load_calibration` returns them.

    Returns:
        Probabilities in [0, 1]; rows and columns sum to at most 1. Shape: (units, other units).
    """
    log_odds = np.zeros((len(comparison.units), len(comparison.other_units)))
    if not log_odds.size:
        return log_odds
    for row, line in enumerate(comparison.evidence):
        for column, found in enumerate(line):
            constant, slope = calibration[comparison.kind, found.name]
            measure = comparison.similarity[row, column] if found.measure is None else found.measure
            log_odds[row, column] = constant + slope * measure
    if comparison.kind is FragmentKind.SPEAKER:
        return ordered_matching(np.clip(log_odds, -_LARGEST_LOG_ODDS, _LARGEST_LOG_ODDS))
    rows, columns = _occurrences(comparison.contents), _occurrences(comparison.other_contents)
    log_odds += np.where(rows[:, None] == columns, 0.0, _OTHER_OCCURRENCE)
    return free_matching(np.clip(log_odds, -_LARGEST_LOG_ODDS, _LARGEST_LOG_ODDS))


def _occurrences(said: Sequence[Hashable]) -> NDArray[np.intp]:
    """Return of each unit how many before it say the same."""
    seen: dict[Hashable, int] = {}
    places = []
    for content in said:
        places.append(seen.get(content, 0))
        seen[content] = places[-1] + 1
    return np.array(places, np.intp)


@cache
def load_calibration() -> Calibration:
    """Return the package's calibration: constant and slope by kind and class of evidence."""
    return {
        (kind, evidence): (float(constant), float(slope))
        for kind, evidence, *_, constant, slope in read_table("furniture_calibration.tsv")
    }
