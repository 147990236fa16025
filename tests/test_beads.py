"""Alignments cover every fragment once and read as sequences of beads."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from bialign import Alignment, Bead, Fragment, TranslationUnit
from bialign.errors import InvariantError


def lines(*texts):
    fragments, place = [], 0
    for text in texts:
        fragments.append(Fragment("body", text, place, place + len(text)))
        place += len(text) + 1
    return fragments


def align(beads, source=("가", "나"), target=("a", "b")):
    return Alignment(lines(*source), lines(*target), [Bead(*bead) for bead in beads], "ko", "en", id="x")


def test_an_alignment_is_a_sequence_of_beads():
    alignment = align([([0], [0]), ([1], [1])])
    assert len(alignment) == 2
    assert alignment[1] == Bead([1], [1])
    assert [bead.type for bead in alignment[:1]] == ["1-1"]
    assert repr(alignment) == "Alignment('x' ko-en 2 and 2 fragments in 2 beads)"


@pytest.mark.parametrize(
    ("beads", "sentence"),
    [
        ([([0], [0])], "The source fragment 1 of 'x' belongs to no bead"),
        ([([0, 1], [0]), ([1], [1])], "The source fragment 1 of 'x' belongs to more than one bead"),
        ([([0, 1], [0, 2])], "names target fragment 2, but there are 2"),
    ],
)
def test_an_alignment_refuses_beads_that_do_not_cover_its_fragments_once(beads, sentence):
    with pytest.raises(InvariantError, match=sentence):
        align(beads)


@pytest.mark.parametrize("sides", [([], []), ([1, 0], [0]), ([0, 0], [0]), ([-1], [0]), ([1.7], [0]), ("1", [0])])
def test_a_bead_refuses_impossible_indices(sides):
    with pytest.raises(InvariantError):
        Bead(*sides)


def test_a_score_is_a_probability():
    with pytest.raises(InvariantError, match=r"not 1\.5"):
        Bead([0], [0], score=1.5)
    with pytest.raises(InvariantError, match=r"number between 0 and 1, not '0\.5'"):
        Bead([0], [0], score="0.5")


@pytest.mark.parametrize("number", [np.float64, np.float32, Fraction, Decimal])
def test_numbers_of_any_type_become_plain_ones(number):
    bead = Bead([np.int64(0)], [0], score=number(0.5))
    unit = TranslationUnit("가", "a", "ko", "en", score=number(0.5))
    assert repr(bead.score) == repr(unit.score) == "0.5"
    fragment = Fragment("body", "가", np.int64(0), np.int64(1))
    assert repr((*bead.source, fragment.start, fragment.end)) == "(0, 0, 1)"


def test_units_join_fragments_by_spaces_and_keep_deletions():
    units = list(align([([0, 1], [0]), ([], [1])]).units())
    assert [(unit.source, unit.target) for unit in units] == [("가 나", "a"), ("", "b")]
    assert [unit.id for unit in units] == ["x:1", "x:2"]
    assert units[0].metadata["bead"] == "2-1"


def test_swapping_sides_twice_changes_nothing():
    alignment = align([([0, 1], [0]), ([], [1])])
    assert alignment.swapped().swapped() == alignment
    assert alignment.swapped()[0] == Bead([0], [0, 1])


def test_the_beads_of_one_kind_are_an_alignment_of_their_own():
    source = [
        Fragment("headline", "제목", 0, 2),
        *(Fragment("body", text, 5 + 2 * n, 6 + 2 * n) for n, text in enumerate("가나다")),
    ]
    target = [Fragment("body", "a", 0, 1), Fragment("headline", "Title", 2, 7), Fragment("body", "b", 8, 9)]
    beads = [Bead([0], [1], "headline"), Bead([2, 3], [0], score=0.5), Bead([1], []), Bead([], [2])]
    body = Alignment(source, target, beads, "ko", "en", id="x", signature="s", metadata={"day": "3"}).of_kind("body")
    assert body.beads == (Bead([1, 2], [0], score=0.5), Bead([0], []), Bead([], [1]))
    assert (body.source, body.target) == (tuple(source[1:]), (target[0], target[2]))
    assert (body.id, body.signature, dict(body.metadata)) == ("x", "s", {"day": "3"})
    assert body.of_kind("body") == body
    assert len(body.of_kind("caption")) == len(body.of_kind("caption").source) == 0
    with pytest.raises(InvariantError, match="no fragment kind 'sentence'"):
        body.of_kind("sentence")


def test_crossing_beads_are_told_from_monotone_ones():
    assert align([([0], [0]), ([1], [1])]).is_monotone
    assert not align([([0], [1]), ([1], [0])]).is_monotone
    around = align([([0, 2], [0]), ([1], [1])], source=("가", "나", "다"))
    assert not around.is_monotone
    assert not around.swapped().is_monotone


def test_additions_stand_where_they_are_read():
    source = [Fragment("body", "가", 0, 1), Fragment("byline", "나", 2, 3)]
    target = [Fragment(kind, "a", i, i + 1) for i, kind in enumerate(("byline", "body", "body", "credit"))]
    beads = [Bead([], [3], "credit"), Bead([1], [0], "byline"), Bead([0], [1]), Bead([], [2])]
    ordered = Alignment(source, target, beads, "ko", "en").in_source_order()
    assert [bead.target for bead in ordered] == [(1,), (2,), (3,), (0,)]


def test_what_is_said_comes_after_its_own_speaker():
    source = [Fragment(kind, "가", i, i + 1) for i, kind in enumerate(("body", "speaker", "body", "speaker", "body"))]
    target = [
        Fragment(kind, "a", i, i + 1)
        for i, kind in enumerate(("body", "speaker", "body", "speaker", "speaker", "body"))
    ]
    beads = [Bead([0], [0]), Bead([1], [1], "speaker"), Bead([2], []), Bead([], [2]), Bead([], [3], "speaker")]
    beads += [Bead([3], [4], "speaker"), Bead([4], [5])]
    ordered = Alignment(source, target, beads, "ko", "en").in_source_order()
    assert [(bead.source, bead.target) for bead in ordered] == [
        ((0,), (0,)), ((1,), (1,)), ((), (2,)), ((), (3,)), ((2,), ()), ((3,), (4,)), ((4,), (5,))
    ]  # fmt: skip


@pytest.mark.parametrize("value", [None, float("nan"), 3, b"text"])
@pytest.mark.parametrize("field", ["source", "target", "source_language", "target_language", "id"])
def test_a_unit_refuses_what_is_no_text(field, value):
    """What a table gives where it has no text must not be written into a file that cannot be read back."""
    fields = {"source": "가", "target": "a", "source_language": "ko", "target_language": "en", field: value}
    with pytest.raises(InvariantError, match=rf"TranslationUnit\.{field} is a text, not {value!r}\."):
        TranslationUnit(**fields)


@pytest.mark.parametrize("metadata", [{"day": 3}, {3: "day"}, {"day": None}])
def test_metadata_are_texts(metadata):
    with pytest.raises(InvariantError, match="Metadata are a dictionary of texts, but"):
        TranslationUnit("가", "a", "ko", "en", metadata=metadata)


@pytest.mark.parametrize("metadata", [None, ["day"], 3])
def test_metadata_are_a_dictionary(metadata):
    with pytest.raises(InvariantError, match="Metadata are a dictionary of texts, not"):
        TranslationUnit("가", "a", "ko", "en", metadata=metadata)


def test_an_alignment_names_what_is_no_fragment_no_bead_and_no_text():
    for fields, sentence in (
        ({"source": ["가"]}, "Expected Fragment objects, not '가'"),
        ({"beads": [([0], [0])]}, r"Expected Bead objects, not \(\[0\], \[0\]\)"),
        ({"target_language": None}, "Alignment.target_language is a text, not None"),
        ({"id": 3}, "Alignment.id is a text, not 3"),
    ):
        given = {"source": lines("가"), "target": lines("a"), "beads": [Bead([0], [0])]} | fields
        with pytest.raises(InvariantError, match=sentence):
            Alignment(**{"source_language": "ko", "target_language": "en"} | given)
