"""How a build goes on, for people: a bar on a terminal, plain lines in a log."""

from __future__ import annotations

import io
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bialign.building.build import Observer

# Seconds between two lines of a log.
_INTERVAL = 10.0


@contextmanager
def observing(stream: TextIO | None = None) -> Iterator[Observer]:
    """Yield an observer that writes to a stream, by default standard error."""
    stream = stream or sys.stderr
    if not stream.isatty():
        yield LogObserver(stream)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn("[red]{task.fields[failed]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(file=stream)) as progress:
        yield BarObserver(progress)


class _Counting:
    """Counts what is done in a stage.

    Attributes:
        stage: Its name.
        total: Of how many pieces.
        done: How many are done, those of earlier runs included.
        failures: How many failed.
    """

    def __init__(self) -> None:
        self.stage = ""
        self.total = self.done = self.failures = 0
        self._began = time.monotonic()
        self._before = 0

    def begin(self, stage: str, total: int, done: int) -> None:
        """Begin a stage."""
        self.stage, self.total, self.done, self.failures = stage, total, done, 0
        self._began, self._before = time.monotonic(), done

    def advance(self, done: int, failures: int) -> None:
        """Count pieces as done."""
        self.done += done
        self.failures += failures

    @property
    def rate(self) -> float:
        """Pieces a second in this run."""
        return (self.done - self._before) / max(time.monotonic() - self._began, 1e-9)


class BarObserver(_Counting):
    """Shows a bar with rate, failures and time left."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self._progress = progress
        self._task = progress.add_task("Reading the input", total=None, rate="", failed="")

    def begin(self, stage: str, total: int, done: int) -> None:
        """Begin a stage."""
        super().begin(stage, total, done)
        self._progress.reset(self._task, total=total, completed=done, description=stage, rate="", failed="")

    def advance(self, done: int, failures: int) -> None:
        """Move the bar."""
        super().advance(done, failures)
        failed = f"{self.failures:,} failed" if self.failures else ""
        self._progress.update(self._task, completed=self.done, rate=f"{self.rate:.1f}/s", failed=failed)


class LogObserver(_Counting):
    """Writes a line now and then, as long as somebody reads them."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream
        self._last = time.monotonic()

    def begin(self, stage: str, total: int, done: int) -> None:
        """Write that a stage begins."""
        super().begin(stage, total, done)
        self._write(f"{stage}: {total:,}" + (f", {done:,} done before" if done else ""))

    def advance(self, done: int, failures: int) -> None:
        """Write how far the stage is, if the last line is a while ago."""
        super().advance(done, failures)
        now = time.monotonic()
        if now - self._last >= _INTERVAL:
            left = (self.total - self.done) / self.rate if self.rate else 0.0
            self._write(
                f"{self.stage}: {self.done:,} of {self.total:,}, {self.rate:.1f}/s, {self.failures:,} failed, "
                f"{left:,.0f} s left"
            )

    def _write(self, line: str) -> None:
        self._last = time.monotonic()
        try:
            self._stream.write(line + "\n")
            self._stream.flush()
        except BrokenPipeError:
            # Such as of `2>&1 | head`: the build itself goes on.
            self._stream = io.StringIO()
