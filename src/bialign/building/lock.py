"""A lock on an output folder: two runs on one folder refuse each other."""

from __future__ import annotations

import json
import os
import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING

import attrs
from filelock import FileLock, Timeout

from bialign.building.storage import LocalFolder, read_file
from bialign.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bialign.building.storage import Folder


@contextmanager
def locked(work: Folder, name: str = "run", *, patience: float = 0.0) -> Iterator[None]:
    """Hold a lock while the block runs.

    On this machine's filesystems the lock is the operating system's and ends with the process, however that ends: the
    file that a killed run leaves behind locks nobody out. Elsewhere, and between machines that do not share
    the locks of their files, the owner's record decides: one of this machine whose process is gone is taken over, one
    of another machine must be removed by hand.

    Args:
        work: The folder.
        name: What is locked.
        patience: Seconds to wait for another run to end.

    Raises:
        BuildError: If another run holds the lock; says which process on which machine.
    """
    record = f"{name}.owner.json"
    lock: FileLock | None = None
    if isinstance(work, LocalFolder):
        try:
            work.path.mkdir(parents=True, exist_ok=True)
            lock = FileLock(work.path / f"{name}.lock", timeout=patience)
            lock.acquire()
        except Timeout:
            raise BuildError(_refusal(work, record)) from None
        except OSError as error:
            raise BuildError(f"{work.location} cannot be written: {error.strerror}.") from None
    try:
        owner = _owner(work, record)
        ours = owner is not None and owner.host == socket.gethostname()
        if owner is not None and not (ours and (lock is not None or not _is_alive(owner.pid))):
            raise BuildError(_refusal(work, record))
        with work.write(record) as stream:
            stream.write(json.dumps(attrs.asdict(_Owner(socket.gethostname(), os.getpid()))).encode())
        try:
            yield
        finally:
            work.remove(record)
    finally:
        if lock is not None:
            lock.release()


@attrs.frozen
class _Owner:
    host: str
    pid: int


def _owner(work: Folder, record: str) -> _Owner | None:
    if not work.exists(record):
        return None
    try:
        owner = json.loads(read_file(work, record))
        return _Owner(str(owner["host"]), int(owner["pid"]))
    except (ValueError, TypeError, LookupError, BuildError):  # nobody's: damaged, or of something else
        return None


def _refusal(work: Folder, record: str) -> str:
    owner = _owner(work, record)
    if owner is None:
        return f"Another run is at work in {work.location}."
    return (
        f"Another run is at work in {work.location}: process {owner.pid} on {owner.host}. "
        f"If it is gone, remove {work.location}/{record}."
    )


def _is_alive(pid: int) -> bool:
    if os.name == "nt":  # os.kill would end it
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
