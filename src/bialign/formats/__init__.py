"""Corpus formats, a module each, behind one registry."""

from __future__ import annotations

from bialign.formats.api import convert, read, write
from bialign.formats.registry import available_formats, find_format
from bialign.formats.structure import alignments_of, fragments_of, units_of

__all__ = [
    "alignments_of",
    "available_formats",
    "convert",
    "find_format",
    "fragments_of",
    "read",
    "units_of",
    "write",
]
