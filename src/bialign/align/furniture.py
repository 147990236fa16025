"""Article furniture paired with its translation: headline with headline, byline with byline, whatever the order."""

from __future__ import annotations

from bisect import bisect
from typing import TYPE_CHECKING

import numpy as np

from bialign.align.furniture_calibration import Comparison, load_calibration, pair_probabilities
from bialign.align.furniture_evidence import Side, contents, judge
from bialign.align.furniture_readings import read_meanings
from bialign.beads import Bead
from bialign.documents import Fragment, FragmentKind, Language
from bialign.text.languages import primary_subtag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Unit = tuple[int, ...]

# A pair is made when it is more probable than not.
_LEAST_PROBABILITY = 0.5
# Where there are no vectors: the cosine that says nothing, between that of translations and that of any two texts.
_NEUTRAL_COSINE = 0.25
# White space between two fragments of the same page; a longer gap holds running text.
_WIDEST_GAP = 8
# Of a longer fragment no more is read: what newsrooms put around a story is short.
_LONGEST_READING = 500
# Pieces of one side's furniture that are looked at together.
_MOST_TOGETHER = 500
_DECIMALS = 4


def match_furniture(
    source: Sequence[Fragment],
    target: Sequence[Fragment],
    *,
    source_language: str,
    target_language: str,
    similarity: NDArray[np.float32],
    places: tuple[Sequence[int], Sequence[int]] | None = None,
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
        similarity: Cosines of the fragments' sentence vectors; all zeros where there are none.
            Shape: (source fragments, target fragments).
        places: Where source and target fragments stand in the aligned running text, as `places_in_text` tells:
            evidence for speakers and subheadlines; None where the text is not aligned.

    Returns:
        Beads that hold each fragment once: deletions, additions and 1-1 beads, and 1-n or n-1 beads where one line
        holds widgets that are several lines on the other side; in source order, then the additions. The score of a
        bead with two sides is the probability that they are counterparts, that of a deletion or addition the
        probability that its fragment has none; rounded to 4 decimals.
    """
    languages = primary_subtag(source_language), primary_subtag(target_language)
    # The same arithmetic whichever side is which, so that swapping the articles swaps the result and no more.
    if languages[0] < languages[1]:
        swapped_places = None if places is None else (places[1], places[0])
        comparisons = compare_furniture(target, source, (languages[1], languages[0]), similarity.T, swapped_places)
        beads = [bead.swapped() for comparison in comparisons for bead in _beads(comparison)]
    else:
        beads = [
            bead
            for comparison in compare_furniture(source, target, languages, similarity, places)
            for bead in _beads(comparison)
        ]
    return sorted(beads, key=lambda bead: (not bead.source, bead.source, bead.target))


def furniture_parts(count: int, other_count: int) -> Iterator[tuple[slice, slice]]:
    """Cut the furniture of two articles into as many parts each, of which those of the same number are paired.

    Time and memory of pairing grow with the product of the sides. No article has so much furniture that it is cut; a
    list of thousands of lines that all look like furniture has its counterparts at about the same place.

    Args:
        count: How many pieces of furniture the source has.
        other_count: How many the target has.

    >>> list(furniture_parts(1000, 600))
    [(slice(0, 500, None), slice(0, 300, None)), (slice(500, 1000, None), slice(300, 600, None))]
    """
    parts = max(1, -(-max(count, other_count) // _MOST_TOGETHER))
    for part in range(parts):
        own, other = (slice(size * part // parts, size * (part + 1) // parts) for size in (count, other_count))
        yield own, other


def places_in_text(furniture: Sequence[int], body: Sequence[int], beads: Sequence[Sequence[int]]) -> list[int]:
    """Return for each piece of furniture which bead of the running text follows it on its side.

    Args:
        furniture: Positions of the furniture among the fragments of one side, ascending.
        body: Positions of its body sentences, ascending.
        beads: The body beads in reading order: for each the sentences of this side, as indices into `body`.

    Returns:
        Numbers of beads, from 0; the number of all beads where no sentence follows.

    >>> places_in_text([0, 3], [1, 2, 4], [(0,), (1,), (), (2,)])
    [0, 3]
    """
    numbers = {index: number for number, bead in enumerate(beads) for index in bead}
    return [numbers.get(bisect(body, place), len(beads)) for place in furniture]


def compare_furniture(
    source: Sequence[Fragment],
    target: Sequence[Fragment],
    languages: tuple[str, str],
    similarity: NDArray[np.float32],
    places: tuple[Sequence[int], Sequence[int]] | None = None,
) -> list[Comparison]:
    """Return what speaks for pairing the furniture of two articles, for each kind that either has.

    Args:
        source: Furniture of one article, in reading order.
        target: Furniture of the other.
        languages: The primary language subtags of source and target.
        similarity: Cosines of the fragments' sentence vectors. Shape: (source fragments, target fragments).
        places: Where source and target fragments stand in the aligned running text, or None.
    """
    read = set(languages) <= {Language.KOREAN, Language.ENGLISH}
    if not similarity.any():
        similarity = np.full_like(similarity, _NEUTRAL_COSINE)
    heads, other_heads = _heads(source), _heads(target)
    comparisons = []
    for kind in dict.fromkeys(fragment.kind for fragment in (*source, *target)):
        units: list[Unit] = [(index,) for index, fragment in enumerate(source) if fragment.kind is kind]
        other_units: list[Unit] = [(index,) for index, fragment in enumerate(target) if fragment.kind is kind]
        if read and kind is FragmentKind.BOILERPLATE:
            meanings = [read_meanings(_text(source, unit), kind, languages[0]) for unit in units]
            other_meanings = [read_meanings(_text(target, unit), kind, languages[1]) for unit in other_units]
            units = _join_widgets(units, meanings, other_meanings)
            other_units = _join_widgets(other_units, other_meanings, meanings)
        if not units or not other_units:
            comparisons.append(Comparison(kind, units, other_units))
            continue
        side = _side(kind, source, units, heads, languages[0])
        other_side = _side(kind, target, other_units, other_heads, languages[1])
        comparisons.append(
            Comparison(
                kind,
                units,
                other_units,
                judge(side, other_side, read=read),
                _similarity_of_units(similarity, units, other_units),
                contents(side, read=read),
                contents(other_side, read=read),
                places and ([places[0][unit[0]] for unit in units], [places[1][unit[0]] for unit in other_units]),
            )
        )
    return comparisons


def _heads(fragments: Sequence[Fragment]) -> list[bool]:
    """Tell of each fragment whether it stands before the running text: no long gap precedes it."""
    heads: list[bool] = []
    place = 0
    for fragment in fragments:
        heads.append(fragment.start - place <= _WIDEST_GAP and all(heads[-1:]))
        place = fragment.end
    return heads


def _join_widgets(
    units: Sequence[Unit], meanings: Sequence[frozenset[str]], others: Sequence[frozenset[str]]
) -> list[Unit]:
    """Join the lines of widgets that stand on one line of the other side: Font Size, Print is 글자크기 인쇄."""
    joined = {unit: unit for unit in units}
    free = [
        (unit, meaning) for unit, meaning in zip(units, meanings, strict=True) if meaning and meaning not in others
    ]
    for other in others:
        parts = {meaning: unit for unit, meaning in reversed(free) if meaning < other}
        if len(parts) > 1:
            free = [(unit, meaning) for unit, meaning in free if unit not in parts.values()]
            first, *rest = sorted(parts.values())
            joined[first] = tuple(sorted(sum(parts.values(), ())))
            for unit in rest:
                del joined[unit]
    return list(joined.values())


def _text(fragments: Sequence[Fragment], unit: Unit) -> str:
    return " ".join(fragments[index].line for index in unit)[:_LONGEST_READING]


def _side(
    kind: FragmentKind, fragments: Sequence[Fragment], units: Sequence[Unit], heads: Sequence[bool], language: str
) -> Side:
    texts = [_text(fragments, unit) for unit in units]
    return Side(kind, texts, [heads[unit[0]] for unit in units], language)


def _similarity_of_units(
    similarity: NDArray[np.float32], units: Sequence[Unit], other_units: Sequence[Unit]
) -> NDArray[np.float64]:
    rows, columns = [unit[0] for unit in units], [unit[0] for unit in other_units]
    cosines = similarity[rows][:, columns].astype(np.float64)
    joined = [unit for unit in (*units, *other_units) if len(unit) > 1]
    for row, unit in enumerate(units if joined else ()):
        for column, other in enumerate(other_units):
            cosines[row, column] = similarity[np.ix_(unit, other)].max()
    return cosines


def _beads(comparison: Comparison) -> list[Bead]:
    probabilities = pair_probabilities(comparison, load_calibration())
    rows, columns = np.nonzero(probabilities > _LEAST_PROBABILITY)
    pairs = dict(zip(rows.tolist(), columns.tolist(), strict=True))
    beads = [
        Bead(
            comparison.units[row], comparison.other_units[column], comparison.kind, _score(probabilities[row, column])
        )
        for row, column in pairs.items()
    ]
    for row, unit in enumerate(comparison.units):
        if row not in pairs:
            alone = _score(1 - probabilities[row].sum())
            beads += [Bead([index], [], comparison.kind, alone) for index in unit]
    paired = set(pairs.values())
    for column, unit in enumerate(comparison.other_units):
        if column not in paired:
            alone = _score(1 - probabilities[:, column].sum())
            beads += [Bead([], [index], comparison.kind, alone) for index in unit]
    return beads


def _score(probability: float) -> float:
    return round(min(max(float(probability), 0.0), 1.0), _DECIMALS)
