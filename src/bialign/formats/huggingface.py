"""The layout of translation data sets on the Hugging Face hub, as JSON Lines.

Every line has an object ``translation`` with a text for each language, the source first, which ``datasets`` knows as
the feature ``Translation``; beside it stand id, kind, score and, as a JSON text so that all lines have the same
columns, the metadata. The same layout as Parquet is an option of that format.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bialign.beads import TranslationUnit
from bialign.errors import InvariantError
from bialign.formats.base import Capabilities, Format, Option
from bialign.formats.columns import metadata_from_json, metadata_to_json
from bialign.formats.languages import best_match
from bialign.formats.xml_text import SURROGATES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bialign.formats.reading import Input
    from bialign.formats.writing import Output


def read_huggingface(
    source: Input, *, source_language: str | None = None, target_language: str | None = None
) -> Iterator[TranslationUnit]:
    """Yield the units of a file of JSON Lines with ``translation`` objects.

    Args:
        source: The file.
        source_language: The language to take as the source; otherwise the first of each object.
        target_language: The language to take as the target; otherwise the first other one.
    """
    for number, line in source.lines():
        if not line or line.isspace():
            continue
        try:
            yield unit_from_record(json.loads(line), source_language, target_language)
        except json.JSONDecodeError as error:
            source.skip(source.error(f"Expected JSON: {error.msg.removesuffix(' at')}.", number, error.colno))
        except (ValueError, InvariantError) as error:
            source.skip(error, number)
        except RecursionError:
            source.skip(source.error("The JSON is nested too deeply.", number))


def unit_from_record(
    record: Any, source_language: str | None = None, target_language: str | None = None
) -> TranslationUnit:
    """Make a unit of a record with a ``translation``; raises ValueError if it has none."""
    texts = record.get("translation") if isinstance(record, dict) else None
    if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()) or len(texts) < 2:
        raise ValueError("Expected an object with a text for each of two languages in the field 'translation'.")
    tags = list(texts)
    source = best_match(source_language, tags) if source_language else 0
    rest = [tag for index, tag in enumerate(tags) if index != source]
    target = best_match(target_language, rest) if target_language else 0
    if source is None or target is None:
        raise ValueError(f"Expected {source_language or tags[0]} and {target_language or rest[0]}, found {tags}.")
    score = record.get("score")
    is_number = isinstance(score, int | float) and not isinstance(score, bool)
    if score is not None and not (is_number and 0 <= score <= 1):
        raise ValueError(f"Expected a probability in the field 'score', found {str(score)[:20]!r}.")
    extra = {
        key: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for key, value in record.items()
        if key not in ("translation", "id", "kind", "score", "metadata") and value is not None
    }
    written = record.get("metadata")
    if written is not None and not isinstance(written, str):
        raise ValueError("Expected a JSON text in the field 'metadata'.")
    return TranslationUnit(
        source=texts[tags[source]],
        target=texts[rest[target]],
        source_language=tags[source],
        target_language=rest[target],
        kind=record.get("kind") or "body",
        score=None if score is None else float(score),
        id="" if (identifier := record.get("id")) is None else str(identifier),
        metadata=extra | (metadata_from_json(written) if written else {}),
    )


def record_from_unit(unit: TranslationUnit, output: Output) -> dict[str, Any]:
    """Return a unit as a record with a ``translation``.

    Raises:
        FormatError: If both languages are the same, or one is not named.
    """
    if unit.source_language == unit.target_language or not unit.source_language or not unit.target_language:
        raise output.refusal("a translation object needs two different languages")
    return {
        "translation": {unit.source_language: unit.source, unit.target_language: unit.target},
        "id": unit.id,
        "kind": unit.kind.value,
        "score": unit.score,
        "metadata": metadata_to_json(dict(unit.metadata)),
    }


class HuggingFaceWriter:
    """Writes units as JSON Lines with ``translation`` objects."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._languages: tuple[str, str] | None = None

    def write(self, unit: TranslationUnit) -> bool:
        """Write a unit as one line."""
        languages = (unit.source_language, unit.target_language)
        if self._languages not in (None, languages):
            raise self._output.refusal(f"its languages are {' and '.join(languages)}, not those of the data set")
        line = json.dumps(record_from_unit(unit, self._output), ensure_ascii=False, separators=(",", ":"))
        self._output.text(self._output.legal(line, "record") + "\n")
        self._languages = languages
        return True

    def close(self) -> None:
        """Write nothing more: every line is complete."""


HUGGINGFACE = Format(
    name="huggingface",
    title="Hugging Face translation records (JSON Lines)",
    endings=(".hf.jsonl",),
    capabilities=Capabilities(units=True),
    note="For datasets.load_dataset('json', ...). One file has one pair of languages.",
    read=read_huggingface,
    write=HuggingFaceWriter,
    read_options=(
        Option("source_language", "The language to take as the source, otherwise the first of each record."),
        Option("target_language", "The language to take as the target, otherwise the first other one."),
    ),
    illegal=SURROGATES,
)
