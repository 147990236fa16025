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
# The evidence of where in the running text a pair stands is added to any other. More beads than five between them are
# no more telling; where the text is not aligned, one bead is assumed, which says next to nothing.
_PLACE = "place"
_FAR = 5
_UNKNOWN = 1


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
        places: Which bead of the running text follows each source unit and each target unit, or None if unknown.
    """

    kind: FragmentKind
    units: Sequence[tuple[int, ...]]
    other_units: Sequence[tuple[int, ...]]
    evidence: EvidenceTable = ()
    similarity: NDArray[np.float64] = attrs.field(factory=lambda: np.zeros((0, 0)))
    contents: Sequence[Hashable] = ()
    other_contents: Sequence[Hashable] = ()
    places: tuple[Sequence[int], Sequence[int]] | None = None


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
    if (comparison.kind, _PLACE) in calibration:
        constant, slope = calibration[comparison.kind, _PLACE]
        log_odds += constant + slope * _beads_between(comparison)
    if comparison.kind is FragmentKind.SPEAKER:
        return ordered_matching(np.clip(log_odds, -_LARGEST_LOG_ODDS, _LARGEST_LOG_ODDS))
    rows, columns = _occurrences(comparison.contents), _occurrences(comparison.other_contents)
    log_odds += np.where(rows[:, None] == columns, 0.0, _OTHER_OCCURRENCE)
    return free_matching(np.clip(log_odds, -_LARGEST_LOG_ODDS, _LARGEST_LOG_ODDS))


def _beads_between(comparison: Comparison) -> NDArray[np.intp] | int:
    """Return how many beads of the running text lie between each pair. Shape: (units, other units)."""
    if comparison.places is None:
        return _UNKNOWN
    places, other_places = (np.array(side, np.intp) for side in comparison.places)
    apart: NDArray[np.intp] = np.minimum(np.abs(places[:, None] - other_places), _FAR)
    return apart


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
