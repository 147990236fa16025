"""Parquet: typed columns in compressed row groups, for data frames, DuckDB and ``datasets``.

The columns are those of TSV; metadata are a JSON text, since ``datasets`` has no type for maps. With
``layout="translation"`` the texts are in one column ``translation``, as on the Hugging Face hub.
Needs the extra ``parquet``.
"""

from __future__ import annotations

import io
import json
import tempfile
from typing import IO, TYPE_CHECKING, Any

from bialign._version import __version__
from bialign.errors import ConfigurationError, InvariantError
from bialign.extras import import_extra
from bialign.formats.base import Capabilities, Format, Option
from bialign.formats.columns import COLUMNS, Layout, metadata_to_json
from bialign.formats.huggingface import record_from_unit, unit_from_record
from bialign.formats.xml_text import SURROGATES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bialign.beads import TranslationUnit
    from bialign.formats.reading import Input
    from bialign.formats.writing import Output

# Rows gathered for a row group: large enough to compress well, small enough to hold.
_GROUP = 20_000
_BATCH = 4096


def read_parquet(
    source: Input, *, source_language: str | None = None, target_language: str | None = None
) -> Iterator[TranslationUnit]:
    """Yield the units of a Parquet file.

    Args:
        source: The file; a stream or compressed file is first copied to disk, since Parquet begins at its end.
        source_language: The source language, where no column says it.
        target_language: The target language, where no column says it.

    Raises:
        MissingExtraError: If pyarrow is not installed.
        FormatError: If the file is damaged or has no columns for the texts.
    """
    pyarrow = import_extra("pyarrow", extra="parquet", purpose="Reading Parquet")
    parquet = import_extra("pyarrow.parquet", extra="parquet", purpose="Reading Parquet")
    with tempfile.TemporaryFile() as copy:
        place: Any = source.path
        source.open()
        if place is None or source.is_compressed:
            while chunk := source.stream.read(1 << 20):
                copy.write(chunk)
            copy.seek(0)
            place = copy
        try:
            with parquet.ParquetFile(place) as file:
                yield from _units(file, source, source_language, target_language)
        except (pyarrow.ArrowException, OSError, UnicodeDecodeError) as error:
            # Arrow ends some sentences with a stop, some with a line break, and most with neither.
            source.end(source.error(f"The Parquet file is damaged: {' '.join(str(error).split()).rstrip('.')}."))


def _units(
    file: Any, source: Input, source_language: str | None, target_language: str | None
) -> Iterator[TranslationUnit]:
    names = file.schema_arrow.names
    nested = "translation" in names
    if nested and source_language is None and target_language is None:
        source_language, target_language = _feature_languages(file.schema_arrow)
    layout = None if nested else Layout.of(names, source, source_language, target_language)
    row = 0
    for batch in file.iter_batches(batch_size=_BATCH):
        for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            row += 1
            try:
                if layout is not None:
                    unit = layout.unit(values)
                else:
                    unit = unit_from_record(dict(zip(names, values, strict=True)), source_language, target_language)
            except (ValueError, InvariantError) as error:
                source.skip(source.error(f"Row {row}: {error}"))
            else:
                yield unit


def _feature_languages(schema: Any) -> tuple[str | None, str | None]:
    """Return the languages in the order that ``datasets`` keeps beside the columns, which it sorts."""
    try:
        features = json.loads((schema.metadata or {})[b"huggingface"])["info"]["features"]
        source, target, *_ = features["translation"]["languages"]
    except (KeyError, TypeError, ValueError):
        return None, None
    return str(source), str(target)


class _Sluice(io.RawIOBase):
    """A stream for pyarrow, which writes the end even of a file that could not be finished: shut, it takes nothing.

    Args:
        stream: Where the bytes go; it stays open.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.is_shut = False

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return len(data) if self.is_shut else self._stream.write(data)


class ParquetWriter:
    """Writes units as Parquet, compressed with Zstandard, strings in UTF-8, scores as doubles."""

    def __init__(self, output: Output, *, layout: str = "columns") -> None:
        self._output = output
        self._nested = layout == "translation"
        self._arrow = import_extra("pyarrow", extra="parquet", purpose="Writing Parquet")
        self._parquet = import_extra("pyarrow.parquet", extra="parquet", purpose="Writing Parquet")
        self._rows: list[dict[str, Any]] = []
        self._writer: Any = None
        self._languages: tuple[str, str] | None = None

    def write(self, unit: TranslationUnit) -> bool:
        """Gather a unit for the next row group."""
        row = self._nested_row(unit) if self._nested else self._row(unit)
        self._rows.append(row)
        if len(self._rows) >= _GROUP:
            self._flush()
        return True

    def close(self) -> None:
        """Write the last row group and the file's index."""
        if self._nested and self._languages is None:
            raise ConfigurationError("An empty corpus has no languages for the column 'translation'.")
        self._flush()
        self._writer.close()

    def _row(self, unit: TranslationUnit) -> dict[str, Any]:
        legal = self._output.legal
        return {
            "source": legal(unit.source, "source text"),
            "target": legal(unit.target, "target text"),
            "source_language": legal(unit.source_language, "language"),
            "target_language": legal(unit.target_language, "language"),
            "kind": unit.kind.value,
            "score": unit.score,
            "id": legal(unit.id, "id"),
            "metadata": legal(metadata_to_json(dict(unit.metadata)), "metadata"),
        }

    def _nested_row(self, unit: TranslationUnit) -> dict[str, Any]:
        languages = (unit.source_language, unit.target_language)
        if self._languages not in (None, languages):
            raise self._output.refusal(f"its languages are {' and '.join(languages)}, not those of the data set")
        row = record_from_unit(unit, self._output)
        texts = row["translation"].items()
        row["translation"] = {tag: self._output.legal(text, f"text in {tag}") for tag, text in texts}
        for name in ("id", "metadata"):
            row[name] = self._output.legal(row[name], name)
        self._languages = languages
        return row

    def _flush(self) -> None:
        if self._writer is None:
            self._schema = self._make_schema()
            self._sluice = _Sluice(self._output.stream)
            self._writer = self._parquet.ParquetWriter(self._sluice, self._schema, compression="zstd")
            self._output.at_end(self._let_go)
        if self._rows:
            self._writer.write_table(self._arrow.Table.from_pylist(self._rows, schema=self._schema))
            self._rows.clear()

    def _let_go(self) -> None:
        # Of a file that could not be finished: pyarrow would write its end later, into a stream that is closed, or is
        # the caller's own and would then hold part of a corpus that looks whole.
        self._sluice.is_shut = True
        self._writer.is_open = False

    def _make_schema(self) -> Any:
        arrow = self._arrow
        metadata = {"bialign": __version__}
        string = arrow.string()
        if self._languages is None:
            fields = [(name, arrow.float64() if name == "score" else string) for name in COLUMNS]
            return arrow.schema(fields, metadata=metadata)
        # datasets knows the column for its feature Translation only if the languages are in alphabetical order.
        texts = arrow.struct([(tag, string) for tag in sorted(self._languages)])
        fields = [("translation", texts), ("id", string), ("kind", string), ("score", arrow.float64())]
        value = {"dtype": "string", "_type": "Value"}
        features = {
            "translation": {"languages": list(self._languages), "_type": "Translation"},
            "id": value,
            "kind": value,
            "score": {"dtype": "float64", "_type": "Value"},
            "metadata": value,
        }
        metadata["huggingface"] = json.dumps({"info": {"features": features}})
        return arrow.schema([*fields, ("metadata", string)], metadata=metadata)


PARQUET = Format(
    name="parquet",
    title="Parquet",
    endings=(".parquet",),
    capabilities=Capabilities(units=True),
    note="Needs the extra parquet. With layout=translation, datasets loads it with the feature Translation.",
    read=read_parquet,
    write=ParquetWriter,
    read_options=(
        Option("source_language", "The source language, where no column says it."),
        Option("target_language", "The target language, where no column says it."),
    ),
    write_options=(
        Option(
            "layout",
            "columns (those of TSV) or translation (one column with both texts, as the Hugging Face hub has it).",
            choices=("columns", "translation"),
        ),
    ),
    illegal=SURROGATES,
    needs=(("pyarrow", "pyarrow.parquet"), "parquet"),
)
