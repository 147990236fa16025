"""Lists of texts as arguments: a text is a sequence too, of its letters or bytes, and is never meant as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bialign.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bialign.errors import BialignError


def refuse_text(
    values: Iterable[object], *, what: str = "texts", error: type[BialignError] = ConfigurationError
) -> None:
    """Raise an error for one text or its bytes, which would be taken for a list of its letters.

    Args:
        values: The argument.
        what: What it lists, for the sentence of the error.
        error: The class of the error.
    """
    if isinstance(values, str | bytes):
        raise error(f"Expected a list of {what}, not the text {values[:20]!r}.")
