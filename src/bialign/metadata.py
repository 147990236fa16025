"""What else is known of articles, alignments and translation units: texts under names, which do not change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from bialign.errors import InvariantError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Metadata(dict[str, str]):
    """A dictionary that cannot be changed: equal to any other of the same entries, and written to JSON like it.

    ``metadata | {...}``, ``{**metadata, ...}`` and ``metadata.copy()`` are new dictionaries that can.

    >>> metadata = Metadata(url="https://news.example/1")
    >>> metadata["outlet"] = "Hanbit"
    Traceback (most recent call last):
    bialign.errors.InvariantError: Metadata do not change: attrs.evolve copies what they belong to with new ones.
    """

    __slots__ = ()

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise InvariantError("Metadata do not change: attrs.evolve copies what they belong to with new ones.")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[type[Metadata], tuple[dict[str, str]]]:
        """Pickle and copy by the constructor: entry by entry cannot be."""
        return type(self), (dict(self),)


def as_metadata(given: Mapping[str, str]) -> Metadata:
    """Return a copy that does not change, so that the caller's later changes do not reach a frozen object.

    Raises:
        InvariantError: If it is no mapping of texts to texts, which is all that corpus files hold.
    """
    if type(given) is Metadata:
        return given
    try:
        metadata = Metadata(given)
    except (TypeError, ValueError):
        raise InvariantError(f"Metadata are a dictionary of texts, not {given!r}.") from None
    entries: Iterable[tuple[object, object]] = metadata.items()
    for key, value in entries:
        if not (isinstance(key, str) and isinstance(value, str)):
            raise InvariantError(f"Metadata are a dictionary of texts, but {key!r} has the value {value!r}.")
    return metadata
