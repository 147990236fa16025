"""The lists of beads that Vecalign, Bertalign and SentAlign write: ``[0, 1]:[0]:0.15``, one bead a line.

Indices count the lines of the two sentence files from 0. The third field is a cost in Vecalign's lists (low is good)
and a similarity in SentAlign's (high is good); gold lists have none. A cost is kept as ``1 - cost`` and a
similarity as it is, brought into [0, 1]: an order of beads rather than a probability, unless bialign
wrote the list. Vecalign gives deletions the cost 0, which says nothing: they get no score.

Without the sentence files the fragments are empty texts, as many as the largest index says, so that lists can be
scored against each other. Sentences that no bead names, which gold lists of Bleualign leave out, become deletions.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal, InvalidOperation
from typing import TYPE_CHECKING

from bialign.beads import Alignment, Bead
from bialign.errors import FormatError, InvariantError
from bialign.formats.base import Capabilities, Format, Option
from bialign.formats.sentence_files import complete, index, sides

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Sequence

    from bialign.formats.reading import Input
    from bialign.formats.writing import Output

_BEAD = re.compile(r"\s*\[([\d,\s]*)\]\s*:\s*\[([\d,\s]*)\]\s*(?::\s*(\S+)\s*)?")
# Enough digits to subtract any two doubles in [0, 1] exactly.
_EXACT = Context(prec=1100)


def read_vecalign(
    source: Input,
    *,
    source_lines: str | os.PathLike[str] | Sequence[str] | None = None,
    target_lines: str | os.PathLike[str] | Sequence[str] | None = None,
    source_language: str = "und",
    target_language: str = "und",
    score: str = "cost",
) -> Iterator[Alignment]:
    """Yield the one alignment that a list of beads describes, or none where it is empty.

    Args:
        source: The list.
        source_lines: The source sentences, or the path of the file that has them as lines.
        target_lines: The same for the target.
        source_language: BCP 47 tag of the source.
        target_language: BCP 47 tag of the target.
        score: What the third field is: ``"cost"``, ``"similarity"`` or ``"none"`` to pass it over.

    Raises:
        FormatError: If a line is no bead, names a sentence that there is not, or one of another bead.
    """
    beads: list[Bead] = []
    seen: tuple[set[int], set[int]] = (set(), set())
    texts = sides(source, source_lines, target_lines)
    for number, line in source.lines():
        if not line.strip() or line.startswith("#"):
            continue
        try:
            bead = _bead(line, score)
            for side, indices, known, named in zip(
                ("source", "target"), (bead.source, bead.target), texts, seen, strict=True
            ):
                _check(side, indices, known, named)
        except (FormatError, InvariantError) as error:
            source.skip(error, number)
            continue
        seen[0].update(bead.source)
        seen[1].update(bead.target)
        beads.append(bead)
    alignment = complete(source, beads, texts, (source_language, target_language))
    if alignment.beads:
        yield alignment


def _check(side: str, indices: Sequence[int], known: Sequence[str] | None, named: set[int]) -> None:
    for number in indices:
        if number in named:
            raise FormatError(f"The {side} sentence {number} is in an earlier bead, too.")
        if known is not None and number >= len(known):
            raise FormatError(f"There is no {side} sentence {number}: the file has {len(known)}, numbered from 0.")


def _bead(line: str, meaning: str) -> Bead:
    match = _BEAD.fullmatch(line)
    if match is None:
        raise FormatError(f"Expected a bead such as [0, 1]:[0]:0.15, found {line[:40]!r}.")
    source, target = ([index(field) for field in match[side].split(",") if field.strip()] for side in (1, 2))
    score = None
    if match[3] is not None and meaning != "none":
        try:
            value = Decimal(match[3])
        except InvalidOperation:
            value = Decimal("nan")
        if not value.is_finite():
            raise FormatError(f"Expected a number after the second colon, found {match[3][:20]!r}.")
        if meaning == "similarity":
            score = min(max(float(value), 0.0), 1.0)
        elif value or (source and target):
            score = min(max(float(_EXACT.subtract(1, value)), 0.0), 1.0)
    return Bead(sorted(source), sorted(target), score=score)


class VecalignWriter:
    """Writes one alignment as a list of beads."""

    def __init__(self, output: Output, *, score: str = "cost") -> None:
        self._output = output
        self._score = score
        self._written = False

    def write(self, alignment: Alignment) -> bool:
        """Write the beads of an alignment; one that has none is left out and counted.

        Raises:
            FormatError: If an alignment was written before: a list is of one pair of texts.
        """
        if self._written:
            raise self._output.refusal("a list of beads is of one alignment; write one file for each")
        if not alignment.beads:
            self._output.lose("alignments without beads")
            return False
        lines = []
        for bead in alignment.beads:
            score = "" if bead.score is None or self._score == "none" else f":{self._number(bead.score)}"
            # A deletion of cost 0 is how Vecalign says that it knows no cost.
            unsaid = self._score == "cost" and bead.is_deletion and bead.score == 1.0
            if bead.score is not None and (unsaid or not score):
                self._output.lose("scores")
            lines.append(f"{list(bead.source)}:{list(bead.target)}{score}\n")
        self._output.text("".join(lines))
        self._written = True
        return True

    def close(self) -> None:
        """Write nothing more: every line is complete."""

    def _number(self, score: float) -> str:
        if self._score == "similarity":
            return repr(score)
        return format(_EXACT.subtract(1, Decimal(repr(score))), "f")


VECALIGN = Format(
    name="vecalign",
    title="Vecalign list of beads",
    endings=(".vecalign", ".bertalign"),
    capabilities=Capabilities(alignments=True, texts=False, languages=False, kinds=False, ids=False, metadata=False),
    note="Indices of sentences only; for the texts give source_lines and target_lines. One alignment a file.",
    read=read_vecalign,
    write=VecalignWriter,
    read_options=(
        Option("source_lines", "The file with the source sentences, one a line."),
        Option("target_lines", "The file with the target sentences, one a line."),
        Option("source_language", "BCP 47 tag of the source (und)."),
        Option("target_language", "BCP 47 tag of the target (und)."),
        Option("score", "What the third field is.", choices=("cost", "similarity", "none")),
    ),
    write_options=(Option("score", "What the third field is to be.", choices=("cost", "similarity", "none")),),
)
