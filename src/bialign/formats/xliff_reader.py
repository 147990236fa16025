"""Reading XLIFF 1.0 to 1.2 and 2.0 to 2.2.

References: OASIS, *XLIFF Version 1.2*, 2008; *XLIFF Version 2.1*, 2018. In either, a unit of text is a
``source`` and perhaps a ``target``; sources inside translation suggestions, glossaries and the like are not
units and are passed over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bialign.beads import TranslationUnit
from bialign.errors import FormatError, InvariantError
from bialign.formats.keys import key_from_token, unit_fields
from bialign.formats.xml_parser import Handler, parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bialign.formats.reading import Input

_CORE = "urn:oasis:names:tc:xliff:document:"
_METADATA = "urn:oasis:names:tc:xliff:metadata:"
# Inline elements that hold codes rather than text, and those that stand for a code or a pair of codes.
_CODES = frozenset({"bpt", "ept", "it", "ph", "sub"})
_MARKERS = _CODES | {"g", "x", "bx", "ex", "pc", "sc", "ec"}
_UNITS = frozenset({"trans-unit", "segment"})
# The state of what is translated, in every version; it goes without saying.
USUAL_STATE = "translated"


def read_xliff(source: Input) -> Iterator[TranslationUnit]:
    """Yield the units of an XLIFF file of any version; in XLIFF 2 every segment is one.

    Raises:
        FormatError: If the file is not well-formed or names no languages.
    """
    return parse_xml(source, _Handler(source), root=("xliff",), namespaces=True)


class _Handler(Handler):
    """Builds units from the events of an XLIFF file."""

    def __init__(self, source: Input) -> None:
        super().__init__(source)
        self._path: list[str] = []
        self._languages = ["", ""]
        self._article = ""
        self._unit: dict[str, str] = {}
        self._segments: list[dict[str, str]] = []
        self._segment: dict[str, str] = {}
        self._properties: dict[str, str] = {}
        self._key = ""
        self._gathering = False
        self._codes = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        namespace, _, local = name.rpartition(" ")
        if namespace.startswith(_METADATA):
            local = f"mda:{local}"
        elif namespace and not namespace.startswith(_CORE):
            local = "other"
        parent = self._path[-1] if self._path else ""
        self._path.append(local)
        if len(self._path) > self._source.limits.depth:
            raise self._too_deep()
        if self._gathering:
            self._start_inline(local, attributes)
        elif local in ("source", "target") and parent in _UNITS:
            self._gather()
            if local == "target" and "state" in attributes:
                self._segment["state"] = attributes["state"]
        elif local in ("trans-unit", "unit"):
            self._unit = attributes
            self._segments = []
            self._properties = {}
        elif local == "file":
            self._start_file(attributes)
        elif local == "xliff":
            self._languages = [attributes.get("srcLang", ""), attributes.get("trgLang", "")]
        elif local in ("context", "mda:meta") and "alt-trans" not in self._path:
            self._key = key_from_token(attributes.get("context-type", "").removeprefix("x-"))
            self._key = attributes.get("type", self._key)
            self._gather()
        elif local == "note" and parent in ("trans-unit", "notes"):
            self._key = "note"
            self._gather()
        if local in _UNITS:
            self._segment = {key: value for key, value in attributes.items() if key in ("id", "state")}

    def end(self, _name: str) -> None:
        """End an element."""
        local = self._path.pop()
        if self._gathering and local in _CODES:
            self._codes -= 1
            if not self._codes:
                self.parser.CharacterDataHandler = self._parts.append
        elif local in ("source", "target") and self._gathering and self._path[-1] in _UNITS:
            self._segment[local] = self._gathered()
        elif local in ("context", "mda:meta", "note") and self._gathering:
            text = self._gathered()
            earlier = self._properties.get(self._key)
            self._properties[self._key] = text if earlier is None else f"{earlier}\n{text}"
        elif local in _UNITS:
            self._segments.append(self._segment)
        if local in ("trans-unit", "unit"):
            self._end_unit()

    def _start_file(self, attributes: dict[str, str]) -> None:
        self._article = attributes.get("original", "")
        for index, name in enumerate(("source-language", "target-language")):
            if name in attributes:
                self._languages[index] = attributes[name]

    def _start_inline(self, local: str, attributes: dict[str, str]) -> None:
        if local == "cp":
            self._parts.append(self._character(attributes.get("hex", "")))
        elif local in _MARKERS:
            self._source.problems.losses["inline codes"] += 1
        if local in _CODES:
            self._codes += 1
            self.parser.CharacterDataHandler = None

    def _character(self, code: str) -> str:
        try:
            return chr(int(code, 16))
        except (ValueError, OverflowError):
            raise self._error(f"Expected a code point in the attribute hex of <cp>, found {code[:20]!r}.") from None

    def _gather(self) -> None:
        super()._gather()
        self._codes = 0
        self._gathering = True

    def _gathered(self) -> str:
        self._gathering = False
        return super()._gathered()

    def _end_unit(self) -> None:
        name = self._unit.get("resname", self._unit.get("name", self._unit.get("id", "")))
        for number, segment in enumerate(self._segments, 1):
            identifier = name if len(self._segments) == 1 else f"{name}:{segment.get('id', number)}"
            try:
                self.items.append(self._make(segment, identifier))
            except (FormatError, InvariantError) as error:
                self._source.skip(self._error(getattr(error, "problem", str(error))))

    def _make(self, segment: dict[str, str], identifier: str) -> TranslationUnit:
        if "source" not in segment:
            raise FormatError("Expected a <source> in the unit.")
        if not self._languages[0]:
            raise FormatError("Expected the source language, as the attribute srcLang or source-language.")
        score, kind, metadata = unit_fields(self._properties)
        if self._article:
            metadata.setdefault("article", self._article)
        if segment.get("state", USUAL_STATE) not in (
            USUAL_STATE,
            "initial" if "target" not in segment else USUAL_STATE,
        ):
            metadata["state"] = segment["state"]
        return TranslationUnit(
            source=segment["source"],
            target=segment.get("target", ""),
            source_language=self._languages[0],
            target_language=self._languages[1] or "und",
            kind=kind,
            score=score,
            id=identifier,
            metadata=metadata,
        )
