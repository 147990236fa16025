"""What a build asks of an engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

    from bialign.building.shards import Progress
    from bialign.building.tasks import Task


class Engine(Protocol):
    """Does independent tasks on workers that stay, with what they have loaded; a context manager."""

    def run(self, tasks: Sequence[Task], on_progress: Callable[[Progress], None]) -> None:
        """Do tasks, in any order, and return when all are done.

        Args:
            tasks: Which.
            on_progress: Told in the calling thread what workers have done.

        Raises:
            BuildError: If one cannot be done; what others have finished is kept.
        """

    def __enter__(self) -> Self:
        """Return itself; workers start when they are needed."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the workers at once."""
