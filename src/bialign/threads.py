"""How many processor cores may be used, and how many threads matrix products run on."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING

from threadpoolctl import ThreadpoolController

if TYPE_CHECKING:
    from contextlib import AbstractContextManager


def usable_cores() -> int:
    """Return the number of cores that this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@lru_cache(maxsize=1)
def _controller() -> ThreadpoolController:
    return ThreadpoolController()


def blas_threads(count: int) -> AbstractContextManager[object]:
    """Let matrix products run on so many threads while the context lasts.

    One is right for small products, and for large ones that several Python threads share: more only wait for each
    other. numpy must have been imported before.
    """
    limiter: AbstractContextManager[object] = _controller().limit(limits=count, user_api="blas")
    return limiter
