"""What a report counts: sums, so that those of shards add up to those of the corpus."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from collections.abc import Mapping

_COUNTERS = ("failed", "bead_types", "bead_kinds", "dropped", "found", "masked")


@attrs.define
class Statistics:
    """Counts of a shard or a corpus.

    Attributes:
        articles: Article pairs read.
        aligned: Article pairs aligned.
        failed: Article pairs that failed, by stage.
        bead_types: Beads by type, such as ``2-1``.
        bead_kinds: Beads by kind.
        units: Translation units, one a bead.
        kept: Units that no filter dropped.
        dropped: Units by the filter that dropped them, the first that found fault.
        found: Units by filter that found fault, whichever dropped them. What has no counterpart or is of an unwanted
            kind is judged no further, and the filters of the whole corpus judge what all others let through.
        masked: Personal data replaced, by kind.
    """

    articles: int = 0
    aligned: int = 0
    failed: Counter[str] = attrs.field(factory=Counter, converter=Counter)
    bead_types: Counter[str] = attrs.field(factory=Counter, converter=Counter)
    bead_kinds: Counter[str] = attrs.field(factory=Counter, converter=Counter)
    units: int = 0
    kept: int = 0
    dropped: Counter[str] = attrs.field(factory=Counter, converter=Counter)
    found: Counter[str] = attrs.field(factory=Counter, converter=Counter)
    masked: Counter[str] = attrs.field(factory=Counter, converter=Counter)

    def add(self, other: Statistics) -> None:
        """Add the counts of another shard."""
        for name in ("articles", "aligned", "units", "kept"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in _COUNTERS:
            getattr(self, name).update(getattr(other, name))

    def to_json(self) -> dict[str, Any]:
        """Return the counts, those by name in the names' order."""
        record = attrs.asdict(self)
        return {
            name: {key: value[key] for key in sorted(value)} if name in _COUNTERS else value
            for name, value in record.items()
        }

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Statistics:
        """Return the counts that `to_json` described."""
        return cls(**record)
