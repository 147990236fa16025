import numpy as np
import pytest
from building_samples import InlineEngine, write_articles

from bialign.building.build import build_corpus
from bialign.building.giants import certain_places, cut_document
from bialign.building.options import BuildOptions
from bialign.building.records import Side, lines_article, read_side
from bialign.documents import FragmentKind
from bialign.evaluation import load_corpus
from bialign.formats import read
from bialign.sentences import split_article


class HashEncoder:
    """Gives equal texts equal vectors, and others vectors that have nothing to do with each other."""

    name = "hash"

    def encode(self, sentences):
        rows = [np.random.default_rng(int(text.split()[0])).standard_normal(64) for text in sentences]
        matrix = np.array(rows, dtype=np.float32).reshape(-1, 64)
        return matrix / np.linalg.norm(matrix, axis=1, keepdims=True)


def make_cutting_aligner():
    from length_aligner import LengthAligner

    aligner = LengthAligner()
    aligner.encoder = HashEncoder()
    return aligner


def lines(numbers):
    return "".join(f"{number} 문장이다.\n" for number in numbers)


def test_documents_are_cut_where_sentences_translate_each_other():
    source = lines_article(lines(range(1000)), "ko")
    # The target has sentences of its own, and lacks some.
    kept = [n for n in range(1000) if n % 7] + []
    target = lines_article(lines(kept[:300] + list(range(5000, 5040)) + kept[300:]), "en")
    cuts = cut_document(source, target, HashEncoder().encode, size=100)
    assert len(cuts) >= 7
    for cut in cuts:
        assert source.text[cut.source :].split("\n")[0] == target.text[cut.target :].split("\n")[0]


def test_documents_without_a_certain_place_stay_whole():
    source, target = lines_article(lines(range(500)), "ko"), lines_article(lines(range(5000, 5500)), "en")
    assert cut_document(source, target, HashEncoder().encode, size=50) == []
    assert certain_places(np.eye(2, dtype=np.float32), np.eye(2, dtype=np.float32)) == []


@pytest.mark.parametrize("target", ["another", "on one line", "far longer"])
def test_a_pair_of_which_nothing_can_be_cut_takes_no_more_than_its_beginning(target):
    asked = []

    def encode(sentences):
        asked.append(len(sentences))
        return HashEncoder().encode(sentences)

    source = lines_article(lines(range(4000)), "ko")
    other = {
        "another": lines(range(5000, 9000)),
        "on one line": lines(range(4000)).replace("\n", " "),
        "far longer": lines(range(5000, 25000)),
    }
    aligned = split_article(lines_article(other[target], "ko"))
    assert len(aligned.fragments) >= 4000
    assert cut_document(source, aligned, encode, size=50) == []
    assert max(asked) < 3000
    assert sum(asked) < 8000


class FullMemory(HashEncoder):
    """Finds no memory for anything."""

    def encode(self, sentences):
        raise MemoryError(len(sentences))


def make_unwilling_aligner():
    aligner = make_cutting_aligner()
    aligner.encoder = FullMemory()
    return aligner


def test_a_document_that_cannot_be_cut_stops_no_corpus(tmp_path, monkeypatch):
    monkeypatch.setattr("bialign.building.build._engine", InlineEngine)
    monkeypatch.setattr("bialign.building.plan.GIANT", 5000)
    source = write_articles(tmp_path / "in", 2)
    for side in ("ko", "en"):
        (source / side / "book.txt").write_text(lines(range(800)), "utf-8")
    report = build_corpus(
        BuildOptions(input=source, output=tmp_path / "out", aligner="test_giants:make_unwilling_aligner")
    )
    assert report.statistics.articles == 3


@pytest.mark.parametrize("before", ["<!doctype html><html><body>", "", "Saved from the Web: "])
def test_pieces_of_a_page_are_pieces_of_its_article(tmp_path, before):
    paragraphs = "".join(f"<p>{number}번째 문단에서 서울시는 도서관 사업을 설명했다.</p>" for number in range(9))
    page = f"{before}<article><h1>제목</h1>{paragraphs}</article>"
    (tmp_path / "a.html").write_text(page, "utf-8")
    whole, _ = read_side(Side(path=str(tmp_path / "a.html")), "ko", lines=False)
    start = whole.text.index("5번째")
    piece, _ = read_side(Side(path=str(tmp_path / "a.html"), start=start), "ko", lines=False)
    assert piece.text == whole.text[start:]
    assert piece.fragments[0].text.startswith("5번째")


@pytest.mark.parametrize("form", ["lines", "folders"])
def test_a_very_long_document_is_aligned_in_pieces(tmp_path, monkeypatch, form):
    monkeypatch.setattr("bialign.building.build._engine", InlineEngine)
    monkeypatch.setattr("bialign.building.plan.GIANT", 5000)
    text = lines(range(2000))
    if form == "lines":
        (tmp_path / "book.ko").write_text(text, "utf-8")
        (tmp_path / "book.en").write_text(text, "utf-8")
        source = (tmp_path / "book.ko", tmp_path / "book.en")
    else:
        source = write_articles(tmp_path / "in", 2)
        for side in ("ko", "en"):
            (source / side / "book.txt").write_text(text, "utf-8")
    report = build_corpus(
        BuildOptions(
            input=source,
            output=tmp_path / "out",
            target_language="ko" if form == "lines" else "en",
            aligner="test_giants:make_cutting_aligner",
            alignments=True,
            filters={
                "language": False,
                "copy": False,
                "near-duplicate": False,
                "kind": ["body", "headline", "boilerplate"],
            },
        )
    )
    assert report.pieces >= 4
    alignments = [a for a in read(tmp_path / "out" / "alignments.jsonl.gz") if a.metadata.get("document") == "book"]
    assert len(alignments) == report.pieces
    whole = "".join(text[int(a.metadata["source_start"]) :][: len(a.source[0].text)] for a in alignments)
    assert whole == "".join(a.source[0].text for a in alignments)
    assert [f.text for a in alignments for f in a.source] == [f"{n} 문장이다." for n in range(2000)]
    assert report.statistics.articles == report.pieces + (2 if form == "folders" else 0)


def test_the_packages_own_aligner_has_what_documents_are_cut_by(tmp_path, monkeypatch):
    monkeypatch.setattr("bialign.building.build._engine", InlineEngine)
    monkeypatch.setattr("bialign.building.plan.GIANT", 5000)
    for side, name in (("source", "book.ko"), ("target", "book.en")):
        texts = [
            f.line
            for article in load_corpus("newsroom").gold
            for f in getattr(article, side)
            if f.kind is FragmentKind.BODY
        ]
        (tmp_path / name).write_text("".join(f"{text}\n" for text in texts[:1200]), "utf-8")
    report = build_corpus(BuildOptions(input=(tmp_path / "book.ko", tmp_path / "book.en"), output=tmp_path / "out"))
    assert report.pieces > 1
    assert report.statistics.failed == {}
