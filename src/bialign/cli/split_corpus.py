"""`bialign split-corpus`: cut a corpus into training, development and test parts."""

from __future__ import annotations

from typing import Annotated

import typer

from bialign.cli.corpus_options import (
    AtBrokenItems,
    OnError,
    ReadOptions,
    WriteOptions,
    end_unread,
    named_values,
    show_problems,
)
from bialign.cli.outputs import closing_allowed


def run(
    corpus: Annotated[str, typer.Argument(metavar="FILE", help="The corpus.", show_default=False)],
    folder: Annotated[str, typer.Argument(help="Where train, dev and test go.", show_default=False)],
    *,
    dev: Annotated[
        float, typer.Option("--dev", min=0, help="Size of dev in beads: a share below 1, or a number from 1 on.")
    ] = 0.05,
    test: Annotated[float, typer.Option("--test", min=0, help="Size of test, likewise.")] = 0.05,
    seed: Annotated[int, typer.Option("--seed", help="Another seed cuts otherwise.")] = 0,
    from_format: Annotated[
        str | None, typer.Option("--from", "-f", help="Told by the file if not given.", show_default=False)
    ] = None,
    to_format: Annotated[
        str | None, typer.Option("--to", "-t", help="The parts' format; FILE's if not given.", show_default=False)
    ] = None,
    on_error: AtBrokenItems = OnError.STOP,
    read_option: ReadOptions = None,
    write_option: WriteOptions = None,
) -> None:
    """Cut a corpus into train, dev and test, whole articles at a time: no article is in two parts.

    The same seed gives the same parts, in whatever order the corpus is. Units that name no article go by their source
    text.

    \b
    Examples:
      bialign split-corpus corpus.jsonl parts/
      bialign split-corpus corpus.tmx parts/ --dev 2000 --test 2000 --seed 7
      bialign split-corpus corpus.jsonl.zst parts/ --to parquet
    """
    from bialign.formats.splitting import split_corpus

    report = split_corpus(
        corpus,
        folder,
        dev=dev,
        test=test,
        seed=seed,
        from_format=from_format,
        to_format=to_format,
        on_error=on_error.value,
        read_options=named_values(read_option),
        write_options=named_values(write_option),
    )
    with closing_allowed():
        for part, written in report.parts.items():
            counts = f"{report.articles[part]:>10,} articles {report.units[part]:>12,} beads"
            typer.echo(f"{part:<6}{counts}  {written.path}")
    show_problems(report.skipped, report.skipped_count)
    for written in report.parts.values():
        show_problems(written.skipped, written.skipped_count)
    end_unread([report.ended])
