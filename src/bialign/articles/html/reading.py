"""A page's metadata and running text merged to one article."""

from __future__ import annotations

import re

import lxml.etree
import lxml.html

from bialign.articles.conventions import Place, whole_kind
from bialign.articles.fragmenter import fragment_lines
from bialign.articles.html.decoding import decode_page
from bialign.articles.html.extraction import extract_lines
from bialign.articles.html.metadata import PageMetadata, read_metadata
from bialign.documents import Article, FragmentKind
from bialign.errors import ArticleError
from bialign.text.languages import primary_subtag

# lxml refuses text that declares an encoding.
_XML_DECLARATION = re.compile(r"\A\ufeff?\s*<\?xml[^>]*\?>")
_TOO_DEEP = "Excessive depth"
_MOST_TITLE_LINES = 4
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def parse_html(
    page: str | bytes,
    *,
    language: str | None = None,
    encoding: str | None = None,
    id: str = "",  # noqa: A002 - the name of the article's own attribute
    name: str = "the page",
) -> Article:
    """Read the HTML of a news page.

    The article's text is made of what the page holds: headline, decks, byline and times from its metadata (JSON-LD,
    OpenGraph, ``<time>``) where there is any, else from what its classes mark as such; then captions and running text
    as found by trafilatura, a blank line between each. Fragments are typed as in plain text; ``metadata`` keeps what
    the page says of itself (``url``, ``outlet``, ``author``, ``published``, ``modified``, ``section``).

    Args:
        page: The page, or its bytes.
        language: BCP 47 tag; told by script where it is None.
        encoding: A Python codec name; told by the page where it is None.
        id: A name for the article.
        name: How error messages call the page.

    Raises:
        ArticleError: If the page holds no article, or elements within each other deeper than libxml2 reads.
        DecodingError: If the bytes are not text.
        MissingExtraError: If trafilatura is not installed.
    """
    text = decode_page(page, encoding=encoding, name=name) if isinstance(page, bytes) else page
    tree = _parse(text, name)
    if tree is None:
        raise ArticleError(f"{name} is empty: there is no article to read.")
    metadata = read_metadata(tree)
    lines = _without_repetition(metadata, extract_lines(tree), language)
    if all(kind is FragmentKind.CAPTION for _, kind in lines):
        raise ArticleError(f"{name} holds no article: no running text was found in it.")
    return fragment_lines(_merge(metadata, lines, language), language=language, id=id, metadata=metadata.as_strings())


def _parse(text: str, name: str) -> lxml.html.HtmlElement | None:
    cleaned = _NOT_XML.sub(" ", _XML_DECLARATION.sub("", text))
    if not cleaned.strip():
        return None
    # Deeper than 256 elements, too, as where many are left open.
    parser = lxml.html.HTMLParser(huge_tree=True)
    try:
        tree = lxml.html.document_fromstring(cleaned, parser=parser)
    except lxml.etree.LxmlError:
        return None
    for problem in parser.error_log:
        # What follows would be missing without a word.
        if problem.message.startswith(_TOO_DEEP):
            raise ArticleError(
                f"{name}:{problem.line}: too many elements stand within each other to read the page to its end: "
                "close those that are open, or give its text."
            )
    # Character references bring in what may be read but not be set again.
    for element in tree.iter():
        if element.text and _NOT_XML.search(element.text):
            element.text = _NOT_XML.sub(" ", element.text)
        if element.tail and _NOT_XML.search(element.tail):
            element.tail = _NOT_XML.sub(" ", element.tail)
    return tree


def _without_repetition(
    metadata: PageMetadata, lines: list[tuple[str, FragmentKind | None]], language: str | None
) -> list[tuple[str, FragmentKind | None]]:
    """Leave out of the running text what merely repeats the metadata, and the kinds of what its wording betrays."""
    said = {_key(text) for text in (metadata.title, *metadata.subtitles) if text}
    kept: list[tuple[str, FragmentKind | None]] = []
    for text, kind in _without_lines_of(metadata.title, lines):
        told = _told(text, language)
        repeated = _key(text) in said or (told is FragmentKind.TIMESTAMP and bool(metadata.published))
        if not repeated:
            kept.append((text, None if told is not None and kind is not FragmentKind.CAPTION else kind))
    return kept


def _without_lines_of(
    title: str, lines: list[tuple[str, FragmentKind | None]]
) -> list[tuple[str, FragmentKind | None]]:
    """Leave out the lines that make up the headline together, as where a line break parts it."""
    key, keys = _key(title), [_key(text) for text, _ in lines]
    for start in range(len(lines)):
        for end in range(start + 2, min(start + _MOST_TITLE_LINES, len(lines)) + 1):
            if "".join(keys[start:end]) == key:
                return lines[:start] + lines[end:]
    return lines


def _merge(
    metadata: PageMetadata, lines: list[tuple[str, FragmentKind | None]], language: str | None
) -> list[tuple[str, FragmentKind | None]]:
    """Put the metadata above the running text."""
    signed = any(
        _told(text, language) is FragmentKind.BYLINE and all(author in text for author in metadata.authors)
        for text, _ in lines
    )
    head: list[tuple[str, FragmentKind | None]] = []
    if metadata.title:
        head.append((metadata.title, FragmentKind.HEADLINE))
    head += ((subtitle, FragmentKind.SUBHEADLINE) for subtitle in metadata.subtitles)
    if metadata.authors and not signed:
        head.append((", ".join(metadata.authors), FragmentKind.BYLINE))
    times = dict.fromkeys(time for time in (metadata.published, metadata.modified) if time)
    head += ((time, FragmentKind.TIMESTAMP) for time in times)
    return [*head, *lines]


def _key(text: str) -> str:
    return "".join(text.split()).casefold()


def _told(text: str, language: str | None) -> FragmentKind | None:
    """Return what a line's wording alone says it is."""
    for place in (Place.HEADING, Place.LINE):
        kind = whole_kind(text, 0, len(text), primary_subtag(language or ""), place) if len(text) < 600 else None
        if kind is not None:
            return kind
    return None
