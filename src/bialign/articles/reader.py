"""Articles read from files, or from text at hand."""

from __future__ import annotations

import errno
import re
from pathlib import Path
from typing import TYPE_CHECKING

from bialign.articles.fragmenter import fragment_article
from bialign.errors import ArticleError
from bialign.text.decoding import decode_text, read_text

if TYPE_CHECKING:
    import os

    from bialign.documents import Article

HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
"""The endings of files that are read as HTML."""

_SNIFFED = 4096
_HTML_BEGINNING = re.compile(
    r"(?is)(?:\ufeff|ï»¿)?\s*+(?:<\?xml[^>]*+>\s*+)?(?:<!--.*?-->\s*+)*+<(?:!doctype\s++html|html|head|body)\b"
)


def read_article(
    source: str | os.PathLike[str],
    *,
    language: str | None = None,
    encoding: str | None = None,
    id: str | None = None,  # noqa: A002 - the name of the article's own attribute
) -> Article:
    """Read a news article, plain text or HTML, and cut it into typed fragments.

    Args:
        source: A path, or the text itself: a string with a line break in it is text, any other string is a path.
            Files that end in ``.html`` (or as in `HTML_SUFFIXES`) and text that begins like an HTML document are read
            by `bialign.articles.html.parse_html`, all else by `fragment_article`.
        language: BCP 47 tag; told by script where it is None.
        encoding: A Python codec name; detected where it is None (byte order mark, UTF-8, what a page declares,
            CP949).
        id: A name for the article; the file's stem where it is None.

    Raises:
        DecodingError: If the file cannot be read or is not text.
        ArticleError: If there is no article in it, or it can be neither a path nor a text.
        MissingExtraError: If it is HTML and trafilatura is not installed.
    """
    if isinstance(source, str) and ("\n" in source or "\r" in source):
        return _read_text(source, language, id or "")
    path = Path(source)
    if not source or "\0" in str(source) or _is_too_long(path):
        shown = str(source) if len(str(source)) <= 40 else f"{str(source)[:39]}…"
        raise ArticleError(
            f"{shown!r} is neither a path nor a text of several lines: for a text of one line, use fragment_article."
        )
    name = path.stem if id is None else id
    if path.suffix.lower() in HTML_SUFFIXES:
        from bialign.articles.html import parse_html  # noqa: PLC0415 - plain text does without lxml

        # Latin-1 maps bytes to characters one by one, so that the page's own bytes come back for its own decoder.
        data = read_text(path, encoding="latin-1").encode("latin-1")
        return parse_html(data, language=language, encoding=encoding, id=name, name=str(path))
    return fragment_article(read_text(path, encoding=encoding), language=language, id=name)


def parse_article(
    data: bytes, *, language: str | None = None, encoding: str | None = None, name: str = "the input"
) -> Article:
    """Read an article from bytes whose format nobody names: HTML if they begin like it, else plain text.

    Args:
        data: The bytes.
        language: BCP 47 tag; told by script where it is None.
        encoding: A Python codec name; detected where it is None.
        name: How error messages call the input.

    Raises:
        DecodingError: If the bytes are not text.
        ArticleError: If there is no article in them.
        MissingExtraError: If they are HTML and trafilatura is not installed.
    """
    if _looks_like_html(data[:_SNIFFED].decode("latin-1")):
        from bialign.articles.html import parse_html  # noqa: PLC0415 - plain text does without lxml

        return parse_html(data, language=language, encoding=encoding, name=name)
    return fragment_article(decode_text(data, encoding=encoding, name=name), language=language)


def _is_too_long(path: Path) -> bool:
    try:
        path.stat()
    except OSError as error:
        return error.errno == errno.ENAMETOOLONG
    except ValueError:  # a code point that file names cannot hold, which reading tells
        return False
    return False


def _looks_like_html(beginning: str) -> bool:
    return bool(_HTML_BEGINNING.match(beginning))


def _read_text(text: str, language: str | None, name: str) -> Article:
    if _looks_like_html(text[:_SNIFFED]):
        from bialign.articles.html import parse_html  # noqa: PLC0415 - plain text does without lxml

        return parse_html(text, language=language, id=name)
    return fragment_article(text, language=language, id=name)
