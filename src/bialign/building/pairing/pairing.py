"""Two collections of articles in, the pairs that translate each other out."""

from __future__ import annotations

import json
import math
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from bialign.building.pairing.assignment import assign
from bialign.building.pairing.candidates import find_candidates
from bialign.building.pairing.collection import article_date, centred, days_of, describe_articles
from bialign.building.pairing.features import pair_features, vector_features
from bialign.building.pairing.model import load_model, probability
from bialign.building.records import Side, read_side
from bialign.building.storage import is_uri, open_folder
from bialign.building.tables import Span, read_rows, scan_table, table_format
from bialign.documents import Language
from bialign.errors import BialignError, ConfigurationError, LanguageError
from bialign.files import atomic_write
from bialign.text.languages import known_language

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from bialign.building.pairing.candidates import Candidates
    from bialign.building.pairing.collection import Vectors
    from bialign.documents import Article
    from bialign.encoders.base import Encoder

_ARTICLE_ENDINGS = (".txt", ".html", ".htm", ".xhtml")


@attrs.frozen
class Entry:
    """An article of a collection.

    Attributes:
        id: Its name, unique in the collection.
        side: Where its text is.
        date: When it appeared, as a table says; empty where the article itself must tell.
    """

    id: str
    side: Side
    date: str = ""


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
    source: Sequence[Article],
    target: Sequence[Article],
    *,
    encoder: Encoder | None = None,
    source_dates: Sequence[dt.date | None] | None = None,
    target_dates: Sequence[dt.date | None] | None = None,
    window: float = 3,
    least: float = 0.5,
    advance: Callable[[int], None] = lambda _count: None,
) -> Pairing:
    """Find which articles of two collections translate each other.

    Candidates are the nearest articles by the mean of their sentences' vectors, among those of about the same day.
    A logistic model judges them by the vectors of articles, sentences and headlines, by shared numbers, dates,
    organisations, countries and persons, and by length; then every article gets at most one translation.

    Args:
        source: Articles of one language, Korean or English, cut into sentences; gone through once, in order.
        target: Articles of the other.
        encoder: By default the embedded one.
        source_dates: When the articles appeared; taken from the articles where None.
        target_dates: The same of the target.
        window: Days that may lie between an article and its translation.
        least: Probability that a pair must exceed.
        advance: Told how many more articles were looked into.

    Raises:
        LanguageError: If the collections are not one Korean and one English.
        ConfigurationError: If `least` is not between 0 and 1.
    """
    if encoder is None:
        from bialign.encoders.use import UniversalSentenceEncoder  # noqa: PLC0415 - loads 80 MB of weights

        encoder = UniversalSentenceEncoder()
    if not source or not target:
        return _result(len(source), len(target), None, np.zeros(0), least)
    languages = [known_language(articles[0].language, purpose="Pairing") for articles in (source, target)]
    if set(languages) != {Language.KOREAN, Language.ENGLISH}:
        raise LanguageError(f"Pairing needs Korean and English, not {source[0].language} and {target[0].language}.")
    sides = []
    for articles, dates in ((source, source_dates), (target, target_dates)):
        found: list[dt.date | None] = []
        description = describe_articles(_noting_dates(articles, found), encoder, advance=advance)
        sides.append((description, days_of(found if dates is None else dates)))
    (first, first_days), (second, second_days) = sides
    swapped = languages[0] is Language.ENGLISH
    korean, english = (second, first) if swapped else (first, second)
    korean_days, english_days = (second_days, first_days) if swapped else (first_days, second_days)
    candidates = find_candidates(korean.vectors, english.vectors, korean_days, english_days, window=window)
    odds = load_model("articles").log_odds(pair_features(korean, english, candidates))
    if swapped:
        candidates = attrs.evolve(candidates, source=candidates.target, target=candidates.source)
    return _result(len(source), len(target), candidates, odds, least)


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
        ConfigurationError: If the vectors are not of the same size, or `least` is not between 0 and 1.
    """
    if source.ndim != 2 or target.ndim != 2 or source.shape[1] != target.shape[1]:
        raise ConfigurationError(f"Vectors are of shapes (n, d) and (m, d), not {source.shape} and {target.shape}.")
    days = [
        np.full(len(vectors), np.nan) if given is None else np.asarray(given, dtype=np.float64)
        for vectors, given in ((source, source_days), (target, target_days))
    ]
    candidates = find_candidates(
        centred(source.astype(np.float32)), centred(target.astype(np.float32)), days[0], days[1], window=window
    )
    odds = load_model("vectors").log_odds(vector_features(candidates))
    return _result(len(source), len(target), candidates, odds, least)


def _noting_dates(articles: Sequence[Article], dates: list[dt.date | None]) -> Iterator[Article]:
    for article in articles:
        dates.append(article_date(article, article.id))
        yield article


def _result(
    sources: int, targets: int, candidates: Candidates | None, odds: NDArray[np.float64], least: float
) -> Pairing:
    if not 0 < least < 1:
        raise ConfigurationError(f"The least probability of a pair is between 0 and 1, not {least}.")
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


def list_collection(location: str, language: str) -> list[Entry]:
    """List the articles of a folder, or of a table with a text or path on each row.

    Args:
        location: The folder or table (.csv, .tsv, .jsonl, .parquet).
        language: BCP 47 tag, which a table's column of texts may be named by.

    Raises:
        BuildError: If it cannot be read.
        ConfigurationError: If there is no article, or a table has no column of texts.
    """
    folder = open_folder(location)
    if not folder.exists():
        raise ConfigurationError(f"There is no {location}.")
    if folder.is_folder():
        names = [name for name in folder.files() if name.lower().endswith(_ARTICLE_ENDINGS)]
        entries = [Entry(name.rpartition(".")[0], Side(path=f"{location.rstrip('/')}/{name}")) for name in names]
    elif table_format(location):
        table = scan_table(location)
        rows = read_rows(Span(location, 0, table.rows))
        entries = [_entry(row, number, location, language) for number, row in enumerate(rows, 1)]
    else:
        raise ConfigurationError(f"{location} is neither a folder of articles nor a table.")
    if not entries:
        raise ConfigurationError(f"{location} holds no article.")
    return entries


def _entry(row: dict[str, Any], number: int, location: str, language: str) -> Entry:
    for name in ("text", language, f"{language}_text", "body"):
        if row.get(name):
            side = Side(text=str(row[name]))
            break
    else:
        path = row.get("path") or row.get(f"{language}_path")
        if not path:
            raise ConfigurationError(
                f"{location}: row {number} has neither a text nor a path; columns: {', '.join(row)}."
            )
        side = Side(path=str(path))
    date = next((str(row[name]) for name in ("date", "published") if row.get(name)), "")
    return Entry(str(row.get("id") or number), side, date)


@attrs.frozen
class ReadCollection:
    """A collection's articles.

    Attributes:
        articles: Those that can be read, cut into sentences.
        entries: Where each of them is.
        problems: Id and reason of the others.
    """

    articles: list[Article]
    entries: list[Entry]
    problems: list[tuple[str, str]]


def read_collection(
    entries: Sequence[Entry],
    language: str,
    *,
    encoding: str | None = None,
    advance: Callable[[], None] = lambda: None,
) -> ReadCollection:
    """Read the articles of a collection; those that cannot be read are noted.

    Args:
        entries: What `list_collection` lists.
        language: BCP 47 tag.
        encoding: A Python codec name; detected where it is None.
        advance: Called after each article.
    """
    result = ReadCollection([], [], [])
    for entry in entries:
        try:
            article, _ = read_side(entry.side, language, lines=False, encoding=encoding, name=entry.id)
        except BialignError as error:
            result.problems.append((entry.id, str(error)))
        else:
            if entry.date:
                article = attrs.evolve(article, metadata={**article.metadata, "published": entry.date})
            result.articles.append(article)
            result.entries.append(entry)
        advance()
    return result


def write_pairs(pairing: Pairing, source: Sequence[Entry], target: Sequence[Entry], path: Path) -> None:
    """Write pairs as a manifest for `build_corpus`, a line of JSON each; paths in it start from its folder.

    Args:
        pairing: What was found.
        source: Where the source articles are.
        target: Where the target articles are.
        path: The file to write.

    Raises:
        BialignError: If it cannot be written.
    """
    with atomic_write(path) as stream:
        for match in pairing.matches:
            first, second = source[match.source], target[match.target]
            record: dict[str, Any] = {"id": first.id, "source_id": first.id, "target_id": second.id}
            for role, side in (("source", first.side), ("target", second.side)):
                if side.path:
                    record[f"{role}_path"] = _seen_from(side.path, path.parent)
                else:
                    record[role] = side.text
            record["probability"] = match.probability
            stream.write(_line(record))


def write_unmatched(pairing: Pairing, source: ReadCollection, target: ReadCollection, path: Path) -> None:
    """Write the articles without a translation, each with the most probable one, and those that cannot be read.

    Args:
        pairing: What was found.
        source: The source collection.
        target: The target collection.
        path: The file to write, a line of JSON each.

    Raises:
        BialignError: If it cannot be written.
    """
    with atomic_write(path) as stream:
        for name, unmatched, own, other in (
            ("source", pairing.source_unmatched, source, target),
            ("target", pairing.target_unmatched, target, source),
        ):
            for article in unmatched:
                entry = own.entries[article.place]
                record: dict[str, Any] = {"side": name, "id": entry.id}
                if entry.side.path:
                    record["path"] = _seen_from(entry.side.path, path.parent)
                if article.nearest is not None:
                    record |= {"nearest": other.entries[article.nearest].id, "probability": article.probability}
                stream.write(_line(record))
            for identifier, reason in own.problems:
                stream.write(_line({"side": name, "id": identifier, "problem": reason}))


def _seen_from(location: str, folder: Path) -> str:
    return location if is_uri(location) else Path(os.path.relpath(location, folder)).as_posix()


def _line(record: dict[str, Any]) -> bytes:
    return (json.dumps(record, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass")
