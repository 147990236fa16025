"""Folders and files, on this machine or on any filesystem that pyarrow opens.

A location that holds ``://`` (``s3://bucket/corpus``, ``gs://…``, ``hdfs://…``, ``file:///…``) is opened by
`pyarrow.fs`; any other is a path of this machine and needs no extra.
"""

from __future__ import annotations

import io
import json
import os
import shutil
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol

import attrs

from bialign.errors import BuildError
from bialign.extras import import_extra
from bialign.files import atomic_write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager


class Folder(Protocol):
    """A folder; names in it are relative, with ``/`` between their parts.

    Every method raises BuildError, in one sentence, where the filesystem refuses.
    """

    @property
    def location(self) -> str:
        """Where it is, as given."""

    def exists(self, name: str = "") -> bool:
        """Tell whether a file or folder of that name is there."""

    def is_folder(self, name: str = "") -> bool:
        """Tell whether a folder of that name is there."""

    def size(self, name: str) -> int:
        """Return a file's size in bytes."""

    def files(self, name: str = "") -> list[str]:
        """Return the names of all files below a folder, sorted; empty if there is no such folder.

        Links to folders are not followed. A folder below it that cannot be read is an error, so that no article in
        it is missed without a word.
        """

    def names(self) -> list[str]:
        """Return the names of the files in the folder itself, sorted; folders in it are not looked into."""

    def unfollowed(self) -> dict[str, str]:
        """Return the names of links below the folder that `files` leaves out, and what kind of link each is."""

    def open(self, name: str) -> IO[bytes]:
        """Open a file for reading; it can be positioned."""

    def write(self, name: str) -> AbstractContextManager[IO[bytes]]:
        """Open a file that appears under its name, whole, when the block ends without an error."""

    def put(self, path: Path, name: str) -> None:
        """Move a file of this machine into the folder; it appears there whole."""

    def remove(self, name: str = "") -> None:
        """Remove a file or a folder with all that is in it, if it is there."""


def read_file(folder: Folder, name: str) -> bytes:
    """Return the bytes of a file.

    Raises:
        BuildError: If it cannot be read.
    """
    with folder.open(name) as stream, _telling(f"{folder.location}/{name}", "read"):
        return stream.read()


_AGAIN = "remove it and give the same command again"


def damaged(folder: Folder, name: str, *, remedy: str = _AGAIN) -> BuildError:
    """Return the error that says that a file which a build wrote for itself is no longer as it was written."""
    return BuildError(f"{folder.location}/{name} is damaged: {remedy}.")


def read_json(folder: Folder, name: str, *, remedy: str = _AGAIN) -> Any:
    """Return what a file of JSON holds that a build wrote for itself.

    Raises:
        BuildError: If it cannot be read, or is damaged.
    """
    try:
        return json.loads(read_file(folder, name).decode("utf-8", "surrogatepass"))
    except ValueError:
        raise damaged(folder, name, remedy=remedy) from None


def is_uri(location: str) -> bool:
    """Tell whether a location is for pyarrow to open."""
    return "://" in location


def open_folder(location: str) -> Folder:
    """Return the folder at a location; it need not be there yet.

    Raises:
        BuildError: If pyarrow knows no such filesystem.
        MissingExtraError: If the location is a URI and pyarrow is not installed.
    """
    if not is_uri(location):
        return LocalFolder(Path(location))
    arrow = import_extra("pyarrow.fs", extra="parquet", purpose=f"Opening {location}")
    try:
        filesystem, path = arrow.FileSystem.from_uri(location)
    except (ValueError, OSError) as error:
        raise BuildError(f"{location} cannot be opened: {error}.") from None
    return ArrowFolder(location.rstrip("/"), filesystem, path.rstrip("/"))


def open_file(location: str) -> tuple[Folder, str]:
    """Return the folder that holds a file, and the file's name in it."""
    if not is_uri(location):
        path = Path(location)
        return LocalFolder(path.parent), path.name
    parent, _, name = location.rpartition("/")
    return open_folder(parent), name


def folder_of(location: str) -> str:
    """Return the location of the folder that a file is in."""
    return location.rpartition("/")[0] if is_uri(location) else str(Path(location).parent)


def join(base: str, name: str) -> str:
    """Return the location of a name seen from a folder; absolute paths and URIs stand for themselves."""
    if is_uri(name) or Path(name).is_absolute():
        return name
    return f"{base.rstrip('/')}/{name}" if is_uri(base) else str(Path(base) / name)


@contextmanager
def _telling(what: str, doing: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise BuildError(f"There is no file {what}.") from None
    except OSError as error:
        raise BuildError(f"{what} cannot be {doing}: {error.strerror or error}.") from None


def _below(base: Path) -> Iterator[str]:
    """Yield the names of files and links below a folder; hidden ones and folders are left out.

    Raises:
        BuildError: If a folder cannot be read; one that goes away meanwhile is none.
    """

    def tell(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):
            raise BuildError(f"{error.filename} cannot be read: {error.strerror}.")

    for folder, folders, names in os.walk(base, onerror=tell):
        folders[:] = _shown(folders)
        inner = Path(folder).relative_to(base)
        links = (name for name in folders if Path(folder, name).is_symlink())
        yield from ((inner / name).as_posix() for name in (*_shown(names), *links))


def _is(kind: Callable[[Path], bool], path: Path) -> bool:
    """Tell whether a path is of a kind; one that leads to where we may not look is of none."""
    try:
        return kind(path)
    except OSError:
        return False


def _shown(names: Iterable[str]) -> list[str]:
    """Return the names that are not hidden: what a filesystem keeps for its repairs, none but root may read."""
    return [name for name in names if not name.startswith(".") and name != "lost+found"]


@attrs.frozen
class LocalFolder:
    """A folder of this machine."""

    path: Path

    @property
    def location(self) -> str:
        """Where it is, as given."""
        return str(self.path)

    def exists(self, name: str = "") -> bool:
        """Tell whether a file or folder of that name is there."""
        return (self.path / name).exists()

    def is_folder(self, name: str = "") -> bool:
        """Tell whether a folder of that name is there."""
        return (self.path / name).is_dir()

    def size(self, name: str) -> int:
        """Return a file's size in bytes."""
        with _telling(str(self.path / name), "read"):
            return (self.path / name).stat().st_size

    def files(self, name: str = "") -> list[str]:
        """Return the names of all files below a folder, sorted; hidden ones are left out."""
        base = self.path / name
        with _telling(str(base), "read"):
            return sorted(file for file in _below(base) if _is(Path.is_file, base / file))

    def names(self) -> list[str]:
        """Return the names of the files in the folder itself, sorted; hidden ones are left out."""
        with _telling(str(self.path), "read"):
            if not self.path.is_dir():
                return []
            names = _shown(path.name for path in self.path.iterdir())
            return sorted(name for name in names if _is(Path.is_file, self.path / name))

    def unfollowed(self) -> dict[str, str]:
        """Return the links below the folder that are passed over, and why; hidden ones are left out."""
        with _telling(str(self.path), "read"):
            paths = {name: self.path / name for name in _below(self.path)}
            return {
                name: "links to folders" if _is(Path.is_dir, path) else "broken links"
                for name, path in paths.items()
                if path.is_symlink() and not _is(Path.is_file, path)
            }

    def open(self, name: str) -> IO[bytes]:
        """Open a file for reading."""
        with _telling(str(self.path / name), "read"):
            return (self.path / name).open("rb")

    @contextmanager
    def write(self, name: str) -> Iterator[IO[bytes]]:
        """Open a file that appears under its name, whole, when the block ends without an error."""
        path = self.path / name
        with _telling(str(path), "written"):
            path.parent.mkdir(parents=True, exist_ok=True)
        with atomic_write(path, error=BuildError) as stream:
            yield stream

    def put(self, path: Path, name: str) -> None:
        """Move a file of this machine into the folder; it appears there whole."""
        final = self.path / name
        with _telling(str(final), "written"):
            final.parent.mkdir(parents=True, exist_ok=True)
            try:
                path.replace(final)
            except OSError:  # another filesystem
                with atomic_write(final, error=BuildError) as stream, path.open("rb") as source:
                    shutil.copyfileobj(source, stream)
                path.unlink()

    def remove(self, name: str = "") -> None:
        """Remove a file or a folder with all that is in it, if it is there."""
        path = self.path / name
        with _telling(str(path), "removed"):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)


class _ArrowStream(io.RawIOBase):
    """An output stream of pyarrow that tells in a sentence why it cannot be written.

    Args:
        stream: The stream.
        telling: Gives the context in which an error becomes the sentence.
    """

    def __init__(self, stream: Any, telling: Callable[[], AbstractContextManager[None]]) -> None:
        self._stream = stream
        self._telling = telling

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        with self._telling():
            # A copy: what is uploaded in the background must not change meanwhile.
            self._stream.write(bytes(data))
        return len(data)

    def close(self) -> None:
        if not self.closed:
            super().close()
            with self._telling():
                self._stream.close()


@attrs.frozen
class ArrowFolder:
    """A folder of a filesystem that pyarrow has opened."""

    location: str
    filesystem: Any
    path: str

    def _full(self, name: str) -> str:
        """Return a name as the filesystem knows it."""
        return f"{self.path}/{name}" if name else self.path

    def _called(self, name: str) -> str:
        """Return a name as messages call it."""
        return f"{self.location}/{name}" if name else self.location

    def _kind(self, name: str) -> str:
        with _telling(self._called(name), "read"):
            return str(self.filesystem.get_file_info(self._full(name)).type.name)

    def exists(self, name: str = "") -> bool:
        """Tell whether a file or folder of that name is there."""
        return self._kind(name) != "NotFound"

    def is_folder(self, name: str = "") -> bool:
        """Tell whether a folder of that name is there."""
        return self._kind(name) == "Directory"

    def size(self, name: str) -> int:
        """Return a file's size in bytes."""
        with _telling(self._called(name), "read"):
            size = self.filesystem.get_file_info(self._full(name)).size
            if size is None:  # of what is not there, or is no file
                raise FileNotFoundError
            return int(size)

    def files(self, name: str = "") -> list[str]:
        """Return the names of all files below a folder, sorted; hidden ones are left out."""
        found = self._found(self._full(name), recursive=True)
        return sorted(name for name in found if _shown(parts := name.split("/")) == parts)

    def names(self) -> list[str]:
        """Return the names of the files in the folder itself, sorted; hidden ones are left out."""
        return sorted(_shown(self._found(self.path, recursive=False)))

    def _found(self, base: str, *, recursive: bool) -> list[str]:
        arrow = import_extra("pyarrow.fs", extra="parquet", purpose=f"Listing {self.location}")
        with _telling(base, "read"):
            found = self.filesystem.get_file_info(arrow.FileSelector(base, allow_not_found=True, recursive=recursive))
        return [info.path[len(base) :].lstrip("/") for info in found if info.type.name == "File"]

    def unfollowed(self) -> dict[str, str]:
        """Return no links: pyarrow tells of none."""
        return {}

    def open(self, name: str) -> IO[bytes]:
        """Open a file for reading."""
        with _telling(self._called(name), "read"):
            # Buffered: pyarrow's own files know no lines.
            return io.BufferedReader(self.filesystem.open_input_file(self._full(name)))

    @contextmanager
    def write(self, name: str) -> Iterator[IO[bytes]]:
        """Open a file that appears under its name, whole, when the block ends without an error."""
        final = self._full(name)
        parent, _, last = final.rpartition("/")
        # Hidden, so that `files` leaves it out should it stay after all.
        part = f"{parent}/.{last[:20]}.{os.urandom(8).hex()}.part"
        # Errors of the block itself are raised as they are, as by `atomic_write`.
        telling = partial(_telling, self._called(name), "written")
        with telling():
            self.filesystem.create_dir(parent, recursive=True)
            opened = self.filesystem.open_output_stream(part, compression=None)
        try:
            with io.BufferedWriter(_ArrowStream(opened, telling)) as stream:
                yield stream
            with telling():
                self.filesystem.move(part, final)
        except BaseException:
            with suppress(OSError):
                self.filesystem.delete_file(part)
            raise

    def put(self, path: Path, name: str) -> None:
        """Move a file of this machine into the folder; it appears there whole."""
        with _telling(str(path), "read"), path.open("rb") as source, self.write(name) as stream:
            shutil.copyfileobj(source, stream)
        with _telling(str(path), "removed"):
            path.unlink()

    def remove(self, name: str = "") -> None:
        """Remove a file or a folder with all that is in it, if it is there."""
        kind = self._kind(name)
        with _telling(self._called(name), "removed"):
            if kind == "Directory":
                self.filesystem.delete_dir(self._full(name))
            elif kind == "File":
                self.filesystem.delete_file(self._full(name))
