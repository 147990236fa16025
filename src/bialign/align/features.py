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
from bialign.align.joints import JOINT_FEATURES
from bialign.align.lattice import LONGEST_RUN, MATCH_TYPES

if TYPE_CHECKING:
    from bialign.align.evidence import AnchorKeys
    from bialign.encoders.base import WordVectors

Array = NDArray[np.float32]

# Sentences of the other side that a sentence's similarity is compared with.
_NEIGHBOURS = 4
# Code points added to both lengths before their ratio is taken, so that short sentences vary more.
_LENGTH_FLOOR = 4
# A run's weight of words below which a share of it means nothing.
_WORDS_FLOOR = 0.5


@attrs.frozen(eq=False)
class Side:
    """One side of an alignment, as the features see it.

    Attributes:
        runs: Unit vectors of runs of sentences, shape (n, LONGEST_RUN, d).
        lengths: Lengths in code points without white space, shape (n,).
        joints: What `joint_signs` says of each sentence and the next, shape (n, 5).
        begins: Whether a sentence begins a paragraph, shape (n,); all False where paragraphs are not known.
        words: Word vectors, or None where the encoder has none.
        anchors: Anchors by kind: values and entities.
    """

    runs: Array
    lengths: Array
    joints: Array
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
    "paragraph break inside",
    "paragraphs begin together",
    "values found",
    "values missing",
    "entities found",
    "entities missing",
)
WORD_FEATURES = (
    "words found",
    "words found well",
    "share of words found",
    "words by chance",
    "weakest part's words",
    "new words of weakest part",
    "new words below 0.25",
)
DELETION_FEATURES = (
    "deletion",
    "deleted: best similarity",
    "deleted: similarity nearby",
    "deleted: similarity nearby above 0.3",
    "deleted: length",
)
DELETION_WORD_FEATURES = (
    "deleted: words found nearby",
    "deleted: amount of words found nearby",
    "deleted: amount of words found anywhere",
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
        **_anchors(source, target),
    }
    source_deletion = _deletions(source, single)
    target_deletion = _deletions(target, np.ascontiguousarray(single.T))
    if source.words is not None and target.words is not None:
        words = _Words(source.words, target.words, len(source), len(target))
        match |= words.match
        source_deletion |= words.source_deletion
        target_deletion |= words.target_deletion
    return Features(match, source_deletion, {name: value.T for name, value in target_deletion.items()})


def _is_of_class(name: str) -> Array:
    return np.array([type_class(shape) == name for shape in MATCH_TYPES], dtype=np.float32)[:, None, None]


@lru_cache(maxsize=1)
def _type_numbers() -> dict[tuple[int, int], int]:
    return {shape: number for number, shape in enumerate(MATCH_TYPES)}


# Whether a type has several sentences on a side, and so parts.
_HAS_PARTS = 1 - _is_of_class("1-1")

# Numbers of the types 1-1 to 1-8, of 1-1 to 8-1, and of those with several sentences on both sides.
_ONE_TO_MANY = [number for number, (m, _) in enumerate(MATCH_TYPES) if m == 1]
_MANY_TO_ONE = [number for number, (_, n) in enumerate(MATCH_TYPES) if n == 1]
_SQUARE = [number for number, shape in enumerate(MATCH_TYPES) if min(shape) > 1]
# The number of each type with its sides exchanged.
_MIRRORED = [MATCH_TYPES.index((n, m)) for m, n in MATCH_TYPES]


def _similarity(source: Side, target: Side) -> Array:
    """Return the cosine of each bead's two runs, shape (types, n, m); 0 where a run would pass the end."""
    return np.stack([source.runs[:, m - 1] @ target.runs[:, n - 1].T for m, n in MATCH_TYPES])


def _later(values: Array, down: int, across: int) -> Array:
    """Return the array with ``[..., i, j]`` holding what stood at ``[..., i + down, j + across]``; 0 beyond."""
    moved = np.zeros_like(values)
    rows, columns = values.shape[-2] - down, values.shape[-1] - across
    if rows > 0 and columns > 0:
        moved[..., :rows, :columns] = values[..., down:, across:]
    return moved


def _earlier(values: Array, down: int, across: int) -> Array:
    """Return the array with ``[..., i, j]`` holding what stood at ``[..., i - down, j - across]``; -1 before."""
    moved = np.full_like(values, -1)
    rows, columns = values.shape[-2] - down, values.shape[-1] - across
    if rows > 0 and columns > 0:
        moved[..., down:, across:] = values[..., :rows, :columns]
    return moved


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


def _run_sums(values: Array) -> Array:
    """Sum over runs of sentences: (n,) or (n, k) to (LONGEST_RUN, n) or (LONGEST_RUN, n, k); cut short at the end."""
    total = np.concatenate([np.zeros_like(values[:1]), np.cumsum(values, axis=0)])
    ends = np.minimum(np.arange(1, LONGEST_RUN + 1)[:, None] + np.arange(len(values)), len(values))
    sums: Array = total[ends] - total[None, :-1]
    return sums


def _of_runs(source: Array, target: Array) -> tuple[Array, Array]:
    """Pick what belongs to each bead type: (LONGEST_RUN, n) and (LONGEST_RUN, m) to what adds to (types, n, m)."""
    sizes = np.array(MATCH_TYPES) - 1
    return source[sizes[:, 0]][:, :, None], target[sizes[:, 1]][:, None, :]


def _lengths(source: Side, target: Side, expected_ratio: float) -> dict[str, Array]:
    """Return minus the square of the log length ratio, plain and grown with length, as its variance shrinks."""
    half = np.float32(np.exp(expected_ratio / 2))
    left, right = _of_runs(_run_sums(source.lengths) * half, _run_sums(target.lengths) / half)
    ratio = np.log((right + _LENGTH_FLOOR) / (left + _LENGTH_FLOOR))
    square: Array = np.minimum(ratio * ratio, np.float32(1.5))
    by_size: Array = (square * np.minimum((left + right) / 2, 200) / -100).astype(np.float32, copy=False)
    return {"length": -square, "length by size": by_size}


def _parts(similarity: Array) -> dict[str, Array]:
    """Compare a bead with the beads it would be without an outer sentence, with one more, and with its parts."""
    numbers = _type_numbers()
    gain, longer = np.zeros_like(similarity), np.full_like(similarity, -1)
    # Beads of one sentence on one side make two families, each with a step from one to the next.
    for family, step in ((_ONE_TO_MANY, (0, 1)), (_MANY_TO_ONE, (1, 0))):
        values = similarity[family]
        gain[family[1:]] = values[1:] - np.maximum(values[:-1], _later(values[:-1], *step))
        longer[family[:-1]] = np.maximum(longer[family[:-1]], np.maximum(values[1:], _earlier(values[1:], *step)))
    for number in _SQUARE:
        m, n = MATCH_TYPES[number]
        smaller = [
            (similarity[numbers[shape]], step)
            for shape, step in (((m - 1, n), (1, 0)), ((m, n - 1), (0, 1)))
            if shape in numbers
        ]
        best = np.maximum.reduce([np.maximum(values, _later(values, *step)) for values, step in smaller])
        gain[number] = similarity[number] - best
    for number, (m, n) in enumerate(MATCH_TYPES):
        for shape, step in (((m + 1, n), (1, 0)), ((m, n + 1), (0, 1))):
            if numbers.get(shape, 0) in _SQUARE:
                grown = similarity[numbers[shape]]
                np.maximum(longer[number], np.maximum(grown, _earlier(grown, *step)), out=longer[number])
    weakest = _weakest(similarity[_ONE_TO_MANY], similarity[_MANY_TO_ONE].transpose(0, 2, 1))
    return {
        "gain over part": gain,
        "weakest part": weakest,
        "weakest part below 0.3": np.minimum(weakest - 0.3, 0) * _HAS_PARTS,
        "better when longer": np.clip(longer - similarity, -0.5, 0.5),
    }


def _weakest(source: Array, target: Array) -> Array:
    """Return the least value that any part of a bead with several reaches in the other side's run.

    Args:
        source: Values of each source sentence in each target run, shape (LONGEST_RUN, n, m).
        target: Values of each target sentence in each source run, shape (LONGEST_RUN, m, n).

    Returns:
        Shape (types, n, m); 0 for 1-1.
    """
    weakest = np.zeros((len(MATCH_TYPES), *source.shape[1:]), dtype=np.float32)
    weakest[_ONE_TO_MANY[1:]] = _least_of_rows(target[0]).transpose(0, 2, 1)
    weakest[_MANY_TO_ONE[1:]] = _least_of_rows(source[0])
    for number in _SQUARE:
        m, n = MATCH_TYPES[number]
        parts = [_later(source[n - 1], part, 0) for part in range(m)]
        parts += [_later(target[m - 1], part, 0).T for part in range(n)]
        weakest[number] = np.minimum.reduce(parts)
    return weakest


def _least_of_rows(values: Array) -> Array:
    """Return the least of 2 to LONGEST_RUN rows from each row on: (n, m) to (LONGEST_RUN - 1, n, m); 0 at the end."""
    least = np.zeros((LONGEST_RUN - 1, *values.shape), dtype=np.float32)
    current = values
    for extra in range(1, min(LONGEST_RUN, len(values))):
        current = np.minimum(current[:-1], values[extra:])
        least[extra - 1, : len(current)] = current
    return least


def _joints(source: Side, target: Side) -> dict[str, Array]:
    """Count what the joints inside a bead look like, and whether paragraphs begin with it."""

    def inside(joints: Array) -> Array:
        sums = _run_sums(joints)
        return np.concatenate([np.zeros_like(sums[:1]), sums[:-1]])

    left, right = inside(source.joints), inside(target.joints)
    counts = {
        name: np.add(*_of_runs(left[:, :, place], right[:, :, place])) for place, name in enumerate(JOINT_FEATURES)
    }
    begins, other = source.begins.astype(np.float32), target.begins.astype(np.float32)
    breaks = np.add(*_of_runs(inside(np.append(begins[1:], 0)), inside(np.append(other[1:], 0))))
    known = float(begins[1:].any() and other[1:].any())
    together = begins[:, None] * other[None, :] - np.abs(begins[:, None] - other[None, :])
    return {**counts, "paragraph break inside": breaks * known, "paragraphs begin together": together[None] * known}


def _anchors(source: Side, target: Side) -> dict[str, Array]:
    """Count the anchors of a bead that have a counterpart in it, and those that have none."""
    features: dict[str, Array] = {}
    for name, own, other in zip(("values", "entities"), source.anchors, target.anchors, strict=True):
        found, missing = _found(own, other, len(source), len(target))
        found_back, missing_back = _found(other, own, len(target), len(source))
        features[f"{name} found"] = _by_type(found, found_back)
        features[f"{name} missing"] = _by_type(missing, missing_back)
    return features


def _found(own: AnchorKeys, other: AnchorKeys, n: int, m: int) -> tuple[Array, Array]:
    """Count anchors with and without counterpart; shape (LONGEST_RUN, n, m) each, by the other side's run."""
    support = evidence.over_runs(evidence.anchor_support(own, other, m))
    return (
        evidence.sum_by_sentence(support, own.sentences, n),
        evidence.sum_by_sentence(1 - support, own.sentences, n),
    )


def _by_type(source: Array, target: Array) -> Array:
    """Add up what the sentences of both sides have in the other side's runs.

    Args:
        source: Shape (LONGEST_RUN, n, m): of source sentence i in the run of target sentences from j on.
        target: Shape (LONGEST_RUN, m, n), likewise.

    Returns:
        Shape (types, n, m).
    """
    return _own_by_type(source) + _own_by_type(target)[_MIRRORED].transpose(0, 2, 1)


def _own_by_type(values: Array) -> Array:
    """Add up what the sentences of one side's run have in the other side's: (LONGEST_RUN, n, m) to (types, n, m)."""
    sums = np.empty((len(MATCH_TYPES), *values.shape[1:]), dtype=np.float32)
    sums[_ONE_TO_MANY] = values
    sums[_MANY_TO_ONE] = _run_sums(values[0])
    for number in _SQUARE:
        m, n = MATCH_TYPES[number]
        own = values[n - 1]
        sums[number] = own
        for extra in range(1, min(m, len(own))):
            sums[number, :-extra] += own[extra:]
    return sums


class _Words:
    """Features of words: as many as a bead's words find a counterpart in it, the better (cf. IBM model 1)."""

    def __init__(self, source: WordVectors, target: WordVectors, n: int, m: int) -> None:
        self._weights = (_sentence_weights(source, n), _sentence_weights(target, m))
        counts = (np.bincount(source.sentences, minlength=n), np.bincount(target.sentences, minlength=m))
        supports = (
            evidence.over_runs(evidence.word_support(source, target, m)),
            evidence.over_runs(evidence.word_support(target, source, n)),
        )
        found, well = [], []
        for words, support, size in ((source, supports[0], n), (target, supports[1], m)):
            weighted = words.weights[:, None]
            found.append(evidence.sum_by_sentence(support * weighted, words.sentences, size))
            well.append(evidence.sum_by_sentence(np.maximum(support - 0.35, 0) * weighted, words.sentences, size))
        left, right = _of_runs(*(_run_sums(weights) for weights in self._weights))
        chances = [np.log(_run_sums(count.astype(np.float32)) + 1) for count in counts]
        left_chance, right_chance = _of_runs(*chances)
        own, other = _own_by_type(found[0]), _own_by_type(found[1])[_MIRRORED].transpose(0, 2, 1)
        shares: list[Array] = [
            (amount / np.maximum(weights, _WORDS_FLOOR)[:, None]).astype(np.float32, copy=False)
            for amount, weights in zip(found, self._weights, strict=True)
        ]
        new = self._new_words(own, other)
        self.match = {
            "words found": (own + other) / 10,
            "words found well": _by_type(well[0], well[1]) / 10,
            "share of words found": (own / np.maximum(left, _WORDS_FLOOR) + other / np.maximum(right, _WORDS_FLOOR))
            / 2,
            "words by chance": (left * right_chance + right * left_chance) / 100,
            "weakest part's words": _weakest(shares[0], shares[1]),
            "new words of weakest part": new,
            "new words below 0.25": np.minimum(new - 0.25, 0) * _HAS_PARTS,
        }
        self.source_deletion = _word_deletions(found[0][0], self._weights[0])
        self.target_deletion = _word_deletions(found[1][0], self._weights[1])

    def _new_words(self, own: Array, other: Array) -> Array:
        """Return the least that an outer part adds to what is found of the other side, by the part's own weight.

        A sentence that repeats its neighbour, as a headline repeats the lead, has its words found but adds nothing.

        Args:
            own: What is found of the source side's words, shape (types, n, m).
            other: What is found of the target side's words, shape (types, n, m).
        """
        least = np.full_like(own, np.inf)
        weights = [np.maximum(side, _WORDS_FLOOR) for side in self._weights]
        numbers = _type_numbers()
        for number, (m, n) in enumerate(MATCH_TYPES):
            # Dropping a source sentence loses target words, and the other way round.
            for shape, step, amounts, side, axis in (
                ((m - 1, n), (1, 0), other, weights[0], 0),
                ((m, n - 1), (0, 1), own, weights[1], 1),
            ):
                if 0 in shape:
                    continue
                size = (m, n)[axis]
                last = np.full(len(side), np.inf, dtype=np.float32)
                last[: max(len(side) - size + 1, 0)] = side[size - 1 :]
                without = amounts[numbers[shape]]
                for edge, weight in ((without, last), (_later(without, *step), side)):
                    scaled = (amounts[number] - edge) / (weight[:, None] if axis == 0 else weight)
                    np.minimum(least[number], scaled, out=least[number])
        least[0] = 0
        return np.clip(least, 0, 1)


def _sentence_weights(words: WordVectors, count: int) -> Array:
    sums: Array = np.bincount(words.sentences, words.weights, minlength=count).astype(np.float32)
    return sums


def _nearby(values: Array) -> Array:
    """Return the greater of the two values beside each gap: (n, m) to (n, m + 1)."""
    edge = np.zeros((len(values), 1), dtype=np.float32)
    greater: Array = np.maximum(np.concatenate([edge, values], axis=1), np.concatenate([values, edge], axis=1))
    return greater


def _deletions(side: Side, similarity: Array) -> dict[str, Array]:
    """Return the features of deleting each sentence at each gap of the other side; shape (n, m + 1) or alike."""
    nearby = _nearby(similarity)
    best = similarity.max(axis=1, initial=0)[:, None]
    same = np.ones_like(nearby)
    return {
        "deletion": same,
        "deleted: best similarity": best * same,
        "deleted: similarity nearby": nearby,
        "deleted: similarity nearby above 0.3": np.maximum(nearby - 0.3, 0),
        "deleted: length": np.log((side.lengths + _LENGTH_FLOOR) / 50)[:, None] * same,
    }


def _word_deletions(found: Array, weights: Array) -> dict[str, Array]:
    nearby = _nearby(found)
    return {
        "deleted: words found nearby": nearby / np.maximum(weights, _WORDS_FLOOR)[:, None],
        "deleted: amount of words found nearby": nearby / 10,
        "deleted: amount of words found anywhere": np.broadcast_to(
            found.max(axis=1, initial=0)[:, None] / 10, nearby.shape
        ),
    }
