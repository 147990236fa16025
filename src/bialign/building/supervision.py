"""A worker process under supervision: what hangs or dies in it is found out, and the rest of its task is done.

Before each batch a worker tells which one it is. When it takes longer than the time limit it is killed, and its batch
is done again article pair by article pair, each with the whole time limit; one that exceeds it is recorded as failed.
When a worker dies by itself, its batch is done once more as it was, and if it dies again, article pair by article
pair; one that kills the worker twice is recorded as failed. Finished batches are not done again.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any

import attrs

from bialign.building.shards import Begun, Progress
from bialign.building.tasks import Trouble, describe, to_message
from bialign.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bialign.building.tasks import Task

_ONE_THREAD = {
    "BLIS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
}


@attrs.frozen
class _Death:
    """How a process ended before its task was done.

    Attributes:
        at: What it was at: a batch, or a record alone; None between these.
        cause: How it ended, to follow the process's name in a sentence.
        hung: Whether it was killed because it took too long.
    """

    at: Begun | None
    cause: str
    hung: bool


class Worker:
    """A worker process that is started when needed, and again after it died.

    Args:
        output: The corpus's folder.
        time_limit: Seconds that a batch, or an article pair that is done alone, may take.
    """

    def __init__(self, output: str, time_limit: float) -> None:
        self._output = output
        self._time_limit = time_limit
        self._process: subprocess.Popen[bytes] | None = None
        self._messages: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._errors: IO[bytes] | None = None
        self._closed = threading.Event()
        self._starting = threading.Lock()

    def run(self, task: Task, on_progress: Callable[[Progress], None]) -> None:
        """Do a task, whatever happens to the process.

        Raises:
            BuildError: If the task cannot be done: the disk is full, or workers die before they do anything.
        """
        trouble = Trouble()
        deaths: Counter[Begun | None] = Counter()
        while True:
            death = self._attempt(task, trouble, on_progress)
            if death is None or self._closed.is_set():
                return
            deaths[death.at] += 1
            again = deaths[death.at] > 1
            if death.at is None:
                if again:
                    raise BuildError(f"A worker process {death.cause} in {describe(task)}{self._last_words()}")
            elif death.hung or again:
                trouble = self._more_trouble(trouble, death.at, death)

    def _more_trouble(self, known: Trouble, at: Begun, death: _Death) -> Trouble:
        """Return what is known to stop a worker and the batch, or the record, at which one was stopped."""
        if at.record is None:
            return attrs.evolve(known, alone=known.alone | {at.batch})
        if death.hung:
            stage, reason = "time limit", f"It took longer than {self._time_limit:g} seconds."
        else:
            stage, reason = "worker", f"The worker process {death.cause}{self._last_words()}"
        return attrs.evolve(known, failed={**known.failed, at.record: (stage, reason)})

    def _attempt(self, task: Task, trouble: Trouble, on_progress: Callable[[Progress], None]) -> _Death | None:
        """Try a task once; return how the process ended, or None if the task is done."""
        self._send(to_message(task, trouble))
        at: Begun | None = None
        # Only batches are limited: loading the encoder and screening a shard take as long as they take.
        limit: float | None = None
        while True:
            try:
                message = self._messages.get(timeout=limit)
            except queue.Empty:
                self._kill()
                return _Death(at, "was stopped", hung=True)
            if message is None:
                return _Death(at, self._cause(), hung=False)
            event = message["event"]
            if event == "finished":
                return None
            if event == "error":
                raise BuildError(message["error"])
            if event == "begun":
                at, limit = Begun(message["batch"], message["record"]), self._time_limit
            else:
                on_progress(Progress(message["articles"], message["failures"]))
                at, limit = None, None

    def _send(self, message: dict[str, Any]) -> None:
        with self._starting:
            if self._closed.is_set():
                self._messages.put({"event": "finished"})
                return
            if self._process is None or self._process.poll() is not None:
                self._start()
        assert self._process is not None
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(message).encode() + b"\n")
            self._process.stdin.flush()
        except (OSError, ValueError):
            pass  # it has died, or was let go of: the end of its messages will tell

    def _start(self) -> None:
        self._let_go()
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        # A fixed seed of hashes: no set's order may differ between workers.
        environment = {**os.environ, **_ONE_THREAD, "PYTHONHASHSEED": "0", "PYTHONUNBUFFERED": "1"}
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "bialign.building.worker", self._output],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=environment,
        )
        messages: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._messages = messages
        threading.Thread(target=_pump, args=(self._process.stdout, messages), daemon=True).start()

    def _cause(self) -> str:
        assert self._process is not None
        code = self._process.wait()
        if code < 0:
            return f"was killed by {signal.Signals(-code).name}"
        return f"ended with exit code {code}"

    def _last_words(self) -> str:
        """Return the last line that the process wrote to standard error, as the end of a sentence."""
        with self._starting:
            if self._errors is None:
                return "."
            self._errors.seek(0)
            lines = self._errors.read()[-4096:].decode("utf-8", "replace").strip().splitlines()
        return f": {lines[-1].strip().rstrip('.')}." if lines else "."

    def _kill(self) -> None:
        process = self._process
        if process is not None:
            process.kill()
            process.wait()

    def close(self) -> None:
        """Kill the process, whatever it does; a `run` in another thread returns."""
        self._closed.set()
        with self._starting:
            self._kill()
            self._let_go()

    def _let_go(self) -> None:
        """Close the pipe to a process that has ended, and the file of its errors."""
        if self._process is not None and self._process.stdin is not None:
            with suppress(OSError):  # a message that it has not taken
                self._process.stdin.close()
        if self._errors is not None:
            self._errors.close()
            self._errors = None


def _pump(stream: IO[bytes], messages: queue.SimpleQueue[dict[str, Any] | None]) -> None:
    try:
        with stream:
            for line in stream:
                messages.put(json.loads(line))
    except ValueError:
        # A process that died amid a message: what follows is the same as after its end.
        pass
    finally:
        messages.put(None)
