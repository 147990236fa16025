"""Common units of two alignments of the same text, so that they can be compared even if it was split differently.

A unit is a stretch of text, white space left out (zero-width spaces, too), that neither alignment's fragments cut.
Text that macOS took apart (NFD) is the same text.
Where both alignments have the same fragments, units are fragments, and what is computed on units is what the
literature computes on sentences.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from bialign.beads import Alignment
from bialign.counting import counted
from bialign.documents import INVISIBLE_SPACES, is_blank
from bialign.errors import InvariantError
from bialign.lists import require_instance
from bialign.text.normalization import compose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bialign.documents import Fragment

Side = tuple[int, ...]
"""The units on one side of a bead, ascending."""

UnitBead = tuple[Side, Side]
"""A bead in units: source and target."""


def common_units(gold: Alignment, predicted: Alignment) -> tuple[list[UnitBead], list[UnitBead]]:
    """Return the beads of both alignments in common units, in the order of their beads.

    Formats that hold indices alone give fragments without text: there the numbers must do, and such an alignment may
    lack sentences at the end, as those of tools do that write no deletions. A predicted one without any fragment
    lacks them all: its aligner found nothing.

    Raises:
        InvariantError: If they are no alignments, or not of the same two texts (white space and decomposition aside).
    """
    for alignment in (gold, predicted):
        require_instance(alignment, Alignment, what="an alignment")
    gold_source, predicted_source = _number(gold, predicted, "source")
    gold_target, predicted_target = _number(gold, predicted, "target")
    return (
        [(_gather(bead.source, gold_source), _gather(bead.target, gold_target)) for bead in gold],
        [(_gather(bead.source, predicted_source), _gather(bead.target, predicted_target)) for bead in predicted],
    )


def _gather(indices: Side, units: Sequence[Side]) -> Side:
    return tuple(unit for index in indices for unit in units[index])


def _number(
    gold: Alignment, predicted: Alignment, side: Literal["source", "target"]
) -> tuple[Sequence[Side], Sequence[Side]]:
    """Return the units of every fragment of either alignment."""
    ours: tuple[Fragment, ...] = getattr(gold, side)
    theirs: tuple[Fragment, ...] = getattr(predicted, side)
    bare = has_indices_alone(gold)
    other_bare = has_indices_alone(predicted) or not (predicted.source or predicted.target)
    if bare != other_bare and (len(ours) > len(theirs) if bare else len(theirs) > len(ours)):
        counts = f"gold has {counted(len(ours), f'{side} sentence')}, the prediction {len(theirs)}"
        raise InvariantError(f"The alignments{_of(gold)} are not of the same texts: {counts}.")
    if bare or other_bare:
        units = [(index,) for index in range(max(len(ours), len(theirs)))]
        return units[: len(ours)], units[: len(theirs)]
    if len(ours) == len(theirs) and all(map(_have_same_text, ours, theirs)):
        # As where fragments are cut: what is blank holds no unit.
        own: list[Side] = [() if is_blank(fragment.text) else (index,) for index, fragment in enumerate(ours)]
        return own, own
    return _cut(ours, theirs, side, _of(gold))


def has_indices_alone(alignment: Alignment) -> bool:
    """Tell whether an alignment comes of a list of indices without its sentences: no fragment has text."""
    fragments = (*alignment.source, *alignment.target)
    return bool(fragments) and not any(fragment.text for fragment in fragments)


def _have_same_text(fragment: Fragment, other: Fragment) -> bool:
    return fragment.text == other.text or _written(fragment) == _written(other)


def _written(fragment: Fragment) -> str:
    """Return a fragment's text, put together where macOS took it apart, without white space, visible or not.

    It is empty if the fragment is blank.
    """
    text = "".join(compose(fragment.text).split())
    for sign in INVISIBLE_SPACES:
        text = text.replace(sign, "")
    return text


def _of(alignment: Alignment) -> str:
    return f" of {alignment.id!r}" if alignment.id else ""


def _cut(
    gold: Sequence[Fragment], predicted: Sequence[Fragment], side: str, of: str
) -> tuple[Sequence[Side], Sequence[Side]]:
    gold_texts, predicted_texts = list(map(_written, gold)), list(map(_written, predicted))
    gold_text, predicted_text = "".join(gold_texts), "".join(predicted_texts)
    if gold_text != predicted_text:
        pairs = zip(gold_text, predicted_text, strict=False)
        place = next(
            (index for index, (a, b) in enumerate(pairs) if a != b), min(len(gold_text), len(predicted_text))
        )
        raise InvariantError(
            f"The predicted alignment{of} is not of the gold alignment's {side} text: "
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
