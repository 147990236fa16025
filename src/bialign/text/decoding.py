"""From bytes to text: UTF-8, CP949 and EUC-KR; UTF-16 and UTF-32 by their byte order mark or name."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import TYPE_CHECKING

from bialign.errors import ConfigurationError, DecodingError
from bialign.files import telling_of_reading

if TYPE_CHECKING:
    from os import PathLike

# Mark, the encoding that it stands for, and another name for that which allows the mark. The mark of UTF-16 begins
# that of UTF-32.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
)
# Control characters that no text file holds; their presence tells an image or an archive from text.
_BINARY = frozenset(range(0x09)) | frozenset(range(0x0E, 0x1B))


def decode_text(data: bytes, *, encoding: str | None = None, name: str = "the input") -> str:
    """Decode the bytes of a text file; one byte order mark is dropped, nothing else is changed.

    Without an encoding, a byte order mark decides, then UTF-8 where the bytes are valid UTF-8, then CP949,
    the superset of EUC-KR that Korean news sites used.

    Args:
        data: The file's bytes.
        encoding: A Python codec name that overrides detection.
        name: How error messages call the input.

    Raises:
        DecodingError: If the bytes are not text, or not in the given encoding: the byte order mark of one Unicode
            encoding contradicts the name of another.
        ConfigurationError: If Python knows no such encoding.
    """
    if encoding is not None:
        encoding = codec_name(encoding)
    for mark, marked_encoding, other_name in _BYTE_ORDER_MARKS:
        if not data.startswith(mark):
            continue
        if encoding in (None, marked_encoding, other_name):
            return _decode(data[len(mark) :], marked_encoding, name)
        if encoding.startswith("utf-"):
            raise DecodingError(f"{name} is not {encoding}: it begins with the byte order mark of {marked_encoding}.")
    if encoding is not None:
        return _decode(data, encoding, name)
    if _looks_binary(data):
        raise DecodingError(f"{name} is not a text file: it holds binary data.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        try:
            return data.decode("cp949")
        except UnicodeDecodeError:
            line = data.count(b"\n", 0, error.start) + 1
            raise DecodingError(
                f"{name} is neither UTF-8 (invalid byte 0x{data[error.start]:02x} in line {line}) nor CP949: "
                "name its encoding."
            ) from None


def has_byte_order_mark(data: bytes) -> bool:
    """Tell whether bytes begin with the mark of a Unicode encoding."""
    return data.startswith(tuple(mark for mark, _, _ in _BYTE_ORDER_MARKS))


def codec_name(encoding: str) -> str:
    """Return Python's own name of a text encoding, which has many spellings.

    Raises:
        ConfigurationError: If Python knows none of that name.

    >>> codec_name("UTF16")
    'utf-16'
    """
    try:
        # Some codecs, such as "hex", are not of text.
        " ".encode(encoding)
        name = codecs.lookup(encoding).name
    except (LookupError, ValueError):
        name = ""
    # Two that are of text write domain names alone.
    if name in ("", "idna", "punycode"):
        raise ConfigurationError(f"{encoding!r} is not a text encoding that Python knows.")
    return name


def read_text(path: str | PathLike[str], *, encoding: str | None = None) -> str:
    """Read and decode a text file, as `decode_text` does.

    Raises:
        DecodingError: If the file cannot be read, is not text, or not in the given encoding.
        ConfigurationError: If Python knows no such encoding.
    """
    return decode_text(read_bytes(path), encoding=encoding, name=str(path))


def read_bytes(path: str | PathLike[str]) -> bytes:
    """Read a file whose encoding is told later.

    Raises:
        DecodingError: If the file cannot be read.
    """
    with telling_of_reading(path, error=DecodingError):
        return Path(path).read_bytes()


def _decode(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DecodingError(f"{name} is not valid {encoding}: {error.reason} at byte {error.start}.") from None


def _looks_binary(data: bytes) -> bool:
    sample = data[:65536]
    control = sum(byte in _BINARY for byte in sample)
    return control > 0 and (b"\x00" in sample or control * 100 > len(sample))
