"""`bialign validate`: tell everything that is wrong with a corpus file."""

from __future__ import annotations

from typing import Annotated

import typer

from bialign.cli.corpora import is_found_gold_corpus, refuse_file_options
from bialign.cli.corpus_options import FormatName, ReadOptions, named_values, show_problems
from bialign.counting import counted


def run(
    corpus: Annotated[
        str, typer.Argument(metavar="FILE", help="The corpus; or a gold corpus, by its folder.", show_default=False)
    ],
    *,
    format_name: FormatName = None,
    read_option: ReadOptions = None,
) -> None:
    """Check a corpus file from end to end: every problem with its line and column, and exit code 1 if there is one.

    Of a gold corpus, the first problem of each article pair is told, or that of its splits.tsv alone.

    TMX and XLIFF are checked against the structure that their specifications ask for. Notes, such as one-sided units
    or repeated ids, are no errors.

    \b
    Examples:
      bialign validate corpus.tmx
      bialign validate corpus.jsonl.zst && echo fine
      bialign validate pred.vecalign -r source_lines=a.ko -r target_lines=a.en
      bialign validate my-gold
    """
    if is_found_gold_corpus(corpus):
        refuse_file_options(corpus, format_name, read_option)
        _check_gold_corpus(corpus)
        return
    from bialign.formats.validation import validate

    report = validate(corpus, format=format_name, **named_values(read_option))
    show_problems(report.problems, report.problem_count)
    verdict = "valid" if report.is_valid else f"not valid, {counted(report.problem_count, 'problem')}"
    typer.echo(f"{corpus}: {verdict} ({report.format}, {counted(report.items, 'item')})")
    for name, count in report.notes.items():
        typer.echo(f"  note: {name} ({count:,})")
    if not report.is_valid:
        raise typer.Exit(1)


def _check_gold_corpus(corpus: str) -> None:
    from bialign.evaluation import corpus_problems, load_corpus

    problems = corpus_problems(corpus)
    if problems:
        show_problems(problems, len(problems))
        typer.echo(f"{corpus}: not valid, {counted(len(problems), 'problem')} (gold corpus)")
        raise typer.Exit(1)
    typer.echo(f"{corpus}: valid (gold corpus, {counted(len(load_corpus(corpus)), 'article pair')})")
