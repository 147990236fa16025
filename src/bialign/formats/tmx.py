"""TMX 1.4b, the exchange format of translation memories.

Reference: LISA OSCAR, *TMX 1.4b Specification*, 2005. Score, kind, id and metadata are ``prop`` elements whose
types begin with ``x-``. A unit made from an m-n bead holds its fragments joined by spaces, and their
lengths in a ``prop``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from bialign._version import __version__
from bialign.formats.base import Capabilities, Format, Option, parse_flag
from bialign.formats.keys import named_values
from bialign.formats.languages import best_match
from bialign.formats.tmx_properties import KEPT_ATTRIBUTES
from bialign.formats.tmx_reader import read_tmx
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
_TEXTS = ("source text", "target text")
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
        languages = unit.source_language, unit.target_language
        if not languages[0] or not languages[1]:
            raise output.refusal("TMX needs the languages of both sides")
        if not (unit.source and unit.target) and not (self._deletions and (unit.source or unit.target)):
            output.lose("one-sided units" if unit.source or unit.target else "units without text")
            return False
        if self._header is None:
            opening = self._header_text(*languages)
        parts = [self._opening(unit), *self._properties(unit), *self._variants(unit, languages), "</tu>\n"]
        if self._header is None:
            output.text(opening)
            self._header = languages
        output.text("".join(parts))
        return True

    def close(self) -> None:
        """Close the body."""
        if self._header is None:
            self._output.text(self._header_text("*all*", ""))
        self._output.text("</body>\n</tmx>\n")

    def _header_text(self, source_language: str, target_language: str) -> str:
        legal = self._output.legal
        source, target = (escape_attribute(legal(tag, "language")) for tag in (source_language, target_language))
        date = self._output.date.replace("-", "").replace(":", "")
        created = f' creationdate="{date}"' if date else ""
        # What the language of a missing variant would be.
        other = f'<prop type="x-target-language">{target}</prop>\n' if self._deletions and target else ""
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n'
            f'<header creationtool="bialign" creationtoolversion="{__version__}" segtype="sentence" o-tmf="bialign" '
            f'adminlang="en" srclang="{source}" datatype="plaintext"{created}>\n{other}</header>\n<body>\n'
        )

    def _opening(self, unit: TranslationUnit) -> str:
        legal = self._output.legal
        attributes = ""
        if unit.id and _WORD.fullmatch(unit.id):
            attributes = f' tuid="{escape_attribute(legal(unit.id, "id"))}"'
        for name in _kept(unit):
            attributes += f' {name}="{escape_attribute(legal(unit.metadata[name], name))}"'
        if self._header is not None and unit.source_language != self._header[0]:
            attributes += f' srclang="{escape_attribute(legal(unit.source_language, "language"))}"'
        return f"<tu{attributes}>\n"

    def _properties(self, unit: TranslationUnit) -> Iterator[str]:
        if unit.id and not _WORD.fullmatch(unit.id):
            yield self._property("id", unit.id)
        if not unit.target and self._header is not None and unit.target_language != self._header[1]:
            yield self._property("target-language", unit.target_language)
        for key, value in named_values(unit, without=_kept(unit)):
            yield self._property(key, value)

    def _property(self, key: str, value: str) -> str:
        legal = self._output.legal
        return f'<prop type="x-{_attribute(legal(key, "metadata"))}">{escape_text(legal(value, "metadata"))}</prop>\n'

    def _variants(self, unit: TranslationUnit, languages: tuple[str, str]) -> Iterator[str]:
        legal = self._output.legal
        # A lone variant is known for source or target by its language, if that tells them apart.
        lone = not (unit.source and unit.target) and best_match(languages[0], languages[1:]) is None
        for language, text, what in zip(languages, (unit.source, unit.target), _TEXTS, strict=True):
            if text or not lone:
                tag = _attribute(legal(language, "language"))
                yield f'<tuv xml:lang="{tag}"><seg>{escape_text(legal(text, what))}</seg></tuv>\n'


def _kept(unit: TranslationUnit) -> list[str]:
    """Return the metadata that are written as attributes."""
    if unit.metadata.keys().isdisjoint(_ATTRIBUTES):
        return []
    return [name for name, form in _ATTRIBUTES.items() if form.fullmatch(unit.metadata.get(name, ""))]


@lru_cache(maxsize=1024)
def _attribute(text: str) -> str:
    """Escape what is the same in many units: a language or the type of a property."""
    return escape_attribute(text)


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
