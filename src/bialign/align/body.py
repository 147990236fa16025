"""Alignment of running text: the best path of beads, and the probability of each."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

import attrs
import numpy as np

from bialign.align.crossing import Crossings, choose_crossings, find_crossings, movable_steps, put_in_path
from bialign.align.deletion_rate import fit_deletions
from bialign.align.inference import (
    BeadScores,
    Posteriors,
    best_paths,
    expected_beads,
    merge_scores,
    posteriors,
    split_posteriors,
)
from bialign.align.lattice import Lattice, full_lattice, make_long_lattice, merge_lattices
from bialign.align.lines import JoinedBead, are_sentences, as_joined, join_steps
from bialign.align.probabilities import BeadProbabilities
from bialign.align.scoring import score_beads
from bialign.align.steps import Step
from bialign.beads import Bead
from bialign.compiled.loading import load_library
from bialign.threads import one_blas_thread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from bialign.align.corridor import Corridor
    from bialign.align.features import Side
    from bialign.align.model import ModelWeights


# Cells of the lattices that are worked out together: many enough to share among threads, or for loops over diagonals
# to cost little; few enough for memory and the processor's cache.
_GROUP_CELLS = 32768


@attrs.frozen(eq=False)
class Bodies:
    """Two lists of sentences to be aligned.

    Attributes:
        source: n source sentences; there may be none.
        target: m target sentences.
        expected_ratio: See `features.bead_features`.
        corridor: The cells to look at; None for all.
    """

    source: Side
    target: Side
    expected_ratio: float
    corridor: Corridor | None


@attrs.frozen(eq=False)
class BodyAlignment:
    """The beads of two lists of sentences, and all that led to them.

    Attributes:
        source: The source side's features.
        target: The target side's features.
        expected_ratio: See `features.bead_features`.
        beads: In order of the path, crossing ones where their source lines were; indices count lines from 0.
        joined: What each bead was put together from.
        lattice: The cells that were looked at.
        scores: The score of each possible bead.
        found: The probability of each possible bead.
        crossings: What an editor may have moved.
    """

    source: Side
    target: Side
    expected_ratio: float
    beads: tuple[Bead, ...]
    joined: tuple[JoinedBead, ...]
    lattice: Lattice
    scores: BeadScores
    found: Posteriors
    crossings: Crossings


def align_bodies(
    pairs: Iterable[Bodies], weights: ModelWeights, *, crossing: bool, threads: int
) -> Iterator[BodyAlignment]:
    """Align pairs of lists of sentences, and put together what shares a line.

    Each path is the monotone one with the most beads expected to be right; each bead's score is its probability,
    summed over all paths.

    Args:
        pairs: What to align.
        weights: The model's weights.
        crossing: Whether deleted sentences are paired where they were likely moved: beads then cross.
        threads: Threads that share the work on many texts, or on a long one.

    Yields:
        An alignment for each pair, in order.
    """
    decode = _decode_together if load_library() is None else _decode_side_by_side
    make = partial(_make, crossing=crossing)
    for group in _in_groups(pairs):
        # A text that is alone has all threads for its blocks.
        score = partial(_score, weights=weights, threads=threads if len(group) == 1 else 1)
        yield from (make(*found) for found in decode(group, score, threads))


@attrs.frozen(eq=False)
class _Scored:
    """Two lists of sentences whose beads have scores."""

    bodies: Bodies
    lattice: Lattice
    scores: BeadScores


# Texts with the probabilities of their beads, and the best monotone path.
_Decoded: TypeAlias = tuple[_Scored, Posteriors, list[Step]]


def _in_groups(pairs: Iterable[Bodies]) -> Iterator[list[Bodies]]:
    """Gather short texts, so that they are worked out together; a long one is alone."""
    group: list[Bodies] = []
    cells = 0
    for pair in pairs:
        own = (len(pair.source) + 1) * (len(pair.target) + 1)
        if group and cells + own > _GROUP_CELLS:
            yield group
            group, cells = [], 0
        group.append(pair)
        cells += own
    if group:
        yield group


def _score(pair: Bodies, *, weights: ModelWeights, threads: int) -> _Scored:
    if pair.corridor is None:
        lattice = full_lattice(len(pair.source), len(pair.target))
    else:
        lattice = make_long_lattice(pair.corridor.lows, pair.corridor.highs, pair.corridor.cuts)
    if not _are_sentences(pair):
        lattice = lattice.among_lines(pair.source.lines, pair.target.lines)
    scores = score_beads(lattice, pair.source, pair.target, pair.expected_ratio, weights, threads=threads)
    return _Scored(pair, lattice, scores)


def _decode_side_by_side(
    group: Sequence[Bodies], score: Callable[[Bodies], _Scored], threads: int
) -> Iterable[_Decoded]:
    """Score and decode each text, several at a time: compiled code does not hold Python's lock."""
    if threads == 1 or len(group) == 1:
        return [_decode(score(pair)) for pair in group]
    with one_blas_thread(), ThreadPoolExecutor(threads) as pool:
        return list(pool.map(lambda pair: _decode(score(pair)), group))


def _decode(scored: _Scored) -> _Decoded:
    """Find the probabilities and the best path."""
    lattice = scored.lattice
    scored, found = _fit(scored, posteriors(lattice, scored.scores))
    steps = [step for piece in best_paths(lattice, expected_beads(lattice, found)) for step in piece]
    return scored, found, steps


def _fit(scored: _Scored, found: Posteriors) -> tuple[_Scored, Posteriors]:
    scores, found = fit_deletions(scored.lattice, scored.scores, found)
    return attrs.evolve(scored, scores=scores), found


def _decode_together(
    group: Sequence[Bodies], score: Callable[[Bodies], _Scored], _threads: int
) -> Iterable[_Decoded]:
    """Decode all texts at once: in numpy, diagonals of many cells cost little more than those of few."""
    texts = [score(pair) for pair in group]
    if len(texts) == 1:
        # A long text is in pieces already.
        return [_decode(texts[0])]
    lattices = [scored.lattice for scored in texts]
    merged, numbers = merge_lattices(lattices)
    every = split_posteriors(posteriors(merged, merge_scores([own.scores for own in texts], numbers)), numbers)
    fitted = list(map(_fit, texts, every))
    expected = [expected_beads(lattice, found) for lattice, (_, found) in zip(lattices, fitted, strict=True)]
    paths = best_paths(merged, merge_scores(expected, numbers))
    return [
        (scored, found, [attrs.evolve(step, cell=int(np.searchsorted(own, step.cell))) for step in path])
        for (scored, found), own, path in zip(fitted, numbers, paths, strict=True)
    ]


def _are_sentences(bodies: Bodies) -> bool:
    """Tell whether each line is one sentence."""
    return are_sentences(bodies.source.lines) and are_sentences(bodies.target.lines)


def _make(scored: _Scored, found: Posteriors, path: Sequence[Step], *, crossing: bool) -> BodyAlignment:
    bodies = scored.bodies
    joined = _join(bodies, path)
    if joined is None:
        raise AssertionError("Lines of a monotone path are next to each other.")
    crossings = find_crossings(
        scored.lattice,
        scored.scores,
        found,
        movable_steps(joined, bodies.source.lines, bodies.target.lines),
        parted=crossing,
    )
    chosen: dict[Step, float] = {}
    if crossing:
        chosen, joined = _cross(bodies, path, crossings, joined)
    probabilities = BeadProbabilities(bodies.source, bodies.target, scored.lattice, found, crossings, chosen)
    return BodyAlignment(
        bodies.source,
        bodies.target,
        bodies.expected_ratio,
        tuple(
            Bead(bead.source, bead.target, score=round(min(max(probabilities.of_lines(bead), 0.0), 1.0), 4))
            for bead in joined
        ),
        tuple(joined),
        scored.lattice,
        scored.scores,
        found,
        crossings,
    )


def _join(bodies: Bodies, steps: Sequence[Step]) -> list[JoinedBead] | None:
    if _are_sentences(bodies):
        return [as_joined(step) for step in steps]
    return join_steps(steps, bodies.source.lines, bodies.target.lines)


def _cross(
    bodies: Bodies, path: Sequence[Step], crossings: Crossings, monotone: list[JoinedBead]
) -> tuple[dict[Step, float], list[JoinedBead]]:
    """Choose crossing beads, and put the beads of lines together with them."""

    def joined_with(chosen: Mapping[Step, float]) -> list[JoinedBead] | None:
        return _join(bodies, put_in_path(path, chosen))

    chosen = choose_crossings(crossings)
    joined = joined_with(chosen)
    if joined is None:
        # The sentences of a line may have moved to different places.
        chosen = choose_crossings(crossings, fits=lambda chosen: joined_with(chosen) is not None)
        joined = joined_with(chosen)
    return chosen, joined or monotone
