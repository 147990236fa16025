"""The forward pass over many tokens: in batches whose ids are looked up together, in pieces shared by threads."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

import attrs
import numpy as np

from bialign.encoders import use_network as network
from bialign.encoders.use_edges import EDGE_SHAPES, WINDOW, Edges
from bialign.encoders.use_weights import SUM_SIZE
from bialign.threads import one_blas_thread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from bialign.encoders.use_network import Array, Indices
    from bialign.encoders.use_weights import Weights

Task = TypeVar("Task")
Result = TypeVar("Result")

# Tokens whose distinct ids are looked up together, and the distinct ids whose tables are kept: 15 kB each.
BATCH = 8192
# Edges, and sentences, of one matrix product.
_EDGES = 256
_SENTENCES = 256
_NONE: Indices = np.zeros(0, dtype=np.int64)


@attrs.frozen(eq=False)
class Intervals:
    """Stretches of a stream; both arrays ascend.

    Attributes:
        firsts: Where each begins, shape (s,).
        lasts: Where each ends, shape (s,).
    """

    firsts: Indices
    lasts: Indices

    def part(self, own: slice) -> Intervals:
        """Return some of the stretches."""
        return Intervals(self.firsts[own], self.lasts[own])

    def within(self, low: int, high: int) -> Reached:
        """Return the stretches that reach into a piece."""
        rows = slice(
            int(np.searchsorted(self.lasts, low, side="right")), int(np.searchsorted(self.firsts, high, side="left"))
        )
        firsts, lasts = self.firsts[rows], self.lasts[rows]
        return Reached(
            rows, np.maximum(firsts, low) - low, np.minimum(lasts, high) - low, (firsts >= low) & (lasts <= high)
        )


@attrs.frozen(eq=False)
class Reached:
    """The stretches that reach into a piece of a stream.

    Attributes:
        rows: Which they are.
        firsts: Where each begins in the piece, shape (r,).
        lasts: Where each ends in the piece, shape (r,).
        whole: Whether each lies inside the piece, shape (r,).
    """

    rows: slice
    firsts: Indices
    lasts: Indices
    whole: NDArray[np.bool_]

    def put(self, totals: Array, sums: Array) -> list[tuple[Array, Array]]:
        """Write the sums of those that lie inside the piece; return the others and the totals to add them to."""
        own = totals[self.rows]
        own[self.whole] = sums[self.whole]
        return [(own[number], sums[number]) for number in np.flatnonzero(~self.whole)]


@attrs.frozen(eq=False)
class StreamSums:
    """What `Batches.stream_sums` finds.

    Attributes:
        sums: For each of the asked `Intervals` the sums of scaled rows, shape (s, 1282).
        words: The sums of words, shape (w, e); w is 0 where no words were asked for.
    """

    sums: list[Array]
    words: Array


class Batches:
    """Runs the network over streams of token ids.

    Args:
        weights: The network.
        threads: Threads that share the work, each with one BLAS thread.
    """

    def __init__(self, weights: Weights, threads: int) -> None:
        self.weights = weights
        self.threads = threads
        self._tables = network.TokenTables(weights, BATCH)
        # Held while a batch needs its ids' rows in the tables, which another batch may replace.
        self._lock = Lock()
        # The process that the threads belong to. Where two callers start them at once, those of one of them end.
        self._pool: tuple[int, ThreadPoolExecutor | None] = (0, None)
        self._rooms: list[network.Convolutions] = []

    @contextmanager
    def room_for_convolutions(self, count: int) -> Iterator[network.Convolutions]:
        """Lend room for at least `count` places, which is kept: new room is slow to be written first."""
        try:
            room = self._rooms.pop()
        except IndexError:
            room = network.Convolutions.empty(count)
        if len(room) < count:
            room = network.Convolutions.empty(count)
        try:
            yield room
        finally:
            self._rooms.append(room)

    def share(self, work: Callable[[Task], Result], tasks: Sequence[Task]) -> list[Result]:
        """Do tasks on the threads and return the results in order.

        Every matrix product runs on one BLAS thread: sharing out pieces is faster than sharing out products, and
        results do not depend on the number of threads.
        """
        with one_blas_thread():
            if self.threads == 1 or len(tasks) < 2:
                return [work(task) for task in tasks]
            pool = self._workers()
            futures = [pool.submit(work, task) for task in tasks]
            try:
                return [future.result() for future in futures]
            finally:
                # After an error, too, nothing goes on that reads the tables.
                wait(futures)

    def _workers(self) -> ThreadPoolExecutor:
        """Return the threads, which are started once: that takes as long as encoding half a sentence.

        Threads do not come along when a process forks: one that was forked while nothing was encoded starts its own.
        """
        process, pool = self._pool
        if pool is None or process != os.getpid():
            pool = ThreadPoolExecutor(self.threads)
            self._pool = os.getpid(), pool
        return pool

    def stream_sums(
        self,
        stream: Indices,
        begin: int,
        end: int,
        intervals: Sequence[Intervals],
        *,
        word_starts: Indices = _NONE,
        places: Indices = _NONE,
        convolutions: network.Convolutions | None = None,
    ) -> StreamSums:
        """Sum the scaled rows of stretches of a stream of ids.

        Args:
            stream: Ids, -1 for padding, shape (t,), with `CONTEXT` entries of padding at least on either side.
            begin: Where the stretches begin.
            end: Where they end.
            intervals: The stretches.
            word_starts: Where words begin, ascending; each ends where the next begins, the last at `end` if it begins
                before.
            places: Where convolutions are asked for, ascending. Outside the stretches the second are not right, and
                the first only up to `REACH` away.
            convolutions: Room for as many places, filled with what the convolutions come to there.
        """
        word_ends = np.append(word_starts[1:], end)[: len(word_starts)]
        words = Intervals(word_starts, np.maximum(word_starts, word_ends))
        room = network.Convolutions.empty(len(places)) if convolutions is None else convolutions
        found = StreamSums(
            sums=[np.zeros((len(asked.firsts), network.ROW_SIZE), dtype=np.float32) for asked in intervals],
            words=np.zeros((len(word_starts), self.weights.words.shape[1]), dtype=np.float32),
        )

        def work(part: tuple[int, int, Indices, int]) -> list[tuple[Array, Array]]:
            low, high, table_rows, shift = part
            here = slice(
                int(np.searchsorted(places, low)) if low > begin else 0,
                int(np.searchsorted(places, high)) if high < end else len(places),
            )
            tokens = network.stream_rows(
                self.weights,
                self._tables,
                table_rows,
                low - shift,
                high - shift,
                places=places[here] - shift,
                convolutions=room.part(here),
            )
            added = []
            for asked, totals in zip(intervals, found.sums, strict=True):
                reached = asked.within(low, high)
                added += reached.put(totals, tokens.sums(reached.firsts.tolist(), reached.lasts.tolist()))
            reached = words.within(low, high)
            if len(reached.firsts):
                added += reached.put(found.words, tokens.word_sums(self.weights, self._tables, reached.firsts))
            return added

        reach = network.CONTEXT
        # One piece at least, since places may be asked for where there are no tokens.
        end = max(end, begin + 1)
        for batch_begin in range(begin, end, BATCH - 2 * reach):
            batch_end = min(batch_begin + BATCH - 2 * reach, end)
            shift = batch_begin - reach
            pieces = network.pieces(batch_end - batch_begin, batch_begin)
            with self._lock:
                rows = self._rows(stream[shift : batch_end + reach])
                results = self.share(work, [(low, high, rows, shift) for low, high in pieces])
            # A stretch may reach into two pieces, so that threads cannot add to the sums.
            for result in results:
                for total, more in result:
                    np.add(total, more, out=total)
        return found

    def edge_sums(self, windows: Indices, text: network.Convolutions, places: Indices) -> Array:
        """Sum the scaled rows of the tokens at the heads and at the tails of w runs; see `use_edges.Edges`.

        Args:
            windows: Ids, -1 for padding, shape (2, w, WINDOW).
            text: What the convolutions come to inside the text.
            places: Where in `text` the windows' columns stand, shape (2, w, WINDOW).

        Returns:
            Shape (2, w, 1282).
        """
        count = windows.shape[1]
        sums = np.empty((2, count, network.ROW_SIZE), dtype=np.float32)

        def work(part: tuple[int, slice, Indices]) -> None:
            number, own, table_rows = part
            edges = Edges(self.weights, self._tables, table_rows, EDGE_SHAPES[number], text, places[number, own])
            sums[number, own] = edges.sums()

        per_batch = BATCH // (2 * WINDOW)
        for batch_begin in range(0, count, per_batch):
            batch_end = min(batch_begin + per_batch, count)
            pieces = list(network.pieces(batch_end - batch_begin, batch_begin, _EDGES))
            with self._lock:
                rows = self._rows(windows[:, batch_begin:batch_end])
                parts = [
                    (number, slice(low, high), rows[number, low - batch_begin : high - batch_begin])
                    for number in range(2)
                    for low, high in pieces
                ]
                self.share(work, parts)
        return sums

    def sentence_sums(self, *asked: Sequence[Array]) -> list[Array]:
        """Add sums of scaled rows up and return what `use_vectors.RunSums` hold.

        Args:
            asked: For each of the results the parts that it is the sum of, shape (n, 1282) each.

        Returns:
            Shape (n, 640) each.
        """
        found = [np.empty((len(parts[0]), SUM_SIZE), dtype=np.float32) for parts in asked]

        def work(task: tuple[Sequence[Array], Array, slice]) -> None:
            parts, sums, own = task
            rows = sum((part[own] for part in parts[1:]), start=parts[0][own])
            np.matmul(rows, self.weights.output, out=sums[own])

        self.share(
            work,
            [
                (parts, sums, slice(low, high))
                for parts, sums in zip(asked, found, strict=True)
                for low, high in network.pieces(len(sums), 0, _SENTENCES)
            ],
        )
        return found

    def _rows(self, ids: Indices) -> Indices:
        """Return the table rows of at most `BATCH` ids, -1 for padding."""
        with one_blas_thread():
            return self._tables.rows(ids)
