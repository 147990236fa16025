"""Common units of two alignments of the same text, so that they can be compared even if it was split differently.

A unit is a stretch of text, white space left out, that neither alignment's fragments cut. Where both alignments have
the same fragments, units are fragments, and what is computed on units is what the literature computes on sentences.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from bialign.errors import InvariantError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bialign.beads import Alignment
    from bialign.documents import Fragment

Side = tuple[int, ...]
"""The units on one side of a bead, ascending."""

UnitBead = tuple[Side, Side]
"""A bead in units: source and target."""


def common_units(gold: Alignment, predicted: Alignment) -> tuple[list[UnitBead], list[UnitBead]]:
    """Return the beads of both alignments in common units, in the order of their beads.

    Raises:
        InvariantError: If they are not alignments of the same two texts (white space aside).
    """
    gold_source, predicted_source = _number(gold.source, predicted.source, "source", gold.id)
    gold_target, predicted_target = _number(gold.target, predicted.target, "target", gold.id)
    return (
        [(_gather(bead.source, gold_source), _gather(bead.target, gold_target)) for bead in gold],
        [(_gather(bead.source, predicted_source), _gather(bead.target, predicted_target)) for bead in predicted],
    )


def _gather(indices: Side, units: Sequence[Side]) -> Side:
    return tuple(unit for index in indices for unit in units[index])


def _number(
    gold: Sequence[Fragment], predicted: Sequence[Fragment], side: str, name: str
) -> tuple[Sequence[Side], Sequence[Side]]:
    """Return the units of every fragment of either alignment."""
    if len(gold) == len(predicted) and all(
        not (a.text and b.text) or a.text == b.text for a, b in zip(gold, predicted, strict=True)
    ):
        # Formats that hold indices alone have empty fragments: there the numbers must do.
        units = [(index,) for index in range(len(gold))]
        return units, units
    return _cut(gold, predicted, side, name)


def _cut(
    gold: Sequence[Fragment], predicted: Sequence[Fragment], side: str, name: str
) -> tuple[Sequence[Side], Sequence[Side]]:
    gold_texts, predicted_texts = (
        ["".join(f.text.split()) for f in gold],
        ["".join(f.text.split()) for f in predicted],
    )
    gold_text, predicted_text = "".join(gold_texts), "".join(predicted_texts)
    if gold_text != predicted_text:
        pairs = zip(gold_text, predicted_text, strict=False)
        place = next(
            (index for index, (a, b) in enumerate(pairs) if a != b), min(len(gold_text), len(predicted_text))
        )
        raise InvariantError(
            f"The predicted alignment{f' of {name!r}' if name else ''} is not of the gold alignment's {side} text: "
            f"gold has {_excerpt(gold_text, place)} where the prediction has {_excerpt(predicted_text, place)}."
        )
    gold_ends, predicted_ends = list(accumulate(map(len, gold_texts))), list(accumulate(map(len, predicted_texts)))
    ends = sorted({*gold_ends, *predicted_ends} - {0})
    return _spans(gold_ends, ends), _spans(predicted_ends, ends)


def _spans(fragment_ends: Sequence[int], unit_ends: Sequence[int]) -> list[Side]:
    """Return which units, given by their ends, each fragment holds; none for one of white space alone."""
    starts = (0, *fragment_ends[:-1])
    return [
        tuple(range(bisect_right(unit_ends, start), bisect_right(unit_ends, end)))
        for start, end in zip(starts, fragment_ends, strict=True)
    ]


def _excerpt(text: str, place: int) -> str:
    return repr(text[place : place + 20]) if place < len(text) else "nothing"
