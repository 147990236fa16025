"""Loading the compiled library, if installing the package made one."""

from __future__ import annotations

import ctypes
import hashlib
from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).parent
_LIBRARY = _FOLDER / "compiled.so"


@lru_cache(maxsize=1)
def load_library() -> ctypes.CDLL | None:
    """Load the library; None if there is none for this machine, or it was compiled from other sources."""
    if not _LIBRARY.exists():
        return None
    try:
        library = ctypes.CDLL(str(_LIBRARY))
        library.source_checksum.restype = ctypes.c_char_p
        checksum = library.source_checksum().decode()
        for scan in (library.english_starts, library.korean_starts):
            scan.argtypes = (ctypes.c_char_p, ctypes.c_int64, ctypes.c_void_p, ctypes.c_void_p)
            scan.restype = ctypes.c_int64
    except (OSError, AttributeError):
        return None
    return library if checksum == source_checksum() else None


def source_checksum() -> str:
    """Return the SHA-256 of the sources, joined in the order of their names, which the library knows."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(_FOLDER.glob("*.[ch]")))).hexdigest()
