"""How many processor cores may be used, and matrix products on one thread each."""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from threadpoolctl import ThreadpoolController

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager


def usable_cores() -> int:
    """Return the number of cores that this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@lru_cache(maxsize=1)
def _controller() -> ThreadpoolController:
    return ThreadpoolController()


class _Limit:
    """The limit of the whole process: set by the first of those who ask for it, lifted by the last."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._holders = 0
        self._limiter: AbstractContextManager[object] | None = None

    @contextmanager
    def hold(self) -> Iterator[None]:
        with self._lock:
            if not self._holders:
                self._limiter = _controller().limit(limits=1, user_api="blas")
            self._holders += 1
        try:
            yield
        finally:
            with self._lock:
                self._holders -= 1
                if not self._holders and self._limiter is not None:
                    self._limiter.__exit__(None, None, None)
                    self._limiter = None


_LIMIT = _Limit()


def one_blas_thread() -> AbstractContextManager[None]:
    """Let matrix products run on one thread while the context lasts, whichever Python thread asks for them.

    That is right for small products, and for large ones that several Python threads share: more only wait for each
    other. Contexts of several threads may overlap in any order. numpy must have been imported before.
    """
    return _LIMIT.hold()
