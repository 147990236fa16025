"""`bialign tokenize`: cut lines into tokens."""

from __future__ import annotations

import json
from functools import cache, partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bialign.cli.streaming import LinesEncoding, input_lines, process_lines

if TYPE_CHECKING:
    from bialign.tokenizers import Token, Tokenizer


def run(
    files: Annotated[
        list[str] | None, typer.Argument(help="Text files; standard input if not given.", show_default=False)
    ] = None,
    *,
    scheme: Annotated[
        str,
        typer.Option(
            "--scheme",
            "-s",
            help="moses, ptb, 13a, intl, morpheme, eojeol, syllable, jamo, mecab, subword, or a registered one.",
        ),
    ] = "moses",
    language: Annotated[
        str | None,
        typer.Option("--language", "-l", help="ko or en, for schemes that there are for both.", show_default=False),
    ] = None,
    model: Annotated[
        str | None, typer.Option("--model", "-m", help="The subword scheme's .model file.", show_default=False)
    ] = None,
    tags: Annotated[bool, typer.Option("--tags", help="Write form/TAG where the scheme has tags.")] = False,
    offsets: Annotated[
        bool,
        typer.Option("--offsets", help="A token a line: text, start, end, tag, lemma; a blank line after each line."),
    ] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="A JSON object a line.")] = False,
    escape: Annotated[bool, typer.Option("--escape", help="Moses: write & | < > ' \" [ ] as entities.")] = False,
    aggressive_hyphens: Annotated[
        bool, typer.Option("--aggressive-hyphens", "-a", help="Moses: well-known becomes well @-@ known.")
    ] = False,
    detokenize: Annotated[
        bool, typer.Option("--detokenize", "-d", help="The way back, for moses and subword.")
    ] = False,
    encoding: LinesEncoding = None,
    workers: Annotated[int, typer.Option("--workers", "-w", help="Processes that share the work.")] = 1,
) -> None:
    """Cut each line into tokens, with a space between them; lines keep their order.

    A space inside a token is written as an underscore unless --offsets or --jsonl is given. Offsets count code
    points from the beginning of the line.

    \b
    Examples:
      bialign tokenize --scheme moses --language en news.en > news.tok.en
      bialign tokenize --scheme morpheme --tags --workers 2 news.ko
      bialign tokenize --scheme 13a --jsonl --offsets < news.en
      bialign tokenize --scheme subword --model joint.model news.ko
      bialign tokenize --scheme moses --detokenize < news.tok.en
    """
    from bialign.errors import ConfigurationError

    if jsonl and tags:
        raise ConfigurationError("--tags goes with plain text; --jsonl --offsets has the tags anyway.")
    if escape and (jsonl or offsets or tags):
        raise ConfigurationError("--escape goes with plain words: drop --jsonl, --offsets and --tags.")
    if detokenize and (jsonl or offsets or tags or escape):
        raise ConfigurationError("--detokenize writes running text: drop --jsonl, --offsets, --tags and --escape.")
    if scheme == "moses" and language is None:
        language = "en"
    options: dict[str, Any] = {}
    if model is not None:
        options["model"] = model
    elif scheme == "subword":
        raise ConfigurationError("The subword scheme needs a model: --model FILE.")
    if aggressive_hyphens:
        options["aggressive_hyphens"] = True
    if escape and scheme.rpartition("-")[2] != "moses":
        raise ConfigurationError("--escape goes with the scheme moses.")
    tokenizer = partial(_load, scheme, language, tuple(options.items()))
    if workers == 1:
        tokenizer()  # a wrong name or option ends here, before any line is read
    if detokenize:
        write = _write_text
    elif jsonl:
        write = _write_objects if offsets else _write_arrays
    elif offsets:
        write = _write_columns
    elif tags:
        write = _write_tagged
    else:
        write = partial(_write_words, escape=escape)
    function = partial(_apply, tokenizer, write)
    process_lines(function, input_lines(files or [], encoding), workers=workers, label="lines tokenized")


@cache
def _load(scheme: str, language: str | None, options: tuple[tuple[str, Any], ...]) -> Tokenizer:
    """Build the tokenizer once in each process."""
    from bialign.tokenizers import get_tokenizer

    return get_tokenizer(scheme, language=language, **dict(options))


def _apply(tokenizer: Any, write: Any, lines: list[str]) -> list[str]:
    built = tokenizer()
    return [write(built, line) for line in lines]


def _write_words(tokenizer: Any, line: str, *, escape: bool) -> str:
    words = tokenizer.words(line, escape=True) if escape else tokenizer.words(line)
    return " ".join([word.replace(" ", "_") for word in words])


def _write_tagged(tokenizer: Tokenizer, line: str) -> str:
    return " ".join(
        [
            f"{token.text}/{token.tag}".replace(" ", "_") if token.tag else token.text.replace(" ", "_")
            for token in tokenizer.tokenize(line)
        ]
    )


def _write_columns(tokenizer: Tokenizer, line: str) -> str:
    rows = [
        "\t".join(
            (token.text.replace("\t", " "), str(token.start), str(token.end), token.tag or "", token.lemma or "")
        )
        for token in tokenizer.tokenize(line)
    ]
    return "".join([f"{row}\n" for row in rows])


def _write_arrays(tokenizer: Tokenizer, line: str) -> str:
    return json.dumps({"text": line, "tokens": tokenizer.words(line)}, ensure_ascii=False)


def _write_objects(tokenizer: Tokenizer, line: str) -> str:
    tokens = [_as_object(token) for token in tokenizer.tokenize(line)]
    return json.dumps({"text": line, "tokens": tokens}, ensure_ascii=False)


def _as_object(token: Token) -> dict[str, str | int]:
    return {key: value for key, value in token._asdict().items() if value is not None}


def _write_text(tokenizer: Any, line: str) -> str:
    from bialign.errors import ConfigurationError

    if tokenizer.name == "subword":
        return str(tokenizer.decode(line.split(" ")))
    if tokenizer.name.endswith("-moses"):
        return str(tokenizer.detokenize(line.split(" ")))
    raise ConfigurationError(f"The words of {tokenizer.name} alone do not lead back to text: moses and subword do.")
