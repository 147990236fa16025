"""TMX 1.4b, the exchange format of translation memories.

Reference: LISA OSCAR, *TMX 1.4b Specification*, 2005. Score, kind, id and metadata are ``prop`` elements whose
types begin with ``x-``. A unit made from an m-n bead holds its fragments joined by spaces, and their
lengths in a ``prop``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bialign._version import __version__
from bialign.beads import TranslationUnit
from bialign.documents import FragmentKind
from bialign.errors import FormatError, InvariantError
from bialign.formats.base import Capabilities, Format, Option, parse_flag
from bialign.formats.languages import best_match
from bialign.formats.xml_parser import parse_xml, place
from bialign.formats.xml_text import ILLEGAL, escape_attribute, escape_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.parsers import expat

    from bialign.formats.reading import Input
    from bialign.formats.writing import Output

# Attributes of <tu> that are kept as metadata, and what their values look like.
_ATTRIBUTES = {
    "creationdate": re.compile(r"\d{8}T\d{6}Z"),
    "changedate": re.compile(r"\d{8}T\d{6}Z"),
    "lastusagedate": re.compile(r"\d{8}T\d{6}Z"),
    "creationid": re.compile(r"\S+"),
    "changeid": re.compile(r"\S+"),
    "usagecount": re.compile(r"\d+"),
}
_WORD = re.compile(r"\S+")
# Elements inside a segment that hold a foreign format's code rather than text.
_CODES = frozenset({"bpt", "ept", "it", "ph", "ut"})
_RESERVED = frozenset({"kind", "score", "id", "target-language"})
_KINDS = frozenset(FragmentKind)


def read_tmx(
    source: Input, *, source_language: str | None = None, target_language: str | None = None
) -> Iterator[TranslationUnit]:
    """Yield the units of a TMX file.

    Args:
        source: The file.
        source_language: The language to take as the source; otherwise the file's ``srclang``, or each unit's
            first variant where that is ``*all*``. ``ko`` finds ``ko-KR`` and the other way round.
        target_language: The language to take as the target; otherwise the first other variant.
    """
    return parse_xml(source, _Handler(source, source_language, target_language), root="tmx")


class _Handler:
    """Builds units from the events of a TMX file."""

    parser: expat.XMLParserType

    def __init__(self, source: Input, source_language: str | None, target_language: str | None) -> None:
        self.items: list[TranslationUnit] = []
        self._source = source
        self._wanted_source = source_language
        self._wanted_target = target_language
        self._header_source = "*all*"
        self._header_target = ""
        self._depth = 0
        self._deepest = source.limits.depth
        self._parts: list[str] = []
        self._in_segment = False
        self._code_depth = 0
        self._property = ""
        self._language = ""
        self._attributes: dict[str, str] | None = None
        self._variants: list[tuple[str, str]] = []
        self._properties: dict[str, str] = {}

    def collected(self) -> int:
        return sum(map(len, self._parts))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if name == "seg":
            self._gather()
            self._in_segment = True
        elif name == "prop":
            self._property = attributes.get("type", "")
            self._gather()
        elif name == "tuv":
            # Files of TMX 1.1 and some tools say lang.
            self._language = attributes.get("xml:lang") or attributes.get("lang", "")
        elif name == "tu":
            if self._attributes is not None:
                raise place(self._source, self.parser, "Expected </tu> before the next <tu>.")
            self._attributes = attributes
            self._variants = []
            self._properties = {}
        elif self._in_segment:
            self._start_inline(name)
        elif name == "note":
            self._property = "note"
            self._gather()
        elif name == "header":
            self._header_source = attributes.get("srclang") or "*all*"
        elif self._depth > self._deepest:
            raise place(self._source, self.parser, f"Elements are nested deeper than {self._deepest}.")

    def end(self, name: str) -> None:
        self._depth -= 1
        if name == "seg":
            self.parser.CharacterDataHandler = None
            self._in_segment = False
            self._variants.append((self._language, "".join(self._parts)))
            self._parts = []
        elif name in ("prop", "note"):
            self.parser.CharacterDataHandler = None
            self._keep_property("".join(self._parts))
            self._parts = []
        elif name == "tu":
            try:
                self.items.append(self._unit())
            except InvariantError as error:
                self._source.skip(place(self._source, self.parser, str(error)))
            except FormatError as error:
                self._source.skip(error)
            self._attributes = None
        elif self._in_segment and name in _CODES:
            self._code_depth -= 1
            if not self._code_depth:
                self.parser.CharacterDataHandler = self._parts.append

    def _gather(self) -> None:
        if self._in_segment or self.parser.CharacterDataHandler is not None:
            raise place(self._source, self.parser, "Expected text, found an element that holds text of its own.")
        self._parts = []
        self.parser.CharacterDataHandler = self._parts.append

    def _start_inline(self, name: str) -> None:
        if self._depth > self._deepest:
            raise place(self._source, self.parser, f"Elements are nested deeper than {self._deepest}.")
        if name in _CODES:
            self._source.problems.losses["inline codes"] += 1
            self._code_depth += 1
            self.parser.CharacterDataHandler = None

    def _keep_property(self, text: str) -> None:
        key = self._property.removeprefix("x-")
        if self._attributes is None:
            if self._property == "x-target-language":
                self._header_target = text
            return
        if key in self._properties:
            text = f"{self._properties[key]}\n{text}"
        self._properties[key] = text

    def _unit(self) -> TranslationUnit:
        assert self._attributes is not None
        properties = self._properties
        source, target = self._pair(self._attributes.get("srclang") or self._header_source)
        metadata = {}
        score, kind = None, "body"
        identifier = self._attributes.get("tuid", "")
        for key, value in properties.items():
            if key == "score" and (score := _probability(value)) is not None:
                continue
            if key == "kind" and value in _KINDS:
                kind = value
            elif key == "id":
                identifier = value
            elif key != "target-language":
                metadata[key.removeprefix("meta-")] = value
        for key in self._attributes:
            if key in _ATTRIBUTES:
                metadata[key] = self._attributes[key]
        return TranslationUnit(
            source[1], target[1], source[0], target[0], FragmentKind(kind), score, identifier, metadata
        )

    def _pair(self, source_language: str) -> tuple[tuple[str, str], tuple[str, str]]:
        """Choose the source and target variant; a missing one is empty."""
        variants = self._variants
        wanted = self._wanted_source or source_language
        if not all(language for language, _ in variants):
            raise place(self._source, self.parser, "Expected the attribute xml:lang of every <tuv>.")
        if not variants:
            raise place(self._source, self.parser, "Expected at least one <tuv> with a <seg> in the <tu>.")
        at = 0 if wanted == "*all*" else best_match(wanted, [language for language, _ in variants])
        if at is None and len(variants) > 1:
            raise place(self._source, self.parser, f"Expected a <tuv> in the source language {wanted}.")
        rest = [variant for index, variant in enumerate(variants) if index != at]
        to = 0
        if self._wanted_target is not None and rest:
            found = best_match(self._wanted_target, [language for language, _ in rest])
            if found is None:
                raise place(self._source, self.parser, f"Expected a <tuv> in the language {self._wanted_target}.")
            to = found
        if len(rest) > 1:
            self._source.problems.losses["variants in further languages"] += len(rest) - 1
        lone = self._wanted_target or self._properties.get("target-language") or self._header_target or "und"
        source = variants[at] if at is not None else (wanted, "")
        return source, rest[to] if rest else (lone, "")


def _probability(text: str) -> float | None:
    try:
        score = float(text)
    except ValueError:
        return None
    return score if 0.0 <= score <= 1.0 else None


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
        if unit.kind is not FragmentKind.BODY:
            yield self._property("kind", unit.kind)
        if unit.score is not None:
            yield self._property("score", repr(unit.score))
        if not unit.target and self._header is not None and unit.target_language != self._header[1]:
            yield self._property("target-language", unit.target_language)
        for key, value in unit.metadata.items():
            if key in _ATTRIBUTES and _ATTRIBUTES[key].fullmatch(value):
                continue
            reserved = key in _RESERVED or key.startswith(("meta-", "x-"))
            yield self._property(f"meta-{key}" if reserved else key, value)

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
