"""TMX units in the plain shape that programs write, read by one pattern instead of a parser.

Nine tenths of a machine-written TMX file are the same few tags over and over. A unit that matches the pattern of a
plain ``tu`` as a whole, with nothing in it that XML treats specially, is what the parser would make of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bialign.documents import FragmentKind
from bialign.errors import FormatError
from bialign.formats.tmx_properties import unit_values
from bialign.formats.trusted import trusted_unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from bialign.formats.tmx_handler import TmxHandler

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


def plain_text(block: bytes) -> str | None:
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


def read_plain(text: str, at: int, handler: TmxHandler) -> int:
    """Read the plain units that follow each other from a place on; return the place after them."""
    # Scanning goes on where the last match ended, and ends at the first unit that does not match there. The types of
    # the standard library leave `scanner` out.
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
        except FormatError:
            return found.start()  # expat meets it again and tells the place
    return at if found is None else found.end()


def _unescape(text: str) -> str:
    return _REFERENCE.sub(lambda match: _REFERENCES[match[1]], text)
