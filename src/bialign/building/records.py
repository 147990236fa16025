"""One article pair of the input: where its texts are, and how they become articles."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import attrs

from bialign.articles import fragment_article, parse_article
from bialign.articles.reader import is_html
from bialign.building.storage import open_file, read_file
from bialign.documents import Article, Fragment, FragmentKind
from bialign.errors import ArticleError
from bialign.metadata import as_metadata
from bialign.sentences import split_article
from bialign.text.decoding import decode_text
from bialign.text.languages import language_name

if TYPE_CHECKING:
    from collections.abc import Mapping


@attrs.frozen
class Side:
    """One text of a pair.

    Attributes:
        path: The location of its file; empty where the text itself is given.
        text: The text; empty where it is in a file.
        start: Where a piece of a very long document begins, in code points of its text.
        end: Where the piece ends; None for the text's end.
    """

    path: str = ""
    text: str = ""
    start: int = 0
    end: int | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the fields that say something."""
        return attrs.asdict(self, filter=lambda _, value: value not in ("", 0, None))


@attrs.frozen
class Record:
    """An article pair of the input.

    Attributes:
        id: Its name.
        source: The source text.
        target: The target text.
        metadata: What the input says of it besides.
        problem: Why it cannot be read, where the input shows that; empty otherwise.
    """

    id: str
    source: Side = attrs.field(factory=Side)
    target: Side = attrs.field(factory=Side)
    metadata: Mapping[str, str] = attrs.field(converter=as_metadata, factory=dict)
    problem: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the record for a spooled shard."""
        record: dict[str, Any] = {"id": self.id, "source": self.source.to_json(), "target": self.target.to_json()}
        if self.metadata:
            record["metadata"] = dict(self.metadata)
        if self.problem:
            record["problem"] = self.problem
        return record

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Record:
        """Return the record that `to_json` described."""
        return cls(
            id=record["id"],
            source=Side(**record["source"]),
            target=Side(**record["target"]),
            metadata=record.get("metadata", {}),
            problem=record.get("problem", ""),
        )


def read_side(
    side: Side, language: str, *, lines: bool, encoding: str | None = None, name: str = ""
) -> tuple[Article, str]:
    """Read one side as an article cut into sentences.

    Args:
        side: Where the text is.
        language: Its BCP 47 tag.
        lines: Whether every line is a sentence, and nothing is furniture.
        encoding: A Python codec name for files; detected where it is None.
        name: The article's id.

    Returns:
        The article, and the SHA-256 of the text's bytes in hexadecimal digits.

    Raises:
        BialignError: If it cannot be read, is not text, or holds no text.
    """
    called = side.path or f"The {language_name(language)} text of {name!r}"
    if side.path:
        data = read_file(*open_file(side.path))
    else:
        data, encoding = side.text.encode("utf-8", "surrogatepass"), "utf-8"
    digest = hashlib.sha256(data).hexdigest()
    if lines:
        text = decode_text(data, encoding=encoding, name=called)
        return lines_article(text[side.start : side.end], language, name=name, called=called), digest
    if side.start or side.end is not None:
        if is_html(data, called):  # pieces of a page are pieces of its article
            text = parse_article(data, language=language, encoding=encoding, name=called).text
        else:
            text = decode_text(data, encoding=encoding, name=called)
        article = fragment_article(text[side.start : side.end], language=language, id=name)
    else:
        article = parse_article(data, language=language, encoding=encoding, id=name, name=called)
    return split_article(article), digest


def lines_article(text: str, language: str, *, name: str = "", called: str = "The text") -> Article:
    r"""Return an article whose body sentences are the lines of a text that are not blank; lines end at ``\n``.

    Args:
        text: The text.
        language: Its BCP 47 tag.
        name: The article's id.
        called: What messages call the text.

    Raises:
        ArticleError: If all lines are blank.
    """
    fragments = []
    place = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            start = place + line.index(stripped)
            fragments.append(Fragment(FragmentKind.BODY, stripped, start, start + len(stripped)))
        place += len(line) + 1
    if not fragments:
        raise ArticleError(f"{called} is empty: there is no line to align.")
    return Article(text, language, fragments, id=name)
