"""Learning the aligner's weights from gold alignments, as a semi-Markov conditional random field.

The weights maximise the log probability of the gold beads, less a Gaussian prior (L-BFGS; Sarawagi and Cohen 2004).
Gold is of lines; where these hold several sentences, all paths of sentences that lead to it count.
"""

from __future__ import annotations

import json
import math
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import attrs
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bialign.align.blocks import make_blocks, pick
from bialign.align.features import bead_features
from bialign.align.inference import IMPOSSIBLE, BeadScores, parallel_sizes, posteriors
from bialign.align.lattice import (
    MATCH_TYPES,
    SOURCE_DELETION,
    TARGET_DELETION,
    Lattice,
    make_lattice,
    merge_lattices,
)
from bialign.align.lines import cut_lines, take_for_sentences
from bialign.align.model import (
    SEQUENCE_FEATURES,
    ModelWeights,
    feature_names,
    weights_from,
)
from bialign.align.sides import batches, encode_sides, expected_ratio, make_side, paragraph_begins, sentence_places
from bialign.documents import FragmentKind
from bialign.errors import ConfigurationError
from bialign.files import atomic_write
from bialign.threads import one_blas_thread, usable_cores

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from os import PathLike

    from bialign.align.features import Side
    from bialign.beads import Alignment, Bead
    from bialign.encoders.base import Encoder

Array = NDArray[np.float32]
Indices = NDArray[np.int64]
# The prior leaves scores too timid: probabilities of held-out articles are right when all weights grow by this.
_SHARPNESS = 1.15
# Cells beside the gold path, in either direction, that are looked at.
_HALF_WIDTH = 10
# Cells of a gold bead, of which all features are held: chapters are none.
_LARGEST_AREA = 4096
# Cells of the texts that are worked out together: their features take some 70 MB.
_GROUP_CELLS = 16384
# Most steps of L-BFGS.
_STEPS = 60


@attrs.frozen(eq=False)
class Example:
    """Pairs of texts with the paths of sentences that lead to gold beads of lines.

    Attributes:
        lattice: The cells near those paths.
        gold: The same cells, with the beads of those paths alone.
        match: Features, shape (types, c, features).
        source_deletion: Features, shape (c, features).
        target_deletion: Features, shape (c, features).
        beads: Number of gold beads.
    """

    lattice: Lattice
    gold: Lattice
    match: Array
    source_deletion: Array
    target_deletion: Array
    beads: int

    @property
    def texts(self) -> int:
        """Number of pairs of texts."""
        return len(self.lattice.lasts)

    @property
    def has_words(self) -> bool:
        """Whether the encoder gave features of words."""
        return bool(self.match.shape[2] > len(feature_names(words=False)[0]))


def make_example(
    source: Side, target: Side, expected_ratio: float, shapes: Sequence[tuple[int, int]]
) -> Example | None:
    """Work out the features of all beads of a pair of texts.

    Args:
        source: n sentences.
        target: m sentences.
        expected_ratio: See `features.bead_features`.
        shapes: The gold beads of lines: their types in order of a monotone path.

    Returns:
        None if no path of the lattice's beads leads to a gold bead, or one holds too many sentences to learn from.
    """
    words = source.words is not None and target.words is not None
    match_names, deletion_names = feature_names(words=words)
    areas = _gold_areas(shapes, source.lines, target.lines)
    if any(area.is_match and len(area.rows) * len(area.columns) > _LARGEST_AREA for area in areas):
        return None
    lattice = _lattice_around(areas, len(source), len(target)).among_lines(source.lines, target.lines)
    gold = _gold_lattice(lattice, areas, source.lines, target.lines)
    if not _has_path(gold):
        return None
    cells = len(lattice)
    match = np.zeros((len(MATCH_TYPES), cells, len(match_names)), dtype=np.float32)
    sides = [np.zeros((cells, len(deletion_names)), dtype=np.float32) for _ in range(2)]
    for block in make_blocks(lattice, len(source), len(target)):
        features = bead_features(*block.part_of(source, target), expected_ratio)
        matches, places = features.match.by_name(), block.match_places(lattice)
        for number, name in enumerate(match_names):
            match[:, block.cells, number] = pick(matches[name], places, 0)
        for side, (deletion, values) in zip(sides, features.deletions.items(), strict=True):
            shape, places = features.deletion_shape(deletion), block.deletion_places(lattice, deletion)
            for number, name in enumerate(deletion_names):
                side[block.cells, number] = pick(np.broadcast_to(values[name], shape), places, 0)
    return Example(lattice, gold, match, sides[0], sides[1], len(shapes))


@attrs.frozen
class _Area:
    """The sentences of a gold bead, or of deleted lines in a row.

    Attributes:
        rows: Its source sentences.
        columns: Its target sentences.
        is_match: Whether it is a bead of both sides.
    """

    rows: range
    columns: range
    is_match: bool


def _gold_areas(shapes: Iterable[tuple[int, int]], source: Indices, target: Indices) -> list[_Area]:
    """Turn the types of beads of lines into areas of sentences, deleted lines in a row together.

    Args:
        shapes: The types, in order.
        source: The line of each source sentence, shape (n,).
        target: The line of each target sentence, shape (m,).
    """
    areas = []
    line = other = 0
    for is_match, group in groupby(shapes, key=lambda shape: 0 not in shape):
        for shapes_together in ([shape] for shape in group) if is_match else [list(group)]:
            next_line, next_other = np.sum([(line, other), *shapes_together], axis=0).tolist()
            limits = [
                np.searchsorted(lines, ends).tolist()
                for lines, ends in ((source, (line, next_line)), (target, (other, next_other)))
            ]
            areas.append(_Area(range(*limits[0]), range(*limits[1]), is_match))
            line, other = next_line, next_other
    return areas


def _gold_lattice(lattice: Lattice, areas: Iterable[_Area], source: Indices, target: Indices) -> Lattice:
    """Keep those beads of a lattice that paths to the gold beads of lines may have.

    Inside the area of a gold bead paths must not pass between two lines on both sides. Of the side with more
    sentences there, those of lines that have several may be deleted: not all, so that the lines are paired.
    """
    rows, columns = lattice.rows, lattice.columns
    between_lines = (lattice.lines % 2 == 0).all(axis=0) if lattice.lines is not None else np.ones(len(rows), bool)
    kept = np.zeros(lattice.origins.shape, dtype=bool)
    several = [np.bincount(lines)[lines] > 1 for lines in (source, target)]
    for area in areas:
        first_row, last_row, first_column, last_column = (
            area.rows.start,
            area.rows.stop,
            area.columns.start,
            area.columns.stop,
        )
        here = (rows >= first_row) & (rows <= last_row) & (columns >= first_column) & (columns <= last_column)
        cells = np.flatnonzero(here)
        own_rows, own_columns = rows[cells], columns[cells]
        if not area.is_match:
            # The source's come first.
            kept[SOURCE_DELETION, cells] |= (own_columns == first_column) & (own_rows > first_row)
            kept[TARGET_DELETION, cells] |= (own_rows == last_row) & (own_columns > first_column)
            continue
        inside = (own_rows != last_row) | (own_columns != last_column)
        allowed = ~(between_lines[cells] & inside)
        for number, (m, n) in enumerate(MATCH_TYPES):
            kept[number, cells] |= allowed & (own_rows - m >= first_row) & (own_columns - n >= first_column)
        more = len(area.rows) - len(area.columns)
        for deletion, surplus, ends, first, repeated in (
            (SOURCE_DELETION, more, own_rows, first_row, several[0]),
            (TARGET_DELETION, -more, own_columns, first_column, several[1]),
        ):
            if surplus > 0:
                kept[deletion, cells] |= allowed & (ends > first) & repeated[ends - 1]
    origins = np.where(kept, lattice.origins, len(lattice)).astype(np.int32)
    nexts = np.full_like(lattice.nexts, len(lattice))
    for number, ends in enumerate(kept & (origins < len(lattice))):
        cells = np.flatnonzero(ends)
        nexts[number, origins[number, cells]] = cells
    return attrs.evolve(lattice, origins=origins, nexts=nexts)


def _has_path(lattice: Lattice) -> bool:
    """Tell whether any path leads through a lattice of one text."""
    reached = np.zeros(len(lattice) + 1, dtype=bool)
    reached[lattice.firsts] = True
    for first, last in pairwise(lattice.diagonals[1:].tolist()):
        reached[first:last] = reached[lattice.origins[:, first:last]].any(axis=0)
    return bool(reached[lattice.lasts].all())


def _lattice_around(areas: Iterable[_Area], n: int, m: int) -> Lattice:
    """Make the lattice of the cells near gold areas, so that long texts need no more room than their length.

    Paths that leave it have next to no probability: weights learnt from all cells hardly differ.
    """
    lows, highs = np.full(n + 1, m), np.zeros(n + 1, dtype=np.int64)
    lows[0] = 0
    for area in areas:
        near = slice(max(area.rows.start - _HALF_WIDTH, 0), area.rows.stop + _HALF_WIDTH + 1)
        np.minimum(lows[near], max(area.columns.start - _HALF_WIDTH, 0), out=lows[near])
        np.maximum(highs[near], min(area.columns.stop + _HALF_WIDTH, m), out=highs[near])
    return make_lattice(lows, highs)


def monotone_shapes(alignment: Alignment) -> list[tuple[int, int]]:
    """Return the types of the body beads as a monotone path; beads that cross the rest count as deletions.

    Of beads that cross, the largest set that does not is kept.
    """
    rows = {index: place for place, index in enumerate(sentence_places(alignment.source))}
    columns = {index: place for place, index in enumerate(sentence_places(alignment.target))}
    pairs = []
    for bead in sorted(alignment, key=lambda bead: bead.source):
        # Blank fragments are no sentences.
        source = [rows[index] for index in bead.source if index in rows]
        target = [columns[index] for index in bead.target if index in columns]
        if bead.kind is FragmentKind.BODY and source and target:
            pairs.append(attrs.evolve(bead, source=source, target=target))
    shapes: list[tuple[int, int]] = []
    row = column = 0
    for bead in _longest_chain(pairs):
        shapes += [(1, 0)] * (bead.source[0] - row) + [(0, 1)] * (bead.target[0] - column)
        row, column = bead.source[-1] + 1, bead.target[-1] + 1
        shapes.append((row - bead.source[0], column - bead.target[0]))
    return shapes + [(1, 0)] * (len(rows) - row) + [(0, 1)] * (len(columns) - column)


def _longest_chain(pairs: Sequence[Bead]) -> list[Bead]:
    """Return the longest sequence of beads that ascends on both sides."""
    best: list[tuple[int, int]] = []
    for bead in pairs:
        before = [
            (length, other)
            for other, (length, _) in enumerate(best)
            if pairs[other].source[-1] < bead.source[0] and pairs[other].target[-1] < bead.target[0]
        ]
        length, other = max(before, default=(0, -1))
        best.append((length + 1, other))
    chain: list[Bead] = []
    place = max(range(len(best)), key=lambda number: best[number][0], default=-1)
    while place >= 0:
        chain.append(pairs[place])
        place = best[place][1]
    return chain[::-1]


def make_examples(gold: Sequence[Alignment], encoder: Encoder, *, cut: bool = True) -> Iterator[Example]:
    """Yield examples of the gold alignments whose beads the lattice has, those of short texts put together.

    Args:
        gold: Gold alignments; only body beads count.
        encoder: Encodes their sentences.
        cut: Whether to cut lines that hold several sentences, as is done before lines are aligned. Taken for one
            sentence each, they tell more of beads of several sentences.
    """
    group: list[Example] = []
    cells = 0
    for example in _single_examples(gold, encoder, cut=cut):
        group.append(example)
        cells += len(example.lattice)
        if cells >= _GROUP_CELLS:
            yield _merge_examples(group)
            group, cells = [], 0
    if group:
        yield _merge_examples(group)


def _single_examples(gold: Sequence[Alignment], encoder: Encoder, *, cut: bool) -> Iterator[Example]:
    as_sentences = cut_lines if cut else take_for_sentences
    for batch in batches(gold, lambda alignment: len(alignment.source) + len(alignment.target)):
        sides = [side for alignment in batch for side in (alignment.source, alignment.target)]
        languages = [tag for alignment in batch for tag in (alignment.source_language, alignment.target_language)]
        texts = [
            as_sentences([side[place].text for place in sentence_places(side)], language)
            for side, language in zip(sides, languages, strict=True)
        ]
        encoded = encode_sides(encoder, [sentences.texts for sentences in texts])
        made = iter(
            [
                make_side(sentences, language, *vectors, paragraph_begins(side))
                for sentences, language, vectors, side in zip(texts, languages, encoded, sides, strict=True)
            ]
        )
        for alignment, source, target in zip(batch, made, made, strict=True):
            ratio = expected_ratio(source, alignment.source_language, target, alignment.target_language)
            with one_blas_thread():
                example = make_example(source, target, ratio, monotone_shapes(alignment))
            if example is not None and example.beads:
                yield example


@attrs.frozen
class Training:
    """What training led to.

    Attributes:
        weights: The weights learnt.
        loss: Mean negative log probability of a gold bead, with the prior.
        texts: Number of pairs of texts.
        beads: Number of gold beads.
    """

    weights: ModelWeights
    loss: float
    texts: int
    beads: int


def train_weights(
    examples: Iterable[Example],
    *,
    words: bool,
    prior: float = 3.0,
) -> Training:
    """Learn weights.

    Args:
        examples: Pairs of texts with gold paths; at least one.
        words: Whether to learn weights for features of words, which the examples must have.
        prior: Weight of the Gaussian prior, finite and at least 0.

    Raises:
        ConfigurationError: If there are no examples, or the prior is another number.
    """
    match_names, deletion_names = feature_names(words=words)
    names = (*match_names, *deletion_names, *SEQUENCE_FEATURES)
    given = [_without_words(example) if example.has_words and not words else example for example in examples]
    beads = sum(example.beads for example in given)
    if not beads:
        raise ConfigurationError("There are no gold beads of sentences to learn from.")
    if not 0 <= prior < math.inf:
        raise ConfigurationError(f"The prior is a finite number of at least 0, not {prior}.")
    with one_blas_thread(), ThreadPoolExecutor(usable_cores()) as pool:

        def loss(values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
            """Return the mean loss of a gold bead and its gradient."""
            total, gradient = prior * float(values @ values) / 2, prior * values
            for own, own_gradient in pool.map(partial(_loss, values), given):
                total += own
                gradient += own_gradient
            return total / beads, gradient / beads

        # Paths that go line by line may not become less likely than others: their weight is the last.
        bounds = [(None, None)] * (len(names) - 1) + [(0, None)]
        start = np.zeros(len(names))
        found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": _STEPS})
    rounded = {name: round(_SHARPNESS * float(value), 4) for name, value in zip(names, found.x, strict=True)}
    texts = sum(example.texts for example in given)
    return Training(weights_from(rounded, words=words), float(found.fun), texts, beads)


def _merge_examples(examples: Sequence[Example]) -> Example:
    """Put examples into one, whose texts are worked out together."""
    lattice, numbers = merge_lattices([example.lattice for example in examples])
    match_size, deletion_size = examples[0].match.shape[2], examples[0].source_deletion.shape[1]
    match = np.empty((len(MATCH_TYPES), len(lattice), match_size), dtype=np.float32)
    source_deletion, target_deletion = (np.empty((len(lattice), deletion_size), dtype=np.float32) for _ in range(2))
    for example, own in zip(examples, numbers, strict=True):
        match[:, own] = example.match
        source_deletion[own], target_deletion[own] = example.source_deletion, example.target_deletion
    return Example(
        lattice=lattice,
        gold=merge_lattices([example.gold for example in examples])[0],
        match=match,
        source_deletion=source_deletion,
        target_deletion=target_deletion,
        beads=sum(example.beads for example in examples),
    )


def _without_words(example: Example) -> Example:
    match_names, deletion_names = feature_names(words=False)
    return attrs.evolve(
        example,
        match=example.match[:, :, : len(match_names)],
        source_deletion=example.source_deletion[:, : len(deletion_names)],
        target_deletion=example.target_deletion[:, : len(deletion_names)],
    )


def write_weights(
    trained: Sequence[Training], path: str | PathLike[str], *, provenance: str, encoder: str = ""
) -> None:
    """Write weights that `Aligner` reads.

    Args:
        trained: With words, without words, or both.
        path: The file.
        provenance: What they were learnt from, for the reader.
        encoder: The name of the encoder whose vectors they were learnt from, the only one that an `Aligner` takes
            them for; empty if they are for any.

    Raises:
        BialignError: If the file cannot be written.
    """
    document: dict[str, object] = {"provenance": provenance}
    if encoder:
        document["encoder"] = encoder
    for training in trained:
        name = "with words" if "words found" in training.weights.weights else "without words"
        document[name] = training.weights.weights
    with atomic_write(path) as stream:
        stream.write((json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode())


def _split(example: Example, values: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    """Return the weights of matches, of deletions and of sequences, as views."""
    first, last = example.match.shape[2], len(values) - len(SEQUENCE_FEATURES)
    return values[:first], values[first:last], values[last:]


def example_scores(example: Example, values: NDArray[np.float64]) -> BeadScores:
    """Score the beads of an example."""
    match, deletion, sequence = _split(example, values)
    beads = np.concatenate(
        [
            example.match @ match.astype(np.float32),
            (example.source_deletion @ deletion)[None],
            (example.target_deletion @ deletion)[None],
        ]
    )
    beads[example.lattice.origins == len(example.lattice)] = IMPOSSIBLE
    return BeadScores(beads, *map(float, sequence))


def _loss(values: NDArray[np.float64], example: Example) -> tuple[float, NDArray[np.float64]]:
    """Return the negative log probability of the gold beads and its gradient."""
    lattice = example.lattice
    scores = example_scores(example, values)
    found = posteriors(lattice, scores)
    in_gold = np.where(example.gold.origins < len(lattice), scores.beads, IMPOSSIBLE)
    gold = posteriors(example.gold, attrs.evolve(scores, beads=in_gold))
    total = float((found.log_total - gold.log_total).sum())
    surplus = found.beads - gold.beads
    gradient = np.zeros(len(values))
    match, deletion, sequence = _split(example, gradient)
    for type_surplus, features in zip(surplus.astype(np.float32), example.match, strict=False):
        match += type_surplus @ features
    deletion += (
        surplus[SOURCE_DELETION] @ example.source_deletion + surplus[TARGET_DELETION] @ example.target_deletion
    )
    sequence += (
        (found.extends - gold.extends).sum(),
        (found.switches - gold.switches).sum(),
        (found.parallel - gold.parallel) @ np.log(np.maximum(parallel_sizes(lattice), 1)),
    )
    return total, gradient
