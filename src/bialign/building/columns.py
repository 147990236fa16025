"""Which columns of a table hold the texts of an article pair, and rows as records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from bialign.building.records import Record, Side
from bialign.building.storage import folder_of, is_uri, join, open_file
from bialign.building.tables import Table, read_rows
from bialign.building.values import as_text, is_missing, why_no_text
from bialign.errors import BialignError, ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# Rows that show which columns a table has: in JSON Lines, and where texts are missing, not every row has all.
_FIRST_ROWS = 100
# Rows by whose texts it is told whether these are rather names of files, and how long, in code points, a path is.
_ROWS_OF_NAMES = 10
_LONGEST_PATH = 1000
# Of the names that a side's column may have, so many are those of paths.
_PATHS = 2


@attrs.frozen
class Columns:
    """Which columns hold what.

    Attributes:
        source: Column of the source text or path; found by its name where empty.
        target: Column of the target text or path; found by its name where empty.
        source_language: BCP 47 tag of the source, a name that columns often have.
        target_language: BCP 47 tag of the target.
    """

    source: str
    target: str
    source_language: str
    target_language: str

    @property
    def roles(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Both sides, each by its role and its language."""
        return ("source", self.source_language), ("target", self.target_language)

    def found_in(self, values: Mapping[str, str]) -> tuple[tuple[str, bool], tuple[str, bool]]:
        """Return for each side its column, and whether that holds paths.

        Args:
            values: Values by column; which columns hold something matters where several might be meant.
        """
        names = [_names(role, language) for role, language in self.roles]
        if not self.source and not self.target:
            # Columns named alike belong together: beside ko and en, a column "source" says where a text is from.
            pairs = list(zip(*names, strict=True))
            holding = next((pair for pair in pairs if all(map(values.get, pair))), None)
            pair = holding or next((pair for pair in pairs if all(name in values for name in pair)), None)
            if pair is not None:
                return (pair[0], pair[0] in names[0][:_PATHS]), (pair[1], pair[1] in names[1][:_PATHS])
        return _column(values, self.source, names[0]), _column(values, self.target, names[1])

    def record(self, row: Mapping[str, Any], base: str, default_id: str) -> Record:
        """Return a row as a record.

        Args:
            row: Values by column.
            base: The location that paths start from.
            default_id: The id where the row has none.
        """
        held = _flat(row)
        values = _texts(held)
        metadata = dict(values)
        sides = []
        problem = ""
        for chosen, (role, language), (column, is_path) in zip(
            (self.source, self.target), self.roles, self.found_in(values), strict=True
        ):
            value = metadata.pop(column, "")
            wrong = why_no_text(held.get(column))
            if wrong or not value.strip():
                wanted = column if wrong else chosen or f"{role}, {language}, {role}_path or {language}_path"
                wrong = wrong or "is missing or empty"
                problem = problem or f"The row has no {role} text: its column {wanted} {wrong}."
                sides.append(Side())
            else:
                sides.append(Side(path=join(base, value)) if is_path else Side(text=value))
        identifier = metadata.pop("id", "") or default_id
        return Record(id=identifier, source=sides[0], target=sides[1], metadata=metadata, problem=problem)


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that are there; those of a ``translation`` column, as the datasets library has it, apart."""
    values: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, dict) and name in ("translation", "metadata"):
            values.update(_flat(value))
        elif not is_missing(value):
            values[str(name)] = value
    return values


def _texts(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: as_text(value) for name, value in values.items()}


def _names(role: str, language: str) -> tuple[str, ...]:
    """Return what a side's column may be called, columns of paths first."""
    return (
        f"{role}_path",
        f"{language}_path",
        role,
        language,
        f"{role}_text",
        f"{language}_text",
        f"text_{language}",
    )


def _column(values: Mapping[str, str], chosen: str, names: tuple[str, ...]) -> tuple[str, bool]:
    if chosen:
        return chosen, chosen.endswith(("path", "file"))
    # One that holds something, or else one that is there, or else the name of the role.
    found = next(filter(values.get, names), None) or next((name for name in names if name in values), names[_PATHS])
    return found, found in names[:_PATHS]


def records_of(
    rows: Iterable[dict[str, Any]], columns: Columns, location: str, first: int, *, name: str
) -> Iterator[Record]:
    """Yield rows as records; a broken row becomes a record that names the problem.

    Args:
        rows: What `read_rows` yields.
        columns: Which columns hold what.
        location: The table's file; paths in it start from its folder.
        first: 0-based number of the first row.
        name: What the table is called among those of the input; with its number, a row without an id is named by it.
    """
    base = folder_of(location)
    for number, row in enumerate(rows, first + 1):
        default_id = f"{name}-{number}"
        if row.keys() == {""}:
            yield Record(id=default_id, problem=row[""])
        else:
            yield columns.record(row, base, default_id)


def holds_paths(table: Table, columns: Columns) -> bool:
    """Tell whether a table's columns are paths of texts rather than texts, by its first rows.

    Raises:
        ConfigurationError: If they show no source or target column, or one of texts that holds paths.
    """
    values: dict[str, str] = {}
    rows = []
    first = next(table.spans(_FIRST_ROWS), table.whole)
    for row in read_rows(first):
        if row.keys() != {""}:
            flat = _texts(_flat(row))
            values = flat | {name: value for name, value in values.items() if value}
            rows.append(flat)
    if not values:
        return False
    found = columns.found_in(values)
    for chosen, (role, _), (column, is_path) in zip(
        (columns.source, columns.target), columns.roles, found, strict=True
    ):
        if column not in values:
            missing = f"column {chosen!r}" if chosen else f"column for the {role} text"
            raise ConfigurationError(
                f"{table.location} has no {missing}: name that of the {role} text by the option {role}_column "
                f"(--{role}-column); there are {', '.join(values)}."
            )
        if not is_path and _are_files([row.get(column, "") for row in rows[:_ROWS_OF_NAMES]], table.location):
            raise ConfigurationError(
                f"{table.location}: the column {column} holds names of files, not texts: give it a name that ends in "
                f"path or file, such as {role}_path."
            )
    return any(is_path for _, is_path in found)


def _are_files(values: list[str], location: str) -> bool:
    """Tell whether all values of a column that are not empty are paths of files, seen from the table's folder."""
    held = [value for value in values if value.strip()]
    base = folder_of(location)
    return bool(held) and not any(map(is_uri, held)) and all(_is_file(join(base, value)) for value in held)


def _is_file(location: str) -> bool:
    if len(location) > _LONGEST_PATH or "\n" in location:
        return False
    try:
        folder, name = open_file(location)
        return folder.exists(name) and not folder.is_folder(name)
    except (BialignError, OSError, ValueError):  # a text that can be no path
        return False
