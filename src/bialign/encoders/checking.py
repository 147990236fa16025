"""What an encoder of anyone's gives: arrays of numbers, as many as asked for. Nobody looks at them a second time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bialign.errors import EncoderError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bialign.encoders.base import Encoder


def encode_checked(encoder: Encoder, texts: Sequence[str]) -> NDArray[np.float32]:
    """Encode n texts; for none the encoder is not asked.

    Returns:
        Shape (n, d).

    Raises:
        EncoderError: If the encoder gives something else, or vectors that are no numbers.
    """
    if not texts:
        return np.zeros((0, 0), dtype=np.float32)
    vectors = as_numbers(encoder, encoder.encode(texts))
    if vectors.ndim != 2 or len(vectors) != len(texts):
        raise EncoderError(
            f"The encoder {encoder.name} gave vectors of the shape {vectors.shape}, not ({len(texts)}, d)."
        )
    return vectors


def as_numbers(encoder: Encoder, given: Any) -> NDArray[np.float32]:
    """Return what an encoder gave as a contiguous float32 array, the same one if it is that.

    Raises:
        EncoderError: If it is none, or holds NaN or infinity.
    """
    try:
        array = np.asarray(given)
    except (TypeError, ValueError):
        raise _no_numbers(encoder, given) from None
    if not array.ndim or array.dtype.kind not in "biuf":
        raise _no_numbers(encoder, given)
    vectors: NDArray[np.float32] = np.require(array, np.float32, ["C"])
    # A sum of squares is finite only of what is finite; beyond float32's range the numbers are looked at one by one.
    with np.errstate(over="ignore", invalid="ignore"):
        squares = np.vdot(vectors, vectors)
    if not (np.isfinite(squares) or np.isfinite(vectors).all()):
        raise EncoderError(f"The encoder {encoder.name} gave vectors that hold NaN or infinity.")
    return vectors


def _no_numbers(encoder: Encoder, given: Any) -> EncoderError:
    return EncoderError(f"The encoder {encoder.name} gave {type(given).__name__}, not an array of numbers.")
