"""`bialign align`: pair two articles, or two lists of lines, and show or write the result."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bialign.cli.languages import DEFAULT_LANGUAGES, DetectedLanguages, parse_languages
from bialign.cli.outputs import check_outputs
from bialign.cli.texts import PairEncoding, input_name, parse_encodings, read_input_article, read_input_text
from bialign.errors import ArticleError, BialignError, ConfigurationError, LanguageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bialign.align.explanation import Explanation
    from bialign.beads import Alignment
    from bialign.documents import Article
    from bialign.formats.base import Format

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
    encoding: PairEncoding = None,
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
    if method == "semantic" and encoder is None:
        _load_tokenizer_ahead()
    from bialign.align import Aligner, align_sentences
    from bialign.encoders import load_encoder

    if str(source) == str(target) == "-":
        raise ConfigurationError("Only one of the two texts can come from standard input: name a file for the other.")
    if encoder is not None and method == "length":
        raise ConfigurationError("The length method uses no encoder: drop --encoder, or --method length.")
    if crossing and method == "length":
        raise ConfigurationError("The length method finds no crossing beads: drop --crossing, or --method length.")
    written = _find_format(output, format)
    if output is not None and written is not None:
        check_outputs((source, target), written.files(output, *parse_languages(languages, DEFAULT_LANGUAGES)))
    encodings = parse_encodings(encoding)
    aligner = Aligner(
        None if encoder is None else load_encoder(encoder),
        method=method,
        weights=weights,
        crossing=crossing,
    )
    if lines:
        names_languages = written is not None and written.capabilities.languages
        sides = _read_lines((source, target), languages, encodings, names_languages=names_languages)
        alignment = align_sentences(
            sides[0][1],
            sides[1][1],
            source_language=sides[0][0],
            target_language=sides[1][0],
            aligner=aligner,
            id="" if str(source) == "-" else source.stem,
        )
    else:
        alignment = aligner.align(*_read_pair((source, target), languages, encodings))
    if not crossing:
        _tell_of_moved(alignment)
    explanations = aligner.explain(alignment) if explain else []
    path = "-" if output is None else str(output)
    if written is not None:
        _write(alignment, path, format)
        _show_explanations(explanations, alignment, on_stderr=path == "-")
    elif explain:
        _show_explanations(explanations, alignment)
    else:
        _show(alignment)


def _load_tokenizer_ahead() -> None:
    """Begin to load the encoder's tokenizer while modules are imported and texts are read."""
    from bialign.encoders.use_weights import load_tokenizer

    def load() -> None:
        with suppress(BialignError):  # raised again where it is needed
            load_tokenizer()

    Thread(target=load).start()


def _find_format(output: Path | None, name: str | None) -> Format | None:
    """Return the format in which the alignment is written, or None if it is only shown."""
    from bialign.formats.registry import find_format, format_for_writing

    if name is not None:
        return find_format(name)
    return None if output is None else format_for_writing(str(output))


def _read_pair(
    files: tuple[Path, Path], languages: str | None, encodings: tuple[str | None, str | None]
) -> tuple[Article, Article]:
    from bialign.documents import Language
    from bialign.text.languages import language_name, primary_subtag

    tags = parse_languages(languages, (None, None))
    source, target = (
        read_input_article(file, language=tag, encoding=encoding)
        for file, tag, encoding in zip(files, tags, encodings, strict=True)
    )
    _check_languages([source.text, target.text], files, languages)
    for file, article in zip(files, (source, target), strict=True):
        if primary_subtag(article.language) not in set(Language):
            raise LanguageError(
                f"{input_name(file)} is neither Korean nor English, as articles are: --lines aligns lines of other "
                "languages."
            )
    if source.language == target.language:
        both = " and ".join(map(input_name, files))
        name = language_name(source.language)
        raise ArticleError(f"{both} are both {name}: one of them should be the translation.")
    return source, target


def _read_lines(
    files: tuple[Path, Path],
    languages: str | None,
    encodings: tuple[str | None, str | None],
    *,
    names_languages: bool,
) -> list[tuple[str, list[str]]]:
    """Return the language and the lines of each file.

    Args:
        files: The source's and the target's.
        languages: As the user gave them.
        encodings: Of each file.
        names_languages: Whether a corpus is to be written that says what the languages are.

    Raises:
        ArticleError: If there is no text in a file.
        LanguageError: If a text has neither Hangul nor Latin letters, and no languages are given.
        ConfigurationError: If the texts are plainly not in the languages that are given, or the corpus names some
            and nothing tells them.
    """
    from bialign.text.lines import split_lines

    texts = [read_input_text(file, encoding=encoding) for file, encoding in zip(files, encodings, strict=True)]
    for file, text in zip(files, texts, strict=True):
        if not text.strip():
            raise ArticleError(f"There is no text in {input_name(file)}.")
    _check_languages(texts, files, languages)
    tags = parse_languages(languages, (None, None))
    source, target = (tag or _language_of(text, file) for tag, text, file in zip(tags, texts, files, strict=True))
    if not languages and source == target:
        sentence = (
            f"{input_name(files[0])} and {input_name(files[1])} are both taken for '{source}', since only Hangul is "
            "told from other letters: name their languages, as in --languages de-fr."
        )
        if names_languages:
            raise ConfigurationError(sentence)
        typer.echo(f"bialign: {sentence}", err=True)
    return [(source, split_lines(texts[0])), (target, split_lines(texts[1]))]


def _language_of(text: str, file: Path) -> str:
    from bialign.text.scripts import detect_language

    try:
        return detect_language(text)
    except LanguageError:
        raise LanguageError(
            f"{input_name(file)} has neither Hangul nor Latin letters: name both languages, as in --languages ru-en."
        ) from None


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
