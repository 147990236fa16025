"""The sentence files that lists of indices refer to, and alignments over sentences that are not at hand."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from bialign.beads import Alignment, Bead
from bialign.documents import fragments_of
from bialign.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bialign.formats.reading import Input

# Lists that leave sentences out name at least one in ten, once they name sentences beyond the first thousand.
_SPARSE, _SPARSE_FROM = 10, 1000
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


def index(text: str) -> int:
    """Read the number of a sentence.

    Raises:
        FormatError: If it is not a number from 0 of at most nine digits.
    """
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 9):
        raise FormatError(f"Expected the number of a sentence, found {digits[:20]!r}.")
    return int(digits)


def complete(source: Input, beads: list[Bead], texts: Texts, languages: tuple[str, str]) -> Alignment:
    """Return the alignment of beads over sentences, with a deletion for every sentence that no bead names.

    Args:
        source: The file of indices.
        beads: Beads that name no sentence twice.
        texts: The sentences of both sides; where they are not given, there are as many empty ones as the
            largest index says.
        languages: The languages of both sides.

    Raises:
        FormatError: If the largest index is far beyond the number of sentences that are named.
    """
    filled = []
    missing: list[Bead] = []
    for side, known in enumerate(texts):
        named = {number for bead in beads for number in (bead.target if side else bead.source)}
        count = max(named, default=-1) + 1 if known is None else len(known)
        if known is None and count > _SPARSE * len(named) + _SPARSE_FROM:
            verb = "is" if len(named) == 1 else "are"
            raise source.error(
                f"A bead names the sentence {count - 1}, though only {len(named)} {verb} named at all."
            )
        missing += [
            Bead((), (number,)) if side else Bead((number,), ()) for number in range(count) if number not in named
        ]
        filled.append(fragments_of(known if known is not None else [""] * count))
    return Alignment(filled[0], filled[1], [*beads, *missing], *languages)
