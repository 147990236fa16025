"""What the properties and attributes of a TMX unit say."""

from __future__ import annotations

from functools import lru_cache

from bialign.documents import FragmentKind
from bialign.formats.keys import KINDS, probability

# Attributes of <tu> that are kept as metadata.
KEPT_ATTRIBUTES = ("creationdate", "changedate", "lastusagedate", "creationid", "changeid", "usagecount")
# Types of <prop> that say something of a unit beside its metadata.
_OURS = frozenset({"score", "kind", "id", "target-language", "x-score", "x-kind", "x-id", "x-target-language"})


def unit_values(
    properties: list[tuple[str, str]], identifier: str
) -> tuple[FragmentKind, float | None, str, dict[str, str], str]:
    """Return what properties say of a unit: kind, score, id, metadata, and the language of a missing variant.

    A score that is no probability and a kind that is none of ours, as other programs write them, become metadata.

    Args:
        properties: The types and texts of a unit's ``prop`` elements; notes have the type ``note``.
        identifier: The id where no property says it.
    """
    kind, score, lone = FragmentKind.BODY, None, ""
    metadata: dict[str, str] = {}
    for name, value in properties:
        if name in _OURS:
            key = name.removeprefix("x-")
            if key == "score" and (number := probability(value)) is not None:
                score = number
                continue
            if key == "kind" and value in KINDS:
                kind = KINDS[value]
                continue
            if key == "id":
                identifier = value
                continue
            if key == "target-language":
                lone = value
                continue
        key = _metadata_key(name)
        metadata[key] = f"{metadata[key]}\n{value}" if key in metadata else value
    return kind, score, identifier, metadata, lone


@lru_cache(maxsize=1024)
def _metadata_key(name: str) -> str:
    return name.removeprefix("x-").removeprefix("meta-")
