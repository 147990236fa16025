"""`bialign head`: look at the first items of a corpus."""

from __future__ import annotations

import sys
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from bialign.cli.corpus_options import (
    AtBrokenItems,
    FormatName,
    OnError,
    ReadOptions,
    end_unread,
    named_values,
    show_problems,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bialign.beads import TranslationUnit


def run(
    corpus: Annotated[
        str, typer.Argument(metavar="FILE", help="The corpus, or - for standard input.", show_default=False)
    ],
    *,
    limit: Annotated[int, typer.Option("--limit", "-n", min=0, help="How many beads or units to show.")] = 10,
    format_name: FormatName = None,
    on_error: AtBrokenItems = OnError.STOP,
    read_option: ReadOptions = None,
) -> None:
    """Show the first beads or units of a corpus: side by side on a terminal, tab-separated on a pipe.

    On a pipe a first line names the columns: type, kind, score, source, target.

    \b
    Examples:
      bialign head corpus.tmx
      bialign head -n 100 corpus.jsonl.zst | cut -f 4,5
      bialign head table.tsv -r source_language=ko -r target_language=en
    """
    from bialign.formats import read

    with read(corpus, format=format_name, on_error=on_error.value, **named_values(read_option)) as reader:
        _show(islice(_units(reader), limit))
    show_problems(reader.skipped, reader.skipped_count)
    end_unread([reader.ended])


def _units(items: Iterable[object]) -> Iterable[TranslationUnit]:
    from bialign.beads import Alignment, TranslationUnit

    for item in items:
        if isinstance(item, TranslationUnit):
            yield item
        elif isinstance(item, Alignment):
            yield from item.units()


def _show(units: Iterable[TranslationUnit]) -> None:
    from bialign.reports.terminal import ROW_HEADER, tab_separated, unit_rows, unit_table

    if sys.stdout.isatty():
        from rich.console import Console

        Console().print(unit_table(units))
        return
    typer.echo(tab_separated(ROW_HEADER), nl=False)
    for row in unit_rows(units):
        typer.echo(tab_separated(row), nl=False)
