"""The readable tables of this package."""

from __future__ import annotations

from bialign.tables import read_rows


def read_table(name: str) -> list[tuple[str, ...]]:
    """Return the rows of a table of the package, without its header."""
    return [tuple(row) for row in read_rows("bialign.names", f"data/{name}")[1:]]
