"""What an article is made of: a language, typed fragments, and where they stand in the text."""

from __future__ import annotations

import operator
import re
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, SupportsIndex, overload

import attrs

from bialign.counting import counted
from bialign.errors import InvariantError
from bialign.lists import each, list_of_texts, refuse_text
from bialign.metadata import as_metadata
from bialign.tags import check_tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bialign.errors import BialignError


class Language(StrEnum):
    """The languages whose news conventions are known; values are BCP 47 tags."""

    KOREAN = "ko"
    ENGLISH = "en"


class FragmentKind(StrEnum):
    """What a piece of an article is.

    ``BODY`` is running text: a paragraph as an article is read, a sentence once it is split.
    All other kinds are article furniture.
    """

    HEADLINE = "headline"
    SUBHEADLINE = "subheadline"
    BYLINE = "byline"
    DATELINE = "dateline"
    TIMESTAMP = "timestamp"
    CAPTION = "caption"
    CREDIT = "credit"
    EDITOR_TAG = "editor-tag"
    SECTION = "section"
    SPEAKER = "speaker"
    BODY = "body"
    BOILERPLATE = "boilerplate"

    @property
    def is_furniture(self) -> bool:
        """Whether this is anything but running text."""
        return self is not FragmentKind.BODY


def find_kind(name: FragmentKind | str, *, error: type[BialignError] = InvariantError) -> FragmentKind:
    """Return the fragment kind of a name.

    Args:
        name: Its value, such as ``"body"``, or the kind itself.
        error: The class of the error.

    Raises:
        InvariantError: If there is none; the error is of another class where one is given.
    """
    if isinstance(name, FragmentKind):
        return name
    try:
        return FragmentKind(name)
    except (ValueError, TypeError):
        raise error(f"There is no fragment kind {name!r}; there are {', '.join(FragmentKind)}.") from None


def _offset(value: SupportsIndex) -> int:
    try:
        return operator.index(value)
    except TypeError:
        raise InvariantError(f"A fragment's offsets are whole numbers, not {value!r}.") from None


def check_text(holder: object, field: attrs.Attribute[str], value: object) -> None:
    """Raise InvariantError unless the value of a field is a text: a validator of attrs classes."""
    if not isinstance(value, str):
        raise InvariantError(f"{type(holder).__name__}.{field.name} is a text, not {value!r}.")


_LINE_BREAK = re.compile(r"(?<!\s)\s*[\r\n]\s*")
_BREAK_IN_WORD = re.compile(r"(?<=[^\W_]-)[\r\n]\s*(?=(?!(?:and|or|to)\b)[^\W_])")


def _check_language(holder: object, field: attrs.Attribute[str], value: object) -> None:
    check_text(holder, field, value)
    check_tag(value)


def _shorten(text: str, width: int = 40) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


@attrs.frozen(repr=False)
class Fragment:
    """A typed piece of an article, or of any text.

    Attributes:
        kind: What it is.
        text: Its text, exactly as in the article; may be empty (a blank line in a list of lines). Has line breaks
            where the article came wrapped at a width.
        start: Offset of its first code point in the article's text.
        end: Offset after its last code point, so that ``article.text[start:end] == text``.

    Raises:
        InvariantError: If there is no such kind, the text is none, or the offsets are no whole numbers, negative or
            do not span the text.
    """

    kind: FragmentKind = attrs.field(converter=find_kind)
    text: str = attrs.field(validator=check_text)
    start: int = attrs.field(converter=_offset)
    end: int = attrs.field(converter=_offset)

    def __attrs_post_init__(self) -> None:
        if self.start < 0 or self.end - self.start != len(self.text):
            raise InvariantError(
                f"The fragment {_shorten(self.text)!r} has {counted(len(self.text), 'code point')} "
                f"but offsets {self.start} to {self.end}."
            )

    @property
    def line(self) -> str:
        """The text as one line, as corpora hold it: a line break with the white space around it is a space.

        Within an article that came wrapped at a width, fragments have line breaks. Behind the hyphen of a word none
        becomes a space: ``long-`` above ``suspended`` is ``long-suspended``.
        """
        if "\n" not in self.text and "\r" not in self.text:
            return self.text
        return _LINE_BREAK.sub(" ", _BREAK_IN_WORD.sub("", self.text))

    def __len__(self) -> int:
        """Return its length in code points."""
        return len(self.text)

    def __bool__(self) -> bool:
        """Return True: an empty fragment is still a fragment."""
        return True

    def __repr__(self) -> str:
        return f"Fragment({self.kind.value} {self.start}:{self.end} {_shorten(self.text)!r})"


def tuple_of_fragments(values: Iterable[Fragment]) -> tuple[Fragment, ...]:
    """Return fragments as a tuple, which a frozen object can hold.

    Raises:
        InvariantError: If one of them is something else.
    """
    fragments = []
    for fragment in each(values):
        if not isinstance(fragment, Fragment):
            raise InvariantError(f"Expected Fragment objects, not {fragment!r}.")
        fragments.append(fragment)
    return tuple(fragments)


def fragments_of(texts: Iterable[str], kinds: Iterable[FragmentKind | str] = ()) -> tuple[Fragment, ...]:
    """Return fragments for texts whose article is not at hand, with offsets as if joined by line feeds.

    Args:
        texts: The fragments' texts, in order.
        kinds: Their kinds; body where there are fewer kinds than texts.

    Raises:
        InvariantError: If it is one text instead of several, one of them is no text, or there is no such kind.
    """
    fragments = []
    place = 0
    refuse_text(kinds, what="kinds", error=InvariantError)
    remaining = iter(kinds)
    for text in list_of_texts(texts, what="sentences or other texts", error=InvariantError):
        fragments.append(Fragment(next(remaining, FragmentKind.BODY), text, place, place + len(text)))
        place += len(text) + 1
    return tuple(fragments)


WHITE_SPACE = "".join(filter(str.isspace, map(chr, range(0x3001))))
"""All white space of Unicode, as `str.isspace` knows it, for `str.strip`."""
INVISIBLE_SPACES = "\u200b\ufeff"
"""Zero-width space and byte order mark: what pages and careless decoders leave at the edges of lines."""
_BLANK = WHITE_SPACE + INVISIBLE_SPACES


def is_blank(text: str) -> bool:
    """Tell whether a text is empty or white space alone, as which `INVISIBLE_SPACES` count."""
    return not text.strip(_BLANK)


@attrs.frozen(repr=False)
class Article:
    """A text with its fragments in reading order.

    Every code point of the text belongs to exactly one fragment or to the white space between, as which
    `INVISIBLE_SPACES` count.

    Attributes:
        text: The text as the user gave it; no code point is changed.
        language: BCP 47 tag, usually ``Language.KOREAN`` or ``Language.ENGLISH``.
        fragments: In order of their offsets, not overlapping.
        id: A name for the article, such as its file's stem; may be empty.
        metadata: Whatever else is known (``url``, ``outlet`` ...); like all of it, it does not change.

    Raises:
        InvariantError: If a fragment does not match the text, fragments overlap or are out of order,
            text other than white space is left between them, or a field is not what it should be.
        LanguageError: If the language has not the shape of a tag.
    """

    text: str = attrs.field(validator=check_text)
    language: str = attrs.field(validator=_check_language)
    fragments: tuple[Fragment, ...] = attrs.field(converter=tuple_of_fragments)
    id: str = attrs.field(validator=check_text, default="")
    metadata: Mapping[str, str] = attrs.field(converter=as_metadata, factory=dict, hash=False)

    def __attrs_post_init__(self) -> None:
        place = 0
        for fragment in self.fragments:
            if fragment.start < place:
                raise InvariantError(f"{fragment!r} overlaps the one before it or is out of order.")
            if fragment.end > len(self.text) or self.text[fragment.start : fragment.end] != fragment.text:
                raise InvariantError(f"{fragment!r} does not match the article's text at its offsets.")
            self._check_gap(place, fragment.start)
            place = fragment.end
        self._check_gap(place, len(self.text))

    def _check_gap(self, start: int, end: int) -> None:
        gap = self.text[start:end]
        if not is_blank(gap):
            raise InvariantError(f"No fragment holds the text {_shorten(gap)!r} at {start}:{end}.")

    def __len__(self) -> int:
        """Return the number of fragments."""
        return len(self.fragments)

    def __iter__(self) -> Iterator[Fragment]:
        return iter(self.fragments)

    @overload
    def __getitem__(self, index: int) -> Fragment: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Fragment, ...]: ...

    def __getitem__(self, index: int | slice) -> Fragment | tuple[Fragment, ...]:
        return self.fragments[index]

    def of_kind(self, kind: FragmentKind | str) -> tuple[Fragment, ...]:
        """Return the fragments of one kind, in reading order.

        Raises:
            InvariantError: If there is no such kind.
        """
        wanted = find_kind(kind)
        return tuple(fragment for fragment in self.fragments if fragment.kind is wanted)

    @property
    def headline(self) -> str:
        """The text of the first headline, as one line, or an empty string."""
        headlines = self.of_kind(FragmentKind.HEADLINE)
        return headlines[0].line if headlines else ""

    def paragraph_breaks(self) -> tuple[bool, ...]:
        """Tell for each fragment whether a line break stands between it and the one before.

        Line breaks that only wrap a paragraph are none. The first fragment always begins a paragraph. Shape: one
        value a fragment.
        """
        from bialign.text.wrapping import join_wraps  # noqa: PLC0415 - the package of texts knows of languages

        view = join_wraps(self.text)
        gaps = (view[previous.end : following.start] for previous, following in pairwise(self.fragments))
        inner = ("\n" in gap or "\r" in gap for gap in gaps)
        return (True, *inner) if self.fragments else ()

    def __repr__(self) -> str:
        name = f"{self.id!r} " if self.id else ""
        return (
            f"Article({name}{self.language!s} {counted(len(self.fragments), 'fragment')} {_shorten(self.headline)!r})"
        )
