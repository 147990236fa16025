"""Bylines paired across languages by the people they name."""

from __future__ import annotations

import math

import numpy as np
from scipy.optimize import linear_sum_assignment

from bialign.names.bylines import byline_names
from bialign.names.matching import match_many

# A reporter may be named in one language only: once another one is found, a name without counterpart is weak evidence
# against the pair, as the logarithm of odds.
_NAME_WITHOUT_COUNTERPART = math.log(0.1)


def match_bylines(korean: str, english: str) -> float:
    """Return the probability that a Korean and an English byline name the same people.

    Every name is paired with at most one of the other byline, so that the whole is most probable.

    Args:
        korean: A byline such as ``"(서울=연합뉴스) 홍길동·김철수 기자 ="``.
        english: A byline such as ``"By Hong Gil-dong and Kim Chul-soo"``.

    Returns:
        A probability in [0, 1]; 0 if a byline names nobody (``"온라인뉴스팀"``).

    >>> match_bylines("홍길동·김철수 기자", "By Kim Chul-soo and Hong Gil-dong") > 0.9
    True
    """
    koreans, englishes = byline_names(korean), byline_names(english)
    if not koreans or not englishes:
        return 0.0
    probabilities = np.clip(match_many(koreans, englishes).astype(np.float64), 1e-6, 1 - 1e-6)
    odds = np.log(probabilities) - np.log1p(-probabilities)
    pairs = odds[linear_sum_assignment(odds, maximize=True)]
    best = float(pairs.max())
    if best <= 0:
        return 1 / (1 + math.exp(-best))
    return 1 / (1 + math.exp(-float(np.maximum(pairs, _NAME_WITHOUT_COUNTERPART).sum())))
