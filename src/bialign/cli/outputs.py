"""Files that a command writes, looked at before it begins its work, and files that it does not read."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bialign.errors import ConfigurationError

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Sequence


def check_outputs(inputs: Sequence[str | os.PathLike[str]], outputs: Iterable[Path]) -> None:
    """See to it that no input is overwritten, and that there are folders to write in.

    Args:
        inputs: What the command reads; what is no file is passed over.
        outputs: The files that it will write.

    Raises:
        ConfigurationError: If a file to be written is one of the inputs, or its folder is missing.
    """
    for path in outputs:
        if path.exists() and any(_is_file(path, place) for place in inputs):
            raise ConfigurationError(f"{path} is one of the inputs: choose another name.")
        if not path.parent.is_dir():
            raise ConfigurationError(f"{path} cannot be written: there is no folder {path.parent}.")


def _is_file(path: Path, place: str | os.PathLike[str]) -> bool:
    """Tell whether a file that is there stands at a place, which may be none that a file can have."""
    try:
        return path.samefile(place)
    except (OSError, ValueError):
        return False


@contextmanager
def closing_allowed() -> Iterator[None]:
    """Run a block that shows what was done where the result is in files: standard output may be closed."""
    try:
        yield
    except OSError as error:
        if error.errno != errno.EBADF:
            raise


def tell_of_passed_over(locations: Iterable[str], *, tables: bool = False) -> None:
    """Say on standard error which files of folders were not read, if there are such; see `passed_over`."""
    from bialign.building.inputs import passed_over

    if kinds := passed_over(locations, tables=tables):
        typer.echo(f"bialign: Files that were not read, by their endings: {kinds}.", err=True)
