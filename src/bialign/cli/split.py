"""`bialign split`: cut text into sentences."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from bialign.cli.streaming import LinesEncoding, input_lines, process_lines

if TYPE_CHECKING:
    from bialign.sentences.splitting import QuoteMode, UnpunctuatedMode


def run(
    files: Annotated[
        list[str] | None, typer.Argument(help="Text files; standard input if not given.", show_default=False)
    ] = None,
    *,
    language: Annotated[
        str | None,
        typer.Option(
            "--language", "-l", help="ko or en; told by script, line by line, if not given.", show_default=False
        ),
    ] = None,
    quotes: Annotated[
        Literal["split", "keep"],
        typer.Option("--quotes", "-q", help="What happens to a quotation of several sentences."),
    ] = "split",
    unpunctuated: Annotated[
        Literal["keep", "kiwi"],
        typer.Option("--unpunctuated", "-u", help="What happens to Korean runs without final punctuation."),
    ] = "keep",
    offsets: Annotated[
        bool, typer.Option("--offsets", help="Put start and end in the line before each sentence, with tabs between.")
    ] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="A JSON object a line of input, with offsets.")] = False,
    encoding: LinesEncoding = None,
    workers: Annotated[int, typer.Option("--workers", "-w", help="Processes that share the work.")] = 1,
) -> None:
    """Cut text into sentences, one a line; a line break is always a boundary, a blank line stays one.

    Offsets count code points from the beginning of the line.

    \b
    Examples:
      bialign split article.txt
      bialign split --language ko --quotes keep news.txt > sentences.txt
      bialign split --unpunctuated kiwi blog.txt
      cat news.txt | bialign split --jsonl --workers 2
    """
    from bialign.text.languages import known_language

    if language is not None:
        known_language(language, purpose="Splitting sentences")
    write = _write_object if jsonl else _write_rows if offsets else _write_sentences
    function = partial(_apply, write, language, quotes, unpunctuated)
    process_lines(function, input_lines(files or [], encoding), workers=workers, label="lines split")


def _apply(
    write: Any, language: str | None, quotes: QuoteMode, unpunctuated: UnpunctuatedMode, lines: list[str]
) -> list[str]:
    from bialign.sentences import sentence_spans
    from bialign.text.scripts import likely_language

    written: list[str] = []
    for line in lines:
        spans = sentence_spans(line, language or likely_language(line), quotes=quotes, unpunctuated=unpunctuated)
        written.append(write(line, spans))
    return written


def _write_sentences(line: str, spans: list[tuple[int, int]]) -> str:
    return "\n".join([line[start:end] for start, end in spans])


def _write_rows(line: str, spans: list[tuple[int, int]]) -> str:
    return "\n".join([f"{start}\t{end}\t{line[start:end]}" for start, end in spans])


def _write_object(line: str, spans: list[tuple[int, int]]) -> str:
    sentences = [{"text": line[start:end], "start": start, "end": end} for start, end in spans]
    return json.dumps({"text": line, "sentences": sentences}, ensure_ascii=False)
