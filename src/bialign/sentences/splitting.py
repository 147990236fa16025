"""Sentences with their offsets, by rules for Korean and English."""

from __future__ import annotations

from typing import Literal

import attrs

from bialign.documents import Article, Fragment, FragmentKind, Language
from bialign.errors import ConfigurationError
from bialign.lists import require_instance
from bialign.sentences.boundaries import line_boundaries
from bialign.sentences.korean import unstopped_ends
from bialign.sentences.pairs import bracket_spans, quotation_spans
from bialign.text.languages import known_language
from bialign.text.normalization import compose_hangul
from bialign.text.wrapping import join_wraps

QuoteMode = Literal["split", "keep"]
UnpunctuatedMode = Literal["keep", "kiwi"]


def sentence_spans(
    text: str, language: str, *, quotes: QuoteMode = "split", unpunctuated: UnpunctuatedMode = "keep"
) -> list[tuple[int, int]]:
    """Cut a text into sentences.

    A sentence ends at its final punctuation with the quotation marks and brackets that close after it. What
    follows a quotation and belongs to it (``"…입니다."라고 말했다.``, ``"Go!" he said.``) stays with it. A line
    feed and a carriage return are always boundaries; other line separators (U+2028, U+0085) are white space. Runs
    in linear time.

    Args:
        text: Any text, with any number of lines.
        language: Its BCP 47 tag, Korean or English.
        quotes: Whether a quotation of several sentences is cut at its inner sentence ends (``"split"``) or
            stays in one piece with the sentence around it (``"keep"``).
        unpunctuated: What happens to runs without final punctuation, as in blogs and speech: they stay in one
            piece (``"keep"``), or the Korean ones are cut by the morphological analyser Kiwi (``"kiwi"``).

    Returns:
        The sentences' spans in code points, in order, without white space at either end; every code point that
        is not white space is in exactly one span.

    Raises:
        LanguageError: If the language is neither Korean nor English.
        ConfigurationError: If an option has an unknown value.

    >>> sentence_spans("비가 왔다. 우산을 썼다.", "ko")
    [(0, 6), (7, 14)]
    """
    known = known_language(language, purpose="Splitting sentences")
    if quotes not in ("split", "keep"):
        raise ConfigurationError(f"The option quotes is 'split' or 'keep', not {quotes!r}.")
    if unpunctuated not in ("keep", "kiwi"):
        raise ConfigurationError(f"The option unpunctuated is 'keep' or 'kiwi', not {unpunctuated!r}.")
    mapped = compose_hangul(text)
    view = mapped.view
    spans: list[tuple[int, int]] = []
    place = 0
    for line in view.replace("\r", "\n").split("\n"):
        _split_line(view, place, line, spans, keep_quotes=quotes == "keep", is_korean=known is Language.KOREAN)
        place += len(line) + 1
    if unpunctuated == "kiwi" and known is Language.KOREAN:
        from bialign.sentences.unpunctuated import split_unpunctuated  # noqa: PLC0415 - Kiwi loads for a second

        spans = split_unpunctuated(view, spans)
    if mapped.starts is None:
        return spans
    return [mapped.span(start, end) for start, end in spans]


def split_sentences(
    text: str, language: str, *, quotes: QuoteMode = "split", unpunctuated: UnpunctuatedMode = "keep"
) -> list[str]:
    """Cut a text into sentences, as `sentence_spans` does, and return their text.

    Args:
        text: As in `sentence_spans`.
        language: As in `sentence_spans`.
        quotes: As in `sentence_spans`.
        unpunctuated: As in `sentence_spans`.

    Raises:
        LanguageError: If the language is neither Korean nor English.
        ConfigurationError: If an option has an unknown value.

    >>> split_sentences("It rained. We went home.", "en")
    ['It rained.', 'We went home.']
    """
    return [
        text[start:end] for start, end in sentence_spans(text, language, quotes=quotes, unpunctuated=unpunctuated)
    ]


def split_article(
    article: Article, *, quotes: QuoteMode = "split", unpunctuated: UnpunctuatedMode = "keep"
) -> Article:
    """Cut the body paragraphs of an article into body sentences; furniture stays as it is.

    Line breaks that only wrap a paragraph, as in mails, are white space within sentences.

    Args:
        article: An article as it was read. One that was split before stays the same.
        quotes: As in `sentence_spans`.
        unpunctuated: As in `sentence_spans`.

    Raises:
        LanguageError: If the article has body text and is neither Korean nor English.
        ConfigurationError: If it has body text and an option has an unknown value.
        InvariantError: If it is no article.
    """
    require_instance(article, Article, what="an article, as read_article returns it")
    view = join_wraps(article.text)
    fragments: list[Fragment] = []
    for fragment in article.fragments:
        if fragment.kind is not FragmentKind.BODY:
            fragments.append(fragment)
            continue
        paragraph = view[fragment.start : fragment.end]
        spans = sentence_spans(paragraph, article.language, quotes=quotes, unpunctuated=unpunctuated)
        if len(spans) <= 1:
            fragments.append(fragment)
            continue
        fragments.extend(
            Fragment(FragmentKind.BODY, fragment.text[start:end], fragment.start + start, fragment.start + end)
            for start, end in spans
        )
    return attrs.evolve(article, fragments=fragments)


def _split_line(
    view: str, place: int, line: str, spans: list[tuple[int, int]], *, keep_quotes: bool, is_korean: bool
) -> None:
    """Append the sentences of one line of the view, which begins at ``place``."""
    stripped = line.strip()
    if not stripped:
        return
    start = place + len(line) - len(line.lstrip())
    end = start + len(stripped)
    brackets = bracket_spans(view, start, end) if "(" in line or "[" in line or "（" in line else ()
    quotations = quotation_spans(view, start, end) if keep_quotes else ()
    sentence = start
    for stop, following in line_boundaries(view, start, end, brackets=brackets, quotations=quotations):
        _append(view, sentence, stop, spans, is_korean=is_korean)
        sentence = following
    _append(view, sentence, end, spans, is_korean=is_korean)


def _append(view: str, start: int, end: int, spans: list[tuple[int, int]], *, is_korean: bool) -> None:
    if is_korean:
        for stop, following in unstopped_ends(view, start, end):
            spans.append((start, stop))
            start = following
    spans.append((start, end))
