"""A Ray cluster: an actor for each worker, which supervises a worker process beside it.

The process holds the encoder and one BLAS thread, reads the input and writes the output by itself; only task numbers
and counts travel through Ray, never texts or vectors. A node that is lost takes its actors along: their tasks are
done again on others.
"""

from __future__ import annotations

import queue
import socket
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from bialign.building.shards import Progress
from bialign.building.supervision import Worker
from bialign.errors import BialignError, BuildError
from bialign.extras import import_extra

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

    from bialign.building.tasks import Task

# How often a task is tried again after the node that did it was lost.
_TRIES = 5
# Seconds between two looks at what actors have done.
_BREATH = 0.5
# Seconds until a cluster's head has answered.
_ANSWER = 10


class _Actor:
    """Runs in the cluster, one for each worker."""

    def __init__(self, output: str, time_limit: float) -> None:
        self._worker = Worker(output, time_limit)
        self._told: queue.SimpleQueue[Progress] = queue.SimpleQueue()

    def run(self, task: Task) -> str:
        """Do a task and return an empty string, or what went wrong."""
        try:
            self._worker.run(task, self._told.put)
        except BialignError as error:
            return str(error)
        return ""

    def progress(self) -> Progress:
        """Return what was done since the last call."""
        articles = failures = 0
        while not self._told.empty():
            progress = self._told.get()
            articles += progress.articles
            failures += progress.failures
        return Progress(articles, failures)


class RayEngine:
    """Actors of a Ray cluster.

    Args:
        output: The corpus's folder, as every node sees it.
        workers: How many actors, each of which takes one CPU of the cluster.
        time_limit: Seconds that one article pair may take.
        address: The cluster's address; None starts Ray on this machine, ``"auto"`` joins one that runs here.

    Raises:
        MissingExtraError: If Ray is not installed.
        BuildError: If the cluster cannot be reached.
    """

    def __init__(self, output: str, workers: int, time_limit: float, address: str | None = None) -> None:
        self._ray: Any = import_extra("ray", extra="ray", purpose="The engine ray")
        self._output, self._count, self._time_limit = output, workers, time_limit
        self._starts_ray = not self._ray.is_initialized()
        if self._starts_ray:
            if address:
                _check_answers(address)
            settings: dict[str, Any] = {"address": address} if address else {"num_cpus": workers}
            if not address:
                settings.update(include_dashboard=False, object_store_memory=100 << 20)
            try:
                self._ray.init(log_to_driver=False, logging_level="ERROR", configure_logging=False, **settings)
            except (ConnectionError, ValueError, RuntimeError, OSError) as error:
                raise BuildError(
                    f"The Ray cluster {address or 'on this machine'} cannot be reached: {error}."
                ) from None
        self._actors: list[Any] = []

    def run(self, tasks: Sequence[Task], on_progress: Callable[[Progress], None]) -> None:
        """Do tasks, as `Engine.run` says."""
        ray = self._ray
        while len(self._actors) < min(self._count, len(tasks)):
            self._actors.append(self._new_actor())
        waiting = list(reversed(tasks))
        tries = dict.fromkeys(tasks, 0)
        busy: dict[Any, tuple[Any, Task]] = {}
        free = list(self._actors)
        while waiting or busy:
            while waiting and free:
                actor, task = free.pop(), waiting.pop()
                busy[actor.run.remote(task)] = (actor, task)
            done, _ = ray.wait(list(busy), timeout=_BREATH)
            for call in done:
                actor, task = busy.pop(call)
                try:
                    problem = ray.get(call)
                except ray.exceptions.RayActorError as error:
                    tries[task] += 1
                    if tries[task] >= _TRIES:
                        raise BuildError(f"The cluster lost a worker {_TRIES} times at one task: {error}.") from None
                    waiting.append(task)
                    self._actors.remove(actor)
                    self._actors.append(self._new_actor())
                    free.append(self._actors[-1])
                    continue
                if problem:
                    raise BuildError(problem)
                self._report(actor, on_progress)
                free.append(actor)
            for actor, _task in busy.values():
                self._report(actor, on_progress)

    def _new_actor(self) -> Any:
        actor_class = self._ray.remote(num_cpus=1, max_concurrency=3)(_Actor)
        return actor_class.remote(self._output, self._time_limit)

    def _report(self, actor: Any, on_progress: Callable[[Progress], None]) -> None:
        try:
            progress = self._ray.get(actor.progress.remote(), timeout=10 * _BREATH)
        except (self._ray.exceptions.RayActorError, self._ray.exceptions.GetTimeoutError):
            return  # an actor that is lost, or still starting: the wait for its task will tell
        if progress.articles:
            on_progress(progress)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for actor in self._actors:
            # The worker process ends with the actor, whose end of the pipe closes.
            self._ray.kill(actor)
        if self._starts_ray:
            self._ray.shutdown()


def _check_answers(address: str) -> None:
    """Raise BuildError if nothing answers at an address; Ray would try for minutes, and then end the process."""
    try:
        place = urlsplit(address if "//" in address else f"//{address}")
        if place.hostname and place.port:
            socket.create_connection((place.hostname, place.port), timeout=_ANSWER).close()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise BuildError(f"The Ray cluster {address} cannot be reached: {reason}.") from None
