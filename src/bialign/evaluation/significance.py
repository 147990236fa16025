"""Is one aligner better than another, or was it luck with these articles? And how sure is one aligner's figure?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from bialign.errors import ConfigurationError, InvariantError
from bialign.evaluation.randomness import mix_seed, uniform_array
from bialign.evaluation.scores import Scores
from bialign.evaluation.scoring import Evaluation, check_group
from bialign.lists import require_count, require_instance, require_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    _Array = NDArray[np.float64]


@attrs.frozen
class Comparison:
    """The difference between two aligners on the same articles.

    Attributes:
        metric: The figure that was compared, such as ``"strict_f1"``.
        first: The first aligner's figure, in [0, 1].
        second: The second aligner's figure, in [0, 1].
        low: Lower end of the difference's 95% bootstrap interval, in [-1, 1].
        high: Upper end of it.
        p_bootstrap: Two-sided p-value of the paired bootstrap.
        p_randomization: Two-sided p-value of approximate randomisation.
        trials: Number of resamplings of each.
        seed: What they were drawn with.
    """

    metric: str
    first: float
    second: float
    low: float
    high: float
    p_bootstrap: float
    p_randomization: float
    trials: int
    seed: int

    @property
    def difference(self) -> float:
        """How much better the first aligner is, in [-1, 1]."""
        return self.first - self.second

    def __str__(self) -> str:
        return (
            f"{self.metric}: {self.first:.4f} - {self.second:.4f} = {self.difference:+.4f} "
            f"(95% interval {self.low:+.4f} to {self.high:+.4f}, p = {self.p_bootstrap:.4f} by paired bootstrap, "
            f"p = {self.p_randomization:.4f} by approximate randomisation)"
        )


@attrs.frozen
class ConfidenceInterval:
    """How far an aligner's figure may be off, for all that these articles tell.

    Attributes:
        metric: The figure, such as ``"strict_f1"``.
        value: What it is over all articles, in [0, 1].
        low: Lower end of its 95% bootstrap interval, in [0, 1].
        high: Upper end of it.
        trials: Number of resamplings.
        seed: What they were drawn with.
    """

    metric: str
    value: float
    low: float
    high: float
    trials: int
    seed: int

    def __str__(self) -> str:
        return f"{self.metric}: {self.value:.4f} (95% interval {self.low:.4f} to {self.high:.4f})"


def confidence_interval(
    evaluation: Evaluation, metric: str = "strict_f1", *, trials: int = 10_000, seed: int = 0
) -> ConfidenceInterval:
    """Return the 95% bootstrap interval of one aligner's figure.

    Articles are drawn anew with replacement, as many as there are, and the figure is computed from the counts of all
    drawn articles together (0 where they hold nothing that it could be a share of); the interval reaches from the
    2.5th to the 97.5th percentile of the draws (Efron and Tibshirani 1993).
    Intervals of two aligners that overlap do not say that the two do not differ: `compare` tests that.

    Args:
        evaluation: The aligner's evaluation.
        metric: As for `compare`.
        trials: How often to resample.
        seed: The same seed gives the same result, whatever the version of numpy.

    Raises:
        ConfigurationError: If the metric is not known, or trials is less than 1.
        InvariantError: If it is no evaluation, or one of fewer than two articles.
    """
    require_count(trials, what="trial")
    require_instance(evaluation, Evaluation, what="an evaluation, as evaluate returns it")
    if len(evaluation.articles) < 2:
        raise InvariantError("A confidence interval needs at least two articles.")
    group, field, figure = _parse_metric(metric)
    counts = np.array([_counts(evaluation, group, field)], dtype=np.float64)
    (drawn,) = _resample(counts, figure, _draw_articles, trials, mix_seed(seed, "confidence interval"))
    low, high = np.quantile(drawn, [0.025, 0.975])
    (value,) = figure(counts.sum(axis=1))
    return ConfidenceInterval(metric, float(value), float(low), float(high), trials, seed)


def compare(
    first: Evaluation, second: Evaluation, metric: str = "strict_f1", *, trials: int = 10_000, seed: int = 0
) -> Comparison:
    """Test whether two aligners differ on the same articles.

    The paired bootstrap (Koehn 2004) draws the articles anew with replacement; its p-value is twice the share of
    draws in which the better aligner is not better, a tie counting half. Approximate randomisation (Noreen 1989;
    Riezler and Maxwell 2005) exchanges the two aligners' counts of each article by the toss of a coin; its p-value is
    the share of draws whose difference is at least as large as the one seen, the seen one included. The figure is
    computed from the counts of all drawn articles together (micro average).

    Args:
        first: An aligner's evaluation.
        second: Another's, on the same gold alignments.
        metric: ``"strict_f1"``, ``"link_recall"`` or the like, or the same of one bead type or fragment kind, as in
            ``"2-1.strict_f1"`` and ``"body.strict_f1"``.
        trials: How often to resample.
        seed: The same seed gives the same result, whatever the version of numpy.

    Raises:
        ConfigurationError: If the metric is not known, or trials is less than 1.
        InvariantError: If the evaluations are not of the same articles, gold and kind of beads, or of fewer than two
            articles.
    """
    require_count(trials, what="trial")
    for evaluation in (first, second):
        require_instance(evaluation, Evaluation, what="an evaluation, as evaluate returns it")
    names = [article.id for article in first.articles]
    if names != [article.id for article in second.articles]:
        raise InvariantError("Only evaluations of the same articles, in the same order, can be compared.")
    measured = [evaluation.signature.partition("|system:")[0] for evaluation in (first, second)]
    if measured[0] != measured[1]:
        raise InvariantError(
            "Only evaluations of the same gold alignments and kind of beads can be compared, not those of "
            f"{measured[0]!r} and {measured[1]!r}."
        )
    if len(names) < 2:
        raise InvariantError("A significance test needs at least two articles.")
    group, field, figure = _parse_metric(metric)
    counts = np.array([_counts(first, group, field), _counts(second, group, field)], dtype=np.float64)
    first_figure, second_figure = figure(counts.sum(axis=1))
    seen = _difference(first_figure, second_figure)
    drawn = _difference(*_resample(counts, figure, _draw_articles, trials, mix_seed(seed, "paired bootstrap")))
    shuffled = _difference(
        *_resample(counts, figure, _toss_coins, trials, mix_seed(seed, "approximate randomization"))
    )
    not_better = np.mean(np.where(drawn == 0, 0.5, np.sign(drawn) != np.sign(seen)))
    as_large = int(np.count_nonzero(np.abs(shuffled) >= abs(seen) - _EQUAL))
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Comparison(
        metric=metric,
        first=float(first_figure),
        second=float(second_figure),
        low=float(low),
        high=float(high),
        p_bootstrap=1.0 if seen == 0 else min(1.0, 2.0 * float(not_better)),
        p_randomization=(as_large + 1) / (trials + 1),
        trials=trials,
        seed=seed,
    )


# Figures that are equal on paper may differ in their last bits, by no more than this.
_EQUAL = 1e-12
_FIELDS = {"strict": "strict", "lax": "lax", "link": "links", "deletion": "deletions"}
# Resampling so many counts at a time keeps memory small however many articles there are.
_CHUNK = 1_000_000


def _difference(first: _Array, second: _Array) -> _Array:
    difference: _Array = first - second
    return np.where(np.abs(difference) < _EQUAL, 0.0, difference)


def _divide(part: _Array, whole: _Array) -> _Array:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def _precision(counts: _Array) -> _Array:
    return _divide(counts[..., 0], counts[..., 1])


def _recall(counts: _Array) -> _Array:
    return _divide(counts[..., 2], counts[..., 3])


def _f1(counts: _Array) -> _Array:
    precision, recall = _precision(counts), _recall(counts)
    return _divide(2 * precision * recall, precision + recall)


_FIGURES: dict[str, Callable[[_Array], _Array]] = {"precision": _precision, "recall": _recall, "f1": _f1}


def _parse_metric(metric: str) -> tuple[str, str, Callable[[_Array], _Array]]:
    """Return the bead type or kind (empty for all beads), the attribute of `Scores`, and the figure."""
    require_text(metric, what="name of a figure")
    group, _, name = metric.rpartition(".")
    field, _, figure = name.partition("_")
    if field not in _FIELDS or figure not in _FIGURES:
        raise ConfigurationError(
            f"There is no figure {metric!r} to compare; a figure is strict_f1, lax_precision, link_recall, "
            "deletion_f1 or the like, after a bead type or fragment kind and a dot if need be (body.strict_f1)."
        )
    if group:
        check_group(group)
    return group, _FIELDS[field], _FIGURES[figure]


def _counts(evaluation: Evaluation, group: str, field: str) -> list[tuple[int, ...]]:
    """Return the counts of every article: right, predicted, found, gold. Shape (articles, 4)."""
    rows = []
    for article in evaluation.articles:
        scores = (article.by_type.get(group) or article.by_kind.get(group) or Scores()) if group else article.scores
        rows.append(attrs.astuple(getattr(scores, field)))
    return rows


def _resample(
    counts: _Array,
    figure: Callable[[_Array], _Array],
    draw: Callable[[_Array, _Array], _Array],
    trials: int,
    seed: int,
) -> _Array:
    """Return the figure of every aligner in each trial. Shape (aligners, trials).

    Args:
        counts: Of the aligners, one or two, by article; shape (aligners, articles, 4).
        figure: Computes a figure from counts in the last axis.
        draw: Makes the summed counts of n trials, shape (aligners, n, 4), from n rows of numbers in [0, 1), one an
            article.
        trials: Number of trials.
        seed: What the numbers are drawn with.
    """
    aligners, articles, _ = counts.shape
    step = max(1, _CHUNK // articles)
    figures = np.empty((aligners, trials))
    for start in range(0, trials, step):
        size = min(step, trials - start)
        numbers = uniform_array(seed, start * articles, size * articles).reshape(size, articles)
        figures[:, start : start + size] = figure(draw(counts, numbers))
    return figures


def _draw_articles(counts: _Array, numbers: _Array) -> _Array:
    """Sum the counts of as many articles as there are, drawn with replacement."""
    trials, articles = numbers.shape
    chosen = (numbers * articles).astype(np.intp)
    weights = np.zeros((trials, articles))
    np.add.at(weights, (np.arange(trials)[:, None], chosen), 1.0)
    return np.stack([weights @ own for own in counts])


def _toss_coins(counts: _Array, numbers: _Array) -> _Array:
    """Sum the counts after exchanging the two aligners' for every article whose coin falls so."""
    exchanged = (numbers < 0.5).astype(np.float64)
    moved = exchanged @ (counts[1] - counts[0])
    return np.stack([counts[0].sum(axis=0) + moved, counts[1].sum(axis=0) - moved])
