"""Assertions about alignments and aligners, for any test framework."""

from __future__ import annotations

from numbers import Real
from typing import TYPE_CHECKING, Protocol

from bialign.documents import find_kind
from bialign.errors import ConfigurationError, InvariantError
from bialign.evaluation import ArticlePair, evaluate
from bialign.lists import list_of
from bialign.testing.differences import format_difference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bialign.beads import Alignment
    from bialign.documents import Article, FragmentKind
    from bialign.evaluation import Evaluation


class AlignsArticles(Protocol):
    """Anything with the method `align` of an `Aligner`."""

    def align(self, source: Article, target: Article, /) -> Alignment:
        """Align two articles that are cut into fragments."""
        ...


def assert_alignment(actual: Alignment, expected: Alignment) -> None:
    """Assert that two alignments have the same beads; show them side by side where they do not.

    Beads are compared by the text they hold and their kind. Scores, ids, signatures and metadata do not count, nor
    does white space.

    Args:
        actual: The alignment that was made; it comes first, as in ``assert actual == expected``.
        expected: The alignment it should be.

    Raises:
        AssertionError: If a bead differs, or they are alignments of different texts.
    """
    __tracebackhide__ = True
    try:
        difference = format_difference(actual, expected)
    except InvariantError as error:
        raise AssertionError(str(error)) from None
    if difference:
        raise AssertionError(difference)


def assert_f1(
    aligner: AlignsArticles | Callable[[Article, Article], Alignment],
    corpus: Iterable[ArticlePair],
    *,
    strict: float | None = None,
    lax: float | None = None,
    kind: FragmentKind | str | None = None,
) -> Evaluation:
    """Assert that an aligner's micro-averaged F1 on a gold corpus reaches a floor.

    The aligner is given the corpus's articles as they are cut in gold: typed fragments, sentences in the body.

    Args:
        aligner: An object with a method `align`, or a function, that takes two articles and returns an alignment.
        corpus: Article pairs with gold, such as ``load_corpus("newsroom", split="dev")``.
        strict: Least strict F1, in [0, 1]; not asked for if None.
        lax: Least lax F1, in [0, 1]; not asked for if None.
        kind: Only beads of this kind count; all if None.

    Returns:
        The evaluation of the beads that count, for more assertions.

    Raises:
        AssertionError: If a figure is below its floor; the message holds all figures and the worst articles.
        ConfigurationError: If there is no floor at all, one is outside [0, 1], or there is no such kind.
        InvariantError: If there is nothing to measure, or an alignment is not of the texts of its gold.
    """
    __tracebackhide__ = True
    floors = {"strict_f1": strict, "lax_f1": lax}
    if strict is None and lax is None:
        raise ConfigurationError("assert_f1 needs a floor: strict=0.95, lax=0.98 or both.")
    for floor in floors.values():
        if floor is not None and not (isinstance(floor, Real) and 0 <= floor <= 1):
            raise ConfigurationError(f"A floor is a share between 0 and 1, such as 0.95, not {floor!r}.")
    kind = None if kind is None else find_kind(kind, error=ConfigurationError)
    pairs = list_of(corpus, ArticlePair, what="article pairs, as a gold corpus has them")
    align = aligner if callable(aligner) else aligner.align
    predicted = [align(pair.source, pair.target) for pair in pairs]
    evaluation = evaluate([pair.gold for pair in pairs], predicted, kind=kind)
    figures = evaluation.metrics()
    counted = "" if kind is None else f" of {kind.value} beads"
    failures = {
        name: f"{name}{counted} is {figures[name]:.4f}, below {floor}"
        for name, floor in floors.items()
        if floor is not None and figures[name] < floor
    }
    if failures:
        worst = "\n".join(_worst_articles(evaluation, name) for name in failures)
        raise AssertionError(f"{' and '.join(failures.values())}.\n\n{evaluation}\n{worst}")
    return evaluation


def _worst_articles(evaluation: Evaluation, figure: str, count: int = 5) -> str:
    values = [(article.scores.metrics()[figure], article.id or "article") for article in evaluation.articles]
    worst = sorted(values, key=lambda value: value[0])[:count]
    return f"Lowest {figure.replace('_f1', ' F1')}: " + ", ".join(f"{id_} {100 * value:.1f}" for value, id_ in worst)
