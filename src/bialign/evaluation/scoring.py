"""Predicted alignments measured against gold."""

from __future__ import annotations

import json
import os
import re
import reprlib
from collections import defaultdict
from hashlib import blake2b
from statistics import fmean
from typing import TYPE_CHECKING, Any

import attrs

from bialign._version import __version__
from bialign.beads import Alignment
from bialign.counting import are, counted
from bialign.documents import FragmentKind, find_kind
from bialign.errors import ConfigurationError, InvariantError
from bialign.evaluation.calibration import calibrate
from bialign.evaluation.scores import ArticleScores, Outcome, Scores, score_article, type_order
from bialign.evaluation.tables import evaluation_table
from bialign.evaluation.units import has_indices_alone
from bialign.lists import each
from bialign.text.normalization import compose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import rich.console

_BEAD_TYPE = re.compile(r"[0-9]+-[0-9]+")


@attrs.frozen(repr=False)
class Evaluation:
    """An aligner's figures over a number of articles.

    Attributes:
        articles: What was counted for each article, in the order of the gold alignments.
        signature: What was measured: version, number of articles, digest of the gold beads, kind of beads, and the
            signature of the predicted alignments (``"mixed"`` where they differ).
    """

    articles: tuple[ArticleScores, ...]
    signature: str = ""

    @property
    def scores(self) -> Scores:
        """The counts of all articles together; its figures are micro averages."""
        return sum((article.scores for article in self.articles), start=Scores())

    @property
    def by_type(self) -> dict[str, Scores]:
        """The counts by bead type, such as ``"1-1"``; deletions last."""
        groups = self._add_up(lambda article: article.by_type)
        return {name: groups[name] for name in sorted(groups, key=type_order)}

    @property
    def by_kind(self) -> dict[str, Scores]:
        """The counts by fragment kind, such as ``"body"``, in alphabetical order."""
        return dict(sorted(self._add_up(lambda article: article.by_kind).items()))

    def _add_up(self, groups: Callable[[ArticleScores], Mapping[str, Scores]]) -> dict[str, Scores]:
        total: defaultdict[str, Scores] = defaultdict(Scores)
        for article in self.articles:
            for name, scores in groups(article).items():
                total[name] += scores
        return dict(total)

    @property
    def exact_articles(self) -> float:
        """Share of the articles whose beads all equal the gold beads, in [0, 1]; 0 if there are none."""
        return fmean(article.exact for article in self.articles) if self.articles else 0.0

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """How sure the aligner was of each bead that has a score, and whether it was right."""
        return tuple(outcome for article in self.articles for outcome in article.outcomes)

    def macro(self) -> dict[str, float]:
        """Return the mean of each of `Scores.metrics` over the articles where it is a share of anything, or 0."""
        values: dict[str, list[float]] = {name: [] for name in Scores().metrics()}
        for article in self.articles:
            for name, value in article.scores.defined().items():
                values[name].append(value)
        return {name: fmean(own) if own else 0.0 for name, own in values.items()}

    def metrics(self) -> dict[str, float]:
        """Return every figure by name.

        ``strict_precision``, ``strict_recall``, ``strict_f1``, and likewise ``lax_``, ``link_`` and ``deletion_``,
        over all beads; the same after ``macro_``; the same of one bead type or fragment kind after its name and a
        dot, as in ``2-1.strict_f1`` and ``body.strict_f1``; ``exact_articles``. All values are in [0, 1].
        """
        figures = self.scores.metrics()
        figures |= {f"macro_{name}": value for name, value in self.macro().items()}
        figures["exact_articles"] = self.exact_articles
        for group, scores in (self.by_type | self.by_kind).items():
            figures |= {f"{group}.{name}": value for name, value in scores.metrics().items()}
        return figures

    def to_dict(self) -> dict[str, Any]:
        """Return all counts and figures as plain values, for JSON; what `Calibration` holds if beads have scores."""
        return {
            "schema": "bialign/evaluation/1",
            "signature": self.signature,
            "exact_articles": self.exact_articles,
            "micro": _plain(self.scores),
            "macro": self.macro(),
            "by_kind": {name: _plain(scores) for name, scores in self.by_kind.items()},
            "by_type": {name: _plain(scores) for name, scores in self.by_type.items()},
            "calibration": attrs.asdict(calibrate(self.outcomes)) if self.outcomes else None,
            "articles": [
                {"id": article.id, "exact": article.exact, **_plain(article.scores)} for article in self.articles
            ],
        }

    def to_json(self) -> str:
        """Return `to_dict` as indented JSON that ends in a line feed."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2) + "\n"

    def to_markdown(self) -> str:
        """Return the figures as a Markdown table that ends in a line feed."""
        return evaluation_table(self).to_markdown()

    def to_latex(self) -> str:
        """Return the figures as a LaTeX table for the booktabs package."""
        return evaluation_table(self).to_latex()

    def __repr__(self) -> str:
        return f"Evaluation({counted(len(self.articles), 'article')} strict F1 {self.scores.strict.f1:.3f})"

    def __str__(self) -> str:
        return str(evaluation_table(self))

    def _repr_markdown_(self) -> str:
        """Show the table in a notebook."""
        return self.to_markdown()

    def __rich__(self) -> rich.console.Group:
        return evaluation_table(self).__rich__()


def _plain(scores: Scores) -> dict[str, Any]:
    return {"counts": attrs.asdict(scores), "figures": scores.metrics()}


def evaluate(
    gold: Alignment | Iterable[Alignment],
    predicted: Alignment | Iterable[Alignment],
    *,
    kind: FragmentKind | str | None = None,
) -> Evaluation:
    """Measure predicted alignments against gold ones.

    Strict and lax precision, recall and F1 are those of Vecalign's scorer (Thompson and Koehn 2019, after Sennrich
    and Volk 2011): counts are added over articles; a deletion bead counts in precision, where it is right if it is
    gold, and not in recall. Where the two alignments split a text into different sentences, a bead is right if it
    holds the same text as a gold bead. Text that macOS took apart (NFD) is the same text. A list of indices without
    its sentences numbers all fragments of gold; if one kind counts, those in gold's beads of that kind.

    Args:
        gold: One gold alignment or several.
        predicted: As many predicted ones, of the same texts. They are paired by id if ids are unique on both
            sides and at least one is on both, and in order otherwise.
        kind: Only beads of this kind count, such as ``"body"``; all if None.

    Raises:
        InvariantError: If there is nothing to measure, something is no alignment, an article has no counterpart, two
            alignments that are compared are not of the same texts, or lists of indices number the sentences of gold's
            body where all kinds count.
        ConfigurationError: If there is no such kind.
    """
    pairs = _pair_up(_listed(gold), _listed(predicted))
    kind = None if kind is None else find_kind(kind, error=ConfigurationError)
    if kind is None:
        _refuse_lists_of_bodies(pairs)
    return Evaluation(tuple(_score(*pair, kind) for pair in pairs), _signature(pairs, kind))


def _score(gold: Alignment, predicted: Alignment, kind: FragmentKind | None) -> ArticleScores:
    # A list of indices tells no kinds: where one kind counts, it is taken for a list of that kind's sentences.
    if kind is not None and has_indices_alone(predicted) and not has_indices_alone(gold):
        gold = gold.of_kind(kind)
    return score_article(gold, predicted, kind)


def _refuse_lists_of_bodies(pairs: Sequence[tuple[Alignment, Alignment]]) -> None:
    """Raise an error for lists of indices that all number as many sentences as gold has in the body alone.

    Of a single article that may be chance, since a list may lack sentences at the end; an empty list tells nothing.
    """
    pairs = [(gold, predicted) for gold, predicted in pairs if any(_sizes(predicted))]
    if len(pairs) < 2 or not all(has_indices_alone(predicted) for _, predicted in pairs):
        return
    bodies = [_sizes(gold.of_kind(FragmentKind.BODY)) for gold, _ in pairs]
    if bodies == [_sizes(predicted) for _, predicted in pairs] != [_sizes(gold) for gold, _ in pairs]:
        raise InvariantError(
            "The predicted lists number as many sentences as gold has in the body, without headlines and the like: "
            'measure them with kind="body" (--kind body).'
        )


def _sizes(alignment: Alignment) -> tuple[int, int]:
    return len(alignment.source), len(alignment.target)


def check_group(name: str) -> None:
    """Raise ConfigurationError unless a name is a bead type (``"2-1"``) or a fragment kind."""
    if _BEAD_TYPE.fullmatch(name) is None:
        find_kind(name, error=ConfigurationError)


def _listed(alignments: Alignment | Iterable[Alignment]) -> list[Alignment]:
    if isinstance(alignments, Alignment):
        return [alignments]
    items = [alignments] if isinstance(alignments, str | os.PathLike) else each(alignments)
    listed = []
    for item in items:
        if not isinstance(item, Alignment):
            raise InvariantError(
                f"Expected alignments, not {reprlib.repr(item)}: those of a file come from bialign.read, those of a "
                "gold corpus are its gold."
            )
        listed.append(item)
    return listed


def _pair_up(gold: Sequence[Alignment], predicted: Sequence[Alignment]) -> list[tuple[Alignment, Alignment]]:
    if not gold:
        raise InvariantError("There is no gold alignment to measure against.")
    gold_by_id, predicted_by_id = _by_id(gold), _by_id(predicted)
    if gold_by_id.keys() & predicted_by_id.keys():
        for wanting, others, name in (
            (gold_by_id, predicted_by_id, "predicted"),
            (predicted_by_id, gold_by_id, "gold"),
        ):
            missing = [id_ for id_ in wanting if id_ not in others]
            if missing:
                more = f"{len(missing):,} {'is' if len(missing) == 1 else 'are'} missing"
                raise InvariantError(f"There is no {name} alignment of {missing[0]!r} ({more}).")
        return [(alignment, predicted_by_id[id_]) for id_, alignment in gold_by_id.items()]
    if len(gold) != len(predicted):
        raise InvariantError(
            f"There {are(len(gold), 'gold alignment')} but {counted(len(predicted), 'predicted one')}."
        )
    return list(zip(gold, predicted, strict=True))


def _by_id(alignments: Sequence[Alignment]) -> dict[str, Alignment]:
    """Return the alignments by id, or nothing if an id is missing or repeated.

    Ids are put together where macOS took them apart, unless they then repeat.
    """
    for ids in ([compose(alignment.id) for alignment in alignments], [alignment.id for alignment in alignments]):
        named = dict(zip(ids, alignments, strict=True))
        if len(named) == len(alignments) and "" not in named:
            return named
    return {}


def _signature(pairs: Sequence[tuple[Alignment, Alignment]], kind: FragmentKind | None) -> str:
    digest = blake2b(digest_size=4)
    for gold, _ in pairs:
        digest.update(repr([(bead.source, bead.target, bead.kind.value) for bead in gold]).encode())
    systems = {predicted.signature for _, predicted in pairs}
    system = systems.pop() if len(systems) == 1 else "mixed"
    measured = f"|articles:{len(pairs)}|gold:{digest.hexdigest()}|kind:{kind or 'all'}"
    return f"bialign:{__version__}{measured}|system:[{system}]"
