"""What a corpus is built from: folders of articles, tables, or two files of sentences."""

from __future__ import annotations

import unicodedata
from collections import Counter
from itertools import takewhile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import attrs

from bialign.articles.reader import HTML_ENDINGS
from bialign.building.options import absolute
from bialign.building.records import Record, Side
from bialign.building.storage import folder_of, is_uri, join, open_file, open_folder
from bialign.building.tables import table_format, without_table_ending
from bialign.errors import ConfigurationError
from bialign.formats.compression import compression_of, without_compression
from bialign.text.languages import primary_subtag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bialign.building.options import BuildOptions
    from bialign.building.storage import Folder

# So many of the folders that were found are named where none is the expected one.
_NAMED = 5
_ARTICLE_ENDINGS = (".txt", *HTML_ENDINGS)


@attrs.frozen(eq=False)
class Input:
    """An input whose form is known.

    Attributes:
        form: ``"folders"``, ``"tables"`` or ``"lines"``.
        locations: The two folders or files, source first; or the tables.
        lines: Whether every line is a sentence.
    """

    form: str
    locations: tuple[str, ...]
    lines: bool = False


def recognise_input(options: BuildOptions) -> Input:
    """Tell the form of the input from its paths.

    Raises:
        ConfigurationError: If it is of no known form.
        BuildError: If it cannot be read.
    """
    if len(options.input) == 1:
        return _recognise_one(options.input[0], options)
    are_tables = [bool(table_format(location)) and not _is_folder(location) for location in options.input]
    if len(options.input) > 1 and all(are_tables):
        return Input("tables", options.input, lines=options.lines)
    if len(options.input) != 2:
        raise ConfigurationError("The input is one path, or two: the source's and the target's; or several tables.")
    first, second = options.input
    are_folders = [_is_folder(location) for location in options.input]
    if all(are_folders):
        return Input("folders", options.input, lines=options.lines)
    if any(are_tables):
        raise ConfigurationError(f"Of {first} and {second} one is a table and one is not: give two of a kind.")
    if any(are_folders):
        raise ConfigurationError(f"{first} and {second} are a folder and a file: give two of a kind.")
    return Input("lines", options.input, lines=True)


def _recognise_one(location: str, options: BuildOptions) -> Input:
    """Tell the form of an input that is one path: a table, a folder of tables, or one of both languages' folders."""
    if not _is_folder(location):
        if not table_format(location):
            raise ConfigurationError(
                f"{location} is no table: expected .csv, .tsv, .jsonl or .parquet, a folder, or two files."
            )
        return Input("tables", (location,), lines=options.lines)
    folder = open_folder(location)
    tags = (options.source_language, options.target_language)
    if both := _language_folders(location, tags):
        return Input("folders", both, lines=options.lines)
    names = [name for name in folder.files() if table_format(name)]
    if names:
        return Input("tables", tuple(join(location, name) for name in names), lines=options.lines)
    found = _article_folders(folder)
    but = f", but articles in {', '.join(found[:_NAMED])}: give two folders, the source's first" if found else ""
    raise ConfigurationError(
        f"{location} holds neither the folders {tags[0]} and {tags[1]} nor a table (.csv, .tsv, .jsonl, "
        f".parquet){but}."
    )


def places_read(inputs: Sequence[str], source_language: str, target_language: str) -> dict[str, list[str]]:
    """Return for each path of the input the files and folders that are read there.

    That is the path itself, but of a folder that holds a folder for each language, those two.
    """
    if len(inputs) != 1:
        return {location: [location] for location in inputs}
    location = inputs[0]
    return {location: list(_language_folders(location, (source_language, target_language))) or [location]}


def _language_folders(location: str, tags: tuple[str, str]) -> tuple[str, ...]:
    """Return the folders of the source's and the target's articles in a folder; empty if it does not hold both.

    They are named by the tags themselves, or are the only ones of articles in these languages: ko-KR for ko.
    """
    folder = open_folder(location)
    names = [tag for tag in tags if folder.is_folder(tag)]
    if len(names) < len(tags):
        found = _article_folders(folder)
        names = [tag for tag in names if tag in found]
        of_tags = (
            [tag] if tag in names else [name for name in found if primary_subtag(name) == primary_subtag(tag)]
            for tag in tags
        )
        names = [name for of_tag in of_tags if len(of_tag) == 1 for name in of_tag]
    return tuple(join(location, name) for name in names) if len(set(names)) == len(tags) else ()


def _article_folders(folder: Folder) -> list[str]:
    """Return the names of the folders in a folder that hold articles and no table, sorted.

    There are none where a table lies beside them.
    """
    files = folder.files() if folder.is_folder() else []
    of_tables = {file.rpartition("/")[0].partition("/")[0] for file in files if table_format(file)}
    if "" in of_tables:
        return []
    return sorted({file.partition("/")[0] for file in files if "/" in file and _stem(file)} - of_tables)


def _is_folder(location: str) -> bool:
    folder = open_folder(location)
    if not folder.exists():
        raise ConfigurationError(f"There is no file or folder {location}.")
    return folder.is_folder()


@attrs.frozen(eq=False)
class FolderPairs:
    """The articles of two folders, paired by like names.

    Names are compared without their ending and in Unicode NFC, since macOS decomposes Hangul in file names.

    Args:
        source: The source's folder.
        target: The target's folder.

    Raises:
        BuildError: If a folder cannot be read.
        ConfigurationError: If a folder holds two articles of one name, or none at all.
    """

    source: str
    target: str
    _sources: dict[str, str] = attrs.field(init=False)
    _targets: dict[str, str] = attrs.field(init=False)

    @_sources.default
    def _list_sources(self) -> dict[str, str]:
        return articles_of(self.source)

    @_targets.default
    def _list_targets(self) -> dict[str, str]:
        return articles_of(self.target)

    def __len__(self) -> int:
        """Return how many names there are on either side."""
        return len(self._sources.keys() | self._targets.keys())

    def __iter__(self) -> Iterator[Record]:
        """Yield records in the names' order; an article that one folder lacks becomes a record that says so."""
        for name in sorted(self._sources.keys() | self._targets.keys()):
            sides = []
            problem = ""
            for files, location in ((self._sources, self.source), (self._targets, self.target)):
                if name in files:
                    sides.append(Side(path=join(location, files[name])))
                else:
                    sides.append(Side())
                    problem = f"There is no article named {name!r} in {location}."
            yield Record(id=name, source=sides[0], target=sides[1], problem=problem)


def articles_of(location: str) -> dict[str, str]:
    """Return the files of a folder's articles by their names, which have no ending and are in Unicode NFC.

    Raises:
        BuildError: If the folder cannot be read.
        ConfigurationError: If it holds two articles of one name, or none at all.
    """
    names: dict[str, str] = {}
    for file in open_folder(location).files():
        stem = _stem(file)
        if not stem:
            continue
        if stem in names:
            raise ConfigurationError(f"{location} holds two articles of one name: {names[stem]} and {file}.")
        names[stem] = file
    if not names:
        raise ConfigurationError(f"{location} holds no article: no file whose name ends in .txt or .html.")
    return names


def passed_over(locations: Iterable[str], *, tables: bool = False) -> str:
    """Return which files of folders are not read, and links that are not followed, for people.

    Args:
        locations: What is read; what is no folder is left out.
        tables: Whether tables are read there, rather than articles.

    Returns:
        Kinds and numbers, such as ``".txt.gz (2), links to folders (1)"``; empty if there are none.
    """
    kinds: Counter[str] = Counter()
    for location in locations:
        folder = open_folder(location)
        if folder.is_folder():
            kinds.update(_kind(name) for name in folder.files() if not (table_format if tables else _stem)(name))
            kinds.update(folder.unfollowed().values())
    return ", ".join(f"{kind} ({count:,})" for kind, count in sorted(kinds.items()))


def _kind(file: str) -> str:
    """Return a file name's ending, with that of a compression the one before it, too."""
    name = file.rpartition("/")[2].lower()
    return PurePosixPath(without_compression(name)).suffix + compression_of(name) or "without an ending"


def _stem(file: str) -> str:
    for ending in _ARTICLE_ENDINGS:
        if file.lower().endswith(ending):
            return unicodedata.normalize("NFC", file[: -len(ending)])
    return ""


def table_name(location: str, given: Sequence[str]) -> str:
    """Return what a table is called among those of the input: its path from what holds them all, less its ending.

    Args:
        location: The table's file.
        given: The paths of the input: a folder, or the tables themselves.
    """
    # A plan remembers absolute paths, whatever the tables were called by.
    place, places = absolute(location), list(map(absolute, given))
    folders = [(folder_of(path) if place in places else path).split("/") for path in places]
    shared = sum(1 for _ in takewhile(lambda parts: len(set(parts)) == 1, zip(*folders, strict=False)))
    return without_table_ending("/".join(place.split("/")[shared:]))


def lines_record(source: str, target: str) -> Record:
    """Return two files of sentences as one document pair, named after the source file."""
    name = open_file(source)[1]
    return Record(id=name.rpartition(".")[0] or name, source=Side(path=source), target=Side(path=target))


def side_size(side: Side) -> int:
    """Return about how many bytes a text has; 0 for a file that is missing or on another machine."""
    if not side.path:
        return len(side.text.encode("utf-8", "surrogatepass"))
    if is_uri(side.path):
        return 0
    folder, name = open_file(side.path)
    return folder.size(name) if folder.exists(name) else 0
