"""Checking a corpus file: that it is what its format says, and whether its units look right."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from bialign.beads import Alignment
from bialign.errors import ConfigurationError, FormatError
from bialign.formats.api import read
from bialign.formats.limits import DEFAULT_LIMITS, Limits
from bialign.formats.reading import LONGEST_LIST, Input, Problems

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping, Sequence

    from bialign.formats.base import Item
    from bialign.formats.xml_grammar import Grammar


@attrs.frozen
class ValidationReport:
    """What is wrong with a corpus file, and what is worth a look.

    Attributes:
        format: The name of its format.
        items: How many alignments or units could be read.
        problems: What breaks the format, in the order found, the first thousand.
        problem_count: How many breaks there are.
        notes: What is no error but worth a look, by name: how often.
    """

    format: str
    items: int
    problems: tuple[FormatError, ...]
    problem_count: int
    notes: Mapping[str, int]

    @property
    def is_valid(self) -> bool:
        """Whether nothing breaks the format."""
        return not self.problem_count


def validate(
    path: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002 - the word that users know
    limits: Limits = DEFAULT_LIMITS,
    **options: Any,
) -> ValidationReport:
    """Read a corpus file to its end and report everything that is wrong with it.

    TMX and XLIFF are checked against the structure that their specifications ask for, too.

    Args:
        path: The file.
        format: The format's name; otherwise the file's ending or its first bytes tell it.
        limits: Bounds on record length, depth and expansion.
        **options: The format's own options for reading.

    Raises:
        FormatError: If the file cannot be opened or its format is not known.
        ConfigurationError: If an option does not exist, or TMX or XLIFF come from standard input or a pipe.
    """
    problems: list[FormatError] = []
    count = 0
    notes: Counter[str] = Counter()
    items = 0
    identifiers: set[int] = set()
    with read(path, format=format, on_error="skip", limits=limits, **options) as reader:
        if grammars := _grammars(reader.format.name):
            if not Path(path).is_file():
                raise ConfigurationError(
                    f"{reader.format.title} is checked by reading it twice, as standard input and pipes cannot be: "
                    "give a file."
                )
            for problem in _breaks(path, grammars, limits):
                count += 1
                if len(problems) < LONGEST_LIST:
                    problems.append(problem)
        for item in reader:
            items += 1
            _note(item, notes, identifiers)
        found = [error for error in reader.skipped if str(error) not in {str(problem) for problem in problems}]
        return ValidationReport(
            format=reader.format.name,
            items=items,
            problems=tuple((problems + found)[:LONGEST_LIST]),
            problem_count=count + reader.skipped_count - (len(reader.skipped) - len(found)),
            notes=dict(sorted((notes + reader.losses).items())),
        )


def _grammars(name: str) -> Sequence[Grammar]:
    """Return the grammars of a format's versions; none where there is no grammar."""
    from bialign.formats.grammars import TMX_14, XLIFF_2, XLIFF_12  # noqa: PLC0415 - tables that only this needs

    return {"tmx": (TMX_14,), "xliff": (XLIFF_2, XLIFF_12), "xliff12": (XLIFF_2, XLIFF_12)}.get(name, ())


def _breaks(path: str | os.PathLike[str], grammars: Sequence[Grammar], limits: Limits) -> Iterator[FormatError]:
    from bialign.formats.xml_grammar import check_grammar  # noqa: PLC0415 - as above

    file = Input(path, problems=Problems("skip"), limits=limits)
    try:
        yield from check_grammar(file, grammars)
    except FormatError as error:
        yield error
    finally:
        file.close()


def _note(item: Item, notes: Counter[str], identifiers: set[int]) -> None:
    if item.id:
        key = hash(item.id)
        notes["repeated ids"] += key in identifiers
        identifiers.add(key)
    if isinstance(item, Alignment):
        notes["beads with one side"] += sum(bead.is_deletion for bead in item.beads)
        notes["empty fragments"] += sum(not fragment.text.strip() for fragment in (*item.source, *item.target))
        notes["alignments with crossing body beads"] += not item.is_monotone
    elif not item.source.strip() or not item.target.strip():
        notes["units with one side"] += 1
    elif item.source == item.target:
        notes["units with the same text on both sides"] += 1
