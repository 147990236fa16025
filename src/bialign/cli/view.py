"""`bialign view`: look at a corpus of alignments, in the terminal or as a page for the browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bialign.cli.corpora import is_gold_corpus, read_alignments, read_gold_corpus
from bialign.cli.corpus_options import AtBrokenItems, FormatName, OnError, ReadOptions, end_unread, named_values
from bialign.cli.outputs import check_outputs
from bialign.counting import counted
from bialign.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bialign.beads import Alignment
    from bialign.errors import FormatError


def run(
    corpus: Annotated[
        list[str],
        typer.Argument(
            metavar="CORPUS",
            help="Corpus files in any readable format ('-' is standard input), or a gold corpus (newsroom).",
            show_default=False,
        ),
    ],
    *,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="PAGE.html", help="Write a page for the browser.", show_default=False),
    ] = None,
    article: Annotated[
        str | None,
        typer.Option("--article", "-a", metavar="ID", help="Show the article of this id alone.", show_default=False),
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, metavar="N", help="Articles that the page holds at most.")
    ] = 2000,
    lowest: Annotated[
        bool, typer.Option("--lowest", help="Take the articles of lowest mean score, not the first ones.")
    ] = False,
    title: Annotated[
        str | None,
        typer.Option("--title", help="The page's title; the corpus's name if not given.", show_default=False),
    ] = None,
    format_name: FormatName = None,
    on_error: AtBrokenItems = OnError.STOP,
    read_option: ReadOptions = None,
) -> None:
    """Look at a corpus: counts and mean scores in the terminal, or a page with the articles side by side.

    The page is a single file that works offline: beads are linked and coloured, and filtered by score, kind, type
    and words. With --article the terminal shows an article bead by bead, tab-separated in a pipe.

    \b
    Examples:
      bialign view newsroom
      bialign view corpus.jsonl -o report.html
      bialign view out/*.jsonl.gz -o worst.html --limit 500 --lowest
      bialign view corpus.tmx --article 2026-11-05-budget
    """
    if output is not None:
        check_outputs(corpus, [output])
        _check_page(output)
    unread: list[FormatError | None] = []
    alignments = _read_corpora(corpus, format_name, on_error.value, named_values(read_option), unread)
    if article is not None:
        alignments = _of_article(alignments, article, corpus)
    if output is not None:
        _write_page(alignments, output, limit=limit, lowest=lowest, title=title or _name(corpus))
    elif article is not None:
        _print_articles(alignments)
    else:
        _print_summary(alignments)
    end_unread(unread)


def _check_page(output: Path) -> None:
    """Raise ConfigurationError if a page would have the name of a corpus."""
    from bialign.formats.registry import format_of_name

    known = format_of_name(str(output))
    if known is not None:
        raise ConfigurationError(
            f"{output} would hold a page for the browser, not {known.title}: give it a name in .html, or use convert."
        )


def _read_corpora(
    corpora: Iterable[str],
    format_name: str | None,
    on_error: str,
    read_options: Mapping[str, Any],
    unread: list[FormatError | None],
) -> Iterator[Alignment]:
    for corpus in corpora:
        if is_gold_corpus(corpus):
            yield from read_gold_corpus(corpus)
        else:
            yield from read_alignments(
                corpus, format_name, on_error=on_error, read_options=read_options, unread=unread
            )


def _of_article(alignments: Iterable[Alignment], name: str, corpora: Sequence[str]) -> Iterator[Alignment]:
    found = False
    for alignment in alignments:
        if alignment.id == name:
            found = True
            yield alignment
    if not found:
        raise ConfigurationError(f"There is no article {name!r} in {', '.join(corpora)}.")


def _name(corpora: Sequence[str]) -> str:
    names = ["standard input" if corpus == "-" else Path(corpus).name for corpus in corpora]
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"


def _write_page(alignments: Iterator[Alignment], output: Path, *, limit: int, lowest: bool, title: str) -> None:
    from itertools import islice

    from bialign.reports.html import write_html
    from bialign.reports.summary import lowest_scored

    if lowest:
        chosen, read = lowest_scored(alignments, limit)
        note = f"the lowest-scored of {counted(read, 'article')}" if read > len(chosen) else ""
    else:
        chosen = list(islice(alignments, limit))
        more = next(alignments, None) is not None
        note = f"the first {counted(limit, 'article')} of a larger corpus" if more else ""
    count = write_html(chosen, output, title=title, note=note)
    megabytes = output.stat().st_size / 1e6
    typer.echo(
        f"{output}: {counted(count, 'article')}{f', {note}' if note else ''}, {megabytes:.1f} MB",
        err=True,
    )


def _print_articles(alignments: Iterable[Alignment]) -> None:
    from rich.console import Console

    from bialign.reports.terminal import alignment_table, alignment_tsv

    console = Console()
    for alignment in alignments:
        if console.is_terminal:
            console.print(alignment_table(alignment))
        else:
            typer.echo(alignment_tsv(alignment), nl=False)


def _print_summary(alignments: Iterable[Alignment]) -> None:
    from rich.console import Console

    from bialign.reports.summary import summarize
    from bialign.reports.terminal import summary_table

    Console().print(summary_table(summarize(alignments)))
