"""`bialign convert`: read a corpus in one format and write it in another."""

from __future__ import annotations

from typing import Annotated

import typer

from bialign.cli.corpora import is_found_gold_corpus, read_gold_corpus, refuse_file_options
from bialign.cli.corpus_options import (
    AtBrokenItems,
    Illegal,
    OnError,
    OnLoss,
    ReadOptions,
    WriteOptions,
    named_values,
)


def run(
    source: Annotated[
        str,
        typer.Argument(
            metavar="IN",
            help="The corpus, or - for standard input; or a gold corpus, by its folder.",
            show_default=False,
        ),
    ],
    target: Annotated[
        str, typer.Argument(metavar="OUT", help="Where to write it, or - for standard output.", show_default=False)
    ],
    *,
    from_format: Annotated[
        str | None,
        typer.Option("--from", "-f", help="IN's format; told by the file if not given.", show_default=False),
    ] = None,
    to_format: Annotated[
        str | None,
        typer.Option("--to", "-t", help="OUT's format; told by its ending if not given.", show_default=False),
    ] = None,
    on_error: AtBrokenItems = OnError.STOP,
    on_loss: Annotated[
        OnLoss, typer.Option("--on-loss", help="What OUT's format cannot carry: count it, or raise an error.")
    ] = OnLoss.COUNT,
    illegal: Annotated[
        Illegal, typer.Option("--illegal", help="Characters that a format forbids: refuse, or replace and count.")
    ] = Illegal.REFUSE,
    date: Annotated[
        str | None,
        typer.Option(
            "--date", help="When the corpus was made (ISO 8601), for TMX, XLIFF 1.2 and TEI.", show_default=False
        ),
    ] = None,
    read_option: ReadOptions = None,
    write_option: WriteOptions = None,
) -> None:
    """Convert a corpus from one format to another.

    Endings tell the formats (.jsonl .tmx .xlf .tsv .csv .parquet .xces .tei .vecalign .po ...), and .gz, .xz and .zst
    are looked through. What was left out is told on standard error. All formats and their options: docs/formats.md.

    \b
    Examples:
      bialign convert corpus.jsonl corpus.tmx
      bialign convert corpus.tmx.gz corpus.tsv -w columns=ko,en,score
      bialign convert news.jsonl train.ko-en
      bialign convert old.tmx new.jsonl.zst --on-error skip --illegal replace
      bialign convert pred.vecalign pred.jsonl -r source_lines=a.ko -r target_lines=a.en
      bialign convert my-gold my-gold.jsonl
      zcat big.tmx.gz | bialign convert - - --to tsv | cut -f 1,2
    """
    from bialign.formats import convert, write

    if is_found_gold_corpus(source):
        refuse_file_options(source, from_format, read_option)
        report = write(
            read_gold_corpus(source),
            target,
            format=to_format,
            on_loss=on_loss.value,
            illegal=illegal.value,
            on_error=on_error.value,
            date=date,
            **named_values(write_option),
        )
        typer.echo(str(report), err=True)
        return
    report = convert(
        source,
        target,
        from_format=from_format,
        to_format=to_format,
        on_loss=on_loss.value,
        illegal=illegal.value,
        on_error=on_error.value,
        date=date,
        read_options=named_values(read_option),
        write_options=named_values(write_option),
    )
    typer.echo(str(report), err=True)
    if report.ended is not None:
        raise typer.Exit(1)
