"""A streaming XML parser that an untrusted file can't turn against its reader.

Expat is used directly rather than lxml: it calls back for every start and end tag as the file streams by, so no
tree is ever held or cleared; it fetches nothing of its own accord; and its declaration callbacks let us
refuse document type definitions before a single entity is declared, whatever the version of the library. For
flat formats such as TMX it is also faster than walking lxml's elements from Python.
"""

from __future__ import annotations

import codecs
import re
from abc import ABC, abstractmethod
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn
from xml.parsers import expat

from bialign.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bialign.formats.reading import Input

# Larger blocks are mapped and unmapped by the memory allocator each time, which halves the speed.
CHUNK = 32 * 1024
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
# Encodings that expat knows itself.
_KNOWN = ("utf-8", "utf-16", "us-ascii", "iso-8859-1")
# How a file in UTF-16 begins, with a byte order mark and without (XML 1.0, appendix F).
_UTF_16 = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
_RAW_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_REFERENCE = re.compile(rb"&#(?:x0*([0-9A-Fa-f]{1,6})|0*([0-9]{1,7}));")
_OPEN_REFERENCE = re.compile(rb"&#?[0-9A-Za-z]{0,32}$")
_REPLACEMENT = "\ufffd".encode()


class Handler(ABC):
    """Builds items from the events of one XML file; may gather the text of elements.

    Attributes:
        parser: The parser, for the place in the file; set before the first event.
        items: Items that are complete; the parser takes them away.
    """

    parser: expat.XMLParserType

    def __init__(self, source: Input) -> None:
        self.items: list[Any] = []
        self._source = source
        self._parts: list[str] = []

    @abstractmethod
    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""

    @abstractmethod
    def end(self, name: str) -> None:
        """End an element."""

    def collected(self) -> int:
        """Return how many code points of text are being gathered."""
        return sum(map(len, self._parts))

    def _gather(self) -> None:
        """Begin to gather text."""
        self._parts = []
        self.parser.CharacterDataHandler = self._parts.append

    def _gathered(self) -> str:
        """Return the text since `_gather`, and gather no more."""
        self.parser.CharacterDataHandler = None
        text = "".join(self._parts)
        self._parts = []
        return text

    def _error(self, problem: str) -> FormatError:
        """Return an error at the place where the parser is."""
        return place(self._source, self.parser, problem)

    def _too_deep(self) -> FormatError:
        return self._error(f"Elements are nested deeper than {self._source.limits.depth}.")


class XmlParser:
    """Expat, guarded, over one file.

    Attributes:
        expat: The parser itself.
        encoding: The encoding of the bytes as the XML declaration names it, in lower case; empty for UTF-8.
        fed: How many bytes have been parsed.
    """

    def __init__(self, source: Input, handler: Handler, *, root: tuple[str, ...], namespaces: bool = False) -> None:
        self._source = source
        self._handler = handler
        self.fed = 0
        self.encoding = ""
        self._recoded = bool(recoded_from(source))
        self.expat = parser = expat.ParserCreate("utf-8" if self._recoded else None, " " if namespaces else None)
        parser.buffer_text = True
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._refuse_entity
        parser.SkippedEntityHandler = self._refuse_entity
        parser.StartElementHandler = partial(self._root, root)
        parser.EndElementHandler = handler.end
        handler.parser = parser

    def feed(self, data: bytes, *, last: bool = False) -> FormatError | None:
        """Parse some bytes; return what is wrong with them, after which nothing can be parsed any more."""
        longest = self._source.limits.record
        try:
            self.expat.Parse(data, last)
        except expat.ExpatError as error:
            problem = f"The XML is not well-formed: {expat.ErrorString(error.code)}."
            return self._source.error(problem, error.lineno, error.offset + 1)
        except FormatError as error:
            return error
        except (LookupError, ValueError) as error:  # an encoding that only a closer look finds
            return place(self._source, self.expat, f"The XML cannot be decoded: {error}.")
        self.fed += len(data)
        if self.fed - self.expat.CurrentByteIndex > longest + CHUNK or self._handler.collected() > longest:
            return place(self._source, self.expat, f"A tag or text is longer than {longest} bytes.")
        return None

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        self.encoding = "" if self._recoded else (encoding or "").lower()

    def _doctype(self, _name: str, _system: str | None, _public: str | None, has_internal_subset: int) -> None:
        if has_internal_subset:
            raise place(
                self._source, self.expat, "Declarations inside the DOCTYPE are refused: they can declare entities."
            )

    def _refuse_entity(self, name: str, *_rest: object) -> NoReturn:
        raise place(
            self._source, self.expat, f"The entity {name!r} is refused: only the five of XML itself are known."
        )

    def _root(self, root: tuple[str, ...], name: str, attributes: dict[str, str]) -> None:
        if root and name.rpartition(" ")[2] not in root:
            expected = " or ".join(f"<{one}>" for one in root)
            raise place(self._source, self.expat, f"Expected the root element {expected}, found <{name}>.")
        self.expat.StartElementHandler = self._handler.start
        self._handler.start(name, attributes)


def parse_xml(source: Input, handler: Handler, *, root: tuple[str, ...], namespaces: bool = False) -> Iterator[Any]:
    """Yield the items that a handler builds from an XML file.

    Args:
        source: The file.
        handler: Gets the events.
        root: The names that the root element may have; empty for any.
        namespaces: Whether names come as ``namespace name``, with a space between.

    Raises:
        FormatError: If the file is not well-formed, has declarations of entities or elements, is nested too deeply or
            holds a token or segment beyond the limits; names line and column. When parts are skipped,
            reading ends there instead: what follows ill-formed XML cannot be understood.
    """
    parser = XmlParser(source, handler, root=root, namespaces=namespaces)
    for chunk in xml_chunks(source):
        failure = parser.feed(chunk, last=not chunk)
        if handler.items:
            yield from handler.items
            handler.items.clear()
        if failure is not None:
            source.end(failure)
            return


def place(source: Input, parser: expat.XMLParserType, problem: str) -> FormatError:
    """Return an error at the place where the parser is."""
    return source.error(problem, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)


def recoded_from(source: Input) -> str:
    """Return the encoding that the XML declaration names if expat does not know it, such as EUC-KR.

    Where illegal characters are replaced, bytes are looked at as UTF-8: any other encoding is returned then.

    Raises:
        FormatError: If Python does not know it either.
    """
    start = source.start(256)
    if source.replace_illegal and (found := next((name for mark, name in _UTF_16 if start.startswith(mark)), "")):
        return found
    declared = _ENCODING.match(start)
    encoding = declared[1].decode().lower() if declared else ""
    if encoding in ("", "utf-8") or (encoding in _KNOWN and not source.replace_illegal):
        return ""
    try:
        b"a".decode(encoding)
    except (LookupError, UnicodeError):
        raise source.error(f"Expected an encoding of text that is known, found {encoding!r}.", 1) from None
    return encoding


def xml_chunks(source: Input) -> Iterator[bytes]:
    """Yield the file's bytes, in UTF-8 if `recoded_from` says so, and at last an empty chunk.

    Illegal characters are replaced if they are to be.

    Raises:
        FormatError: If the bytes are not what the declared encoding has.
    """
    rest = b""
    for chunk in _raw_chunks(source):
        if not source.replace_illegal:
            yield chunk
            continue
        data = rest + chunk
        split = _OPEN_REFERENCE.search(data)
        data, rest = (data[: split.start()], split[0]) if split else (data, b"")
        if data:
            yield _without_illegal(data, source)
    if rest:
        yield rest
    yield b""


def _raw_chunks(source: Input) -> Iterator[bytes]:
    encoding = recoded_from(source)
    decoder = codecs.getincrementaldecoder(encoding)() if encoding else None
    try:
        while data := source.stream.read1(CHUNK):
            # An empty chunk would mean the end.
            if decoded := data if decoder is None else decoder.decode(data).encode():
                yield decoded
        if decoder is not None:
            decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise source.error(f"Expected {encoding} text, found the byte 0x{error.object[error.start]:02x}.") from None


def _without_illegal(data: bytes, source: Input) -> bytes:
    data, count = _RAW_CONTROL.subn(_REPLACEMENT, data)

    def replace(match: re.Match[bytes]) -> bytes:
        nonlocal count
        code = int(match[1], 16) if match[1] else int(match[2])
        if code in (0x9, 0xA, 0xD) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0xFFFF < code < 0x110000:
            return match[0]
        count += 1
        return _REPLACEMENT

    data = _REFERENCE.sub(replace, data)
    if count:
        source.problems.losses["illegal characters"] += count
    return data
