"""XLIFF 2.1, the exchange format of translation.

Reference: OASIS, *XLIFF Version 2.1*, 2018. Score, kind and metadata stand in a group of the
metadata module; every article is a ``file``. Text is joined for m-n beads; a unit without source has an
empty ``source``. Characters that XML forbids are written as ``cp`` elements, which some readers drop.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bialign.formats.base import Capabilities, Format
from bialign.formats.keys import named_values
from bialign.formats.xliff_reader import USUAL_STATE, read_xliff
from bialign.formats.xml_text import ILLEGAL, escape_attribute, escape_text

if TYPE_CHECKING:
    from bialign.beads import TranslationUnit
    from bialign.formats.writing import Output

_STATES = re.compile("initial|reviewed|final")


class Xliff21Writer:
    """Writes units as XLIFF 2.1."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._languages: tuple[str, str] | None = None
        self._article: str | None = None
        self._files = 0
        self._count = 0

    def write(self, unit: TranslationUnit) -> bool:
        """Write a unit, in a new file element where the article changes."""
        legal = self._output.legal
        languages = (unit.source_language, unit.target_language)
        if not all(languages):
            raise self._output.refusal("XLIFF needs the languages of both sides")
        if self._languages not in (None, languages):
            raise self._output.refusal(
                f"its languages are {languages[0]} and {languages[1]}, but an XLIFF 2 document has one pair of "
                f"languages, here {' and '.join(self._languages or ())}"
            )
        article = unit.metadata.get("article", "")
        state = unit.metadata.get("state", "")
        state = state if _STATES.fullmatch(state) and unit.target else ""
        without = [key for key, elsewhere in (("article", article), ("state", state)) if elsewhere]
        values = [
            f'<mda:meta type="{escape_attribute(legal(key, "metadata"))}">'
            f"{escape_text(legal(value, 'metadata'))}</mda:meta>\n"
            for key, value in named_values(unit, without=without)
        ]
        parts = [f'<unit id="u{self._count + 1}" name="{escape_attribute(legal(unit.id, "id"))}">\n']
        if values:
            parts.append('<mda:metadata>\n<mda:metaGroup category="bialign">\n')
            parts += [*values, "</mda:metaGroup>\n</mda:metadata>\n"]
        state = state or (USUAL_STATE if unit.target else "initial")
        parts.append(f'<segment id="s{self._count + 1}" state="{state}">\n')
        parts.append(f'<source xml:space="preserve">{_content(unit.source)}</source>\n')
        if unit.target:
            parts.append(f'<target xml:space="preserve">{_content(unit.target)}</target>\n')
        parts.append("</segment>\n</unit>\n")
        opening = self._openings(languages, legal(article, "article"))
        self._count += 1
        self._output.text(opening + "".join(parts))
        return True

    def close(self) -> None:
        """Close the document; a corpus without units gets an empty group, since a file needs one or the other."""
        empty = "" if self._count else f'{self._openings(("und", "und"), "")}<group id="g1"/>\n'
        self._output.text(f"{empty}</file>\n</xliff>\n")

    def _openings(self, languages: tuple[str, str], article: str) -> str:
        opening = ""
        if self._languages is None:
            source, target = (escape_attribute(self._output.legal(tag, "language")) for tag in languages)
            self._languages = languages
            opening = (
                '<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="2.1" '
                'xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:mda="urn:oasis:names:tc:xliff:metadata:2.0" '
                f'srcLang="{source}" trgLang="{target}">\n'
            )
        if article != self._article:
            self._article = article
            self._files += 1
            end = "</file>\n" if self._files > 1 else ""
            original = f' original="{escape_attribute(article)}"' if article else ""
            opening += f'{end}<file id="f{self._files}"{original}>\n'
        return opening


def _content(text: str) -> str:
    text = escape_text(text)
    if text.isprintable():
        return text
    return ILLEGAL.sub(lambda match: f'<cp hex="{ord(match[0]):04X}"/>', text)


XLIFF21 = Format(
    name="xliff",
    title="XLIFF 2.1",
    endings=(".xlf", ".xliff"),
    capabilities=Capabilities(units=True),
    note=(
        "For CAT tools. A 0-n bead has an empty source; one file has one pair of languages. Control characters in "
        "texts are kept as <cp>. Reading takes versions 1.0 to 2.2."
    ),
    read=read_xliff,
    write=Xliff21Writer,
    illegal=ILLEGAL,
    illegal_name="XML 1.0",
)
