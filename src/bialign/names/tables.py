"""The readable tables of this package: tab-separated, one header line, `#` for comments."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def read_table(name: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a table of the package, without its header; each row has as many cells as the header."""
    lines = (files(__package__) / "data" / name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    for row in rows[1:]:
        yield tuple(row + [""] * (len(rows[0]) - len(row)))
