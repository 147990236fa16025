"""Arrays over beads: shapes (types, n, m), by bead type, first source sentence and first target sentence."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bialign.align.lattice import LONGEST_RUN, MATCH_TYPES

Array = NDArray[np.float32]

TYPE_NUMBERS = {shape: number for number, shape in enumerate(MATCH_TYPES)}
# Numbers of the types 1-1 to 1-8, of 1-1 to 8-1, and of those with several sentences on both sides.
ONE_TO_MANY = [number for number, (m, _) in enumerate(MATCH_TYPES) if m == 1]
MANY_TO_ONE = [number for number, (_, n) in enumerate(MATCH_TYPES) if n == 1]
SQUARE = [number for number, shape in enumerate(MATCH_TYPES) if min(shape) > 1]
# Whether a type has several sentences on a side, and so parts; shape (types, 1, 1).
HAS_PARTS = np.array([max(shape) > 1 for shape in MATCH_TYPES], dtype=np.float32)[:, None, None]
# The number of each type with its sides exchanged.
_MIRRORED = [MATCH_TYPES.index((n, m)) for m, n in MATCH_TYPES]


def later(values: Array, down: int, across: int) -> Array:
    """Return the array with ``[..., i, j]`` holding what stood at ``[..., i + down, j + across]``; 0 beyond."""
    moved = np.zeros_like(values)
    rows, columns = values.shape[-2] - down, values.shape[-1] - across
    if rows > 0 and columns > 0:
        moved[..., :rows, :columns] = values[..., down:, across:]
    return moved


def earlier(values: Array, down: int, across: int) -> Array:
    """Return the array with ``[..., i, j]`` holding what stood at ``[..., i - down, j - across]``; -1 before."""
    moved = np.full_like(values, -1)
    rows, columns = values.shape[-2] - down, values.shape[-1] - across
    if rows > 0 and columns > 0:
        moved[..., down:, across:] = values[..., :rows, :columns]
    return moved


def run_sums(values: Array) -> Array:
    """Sum over runs of sentences: (n,) or (n, k) to (LONGEST_RUN, n) or (LONGEST_RUN, n, k); cut short at the end."""
    total = np.concatenate([np.zeros_like(values[:1]), np.cumsum(values, axis=0)])
    ends = np.minimum(np.arange(1, LONGEST_RUN + 1)[:, None] + np.arange(len(values)), len(values))
    sums: Array = total[ends] - total[None, :-1]
    return sums


def of_runs(source: Array, target: Array) -> tuple[Array, Array]:
    """Pick what belongs to each bead type: (LONGEST_RUN, n) and (LONGEST_RUN, m) to what adds to (types, n, m)."""
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
    sums[MANY_TO_ONE] = run_sums(values[0])
    for number in SQUARE:
        m, n = MATCH_TYPES[number]
        own = values[n - 1]
        sums[number] = own
        for extra in range(1, min(m, len(own))):
            sums[number, :-extra] += own[extra:]
    return sums


def other_by_type(values: Array) -> Array:
    """Do what `own_by_type` does for the target's sentences: (LONGEST_RUN, m, n) to (types, n, m)."""
    mirrored: Array = own_by_type(values)[_MIRRORED].transpose(0, 2, 1)
    return mirrored


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
