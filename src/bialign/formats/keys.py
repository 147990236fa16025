"""A unit's score, kind and metadata as the named values that XML formats have room for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bialign.documents import FragmentKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bialign.beads import TranslationUnit

# The kinds by their values.
KINDS = {kind.value: kind for kind in FragmentKind}
_RESERVED = frozenset({"kind", "score", "id", "target-language"})
_ESCAPED = re.compile(r"%(10[0-9A-F]{4}|[0-9A-F]{1,5});")
_EMPTY = "%;"
_UNSAFE = re.compile(r"[\s%]")


def named_values(unit: TranslationUnit, *, without: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """Yield a unit's kind (unless body), score and metadata as names and texts.

    A metadata key that would be taken for one of ours gets the prefix ``meta-``.

    Args:
        unit: The unit.
        without: Metadata keys that the format writes elsewhere.
    """
    if unit.kind is not FragmentKind.BODY:
        yield "kind", unit.kind.value
    if unit.score is not None:
        yield "score", repr(unit.score)
    for key, value in unit.metadata.items():
        if key not in without:
            yield (f"meta-{key}" if key in _RESERVED or key.startswith(("meta-", "x-")) else key), value


def unit_fields(values: dict[str, str]) -> tuple[float | None, FragmentKind, dict[str, str]]:
    """Return the score, kind and metadata that named values hold.

    A score that is no probability and a kind that is none of ours, as other programs write them, become metadata.
    """
    score, kind = None, FragmentKind.BODY
    metadata = {}
    for key, value in values.items():
        if key == "score" and (score := probability(value)) is not None:
            continue
        if key == "kind" and value in KINDS:
            kind = KINDS[value]
        else:
            metadata[key.removeprefix("meta-")] = value
    return score, kind, metadata


def probability(text: str) -> float | None:
    """Return the number in [0, 1] that a text is, or None."""
    try:
        score = float(text)
    except ValueError:
        return None
    return score if 0.0 <= score <= 1.0 else None


def token_from_key(key: str) -> str:
    """Write a metadata key as a token without white space; never empty."""
    return _UNSAFE.sub(lambda match: f"%{ord(match[0]):X};", key) or _EMPTY


def key_from_token(token: str) -> str:
    """Read a metadata key from its token."""
    return "" if token == _EMPTY else _ESCAPED.sub(lambda match: chr(int(match[1], 16)), token)
