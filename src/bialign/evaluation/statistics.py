"""What a gold corpus holds, counted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bialign.documents import FragmentKind
from bialign.evaluation.corpora import SPLITS, Corpus
from bialign.evaluation.scores import type_order
from bialign.evaluation.tables import Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from bialign.beads import Bead


def corpus_tables(corpus: Corpus) -> list[Table]:
    """Return a corpus's size by split, its body beads by type and split, and its fragments by kind."""
    parts = {split: corpus.of_split(split) for split in SPLITS} | {"all": corpus}
    return [_sizes(parts), _types(parts), _kinds(corpus)]


def _sizes(parts: dict[str, Corpus]) -> Table:
    rows: dict[str, Callable[[Corpus], int]] = {
        "article pairs": len,
        "genres": lambda part: len({pair.genre for pair in part}),
        "Korean fragments": lambda part: sum(len(pair.source) for pair in part),
        "English fragments": lambda part: sum(len(pair.target) for pair in part),
        "Korean sentences": lambda part: sum(len(pair.source.of_kind("body")) for pair in part),
        "English sentences": lambda part: sum(len(pair.target.of_kind("body")) for pair in part),
        "eojeols in Korean sentences": lambda part: sum(
            len(sentence.text.split()) for pair in part for sentence in pair.source.of_kind("body")
        ),
        "words in English sentences": lambda part: sum(
            len(sentence.text.split()) for pair in part for sentence in pair.target.of_kind("body")
        ),
        "beads": lambda part: sum(len(pair.gold) for pair in part),
        "beads of sentences": lambda part: sum(len(_body(gold.beads)) for gold in part.gold),
        "pairs with crossing beads of sentences": lambda part: sum(_crosses(_body(gold.beads)) for gold in part.gold),
    }
    return Table(
        "Size",
        ["", *parts],
        [[name, *(f"{count(part):,}" for part in parts.values())] for name, count in rows.items()],
    )


def _body(beads: tuple[Bead, ...]) -> list[Bead]:
    return [bead for bead in beads if bead.kind is FragmentKind.BODY]


def _crosses(beads: list[Bead]) -> bool:
    """Tell whether sentences that have a counterpart come in another order on the other side."""
    links = sorted((s, t) for bead in beads for s in bead.source[:1] for t in bead.target[:1])
    targets = [target for _, target in links]
    return targets != sorted(targets)


def _types(parts: dict[str, Corpus]) -> Table:
    counts = {
        name: Counter(bead.type for gold in part.gold for bead in _body(gold.beads)) for name, part in parts.items()
    }
    total = counts["all"].total()
    rows = [
        [kind, *(str(count[kind]) for count in counts.values()), f"{100 * counts['all'][kind] / total:.1f}"]
        for kind in sorted(counts["all"], key=type_order)
    ]
    return Table("Beads of sentences, Korean-English", ["type", *parts, "per cent"], rows)


def _kinds(corpus: Corpus) -> Table:
    rows = []
    for kind in FragmentKind:
        beads = [bead for gold in corpus.gold for bead in gold if bead.kind is kind]
        rows.append(
            [
                kind.value,
                str(sum(len(bead.source) for bead in beads)),
                str(sum(len(bead.target) for bead in beads)),
                str(sum(not bead.is_deletion for bead in beads)),
                str(sum(not bead.target for bead in beads)),
                str(sum(not bead.source for bead in beads)),
            ]
        )
    header = ["kind", "Korean", "English", "paired beads", "Korean alone", "English alone"]
    return Table("Fragments by kind", header, rows)
