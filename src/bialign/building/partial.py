"""A shard's results while it is being worked on: batches that a killed run leaves behind are not done again.

Every batch is one gzip member that ends with a line of its own; a torn one at the end of the file is cut off. The
members one after another are a gzip file, so a finished shard is simply renamed.
"""

from __future__ import annotations

import gzip
import os
import zlib
from typing import TYPE_CHECKING, Self

from filelock import FileLock, Timeout

from bialign.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

# A worker whose run was killed notices within moments; one that cannot be interrupted may take longer.
_PATIENCE = 60.0


class PartialShard:
    """A file of finished batches that can be added to; a context manager.

    Args:
        path: The file; it need not be there.

    Raises:
        BuildError: On entering, if another process is working on the shard or the disk refuses.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.batches = 0
        self._lock = FileLock(f"{path}.lock")

    def __enter__(self) -> Self:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=_PATIENCE)
            self._stream = self.path.open("ab+")
        except Timeout:
            raise BuildError(f"Another process is working on {self.path}.") from None
        except OSError as error:
            raise BuildError(f"{self.path} cannot be written: {error.strerror}.") from None
        end = 0
        for stop in _members(self.path):
            end = stop
            self.batches += 1
        self._stream.truncate(end)
        return self

    def append(self, lines: list[str]) -> None:
        """Add a finished batch.

        Raises:
            BuildError: If the disk refuses; what was added before stays.
        """
        text = "".join(f"{line}\n" for line in lines)
        data = gzip.compress(text.encode("utf-8", "surrogatepass"), compresslevel=1, mtime=0)
        try:
            self._stream.write(data)
            self._stream.flush()
        except OSError as error:
            raise BuildError(f"{self.path} cannot be written: {error.strerror}.") from None
        self.batches += 1

    def finish(self) -> Path:
        """Close the file once everything is on the disk, and return its path."""
        try:
            os.fsync(self._stream.fileno())
            self._stream.close()
        except OSError as error:
            raise BuildError(f"{self.path} cannot be written: {error.strerror}.") from None
        return self.path

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._stream.close()
        except OSError as problem:
            # What could not be written is tried again here; why a shard ends early was said before.
            if error is None:
                raise BuildError(f"{self.path} cannot be written: {problem.strerror}.") from None
        finally:
            self._lock.release()


def finished_batches(path: Path) -> int:
    """Return how many batches a file holds, one that another process may be working on; 0 where there is none."""
    try:
        return sum(1 for _ in _members(path))
    except OSError:  # whoever works on the shard will tell
        return 0


def _members(path: Path) -> Iterator[int]:
    """Yield where each whole gzip member of a file ends, in bytes."""
    with path.open("rb") as stream:
        end = 0
        pending = b""
        while True:
            member = zlib.decompressobj(wbits=31)
            while not member.eof:
                data = pending or stream.read(1 << 20)
                pending = b""
                if not data:
                    return
                try:
                    member.decompress(data)
                except zlib.error:
                    return
            pending = member.unused_data
            end = stream.tell() - len(pending)
            yield end
