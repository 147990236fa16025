"""Compressed files, transparently: gzip, xz and Zstandard, with a guard against compression bombs."""

from __future__ import annotations

import gzip
import io
import lzma
import zipfile
import zlib
from pathlib import PurePath
from typing import IO, TYPE_CHECKING, Any, cast

from bialign.errors import FormatError
from bialign.extras import import_extra

if TYPE_CHECKING:
    from collections.abc import Callable

    from bialign.formats.limits import Limits

ENDINGS = (".gz", ".xz", ".zst")
_MAGIC = ((b"\x1f\x8b", ".gz"), (b"\xfd7zXZ\x00", ".xz"), (b"\x28\xb5\x2f\xfd", ".zst"))
LONGEST_MAGIC = max(len(magic) for magic, _ in _MAGIC)
_BUFFER = 64 * 1024
# Compressed bytes that are decompressed at once: at Zstandard's greatest rate they become 128 MB.
_ZSTANDARD_INPUT = 4096


def compression_of(name: str) -> str:
    """Return the compression ending of a file name (``".gz"``, ``".xz"``, ``".zst"``), or an empty string."""
    ending = PurePath(name).suffix.lower()
    return ending if ending in ENDINGS else ""


def without_compression(name: str) -> str:
    """Return a file name without its compression ending."""
    return name[: len(name) - len(compression_of(name))]


def decompressed(raw: io.BufferedReader, name: str, limits: Limits) -> io.BufferedReader:
    """Return a stream of a file's bytes, decompressed if its first bytes say that it is compressed.

    The name's ending is not asked: files named ``.gz`` that are plain text are common.

    Args:
        raw: The file's own bytes; its `peek` shows `LONGEST_MAGIC` of them.
        name: How error messages call the file.
        limits: The bounds beyond which a compressed file is taken for a bomb.

    Raises:
        MissingExtraError: If it is a Zstandard file and zstandard is not installed.
        FormatError: On reading, if the compressed data are damaged, cut off, or a bomb.
    """
    start = raw.peek(LONGEST_MAGIC)
    for magic, ending in _MAGIC:
        if start.startswith(magic):
            counted = _Counted(raw)
            return io.BufferedReader(_Guarded(decompressing(counted, ending), ending, counted, name, limits), _BUFFER)
    return raw


def guarded(stream: Any, compressed_size: int, name: str, limits: Limits) -> io.BufferedReader:
    """Return a stream of bytes that something else decompresses, guarded against bombs.

    Args:
        stream: Reads decompressed bytes.
        compressed_size: How many bytes they take compressed.
        name: How error messages call the file.
        limits: The bounds beyond which it is taken for a bomb.
    """
    counted = _Counted(stream)
    counted.count = compressed_size
    return io.BufferedReader(_Guarded(stream, "", counted, name, limits), _BUFFER)


def compressing(stream: IO[bytes], ending: str) -> IO[bytes]:
    """Return a stream that compresses what is written to it; closing it leaves the given stream open.

    No time and no file name go into the file, so that the same text gives the same bytes.
    """
    if ending == ".gz":
        return cast("IO[bytes]", gzip.GzipFile(filename="", mode="wb", fileobj=stream, mtime=0, compresslevel=6))
    if ending == ".xz":
        return lzma.open(stream, "wb")
    if ending == ".zst":
        zstandard = import_extra("zstandard", extra="zstd", purpose="Writing .zst files")
        return cast("IO[bytes]", zstandard.ZstdCompressor().stream_writer(stream, closefd=False))
    return stream


def decompressing(stream: Any, ending: str) -> Any:
    """Return a stream of the bytes that a compressed one holds; closing it leaves the given stream open.

    What reading it raises when they are damaged, `damage` tells.
    """
    if ending == ".gz":
        return gzip.GzipFile(fileobj=stream)
    if ending == ".xz":
        return lzma.LZMAFile(stream)
    zstandard = import_extra("zstandard", extra="zstd", purpose="Reading .zst files")
    return _ZstandardReader(stream, zstandard.ZstdDecompressor())


def damage(ending: str) -> tuple[type[BaseException], ...]:
    """Return the errors that mean that a file of this compression is damaged or cut off, or cannot be read."""
    if ending != ".zst":
        return (EOFError, OSError, zlib.error, lzma.LZMAError)
    zstandard = import_extra("zstandard", extra="zstd", purpose="Reading .zst files")
    return (EOFError, OSError, zstandard.ZstdError)


class _ZstandardReader(io.RawIOBase):
    """Decompressed bytes of frames in a row; it tells of one that is cut off, as the library's reader does not.

    Args:
        stream: The compressed bytes.
        decompressor: Of the library zstandard.
    """

    def __init__(self, stream: Any, decompressor: Any) -> None:
        self._stream = stream
        self._decompressor = decompressor
        self._frame: Any = None
        self._unread = b""
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            data = self._unread or self._stream.read(_ZSTANDARD_INPUT)
            if not data:
                if self._frame is not None:
                    raise EOFError("the end is missing")
                return 0
            self._frame = self._frame or self._decompressor.decompressobj()
            self._ready = memoryview(self._frame.decompress(data))
            self._unread = b""
            if self._frame.eof:
                self._frame, self._unread = None, self._frame.unused_data
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count


class _Counted(io.RawIOBase):
    """Counts the compressed bytes that have been read."""

    def __init__(self, raw: io.BufferedReader) -> None:
        self._raw = raw
        self.count = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._raw.read(size)
        self.count += len(data)
        return data


class _Guarded(io.RawIOBase):
    """Decompressed bytes; damage and bombs end in one clear sentence."""

    def __init__(self, stream: Any, ending: str, counted: _Counted, name: str, limits: Limits) -> None:
        self._read: Callable[[int], bytes] = stream.read
        self._counted = counted
        self._name = name
        self._limits = limits
        self._count = 0
        self._damage: tuple[type[BaseException], ...] = (*damage(ending), zipfile.BadZipFile)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._read(len(buffer))
        except self._damage as error:
            raise FormatError(f"The compressed data are damaged or cut off ({error}).", self._name) from None
        self._count += len(data)
        limits = self._limits
        if self._count > limits.grace and self._count > limits.expansion * max(self._counted.count, 1):
            raise FormatError(
                f"The file expands to more than {limits.expansion} times its size, as a compression bomb does; "
                "decompress it yourself, or raise Limits.expansion, if you trust it.",
                self._name,
            )
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._counted.close()
        super().close()
