"""Streams whose first bytes can be looked at before any are taken, however slowly they arrive."""

from __future__ import annotations

import io
from typing import cast


def looked_into(stream: io.BufferedReader, size: int) -> io.BufferedReader:
    """Return a stream of the same bytes whose `peek` shows `size` of them, or as many as there are.

    A pipe shows only what has arrived. Where that is less, the first `size` bytes are taken from it, and what is
    returned gives them before the rest; nothing else is read ahead, and closing it leaves the given stream open.
    """
    if stream.seekable() or len(stream.peek(size)) >= size:
        return stream
    start = b""
    while len(start) < size and (more := stream.read1(size - len(start))):
        start += more
    return cast("io.BufferedReader", _Begun(start, stream))


class _Begun(io.BufferedIOBase):
    """A stream with the bytes that were taken from its start put back."""

    def __init__(self, start: bytes, rest: io.BufferedReader) -> None:
        self._start = io.BytesIO(start)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def peek(self, size: int = 0, /) -> bytes:
        place = self._start.tell()
        start = self._start.read()
        self._start.seek(place)
        return start or self._rest.peek(size)

    def read(self, size: int | None = -1, /) -> bytes:
        start = self._start.read(size)
        if size is None or size < 0:
            return start + self._rest.read()
        return start if len(start) == size else start + (self._rest.read(size - len(start)) or b"")

    def read1(self, size: int = -1, /) -> bytes:
        return self._start.read1(size) or self._rest.read1(size)

    def readline(self, size: int | None = -1, /) -> bytes:
        line = self._start.readline(size)
        if line.endswith(b"\n"):
            return line
        if size is None or size < 0:
            return line + self._rest.readline()
        return line if len(line) == size else line + self._rest.readline(size - len(line))
