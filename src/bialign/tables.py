"""The package's own tables: a row a line, cells apart by tabs, lines that begin with `#` for comments."""

from __future__ import annotations

from importlib.resources import files


def read_rows(package: str, name: str) -> list[list[str]]:
    """Return the rows of a table, its header among them; each has as many cells as the first.

    Args:
        package: The package that holds the table, such as ``"bialign.names"``.
        name: The table's name there, with its folder if it has one.
    """
    lines = files(package).joinpath(name).read_text(encoding="utf-8").split("\n")
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [row + [""] * (len(rows[0]) - len(row)) for row in rows]
