"""The ladder that hunalign writes: how far both texts have been read at every step, and how good the step is.

A rung is two counts of sentences and a quality; the quality belongs to the bead that begins at the rung, so that
the last rung, which counts all sentences, has none of its own. Beads on a ladder never cross.
hunalign's qualities are no probabilities: where one is outside [0, 1], none of the file is kept as a score.
Without the sentence files the fragments are empty texts.

Reference: D. Varga et al., *Parallel corpora for medium density languages*, RANLP 2005, and hunalign's manual.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from bialign.beads import Alignment, Bead
from bialign.counting import counted
from bialign.errors import FormatError
from bialign.formats.base import Capabilities, Format, Option
from bialign.formats.sentence_files import complete, index, sides

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Sequence

    from bialign.formats.reading import Input
    from bialign.formats.writing import Output


# No aligner makes longer beads; a damaged file could ask for any.
_LONGEST_STEP = 1000


def read_ladder(
    source: Input,
    *,
    source_lines: str | os.PathLike[str] | Sequence[str] | None = None,
    target_lines: str | os.PathLike[str] | Sequence[str] | None = None,
    source_language: str = "und",
    target_language: str = "und",
) -> Iterator[Alignment]:
    """Yield the one alignment that a ladder describes, or none where it is empty.

    Args:
        source: The ladder.
        source_lines: The source sentences, or the path of the file that has them as lines.
        target_lines: The same for the target.
        source_language: BCP 47 tag of the source.
        target_language: BCP 47 tag of the target.

    Raises:
        FormatError: If a line is no rung, goes back, or counts more sentences than there are.
    """
    texts = sides(source, source_lines, target_lines)
    rungs: list[tuple[int, int, float]] = []
    for number, line in source.lines():
        if line.strip():
            try:
                rung = _rung(line)
                _check(rung, rungs[-1] if rungs else (0, 0, 0.0), texts)
            except FormatError as error:
                source.skip(error, number)
            else:
                rungs.append(rung)
    beads = [
        Bead(range(a[0], b[0]), range(a[1], b[1]), score=None if math.isnan(a[2]) else a[2])
        for a, b in pairwise(_known(rungs, source))
        if a[:2] != b[:2]
    ]
    if rungs or any(texts):
        yield complete(source, beads, texts, (source_language, target_language))


def _rung(line: str) -> tuple[int, int, float]:
    fields = line.split()
    try:
        source, target = index(fields[0]), index(fields[1])
        quality = float(fields[2]) if len(fields) > 2 else math.nan
    except (ValueError, IndexError, FormatError):
        raise FormatError(f"Expected two counts and a number such as 3 4 0.72, found {line[:40]!r}.") from None
    return source, target, quality


def _check(
    rung: tuple[int, int, float], last: tuple[int, int, float], texts: tuple[Sequence[str] | None, ...]
) -> None:
    if rung[0] < last[0] or rung[1] < last[1]:
        raise FormatError(f"A ladder never goes back, as from {last[0]} {last[1]} to {rung[0]} {rung[1]}.")
    if max(rung[0] - last[0], rung[1] - last[1]) > _LONGEST_STEP:
        raise FormatError(f"A step of more than {_LONGEST_STEP} sentences is no bead.")
    for side, count, known in zip(("source", "target"), rung, texts, strict=False):
        if known is not None and count > len(known):
            raise FormatError(
                f"The rung counts {counted(int(count), f'{side} sentence')}, but the file has {len(known)}."
            )


def _known(rungs: list[tuple[int, int, float]], source: Input) -> list[tuple[int, int, float]]:
    """Return the rungs, without qualities if one of them cannot be a probability."""
    if all(math.isnan(quality) or 0.0 <= quality <= 1.0 for _, _, quality in rungs):
        return rungs
    source.problems.losses["scores outside 0 to 1"] += len(rungs)
    return [(a, b, math.nan) for a, b, _ in rungs]


class LadderWriter:
    """Writes one alignment as a ladder; the quality of a bead without a score is ``nan``."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._written = False

    def write(self, alignment: Alignment) -> bool:
        """Write an alignment's rungs.

        Raises:
            FormatError: If beads cross or have gaps, or an alignment was written before.
        """
        if self._written:
            raise self._output.refusal("a ladder is of one alignment; write one file for each")
        source = target = 0
        lines = []
        for bead in self._climbed(alignment):
            lines.append(f"{source}\t{target}\t{'nan' if bead.score is None else repr(bead.score)}\n")
            source += len(bead.source)
            target += len(bead.target)
        self._output.text("".join(lines) + f"{source}\t{target}\t0\n")
        self._written = True
        return True

    def close(self) -> None:
        """Write nothing more: every line is complete."""

    def _climbed(self, alignment: Alignment) -> Iterator[Bead]:
        """Yield the beads such that both sides ascend without gaps; source deletions before target ones."""
        by_source = {bead.source[0]: bead for bead in alignment.beads if bead.source}
        by_target = {bead.target[0]: bead for bead in alignment.beads if bead.target}
        source = target = 0
        for _ in alignment.beads:
            bead = by_source.get(source)
            if bead is None or (bead.target and bead.target[0] != target):
                bead = by_target.get(target)
            if bead is None or (bead.source and bead.source[0] != source) or not _is_run(bead):
                raise self._output.refusal("its beads cross or have gaps, which a ladder cannot show")
            yield bead
            source += len(bead.source)
            target += len(bead.target)


def _is_run(bead: Bead) -> bool:
    return all(a + 1 == b for side in (bead.source, bead.target) for a, b in pairwise(side))


LADDER = Format(
    name="ladder",
    title="hunalign ladder",
    endings=(".ladder",),
    capabilities=Capabilities(alignments=True, texts=False, languages=False, kinds=False, ids=False, metadata=False),
    note=(
        "Counts of sentences only; for the texts give source_lines and target_lines. One alignment a file, "
        "whose beads may not cross."
    ),
    read=read_ladder,
    write=LadderWriter,
    read_options=(
        Option("source_lines", "The file with the source sentences, one a line."),
        Option("target_lines", "The file with the target sentences, one a line."),
        Option("source_language", "BCP 47 tag of the source (und)."),
        Option("target_language", "BCP 47 tag of the target (und)."),
    ),
)
