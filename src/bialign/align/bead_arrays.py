"""Arrays over beads: shapes (types, n, m), by bead type, first source sentence and first target sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bialign.align.steps import LONGEST_RUN, MATCH_TYPES

if TYPE_CHECKING:
    from collections.abc import Sequence

Array = NDArray[np.float32]

TYPE_NUMBERS = {shape: number for number, shape in enumerate(MATCH_TYPES)}
# Numbers of the types 1-1 to 1-8, of 1-1 to 8-1, and of those with several sentences on both sides.
ONE_TO_MANY = [number for number, (m, _) in enumerate(MATCH_TYPES) if m == 1]
MANY_TO_ONE = [number for number, (_, n) in enumerate(MATCH_TYPES) if n == 1]
SQUARE = [number for number, shape in enumerate(MATCH_TYPES) if min(shape) > 1]
# Whether a type has several sentences on a side, and so parts; shape (types, 1, 1).
HAS_PARTS = np.array([max(shape) > 1 for shape in MATCH_TYPES], dtype=np.float32)[:, None, None]
# Whether a type has several sentences on both sides; shape (types, 1, 1).
IS_SQUARE = np.array([min(shape) > 1 for shape in MATCH_TYPES], dtype=np.float32)[:, None, None]


class Shrinking(NamedTuple):
    """Bead types that have an outer sentence to lose on one side.

    Attributes:
        numbers: Numbers of the types.
        without: Number of the type that each becomes.
        sizes: How many sentences each has on that side.
        step: Where a bead without its first sentence begins, beside where it began: down and across.
    """

    numbers: list[int]
    without: list[int]
    sizes: list[int]
    step: tuple[int, int]


def _shrinking(down: int, across: int) -> Shrinking:
    shapes = [shape for shape in MATCH_TYPES if (shape[0] - down, shape[1] - across) in TYPE_NUMBERS]
    return Shrinking(
        [TYPE_NUMBERS[shape] for shape in shapes],
        [TYPE_NUMBERS[m - down, n - across] for m, n in shapes],
        [m * down + n * across for m, n in shapes],
        (down, across),
    )


# By side: the source's sentences, and the target's.
SHRINKING = (_shrinking(1, 0), _shrinking(0, 1))


def later(values: Array, down: int, across: int) -> Array:
    """Return the array with ``[..., i, j]`` holding what stood at ``[..., i + down, j + across]``; 0 beyond."""
    moved = np.zeros_like(values)
    rows, columns = values.shape[-2] - down, values.shape[-1] - across
    if rows > 0 and columns > 0:
        moved[..., :rows, :columns] = values[..., down:, across:]
    return moved


def earlier(values: Array, down: int, across: int) -> Array:
    """Return the array with ``[..., i, j]`` holding what stood at ``[..., i - down, j - across]``, -inf before."""
    moved = np.full_like(values, -np.inf)
    rows, columns = values.shape[-2] - down, values.shape[-1] - across
    if rows > 0 and columns > 0:
        moved[..., down:, across:] = values[..., :rows, :columns]
    return moved


def fits(source_count: int, target_count: int) -> NDArray[np.bool_]:
    """Tell which beads pass the end of no side, shape (types, n, m)."""
    sizes = np.array(MATCH_TYPES)[:, :, None]
    rows = np.arange(source_count) + sizes[:, 0] <= source_count
    columns = np.arange(target_count) + sizes[:, 1] <= target_count
    inside: NDArray[np.bool_] = rows[:, :, None] & columns[:, None, :]
    return inside


def inner_sums(values: Array) -> Array:
    """Sum what sentences' joints with the next have, inside runs: (n, ...) to (LONGEST_RUN, n, ...)."""
    sums = run_sums(values)
    return np.concatenate([np.zeros_like(sums[:1]), sums[:-1]])


def run_sums(values: Array) -> Array:
    """Sum over runs of sentences: (n, ...) to (LONGEST_RUN, n, ...); cut short at the end."""
    total = np.concatenate([np.zeros_like(values[:1]), np.cumsum(values, axis=0)])
    ends = np.minimum(np.arange(1, LONGEST_RUN + 1)[:, None] + np.arange(len(values)), len(values))
    sums: Array = total[ends] - total[None, :-1]
    return sums


def of_runs(source: Array, target: Array) -> tuple[Array, Array]:
    """Pick what belongs to each bead type.

    Args:
        source: By source run, shape (LONGEST_RUN, n, ...).
        target: By target run, shape (LONGEST_RUN, m, ...).

    Returns:
        Two arrays that are broadcast to (types, n, m, ...).
    """
    sizes = np.array(MATCH_TYPES) - 1
    return source[sizes[:, 0]][:, :, None], target[sizes[:, 1]][:, None, :]


def sum_by_type(source: Array, target: Array) -> Array:
    """Add up what the sentences of both sides have in the other side's runs.

    Args:
        source: Shape (LONGEST_RUN, n, m): of source sentence i in the run of target sentences from j on.
        target: Shape (LONGEST_RUN, m, n), likewise.

    Returns:
        Shape (types, n, m).
    """
    return own_by_type(source) + other_by_type(target)


def own_by_type(values: Array) -> Array:
    """Add up what the sentences of one side's run have in the other side's: (LONGEST_RUN, n, m) to (types, n, m)."""
    sums = np.empty((len(MATCH_TYPES), *values.shape[1:]), dtype=np.float32)
    sums[ONE_TO_MANY] = values
    _add_up(values[0], [sums[number] for number in MANY_TO_ONE])
    for n, numbers in _SQUARE_BY_TARGET.items():
        _add_up(values[n - 1], [np.empty_like(values[0]), *(sums[number] for number in numbers)])
    return sums


# Numbers of the types of 2 and of 3 source sentences, by 2 or 3 of the target.
_SQUARE_BY_TARGET = {n: [TYPE_NUMBERS[m, n] for m in (2, 3)] for n in (2, 3)}


def _add_up(values: Array, sums: Sequence[Array]) -> None:
    """Fill sums of 1, 2, ... rows from each row on; they are cut short at the end."""
    previous = values
    sums[0][...] = values
    for extra, total in enumerate(sums[1:], start=1):
        last = max(len(values) - extra, 0)
        np.add(previous[:last], values[extra:], out=total[:last])
        total[last:] = previous[last:]
        previous = total


def other_by_type(values: Array) -> Array:
    """Do what `own_by_type` does for the target's sentences: (LONGEST_RUN, m, n) to (types, n, m)."""
    mirrored: Array = own_by_type(values)[_MIRRORED].transpose(0, 2, 1)
    return mirrored


# The number of each type with its sides exchanged.
_MIRRORED = [TYPE_NUMBERS[n, m] for m, n in MATCH_TYPES]


def weakest_part(source: Array, target: Array) -> Array:
    """Return the least value that any part of a bead with several reaches in the other side's run.

    Args:
        source: Values of each source sentence in each target run, shape (LONGEST_RUN, n, m).
        target: Values of each target sentence in each source run, shape (LONGEST_RUN, m, n).

    Returns:
        Shape (types, n, m); 0 for 1-1.
    """
    weakest = np.zeros((len(MATCH_TYPES), *source.shape[1:]), dtype=np.float32)
    weakest[ONE_TO_MANY[1:]] = _least_of_rows(target[0]).transpose(0, 2, 1)
    weakest[MANY_TO_ONE[1:]] = _least_of_rows(source[0])
    for number in SQUARE:
        m, n = MATCH_TYPES[number]
        parts = [later(source[n - 1], part, 0) for part in range(m)]
        parts += [later(target[m - 1], part, 0).T for part in range(n)]
        weakest[number] = np.minimum.reduce(parts)
    return weakest


def _least_of_rows(values: Array) -> Array:
    """Return the least of 2 to LONGEST_RUN rows from each row on: (n, m) to (LONGEST_RUN - 1, n, m); 0 at the end."""
    least = np.zeros((LONGEST_RUN - 1, *values.shape), dtype=np.float32)
    current = values
    for extra in range(1, min(LONGEST_RUN, len(values))):
        current = np.minimum(current[:-1], values[extra:])
        least[extra - 1, : len(current)] = current
    return least


def nearby(values: Array) -> Array:
    """Return the greater of the two values beside each gap: (n, m) to (n, m + 1)."""
    edge = np.zeros((len(values), 1), dtype=np.float32)
    greater: Array = np.maximum(np.concatenate([edge, values], axis=1), np.concatenate([values, edge], axis=1))
    return greater
