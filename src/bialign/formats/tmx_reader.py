"""Reading TMX: units in the plain shape that programs write by one pattern, all others by expat.

Nine tenths of a machine-written TMX file are the same few tags over and over. A unit that stands between two
others and matches the pattern of a plain ``tu`` as a whole, with nothing in it that XML treats specially, needs no
parser; what does not match goes through expat, which sees blank lines for the units it was spared, so that line
and column stay right. Both ways give the same units.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from bialign.documents import FragmentKind
from bialign.errors import FormatError, InvariantError
from bialign.formats.keys import KINDS, probability
from bialign.formats.languages import best_match
from bialign.formats.trusted import trusted_unit
from bialign.formats.xml_parser import XmlParser, place, xml_chunks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from xml.parsers import expat

    from bialign.beads import TranslationUnit
    from bialign.formats.reading import Input

# Attributes of <tu> that are kept as metadata.
KEPT_ATTRIBUTES = ("creationdate", "changedate", "lastusagedate", "creationid", "changeid", "usagecount")
# Elements inside a segment that hold a foreign format's code rather than text.
_CODES = frozenset({"bpt", "ept", "it", "ph", "ut"})
# Types of <prop> that say something of a unit beside its metadata.
_OURS = frozenset({"score", "kind", "id", "target-language", "x-score", "x-kind", "x-id", "x-target-language"})

# Possessive quantifiers: a unit matches or does not, without backtracking.
_SPACE = r"[ \t\n]*+"
_VALUE = r'[^"<&\t\n]*+'
_VARIANT = rf'<tuv xml:lang="({_VALUE})">{_SPACE}<seg>([^<]*+)</seg>{_SPACE}</tuv>{_SPACE}'
_ATTRIBUTES = rf'(?: tuid="({_VALUE})")?+((?: [A-Za-z_][\w:.-]*+="{_VALUE}")*+)'
_PROPERTIES = rf'((?:<prop type="{_VALUE}">[^<]*+</prop>{_SPACE})*+)'
_PLAIN = re.compile(rf"{_SPACE}<tu{_ATTRIBUTES}>{_SPACE}{_PROPERTIES}{_VARIANT}(?:{_VARIANT})?+</tu>", re.ASCII)
_ATTRIBUTE = re.compile(r' ([^ =]++)="([^"]*+)"')
_PROPERTY = re.compile(r'<prop type="([^"]*+)">([^<]*+)</prop>')
_STRANGE_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#9|#10|#13);)")
_REFERENCE = re.compile(r"&(amp|lt|gt|quot|apos|#9|#10|#13);")
_REFERENCES = {
    "amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "#9": "\t", "#10": "\n", "#13": "\r",
}  # fmt: skip
_CONTROLS = bytes(range(0x20)).translate(None, b"\t\n\r")
_END = b"</tu>"


def read_tmx(
    source: Input, *, source_language: str | None = None, target_language: str | None = None
) -> Iterator[TranslationUnit]:
    """Yield the units of a TMX file.

    Args:
        source: The file.
        source_language: The language to take as the source; otherwise the file's ``srclang``, or each unit's
            first variant where that is ``*all*``. ``ko`` finds ``ko-KR`` and the other way round.
        target_language: The language to take as the target; otherwise the first other variant.

    Raises:
        FormatError: If the file is not well-formed, or a unit has no variant in a wanted language.
    """
    handler = _Handler(source, source_language, target_language)
    parser = XmlParser(source, handler, root=("tmx",))
    rest = b""
    for chunk in xml_chunks(source):
        data = rest + chunk
        end = data.rfind(_END)
        if end < 0 or not chunk:
            rest = b""
            failure = parser.feed(data, last=not chunk)
        else:
            end += len(_END)
            rest = data[end:]
            failure = _read_block(data[:end], parser, handler)
        yield from handler.items
        handler.items.clear()
        if failure is not None:
            source.skip(failure)
            return


def _read_block(block: bytes, parser: XmlParser, handler: _Handler) -> FormatError | None:
    """Read bytes that end at the end of a unit."""
    text = _plain_text(block)
    if text is None:
        return parser.feed(block)
    at = 0
    while at < len(text):
        fed = at
        if handler.unit_end == parser.fed and parser.encoding in ("", "utf-8", "us-ascii"):
            at = _read_plain(text, at, handler)
        stop = text.find("</tu>", at) + len("</tu>") if at < len(text) else at
        failure = parser.feed(_padding(text, fed, at) + text[at:stop].encode())
        if failure is not None:
            return failure
        if at == stop:
            handler.unit_end = parser.fed
        at = stop
    return None


def _plain_text(block: bytes) -> str | None:
    """Return the block as text with XML's line ends, or None if expat has to see its bytes."""
    if len(block.translate(None, _CONTROLS)) != len(block):
        return None
    try:
        text = block.decode()
    except UnicodeDecodeError:
        return None
    # Looking for single characters is many times faster than looking for strings.
    if "\ufffe" in text or "\uffff" in text or ("]" in text and "]]>" in text):
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _read_plain(text: str, at: int, handler: _Handler) -> int:
    """Read the plain units that follow each other from a place on; return the place after them."""
    # Scanning goes on where the last match ended, and ends at the first unit that does not match there.
    scan: Callable[[], re.Match[str] | None] = _PLAIN.scanner(text, at).match  # type: ignore[attr-defined]
    references = "&" in text
    add = handler.items.append
    body = FragmentKind.BODY
    found = None
    seen, named, expected = "", {}, handler.usual_source({})
    for found in iter(scan, None):
        identifier, attributes, properties, language, segment, other_language, other_segment = found.groups()
        if attributes != seen:
            pairs = _ATTRIBUTE.findall(attributes)
            seen, named = attributes, dict(pairs)
            if len(named) < len(pairs) or "tuid" in named:
                return found.start()  # an attribute twice: expat tells the place
            expected = handler.usual_source(named)
        kept: list[tuple[str, str]] = _PROPERTY.findall(properties) if properties else []
        if references and "&" in found[0]:
            if _STRANGE_REFERENCE.search(found[0]):
                return found.start()
            segment, other_segment = _unescape(segment), other_segment and _unescape(other_segment)
            kept = [(name, _unescape(value)) for name, value in kept]
        if language == expected and other_language:
            if kept:
                kind, score, identifier, metadata, _ = unit_values(kept, identifier or "")
            else:
                kind, score, metadata = body, None, {}
            unit = trusted_unit(
                segment, other_segment, language, other_language, kind, score, identifier or "", metadata
            )
            add(unit)
            continue
        variants = [(language, segment)]
        if other_language is not None:
            variants.append((other_language, other_segment))
        try:
            handler.add(named if identifier is None else {**named, "tuid": identifier}, kept, variants)
        except (FormatError, InvariantError):
            return found.start()  # expat meets it again and tells the place
    return at if found is None else found.end()


def unit_values(
    properties: list[tuple[str, str]], identifier: str
) -> tuple[FragmentKind, float | None, str, dict[str, str], str]:
    """Return what properties say of a unit: kind, score, id, metadata, and the language of a missing variant.

    A score that is no probability and a kind that is none of ours, as other programs write them, become metadata.

    Args:
        properties: The types and texts of a unit's ``prop`` elements; notes have the type ``note``.
        identifier: The id where no property says it.
    """
    kind, score, lone = FragmentKind.BODY, None, ""
    metadata: dict[str, str] = {}
    for name, value in properties:
        if name in _OURS:
            key = name.removeprefix("x-")
            if key == "score" and (score := probability(value)) is not None:
                continue
            if key == "kind" and value in KINDS:
                kind = KINDS[value]
                continue
            if key == "id":
                identifier = value
                continue
            if key == "target-language":
                lone = value
                continue
        key = _metadata_key(name)
        metadata[key] = f"{metadata[key]}\n{value}" if key in metadata else value
    return kind, score, identifier, metadata, lone


@lru_cache(maxsize=1024)
def _metadata_key(name: str) -> str:
    return name.removeprefix("x-").removeprefix("meta-")


def _unescape(text: str) -> str:
    return _REFERENCE.sub(lambda match: _REFERENCES[match[1]], text)


def _padding(text: str, start: int, stop: int) -> bytes:
    """Return white space that takes the lines and columns of text that expat does not see."""
    lines = text.count("\n", start, stop)
    if not lines:
        return b" " * (stop - start)
    return b"\n" * lines + b" " * (stop - text.rindex("\n", start, stop) - 1)


class _Handler:
    """Builds units from the events of a TMX file, or from their parts.

    Attributes:
        items: The units that are complete.
        unit_end: After which byte the last unit ended.
    """

    parser: expat.XMLParserType

    def __init__(self, source: Input, source_language: str | None, target_language: str | None) -> None:
        self.items: list[TranslationUnit] = []
        self.unit_end = -1
        self._source = source
        self._wanted_source = source_language
        self._wanted_target = target_language
        self._header_source = "*all*"
        self._header_target = ""
        self._depth = 0
        self._parts: list[str] = []
        self._in_segment = False
        self._codes = 0
        self._property = ""
        self._language = ""
        self._attributes: dict[str, str] | None = None
        self._variants: list[tuple[str, str]] = []
        self._properties: list[tuple[str, str]] = []

    def collected(self) -> int:
        """Return how much text is being gathered."""
        return sum(map(len, self._parts))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        self._depth += 1
        if self._depth > self._source.limits.depth:
            raise self._error(f"Elements are nested deeper than {self._source.limits.depth}.")
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
        except (FormatError, InvariantError) as error:
            self._source.skip(self._error(getattr(error, "problem", str(error))))
        self._attributes = None
        self.unit_end = self.parser.CurrentByteIndex + len(_END)

    def _error(self, problem: str) -> FormatError:
        return place(self._source, self.parser, problem)

    def _gather(self) -> None:
        if self.parser.CharacterDataHandler is not None or self._codes:
            raise self._error("Expected text, found an element that holds text of its own.")
        self._parts = []
        self.parser.CharacterDataHandler = self._parts.append

    def _gathered(self) -> str:
        self.parser.CharacterDataHandler = None
        text = "".join(self._parts)
        self._parts = []
        return text

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
            raise FormatError(f"Expected a <tuv> in the source language {wanted}.")
        rest = [variant for index, variant in enumerate(variants) if index != at]
        to: int | None = 0
        if self._wanted_target is not None and rest:
            to = best_match(self._wanted_target, [language for language, _ in rest])
            if to is None:
                raise FormatError(f"Expected a <tuv> in the language {self._wanted_target}.")
        if len(rest) > 1:
            self._source.problems.losses["variants in further languages"] += len(rest) - 1
        source = variants[at] if at is not None else (wanted, "")
        missing = lone or self._header_target or self._wanted_target or "und"
        return source, rest[to] if to is not None and rest else (missing, "")
