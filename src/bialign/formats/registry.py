"""Which formats there are, and which one a file is in."""

from __future__ import annotations

import importlib
import re
from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING, cast

from bialign.errors import ConfigurationError
from bialign.formats.compression import without_compression

if TYPE_CHECKING:
    from bialign.formats.base import Format
    from bialign.formats.reading import Input

# A format's name: its module of bialign.formats, and the module's attribute that describes it.
FORMATS: dict[str, tuple[str, str]] = {
    "jsonl": ("jsonl", "JSONL"),
    "tmx": ("tmx", "TMX"),
    "xliff": ("xliff21", "XLIFF21"),
    "xliff12": ("xliff12", "XLIFF12"),
    "xces": ("xces", "XCES"),
    "tei": ("tei", "TEI"),
    "moses": ("moses", "MOSES"),
    "tsv": ("delimited", "TSV"),
    "csv": ("delimited", "CSV"),
    "parquet": ("parquet", "PARQUET"),
    "huggingface": ("huggingface", "HUGGINGFACE"),
    "vecalign": ("vecalign", "VECALIGN"),
    "ladder": ("ladder", "LADDER"),
    "po": ("po", "PO"),
}

# What the first bytes of a file say, for files whose ending says nothing; tried in this order.
_SIGNS: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("tmx", re.compile(rb"<tmx[\s>]")),
    ("xliff", re.compile(rb"<(?:\w+:)?xliff[\s>]")),
    ("xces", re.compile(rb"<cesAlign[\s>]")),
    ("tei", re.compile(rb"<(?:\w+:)?(?:TEI|teiCorpus)[\s>]")),
    ("parquet", re.compile(rb"^PAR1")),
    ("vecalign", re.compile(rb"^\s*\[[\d,\s]*\]\s*:\s*\[[\d,\s]*\]")),
    ("huggingface", re.compile(rb'^\s*\{[^\n]*"translation": ?\{')),
    ("po", re.compile(rb'^(?:#[^\n]*\n|\s*\n)*(?:msgctxt|msgid) "')),
    ("ladder", re.compile(rb"^0\t0\t[-+.\dn]")),
    ("jsonl", re.compile(rb'^\s*\{.*?"schema": ?"bialign/', re.DOTALL)),
    ("tsv", re.compile(rb"^[^\n]*\t")),
)
_SAMPLE = 4096


def find_format(name: str) -> Format:
    """Return a format by its name.

    Raises:
        ConfigurationError: If there is no such format.
    """
    try:
        place = FORMATS[name]
    except (KeyError, TypeError):
        raise ConfigurationError(f"There is no format {name!r}; there are {', '.join(FORMATS)}.") from None
    return _load(*place)


@cache
def _load(module: str, attribute: str) -> Format:
    return cast("Format", getattr(importlib.import_module(f"bialign.formats.{module}"), attribute))


def available_formats() -> tuple[Format, ...]:
    """Return every format with what it carries, the native one first."""
    return tuple(find_format(name) for name in FORMATS)


def format_of_name(name: str) -> Format | None:
    """Return the format that a file name's ending means, or None; compression endings are looked through."""
    plain = without_compression(name)
    lowered = PurePath(plain).name.lower()
    endings = [(ending, known) for known in available_formats() for ending in known.endings]
    matches = [(ending, known) for ending, known in endings if lowered.endswith(ending)]
    if matches:
        return max(matches, key=lambda match: len(match[0]))[1]
    return next((known for known in available_formats() if known.pattern and known.pattern.search(plain)), None)


def format_for_writing(name: str) -> Format:
    """Return the format that a file name's ending means.

    Raises:
        ConfigurationError: If the ending means none.
    """
    found = format_of_name(name)
    if found is None:
        endings = " ".join(ending for known in available_formats() if known.write for ending in known.endings)
        problem = (
            f"The ending of {name!r} means no format"
            if PurePath(name).suffix
            else f"{name!r} has no ending that means a format"
        )
        raise ConfigurationError(
            f"{problem}: use one of {endings}, or name the format (--format, in Python format=)."
        )
    return found


def format_of_content(source: Input) -> Format:
    """Return the format that the first bytes of a file show.

    Raises:
        FormatError: If they show none.
    """
    start = source.start(_SAMPLE)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.decode("utf-16", "replace").encode()
    for format_name, sign in _SIGNS:
        if sign.search(start.removeprefix(b"\xef\xbb\xbf")):
            return find_format(format_name)
    raise source.error(
        f"The format is not known by its ending nor by its first bytes; name one of {', '.join(FORMATS)}."
    )
