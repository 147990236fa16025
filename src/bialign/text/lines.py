"""Lines of text files, one by one: a line ends at a line feed and nowhere else."""

from __future__ import annotations

import codecs
import gzip
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from bialign.errors import DecodingError
from bialign.files import telling_of_reading
from bialign.streams import looked_into

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike

_GZIP_MAGIC = b"\x1f\x8b"


def read_lines(path: str | PathLike[str]) -> Iterator[str]:
    """Read a UTF-8 text file line by line, in memory that does not grow with the file.

    One byte order mark at the beginning and the line ends (LF or CR LF) are dropped. A file that gzip wrote is
    recognised by its contents, whatever its name.

    Yields:
        The lines, in order; other separators such as U+2028 stay in them.

    Raises:
        DecodingError: If the file cannot be read, or a line is not valid UTF-8.
    """
    with telling_of_reading(path, error=DecodingError), _opened(path) as stream:
        yield from decode_lines(stream, name=str(path))


def decode_lines(stream: IO[bytes], *, name: str) -> Iterator[str]:
    """Decode a binary stream line by line, as `read_lines` does.

    Raises:
        DecodingError: If a line is not valid UTF-8; the sentence names the stream and the line.
    """
    for number, data in enumerate(stream, 1):
        text = data.removeprefix(codecs.BOM_UTF8) if number == 1 else data
        try:
            yield text.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8")
        except UnicodeDecodeError as error:
            byte = f"byte 0x{error.object[error.start]:02x}"
            raise DecodingError(
                f"{name}:{number}: not valid UTF-8 ({byte}): convert it to UTF-8, as by iconv -f cp949 -t utf-8."
            ) from None


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
