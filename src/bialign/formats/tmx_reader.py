"""Reading TMX: units in a plain shape by one pattern, all others by expat.

Expat sees blank lines for the units that it was spared, so that line and column stay right. Both ways give the same
units.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bialign.formats.tmx_handler import UNIT_END, TmxHandler
from bialign.formats.tmx_plain import plain_text, read_plain
from bialign.formats.xml_parser import XmlParser, xml_chunks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bialign.beads import TranslationUnit
    from bialign.errors import FormatError
    from bialign.formats.reading import Input


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
    handler = TmxHandler(source, source_language, target_language)
    parser = XmlParser(source, handler, root=("tmx",))
    rest = b""
    for chunk in xml_chunks(source):
        data = rest + chunk
        end = data.rfind(UNIT_END)
        if end < 0 or not chunk:
            rest = b""
            failure = parser.feed(data, last=not chunk)
        else:
            end += len(UNIT_END)
            rest = data[end:]
            failure = _read_block(data[:end], parser, handler)
        yield from handler.items
        handler.items.clear()
        if failure is not None:
            source.end(failure)
            return


def _read_block(block: bytes, parser: XmlParser, handler: TmxHandler) -> FormatError | None:
    """Read bytes that end at the end of a unit."""
    text = plain_text(block)
    if text is None:
        return parser.feed(block)
    at = 0
    while at < len(text):
        fed = at
        if handler.unit_end == parser.fed and parser.encoding in ("", "utf-8", "us-ascii"):
            at = read_plain(text, at, handler)
        stop = text.find("</tu>", at) + len("</tu>") if at < len(text) else at
        failure = parser.feed(_padding(text, fed, at) + text[at:stop].encode())
        if failure is not None:
            return failure
        if at == stop:
            handler.unit_end = parser.fed
        at = stop
    return None


def _padding(text: str, start: int, stop: int) -> bytes:
    """Return white space that takes the lines and columns of text that expat does not see."""
    lines = text.count("\n", start, stop)
    if not lines:
        return b" " * (stop - start)
    return b"\n" * lines + b" " * (stop - text.rindex("\n", start, stop) - 1)
