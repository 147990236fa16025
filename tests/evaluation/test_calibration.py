"""Calibration figures and word-link scores, worked out by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bialign.errors import ConfigurationError, InvariantError
from bialign.evaluation import Outcome, calibrate, evaluate_word_links


def outcomes(*pairs):
    return [Outcome(score, right) for score, right in pairs]


def test_bins_and_errors_are_those_of_the_definitions():
    # Bins of width 0.5: {0.2 wrong, 0.4 right} mean score 0.3, accuracy 0.5; {0.6 right, 0.9 right, 1.0 wrong} mean
    # score 2.5/3, accuracy 2/3. ECE = 2/5 * 0.2 + 3/5 * (2.5/3 - 2/3) = 0.08 + 0.1 = 0.18.
    # Brier = (0.04 + 0.36 + 0.16 + 0.01 + 1) / 5 = 1.57 / 5.
    calibration = calibrate(outcomes((0.2, False), (0.4, True), (0.6, True), (0.9, True), (1.0, False)), bins=2)
    assert [(b.low, b.high, b.count) for b in calibration.bins] == [(0, 0.5, 2), (0.5, 1, 3)]
    assert [b.score for b in calibration.bins] == pytest.approx([0.3, 2.5 / 3])
    assert [b.accuracy for b in calibration.bins] == pytest.approx([0.5, 2 / 3])
    assert calibration.ece == pytest.approx(0.18)
    assert calibration.brier == pytest.approx(1.57 / 5)


def test_risk_falls_as_fewer_beads_are_kept():
    # From the surest down: right, {right, wrong} at 0.5, wrong. Risks after 1, 3, 4 beads: 0, 1/3, 2/4.
    # Area: mean of 0/1, 0.5/2, 1/3, 2/4 = (0 + 0.25 + 1/3 + 0.5) / 4.
    calibration = calibrate(outcomes((0.5, True), (0.9, True), (0.1, False), (0.5, False)))
    points = [(point.threshold, point.coverage, point.risk) for point in calibration.risk_coverage]
    assert points == [(0.9, 0.25, 0), (0.5, 0.75, pytest.approx(1 / 3)), (0.1, 1, 0.5)]
    assert calibration.area == pytest.approx((0.25 + 1 / 3 + 0.5) / 4)


def test_perfect_scores_have_no_error():
    calibration = calibrate(outcomes(*[(1.0, True)] * 3, *[(0.0, False)] * 2))
    assert (calibration.ece, calibration.brier, calibration.count) == (0, 0, 5)


@given(st.lists(st.builds(Outcome, st.floats(0, 1), st.booleans()), min_size=1, max_size=40), st.integers(1, 20))
@settings(max_examples=60, deadline=None)
def test_calibration_figures_are_shares_that_no_order_changes(values, bins):
    calibration = calibrate(values, bins=bins)
    assert sum(part.count for part in calibration.bins) == len(values)
    wrong = sum(not value.right for value in values) / len(values)
    assert calibration.risk_coverage[-1].coverage == 1
    assert calibration.risk_coverage[-1].risk == pytest.approx(wrong)
    assert all(0 <= figure <= 1 for figure in (calibration.ece, calibration.brier, calibration.area))
    backwards = calibrate(values[::-1], bins=bins)
    assert (backwards.ece, backwards.brier, backwards.area) == pytest.approx(
        (calibration.ece, calibration.brier, calibration.area)
    )


def test_there_is_nothing_to_calibrate_without_scores():
    with pytest.raises(InvariantError, match="No bead has a score"):
        calibrate([])
    with pytest.raises(ConfigurationError, match="At least one bin"):
        calibrate(outcomes((0.5, True)), bins=0)


def test_word_links_are_measured_against_sure_and_possible_ones():
    # Two sentence pairs. A = {00, 11, 12} and {00}; S = {00, 22} and {00}; P adds {11} and {}.
    # |A & S| = 1 + 1, |A & P| = 2 + 1, |A| = 4, |S| = 3. AER = 1 - (2 + 3) / (4 + 3).
    scores = evaluate_word_links(
        [{(0, 0), (2, 2)}, {(0, 0)}], [{(0, 0), (1, 1), (1, 2)}, {(0, 0)}], possible=[{(1, 1)}, set()]
    )
    assert scores.precision == pytest.approx(3 / 4)
    assert scores.recall == pytest.approx(2 / 3)
    assert scores.f1 == pytest.approx(2 * (3 / 4) * (2 / 3) / (3 / 4 + 2 / 3))
    assert scores.aer == pytest.approx(2 / 7)


def test_finding_all_sure_links_and_no_wrong_ones_is_no_error():
    assert evaluate_word_links([{(0, 0)}], [{(0, 0), (1, 1)}], possible=[{(0, 0), (1, 1)}]).aer == 0
    assert evaluate_word_links([set()], [set()]).aer == 0
    assert evaluate_word_links([{(0, 0)}], [set()]).aer == 1


def test_aer_is_one_minus_f1_where_all_links_are_sure():
    scores = evaluate_word_links([{(0, 0), (2, 2), (3, 3), (4, 4)}], [{(0, 0), (1, 2), (2, 2)}])
    assert scores.aer == pytest.approx(1 - scores.f1)


def test_word_links_need_as_many_predictions_as_answers():
    with pytest.raises(InvariantError, match="2 predicted, 1 sure and 1 possible"):
        evaluate_word_links([set()], [set(), set()])


def test_a_score_is_in_the_bin_whose_ends_hold_it():
    for score in (0.07, 0.29, 0.57, 0.58, 1.0):
        filled = [part for part in calibrate([Outcome(score, right=True)], bins=100).bins if part.count]
        assert [part.low <= score <= part.high for part in filled] == [True]
        assert score < filled[0].high or score == 1


@pytest.mark.parametrize("score", [1.5, -0.1, float("nan"), None, "0.5"])
def test_an_outcome_has_a_probability(score):
    with pytest.raises(InvariantError):
        Outcome(score, right=True)
