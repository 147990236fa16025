"""GNU gettext PO files, read as pairs of messages and their translations.

Reference: *GNU gettext manual*, "The Format of PO Files". An entry's context, flags (``fuzzy`` among them),
references and comments become metadata; a plural entry gives a unit for each form. Obsolete entries are
counted, not read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs

from bialign.beads import TranslationUnit
from bialign.errors import FormatError
from bialign.formats.base import Capabilities, Format, Option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bialign.formats.reading import Input

_KEYWORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr)(?:\[([0-9]{1,3})\])?\s*(".*")')
_ESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|(.))", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_COMMENTS = {"#,": "flags", "#:": "references", "#.": "extracted_comments"}


@attrs.define
class _Entry:
    """An entry as it is gathered."""

    line: int
    texts: dict[str, str] = attrs.field(factory=dict)
    metadata: dict[str, str] = attrs.field(factory=dict)
    last: str = ""


def read_po(
    source: Input,
    *,
    source_language: str | None = None,
    target_language: str | None = None,
    encoding: str = "utf-8",
) -> Iterator[TranslationUnit]:
    """Yield the units of a PO file, untranslated ones included.

    Args:
        source: The file.
        source_language: The language of the messages; otherwise the header's ``X-Source-Language``, or English.
        target_language: The language of the translations; otherwise the header's ``Language``.
        encoding: The file's encoding.
    """
    languages = [source_language, target_language]
    for entry in _entries(source, encoding):
        message = entry.texts.get("msgid", "")
        if not message and "msgctxt" not in entry.texts:
            fields = dict(re.findall(r"^([\w-]+): *(.*)$", entry.texts.get("msgstr", ""), re.MULTILINE))
            languages[0] = languages[0] or fields.get("X-Source-Language")
            languages[1] = languages[1] or fields.get("Language")
            continue
        metadata = dict(entry.metadata)
        if "msgctxt" in entry.texts:
            metadata["context"] = entry.texts["msgctxt"]
        for text, translation in _pairs(entry.texts):
            yield TranslationUnit(
                text,
                translation,
                (languages[0] or "en").replace("_", "-"),
                (languages[1] or "und").replace("_", "-"),
                metadata=metadata,
            )


def _pairs(texts: dict[str, str]) -> list[tuple[str, str]]:
    """Return the message with its translation; for a plural entry every form with its own."""
    singular, plural = texts["msgid"], texts.get("msgid_plural")
    if plural is None:
        return [(singular, texts.get("msgstr", ""))]
    forms = [texts[key] for key in sorted(texts) if key.startswith("msgstr[")]
    # Languages such as Korean have one form for one and for many.
    return [(singular, forms[0]), *((plural, form) for form in forms[1:] or forms)] if forms else [(singular, "")]


def _entries(source: Input, encoding: str) -> Iterator[_Entry]:
    entry = _Entry(1)
    size = 0
    for number, line in source.lines(encoding):
        stripped = line.strip()
        if stripped.startswith("#~"):
            source.problems.losses["obsolete entries"] += stripped.startswith("#~ msgid ")
            continue
        starts = not stripped or stripped.startswith(("#", "msgctxt", "msgid "))
        if starts and any(key.startswith("msgstr") for key in entry.texts):
            yield entry
            entry, size = _Entry(number), 0
        size += len(line)
        if size > source.limits.record:
            raise source.error(f"The entry is longer than {source.limits.record} characters.", entry.line)
        try:
            _add_line(entry, stripped)
        except FormatError as error:
            source.skip(error, number)
    if any(key.startswith("msgstr") for key in entry.texts):
        yield entry
    elif entry.texts:
        source.skip(source.error("Expected msgstr before the end of the file.", entry.line))


def _add_line(entry: _Entry, line: str) -> None:
    if not line:
        return
    if line.startswith("#"):
        key = _COMMENTS.get(line[:2], "comments" if line[:2] in ("#", "# ") else "")
        if key:
            text = line[2:].strip()
            entry.metadata[key] = f"{entry.metadata[key]}\n{text}" if key in entry.metadata else text
        return
    if line.startswith('"') and entry.last:
        entry.texts[entry.last] += _unquoted(line)
        return
    entry.last = ""
    match = _KEYWORD.fullmatch(line)
    if match is None:
        raise FormatError(f"Expected msgctxt, msgid, msgstr or a text in double quotes, found {line[:30]!r}.")
    key = f"msgstr[{int(match[2]):03}]" if match[2] else match[1]
    if key in entry.texts:
        raise FormatError(f"The entry has a second {match[1]}.")
    if key.startswith("msgstr") and "msgid" not in entry.texts:
        raise FormatError("Expected msgid before msgstr.")
    entry.texts[key] = _unquoted(match[3])
    entry.last = key


def _unquoted(text: str) -> str:
    if len(text) < 2 or not text.endswith('"') or re.search(r'(?<!\\)(?:\\\\)*"', text[1:-1]):
        raise FormatError(f"Expected a text in double quotes, found {text[:30]!r}.")
    return _ESCAPE.sub(_unescape, text[1:-1])


def _unescape(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 8))
    if match[2]:
        return chr(int(match[2], 16))
    return _ESCAPES.get(match[3], match[3])


PO = Format(
    name="po",
    title="gettext PO",
    endings=(".po", ".pot"),
    capabilities=Capabilities(units=True, scores=False, kinds=False, ids=False),
    note="Read only.",
    read=read_po,
    read_options=(
        Option("source_language", "The language of the messages, otherwise the header's or English."),
        Option("target_language", "The language of the translations, otherwise the header's."),
        Option("encoding", "The file's encoding (utf-8)."),
    ),
)
