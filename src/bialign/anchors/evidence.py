"""How much an anchor's outcome says about whether two sentences translate each other.

The table ``tables/evidence.tsv`` holds, by class of anchor, the natural logarithm of how many times more frequent an
outcome is between a sentence and its translation than between a sentence and the sentence before or after its
translation. It is written by ``benchmarks/anchors.py --write`` from the tuning half of its data; an agreement never
counts against a translation there, a conflict or an absence never for one.
"""

from __future__ import annotations

from functools import lru_cache

from bialign.anchors.model import Anchor, AnchorKind, Outcome
from bialign.lists import require_instance
from bialign.tables import read_rows

_SMALL = 10


def evidence_class(anchor: Anchor) -> str:
    """Return the row of the table that an anchor belongs to: its kind, refined where rarity differs much.

    Small numbers agree by chance far more often than long ones, and so does a month than a day of a month.

    Raises:
        InvariantError: If it is no anchor.
    """
    require_instance(anchor, Anchor, what="an anchor")
    value = anchor.value
    if anchor.kind is AnchorKind.NUMBER:
        if value.startswith("several"):
            return "number several"
        value = value.removeprefix("-")
        if len(value) <= 2:
            return "number 1-10" if value.isdigit() and int(value) <= _SMALL else "number 11-99"
        return "number long"
    if anchor.kind is AnchorKind.DATE:
        if value.startswith("---"):
            return "date day"
        return "date day and month" if value.count("-") >= 3 or len(value) == 10 else "date month or year"
    return str(anchor.kind)


@lru_cache(maxsize=1)
def _table() -> dict[tuple[str, str], float]:
    header, *rows = read_rows("bialign.anchors", "tables/evidence.tsv")
    return {(row[0], outcome): float(cell) for row in rows for outcome, cell in zip(header[1:], row[1:], strict=True)}


def log_likelihood_ratio(anchor: Anchor, outcome: Outcome) -> float:
    """Return what an outcome says, in nats: positive for a translation, negative against it, 0 where unknown.

    Agreement within rounding is too rare in translations to be measured; it counts as half an agreement.
    """
    if outcome is Outcome.NEAR:
        return log_likelihood_ratio(anchor, Outcome.AGREEING) / 2
    return _table().get((evidence_class(anchor), str(outcome)), 0.0)
