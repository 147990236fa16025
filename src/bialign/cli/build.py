"""`bialign build`: from article pairs to a parallel corpus."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bialign.cli.languages import GivenLanguages, parse_languages
from bialign.counting import counted
from bialign.errors import ConfigurationError

if TYPE_CHECKING:
    from bialign.building.options import BuildOptions


class EngineName(StrEnum):
    """What does the work."""

    LOCAL = "local"
    RAY = "ray"
    SLURM = "slurm"


def run(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT...",
            help="A folder that holds the folders ko and en, or tables (.csv, .tsv, .jsonl, .parquet), or a folder "
            "of tables; or two folders, or two files with a sentence a line. URIs such as s3://... too. Columns of a "
            "table are found by names such as ko and en, or source_path and target_path.",
            show_default=False,
        ),
    ] = None,
    *,
    output: Annotated[
        str | None, typer.Option("--output", "-o", help="Folder for the corpus.", show_default=False)
    ] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format", "-f", help="Format of the corpus; may be repeated.  [default: jsonl]", show_default=False
        ),
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option("--config", "-c", help="TOML file with all options, see `bialign init`.", show_default=False),
    ] = None,
    languages: GivenLanguages = None,
    source_column: Annotated[
        str | None,
        typer.Option(
            "--source-column",
            help="A table's column of source texts; of paths, if its name ends in path or file.",
            show_default=False,
        ),
    ] = None,
    target_column: Annotated[
        str | None,
        typer.Option("--target-column", help="A table's column of target texts, likewise.", show_default=False),
    ] = None,
    lines: Annotated[
        bool | None,
        typer.Option("--lines", help="Every line is a sentence, nothing is furniture.", show_default=False),
    ] = None,
    crossing: Annotated[
        bool | None,
        typer.Option("--crossing", help="Also pair sentences that an editor moved.", show_default=False),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option("--encoding", help="Of text files and of tables that are not UTF-8.", show_default=False),
    ] = None,
    filters: Annotated[
        list[str] | None,
        typer.Option(
            "--filter",
            metavar="NAME=THRESHOLD",
            help="Change a filter, or switch it off (score=off); may be repeated.",
            show_default=False,
        ),
    ] = None,
    mask_personal_data: Annotated[
        bool | None,
        typer.Option(
            "--mask-personal-data",
            help="Replace e-mail addresses, telephone and resident registration numbers.",
            show_default=False,
        ),
    ] = None,
    alignments: Annotated[
        bool | None, typer.Option("--alignments", help="Also write whole alignments, unfiltered.", show_default=False)
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option("--limit", "-n", min=1, help="Read only the first article pairs.", show_default=False),
    ] = None,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", help="Show what each filter would drop of the first 200 (or --limit) article pairs."
        ),
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option("--workers", "-w", min=1, help="Worker processes; one a core if not given.", show_default=False),
    ] = None,
    time_limit: Annotated[
        float | None,
        typer.Option(
            "--time-limit", help="Seconds that an article pair may take.  [default: 120]", show_default=False
        ),
    ] = None,
    engine: Annotated[
        EngineName | None,
        typer.Option(
            "--engine", help="Where the work is done; slurm prints commands.  [default: local]", show_default=False
        ),
    ] = None,
    ray_address: Annotated[
        str | None,
        typer.Option("--ray-address", help="The Ray cluster; starts one here if not given.", show_default=False),
    ] = None,
    shard: Annotated[
        str | None,
        typer.Option(
            "--shard", metavar="I/N", help="Do the I-th of N equal parts of the shards alone.", show_default=False
        ),
    ] = None,
    restart: Annotated[
        bool, typer.Option("--restart", help="Remove what earlier runs wrote in the folder, and begin anew.")
    ] = False,
) -> None:
    """Build a parallel corpus from many article pairs.

    Articles are read, aligned, filtered and written; report.json says what happened, failures.jsonl lists the
    article pairs that could not be read or aligned. A run that was interrupted, in whatever way, goes on where it
    stopped when the same command is given again.

    \b
    Examples:
      bialign build articles -o corpus --format tmx --format parquet
      bialign build pairs.jsonl -o corpus --dry-run
      bialign build news.parquet -o corpus --filter score=0.8 --filter near-duplicate=off
      bialign build book.ko.txt book.en.txt -o corpus --format moses
      bialign build --config corpus.toml --workers 8
    """
    tags = parse_languages(languages, (None, None))
    given: dict[str, Any] = {
        "input": tuple(paths) if paths else None,
        "output": output,
        "formats": tuple(formats) if formats else None,
        "source_language": tags[0],
        "target_language": tags[1],
        "source_column": source_column,
        "target_column": target_column,
        "lines": lines,
        "crossing": crossing,
        "encoding": encoding,
        "mask_personal_data": mask_personal_data,
        "alignments": alignments,
        "limit": limit,
        "workers": workers,
        "time_limit": time_limit,
        "engine": engine.value if engine else None,
        "ray_address": ray_address,
        "shard": _shard(shard),
        "restart": restart or None,
    }
    options = _options(
        config, {name: value for name, value in given.items() if value is not None}, filters, dry_run=dry_run
    )
    if dry_run:
        from bialign.building.dry_run import try_filters
        from bialign.building.progress import observing
        from bialign.building.summary import dry_run_summary, show

        with observing() as observer:
            trial = try_filters(options, observer=observer)
        show(dry_run_summary(trial))
        _tell_of_passed_over(options)
        return
    _build(options)


def _shard(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    number, _, count = text.partition("/")
    if not (number.isdigit() and count.isdigit()):
        raise ConfigurationError(f"A shard is written i/n, such as 3/100, not {text!r}.")
    return int(number), int(count)


def _options(config: Path | None, given: dict[str, Any], filters: list[str] | None, *, dry_run: bool) -> BuildOptions:
    from bialign.building.options import BuildOptions, load_options

    thresholds = {}
    for text in filters or ():
        name, equals, value = text.partition("=")
        if not equals:
            raise ConfigurationError(
                f"A filter is written NAME=THRESHOLD, such as score=0.8 or copy=off, not {text!r}."
            )
        thresholds[name.strip()] = value.strip()
    if dry_run:
        given.setdefault("output", "dry-run")
    if config is not None:
        return load_options(config, filters=thresholds, **given)
    if "input" not in given:
        raise ConfigurationError("Name what to build from, or a --config: see bialign build --help.")
    if "output" not in given:
        raise ConfigurationError("Name the folder for the corpus: --output.")
    return BuildOptions(**given, filters=thresholds)


def _tell_of_passed_over(options: BuildOptions) -> None:
    from bialign.building.inputs import recognise_input
    from bialign.cli.outputs import tell_of_passed_over

    source = recognise_input(options)
    if source.form == "folders":
        tell_of_passed_over(source.locations)
    else:
        tell_of_passed_over(options.input, tables=True)


def _build(options: BuildOptions) -> None:
    from bialign.building.build import build_corpus, build_shards, plan_corpus, slurm_command
    from bialign.building.progress import observing
    from bialign.building.summary import build_summary, show
    from bialign.cli.outputs import closing_allowed

    try:
        if options.shard is not None:
            with observing() as observer:
                count = build_shards(options, observer=observer)
            part = f"part {options.shard[0]} of {options.shard[1]}"
            with closing_allowed():
                typer.echo(
                    f"Finished {counted(count, 'shard')}, {part}." if count else f"There is nothing to do for {part}."
                )
        elif options.engine == "slurm":
            typer.echo(slurm_command(sys.argv[1:], options.output, plan_corpus(options).shards))
        else:
            with observing() as observer:
                report = build_corpus(options, observer=observer)
            with closing_allowed():
                show(build_summary(report))
            if report.done is not None:
                _tell_of_passed_over(options)
    except KeyboardInterrupt:
        typer.echo("bialign: Interrupted. Everything finished is kept: the same command goes on from here.", err=True)
        raise typer.Exit(130) from None
