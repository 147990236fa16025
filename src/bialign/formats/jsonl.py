"""JSON Lines: bialign's own format, one alignment or translation unit a line, nothing lost.

Every line names its schema, ``bialign/alignment/1`` or ``bialign/unit/1``. A unit whose ``metadata`` have the key
``word_links`` carries word links in Pharaoh notation, see `bialign.formats.pharaoh`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NoReturn

from bialign.errors import InvariantError
from bialign.formats.base import Capabilities, Format
from bialign.formats.json_records import FieldError, item_from_record, record_from_item

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bialign.formats.base import Item
    from bialign.formats.reading import Input
    from bialign.formats.writing import Output


def read_jsonl(source: Input) -> Iterator[Item]:
    """Yield the items of a file of JSON Lines; blank lines are passed over."""
    for number, line in source.lines():
        if line and not line.isspace():
            try:
                yield item_from_json(line)
            except json.JSONDecodeError as error:
                source.skip(source.error(f"Expected JSON: {error.msg.removesuffix(' at')}.", number, error.colno))
            except (FieldError, InvariantError) as error:
                source.skip(error, number)
            except ValueError as error:  # a number of thousands of digits
                source.skip(source.error(f"Expected JSON: {error}.", number))
            except RecursionError:
                source.skip(source.error("The JSON is nested too deeply.", number))


def item_from_json(line: str) -> Item:
    """Return the item that one line describes.

    Raises:
        json.JSONDecodeError: If the line is not JSON.
        ValueError: If it is JSON, but describes no item.
    """
    return item_from_record(json.loads(line, parse_constant=_refuse_constant))


def item_to_json(item: Item) -> str:
    """Return an item as one line of JSON, without a line break.

    Lone surrogates, which UTF-8 cannot hold, are escaped; other characters stand for themselves.
    """
    record = record_from_item(item)
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


def _refuse_constant(name: str) -> NoReturn:
    raise FieldError(f"Expected a finite number, found {name}.")


JSONL = Format(
    name="jsonl",
    title="JSON Lines",
    endings=(".jsonl", ".ndjson"),
    capabilities=Capabilities(alignments=True, units=True, offsets=True),
    note="bialign's own format: nothing is lost, characters that other formats refuse included.",
    read=read_jsonl,
    write=JsonlWriter,
)
