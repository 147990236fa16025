"""The aligner's weights."""

from __future__ import annotations

import hashlib
import json
import math
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from bialign.align.features import DELETION_FEATURES, MATCH_FEATURES
from bialign.align.word_features import DELETION_WORD_FEATURES, WORD_FEATURES
from bialign.errors import ConfigurationError
from bialign.files import is_path, telling_of_reading

if TYPE_CHECKING:
    from collections.abc import Mapping

SEQUENCE_FEATURES = (
    "deletion after deletion",
    "deletion on the other side",
    "line by line",
)
"""Features of deletions by what they follow, and of a path that goes line by line."""


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
    if path is not None and not is_path(path):
        raise ConfigurationError(f"Weights are the path of a file that train-aligner wrote, not {path!r}.")
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
