"""The types of beads, and the beads of a path."""

from __future__ import annotations

import attrs

# The bead types that hold sentences of both sides, source sentences first. Both orders of each are there, so that
# swapping the sides mirrors the lattice.
MATCH_TYPES: tuple[tuple[int, int], ...] = (
    (1, 1),
    *((1, n) for n in range(2, 9)),
    *((m, 1) for m in range(2, 9)),
    (2, 2),
    (2, 3),
    (3, 2),
    (3, 3),
)
# All bead types, deletions of a source and of a target sentence last.
BEAD_TYPES = (*MATCH_TYPES, (1, 0), (0, 1))
SOURCE_DELETION, TARGET_DELETION = len(MATCH_TYPES), len(MATCH_TYPES) + 1
# The longest run of sentences on one side of a bead.
LONGEST_RUN = 8


@attrs.frozen
class Step:
    """A bead of a path; of which lattice, the one who asks knows.

    Attributes:
        type: Index into `BEAD_TYPES`.
        row: Number of source sentences up to its end.
        column: Number of target sentences up to its end.
        cell: The cell where it ends.
    """

    type: int
    row: int
    column: int
    cell: int

    @property
    def shape(self) -> tuple[int, int]:
        """Numbers of source and target sentences."""
        return BEAD_TYPES[self.type]
