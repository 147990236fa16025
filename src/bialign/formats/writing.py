"""A corpus file being written, what it could not carry, and the report on both."""

from __future__ import annotations

import io
import sys
import zipfile
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self, cast

import attrs

from bialign.beads import TranslationUnit
from bialign.counting import counted
from bialign.errors import ConfigurationError, FormatError
from bialign.files import atomic_write
from bialign.formats.compression import compressing, compression_of

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Mapping
    from types import TracebackType

    from bialign.formats.base import Format, Item
    from bialign.formats.reading import Problems

# Strings gathered before they are encoded and written at once.
_BATCH = 512


def _losses(values: Mapping[str, int]) -> dict[str, int]:
    return {name: values[name] for name in sorted(values) if values[name]}


@attrs.frozen
class WriteReport:
    """What was written, and what was not.

    Attributes:
        path: Where the corpus is.
        format: The name of its format.
        items: How many items were written: alignments, or translation units.
        losses: What the format could not carry, by name (``"scores"``, ``"one-sided units"`` ...): how often.
        replaced: How many characters that the format forbids were replaced.
        skipped: The errors of items that were refused, the first thousand of them.
        skipped_count: How many items were refused.
        ended: Where a corpus was read, too: the first error after which the rest of a file could not be read; None
            if all was read.
    """

    path: str
    format: str
    items: int
    losses: Mapping[str, int] = attrs.field(converter=_losses, factory=dict)
    replaced: int = 0
    skipped: tuple[FormatError, ...] = ()
    skipped_count: int = 0
    ended: FormatError | None = None

    def after(
        self,
        losses: Mapping[str, int],
        skipped: Iterable[FormatError],
        skipped_count: int,
        ended: FormatError | None = None,
    ) -> WriteReport:
        """Return the report with what an earlier step, such as reading, left out or skipped, and where it ended."""
        return attrs.evolve(
            self,
            losses=Counter(losses) + Counter(self.losses),
            skipped=(*skipped, *self.skipped),
            skipped_count=skipped_count + self.skipped_count,
            ended=ended or self.ended,
        )

    def __str__(self) -> str:
        """Return the report in a few lines for people."""
        lines = [f"{self.path}: {counted(self.items, 'item')} written as {self.format}."]
        if self.losses:
            lost = ", ".join(f"{name} ({count:,})" for name, count in self.losses.items())
            lines.append(f"Not carried over: {lost}.")
        if self.replaced:
            lines.append(f"Characters replaced: {self.replaced:,}.")
        if self.skipped_count:
            lines.append(f"Skipped: {self.skipped_count:,}, the first of them:")
            lines.extend(f"  {error}" for error in self.skipped[:10])
        if self.ended is not None:
            lines.append(rest_unread(self.ended))
        return "\n".join(lines)


def rest_unread(error: FormatError) -> str:
    """Return the sentence that says where reading ended before the end."""
    return f"Reading ended early, and what follows was not read: {error}"


class Output:
    """The file or files of a corpus being written; a context manager.

    Files on disk appear under their names, whole, only when the block ends without an error.

    Attributes:
        path: Where the corpus goes, or None for a stream.
        name: How messages call it.
        date: When the corpus was made, in UTC as ``YYYY-MM-DDThh:mm:ssZ``, for formats that say so; may be empty.
        format: The format.
        item: The alignment or unit being written, for messages.
        number: Its 1-based number among those written, or 0 for an alignment that is cut into units.
        replaced: How many forbidden characters were replaced so far.
    """

    def __init__(
        self,
        target: str | os.PathLike[str] | IO[bytes],
        corpus_format: Format,
        *,
        problems: Problems,
        on_loss: str = "count",
        illegal: str = "refuse",
        date: str = "",
    ) -> None:
        if on_loss not in ("count", "raise"):
            raise ConfigurationError(f"on_loss is 'count' or 'raise', not {on_loss!r}.")
        if illegal not in ("refuse", "replace"):
            raise ConfigurationError(f"illegal is 'refuse' or 'replace', not {illegal!r}.")
        self.format = corpus_format
        self.problems = problems
        self.date = date
        self.item: Item | None = None
        self.number = 0
        self.replaced = 0
        self._losses_of_item: Counter[str] = Counter()
        self._replaced_before_item = 0
        self.path: Path | None = None
        self._strict = on_loss == "raise"
        self._replace = illegal == "replace"
        self._files = ExitStack()
        self._stream: IO[bytes] | None = None
        self._given: IO[bytes] | None = None
        self._pending: list[str] = []
        if target == "-":
            self.name, self._given = "standard output", sys.stdout.buffer
        elif hasattr(target, "write"):
            self._given = cast("IO[bytes]", target)
            self.name = str(getattr(target, "name", "the stream"))
            if isinstance(target, io.TextIOBase) or getattr(target, "encoding", None):
                problem = "This is a stream of text, not of bytes: open files with open(path, 'wb')."
                raise FormatError(problem, self.name)
            if getattr(target, "closed", False):
                raise FormatError("This stream is closed: nothing can be written to it.", self.name)
        else:
            self.path = Path(cast("str", target))
            self.name = str(self.path)

    @property
    def stream(self) -> IO[bytes]:
        """The bytes of the one file, compressed as its ending says."""
        if self._stream is None:
            self._stream = self._given if self.path is None else self.open(self.path)
        assert self._stream is not None
        return self._stream

    def open(self, path: Path) -> IO[bytes]:
        """Open one file of the corpus, compressed as its ending says; it appears when all files are whole."""
        raw = self._files.enter_context(atomic_write(path))
        stream = compressing(raw, compression_of(path.name))
        if stream is not raw:
            self._files.callback(stream.close)
        return stream

    def open_zip(self, path: Path) -> zipfile.ZipFile:
        """Open a zip archive of the corpus; it appears when all files are whole."""
        archive = zipfile.ZipFile(self._files.enter_context(atomic_write(path)), "w")
        self._files.callback(archive.close)
        return archive

    def at_end(self, call: Callable[[], object]) -> None:
        """Have something called before the files are closed, finished or not."""
        self._files.callback(call)

    def text(self, text: str) -> None:
        """Write text that is legal in the format."""
        self._pending.append(text)
        if len(self._pending) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what `text` has gathered."""
        data = "".join(self._pending).encode()
        self._pending.clear()
        if data or (self._stream is None and not self.format.is_prefix):
            self.stream.write(data)

    def refuse_illegal(self, text: str, what: str) -> None:
        """Refuse the item for characters that `legal` would refuse; those that it replaces are left to it.

        Raises:
            FormatError: As `legal`.
        """
        if not self._replace:
            self.legal(text, what)

    def lose(self, what: str, count: int = 1) -> None:
        """Count something that the format cannot carry, or refuse the item, as the caller chose.

        Raises:
            FormatError: If losses are to raise.
        """
        if self._strict:
            raise self.refusal(f"{self.format.title} cannot carry its {what}")
        self._losses_of_item[what] += count

    def begin(self, item: Item, number: int) -> None:
        """Take up the next item to be written: what was counted before it stays counted."""
        self._keep_counts()
        self.item, self.number = item, number

    def take_back(self) -> None:
        """Forget what was counted of the item being written, since it is refused and nothing of it is written."""
        self._losses_of_item.clear()
        self.replaced = self._replaced_before_item

    def _keep_counts(self) -> None:
        if self._losses_of_item:
            self.problems.losses.update(self._losses_of_item)
            self._losses_of_item.clear()
        self._replaced_before_item = self.replaced

    def refusal(self, why: str) -> FormatError:
        """Return an error that names the item being written."""
        item = self.item
        what = "unit" if isinstance(item, TranslationUnit) else "alignment"
        name = f" {item.id!r}" if item is not None and item.id else ""
        number = f" number {self.number}" if self.number else ""
        comma = "," if name and number else ""
        return FormatError(f"The {what}{name}{comma}{number}{comma} is refused: {why}.", self.name)

    def legal(self, text: str, what: str) -> str:
        """Return text without characters that the format cannot hold.

        Args:
            text: Any text.
            what: What it is, for messages: ``"source text"``.

        Raises:
            FormatError: If there is such a character and it is not to be replaced; names its place.
        """
        pattern = self.format.illegal
        # No format forbids printable characters, and to tell them is several times faster than the pattern.
        if pattern is None or text.isprintable():
            return text
        found = pattern.search(text)
        if found is None:
            return text
        if not self._replace:
            raise self.refusal(
                f"its {what} holds U+{ord(found[0][0]):04X} at code point {found.start()}, which "
                f"{self.format.illegal_name} cannot hold; illegal='replace' puts another character for it"
            )
        text, count = pattern.subn(lambda match: " " if match[0] in "\t\n\r" else "\ufffd", text)
        self.replaced += count
        return text

    def __enter__(self) -> Self:
        self._files.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self.flush()
                if self._given is not None:
                    self._given.flush()
        except BaseException as late:
            self._files.__exit__(type(late), late, late.__traceback__)
            raise
        self._files.__exit__(kind, error, trace)

    def report(self, items: int) -> WriteReport:
        """Return what was written and what was not."""
        self._keep_counts()
        problems = self.problems
        return WriteReport(
            path=self.name,
            format=self.format.name,
            items=items,
            losses=problems.losses,
            replaced=self.replaced,
            skipped=tuple(problems.skipped),
            skipped_count=problems.skipped_count,
        )
