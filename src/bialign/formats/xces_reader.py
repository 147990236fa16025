"""The XML of XCES: groups of links, and documents of sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from bialign.documents import FragmentKind
from bialign.formats.keys import KINDS, probability
from bialign.formats.xml_parser import Handler, parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

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


class _LinkHandler(Handler):
    """Builds groups of links."""

    def __init__(self, source: Input) -> None:
        super().__init__(source)
        self._depth = 0
        self._group: tuple[str, str, int] | None = None
        self._links: list[Link] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        self._depth += 1
        if self._depth > self._source.limits.depth:
            raise self._too_deep()
        if name == "linkGrp":
            for attribute in ("fromDoc", "toDoc"):
                if attribute not in attributes:
                    raise self._error(f"Expected the attribute {attribute} of <linkGrp>.")
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
            self._source.skip(self._error(problem))
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


class _SentenceHandler(Handler):
    """Builds sentences."""

    def __init__(self, source: Input) -> None:
        super().__init__(source)
        self._depth = 0
        self._attributes: dict[str, str] | None = None
        self._words: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        self._depth += 1
        if self._depth > self._source.limits.depth:
            raise self._too_deep()
        if name == "s":
            if self._attributes is not None:
                raise self._error("Expected </s> before the next <s>.")
            self._attributes = attributes
            self._words = []
            self._gather()
        elif name == "w" and self._attributes is not None:
            self._gather()

    def end(self, name: str) -> None:
        """End an element."""
        self._depth -= 1
        if self._attributes is None:
            return
        if name == "w":
            self._words.append(self._gathered().strip())
        elif name == "s":
            text = self._gathered()
            if self._words:
                text = " ".join(self._words)
            kind = KINDS.get(self._attributes.get("type", ""), FragmentKind.BODY)
            self.items.append(Sentence(self._attributes.get("id", ""), text, kind))
            self._attributes = None
