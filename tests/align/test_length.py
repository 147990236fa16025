from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bialign import Alignment
from bialign.align import Aligner, align_sentences, length
from bialign.align.length import align_by_length, align_many_by_length
from bialign.documents import Fragment, FragmentKind
from bialign.evaluation import evaluate, load_corpus, perturb

texts = st.lists(st.integers(0, 60).map(lambda size: "가" * size), max_size=14)
pairs = st.tuples(texts, texts)


def ends(beads):
    places = [(0, 0)]
    for bead in beads:
        places.append((places[-1][0] + len(bead.source), places[-1][1] + len(bead.target)))
    return places


@given(pairs)
@settings(max_examples=80, deadline=None)
def test_every_sentence_is_in_one_bead_in_order(pair):
    beads = align_by_length(*pair)
    assert [index for bead in beads for index in bead.source] == list(range(len(pair[0])))
    assert [index for bead in beads for index in bead.target] == list(range(len(pair[1])))
    assert {bead.type for bead in beads} <= {"1-1", "1-0", "0-1", "2-1", "1-2", "2-2"}
    assert all(0.0 <= bead.score <= 1.0 for bead in beads)


@given(pairs)
@settings(max_examples=80, deadline=None)
def test_exchanged_sides_give_the_mirrored_beads(pair):
    source, target = pair
    assert align_by_length(target, source) == [bead.swapped() for bead in align_by_length(source, target)]


@given(st.lists(pairs, max_size=8))
@settings(max_examples=40, deadline=None)
def test_a_batch_gives_what_single_texts_give(batch):
    together = align_many_by_length(batch)
    assert together == [align_by_length(*pair) for pair in batch]


@given(texts)
@settings(max_examples=30, deadline=None)
def test_a_text_is_aligned_with_itself_sentence_by_sentence(text):
    assert [bead.shape for bead in align_by_length(text, text)] == [(1, 1)] * len(text)


def test_empty_sides():
    assert align_by_length([], []) == []
    assert [(bead.type, bead.score) for bead in align_by_length(["a", "bb"], [])] == [("1-0", 1.0), ("1-0", 1.0)]
    assert [(bead.type, bead.score) for bead in align_by_length([], [""])] == [("0-1", 1.0)]
    assert align_many_by_length([]) == []


def test_one_line_against_many():
    beads = align_by_length(["x" * 50], ["y" * 50] * 12)
    assert sum(len(bead.target) for bead in beads) == 12
    assert ends(beads)[-1] == (1, 12)


def test_lines_without_length_are_paired():
    assert [bead.type for bead in align_by_length(["", "", ""], ["", "", ""])] == ["1-1"] * 3


@pytest.mark.parametrize(
    ("source", "target", "types"),
    [
        ([40, 81, 33], [80, 160, 70], ["1-1", "1-1", "1-1"]),
        ([100, 60, 55, 90], [100, 117, 90], ["1-1", "2-1", "1-1"]),
        ([100, 118, 90], [100, 60, 55, 90], ["1-1", "1-2", "1-1"]),
        ([70, 30, 150, 200], [70, 150, 30, 200], ["1-1", "2-2", "1-1"]),
    ],
)
def test_beads_follow_the_lengths(source, target, types):
    beads = align_by_length(["가" * size for size in source], ["a" * size for size in target])
    assert [bead.type for bead in beads] == types


def test_long_texts_keep_to_the_diagonal():
    random = Random(1)
    sizes = [random.randint(10, 120) for _ in range(2000)]
    source = ["x" * size for size in sizes]
    # Forty sentences are missing on one side; what follows is found again.
    target = ["y" * round(size * random.uniform(1.7, 2.3)) for size in sizes[:500] + sizes[540:]]
    beads = align_by_length(source, target)
    right = sum(
        bead.shape == (1, 1) and bead.source[0] - bead.target[0] == (0 if bead.source[0] < 500 else 40)
        for bead in beads
    )
    assert right > 1800
    assert align_by_length(target, source) == [bead.swapped() for bead in beads]


def test_a_few_lines_against_very_many_lines():
    beads = align_by_length(["x" * 30] * 3, ["y" * 20] * 1500)
    assert ends(beads)[-1] == (3, 1500)
    assert all(a <= b for a, b in pairwise(ends(beads)))


def test_scores_tell_certain_beads_from_doubtful_ones():
    certain = align_by_length(["a" * 20, "a" * 200, "a" * 60], ["b" * 20, "b" * 200, "b" * 60])
    doubtful = align_by_length(["a" * 50] * 4, ["b" * 50] * 3)
    assert min(bead.score for bead in certain) > 0.95
    assert min(bead.score for bead in doubtful) < 0.6


def test_the_aligner_has_a_length_mode_that_loads_no_encoder():
    aligner = Aligner(method="length")
    lines = ["비가 왔다.", "우산을 썼다."], ["It rained.", "I used an umbrella."]
    alignment = align_sentences(*lines, aligner=aligner)
    assert [bead.type for bead in alignment] == ["1-1", "1-1"]
    assert "method:length" in alignment.signature
    assert aligner._given_encoder is None


def test_lengths_alone_find_most_of_a_lightly_edited_translation():
    gold = []
    for pair in load_corpus("newsroom", split="train")[:20]:
        lines = [
            (pair.gold.source_text(bead), pair.gold.target_text(bead))
            for bead in pair.gold
            if bead.kind is FragmentKind.BODY and bead.type == "1-1"
        ]
        gold.append(perturb(lines, seed=1, level="easy", id=pair.id))
    sides = [([f.text for f in case.source], [f.text for f in case.target]) for case in gold]
    predicted = [
        Alignment(case.source, case.target, beads, "ko", "en", id=case.id)
        for case, beads in zip(gold, align_many_by_length(sides), strict=True)
    ]
    assert evaluate(gold, predicted).metrics()["strict_f1"] > 0.8


def test_fragments_that_are_not_body_are_paired_by_kind():
    source = [Fragment(FragmentKind.HEADLINE, "제목", 0, 2), Fragment(FragmentKind.BODY, "비가 왔다.", 3, 9)]
    target = [Fragment(FragmentKind.HEADLINE, "Title", 0, 5), Fragment(FragmentKind.BODY, "It rained.", 6, 16)]
    alignment = Aligner(method="length").align_fragments(source, target)
    assert [(bead.source, bead.target) for bead in alignment if bead.kind is FragmentKind.BODY] == [((1,), (1,))]


@pytest.mark.parametrize(("few", "many"), [(200, 601), (300, 700)])
def test_a_band_that_moves_fast_finds_what_the_whole_would(few, many, monkeypatch):
    random = Random(few)
    source = ["x" * random.randint(20, 90) for _ in range(few)]
    target = ["y" * random.randint(20, 90) for _ in range(many)]
    banded = align_by_length(source, target)
    assert align_by_length(target, source) == [bead.swapped() for bead in banded]
    monkeypatch.setattr(length, "_WHOLE", many)
    assert ends(align_by_length(source, target)) == ends(banded)
