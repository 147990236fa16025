"""The sentence files that lists of indices refer to, and alignments over sentences that are not at hand."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from bialign.beads import Alignment, Bead
from bialign.formats.structure import fragments_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bialign.formats.reading import Input

Texts: TypeAlias = "tuple[Sequence[str] | None, Sequence[str] | None]"
Lines: TypeAlias = "str | os.PathLike[str] | Sequence[str] | None"


def sides(source: Input, source_lines: Lines, target_lines: Lines) -> Texts:
    """Return the sentences of both sides, None for a side that is not given.

    Args:
        source: The file of indices, whose policies hold for the sentence files, too.
        source_lines: The sentences, or the path of the file that has them as lines.
        target_lines: The same for the target.

    Raises:
        FormatError: If a file cannot be read.
    """
    return _texts(source, source_lines), _texts(source, target_lines)


def _texts(source: Input, lines: Lines) -> Sequence[str] | None:
    if isinstance(lines, str | os.PathLike):
        file = source.companion(Path(lines))
        try:
            return [line.removesuffix("\r") for _, line in file.lines()]
        finally:
            file.close()
    return lines


def complete(beads: list[Bead], texts: Texts, languages: tuple[str, str]) -> Alignment:
    """Return the alignment of beads over sentences, with a deletion for every sentence that no bead names.

    Args:
        beads: Beads that name no sentence twice.
        texts: The sentences of both sides; where they are not given, there are as many empty ones as the
            largest index says.
        languages: The languages of both sides.
    """
    filled = []
    missing: list[Bead] = []
    for side, known in enumerate(texts):
        named = {index for bead in beads for index in (bead.target if side else bead.source)}
        count = max(named, default=-1) + 1 if known is None else len(known)
        missing += [
            Bead((), (index,)) if side else Bead((index,), ()) for index in range(count) if index not in named
        ]
        filled.append(fragments_of(known if known is not None else [""] * count))
    return Alignment(filled[0], filled[1], [*beads, *missing], *languages)
