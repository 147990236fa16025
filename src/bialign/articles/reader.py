"""Articles read from files, or from text at hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bialign.articles.fragmenter import fragment_article
from bialign.text.decoding import read_text

if TYPE_CHECKING:
    import os

    from bialign.documents import Article


def read_article(
    source: str | os.PathLike[str],
    *,
    language: str | None = None,
    encoding: str | None = None,
    id: str | None = None,  # noqa: A002
) -> Article:
    """Read a news article and cut it into typed fragments.

    Args:
        source: A path, or the text itself: a string with a line break in it is text, any other string is a path.
        language: BCP 47 tag; told by script where it is None.
        encoding: A Python codec name; detected where it is None (UTF-8, UTF-16, CP949).
        id: A name for the article; the file's stem where it is None.

    Raises:
        DecodingError: If the file cannot be read or is not text.
        ArticleError: If there is no text in it.
    """
    if isinstance(source, str) and "\n" in source:
        return fragment_article(source, language=language, id=id or "")
    path = Path(source)
    text = read_text(path, encoding=encoding)
    return fragment_article(text, language=language, id=path.stem if id is None else id)
