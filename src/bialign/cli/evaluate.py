"""`bialign evaluate`: measure alignments against gold."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bialign.cli.corpora import is_found_gold_corpus, is_gold_corpus, read_alignments, read_gold_corpus
from bialign.cli.corpus_options import ReadOptions, named_values
from bialign.errors import ConfigurationError, FormatError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bialign.beads import Alignment
    from bialign.evaluation import ConfidenceInterval, Evaluation, Table


class Output(StrEnum):
    """How the figures are written."""

    TABLE = "table"
    MARKDOWN = "markdown"
    LATEX = "latex"
    JSON = "json"


def run(
    gold: Annotated[
        str,
        typer.Argument(
            help=(
                "Gold alignments in any readable format, a gold corpus (newsroom), or the folder of one; or a folder "
                "with a file for each article."
            ),
            show_default=False,
        ),
    ],
    predictions: Annotated[
        list[str],
        typer.Argument(
            metavar="PRED...",
            help=(
                "Predicted alignments, a file for each system; or a folder with a file for each article, or that of "
                "another annotator's gold corpus."
            ),
            show_default=False,
        ),
    ],
    *,
    split: Annotated[
        str | None, typer.Option("--split", help="Part of a gold corpus: train, dev or test.", show_default=False)
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", "-k", help="Count beads of this kind alone: body.", show_default=False)
    ] = None,
    gold_format: Annotated[
        str | None, typer.Option("--gold-format", help="Told by the file if not given.", show_default=False)
    ] = None,
    prediction_format: Annotated[
        str | None,
        typer.Option(
            "--format", "-f", help="Of the predictions; told by the files if not given.", show_default=False
        ),
    ] = None,
    read_option: ReadOptions = None,
    gold_read_option: Annotated[
        list[str] | None,
        typer.Option(
            "--gold-read-option", metavar="NAME=VALUE", help="An option of the gold's format.", show_default=False
        ),
    ] = None,
    require: Annotated[
        list[str] | None,
        typer.Option(
            "--require", metavar="FIGURE=FLOOR", help="Exit with 1 if a figure is below a floor.", show_default=False
        ),
    ] = None,
    output: Annotated[Output, typer.Option("--as", help="How to write the figures.")] = Output.TABLE,
    plot: Annotated[
        Path | None,
        typer.Option("--plot", help="Draw F1 by bead type and reliability (.png, .svg, .pdf).", show_default=False),
    ] = None,
    trials: Annotated[
        int, typer.Option("--trials", min=1, help="Resamplings of the intervals and the significance test.")
    ] = 10_000,
    seed: Annotated[int, typer.Option("--seed", help="Seed of the resamplings.")] = 0,
) -> None:
    """Measure alignments against gold: strict and lax precision, recall and F1 as in Vecalign, links, deletions.

    Several systems are set side by side; a star behind strict F1 marks a significant difference from the first
    (approximate randomisation over articles). The 95% intervals of strict F1 come from a bootstrap over articles.

    \b
    Examples:
      bialign evaluate gold.jsonl mine.jsonl
      bialign evaluate newsroom --split test mine.jsonl theirs.jsonl --kind body
      bialign evaluate gold.jsonl vecalign/ hunalign/
      bialign evaluate gold.jsonl mine.jsonl --require strict_f1=0.95 --require headline.strict_f1=1
      bialign evaluate gold.jsonl mine.jsonl --as latex > table.tex
      bialign evaluate gold.jsonl mine.jsonl theirs.jsonl --plot figures.png
    """
    from bialign.evaluation import evaluate

    floors = [_parse_floor(text) for text in require or []]
    options = named_values(read_option)
    truth = _read_gold(gold, split, gold_format, named_values(gold_read_option))
    names = _name_systems(predictions)
    evaluations = {
        name: evaluate(truth, _read_predicted(path, split, prediction_format, options), kind=kind)
        for name, path in zip(names, predictions, strict=True)
    }
    _write(evaluations, output, trials, seed)
    if plot is not None:
        from bialign.evaluation.plots import plot as draw

        draw(evaluations, plot)
    if _report_failures(evaluations, floors):
        raise typer.Exit(1)


def _parse_floor(text: str) -> tuple[str, float]:
    from bialign.evaluation.scores import Scores
    from bialign.evaluation.scoring import check_group

    figure, _, number = (part.strip() for part in text.partition("="))
    try:
        floor = float(number)
    except ValueError:
        floor = -1.0
    if not 0.0 <= floor <= 1.0:
        raise ConfigurationError(
            f"A requirement is a figure and a floor between 0 and 1, strict_f1=0.95, not {text!r}."
        )
    # Whether a bead type or fragment kind has figures is known when all is counted.
    group, _, name = figure.rpartition(".")
    known = [*Scores().metrics()]
    if group:
        check_group(group)
    else:
        known += [*(f"macro_{name}" for name in known), "exact_articles"]
    if name not in known:
        raise _no_figure(name, known)
    return figure, floor


def _no_figure(figure: str, known: Iterable[str]) -> ConfigurationError:
    import difflib

    near = difflib.get_close_matches(figure, known, n=3) or ["strict_f1", "lax_recall", "body.strict_f1"]
    return ConfigurationError(f"There is no figure {figure!r}; there are {', '.join(near)} and others.")


def _read_gold(gold: str, split: str | None, format_name: str | None, options: Mapping[str, Any]) -> list[Alignment]:
    from bialign.evaluation import load_corpus

    if is_gold_corpus(gold) and not _is_folder_of_files(gold):
        if options:
            raise ConfigurationError("--gold-read-option goes with a file; the gold is a gold corpus here.")
        return list(load_corpus(gold, split=split).gold)
    if split is not None:
        raise ConfigurationError("--split names a part of a gold corpus; the gold is a file here.")
    try:
        return list(_read_files(gold, format_name, options))
    except FormatError as error:
        # What other commands call -r is of the predictions here.
        problem = error.problem.replace("(-r ", "(--gold-read-option ")
        raise FormatError(problem, error.path, error.line, error.column) from None


def _is_folder_of_files(gold: str) -> bool:
    """Tell whether gold is a folder with a file for each article: a gold corpus has a table of splits."""
    folder = Path(gold)
    return folder.is_dir() and not is_found_gold_corpus(gold) and any(path.is_file() for path in folder.iterdir())


def _read_predicted(
    path: str, split: str | None, format_name: str | None, options: Mapping[str, Any]
) -> Iterable[Alignment]:
    """Return the alignments of one system, or what another annotator made of the same articles."""
    if is_found_gold_corpus(path):
        return read_gold_corpus(path, split=split)
    return _read_files(path, format_name, options)


def _read_files(path: str, format_name: str | None, options: Mapping[str, Any]) -> Iterator[Alignment]:
    from bialign.formats import read_folder

    if Path(path).is_dir():
        return read_folder(path, format=format_name, **options)
    return read_alignments(path, format_name, read_options=options)


def _name_systems(paths: Sequence[str]) -> list[str]:
    repeated = next((path for number, path in enumerate(paths) if path in paths[:number]), None)
    if repeated is not None:
        raise ConfigurationError(f"{repeated} is given twice: a system is compared with others, not with itself.")
    stems = [Path(path).name.partition(".")[0] or path for path in paths]
    return stems if len(set(stems)) == len(stems) else list(paths)


def _write(evaluations: Mapping[str, Evaluation], output: Output, trials: int, seed: int) -> None:
    import json
    import sys

    import attrs

    if output is Output.JSON:
        values = {name: evaluation.to_dict() for name, evaluation in evaluations.items()}
        results = {
            "systems": values,
            "intervals": {name: attrs.asdict(own) for name, own in _intervals(evaluations, trials, seed).items()},
            "comparisons": _compare(evaluations, trials, seed),
        }
        typer.echo(json.dumps(results, ensure_ascii=False, indent=2))
        return
    tables, notes = _tables(evaluations, trials, seed)
    if output is Output.TABLE:
        from rich.console import Console

        # Without a terminal there is no width to fit into.
        console = Console(width=None if sys.stdout.isatty() else 200)
        for table in tables:
            console.print(table)
            console.print()
    elif output is Output.MARKDOWN:
        typer.echo("\n".join(map(str, tables)), nl=False)
    else:
        typer.echo("\n".join(table.to_latex() for table in tables), nl=False)
    for note in notes:
        typer.echo(f"% {note}" if output is Output.LATEX else note)


def _tables(evaluations: Mapping[str, Evaluation], trials: int, seed: int) -> tuple[list[Table], list[str]]:
    """Return what is shown of the figures, and what is said below."""
    from bialign.evaluation import calibrate, evaluation_table, groups_table, systems_table

    notes = []
    intervals = _intervals(evaluations, trials, seed)
    drawn = f"{trials} trials, seed {seed}"
    if len(evaluations) == 1:
        evaluation = next(iter(evaluations.values()))
        tables = [evaluation_table(evaluation)]
        if evaluation.outcomes:
            notes.append(str(calibrate(evaluation.outcomes)))
    else:
        comparisons = _compare(evaluations, trials, seed)
        marks = {name: _mark(comparison["p_randomization"]) for name, comparison in comparisons.items()}
        tables = [systems_table(evaluations, marks), groups_table(evaluations)]
        if comparisons:
            notes.append(
                f"* p < 0.05, ** p < 0.01: strict F1 differs from that of {next(iter(evaluations))} "
                f"(approximate randomisation over articles, {drawn})."
            )
    if intervals:
        ends = ", ".join(_ends(name, own, alone=len(intervals) == 1) for name, own in intervals.items())
        notes.append(f"95% interval of strict F1: {ends} (bootstrap over articles, {drawn}).")
    return tables, notes


def _ends(name: str, interval: ConfidenceInterval, *, alone: bool) -> str:
    from bialign.evaluation.tables import format_figure

    ends = f"{format_figure(interval.low)} to {format_figure(interval.high)}"
    return ends if alone else f"{name} {ends}"


def _intervals(evaluations: Mapping[str, Evaluation], trials: int, seed: int) -> dict[str, ConfidenceInterval]:
    """Return the interval of every system's strict F1; with a single article there is nothing to resample."""
    from bialign.evaluation import confidence_interval

    return {
        name: confidence_interval(evaluation, trials=trials, seed=seed)
        for name, evaluation in evaluations.items()
        if len(evaluation.articles) > 1
    }


def _compare(evaluations: Mapping[str, Evaluation], trials: int, seed: int) -> dict[str, dict[str, float]]:
    """Compare every system with the first; with a single article there is nothing to resample."""
    import attrs

    from bialign.evaluation import compare

    first, *others = evaluations
    if len(evaluations[first].articles) < 2:
        return {}
    return {
        name: attrs.asdict(compare(evaluations[name], evaluations[first], trials=trials, seed=seed))
        for name in others
    }


def _mark(p: float) -> str:
    return "**" if p < 0.01 else "*" if p < 0.05 else ""


def _report_failures(evaluations: Mapping[str, Evaluation], floors: Sequence[tuple[str, float]]) -> bool:
    failed = False
    for name, evaluation in evaluations.items():
        figures = evaluation.metrics()
        for figure, floor in floors:
            if figure not in figures:
                raise _no_figure(figure, figures)
            if figures[figure] < floor:
                typer.echo(f"bialign: {name}: {figure} is {figures[figure]:.4f}, below {floor:g}.", err=True)
                failed = True
    return failed
