"""The aligner's weights, and the scores that they give to the beads of a lattice."""

from __future__ import annotations

import hashlib
import json
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import numpy as np
from numpy.typing import NDArray

from bialign.align.features import DELETION_FEATURES, MATCH_FEATURES, Features, Side, bead_features
from bialign.align.inference import IMPOSSIBLE, BeadScores
from bialign.align.lattice import LONGEST_RUN, MATCH_TYPES, Lattice
from bialign.align.word_features import DELETION_WORD_FEATURES, WORD_FEATURES
from bialign.errors import ConfigurationError
from bialign.threads import blas_threads

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Array = NDArray[np.float32]

SEQUENCE_FEATURES = (
    "deletion after deletion",
    "deletion on the other side",
)
"""Features of deletions by what they follow."""

# Rows of a long corridor whose features are computed together: more share the sentences around them, fewer leave less
# of their rectangle outside the corridor.
_BLOCK = 24
# Texts of no more source sentences, looked at whole, are one block.
_WHOLE = 192
# Sentences around a block that its features look at: the longest bead, and one more on either side. Margins, and the
# best that a sentence reaches anywhere, are taken within the block.
_BEFORE, _AFTER = LONGEST_RUN + 1, 1


@attrs.frozen
class ModelWeights:
    """A weight for each feature's name.

    Attributes:
        weights: Every name in `MATCH_FEATURES`, `DELETION_FEATURES` and `SEQUENCE_FEATURES`, and, where the encoder
            has word vectors, in `WORD_FEATURES` and `DELETION_WORD_FEATURES`.
        checksum: First eight hexadecimal digits of the weights' SHA-256, for signatures.
    """

    weights: Mapping[str, float]
    checksum: str

    def __getitem__(self, name: str) -> float:
        return self.weights[name]


def feature_names(*, words: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the features of matches and of deletions."""
    if words:
        return MATCH_FEATURES + WORD_FEATURES, DELETION_FEATURES + DELETION_WORD_FEATURES
    return MATCH_FEATURES, DELETION_FEATURES


def weights_from(values: Mapping[str, float], *, words: bool) -> ModelWeights:
    """Check that every feature has a weight.

    Raises:
        ConfigurationError: If a feature has no weight, or a weight no feature.
    """
    expected = {name for names in (*feature_names(words=words), SEQUENCE_FEATURES) for name in names}
    missing, unknown = sorted(expected - set(values)), sorted(set(values) - expected)
    if missing or unknown:
        problem = f"no weight for {missing[0]!r}" if missing else f"a weight for {unknown[0]!r}, which is no feature"
        raise ConfigurationError(f"The aligner's weights have {problem}: train them anew with this version.")
    text = json.dumps({name: values[name] for name in sorted(values)})
    return ModelWeights(dict(values), hashlib.sha256(text.encode()).hexdigest()[:8])


@lru_cache(maxsize=8)
def load_weights(path: str | Path | None = None, *, words: bool) -> ModelWeights:
    """Load weights: those of the package, or those that `train-aligner` wrote.

    Args:
        path: A file that `train-aligner` wrote; by default the package's own.
        words: Whether for encoders that have word vectors.

    Raises:
        ConfigurationError: If the file cannot be read, or is not of this version.
    """
    try:
        place = files("bialign.align").joinpath("weights.json") if path is None else Path(path)
        document = json.loads(place.read_text(encoding="utf-8"))
        values = document["with words" if words else "without words"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigurationError(f"{path} does not hold weights of the aligner ({error}).") from None
    return weights_from(values, words=words)


@attrs.frozen(eq=False)
class Block:
    """A part of a lattice whose beads' features were computed together.

    Attributes:
        features: Features between the sentences around the cells.
        first_row: The first source sentence of the features.
        first_column: The first target sentence of the features.
        cells: The cells where the beads end, shape (c,).
    """

    features: Features
    first_row: int
    first_column: int
    cells: NDArray[np.int64]

    def match_places(self, lattice: Lattice, number: int) -> tuple[NDArray[np.int64], tuple[NDArray[np.int64], ...]]:
        """Return the cells that a bead type may end in, and where its features stand: rows and columns."""
        m, n = MATCH_TYPES[number]
        cells = self.cells[lattice.origins[number, self.cells] < len(lattice)]
        return cells, (lattice.rows[cells] - m - self.first_row, lattice.columns[cells] - n - self.first_column)

    def source_deletion_places(
        self, lattice: Lattice
    ) -> tuple[NDArray[np.int64], tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """Return the cells that a source deletion may end in, and where its features stand."""
        cells = self.cells[lattice.above[self.cells] < len(lattice)]
        return cells, (lattice.rows[cells] - 1 - self.first_row, lattice.columns[cells] - self.first_column)

    def target_deletion_places(
        self, lattice: Lattice
    ) -> tuple[NDArray[np.int64], tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """Return the cells that a target deletion may end in, and where its features stand."""
        cells = self.cells[lattice.left[self.cells] < len(lattice)]
        return cells, (lattice.rows[cells] - self.first_row, lattice.columns[cells] - 1 - self.first_column)


def make_blocks(lattice: Lattice, source: Side, target: Side, expected_ratio: float) -> list[Callable[[], Block]]:
    """Plan the computation of a lattice's features in blocks of bounded size.

    Returns:
        A function for each block that computes it.
    """
    n, m = len(source), len(target)
    if len(lattice) == (n + 1) * (m + 1) and n <= _WHOLE:
        return [lambda: Block(bead_features(source, target, expected_ratio), 0, 0, np.arange(len(lattice)))]
    by_row = np.argsort(lattice.rows, kind="stable")
    limits = np.searchsorted(lattice.rows[by_row], np.arange(n + 2))

    def make_block(first: int) -> Block:
        last = min(first + _BLOCK, n + 1)
        cells = np.sort(by_row[limits[first] : limits[last]])
        columns = lattice.columns[cells]
        row_start, row_end = max(first - _BEFORE, 0), min(last - 1 + _AFTER, n)
        column_start, column_end = max(int(columns.min()) - _BEFORE, 0), min(int(columns.max()) + _AFTER, m)
        features = bead_features(
            source.part(row_start, row_end), target.part(column_start, column_end), expected_ratio
        )
        return Block(features, row_start, column_start, cells)

    return [partial(make_block, first) for first in range(0, n + 1, _BLOCK)]


def _weighted(features: Mapping[str, Array], weights: ModelWeights) -> Array:
    total = np.zeros((), dtype=np.float32)
    for name, value in features.items():
        total = total + np.float32(weights[name]) * value
    return total


def score_beads(
    lattice: Lattice,
    source: Side,
    target: Side,
    expected_ratio: float,
    weights: ModelWeights,
    *,
    threads: int,
) -> BeadScores:
    """Score every bead of a lattice, the blocks of a long one on several threads."""
    cells = len(lattice)
    scores = BeadScores(
        match=np.full((len(MATCH_TYPES), cells), IMPOSSIBLE),
        source_deletion=np.full(cells, IMPOSSIBLE),
        target_deletion=np.full(cells, IMPOSSIBLE),
        extend=weights["deletion after deletion"],
        switch=weights["deletion on the other side"],
    )

    def score(make_block: Callable[[], Block]) -> None:
        block = make_block()
        match = _weighted(block.features.match, weights)
        for number in range(len(MATCH_TYPES)):
            places, where = block.match_places(lattice, number)
            scores.match[number, places] = match[number][where]
        places, at = block.source_deletion_places(lattice)
        scores.source_deletion[places] = _weighted(block.features.source_deletion, weights)[at]
        places, at = block.target_deletion_places(lattice)
        scores.target_deletion[places] = _weighted(block.features.target_deletion, weights)[at]

    blocks = make_blocks(lattice, source, target, expected_ratio)
    with blas_threads(1):
        if threads == 1 or len(blocks) == 1:
            deque(map(score, blocks), maxlen=0)
        else:
            with ThreadPoolExecutor(threads) as pool:
                deque(pool.map(score, blocks), maxlen=0)
    return scores
