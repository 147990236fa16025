"""Manifests and text tables: CSV, TSV, JSON Lines and Parquet, a record a row."""

from __future__ import annotations

import codecs
import csv
import io
import json
from array import array
from contextlib import contextmanager
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

import attrs

from bialign.building.giants import GIANT
from bialign.building.storage import open_file
from bialign.counting import counted
from bialign.errors import BuildError, ConfigurationError
from bialign.extras import import_extra
from bialign.formats.compression import compression_of, damage, decompressing, without_compression
from bialign.text.decoding import codec_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Rows between two places of a file that reading can begin at; shards begin at such places.
GRAIN = 50
_FORMATS = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
}
_UTF_8 = "utf-8"
# Characters of a CSV field. A manifest holds whole articles, for which the csv module's own limit of 128 kB is low.
_LONGEST_FIELD = 1 << 30
# Parts of the csv module's messages, and what to say for them.
_CSV_PROBLEMS = {
    "unexpected end of data": "The double quote that opens a field of this row is never closed.",
    "expected after": "A field in double quotes goes on after the closing one: double those within it.",
    "new-line character": "A carriage return stands amid the line: end lines with line feeds, or quote the field.",
}


def table_format(name: str) -> str:
    """Return ``"csv"``, ``"tsv"``, ``"jsonl"`` or ``"parquet"`` by a file name's ending, or an empty string."""
    plain = without_compression(name.lower())
    return next((kind for ending, kind in _FORMATS.items() if plain.endswith(ending)), "")


def without_table_ending(name: str) -> str:
    """Return a table's name without its ending and that of its compression."""
    return without_compression(name).rpartition(".")[0]


def is_compressed(name: str) -> bool:
    """Tell whether a table must be read from its beginning."""
    return bool(compression_of(name))


def _strings(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(values)


@attrs.frozen
class Span:
    """Consecutive rows of one table.

    Attributes:
        location: The table's file.
        row: 0-based number of its first row.
        rows: How many rows.
        offset: Where the first row begins in the file, in bytes; 0 for Parquet.
        header: The column names of a CSV or TSV file.
        encoding: The Python codec name of a text table's encoding.
    """

    location: str
    row: int
    rows: int
    offset: int = 0
    header: tuple[str, ...] = attrs.field(converter=_strings, default=())
    encoding: str = _UTF_8


@attrs.frozen(eq=False)
class Table:
    """A table's rows, and the places at which reading can begin.

    Attributes:
        location: Its file.
        rows: Number of rows.
        marks: Offset in bytes of every `GRAIN`-th row; empty for Parquet.
        header: The column names of a CSV or TSV file.
        long_rows: Numbers of the rows that hold very long documents.
        encoding: The Python codec name of a text table's encoding.
    """

    location: str
    rows: int
    marks: array[int]
    header: tuple[str, ...] = ()
    long_rows: tuple[int, ...] = ()
    encoding: str = _UTF_8

    @property
    def whole(self) -> Span:
        """All rows, read from the file's beginning."""
        return Span(self.location, 0, self.rows, encoding=self.encoding)

    def spans(self, size: int) -> Iterator[Span]:
        """Yield spans of `size` rows, a multiple of `GRAIN`; the last is shorter."""
        for row in range(0, self.rows, size):
            offset = self.marks[row // GRAIN] if self.marks else 0
            yield Span(self.location, row, min(size, self.rows - row), offset, self.header, self.encoding)


def scan_table(location: str, encoding: str | None = None) -> Table:
    """Count a table's rows, note where they begin and which are very long, in a few bytes for every `GRAIN` rows.

    Args:
        location: The table's file.
        encoding: A Python codec name for a text table that is not in UTF-8.

    Raises:
        BuildError: If the file cannot be read or is not such a table.
        ConfigurationError: If Python knows no such encoding, or one does not tell a line without those before it.
    """
    codec = _UTF_8 if encoding is None or table_format(location) == "parquet" else codec_name(encoding)
    try:
        table = _scan(location, _UTF_8)
    except _NotInEncodingError:
        if encoding is None or _begins_in_utf_8(location):
            raise
        if _writes_in_ascii(codec) or not _ends_lines_as_ascii(codec):
            raise _not_by_line(location, encoding) from None
        return _scan(location, encoding)
    if encoding is not None and _writes_in_ascii(codec) and _is_shifted(location, codec):
        raise _not_by_line(location, encoding)
    return table


def _writes_in_ascii(codec: str) -> bool:
    """Tell whether an encoding writes all in ASCII bytes, whose meaning earlier ones shift: it passes for UTF-8."""
    encoded = "가一é".encode(codec, "ignore")
    return bool(encoded) and encoded.isascii()


def _ends_lines_as_ascii(codec: str) -> bool:
    """Tell whether a line feed is the byte that it is in ASCII; a mark before the text is no matter."""
    return "\n".encode(codec).removeprefix(codecs.BOM_UTF8) == b"\n"


def _is_shifted(location: str, codec: str) -> bool:
    """Tell whether a table that passes for UTF-8 is in such an encoding: all ASCII, some of which means more."""
    shifted = False
    with _opened(location) as stream:
        for line in stream:
            if not line.isascii():
                return False
            shifted = shifted or line.decode(codec, "replace") != line.decode("ascii")
    return shifted


def _not_by_line(location: str, encoding: str) -> ConfigurationError:
    return ConfigurationError(
        f"{location} cannot be read in {encoding}, in which lines are not found by their bytes: convert it to UTF-8."
    )


def _begins_in_utf_8(location: str) -> bool:
    """Tell whether a table that is not UTF-8 has a line before the fault that can hardly be anything else."""
    with _opened(location) as stream:
        for line in stream:
            try:
                text = line.decode(_UTF_8)
            except UnicodeDecodeError:
                return False
            # Three bytes in a row that other encodings do not put so by chance, as Hangul has.
            if not text.isascii() and max(text, default="") > "\u07ff":
                return True
    return False


def _scan(location: str, encoding: str) -> Table:
    if table_format(location) == "parquet":
        file = _parquet(location)
        return Table(location, file.metadata.num_rows, array("q"), (), tuple(_long_parquet_rows(location, file)))
    marks = array("q")
    rows = 0
    long_rows = []
    with _opened(location) as stream:
        reader = _RowReader(stream, Span(location, 0, 0, encoding=encoding))
        place = reader.offset
        for _ in reader.pass_over():
            if rows % GRAIN == 0:
                marks.append(place)
            if reader.offset - place > GIANT:
                long_rows.append(rows)
            rows += 1
            place = reader.offset
    return Table(location, rows, marks, reader.header, tuple(long_rows), encoding)


def _long_parquet_rows(location: str, file: Any) -> Iterator[int]:
    """Yield the numbers of rows that hold a very long text; groups too small to hold one are not read."""
    compute = import_extra("pyarrow.compute", extra="parquet", purpose="Reading Parquet")
    types = import_extra("pyarrow.types", extra="parquet", purpose="Reading Parquet")
    schema = file.schema_arrow
    texts = [f.name for f in schema if types.is_string(f.type) or types.is_large_string(f.type)]
    first = 0
    for group in range(file.metadata.num_row_groups):
        rows = file.metadata.row_group(group).num_rows
        if file.metadata.row_group(group).total_byte_size > GIANT:
            place = first
            for batch in _batches(location, file, row_groups=[group], columns=texts):
                long_rows: set[int] = set()
                for column in batch.columns:
                    sizes = compute.fill_null(compute.binary_length(column), 0).to_numpy(zero_copy_only=False)
                    long_rows.update((sizes > GIANT).nonzero()[0].tolist())
                yield from (place + row for row in sorted(long_rows))
                place += batch.num_rows
        first += rows


def read_rows(span: Span) -> Iterator[dict[str, Any]]:
    """Yield the rows of a span as dictionaries.

    Raises:
        BuildError: If the file cannot be read or is not such a table.
    """
    if table_format(span.location) == "parquet":
        yield from _parquet_rows(span)
        return
    with _opened(span.location) as stream:
        if is_compressed(span.location):
            whole = attrs.evolve(span, row=0, header=())
            yield from islice(_RowReader(stream, whole), span.row, span.row + span.rows)
        else:
            stream.seek(span.offset)
            yield from islice(_RowReader(stream, span), span.rows)


class _NotInEncodingError(BuildError):
    """A text table that is not in the encoding in which it is read."""


class _RowReader:
    """The rows of a text table from where a span begins; knows how many bytes it has taken.

    Attributes:
        offset: Bytes taken so far.
        header: The column names of a CSV or TSV file.
    """

    def __init__(self, stream: IO[bytes], span: Span) -> None:
        self.offset = 0
        self.header = span.header
        self._stream = stream
        self._location = location = span.location
        self._encoding = span.encoding
        self._damage = damage(compression_of(location))
        self._line = span.row + bool(span.header)
        self._is_json = table_format(location) == "jsonl"
        delimiter, self._delimiters = ("\t", "tabs") if table_format(location) == "tsv" else (",", "commas")
        self._rows: Iterator[list[str]] = iter(())
        if not self._is_json:
            # The csv module knows but one limit, for the whole process: it is raised, and only where rows are read.
            csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_FIELD))
            self._rows = csv.reader(self._lines(), delimiter=delimiter, strict=True)
            if not self.header:
                self.header = tuple(self._next_row() or ())
            if len(self.header) == 1 and ";" in self.header[0]:
                raise BuildError(
                    f"{location}:1: Expected {self._delimiters} between the columns, found semicolons: save the "
                    "table with commas in .csv, or with tabs in .tsv."
                )
            repeated = {name for name in self.header if self.header.count(name) > 1}
            if repeated:
                raise BuildError(f"{location}:1: The column {min(repeated)!r} occurs twice.")

    def __iter__(self) -> Iterator[dict[str, Any]]:
        if self._is_json:
            for line in self._lines():
                if not line.isspace():
                    yield self._object(line)
            return
        while (row := self._next_row()) is not None:
            if any(row[len(self.header) :]):
                fields = counted(len(self.header), "field")
                problem = f"Expected {fields}, found {len(row)}: quote those with {self._delimiters}."
                yield {"": f"{self._location}:{self._line}: {problem}"}
            elif row:
                yield dict(zip(self.header, row, strict=False))

    def pass_over(self) -> Iterator[None]:
        """Yield once for each row, without reading it further than needed to know where it ends."""
        if self._is_json:
            for line in self._lines():
                if not line.isspace():
                    yield None
        else:
            for _ in self:
                yield None

    def _next_row(self) -> list[str] | None:
        first = self._line + 1
        try:
            return next(self._rows, None)
        except csv.Error as error:
            told = str(error)
            problem = next((problem for part, problem in _CSV_PROBLEMS.items() if part in told), f"{told}.")
            raise BuildError(f"{self._location}:{first}: {problem}") from None

    def _lines(self) -> Iterator[str]:
        try:
            for data in self._stream:
                self.offset += len(data)
                self._line += 1
                begins = self.offset == len(data) and self._encoding == _UTF_8
                yield data.decode("utf-8-sig" if begins else self._encoding)
        except UnicodeDecodeError as error:
            raise _NotInEncodingError(
                f"{self._location}:{self._line}: Expected {self._encoding.upper()} text: {error.reason}; name the "
                "table's encoding by the option encoding (--encoding), or convert it to UTF-8."
            ) from None
        except self._damage as error:
            raise BuildError(f"{self._location}:{self._line + 1}: cannot be read: {error}.") from None

    def _object(self, line: str) -> dict[str, Any]:
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            problem = error.msg.removesuffix(" at")
            return {"": f"{self._location}:{self._line}:{error.colno}: Expected JSON: {problem}."}
        except RecursionError:
            return {"": f"{self._location}:{self._line}: Expected an object, not one nested this deep."}
        if not isinstance(row, dict):
            return {"": f"{self._location}:{self._line}: Expected an object with one field a column."}
        return row


@contextmanager
def _opened(location: str) -> Iterator[IO[bytes]]:
    folder, name = open_file(location)
    ending = compression_of(name)
    with folder.open(name) as stream:
        if not ending:
            yield stream
            return
        with io.BufferedReader(decompressing(stream, ending)) as decompressed:
            yield decompressed


def _parquet(location: str) -> Any:
    parquet = import_extra("pyarrow.parquet", extra="parquet", purpose=f"Reading {location}")
    folder, name = open_file(location)
    try:
        return parquet.ParquetFile(folder.open(name))
    except (OSError, ValueError) as error:
        raise BuildError(f"{location} is not a Parquet file: {str(error).rstrip('.')}.") from None


@contextmanager
def _telling_of_parquet(location: str) -> Iterator[None]:
    """Say in a sentence that a file which begins as Parquet cannot be read further on: damage, or what is unknown."""
    try:
        yield
    except (OSError, ValueError, NotImplementedError) as error:
        raise BuildError(f"{location} cannot be read: {' '.join(str(error).split()).rstrip('.')}.") from None


def _batches(location: str, file: Any, **chosen: Any) -> Iterator[Any]:
    with _telling_of_parquet(location):
        yield from file.iter_batches(batch_size=256, **chosen)


def _parquet_rows(span: Span) -> Iterator[dict[str, Any]]:
    file = _parquet(span.location)
    wanted: list[int] = []
    skipped = place = 0
    for group in range(file.metadata.num_row_groups):
        rows = file.metadata.row_group(group).num_rows
        if place + rows <= span.row:
            skipped += rows
        elif place < span.row + span.rows:
            wanted.append(group)
        place += rows
    before = span.row - skipped
    left = span.rows
    for batch in _batches(span.location, file, row_groups=wanted):
        if before >= batch.num_rows:
            before -= batch.num_rows
            continue
        part = batch.slice(before, left)
        before = 0
        left -= part.num_rows
        yield from _as_rows(part)
        if not left:
            return


def _as_rows(batch: Any) -> list[dict[str, Any]]:
    """Return the rows of a batch; what is no UTF-8 in a column of texts stays bytes, and spoils no other row."""
    try:
        rows: list[dict[str, Any]] = batch.to_pylist()
    except UnicodeDecodeError:
        columns = [[_value(scalar) for scalar in column] for column in batch.columns]
        return [dict(zip(batch.schema.names, values, strict=True)) for values in zip(*columns, strict=True)]
    return rows


def _value(scalar: Any) -> Any:
    try:
        return scalar.as_py()
    except UnicodeDecodeError:
        if hasattr(scalar, "as_buffer"):
            return scalar.as_buffer().to_pybytes()
        if hasattr(scalar, "keys"):  # an object, such as a column "translation" holds
            return {name: _value(scalar[name]) for name in scalar}
        return None
