"""Corpora that commands read whole alignments from: files in any format, and gold corpora by their names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from bialign.cli.corpus_options import show_problems
from bialign.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bialign.beads import Alignment
    from bialign.errors import FormatError


def is_gold_corpus(corpus: str) -> bool:
    """Tell whether an argument names a gold corpus or its folder, not a file.

    A name without an ending is that of a gold corpus; with one it is a file, here or missing. What is there and is
    no folder is a file, whatever its name and kind: a pipe such as ``/dev/fd/63``, too.
    """
    path = Path(corpus)
    return corpus != "-" and (path.is_dir() or not (path.exists() or path.suffix))


def is_found_gold_corpus(corpus: str) -> bool:
    """Tell whether an argument names a gold corpus that is there, for commands whose arguments are mostly files."""
    if not is_gold_corpus(corpus):
        return False
    from bialign.evaluation.corpora import find_corpus

    try:
        find_corpus(corpus)
    except ConfigurationError:
        return False
    return True


def refuse_file_options(corpus: str, format_name: str | None, read_option: Sequence[str] | None) -> None:
    """Raise ConfigurationError where a gold corpus is given with what goes with files."""
    if format_name is not None or read_option:
        raise ConfigurationError(f"A format and its options (-r) go with a file; {corpus} is a gold corpus.")


def read_gold_corpus(corpus: str, *, split: str | None = None) -> tuple[Alignment, ...]:
    """Return the gold alignments of a gold corpus, of one part of it if that is named.

    Raises:
        ConfigurationError: If there is no such corpus, or no such part.
        FormatError: If it is a folder whose files break their format.
    """
    from bialign.evaluation import load_corpus

    try:
        return load_corpus(corpus, split=split).gold
    except ConfigurationError:
        if Path(corpus).exists() or split is not None:
            raise
        raise ConfigurationError(f"There is no file {corpus}, and no gold corpus of that name.") from None


def read_alignments(
    path: str,
    format_name: str | None = None,
    *,
    on_error: str = "stop",
    read_options: Mapping[str, Any] | None = None,
    unread: list[FormatError | None] | None = None,
) -> Iterator[Alignment]:
    """Yield the alignments of a corpus file in their order, in memory that does not grow with it.

    Consecutive translation units of the same article are grouped into alignments.

    Args:
        path: The file, or ``"-"`` for standard input.
        format_name: Its format; told by the file if not given.
        on_error: ``"stop"`` at a broken item, or ``"skip"`` and list them on standard error at the end.
        read_options: The format's own options.
        unread: Gets the error, if any, after which the rest of the file could not be read.

    Raises:
        FormatError: If the file is missing or breaks its format.
        ConfigurationError: If there is no such format.
    """
    from bialign.formats import as_alignments, read

    with read(path, format=format_name, on_error=on_error, **(read_options or {})) as reader:
        yield from as_alignments(reader)
        show_problems(reader.skipped, reader.skipped_count)
        if unread is not None:
            unread.append(reader.ended)
