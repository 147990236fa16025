"""Which column of a table holds what, for TSV, CSV and Parquet."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import attrs

from bialign.beads import as_probability
from bialign.documents import FragmentKind
from bialign.formats.keys import KINDS
from bialign.formats.languages import best_match, is_tag
from bialign.formats.trusted import trusted_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bialign.beads import TranslationUnit
    from bialign.formats.reading import Input

# A unit's own columns; any other column holds a text in the language it is named by, or a value of the metadata.
COLUMNS = ("source", "target", "source_language", "target_language", "kind", "score", "id", "metadata")


def language_columns(names: Iterable[str]) -> list[str]:
    """Return the columns that are named by language tags."""
    return [name for name in names if name not in COLUMNS and is_tag(name)]


@attrs.frozen
class Layout:
    """Which column of a table holds what.

    Attributes:
        source: Index of the column of source texts.
        target: Index of the column of target texts.
        languages: The source and target language of records that name none themselves.
        known: Indices of the columns with a unit's own names.
        extra: Indices and names of the columns that become metadata.
    """

    source: int
    target: int
    languages: tuple[str, str]
    known: dict[str, int]
    extra: tuple[tuple[int, str], ...]

    @classmethod
    def of(
        cls,
        names: Sequence[str],
        table: Input,
        source_language: str | None,
        target_language: str | None,
        *,
        remedy: str = "",
    ) -> Layout:
        """Find out what the columns hold.

        The texts are in ``source`` and ``target``, or in two columns named by language tags, of which
        the first is the source unless the languages are given.

        Args:
            names: The columns' names.
            table: The table, for its errors.
            source_language: The source language, where no column says it.
            target_language: The target language, where no column says it.
            remedy: What to do where the names do not tell, a clause for the sentence of the error.

        Raises:
            FormatError: If there are no such columns, two have the same name, or nothing tells the languages.
        """
        repeated = next((name for index, name in enumerate(names) if name in names[:index]), None)
        if repeated is not None:
            raise table.error(f"Two columns are named {repeated!r}.", 1)
        known = {name: names.index(name) for name in COLUMNS if name in names}
        source, target = known.get("source"), known.get("target")
        if source is None or target is None:
            source, target = cls._by_language(names, table, source_language, target_language, remedy)
            source_language, target_language = names[source], names[target]
        for side, language in (("source", source_language), ("target", target_language)):
            if language is None and f"{side}_language" not in known:
                raise table.error(f"No column names the {side} language: give the option {side}_language.", 1)
        taken = {source, target, *known.values()}
        return cls(
            source,
            target,
            (source_language or "", target_language or ""),
            known,
            tuple((index, name) for index, name in enumerate(names) if index not in taken),
        )

    @staticmethod
    def _by_language(
        names: Sequence[str], table: Input, source_language: str | None, target_language: str | None, remedy: str
    ) -> tuple[int, int]:
        tags = language_columns(names)
        if len(tags) >= 2:
            source = best_match(source_language, tags) if source_language else 0
            rest = [tag for index, tag in enumerate(tags) if index != source]
            target = best_match(target_language, rest) if target_language else 0
            if source is not None and target is not None:
                return names.index(tags[source]), names.index(rest[target])
        found = ", ".join(repr(name[:20]) for name in names[:10])
        expected = "Expected columns 'source' and 'target', or two named by languages"
        raise table.error(f"{expected}; found {found}{remedy and ': '}{remedy}.", 1)

    def unit(self, values: Sequence[Any]) -> TranslationUnit:
        """Make a unit of a record.

        Args:
            values: One value a column: texts, a text or number for the score, None where there is none.

        Raises:
            ValueError: If a value is not what its column holds.
        """
        metadata = {name: str(values[index]) for index, name in self.extra if values[index] not in (None, "")}
        if written := self._text("metadata", values):
            metadata.update(metadata_from_json(written))
        kind = self._text("kind", values)
        if kind and kind not in KINDS:
            raise ValueError(f"Expected a fragment kind such as body or headline, found {kind[:20]!r}.")
        source, target = values[self.source], values[self.target]
        return trusted_unit(
            "" if source is None else str(source),
            "" if target is None else str(target),
            self._text("source_language", values) or self.languages[0],
            self._text("target_language", values) or self.languages[1],
            KINDS[kind] if kind else FragmentKind.BODY,
            _score(self._text("score", values)),
            self._text("id", values),
            metadata,
        )

    def _text(self, name: str, values: Sequence[Any]) -> str:
        index = self.known.get(name)
        if index is None or (value := values[index]) is None:
            return ""
        return value if type(value) is str else str(value)


def _score(text: str) -> float | None:
    if not text:
        return None
    try:
        score = float(text)
    except ValueError:
        raise ValueError(f"Expected a number in the column 'score', found {text[:20]!r}.") from None
    return as_probability(score)


def metadata_from_json(text: str) -> dict[str, str]:
    """Read metadata from the JSON object that a table holds them as; raises ValueError if it is none."""
    try:
        metadata = json.loads(text)
    except (ValueError, RecursionError):
        metadata = None
    if not isinstance(metadata, dict) or not all(isinstance(value, str) for value in metadata.values()):
        raise ValueError(f"Expected a JSON object of texts as metadata, found {text[:40]!r}.")
    return metadata


def metadata_to_json(metadata: dict[str, str]) -> str:
    """Write metadata as a JSON object."""
    return json.dumps(metadata, ensure_ascii=False, separators=(",", ":"))
