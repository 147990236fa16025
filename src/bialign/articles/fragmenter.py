"""Plain text in, an article of typed fragments out."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from bialign.articles.lines import Line, split_lines, trim, with_line_feeds
from bialign.articles.pieces import peel_end, peel_headline, peel_paragraph
from bialign.articles.structure import classify_lines
from bialign.articles.wraps import join_paragraphs
from bialign.documents import INVISIBLE_SPACES, Article, Fragment, FragmentKind
from bialign.errors import ArticleError, LanguageError
from bialign.lists import require_text
from bialign.text.languages import primary_subtag
from bialign.text.normalization import compose_hangul, substitute
from bialign.text.scripts import detect_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bialign.articles.lines import Piece
    from bialign.text.normalization import OffsetMap

# Code points of the longest line that may still be a paragraph of an article.
_LONGEST_LINE = 1 << 20

# Conventions are written with single spaces; pages have no-break spaces, and runs of them, for looks.
_SPACING = re.compile(r"[^\S\n]{2,}|[^\S\n ]")

# What scrapers leave of pages is matched as what it stands for: &nbsp; &quot; &#39;. Lines of spaces alone stay.
_NO_BREAK_SPACE = r"&(?:nbsp|#160|#xA0);"
_ENTITY = re.compile(
    rf"(?m)^(?:[^\S\n]|[{INVISIBLE_SPACES}]|{_NO_BREAK_SPACE})++$"
    r"|(&(?:[A-Za-z]{2,8}\d{0,2}|#\d{2,5}|#x[0-9A-Fa-f]{2,4});)"
)

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
            line feeds, carriage returns, or the two together. Where all paragraphs are broken into lines of a width,
            as in mails, line breaks within a paragraph are white space, and stay in its text.
        language: BCP 47 tag; told by script where it is None.
        id: A name for the article.
        metadata: Whatever else is known.

    Returns:
        The article. Its ``BODY`` fragments are paragraphs.

    Raises:
        ArticleError: If the text is empty or blank.
    """
    require_text(text)
    view = join_paragraphs(text, primary_subtag(language or _language_of(text)))
    return _fragment(text, language, id, metadata or {}, view=view, known={})


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
    joined = "\n\n".join(text for text, _ in filled)
    return _fragment(joined, language, id, metadata or {}, view=joined, known=known)


def _fragment(
    text: str,
    language: str | None,
    name: str,
    metadata: Mapping[str, str],
    *,
    view: str,
    known: Mapping[int, FragmentKind],
) -> Article:
    """Cut a text along a view of the same length, in which lines end where its paragraphs do.

    Of the lines of the view that are not blank, some are known to be this or that.
    """
    offsets = compose_hangul(view).then(_read_entities).then(_lay_out_evenly)
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
    pieces = [piece for index, line in enumerate(lines) for piece in _pieces(line, habits, speakers.get(index))]
    spans = _with_entities_between(view, [offsets.span(start, end) for _, start, end in pieces])
    fragments = [
        Fragment(kind, text[start:end], start, end) for (kind, _, _), (start, end) in zip(pieces, spans, strict=True)
    ]
    return Article(text, language, fragments, id=name, metadata=metadata)


def _read_entities(text: str) -> OffsetMap:
    return substitute(with_line_feeds(text), _ENTITY, lambda match: _character(match[1]) if match[1] else match[0])


def _character(entity: str) -> str:
    """Return the visible character or no-break space that an entity stands for, or the entity if it is none."""
    character = html.unescape(entity)
    visible = len(character) == 1 and character.isprintable() and not character.isspace()
    return character if visible or character == "\N{NO-BREAK SPACE}" else entity


def _with_entities_between(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Widen spans by the entities of spaces beside them on their lines: these are text, not white space."""
    lines = with_line_feeds(text)
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    for index, (before, after) in enumerate(zip([0, *ends], [*starts, len(text)], strict=True)):
        first, last = lines.find("\n", before, after), lines.rfind("\n", before, after)
        start, end = trim(text, before, after if first < 0 else first)
        if start < end and index > 0:
            ends[index - 1] = end
        start, end = trim(text, max(before, last), after)
        if start < end and (last >= 0 or index == 0):
            starts[index] = start
    return list(zip(starts, ends, strict=True))


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
            yield from peel_end(Line(line.text, start, end, line.kind), language)
    elif line.kind is FragmentKind.BODY:
        yield from peel_paragraph(line, language)
    elif line.kind is FragmentKind.HEADLINE:
        yield from peel_headline(line, language)
    else:
        yield line.kind, line.start, line.end
