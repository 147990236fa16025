"""Learning the aligner's weights from gold alignments, as a semi-Markov conditional random field.

The weights maximise the log probability of the gold paths, less a Gaussian prior (L-BFGS; Sarawagi and Cohen 2004).

Gold is of lines, and here each line counts as a sentence, also where it holds several and would be cut to be aligned:
so there is more to learn of beads of several sentences, and which sentences of a line belong to which need not be
known. Weights learnt from all paths of cut sentences that lead to the gold were no better on held-out news.
"""

from __future__ import annotations

import json
import math
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

import attrs
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bialign.align.blocks import make_blocks, pick
from bialign.align.features import bead_features
from bialign.align.inference import IMPOSSIBLE, LEFT_OUT, BeadScores, parallel_sizes, posteriors
from bialign.align.lattice import Lattice, make_lattice, merge_lattices
from bialign.align.lines import take_for_sentences
from bialign.align.model import SEQUENCE_FEATURES, ModelWeights, feature_names, weights_from
from bialign.align.sides import EncodedText, batches, encode_sides, make_sides
from bialign.align.steps import MATCH_TYPES, SOURCE_DELETION, TARGET_DELETION
from bialign.align.texts import sentence_places, text_of_fragments
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
# The prior leaves scores too timid: probabilities of held-out articles are right when all weights grow by this.
_SHARPNESS = 1.15
# Cells beside the gold path, in either direction, that are looked at.
_HALF_WIDTH = 10
# Cells of the texts that are worked out together: their features take some 70 MB.
_GROUP_CELLS = 16384
# Most steps of L-BFGS.
_STEPS = 60
_NUMBERS = {shape: number for number, shape in enumerate(MATCH_TYPES)}


@attrs.frozen(eq=False)
class Example:
    """Pairs of texts with their gold paths.

    Attributes:
        lattice: The cells near the gold paths.
        match: Features, shape (types, c, features).
        source_deletion: Features, shape (c, features).
        target_deletion: Features, shape (c, features).
        gold_match: Types and cells of the gold beads, shape (2, beads).
        gold_source: Cells where gold source deletions end.
        gold_target: Cells where gold target deletions end.
        extends: Number of gold deletions that follow one on the same side.
        switches: Number of gold target deletions that follow a source deletion.
        parallel: Of each text whose gold path goes line by line, the logarithm of its number of sentences and how
            many places are left out on both sides, shape (t, 2).
    """

    lattice: Lattice
    match: Array
    source_deletion: Array
    target_deletion: Array
    gold_match: NDArray[np.int64]
    gold_source: NDArray[np.int64]
    gold_target: NDArray[np.int64]
    extends: int
    switches: int
    parallel: NDArray[np.float64]

    @property
    def texts(self) -> int:
        """Number of pairs of texts."""
        return len(self.lattice.lasts)

    @property
    def has_words(self) -> bool:
        """Whether the encoder gave features of words."""
        return bool(self.match.shape[2] > len(feature_names(words=False)[0]))

    @property
    def beads(self) -> int:
        """Number of gold beads."""
        return int(self.gold_match.shape[1]) + len(self.gold_source) + len(self.gold_target)


def make_example(
    source: Side, target: Side, expected_ratio: float, shapes: Sequence[tuple[int, int]]
) -> Example | None:
    """Work out the features of all beads of a pair of texts.

    Args:
        source: n sentences.
        target: m sentences.
        expected_ratio: See `features.bead_features`.
        shapes: The gold beads' types in order of a monotone path.

    Returns:
        None if a gold bead's type is beyond the lattice's.
    """
    if any(0 not in shape and shape not in _NUMBERS for shape in shapes):
        return None
    words = source.words is not None and target.words is not None
    match_names, deletion_names = feature_names(words=words)
    lattice = _lattice_around(shapes, len(source), len(target))
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
    path = _gold_path(lattice, shapes)
    # The last of a gold path are its switches.
    parallel = [(math.log(len(source)), path[-1])] if goes_line_by_line(shapes) else []
    return Example(lattice, match, sides[0], sides[1], *path, np.array(parallel, dtype=np.float64).reshape(-1, 2))


def goes_line_by_line(shapes: Sequence[tuple[int, int]]) -> bool:
    """Tell whether beads pair each sentence with the one in the same place, or delete both; not for no sentences."""
    off = 0
    for shape in shapes:
        if max(shape) > 1 or (shape == (1, 1) and off):
            return False
        off += shape[0] - shape[1]
    return bool(shapes) and not off


def _lattice_around(shapes: Sequence[tuple[int, int]], n: int, m: int) -> Lattice:
    """Make the lattice of the cells near a gold path, so that long texts need no more room than their length.

    Paths that leave it have next to no probability: weights learnt from all cells hardly differ.
    """
    places = np.cumsum([(0, 0), *shapes], axis=0)
    lows, highs = np.full(n + 1, m), np.zeros(n + 1, dtype=np.int64)
    for (row, column), (next_row, next_column) in zip(places.tolist(), places[1:].tolist(), strict=False):
        near = slice(max(row - _HALF_WIDTH, 0), next_row + _HALF_WIDTH + 1)
        np.minimum(lows[near], max(column - _HALF_WIDTH, 0), out=lows[near])
        np.maximum(highs[near], min(next_column + _HALF_WIDTH, m), out=highs[near])
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
    """Return the longest sequence of beads that ascends on both sides (by a Fenwick tree over target sentences).

    Args:
        pairs: Beads with sentences on both sides, in the order of the source.
    """
    size = 1 + max((bead.target[-1] for bead in pairs), default=-1)
    # By target sentence, the longest chain that ends there: its length, and its last bead.
    longest = [(0, -1)] * (size + 1)
    best: list[tuple[int, int]] = []
    # Those that end before a bead begins may precede it, the next of them last.
    waiting = sorted(range(len(pairs)), key=lambda number: -pairs[number].source[-1])
    for bead in pairs:
        while pairs[waiting[-1]].source[-1] < bead.source[0]:
            number = waiting.pop()
            place = pairs[number].target[-1] + 1
            while place <= size:
                longest[place] = max(longest[place], (best[number][0], number))
                place += place & -place
        length, other = 0, -1
        place = bead.target[0]
        while place:
            length, other = max(longest[place], (length, other))
            place &= place - 1
        best.append((length + 1, other))
    chain: list[Bead] = []
    place = max(range(len(best)), key=lambda number: best[number][0], default=-1)
    while place >= 0:
        chain.append(pairs[place])
        place = best[place][1]
    return chain[::-1]


def make_examples(gold: Sequence[Alignment], encoder: Encoder) -> Iterator[Example]:
    """Yield examples of the gold alignments whose bead types the lattice has, those of short texts put together.

    Args:
        gold: Gold alignments; only body beads count.
        encoder: Encodes their sentences.
    """
    group: list[Example] = []
    cells = 0
    for example in _single_examples(gold, encoder):
        group.append(example)
        cells += len(example.lattice)
        if cells >= _GROUP_CELLS:
            yield _merge_examples(group)
            group, cells = [], 0
    if group:
        yield _merge_examples(group)


def _single_examples(gold: Sequence[Alignment], encoder: Encoder) -> Iterator[Example]:
    for batch in batches(gold, lambda alignment: len(alignment.source) + len(alignment.target)):
        pairs = [
            (
                text_of_fragments(alignment.source, alignment.source_language),
                text_of_fragments(alignment.target, alignment.target_language),
            )
            for alignment in batch
        ]
        vectors = iter(encode_sides(encoder, [text.lines for pair in pairs for text in pair]))
        for alignment, pair in zip(batch, pairs, strict=True):
            first, second = (
                EncodedText(text, take_for_sentences(text.lines, text.cut()), *next(vectors)) for text in pair
            )
            source, target, ratio = make_sides(first, second)
            with one_blas_thread():
                example = make_example(source, target, ratio, monotone_shapes(alignment))
            if example is not None and example.beads:
                yield example


def _gold_path(
    lattice: Lattice, shapes: Sequence[tuple[int, int]]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], int, int]:
    """Follow gold beads through the lattice; return what `Example` has of them, from `gold_match` to `switches`."""
    match: list[tuple[int, int]] = []
    source: list[int] = []
    target: list[int] = []
    cells = {
        place: cell for cell, place in enumerate(zip(lattice.rows.tolist(), lattice.columns.tolist(), strict=True))
    }
    row = column = extends = switches = 0
    before = (1, 1)
    for shape in _source_deletions_first(shapes):
        row, column = row + shape[0], column + shape[1]
        cell = cells[row, column]
        if 0 not in shape:
            match.append((_NUMBERS[shape], cell))
        else:
            (target if shape[0] == 0 else source).append(cell)
            extends += before == shape
            switches += 0 in before and before != shape
        before = shape
    return (
        np.array(match, dtype=np.int64).reshape(-1, 2).T,
        np.array(source, dtype=np.int64),
        np.array(target, dtype=np.int64),
        extends,
        switches,
    )


def _source_deletions_first(shapes: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield beads' types with the source's deletions first in each stretch of deletions, as the model has them."""
    for deleted, stretch in groupby(shapes, key=lambda shape: 0 in shape):
        own = list(stretch)
        yield from sorted(own, reverse=True) if deleted else own


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
    gold = [own[example.gold_match[1]] for example, own in zip(examples, numbers, strict=True)]
    types = np.concatenate([example.gold_match[0] for example in examples])
    return Example(
        lattice=lattice,
        match=match,
        source_deletion=source_deletion,
        target_deletion=target_deletion,
        gold_match=np.stack([types, np.concatenate(gold)]),
        gold_source=np.concatenate([own[e.gold_source] for e, own in zip(examples, numbers, strict=True)]),
        gold_target=np.concatenate([own[e.gold_target] for e, own in zip(examples, numbers, strict=True)]),
        extends=sum(example.extends for example in examples),
        switches=sum(example.switches for example in examples),
        parallel=np.concatenate([example.parallel for example in examples]),
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
    """Return the negative log probability of the gold paths and its gradient."""
    lattice = example.lattice
    scores = example_scores(example, values)
    found = posteriors(lattice, scores)
    types, cells = example.gold_match
    # How many times more the gold paths weigh that go line by line, and what of it grows with the weight.
    sizes, left_out = example.parallel.T
    log_growing = sizes * scores.parallel + left_out * LEFT_OUT
    log_weights = np.log1p(np.exp(left_out * LEFT_OUT) * np.expm1(sizes * scores.parallel))
    total = float(found.log_total.sum()) - float(
        scores.beads[types, cells].sum()
        + scores.beads[SOURCE_DELETION, example.gold_source].sum()
        + scores.beads[TARGET_DELETION, example.gold_target].sum()
        + example.extends * scores.extend
        + example.switches * scores.switch
        + log_weights.sum()
    )
    surplus, (source, target) = found.beads[: len(MATCH_TYPES)], found.beads[len(MATCH_TYPES) :]
    surplus[types, cells] -= 1
    source[example.gold_source] -= 1
    target[example.gold_target] -= 1
    gradient = np.zeros(len(values))
    match, deletion, sequence = _split(example, gradient)
    for type_surplus, features in zip(surplus.astype(np.float32), example.match, strict=True):
        match += type_surplus @ features
    deletion += source @ example.source_deletion + target @ example.target_deletion
    sequence += (
        found.extends.sum() - example.extends,
        found.switches.sum() - example.switches,
        found.parallel @ np.log(np.maximum(parallel_sizes(lattice), 1)) - sizes @ np.exp(log_growing - log_weights),
    )
    return total, gradient
