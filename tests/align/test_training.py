"""Learning the weights: what is minimised, and where it leads."""

import numpy as np
import pytest

from bialign.align import training
from bialign.align.lattice import BEAD_TYPES, MATCH_TYPES, full_lattice
from bialign.align.model import feature_names

# The lines of either side by their numbers of sentences, and the types of the gold beads of lines: texts that go line
# by line and others, some with deletions, some of lines with several sentences.
TEXTS = (
    ([1] * 5, [1] * 5, [(1, 1)] * 5),
    ([1] * 4, [1] * 4, [(1, 1), (2, 1), (1, 2)]),
    ([1] * 4, [1] * 4, [(1, 1), (1, 0), (1, 0), (0, 1), (0, 1), (1, 1)]),
    ([1, 1], [1], [(1, 1), (1, 0)]),
    ([2, 1, 3], [1, 2, 3], [(1, 1), (1, 1), (1, 1)]),
    ([3, 1, 1], [1, 2, 1], [(1, 2), (1, 0), (1, 1)]),
    ([2, 1], [1, 2], [(2, 2)]),
)


def random_example(sizes, other_sizes, shapes, random):
    match, deletion = feature_names(words=False)
    source, target = (np.repeat(np.arange(len(own)), own) for own in (sizes, other_sizes))
    areas = training._gold_areas(shapes, source, target)
    lattice = training._lattice_around(areas, len(source), len(target)).among_lines(source, target)
    cells = len(lattice)
    return training.Example(
        lattice,
        training._gold_lattice(lattice, areas, source, target),
        random.normal(size=(len(MATCH_TYPES), cells, len(match))).astype(np.float32) / 4,
        *(random.normal(size=(cells, len(deletion))).astype(np.float32) / 4 for _ in range(2)),
        len(shapes),
    )


@pytest.fixture(scope="module")
def merged():
    random = np.random.default_rng(0)
    return training._merge_examples([random_example(*text, random) for text in TEXTS])


def gold_paths(sizes, other_sizes, shapes):
    """Return the paths of sentences that lead to gold beads of lines, as the types of their beads."""
    source, target = (np.repeat(np.arange(len(own)), own) for own in (sizes, other_sizes))
    areas = training._gold_areas(shapes, source, target)
    lattice = full_lattice(len(source), len(target)).among_lines(source, target)
    gold = training._gold_lattice(lattice, areas, source, target)

    def paths_to(cell):
        if cell == gold.firsts[0]:
            yield []
        for number, shape in enumerate(BEAD_TYPES):
            origin = gold.origins[number, cell]
            if origin < len(gold):
                for path in paths_to(origin):
                    if not (shape == (1, 0) and path[-1:] == [(0, 1)]):
                        yield [*path, shape]

    return sorted(paths_to(gold.lasts[0]))


@pytest.mark.parametrize(
    ("sizes", "other_sizes", "shapes", "paths"),
    [
        ([1, 1], [1, 1], [(1, 1), (1, 1)], [[(1, 1), (1, 1)]]),
        ([1, 1], [1, 1], [(2, 2)], [[(2, 2)]]),
        # Deleted lines have one order, the source's first.
        ([1, 1], [1], [(0, 1), (1, 0), (1, 0)], [[(1, 0), (1, 0), (0, 1)]]),
        # A line of two sentences may be more than its translation, but not deleted.
        ([2], [1], [(1, 1)], [[(1, 0), (1, 1)], [(1, 1), (1, 0)], [(2, 1)]]),
        ([2], [2], [(1, 1)], [[(1, 1), (1, 1)], [(2, 2)]]),
        # Two lines for one of two sentences: both have their share.
        ([2], [1, 1], [(1, 2)], [[(1, 1), (1, 1)], [(2, 2)]]),
        # Two beads do not become one, nor one two.
        ([2, 1], [1, 1], [(1, 1), (1, 1)], [[(1, 0), (1, 1), (1, 1)], [(1, 1), (1, 0), (1, 1)], [(2, 1), (1, 1)]]),
        (
            [1, 2],
            [2, 1],
            [(2, 2)],
            [[(1, 1), (1, 1), (1, 1)], [(1, 1), (2, 2)], [(2, 1), (1, 2)], [(2, 2), (1, 1)], [(3, 3)]],
        ),
    ],
)
def test_gold_beads_of_lines_are_all_paths_of_sentences_that_lead_to_them(sizes, other_sizes, shapes, paths):
    assert gold_paths(sizes, other_sizes, shapes) == paths


def test_gold_that_no_path_leads_to_is_told():
    lines = np.arange(4)
    lattice = full_lattice(4, 4).among_lines(lines, lines)

    def has_path(shapes):
        areas = training._gold_areas(shapes, lines, lines)
        return training._has_path(training._gold_lattice(lattice, areas, lines, lines))

    assert has_path([(2, 2), (1, 0), (1, 1), (0, 1)])
    assert not has_path([(4, 4)])


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
    example = random_example([1] * 9, [1] * 9, [(2, 1), (1, 2)] * 3, random)
    trained = training.train_weights([example], words=False)
    assert trained.weights["line by line"] == 0
