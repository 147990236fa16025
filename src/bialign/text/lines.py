"""Lines of text files, one by one: a line ends at a line feed and nowhere else."""

from __future__ import annotations

import codecs
import gzip
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from bialign.errors import DecodingError
from bialign.files import telling_of_reading
from bialign.streams import looked_into
from bialign.text.decoding import codec_name, has_byte_order_mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from os import PathLike

_GZIP_MAGIC = b"\x1f\x8b"


def read_lines(path: str | PathLike[str], *, encoding: str | None = None) -> Iterator[str]:
    """Read a text file line by line, in memory that does not grow with the file.

    One byte order mark at the beginning and the line ends (LF or CR LF) are dropped. A file that gzip wrote is
    recognised by its contents, whatever its name.

    Args:
        path: The file.
        encoding: A Python codec name; UTF-8 if None.

    Yields:
        The lines, in order; other separators such as U+2028 stay in them.

    Raises:
        DecodingError: If the file cannot be read, or a line is not valid in the encoding.
        ConfigurationError: If Python knows no such encoding.
    """
    with telling_of_reading(path, error=DecodingError), _opened(path) as stream:
        yield from decode_lines(stream, name=str(path), encoding=encoding)


def decode_lines(stream: Iterable[bytes], *, name: str, encoding: str | None = None) -> Iterator[str]:
    """Decode a binary stream line by line, as `read_lines` does.

    Raises:
        DecodingError: If a line is not valid in the encoding; the sentence names the stream and the line.
        ConfigurationError: If Python knows no such encoding.
    """
    codec = codec_name(encoding or "utf-8")
    pieces = iter(stream)
    first = next(pieces, b"")
    # Without a mark these take the order of bytes that nearly all machines have.
    unmarked = codec in ("utf-16", "utf-32") and not has_byte_order_mark(first)
    decoder = codecs.getincrementaldecoder(f"{codec}-le" if unmarked else codec)()
    number, rest = 1, ""
    for piece in chain((first,), pieces, (b"",)):
        try:
            text = decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as error:
            raise DecodingError(f"{name}:{number}: {_undecodable(codec, error)}.") from None
        # A piece ends with the byte of a line feed, which in UTF-16 may be half of another character.
        *lines, rest = (rest + (text.removeprefix("\ufeff") if number == 1 and not rest else text)).split("\n")
        for line in lines:
            yield line.removesuffix("\r")
        number += len(lines)
    if rest:
        yield rest.removesuffix("\r")


def _undecodable(codec: str, error: UnicodeDecodeError) -> str:
    byte = f"(byte 0x{error.object[error.start]:02x})"
    if codec == "utf-8":
        return f"not valid UTF-8 {byte}: convert it to UTF-8, as by iconv -f cp949 -t utf-8, or name its encoding"
    return f"not valid {codec} {byte}: name the encoding that it is in"


def split_lines(text: str) -> list[str]:
    r"""Cut a text that is read already into its lines, which end at LF or CR LF; blank ones count.

    >>> split_lines("a\r\n\nb\n")
    ['a', '', 'b']
    """
    return text.replace("\r\n", "\n").removesuffix("\n").split("\n")


@contextmanager
def _opened(path: str | PathLike[str]) -> Iterator[IO[bytes]]:
    with Path(path).open("rb") as file:
        stream = looked_into(file, len(_GZIP_MAGIC))
        if not stream.peek(2).startswith(_GZIP_MAGIC):
            yield stream
            return
        with gzip.open(stream) as decompressed:
            yield cast("IO[bytes]", decompressed)
