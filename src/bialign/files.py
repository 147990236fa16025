"""Files that are whole or absent: written under a temporary name, renamed when finished."""

from __future__ import annotations

import errno
import io
import os
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from bialign.errors import BialignError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


@contextmanager
def atomic_write(path: str | os.PathLike[str]) -> Iterator[IO[bytes]]:
    """Open a file for writing bytes that appears under its name only when the block ends without an error.

    Through a symbolic link, the file that it leads to is written. A file that was there keeps its permissions. A
    device or a pipe (``/dev/stdout``) cannot be replaced: it gets the bytes as they come. Errors of the block itself
    are raised as they are.

    Raises:
        BialignError: If the file cannot be written (a folder, no such folder, no permission, disk full).
    """
    named = Path(path)
    with _telling(path):
        if named.is_dir():
            raise IsADirectoryError(errno.EISDIR, "It is a folder")
        is_replaced = named.is_file() or not named.exists()
    if is_replaced:
        yield from _replace(Path(os.path.realpath(named)), path)
    else:
        with _telling(path):
            raw = _Telling(path, named, "w")
        with io.BufferedWriter(raw) as stream:
            yield stream


def _replace(final: Path, path: str | os.PathLike[str]) -> Iterator[IO[bytes]]:
    # The beginning of the name only: with the rest, a name of the greatest length would be too long.
    temporary = final.with_name(f".{final.name[:20]}.{os.urandom(8).hex()}.part")
    try:
        with _telling(path):
            mode = final.stat().st_mode & 0o777 if final.exists() else None
            raw = _Telling(path, temporary, "x", 0o666 if mode is None else mode)
        with io.BufferedWriter(raw) as stream:
            yield stream
            stream.flush()
            with _telling(path):
                os.fsync(stream.fileno())
        with _telling(path):
            if mode is not None:
                temporary.chmod(mode)
            temporary.replace(final)
    finally:
        temporary.unlink(missing_ok=True)


class _Telling(io.FileIO):
    """An open file that tells in a sentence why it cannot be written.

    Args:
        path: How the sentence calls it.
        file: Where it is.
        mode: ``"w"``, or ``"x"`` for a new file.
        permissions: Those of a new file, of which the process's umask takes some away.
    """

    def __init__(self, path: str | os.PathLike[str], file: Path, mode: str, permissions: int = 0o666) -> None:
        self._path = path
        super().__init__(file, mode, opener=lambda name, flags: os.open(name, flags, permissions))

    def write(self, data: Any) -> int:
        with _telling(self._path):
            return super().write(data)

    def close(self) -> None:
        with _telling(self._path):
            super().close()


@contextmanager
def _telling(path: str | os.PathLike[str]) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BialignError(f"{os.fspath(path)} cannot be written: {error.strerror or error}.") from error
