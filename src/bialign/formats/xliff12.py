"""XLIFF 1.2, the exchange format of translation that every CAT tool reads.

Reference: OASIS, *XLIFF Version 1.2*, 2008. Score, kind and metadata stand in a ``context-group``; every article is a
``file``. Text is joined for m-n beads; a unit without source has an empty ``source``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bialign._version import __version__
from bialign.formats.base import Capabilities, Format
from bialign.formats.keys import named_values, token_from_key
from bialign.formats.xliff_reader import USUAL_STATE, read_xliff
from bialign.formats.xml_text import ILLEGAL, escape_attribute, escape_text

if TYPE_CHECKING:
    from bialign.beads import TranslationUnit
    from bialign.formats.writing import Output

_STATES = re.compile(
    r"final|needs-adaptation|needs-l10n|needs-review-adaptation|needs-review-l10n|needs-review-translation|"
    r"needs-translation|new|signed-off|x-\S+"
)


class Xliff12Writer:
    """Writes units as XLIFF 1.2."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._file: tuple[str, str, str] | None = None
        self._count = 0
        output.text(
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">\n'
        )

    def write(self, unit: TranslationUnit) -> bool:
        """Write a unit, in a new file element where the article or the languages change."""
        if not unit.source_language or not unit.target_language:
            raise self._output.refusal("XLIFF needs the languages of both sides")
        legal = self._output.legal
        file = (unit.metadata.get("article", ""), unit.source_language, unit.target_language)
        opening = "" if file == self._file else self._file_opening(*(legal(value, "metadata") for value in file))
        state = unit.metadata.get("state", "")
        state = state if _STATES.fullmatch(state) and unit.target else ""
        without = [key for key, elsewhere in (("article", file[0]), ("state", state)) if elsewhere]
        contexts = [
            f'<context context-type="x-{escape_attribute(token_from_key(legal(key, "metadata")))}">'
            f"{escape_text(legal(value, 'metadata'))}</context>\n"
            for key, value in named_values(unit, without=without)
        ]
        identifier = escape_attribute(legal(unit.id, "id"))
        parts = [
            opening,
            f'<trans-unit id="{self._count + 1}" resname="{identifier}" xml:space="preserve">\n',
            f"<source>{escape_text(legal(unit.source, 'source text'))}</source>\n",
        ]
        if unit.target:
            text = escape_text(legal(unit.target, "target text"))
            parts.append(f'<target state="{escape_attribute(state or USUAL_STATE)}">{text}</target>\n')
        if contexts:
            parts += ['<context-group purpose="information">\n', *contexts, "</context-group>\n"]
        parts.append("</trans-unit>\n")
        self._file = file
        self._count += 1
        self._output.text("".join(parts))
        return True

    def close(self) -> None:
        """Close the last file; a corpus without units gets an empty one, since one is required."""
        if self._file is None:
            self._output.text(self._file_opening("", "und", "und"))
        self._output.text("</body>\n</file>\n</xliff>\n")

    def _file_opening(self, article: str, source_language: str, target_language: str) -> str:
        date = f' date="{self._output.date}"' if self._output.date else ""
        original, source, target = map(escape_attribute, (article, source_language, target_language))
        return (
            ("</body>\n</file>\n" if self._file else "")
            + f'<file original="{original}" source-language="{source}" target-language="{target}" '
            f'datatype="plaintext"{date} tool-id="bialign">\n'
            f'<header>\n<tool tool-id="bialign" tool-name="bialign" tool-version="{__version__}"/>\n</header>\n'
            "<body>\n"
        )


XLIFF12 = Format(
    name="xliff12",
    title="XLIFF 1.2",
    endings=(".xlf12", ".xliff12"),
    capabilities=Capabilities(units=True),
    note="For CAT tools that do not read XLIFF 2. A 0-n bead has an empty source. Reading takes any version.",
    read=read_xliff,
    write=Xliff12Writer,
    illegal=ILLEGAL,
    illegal_name="XML 1.0",
)
