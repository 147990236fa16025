"""Folders that hold a file for each article, as aligners leave them whose formats hold one alignment a file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from bialign.beads import Alignment
from bialign.errors import FormatError
from bialign.files import require_path, telling_of_reading
from bialign.formats.api import read
from bialign.formats.compression import without_compression
from bialign.formats.registry import format_of_name
from bialign.formats.structure import as_alignments

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

_NUMBER = re.compile("([0-9]+)")


def read_folder(
    folder: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002 - the word that users know
    **options: Any,
) -> Iterator[Alignment]:
    """Yield the alignments of a folder that holds a file for each article, by the files' names: 9 before 10.

    An alignment without an id of its own, as in Vecalign's lists and hunalign's ladders, gets the name of its file
    without the ending. A list of beads that is empty is an alignment without sentences: its aligner found nothing.
    Translation units of a file are grouped. Folders in the folder, and files whose names begin with a dot, are passed
    over.

    Args:
        folder: The folder.
        format: The format of all files; otherwise each file's ending or its first bytes tell it.
        **options: The format's own options.

    Raises:
        FormatError: If there is no such folder, no file in it, one breaks its format, or two of them name the same
            article.
        ConfigurationError: If the format is not known or an option does not exist.
        MissingExtraError: If a format needs a package that is not installed.
    """
    require_path(folder, what="a folder", error=FormatError)
    if not Path(folder).is_dir():
        raise FormatError(f"There is no folder {folder}.")
    with telling_of_reading(folder, error=FormatError):
        files = [path for path in Path(folder).iterdir() if path.is_file() and not path.name.startswith(".")]
    if not files:
        raise FormatError(f"The folder {folder} holds no file: it should hold one for each article.")
    named: dict[str, Path] = {}
    for path in sorted(files, key=_place):
        name = _article_name(path)
        for alignment in _read_file(path, format, options):
            if alignment.id:
                yield alignment
                continue
            other = named.setdefault(name, path)
            if other != path:
                raise FormatError(f"{other.name} and {path.name} are both of the article {name!r}: keep one.", folder)
            yield attrs.evolve(alignment, id=name)


def _read_file(path: Path, format_name: str | None, options: dict[str, Any]) -> Iterator[Alignment]:
    nothing = Alignment((), (), (), "und", "und")
    if format_name is None and format_of_name(path.name) is None and not path.stat().st_size:
        yield nothing
        return
    with read(path, format=format_name, **options) as reader:
        count = 0
        for count, alignment in enumerate(as_alignments(reader), 1):  # noqa: B007 - looked at after the loop
            yield alignment
        if not count and not reader.format.capabilities.texts:
            yield nothing


def _place(path: Path) -> list[str | int]:
    """Return what a file's name is ordered by: words and, by their values, numbers in turns."""
    return [int(part) if number % 2 else part for number, part in enumerate(_NUMBER.split(path.name))]


def _article_name(path: Path) -> str:
    """Return a file's name without its ending, which may have several parts (``.xces.xml.gz``)."""
    plain = without_compression(path.name)
    found = format_of_name(plain)
    endings = [ending for ending in found.endings if plain.lower().endswith(ending)] if found is not None else []
    return plain[: -max(map(len, endings))] if endings else Path(plain).stem
