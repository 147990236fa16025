"""Article furniture paired with its translation: headline with headline, byline with byline, whatever the order."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from bialign.align.furniture_evidence import Side, contents, judge
from bialign.align.furniture_matching import free_matching, ordered_matching
from bialign.align.furniture_readings import read_meanings
from bialign.align.furniture_tables import read_table
from bialign.beads import Bead
from bialign.documents import Fragment, FragmentKind, Language

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from numpy.typing import NDArray

    Unit = tuple[int, ...]

# A pair is made when it is more probable than not.
_LEAST_PROBABILITY = 0.5
# Of fragments that say the same the first is paired with the first, the second with the second.
_OTHER_OCCURRENCE = -3.0
_LARGEST_LOG_ODDS = 12.0
# White space between two fragments of the same page; a longer gap holds running text.
_WIDEST_GAP = 8
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
        Beads that hold each fragment once: deletions, additions and 1-1 beads, and 1-n or n-1 beads where one line
        holds widgets that are several lines on the other side; in source order, then the additions. The score of a
        bead with two sides is the probability that they are counterparts, that of a deletion or addition the
        probability that its fragment has none; rounded to 4 decimals.
    """
    languages = _subtag(source_language), _subtag(target_language)
    # The same arithmetic whichever side is which, so that swapping the articles swaps the result and no more.
    if languages[0] < languages[1]:
        beads = [bead.swapped() for bead in _match(target, source, languages[::-1], similarity.T)]
    else:
        beads = _match(source, target, languages, similarity)
    return sorted(beads, key=lambda bead: (not bead.source, bead.source, bead.target))


def _subtag(language: str) -> str:
    return language.partition("-")[0].lower()


def _match(
    source: Sequence[Fragment],
    target: Sequence[Fragment],
    languages: tuple[str, str],
    similarity: NDArray[np.float32],
) -> list[Bead]:
    heads, other_heads = _heads(source), _heads(target)
    beads: list[Bead] = []
    for kind in FragmentKind:
        rows = [index for index, fragment in enumerate(source) if fragment.kind is kind]
        columns = [index for index, fragment in enumerate(target) if fragment.kind is kind]
        units, other_units = [(row,) for row in rows], [(column,) for column in columns]
        if rows and columns and kind is FragmentKind.BOILERPLATE and _can_read(languages):
            meanings = [read_meanings(source[row].text, kind, languages[0]) for row in rows]
            other_meanings = [read_meanings(target[column].text, kind, languages[1]) for column in columns]
            units = _join_widgets(rows, meanings, other_meanings)
            other_units = _join_widgets(columns, other_meanings, meanings)
        probabilities = np.zeros((len(units), len(other_units)))
        if rows and columns:
            probabilities = _probabilities(
                _side(kind, source, units, heads, languages[0]),
                _side(kind, target, other_units, other_heads, languages[1]),
                _similarity_of_units(similarity, units, other_units),
            )
        beads += _beads(kind, units, other_units, probabilities)
    return beads


def _heads(fragments: Sequence[Fragment]) -> list[bool]:
    """Tell of each fragment whether it stands before the running text: no long gap precedes it."""
    heads = []
    place = 0
    for fragment in fragments:
        heads.append(fragment.start - place <= _WIDEST_GAP and all(heads[-1:]))
        place = fragment.end
    return heads


def _can_read(languages: tuple[str, str]) -> bool:
    return set(languages) <= {Language.KOREAN, Language.ENGLISH}


def _join_widgets(
    indices: Sequence[int], meanings: Sequence[frozenset[str]], others: Sequence[frozenset[str]]
) -> list[Unit]:
    """Join the lines of widgets that stand on one line of the other side: Font Size, Print is 글자크기 인쇄."""
    units: dict[int, Unit] = {index: (index,) for index in indices}
    free = [place for place, meaning in enumerate(meanings) if meaning and meaning not in others]
    for other in others:
        parts = {meanings[place]: indices[place] for place in reversed(free) if meanings[place] < other}
        if len(parts) > 1:
            joined = tuple(sorted(parts.values()))
            units = {index: unit for index, unit in units.items() if index not in joined}
            units[joined[0]] = joined
            free = [place for place in free if indices[place] not in joined]
    return [units[index] for index in sorted(units)]


def _side(
    kind: FragmentKind, fragments: Sequence[Fragment], units: Sequence[Unit], heads: Sequence[bool], language: str
) -> Side:
    texts = [" ".join(fragments[index].text for index in unit) for unit in units]
    return Side(kind, texts, [heads[unit[0]] for unit in units], language)


def _similarity_of_units(
    similarity: NDArray[np.float32], units: Sequence[Unit], other_units: Sequence[Unit]
) -> NDArray[np.float64]:
    return np.array([[similarity[np.ix_(unit, other)].max() for other in other_units] for unit in units], np.float64)


def _probabilities(source: Side, target: Side, similarity: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probabilities that fragments of one kind are counterparts. Shape: (source, target)."""
    read = _can_read((source.language, target.language))
    calibration = _calibration()
    evidence = judge(source, target, read=read)
    log_odds = np.empty(similarity.shape)
    places, other_places = _occurrences(contents(source, read=read)), _occurrences(contents(target, read=read))
    for row, line in enumerate(evidence):
        for column, found in enumerate(line):
            constant, slope = calibration[source.kind, found.name]
            measure = similarity[row, column] if found.measure is None else found.measure
            log_odds[row, column] = constant + slope * measure
            if source.kind is not FragmentKind.SPEAKER and places[row] != other_places[column]:
                log_odds[row, column] += _OTHER_OCCURRENCE
    log_odds = np.clip(log_odds, -_LARGEST_LOG_ODDS, _LARGEST_LOG_ODDS)
    return ordered_matching(log_odds) if source.kind is FragmentKind.SPEAKER else free_matching(log_odds)


def _occurrences(said: Sequence[Hashable]) -> list[int]:
    """Return of each fragment how many before it say the same."""
    seen: dict[Hashable, int] = {}
    places = []
    for content in said:
        places.append(seen.get(content, 0))
        seen[content] = places[-1] + 1
    return places


def _beads(
    kind: FragmentKind, units: Sequence[Unit], other_units: Sequence[Unit], probabilities: NDArray[np.float64]
) -> list[Bead]:
    rows, columns = np.nonzero(probabilities > _LEAST_PROBABILITY)
    pairs = dict(zip(rows.tolist(), columns.tolist(), strict=True))
    beads = [
        Bead(units[row], other_units[column], kind, _score(probabilities[row, column]))
        for row, column in pairs.items()
    ]
    for row, unit in enumerate(units):
        if row not in pairs:
            alone = _score(1 - probabilities[row].sum())
            beads += [Bead([index], [], kind, alone) for index in unit]
    paired = set(pairs.values())
    for column, unit in enumerate(other_units):
        if column not in paired:
            alone = _score(1 - probabilities[:, column].sum())
            beads += [Bead([], [index], kind, alone) for index in unit]
    return beads


def _score(probability: float) -> float:
    return round(min(max(float(probability), 0.0), 1.0), _DECIMALS)


@cache
def _calibration() -> dict[tuple[str, str], tuple[float, float]]:
    return {
        (kind, evidence): (float(constant), float(slope))
        for kind, evidence, _, constant, slope in read_table("furniture_calibration.tsv")
    }
