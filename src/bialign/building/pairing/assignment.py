"""One-to-one assignment: which of the candidate pairs hold when each article has at most one translation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bialign.building.pairing.candidates import Candidates


def assign(
    candidates: Candidates, log_odds: NDArray[np.float64], sources: int, threshold: float
) -> NDArray[np.int64]:
    """Choose the pairs with the greatest sum of log-odds above a threshold, each article in one at most.

    The assignment is exact, by the sparse form of the Jonker-Volgenant algorithm: greedy choice would give an
    article's translation away to a rival that is only a little better. An article may also stay alone, at no gain.

    Args:
        candidates: The candidate pairs.
        log_odds: Of each pair, shape (c,).
        sources: Number of source articles.
        threshold: Log-odds that a pair must exceed.

    Returns:
        Places of the chosen candidates, ascending.
    """
    gains = log_odds - threshold
    good = np.flatnonzero(gains > 0)
    if not len(good):
        return good
    targets, columns = np.unique(candidates.target[good], return_inverse=True)
    # A source that stays alone is matched with a column of its own. The matching is over costs other than zero.
    alone = len(targets) + np.arange(sources)
    least = float(gains[good].max()) + 1.0
    costs = np.concatenate([least - gains[good], np.full(sources, least)])
    rows = np.concatenate([candidates.source[good], np.arange(sources)])
    matrix = coo_array((costs, (rows, np.concatenate([columns, alone]))), shape=(sources, len(targets) + sources))
    chosen_rows, chosen_columns = min_weight_full_bipartite_matching(matrix.tocsr())
    place = {
        (int(row), int(column)): k
        for k, (row, column) in enumerate(zip(candidates.source[good], columns, strict=True))
    }
    pairs = zip(chosen_rows.tolist(), chosen_columns.tolist(), strict=True)
    return np.array(sorted(int(good[place[pair]]) for pair in pairs if pair in place), dtype=np.int64)
