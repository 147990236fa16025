"""Collections of articles in folders and tables, and the pairs found in them as a manifest."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from bialign.building.inputs import articles_of
from bialign.building.languages import is_in_other_language
from bialign.building.pairing.collection import article_date
from bialign.building.records import Side, read_side
from bialign.building.storage import folder_of, is_uri, join, open_folder
from bialign.building.tables import read_rows, scan_table, table_format
from bialign.building.values import as_text, why_no_text
from bialign.documents import Article
from bialign.errors import BialignError, BuildError, ConfigurationError, LanguageError
from bialign.files import atomic_write
from bialign.text.languages import known_language, language_name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from bialign.building.pairing.pairing import Pairing


@attrs.frozen
class Entry:
    """An article of a collection.

    Attributes:
        id: Its name, unique in the collection.
        side: Where its text is.
        date: When it appeared, as a table says; empty where the article itself must tell.
        problem: Why it cannot be read, where its row shows that; empty otherwise.
    """

    id: str
    side: Side = attrs.field(factory=Side)
    date: str = ""
    problem: str = ""


def list_collection(location: str, language: str, *, encoding: str | None = None) -> list[Entry]:
    """List the articles of a folder, or of a table with a text or path on each row.

    Paths in a table start from its folder. A broken row becomes an entry that names the problem.

    Args:
        location: The folder or table (.csv, .tsv, .jsonl, .parquet).
        language: BCP 47 tag, which a table's column of texts may be named by.
        encoding: A Python codec name for a text table that is not in UTF-8.

    Raises:
        BuildError: If it cannot be read.
        ConfigurationError: If there is no article, a folder holds two of one name, or no row of a table has a text or
            path.
    """
    if not location:
        raise ConfigurationError("A collection is an empty text: name a folder or table, '.' for this folder.")
    folder = open_folder(location)
    if not folder.exists():
        raise ConfigurationError(f"There is no file or folder {location}.")
    if folder.is_folder():
        articles = articles_of(location)
        entries = [Entry(name, Side(path=f"{location.rstrip('/')}/{file}")) for name, file in articles.items()]
    elif table_format(location):
        rows = read_rows(scan_table(location, encoding).whole)
        entries = [_entry(row, number, location, language) for number, row in enumerate(rows, 1)]
    else:
        raise ConfigurationError(f"{location} is neither a folder of articles nor a table.")
    if not entries:
        raise ConfigurationError(f"{location} holds no article.")
    if all(entry.problem for entry in entries):
        raise ConfigurationError(f"{location} holds no article: {entries[0].problem}")
    return entries


def _entry(row: dict[str, Any], number: int, location: str, language: str) -> Entry:
    if row.keys() == {""}:
        return Entry(str(number), problem=row[""])
    identifier = as_text(row.get("id")) or str(number)
    date = next(filter(None, (as_text(row.get(name)) for name in ("date", "published"))), "")
    texts = ("text", language, f"{language}_text", "body")
    problem = ""
    for name in (*texts, "path", f"{language}_path"):
        value = row.get(name)
        if wrong := why_no_text(value):
            problem = problem or f"Row {number} has no text: its column {name} {wrong}."
        elif text := as_text(value):
            side = Side(text=text) if name in texts else Side(path=join(folder_of(location), text))
            return Entry(identifier, side, date)
    columns = ", ".join(row)
    return Entry(
        identifier, problem=problem or f"Row {number} has neither a text nor a path; its columns are {columns}."
    )


def entry_date(entry: Entry, language: str) -> dt.date | None:
    """Return when an article appeared, as its table or its file's name says; None if neither does. It is not read.

    Args:
        entry: The article.
        language: BCP 47 tag, for dates in words; they are understood in Korean and English.
    """
    unread = Article("", language, [], id=entry.id, metadata={"published": entry.date})
    try:
        return article_date(unread, entry.id)
    except LanguageError:
        return None


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
    """Read the articles of a collection; those that cannot be read, or are in the other language, are noted.

    Args:
        entries: What `list_collection` lists.
        language: BCP 47 tag.
        encoding: A Python codec name; detected where it is None.
        advance: Called after each article.

    Raises:
        LanguageError: If the language is neither Korean nor English.
    """
    known_language(language, purpose="Pairing")
    result = ReadCollection([], [], [])
    for entry in entries:
        try:
            article = _read_entry(entry, language, encoding)
        except BialignError as error:
            result.problems.append((entry.id, str(error)))
        else:
            result.articles.append(article)
            result.entries.append(entry)
        advance()
    return result


def _read_entry(entry: Entry, language: str, encoding: str | None) -> Article:
    if entry.problem:
        raise BuildError(entry.problem)
    article, _ = read_side(entry.side, language, lines=False, encoding=encoding, name=entry.id)
    if is_in_other_language(article.text, known_language(language, purpose="Pairing")):
        raise BuildError(f"The article is not {language_name(language)}, the language of this collection.")
    return attrs.evolve(article, metadata={**article.metadata, "published": entry.date}) if entry.date else article


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
    # Surrogates, which stand for bytes of file names that are not UTF-8, become JSON's escapes.
    return (json.dumps(record, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")
