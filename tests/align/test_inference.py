"""Forward-backward and the best path against every path written out."""

import itertools

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bialign.align import corridor as corridors
from bialign.align.corridor import find_corridor
from bialign.align.inference import (
    IMPOSSIBLE,
    LEFT_OUT,
    BeadScores,
    best_paths,
    deletion_probabilities,
    merge_scores,
    posteriors,
    split_posteriors,
)
from bialign.align.lattice import full_lattice, make_lattice, make_long_lattice, merge_lattices
from bialign.align.steps import BEAD_TYPES, MATCH_TYPES, SOURCE_DELETION, TARGET_DELETION


def random_scores(lattice, seed):
    random = np.random.default_rng(seed)
    cells = len(lattice)
    return BeadScores(
        beads=np.where(lattice.origins < cells, random.normal(size=(len(BEAD_TYPES), cells)), IMPOSSIBLE),
        extend=0.7,
        switch=-0.4,
        parallel=1.3,
    )


def every_path(n, m):
    """Yield all paths as lists of (shape, end row, end column); source deletions never follow target deletions."""

    def extend(row, column, last):
        if (row, column) == (n, m):
            yield []
        for shape in (*MATCH_TYPES, (1, 0), (0, 1)):
            i, j = row + shape[0], column + shape[1]
            if i <= n and j <= m and not (shape == (1, 0) and last == (0, 1)):
                for rest in extend(i, j, shape):
                    yield [(shape, i, j), *rest]

    return extend(0, 0, None)


def path_score(path, lattice, scores, lines=None):
    cells = {
        place: cell for cell, place in enumerate(zip(lattice.rows.tolist(), lattice.columns.tolist(), strict=True))
    }
    total, last = 0.0, None
    for shape, row, column in path:
        cell = cells[row, column]
        if shape == (1, 0):
            total += scores.beads[SOURCE_DELETION, cell] + (scores.extend if last == shape else 0)
        elif shape == (0, 1):
            total += scores.beads[TARGET_DELETION, cell]
            total += scores.extend if last == shape else scores.switch if last == (1, 0) else 0
        else:
            total += scores.beads[MATCH_TYPES.index(shape), cell]
        last = shape
    return total + np.log(1 + grown(path, scores, lines) - grown(path, attrs.evolve(scores, parallel=0.0), lines))


def grown(path, scores, lines=None):
    """Return how many times its weight a path gets for going line by line, lines being the sentences themselves."""
    n, m = path[-1][1:] if path else (0, 0)
    source, target = lines or (list(range(n)), list(range(m)))
    count = len(set(source))
    if not count or count != len(set(target)):
        return 0.0
    for (down, across), row, column in path:
        if 0 not in (down, across) and len({*source[row - down : row], *target[column - across : column]}) > 1:
            return 0.0
    return count**scores.parallel * np.exp(LEFT_OUT * deletions_after(path, (0, 1), (1, 0)))


def deletions_after(path, shape, before):
    """Count the deletions of a shape that follow at once one of another."""
    return sum(
        own == shape and last == before for (last, _, _), (own, _, _) in itertools.pairwise([(None, 0, 0), *path])
    )


def very_long_texts(count, seed=1):
    """Return runs of sentences of a text and of its translation, which lacks some and has others, and the pairs."""
    random = np.random.default_rng(seed)
    meanings = random.normal(size=(count, 32)).astype(np.float32)
    kept = np.delete(np.arange(count), np.r_[700:900, random.choice(count, count // 20)])
    new = random.normal(size=(150, 32)).astype(np.float32)
    places = np.insert(kept, 3000, np.full(len(new), -1))
    translated = meanings[places] + 0.3 * random.normal(size=(len(places), 32)).astype(np.float32)
    translated[places < 0] = new

    def runs(vectors):
        sums = np.stack(
            [np.cumsum(np.pad(vectors, [(0, 8), (0, 0)])[i : i + 8], axis=0) for i in range(len(vectors))]
        )
        return sums / np.linalg.norm(sums, axis=2, keepdims=True)

    return runs(meanings), runs(translated), [(int(row), column) for column, row in enumerate(places) if row >= 0]


def test_very_long_texts_are_cut_coarsely_and_have_the_corridor_of_the_whole(monkeypatch):
    source, target, pairs = very_long_texts(6000)
    pieces = list(corridors._pieces(source, target))
    assert len(pieces) > 4
    for side in (0, 1):
        spans = [piece[side] for piece in pieces]
        assert spans[0].start == 0
        assert spans[-1].stop == len((source, target)[side])
        # Each reaches into the next, so that no pair is lost between them, and none is of the whole text's size.
        assert all(own.stop > following.start for own, following in itertools.pairwise(spans))
        assert max(span.stop - span.start for span in spans) < 2500
    corridor = find_corridor(source, target)
    assert all(corridor.lows[row] <= column <= corridor.highs[row] for row, column in pairs)
    assert (corridor.highs - corridor.lows).mean() < 60
    monkeypatch.setattr(corridors, "_COARSE", 10**6)
    whole = find_corridor(source, target)
    assert np.array_equal(corridor.lows, whole.lows)
    assert np.array_equal(corridor.highs, whole.highs)
    assert np.array_equal(corridor.cuts, whole.cuts)


@pytest.mark.parametrize("size", [(0, 0), (1, 0), (2, 2), (3, 2), (3, 3), (3, 4)])
@pytest.mark.parametrize("parallel", [1.3, 0, 9])
def test_probabilities_equal_those_of_all_paths_written_out(size, parallel):
    lattice = full_lattice(*size)
    scores = attrs.evolve(random_scores(lattice, 7), parallel=parallel)
    paths = list(every_path(*size))
    weights = np.exp([path_score(path, lattice, scores) for path in paths])
    found = posteriors(lattice, scores)
    assert found.log_total[0] == pytest.approx(np.log(weights.sum()))
    share = sum(np.exp(path_score(p, lattice, attrs.evolve(scores, parallel=0.0))) * grown(p, scores) for p in paths)
    assert found.parallel[0] == pytest.approx(share / weights.sum())
    extends = [deletions_after(p, (1, 0), (1, 0)) + deletions_after(p, (0, 1), (0, 1)) for p in paths]
    switches = [deletions_after(p, (0, 1), (1, 0)) for p in paths]
    assert found.extends[0] == pytest.approx(weights @ extends / weights.sum())
    assert found.switches[0] == pytest.approx(weights @ switches / weights.sum())
    source, _ = deletion_probabilities(lattice, found)
    for row in range(1, size[0] + 1):
        share = sum(w for p, w in zip(paths, weights, strict=True) if any(s == (1, 0) and i == row for s, i, _ in p))
        assert source[row - 1] == pytest.approx(share / weights.sum())
    for number, cell in itertools.product(range(len(MATCH_TYPES)), range(len(lattice))):
        step = (MATCH_TYPES[number], lattice.rows[cell], lattice.columns[cell])
        share = sum(w for p, w in zip(paths, weights, strict=True) if step in p)
        assert found.beads[number, cell] == pytest.approx(share / weights.sum())
    best = [(step.shape, step.row, step.column) for step in best_paths(lattice, scores)[0]]
    without = attrs.evolve(scores, parallel=0.0)
    assert path_score(best, lattice, without) == pytest.approx(max(path_score(p, lattice, without) for p in paths))


LINES = st.lists(st.integers(1, 3), max_size=3).filter(lambda sizes: sum(sizes) < 5)


@settings(max_examples=60, deadline=None)
@given(LINES, LINES, st.integers(0, 99))
def test_paths_that_go_line_by_line_pair_sentences_of_lines_in_one_place(source_sizes, target_sizes, seed):
    lines = [np.repeat(np.arange(len(sizes)), sizes) for sizes in (source_sizes, target_sizes)]
    size = tuple(map(len, lines))
    lattice = full_lattice(*size).among_lines(*(np.stack([own, own]) for own in lines))
    scores = random_scores(lattice, seed)
    of_lines = [own.tolist() for own in lines]
    paths = list(every_path(*size))
    weights = np.exp([path_score(path, lattice, scores, of_lines) for path in paths])
    found = posteriors(lattice, scores)
    assert found.log_total[0] == pytest.approx(np.log(weights.sum()))
    for number, cell in itertools.product(range(len(MATCH_TYPES)), range(len(lattice))):
        step = (MATCH_TYPES[number], lattice.rows[cell], lattice.columns[cell])
        share = sum(w for p, w in zip(paths, weights, strict=True) if step in p)
        assert found.beads[number, cell] == pytest.approx(share / weights.sum())


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(LINES, LINES), min_size=1, max_size=4), st.integers(0, 99))
def test_merged_lattices_give_each_text_what_it_has_alone(texts, seed):
    lattices = []
    for number, sizes in enumerate(texts):
        source, target = (np.tile(np.repeat(np.arange(len(own)), own), (2, 1)) for own in sizes)
        lattice = full_lattice(source.shape[1], target.shape[1])
        # Of some no lines are known: each sentence is one.
        lattices.append(lattice.among_lines(source, target) if (number + seed) % 2 else lattice)
    alone = [random_scores(lattice, seed + number) for number, lattice in enumerate(lattices)]
    merged, numbers = merge_lattices(lattices)
    scores = merge_scores(alone, numbers)
    found = split_posteriors(posteriors(merged, scores), numbers)
    paths = best_paths(merged, scores)
    for lattice, own, part, path in zip(lattices, alone, found, paths, strict=True):
        expected = posteriors(lattice, own)
        assert part.log_total == pytest.approx(expected.log_total)
        assert part.parallel == pytest.approx(expected.parallel)
        np.testing.assert_allclose(part.beads, expected.beads, atol=1e-9)
        (alone_path,) = best_paths(lattice, own)
        assert [(step.type, step.row, step.column) for step in path] == [
            (step.type, step.row, step.column) for step in alone_path
        ]


def scores_by_place(lattice, seed):
    """Score beads by their type and place, so that one place has one score in any lattice; the diagonal is sure."""
    scores = np.full((len(BEAD_TYPES), len(lattice)), IMPOSSIBLE)
    for number, cell in zip(*np.nonzero(lattice.origins < len(lattice)), strict=True):
        row, column = int(lattice.rows[cell]), int(lattice.columns[cell])
        score = np.random.default_rng((seed, number, row, column)).normal()
        scores[number, cell] = score + (25 if number == 0 and row == column and 4 <= row <= 9 else 0)
    return BeadScores(scores, extend=0.7, switch=-0.4)


@pytest.mark.parametrize("seed", range(4))
def test_pieces_of_a_long_text_give_what_the_whole_gives(seed):
    size = 13
    lows, highs = np.zeros(size + 1, dtype=np.int64), np.full(size + 1, size)
    whole = make_lattice(lows, highs)
    pieces = make_long_lattice(lows, highs, np.array([(0, 0), (6, 6), (13, 13)]))
    assert len(pieces.lasts) == 2
    found = []
    for lattice in (whole, pieces):
        scores = scores_by_place(lattice, seed)
        by_place = {
            (number, int(lattice.rows[cell]), int(lattice.columns[cell])): probability
            for (number, cell), probability in np.ndenumerate(posteriors(lattice, scores).beads)
            if probability > 1e-6
        }
        path = [(step.type, step.row, step.column) for part in best_paths(lattice, scores) for step in part]
        found.append((by_place, path, deletion_probabilities(lattice, posteriors(lattice, scores))))
    (expected, path, deletions), (by_place, path_of_pieces, deletions_of_pieces) = found
    assert by_place == pytest.approx(expected, abs=1e-6)
    assert path_of_pieces == path
    np.testing.assert_allclose(deletions_of_pieces, deletions, atol=1e-6)


def test_a_corridor_is_cut_amid_sure_pairs_alone():
    random = np.random.default_rng(0)
    target = unit(random, 1500, 8, 32)
    extra = unit(random, 400, 8, 32)
    source = np.concatenate([target[:700], extra, target[700:]]) + 0.05 * unit(random, 1900, 8, 32)
    cuts = find_corridor(source, target).cuts.tolist()
    assert (cuts[0], cuts[-1]) == ([0, 0], [1900, 1500])
    assert len(cuts) > 8
    assert all(row == column < 700 or row == column + 400 > 1100 for row, column in cuts[1:-1])


@pytest.mark.parametrize("sure", range(9))
def test_a_long_text_with_hardly_a_sure_pair_has_a_corridor(sure):
    random = np.random.default_rng(0)
    source, target = unit(random, 450, 8, 256), unit(random, 460, 8, 256)
    target[200 : 200 + sure] = source[200 : 200 + sure]
    corridor = find_corridor(source, target)
    assert (corridor.lows[0], corridor.highs[-1]) == (0, 460)
    assert corridor.cuts[0].tolist() == [0, 0]
    assert corridor.cuts[-1].tolist() == [450, 460]


@pytest.mark.parametrize("size", [(1, 80_000), (80_000, 1), (0, 160_000), (160_000, 0)])
def test_a_corridor_of_one_sentence_or_none_against_very_many(size):
    source, target = (np.ones((count, 1, 1), dtype=np.float32) for count in size)
    corridor = find_corridor(source, target)
    assert len(corridor.lows) == size[0] + 1
    assert (corridor.lows[0], corridor.highs[-1]) == (0, size[1])


def test_a_corridor_of_all_cells_is_the_full_lattice():
    full, corridor = full_lattice(3, 4), make_lattice([0, 0, 0, 0], [4, 4, 4, 4])
    np.testing.assert_array_equal(full.origins, corridor.origins)


def unit(random, *shape):
    vectors = random.normal(size=shape).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)


def test_short_texts_are_looked_at_whole():
    random = np.random.default_rng(0)
    assert find_corridor(unit(random, 50, 8, 16), unit(random, 60, 8, 16)) is None


def test_a_corridor_holds_the_translation_around_an_untranslated_block():
    random = np.random.default_rng(0)
    target = unit(random, 1500, 8, 32)
    extra = unit(random, 400, 8, 32)
    source = np.concatenate([target[:700], extra, target[700:]]) + 0.05 * unit(random, 1900, 8, 32)
    corridor = find_corridor(source, target)
    lows, highs = corridor.lows, corridor.highs
    assert (np.diff(lows) >= 0).all()
    assert (np.diff(highs) >= 0).all()
    assert (lows[0], highs[-1]) == (0, 1500)
    truth = [*range(701), *[700] * 400, *range(701, 1501)]
    for row, column in enumerate(truth):
        assert lows[row] <= column <= highs[row]
    assert (highs - lows).mean() < 60


def test_a_corridor_follows_a_text_whose_sentences_all_occur_several_times():
    random = np.random.default_rng(0)
    once = unit(random, 400, 8, 32)
    target = np.concatenate([once] * 4)
    source = np.delete(target, slice(900, 960), axis=0) + 0.03 * unit(random, 1540, 8, 32)
    corridor = find_corridor(source, target)
    lows, highs = corridor.lows, corridor.highs
    for row in range(1540):
        column = row if row < 900 else row + 60
        assert lows[row] <= column <= highs[row]
    assert (highs - lows).mean() < 80


def test_a_corridor_of_identical_sentences_follows_the_diagonal():
    same = np.ones((1000, 8, 4), dtype=np.float32) / 2
    corridor = find_corridor(same, same)
    lows, highs = corridor.lows, corridor.highs
    assert all(lows[row] <= row <= highs[row] for row in range(1001))
