"""Passing over the words of a text that begin no anchor: by far the most, so that they are looked at in C."""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from bialign.compiled.loading import load_library

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

# Code points as C has them: numbers in the machine's own order of bytes.
_CODE_POINTS = f"utf-32-{sys.byteorder[0]}e"
# The least room for what is found; it doubles, so that few types of it are made.
_ROOM = 256


class _Words(ctypes.Structure):
    """The source's struct `Words`."""

    _fields_ = (
        ("count", ctypes.c_int64),
        ("limits", ctypes.POINTER(ctypes.c_int64)),
        ("letters", ctypes.c_char_p),
    )


class TokenFinder:
    """Finds the tokens of a text in order, as a pattern's `finditer` does, but for those that a scan passes over."""

    def __init__(self, pattern: re.Pattern[str], scan: str, words: Iterable[str]) -> None:
        """Make a finder.

        Args:
            pattern: The pattern of a token.
            scan: The function of the compiled library that tells where to match it: ``english_starts`` or
                ``korean_starts``; without the library, nothing is passed over.
            words: What that function is told.
        """
        self._pattern, self._scan = pattern, scan
        ascending = sorted(words)
        limits = [*accumulate(map(len, ascending), initial=0)]
        # It keeps what it points at.
        self._words = _Words(
            len(ascending),
            (ctypes.c_int64 * len(limits))(*limits),
            "".join(ascending).encode(_CODE_POINTS),
        )
        self._place = ctypes.addressof(self._words)

    def find(self, view: str) -> Iterator[re.Match[str]]:
        """Find the tokens of a text."""
        library = load_library()
        if library is None:
            return self._pattern.finditer(view)
        length = len(view)
        starts = _room((length // _ROOM).bit_length())()
        letters = view.encode(_CODE_POINTS, "surrogatepass")
        count = getattr(library, self._scan)(letters, length, self._place, starts)
        return self._pattern.finditer(view) if count < 0 else self._match_at(view, starts[:count])

    def _match_at(self, view: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
        match, end = self._pattern.match, 0
        for start in starts:
            if start >= end:
                token = match(view, start)
                if token is not None:
                    end = token.end()
                    yield token


@cache
def _room(doublings: int) -> type[ctypes.Array[ctypes.c_int64]]:
    return ctypes.c_int64 * (_ROOM << doublings)
