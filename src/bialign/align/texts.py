"""Texts ready to be aligned: which of their fragments are sentences, and what else is known of them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from bialign.align.furniture_times import day_of_publication
from bialign.align.lines import Sentences, cut_lines
from bialign.documents import Article, Fragment, FragmentKind, is_blank, tuple_of_fragments
from bialign.sentences import split_article
from bialign.text.normalization import compose
from bialign.text.wrapping import join_wraps

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date


@attrs.frozen(eq=False)
class Text:
    """A text ready to be aligned.

    Attributes:
        fragments: Its fragments as they were given.
        language: BCP 47 tag.
        body: The indices of the sentences, or lines, of running text.
        blank: The indices of body fragments that are blank.
        begins: Whether each sentence of the body begins a paragraph; None where paragraphs are not told apart.
    """

    fragments: tuple[Fragment, ...]
    language: str
    body: tuple[int, ...]
    blank: tuple[int, ...]
    begins: Sequence[bool] | None

    @cached_property
    def view(self) -> list[Fragment]:
        """The fragments as they are compared."""
        return composed(self.fragments)

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the body as they are compared."""
        return [self.view[index].line for index in self.body]

    @property
    def given_lines(self) -> list[str]:
        """The lines of the body as they were given."""
        return [self.fragments[index].line for index in self.body]

    @cached_property
    def furniture(self) -> tuple[int, ...]:
        """The indices of all other fragments: headlines, bylines, captions ..."""
        others = {*self.body, *self.blank}
        return tuple(index for index in range(len(self.fragments)) if index not in others)

    @property
    def furniture_fragments(self) -> list[Fragment]:
        """The furniture as it is compared."""
        return [self.view[index] for index in self.furniture]

    @cached_property
    def published(self) -> date | None:
        """The day on which it appeared, if its timestamps tell."""
        return day_of_publication(self.view, self.language)

    def cut(self) -> Sentences:
        """Return the sentences of its lines."""
        return cut_lines(self.lines, self.language)


def text_of_article(article: Article, *, split: bool) -> Text:
    """Make an article ready to be aligned, its body paragraphs cut into sentences if they are to be."""
    cut = split_article(article) if split else article
    return text_of_fragments(cut.fragments, cut.language, cut.text)


def text_of_fragments(given: Iterable[Fragment], language: str, text: str = "") -> Text:
    """Make fragments ready to be aligned.

    Args:
        given: All fragments of a text, in order.
        language: BCP 47 tag.
        text: The text, if it is at hand: it tells paragraphs better than the fragments alone.
    """
    fragments = tuple_of_fragments(given)
    body = sentence_places(fragments)
    blank = {index for index, fragment in enumerate(fragments) if fragment.kind is FragmentKind.BODY}.difference(body)
    return Text(fragments, language, body, tuple(sorted(blank)), paragraph_begins(fragments, text))


def composed(fragments: Sequence[Fragment]) -> list[Fragment]:
    """Return fragments with syllables and accented letters whole, which macOS takes apart.

    Their offsets are those of such a text, the gaps between them as they are.
    """
    shift = 0
    found = []
    for fragment in fragments:
        text = compose(fragment.text)
        if shift or text != fragment.text:
            start = max(fragment.start - shift, 0)
            shift += len(fragment.text) - len(text)
            fragment = attrs.evolve(fragment, text=text, start=start, end=start + len(text))  # noqa: PLW2901
        found.append(fragment)
    return found


def sentence_places(fragments: Sequence[Fragment]) -> tuple[int, ...]:
    """Return the indices of the sentences of running text: the body fragments but for blank ones, as files have."""
    return tuple(
        index
        for index, fragment in enumerate(fragments)
        if fragment.kind is FragmentKind.BODY and not is_blank(fragment.text)
    )


def paragraph_begins(fragments: Sequence[Fragment], text: str = "") -> list[bool] | None:
    """Tell which sentences begin a paragraph: those more than one code point away from what precedes.

    Args:
        fragments: All fragments of a text, in order.
        text: The text, if it is at hand: line breaks that only wrap it begin nothing.

    Returns:
        One value for each of `sentence_places`; None if paragraphs are not told apart.
    """
    written = [fragment for fragment in fragments if not is_blank(fragment.text)]
    view = join_wraps(text)

    def is_apart(before: Fragment, fragment: Fragment) -> bool:
        gap = slice(before.end, fragment.start)
        return fragment.start - before.end > 1 and (view[gap] == text[gap] or "\n" in view[gap] or "\r" in view[gap])

    begins = [
        number == 0 or is_apart(written[number - 1], fragment)
        for number, fragment in enumerate(written)
        if fragment.kind is FragmentKind.BODY
    ]
    return begins if sum(begins) > 1 else None
