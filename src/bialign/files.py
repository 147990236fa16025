"""Files that are whole or absent: written under a temporary name, renamed when finished."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from bialign.errors import BialignError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def atomic_write(path: str | os.PathLike[str]) -> Iterator[IO[bytes]]:
    """Open a file for writing bytes that appears under its name only when the block ends without an error.

    Through a symbolic link, the file that it leads to is written. A file that was there keeps its permissions. A
    device or a pipe (``/dev/stdout``) cannot be replaced: it gets the bytes as they come.

    Raises:
        BialignError: If the file cannot be written (a folder, no such folder, no permission, disk full).
    """
    named = Path(path)
    try:
        if named.is_dir():
            raise IsADirectoryError(errno.EISDIR, "It is a folder")
        if named.exists() and not named.is_file():
            with named.open("wb") as stream:
                yield stream
        else:
            yield from _replace(Path(os.path.realpath(named)))
    except OSError as error:
        raise BialignError(f"{os.fspath(path)} cannot be written: {error.strerror or error}.") from error


def _replace(final: Path) -> Iterator[IO[bytes]]:
    # The beginning of the name only: with the rest, a name of the greatest length would be too long.
    handle, name = tempfile.mkstemp(prefix=f".{final.name[:20]}.", suffix=".part", dir=final.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(final.stat().st_mode & 0o777 if final.exists() else 0o666 & ~_umask())
        temporary.replace(final)
    finally:
        temporary.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
