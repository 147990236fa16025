"""Worker processes on this machine."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, Self

from bialign.building.supervision import Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

    from bialign.building.shards import Progress
    from bialign.building.tasks import Task

# The main thread wakes this often, in seconds, so that Ctrl-C is heard on every system.
_BREATH = 0.2


class LocalEngine:
    """Processes on this machine, each with one BLAS thread; they read and write the output folder themselves.

    Args:
        output: The corpus's folder.
        workers: How many processes.
        time_limit: Seconds that one article pair may take.
    """

    def __init__(self, output: str, workers: int, time_limit: float) -> None:
        self._workers = [Worker(output, time_limit) for _ in range(workers)]

    def run(self, tasks: Sequence[Task], on_progress: Callable[[Progress], None]) -> None:
        """Do tasks, as `Engine.run` says."""
        waiting: queue.SimpleQueue[Task] = queue.SimpleQueue()
        for task in tasks:
            waiting.put(task)
        told: queue.SimpleQueue[Progress | BaseException | None] = queue.SimpleQueue()
        threads = [
            threading.Thread(target=_work, args=(worker, waiting, told), daemon=True)
            for worker in self._workers[: len(tasks)]
        ]
        for thread in threads:
            thread.start()
        busy = len(threads)
        while busy:
            try:
                message = told.get(timeout=_BREATH)
            except queue.Empty:
                continue
            if message is None:
                busy -= 1
            elif isinstance(message, BaseException):
                raise message
            else:
                on_progress(message)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.close()


def _work(
    worker: Worker, waiting: queue.SimpleQueue[Task], told: queue.SimpleQueue[Progress | BaseException | None]
) -> None:
    try:
        while True:
            try:
                task = waiting.get_nowait()
            except queue.Empty:
                break
            worker.run(task, told.put)
    except BaseException as error:  # noqa: BLE001 - raised again by whoever asked for the work
        told.put(error)
    finally:
        told.put(None)
