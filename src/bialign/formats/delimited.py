r"""TSV and CSV with a header line.

Fields are quoted as RFC 4180 says, which pandas, DuckDB and spreadsheets read as they are: a field with a
delimiter, a quote or a line break stands in double quotes, quotes inside doubled. For ``cut``, ``awk`` and
databases that know backslashes, ``quoting="escape"`` writes ``\t``, ``\n``, ``\r`` and ``\\`` instead, so
that every record is one line and every tab a boundary.
"""

from __future__ import annotations

import re
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from bialign.errors import ConfigurationError, InvariantError
from bialign.formats.base import Capabilities, Format, Option, parse_flag, parse_names
from bialign.formats.columns import COLUMNS, Layout, language_columns, metadata_to_json
from bialign.formats.languages import best_match
from bialign.formats.structure import DERIVED
from bialign.formats.table_records import delimiter_of, escape, escaped_records, quote, quoted_records
from bialign.formats.xml_text import SURROGATES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bialign.beads import TranslationUnit
    from bialign.formats.reading import Input
    from bialign.formats.writing import Output

_DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}
_NAMING = "name them by the option columns (-r columns=ko,en)"


def read_delimited(
    source: Input,
    *,
    delimiter: str = "",
    columns: Sequence[str] = (),
    header: bool = True,
    source_language: str | None = None,
    target_language: str | None = None,
    quoting: str = "quotes",
    encoding: str = "utf-8",
) -> Iterator[TranslationUnit]:
    """Yield the units of a table.

    The columns ``source`` and ``target`` hold the texts, or two columns named by language tags: the first
    is the source unless the languages are given. Columns that are none of a unit's become metadata.

    Args:
        source: The file.
        delimiter: ``"comma"``, ``"semicolon"`` or ``"tab"``; told by the first line if empty.
        columns: What the columns are, for a file without a header or instead of the header's names.
        header: Whether the first record is a header, which is passed over where ``columns`` are given.
        source_language: The source language, where no column says it.
        target_language: The target language, where no column says it.
        quoting: ``"quotes"`` (RFC 4180) or ``"escape"`` (backslashes).
        encoding: The file's encoding.

    Raises:
        FormatError: If there are no columns for the texts, or a record has too few or too many fields.
    """
    if not header and not columns:
        raise ConfigurationError(f"A table without a header does not say what its columns hold: {_NAMING}.")
    lines = source.lines(encoding)
    if delimiter:
        sign = _DELIMITERS[delimiter]
    else:
        beginning = list(islice(lines, 1))
        lines = chain(beginning, lines)
        sign = delimiter_of(beginning[0][1] if beginning else "")
    records = quoted_records(source, lines, sign) if quoting == "quotes" else escaped_records(lines, sign)
    first = next(records, None) if header else None
    if header and first is None:
        return
    names = list(columns) or (first[1] if first else [])
    remedy = f"{_NAMING}, and say header=no if the first line is no header"
    if sign == "," and any(";" in name for name in names):
        remedy = f"name what separates them by the option delimiter (-r delimiter=semicolon), or {remedy}"
    layout = Layout.of(names, source, source_language, target_language, remedy=remedy)
    for number, fields in records:
        if len(fields) == 1 and not fields[0]:
            continue
        if len(fields) != len(names):
            source.skip(source.error(f"Expected {len(names)} fields, found {len(fields)}.", number))
            continue
        try:
            yield layout.unit(fields)
        except (ValueError, InvariantError) as error:
            source.skip(error, number)


class DelimitedWriter:
    """Writes units as a table with a header."""

    def __init__(
        self,
        output: Output,
        *,
        delimiter: str,
        columns: Iterable[str] = COLUMNS,
        quoting: str = "quotes",
        bom: bool = False,
    ) -> None:
        self._output = output
        self._columns = tuple(columns)
        self._delimiter = delimiter
        special = f'[{delimiter}"\n\r]' if quoting == "quotes" else r"[\t\n\r\\]"
        self._special = re.compile(special)
        self._quote = quote if quoting == "quotes" else escape
        self._empty = '""' if quoting == "quotes" else ""
        tags = language_columns(self._columns)
        by_name = "source" in self._columns and "target" in self._columns
        if not by_name and len(tags) < 2:
            raise ConfigurationError("The columns need to include source and target, or two language tags.")
        self._tags = () if by_name else tuple(tags[:2])
        self._keys = tuple(name for name in self._columns if name not in COLUMNS and name not in self._tags)
        named = set(self._columns)
        self.capabilities = Capabilities(
            units=True,
            languages=bool(self._tags) or {"source_language", "target_language"} <= named,
            scores="score" in named,
            kinds="kind" in named,
            ids="id" in named,
        )
        output.text("\ufeff" if bom else "")
        output.text(delimiter.join(map(self._field, self._columns)) + "\n")

    def write(self, unit: TranslationUnit) -> bool:
        """Write a unit as a record."""
        if "metadata" not in self._columns:
            self._count_lost(unit)
        values = {
            "source": unit.source,
            "target": unit.target,
            "source_language": unit.source_language,
            "target_language": unit.target_language,
            "kind": unit.kind.value,
            "score": None if unit.score is None else repr(unit.score),
            "id": unit.id or None,
            **({name: unit.metadata.get(name) for name in self._keys} if self._keys else {}),
            "metadata": self._rest(unit),
        }
        if self._tags:
            values.update(self._texts_by_tag(unit))
        fields = [
            "" if (value := values[name]) is None else self._field(self._output.legal(value, f"column {name}"))
            for name in self._columns
        ]
        self._output.text(self._delimiter.join(fields) + "\n")
        return True

    def close(self) -> None:
        """Write nothing more: every record is complete."""

    def _field(self, text: str) -> str:
        if self._special.search(text):
            return self._quote(text)
        # Readers take an empty field for "no value" unless it is quoted.
        return text or self._empty

    def _rest(self, unit: TranslationUnit) -> str | None:
        rest = {key: value for key, value in unit.metadata.items() if key not in self._keys}
        return metadata_to_json(rest) if rest else None

    def _texts_by_tag(self, unit: TranslationUnit) -> dict[str, str]:
        source = best_match(unit.source_language, self._tags)
        target = best_match(unit.target_language, self._tags)
        if source is None or target is None or source == target:
            raise self._output.refusal(
                f"its languages are {unit.source_language} and {unit.target_language}, "
                f"the columns {' and '.join(self._tags)}"
            )
        if self._tags[source] != unit.source_language or self._tags[target] != unit.target_language:
            self._output.lose("languages")
        return {self._tags[source]: unit.source, self._tags[target]: unit.target}

    def _count_lost(self, unit: TranslationUnit) -> None:
        lost = unit.metadata.keys() - set(self._keys)
        if lost & {"source_lengths", "target_lengths"}:
            self._output.lose("fragment boundaries")
        if lost - DERIVED:
            self._output.lose("metadata")


_READ_OPTIONS: tuple[Any, ...] = (
    Option(
        "columns",
        "What the columns are, instead of the header's names; without a header, with header=no.",
        parse_names,
    ),
    Option("header", "Whether the first record is a header (yes), even where columns names them.", parse_flag),
    Option("source_language", "The source language, where no column says it."),
    Option("target_language", "The target language, where no column says it."),
    Option("quoting", "quotes (RFC 4180) or escape (backslashes, for cut and awk).", choices=("quotes", "escape")),
    Option("encoding", "The file's encoding (utf-8)."),
)
_WRITE_OPTIONS = (
    Option("columns", f"The columns: {', '.join(COLUMNS)}, language tags, or keys of the metadata.", parse_names),
    Option("quoting", "quotes (RFC 4180) or escape (backslashes, for cut and awk).", choices=("quotes", "escape")),
    Option("bom", "Begin with a byte order mark, which Excel needs to see UTF-8.", parse_flag),
)

TSV = Format(
    name="tsv",
    title="TSV",
    endings=(".tsv", ".tab"),
    capabilities=Capabilities(units=True),
    note="Read with pandas by sep='\\t', keep_default_na=False; for cut and awk write quoting=escape.",
    read=partial(read_delimited, delimiter="tab"),
    write=partial(DelimitedWriter, delimiter="\t"),
    read_options=_READ_OPTIONS,
    write_options=_WRITE_OPTIONS,
    illegal=SURROGATES,
)
CSV = Format(
    name="csv",
    title="CSV (RFC 4180)",
    endings=(".csv",),
    capabilities=Capabilities(units=True),
    note=(
        "Text is never changed, so a spreadsheet may take a field that begins with =, +, - or @ for a formula: "
        "open corpora of unknown origin by importing their columns as text."
    ),
    read=read_delimited,
    write=partial(DelimitedWriter, delimiter=","),
    read_options=(
        *_READ_OPTIONS,
        Option(
            "delimiter", "What separates fields; told by the first line if not given.", choices=tuple(_DELIMITERS)
        ),
    ),
    write_options=_WRITE_OPTIONS,
    illegal=SURROGATES,
)
