"""A small documented random number generator, so that made-up data are the same under every Python and numpy.

`random.shuffle` and the methods of numpy's generators may change from release to release; SplitMix64 is four lines of
integer arithmetic that never will.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

_Value = TypeVar("_Value")

_MASK = (1 << 64) - 1
_STEP = 0x9E3779B97F4A7C15
_FIRST_FACTOR = 0xBF58476D1CE4E5B9
_SECOND_FACTOR = 0x94D049BB133111EB


def mix_seed(seed: int, *names: str) -> int:
    """Return a 64-bit seed that differs for every combination of a seed and names (an article's id, a purpose).

    It is the eight-byte BLAKE2b digest of the decimal seed and the names, joined by NUL, in UTF-8, read big-endian.
    Lone surrogates, of names that are not UTF-8, are encoded like any code point.
    """
    text = "\0".join((str(seed), *names))
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


class SplitMix64:
    """Steele, Lea and Flood's SplitMix64 (OOPSLA 2014): a 64-bit counter whose every value is mixed.

    Args:
        seed: Any integer; its low 64 bits are the first state.
    """

    def __init__(self, seed: int) -> None:
        self._state = seed & _MASK

    def next(self) -> int:
        """Return the next integer, uniform in [0, 2**64)."""
        self._state = (self._state + _STEP) & _MASK
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * _FIRST_FACTOR) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * _SECOND_FACTOR) & _MASK
        return mixed ^ (mixed >> 31)

    def uniform(self) -> float:
        """Return a number in [0, 1): the next integer's upper 53 bits divided by 2**53."""
        return (self.next() >> 11) * 2.0**-53

    def below(self, bound: int) -> int:
        """Return an integer in [0, bound), as the upper half of the next integer times the bound."""
        return (self.next() * bound) >> 64

    def choose(self, values: Sequence[_Value]) -> _Value:
        """Return one of the values, each as likely."""
        return values[self.below(len(values))]


def uniform_array(seed: int, start: int, count: int) -> NDArray[np.float64]:
    """Return what `SplitMix64.uniform` gives after so many calls, as an array.

    Args:
        seed: Any integer.
        start: How many numbers to skip.
        count: How many numbers to return.

    Returns:
        Shape (count,), values in [0, 1).
    """
    import numpy as np  # noqa: PLC0415 - perturbing text needs none of it

    places = np.arange(start + 1, start + count + 1, dtype=np.uint64)
    mixed = np.uint64(seed & _MASK) + places * np.uint64(_STEP)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(_FIRST_FACTOR)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(_SECOND_FACTOR)
    mixed ^= mixed >> np.uint64(31)
    return (mixed >> np.uint64(11)).astype(np.float64) * 2.0**-53
