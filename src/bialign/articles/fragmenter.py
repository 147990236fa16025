"""Plain text in, an article of typed fragments out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bialign.articles.lines import split_lines, trim, with_line_feeds
from bialign.articles.pieces import peel_headline, peel_paragraph
from bialign.articles.structure import classify_lines
from bialign.documents import Article, Fragment, FragmentKind
from bialign.errors import ArticleError, LanguageError
from bialign.text.languages import primary_subtag
from bialign.text.normalization import compose_hangul, substitute
from bialign.text.scripts import detect_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bialign.articles.lines import Line, Piece
    from bialign.text.normalization import OffsetMap

# Code points of the longest line that may still be a paragraph of an article.
_LONGEST_LINE = 1 << 20

# Conventions are written with single spaces; pages have no-break spaces, and runs of them, for looks.
_SPACING = re.compile(r"[^\S\n]{2,}|[^\S\n ]")

UNDETERMINED = "und"
"""The BCP 47 tag of a text that has neither Hangul nor Latin letters."""


def fragment_article(
    text: str,
    *,
    language: str | None = None,
    id: str = "",  # noqa: A002 - the name of the article's own attribute
    metadata: Mapping[str, str] | None = None,
) -> Article:
    """Cut the text of a news article into typed fragments.

    Lines are told apart by the tables of newsroom conventions and by their place in the article; datelines, bylines,
    credits and editor's tags inside a line are peeled off it. What is not recognised stays ``BODY``.

    Args:
        text: The article as it comes, one paragraph a line; kept as it is, code point for code point. Lines end at
            line feeds, carriage returns, or the two together.
        language: BCP 47 tag; told by script where it is None.
        id: A name for the article.
        metadata: Whatever else is known.

    Returns:
        The article. Its ``BODY`` fragments are paragraphs.

    Raises:
        ArticleError: If the text is empty or blank.
    """
    return _fragment(text, {}, language, id, metadata or {})


def fragment_lines(
    lines: Sequence[tuple[str, FragmentKind | None]],
    *,
    language: str | None = None,
    id: str = "",  # noqa: A002 - the name of the article's own attribute
    metadata: Mapping[str, str] | None = None,
) -> Article:
    """Make an article of lines of which some are known to be this or that; the others are told apart as in a text.

    Args:
        lines: Texts without line breaks, with their kinds where these are known. The article's text is made of them,
            a blank line between each.
        language: BCP 47 tag; told by script where it is None.
        id: A name for the article.
        metadata: Whatever else is known.

    Raises:
        ArticleError: If there is nothing but blank lines.
    """
    filled = [(text.replace("\r", " "), kind) for text, kind in lines if split_lines(text)]
    known = {index: kind for index, (_, kind) in enumerate(filled) if kind is not None}
    return _fragment("\n\n".join(text for text, _ in filled), known, language, id, metadata or {})


def _fragment(
    text: str, known: Mapping[int, FragmentKind], language: str | None, name: str, metadata: Mapping[str, str]
) -> Article:
    offsets = compose_hangul(text).then(_lay_out_evenly)
    lines = split_lines(offsets.view)
    if not lines:
        raise ArticleError(f"The article{f' {name!r}' if name else ''} is empty: there is no text to read.")
    longest = max(lines, key=lambda line: line.end - line.start)
    if longest.end - longest.start > _LONGEST_LINE:
        raise ArticleError(
            f"The article{f' {name!r}' if name else ''} has a line of {longest.end - longest.start:,} characters, "
            f"more than the {_LONGEST_LINE:,} that a paragraph may have: is it one article?"
        )
    for index, kind in known.items():
        lines[index].kind = kind
    if language is None:
        language = _language_of(offsets.view)
    habits = primary_subtag(language)
    speakers = classify_lines(lines, habits)
    fragments = []
    for index, line in enumerate(lines):
        for kind, view_start, view_end in _pieces(line, habits, speakers.get(index)):
            start, end = offsets.span(view_start, view_end)
            fragments.append(Fragment(kind, text[start:end], start, end))
    return Article(text, language, fragments, id=name, metadata=metadata)


def _lay_out_evenly(text: str) -> OffsetMap:
    return substitute(with_line_feeds(text), _SPACING, lambda _: " ")


def _language_of(text: str) -> str:
    try:
        return detect_language(text)
    except LanguageError:
        return UNDETERMINED


def _pieces(line: Line, language: str, speaker_end: int | None) -> Iterator[Piece]:
    assert line.kind is not None
    if line.pieces:
        yield from line.pieces
    elif line.kind is FragmentKind.BODY and speaker_end is not None:
        yield FragmentKind.SPEAKER, *trim(line.text, line.start, speaker_end)
        start, end = trim(line.text, speaker_end, line.end)
        if start < end:
            yield FragmentKind.BODY, start, end
    elif line.kind is FragmentKind.BODY:
        yield from peel_paragraph(line, language)
    elif line.kind is FragmentKind.HEADLINE:
        yield from peel_headline(line, language)
    else:
        yield line.kind, line.start, line.end
