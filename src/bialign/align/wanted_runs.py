"""Which runs of sentences are worth encoding.

A bead of more than three sentences on one side has a single one on the other. A run that is far longer than any
sentence of the other text belongs to no bead, so that its vector is never missed: of news that spares an encoder of
joined texts more than half of its work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bialign.align.corridor import is_coarse
from bialign.align.steps import LONGEST_RUN, MATCH_TYPES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bialign.align.sides import Lengths

    Indices = NDArray[np.int64]

# How many times longer than the longest sentence of the other text a run may be, and by how many code points more.
# On development news, beads of four sentences and more with a probability of .003 have up to 0.9 times its length.
_RATIO, _MORE = 1.5, 8
# Runs that may have several sentences beside them.
_ALWAYS = max(min(shape) for shape in MATCH_TYPES)


def wanted_runs(
    source: Lengths, target: Lengths, least_ratio: float, greatest_ratio: float
) -> tuple[Indices, Indices]:
    """Tell for each sentence how many the longest run from it on has that is worth encoding.

    The features of a bead compare it with those of one sentence more or less: these are wanted with it, so that what
    is left out changes nothing for beads that are not too long.

    Args:
        source: Lengths of n source sentences in code points without white space, shape (n,).
        target: Lengths of m target sentences, shape (m,).
        least_ratio: Logarithm of how many times longer the target text is at least, sentence by sentence.
        greatest_ratio: The same at most.

    Returns:
        Shapes (n,) and (m,), at most `LONGEST_RUN`; runs may pass the end of a text.
    """
    if is_coarse(len(source), len(target)):
        return np.full(len(source), LONGEST_RUN), np.full(len(target), LONGEST_RUN)
    return (
        _wanted(source, target.max(initial=0) * np.exp(-least_ratio)),
        _wanted(target, source.max(initial=0) * np.exp(greatest_ratio)),
    )


def _wanted(lengths: Lengths, longest: float) -> Indices:
    """Return how long runs are wanted, given the longest sentence of the other text in code points of this one."""
    ends = np.zeros(len(lengths) + 1)
    np.cumsum(lengths, dtype=np.float64, out=ends[1:])
    sizes = np.searchsorted(ends, ends[:-1] + _RATIO * longest + _MORE, side="right") - np.arange(1, len(ends))
    wanted: Indices = np.maximum(sizes, _ALWAYS)
    wanted[:-1] = np.maximum(wanted[:-1], wanted[1:])
    return np.minimum(wanted + 1, LONGEST_RUN)
