"""`bialign head`: look at the first items of a corpus."""

from __future__ import annotations

import sys
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bialign.beads import TranslationUnit


def run(
    corpus: Annotated[
        str, typer.Argument(metavar="FILE", help="The corpus, or - for standard input.", show_default=False)
    ],
    *,
    limit: Annotated[int, typer.Option("--limit", "-n", min=0, help="How many beads or units to show.")] = 10,
    format_name: Annotated[
        str | None, typer.Option("--format", "-f", help="Told by the file if not given.", show_default=False)
    ] = None,
    read_option: Annotated[
        list[str] | None,
        typer.Option(
            "--read-option", "-r", metavar="NAME=VALUE", help="An option of the format.", show_default=False
        ),
    ] = None,
) -> None:
    """Show the first beads or units of a corpus: side by side on a terminal, tab-separated on a pipe.

    The columns on a pipe are bead type, kind, score, source and target.

    \b
    Examples:
      bialign head corpus.tmx
      bialign head -n 100 corpus.jsonl.zst | cut -f 4,5
      bialign head table.tsv -r source_language=ko -r target_language=en
    """
    from bialign.cli.corpus_options import named_values
    from bialign.formats import read

    with read(corpus, format=format_name, **named_values(read_option)) as reader:
        units = islice(_units(reader), limit)
        if sys.stdout.isatty():
            _print_table(units)
        else:
            _print_rows(units)


def _units(items: Iterable[object]) -> Iterable[TranslationUnit]:
    from bialign.beads import Alignment, TranslationUnit

    for item in items:
        if isinstance(item, TranslationUnit):
            yield item
        elif isinstance(item, Alignment):
            yield from item.units()


def _bead_type(unit: TranslationUnit) -> str:
    return unit.metadata.get("bead") or f"{int(bool(unit.source))}-{int(bool(unit.target))}"


def _print_rows(units: Iterable[TranslationUnit]) -> None:
    from bialign.reports.terminal import printable

    for unit in units:
        score = "" if unit.score is None else f"{unit.score:.4f}"
        cells = (_bead_type(unit), unit.kind.value, score, unit.source, unit.target)
        typer.echo("\t".join(map(printable, cells)))


def _print_table(units: Iterable[TranslationUnit]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from bialign.reports.terminal import printable, score_style

    table = Table(show_lines=True)
    for name in ("type", "kind", "score"):
        table.add_column(name, no_wrap=True)
    table.add_column("source", ratio=1)
    table.add_column("target", ratio=1)
    for unit in units:
        score = "" if unit.score is None else f"{unit.score:.2f}"
        table.add_row(
            _bead_type(unit),
            unit.kind.value,
            Text(score, style=score_style(unit.score)),
            Text(printable(unit.source)),
            Text(printable(unit.target)),
        )
    Console().print(table)
