"""The tables that furniture is read by: tab-separated, one header line, `#` for comments."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def read_table(name: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a table of this package, without its header; each has as many cells as the header."""
    lines = (files(__package__) / name).read_text(encoding="utf-8").splitlines()
    header, *rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    for row in rows:
        yield tuple(row + [""] * (len(header) - len(row)))
