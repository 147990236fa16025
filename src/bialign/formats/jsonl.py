"""JSON Lines: bialign's own format, one alignment or translation unit a line, nothing lost.

Every line names its schema, ``bialign/alignment/1`` or ``bialign/unit/1``. A unit whose ``metadata`` have the key
``word_links`` carries word links in Pharaoh notation, see `bialign.formats.pharaoh`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from bialign.beads import Alignment, Bead, TranslationUnit
from bialign.documents import Fragment
from bialign.errors import FormatError, InvariantError
from bialign.formats.base import Capabilities, Format
from bialign.formats.keys import KINDS
from bialign.formats.pharaoh import METADATA_KEY, parse_links
from bialign.formats.trusted import trusted_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bialign.formats.base import Item
    from bialign.formats.reading import Input
    from bialign.formats.writing import Output

ALIGNMENT_SCHEMA = "bialign/alignment/1"
UNIT_SCHEMA = "bialign/unit/1"
_Made = TypeVar("_Made", Fragment, Bead, TranslationUnit)
_TYPES = {"a text": str, "a list": list, "an object": dict, "a whole number": int}


def read_jsonl(source: Input) -> Iterator[Item]:
    """Yield the items of a file of JSON Lines; blank lines are passed over."""
    for number, line in source.lines():
        if line and not line.isspace():
            try:
                yield item_from_json(line)
            except json.JSONDecodeError as error:
                source.skip(source.error(f"Expected JSON: {error.msg}.", number, error.colno))
            except (_FieldError, InvariantError) as error:
                source.skip(source.error(str(error), number))
            except RecursionError:
                source.skip(source.error("The JSON is nested too deeply.", number))


def item_from_json(line: str) -> Item:
    """Return the item that one line describes.

    Raises:
        json.JSONDecodeError: If the line is not JSON.
        ValueError: If it is JSON, but describes no item.
    """
    record = json.loads(line, parse_constant=_refuse_constant)
    if not isinstance(record, dict):
        raise _FieldError("Expected an object with the fields of an alignment or a translation unit.")
    schema = record.get("schema")
    if schema == UNIT_SCHEMA:
        return _unit(record)
    if schema == ALIGNMENT_SCHEMA:
        return _alignment(record)
    raise _FieldError(f"Expected the schema {ALIGNMENT_SCHEMA!r} or {UNIT_SCHEMA!r}, found {schema!r}.")


def item_to_json(item: Item) -> str:
    """Return an item as one line of JSON, without a line break.

    Lone surrogates, which UTF-8 cannot hold, are escaped; other characters stand for themselves.
    """
    record = _unit_record(item) if isinstance(item, TranslationUnit) else _alignment_record(item)
    line = json.dumps(record, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    try:
        line.encode()
    except UnicodeEncodeError:
        return json.dumps(record, allow_nan=False, separators=(",", ":"))
    return line


class JsonlWriter:
    """Writes items as JSON Lines."""

    def __init__(self, output: Output) -> None:
        self._output = output

    def write(self, item: Item) -> bool:
        """Write an alignment or a unit as one line."""
        self._output.text(item_to_json(item) + "\n")
        return True

    def close(self) -> None:
        """Write nothing more: every line is complete."""


class _FieldError(ValueError):
    """A field that is missing or of the wrong type."""


def _refuse_constant(name: str) -> NoReturn:
    raise _FieldError(f"Expected a finite number, found {name}.")


def _field(record: dict[str, Any], name: str, type_name: str, default: Any = None) -> Any:
    value = record.get(name, default)
    if value is None:
        raise _FieldError(f"The field {name!r} is missing.")
    if not isinstance(value, _TYPES[type_name]) or isinstance(value, bool):
        raise _FieldError(f"Expected {type_name} in the field {name!r}, found {json.dumps(value)[:40]}.")
    return value


def _metadata(record: dict[str, Any]) -> dict[str, str]:
    metadata: dict[str, Any] = _field(record, "metadata", "an object", {})
    for key, value in metadata.items():
        if not isinstance(value, str):
            raise _FieldError(f"Expected a text in the metadata {key!r}, found {json.dumps(value)[:40]}.")
    return metadata


def _score(record: dict[str, Any]) -> float | None:
    score = record.get("score")
    if score is None:
        return None
    if not isinstance(score, int | float) or isinstance(score, bool):
        raise _FieldError(f"Expected a number or null in the field 'score', found {json.dumps(score)[:40]}.")
    return float(score)


def _kind(record: dict[str, Any]) -> str:
    kind: str = _field(record, "kind", "a text", "body")
    return kind


def _unit(record: dict[str, Any]) -> TranslationUnit:
    get = record.get
    texts: Any = (get("source"), get("target"), get("source_language"), get("target_language"))
    kind, score, identifier, metadata = (get(name) for name in ("kind", "score", "id", "metadata"))
    if (
        all(type(value) is str for value in (*texts, identifier))
        and kind in KINDS
        and (score is None or (type(score) is float and 0.0 <= score <= 1.0))
        and type(metadata) is dict
        and all(type(value) is str for value in metadata.values())
        and METADATA_KEY not in metadata
    ):
        return trusted_unit(*texts, KINDS[kind], score, identifier, metadata)
    return _checked_unit(record)


def _checked_unit(record: dict[str, Any]) -> TranslationUnit:
    """Make a unit field by field, to fill in what is missing and tell what is wrong."""
    metadata = _metadata(record)
    if METADATA_KEY in metadata:
        try:
            parse_links(metadata[METADATA_KEY])
        except FormatError as error:
            raise _FieldError(error.problem) from None
    return _made(
        TranslationUnit,
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
            raise _FieldError(f"Expected objects in the list {side!r}, found {json.dumps(value)[:40]}.")
        fragments.append(
            _made(
                Fragment,
                kind=_kind(value),
                text=_field(value, "text", "a text"),
                start=_field(value, "start", "a whole number"),
                end=_field(value, "end", "a whole number"),
            )
        )
    return fragments


def _bead(record: Any) -> Bead:
    if not isinstance(record, dict):
        raise _FieldError(f"Expected objects in the list 'beads', found {json.dumps(record)[:40]}.")
    return _made(
        Bead,
        source=_indices(record, "source"),
        target=_indices(record, "target"),
        kind=_kind(record),
        score=_score(record),
    )


def _indices(record: dict[str, Any], side: str) -> list[int]:
    indices: list[Any] = _field(record, side, "a list")
    for index in indices:
        if not isinstance(index, int) or isinstance(index, bool):
            raise _FieldError(f"Expected whole numbers in the list {side!r}, found {json.dumps(index)[:40]}.")
    return indices


def _made(make: Callable[..., _Made], **fields: Any) -> _Made:
    try:
        return make(**fields)
    except InvariantError:
        raise
    except ValueError as error:  # an unknown kind
        raise _FieldError(f"Expected a fragment kind: {error}.") from None


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


JSONL = Format(
    name="jsonl",
    title="JSON Lines",
    endings=(".jsonl", ".ndjson"),
    capabilities=Capabilities(alignments=True, units=True, offsets=True),
    note="bialign's own format: nothing is lost, characters that other formats refuse included.",
    read=read_jsonl,
    write=JsonlWriter,
)
