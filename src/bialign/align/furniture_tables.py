"""The tables that furniture is read by: tab-separated, one header line, `#` for comments."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def table_path(name: str) -> Path:
    """Return the path of a table."""
    return Path(__file__).with_name(name)


def read_table(name: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a table, without its header; each has as many cells as the header."""
    lines = table_path(name).read_text(encoding="utf-8").splitlines()
    header, *rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    for row in rows:
        yield tuple(row + [""] * (len(header) - len(row)))
