"""`bialign align`: pair two articles, or two lists of lines, and show or write the result."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bialign.cli.languages import DEFAULT_LANGUAGES, DetectedLanguages, parse_languages
from bialign.cli.outputs import check_outputs
from bialign.cli.texts import input_name, read_input_article, read_input_text
from bialign.errors import ArticleError, ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bialign.align import Aligner
    from bialign.align.explanation import Explanation
    from bialign.beads import Alignment
    from bialign.documents import Article

# What has a lower score, on the best path, has it because its sentences rather belong elsewhere.
_HARDLY = 0.25


def run(
    source: Annotated[
        Path, typer.Argument(help="The source article, text or HTML; - is standard input.", show_default=False)
    ],
    target: Annotated[Path, typer.Argument(help="Its translation.", show_default=False)],
    *,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write a corpus file; its ending names the format.", show_default=False),
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        str | None,
        typer.Option("--format", "-f", help="tmx, jsonl, tsv, xliff, vecalign ...", show_default=False),
    ] = None,
    lines: Annotated[
        bool, typer.Option("--lines", help="The files are lines, each a sentence or a paragraph, in any languages.")
    ] = False,
    languages: DetectedLanguages = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", help="Such as euc-kr; detected if not given.", show_default=False)
    ] = None,
    method: Annotated[
        Literal["semantic", "length"], typer.Option("--method", help="semantic, or length: fast and rough.")
    ] = "semantic",
    encoder: Annotated[
        str | None,
        typer.Option(
            "--encoder", help="A folder with a sentence-transformers or model2vec model.", show_default=False
        ),
    ] = None,
    weights: Annotated[
        Path | None, typer.Option("--weights", help="Weights that train-aligner wrote.", show_default=False)
    ] = None,
    crossing: Annotated[
        bool, typer.Option("--crossing", help="Also pair sentences that an editor moved: such beads cross others.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show what spoke for each bead, and its strongest rival.")
    ] = False,
) -> None:
    """Align two articles: headline with headline, byline with byline, sentence with sentence.

    On a terminal the beads are shown as a table with their probabilities, on a pipe as lines of tab-separated values:
    type, kind, score, source, target.

    \b
    Examples:
      bialign align korean.txt english.txt
      bialign align korean.html english.html -o corpus.tmx
      bialign align korean.txt english.txt | grep -v ^1-1
      bialign align --lines de.txt fr.txt --languages de-fr --format vecalign
      bialign align korean.txt english.txt --explain
      curl -s https://news.example/1 | bialign align - english.txt
    """
    from bialign.align import Aligner
    from bialign.encoders import load_encoder

    if str(source) == str(target) == "-":
        raise ConfigurationError("Only one of the two texts can come from standard input: name a file for the other.")
    if encoder is not None and method == "length":
        raise ConfigurationError("The length method uses no encoder: drop --encoder, or --method length.")
    if crossing and method == "length":
        raise ConfigurationError("The length method finds no crossing beads: drop --crossing, or --method length.")
    if output is not None:
        _check_output(output, format, (source, target), parse_languages(languages, DEFAULT_LANGUAGES))
    aligner = Aligner(
        None if encoder is None else load_encoder(encoder),
        method=method,
        weights=weights,
        crossing=crossing,
    )
    if lines:
        alignment = _align_lines(aligner, source, target, languages, encoding)
    else:
        alignment = aligner.align(*_read_pair(source, target, languages, encoding))
    if not crossing:
        _tell_of_moved(alignment)
    explanations = aligner.explain(alignment) if explain else []
    path = "-" if output is None else str(output)
    if output is not None or format is not None:
        _write(alignment, path, format)
        _show_explanations(explanations, alignment, on_stderr=path == "-")
    elif explain:
        _show_explanations(explanations, alignment)
    else:
        _show(alignment)


def _check_output(output: Path, format_name: str | None, inputs: Sequence[Path], languages: tuple[str, str]) -> None:
    """Raise ConfigurationError if the format is not known, or one of its files would overwrite an article."""
    from bialign.formats.registry import find_format, format_for_writing

    known = format_for_writing(str(output)) if format_name is None else find_format(format_name)
    check_outputs(inputs, known.files(output, *languages))


def _read_pair(source: Path, target: Path, languages: str | None, encoding: str | None) -> tuple[Article, Article]:
    from bialign.text.languages import language_name

    source_language, target_language = parse_languages(languages, (None, None))
    articles = (
        read_input_article(source, language=source_language, encoding=encoding),
        read_input_article(target, language=target_language, encoding=encoding),
    )
    _check_languages([article.text for article in articles], (source, target), languages)
    if articles[0].language == articles[1].language:
        name = language_name(articles[0].language)
        both = f"{input_name(source)} and {input_name(target)}"
        raise ArticleError(f"{both} are both {name}: one of them should be the translation.")
    return articles


def _align_lines(
    aligner: Aligner, source: Path, target: Path, languages: str | None, encoding: str | None
) -> Alignment:
    from bialign.align import align_sentences
    from bialign.text.lines import split_lines
    from bialign.text.scripts import detect_language

    texts = [read_input_text(path, encoding=encoding) for path in (source, target)]
    for path, text in zip((source, target), texts, strict=True):
        if not text.strip():
            raise ArticleError(f"There is no text in {input_name(path)}.")
    _check_languages(texts, (source, target), languages)
    tags = parse_languages(languages, (None, None))
    source_language, target_language = (tag or detect_language(text) for tag, text in zip(tags, texts, strict=True))
    if not languages and source_language == target_language:
        typer.echo(
            f"bialign: {input_name(source)} and {input_name(target)} are both taken for '{source_language}', since "
            "only Hangul is told from other letters: name their languages, as in --languages de-fr.",
            err=True,
        )
    return align_sentences(
        *map(split_lines, texts),
        source_language=source_language,
        target_language=target_language,
        aligner=aligner,
        id="" if str(source) == "-" else source.stem,
    )


def _check_languages(texts: Sequence[str], files: tuple[Path, Path], languages: str | None) -> None:
    """Raise ConfigurationError if texts are plainly not in the languages that are given."""
    tags = parse_languages(languages, None)
    if tags is None:
        return
    from bialign.building.languages import BEGINNING, check_samples

    check_samples([text[:BEGINNING] for text in texts], tags, where=" and ".join(map(input_name, files)))


def _tell_of_moved(alignment: Alignment) -> None:
    """Say so if the scores of deletions on both sides tell of it."""
    moved = [
        bead
        for bead in alignment
        if bead.kind == "body" and bead.is_deletion and bead.score is not None and bead.score < _HARDLY
    ]
    if any(bead.source for bead in moved) and any(bead.target for bead in moved):
        typer.echo("bialign: Some sentences were probably moved: --crossing pairs them, too.", err=True)


def _write(alignment: Alignment, path: str, format_name: str | None) -> None:
    from bialign.formats import write

    report = write([alignment], path, format=format_name)
    typer.echo(str(report), err=True)


def _show(alignment: Alignment) -> None:
    from bialign.reports.terminal import alignment_table, alignment_tsv

    if sys.stdout.isatty():
        from rich.console import Console

        Console().print(alignment_table(alignment))
    else:
        typer.echo(alignment_tsv(alignment), nl=False)


def _show_explanations(explanations: list[Explanation], alignment: Alignment, *, on_stderr: bool = False) -> None:
    """Show why beads were chosen: on standard error where the corpus itself goes to standard output."""
    if not explanations:
        return
    from rich.console import Console

    from bialign.reports.explanation import explanation_table

    console = Console(stderr=on_stderr)
    for explanation in explanations:
        console.print(explanation_table(explanation, alignment))
