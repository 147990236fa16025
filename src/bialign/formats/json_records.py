"""Alignments and translation units as the objects that a line of JSON holds, and back.

The objects are described by the JSON Schemas ``alignment-1.json`` and ``unit-1.json`` of the documentation.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bialign.beads import Alignment, Bead, TranslationUnit
from bialign.documents import Fragment
from bialign.errors import FormatError
from bialign.formats.keys import KINDS
from bialign.formats.pharaoh import METADATA_KEY, parse_links
from bialign.formats.trusted import trusted_unit

if TYPE_CHECKING:
    from bialign.formats.base import Item

ALIGNMENT_SCHEMA = "bialign/alignment/1"
UNIT_SCHEMA = "bialign/unit/1"
_TYPES = {"a text": str, "a list": list, "an object": dict, "a whole number": int}


def item_from_record(record: object) -> Item:
    """Return the item that an object describes.

    Raises:
        FieldError: If a field is missing or of the wrong type.
        InvariantError: If the item contradicts itself.
    """
    if not isinstance(record, dict):
        raise FieldError("Expected an object with the fields of an alignment or a translation unit.")
    schema = record.get("schema")
    if schema == UNIT_SCHEMA:
        return _unit(record)
    if schema == ALIGNMENT_SCHEMA:
        return _alignment(record)
    remedy = ": name the format huggingface, whose records hold a translation" if "translation" in record else ""
    raise FieldError(f"Expected the schema {ALIGNMENT_SCHEMA!r} or {UNIT_SCHEMA!r}, found {schema!r}{remedy}.")


def record_from_item(item: Item) -> dict[str, Any]:
    """Return an item as an object."""
    return _unit_record(item) if isinstance(item, TranslationUnit) else _alignment_record(item)


class FieldError(ValueError):
    """A field that is missing or of the wrong type."""


def _field(record: dict[str, Any], name: str, type_name: str, default: Any = None) -> Any:
    value = record.get(name, default)
    if value is None:
        raise FieldError(f"The field {name!r} is missing.")
    if not isinstance(value, _TYPES[type_name]) or isinstance(value, bool):
        raise FieldError(f"Expected {type_name} in the field {name!r}, found {json.dumps(value)[:40]}.")
    return value


def _metadata(record: dict[str, Any]) -> dict[str, str]:
    metadata: dict[str, Any] = _field(record, "metadata", "an object", {})
    for key, value in metadata.items():
        if not isinstance(value, str):
            raise FieldError(f"Expected a text in the metadata {key!r}, found {json.dumps(value)[:40]}.")
    return metadata


def _score(record: dict[str, Any]) -> float | None:
    score = record.get("score")
    if score is None:
        return None
    if not isinstance(score, int | float) or isinstance(score, bool):
        raise FieldError(f"Expected a number or null in the field 'score', found {json.dumps(score)[:40]}.")
    try:
        return float(score)
    except OverflowError:
        raise FieldError("A score is a probability between 0 and 1, not a number of that size.") from None


def _kind(record: dict[str, Any]) -> str:
    kind: str = _field(record, "kind", "a text", "body")
    return kind


def _unit(record: Any) -> TranslationUnit:
    get = record.get
    source, target = get("source"), get("target")
    source_language, target_language = get("source_language"), get("target_language")
    kind, score, identifier, metadata = (get(name) for name in ("kind", "score", "id", "metadata"))
    if (
        all(type(value) is str for value in (source, target, source_language, target_language, identifier))
        and kind in KINDS
        and (score is None or (type(score) is float and 0.0 <= score <= 1.0))
        and type(metadata) is dict
        and all(type(value) is str for value in metadata.values())
        and METADATA_KEY not in metadata
    ):
        return trusted_unit(
            source, target, source_language, target_language, KINDS[kind], score, identifier, metadata
        )
    return _checked_unit(record)


def _checked_unit(record: dict[str, Any]) -> TranslationUnit:
    """Make a unit field by field, to fill in what is missing and tell what is wrong."""
    metadata = _metadata(record)
    if METADATA_KEY in metadata:
        try:
            parse_links(metadata[METADATA_KEY])
        except FormatError as error:
            raise FieldError(error.problem) from None
    return TranslationUnit(
        source=_field(record, "source", "a text"),
        target=_field(record, "target", "a text"),
        source_language=_field(record, "source_language", "a text"),
        target_language=_field(record, "target_language", "a text"),
        kind=_kind(record),
        score=_score(record),
        id=_field(record, "id", "a text", ""),
        metadata=metadata,
    )


def _alignment(record: dict[str, Any]) -> Alignment:
    return Alignment(
        source=_fragments(record, "source"),
        target=_fragments(record, "target"),
        beads=[_bead(bead) for bead in _field(record, "beads", "a list")],
        source_language=_field(record, "source_language", "a text"),
        target_language=_field(record, "target_language", "a text"),
        id=_field(record, "id", "a text", ""),
        signature=_field(record, "signature", "a text", ""),
        metadata=_metadata(record),
    )


def _fragments(record: dict[str, Any], side: str) -> list[Fragment]:
    fragments = []
    for value in _field(record, side, "a list"):
        if not isinstance(value, dict):
            raise FieldError(f"Expected objects in the list {side!r}, found {json.dumps(value)[:40]}.")
        fragments.append(
            Fragment(
                kind=_kind(value),
                text=_field(value, "text", "a text"),
                start=_field(value, "start", "a whole number"),
                end=_field(value, "end", "a whole number"),
            )
        )
    return fragments


def _bead(record: Any) -> Bead:
    if not isinstance(record, dict):
        raise FieldError(f"Expected objects in the list 'beads', found {json.dumps(record)[:40]}.")
    return Bead(
        source=_indices(record, "source"),
        target=_indices(record, "target"),
        kind=_kind(record),
        score=_score(record),
    )


def _indices(record: dict[str, Any], side: str) -> list[int]:
    indices: list[Any] = _field(record, side, "a list")
    for index in indices:
        if not isinstance(index, int) or isinstance(index, bool):
            raise FieldError(f"Expected whole numbers in the list {side!r}, found {json.dumps(index)[:40]}.")
    return indices


def _unit_record(unit: TranslationUnit) -> dict[str, Any]:
    return {
        "schema": UNIT_SCHEMA,
        "id": unit.id,
        "source": unit.source,
        "target": unit.target,
        "source_language": unit.source_language,
        "target_language": unit.target_language,
        "kind": unit.kind,
        "score": unit.score,
        "metadata": unit.metadata,
    }


def _alignment_record(alignment: Alignment) -> dict[str, Any]:
    return {
        "schema": ALIGNMENT_SCHEMA,
        "id": alignment.id,
        "source_language": alignment.source_language,
        "target_language": alignment.target_language,
        "source": [_fragment_record(fragment) for fragment in alignment.source],
        "target": [_fragment_record(fragment) for fragment in alignment.target],
        "beads": [
            {"source": bead.source, "target": bead.target, "kind": bead.kind, "score": bead.score}
            for bead in alignment.beads
        ],
        "signature": alignment.signature,
        "metadata": alignment.metadata,
    }


def _fragment_record(fragment: Fragment) -> dict[str, Any]:
    return {"kind": fragment.kind, "text": fragment.text, "start": fragment.start, "end": fragment.end}
