"""A lattice in blocks of bounded size, whose beads' features or scores are worked out together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np
from numpy.typing import NDArray

from bialign.align.corridor import WHOLE_CELLS
from bialign.align.steps import BEAD_TYPES, LONGEST_RUN, MATCH_TYPES, SOURCE_DELETION

if TYPE_CHECKING:
    from bialign.align.features import Side
    from bialign.align.lattice import Lattice

Array = NDArray[np.float32]
Places = tuple[NDArray[np.bool_], NDArray[np.int64]]

# Rows of a long corridor whose beads are worked out together: more share the sentences around them, fewer leave less
# of their rectangle outside the corridor.
_ROWS = 32
# Texts of no more source sentences, short enough to be looked at whole, are one block.
_WHOLE = 192
# Sentences around a block that its features look at: the longest bead, and one more on either side. Margins, and the
# best that a sentence reaches anywhere, are taken within the block.
_BEFORE, _AFTER = LONGEST_RUN + 1, 1


@attrs.frozen(eq=False)
class Block:
    """Some cells of a lattice, and the rectangle of sentences around them.

    Attributes:
        first_row: The first source sentence.
        last_row: The source sentence after the last.
        first_column: The first target sentence.
        last_column: The target sentence after the last.
        cells: The cells where the beads end, shape (c,).
    """

    first_row: int
    last_row: int
    first_column: int
    last_column: int
    cells: NDArray[np.int64]

    def part_of(self, source: Side, target: Side) -> tuple[Side, Side]:
        """Return the block's sentences."""
        return source.part(self.first_row, self.last_row), target.part(self.first_column, self.last_column)

    def match_places(self, lattice: Lattice) -> Places:
        """Return whether each match type may end in each cell, and where its features stand; shape (types, c).

        Places count through arrays of shape (types, n, m); where there is no bead, they mean nothing.
        """
        n, m = self.last_row - self.first_row, self.last_column - self.first_column
        numbers, shapes = np.arange(len(MATCH_TYPES)), np.array(MATCH_TYPES)
        starts = (numbers * n - shapes[:, 0] - self.first_row) * m - shapes[:, 1] - self.first_column
        places = lattice.rows[self.cells] * m + lattice.columns[self.cells]
        return self._possible(lattice)[: len(MATCH_TYPES)], starts[:, None] + places

    def deletion_places(self, lattice: Lattice, deletion: int) -> Places:
        """Do what `match_places` does for deletions of one side, whose features have a row or a column more.

        Args:
            lattice: The lattice.
            deletion: `SOURCE_DELETION` or `TARGET_DELETION`.
        """
        m = self.last_column - self.first_column + (deletion == SOURCE_DELETION)
        down, across = BEAD_TYPES[deletion]
        rows = lattice.rows[self.cells] - down - self.first_row
        return self._possible(lattice)[deletion], rows * m + lattice.columns[self.cells] - across - self.first_column

    def _possible(self, lattice: Lattice) -> NDArray[np.bool_]:
        possible: NDArray[np.bool_] = lattice.origins[:, self.cells] < len(lattice)
        return possible


def make_blocks(lattice: Lattice, n: int, m: int) -> list[Block]:
    """Divide the lattice of n source and m target sentences."""
    if n <= _WHOLE and (n + 1) * (m + 1) <= WHOLE_CELLS:
        return [Block(0, n, 0, m, np.arange(len(lattice)))]
    by_row = np.argsort(lattice.rows, kind="stable")
    limits = np.searchsorted(lattice.rows[by_row], np.arange(n + 2))
    blocks = []
    for first in range(0, n + 1, _ROWS):
        last = min(first + _ROWS, n + 1)
        cells = np.sort(by_row[limits[first] : limits[last]])
        columns = lattice.columns[cells]
        blocks.append(
            Block(
                first_row=max(first - _BEFORE, 0),
                last_row=min(last - 1 + _AFTER, n),
                first_column=max(int(columns.min()) - _BEFORE, 0),
                last_column=min(int(columns.max()) + _AFTER, m),
                cells=cells,
            )
        )
    return blocks


def pick(values: Array, places: Places, otherwise: float) -> Array:
    """Return values at places counted through an array, and `otherwise` where there is none."""
    possible, numbers = places
    if not values.size:
        return np.full(numbers.shape, otherwise)
    picked: Array = np.where(possible, values.take(numbers, mode="clip"), np.float64(otherwise))
    return picked
