"""What a token is, and what every tokenizer can do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

from bialign.errors import InvariantError
from bialign.lists import refuse_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Token(NamedTuple):
    """A unit of a text as a scheme defines it.

    A named tuple, because texts have millions of them.

    Attributes:
        text: The token as its scheme writes it; mostly the text's own ``text[start:end]``, but a morpheme
            fused with another (가 + 었 in 갔) or a Treebank quotation mark (````) is written otherwise.
        start: Offset in code points of the text as given.
        end: Offset after its last code point; at least ``start``.
        tag: Part of speech or other class, where the scheme has one.
        lemma: Dictionary form, where the scheme has one.
    """

    text: str
    start: int
    end: int
    tag: str | None = None
    lemma: str | None = None


@runtime_checkable
class Tokenizer(Protocol):
    """What every tokenizer can do; tokens come in the order of the text."""

    @property
    def name(self) -> str:
        """The name under which `get_tokenizer` knows the scheme."""
        ...

    def tokenize(self, text: str) -> list[Token]:
        """Cut a text into tokens with offsets."""
        ...

    def tokenize_batch(self, texts: Iterable[str]) -> list[list[Token]]:
        """Cut several texts; the same as `tokenize` on each, perhaps faster."""
        ...

    def words(self, text: str) -> list[str]:
        """Cut a text into the strings of its tokens."""
        ...


@runtime_checkable
class Detokenizer(Protocol):
    """What a tokenizer can do whose scheme leads back to running text."""

    def detokenize(self, tokens: Sequence[Token]) -> str:
        """Write tokens as running text.

        Raises:
            ConfigurationError: If one text stands for the list of tokens.
        """
        ...


class BatchByOne(ABC):
    """The obvious `tokenize_batch` and `words` for a tokenizer whose `tokenize` does all the work."""

    @property
    @abstractmethod
    def name(self) -> str:
        """The name under which `get_tokenizer` knows the scheme."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name!r}>"

    @abstractmethod
    def tokenize(self, text: str) -> list[Token]:
        """Cut a text into tokens with offsets."""

    def tokenize_batch(self, texts: Iterable[str]) -> list[list[Token]]:
        """Cut several texts; the same as `tokenize` on each."""
        refuse_text(texts)
        return [self.tokenize(text) for text in texts]

    def words(self, text: str) -> list[str]:
        """Cut a text into the strings of its tokens."""
        return [token.text for token in self.tokenize(text)]


def join_by_offsets(tokens: Sequence[Token]) -> str:
    """Write tokens one after the other with as many spaces between as their offsets leave room for.

    The exact inverse of a scheme that only leaves out white space, for texts whose white space is spaces.
    Tokens that share a span are written side by side.

    Raises:
        InvariantError: If the tokens are not in the order of their text.
        ConfigurationError: If one text stands for the list of tokens.
    """
    refuse_text(tokens, what="tokens")
    pieces: list[str] = []
    place = tokens[0].start if tokens else 0
    for token in tokens:
        if token.start < place and token.end > place:
            raise InvariantError(f"The token {token.text!r} at {token.start}:{token.end} overlaps the one before it.")
        pieces.append(" " * (token.start - place))
        pieces.append(token.text)
        place = max(place, token.end)
    return "".join(pieces)


def locate(text: str, forms: Iterable[str]) -> list[Token]:
    """Find the tokens of a scheme that only inserts and drops white space.

    Args:
        text: The text.
        forms: The tokens' strings, in order; between them nothing of the text but white space is left out.

    Raises:
        InvariantError: If a form is not the text's next word.
    """
    tokens: list[Token] = []
    place = 0
    for form in forms:
        start = text.find(form, place)
        if start < 0 or (start > place and text[place:start].strip()):
            raise InvariantError(f"The token {form!r} is not found at offset {place} of the text.")
        place = start + len(form)
        tokens.append(Token(form, start, place))
    return tokens
