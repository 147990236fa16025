"""What a corpus holds, counted as it streams by."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import attrs

from bialign.beads import Alignment, TranslationUnit
from bialign.errors import InvariantError
from bialign.lists import each

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bialign.formats.base import Item

# Longest text that counts as its length; longer ones are counted together.
LONGEST = 1000


@attrs.define
class Side:
    """One side of a corpus.

    Attributes:
        fragments: How many fragments it has; a unit's text counts as one.
        characters: How many code points they have together.
        lengths: How many beads' texts have how many code points, those from `LONGEST` on together.
    """

    fragments: int = 0
    characters: int = 0
    lengths: Counter[int] = attrs.field(factory=Counter)

    def add(self, fragments: int, length: int) -> None:
        """Count a bead's side."""
        if fragments:
            self.fragments += fragments
            self.characters += length
            self.lengths[min(length, LONGEST)] += 1


@attrs.define
class CorpusStatistics:
    """What a corpus holds.

    Attributes:
        alignments: How many alignments it has.
        beads: How many beads or units it has.
        source: Its source side.
        target: Its target side.
        languages: How many beads each pair of languages has.
        types: How many beads each type such as ``2-1`` has.
        kinds: How many beads each fragment kind has.
        scored: How many beads have a score.
        score_sum: The sum of their scores.
        articles: How many different articles units name one after the other, or alignments are.
    """

    alignments: int = 0
    beads: int = 0
    source: Side = attrs.field(factory=Side)
    target: Side = attrs.field(factory=Side)
    languages: Counter[tuple[str, str]] = attrs.field(factory=Counter)
    types: Counter[str] = attrs.field(factory=Counter)
    kinds: Counter[str] = attrs.field(factory=Counter)
    scored: int = 0
    score_sum: float = 0.0
    articles: int = 0

    @property
    def mean_score(self) -> float | None:
        """The mean score of beads that have one, or None."""
        return self.score_sum / self.scored if self.scored else None


def corpus_statistics(items: Iterable[Item]) -> CorpusStatistics:
    """Count what a corpus holds, in memory that does not grow with it.

    Args:
        items: Alignments or translation units, as `bialign.read` gives them.

    Raises:
        InvariantError: If an item is neither.
    """
    statistics = CorpusStatistics()
    last_article = ""
    for item in each(items):
        if isinstance(item, TranslationUnit):
            _add_unit(statistics, item)
            article = item.metadata.get("article", "")
            statistics.articles += bool(article) and article != last_article
            last_article = article
        elif isinstance(item, Alignment):
            _add_alignment(statistics, item)
        else:
            raise InvariantError(
                f"A corpus holds Alignment and TranslationUnit objects, not {type(item).__name__}: those of a file "
                "come from bialign.read."
            )
    return statistics


def _add_unit(statistics: CorpusStatistics, unit: TranslationUnit) -> None:
    fallback = f"{int(bool(unit.source))}-{int(bool(unit.target))}"
    kind = unit.metadata.get("bead", fallback)
    counts = kind.split("-")
    if len(counts) != 2 or not all(count.isdecimal() and len(count) < 10 for count in counts):
        kind, counts = fallback, fallback.split("-")
    _add(statistics, kind, unit.kind, unit.score)
    statistics.languages[unit.source_language, unit.target_language] += 1
    statistics.source.add(int(counts[0]), len(unit.source))
    statistics.target.add(int(counts[1]), len(unit.target))


def _add_alignment(statistics: CorpusStatistics, alignment: Alignment) -> None:
    statistics.alignments += 1
    statistics.articles += 1
    statistics.languages[alignment.source_language, alignment.target_language] += len(alignment.beads)
    for bead in alignment.beads:
        _add(statistics, bead.type, bead.kind, bead.score)
        statistics.source.add(len(bead.source), len(alignment.source_text(bead)))
        statistics.target.add(len(bead.target), len(alignment.target_text(bead)))


def _add(statistics: CorpusStatistics, kind: str, fragment_kind: str, score: float | None) -> None:
    statistics.beads += 1
    statistics.types[kind] += 1
    statistics.kinds[str(fragment_kind)] += 1
    if score is not None:
        statistics.scored += 1
        statistics.score_sum += score
