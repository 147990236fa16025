"""Texts and lists of texts as arguments, of which one is easily given for the other."""

from __future__ import annotations

import reprlib
from collections.abc import Iterable, Mapping
from numbers import Integral
from typing import TYPE_CHECKING, TypeVar

from bialign.errors import ConfigurationError, InvariantError

if TYPE_CHECKING:
    from bialign.errors import BialignError

_Value = TypeVar("_Value")


def refuse_text(
    values: Iterable[object], *, what: str = "texts", error: type[BialignError] = ConfigurationError
) -> None:
    """Raise an error for what is no list: one text or its bytes, which would be taken for a list of its letters.

    A dictionary would be taken for a list of its keys; what else cannot be gone through is none either.

    Args:
        values: The argument.
        what: What it lists, for the sentence of the error.
        error: The class of the error.
    """
    # What nearly all are takes no further look.
    if type(values) in (list, tuple):
        return
    if isinstance(values, str | bytes):
        raise error(f"Expected a list of {what}, not the text {values[:20]!r}.")
    if isinstance(values, Mapping) or not _can_be_gone_through(values):
        raise error(f"Expected a list of {what}, not {reprlib.repr(values)}.")


def list_of_texts(
    values: Iterable[object], *, what: str = "texts", error: type[BialignError] = ConfigurationError
) -> list[str]:
    """Return texts as a list.

    Args:
        values: The argument.
        what: What it lists, for the sentence of the error.
        error: The class of the error for what is no list, or lists something else.
    """
    refuse_text(values, what=what, error=error)
    texts = []
    for number, text in enumerate(values, start=1):
        if not isinstance(text, str):
            raise error(f"Text {number} of the list is {reprlib.repr(text)}, no text.")
        texts.append(text)
    return texts


def require_instance(
    value: object,
    kind: type[object] | tuple[type[object], ...],
    *,
    what: str,
    error: type[BialignError] = InvariantError,
) -> None:
    """Raise an error for what is no object of a class.

    Args:
        value: The argument.
        kind: The class, or several.
        what: What is expected, with its article, for the sentence of the error.
        error: The class of the error.
    """
    if not isinstance(value, kind):
        raise error(f"Expected {what}, not {reprlib.repr(value)}.")


def require_count(value: object, *, what: str, error: type[BialignError] = ConfigurationError) -> None:
    """Raise an error for what is no whole number from 1 on.

    Args:
        value: The argument.
        what: What it counts, in the singular, for the sentence of the error.
        error: The class of the error.
    """
    if isinstance(value, bool) or not isinstance(value, Integral) or value < 1:
        raise error(f"At least one {what} is needed, not {reprlib.repr(value)}.")


def list_of(
    values: Iterable[_Value],
    kind: type[object] | tuple[type[object], ...],
    *,
    what: str,
    error: type[BialignError] = InvariantError,
) -> list[_Value]:
    """Return objects of a class as a list.

    Args:
        values: The argument, an iterator too.
        kind: The class, or several.
        what: What it lists, for the sentence of the error.
        error: The class of the error for what is no list, or lists something else.
    """
    refuse_text(values, what=what, error=error)
    listed = list(values)
    for value in listed:
        if not isinstance(value, kind):
            raise error(f"Expected a list of {what}, not {reprlib.repr(value)}.")
    return listed


def _can_be_gone_through(values: object) -> bool:
    try:
        iter(values)  # type: ignore[call-overload]
    except TypeError:
        return False
    return True


def each(values: object) -> Iterable[object]:
    """Return what can be gone through as it is; anything else alone in a list, for the check that names it."""
    return values if isinstance(values, Iterable) else [values]


def require_text(value: object, *, what: str = "text", error: type[BialignError] = ConfigurationError) -> None:
    """Raise an error for what is no text: bytes, a list of texts, or what a table has where there is none.

    Args:
        value: The argument.
        what: What it is the text of, for the sentence of the error.
        error: The class of the error.
    """
    if not isinstance(value, str):
        raise error(f"Expected one {what}, a str, not {reprlib.repr(value)}.")
