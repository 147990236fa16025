"""Very long documents, cut into pieces at places that no bead of a monotone alignment spans.

A document of many thousand sentences would keep one worker busy long after all others have finished. It is cut where
three consecutive sentences are each other's nearest neighbours across the languages, with no rival close by: there a
1-1 bead ends and another begins. What an editor moved from one piece to another is not found.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import attrs
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from bialign.documents import Article

#: Bytes of a text file or a table's row beyond which the document is cut: some 150 newspaper pages.
GIANT = 1_000_000
#: Sentences of the source in a piece, about.
PIECE = 400
_SURE = 0.6
_MARGIN = 0.1
# Where no place is certain within so many pieces, the rest is left whole; no text is taken to have so many times the
# sentences of the other. Both bound the time and memory that a pair takes of which nothing is translated.
_FARTHEST, _LARGEST_RATIO = 8, 4.0


@attrs.frozen
class Cut:
    """A place between two sentences of the source, and the same place in the target; code points of the texts."""

    source: int
    target: int


def cut_document(
    source: Article, target: Article, encode: Callable[[Sequence[str]], NDArray[np.float32]], size: int = PIECE
) -> list[Cut]:
    """Find places where a document pair can be cut.

    Works in windows along the text, in time linear in its length, up to where no place is certain for long.

    Args:
        source: The source document, cut into sentences.
        target: The target document, cut into sentences.
        encode: Encodes n texts into unit rows of shape (n, d).
        size: Source sentences wanted in a piece.

    Returns:
        The cuts in order; none if no place is certain. Every cut is at the beginning of a line on both sides.
    """
    sources, targets = [f.line for f in source.fragments], [f.line for f in target.fragments]
    source_breaks, target_breaks = source.paragraph_breaks(), target.paragraph_breaks()
    cuts: list[Cut] = []
    i = j = 0
    reach = 2 * size
    while len(sources) - i > size + size // 2 and len(targets) - j > 1:
        ratio = min(max(1.0, (len(targets) - j) / (len(sources) - i)), _LARGEST_RATIO)
        first, second = sources[i : i + reach], targets[j : j + int(1.5 * ratio * reach) + 50]
        places = [
            (a, b)
            for a, b in certain_places(encode(first), encode(second))
            if size // 2 <= a and source_breaks[i + a] and target_breaks[j + b]
        ]
        if not places:
            if i + reach >= len(sources) or reach >= _FARTHEST * size:
                break
            reach *= 2
            continue
        a, b = min(places, key=lambda place: abs(place[0] - size))
        i, j, reach = i + a, j + b, 2 * size
        cuts.append(Cut(source.fragments[i].start, target.fragments[j].start))
    return cuts


def certain_places(source: NDArray[np.float32], target: NDArray[np.float32]) -> list[tuple[int, int]]:
    """Find pairs of sentences before which both texts can be cut.

    Args:
        source: Unit rows, shape (n, d).
        target: Unit rows, shape (m, d).

    Returns:
        Pairs of a source and a target row in ascending order: the pair, the one before and the one after are on the
        longest ascending chain of mutual nearest neighbours.
    """
    if len(source) < 3 or len(target) < 3:
        return []
    similarities = source @ target.T
    pairs = []
    best_of_source = similarities.argmax(axis=1)
    best_of_target = similarities.argmax(axis=0)
    second_of_source = np.partition(similarities, -2, axis=1)[:, -2]
    for row, column in enumerate(best_of_source.tolist()):
        value = similarities[row, column]
        if best_of_target[column] == row and value >= _SURE and value - second_of_source[row] >= _MARGIN:
            pairs.append((row, column))
    chain = set(_longest_ascending(pairs))
    return [(a, b) for a, b in pairs if {(a - 1, b - 1), (a, b), (a + 1, b + 1)} <= chain]


def _longest_ascending(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest subsequence of pairs, ascending in the first, that ascends in the second too."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, column) in enumerate(pairs):
        place = bisect_left(ends, column)
        before.append(last[place - 1] if place else -1)
        if place == len(ends):
            ends.append(column)
            last.append(number)
        else:
            ends[place] = column
            last[place] = number
    chain = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]
