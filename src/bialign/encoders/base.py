"""What the aligner asks of an encoder, and runs of sentences for encoders that know only single texts."""

from __future__ import annotations

from numbers import Integral
from typing import TYPE_CHECKING, Protocol, TypeGuard, runtime_checkable

import attrs
import numpy as np

from bialign.counting import are, counted
from bialign.errors import EncoderError
from bialign.lists import list_of_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray


@runtime_checkable
class Encoder(Protocol):
    """Turns sentences into vectors whose inner product tells how alike the sentences' meanings are.

    Lines that hold several sentences are cut before they are encoded. An encoder of vectors that were made beforehand
    may know whole lines alone: if it raises `KeyError` then, or gives as many vectors as there are lines, lines of
    that pair of texts are not cut. Arrays that an encoder gives are only read.
    """

    @property
    def name(self) -> str:
        """What a signature calls the encoder: its model's name and a checksum of its weights."""
        ...

    def encode(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Encode sentences.

        Args:
            sentences: n texts.

        Returns:
            Shape (n, d), float32, rows of unit length.
        """
        ...

    def encode_runs(self, sentences: Sequence[str], longest: int) -> NDArray[np.float32]:
        """Encode every run of 1 to `longest` consecutive sentences.

        Args:
            sentences: n texts of one document, in order.
            longest: Greatest number of sentences in a run, at least 1.

        Returns:
            Shape (n, longest, d), float32. Row ``[i, k]`` is the unit vector of the sentences i to i + k joined by
            spaces; rows of runs that would pass the end are zero.
        """
        ...


@attrs.frozen(eq=False, repr=False)
class WordVectors:
    """Vectors of the words of n sentences, in their context.

    Attributes:
        vectors: Shape (w, e), float32, rows of unit length.
        weights: How much each word tells, by its rarity; shape (w,), positive.
        sentences: The sentence that each word belongs to, ascending; shape (w,).
    """

    vectors: NDArray[np.float32]
    weights: NDArray[np.float32]
    sentences: NDArray[np.int64]

    def part(self, first: int, last: int) -> WordVectors:
        """Return the words of the sentences `first` up to `last`, numbered from 0."""
        begin, end = np.searchsorted(self.sentences, [first, last])
        return WordVectors(self.vectors[begin:end], self.weights[begin:end], self.sentences[begin:end] - first)


@runtime_checkable
class WordEncoder(Encoder, Protocol):
    """An encoder that also gives vectors of words, alike for words that translate each other in context."""

    def encode_with_words(
        self, sentences: Sequence[str], longest: int, *, text_starts: Sequence[int] = (0,)
    ) -> tuple[NDArray[np.float32], WordVectors]:
        """Encode runs of sentences as `Encoder.encode_runs` does, and their words.

        Args:
            sentences: n sentences of one or more texts in a row.
            longest: Greatest number of sentences in a run, at least 1.
            text_starts: The sentences that begin a text: words do not see beyond their text, and rows of runs that
                would pass its end are zero.
        """
        ...


@runtime_checkable
class SelectiveEncoder(Encoder, Protocol):
    """An encoder that can leave out runs of sentences that nobody asks for."""

    def encode_wanted_runs(
        self, sentences: Sequence[str], longest: int, *, wanted: Sequence[int], text_starts: Sequence[int] = (0,)
    ) -> tuple[NDArray[np.float32], WordVectors | None]:
        """Encode some runs of sentences, and their words if the encoder has vectors of words.

        Args:
            sentences: n sentences of one or more texts in a row.
            longest: Greatest number of sentences in a run, at least 1.
            wanted: For each sentence, how many the longest wanted run from it on has, at most `longest`.
            text_starts: As `WordEncoder.encode_with_words` takes them.

        Returns:
            The runs, shape (n, longest, d), as `Encoder.encode_runs` describes, rows of runs that are longer than
            wanted zero; and the words or None. Words of an encoder that is no `WordEncoder` are not used.
        """
        ...


def has_words(encoder: Encoder) -> TypeGuard[WordEncoder]:
    """Tell whether an encoder has vectors of words; far faster than `isinstance` with a protocol."""
    return getattr(encoder, "encode_with_words", None) is not None


def is_selective(encoder: Encoder) -> TypeGuard[SelectiveEncoder]:
    """Tell whether an encoder can leave out runs."""
    return getattr(encoder, "encode_wanted_runs", None) is not None


def encode_joined_runs(
    encode: Callable[[Sequence[str]], NDArray[np.float32]],
    sentences: Sequence[str],
    longest: int,
    *,
    wanted: Sequence[int] | None = None,
    text_starts: Sequence[int] = (0,),
) -> NDArray[np.float32]:
    """Encode runs exactly, by joining their texts; each distinct text is encoded once.

    Args:
        encode: Encodes m texts into shape (m, d), an array or a list of lists.
        sentences: n texts, in order.
        longest: Greatest number of sentences in a run, at least 1.
        wanted: As `SelectiveEncoder.encode_wanted_runs` takes it; by default all runs are wanted.
        text_starts: The sentences that begin a text: rows of runs that would pass its end are zero.

    Returns:
        Shape (n, longest, d), float32, as `Encoder.encode_runs` describes.

    Raises:
        EncoderError: If `longest` is no whole number from 1 on, something is no sentence, or `encode` gives no
            numbers or not as many vectors as texts.
    """
    check_longest(longest)
    sentences = list_of_texts(sentences, what="sentences", error=EncoderError)
    count = len(sentences)
    places: dict[str, list[tuple[int, int]]] = {}
    limits = run_limits(count, longest, wanted=wanted, text_starts=text_starts).tolist()
    for first, limit in enumerate(limits):
        for extra in range(limit):
            places.setdefault(" ".join(sentences[first : first + extra + 1]), []).append((first, extra))
    given = encode(list(places))
    try:
        vectors = np.asarray(given, dtype=np.float32)
    except (TypeError, ValueError):
        raise EncoderError(f"The encoder gave {type(given).__name__}, not an array of numbers.") from None
    if not places and vectors.shape == (0,):
        # A list for no texts does not tell how long its vectors would be.
        vectors = vectors.reshape(0, 0)
    if vectors.ndim != 2 or len(vectors) != len(places):
        raise EncoderError(f"The encoder gave vectors of the shape {vectors.shape}, not ({len(places)}, d).")
    runs = np.zeros((count, longest, vectors.shape[1]), dtype=np.float32)
    for vector, spots in zip(vectors, places.values(), strict=True):
        for spot in spots:
            runs[spot] = vector
    return runs


def check_longest(longest: object) -> None:
    """Raise EncoderError unless this can be the greatest number of sentences in a run: a whole number from 1 on."""
    if isinstance(longest, bool) or not isinstance(longest, Integral) or longest < 1:
        raise EncoderError(f"A run holds at least one sentence, not {longest!r}.")


def run_limits(
    count: int, longest: int, *, wanted: Sequence[int] | None, text_starts: Sequence[int]
) -> NDArray[np.int64]:
    """Return for each of n sentences how many the longest run from it on has that is to be encoded, shape (n,).

    Args:
        count: Number of sentences, n.
        longest: Greatest number of sentences in a run.
        wanted: As `SelectiveEncoder.encode_wanted_runs` takes it; None for all.
        text_starts: The sentences that begin a text.

    Raises:
        EncoderError: If there are more or fewer numbers in `wanted` than sentences.
    """
    limits = np.array([*sorted({*text_starts} - {0, count}), count])
    firsts = np.arange(count)
    inside = np.minimum(limits[np.searchsorted(limits, firsts, side="right")] - firsts, longest)
    if wanted is None:
        return inside
    if len(wanted) != count:
        raise EncoderError(f"There {are(count, 'sentence')}, but {counted(len(wanted), 'number')} of wanted runs.")
    chosen: NDArray[np.int64] = np.minimum(inside, np.asarray(wanted, dtype=np.int64))
    return chosen
