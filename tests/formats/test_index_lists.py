"""Lists of indices: Vecalign, SentAlign, hunalign; and word links in Pharaoh notation."""

import io

import pytest

from bialign import Alignment, Bead, FragmentKind, formats
from bialign.errors import FormatError, InvariantError
from bialign.formats.pharaoh import WordLink, format_links, parse_links


def read(name, text, **options):
    (alignment,) = formats.read(io.BytesIO(text.encode()), format=name, **options)
    return alignment


def test_vecalign_lists_without_texts_have_as_many_fragments_as_the_largest_index_says():
    alignment = read("vecalign", "[0, 1]:[0]:0.25\n[]:[1]:0.000000\n[2]:[3,2]:1.75\n")
    assert alignment.beads == (Bead([0, 1], [0], score=0.75), Bead([], [1]), Bead([2], [2, 3], score=0.0))
    assert (len(alignment.source), len(alignment.target)) == (3, 4)
    assert {f.text for f in (*alignment.source, *alignment.target)} == {""}


def test_similarities_of_sentalign_are_kept():
    assert read("vecalign", "[0]:[0]:0.9\n[1]:[1]:1.2\n", score="similarity").beads == (
        Bead([0], [0], score=0.9),
        Bead([1], [1], score=1.0),
    )
    assert read("vecalign", "[0]:[0]:0.9\n", score="none").beads == (Bead([0], [0]),)


def test_texts_come_from_files_or_lists(tmp_path):
    (tmp_path / "a.ko").write_text("가\n나\n다\n", "utf-8")
    alignment = read(
        "vecalign",
        "[0]:[0, 1]\n",
        source_lines=tmp_path / "a.ko",
        target_lines=["a", "b"],
        source_language="ko",
        target_language="en",
    )
    assert [f.text for f in alignment.source] == ["가", "나", "다"]
    assert alignment.target_text(alignment[0]) == "a b"
    assert alignment.beads == (Bead([0], [0, 1]), Bead([1], []), Bead([2], []))
    assert (alignment.source_language, alignment.target_language) == ("ko", "en")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("0:1", "Expected a bead such as"),
        ("[0]:[1]:x", "Expected a number after the second colon"),
        ("[0]:[1]:nan", "Expected a number after the second colon"),
        ("[]:[]", "A bead needs at least one fragment"),
        ("[1, 1]:[2]", "without repeats"),
        ("[0]:[5]", "The source sentence 0 is in an earlier bead"),
        ("[1]:[5]", "There is no target sentence 5: the file has 2"),
    ],
)
def test_vecalign_errors_name_the_line(line, problem):
    with pytest.raises(FormatError, match=f"2: .*{problem}"):
        read("vecalign", f"[0]:[0]:0.5\n{line}\n", target_lines=["a", "b"])


def test_indices_without_texts_cannot_become_units(tmp_path):
    alignment = read("vecalign", "[0]:[0]:0.5\n")
    with pytest.raises(FormatError, match="has no texts, only indices: read it with source_lines and target_lines"):
        formats.write(alignment, tmp_path / "a.tmx")


def test_one_list_is_of_one_alignment(tmp_path):
    alignment = read("vecalign", "[0]:[0]:0.5\n")
    for name in ("a.vecalign", "a.ladder"):
        with pytest.raises(FormatError, match="of one alignment; write one file for each"):
            formats.write([alignment, alignment], tmp_path / name)


def test_hunalign_ladders_are_read_and_their_qualities_are_no_scores():
    reader = formats.read(io.BytesIO(b"0\t0\t2.5\n1\t2\t-0.3\n2\t2\t0.1\n4\t3\t0\n"))
    (alignment,) = reader
    assert alignment.beads == (Bead([0], [0, 1]), Bead([1], []), Bead([2, 3], [2]))
    assert reader.losses == {"scores outside 0 to 1": 4}


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("0\t1\t0.5", "never goes back"),
        ("2", "Expected two counts"),
        ("2\tx", "Expected two counts"),
        ("9\t9\t0.1", "counts 9 source sentences"),
    ],
)
def test_ladder_errors_name_the_line(line, problem):
    with pytest.raises(FormatError, match=f"3: .*{problem}"):
        read("ladder", f"0\t0\t0.5\n1\t1\t0.5\n{line}\n", source_lines=["a", "b"])


def test_crossing_beads_cannot_climb_a_ladder(tmp_path):
    fragments = formats.fragments_of(["a", "b"])
    crossing = Alignment(fragments, fragments, [Bead([0], [1]), Bead([1], [0])], "ko", "en")
    with pytest.raises(FormatError, match="cross or have gaps"):
        formats.write(crossing, tmp_path / "a.ladder")


def test_kinds_and_languages_are_counted_as_lost(tmp_path):
    headline = formats.fragments_of(["a"], [FragmentKind.HEADLINE])
    report = formats.write(
        Alignment(headline, headline, [Bead([0], [0], "headline")], "ko", "en", "x"), tmp_path / "a.vecalign"
    )
    assert dict(report.losses) == {"ids": 1, "kinds": 1, "languages": 1, "texts": 1}


def test_word_links():
    links = parse_links("0-0 1p2 3?1")
    assert links == (WordLink(0, 0), WordLink(1, 2, sure=False), WordLink(3, 1, sure=False))
    assert format_links(links) == "0-0 1p2 3p1"
    assert parse_links("1-1 2-3", first=1) == (WordLink(0, 0), WordLink(1, 2))
    assert format_links(parse_links("1-1", first=1), first=1) == "1-1"
    assert parse_links(" \n") == ()


@pytest.mark.parametrize(("line", "first"), [("0", 0), ("0-a", 0), ("0-0-0", 0), ("0-1", 1), ("-1-0", 0)])
def test_word_links_that_are_none(line, first):
    with pytest.raises(FormatError):
        parse_links(line, first=first)


def test_word_links_count_from_zero():
    with pytest.raises(InvariantError):
        WordLink(-1, 0)
