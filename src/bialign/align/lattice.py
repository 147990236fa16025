"""The lattice of an alignment: boundaries between sentences, and the beads that lead from one to another."""

from __future__ import annotations

from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import attrs
import numpy as np
from numpy.typing import NDArray

from bialign.align.lines import places_among_lines
from bialign.align.steps import BEAD_TYPES, LONGEST_RUN, MATCH_TYPES, SOURCE_DELETION, TARGET_DELETION

if TYPE_CHECKING:
    from collections.abc import Sequence

Indices = NDArray[np.int64]
# The largest tables of a long text: half as large as with int64.
Table = NDArray[np.int32]

# Cells of the lattices that are kept: 128 of them take up to 30 MB.
_SMALL = 1024


@attrs.frozen(eq=False)
class Lattice:
    """Cells (i, j) between the first i source and the first j target sentences, in order of their diagonal.

    Beads lead from a cell to one of a greater i + j, so that all cells of one diagonal are worked out together. A
    lattice may hold several texts, or a long text in several pieces: the diagonals of each count from its own first
    cell.

    Attributes:
        rows: i of each cell, shape (c,).
        columns: j of each cell, shape (c,).
        diagonals: Where the cells of each diagonal begin; one more entry, c, ends the last. Shape (diagonals + 1,).
        origins: For each of `BEAD_TYPES` the cell that a bead ending in this cell comes from, or c. Shape (types, c).
            A lattice may have fewer types, the deletions being the last two.
        nexts: For each of `BEAD_TYPES` the cell that a bead from this cell leads to, or c. Shape (types, c).
        firsts: The first cell of each text or piece, shape (texts,).
        lasts: The last cell of each text or piece, shape (texts,).
        owners: The text or piece that each cell belongs to, shape (c,).
        lines: Where the rows and the columns of the cells lie among lines, shape (2, c), as
            `lines.places_among_lines` tells; None where each sentence is a line.
    """

    rows: Indices
    columns: Indices
    diagonals: Indices
    origins: Table
    nexts: Table
    firsts: Indices
    lasts: Indices
    owners: Indices
    lines: Indices | None = None

    def __len__(self) -> int:
        """Return the number of cells, c."""
        return len(self.rows)

    def among_lines(self, source: Indices, target: Indices) -> Lattice:
        """Return the lattice of one text with what is known of its lines.

        Args:
            source: The lines of each source sentence, shape (2, n).
            target: The lines of each target sentence, shape (2, m).
        """
        rows, columns = places_among_lines(source)[self.rows], places_among_lines(target)[self.columns]
        return attrs.evolve(self, lines=np.stack([rows, columns]))

    @property
    def line_sizes(self) -> Indices:
        """The numbers of lines on either side of each text, or of each piece of a long one, shape (2, texts)."""
        if self.lines is None:
            first, last = (np.stack([self.rows[cells], self.columns[cells]]) for cells in (self.firsts, self.lasts))
            return last - first
        sizes: Indices = (self.lines[:, self.lasts] + 1) // 2 - self.lines[:, self.firsts] // 2
        return sizes

    @cached_property
    def parallel(self) -> ParallelLattice:
        """The lattice of paths that go line by line: it has no beads but of the sentences of two lines in one place.

        The last two types are deletions, which may be anywhere.
        """
        lines = 2 * np.stack([self.rows, self.columns]) if self.lines is None else self.lines
        # The lines of the sentences before and after each cell, counted from 1.
        before, after = (lines + 1) // 2, lines // 2 + 1
        off = np.subtract(*before) - np.subtract(*after)[self.firsts][self.owners]
        # Both lines as one number; what is no cell, or off the lines in one place, is like nothing.
        width = int(after[1].max()) + 1
        begins = np.append(after[0] * width + after[1], -1)
        ended = np.where(off == 0, before[0] * width + before[1], -2)
        types, origins, nexts = [], [], []
        for number in range(len(MATCH_TYPES) if self.lines is not None else 1):
            of_type = self.origins[number]
            ends = np.flatnonzero(begins[of_type] == ended)
            if len(ends) or not number:
                types.append(number)
                origins.append(np.full(len(self), len(self), dtype=np.int32))
                nexts.append(origins[-1].copy())
                origins[-1][ends] = of_type[ends]
                nexts[-1][of_type[ends]] = ends
        for number in (SOURCE_DELETION, TARGET_DELETION):
            types.append(number)
            origins.append(self.origins[number])
            nexts.append(self.nexts[number])
        return ParallelLattice(tuple(types), attrs.evolve(self, origins=np.stack(origins), nexts=np.stack(nexts)))


@attrs.frozen(eq=False)
class ParallelLattice:
    """A lattice with beads of some types only.

    Attributes:
        types: Those of `BEAD_TYPES` that it has.
        lattice: Its cells, whose tables have a row for each of the types.
    """

    types: tuple[int, ...]
    lattice: Lattice


def make_long_lattice(lows: Indices, highs: Indices, cuts: Indices) -> Lattice:
    """Make the lattice of a corridor in pieces that are worked out side by side.

    Args:
        lows: First column of each row, as `make_lattice` takes it.
        highs: Last column of each row.
        cuts: Cells that paths must pass, row and column, shape (k, 2), ascending; the first and the last of them are
            those of the corridor. Where two pieces meet, both have a cell.
    """
    pieces = []
    for (row, column), (last_row, last_column) in pairwise(cuts.tolist()):
        here = slice(row, last_row + 1)
        low, high = (np.clip(side[here], column, last_column) - column for side in (lows, highs))
        pieces.append(make_lattice(low, high))
    merged, _ = merge_lattices(pieces)
    return attrs.evolve(
        merged,
        rows=merged.rows + cuts[merged.owners, 0],
        columns=merged.columns + cuts[merged.owners, 1],
    )


def make_lattice(lows: Sequence[int] | Indices, highs: Sequence[int] | Indices) -> Lattice:
    """Make the lattice of a corridor.

    Args:
        lows: First column j of each row i from 0 to n, shape (n + 1,), not descending; the first is 0.
        highs: Last column of each row, shape (n + 1,), not descending; the last is m.
    """
    first, last = np.asarray(lows, dtype=np.int64), np.asarray(highs, dtype=np.int64)
    widths = last - first + 1
    row_starts = np.concatenate([[0], np.cumsum(widths)])
    rows = np.repeat(np.arange(len(first)), widths)
    columns = np.arange(row_starts[-1]) - np.repeat(row_starts[:-1], widths) + np.repeat(first, widths)
    order = np.lexsort((rows, rows + columns))
    numbers = np.empty_like(order)
    numbers[order] = np.arange(len(order))
    rows, columns = rows[order], columns[order]
    diagonals = np.searchsorted(rows + columns, np.arange(rows[-1] + columns[-1] + 2))

    # Where the cells of each row stand in order of their rows, with empty rows around for beads that lead out.
    empty = np.zeros(LONGEST_RUN, dtype=np.int64)
    begins, ends = (np.concatenate([empty, limits, empty]) for limits in (row_starts[:-1], row_starts[1:]))
    bases = np.concatenate([empty, row_starts[:-1] - first, empty])
    numbers = np.append(numbers, len(order))

    def neighbours(rows: Indices, across: int) -> Indices:
        places = bases[rows] + (columns + across)
        outside = (places < begins[rows]) | (places >= ends[rows])
        places[outside] = len(order)
        cells: Indices = numbers[places]
        return cells

    origins, nexts = (np.empty((len(BEAD_TYPES), len(order)), dtype=np.int32) for _ in range(2))
    for number, (m, n) in enumerate(BEAD_TYPES):
        origins[number] = neighbours(rows + (LONGEST_RUN - m), -n)
        nexts[number] = neighbours(rows + (LONGEST_RUN + m), n)
    return Lattice(
        rows=rows,
        columns=columns,
        diagonals=diagonals,
        origins=origins,
        nexts=nexts,
        firsts=np.zeros(1, dtype=np.int64),
        lasts=np.full(1, len(order) - 1),
        owners=np.zeros(len(order), dtype=np.int64),
    )


def merge_lattices(lattices: Sequence[Lattice]) -> tuple[Lattice, list[Indices]]:
    """Put the lattices of several texts into one, so that all are worked out together, diagonal by diagonal.

    Not for lattices of long texts in pieces, whose rows and columns do not begin at 0 in every piece.

    Returns:
        The lattice, and for each text the numbers that its cells have in it.
    """
    owners = np.repeat(np.arange(len(lattices)), [len(lattice) for lattice in lattices])
    rows = np.concatenate([lattice.rows for lattice in lattices])
    columns = np.concatenate([lattice.columns for lattice in lattices])
    order = np.argsort(rows + columns, kind="stable")
    total = len(order)
    numbers = np.empty(total + 1, dtype=np.int64)
    numbers[order] = np.arange(total)
    numbers[total] = total
    limits = [0, *accumulate(map(len, lattices))]
    rows, columns, owners = rows[order], columns[order], owners[order]

    def moved(tables: Sequence[Table]) -> Table:
        joined: Table = np.empty((len(BEAD_TYPES), total), dtype=np.int32)
        for table, (first, last) in zip(tables, pairwise(limits), strict=True):
            joined[:, first:last] = np.where(table < table.shape[1], table + first, total)
        return numbers.astype(np.int32).take(joined.take(order, axis=1))

    lines = None
    if any(lattice.lines is not None for lattice in lattices):
        of_each = [2 * np.stack([own.rows, own.columns]) if own.lines is None else own.lines for own in lattices]
        lines = np.concatenate(of_each, axis=1)[:, order]
    merged = Lattice(
        rows=rows,
        columns=columns,
        diagonals=np.searchsorted(rows + columns, np.arange(rows[-1] + columns[-1] + 2)),
        origins=moved([lattice.origins for lattice in lattices]),
        nexts=moved([lattice.nexts for lattice in lattices]),
        firsts=np.sort(numbers[limits[:-1]]),
        lasts=np.array([numbers[limit - 1] for limit in limits[1:]]),
        owners=owners,
        lines=lines,
    )
    return merged, [numbers[first:last] for first, last in pairwise(limits)]


def full_lattice(source_count: int, target_count: int) -> Lattice:
    """Make the lattice of all cells; small ones are kept, since articles of one size abound."""
    if (source_count + 1) * (target_count + 1) <= _SMALL:
        return _kept_lattice(source_count, target_count)
    return make_lattice(np.zeros(source_count + 1, dtype=np.int64), np.full(source_count + 1, target_count))


@lru_cache(maxsize=128)
def _kept_lattice(source_count: int, target_count: int) -> Lattice:
    return make_lattice(np.zeros(source_count + 1, dtype=np.int64), np.full(source_count + 1, target_count))
