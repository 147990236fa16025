"""Probabilities of partial matchings, against sums over all of them."""

from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bialign.align.furniture_matching import free_matching, ordered_matching

MATRICES = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.floats(-6, 6))
)


def sum_of_matchings(log_odds, *, ordered):
    """Return the probabilities of pairs by going through every partial matching."""
    count, other_count = log_odds.shape
    total = np.zeros(log_odds.shape)
    everything = 0.0
    for size in range(min(count, other_count) + 1):
        for rows in combinations(range(count), size):
            orders = combinations(range(other_count), size) if ordered else permutations(range(other_count), size)
            for columns in orders:
                weight = np.exp(sum(log_odds[row, column] for row, column in zip(rows, columns, strict=True)))
                everything += weight
                total[list(rows), list(columns)] += weight
    return total / everything


@given(MATRICES)
@settings(max_examples=60, deadline=None)
def test_ordered_probabilities_are_exact(log_odds):
    assert np.allclose(ordered_matching(log_odds), sum_of_matchings(log_odds, ordered=True), atol=1e-9)


@given(MATRICES)
@settings(max_examples=60, deadline=None)
def test_free_probabilities_of_few_are_exact(log_odds):
    assert np.allclose(free_matching(log_odds), sum_of_matchings(log_odds, ordered=False), atol=1e-9)


@given(arrays(np.float64, st.tuples(st.integers(7, 9), st.integers(7, 9)), elements=st.floats(-6, 6)))
@settings(max_examples=30, deadline=None)
def test_free_probabilities_never_promise_one_fragment_twice(log_odds):
    found = free_matching(log_odds)
    assert found.min() >= 0
    assert found.sum(axis=0).max() <= 1 + 1e-9
    assert found.sum(axis=1).max() <= 1 + 1e-9
    assert np.allclose(free_matching(log_odds.T), found.T, atol=1e-4)


def test_free_probabilities_of_many_are_those_of_few_where_groups_keep_apart():
    few = np.array([[2.0, 1.0], [0.5, 3.0], [-1.0, 1.5]])
    apart = np.full((9, 8), -40.0)
    for place in range(3):
        apart[3 * place : 3 * place + 3, 2 * place : 2 * place + 2] = few
    found, exact = free_matching(apart), sum_of_matchings(few, ordered=False)
    for place in range(3):
        assert np.abs(found[3 * place : 3 * place + 3, 2 * place : 2 * place + 2] - exact).max() < 0.1
    assert found[:, 6:].max() < 1e-9


def test_rivals_that_have_their_own_partners_take_little_away():
    log_odds = np.full((6, 6), 1.0) + np.eye(6) * 4
    assert np.diag(free_matching(log_odds)).min() > 0.8


@pytest.mark.parametrize("matching", [free_matching, ordered_matching])
@pytest.mark.parametrize("largest", [-12.0, 12.0])
def test_extreme_odds_stay_probabilities(matching, largest):
    found = matching(np.full((150, 140), largest))
    assert np.isfinite(found).all()
    assert found.min() >= 0
    assert found.sum(axis=1).max() <= 1 + 1e-9
    assert found.sum(axis=0).max() <= 1 + 1e-9


def test_in_order_a_few_sure_pairs_place_the_doubtful_ones():
    log_odds = np.full((5, 5), 0.5)
    log_odds[1, 1] = log_odds[3, 3] = 8.0
    found = ordered_matching(log_odds)
    assert found[2, 2] > 0.6
    assert found[2, 0] < 0.01
    assert free_matching(log_odds)[2, 2] < 0.5
