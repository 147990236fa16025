"""What speaks for and against a bead: a few numbers for every bead that two lists of sentences allow.

All features are symmetric in source and target, so that swapping the sides mirrors the alignment. Arrays over beads
have the shape (types, n, m): by bead type, first source sentence and first target sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np
from numpy.typing import NDArray

from bialign.align import evidence
from bialign.align.bead_arrays import (
    HAS_PARTS,
    MANY_TO_ONE,
    ONE_TO_MANY,
    SQUARE,
    TYPE_NUMBERS,
    earlier,
    later,
    nearby,
    of_runs,
    run_sums,
    sum_by_type,
    weakest_part,
)
from bialign.align.joints import JOINT_FEATURES
from bialign.align.lattice import LONGEST_RUN, MATCH_TYPES
from bialign.align.word_features import Words

if TYPE_CHECKING:
    from bialign.align.evidence import AnchorKeys
    from bialign.encoders.base import WordVectors

Array = NDArray[np.float32]

# Sentences of the other side that a sentence's similarity is compared with.
_NEIGHBOURS = 4
# Code points added to both lengths before their ratio is taken, so that short sentences vary more.
_LENGTH_FLOOR = 4


@attrs.frozen(eq=False)
class Side:
    """One side of an alignment, as the features see it.

    Attributes:
        runs: Unit vectors of runs of sentences, shape (n, LONGEST_RUN, d).
        lengths: Lengths in code points without white space, shape (n,).
        joints: What `joint_signs` says of each sentence and the next, shape (n, 6).
        ends: Ends of sentences in each, shape (n,): see `sentence_ends`.
        begins: Whether a sentence begins a paragraph, shape (n,); all False where paragraphs are not known.
        words: Word vectors, or None where the encoder has none.
        anchors: Anchors by kind: values and entities.
    """

    runs: Array
    lengths: Array
    joints: Array
    ends: Array
    begins: NDArray[np.bool_]
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
            begins=self.begins[first:last],
            words=None if self.words is None else self.words.part(first, last),
            anchors=(self.anchors[0].part(first, last), self.anchors[1].part(first, last)),
        )


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
    "sentence ends differ more",
    "sentence ends differ less",
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
class Features:
    """Features of all beads between two lists of sentences.

    Attributes:
        match: By name, each of shape (types, n, m), or broadcastable to it.
        source_deletion: By name, shape (n, m + 1): source sentence i deleted before target sentence j.
        target_deletion: By name, shape (n + 1, m): target sentence j deleted before source sentence i.
    """

    match: dict[str, Array]
    source_deletion: dict[str, Array]
    target_deletion: dict[str, Array]


def bead_features(source: Side, target: Side, expected_ratio: float) -> Features:
    """Compute the features of all beads.

    Args:
        source: n source sentences.
        target: m target sentences.
        expected_ratio: Logarithm of how many times longer, in code points, the target text is expected to be.
    """
    similarity = _similarity(source, target)
    single = similarity[0]
    match = {
        **{f"type {name}": _is_of_class(name) for name in TYPE_CLASSES},
        "similarity": similarity,
        "similarity above 0.4": np.maximum(similarity - 0.4, 0),
        "similarity above 0.6": np.maximum(similarity - 0.6, 0),
        **_margins(source, target, similarity),
        **_lengths(source, target, expected_ratio),
        **_parts(similarity),
        **_joints(source, target),
        **_ends(source, target),
        **_anchors(source, target),
    }
    source_deletion = _deletions(source, single)
    target_deletion = _deletions(target, np.ascontiguousarray(single.T))
    if source.words is not None and target.words is not None:
        words = Words(source.words, target.words, len(source), len(target))
        match |= words.match
        source_deletion |= words.source_deletion
        target_deletion |= words.target_deletion
    return Features(match, source_deletion, {name: value.T for name, value in target_deletion.items()})


def _is_of_class(name: str) -> Array:
    return np.array([type_class(shape) == name for shape in MATCH_TYPES], dtype=np.float32)[:, None, None]


def _similarity(source: Side, target: Side) -> Array:
    """Return the cosine of each bead's two runs, shape (types, n, m); 0 where a run would pass the end."""
    return np.stack([source.runs[:, m - 1] @ target.runs[:, n - 1].T for m, n in MATCH_TYPES])


def _top_mean(similarity: Array) -> Array:
    """Return the mean of the greatest few values along the last axis."""
    count = min(_NEIGHBOURS, similarity.shape[-1])
    if count == 0:
        return np.zeros(similarity.shape[:-1], dtype=np.float32)
    top = np.partition(similarity, similarity.shape[-1] - count, axis=-1)[..., -count:]
    mean: Array = top.mean(axis=-1)
    return mean


def _margins(source: Side, target: Side, similarity: Array) -> dict[str, Array]:
    """Compare a bead's similarity with what its runs reach with the sentences around (Artetxe and Schwenk 2019)."""
    n, m = len(source), len(target)
    size = source.runs.shape[2]
    wide = (source.runs.reshape(n * LONGEST_RUN, size) @ target.runs[:, 0].T).reshape(n, LONGEST_RUN, m)
    tall = (target.runs.reshape(m * LONGEST_RUN, size) @ source.runs[:, 0].T).reshape(m, LONGEST_RUN, n)
    around_source, around_target = _top_mean(wide), _top_mean(tall)
    sizes = np.array(MATCH_TYPES) - 1
    around = (around_source[:, sizes[:, 0]].T[:, :, None] + around_target[:, sizes[:, 1]].T[:, None, :]) / 2
    margin: Array = (similarity - around).astype(np.float32, copy=False)
    ratio: Array = np.clip(similarity / np.maximum(around, 0.05), 0, 3)
    return {"margin": margin, "ratio margin": ratio}


def _lengths(source: Side, target: Side, expected_ratio: float) -> dict[str, Array]:
    """Return minus the square of the log length ratio, plain and grown with length, as its variance shrinks."""
    half = np.float32(np.exp(expected_ratio / 2))
    left, right = of_runs(run_sums(source.lengths) * half, run_sums(target.lengths) / half)
    ratio = np.log((right + _LENGTH_FLOOR) / (left + _LENGTH_FLOOR))
    square: Array = np.minimum(ratio * ratio, np.float32(1.5))
    by_size: Array = (square * np.minimum((left + right) / 2, 200) / -100).astype(np.float32, copy=False)
    return {"length": -square, "length by size": by_size}


def _parts(similarity: Array) -> dict[str, Array]:
    """Compare a bead with the beads it would be without an outer sentence, with one more, and with its parts."""
    gain, longer = np.zeros_like(similarity), np.full_like(similarity, -1)
    # Beads of one sentence on one side make two families, each with a step from one to the next.
    for family, step in ((ONE_TO_MANY, (0, 1)), (MANY_TO_ONE, (1, 0))):
        values = similarity[family]
        gain[family[1:]] = values[1:] - np.maximum(values[:-1], later(values[:-1], *step))
        longer[family[:-1]] = np.maximum(longer[family[:-1]], np.maximum(values[1:], earlier(values[1:], *step)))
    for number in SQUARE:
        m, n = MATCH_TYPES[number]
        smaller = [
            (similarity[TYPE_NUMBERS[shape]], step)
            for shape, step in (((m - 1, n), (1, 0)), ((m, n - 1), (0, 1)))
            if shape in TYPE_NUMBERS
        ]
        best = np.maximum.reduce([np.maximum(values, later(values, *step)) for values, step in smaller])
        gain[number] = similarity[number] - best
    for number, (m, n) in enumerate(MATCH_TYPES):
        for shape, step in (((m + 1, n), (1, 0)), ((m, n + 1), (0, 1))):
            if TYPE_NUMBERS.get(shape, 0) in SQUARE:
                grown = similarity[TYPE_NUMBERS[shape]]
                np.maximum(longer[number], np.maximum(grown, earlier(grown, *step)), out=longer[number])
    weakest = weakest_part(similarity[ONE_TO_MANY], similarity[MANY_TO_ONE].transpose(0, 2, 1))
    return {
        "gain over part": gain,
        "weakest part": weakest,
        "weakest part below 0.3": np.minimum(weakest - 0.3, 0) * HAS_PARTS,
        "better when longer": np.clip(longer - similarity, -0.5, 0.5),
    }


def _joints(source: Side, target: Side) -> dict[str, Array]:
    """Count what the joints inside a bead look like, and whether paragraphs begin with it."""

    def inside(joints: Array) -> Array:
        sums = run_sums(joints)
        return np.concatenate([np.zeros_like(sums[:1]), sums[:-1]])

    left, right = inside(source.joints), inside(target.joints)
    counts = {
        name: np.add(*of_runs(left[:, :, place], right[:, :, place])) for place, name in enumerate(JOINT_FEATURES)
    }
    begins, other = source.begins.astype(np.float32), target.begins.astype(np.float32)
    breaks = np.add(*of_runs(inside(np.append(begins[1:], 0)), inside(np.append(other[1:], 0))))
    known = float(begins[1:].any() and other[1:].any())
    together = begins[:, None] * other[None, :] - np.abs(begins[:, None] - other[None, :])
    return {**counts, "paragraph break inside": breaks * known, "paragraphs begin together": together[None] * known}


def _ends(source: Side, target: Side) -> dict[str, Array]:
    """Compare the numbers of sentence ends in a bead's two sides with those of what are taken for sentences."""
    ends = np.abs(np.subtract(*of_runs(run_sums(source.ends), run_sums(target.ends))))
    lines = np.array([abs(m - n) for m, n in MATCH_TYPES], dtype=np.float32)[:, None, None]
    more = np.clip(ends - lines, -2, 2)
    return {"sentence ends differ more": np.maximum(more, 0), "sentence ends differ less": np.maximum(-more, 0)}


def _anchors(source: Side, target: Side) -> dict[str, Array]:
    """Count the anchors of a bead that have a counterpart in it, and those that have none."""
    features: dict[str, Array] = {}
    for name, own, other in zip(("values", "entities"), source.anchors, target.anchors, strict=True):
        found, missing = _found(own, other, len(source), len(target))
        found_back, missing_back = _found(other, own, len(target), len(source))
        features[f"{name} found"] = sum_by_type(found, found_back)
        features[f"{name} missing"] = sum_by_type(missing, missing_back)
    return features


def _found(own: AnchorKeys, other: AnchorKeys, n: int, m: int) -> tuple[Array, Array]:
    """Count anchors with and without counterpart; shape (LONGEST_RUN, n, m) each, by the other side's run."""
    support = evidence.over_runs(evidence.anchor_support(own, other, m))
    return (
        evidence.sum_by_sentence(support, own.sentences, n),
        evidence.sum_by_sentence(1 - support, own.sentences, n),
    )


def _deletions(side: Side, similarity: Array) -> dict[str, Array]:
    """Return the features of deleting each sentence at each gap of the other side; shape (n, m + 1) or alike."""
    beside = nearby(similarity)
    best = similarity.max(axis=1, initial=0)[:, None]
    same = np.ones_like(beside)
    return {
        "deletion": same,
        "deleted: best similarity": best * same,
        "deleted: similarity nearby": beside,
        "deleted: similarity nearby above 0.3": np.maximum(beside - 0.3, 0),
        "deleted: length": np.log((side.lengths + _LENGTH_FLOOR) / 50)[:, None] * same,
    }
