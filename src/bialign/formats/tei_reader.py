"""The XML of TEI: texts with sentences, and the links between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from bialign.documents import FragmentKind
from bialign.formats.keys import KINDS, probability
from bialign.formats.xces_reader import Sentence
from bialign.formats.xml_parser import Handler, parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bialign.formats.reading import Input

_LANG = "http://www.w3.org/XML/1998/namespace lang"
_ID = "http://www.w3.org/XML/1998/namespace id"


@attrs.define
class TeiText:
    """A text: its language, and its sentences in order."""

    language: str
    sentences: list[Sentence] = attrs.field(factory=list)


@attrs.frozen
class TeiLink:
    """A link: pointers such as ``#s1`` or ``a.xml#s1``, a score, a kind, and its line."""

    targets: tuple[str, ...]
    score: float | None
    kind: FragmentKind | None
    line: int


@attrs.define
class TeiDocument:
    """A ``TEI`` element: title, notes, texts, links and its line."""

    line: int
    language: str = ""
    title: str = ""
    signature: str = ""
    metadata: dict[str, str] = attrs.field(factory=dict)
    texts: list[TeiText] = attrs.field(factory=list)
    links: list[TeiLink] = attrs.field(factory=list)


def read_documents(source: Input) -> Iterator[TeiDocument]:
    """Yield the documents of a file whose root is ``TEI`` or ``teiCorpus``.

    Raises:
        FormatError: If the file is not well-formed.
    """
    return parse_xml(source, _Handler(source), root=("TEI", "teiCorpus"), namespaces=True)


class _Handler(Handler):
    """Builds documents."""

    def __init__(self, source: Input) -> None:
        super().__init__(source)
        self._path: list[str] = []
        self._document: TeiDocument | None = None
        self._sentence: dict[str, str] | None = None
        self._note = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        local = name.rpartition(" ")[2]
        parent = self._path[-1] if self._path else ""
        self._path.append(local)
        if len(self._path) > self._source.limits.depth:
            raise self._too_deep()
        if local == "TEI":
            if self._document is not None:
                raise self._error("Expected </TEI> before the next <TEI>.")
            self._document = TeiDocument(self.parser.CurrentLineNumber, attributes.get(_LANG, ""))
        elif self._document is None:
            return
        elif local == "text":
            self._document.texts.append(TeiText(attributes.get(_LANG, self._document.language)))
        elif local == "s" and self._document.texts and self._sentence is None:
            self._sentence = attributes
            self._gather()
        elif local in ("link", "ptr") and parent == "linkGrp":
            self._add_link(attributes)
        elif local == "title" and parent == "titleStmt":
            self._gather()
        elif local == "note" and parent == "notesStmt":
            self._note = f"{attributes.get('type', '')} {attributes.get('n', '')}"
            self._gather()

    def end(self, _name: str) -> None:
        """End an element."""
        local = self._path.pop()
        parent = self._path[-1] if self._path else ""
        document = self._document
        if document is None:
            return
        if local == "TEI":
            self.items.append(document)
            self._document = None
        elif local == "s" and self._sentence is not None and "s" not in self._path:
            kind = KINDS.get(self._sentence.get("type", ""), FragmentKind.BODY)
            document.texts[-1].sentences.append(Sentence(self._sentence.get(_ID, ""), self._gathered(), kind))
            self._sentence = None
        elif local == "title" and parent == "titleStmt":
            document.title = self._gathered()
        elif local == "note" and parent == "notesStmt":
            kind_of_note, _, key = self._note.partition(" ")
            text = self._gathered()
            if kind_of_note == "signature":
                document.signature = text
                return
            key = key if kind_of_note == "metadata" else "note"
            earlier = document.metadata.get(key)
            document.metadata[key] = text if earlier is None else f"{earlier}\n{text}"

    def _add_link(self, attributes: dict[str, str]) -> None:
        assert self._document is not None
        certainty = attributes.get("cert")
        self._document.links.append(
            TeiLink(
                tuple(attributes.get("target", "").split()),
                None if certainty is None else probability(certainty),
                KINDS.get(attributes.get("subtype", "")),
                self.parser.CurrentLineNumber,
            )
        )
