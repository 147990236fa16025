"""TMX 1.4b, the exchange format of translation memories.

Reference: LISA OSCAR, *TMX 1.4b Specification*, 2005. Score, kind, id and metadata are ``prop`` elements whose
types begin with ``x-``. A unit made from an m-n bead holds its fragments joined by spaces, and their
lengths in a ``prop``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bialign._version import __version__
from bialign.formats.base import Capabilities, Format, Option, parse_flag
from bialign.formats.keys import named_values
from bialign.formats.tmx_reader import KEPT_ATTRIBUTES, read_tmx
from bialign.formats.xml_text import ILLEGAL, escape_attribute, escape_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bialign.beads import TranslationUnit
    from bialign.formats.writing import Output

_DATE = re.compile(r"\d{8}T\d{6}Z")
# What the attributes of <tu> that are kept as metadata look like; other values are written as <prop>.
_ATTRIBUTES = dict.fromkeys(KEPT_ATTRIBUTES, re.compile(r"\S+")) | {
    "creationdate": _DATE,
    "changedate": _DATE,
    "lastusagedate": _DATE,
    "usagecount": re.compile(r"[0-9]+"),
}
_WORD = re.compile(r"\S+")


class TmxWriter:
    """Writes units as TMX 1.4, whose header says ``1.4`` for what the specification calls 1.4b."""

    def __init__(self, output: Output, *, deletions: bool = False) -> None:
        self._output = output
        self._deletions = deletions
        self._header: tuple[str, str] | None = None

    def write(self, unit: TranslationUnit) -> bool:
        """Write a unit; a one-sided one only where deletions are kept."""
        output = self._output
        if not unit.source_language or not unit.target_language:
            raise output.refusal("TMX needs the languages of both sides")
        if not (unit.source or unit.target) or (not self._deletions and not (unit.source and unit.target)):
            output.lose("one-sided units" if unit.source or unit.target else "units without text")
            return False
        lines = [
            self._opening(unit),
            *self._properties(unit),
            *self._variant(unit.source_language, unit.source, "source text"),
            *self._variant(unit.target_language, unit.target, "target text"),
            "</tu>\n",
        ]
        if self._header is None:
            self._write_header(unit.source_language, unit.target_language)
        output.text("".join(lines))
        return True

    def close(self) -> None:
        """Close the body."""
        if self._header is None:
            self._write_header("*all*", "")
        self._output.text("</body>\n</tmx>\n")

    def _write_header(self, source_language: str, target_language: str) -> None:
        self._header = source_language, target_language
        date = self._output.date.replace("-", "").replace(":", "")
        lone = self._deletions and target_language
        self._output.text(
            '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n'
            f'<header creationtool="bialign" creationtoolversion="{__version__}" segtype="sentence" o-tmf="bialign" '
            f'adminlang="en" srclang="{escape_attribute(source_language)}" datatype="plaintext"'
            + (f' creationdate="{date}"' if date else "")
            + (
                f'>\n<prop type="x-target-language">{escape_text(target_language)}</prop>\n</header>\n'
                if lone
                else "/>\n"
            )
            + "<body>\n"
        )

    def _opening(self, unit: TranslationUnit) -> str:
        attributes = ""
        if unit.id and _WORD.fullmatch(unit.id):
            attributes = f' tuid="{escape_attribute(self._output.legal(unit.id, "id"))}"'
        for name, pattern in _ATTRIBUTES.items():
            value = unit.metadata.get(name)
            if value is not None and pattern.fullmatch(value):
                attributes += f' {name}="{escape_attribute(self._output.legal(value, name))}"'
        if self._header is not None and unit.source_language != self._header[0]:
            attributes += f' srclang="{escape_attribute(self._output.legal(unit.source_language, "language"))}"'
        return f"<tu{attributes}>\n"

    def _properties(self, unit: TranslationUnit) -> Iterator[str]:
        if unit.id and not _WORD.fullmatch(unit.id):
            yield self._property("id", unit.id)
        if not unit.target and self._header is not None and unit.target_language != self._header[1]:
            yield self._property("target-language", unit.target_language)
        kept = unit.metadata.keys() & _ATTRIBUTES.keys()
        without = [key for key in kept if _ATTRIBUTES[key].fullmatch(unit.metadata[key])]
        for key, value in named_values(unit, without=without):
            yield self._property(key, value)

    def _property(self, key: str, value: str) -> str:
        key = escape_attribute(self._output.legal(key, "metadata"))
        return f'<prop type="x-{key}">{escape_text(self._output.legal(value, "metadata"))}</prop>\n'

    def _variant(self, language: str, text: str, what: str) -> Iterator[str]:
        if text:
            legal = self._output.legal
            tag = escape_attribute(legal(language, "language"))
            yield f'<tuv xml:lang="{tag}"><seg>{escape_text(legal(text, what))}</seg></tuv>\n'


TMX = Format(
    name="tmx",
    title="TMX 1.4b",
    endings=(".tmx",),
    capabilities=Capabilities(units=True, deletions="option"),
    note="For translation memories and CAT tools, which show one-sided units as untranslated.",
    read=read_tmx,
    write=TmxWriter,
    read_options=(
        Option("source_language", "The language to take as the source, otherwise the file's srclang."),
        Option("target_language", "The language to take as the target, otherwise the first other one."),
    ),
    write_options=(Option("deletions", "Write one-sided units as a <tu> with a lone <tuv>.", parse_flag),),
    illegal=ILLEGAL,
    illegal_name="XML 1.0",
)
