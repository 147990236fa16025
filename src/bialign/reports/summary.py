"""What a corpus of alignments holds, counted in one pass."""

from __future__ import annotations

import heapq
from collections import Counter
from typing import TYPE_CHECKING

import attrs

from bialign.documents import FragmentKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bialign.beads import Alignment, Bead

LOW, MIDDLING, HIGH = 0.5, 0.75, 0.9
"""Where the bands of scores begin: below `LOW` a bead is more likely wrong than right; from `HIGH` at least nine in
ten beads with well-calibrated scores are right."""

HISTOGRAM_BINS = 20


def score_band(score: float | None) -> str:
    """Return the name of the band that a score is in: high, middling, low, poor or none.

    A score is judged as it is shown, rounded to two decimals, so that band and number never disagree.
    """
    if score is None:
        return "none"
    score = round(score, 2)
    if score >= HIGH:
        return "high"
    if score >= MIDDLING:
        return "middling"
    return "low" if score >= LOW else "poor"


@attrs.frozen
class BeadCounts:
    """Beads of one kind or of one type, or all of them.

    Attributes:
        beads: Number of beads.
        deletions: How many of them have an empty side.
        scored: How many of them have a score.
        score_sum: Sum of the scores.
        low: How many have a score below `LOW`.
    """

    beads: int = 0
    deletions: int = 0
    scored: int = 0
    score_sum: float = 0.0
    low: int = 0

    @property
    def mean_score(self) -> float | None:
        """Mean score in [0, 1], or None where no bead has a score."""
        return self.score_sum / self.scored if self.scored else None

    def with_bead(self, bead: Bead) -> BeadCounts:
        """Return the counts with one more bead."""
        return BeadCounts(
            beads=self.beads + 1,
            deletions=self.deletions + bead.is_deletion,
            scored=self.scored + (bead.score is not None),
            score_sum=self.score_sum + (bead.score or 0.0),
            low=self.low + (bead.score is not None and bead.score < LOW),
        )


@attrs.frozen
class CorpusSummary:
    """What a corpus of alignments holds.

    Attributes:
        articles: Number of alignments.
        source_fragments: Number of source fragments.
        target_fragments: Number of target fragments.
        languages: How many alignments are of each pair of languages, the most frequent first.
        total: Counts of all beads.
        by_kind: Counts by fragment kind, in the order of `FragmentKind`.
        by_type: Counts by bead type (``"1-1"``), the most frequent first.
        histogram: Numbers of scored beads in bins of equal width over [0, 1]; the last holds the score 1 too.
    """

    articles: int
    source_fragments: int
    target_fragments: int
    languages: dict[tuple[str, str], int]
    total: BeadCounts
    by_kind: dict[FragmentKind, BeadCounts]
    by_type: dict[str, BeadCounts]
    histogram: tuple[int, ...]


def summarize(alignments: Iterable[Alignment]) -> CorpusSummary:
    """Count what a corpus holds, in one pass and in memory that does not grow with it."""
    articles = source_fragments = target_fragments = 0
    languages: Counter[tuple[str, str]] = Counter()
    total = BeadCounts()
    by_kind: dict[FragmentKind, BeadCounts] = {}
    by_type: dict[str, BeadCounts] = {}
    histogram = [0] * HISTOGRAM_BINS
    for alignment in alignments:
        articles += 1
        source_fragments += len(alignment.source)
        target_fragments += len(alignment.target)
        languages[str(alignment.source_language), str(alignment.target_language)] += 1
        for bead in alignment:
            total = total.with_bead(bead)
            by_kind[bead.kind] = by_kind.get(bead.kind, BeadCounts()).with_bead(bead)
            by_type[bead.type] = by_type.get(bead.type, BeadCounts()).with_bead(bead)
            if bead.score is not None:
                histogram[min(int(bead.score * HISTOGRAM_BINS), HISTOGRAM_BINS - 1)] += 1
    return CorpusSummary(
        articles=articles,
        source_fragments=source_fragments,
        target_fragments=target_fragments,
        languages=dict(sorted(languages.items(), key=lambda item: (-item[1], item[0]))),
        total=total,
        by_kind={kind: by_kind[kind] for kind in FragmentKind if kind in by_kind},
        by_type=dict(sorted(by_type.items(), key=lambda item: (-item[1].beads, _shape(item[0])))),
        histogram=tuple(histogram),
    )


def mean_score(alignment: Alignment) -> float | None:
    """Return the mean score of an alignment's beads in [0, 1], or None where no bead has a score."""
    scores = [bead.score for bead in alignment if bead.score is not None]
    return sum(scores) / len(scores) if scores else None


def lowest_scored(alignments: Iterable[Alignment], number: int) -> tuple[list[Alignment], int]:
    """Return the alignments of lowest mean score, and how many there were to choose from.

    They stand in the corpus's order. Those without scores count as the best. Memory grows with the number alone.
    """
    read = 0

    def ranked() -> Iterator[tuple[float, int, Alignment]]:
        nonlocal read
        for alignment in alignments:
            score = mean_score(alignment)
            yield (2.0 if score is None else score), read, alignment
            read += 1

    # The places differ, so that alignments themselves are never compared.
    chosen = heapq.nsmallest(number, ranked())
    return [alignment for _, _, alignment in sorted(chosen, key=lambda entry: entry[1])], read


def _shape(bead_type: str) -> tuple[int, ...]:
    return tuple(map(int, bead_type.split("-")))
