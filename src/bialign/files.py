"""Files that are read, and files that are whole or absent: written under a temporary name, renamed when finished."""

from __future__ import annotations

import errno
import io
import os
import reprlib
import zlib
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

from bialign.errors import BialignError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from typing import Any


def is_path(value: object) -> bool:
    """Tell whether a value can be the path of a file or folder."""
    return isinstance(value, str | os.PathLike) and os.fspath(value) != ""


def require_path(value: object, *, what: str, error: type[BialignError]) -> None:
    """Raise an error for what can be no path.

    Args:
        value: The argument.
        what: What it is the path of, with its article, for the sentence of the error.
        error: The class of the error.
    """
    if not is_path(value):
        raise error(f"Expected the path of {what}, not {reprlib.repr(value)}.")


@contextmanager
def telling_of_reading(path: str | os.PathLike[str], *, error: type[BialignError]) -> Iterator[None]:
    """Run a block that opens and reads a file, and say in a sentence why it cannot be read.

    Args:
        path: The file.
        error: The class of the error. The block's own errors of bialign are raised as they are.

    Raises:
        BialignError: If there is no such file, it is a folder, cannot be read, or ends too early for its compression;
            or if this is no path.
    """
    require_path(path, what="a file", error=error)
    try:
        yield
    except BialignError:
        raise
    except FileNotFoundError:
        raise error(f"There is no file {path}.") from None
    except IsADirectoryError:
        raise error(f"{path} is a folder, not a file.") from None
    except (OSError, EOFError, zlib.error) as cause:
        raise error(f"{path} cannot be read: {getattr(cause, 'strerror', None) or cause}.") from None
    except ValueError:  # a NUL, or a code point that file names cannot hold
        raise error(f"{str(path)!r} cannot be the name of a file.") from None


@contextmanager
def atomic_write(path: str | os.PathLike[str], *, error: type[BialignError] = BialignError) -> Iterator[IO[bytes]]:
    """Open a file for writing bytes that appears under its name only when the block ends without an error.

    Through a symbolic link, the file that it leads to is written. A file that was there keeps its permissions. A
    device or a pipe (``/dev/stdout``) cannot be replaced: it gets the bytes as they come. Errors of the block itself
    are raised as they are.

    Args:
        path: The file.
        error: The class of the error that says why the file cannot be written.

    Raises:
        BialignError: If the file cannot be written (a folder, no such folder, no permission, disk full).
    """
    named = Path(path)
    telling = partial(_telling, path, error)
    with telling():
        if named.is_dir():
            raise IsADirectoryError(errno.EISDIR, "It is a folder")
        is_replaced = named.is_file() or not named.exists()
        final = Path(os.path.realpath(named))
    if is_replaced:
        yield from _replace(final, telling)
    else:
        with telling():
            raw = _Telling(named, "w", telling)
        with io.BufferedWriter(raw) as stream:
            yield stream


def _replace(final: Path, telling: Callable[[], AbstractContextManager[None]]) -> Iterator[IO[bytes]]:
    # The beginning of the name only: with the rest, a name of the greatest length would be too long.
    temporary = final.with_name(f".{final.name[:20]}.{os.urandom(8).hex()}.part")
    try:
        with telling():
            mode = final.stat().st_mode & 0o777 if final.exists() else None
            raw = _Telling(temporary, "x", telling, 0o666 if mode is None else mode)
        with io.BufferedWriter(raw) as stream:
            yield stream
            stream.flush()
            with telling():
                os.fsync(stream.fileno())
        with telling():
            if mode is not None:
                temporary.chmod(mode)
            temporary.replace(final)
    finally:
        # On a filesystem that is read only this fails even if nothing is there, and would hide why.
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


class _Telling(io.FileIO):
    """An open file that tells in a sentence why it cannot be written.

    Args:
        file: Where it is.
        mode: ``"w"``, or ``"x"`` for a new file.
        telling: Gives the context in which an error becomes the sentence.
        permissions: Those of a new file, of which the process's umask takes some away.
    """

    def __init__(
        self, file: Path, mode: str, telling: Callable[[], AbstractContextManager[None]], permissions: int = 0o666
    ) -> None:
        self._telling = telling
        super().__init__(file, mode, opener=lambda name, flags: os.open(name, flags, permissions))

    def write(self, data: Any) -> int:
        with self._telling():
            return super().write(data)

    def close(self) -> None:
        with self._telling():
            super().close()


@contextmanager
def _telling(path: str | os.PathLike[str], error: type[BialignError]) -> Iterator[None]:
    try:
        yield
    except OSError as cause:
        raise error(f"{os.fspath(path)} cannot be written: {cause.strerror or cause}.") from cause
    except ValueError as cause:  # a NUL, or a code point that file names cannot hold
        raise error(f"{os.fspath(path)!r} cannot be written: it cannot be the name of a file.") from cause
