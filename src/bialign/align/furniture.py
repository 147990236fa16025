"""Article furniture paired with its translation: headline with headline, byline with byline, whatever the order."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from bialign.align.furniture_evidence import Side, judge, sameness
from bialign.align.furniture_matching import free_matching, ordered_matching
from bialign.align.furniture_readings import read_table
from bialign.beads import Bead
from bialign.documents import Fragment, FragmentKind, Language

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from numpy.typing import NDArray

# A pair is made when it is more probable than not.
_LEAST_PROBABILITY = 0.5
# Of fragments that say the same the first is paired with the first, the second with the second.
_OTHER_OCCURRENCE = -3.0
_LARGEST_LOG_ODDS = 12.0
_DECIMALS = 4


def match_furniture(
    source: Sequence[Fragment],
    target: Sequence[Fragment],
    *,
    source_language: str,
    target_language: str,
    similarity: NDArray[np.float32],
) -> list[Bead]:
    """Pair the furniture of an article with that of its translation, within kinds.

    Headlines, subheadlines and captions are paired by meaning, bylines by the people they name, datelines by place,
    timestamps by what they record and when, credits and copyrights by owner, editor's tags, sections and widgets by
    what the phrase means, speakers by role and name in their order. What has no counterpart stays alone.

    Args:
        source: Furniture of one article, in reading order.
        target: Furniture of the other.
        source_language: BCP 47 tag. Where a language is neither Korean nor English, meaning alone decides.
        target_language: BCP 47 tag.
        similarity: Cosines of the fragments' sentence vectors; all zeros where there are no vectors.
            Shape: (source fragments, target fragments).

    Returns:
        Beads of types 1-1, 1-0 and 0-1, each fragment in one; 1-1 beads and deletions in source order, then the
        additions. The score of a 1-1 bead is the probability that its fragments are counterparts, that of the others
        the probability that their fragment has none; rounded to 4 decimals.
    """
    if _tag(source_language) > _tag(target_language):
        return _match(source, target, source_language, target_language, similarity)
    mirrored = _match(target, source, target_language, source_language, similarity.T)
    beads = [bead.swapped() for bead in mirrored]
    return sorted(beads, key=lambda bead: (not bead.source, bead.source, bead.target))


def _tag(language: str) -> str:
    return language.partition("-")[0].lower()


def _match(
    source: Sequence[Fragment],
    target: Sequence[Fragment],
    source_language: str,
    target_language: str,
    similarity: NDArray[np.float32],
) -> list[Bead]:
    languages = _tag(source_language), _tag(target_language)
    partners: dict[int, tuple[int, float]] = {}
    support, other_support = np.zeros(len(source)), np.zeros(len(target))
    for kind in FragmentKind:
        rows = [index for index, fragment in enumerate(source) if fragment.kind is kind]
        columns = [index for index, fragment in enumerate(target) if fragment.kind is kind]
        if not rows or not columns:
            continue
        probabilities = _probabilities(
            Side(kind, [source[index].text for index in rows], languages[0]),
            Side(kind, [target[index].text for index in columns], languages[1]),
            similarity[np.ix_(rows, columns)],
        )
        support[rows], other_support[columns] = probabilities.sum(axis=1), probabilities.sum(axis=0)
        for row, column in zip(*np.nonzero(probabilities > _LEAST_PROBABILITY), strict=True):
            partners[rows[row]] = columns[column], float(probabilities[row, column])
    beads = []
    for index, fragment in enumerate(source):
        if index in partners:
            partner, probability = partners[index]
            beads.append(Bead([index], [partner], fragment.kind, round(probability, _DECIMALS)))
        else:
            beads.append(Bead([index], [], fragment.kind, _alone(support[index])))
    paired = {partner for partner, _ in partners.values()}
    beads += [
        Bead([], [index], fragment.kind, _alone(other_support[index]))
        for index, fragment in enumerate(target)
        if index not in paired
    ]
    return beads


def _alone(support: float) -> float:
    return round(min(max(1 - float(support), 0.0), 1.0), _DECIMALS)


def _probabilities(source: Side, target: Side, similarity: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the probabilities that fragments of one kind are counterparts. Shape: (source, target)."""
    can_read = {source.language, target.language} <= {Language.KOREAN, Language.ENGLISH}
    evidence = judge(source, target, read=can_read)
    calibration = _calibration()
    log_odds = np.empty(similarity.shape)
    places = _occurrences(sameness(source, read=can_read))
    other_places = _occurrences(sameness(target, read=can_read))
    for row, line in enumerate(evidence):
        for column, found in enumerate(line):
            constant, slope = calibration[source.kind, found.name]
            measure = float(similarity[row, column]) if found.measure is None else found.measure
            log_odds[row, column] = constant + slope * measure
            if source.kind is not FragmentKind.SPEAKER and places[row] != other_places[column]:
                log_odds[row, column] += _OTHER_OCCURRENCE
    log_odds = np.clip(log_odds, -_LARGEST_LOG_ODDS, _LARGEST_LOG_ODDS)
    matching = ordered_matching if source.kind is FragmentKind.SPEAKER else free_matching
    return matching(log_odds)


def _occurrences(contents: Sequence[Hashable]) -> list[int]:
    """Return of each fragment how many before it say the same."""
    seen: dict[Hashable, int] = {}
    places = []
    for content in contents:
        places.append(seen.get(content, 0))
        seen[content] = places[-1] + 1
    return places


@cache
def _calibration() -> dict[tuple[str, str], tuple[float, float]]:
    return {
        (kind, evidence): (float(constant), float(slope))
        for kind, evidence, _, constant, slope in read_table("furniture_calibration.tsv")
    }
