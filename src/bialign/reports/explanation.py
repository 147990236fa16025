"""Why a bead was chosen, as a table in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from bialign.reports.terminal import printable

if TYPE_CHECKING:
    from bialign.align.explanation import Explanation
    from bialign.beads import Alignment, Bead

# Features of less than this share of the greatest are left out.
_LEAST_SHARE = 0.02


def explanation_table(explanation: Explanation, alignment: Alignment) -> Table:
    """Show a bead's texts, what spoke for and against it, and its strongest rival.

    Args:
        explanation: From `Aligner.explain`.
        alignment: The alignment that was explained.
    """
    bead = explanation.bead
    table = Table(
        box=box.HORIZONTALS,
        title=Text(f"{_name(bead)}  {bead.score:.3f}", style="bold"),
        title_justify="left",
        caption=_rival(explanation.rival),
        caption_justify="left",
        border_style="bright_black",
        header_style="bold",
    )
    table.add_column("feature")
    for name in ("value", "weight", "adds"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_row(Text(printable(alignment.source_text(bead)) or "—"), "", "", "")
    table.add_row(Text(printable(alignment.target_text(bead)) or "—"), "", "", "", end_section=True)
    greatest = max((abs(item.amount) for item in explanation.contributions), default=0.0)
    for item in explanation.contributions:
        if abs(item.amount) < _LEAST_SHARE * greatest:
            continue
        style = "green" if item.amount > 0 else "red"
        table.add_row(
            item.feature, f"{item.value:.2f}", f"{item.weight:.2f}", Text(f"{item.amount:+.2f}", style=style)
        )
    return table


def _name(bead: Bead) -> str:
    sides = [" ".join(str(index) for index in side) or "—" for side in (bead.source, bead.target)]
    return f"{bead.type}  fragments [{sides[0]}] = [{sides[1]}]"


def _rival(bead: Bead | None) -> Text:
    return Text("no rival" if bead is None else f"next: {_name(bead)}  {bead.score:.3f}")
