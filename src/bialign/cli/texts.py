"""Articles and texts from a file or standard input."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bialign.documents import Article

STANDARD_INPUT = "standard input"


def input_name(file: Path) -> str:
    """Return how messages call a file, or standard input for ``-``."""
    return STANDARD_INPUT if str(file) == "-" else str(file)


def read_input_article(file: Path, *, language: str | None, encoding: str | None) -> Article:
    """Read an article from a file, or from standard input for ``-``; see `bialign.articles.read_article`.

    Raises:
        DecodingError: If the file cannot be read or is not text.
        ArticleError: If there is no article in it.
        MissingExtraError: If it is HTML and trafilatura is not installed.
    """
    from bialign.articles import parse_article, read_article

    if str(file) == "-":
        return parse_article(_standard_input(), language=language, encoding=encoding, name=STANDARD_INPUT)
    return read_article(file, language=language, encoding=encoding)


def read_input_text(file: Path, *, encoding: str | None) -> str:
    """Read and decode a text file, or standard input for ``-``.

    Raises:
        DecodingError: If the file cannot be read, is not text, or not in the given encoding.
    """
    from bialign.text.decoding import decode_text, read_text

    if str(file) == "-":
        return decode_text(_standard_input(), encoding=encoding, name=STANDARD_INPUT)
    return read_text(file, encoding=encoding)


def _standard_input() -> bytes:
    import sys

    return sys.stdin.buffer.read()
