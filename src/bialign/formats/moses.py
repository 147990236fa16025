r"""A pair of plain text files with a sentence a line, as Moses and most translation toolkits train on.

The corpus ``news.ko-en`` is the files ``news.ko-en.ko`` and ``news.ko-en.en``; any other prefix does as well.
Beside them stand ``.scores`` and ``.ids`` where the units have some, a blank line for a unit without. Lines end
at ``\n`` alone and none of them is blank: one-sided units are left out and counted.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import IO, TYPE_CHECKING

from bialign.beads import TranslationUnit
from bialign.errors import ConfigurationError, FormatError, InvariantError
from bialign.formats.base import Capabilities, Format, Option
from bialign.formats.compression import ENDINGS, compression_of, without_compression
from bialign.formats.languages import is_tag

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bialign.formats.reading import Input
    from bialign.formats.writing import Output

PAIR = re.compile(r"\.([a-z]{2,3}(?:_[A-Za-z]+)?)-([a-z]{2,3}(?:_[A-Za-z]+)?)$")
_SIDE_FILES = ("scores", "ids")
# What programs that open text files with universal line ends take for the end of a line, lone surrogates, and
# what would be dropped as the byte order mark of the file.
_ILLEGAL = re.compile("[\n\r\ud800-\udfff]|^\ufeff+")


def read_moses(
    source: Input,
    *,
    source_language: str | None = None,
    target_language: str | None = None,
    encoding: str = "utf-8",
) -> Iterator[TranslationUnit]:
    """Yield the units of a pair of plain text files, blank lines included.

    Args:
        source: The prefix of the files' names.
        source_language: The ending of the source file; otherwise the prefix tells it (``news.ko-en``).
        target_language: The ending of the target file.
        encoding: The encoding of the text files.

    Raises:
        FormatError: If a file is missing or the files differ in length.
    """
    prefix, compression = _prefix(source.path)
    languages = _languages(prefix, source_language, target_language)
    paths = [_existing(prefix, ending, compression) for ending in languages]
    sides = [_existing(prefix, ending, compression) for ending in _SIDE_FILES]
    for path, language in zip(paths, languages, strict=True):
        if path is None:
            raise source.error(f"There is no file {prefix.name}.{language}.")
    files = [None if path is None else source.companion(path) for path in (*paths, *sides)]
    try:
        columns = [iter(()) if file is None else file.whole_lines(encoding) for file in files]
        for number, row in enumerate(zip_longest(*columns), 1):
            missing = next((index for index in range(4) if row[index] is None and files[index] is not None), None)
            if missing is not None:
                file = files[missing]
                assert file is not None
                source.end(file.error("The file ends here, but another of the corpus goes on.", number))
                return
            lines = [None if line is None else line[1] for line in row]
            if any(line is None and file is not None for line, file in zip(lines, files, strict=True)):
                continue  # a line that is not text, skipped and told of already
            try:
                yield _unit(lines, languages)
            except (FormatError, InvariantError) as error:
                source.skip(FormatError(str(error), str(sides[0]), number))
    finally:
        for file in files:
            if file is not None:
                file.close()


def _unit(lines: list[str | None], languages: tuple[str, str]) -> TranslationUnit:
    source, target, score, identifier = ("" if line is None else line.removesuffix("\r") for line in lines)
    try:
        probability = float(score) if score.strip() else None
    except ValueError:
        raise FormatError(f"Expected a number, found {score[:20]!r}.") from None
    return TranslationUnit(source, target, *languages, score=probability, id=identifier)


def _prefix(path: Path | None) -> tuple[Path, str]:
    if path is None:
        raise ConfigurationError("A pair of plain text files needs a path to begin their names with, not a stream.")
    return path.with_name(without_compression(path.name)), compression_of(path.name)


def _languages(prefix: Path, source_language: str | None, target_language: str | None) -> tuple[str, str]:
    named = PAIR.search(prefix.name)
    if source_language and target_language:
        return source_language, target_language
    if named:
        return source_language or named[1], target_language or named[2]
    advice = (
        "give source_language and target_language (--read-option source_language=ko), or name the corpus like "
        "news.ko-en"
    )
    if found := _endings(prefix):
        files = " and ".join(f"{prefix.name}.{ending}" for ending in found)
        raise ConfigurationError(f"Nothing tells which of {files} is the source: {advice}.")
    raise ConfigurationError(f"Nothing tells the languages of {prefix.name}: {advice}.")


def _endings(prefix: Path) -> list[str]:
    """Return the language tags that names of files end in after a prefix, if there are two or more."""
    names = [path.name for path in prefix.parent.iterdir()] if prefix.parent.is_dir() else []
    plain = list(map(without_compression, names))
    endings = {name.removeprefix(f"{prefix.name}.") for name in plain if name.startswith(f"{prefix.name}.")}
    tags = sorted(ending for ending in endings.difference(_SIDE_FILES) if is_tag(ending))
    return tags if len(tags) > 1 else []


def _side_path(prefix: Path, ending: str, compression: str) -> Path:
    return prefix.with_name(f"{prefix.name}.{ending}{compression}")


def _existing(prefix: Path, ending: str, compression: str) -> Path | None:
    for compressed in (compression, "", *ENDINGS):
        path = _side_path(prefix, ending, compressed)
        if path.is_file():
            return path
    return None


class MosesWriter:
    """Writes units as a pair of plain text files."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._prefix, self._compression = _prefix(output.path)
        self._languages: tuple[str, str] | None = None
        self._files: dict[str, IO[bytes]] = {}
        self._count = 0

    def write(self, unit: TranslationUnit) -> bool:
        """Write a unit as a line of each file; a one-sided one is left out and counted."""
        output = self._output
        if not unit.source.strip() or not unit.target.strip():
            output.lose("one-sided units")
            return False
        languages = (unit.source_language, unit.target_language)
        if self._languages not in (None, languages):
            raise output.refusal(f"its languages are {' and '.join(languages)}, not those of the two files")
        lines = {
            languages[0]: output.legal(unit.source, "source text"),
            languages[1]: output.legal(unit.target, "target text"),
        }
        identifier = output.legal(unit.id, "id")
        if self._languages is None:
            self._open(languages)
        for language, text in lines.items():
            self._files[language].write(f"{text}\n".encode())
        self._beside("scores", "" if unit.score is None else repr(unit.score))
        self._beside("ids", identifier)
        self._count += 1
        return True

    def close(self) -> None:
        """Write two empty files for an empty corpus whose name tells its languages."""
        if self._languages is None:
            self._open(_languages(self._prefix, None, None))

    def _open(self, languages: tuple[str, str]) -> None:
        if languages[0] == languages[1] or not all(map(is_tag, languages)):
            raise self._output.refusal(f"{' and '.join(map(repr, languages))} are no endings for two files")
        named = PAIR.search(self._prefix.name)
        if named and (named[1].replace("_", "-"), named[2].replace("_", "-")) != languages:
            raise self._output.refusal(
                f"its languages are {' and '.join(languages)}, in this order, but {self._prefix.name} names "
                f"{named[1]} and {named[2]}, and would be read as such"
            )
        for language in languages:
            self._files[language] = self._open_file(language)
        self._languages = languages
        for ending in _SIDE_FILES:
            # What an earlier corpus of this name left there would be taken for this one's.
            if _side_path(self._prefix, ending, self._compression).exists():
                self._files[ending] = self._open_file(ending)

    def _open_file(self, ending: str) -> IO[bytes]:
        return self._output.open(_side_path(self._prefix, ending, self._compression))

    def _beside(self, ending: str, value: str) -> None:
        """Write a line of a file that is begun at the first unit that has something to say in it."""
        if value and ending not in self._files:
            self._files[ending] = self._open_file(ending)
            for _ in range(self._count):
                self._files[ending].write(b"\n")
        if ending in self._files:
            self._files[ending].write(f"{value}\n".encode())


MOSES = Format(
    name="moses",
    title="Moses pair of plain text files",
    endings=(".moses",),
    capabilities=Capabilities(units=True, kinds=False, metadata=False, groups=False, deletions="no"),
    note=(
        "The path begins the names of the files: news.ko-en means news.ko-en.ko and news.ko-en.en, with .scores and "
        ".ids beside them."
    ),
    read=read_moses,
    write=MosesWriter,
    read_options=(
        Option("source_language", "The ending of the source file, where the prefix does not tell it."),
        Option("target_language", "The ending of the target file, where the prefix does not tell it."),
        Option("encoding", "The encoding of the text files (utf-8)."),
    ),
    illegal=_ILLEGAL,
    illegal_name="a line of text",
    is_prefix=True,
    companions=(".{source}", ".{target}", *(f".{ending}" for ending in _SIDE_FILES)),
    pattern=PAIR,
)
