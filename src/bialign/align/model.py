"""The aligner's weights, and the scores that they give to the beads of a lattice."""

from __future__ import annotations

import hashlib
import json
import math
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import numpy as np
from numpy.typing import NDArray

from bialign.align.corridor import WHOLE_CELLS
from bialign.align.features import DELETION_FEATURES, MATCH_FEATURES, Features, Side, bead_features, weighted
from bialign.align.inference import IMPOSSIBLE, BeadScores
from bialign.align.lattice import BEAD_TYPES, LONGEST_RUN, MATCH_TYPES, SOURCE_DELETION, Lattice
from bialign.align.word_features import DELETION_WORD_FEATURES, WORD_FEATURES
from bialign.errors import ConfigurationError
from bialign.files import telling_of_reading
from bialign.threads import one_blas_thread

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
_BLOCK = 32
# Texts of no more source sentences, short enough to be looked at whole, are one block.
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


def load_weights(path: str | Path | None = None, *, words: bool) -> ModelWeights:
    """Load weights: those of the package, or those that `train-aligner` wrote.

    Args:
        path: A file that `train-aligner` wrote; by default the package's own.
        words: Whether for encoders that have word vectors.

    Raises:
        ConfigurationError: If the file cannot be read, holds no such weights, or is not of this version.
    """
    with telling_of_reading(path or "weights.json", error=ConfigurationError):
        changed = 0 if path is None else Path(path).stat().st_mtime_ns
        return _read_weights(path, changed, words=words)


def _is_number(value: object) -> bool:
    try:
        return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    except OverflowError:  # a whole number beyond any float
        return False


@lru_cache(maxsize=8)
def _read_weights(path: str | Path | None, _changed: int, *, words: bool) -> ModelWeights:
    place = files("bialign.align").joinpath("weights.json") if path is None else Path(path)
    try:
        document = json.loads(place.read_bytes())
    except (ValueError, RecursionError):
        document = None
    values = document.get("with words" if words else "without words") if isinstance(document, dict) else None
    if not isinstance(values, dict) or not all(map(_is_number, values.values())):
        kind = "with" if words else "without"
        raise ConfigurationError(
            f"{path} does not hold weights for encoders {kind} word vectors: name a file that train-aligner wrote "
            "with this encoder."
        )
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

    def match_places(self, lattice: Lattice) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
        """Return whether each match type may end in each cell, and where its features stand; shape (types, c).

        Places count through arrays of shape (types, n, m); where there is no bead, they mean nothing.
        """
        numbers, shapes = np.arange(len(MATCH_TYPES)), np.array(MATCH_TYPES)
        n, m = self.features.size
        starts = (numbers * n - shapes[:, 0] - self.first_row) * m - shapes[:, 1] - self.first_column
        places = lattice.rows[self.cells] * m + lattice.columns[self.cells]
        return self._possible(lattice)[: len(MATCH_TYPES)], starts[:, None] + places

    def deletion_places(self, lattice: Lattice, deletion: int) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
        """Do what `match_places` does for deletions of one side, whose features have a row or a column more.

        Args:
            lattice: The lattice.
            deletion: `SOURCE_DELETION` or `TARGET_DELETION`.
        """
        m = self.features.size[1] + (deletion == SOURCE_DELETION)
        down, across = BEAD_TYPES[deletion]
        rows = lattice.rows[self.cells] - down - self.first_row
        return self._possible(lattice)[deletion], rows * m + lattice.columns[self.cells] - across - self.first_column

    def _possible(self, lattice: Lattice) -> NDArray[np.bool_]:
        possible: NDArray[np.bool_] = lattice.origins[:, self.cells] < len(lattice)
        return possible


def make_blocks(lattice: Lattice, source: Side, target: Side, expected_ratio: float) -> list[Callable[[], Block]]:
    """Plan the computation of a lattice's features in blocks of bounded size.

    Returns:
        A function for each block that computes it.
    """
    n, m = len(source), len(target)
    if n <= _WHOLE and (n + 1) * (m + 1) <= WHOLE_CELLS:
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


def pick(values: Array, possible: NDArray[np.bool_], places: NDArray[np.int64], otherwise: float) -> Array:
    """Return values at places counted through an array, and `otherwise` where there is none."""
    if not values.size:
        return np.full(places.shape, otherwise)
    picked: Array = np.where(possible, values.take(places, mode="clip"), np.float64(otherwise))
    return picked


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
    beads = np.empty((len(BEAD_TYPES), len(lattice)))

    def score(make_block: Callable[[], Block]) -> None:
        block = make_block()
        match = block.features.match.scores(weights.weights)
        beads[: len(MATCH_TYPES), block.cells] = pick(match, *block.match_places(lattice), IMPOSSIBLE)
        for deletion, features in block.features.deletions.items():
            values = np.broadcast_to(weighted(features, weights.weights), block.features.deletion_shape(deletion))
            beads[deletion, block.cells] = pick(values, *block.deletion_places(lattice, deletion), IMPOSSIBLE)

    blocks = make_blocks(lattice, source, target, expected_ratio)
    with one_blas_thread():
        if threads == 1 or len(blocks) == 1:
            deque(map(score, blocks), maxlen=0)
        else:
            with ThreadPoolExecutor(threads) as pool:
                deque(pool.map(score, blocks), maxlen=0)
    return BeadScores(beads, extend=weights["deletion after deletion"], switch=weights["deletion on the other side"])
