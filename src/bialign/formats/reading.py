"""An open corpus file, and what happens to the parts of it that cannot be read."""

from __future__ import annotations

import io
import sys
from collections import Counter
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Self, cast

from bialign.errors import ConfigurationError, FormatError
from bialign.files import require_path, telling_of_reading
from bialign.formats.compression import LONGEST_MAGIC, decompressed
from bialign.formats.limits import DEFAULT_LIMITS, Limits
from bialign.streams import looked_into
from bialign.text.decoding import codec_name

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Generator, Iterator
    from types import TracebackType

    from bialign.formats.base import Format, Item

# Enough to see what is wrong with a corpus, few enough to hold in memory whatever its size.
LONGEST_LIST = 1000
_BUFFER = 64 * 1024


class Problems:
    """What was skipped and what was left out, shared by all files of a corpus.

    Attributes:
        skip: Whether to go on after a broken or refused part.
        skipped: The errors of skipped parts, the first thousand of them.
        skipped_count: How many parts were skipped.
        ended: The first error after which the rest of a file could not be read; None if all was read.
        losses: What was left out, by name (``"scores"``, ``"one-sided units"`` ...): how often.
    """

    def __init__(self, on_error: str = "stop") -> None:
        if on_error not in ("stop", "skip"):
            raise ConfigurationError(f"on_error is 'stop' or 'skip', not {on_error!r}.")
        self.skip = on_error == "skip"
        self.skipped: list[FormatError] = []
        self.skipped_count = 0
        self.ended: FormatError | None = None
        self.losses: Counter[str] = Counter()

    def meet(self, error: FormatError) -> None:
        """Record an error and go on, or raise it, as the caller chose."""
        if not self.skip:
            raise error
        self.skipped_count += 1
        if len(self.skipped) < LONGEST_LIST:
            self.skipped.append(error)

    def end(self, error: FormatError) -> None:
        """Record an error after which there is no going on in a file, or raise it, as the caller chose."""
        self.meet(error)
        self.ended = self.ended or error


class Input:
    """One file of a corpus, open for reading, decompressed.

    Attributes:
        name: How messages call it.
        path: Where it is, or None for a stream.
        is_compressed: Whether the open file was found to be compressed.
        limits: Bounds on records, depth and expansion.
        problems: What happens to broken parts.
        replace_illegal: Whether XML readers put U+FFFD for characters that XML forbids.
    """

    def __init__(
        self,
        source: str | os.PathLike[str] | IO[bytes],
        *,
        problems: Problems,
        limits: Limits = DEFAULT_LIMITS,
        replace_illegal: bool = False,
        name: str = "",
        owned: bool = False,
    ) -> None:
        self.problems = problems
        self.limits = limits
        self.replace_illegal = replace_illegal
        self.path: Path | None = None
        self._given: IO[bytes] | None = None
        self.is_compressed = False
        self._opened: IO[bytes] | None = None
        if source == "-":
            self.name, self._given = "standard input", sys.stdin.buffer
        elif hasattr(source, "read"):
            self._given = cast("IO[bytes]", source)
            self.name = name or str(getattr(source, "name", "the stream"))
            self._opened = self._given if owned else None
            if getattr(source, "closed", False):
                raise self.error("This stream is closed: nothing can be read from it.")
        else:
            require_path(source, what="a corpus, or a binary stream", error=FormatError)
            self.path = Path(cast("str", source))
            self.name = str(self.path)

    @cached_property
    def stream(self) -> io.BufferedReader:
        """The decompressed bytes; the file is opened when they are first asked for.

        Raises:
            FormatError: If it cannot be opened.
        """
        if self.path is not None:
            with telling_of_reading(self.path, error=FormatError):
                raw: io.BufferedReader = io.BufferedReader(io.FileIO(self.path), _BUFFER)
            self._opened = raw
        else:
            assert self._given is not None
            given = cast("Any", self._given)
            # Nothing but its first bytes is read ahead of a stream that can be looked into.
            raw = given if hasattr(given, "peek") else io.BufferedReader(_Borrowed(given, self.name), _BUFFER)
        raw = looked_into(raw, LONGEST_MAGIC)
        stream = decompressed(raw, self.name, self.limits)
        self.is_compressed = stream is not raw
        return stream

    def open(self) -> None:
        """Open the file now, so that a missing one is told of before the first item is asked for.

        Raises:
            FormatError: If it cannot be opened, or its first bytes cannot be read.
        """
        with self.telling():
            self.stream.peek(1)

    def start(self, size: int) -> bytes:
        """Return the first `size` decompressed bytes, or as many as there are, before any are taken.

        Raises:
            FormatError: If the file cannot be opened, or these bytes cannot be read.
        """
        with self.telling():
            self.stream = looked_into(self.stream, size)
            return self.stream.peek(size)[:size]

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Run a block that reads the file, and say in a sentence why it cannot be read.

        Raises:
            FormatError: If it cannot.
        """
        try:
            yield
        except OSError as error:
            raise FormatError(f"{self.name} cannot be read: {error.strerror or error}.") from error

    def companion(self, path: Path) -> Input:
        """Open another file of the same corpus."""
        return Input(path, problems=self.problems, limits=self.limits, replace_illegal=self.replace_illegal)

    def error(self, problem: str, line: int | None = None, column: int | None = None) -> FormatError:
        """Return an error that names this file."""
        return FormatError(problem, self.name, line, column)

    def skip(self, error: Exception, line: int | None = None, column: int | None = None) -> None:
        """Skip a broken part, or raise its error, as the caller chose.

        Args:
            error: What is wrong; one that names no file yet gets this file's name.
            line: 1-based line, for an error that names no place.
            column: 1-based column, likewise.
        """
        if not isinstance(error, FormatError) or error.path is None:
            error = self.error(getattr(error, "problem", str(error)), line, column)
        self.problems.meet(error)

    def end(self, error: FormatError) -> None:
        """Stop reading at an error of this file after which there is no going on, or raise it."""
        self.problems.end(error)

    def lines(self, encoding: str | None = None) -> Iterator[tuple[int, str]]:
        r"""Yield line numbers from 1 and lines without their ``\n``; one byte order mark is dropped.

        Lines end at ``\n`` only: U+2028, U+0085, form feeds and lone carriage returns are text.
        A line that is not valid text is skipped or ends the reading, as the caller chose.

        Args:
            encoding: The encoding, of a format that takes others; None of one that is always in UTF-8.

        Raises:
            FormatError: If a line is longer than the limit, or not text and errors stop.
            ConfigurationError: If there is no such encoding.
        """
        for number, text in self.whole_lines(encoding):
            if text is not None:
                yield number, text

    def whole_lines(self, encoding: str | None = None) -> Iterator[tuple[int, str | None]]:
        """Yield what `lines` yields, and None for a line that was skipped."""
        longest = self.limits.record
        read_line: Callable[[int], bytes] = self.stream.readline
        remedy = "convert the file to UTF-8"
        if encoding is not None:
            remedy = f"name its encoding by the option encoding (-r encoding=cp949), or {remedy}"
        encoding = codec_name(encoding or "utf-8")
        if encoding.startswith(("utf-16", "utf-32")):
            borrowed = io.BufferedReader(_Borrowed(self.stream, self.name), _BUFFER)
            read_line, encoding = _Recoded(borrowed, encoding, self.name).readline, "utf-8"
        number = 0
        while line := read_line(longest + 1):
            number += 1
            if len(line) > longest:
                raise self.error(f"The line is longer than {longest} bytes.", number)
            if number == 1 and line.startswith(b"\xef\xbb\xbf"):
                line = line[3:]
            try:
                text = line.decode(encoding)
            except UnicodeDecodeError as error:
                column = len(line[: error.start].decode(encoding, "replace")) + 1
                found = f"found the byte 0x{line[error.start]:02x}"
                self.skip(self.error(f"Expected {encoding} text, {found}: {remedy}.", number, column))
                yield number, None
                continue
            yield number, text.removesuffix("\n")

    def close(self) -> None:
        """Close the file, unless the caller opened it."""
        if self._opened is not None:
            self._opened.close()


class _Borrowed(io.RawIOBase):
    """A stream that the caller opened: it stays open when what reads it here is closed."""

    def __init__(self, stream: IO[bytes], name: str) -> None:
        # What is there already, without waiting for more, where the stream can tell.
        self._read: Callable[[int], bytes | None] = getattr(stream, "read1", stream.read)
        self._name = name

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        data = self._read(len(buffer))
        if data is None:
            return None
        if isinstance(data, str):
            raise FormatError("This is a stream of text, not of bytes: open files with open(path, 'rb').", self._name)
        buffer[: len(data)] = data
        return len(data)


class _Recoded:
    """Lines of a stream in UTF-16 or UTF-32, as UTF-8."""

    def __init__(self, stream: IO[bytes], encoding: str, name: str) -> None:
        self._text = io.TextIOWrapper(stream, encoding, newline="\n")
        self._name = name

    def readline(self, size: int) -> bytes:
        try:
            return self._text.readline(size).encode()
        except UnicodeError as error:
            raise FormatError(f"Expected {self._text.encoding} text: {error}.", self._name) from None


class CorpusReader:
    """The items of a corpus, read as they are asked for; an iterator and a context manager.

    Attributes:
        format: The corpus's format.
    """

    def __init__(self, source: Input, corpus_format: Format, items: Iterator[Item]) -> None:
        self.format = corpus_format
        self._source = source
        self._items = self._guarded(items)

    @property
    def skipped(self) -> list[FormatError]:
        """The errors of skipped parts so far, the first thousand of them."""
        return self._source.problems.skipped

    @property
    def skipped_count(self) -> int:
        """How many parts were skipped so far."""
        return self._source.problems.skipped_count

    @property
    def ended(self) -> FormatError | None:
        """The first error after which the rest of a file could not be read; None if there was none so far."""
        return self._source.problems.ended

    @property
    def losses(self) -> Counter[str]:
        """What the file holds and an `Alignment` or `TranslationUnit` cannot, by name: how often so far."""
        return self._source.problems.losses

    def __iter__(self) -> Iterator[Item]:
        """Return the one iterator over the items, a generator: its steps cost less than calls of a method."""
        return self._items

    def __next__(self) -> Item:
        return next(self._items)

    def _guarded(self, items: Iterator[Item]) -> Generator[Item, None, None]:
        try:
            with self._source.telling():
                try:
                    yield from items
                except FormatError as error:
                    # After damage that leaves nothing to go on with, what was read stays.
                    self._source.problems.end(error)
        finally:
            self._source.close()

    def close(self) -> None:
        """Close the file; no more items can be read."""
        self._items.close()
        self._source.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
