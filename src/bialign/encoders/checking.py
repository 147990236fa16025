"""What an encoder of anyone's gives: arrays of numbers, as many as asked for. Nobody looks at them a second time."""

from __future__ import annotations

import reprlib
from inspect import signature
from typing import TYPE_CHECKING, Any

import numpy as np

from bialign.encoders.base import Encoder
from bialign.errors import ConfigurationError, EncoderError
from bialign.lists import require_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray


# Methods that an encoder may have besides, and how they are called.
_CALLS: Mapping[str, Mapping[str, object]] = {
    "encode_with_words": {"text_starts": (0,)},
    "encode_wanted_runs": {"text_starts": (0,), "wanted": ()},
}


def check_encoder(given: object) -> None:
    """Raise ConfigurationError unless this is an encoder, with a name and methods that can be called as usual."""
    if isinstance(given, type):
        raise ConfigurationError(f"Expected an encoder, not the class of one: write {given.__name__}().")
    if not isinstance(given, Encoder):
        raise ConfigurationError(
            "An encoder has a name and the methods encode and encode_runs, which "
            f"{reprlib.repr(given)} has not: load the folder of a model by load_encoder."
        )
    require_text(given.name, what="name of the encoder")
    for method, keywords in _CALLS.items():
        call = getattr(given, method, None)
        if call is None:
            continue
        try:
            signature(call).bind([], 1, **keywords)
        except ValueError:  # a built-in function, of which nothing is known
            continue
        except TypeError:
            arguments = ", ".join(keywords)
            raise ConfigurationError(
                f"The encoder {given.name} has a method {method} that does not take two arguments, sentences and "
                f"longest, and {arguments} by name."
            ) from None


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
        EncoderError: If it is none, its vectors are empty, or it holds NaN or infinity.
    """
    try:
        array = np.asarray(given)
    except (TypeError, ValueError):
        raise _no_numbers(encoder, given) from None
    if not array.ndim or array.dtype.kind not in "biuf":
        raise _no_numbers(encoder, given)
    if len(array) and not array.shape[-1]:
        raise EncoderError(f"The encoder {encoder.name} gave vectors of the shape {array.shape}: they are empty.")
    vectors: NDArray[np.float32] = np.require(array, np.float32, ["C"])
    # A sum of squares is finite only of what is finite; beyond float32's range the numbers are looked at one by one.
    with np.errstate(over="ignore", invalid="ignore"):
        squares = np.vdot(vectors, vectors)
    if not (np.isfinite(squares) or np.isfinite(vectors).all()):
        raise EncoderError(f"The encoder {encoder.name} gave vectors that hold NaN or infinity.")
    return vectors


def _no_numbers(encoder: Encoder, given: Any) -> EncoderError:
    return EncoderError(f"The encoder {encoder.name} gave {type(given).__name__}, not an array of numbers.")
