"""Reading, writing and converting corpora of any format."""

from __future__ import annotations

import datetime as dt
import reprlib
from collections.abc import Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from bialign.beads import Alignment, TranslationUnit
from bialign.errors import ConfigurationError, FormatError
from bialign.formats.fitting import fit, loss_counter
from bialign.formats.limits import DEFAULT_LIMITS, Limits
from bialign.formats.reading import CorpusReader, Input, Problems
from bialign.formats.registry import find_format, format_for_writing, format_of_content, format_of_name
from bialign.formats.writing import Output, WriteReport
from bialign.lists import each, require_instance

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from bialign.formats.base import Format, Item


def read(
    path: str | os.PathLike[str] | IO[bytes],
    *,
    format: str | None = None,  # noqa: A002 - the word that users know
    on_error: str = "stop",
    illegal: str = "refuse",
    limits: Limits = DEFAULT_LIMITS,
    **options: Any,
) -> CorpusReader:
    """Read a corpus, item by item.

    The file is opened at once and read as items are asked for, in memory that does not grow with it.
    Compressed files (gzip, xz, Zstandard) are recognised by their first bytes.

    Args:
        path: The file, ``"-"`` for standard input, or a binary stream.
        format: The format's name; otherwise the file's ending or its first bytes tell it.
        on_error: ``"stop"`` raises at the first broken part; ``"skip"`` leaves broken parts out
            and lists them in the reader's ``skipped``. After some, such as ill-formed XML, there is no going on:
            the reader's ``ended`` says so.
        illegal: What an XML reader does with control characters that XML forbids: ``"refuse"`` or
            ``"replace"`` by U+FFFD, counted in the reader's ``losses``.
        limits: Bounds on record length, depth and expansion.
        **options: The format's own options, see `available_formats`.

    Returns:
        An iterator over `Alignment` or `TranslationUnit` objects that is also a context manager.

    Raises:
        FormatError: If the file cannot be opened or its format is not known; on iteration, if it breaks its
            format: with file, line and column.
        ConfigurationError: If an option does not exist or has a wrong value.
        MissingExtraError: If the format needs a package that is not installed.
    """
    if illegal not in ("refuse", "replace"):
        raise ConfigurationError(f"illegal is 'refuse' or 'replace', not {illegal!r}.")
    require_instance(limits, Limits, what="Limits", error=ConfigurationError)
    problems = Problems(on_error)
    named = find_format(format) if format is not None else _named(path)
    source = Input(path, problems=problems, limits=limits, replace_illegal=illegal == "replace")
    try:
        found = named or format_of_content(source)
        options = found.options(options, writing=False)
        if not found.is_prefix:
            source.open()
        return CorpusReader(source, found, iter(found.read(source, **options)))
    except BaseException:
        source.close()
        raise


def _named(path: str | os.PathLike[str] | IO[bytes]) -> Format | None:
    if path == "-" or hasattr(path, "read"):
        return None
    found = format_of_name(str(path))
    if found is not None and found.is_prefix and Path(str(path)).is_file():
        return None
    return found


def write(
    items: Iterable[Item] | Item,
    path: str | os.PathLike[str] | IO[bytes],
    *,
    format: str | None = None,  # noqa: A002 - the word that users know
    on_loss: str = "count",
    illegal: str = "refuse",
    on_error: str = "stop",
    date: dt.date | str | None = None,
    **options: Any,
) -> WriteReport:
    """Write a corpus, item by item; the file appears under its name when it is whole.

    The same items and options give the same bytes. An ending ``.gz``, ``.xz`` or ``.zst`` compresses.

    Args:
        items: Alignments or translation units, or one of them. A format of units gets an alignment's beads;
            a format of alignments gets consecutive units of the same article grouped.
        path: The file, ``"-"`` for standard output, or a binary stream.
        format: The format's name; otherwise the file's ending tells it (JSON Lines for a stream).
        on_loss: ``"count"`` leaves out what the format cannot carry and counts it in the report;
            ``"raise"`` refuses such items.
        illegal: ``"refuse"`` items with characters that the format forbids, or ``"replace"`` these
            (white space by a space, others by U+FFFD) and count them.
        on_error: ``"stop"`` raises at the first refused item and writes nothing; ``"skip"`` leaves refused items
            out and lists them in the report.
        date: When the corpus was made, for formats that say so: a datetime, a date, or ISO 8601 text. Without it none
            is written.
        **options: The format's own options, see `available_formats`.

    Raises:
        FormatError: If an item is refused.
        InvariantError: If an item is neither an alignment nor a translation unit.
        BialignError: If the file cannot be written.
        ConfigurationError: If the format is not known or an option does not exist.
        MissingExtraError: If the format needs a package that is not installed.
    """
    found = find_format(format) if format is not None else _format_for(path)
    if found.write is None:
        raise ConfigurationError(f"{found.title} is read only, not written.")
    options = found.options(options, writing=True)
    if isinstance(items, Alignment | TranslationUnit):
        items = [items]
    problems = Problems(on_error)
    output = Output(path, found, problems=problems, on_loss=on_loss, illegal=illegal, date=_utc(date))
    number = count = 0
    with output:
        writer = found.write(output, **options)
        capabilities = getattr(writer, "capabilities", found.capabilities)
        count_losses = loss_counter(capabilities, output)
        for item in fit(cast("Iterable[Item]", each(items)), capabilities, output):
            number += 1
            output.begin(item, number)
            try:
                if count_losses is not None:
                    count_losses(item)
                count += writer.write(item)
            except FormatError as error:
                output.take_back()
                problems.meet(error)
        writer.close()
    return output.report(count)


def convert(
    source: str | os.PathLike[str] | IO[bytes],
    target: str | os.PathLike[str] | IO[bytes],
    *,
    from_format: str | None = None,
    to_format: str | None = None,
    on_loss: str = "count",
    illegal: str = "refuse",
    on_error: str = "stop",
    date: dt.date | str | None = None,
    read_options: dict[str, Any] | None = None,
    write_options: dict[str, Any] | None = None,
) -> WriteReport:
    """Read a corpus in one format and write it in another, in memory that does not grow with it.

    Args:
        source: As for `read`.
        target: As for `write`.
        from_format: The source's format, otherwise found as `read` does.
        to_format: The target's format, otherwise found as `write` does.
        on_loss: As for `write`.
        illegal: As for `read` and `write`.
        on_error: As for `read` and `write`.
        date: As for `write`.
        read_options: The source format's own options.
        write_options: The target format's own options.

    Returns:
        The report of writing, to which what was skipped or left out in reading is added.

    Raises:
        FormatError: As `read` and `write` do.
        BialignError: If the target cannot be written.
        ConfigurationError: As `read` and `write` do.
        MissingExtraError: If a format needs a package that is not installed.
    """
    reading, writing = named_options(read_options), named_options(write_options)
    with read(source, format=from_format, on_error=on_error, illegal=illegal, **reading) as reader:
        report = write(
            reader,
            target,
            format=to_format,
            on_loss=on_loss,
            illegal=illegal,
            on_error=on_error,
            date=date,
            **writing,
        )
    return report.after(reader.losses, reader.skipped, reader.skipped_count, reader.ended)


def named_options(given: object) -> dict[str, Any]:
    """Return the options of a format; none for None.

    Raises:
        ConfigurationError: If they are not given by names.
    """
    if given is None:
        return {}
    if not isinstance(given, Mapping) or not all(isinstance(name, str) for name in given):
        raise ConfigurationError(
            f"Options of a format are given by names, such as {{'encoding': 'cp949'}}, not {reprlib.repr(given)}."
        )
    return dict(given)


def _format_for(path: str | os.PathLike[str] | IO[bytes]) -> Format:
    if path == "-" or hasattr(path, "write"):
        return find_format("jsonl")
    return format_for_writing(str(path))


def _utc(date: dt.date | str | None) -> str:
    if date is None:
        return ""
    if isinstance(date, str):
        try:
            date = dt.datetime.fromisoformat(date)
        except ValueError:
            raise ConfigurationError(f"The date {date!r} is not in ISO 8601, such as 2026-11-05T09:30:00Z.") from None
    if not isinstance(date, dt.date):
        raise ConfigurationError(f"A date is a datetime, a date or a text in ISO 8601, not {reprlib.repr(date)}.")
    if not isinstance(date, dt.datetime):
        date = dt.datetime.combine(date, dt.time())
    if date.tzinfo is None:
        date = date.replace(tzinfo=dt.UTC)
    try:
        return date.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
    except OverflowError:
        raise ConfigurationError(
            f"The date {date.isoformat()} is in no year from 1 to 9999 in universal time."
        ) from None
