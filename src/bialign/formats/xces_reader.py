"""The XML of XCES: groups of links, and documents of sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from bialign.documents import FragmentKind
from bialign.formats.keys import KINDS, probability
from bialign.formats.xml_parser import parse_xml, place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.parsers import expat

    from bialign.formats.reading import Input


@attrs.frozen
class Link:
    """A link: the ids of the sentences it joins, its score and kind, and its line."""

    source: tuple[str, ...]
    target: tuple[str, ...]
    score: float | None
    kind: FragmentKind | None
    line: int


@attrs.frozen
class LinkGroup:
    """The links between two documents, whose names begin with their languages."""

    source: str
    target: str
    links: tuple[Link, ...]
    line: int


@attrs.frozen
class Sentence:
    """A sentence of a document."""

    id: str
    text: str
    kind: FragmentKind


def read_links(source: Input) -> Iterator[LinkGroup]:
    """Yield the groups of a file of links.

    Raises:
        FormatError: If the file is not well-formed, or a group or link lacks an attribute.
    """
    return parse_xml(source, _LinkHandler(source), root=("cesAlign",))


def read_sentences(source: Input) -> list[Sentence]:
    """Return the sentences of a document; the words of tokenised sentences are joined by spaces.

    Raises:
        FormatError: If the file is not well-formed.
    """
    return list(parse_xml(source, _SentenceHandler(source), root=()))


class _LinkHandler:
    """Builds groups of links."""

    parser: expat.XMLParserType

    def __init__(self, source: Input) -> None:
        self.items: list[Any] = []
        self._source = source
        self._depth = 0
        self._group: tuple[str, str, int] | None = None
        self._links: list[Link] = []

    def collected(self) -> int:
        """Return 0: links hold no text."""
        return 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        self._depth += 1
        if self._depth > self._source.limits.depth:
            raise place(self._source, self.parser, f"Elements are nested deeper than {self._source.limits.depth}.")
        if name == "linkGrp":
            for attribute in ("fromDoc", "toDoc"):
                if attribute not in attributes:
                    raise place(self._source, self.parser, f"Expected the attribute {attribute} of <linkGrp>.")
            self._group = (attributes["fromDoc"], attributes["toDoc"], self.parser.CurrentLineNumber)
            self._links = []
        elif name == "link":
            self._add_link(attributes)

    def end(self, name: str) -> None:
        """End an element."""
        self._depth -= 1
        if name == "linkGrp" and self._group is not None:
            source, target, line = self._group
            self.items.append(LinkGroup(source, target, tuple(self._links), line))
            self._group = None

    def _add_link(self, attributes: dict[str, str]) -> None:
        sides = attributes.get("xtargets", "").split(";")
        if self._group is None or len(sides) != 2:
            problem = "Expected <link> in <linkGrp>, with two lists of ids around a semicolon in xtargets."
            self._source.skip(place(self._source, self.parser, problem))
            return
        certainty = attributes.get("certainty")
        score = None if certainty is None else probability(certainty)
        if certainty is not None and score is None:
            self._source.problems.losses["scores outside 0 to 1"] += 1
        self._links.append(
            Link(
                tuple(sides[0].split()),
                tuple(sides[1].split()),
                score,
                KINDS.get(attributes.get("type", "")),
                self.parser.CurrentLineNumber,
            )
        )


class _SentenceHandler:
    """Builds sentences."""

    parser: expat.XMLParserType

    def __init__(self, source: Input) -> None:
        self.items: list[Any] = []
        self._source = source
        self._depth = 0
        self._attributes: dict[str, str] | None = None
        self._parts: list[str] = []
        self._words: list[str] = []

    def collected(self) -> int:
        """Return how much text is being gathered."""
        return sum(map(len, self._parts))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        self._depth += 1
        if self._depth > self._source.limits.depth:
            raise place(self._source, self.parser, f"Elements are nested deeper than {self._source.limits.depth}.")
        if name == "s":
            if self._attributes is not None:
                raise place(self._source, self.parser, "Expected </s> before the next <s>.")
            self._attributes = attributes
            self._parts = []
            self._words = []
            self.parser.CharacterDataHandler = self._parts.append
        elif name == "w" and self._attributes is not None:
            self._parts = []
            self.parser.CharacterDataHandler = self._parts.append

    def end(self, name: str) -> None:
        """End an element."""
        self._depth -= 1
        if self._attributes is None:
            return
        if name == "w":
            self._words.append("".join(self._parts).strip())
            self.parser.CharacterDataHandler = None
        elif name == "s":
            self.parser.CharacterDataHandler = None
            text = " ".join(self._words) if self._words else "".join(self._parts)
            kind = KINDS.get(self._attributes.get("type", ""), FragmentKind.BODY)
            self.items.append(Sentence(self._attributes.get("id", ""), text, kind))
            self._attributes = None
            self._parts = []
