"""Alignments side by side: what is shown, and that it fits."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from bialign import Alignment, Bead
from bialign.errors import ConfigurationError
from bialign.evaluation import evaluate, load_corpus
from bialign.formats import fragments_of
from bialign.testing import assert_alignment, assert_f1, format_difference
from bialign.testing.differences import find_hunks
from bialign.testing.strategies import alignments

GOLD = Alignment(
    fragments_of(["제목", "첫 문장이다.", "둘째 문장이다.", "끝."]),
    fragments_of(["Title", "Both sentences are here.", "The end."]),
    [Bead([0], [0], "headline"), Bead([1, 2], [1]), Bead([3], [2])],
    "ko",
    "en",
)


def test_what_differs_is_shown_and_what_does_not_is_counted():
    actual = attrs.evolve(GOLD, beads=[Bead([0], [0], "headline"), Bead([1], [1]), Bead([2], []), Bead([3], [2])])
    assert format_difference(actual, GOLD, width=63).splitlines() == [
        "1 of 3 expected beads is not there:",
        "expected                       | actual",
        "-------------------------------+-------------------------------".replace("-+-", "-+-"),
        "... 1 bead alike ...",
        "2-1 body                       | 1-1 body",
        "  ko[1] 첫 문장이다.           |   ko[1] 첫 문장이다.",
        "  ko[2] 둘째 문장이다.         |   en[1] Both sentences are he…",
        "  en[1] Both sentences are he… | 1-0 body",
        "                               |   ko[2] 둘째 문장이다.",
        "... 1 bead alike ...",
    ]


def test_beads_beside_the_expected_ones_are_a_difference():
    # As formats read them that hold indices alone.
    expected, actual = (
        Alignment(
            fragments_of([""] * size), fragments_of([""] * size), [Bead([i], [i]) for i in range(size)], "ko", "en"
        )
        for size in (3, 5)
    )
    assert format_difference(actual, expected).startswith("2 beads are there beside the expected ones:")
    assert format_difference(expected, actual).startswith("2 of 5 expected beads are not there:")
    assert format_difference(expected, expected) == ""


def test_alike_alignments_have_no_difference_whatever_their_scores():
    scored = attrs.evolve(GOLD, beads=[attrs.evolve(bead, score=0.5) for bead in GOLD], id="x", signature="y")
    assert format_difference(scored, GOLD) == ""
    assert_alignment(scored, GOLD)


def test_a_bead_of_another_kind_is_a_difference():
    actual = attrs.evolve(GOLD, beads=[Bead([0], [0], "subheadline"), *GOLD.beads[1:]])
    with pytest.raises(AssertionError, match=r"1-1 headline +\| 1-1 subheadline"):
        assert_alignment(actual, GOLD)


def test_alignments_of_other_texts_fail_with_a_sentence():
    other = attrs.evolve(GOLD, source=fragments_of(["제목", "첫 문장이다.", "둘째 문장이다.", "시작."]))
    with pytest.raises(AssertionError, match=r"gold has '끝\.' where the prediction has '시작\.'"):
        assert_alignment(other, GOLD)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_differences_are_found_where_figures_fall_and_fit_the_width(data):
    expected = data.draw(alignments(max_fragments=5))
    shuffled = data.draw(st.permutations(expected.beads))
    assert format_difference(attrs.evolve(expected, beads=shuffled), expected) == ""
    merged = [bead for bead in expected.beads if bead.kind != "body"]
    body = [bead for bead in expected.beads if bead.kind == "body"]
    if body:
        sides = [sorted(i for bead in body for i in getattr(bead, side)) for side in ("source", "target")]
        merged.append(Bead(*sides))
    actual = attrs.evolve(expected, beads=merged)
    width = data.draw(st.integers(20, 120))
    difference = format_difference(actual, expected, width=width)
    # A bead of nothing but characters without width or white space cannot differ.
    assert bool(difference) == (evaluate(expected, actual).exact_articles < 1)
    assert all(cell_len(line) <= max(width, 45) for line in difference.splitlines())
    hunks = find_hunks(actual, expected)
    assert sum(len(hunk.expected) for hunk in hunks) <= len(expected)


def test_a_floor_is_met_or_named():
    corpus = load_corpus("newsroom", split="dev")
    gold = {pair.id: pair.gold for pair in corpus}

    class Oracle:
        def align(self, source, target):
            return gold[source.id]

    assert assert_f1(Oracle(), corpus, strict=1.0, lax=1.0).exact_articles == 1
    assert assert_f1(Oracle().align, corpus, strict=1.0, kind="body").exact_articles == 1

    def nothing(source, target):
        beads = [Bead([i], []) for i in range(len(source))] + [Bead([], [i]) for i in range(len(target))]
        return Alignment(source.fragments, target.fragments, beads, "ko", "en", id=source.id)

    with pytest.raises(AssertionError, match=r"strict_f1 is 0\.0000, below 0\.5 and lax_f1 is 0\.0000, below 0\.6"):
        assert_f1(nothing, corpus, strict=0.5, lax=0.6)
    with pytest.raises(ConfigurationError, match="needs a floor"):
        assert_f1(nothing, corpus)
    with pytest.raises(ConfigurationError, match=r"between 0 and 1, such as 0\.95, not 95"):
        assert_f1(nothing, corpus, strict=95)
    with pytest.raises(ConfigurationError, match="no fragment kind 'title'"):
        assert_f1(nothing, corpus, strict=0.5, kind="title")


def test_a_floor_of_one_kind_is_measured_and_shown_for_its_beads_alone():
    corpus = load_corpus("newsroom", split="dev")[:3]
    gold = {pair.id: pair.gold for pair in corpus}

    def headlines_alone(source, target):
        expected = gold[source.id]
        beads = [bead for bead in expected if bead.kind == "headline"]
        for bead in expected:
            if bead.kind != "headline":
                beads += [Bead([index], [], bead.kind) for index in bead.source]
                beads += [Bead([], [index], bead.kind) for index in bead.target]
        return attrs.evolve(expected, beads=beads)

    evaluation = assert_f1(headlines_alone, corpus, strict=1.0, kind="headline")
    assert list(evaluation.by_kind) == ["headline"]
    assert evaluation.exact_articles == 1
    assert evaluation.scores.strict.f1 == 1
    with pytest.raises(AssertionError, match=r"^strict_f1 of body beads is 0\.0000, below 0\.5") as failure:
        assert_f1(headlines_alone, corpus, strict=0.5, kind="body")
    assert "headline" not in str(failure.value)


def test_the_worst_articles_are_those_of_the_figure_that_failed():
    corpus = load_corpus("newsroom", split="dev")[:2]

    def drop_second(source, target):
        pair = next(pair for pair in corpus if pair.source is source)
        if pair is corpus[0]:
            return pair.gold
        beads = [Bead([i], []) for i in range(len(source))] + [Bead([], [i]) for i in range(len(target))]
        return attrs.evolve(pair.gold, beads=beads)

    with pytest.raises(AssertionError, match=f"Lowest lax F1: {corpus[1].id} 0.0, {corpus[0].id} 100.0"):
        assert_f1(drop_second, corpus, lax=1.0)
