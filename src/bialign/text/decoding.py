"""From bytes to text: UTF-8, CP949 and EUC-KR, English in Windows-1252, UTF-16; UTF-32 by its mark or name."""

from __future__ import annotations

import codecs
import re
import reprlib
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
# What English has of Windows-1252: the ellipsis, quotation marks, bullet and dashes, which may follow each other;
# other signs (€ ™ £ § © ® ° · and fractions, the space that does not break) and letters of borrowed words.
_MARKS = rb"\x85\x91-\x97"
_SIGNS = rb"\x80\x99\xa0\xa3\xa7\xa9\xae\xb0\xb7\xbc-\xbe"
_LETTERS = rb"\xc9\xe0-\xe2\xe4\xe7-\xeb\xed-\xef\xf1\xf3\xf4\xf6\xfa-\xfc"
# With the letters of foreign names, but for those in whose place Turkish and eastern names have others.
_LETTERS_OF_NAMES = (
    _LETTERS + rb"\xc0-\xc2\xc4\xc5\xc7\xc8\xca\xcd\xd1\xd3\xd4\xd6\xd8\xda\xdc\xdf\xe3\xe5\xec\xf2\xf5\xf8\xf9"
)
# What no such English has. Nearly every character of CP949 is two bytes from A1 up, of which no two stand together.
_NOT_ENGLISH = re.compile(
    rb"[^\x00-\x7f%b]" % (_MARKS + _SIGNS + _LETTERS)
    + rb"|[\xa0-\xff]{2}"
    + rb"|(?<![A-Za-z])[%b](?![A-Za-z])" % _LETTERS
)
# The same of bytes that are not CP949. A word of one letter is "à"; € £ and ° belong to a number or a word. UTF-8
# among them (Latin letters, three bytes of a character, or two of a dash) is the rest of a damaged file.
_NEITHER_ENGLISH_NOR_CP949 = re.compile(
    rb"[^\x00-\x7f%b]" % (_MARKS + _SIGNS + _LETTERS_OF_NAMES)
    + rb"|[\xa0-\xff]{2}"
    + rb"|(?<![A-Za-z])(?!\xe0)[%b](?![A-Za-z])" % _LETTERS_OF_NAMES
    + rb"|(?<![0-9A-Za-z.,/])(?<![0-9] )[\x80\xa3\xb0](?![0-9A-Za-z.,/])(?! [0-9])"
    + rb"|[\xc2-\xc5][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xc0-\xff]\x80|\x80[\x80-\x9f]"
)
# Signs within or between words, as in "city’s" and "20°C". CP949 has a syllable of no Korean word for each such pair.
_WITHIN_WORDS = re.compile(rb"[0-9A-Za-z.,][%b\xa0\xb0][A-Za-z]" % _MARKS)
_NOT_ASCII_LETTERS = bytes(byte for byte in range(256) if not (byte < 0x80 and chr(byte).isalpha()))
_NOT_LATIN_LETTERS = bytes(byte for byte in range(256) if byte < 0xC0)
# At most one letter in so many of English is none of ASCII, in a line as short as "Zoë Müller".
_LETTERS_FOR_EACH = 3
_HANGUL = re.compile("[가-힣]")
# Characters of Korean and English text; the share of them by which bytes with zeros among them are UTF-16.
_USUAL = re.compile("[\t\n\r -~가-힣]")
_MOSTLY = 0.8
# How Python's codecs say that the last character is not whole.
_CUT_OFF = ("unexpected end of data", "truncated data", "incomplete multibyte sequence")


def decode_text(data: bytes, *, encoding: str | None = None, name: str = "the input") -> str:
    """Decode the bytes of a text file; one byte order mark is dropped, nothing else is changed.

    Without an encoding, a byte order mark decides, then UTF-8 where the bytes are valid UTF-8, then CP949,
    the superset of EUC-KR that Korean news sites used, unless the bytes are plainly English in Windows-1252. Where
    there are zeros among the bytes, they may be UTF-16 without a mark.

    Args:
        data: The file's bytes.
        encoding: A Python codec name that overrides detection.
        name: How error messages call the input.

    Raises:
        DecodingError: If the bytes are not text, or not in the given encoding: the byte order mark of one Unicode
            encoding contradicts the name of another.
        ConfigurationError: If Python knows no such encoding, or the data are no bytes.
    """
    data = as_bytes(data)
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
        text = _unmarked_utf16(data)
        if text is None:
            raise DecodingError(_binary_data(data, name))
        return text
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_other(data, error, name)


def as_bytes(data: object) -> bytes:
    """Return what holds bytes as bytes.

    Raises:
        ConfigurationError: If it is anything else, such as text that is decoded already.
    """
    if not isinstance(data, bytes | bytearray | memoryview):
        raise ConfigurationError(f"Expected bytes to decode, not {reprlib.repr(data)}.")
    return bytes(data)


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
    except (LookupError, ValueError, TypeError):
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
        line = data[: error.start].decode(encoding, "ignore").count("\n") + 1
        cut = ": the file seems to be cut off" if error.reason in _CUT_OFF else ""
        raise DecodingError(
            f"{name} is not valid {encoding}: {error.reason} at byte {error.start}, in line {line}{cut}."
        ) from None


def _decode_other(data: bytes, error: UnicodeDecodeError, name: str) -> str:
    """Decode bytes that are not valid UTF-8, as the error says."""
    line = data.count(b"\n", 0, error.start) + 1
    if error.reason in _CUT_OFF and _HANGUL.search(data[: error.start].decode("utf-8")):
        raise DecodingError(f"{name} is UTF-8 that ends within a character, in line {line}: it seems to be cut off.")
    try:
        text = data.decode("cp949")
    except UnicodeDecodeError as other:
        if error.reason not in _CUT_OFF and _is_english_not_cp949(data):
            return data.decode("cp1252")
        byte = f"invalid byte 0x{data[error.start]:02x} in line {line}"
        if other.reason in _CUT_OFF:
            raise DecodingError(
                f"{name} is neither UTF-8 ({byte}) nor whole as CP949: it seems to be cut off, or name its encoding."
            ) from None
        raise DecodingError(f"{name} is neither UTF-8 ({byte}) nor CP949: name its encoding.") from None
    is_english = _NOT_ENGLISH.search(data) is None and _WITHIN_WORDS.search(data) is not None
    return data.decode("cp1252") if is_english else text


def _is_english_not_cp949(data: bytes) -> bool:
    """Tell whether bytes that are neither UTF-8 nor CP949 are English in Windows-1252, and nothing damaged."""
    if _NEITHER_ENGLISH_NOR_CP949.search(data) is not None:
        return False
    letters = len(data.translate(None, _NOT_ASCII_LETTERS))
    return letters >= max(1, _LETTERS_FOR_EACH * len(data.translate(None, _NOT_LATIN_LETTERS)))


def _unmarked_utf16(data: bytes) -> str | None:
    """Return the text of bytes that are plainly Korean or English in UTF-16, or None."""
    if len(data) % 2:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        usual = sum(1 for _ in _USUAL.finditer(text))
        if usual >= _MOSTLY * len(text) and not any(ord(sign) in _BINARY for sign in set(text)):
            return text
    return None


def _binary_data(data: bytes, name: str) -> str:
    problem = f"{name} is not a text file: it holds binary data"
    place = data.find(b"\x00")
    if place < 0:
        return f"{problem}."
    line = data.count(b"\n", 0, place) + 1
    return f"{problem}, a zero byte in line {line}. If it is text all the same, name its encoding, such as utf-16-le."


def _looks_binary(data: bytes) -> bool:
    sample = data[:65536]
    control = sum(byte in _BINARY for byte in sample)
    return control > 0 and (b"\x00" in sample or control * 100 > len(sample))
