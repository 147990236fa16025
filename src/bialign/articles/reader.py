"""Articles read from files, or from text at hand."""

from __future__ import annotations

import errno
import os
import re
import reprlib
from pathlib import Path
from typing import TYPE_CHECKING

from bialign.articles.fragmenter import fragment_article
from bialign.errors import ArticleError, DecodingError
from bialign.lists import require_text
from bialign.text.decoding import as_bytes, decode_text, read_bytes

if TYPE_CHECKING:
    from bialign.documents import Article

HTML_ENDINGS = (".html", ".htm", ".xhtml", ".shtml")
"""How the names of files end that are read as HTML."""

_SNIFFED = 4096
_HTML_BEGINNING = re.compile(
    r"(?is)(?:\ufeff|ï»¿)?\s*+(?:<\?xml[^>]*+>\s*+)?(?:<!--.*?-->\s*+)*+<(?:!doctype\s++html|html|head|body)\b"
)

# Words without the ending of a file's name, which are rather a headline or a sentence.
_SENTENCE = re.compile(r"\S\s++\S(?!.*\.\w{1,9}$)")


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
            Files that end in ``.html`` (or as in `HTML_ENDINGS`), and files and text that begin like an HTML
            document, are read by `bialign.articles.html.parse_html`, all else by `fragment_article`.
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
    if not isinstance(source, str | os.PathLike):
        raise ArticleError(
            f"An article is read from a path or a text, not from {reprlib.repr(source)}; parse_article reads bytes."
        )
    path = Path(source)
    if not source or "\0" in str(source) or _is_too_long(path):
        shown = str(source) if len(str(source)) <= 40 else f"{str(source)[:39]}…"
        raise ArticleError(
            f"{shown!r} is neither a path nor a text of several lines: for a text of one line, use fragment_article."
        )
    if isinstance(source, str) and _SENTENCE.search(source) and not path.exists():
        raise DecodingError(f"There is no file {source}: for a text of one line, use fragment_article.")
    return parse_article(
        read_bytes(path),
        language=language,
        encoding=encoding,
        id=path.stem if id is None else id,
        name=str(path),
    )


def parse_article(
    data: bytes,
    *,
    language: str | None = None,
    encoding: str | None = None,
    id: str = "",  # noqa: A002 - the name of the article's own attribute
    name: str = "the input",
) -> Article:
    """Read an article from bytes: HTML if `is_html` says so, else plain text.

    Args:
        data: The bytes.
        language: BCP 47 tag; told by script where it is None.
        encoding: A Python codec name; detected where it is None.
        id: A name for the article.
        name: The file that the bytes are of, or how else error messages call the input.

    Raises:
        DecodingError: If the bytes are not text.
        ArticleError: If there is no article in them.
        MissingExtraError: If they are HTML and trafilatura is not installed.
        ConfigurationError: If they are no bytes, or Python knows no such encoding.
    """
    data = as_bytes(data)
    require_text(name, what="name of the input")
    if is_html(data, name):
        from bialign.articles.html import parse_html  # noqa: PLC0415 - plain text does without lxml

        return parse_html(data, language=language, encoding=encoding, id=id, name=name)
    return fragment_article(decode_text(data, encoding=encoding, name=name), language=language, id=id)


def is_html(data: bytes, name: str) -> bool:
    """Tell whether a file is read as HTML: its name ends like that of a page, or it begins like an HTML document.

    Args:
        data: The file's bytes.
        name: Its path or URI; any other name, of what is no file, says nothing.
    """
    return name.lower().endswith(HTML_ENDINGS) or _looks_like_html(data[:_SNIFFED].decode("latin-1"))


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
