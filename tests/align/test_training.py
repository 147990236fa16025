"""Learning the weights: what is minimised, and where it leads."""

import math
from itertools import combinations, pairwise

import numpy as np
import pytest

from bialign import Alignment, Bead
from bialign.align import training
from bialign.align.model import feature_names
from bialign.align.steps import MATCH_TYPES
from bialign.documents import fragments_of

# Texts that go line by line and others, one of them with deletions in between, and one of sides that differ in length.
PATHS = (
    [(1, 1)] * 5,
    [(1, 1), (2, 1), (1, 2)],
    [(1, 1), (1, 0), (1, 0), (0, 1), (0, 1), (1, 1)],
    [(1, 1), (1, 0)],
)


def random_example(shapes, random):
    match, deletion = feature_names(words=False)
    n, m = np.sum(shapes, axis=0).tolist()
    lattice = training._lattice_around(shapes, n, m)
    cells = len(lattice)
    *path, switches = training._gold_path(lattice, shapes)
    return training.Example(
        lattice,
        random.normal(size=(len(MATCH_TYPES), cells, len(match))).astype(np.float32) / 4,
        *(random.normal(size=(cells, len(deletion))).astype(np.float32) / 4 for _ in range(2)),
        *path,
        switches,
        np.array([(math.log(n), switches)] if training.goes_line_by_line(shapes) else []).reshape(-1, 2),
    )


@pytest.fixture(scope="module")
def merged():
    random = np.random.default_rng(0)
    return training._merge_examples([random_example(path, random) for path in PATHS])


def test_texts_that_go_line_by_line_count_by_their_length(merged):
    np.testing.assert_allclose(merged.parallel, [(math.log(5), 0), (math.log(4), 1)])


@pytest.mark.parametrize("parallel", [0.0, 1.5])
def test_the_gradient_is_that_of_the_loss(merged, parallel):
    size = merged.match.shape[2] + merged.source_deletion.shape[1] + 3
    values = np.random.default_rng(1).normal(size=size) / 5
    values[-1] = parallel
    loss, gradient = training._loss(values, merged)
    assert loss > 0
    for place in (0, 7, merged.match.shape[2], *range(size - 4, size)):
        step = np.zeros(size)
        step[place] = 1e-4
        slope = (training._loss(values + step, merged)[0] - training._loss(values - step, merged)[0]) / 2e-4
        assert gradient[place] == pytest.approx(slope, abs=2e-3)


def test_a_path_goes_line_by_line_or_costs_as_any_other():
    random = np.random.default_rng(2)
    # Nothing but merged beads: what could be learnt from them alone is that no path goes line by line.
    example = random_example([(2, 1), (1, 2)] * 3, random)
    trained = training.train_weights([example], words=False)
    assert trained.weights["line by line"] == 0


def gold_of(beads):
    """Return a gold alignment of these beads, which have all sentences of both sides."""
    sides = ([f"{place}." for places in side for place in places] for side in zip(*beads, strict=True))
    return Alignment(*map(fragments_of, sides), [Bead(*bead) for bead in beads], "ko", "en")


@pytest.mark.parametrize("seed", range(20))
def test_as_many_beads_as_can_be_are_learnt_from_where_some_cross(seed):
    chance = np.random.default_rng(seed)
    sizes = chance.choice([1, 1, 2], (7, 2)).tolist()
    order = sorted(range(7), key=lambda place: place + chance.uniform(0, 4))
    starts = [sum(sizes[other][1] for other in order[: order.index(place)]) for place in range(7)]
    beads, row = [], 0
    for (m, n), start in zip(sizes, starts, strict=True):
        beads.append((range(row, row + m), range(start, start + n)))
        row += m
    ascending = next(
        count
        for count in range(7, 0, -1)
        for chosen in combinations(starts, count)
        if all(before < after for before, after in pairwise(chosen))
    )
    shapes = training.monotone_shapes(gold_of(beads))
    assert sum(0 not in shape for shape in shapes) == ascending
    assert np.sum(shapes, axis=0).tolist() == [row, sum(n for _, n in sizes)]


def test_the_path_of_a_book_is_found():
    # In quadratic time that would take minutes.
    lines = [([place], [place]) for place in range(20_000)]
    assert training.monotone_shapes(gold_of(lines)) == [(1, 1)] * len(lines)
