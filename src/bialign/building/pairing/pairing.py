"""Two collections of articles in, the pairs that translate each other out."""

from __future__ import annotations

import math
import reprlib
from contextlib import suppress
from numbers import Real
from typing import TYPE_CHECKING, Any, cast

import attrs
import numpy as np

from bialign.building.pairing.assignment import assign
from bialign.building.pairing.candidates import find_candidates
from bialign.building.pairing.collection import article_date, centred, days_of, describe_articles
from bialign.building.pairing.features import add_names, contested, pair_features, vector_features
from bialign.building.pairing.model import load_model, probability
from bialign.documents import Article, Language
from bialign.encoders.checking import check_encoder
from bialign.errors import ConfigurationError, InvariantError, LanguageError
from bialign.lists import refuse_text, require_instance
from bialign.text.languages import known_language

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from bialign.building.pairing.candidates import Candidates
    from bialign.building.pairing.collection import Description, Vectors
    from bialign.encoders.base import Encoder

_ARTICLES = "articles, as read_article returns them"


@attrs.frozen
class Match:
    """Two articles that translate each other.

    Attributes:
        source: Place of the source article in its collection.
        target: Place of the target article.
        probability: That they do, in [0, 1].
    """

    source: int
    target: int
    probability: float


@attrs.frozen
class Unmatched:
    """An article without a translation.

    Attributes:
        place: In its collection.
        nearest: Place of the most probable article of the other collection, or None where there was no candidate.
        probability: That it would be the translation; 0 without a candidate.
    """

    place: int
    nearest: int | None = None
    probability: float = 0.0


@attrs.frozen
class Pairing:
    """Which articles translate each other, each at most one.

    Attributes:
        matches: In the order of the source collection.
        source_unmatched: Source articles without a translation.
        target_unmatched: Target articles without a translation.
    """

    matches: tuple[Match, ...]
    source_unmatched: tuple[Unmatched, ...]
    target_unmatched: tuple[Unmatched, ...]


def pair_articles(
    source: Iterable[Article],
    target: Iterable[Article],
    *,
    encoder: Encoder | None = None,
    window: float = 3,
    least: float = 0.5,
    advance: Callable[[int], None] = lambda _count: None,
) -> Pairing:
    """Find which articles of two collections translate each other.

    Candidates are the nearest articles by the mean of their sentences' vectors, among those of about the same day.
    A logistic model judges them by the vectors of articles, sentences and headlines, by shared numbers, dates,
    organisations, countries and persons, and by length; then every article gets at most one translation.

    Args:
        source: Articles of one language, Korean or English, cut into sentences; gone through once, in order. They
            tell themselves when they appeared. A sequence may read them as they are asked for; what is none, such
            as an iterator, is made a list.
        target: Articles of the other.
        encoder: By default the embedded one.
        window: Days that may lie between an article and its translation.
        least: Probability that a pair must exceed.
        advance: Told how many more articles were looked into.

    Raises:
        LanguageError: If the collections are not one Korean and one English.
        ConfigurationError: If `least` is not between 0 and 1, or the window or the encoder is none.
        InvariantError: If something is no article.
    """
    _check_numbers(least, window)
    source, target = _sequence(source), _sequence(target)
    if encoder is not None:
        check_encoder(encoder)
    else:
        from bialign.encoders.use import UniversalSentenceEncoder  # noqa: PLC0415 - loads 80 MB of weights

        encoder = UniversalSentenceEncoder()
    if not len(source) or not len(target):
        return _result(len(source), len(target), None, np.zeros(0), least)
    swapped = _languages(source, target)[0] is Language.ENGLISH
    sides = [_describe(articles, encoder, advance) for articles in (source, target)]
    korean, english = reversed(sides) if swapped else sides
    candidates, odds = _judge(*korean, *english, window)
    if swapped:
        candidates = attrs.evolve(candidates, source=candidates.target, target=candidates.source)
    return _result(len(source), len(target), candidates, odds, least)


def _languages(source: Sequence[Article], target: Sequence[Article]) -> list[Language]:
    """Return the languages of two collections, as their first articles tell: Korean and English, in either order."""
    firsts = source[0], target[0]
    for article in firsts:
        require_instance(article, Article, what=_ARTICLES)
    languages = [known_language(article.language, purpose="Pairing") for article in firsts]
    if set(languages) != {Language.KOREAN, Language.ENGLISH}:
        raise LanguageError(f"Pairing needs Korean and English, not {firsts[0].language} and {firsts[1].language}.")
    return languages


def _describe(
    articles: Sequence[Article], encoder: Encoder, advance: Callable[[int], None]
) -> tuple[Description, NDArray[np.float64]]:
    """Return what is known of articles, and on which days they appeared."""
    dates: list[dt.date | None] = []
    description = describe_articles(_noting_dates(articles, dates), encoder, advance=advance)
    return description, days_of(dates)


def _judge(
    korean: Description,
    korean_days: NDArray[np.float64],
    english: Description,
    english_days: NDArray[np.float64],
    window: float,
) -> tuple[Candidates, NDArray[np.float64]]:
    """Return the candidate pairs, whose source is the Korean article, and the log-odds of each."""
    candidates = find_candidates(korean.vectors, english.vectors, korean_days, english_days, window=window)
    model = load_model("articles")
    features = pair_features(korean, english, candidates)
    rows = contested(candidates, model.log_odds(features))
    add_names(features, korean, english, candidates, rows)
    return candidates, model.log_odds(features)


def pair_vectors(
    source: Vectors,
    target: Vectors,
    *,
    source_days: NDArray[np.float64] | None = None,
    target_days: NDArray[np.float64] | None = None,
    window: float = 3,
    least: float = 0.5,
) -> Pairing:
    """Find which articles translate each other by their vectors alone: faster than `pair_articles`, less sure.

    Args:
        source: Vectors of articles, shape (n, d), such as means of sentence vectors; of any length.
        target: The same of the other language, shape (m, d).
        source_days: Days on which the articles appeared, in any count of days, NaN for unknown; shape (n,).
        target_days: The same, shape (m,).
        window: Days that may lie between an article and its translation.
        least: Probability that a pair must exceed.

    Raises:
        ConfigurationError: If the vectors are not of the same size, days are not as many as vectors, something is no
            number, or `least` is not between 0 and 1.
    """
    _check_numbers(least, window)
    source, target = _numbers(source, "Vectors"), _numbers(target, "Vectors")
    if source.ndim != 2 or target.ndim != 2 or source.shape[1] != target.shape[1]:
        raise ConfigurationError(f"Vectors are of shapes (n, d) and (m, d), not {source.shape} and {target.shape}.")
    days = [
        np.full(len(vectors), np.nan) if given is None else _numbers(given, "Days").astype(np.float64)
        for vectors, given in ((source, source_days), (target, target_days))
    ]
    for vectors, own in zip((source, target), days, strict=True):
        if own.shape != (len(vectors),):
            raise ConfigurationError(
                f"Days are as many numbers as there are articles, {len(vectors)}, not of the shape {own.shape}."
            )
    candidates = find_candidates(
        centred(source.astype(np.float32)), centred(target.astype(np.float32)), days[0], days[1], window=window
    )
    odds = load_model("vectors").log_odds(vector_features(candidates))
    return _result(len(source), len(target), candidates, odds, least)


def check_least(least: float) -> None:
    """Raise ConfigurationError for a least probability that is none between 0 and 1."""
    if not (isinstance(least, Real) and 0 < least < 1):
        raise ConfigurationError(f"The least probability of a pair is between 0 and 1, not {least!r}.")


def _check_numbers(least: float, window: float) -> None:
    check_least(least)
    if not isinstance(window, Real):
        raise ConfigurationError(f"The window is a number of days, not {reprlib.repr(window)}.")


def _numbers(given: object, what: str) -> NDArray[Any]:
    """Return an array of numbers; None in a list is NaN, dates are counted in days."""
    if given is not None:
        with suppress(TypeError, ValueError):
            array = np.asarray(given)
            return array if array.dtype.kind in "iuf" else array.astype(np.float64)
    raise ConfigurationError(f"{what} are an array of numbers, not {reprlib.repr(given)}.")


def _sequence(articles: Iterable[Article]) -> Sequence[Article]:
    refuse_text(articles, what=_ARTICLES, error=InvariantError)
    if isinstance(articles, Article):
        raise InvariantError(f"Expected a list of articles, not one, {reprlib.repr(articles)}.")
    if hasattr(articles, "__getitem__") and hasattr(articles, "__len__"):
        return cast("Sequence[Article]", articles)
    return list(articles)


def _noting_dates(articles: Sequence[Article], dates: list[dt.date | None]) -> Iterator[Article]:
    for article in articles:
        require_instance(article, Article, what=_ARTICLES)
        dates.append(article_date(article, article.id))
        yield article


def _result(
    sources: int, targets: int, candidates: Candidates | None, odds: NDArray[np.float64], least: float
) -> Pairing:
    if candidates is None or not len(candidates):
        return Pairing((), tuple(map(Unmatched, range(sources))), tuple(map(Unmatched, range(targets))))
    probabilities = np.round(probability(odds), 4).tolist()
    chosen = assign(candidates, odds, sources, math.log(least / (1 - least))).tolist()
    matches = tuple(Match(int(candidates.source[k]), int(candidates.target[k]), probabilities[k]) for k in chosen)
    lonely = []
    for count, own, other, taken in (
        (sources, candidates.source, candidates.target, {match.source for match in matches}),
        (targets, candidates.target, candidates.source, {match.target for match in matches}),
    ):
        best: dict[int, Unmatched] = {place: Unmatched(place) for place in range(count) if place not in taken}
        for place, nearest, value in zip(own.tolist(), other.tolist(), probabilities, strict=True):
            if place in best and (best[place].nearest is None or value > best[place].probability):
                best[place] = Unmatched(place, nearest, value)
        lonely.append(tuple(best.values()))
    return Pairing(matches, lonely[0], lonely[1])
