"""Lines from files or standard input through a function to standard output: in order, in bounded memory."""

from __future__ import annotations

import signal
import sys
from collections import deque
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from bialign.errors import BialignError, ConfigurationError
from bialign.text.lines import decode_lines, read_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

# Lines that a worker process gets at a time, and how many such batches wait for each worker.
_BATCH = 200
_WAITING = 3
_PROGRESS_STEP = 100


LinesEncoding = Annotated[
    str | None, typer.Option("--encoding", help="Such as cp949 or utf-16; UTF-8 if not given.", show_default=False)
]
"""The encoding of `input_lines`."""


def input_lines(files: Sequence[str], encoding: str | None) -> Iterator[str]:
    """Read the lines of files, one after the other; of standard input if there are none, or for ``-``.

    Args:
        files: The files.
        encoding: Theirs, a Python codec name; UTF-8 if None.

    Raises:
        DecodingError: If a file cannot be read, or a line is not valid in the encoding.
        ConfigurationError: If Python knows no such encoding.
    """
    for file in files or ["-"]:
        if file == "-":
            yield from decode_lines(sys.stdin.buffer, name="standard input", encoding=encoding)
        else:
            yield from read_lines(file, encoding=encoding)


def process_lines(
    function: Callable[[list[str]], list[str]], lines: Iterable[str], *, workers: int, label: str
) -> None:
    """Write to standard output what a function makes of lines.

    The output does not depend on the number of workers. On a terminal the number of lines is shown while they are
    counted, unless they are written there themselves.

    Args:
        function: Gives for each line one string to write, which may hold line breaks; for more than one worker
            it can be pickled.
        lines: The lines.
        workers: How many processes share the work; they are spawned, not forked.
        label: What is counted, such as ``"lines tokenized"``.

    Raises:
        ConfigurationError: If the number of workers is not positive.
    """
    if workers < 1:
        raise ConfigurationError(f"At least one worker is needed, not {workers}.")
    results = _in_process(function, lines) if workers == 1 else _in_workers(function, lines, workers)
    output = sys.stdout.buffer
    with _counting(label) as count:
        for result in results:
            output.write(f"{result}\n".encode("utf-8", "surrogateescape"))
            count()
        output.flush()


def _in_process(function: Callable[[list[str]], list[str]], lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield from function([line])


def _in_workers(function: Callable[[list[str]], list[str]], lines: Iterable[str], workers: int) -> Iterator[str]:
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import active_children, get_context

    remaining = iter(lines)
    others = set(active_children())
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_ignore_interrupts)
    try:
        waiting: deque[Future[list[str]]] = deque()
        while batch := list(islice(remaining, _BATCH)):
            waiting.append(pool.submit(function, batch))
            if len(waiting) >= workers * _WAITING:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenProcessPool:
        raise BialignError("A worker process died, perhaps for lack of memory: try fewer workers.") from None
    except BaseException:
        # Nobody wants the rest any more: an error, Ctrl-C, a closed pipe.
        for process in set(active_children()) - others:
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _ignore_interrupts() -> None:
    """Leave Ctrl-C to the main process, which ends the workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _counting(label: str) -> Iterator[Callable[[], None]]:
    """Show a count on standard error if it is a terminal and standard output is not."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed:,} " + label), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(label, total=None)
        seen = 0

        def count() -> None:
            nonlocal seen
            seen += 1
            if seen % _PROGRESS_STEP == 0:
                progress.update(task, completed=seen)

        yield count
