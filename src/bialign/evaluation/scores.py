"""What is counted for one article: beads strict and lax, links, deletions, and how sure the aligner was."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import attrs

from bialign.beads import as_probability
from bialign.errors import InvariantError
from bialign.evaluation.counts import Counts
from bialign.evaluation.units import common_units

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from bialign.beads import Alignment, Bead
    from bialign.documents import FragmentKind
    from bialign.evaluation.units import Side, UnitBead


@attrs.frozen
class Scores:
    """The counts from which all precision, recall and F1 figures come.

    Attributes:
        strict: Beads that equal a gold bead. As in Vecalign's scorer, deletions count in precision (an 1-0 bead
            must be gold) but not in recall; only in the row of a deletion type are gold deletions the denominator.
        lax: Beads that equal a gold bead or share a link with one; deletions as in `strict`.
        links: Pairs of a source and a target sentence in one bead.
        deletions: Sentences of either side without counterpart.
    """

    strict: Counts = attrs.field(factory=Counts)
    lax: Counts = attrs.field(factory=Counts)
    links: Counts = attrs.field(factory=Counts)
    deletions: Counts = attrs.field(factory=Counts)

    def __add__(self, other: Scores) -> Scores:
        return Scores(
            self.strict + other.strict,
            self.lax + other.lax,
            self.links + other.links,
            self.deletions + other.deletions,
        )

    def metrics(self) -> dict[str, float]:
        """Return precision, recall and F1 of each, by names such as ``"strict_f1"`` and ``"link_recall"``."""
        return {name: getattr(counts, figure) for name, counts, figure in self._figures()}

    def defined(self) -> dict[str, float]:
        """Return those of `metrics` that are a share of anything."""
        return {name: getattr(counts, figure) for name, counts, figure in self._figures() if counts.defines(figure)}

    def _figures(self) -> Iterator[tuple[str, Counts, str]]:
        named = {"strict": self.strict, "lax": self.lax, "link": self.links, "deletion": self.deletions}
        for name, counts in named.items():
            for figure in ("precision", "recall", "f1"):
                yield f"{name}_{figure}", counts, figure


@attrs.frozen
class Outcome:
    """How sure an aligner was of a bead, and whether it was right.

    Attributes:
        score: The bead's score, a probability in [0, 1].
        right: Whether the bead equals a gold bead.

    Raises:
        InvariantError: If the score is no probability.
    """

    score: float
    right: bool

    def __attrs_post_init__(self) -> None:
        if as_probability(self.score) is None:
            raise InvariantError("An outcome has a score.")


@attrs.frozen
class ArticleScores:
    """What was counted for one article.

    Attributes:
        id: The gold alignment's id.
        scores: The counts of all its beads.
        by_type: The counts by bead type (``"1-1"``, ``"2-1"`` ...): precision over predicted beads of the type,
            recall over gold beads of the type.
        by_kind: The counts by fragment kind (``"body"``, ``"headline"`` ...), likewise.
        exact: Whether every bead, deletions included, equals a gold bead and the other way round.
        outcomes: One for every predicted bead that has a score.
    """

    id: str
    scores: Scores
    by_type: Mapping[str, Scores]
    by_kind: Mapping[str, Scores]
    exact: bool
    outcomes: tuple[Outcome, ...]


class _Answers:
    """One alignment's beads as the sets that the others' beads are looked up in."""

    def __init__(self, beads: Iterable[UnitBead]) -> None:
        self.beads = frozenset(beads)
        self.translated = frozenset(bead for bead in self.beads if all(bead))
        self.deleted = frozenset(unit for bead in self.beads for unit in _deleted(bead))
        # The bead that each unit of either side is linked by.
        self._linked_by: tuple[dict[int, int], dict[int, int]] = ({}, {})
        for number, bead in enumerate(self.translated):
            for own, side in zip(self._linked_by, bead, strict=True):
                own.update(dict.fromkeys(side, number))

    def shared_links(self, bead: UnitBead) -> int:
        """Count the links of a bead that these beads have, too: not one by one, since a large bead has very many."""
        if bead in self.translated:
            return _count_links(bead)
        if not all(bead):
            return 0
        source, target = (
            Counter(own[unit] for unit in side if unit in own)
            for own, side in zip(self._linked_by, bead, strict=True)
        )
        return sum(count * target[number] for number, count in source.items())


def _deleted(bead: UnitBead) -> list[tuple[Side, Side]]:
    """Return the units that a deletion bead leaves without counterpart, each marked by its side."""
    source, target = bead
    if source and target:
        return []
    return [((unit,), ()) for unit in source] + [((), (unit,)) for unit in target]


def score_article(gold: Alignment, predicted: Alignment, kind: FragmentKind | None = None) -> ArticleScores:
    """Count what is right in a predicted alignment of one article.

    The two alignments may split the texts into different sentences: a bead is then right if it holds the same
    text on both sides, white space aside.

    Args:
        gold: The gold alignment.
        predicted: The predicted one, of the same texts.
        kind: Only beads of this kind are counted (each alignment says of which kind its beads are); all if None.

    Raises:
        InvariantError: If they are not alignments of the same two texts.
    """
    gold_units, predicted_units = common_units(gold, predicted)
    # Fragments of white space alone hold no units: a bead of nothing but them says nothing.
    gold_beads = [(bead, units) for bead, units in zip(gold, gold_units, strict=True) if any(units)]
    predicted_beads = [(bead, units) for bead, units in zip(predicted, predicted_units, strict=True) if any(units)]
    truth = _Answers(units for _, units in gold_beads)
    answers = _Answers(units for _, units in predicted_beads)

    if kind is not None:
        gold_beads = [(bead, units) for bead, units in gold_beads if bead.kind is kind]
        predicted_beads = [(bead, units) for bead, units in predicted_beads if bead.kind is kind]
    counted, counted_answers = {units for _, units in gold_beads}, {units for _, units in predicted_beads}
    gold_by_type, gold_by_kind = _group(gold_beads)
    predicted_by_type, predicted_by_kind = _group(predicted_beads)
    return ArticleScores(
        id=gold.id,
        scores=_count(counted, counted_answers, truth, answers),
        by_type={
            name: _count(gold_by_type[name], predicted_by_type[name], truth, answers, of_deletions=_is_deletion(name))
            for name in sorted({*gold_by_type, *predicted_by_type}, key=type_order)
        },
        by_kind={
            name: _count(gold_by_kind[name], predicted_by_kind[name], truth, answers)
            for name in sorted({*gold_by_kind, *predicted_by_kind})
        },
        exact=counted == counted_answers,
        outcomes=tuple(
            Outcome(bead.score, units in truth.beads) for bead, units in predicted_beads if bead.score is not None
        ),
    )


def _count(
    gold: Collection[UnitBead],
    predicted: Collection[UnitBead],
    truth: _Answers,
    answers: _Answers,
    *,
    of_deletions: bool = False,
) -> Scores:
    """Count what is right of some predicted beads, and what was found of some gold beads.

    Args:
        gold: All gold beads or those of one type or kind.
        predicted: All predicted beads or those of one type or kind.
        truth: All gold beads.
        answers: All predicted beads.
        of_deletions: Whether gold deletions count in strict and lax recall.
    """
    wanted = gold if of_deletions else [bead for bead in gold if all(bead)]
    found_among = answers.beads if of_deletions else answers.translated
    deleted = {unit for bead in predicted for unit in _deleted(bead)}
    gold_deleted = {unit for bead in gold for unit in _deleted(bead)}
    return Scores(
        strict=Counts(
            sum(bead in truth.beads for bead in predicted),
            len(predicted),
            sum(bead in found_among for bead in wanted),
            len(wanted),
        ),
        lax=Counts(
            sum(_matches(bead, truth.beads, truth) for bead in predicted),
            len(predicted),
            sum(_matches(bead, found_among, answers) for bead in wanted),
            len(wanted),
        ),
        links=Counts(
            sum(map(truth.shared_links, predicted)),
            sum(map(_count_links, predicted)),
            sum(map(answers.shared_links, gold)),
            sum(map(_count_links, gold)),
        ),
        deletions=Counts(
            len(deleted & truth.deleted), len(deleted), len(gold_deleted & answers.deleted), len(gold_deleted)
        ),
    )


def _count_links(bead: UnitBead) -> int:
    source, target = bead
    return len(source) * len(target)


def _matches(bead: UnitBead, beads: Collection[UnitBead], answers: _Answers) -> bool:
    """Tell whether a bead equals one of some beads, or shares a link with an answer."""
    return bead in beads or answers.shared_links(bead) > 0


_Groups = defaultdict[str, list["UnitBead"]]


def _group(beads: Iterable[tuple[Bead, UnitBead]]) -> tuple[_Groups, _Groups]:
    """Return beads in units by type and by kind."""
    by_type: _Groups = defaultdict(list)
    by_kind: _Groups = defaultdict(list)
    for bead, units in beads:
        by_type[bead.type].append(units)
        by_kind[bead.kind.value].append(units)
    return by_type, by_kind


def type_order(name: str) -> tuple[bool, int, str]:
    """Order bead types: those with both sides first, small ones first."""
    return (_is_deletion(name), sum(map(int, name.split("-"))), name)


def _is_deletion(name: str) -> bool:
    return "0" in name.split("-")
