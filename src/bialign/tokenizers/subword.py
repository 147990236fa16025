"""Subword pieces of a SentencePiece model (Kudo and Richardson, 2018), with offsets."""

from __future__ import annotations

import re
from functools import partial
from itertools import accumulate, repeat
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any

from bialign.errors import ConfigurationError
from bialign.files import require_path
from bialign.lists import refuse_text
from bialign.tokenizers.base import BatchByOne, Token
from bialign.tokenizers.guard import readable

if TYPE_CHECKING:
    from collections.abc import Sequence

_SPACE = "▁"
_BYTE = re.compile("<0x[0-9A-F]{2}>")


class SubwordTokenizer(BatchByOne):
    """A SentencePiece model: text to pieces and ids, and back.

    With a model of `bialign.tokenizers.training.train_subword` nothing is lost: decoding gives the very text,
    but for a literal ``▁`` (U+2581), which SentencePiece itself takes for a space, and lone surrogates.

    Args:
        model: A ``.model`` file, or its bytes.

    Raises:
        ConfigurationError: If there is no such file, or it is not a SentencePiece model.
    """

    name = "subword"

    def __init__(self, model: str | PathLike[str] | bytes) -> None:
        from sentencepiece import SentencePieceProcessor  # noqa: PLC0415 - a native library

        if not isinstance(model, bytes):
            require_path(model, what="a SentencePiece model", error=ConfigurationError)
        self._model = model if isinstance(model, bytes) else fspath(model)
        self._processor: Any = SentencePieceProcessor()
        try:
            if isinstance(self._model, bytes):
                self._processor.load_from_serialized_proto(self._model)
            else:
                self._processor.load(self._model)
        except (RuntimeError, OSError, TypeError) as error:  # a TypeError of code points that file names cannot hold
            name = "The given data" if isinstance(self._model, bytes) else self._model
            problem = "does not exist" if "NOT_FOUND" in str(error) else "is not a SentencePiece model"
            raise ConfigurationError(f"{name} {problem}.") from None

    def __reduce__(self) -> tuple[type[SubwordTokenizer], tuple[str | bytes]]:
        """Pickle by the model, so that worker processes load it again."""
        return type(self), (self._model,)

    def __len__(self) -> int:
        """Return the number of pieces, special ones included."""
        return int(self._processor.get_piece_size())

    def tokenize(self, text: str) -> list[Token]:
        """Cut a text into pieces with offsets in it.

        A piece's text shows a space as ``▁``. Pieces of single bytes (``<0xED>``) share the span of their character;
        a ``▁`` that the model only adds before the text has an empty one.
        """
        pieces = self.words(text)
        marked = text.replace(" ", _SPACE)
        joined = "".join(pieces)
        if joined == marked:
            ends = list(accumulate(map(len, pieces)))
        elif joined == _SPACE + marked:
            ends = list(accumulate(map(len, pieces), initial=-1))[1:]
        else:
            added = f"{_SPACE}{marked}"
            return _locate(pieces, marked, 0) or _locate(pieces, added, 1) or self._tokenize_rewritten(text)
        starts = [0, *ends[:-1]]
        return list(map(partial(tuple.__new__, Token), zip(pieces, starts, ends, repeat(None), repeat(None))))

    def words(self, text: str) -> list[str]:
        """Cut a text into the strings of its pieces."""
        pieces: list[str] = self._encode(text, out_type=str)
        return pieces

    def encode(self, text: str) -> list[int]:
        """Cut a text into pieces and return their ids, without marks of beginning and end."""
        ids: list[int] = self._encode(text)
        return ids

    def sample(self, text: str, *, alpha: float = 0.1, nbest_size: int = -1, seed: int | None = None) -> list[str]:
        """Cut a text into pieces at random, for subword regularisation (Kudo, 2018; BPE-dropout for BPE models).

        Args:
            text: The text.
            alpha: For a unigram model the inverse temperature, the lower the more varied; for a BPE model the
                probability with which a merge is left out.
            nbest_size: Draw among so many best segmentations; -1 for all. A BPE model ignores it.
            seed: Begin the random sequence anew from here. It is one for all models of a thread. The same seed gives
                the same sequence within a process only: SentencePiece mixes something of the process into it.
        """
        if seed is not None:
            from sentencepiece import set_random_generator_seed  # noqa: PLC0415 - a native library

            set_random_generator_seed(seed)
        pieces: list[str] = self._encode(text, out_type=str, enable_sampling=True, alpha=alpha, nbest_size=nbest_size)
        return pieces

    def decode(self, pieces: Sequence[int] | Sequence[str]) -> str:
        """Write pieces or ids as text again.

        Raises:
            ConfigurationError: If the model has no such id, or one text stands for the list of its pieces.
        """
        refuse_text(pieces, what="pieces or ids")
        try:
            return str(self._processor.decode(list(pieces)))
        except (IndexError, RuntimeError) as error:
            raise ConfigurationError(f"The subword model cannot decode this: {error}.") from None

    def detokenize(self, tokens: Sequence[Token]) -> str:
        """Write tokens as text again."""
        refuse_text(tokens, what="tokens")
        return self.decode([token.text for token in tokens])

    def piece(self, index: int) -> str:
        """Return the piece of an id.

        Raises:
            ConfigurationError: If the model has no such id.
        """
        if not 0 <= index < len(self):
            raise ConfigurationError(f"The subword model has ids 0 to {len(self) - 1}, not {index}.")
        return str(self._processor.id_to_piece(index))

    def index(self, piece: str) -> int:
        """Return the id of a piece, that of the unknown piece if the model does not have it."""
        return int(self._processor.piece_to_id(piece))

    def _encode(self, text: str, **options: Any) -> Any:
        try:
            return self._processor.encode(text, **options)
        except RuntimeError:
            # A lone surrogate cannot become UTF-8.
            return self._processor.encode(readable(text), **options)

    def _tokenize_rewritten(self, text: str) -> list[Token]:
        """Cut a text that the model normalises, with the offsets that SentencePiece itself gives."""
        found = self._encode(text, return_type="offset_mapping")
        tokens = [Token(piece, *span) for piece, span in zip(found["pieces"], found["offsets"], strict=True)]
        # Of a character's bytes only the last has its end.
        for place in range(len(tokens) - 2, -1, -1):
            token, following = tokens[place], tokens[place + 1]
            if token.start == token.end == following.start and _BYTE.fullmatch(token.text):
                tokens[place] = token._replace(end=following.end)
        return tokens


def _locate(pieces: list[str], marked: str, added: int) -> list[Token] | None:
    """Find the offsets of pieces, some of which are single bytes, in a text that the model does not change.

    Args:
        pieces: The pieces.
        marked: The text with ``▁`` for spaces, and one before it if the model adds one.
        added: How many code points of it stand before the text.

    Returns:
        The tokens, or None if the pieces are not those of the text.
    """
    tokens: list[Token] = []
    place = -added
    for piece in pieces:
        start = place
        if marked.startswith(piece, place + added):
            place += len(piece)
        elif not _BYTE.fullmatch(piece):
            return None
        elif 0x80 <= int(piece[3:5], 16) < 0xC0:
            start -= 1
        else:
            place += 1
        tokens.append(Token(piece, max(start, 0), place))
    return tokens if place + added == len(marked) else None
