"""Significance tests tell luck from difference, and always the same way."""

from itertools import product

import attrs
import numpy as np
import pytest

from bialign import Alignment, Bead
from bialign.documents import fragments_of
from bialign.errors import ConfigurationError, InvariantError
from bialign.evaluation import compare, confidence_interval, evaluate, perturb

LINES = [(f"{n}번 문장이 여기 있다.", f"Here is sentence {n}.") for n in range(12)]
GOLD = [perturb(LINES, seed=number, joins=0.2, deletions=0.1, id=str(number)) for number in range(12)]
OTHER_GOLD = [perturb(LINES, seed=number, joins=0.4, id=str(number)) for number in range(12)]


def spoil(alignment, beads):
    """Take apart some beads."""
    spoilt = []
    for number, bead in enumerate(alignment.beads):
        if number in beads:
            spoilt += [Bead([i], []) for i in bead.source] + [Bead([], [i]) for i in bead.target]
        else:
            spoilt.append(bead)
    return attrs.evolve(alignment, beads=spoilt)


GOOD = evaluate(GOLD, GOLD)
FAIR = evaluate(GOLD, [spoil(gold, {2}) for gold in GOLD])
POOR = evaluate(GOLD, [spoil(gold, {0, 1, 2, 3, 4}) for gold in GOLD])
LUCKY = evaluate(GOLD, [spoil(gold, {3} if number % 2 else {4}) for number, gold in enumerate(GOLD)])


def test_an_aligner_that_is_better_everywhere_is_significantly_better():
    comparison = compare(GOOD, POOR, trials=2000)
    assert comparison.difference > 0.2
    assert comparison.first == 1
    assert comparison.second == pytest.approx(POOR.metrics()["strict_f1"])
    assert comparison.p_bootstrap == 0
    # Of 2^12 ways to exchange, only the two that exchange nothing or all are as extreme.
    assert comparison.p_randomization < 0.005
    assert 0 < comparison.low < comparison.difference < comparison.high


def test_an_aligner_is_not_better_than_itself():
    comparison = compare(FAIR, FAIR)
    assert (comparison.difference, comparison.p_bootstrap, comparison.p_randomization) == (0, 1, 1)
    assert comparison.low == comparison.high == 0


def test_aligners_of_equal_figures_do_not_differ():
    # 21 of 72 beads right, and 9 of 12, of 33 gold beads: F1 is 0.4 in both, but for the last bits.
    shapes = [(1, 1)] * 7 + [(2, 2)] * 3 + [(2, 3)]
    gold, row, column = [], 0, 0
    for m, n in shapes:
        gold.append(Bead(range(row, row + m), range(column, column + n)))
        row, column = row + m, column + n
    sides = (("ko", row), ("en", column))
    fragments = [fragments_of([f"{language} {n}" for n in range(count)]) for language, count in sides]
    apart = gold[:7] + [Bead([i], []) for i in range(7, row)] + [Bead([], [j]) for j in range(7, column)]
    joined = [*gold[:3], Bead(range(3, row), range(3, column))]
    gold_articles, first, second = (
        [Alignment(*fragments, beads, "ko", "en", id=str(n)) for n in range(3)] for beads in (gold, apart, joined)
    )
    comparison = compare(evaluate(gold_articles, first), evaluate(gold_articles, second), trials=200)
    assert comparison.first == pytest.approx(comparison.second)
    assert (comparison.p_bootstrap, comparison.p_randomization) == (1, 1)
    assert type(comparison.p_randomization) is float


def test_luck_is_not_significant():
    comparison = compare(FAIR, LUCKY, trials=2000)
    assert comparison.p_bootstrap > 0.1
    assert comparison.p_randomization > 0.1


def test_exchanging_the_aligners_changes_the_sign_alone():
    one, other = compare(FAIR, POOR, trials=500), compare(POOR, FAIR, trials=500)
    assert one.difference == -other.difference
    assert (one.low, one.high) == pytest.approx((-other.high, -other.low))
    assert one.p_bootstrap == pytest.approx(other.p_bootstrap)
    assert one.p_randomization == other.p_randomization


def test_randomisation_comes_close_to_the_exact_test():
    first = [article.scores.strict for article in FAIR.articles[:8]]
    second = [article.scores.strict for article in LUCKY.articles[:8]]
    few = [attrs.evolve(evaluation, articles=evaluation.articles[:8]) for evaluation in (FAIR, LUCKY)]
    seen = abs(few[0].scores.strict.f1 - few[1].scores.strict.f1)
    as_large = 0
    for swapped in product((False, True), repeat=8):
        sides = [(b, a) if swap else (a, b) for a, b, swap in zip(first, second, swapped, strict=True)]
        totals = [sum((side[k] for side in sides[1:]), start=sides[0][k]) for k in (0, 1)]
        as_large += abs(totals[0].f1 - totals[1].f1) >= seen - 1e-12
    comparison = compare(*few, trials=20_000)
    assert comparison.p_randomization == pytest.approx(as_large / 2**8, abs=0.015)


def test_bootstrap_comes_close_to_drawing_articles_by_hand():
    rng = np.random.default_rng(0)
    differences = []
    for _ in range(4000):
        chosen = rng.integers(0, 12, 12)
        drawn = [
            attrs.evolve(e, articles=tuple(e.articles[i] for i in chosen)).scores.strict.f1 for e in (FAIR, POOR)
        ]
        differences.append(drawn[0] - drawn[1])
    comparison = compare(FAIR, POOR, trials=4000)
    assert [comparison.low, comparison.high] == pytest.approx(np.quantile(differences, [0.025, 0.975]), abs=0.01)


def test_the_same_seed_gives_the_same_figures_and_another_seed_others():
    assert compare(FAIR, LUCKY, seed=5, trials=300) == compare(FAIR, LUCKY, seed=5, trials=300)
    assert compare(FAIR, LUCKY, seed=5, trials=300).high != compare(FAIR, LUCKY, seed=6, trials=300).high


def test_figures_of_one_kind_or_type_are_compared_too():
    comparison = compare(GOOD, FAIR, "body.link_recall", trials=100)
    assert comparison.second == pytest.approx(FAIR.metrics()["body.link_recall"])
    assert compare(GOOD, FAIR, "2-1.strict_f1", trials=100).first == 1


def test_a_comparison_reads_as_a_sentence():
    text = str(compare(GOOD, POOR, trials=200))
    assert text.startswith("strict_f1: 1.0000 - 0.")
    assert "95% interval" in text


@pytest.mark.parametrize(
    ("arguments", "options", "error", "sentence"),
    [
        ((GOOD, FAIR, "accuracy"), {}, ConfigurationError, "no figure 'accuracy' to compare"),
        ((GOOD, FAIR, None), {}, ConfigurationError, "Expected one name of a figure, a str, not None"),
        ((GOOD, FAIR, "macro_strict_f1"), {}, ConfigurationError, "no figure 'macro_strict_f1'"),
        ((GOOD, FAIR, "title.strict_f1"), {}, ConfigurationError, "no fragment kind 'title'"),
        ((GOOD, FAIR), {"trials": 0}, ConfigurationError, "At least one trial"),
        ((GOOD, attrs.evolve(FAIR, articles=FAIR.articles[:5])), {}, InvariantError, "same articles"),
        ((GOOD, evaluate(GOLD, GOLD, kind="headline")), {}, InvariantError, "same gold alignments and kind"),
        ((GOOD, evaluate(OTHER_GOLD, OTHER_GOLD)), {}, InvariantError, "same gold alignments and kind"),
        ((evaluate(GOLD[0], GOLD[0]),) * 2, {}, InvariantError, "at least two articles"),
    ],
)
def test_what_cannot_be_compared_is_refused(arguments, options, error, sentence):
    with pytest.raises(error, match=sentence):
        compare(*arguments, **options)


def test_an_interval_comes_close_to_drawing_articles_by_hand():
    rng = np.random.default_rng(0)
    articles = POOR.articles
    drawn = [
        attrs.evolve(POOR, articles=[articles[i] for i in rng.integers(0, 12, 12)]).metrics()["lax_f1"]
        for _ in range(2000)
    ]
    interval = confidence_interval(POOR, "lax_f1", trials=4000)
    assert interval.value == pytest.approx(POOR.metrics()["lax_f1"])
    assert [interval.low, interval.high] == pytest.approx(np.quantile(drawn, [0.025, 0.975]), abs=0.01)
    assert interval.low < interval.value < interval.high
    assert interval == confidence_interval(POOR, "lax_f1", trials=4000)
    assert str(interval) == f"lax_f1: {interval.value:.4f} (95% interval {interval.low:.4f} to {interval.high:.4f})"


def test_what_is_certain_has_an_interval_of_no_width():
    interval = confidence_interval(GOOD, "body.strict_f1", trials=100)
    assert (interval.low, interval.value, interval.high) == (1, 1, 1)


@pytest.mark.parametrize(
    ("arguments", "options", "error", "sentence"),
    [
        ((GOOD, "accuracy"), {}, ConfigurationError, "no figure 'accuracy'"),
        ((GOOD,), {"trials": 0}, ConfigurationError, "At least one trial"),
        ((GOOD,), {"trials": True}, ConfigurationError, "At least one trial is needed, not True"),
        ((GOLD,), {}, InvariantError, "Expected an evaluation"),
        ((evaluate(GOLD[0], GOLD[0]),), {}, InvariantError, "at least two articles"),
    ],
)
def test_what_has_no_interval_is_refused(arguments, options, error, sentence):
    with pytest.raises(error, match=sentence):
        confidence_interval(*arguments, **options)
