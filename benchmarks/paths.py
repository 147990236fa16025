"""The cheapest monotone path of beads, for the peers: exact, over all cells."""

import numpy as np

# The largest finite cost that sums stay exact with; costs of cells outside a search band.
FORBIDDEN = 1e9


def cheapest_path(costs, delete_source, delete_target):
    """Return the beads of the path with the least sum of costs.

    Args:
        costs: Cost of a bead of m source and n target sentences by its first sentences: (m, n) to an array of shape
            (sources - m + 1, targets - n + 1), m and n at least 1.
        delete_source: Cost of leaving out each source sentence, shape (sources,).
        delete_target: Cost of leaving out each target sentence, shape (targets,).

    Returns:
        Pairs of ranges of source and target sentences, in order; each deleted sentence is a pair of its own.
    """
    sources, targets = len(delete_source), len(delete_target)
    types = [shape for shape in costs if costs[shape].size]
    inserted = np.concatenate([[0.0], np.cumsum(delete_target)])
    total = np.full((sources + 1, targets + 1), FORBIDDEN * 10)
    # 0: a target sentence is left out, 1: a source sentence is, 2 and on: a bead of types[k - 2].
    choice = np.zeros((sources + 1, targets + 1), np.int8)
    total[0] = inserted
    for i in range(1, sources + 1):
        best = total[i - 1] + delete_source[i - 1]
        chosen = np.ones(targets + 1, np.int8)
        for number, (m, n) in enumerate(types, 2):
            if m > i:
                continue
            reached = total[i - m, : targets + 1 - n] + costs[m, n][i - m]
            better = reached < best[n:]
            best[n:][better] = reached[better]
            chosen[n:][better] = number
        # Within a row, target sentences may be left out one after the other.
        row = np.minimum.accumulate(best - inserted) + inserted
        total[i] = np.minimum(row, best)
        choice[i] = np.where(row < best - 1e-12, 0, chosen)
    beads = []
    i, j = sources, targets
    while i or j:
        kind = choice[i, j] if i else 0
        m, n = (0, 1) if kind == 0 else (1, 0) if kind == 1 else types[kind - 2]
        beads.append((range(i - m, i), range(j - n, j)))
        i, j = i - m, j - n
    return beads[::-1]


def bead_types(largest):
    """Return the (m, n), both at least 1, whose sum is at most a number."""
    return [(m, total - m) for total in range(2, largest + 1) for m in range(1, total)]
