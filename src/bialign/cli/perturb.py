"""`bialign perturb`: make alignment tests with gold from line-aligned text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from bialign.cli.corpora import is_found_gold_corpus, read_alignments, read_gold_corpus, refuse_file_options
from bialign.cli.corpus_options import ReadOptions, named_values
from bialign.cli.languages import DEFAULT_LANGUAGES, GivenLanguages, parse_languages
from bialign.cli.texts import PairEncoding, parse_encodings
from bialign.counting import counted
from bialign.errors import ConfigurationError, FormatError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bialign.beads import Alignment

_Case = tuple[str, list[tuple[str, str]], str, str]
# What stands in a corpus, or is said otherwise, in place of the options of text files.
_IN_CORPUS = {
    "--articles": "names its own",
    "--languages": "names its own",
    "--encoding": "takes --read-option encoding=cp949",
}


def run(
    files: Annotated[
        list[str],
        typer.Argument(
            help="A corpus in any readable format or a gold corpus, of which the body is taken, or two text files "
            "whose lines translate each other.",
            show_default=False,
        ),
    ],
    *,
    output: Annotated[
        str, typer.Option("--output", "-o", help="Where the gold alignments go; - for standard output, JSON Lines.")
    ] = "-",
    level: Annotated[str, typer.Option("--level", help="How much is changed: easy, medium or hard.")] = "medium",
    seed: Annotated[int, typer.Option("--seed", "-s", help="The same seed makes the same cases.")] = 0,
    joins: Annotated[
        float | None, typer.Option("--joins", help="Share of joins (1-2, 2-1, 1-3, 3-1).", show_default=False)
    ] = None,
    recuts: Annotated[
        float | None, typer.Option("--recuts", help="Share of re-cut pairs of lines (2-2).", show_default=False)
    ] = None,
    deletions: Annotated[
        float | None,
        typer.Option("--deletions", help="Share of deletions on either side (1-0, 0-1).", show_default=False),
    ] = None,
    blocks: Annotated[
        float | None, typer.Option("--blocks", help="Share of deleted blocks of 3 to 6 lines.", show_default=False)
    ] = None,
    swaps: Annotated[
        float | None, typer.Option("--swaps", help="Share of exchanged lines (crossing beads).", show_default=False)
    ] = None,
    articles: Annotated[
        str | None,
        typer.Option(
            "--articles", help="A text file that names, line by line, the article of each pair.", show_default=False
        ),
    ] = None,
    languages: GivenLanguages = None,
    encoding: PairEncoding = None,
    read_option: ReadOptions = None,
) -> None:
    """Make alignment tests with gold from line-aligned text: lines are joined, re-cut, deleted and exchanged.

    Each article becomes a case of its own. What was done is kept as gold, and is the same for the same seed
    everywhere.

    \b
    Examples:
      bialign perturb news.ko news.en --level hard --output gold.jsonl
      bialign perturb news.ko news.en --articles news.docid --seed 1 -o gold.jsonl
      bialign perturb corpus.tmx --joins 0.3 --deletions 0.1 -o gold.jsonl
    """
    from bialign.evaluation import perturb
    from bialign.formats import write

    if len(files) > 2:
        raise ConfigurationError(f"One corpus or two text files are needed, not {len(files)} files.")
    if len(files) == 2:
        if read_option:
            raise ConfigurationError("--read-option goes with a corpus: the encodings of text files are --encoding.")
        tags = parse_languages(languages, DEFAULT_LANGUAGES)
        cases = _read_lines((files[0], files[1]), articles, tags, parse_encodings(encoding))
    else:
        for option, value in (("--articles", articles), ("--languages", languages), ("--encoding", encoding)):
            if value is not None:
                raise ConfigurationError(f"{option} goes with two text files; a corpus {_IN_CORPUS[option]}.")
        cases = _read_corpus(files[0], named_values(read_option))

    def make() -> Iterator[Alignment]:
        for name, pairs, source, target in cases:
            yield perturb(
                pairs,
                seed=seed,
                level=level,
                joins=joins,
                recuts=recuts,
                deletions=deletions,
                blocks=blocks,
                swaps=swaps,
                source_language=source,
                target_language=target,
                id=name,
            )

    report = write(make(), output)
    if report.losses:
        typer.echo(str(report), err=True)


def _read_lines(
    paths: tuple[str, str],
    articles_path: str | None,
    languages: tuple[str, str],
    encodings: tuple[str | None, str | None],
) -> Iterator[_Case]:
    sides = [_lines(path, encoding) for path, encoding in zip(paths, encodings, strict=True)]
    names = [""] * len(sides[0]) if articles_path is None else _lines(articles_path, None)
    for path, lines in ((paths[1], sides[1]), (articles_path or "", names)):
        if len(lines) != len(sides[0]):
            raise FormatError(
                f"{paths[0]} has {counted(len(sides[0]), 'line')}, but this file has {len(lines)}.", path
            )
    for path, lines in zip(paths, sides, strict=True):
        if not any(line.strip() for line in lines):
            raise FormatError("There are no lines to make tests of.", path)
    articles: dict[str, list[tuple[str, str]]] = {}
    for name, source, target in zip(names, *sides, strict=True):
        articles.setdefault(name, []).append((source, target))
    for name, pairs in articles.items():
        yield name, pairs, *languages


def _lines(path: str, encoding: str | None) -> list[str]:
    from bialign.text.decoding import read_text
    from bialign.text.lines import split_lines

    return split_lines(read_text(path, encoding=encoding))


def _read_corpus(path: str, options: Mapping[str, Any]) -> Iterator[_Case]:
    """Yield the body of each article: headlines and bylines are no lines that a translator joins or cuts."""
    from bialign.documents import FragmentKind

    alignments: Iterable[Alignment]
    if is_found_gold_corpus(path):
        refuse_file_options(path, None, list(options))
        alignments = read_gold_corpus(path)
    else:
        alignments = read_alignments(path, read_options=options)
    found = False
    for alignment in alignments:
        found = True
        body = [bead for bead in alignment if bead.kind is FragmentKind.BODY]
        pairs = [(alignment.source_text(bead), alignment.target_text(bead)) for bead in body]
        yield alignment.id, pairs, alignment.source_language, alignment.target_language
    if not found:
        raise ConfigurationError(f"There are no alignments in {path} to make tests of.")
