"""Where a build reads and where it writes, which must not lie in each other."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bialign.building.inputs import places_read
from bialign.building.plan import planned_options
from bialign.building.report import FAILURES, REPORT, RUN, files_of_parts, read_report
from bialign.building.storage import ArrowFolder, join, open_folder
from bialign.building.tasks import WORK, work_folder
from bialign.errors import ConfigurationError
from bialign.formats import find_format

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bialign.building.options import BuildOptions


# A file of a corpus in several parts.
_PART = re.compile(r"^(corpus|alignments)-\d{5,}-of-\d{5,}")


def check_places(options: BuildOptions) -> None:
    """See to it that a build overwrites nothing that it reads, and no file that is not of a build.

    Raises:
        ConfigurationError: If the output folder lies in an input or holds one, or holds a file that is of no build
            but has the name of one that would be written.
    """
    out = _place(options.output)
    read = places_read(options.input, options.source_language, options.target_language)
    for location in chain.from_iterable(read.values()):
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
    own, own_written = _own(options.output)
    written = set(_written(options.to_json())) - own_written
    for name in (*sorted(written), *folder.names()):
        if _PART.sub(r"\1", name) in written and name not in own and folder.exists(name):
            raise ConfigurationError(
                f"{join(options.output, name)} is there already and is of no build: move it, or choose another "
                "output folder."
            )


def _own(output: str) -> tuple[set[str], set[str]]:
    """Return the files that earlier builds wrote, and the names, of a corpus in one part, that they claimed."""
    folder, work = open_folder(output), work_folder(output)
    report, planned = read_report(output), planned_options(work)
    files = {*(report.files if report else ()), *files_of_parts(work)}
    claimed = set(_written(planned)) if planned else set()
    if report or folder.exists(WORK):
        claimed.update((REPORT, RUN, FAILURES))
    return files, claimed


def _written(options: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names of the files of a corpus in one part, by what `BuildOptions.to_json` says."""
    yield from (REPORT, RUN, FAILURES)
    languages = (options["source_language"], options["target_language"])
    for name in options["formats"]:
        known = find_format(name)
        path = Path(f"corpus{known.ending(*languages)}")
        yield from (file.name for file in known.files(path, *languages))
    if options["alignments"]:
        yield "alignments.jsonl.gz"


def _place(location: str) -> Path:
    """Return what tells whether two locations are one or lie in each other."""
    folder = open_folder(location)
    if isinstance(folder, ArrowFolder) and folder.filesystem.type_name != "local":
        return Path(location)
    return Path(folder.path if isinstance(folder, ArrowFolder) else location).resolve()
