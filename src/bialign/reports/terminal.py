"""Alignments and corpora in a terminal: tables by Rich, and plain rows for a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import regex
from rich import box
from rich.table import Table
from rich.text import Text

from bialign.counting import counted
from bialign.documents import FragmentKind
from bialign.reports.summary import LOW, score_band
from bialign.text.normalization import compose_hangul

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console, ConsoleOptions, RenderResult

    from bialign.beads import Alignment, TranslationUnit
    from bialign.documents import Article, Fragment
    from bialign.reports.summary import BeadCounts, CorpusSummary

ROW_HEADER = ("type", "kind", "score", "source", "target")
"""The names of the columns of `unit_rows`."""

NOTHING = "—"
"""What stands where a bead has nothing on one side, and where there is no score."""

_LINE_BREAKS_AND_TABS = regex.compile(r"\s*[\t\n\v\f\r\x85\u2028\u2029]\s*")
# Escape sequences in scraped text must not reach a terminal; right-to-left overrides would turn the whole row.
_CONTROLS = regex.compile(r"[\p{Cc}\u202a-\u202e\u2066-\u2069]")

# In fewer cells, a table's columns of texts would be too narrow to be read.
_NARROWEST_TABLE = 60
_BARS = " ▁▂▃▄▅▆▇█"
_STYLES = {"high": "green", "middling": "cyan", "low": "yellow", "poor": "bold red", "none": "dim"}


@attrs.frozen
class PairTable:
    """Pairs of texts side by side; where a table would be too narrow, one below the other.

    Attributes:
        table: The pairs as a table.
        blocks: The same as lines: type, kind and score of a pair, its source, its target.
    """

    table: Table
    blocks: Sequence[Text]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the table, or the blocks in a narrow terminal."""
        if min(options.max_width, self.table.width or options.max_width) >= _NARROWEST_TABLE:
            yield self.table
        else:
            yield from self.blocks


def score_style(score: float | None) -> str:
    """Return the Rich style of a score, by its `score_band`."""
    return _STYLES[score_band(score)]


def printable(text: str) -> str:
    """Return a text as one line that is safe to print.

    Line breaks and tabs become a space, other control characters U+FFFD, and conjoining jamo are composed, so that
    widths are right in every terminal.
    """
    return _CONTROLS.sub("\ufffd", _LINE_BREAKS_AND_TABS.sub(" ", compose_hangul(text).view))


def unit_rows(units: Iterable[TranslationUnit]) -> Iterator[tuple[str, ...]]:
    """Yield a row of plain text for each translation unit.

    Args:
        units: The units.

    Yields:
        Bead type, fragment kind, score with four decimals, source text and target text (`ROW_HEADER`). No cell
        contains a tab or a line break. What is missing is empty.
    """
    for unit in units:
        score = "" if unit.score is None else f"{unit.score:.4f}"
        yield (_bead_type(unit), unit.kind.value, score, printable(unit.source), printable(unit.target))


def alignment_rows(alignment: Alignment) -> Iterator[tuple[str, ...]]:
    """Yield a row of plain text for each bead, in the alignment's order: those of `unit_rows`.

    A text's fragments are joined by spaces.
    """
    return unit_rows(alignment.units())


def alignment_tsv(alignment: Alignment, *, header: bool = True) -> str:
    """Return the rows of `alignment_rows` with tabs between cells and a line feed after each row."""
    return "".join(map(tab_separated, [*([ROW_HEADER] if header else ()), *alignment_rows(alignment)]))


def tab_separated(row: Sequence[object]) -> str:
    """Return a row as a line, with tabs between its cells."""
    return "\t".join(map(str, row)) + "\n"


def article_rows(article: Article) -> Iterator[tuple[object, ...]]:
    """Yield kind, start, end and printable text of each fragment of an article; offsets are in code points."""
    for fragment in article:
        yield (fragment.kind.value, fragment.start, fragment.end, printable(fragment.line))


def alignment_table(alignment: Alignment, *, width: int | None = None) -> PairTable:
    """Return an alignment as a table: source, target, bead type, fragment kind, score.

    Each fragment of a bead begins on a line of its own, long ones are folded. Rows of deletions are dim and have a
    dash on the empty side. The score's colour says in which band it is, see `score_style`. In less than 60 terminal
    cells, the target stands below the source.

    Args:
        alignment: The alignment.
        width: Width of the table in terminal cells, of which a Hangul syllable takes two; by default as wide as its
            texts ask for and the console has.
    """
    title = Text(printable(alignment.id), style="bold") if alignment.id else None
    table = Table(
        box=box.HORIZONTALS,
        show_lines=True,
        width=width,
        title=title,
        title_justify="left",
        caption=Text(_caption(alignment)),
        caption_justify="left",
        border_style="bright_black",
        header_style="bold",
        padding=(0, 1),
    )
    for language in (alignment.source_language, alignment.target_language):
        table.add_column(str(language) or "?", ratio=1 if width else None, overflow="fold", min_width=8)
    table.add_column("type", no_wrap=True)
    table.add_column("kind", no_wrap=True)
    table.add_column("score", no_wrap=True, justify="right")
    blocks = [title] if title else []
    for bead in alignment:
        texts = _side(alignment.source, bead.source), _side(alignment.target, bead.target)
        kind = Text(bead.kind.value, style="" if bead.kind is FragmentKind.BODY else "blue")
        about = Text(bead.type), kind, _score(bead.score)
        style = "dim" if bead.is_deletion else ""
        table.add_row(*texts, *about, style=style)
        blocks.append(_block(about, texts, style))
    return PairTable(table, [*blocks, Text(_caption(alignment))])


def unit_table(units: Iterable[TranslationUnit]) -> PairTable:
    """Return translation units as a table: bead type, fragment kind, score, source and target.

    In less than 60 terminal cells, the target stands below the source.
    """
    table = Table(box=box.HORIZONTALS, show_lines=True, border_style="bright_black", header_style="bold")
    for name in ("type", "kind", "score"):
        table.add_column(name, no_wrap=True)
    for name in ("source", "target"):
        table.add_column(name, ratio=1)
    blocks = []
    for unit in units:
        texts = Text(printable(unit.source)), Text(printable(unit.target))
        about = Text(_bead_type(unit)), Text(unit.kind.value), _score(unit.score)
        table.add_row(*about, *texts)
        blocks.append(_block(about, texts))
    return PairTable(table, blocks)


def article_table(article: Article) -> Table:
    """Return the fragments of an article as a table: kind, offsets, text."""
    table = Table(
        box=box.HORIZONTALS,
        title=Text(printable(article.id), style="bold") if article.id else None,
        title_justify="left",
        caption=Text(f"{article.language}, {counted(len(article), 'fragment')}"),
        caption_justify="left",
        border_style="bright_black",
        header_style="bold",
    )
    table.add_column("kind", no_wrap=True)
    table.add_column("start", justify="right", no_wrap=True)
    table.add_column("end", justify="right", no_wrap=True)
    table.add_column("text", overflow="fold")
    for fragment, (kind, start, end, text) in zip(article, article_rows(article), strict=True):
        shown = Text(str(kind), style="blue" if fragment.kind.is_furniture else "")
        style = "dim" if fragment.kind is FragmentKind.BOILERPLATE else None
        table.add_row(shown, str(start), str(end), Text(str(text)), style=style)
    return table


def summary_table(summary: CorpusSummary) -> Table:
    """Return what a corpus holds as a table: beads by fragment kind and by type, with their mean scores."""
    languages = ", ".join(f"{source}–{target}" for source, target in summary.languages)
    title = Text.assemble(
        (counted(summary.articles, "article"), "bold"),
        f"  {languages}  {summary.source_fragments:,} and {summary.target_fragments:,} fragments",
    )
    table = Table(
        box=box.HORIZONTALS, title=title, title_justify="left", border_style="bright_black", header_style="bold"
    )
    if summary.total.scored:
        table.caption = Text.assemble("scores 0 ", (_spark(summary.histogram), "cyan"), " 1")
        table.caption_justify = "left"
    table.add_column("beads", no_wrap=True)
    for name in ("count", "share", "one-sided", "mean score", f"below {LOW}"):
        table.add_column(name, justify="right", no_wrap=True)
    everything = summary.total.beads
    table.add_row(*_counts("all", summary.total, everything), style="bold", end_section=True)
    for kind, counts in summary.by_kind.items():
        table.add_row(*_counts(kind.value, counts, everything), end_section=kind is list(summary.by_kind)[-1])
    for bead_type, counts in summary.by_type.items():
        table.add_row(*_counts(bead_type, counts, everything))
    return table


def _bead_type(unit: TranslationUnit) -> str:
    return printable(unit.metadata.get("bead") or f"{int(bool(unit.source))}-{int(bool(unit.target))}")


def _caption(alignment: Alignment) -> str:
    one_sided = sum(bead.is_deletion for bead in alignment)
    return f"{counted(len(alignment), 'bead')}, {one_sided:,} of them one-sided"


def _side(fragments: Sequence[Fragment], indices: tuple[int, ...]) -> Text:
    return Text("\n".join(printable(fragments[index].line) for index in indices) if indices else NOTHING)


def _block(about: Iterable[Text], texts: Iterable[Text], style: str = "") -> Text:
    """Return a pair as lines, the first of them blank."""
    return Text("\n", style=style) + Text("\n").join([Text("  ").join(about), *texts])


def _score(score: float | None) -> Text:
    return Text(NOTHING if score is None else f"{score:.2f}", style=score_style(score))


def _counts(name: str, counts: BeadCounts, everything: int) -> tuple[Text, ...]:
    share = f"{counts.beads / everything:.1%}" if everything else NOTHING
    low = f"{counts.low:,}" if counts.scored else NOTHING
    cells = (name, f"{counts.beads:,}", share, f"{counts.deletions:,}")
    return (*map(Text, cells), _score(counts.mean_score), Text(low))


def _spark(histogram: Sequence[int]) -> str:
    highest = max(histogram)
    # Any bead at all shows as the lowest bar: rare low scores are what one looks for.
    return "".join(_BARS[max(1, round(8 * count / highest)) if count else 0] for count in histogram)
