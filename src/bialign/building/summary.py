"""A build's report for people, as text of a terminal's width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from bialign.counting import counted

if TYPE_CHECKING:
    from collections import Counter

    from rich.console import RenderableType

    from bialign.building.dry_run import Trial
    from bialign.building.report import BuildReport

_LONGEST = 160


def show(summary: RenderableType, console: Console | None = None) -> None:
    """Print a summary on standard output."""
    (console or Console(highlight=False)).print(summary)


def build_summary(report: BuildReport) -> RenderableType:
    """Return what was read, aligned, failed, kept and dropped."""
    statistics = report.statistics
    lines = [] if report.done is not None else [_nothing_done(report)]
    lines.append(f"{counted(statistics.articles, 'article pair')} read, {statistics.aligned:,} aligned.")
    if statistics.failed:
        lines.append(f"Failed: {_listed(statistics.failed)}; see {report.output}/failures.jsonl.")
    if report.repeated_ids:
        lines.append(f"{counted(report.repeated_ids, 'article pair')} with the id of an earlier one.")
    if report.seconds and report.done:
        rate = f"{report.done / report.seconds:,.1f} article pairs per second"
        lines.append(f"{report.done:,} aligned in this run in {report.seconds:,.1f} s: {rate}.")
    lines.append(f"Beads by type: {_listed(statistics.bead_types)}.")
    lines.append(f"Beads by kind: {_listed(statistics.bead_kinds)}.")
    if statistics.masked:
        lines.append(f"Masked: {_listed(statistics.masked)}.")
    last = [f"Kept: {statistics.kept:,} of {counted(statistics.units, 'pair')}, in {', '.join(report.files)}."]
    for name, counts in report.losses.items():
        if counts:
            lost = ", ".join(f"{what} ({count:,})" for what, count in counts.items())
            last.append(f"Not carried over to {name}: {lost}.")
    return Group(Text("\n".join(lines)), _filter_table(report), Text("\n".join(last)))


def _nothing_done(report: BuildReport) -> str:
    changed = f", but {' and '.join(report.changed)} changed since" if report.changed else ""
    return f"This corpus was complete already{changed}: nothing was done, the option --restart builds it anew."


def _filter_table(report: BuildReport) -> Table:
    table = Table("Filter", "Drops a pair that", box=None, pad_edge=False)
    table.add_column("Dropped", justify="right")
    table.add_column("Found alone", justify="right")
    for counts in report.filters():
        table.add_row(counts.name, counts.drops, f"{counts.dropped:,}", f"{counts.found:,}")
    return table


def dry_run_summary(trial: Trial) -> RenderableType:
    """Return what each filter would drop of a sample, with examples."""
    statistics = trial.report.statistics
    heading = (
        f"Of {counted(statistics.units, 'pair')} in the first {counted(statistics.articles, 'article pair')}, "
        f"{statistics.kept:,} stay."
    )
    parts: list[RenderableType] = [Text(heading), _filter_table(trial.report)]
    for name, units in trial.examples.items():
        parts.append(Text(f"\n{name}", style="bold"))
        for unit in units:
            score = "" if unit.score is None else f" {unit.score:.2f}"
            parts.append(Text(f"  {unit.id} ({unit.kind.value}{score})"))
            parts.append(Text(f"    {unit.source_language}: {_shortened(unit.source)}"))
            parts.append(Text(f"    {unit.target_language}: {_shortened(unit.target)}"))
    parts.append(Text("\nNothing was written."))
    return Group(*parts)


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.most_common()) or "none"


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
