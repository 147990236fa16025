"""The user's cache folder: files that can always be made anew, and whose absence only costs time."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

from bialign.errors import BialignError
from bialign.files import atomic_write

if TYPE_CHECKING:
    from collections.abc import Callable


def cache_folder() -> Path | None:
    """Return the folder, which need not be there yet: ``BIALIGN_CACHE`` or the system's own place for such files.

    Returns:
        The folder, or None where the user has no home.
    """
    given = os.environ.get("BIALIGN_CACHE")
    if given:
        return Path(given)
    windows = sys.platform == "win32"
    base = os.environ.get("LOCALAPPDATA" if windows else "XDG_CACHE_HOME") if sys.platform != "darwin" else None
    if base:
        return Path(base) / "bialign"
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if windows:
        return home / "AppData" / "Local" / "bialign"
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "bialign"


def try_to_cache(files: dict[Path, Callable[[IO[bytes]], object]]) -> None:
    """Write files into the cache folder, as far as it can be written.

    Args:
        files: What writes each file's bytes into the stream that it gets. Behind one that cannot be written,
            the others are left out.
    """
    try:
        for path, write in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with atomic_write(path) as stream:
                write(stream)
    except (OSError, BialignError):
        return
