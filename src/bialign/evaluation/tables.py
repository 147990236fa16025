"""Figures as tables: for the terminal, for Markdown and for LaTeX."""

from __future__ import annotations

import reprlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from bialign.counting import counted
from bialign.errors import ConfigurationError, InvariantError
from bialign.evaluation.calibration import calibrate
from bialign.evaluation.scores import Scores
from bialign.lists import list_of_texts, refuse_text, require_instance

if TYPE_CHECKING:
    from collections.abc import Iterable

    import rich.console

    from bialign.evaluation.counts import Counts
    from bialign.evaluation.scoring import Evaluation

_LATEX_ESCAPES = {character: f"\\{character}" for character in "&%$#_{}"} | {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def _cells(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(list_of_texts(values, what="cells"))


def _rows(values: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    refuse_text(values, what="rows")
    return tuple(map(_cells, values))


@attrs.frozen
class Table:
    """A table of text: the first column names the rows, the others hold figures.

    Attributes:
        title: What it shows.
        header: The columns' names.
        rows: The cells, as many in each row as in the header.
    """

    title: str
    header: tuple[str, ...] = attrs.field(converter=_cells)
    rows: tuple[tuple[str, ...], ...] = attrs.field(converter=_rows)

    def to_markdown(self) -> str:
        """Return a pipe table, padded so that it reads well as plain text; ends in a line feed."""
        cells = [[cell.replace("|", "\\|") for cell in row] for row in (self.header, *self.rows)]
        widths = [max(3, *(len(row[column]) for row in cells)) for column in range(len(self.header))]
        rule = [f"{'-' * widths[0]}", *(f"{'-' * (width - 1)}:" for width in widths[1:])]
        lines = [[row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])] for row in cells]
        return "".join(f"| {' | '.join(line)} |\n" for line in (lines[0], rule, *lines[1:]))

    def to_latex(self) -> str:
        """Return a LaTeX table for the booktabs package, with the title as its caption; ends in a line feed."""
        columns = "l" + "r" * (len(self.header) - 1)
        lines = [" & ".join(map(_escape_latex, row)) + r" \\" for row in (self.header, *self.rows)]
        return "\n".join(
            (
                r"\begin{table}",
                r"  \centering",
                f"  \\caption{{{_escape_latex(self.title)}}}",
                f"  \\begin{{tabular}}{{{columns}}}",
                r"    \toprule",
                f"    {lines[0]}",
                r"    \midrule",
                *(f"    {line}" for line in lines[1:]),
                r"    \bottomrule",
                r"  \end{tabular}",
                r"\end{table}",
                "",
            )
        )

    def __str__(self) -> str:
        return f"{self.title}\n\n{self.to_markdown()}"

    def __rich__(self) -> rich.console.Group:
        from rich import box  # noqa: PLC0415 - only a terminal needs it
        from rich.console import Group  # noqa: PLC0415 - as above
        from rich.table import Table as RichTable  # noqa: PLC0415 - as above
        from rich.text import Text  # noqa: PLC0415 - as above

        table = RichTable(box=box.SIMPLE_HEAD, show_edge=False, padding=0)
        for column, name in enumerate(self.header):
            # Broken at spaces, eleven columns of figures fit into a terminal of 80.
            table.add_column(Text(name.replace(" ", "\n")), justify="right" if column else "left", no_wrap=True)
        for row in self.rows:
            table.add_row(*map(Text, row))
        return Group(Text(self.title, style="bold"), table)


def _escape_latex(text: str) -> str:
    return "".join(_LATEX_ESCAPES.get(character, character) for character in text)


def format_figure(value: float) -> str:
    """Return a share as papers print it, in per cent with one decimal: 0.9537 is ``"95.4"``."""
    return f"{100 * value:.1f}"


# Column: the counts of `Scores` and the figure they give.
_FIGURES = {
    "strict P": ("strict", "precision"),
    "strict R": ("strict", "recall"),
    "strict F1": ("strict", "f1"),
    "lax P": ("lax", "precision"),
    "lax R": ("lax", "recall"),
    "lax F1": ("lax", "f1"),
    "link F1": ("links", "f1"),
    "deletion F1": ("deletions", "f1"),
}


def _figure(scores: Scores, column: str) -> str:
    """Return a figure as text, empty where there is nothing that it could be a share of."""
    field, figure = _FIGURES[column]
    counts: Counts = getattr(scores, field)
    defined = {"precision": counts.predicted, "recall": counts.gold, "f1": counts.gold}[figure]
    return format_figure(getattr(counts, figure)) if defined else ""


def _require_evaluation(value: object) -> None:
    # The class itself stands in a module that needs this one.
    if not hasattr(value, "by_kind"):
        raise InvariantError(f"Expected an evaluation, as evaluate returns it, not {reprlib.repr(value)}.")


def _check_evaluations(evaluations: Mapping[str, Evaluation]) -> None:
    require_instance(evaluations, Mapping, what="evaluations by the names of aligners", error=ConfigurationError)
    for evaluation in evaluations.values():
        _require_evaluation(evaluation)


def evaluation_table(evaluation: Evaluation) -> Table:
    """Return one aligner's figures: over all beads, averaged over articles, by fragment kind, by bead type.

    The column "gold" counts the gold beads that recall counts: outside the rows of deletion types, those with both
    sides. A figure is left empty where there is nothing to be found.

    Raises:
        InvariantError: If it is no evaluation.
    """
    _require_evaluation(evaluation)
    macro = evaluation.macro()
    names = {"links": "link", "deletions": "deletion"}
    macro_cells = [
        format_figure(macro[f"{names.get(field, field)}_{figure}"]) if _figure(evaluation.scores, column) else ""
        for column, (field, figure) in _FIGURES.items()
    ]
    groups = {"all (micro)": evaluation.scores, **evaluation.by_kind, **evaluation.by_type}
    rows = [
        [
            name,
            str(scores.strict.gold),
            str(scores.strict.predicted),
            *(_figure(scores, column) for column in _FIGURES),
        ]
        for name, scores in groups.items()
    ]
    rows.insert(1, ["all (macro)", "", "", *macro_cells])
    title = (
        f"{counted(len(evaluation.articles), 'article')}, "
        f"{format_figure(evaluation.exact_articles)}% exactly as gold. Figures in per cent."
    )
    return Table(title, ["beads", "gold", "predicted", *_FIGURES], rows)


def systems_table(evaluations: Mapping[str, Evaluation], marks: Mapping[str, str] | None = None) -> Table:
    """Return several aligners' micro-averaged figures, one row each; calibration error where there are scores.

    Args:
        evaluations: By the aligner's name.
        marks: What stands behind an aligner's strict F1, such as a sign of significance.

    Raises:
        ConfigurationError: If there is no evaluation, or they are not given by names.
        InvariantError: If something is no evaluation.
    """
    _check_evaluations(evaluations)
    marks = {} if marks is None else marks
    require_instance(marks, Mapping, what="marks by the names of aligners", error=ConfigurationError)
    if not evaluations:
        raise ConfigurationError("A table of systems needs at least one evaluation.")
    rows = []
    for name, evaluation in evaluations.items():
        cells = {column: _figure(evaluation.scores, column) for column in _FIGURES}
        cells["strict F1"] += str(marks.get(name, ""))
        ece = format_figure(calibrate(evaluation.outcomes).ece) if evaluation.outcomes else ""
        rows.append([name, *cells.values(), format_figure(evaluation.exact_articles), ece])
    articles = counted(len(next(iter(evaluations.values())).articles), "article")
    title = f"{articles}. Figures in per cent."
    return Table(title, ["system", *_FIGURES, "exact articles", "ECE"], rows)


def groups_table(evaluations: Mapping[str, Evaluation]) -> Table:
    """Return several aligners' strict F1 by fragment kind and bead type, one column each.

    Raises:
        ConfigurationError: If the evaluations are not given by names.
        InvariantError: If something is no evaluation.
    """
    _check_evaluations(evaluations)
    groups = [evaluation.by_kind | evaluation.by_type for evaluation in evaluations.values()]
    rows = []
    for name in dict.fromkeys(name for group in groups for name in group):
        # An aligner that predicts no bead of a type that gold lacks too has no entry for it.
        scores = [group.get(name, Scores()) for group in groups]
        gold = max(value.strict.gold for value in scores)
        rows.append([name, str(gold), *(_figure(value, "strict F1") for value in scores)])
    return Table("Strict F1 by fragment kind and bead type, in per cent.", ["beads", "gold", *evaluations], rows)
