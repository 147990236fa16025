"""Text in XML 1.0: which characters are legal, and how the others that mean something are escaped."""

from __future__ import annotations

import re

# XML 1.0, section 2.2, production 2; a numeric reference to such a character is not allowed either.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What UTF-8 itself cannot hold.
SURROGATES = re.compile("[\ud800-\udfff]")
_IN_TEXT = re.compile("[&<>\r]")
_IN_ATTRIBUTE = re.compile('[&<>"\t\n\r]')
_REFERENCES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\t": "&#9;",
    "\n": "&#10;",
    # A raw carriage return would be read as a line feed (section 2.11).
    "\r": "&#13;",
}


def escape_text(text: str) -> str:
    """Escape text for an element's content."""
    if "&" in text or "<" in text or ">" in text or "\r" in text:  # four quick scans beat one by a pattern
        return _IN_TEXT.sub(_reference, text)
    return text


def escape_attribute(text: str) -> str:
    """Escape text for an attribute in double quotes, white space included: parsers would turn it into spaces."""
    return _IN_ATTRIBUTE.sub(_reference, text)


def _reference(match: re.Match[str]) -> str:
    return _REFERENCES[match[0]]
