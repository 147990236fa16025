"""The logistic models of pairing: a few weights each, with where they come from."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import attrs
import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, log_expit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bialign.building.pairing.features import Features

_WEIGHTS = "weights.json"


@attrs.frozen
class LogisticModel:
    """A logistic model.

    Attributes:
        intercept: The log-odds of a pair whose features are all zero.
        weights: Log-odds for one of each feature, by name.
    """

    intercept: float
    weights: dict[str, float]

    def log_odds(self, features: Features) -> NDArray[np.float64]:
        """Return the log-odds of pairs; features of shape (c, weights), the result of shape (c,)."""
        odds: NDArray[np.float64] = features @ np.array(list(self.weights.values())) + self.intercept
        return odds


def probability(log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return probabilities in (0, 1) for log-odds of the same shape."""
    result: NDArray[np.float64] = expit(log_odds)
    return result


@cache
def load_model(name: str) -> LogisticModel:
    """Return a model of the package.

    Args:
        name: ``"articles"`` for all features, ``"vectors"`` for articles given as vectors alone.
    """
    text = resources.files("bialign.building.pairing").joinpath(_WEIGHTS).read_text("utf-8")
    record = json.loads(text)["models"][name]
    return LogisticModel(record["intercept"], record["weights"])


def train(
    features: Features, right: NDArray[np.bool_], names: tuple[str, ...], *, penalty: float = 1.0
) -> LogisticModel:
    """Fit a logistic model by maximum likelihood with a quadratic penalty on standardised weights.

    Weights are not negative, but for features whose names say that something is missing (``"no headline"``).

    Args:
        features: Shape (c, f).
        right: Whether each pair is a translation, shape (c,).
        names: Of the features.
        penalty: Weight of half the sum of squares.
    """
    scale = features.std(axis=0)
    scale[scale == 0] = 1.0
    mean = features.mean(axis=0)
    scaled = (features - mean) / scale
    sign = np.where(right, 1.0, -1.0)

    def loss(parameters: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = sign * (scaled @ parameters[1:] + parameters[0])
        pull = -sign * expit(-odds)
        value = -log_expit(odds).sum() + penalty / 2 * (parameters[1:] ** 2).sum()
        return float(value), np.concatenate([[pull.sum()], scaled.T @ pull + penalty * parameters[1:]])

    # Evidence never speaks against a pair; what says that there is no evidence may weigh either way.
    bounds = [
        (None, None),
        *((None, None) if "no" in name.split() or "none" in name else (0, None) for name in names),
    ]
    best = minimize(loss, np.zeros(scaled.shape[1] + 1), jac=True, method="L-BFGS-B", bounds=bounds).x
    weights = best[1:] / scale
    return LogisticModel(
        round(float(best[0] - weights @ mean), 4),
        {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)},
    )
