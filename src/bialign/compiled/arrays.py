"""Arrays that calls of the compiled library point at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Arrays:
    """Arrays that a call points at: they live as long as this does."""

    def __init__(self) -> None:
        self._kept: list[NDArray[Any]] = []

    def point_at(self, array: NDArray[Any], kind: type[np.generic]) -> int:
        """Return where the numbers of an array stand, one after the other and of a kind."""
        self._kept.append(np.ascontiguousarray(array, dtype=kind))
        return int(self._kept[-1].ctypes.data)
