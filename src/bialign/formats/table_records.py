"""The records of tables: cut into fields, with quotes or backslashes around what would break a record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bialign.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bialign.formats.reading import Input

_ESCAPES = {"\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\"}
_ESCAPED = re.compile(r"\\([tnr\\])")
_QUOTED = re.compile('"[^"]*(?:"|$)')
_UNESCAPES = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}


def delimiter_of(line: str) -> str:
    """Return what separates the fields of a table of two or more columns, whose first line this is.

    A comma, or where there is none outside of quotes a semicolon, as spreadsheets write where the comma is the
    decimal sign, or a tab.
    """
    unquoted = _QUOTED.sub("", line)
    return next((sign for sign in ",;\t" if sign in unquoted), ",")


def escaped_records(lines: Iterator[tuple[int, str]], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield line numbers and fields of a table in which backslashes stand for tabs and line ends."""
    for number, line in lines:
        fields = line.removesuffix("\r").split(delimiter)
        yield number, [_ESCAPED.sub(_unescape, field) if "\\" in field else field for field in fields]


def _unescape(match: re.Match[str]) -> str:
    return _UNESCAPES[match[1]]


def quoted_records(
    source: Input, lines: Iterator[tuple[int, str]], delimiter: str
) -> Iterator[tuple[int, list[str]]]:
    """Yield line numbers and fields of a table in which fields may stand in double quotes (RFC 4180).

    A quote inside a field that does not begin with one is text. A record whose quotes are wrong is skipped
    or ends the reading, as the caller chose.

    Raises:
        FormatError: If quotes are wrong and errors stop.
    """
    for number, line in lines:
        if '"' not in line:
            yield number, line.removesuffix("\r").split(delimiter)
            continue
        try:
            fields = _quoted(source, number, line, lines, delimiter)
        except FormatError as error:
            source.skip(error)
        else:
            yield number, fields


def _quoted(source: Input, number: int, line: str, lines: Iterator[tuple[int, str]], delimiter: str) -> list[str]:
    """Cut a record with quotes in it into fields, taking further lines where a quoted field goes on."""
    fields: list[str] = []
    first, at = number, 0
    while True:
        if not line.startswith('"', at):
            stop = line.find(delimiter, at)
            if stop < 0:
                return [*fields, line[at:].removesuffix("\r")]
            fields.append(line[at:stop])
            at = stop + 1
            continue
        at += 1
        parts: list[str] = []
        size = 0
        while (close := _closing(line, at)) < 0:
            parts.append(line[at:])
            size += len(line)
            following = next(lines, None)
            if following is None or size > source.limits.record:
                raise source.error("The double quote that opens a field here is never closed.", first)
            (number, line), at = following, 0
        parts.append(line[at:close])
        fields.append("\n".join(parts).replace('""', '"'))
        at = close + 1
        if line[at:] in ("", "\r"):
            return fields
        if line[at] != delimiter:
            raise source.error(f"Expected {delimiter!r} after a closing quote, found {line[at]!r}.", number, at + 1)
        at += 1


def _closing(line: str, at: int) -> int:
    """Return the place of the quote that closes a field, passing over doubled quotes, or -1."""
    while (close := line.find('"', at)) >= 0 and line.startswith('"', close + 1):
        at = close + 2
    return close


def quote(text: str) -> str:
    """Return a field in double quotes."""
    return '"' + text.replace('"', '""') + '"'


def escape(text: str) -> str:
    """Return a field with backslashes for tabs and line ends."""
    return "".join(_ESCAPES.get(character, character) for character in text)
