"""The compiled library against numpy, which does the same where nothing is compiled."""

import shutil

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bialign import Aligner, load_corpus
from bialign.align import body, inference, scoring
from bialign.align.corridor import find_corridor
from bialign.align.evidence import collect_keys
from bialign.align.features import Side
from bialign.align.inference import best_paths, posteriors, walk_diagonals
from bialign.align.joints import JOINT_FEATURES
from bialign.align.lattice import full_lattice, make_lattice, make_long_lattice, merge_lattices
from bialign.align.model import SEQUENCE_FEATURES, feature_names, weights_from
from bialign.align.scoring import score_beads
from bialign.align.steps import BEAD_TYPES, LONGEST_RUN
from bialign.compiled import loading as compiled
from bialign.encoders.base import WordVectors

needs_library = pytest.mark.skipif(compiled.load_library() is None, reason="nothing is compiled")


@pytest.mark.skipif(shutil.which("cc") is None, reason="there is no C compiler")
def test_an_installation_with_a_compiler_has_the_library():
    assert compiled.load_library() is not None


def random_scores(lattice, seed):
    beads = np.random.default_rng(seed).normal(size=(len(BEAD_TYPES), len(lattice)))
    beads[lattice.origins == len(lattice)] = inference.IMPOSSIBLE
    return inference.BeadScores(beads, extend=0.7, switch=-0.4, parallel=0.9)


def unit(vectors):
    return (vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)).astype(np.float32)


def random_side(random, count, vectors, *, words, paragraphs):
    """Make a side of the given sentence vectors, of all that a side can have."""
    sums = np.cumsum(np.concatenate([np.zeros((1, vectors.shape[1])), vectors]), axis=0)
    runs = np.zeros((count, LONGEST_RUN, vectors.shape[1]), dtype=np.float32)
    for size in range(1, min(LONGEST_RUN, count) + 1):
        runs[: count - size + 1, size - 1] = unit(sums[size:] - sums[:-size])
    owners = np.sort(random.integers(0, max(count, 1), size=3 * count))
    keys = [
        [[(f"{kind}{key}",) for key in random.integers(0, 6, size=random.integers(0, 3))] for _ in range(count)]
        for kind in "ve"
    ]
    return Side(
        runs=runs,
        lengths=random.integers(0, 90, size=count).astype(np.float32),
        joints=random.integers(0, 2, size=(count, len(JOINT_FEATURES))).astype(np.float32),
        ends=random.integers(0, 4, size=count).astype(np.float32),
        quotations=random.integers(0, 6, size=count).astype(np.float32) / 2,
        resumptions=tuple(random.integers(0, 2, size=(2, count)).astype(np.float32)),
        begins=random.random(count) < paragraphs,
        lines=np.tile(np.arange(count), (2, 1)),
        words=WordVectors(
            vectors=unit(random.normal(size=(3 * count, 6))),
            weights=random.random(3 * count, dtype=np.float32),
            sentences=owners,
        )
        if words
        else None,
        anchors=(collect_keys(keys[0]), collect_keys(keys[1])),
    )


def random_pair(seed, n, m, *, words, paragraphs):
    random = np.random.default_rng(seed)
    vectors = unit(random.normal(size=(max(n, m), 12)))
    source = random_side(random, n, vectors[:n], words=words, paragraphs=paragraphs)
    target = random_side(random, m, vectors[:m] + random.normal(size=(m, 12)) / 8, words=words, paragraphs=paragraphs)
    names = [*(name for group in feature_names(words=words) for name in group), *SEQUENCE_FEATURES]
    weights = weights_from({name: float(random.normal()) for name in names}, words=words)
    return source, target, float(random.normal() / 2), weights


def both_ways(monkeypatch, lattice, pair, threads=1):
    found = score_beads(lattice, *pair, threads=threads).beads
    with monkeypatch.context() as without:
        without.setattr(scoring, "load_library", lambda: None)
        return found, score_beads(lattice, *pair, threads=threads).beads


@needs_library
@pytest.mark.parametrize("paragraphs", [0.0, 0.4])
@pytest.mark.parametrize("words", [True, False])
@pytest.mark.parametrize(
    "size", [(1, 1), (1, 9), (9, 1), (2, 3), (5, 5), (8, 8), (12, 7), (7, 12), (30, 25), (0, 3), (3, 0), (0, 0)]
)
def test_scores_are_those_of_the_features(monkeypatch, size, words, paragraphs):
    pair = random_pair(sum(size), *size, words=words, paragraphs=paragraphs)
    found, expected = both_ways(monkeypatch, full_lattice(*size), pair)
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-4)


@needs_library
def test_scores_of_a_long_text_are_those_of_the_features(monkeypatch):
    source, target, ratio, weights = random_pair(1, 450, 450, words=True, paragraphs=0.2)
    corridor = find_corridor(source.runs, target.runs)
    assert corridor is not None
    lattice = make_long_lattice(corridor.lows, corridor.highs, corridor.cuts)
    assert len(lattice.firsts) > 1
    found, expected = both_ways(monkeypatch, lattice, (source, target, ratio, weights), threads=2)
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-4)


@needs_library
def test_alignments_are_those_of_the_features(monkeypatch):
    pairs = [(pair.source, pair.target) for pair in load_corpus("newsroom", split="dev")]
    aligner = Aligner()
    found = aligner.align_many(pairs)
    for module in (scoring, inference, body):
        monkeypatch.setattr(module, "load_library", lambda: None)
    expected = aligner.align_many(pairs)
    for one, other in zip(found, expected, strict=True):
        assert [(bead.source, bead.target) for bead in one] == [(bead.source, bead.target) for bead in other]
        assert [bead.score for bead in one] == pytest.approx([bead.score for bead in other], abs=2e-4)


def some_lattices():
    corridor = make_long_lattice(
        np.array([0, 0, 0, 2, 2, 4]), np.array([3, 3, 5, 5, 6, 6]), np.array([(0, 0), (2, 3), (5, 6)])
    )
    # As many lines on both sides, and no path that goes line by line.
    aside = make_lattice([0, 4, 4, 5, 6, 6, 6], [4, 5, 6, 6, 6, 6, 6])
    lattices = [full_lattice(3, 4), full_lattice(0, 2), full_lattice(6, 5), aside, full_lattice(0, 0)]
    merged, _ = merge_lattices(lattices)
    return [full_lattice(1, 1), full_lattice(12, 9), full_lattice(0, 5), full_lattice(5, 0), aside, merged, corridor]


LATTICES = some_lattices()


def posteriors_in_numpy(lattice, scores):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inference, "load_library", lambda: None)
        return posteriors(lattice, scores)


@needs_library
@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(range(len(LATTICES))),
    st.integers(0, 10**6),
    st.sampled_from([0.01, 1.0, 30.0]),
    st.floats(-120, 120),
    st.floats(-120, 120),
)
def test_probabilities_are_those_of_logarithms(which, seed, size, extend, switch):
    lattice = LATTICES[which]
    scores = attrs.evolve(random_scores(lattice, seed), extend=extend, switch=switch)
    scores.beads[scores.beads > inference.IMPOSSIBLE] *= size
    found, expected = posteriors(lattice, scores), posteriors_in_numpy(lattice, scores)
    for name in ("beads", "extends", "switches", "log_total", "parallel"):
        np.testing.assert_allclose(getattr(found, name), getattr(expected, name), rtol=1e-8, atol=1e-9, err_msg=name)


@needs_library
def test_texts_of_any_length_keep_within_range():
    """The weight of all paths goes far beyond what a double holds, up and down."""
    lattice = full_lattice(60, 60)
    for shift in (-150, 150):
        scores = random_scores(lattice, 1)
        scores.beads[scores.beads > inference.IMPOSSIBLE] += shift
        found, expected = posteriors(lattice, scores), posteriors_in_numpy(lattice, scores)
        np.testing.assert_allclose(found.beads, expected.beads, rtol=1e-7, atol=1e-9)
        np.testing.assert_allclose(found.log_total, expected.log_total)
        assert abs(found.log_total[0]) > 2000  # exp(710) is the greatest double


@needs_library
@pytest.mark.parametrize("score", [250.0, -250.0, 1e6, -1e6])
def test_scores_beyond_range_are_summed_in_logarithms(score):
    lattice = full_lattice(4, 4)
    scores = random_scores(lattice, 3)
    scores.beads[0, scores.beads[0] > inference.IMPOSSIBLE] = score
    found, expected = posteriors(lattice, scores), posteriors_in_numpy(lattice, scores)
    np.testing.assert_array_equal(found.beads, expected.beads)


@needs_library
@settings(deadline=None, max_examples=60)
@given(st.sampled_from(range(len(LATTICES))), st.integers(0, 10**6))
def test_best_paths_are_those_of_the_diagonals(which, seed):
    lattice = LATTICES[which]
    scores = random_scores(lattice, seed)
    found = [[(step.type, step.cell) for step in path] for path in best_paths(lattice, scores)]
    assert found == walk_diagonals(lattice, scores)


@pytest.mark.parametrize("content", [None, b"", b"not a library"])
def test_without_a_library_or_with_a_damaged_one_numpy_does_the_work(monkeypatch, tmp_path, content):
    path = tmp_path / "compiled.so"
    if content is not None:
        path.write_bytes(content)
    monkeypatch.setattr(compiled, "_LIBRARY", path)
    compiled.load_library.cache_clear()
    try:
        assert compiled.load_library() is None
        lattice = full_lattice(2, 2)
        scores = random_scores(lattice, 1)
        assert posteriors(lattice, scores).log_total == posteriors_in_numpy(lattice, scores).log_total
    finally:
        compiled.load_library.cache_clear()


@needs_library
def test_a_library_of_other_sources_is_not_used(monkeypatch):
    monkeypatch.setattr(compiled, "source_checksum", lambda: "of other sources")
    compiled.load_library.cache_clear()
    try:
        assert compiled.load_library() is None
    finally:
        compiled.load_library.cache_clear()
