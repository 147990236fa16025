"""`bialign pair`: which article translates which."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast
from zipfile import BadZipFile

import typer

from bialign.cli.languages import DEFAULT_LANGUAGES, GivenLanguages, parse_languages
from bialign.cli.outputs import check_outputs, closing_allowed, tell_of_passed_over
from bialign.counting import counted
from bialign.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bialign.building.pairing.collection import Vectors
    from bialign.building.pairing.files import Entry, ReadCollection
    from bialign.building.pairing.pairing import Pairing


def run(
    source: Annotated[
        str, typer.Argument(help="Folder of articles, or a table with a text or path a row.", show_default=False)
    ],
    target: Annotated[str, typer.Argument(help="The same of the other language.", show_default=False)],
    *,
    output: Annotated[Path, typer.Option("--output", "-o", help="Manifest of pairs, for build.")] = Path(
        "pairs.jsonl"
    ),
    unmatched: Annotated[
        Path | None,
        typer.Option(
            "--unmatched",
            help="List of articles without a translation; beside the pairs if not given.",
            show_default=False,
        ),
    ] = None,
    languages: GivenLanguages = None,
    window: Annotated[
        float, typer.Option("--window", min=0, help="Days that may lie between an article and its translation.")
    ] = 3,
    least: Annotated[
        float, typer.Option("--least", min=0, max=1, help="Probability that a pair must exceed, neither 0 nor 1.")
    ] = 0.5,
    source_vectors: Annotated[
        Path | None,
        typer.Option(
            "--source-vectors", help="Vectors of the source articles (.npy), a row each.", show_default=False
        ),
    ] = None,
    target_vectors: Annotated[
        Path | None,
        typer.Option("--target-vectors", help="Vectors of the target articles (.npy).", show_default=False),
    ] = None,
    threads: Annotated[
        int | None,
        typer.Option("--threads", min=1, help="Of the encoder; one a core if not given.", show_default=False),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option("--encoding", help="Of text files and of tables that are not UTF-8.", show_default=False),
    ] = None,
) -> None:
    """Find which articles of two collections translate each other.

    The pairs are a manifest that build reads, each with its probability. Articles without a translation are listed in
    a file beside it, with the most probable candidate. Articles that say when they appeared are compared with those
    of a few days before and after. With vectors given, texts are not read: days are those that tables and file names
    tell, and pairs are judged by vectors alone.

    \b
    Examples:
      bialign pair ko en -o pairs.jsonl && bialign build pairs.jsonl -o corpus
      bialign pair ko.parquet en.parquet -o pairs.jsonl --window 1 --least 0.9
      bialign pair ko en --source-vectors ko.npy --target-vectors en.npy
    """
    from bialign.building.pairing.files import list_collection, write_pairs, write_unmatched
    from bialign.building.pairing.pairing import check_least

    rest = unmatched or output.with_name(f"{output.stem}.unmatched.jsonl")
    vector_files = [path for path in (source_vectors, target_vectors) if path is not None]
    _check_outputs([source, target, *vector_files], [output, rest])
    check_least(least)
    if source_vectors is not None or target_vectors is not None:
        _check_vector_options(source_vectors, target_vectors, {"--threads": threads})
    tags = parse_languages(languages, DEFAULT_LANGUAGES)
    listed = [
        list_collection(place, tag, encoding=encoding) for place, tag in zip((source, target), tags, strict=True)
    ]
    check_outputs([entry.side.path for entries in listed for entry in entries if entry.side.path], [output, rest])
    if source_vectors is not None and target_vectors is not None:
        sides, pairing = _pair_by_vectors(listed, tags, (source_vectors, target_vectors), window=window, least=least)
    else:
        _check_languages(listed, tags, where=f"{source} and {target}", encoding=encoding)
        sides, pairing = _pair_by_texts(listed, tags, encoding, threads, window=window, least=least)
    write_pairs(pairing, sides[0].entries, sides[1].entries, output)
    write_unmatched(pairing, sides[0], sides[1], rest)
    with closing_allowed():
        typer.echo(
            f"{counted(len(pairing.matches), 'pair')} in {output}. Without a translation: "
            f"{len(pairing.source_unmatched):,} of the source, {len(pairing.target_unmatched):,} of the target; "
            f"unreadable: {sum(len(side.problems) for side in sides):,}; see {rest}."
        )
    tell_of_passed_over([source, target])


def _pair_by_vectors(
    listed: Sequence[Sequence[Entry]], tags: tuple[str, str], files: tuple[Path, Path], *, window: float, least: float
) -> tuple[list[ReadCollection], Pairing]:
    """Pair articles, which are not read, by vectors in files; return the collections as listed, and the pairs."""
    from bialign.building.pairing.collection import days_of
    from bialign.building.pairing.files import ReadCollection, entry_date
    from bialign.building.pairing.pairing import pair_vectors

    source, target = (_load(file, len(entries)) for file, entries in zip(files, listed, strict=True))
    source_days, target_days = (
        days_of([entry_date(entry, language) for entry in entries])
        for entries, language in zip(listed, tags, strict=True)
    )
    pairing = pair_vectors(
        source, target, source_days=source_days, target_days=target_days, window=window, least=least
    )
    return [ReadCollection([], list(entries), []) for entries in listed], pairing


def _pair_by_texts(
    listed: Sequence[Sequence[Entry]],
    tags: tuple[str, str],
    encoding: str | None,
    threads: int | None,
    *,
    window: float,
    least: float,
) -> tuple[list[ReadCollection], Pairing]:
    """Read articles and pair them, telling how it goes on; return what was read, and the pairs."""
    from bialign.building.pairing.files import read_collection
    from bialign.building.pairing.pairing import pair_articles
    from bialign.building.progress import observing
    from bialign.encoders.use import UniversalSentenceEncoder

    with observing() as observer:
        sides = []
        for entries, language in zip(listed, tags, strict=True):
            observer.begin(f"Reading {language}", len(entries), 0)
            sides.append(
                read_collection(entries, language, encoding=encoding, advance=lambda: observer.advance(1, 0))
            )
        observer.begin("Pairing", sum(len(side.articles) for side in sides), 0)
        pairing = pair_articles(
            sides[0].articles,
            sides[1].articles,
            encoder=UniversalSentenceEncoder(threads=threads),
            window=window,
            least=least,
            advance=lambda count: observer.advance(count, 0),
        )
    return sides, pairing


def _check_languages(
    listed: Sequence[Sequence[Entry]], tags: tuple[str, str], *, where: str, encoding: str | None
) -> None:
    """Raise ConfigurationError if the first texts are plainly not in the languages that are given."""
    from bialign.building.languages import check_languages

    sides = [[entry.side for entry in entries] for entries in listed]
    check_languages((sides[0], sides[1]), tags, where=where, encoding=encoding)


def _check_outputs(inputs: Sequence[str | Path], outputs: list[Path]) -> None:
    """Raise ConfigurationError if a file would overwrite another, lacks a folder, or has a name that misleads."""
    from bialign.building.tables import is_compressed, table_format

    for path in outputs:
        if is_compressed(path.name) or table_format(path.name) not in ("", "jsonl"):
            raise ConfigurationError(f"{path} will hold lines of JSON: give it a name in .jsonl.")
    check_outputs(inputs, outputs)
    if outputs[0].absolute() == outputs[1].absolute():
        raise ConfigurationError(f"Pairs and lone articles need files of their own, not both {outputs[0]}.")


def _check_vector_options(
    source_vectors: Path | None, target_vectors: Path | None, of_texts: Mapping[str, object]
) -> None:
    """Raise ConfigurationError if one side has no vectors, or an option says how to encode texts."""
    if source_vectors is None or target_vectors is None:
        raise ConfigurationError("Give the vectors of both sides, or of none.")
    for name, value in of_texts.items():
        if value is not None:
            raise ConfigurationError(f"With vectors given, no text is encoded: drop {name}, or the vectors.")


def _load(path: Path, rows: int) -> Vectors:
    import numpy as np

    try:
        vectors = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError, BadZipFile) as error:
        raise ConfigurationError(f"{path} is no file of vectors (.npy): {error}.") from None
    if not isinstance(vectors, np.ndarray) or vectors.dtype.kind not in "fiu":
        raise ConfigurationError(f"{path} is no file of vectors (.npy): it holds no single array of numbers.")
    if not np.isfinite(vectors).all():
        raise ConfigurationError(f"{path} holds vectors with NaN or infinity.")
    if vectors.ndim != 2 or len(vectors) != rows:
        raise ConfigurationError(
            f"{path} holds vectors of shape {vectors.shape}, expected a row for each of {rows} articles."
        )
    return cast("Vectors", vectors)
