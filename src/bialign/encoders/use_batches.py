"""The forward pass over many tokens: in batches whose ids are looked up together, in pieces shared by threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

import attrs
import numpy as np

from bialign.encoders import use_network as network
from bialign.encoders.use_weights import CHANNELS
from bialign.threads import one_blas_thread

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bialign.encoders.use_network import Array, Indices
    from bialign.encoders.use_weights import Weights

Task = TypeVar("Task")
Result = TypeVar("Result")

# Tokens whose distinct ids are looked up together, and the distinct ids whose tables are kept: 15 kB each.
_BATCH = 8192


@attrs.frozen(eq=False)
class Intervals:
    """Stretches of a stream; both arrays ascend.

    Attributes:
        firsts: Where each begins, shape (s,).
        lasts: Where each ends, shape (s,).
    """

    firsts: Indices
    lasts: Indices

    def within(self, low: int, high: int) -> tuple[slice, Indices, Indices]:
        """Return which stretches reach into a piece, and where they begin and end, counted from the piece's begin."""
        reached = slice(
            int(np.searchsorted(self.lasts, low, side="right")), int(np.searchsorted(self.firsts, high, side="left"))
        )
        firsts, lasts = np.maximum(self.firsts[reached], low) - low, np.minimum(self.lasts[reached], high) - low
        return reached, firsts, lasts


@attrs.frozen(eq=False)
class StreamSums:
    """What `Batches.stream_sums` finds.

    Attributes:
        sums: For each of the asked `Intervals` the sums of scaled rows, shape (s, 1282).
        words: The sums of words, shape (w, e); w is 0 where no words were asked for.
        outputs: For each of the asked places the output of the branch, shape (..., 256); 0 outside the stream.
    """

    sums: list[Array]
    words: Array
    outputs: list[Array]


class Batches:
    """Runs the network over streams of token ids.

    Args:
        weights: The network.
        threads: Threads that share the work, each with one BLAS thread.
    """

    def __init__(self, weights: Weights, threads: int) -> None:
        self.weights = weights
        self.threads = threads
        self._tables = network.TokenTables(weights, _BATCH)
        # Held while a batch needs its ids' rows in the tables, which another batch may replace.
        self._lock = Lock()

    def share(self, work: Callable[[Task], Result], tasks: Sequence[Task]) -> list[Result]:
        """Do tasks on the threads and return the results in order.

        Every matrix product runs on one BLAS thread: sharing out pieces is faster than sharing out products, and
        results do not depend on the number of threads.
        """
        with one_blas_thread():
            if self.threads == 1 or len(tasks) < 2:
                return [work(task) for task in tasks]
            with ThreadPoolExecutor(self.threads) as pool:
                return list(pool.map(work, tasks))

    def stream_sums(
        self,
        stream: Indices,
        begin: int,
        end: int,
        intervals: Sequence[Intervals],
        *,
        word_starts: Indices | None = None,
        places: Sequence[tuple[int, Indices]] = (),
    ) -> StreamSums:
        """Sum the scaled rows of stretches of a stream of ids.

        Args:
            stream: Ids, -1 for padding, shape (t,), with `CONTEXT` entries of padding at least on either side.
            begin: Where the stretches begin.
            end: Where they end.
            intervals: The stretches.
            word_starts: Where words begin, ascending, the first at `begin`; each ends where the next begins.
            places: Branches, and places in the stream where their output is asked for.
        """
        starts = np.zeros(0, dtype=np.int64) if word_starts is None else word_starts
        words = Intervals(starts, np.append(starts[1:], end)[: len(starts)])
        found = StreamSums(
            sums=[np.zeros((len(asked.firsts), network.ROW_SIZE), dtype=np.float32) for asked in intervals],
            words=np.zeros((len(starts), self.weights.words.shape[1]), dtype=np.float32),
            outputs=[np.zeros((own.size, CHANNELS), dtype=np.float32) for _, own in places],
        )
        orders = [np.argsort(own, axis=None) for _, own in places]
        sorted_places = [own.ravel()[order] for (_, own), order in zip(places, orders, strict=True)]

        def work(part: tuple[int, int, Indices, int]) -> list[tuple[Array, Array]]:
            low, high, table_rows, shift = part
            tokens = network.stream_rows(self.weights, self._tables, table_rows, low - shift, high - shift)
            added = []
            for sums, asked in zip(found.sums, intervals, strict=True):
                reached, firsts, lasts = asked.within(low, high)
                added.append((sums[reached], tokens.sums(firsts.tolist(), lasts.tolist())))
            reached, firsts, _ = words.within(low, high)
            if len(firsts):
                added.append((found.words[reached], tokens.word_sums(self.weights, firsts)))
            for (branch, _), own, order, output in zip(places, sorted_places, orders, found.outputs, strict=True):
                here = slice(*np.searchsorted(own, [low, high]))
                output[order[here]] = tokens.branch(branch, own[here] - low)
            return added

        reach = network.CONTEXT
        for batch_begin, batch_end in network.pieces(end - begin, begin, _BATCH - 2 * reach):
            shift = batch_begin - reach
            pieces = network.pieces(batch_end - batch_begin, batch_begin)
            with self._lock:
                rows = self._rows(stream[shift : batch_end + reach])
                results = self.share(work, [(low, high, rows, shift) for low, high in pieces])
            # A stretch may reach into two pieces, so that threads cannot add to the sums.
            for result in results:
                for total, more in result:
                    np.add(total, more, out=total)
        outputs = [
            output.reshape(*own.shape, CHANNELS) for output, (_, own) in zip(found.outputs, places, strict=True)
        ]
        return attrs.evolve(found, outputs=outputs)

    def edge_sums(self, windows: Indices, shape: network.EdgeShape, unseen: Sequence[Array]) -> Array:
        """Sum the scaled rows of the tokens at the edges of runs; see `use_network.edge_sums`.

        Args:
            windows: Ids, -1 for padding, shape (w, EDGE + 2 * CONTEXT).
            shape: Whether they are heads or tails.
            unseen: For each branch the output at the edge's other tokens.
        """
        per_piece = network.PIECE // network.EDGE
        per_batch = _BATCH // windows.shape[1] // per_piece * per_piece
        sums = np.empty((len(windows), network.ROW_SIZE), dtype=np.float32)

        def work(part: tuple[int, int, Indices]) -> None:
            low, high, table_rows = part
            others = [output[low:high] for output in unseen]
            sums[low:high] = network.edge_sums(self.weights, self._tables, table_rows, shape, others)

        for batch_begin, batch_end in network.pieces(len(windows), 0, per_batch):
            pieces = network.pieces(batch_end - batch_begin, batch_begin, per_piece)
            with self._lock:
                rows = self._rows(windows[batch_begin:batch_end])
                parts = [(low, high, rows[low - batch_begin : high - batch_begin]) for low, high in pieces]
                self.share(work, parts)
        return sums

    def _rows(self, ids: Indices) -> Indices:
        """Return the table rows of at most `_BATCH` ids, -1 for padding."""
        with one_blas_thread():
            return self._tables.rows(ids)
