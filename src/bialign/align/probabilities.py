"""The probability that a bead is right, of sentences or put together from several."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
from numpy.typing import NDArray

from bialign.align.inference import deletion_probabilities
from bialign.align.lines import lines_amid, places_among_lines, share_no_line
from bialign.align.steps import SOURCE_DELETION, TARGET_DELETION

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bialign.align.crossing import Crossings
    from bialign.align.features import Side
    from bialign.align.inference import Posteriors
    from bialign.align.lattice import Lattice
    from bialign.align.lines import JoinedBead
    from bialign.align.steps import Step

Scores = NDArray[np.float64]
Indices = NDArray[np.int64]

# Deleted target sentences before a boundary that are looked at, and the least probability that counts.
_AROUND, _LEAST = 8, 1e-3


@attrs.frozen(eq=False, slots=False)
class BeadProbabilities:
    """How likely beads are to be right, in [0, 1] up to rounding.

    Attributes:
        source: The source side.
        target: The target side.
        lattice: The cells.
        found: The probability of each bead of sentences.
        crossings: What may have been moved.
        chosen: The crossing beads that are in the path, with their probabilities.
    """

    source: Side
    target: Side
    lattice: Lattice
    found: Posteriors
    crossings: Crossings
    chosen: Mapping[Step, float]
    _boundaries: dict[int, float] = attrs.field(factory=dict, init=False)

    def of_step(self, step: Step) -> float:
        """Return the probability of a bead of sentences."""
        if step.type == SOURCE_DELETION:
            return float(self.crossings.source_deleted[step.row - 1])
        if step.type == TARGET_DELETION:
            return float(self.crossings.target_deleted[step.column - 1])
        if step in self.chosen:
            return self.chosen[step]
        return float(self.crossings.kept.get(step, self.found.beads[step.type, step.cell]))

    def of_lines(self, bead: JoinedBead) -> float:
        """Return the probability of a bead of lines.

        Where it is no bead of sentences, too, it is right if its two ends are boundaries, its first and last lines
        have a sentence with a counterpart, the deleted sentences of other lines between its own are deleted, those of
        lines amid its own have no counterpart elsewhere, and no boundary inside it parts it. All but the last mostly
        are so together: the least sure counts.
        """
        if len(bead.steps) == 1 and share_no_line(bead.steps[0], self.source.lines, self.target.lines):
            return self.of_step(bead.steps[0])
        matches = [step for step in bead.steps if 0 not in step.shape]
        if not matches:
            return min(map(self.of_step, bead.steps))
        moved = [step for step in matches if step in self.chosen]
        if moved:
            return max(map(self.of_step, moved))
        first, last = bead.steps[0], bead.steps[-1]
        begin = int(self.lattice.origins[first.type, first.cell])
        outer = (
            float(paired[line])
            for paired, lines in zip(self._paired, (bead.source, bead.target), strict=True)
            for line in (lines[0], lines[-1])
        )
        ends = self.boundary(begin), self.boundary(last.cell)
        stays = (1 - self._moved(step) for step in lines_amid(bead, self.source.lines, self.target.lines))
        deleted = (self._path_deletes(step) for step in bead.between if 0 in step.shape)
        probability = min(*outer, *ends, *deleted, *stays)
        for cell in self._cells_between(bead):
            probability *= 1 - self.boundary(int(cell))
        return float(probability)

    def boundary(self, cell: int) -> float:
        """Return the probability that the path has a boundary on both sides at a cell.

        It passes the cell, or goes around it where sentences on both sides are deleted, the source's first: down past
        the cell's row and then across to its column. Of each such run of deletions the least sure counts.
        """
        # Where a bead ends, the next mostly begins.
        if cell not in self._boundaries:
            self._boundaries[cell] = self._boundary(cell)
        return self._boundaries[cell]

    def _boundary(self, cell: int) -> float:
        across_from, across_to, down_to, across, down = self._deletions
        none = len(self.lattice)
        total, left = self._passed.item(cell), cell
        for distance in range(1, _AROUND + 1):
            left = across_from(left)
            if left == none:
                break
            corner, run = down_to(left), 1.0
            while corner < none and run > _LEAST:
                run = min(run, down(corner))
                around, place = run, corner
                for _ in range(distance):
                    place = across_to(place)
                    around = min(around, across(place)) if place < none else 0.0
                    if around < _LEAST:
                        break
                total += around
                corner = down_to(corner)
        return min(total, 1.0)

    @cached_property
    def _deletions(self) -> tuple[Callable[..., Any], ...]:
        """Where target deletions come from and lead to, where source deletions lead to, and how likely both are.

        Functions of a cell: they give one number of an array sooner than its index does.
        """
        origins, nexts, beads = self.lattice.origins, self.lattice.nexts, self.found.beads
        rows = (origins[TARGET_DELETION], nexts[TARGET_DELETION], nexts[SOURCE_DELETION])
        return tuple(row.item for row in (*rows, beads[TARGET_DELETION], beads[SOURCE_DELETION]))

    def _path_deletes(self, step: Step) -> float:
        """Return the probability that the path deletes a sentence as a step does."""
        source, target = self._deleted
        return float(source[step.row - 1] if step.type == SOURCE_DELETION else target[step.column - 1])

    def _moved(self, step: Step) -> float:
        """Return the probability that a sentence which the path deletes has its counterpart elsewhere."""
        return self._path_deletes(step) - self.of_step(step)

    @cached_property
    def _passed(self) -> Scores:
        """The probability that the path passes each cell, shape (c,)."""
        passed: Scores = self.found.beads.sum(axis=0)
        passed[self.lattice.firsts] = 1
        return passed

    @cached_property
    def _deleted(self) -> tuple[Scores, Scores]:
        return deletion_probabilities(self.lattice, self.found)

    @cached_property
    def _paired(self) -> tuple[Scores, Scores]:
        """The probability that each line has a sentence with a counterpart: that of its surest one."""
        source, target = self._deleted
        return _surest_of_lines(self.source.lines, source), _surest_of_lines(self.target.lines, target)

    def _cells_between(self, bead: JoinedBead) -> Indices:
        """Return the cells inside a bead that lie between two lines on both sides."""
        if min(len(bead.source), len(bead.target)) < 2:
            return np.zeros(0, dtype=np.int64)
        rows, columns = (
            _boundaries_before(places, lines)
            for places, lines in zip(self._places, (bead.source, bead.target), strict=True)
        )
        if not (len(rows) and len(columns)):
            return rows[:0]
        order, numbers, width = self._by_place
        begins = np.searchsorted(numbers, rows * width + columns[0])
        ends = np.searchsorted(numbers, rows * width + columns[-1], side="right")
        cells = np.concatenate([order[begin:end] for begin, end in zip(begins, ends, strict=True)])
        between: Indices = cells[np.isin(self.lattice.columns[cells], columns)]
        return between

    @cached_property
    def _places(self) -> tuple[Indices, Indices]:
        """Where the boundaries of both sides lie among lines."""
        return places_among_lines(self.source.lines), places_among_lines(self.target.lines)

    @cached_property
    def _by_place(self) -> tuple[Indices, Indices, int]:
        """The cells in order of their rows and columns, both as one number, and what a row counts in it."""
        width = int(self.lattice.columns.max()) + 1
        numbers = self.lattice.rows * width + self.lattice.columns
        order = np.argsort(numbers, kind="stable")
        return order, numbers[order], width


def _surest_of_lines(lines: Indices, deleted: Scores) -> Scores:
    """Return how likely it is that the likeliest sentence of each line is not deleted.

    Args:
        lines: The first and the last line of each sentence, shape (2, n).
        deleted: The probability that each sentence is deleted, shape (n,).
    """
    numbers = np.arange(lines[1, -1] + 1)
    limits = np.searchsorted(lines[1], numbers), np.searchsorted(lines[0], numbers, side="right")
    least = np.minimum.reduceat(np.append(deleted, np.inf), np.stack(limits, axis=1).ravel())[::2]
    surest: Scores = 1 - np.minimum(least, 1.0)
    return surest


def _boundaries_before(places: Indices, lines: range) -> Indices:
    """Return the boundaries that lie before lines, the first left out, if there are such."""
    wanted = 2 * np.arange(lines[1], lines[-1] + 1)
    found = np.searchsorted(places, wanted)
    there: Indices = found[places[found] == wanted]
    return there
