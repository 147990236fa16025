"""`bialign info`: what a corpus holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bialign.cli.corpus_options import (
    AtBrokenItems,
    FormatName,
    OnError,
    ReadOptions,
    end_unread,
    named_values,
    show_problems,
)

if TYPE_CHECKING:
    from collections import Counter

    from bialign.formats.statistics import CorpusStatistics, Side

# Lengths are shown in this many bands of doubling width, beginning with 1 to 10 code points.
_FIRST_BAND = 10
_BAR = 30


def run(
    corpus: Annotated[
        str, typer.Argument(metavar="FILE", help="The corpus, or - for standard input.", show_default=False)
    ],
    *,
    format_name: FormatName = None,
    on_error: AtBrokenItems = OnError.STOP,
    read_option: ReadOptions = None,
) -> None:
    """Show what a corpus holds: units, sides, languages, bead types, kinds, scores, and lengths as a histogram.

    \b
    Examples:
      bialign info corpus.tmx
      bialign info corpus.jsonl.zst --on-error skip
      bialign info news.ko-en
    """
    from bialign.formats import read
    from bialign.formats.statistics import corpus_statistics

    with read(corpus, format=format_name, on_error=on_error.value, **named_values(read_option)) as reader:
        statistics = corpus_statistics(reader)
    typer.echo(f"{corpus}: {reader.format.title}")
    for line in summary_lines(statistics):
        typer.echo(line)
    if reader.losses:
        lost = ", ".join(f"{name} ({count:,})" for name, count in sorted(reader.losses.items()))
        typer.echo(f"Not read: {lost}.", err=True)
    show_problems(reader.skipped, reader.skipped_count)
    end_unread([reader.ended])


def summary_lines(statistics: CorpusStatistics) -> list[str]:
    """Return what a corpus holds in lines for people."""
    lines = [f"beads or units  {statistics.beads:>12,}"]
    if statistics.alignments:
        lines.append(f"alignments      {statistics.alignments:>12,}")
    elif statistics.articles:
        lines.append(f"articles        {statistics.articles:>12,}")
    lines += _side_lines("source", statistics.source) + _side_lines("target", statistics.target)
    if statistics.mean_score is not None:
        lines.append(f"scored          {statistics.scored:>12,}  mean score {statistics.mean_score:.3f}")
    lines += _counts("languages", {"-".join(pair): count for pair, count in statistics.languages.items()})
    lines += _counts("bead types", statistics.types)
    lines += _counts("kinds", statistics.kinds)
    lines += _histogram(statistics.source.lengths, statistics.target.lengths)
    return lines


def _side_lines(name: str, side: Side) -> list[str]:
    beads = side.lengths.total()
    mean = f"  {side.characters / beads:.1f} a bead" if beads else ""
    return [
        f"{name} fragments{side.fragments:>13,}",
        f"{name} characters{side.characters:>12,}{mean}",
    ]


def _counts(title: str, counts: dict[str, int] | Counter[str]) -> list[str]:
    total = sum(counts.values())
    if not total:
        return []
    ordered = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return ["", title, *(f"  {name:<14}{count:>12,}  {100 * count / total:5.1f} %" for name, count in ordered)]


def _histogram(source: Counter[int], target: Counter[int]) -> list[str]:
    """Draw how long both sides of beads are, in bands of doubling width."""
    from bialign.formats.statistics import LONGEST

    bands: list[tuple[int, int]] = []
    start, end = 0, _FIRST_BAND
    while start <= LONGEST:
        bands.append((start, min(end, LONGEST)))
        start, end = min(end, LONGEST) + 1, end * 2
    counts = [
        tuple(sum(count for length, count in side.items() if low <= length <= high) for side in (source, target))
        for low, high in bands
    ]
    most = max((max(pair) for pair in counts), default=0)
    if not most:
        return []
    lines = ["", "characters a bead    source / target"]
    for (low, high), pair in zip(bands, counts, strict=True):
        name = f"{low}-{high}" if high < LONGEST else f"{low} and more"
        bars = ["█" * round(_BAR * count / most) or ("▏" if count else "") for count in pair]
        lines.append(f"  {name:<14}{pair[0]:>10,} {bars[0]}".rstrip())
        lines.append(f"  {'':<14}{pair[1]:>10,} {bars[1].replace('█', '░')}".rstrip())
    return lines
