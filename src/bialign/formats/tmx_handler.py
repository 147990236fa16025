"""TMX units, built from the events of a file or from their parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bialign.errors import FormatError
from bialign.formats.languages import best_match
from bialign.formats.tmx_properties import KEPT_ATTRIBUTES, unit_values
from bialign.formats.trusted import trusted_unit
from bialign.formats.xml_parser import Handler

if TYPE_CHECKING:
    from bialign.formats.reading import Input

# Elements inside a segment that hold a foreign format's code rather than text.
_CODES = frozenset({"bpt", "ept", "it", "ph", "ut"})
#: The tag that ends a unit.
UNIT_END = b"</tu>"


class TmxHandler(Handler):
    """Builds units from the events of a TMX file, or from their parts.

    Attributes:
        items: The units that are complete.
        unit_end: After which byte the last unit ended.
    """

    def __init__(self, source: Input, source_language: str | None, target_language: str | None) -> None:
        super().__init__(source)
        self.unit_end = -1
        self._wanted_source = source_language
        self._wanted_target = target_language
        self._header_source = "*all*"
        self._header_target = ""
        self._depth = 0
        self._in_segment = False
        self._codes = 0
        self._property = ""
        self._language = ""
        self._attributes: dict[str, str] | None = None
        self._variants: list[tuple[str, str]] = []
        self._properties: list[tuple[str, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        self._depth += 1
        if self._depth > self._source.limits.depth:
            raise self._too_deep()
        if name == "seg":
            self._gather()
            self._in_segment = True
        elif name in ("prop", "note"):
            self._property = attributes.get("type", "") if name == "prop" else name
            self._gather()
        elif name == "tuv":
            # TMX 1.1 and some tools of today say lang.
            self._language = attributes.get("xml:lang") or attributes.get("lang", "")
        elif name == "tu":
            if self._attributes is not None:
                raise self._error("Expected </tu> before the next <tu>.")
            self._attributes = attributes
            self._variants = []
            self._properties = []
        elif name == "header":
            self._header_source = attributes.get("srclang") or "*all*"
        elif self._in_segment and name in _CODES:
            self._source.problems.losses["inline codes"] += 1
            self._codes += 1
            self.parser.CharacterDataHandler = None

    def end(self, name: str) -> None:
        """End an element."""
        self._depth -= 1
        if name == "seg":
            self._in_segment = False
            self._variants.append((self._language, self._gathered()))
        elif name in ("prop", "note"):
            text = self._gathered()
            if self._attributes is not None:
                self._properties.append((self._property, text))
            elif self._property == "x-target-language":
                self._header_target = text
        elif name == "tu":
            self._end_unit()
        elif self._in_segment and name in _CODES:
            self._codes -= 1
            if not self._codes:
                self.parser.CharacterDataHandler = self._parts.append

    def _end_unit(self) -> None:
        assert self._attributes is not None
        try:
            self.add(self._attributes, self._properties, self._variants)
        except FormatError as error:
            self._source.skip(self._error(error.problem))
        self._attributes = None
        self.unit_end = self.parser.CurrentByteIndex + len(UNIT_END)

    def _gather(self) -> None:
        if self.parser.CharacterDataHandler is not None or self._codes:
            raise self._error("Expected text, found an element that holds text of its own.")
        super()._gather()

    def usual_source(self, attributes: dict[str, str]) -> str:
        """Return the language of the first of two variants for which they are simply source and target.

        Args:
            attributes: The attributes of the ``tu`` element but ``tuid``.

        Returns:
            The language; empty if an attribute or the caller's wishes ask for more care.
        """
        if self._wanted_source or self._wanted_target or attributes.keys() - {"srclang"}:
            return ""
        return attributes.get("srclang") or self._header_source

    def add(
        self, attributes: dict[str, str], properties: list[tuple[str, str]], variants: list[tuple[str, str]]
    ) -> None:
        """Add the unit of a ``tu`` element.

        Args:
            attributes: The element's attributes.
            properties: The types and texts of its ``prop`` elements; notes have the type ``note``.
            variants: The languages and texts of its ``tuv`` elements.

        Raises:
            FormatError: If a variant is missing or names no language; does not say where.
        """
        kind, score, identifier, metadata, lone = unit_values(properties, attributes.get("tuid", ""))
        if len(attributes) > ("tuid" in attributes):
            metadata.update((name, attributes[name]) for name in KEPT_ATTRIBUTES if name in attributes)
        source, target = self._pair(variants, attributes.get("srclang") or self._header_source, lone)
        self.items.append(trusted_unit(source[1], target[1], source[0], target[0], kind, score, identifier, metadata))

    def _pair(
        self, variants: list[tuple[str, str]], source_language: str, lone: str
    ) -> tuple[tuple[str, str], tuple[str, str]]:
        """Choose the source and the target variant; a missing one is empty."""
        wanted = self._wanted_source or source_language
        if self._wanted_target is None and len(variants) == 2 and wanted == variants[0][0]:
            if not variants[1][0]:
                raise FormatError("Expected the attribute xml:lang of every <tuv>.")
            return variants[0], variants[1]
        if not variants:
            raise FormatError("Expected at least one <tuv> with a <seg> in the <tu>.")
        if not all(language for language, _ in variants):
            raise FormatError("Expected the attribute xml:lang of every <tuv>.")
        at = 0 if wanted == "*all*" else best_match(wanted, [language for language, _ in variants])
        if at is None and len(variants) > 1:
            found = ", ".join(language for language, _ in variants)
            raise FormatError(
                f"Expected a <tuv> in the source language {wanted}, found {found}: name the languages by the options "
                f"source_language and target_language (-r source_language={variants[0][0]})."
            )
        rest = [variant for index, variant in enumerate(variants) if index != at]
        to: int | None = 0
        if self._wanted_target is not None and rest:
            to = best_match(self._wanted_target, [language for language, _ in rest])
            if to is None:
                found = ", ".join(language for language, _ in rest)
                raise FormatError(f"Expected a <tuv> in the language {self._wanted_target}, found {found}.")
        if len(rest) > 1:
            self._source.problems.losses["variants in further languages"] += len(rest) - 1
        source = variants[at] if at is not None else (wanted, "")
        missing = lone or self._header_target or self._wanted_target or "und"
        return source, rest[to] if to is not None and rest else (missing, "")
