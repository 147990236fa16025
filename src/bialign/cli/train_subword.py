"""`bialign train-subword`: train a SentencePiece model."""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

import typer

from bialign.cli.streaming import LinesEncoding, input_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_Result = TypeVar("_Result")


def run(
    files: Annotated[
        list[str] | None,
        typer.Argument(help="Text files, Korean and English alike; standard input if not given.", show_default=False),
    ] = None,
    *,
    output: Annotated[str, typer.Option("--output", "-o", help="The .model file to write.", show_default=False)],
    vocabulary_size: Annotated[int, typer.Option("--vocabulary-size", "-v", help="Number of pieces.")] = 16_000,
    kind: Annotated[Literal["unigram", "bpe"], typer.Option("--kind", "-k", help="The kind of model.")] = "unigram",
    symbols: Annotated[
        list[str] | None,
        typer.Option(
            "--symbol", help="A string that is always one piece, such as <ko>; repeatable.", show_default=False
        ),
    ] = None,
    byte_fallback: Annotated[
        bool, typer.Option(help="Spell rare characters in bytes, so that nothing is lost.")
    ] = True,
    character_coverage: Annotated[
        float, typer.Option("--character-coverage", help="Share of characters with pieces of their own.")
    ] = 0.9995,
    sample_size: Annotated[
        int, typer.Option("--sample-size", help="Lines kept in memory, drawn evenly from all.")
    ] = 1_000_000,
    seed: Annotated[int, typer.Option("--seed", help="Where the drawing begins.")] = 0,
    threads: Annotated[int, typer.Option("--threads", help="Part of what decides the model's bytes.")] = 4,
    encoding: LinesEncoding = None,
) -> None:
    """Train a lossless SentencePiece model, which other tools read too.

    The same lines and options give the same bytes.

    \b
    Examples:
      bialign train-subword news.ko news.en --output joint.model
      bialign train-subword corpus.txt.gz -o joint.model -v 32000 --symbol "<ko>" --symbol "<en>"
      cat news.* | bialign train-subword --kind bpe -v 8000 -o bpe.model
    """
    from bialign.tokenizers import SubwordTokenizer, train_subword

    with _stages() as report:
        tokenizer: SubwordTokenizer = _interruptible(
            lambda: train_subword(
                input_lines(files or [], encoding),
                output,
                vocabulary_size=vocabulary_size,
                kind=kind,
                user_symbols=symbols or [],
                byte_fallback=byte_fallback,
                character_coverage=character_coverage,
                sample_size=sample_size,
                seed=seed,
                threads=threads,
                on_progress=report,
            )
        )
    typer.echo(f"{output}: {len(tokenizer):,} pieces.", err=True)


def _interruptible(task: Callable[[], _Result]) -> _Result:
    """Run a task in a thread, so that Ctrl-C is heard while a native library works."""
    results: list[_Result] = []
    errors: list[BaseException] = []

    def work() -> None:
        try:
            results.append(task())
        except BaseException as error:  # noqa: BLE001 - raised again below
            errors.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(0.1)
    if errors:
        raise errors[0]
    return results[0]


@contextmanager
def _stages() -> Iterator[Callable[[str, int], None] | None]:
    """Show the stage and the number of lines on standard error if it is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=None)
        yield lambda stage, lines: progress.update(task, description=f"{stage} {lines:,} lines")
