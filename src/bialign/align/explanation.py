"""Why a bead was chosen: what each feature adds to its score, and which other bead came next."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

import attrs
import numpy as np

from bialign.align.blocks import make_blocks
from bialign.align.features import bead_features
from bialign.align.steps import MATCH_TYPES
from bialign.beads import Bead

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from bialign.align.blocks import Block
    from bialign.align.body import BodyAlignment
    from bialign.align.features import Features
    from bialign.align.model import ModelWeights
    from bialign.align.steps import Step

# Beads by a line of theirs, with their places among all.
_Numbered: TypeAlias = dict[int, list[tuple[int, Bead]]]
# Beads of a lower probability are no rivals worth telling of.
_LEAST = 1e-4


@attrs.frozen
class Contribution:
    """What one feature adds to a bead's score.

    Attributes:
        feature: Its name.
        value: Its value for the bead.
        weight: Its weight in the model.
    """

    feature: str
    value: float
    weight: float

    @property
    def amount(self) -> float:
        """Value times weight: positive speaks for the bead, negative against it."""
        return self.value * self.weight


@attrs.frozen
class Explanation:
    """Why a bead was chosen.

    Attributes:
        bead: The bead, with its probability.
        contributions: What each feature adds to its score, the greatest amount first; of lines that hold several
            sentences, added up over the beads of these. Zeros are left out, and what the beads before it, the whole
            path or the text's rate of deletions add, which is in the probability alone.
        rival: The most probable other bead that shares a line with it, or None. Of lines that hold several sentences
            it is a bead of some of these, and parts of the chosen bead are none.
    """

    bead: Bead
    contributions: tuple[Contribution, ...]
    rival: Bead | None


def explain_body(alignment: BodyAlignment, weights: ModelWeights) -> list[Explanation]:
    """Explain each bead of an alignment, in the order of its path."""
    source, target = alignment.source, alignment.target
    blocks = make_blocks(alignment.lattice, len(source), len(target))
    features = [bead_features(*block.part_of(source, target), alignment.expected_ratio) for block in blocks]
    block_of = np.zeros(len(alignment.lattice), dtype=np.int64)
    for number, block in enumerate(blocks):
        block_of[block.cells] = number
    matches = [own.match.by_name() for own in features]
    candidates = _by_line(_candidates(alignment))
    explanations = []
    for bead, joined in zip(alignment.beads, alignment.joined, strict=True):
        values: dict[str, float] = {}
        for step in joined.steps:
            number = block_of[step.cell]
            for name, value in _values(blocks[number], features[number], matches[number], step).items():
                values[name] = values.get(name, 0.0) + value
        found = (Contribution(name, round(value, 4), weights[name]) for name, value in values.items())
        contributions = sorted(
            (item for item in found if item.amount), key=lambda item: (-abs(item.amount), item.feature)
        )
        rival = _rival(bead, candidates, of_parts=len(joined.steps) > 1)
        explanations.append(Explanation(bead, tuple(contributions), rival))
    return explanations


def _values(
    block: Block, features: Features, matches: Mapping[str, NDArray[np.float32]], step: Step
) -> dict[str, float]:
    """Return the features of a bead of sentences."""
    down, across = step.shape
    row, column = step.row - down - block.first_row, step.column - across - block.first_column
    if step.type in features.deletions:
        of_type: Mapping[str, NDArray[np.float32]] = features.deletions[step.type]
        shape = features.deletion_shape(step.type)
    else:
        of_type, shape = {name: value[step.type] for name, value in matches.items()}, features.size
    return {name: float(np.broadcast_to(value, shape)[row, column]) for name, value in of_type.items()}


def _candidates(alignment: BodyAlignment) -> list[Bead]:
    """Return all beads of some probability, the most probable first, by the lines of their sentences."""
    lattice, crossings = alignment.lattice, alignment.crossings
    found = alignment.found.beads[: len(MATCH_TYPES)].copy()
    for step, probability in crossings.kept.items():
        found[step.type, step.cell] = probability
    possible = [
        (MATCH_TYPES[number], int(lattice.rows[cell]), int(lattice.columns[cell]), found[number, cell])
        for number, cell in np.argwhere(found > _LEAST)
    ]
    possible += [
        (step.shape, step.row, step.column, candidate.probability)
        for candidate in crossings.candidates
        for step in candidate.steps
        if candidate.probability > _LEAST
    ]
    source, target = alignment.source.lines, alignment.target.lines
    beads = [
        Bead(
            range(source[0, row - m], source[1, row - 1] + 1),
            range(target[0, column - n], target[1, column - 1] + 1),
            score=_rounded(probability),
        )
        for (m, n), row, column, probability in possible
    ]
    beads += [Bead([line], [], score=value) for line, value in _deleted_lines(source, crossings.source_deleted)]
    beads += [Bead([], [line], score=value) for line, value in _deleted_lines(target, crossings.target_deleted)]
    return sorted(beads, key=lambda bead: (-(bead.score or 0.0), bead.source, bead.target))


def _deleted_lines(lines: NDArray[np.int64], deleted: NDArray[np.float64]) -> list[tuple[int, float]]:
    """Return each line with the probability that it has no counterpart: that of its surest sentence."""
    firsts, lasts = lines
    every = np.arange(lasts[-1] + 1 if len(lasts) else 0)
    begins, ends = np.searchsorted(lasts, every), np.searchsorted(firsts, every, side="right")
    return [
        (line, _rounded(deleted[begin:end].min()))
        for line, begin, end in zip(every.tolist(), begins.tolist(), ends.tolist(), strict=True)
    ]


def _rounded(probability: float) -> float:
    return round(min(float(probability), 1.0), 4)


def _by_line(candidates: list[Bead]) -> tuple[_Numbered, _Numbered]:
    """Return the beads of each source and of each target line, numbered in the order given."""
    source: _Numbered = {}
    target: _Numbered = {}
    for numbered in enumerate(candidates):
        for lines, places in ((numbered[1].source, source), (numbered[1].target, target)):
            for line in lines:
                places.setdefault(line, []).append(numbered)
    return source, target


def _rival(bead: Bead, candidates: tuple[_Numbered, _Numbered], *, of_parts: bool) -> Bead | None:
    """Return the first other bead that shares a line; of a bead put together from parts, these are no rivals."""
    source, target = set(bead.source), set(bead.target)

    def is_rival(other: Bead) -> bool:
        same = other.source == bead.source and other.target == bead.target
        return not (same or (of_parts and source.issuperset(other.source) and target.issuperset(other.target)))

    sides = zip((source, target), candidates, strict=True)
    sharing = [places.get(line, []) for lines, places in sides for line in lines]
    firsts = [next((own for own in numbered if is_rival(own[1])), None) for numbered in sharing]
    return min(filter(None, firsts), key=itemgetter(0), default=(0, None))[1]
