"""The tables that furniture is read by."""

from __future__ import annotations

from bialign.tables import read_rows


def read_table(name: str) -> list[list[str]]:
    """Return the rows of a table, without its header."""
    return read_rows("bialign.align", name)[1:]
