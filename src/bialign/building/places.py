"""Where a build reads and where it writes, which must not lie in each other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bialign.building.report import FAILURES, REPORT, RUN, read_report
from bialign.building.storage import ArrowFolder, join, open_folder
from bialign.building.tasks import WORK
from bialign.errors import ConfigurationError
from bialign.formats import find_format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bialign.building.options import BuildOptions


def check_places(options: BuildOptions) -> None:
    """See to it that a build overwrites nothing that it reads, and no file that is not of a build.

    Raises:
        ConfigurationError: If the output folder lies in an input or holds one, or holds a file that is of no build
            but has the name of one that would be written.
    """
    out = _place(options.output)
    for location in _read(options):
        place = _place(location)
        if out.is_relative_to(place):
            raise ConfigurationError(
                f"The output folder {options.output} is or lies in {location}, which is read: choose another."
            )
        if place.is_relative_to(out):
            raise ConfigurationError(
                f"The output folder {options.output} holds {location}, which is read: choose another."
            )
    folder = open_folder(options.output)
    if folder.exists(WORK) or read_report(options.output) is not None:
        return
    for name in _written(options):
        if folder.exists(name):
            raise ConfigurationError(
                f"{join(options.output, name)} is there already and is of no build: move it, or choose another "
                "output folder."
            )


def _read(options: BuildOptions) -> Iterator[str]:
    """Yield the files and folders that are read; of a folder with a folder for each language, those two."""
    tags = (options.source_language, options.target_language)
    for location in options.input:
        folder = open_folder(location)
        if len(options.input) == 1 and all(folder.is_folder(tag) for tag in tags):
            yield from (join(location, tag) for tag in tags)
        else:
            yield location


def _written(options: BuildOptions) -> Iterator[str]:
    """Yield the names of the files of a corpus in one part."""
    yield from (REPORT, RUN, FAILURES)
    languages = (options.source_language, options.target_language)
    for name in options.formats:
        known = find_format(name)
        path = Path(f"corpus{known.ending(*languages)}")
        yield from (file.name for file in known.files(path, *languages))
    if options.alignments:
        yield "alignments.jsonl.gz"


def _place(location: str) -> Path:
    """Return what tells whether two locations are one or lie in each other."""
    folder = open_folder(location)
    if isinstance(folder, ArrowFolder) and folder.filesystem.type_name != "local":
        return Path(location)
    return Path(folder.path if isinstance(folder, ArrowFolder) else location).resolve()
