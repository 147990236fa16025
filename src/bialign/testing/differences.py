"""Two alignments of the same texts side by side, where they differ."""

from __future__ import annotations

from itertools import zip_longest
from operator import attrgetter
from typing import TYPE_CHECKING

import attrs
from rich.cells import cell_len, set_cell_size

from bialign.counting import counted
from bialign.evaluation.units import common_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bialign.beads import Alignment, Bead
    from bialign.evaluation.units import UnitBead

DEFAULT_WIDTH = 110
"""Columns of a terminal that a difference takes; Korean syllables take two each."""


@attrs.frozen
class Hunk:
    """Beads of either alignment that together hold the same text, and share none of it with others.

    Attributes:
        actual: The actual alignment's beads, in its order.
        expected: The expected alignment's beads, in its order.
        alike: Whether they are one bead of the same text and kind on either side.
    """

    actual: tuple[Bead, ...]
    expected: tuple[Bead, ...]
    alike: bool


def find_hunks(actual: Alignment, expected: Alignment) -> list[Hunk]:
    """Return what corresponds in two alignments of the same texts, in reading order of the expected one's source.

    Raises:
        InvariantError: If they are not alignments of the same two texts (white space aside).
    """
    expected_units, actual_units = common_units(expected, actual)
    parents: dict[tuple[int, int], tuple[int, int]] = {}

    def find(unit: tuple[int, int]) -> tuple[int, int]:
        while parents.setdefault(unit, unit) != unit:
            unit = parents[unit]
        return unit

    for units in filter(any, (*expected_units, *actual_units)):
        first, *others = _sided(units)
        for other in others:
            parents[find(other)] = find(first)
    groups: dict[tuple[int, int], tuple[list[tuple[Bead, UnitBead]], list[tuple[Bead, UnitBead]]]] = {}
    for index, (alignment, units_of) in enumerate(((expected, expected_units), (actual, actual_units))):
        units_by_bead = dict(zip(alignment.beads, units_of, strict=True))
        for bead in alignment.in_source_order():
            sided = _sided(units_by_bead[bead])
            if sided:
                groups.setdefault(find(sided[0]), ([], []))[index].append((bead, units_by_bead[bead]))
    return [
        Hunk(tuple(bead for bead, _ in made), tuple(bead for bead, _ in wanted), alike=_are_alike(made, wanted))
        for wanted, made in groups.values()
    ]


def _sided(units: UnitBead) -> list[tuple[int, int]]:
    """Return a bead's units, each marked by its side."""
    return [(side, unit) for side in (0, 1) for unit in units[side]]


def _are_alike(left: Sequence[tuple[Bead, UnitBead]], right: Sequence[tuple[Bead, UnitBead]]) -> bool:
    # Beads of one hunk share text: if each side has one, it is the same text.
    return len(left) == len(right) == 1 and left[0][0].kind is right[0][0].kind


def format_difference(actual: Alignment, expected: Alignment, *, width: int = DEFAULT_WIDTH) -> str:
    """Show where two alignments of the same texts differ: expected beads on the left, actual ones on the right.

    Only beads count, by the text they hold and their kind; scores, ids, signatures and metadata do not.

    Args:
        actual: The alignment that was made.
        expected: The alignment it should be.
        width: Columns to fill, at least 20; texts are cut to fit.

    Returns:
        Several lines, or an empty string if no bead differs.

    Raises:
        InvariantError: If they are not alignments of the same two texts (white space aside).
    """
    hunks = find_hunks(actual, expected)
    if all(hunk.alike for hunk in hunks):
        return ""
    missing, unexpected = (
        sum(len(beads(hunk)) for hunk in hunks if not hunk.alike)
        for beads in (attrgetter("expected"), attrgetter("actual"))
    )
    column = max(8, (width - 3) // 2)
    lines = [
        f"{missing} of {counted(len(expected), 'expected bead')} {'is' if missing == 1 else 'are'} not there:"
        if missing
        else f"{counted(unexpected, 'bead')} {'is' if unexpected == 1 else 'are'} there beside the expected ones:",
        _row("expected", "actual", column),
        f"{'-' * column}-+-{'-' * column}",
    ]
    alike = 0
    for hunk in hunks:
        if hunk.alike:
            alike += 1
            continue
        lines += _skipped(alike)
        alike = 0
        left = [line for bead in hunk.expected for line in _describe(bead, expected)]
        right = [line for bead in hunk.actual for line in _describe(bead, actual)]
        lines += [_row(a, b, column) for a, b in zip_longest(left, right, fillvalue="")]
    lines += _skipped(alike)
    return "\n".join(lines)


def _skipped(count: int) -> list[str]:
    return [f"... {count} bead{'s' if count > 1 else ''} alike ..."] if count else []


def _describe(bead: Bead, alignment: Alignment) -> Iterator[str]:
    yield f"{bead.type} {bead.kind.value}"
    for indices, language, fragments in (
        (bead.source, alignment.source_language, alignment.source),
        (bead.target, alignment.target_language, alignment.target),
    ):
        for index in indices:
            yield f"  {language}[{index}] {' '.join(fragments[index].text.split())}"


def _row(left: str, right: str, column: int) -> str:
    return f"{_fit(left, column)} | {_fit(right, column)}".rstrip()


def _fit(text: str, width: int) -> str:
    """Cut or pad a text to a number of terminal columns."""
    if cell_len(text) > width:
        text = set_cell_size(text, width - 1).rstrip() + "…"
    return set_cell_size(text, width)
