"""A folder with a file for each article is read as one corpus, whatever the files' format."""

import attrs
import pytest

from bialign import Alignment, Bead, TranslationUnit, write
from bialign.documents import fragments_of
from bialign.errors import ConfigurationError, FormatError, InvariantError
from bialign.evaluation import evaluate
from bialign.formats import as_alignments, read_folder

NAMES = ("a.1", "b", "c")


def alignment(name):
    source, target = fragments_of(["가.", "나.", "다."]), fragments_of(["A and B.", "C."])
    beads = [Bead([0, 1], [0], score=0.5), Bead([2], [1], score=0.25)]
    return Alignment(source, target, beads, "ko", "en", id=name)


CORPUS = [alignment(name) for name in NAMES]


@pytest.mark.parametrize(
    "ending", [".vecalign", ".ladder", ".ladder.gz", ".bertalign", ".tsv", ".xlf", ".jsonl", ".hf.jsonl", ".tei.xml"]
)
def test_each_file_is_an_article_that_its_name_tells(tmp_path, ending):
    for item in CORPUS:
        write(attrs.evolve(item, id=""), tmp_path / f"{item.id}{ending}")
    (tmp_path / ".DS_Store").write_bytes(b"\0")
    (tmp_path / "logs").mkdir()
    found = list(read_folder(tmp_path))
    assert [item.id for item in found] == list(NAMES)
    assert [item.beads for item in found] == [item.beads for item in CORPUS]
    assert evaluate(CORPUS[::-1], found).exact_articles == 1


def test_endings_that_mean_nothing_are_left_out_of_the_name_and_ids_of_their_own_are_kept(tmp_path):
    (tmp_path / "b.gold").write_text("[0, 1]:[0]\n[2]:[1]\n", encoding="utf-8")
    write([alignment("x"), alignment("y")], tmp_path / "two.jsonl")
    assert [item.id for item in read_folder(tmp_path)] == ["b", "x", "y"]


def test_files_that_are_numbered_come_in_the_order_of_their_numbers(tmp_path):
    for name in ("9", "10", "1", "2b", "2a10", "2a9"):
        (tmp_path / f"{name}.vecalign").write_text("[0]:[0]:0.1\n", "utf-8")
    assert [item.id for item in read_folder(tmp_path)] == ["1", "2a9", "2a10", "2b", "9", "10"]


def test_an_aligner_that_found_nothing_in_an_article_leaves_an_empty_list(tmp_path):
    for name, text in (("a.1.vecalign", "[0, 1]:[0]\n[2]:[1]\n"), ("b.vecalign", ""), ("c.path", "")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = list(read_folder(tmp_path))
    assert [(item.id, len(item)) for item in found] == [("a.1", 2), ("b", 0), ("c", 0)]
    (tmp_path / "c.path").write_text("# nothing\n\n", encoding="utf-8")
    assert list(read_folder(tmp_path, format="vecalign")) == found
    scores = evaluate(CORPUS, found).scores.strict
    assert (scores.right, scores.predicted, scores.found, scores.gold) == (2, 2, 2, 6)


def test_what_is_neither_alignment_nor_unit_is_refused():
    unit = TranslationUnit("가", "a", "ko", "en", metadata={"article": "u"})
    assert [item.id for item in as_alignments(iter([CORPUS[0], unit, unit, CORPUS[1]]))] == ["a.1", "u", "b"]
    for items in (None, "text", ["text"], [CORPUS[0], None]):
        with pytest.raises(InvariantError, match="alignments and translation units, not "):
            list(as_alignments(items))


def test_options_are_those_of_the_format(tmp_path):
    (tmp_path / "a.sim").write_text("[0]:[0]:0.75\n", encoding="utf-8")
    (found,) = read_folder(tmp_path, format="vecalign", score="similarity")
    assert found[0].score == 0.75
    with pytest.raises(ConfigurationError, match="no option 'sep'"):
        list(read_folder(tmp_path, sep=","))


def test_what_is_no_folder_of_alignments_is_refused(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "a.vecalign").write_text("[0]:[0]\n0-0\n", encoding="utf-8")
    (tmp_path / "twice").mkdir()
    (tmp_path / "twice" / "a.vecalign").write_text("[0]:[0]\n", encoding="utf-8")
    (tmp_path / "twice" / "a.ladder").write_text("0\t0\t1\n1\t1\t1\n", encoding="utf-8")
    for folder, sentence in (
        ("missing", "There is no folder .*missing"),
        ("broken/a.vecalign", "There is no folder .*a.vecalign"),
        ("empty", "empty holds no file"),
        ("broken", "a.vecalign:2: Expected a bead"),
        ("twice", "a.ladder and a.vecalign are both of the article 'a'"),
    ):
        with pytest.raises(FormatError, match=sentence):
            list(read_folder(tmp_path / folder))
    with pytest.raises(FormatError, match="Expected the path of a folder"):
        list(read_folder(None))
