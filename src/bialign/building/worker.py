"""A worker process: ``python -m bialign.building.worker OUTPUT``.

It reads tasks from standard input, a line of JSON each, and tells on standard output what it is about to do and what
it has done. It is started by `subprocess` rather than by `multiprocessing`, so that scripts need no ``__main__``
guard, and it ends by itself as soon as the process that started it is gone, however that ended.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from bialign.building.shards import Begun, Progress
from bialign.building.tasks import Build, from_message
from bialign.errors import BialignError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO


def main() -> None:
    """Do tasks until standard input ends."""
    # The run that started us handles Ctrl-C, which a terminal sends to all.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Whatever a library prints must not mix with our messages.
    messages = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def send(event: str, **fields: Any) -> None:
        messages.write(json.dumps({"event": event, **fields}) + "\n")
        messages.flush()

    def tell(event: Begun | Progress) -> None:
        send("begun" if isinstance(event, Begun) else "progress", **attrs.asdict(event))

    build: Build | None = None
    for message in _tasks(os.fdopen(os.dup(0), "rb", buffering=0)):
        task, trouble = from_message(message)
        try:
            build = build or Build(sys.argv[1])
            build.run(task, trouble, tell)
        except BialignError as error:
            send("error", error=str(error))
        except Exception as error:  # noqa: BLE001 - the run ends with a sentence and keeps what is finished
            frame = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{Path(frame.filename).name}:{frame.lineno}"
            send("error", error=f"The worker met a fault of its own, {type(error).__name__} at {place}: {error}")
        else:
            send("finished")


def _tasks(stream: IO[bytes]) -> Iterator[dict[str, Any]]:
    """Yield tasks; end the process at once when the stream ends, even in the middle of a task."""
    waiting: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()

    def read() -> None:
        for line in stream:
            waiting.put(json.loads(line))
        os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    while True:
        yield waiting.get()


if __name__ == "__main__":
    main()
