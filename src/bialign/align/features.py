"""What speaks for and against a bead: a few numbers for every bead that two lists of sentences allow.

All features are symmetric in source and target, so that swapping the sides mirrors the alignment. Arrays over beads
have the shape (types, n, m): by bead type, first source sentence and first target sentence.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import attrs
import numpy as np
from numpy.typing import NDArray

from bialign.align import evidence
from bialign.align.bead_arrays import (
    HAS_PARTS,
    IS_SQUARE,
    MANY_TO_ONE,
    ONE_TO_MANY,
    SHRINKING,
    SQUARE,
    earlier,
    fits,
    inner_sums,
    later,
    nearby,
    of_runs,
    run_sums,
    sum_by_type,
    weakest_part,
)
from bialign.align.joints import JOINT_FEATURES
from bialign.align.steps import MATCH_TYPES, SOURCE_DELETION, TARGET_DELETION
from bialign.align.word_features import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bialign.align.evidence import AnchorKeys
    from bialign.encoders.base import WordVectors

Array = NDArray[np.float32]

# Sentences of the other side that a sentence's similarity is compared with. Where a text has fewer, the others are
# taken to be as similar as the nearest ones that translate something else are in news.
_NEIGHBOURS, _USUAL_SIMILARITY = 4, 0.35
# Code points added to both lengths before their ratio is taken, so that short sentences vary more.
_LENGTH_FLOOR = 4
# How many more sentences a bead has on one side than on the other, shape (types, 1, 1).
_LINE_DIFFERENCES = np.array([abs(m - n) for m, n in MATCH_TYPES], dtype=np.float32)[:, None, None]


@attrs.frozen(eq=False)
class Side:
    """One side of an alignment, as the features see it.

    Attributes:
        runs: Unit vectors of runs of sentences, shape (n, LONGEST_RUN, d).
        lengths: Lengths in code points without white space, shape (n,).
        joints: What `joint_signs` says of each sentence and the next, less where others nearby have the same, shape
            (n, 6), in [0, 1].
        ends: Ends of sentences in each, shape (n,), see `lines.Sentences`; where lines lack final punctuation as a
            rule, each has nearly one all the same.
        quotations: Quotations in each, shape (n,): half of one for each mark that opens or closes one.
        resumptions: Of these, those that go on with one before, within each sentence and at its joint with the next,
            shape (n,) both.
        begins: Whether a sentence begins a paragraph, shape (n,); all False where paragraphs are not known.
        lines: The first and the last line that each is from, both ascending, shape (2, n).
        words: Word vectors, or None where the encoder has none.
        anchors: Anchors by kind: values and entities.
    """

    runs: Array
    lengths: Array
    joints: Array
    ends: Array
    quotations: Array
    resumptions: tuple[Array, Array]
    begins: NDArray[np.bool_]
    lines: NDArray[np.int64]
    words: WordVectors | None
    anchors: tuple[AnchorKeys, AnchorKeys]

    def __len__(self) -> int:
        """Return the number of sentences, n."""
        return len(self.lengths)

    def part(self, first: int, last: int) -> Side:
        """Return the sentences `first` up to `last`; runs that would pass the end are kept, and never asked for."""
        return Side(
            runs=self.runs[first:last],
            lengths=self.lengths[first:last],
            joints=self.joints[first:last],
            ends=self.ends[first:last],
            quotations=self.quotations[first:last],
            resumptions=(self.resumptions[0][first:last], self.resumptions[1][first:last]),
            begins=self.begins[first:last],
            lines=self.lines[:, first:last],
            words=None if self.words is None else self.words.part(first, last),
            anchors=(self.anchors[0].part(first, last), self.anchors[1].part(first, last)),
        )


# What joints look like in beads of several sentences on both sides: there they tell that lines were cut elsewhere
# than on the other side, while in beads of one sentence on a side two sentences may have become one.
_MANY_TO_MANY = tuple(f"many-to-many: {name}" for name in JOINT_FEATURES)
_AT_JOINTS = (*JOINT_FEATURES, "paragraph break inside")

TYPE_CLASSES = ("1-1", "1-2", "1-3", "1-4 and more", "2-2", "2-3", "3-3")
"""Bead types that share a weight, whichever side is the longer."""


def type_class(shape: tuple[int, int]) -> str:
    """Return the class in `TYPE_CLASSES` of a bead type."""
    low, high = sorted(shape)
    return "1-4 and more" if high > 3 else f"{low}-{high}"


MATCH_FEATURES = (
    *(f"type {name}" for name in TYPE_CLASSES),
    "similarity",
    "similarity above 0.4",
    "similarity above 0.6",
    "margin",
    "ratio margin",
    "length",
    "length by size",
    "gain over part",
    "weakest part",
    "weakest part below 0.3",
    "better when longer",
    *JOINT_FEATURES,
    *_MANY_TO_MANY,
    "sentence ends differ more",
    "sentence ends differ less",
    "quotations differ",
    "paragraph break inside",
    "paragraphs begin together",
    "values found",
    "values missing",
    "entities found",
    "entities missing",
)
DELETION_FEATURES = (
    "deletion",
    "deleted: best similarity",
    "deleted: similarity nearby",
    "deleted: similarity nearby above 0.3",
    "deleted: length",
)


@attrs.frozen(eq=False)
class MatchFeatures:
    """Features of beads with sentences on both sides, by name, in the least room that each needs.

    Attributes:
        beads: By bead, shape (types, n, m), or broadcastable to it.
        sentences: What each source sentence has in each run of target sentences, shape (LONGEST_RUN, n, m), and the
            other way round, shape (LONGEST_RUN, m, n): it adds up over the sentences of a bead.
        joints: What the joint of each sentence with the next has, by `_AT_JOINTS`, shapes (n, 7) and (m, 7): it adds
            up over the joints inside a bead, and counts once more, but for the last, in beads of several sentences on
            both sides.
    """

    beads: dict[str, Array]
    sentences: dict[str, tuple[Array, Array]]
    joints: tuple[Array, Array]

    def by_name(self) -> dict[str, Array]:
        """Return each feature by bead, shape (types, n, m)."""
        shape = self.beads["similarity"].shape
        features = {name: np.broadcast_to(value, shape) for name, value in self.beads.items()}
        features |= {name: sum_by_type(*values) for name, values in self.sentences.items()}
        at_joints = [_over_joints(*signs) for signs in zip(*(side.T for side in self.joints), strict=True)]
        features |= dict(zip(_AT_JOINTS, at_joints, strict=True))
        return features | dict(zip(_MANY_TO_MANY, (values * IS_SQUARE for values in at_joints), strict=False))

    def scores(self, weights: Mapping[str, float]) -> Array:
        """Return the sum of all features times their weights, shape (types, n, m)."""
        total = sum_by_type(*_weighted_sides(self.sentences, weights))
        # For beads of one sentence on a side, and for others.
        plain = np.array([weights[name] for name in _AT_JOINTS], dtype=np.float32)
        square = plain + np.array([*(weights[name] for name in _MANY_TO_MANY), 0], dtype=np.float32)
        for sums in of_runs(*(inner_sums(side @ np.stack([plain, square], axis=1)) for side in self.joints)):
            total += np.where(IS_SQUARE, sums[..., 1], sums[..., 0])
        total += weighted(self.beads, weights)
        return total


def _weighted_sides(features: Mapping[str, tuple[Array, Array]], weights: Mapping[str, float]) -> tuple[Array, Array]:
    return (
        weighted({name: own for name, (own, _) in features.items()}, weights),
        weighted({name: other for name, (_, other) in features.items()}, weights),
    )


def _over_joints(source: Array, target: Array) -> Array:
    """Add up over the joints inside beads: (n,) and (m,) to (types, n, m)."""
    sums: Array = np.add(*of_runs(inner_sums(source), inner_sums(target)))
    return sums


def weighted(features: Mapping[str, Array], weights: Mapping[str, float]) -> Array:
    """Return the sum of features times their weights, in the shape that they are broadcast to."""
    total = np.zeros((), dtype=np.float32)
    # The smaller ones first.
    for name, value in sorted(features.items(), key=lambda item: item[1].size):
        total = total + np.float32(weights[name]) * value
    return total


@attrs.frozen(eq=False)
class Features:
    """Features of all beads between two lists of sentences.

    Attributes:
        match: Of beads with sentences on both sides.
        deletions: By type of deletion and by name; source sentence i deleted before target sentence j has its place
            in an array of shape (n, m + 1), target sentence j deleted before source sentence i in one of shape
            (n + 1, m), or in one broadcastable to that.
    """

    match: MatchFeatures
    deletions: dict[int, dict[str, Array]]

    @property
    def size(self) -> tuple[int, int]:
        """Numbers of source and target sentences, n and m."""
        n, m = self.match.beads["similarity"].shape[1:]
        return n, m

    def deletion_shape(self, deletion: int) -> tuple[int, int]:
        """Return what the features of a type of deletion are broadcast to."""
        n, m = self.size
        return (n, m + 1) if deletion == SOURCE_DELETION else (n + 1, m)


def bead_features(source: Side, target: Side, expected_ratio: float) -> Features:
    """Compute the features of all beads.

    Args:
        source: n source sentences.
        target: m target sentences.
        expected_ratio: Logarithm of how many times longer, in code points, the target text is expected to be.
    """
    cosines = cosines_of_runs(source, target)
    similarity = similarity_of_beads(source, target, *cosines)
    beads = {
        **{f"type {name}": _is_of_class(name) for name in TYPE_CLASSES},
        "similarity": similarity,
        "similarity above 0.4": np.maximum(similarity - 0.4, 0),
        "similarity above 0.6": np.maximum(similarity - 0.6, 0),
        **_margins(similarity, *cosines),
        **_lengths(source, target, expected_ratio),
        **_parts(similarity, *cosines),
        **_ends(source, target),
        **_quotations(source, target),
        **_paragraphs(source, target),
    }
    sentences = _anchors(source, target)
    source_deletion = _deletions(source, cosines[0][:, 0])
    target_deletion = _deletions(target, cosines[1][:, 0])
    if source.words is not None and target.words is not None:
        words = Words(source.words, target.words, len(source), len(target))
        beads |= words.beads
        sentences |= words.sentences
        source_deletion |= words.source_deletion
        target_deletion |= words.target_deletion
    return Features(
        MatchFeatures(beads, sentences, _joints(source, target)),
        {
            SOURCE_DELETION: source_deletion,
            TARGET_DELETION: {name: value.T for name, value in target_deletion.items()},
        },
    )


@lru_cache(maxsize=len(TYPE_CLASSES))
def _is_of_class(name: str) -> Array:
    return np.array([type_class(shape) == name for shape in MATCH_TYPES], dtype=np.float32)[:, None, None]


def cosines_of_runs(source: Side, target: Side) -> tuple[Array, Array]:
    """Return the cosines of each side's runs and the other's sentences, shapes (n, LONGEST_RUN, m) and its mirror."""

    def cosines(own: Array, other: Array) -> Array:
        count, longest, size = own.shape
        return (own.reshape(count * longest, size) @ other[:, 0].T).reshape(count, longest, len(other))

    return cosines(source.runs, target.runs), cosines(target.runs, source.runs)


def similarity_of_beads(source: Side, target: Side, wide: Array, tall: Array) -> Array:
    """Return the cosine of each bead's two runs, shape (types, n, m); it tells nothing where a run passes the end."""
    similarity = np.empty((len(MATCH_TYPES), len(source), len(target)), dtype=np.float32)
    similarity[ONE_TO_MANY] = tall.transpose(1, 2, 0)
    similarity[MANY_TO_ONE] = wide.transpose(1, 0, 2)
    for number in SQUARE:
        m, n = MATCH_TYPES[number]
        np.matmul(source.runs[:, m - 1], target.runs[:, n - 1].T, out=similarity[number])
    return similarity


def _top_mean(similarity: Array) -> Array:
    """Return the mean of the greatest few values along the last axis, where there may be fewer."""
    count = min(_NEIGHBOURS, similarity.shape[-1])
    top = np.partition(similarity, similarity.shape[-1] - count, axis=-1)[..., similarity.shape[-1] - count :]
    missing = (_NEIGHBOURS - count) * _USUAL_SIMILARITY
    mean: Array = (top.sum(axis=-1) + np.float32(missing)) / np.float32(_NEIGHBOURS)
    return mean


def _margins(similarity: Array, wide: Array, tall: Array) -> dict[str, Array]:
    """Compare a bead's similarity with what its runs reach with the sentences around (Artetxe and Schwenk 2019)."""
    around = np.add(*of_runs(*(_top_mean(cosines).T / np.float32(2) for cosines in (wide, tall))))
    ratio: Array = np.clip(similarity / np.maximum(around, 0.05), 0, 3)
    return {"margin": similarity - around, "ratio margin": ratio}


def _lengths(source: Side, target: Side, expected_ratio: float) -> dict[str, Array]:
    """Return minus the square of the log length ratio, plain and grown with length, as its variance shrinks."""
    half = np.float32(np.exp(expected_ratio / 2))
    lengths = run_sums(source.lengths) * half, run_sums(target.lengths) / half
    left, right = of_runs(*(np.log(length + np.float32(_LENGTH_FLOOR)) for length in lengths))
    ratio = right - left
    square: Array = np.minimum(ratio * ratio, np.float32(1.5))
    size = np.add(*of_runs(*(length / np.float32(2) for length in lengths)))
    by_size: Array = square * np.minimum(size, 200)
    by_size /= -100
    return {"length": -square, "length by size": by_size}


def _parts(similarity: Array, wide: Array, tall: Array) -> dict[str, Array]:
    """Compare a bead with the beads it would be without an outer sentence, with one more, and with its parts."""
    shorter, longer = np.full_like(similarity, -np.inf), np.full_like(similarity, -np.inf)
    inside = np.where(fits(*similarity.shape[1:]), similarity, np.float32(-np.inf))
    for numbers, without, _, step in SHRINKING:
        values = similarity[without]
        shorter[numbers] = np.maximum(shorter[numbers], np.maximum(values, later(values, *step)))
        values = inside[numbers]
        longer[without] = np.maximum(longer[without], np.maximum(values, earlier(values, *step)))
    # There is nothing to compare a bead with that no longer one has room for.
    better = np.where(np.isfinite(longer), np.clip(longer - similarity, -0.5, 0.5), np.float32(0))
    weakest = weakest_part(tall.transpose(1, 2, 0), wide.transpose(1, 2, 0))
    return {
        "gain over part": np.where(HAS_PARTS > 0, similarity - shorter, np.float32(0)),
        "weakest part": weakest,
        "weakest part below 0.3": np.minimum(weakest - 0.3, 0) * HAS_PARTS,
        "better when longer": better,
    }


def _joints(source: Side, target: Side) -> tuple[Array, Array]:
    """Return what the joints of each side have, by `_AT_JOINTS`."""
    known = _know_paragraphs(source, target)
    begins, other = (np.append(side.begins[1:] & known, False)[: len(side)] for side in (source, target))
    return np.column_stack([source.joints, begins]), np.column_stack([target.joints, other])


def _know_paragraphs(source: Side, target: Side) -> bool:
    return bool(source.begins[1:].any() and target.begins[1:].any())


def _paragraphs(source: Side, target: Side) -> dict[str, Array]:
    """Tell whether paragraphs begin together."""
    begins, other = (side.begins.astype(np.float32) for side in (source, target))
    together = begins[:, None] * other - np.abs(begins[:, None] - other)
    return {"paragraphs begin together": together[None] * np.float32(_know_paragraphs(source, target))}


def _ends(source: Side, target: Side) -> dict[str, Array]:
    """Compare the numbers of sentence ends in a bead's two sides with those of what are taken for sentences."""
    ends = np.abs(np.subtract(*of_runs(run_sums(source.ends), run_sums(target.ends))))
    more = np.clip(ends - _LINE_DIFFERENCES, -2, 2)
    return {"sentence ends differ more": np.maximum(more, 0), "sentence ends differ less": np.maximum(-more, 0)}


def _quotations(source: Side, target: Side) -> dict[str, Array]:
    """Compare the numbers of quotations in a bead's two sides, interrupted ones counted once or by their parts."""
    most = of_runs(run_sums(source.quotations), run_sums(target.quotations))
    fewest = of_runs(
        *(
            run_sums(side.quotations - side.resumptions[0]) - inner_sums(side.resumptions[1])
            for side in (source, target)
        )
    )
    differ = np.maximum(fewest[0] - most[1], fewest[1] - most[0])
    return {"quotations differ": np.clip(differ, np.float32(0), np.float32(2))}


def _anchors(source: Side, target: Side) -> dict[str, tuple[Array, Array]]:
    """Count the anchors that have a counterpart in runs of the other side, and those that have none."""
    features: dict[str, tuple[Array, Array]] = {}
    sides = _found(source, target), _found(target, source)
    for name, (found, missing), (found_back, missing_back) in zip(("values", "entities"), *sides, strict=True):
        features[f"{name} found"] = found, found_back
        features[f"{name} missing"] = missing, missing_back
    return features


def _found(side: Side, other: Side) -> Iterator[tuple[Array, Array]]:
    """Count anchors of each kind with and without counterpart; shape (LONGEST_RUN, n, m) each, by the other's run."""
    support = evidence.over_runs(evidence.anchor_support(side.anchors, other.anchors, len(other)))
    last = 0
    for own in side.anchors:
        first, last = last, last + len(own.keys)
        found = evidence.sum_by_sentence(support[:, :, first:last], own.sentences, len(side))
        counts = np.bincount(own.sentences, minlength=len(side)).astype(np.float32)
        yield found, counts[:, None] - found


def _deletions(side: Side, similarity: Array) -> dict[str, Array]:
    """Return the features of deleting each sentence at each gap of the other side; broadcastable to (n, m + 1)."""
    beside = nearby(similarity)
    return {
        "deletion": np.ones((1, 1), dtype=np.float32),
        "deleted: best similarity": similarity.max(axis=1, initial=0)[:, None],
        "deleted: similarity nearby": beside,
        "deleted: similarity nearby above 0.3": np.maximum(beside - 0.3, 0),
        "deleted: length": np.log((side.lengths + _LENGTH_FLOOR) / 50)[:, None],
    }
