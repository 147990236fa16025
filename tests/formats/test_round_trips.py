"""What is written is read back, for all that a format declares to carry."""

import os

import attrs
import pytest
from format_strategies import alignments, carried_alignment, carried_unit, units
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bialign import Alignment, Bead, TranslationUnit, formats
from bialign.errors import FormatError
from bialign.formats.structure import alignments_of, units_of

FORMATS = {known.name: known for known in formats.available_formats()}
ONE_PAIR = {"xliff", "huggingface", "moses"}
UNIT_FORMATS = [name for name, known in FORMATS.items() if known.write and known.capabilities.units]
ALIGNMENT_FORMATS = [name for name, known in FORMATS.items() if known.write and known.capabilities.alignments]
OF_ONE = {"vecalign", "ladder"}
KEEP_DELETIONS = {"tmx": {"deletions": True}}
quick = settings(max_examples=35, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        # Thousands of tiny files: waiting for the disk would take most of the time.
        patch.setattr(os, "fsync", lambda _: None)
        yield tmp_path_factory.mktemp("round")


def path_for(folder, name):
    return folder / ("corpus.ko-en" if name == "moses" else f"corpus{FORMATS[name].endings[0]}")


def languages_for(name):
    return {"languages": st.just(("ko", "en"))} if name in ONE_PAIR else {}


def kept(unit, name):
    """Tell whether a format has room for a unit at all."""
    if name == "tmx":
        return bool(unit.source or unit.target)
    return name != "moses" or bool(unit.source.strip() and unit.target.strip())


def without_certain_deletion(bead):
    """A deletion of cost 0 says nothing in Vecalign's lists; the loss is counted."""
    return attrs.evolve(bead, score=None) if bead.is_deletion and bead.score == 1.0 else bead


@pytest.mark.parametrize("name", UNIT_FORMATS)
@given(data=st.data())
@quick
def test_units_come_back(folder, name, data):
    known = FORMATS[name]
    corpus = data.draw(st.lists(units(known.illegal, **languages_for(name)), max_size=4))
    path = path_for(folder, name)
    report = formats.write(corpus, path, format=name, **KEEP_DELETIONS.get(name, {}))
    expected = [carried_unit(unit, known.capabilities) for unit in corpus if kept(unit, name)]
    assert list(formats.read(path)) == expected
    assert report.items == len(expected)
    assert report.skipped_count == report.replaced == 0
    assert len(corpus) - len(expected) == report.losses.get("one-sided units", 0) + report.losses.get(
        "units without text", 0
    )


@pytest.mark.parametrize("name", ALIGNMENT_FORMATS)
@given(data=st.data())
@quick
def test_alignments_come_back(folder, name, data):
    known = FORMATS[name]
    strategy = alignments(known.illegal, crossing=name != "ladder")
    corpus = data.draw(st.lists(strategy, max_size=3).map(lambda drawn: drawn[:1] if name in OF_ONE else drawn))
    path = path_for(folder, name)
    report = formats.write(corpus, path)
    back = list(formats.read(path))
    expected = [carried_alignment(alignment, known.capabilities) for alignment in corpus]
    if name == "ladder":  # its rungs are in one order, and two neighbouring deletions may come in either
        back = [attrs.evolve(a, beads=sorted(a.beads, key=repr)) for a in back]
        expected = [attrs.evolve(a, beads=sorted(a.beads, key=repr)) for a in expected]
    if name == "vecalign":
        expected = [attrs.evolve(a, beads=map(without_certain_deletion, a.beads)) for a in expected]
    if name == "vecalign":  # a list of no beads is of no alignment
        expected = [a for a in expected if a.beads]
    assert back == expected
    assert report.items == len(expected)
    assert report.losses.get("alignments without beads", 0) == len(corpus) - len(expected)


@pytest.mark.parametrize("name", [name for name in UNIT_FORMATS if name not in ALIGNMENT_FORMATS])
@given(data=st.data())
@quick
def test_alignments_come_back_as_units_that_say_where_they_are_from(folder, name, data):
    known = FORMATS[name]
    given = data.draw(alignments(known.illegal, **languages_for(name)))
    if given.beads and not any(map(len, (*given.source, *given.target))):
        return
    path = path_for(folder, name)
    formats.write(given, path, format=name, **KEEP_DELETIONS.get(name, {}))
    expected = [carried_unit(unit, known.capabilities) for unit in units_of(given) if kept(unit, name)]
    assert list(formats.read(path)) == expected


@pytest.mark.parametrize(
    "name", [name for name in ALIGNMENT_FORMATS if name not in UNIT_FORMATS and name not in OF_ONE]
)
@given(data=st.data())
@quick
def test_units_come_back_grouped_by_article(folder, name, data):
    known = FORMATS[name]
    corpus = data.draw(st.lists(units(known.illegal), max_size=5))
    path = path_for(folder, name)
    report = formats.write(corpus, path)
    assert list(formats.read(path)) == [carried_alignment(a, known.capabilities) for a in alignments_of(corpus)]
    assert report.losses.get("units without text", 0) == sum(not unit.source and not unit.target for unit in corpus)


@given(alignments())
@quick
def test_an_alignment_cut_into_units_is_put_together_again(given):
    filled = attrs.evolve(
        given,
        source=formats.fragments_of([f.text or "가" for f in given.source], [f.kind for f in given.source]),
        target=formats.fragments_of([f.text or "a" for f in given.target], [f.kind for f in given.target]),
        signature="",
        metadata={},
    )
    (back,) = alignments_of(units_of(filled)) if filled.beads else (filled,)
    assert [b.source for b in back.beads] == [b.source for b in filled.beads]
    assert [b.target for b in back.beads] == [b.target for b in filled.beads]
    assert [f.text for f in back.source] == [f.line for f in filled.source]
    assert [f.text for f in back.target] == [f.line for f in filled.target]
    assert back.id == filled.id


def plain_alignment(name, source, target, beads):
    sides = [formats.fragments_of([f"{side}{number}" for number in range(count)]) for side, count in (source, target)]
    return Alignment(*sides, [Bead(*bead) for bead in beads], "ko", "en", name)


@pytest.mark.parametrize("name", ["", "a"])
@pytest.mark.parametrize("ending", ["tmx", "xlf", "xlf12", "tsv", "csv", "parquet", "hf.jsonl"])
def test_alignments_of_one_id_or_none_stay_apart(tmp_path, ending, name):
    size = 1200
    corpus = [
        plain_alignment(name, ("가", 2), ("a", 2), [([0, 1], [0]), ([], [1])]),
        plain_alignment(name, ("나", 1), ("b", 1), [([0], [0])]),
        plain_alignment(name, ("다", size), ("c", size), [([number], [number]) for number in range(size)]),
    ]
    path = tmp_path / f"corpus.{ending}"
    options = {"deletions": "yes"} if ending == "tmx" else {}
    formats.write(corpus, path, on_loss="raise", **options)
    assert list(alignments_of(formats.read(path))) == corpus


def test_units_without_places_are_no_part_of_an_alignment_without_an_id():
    alignment = plain_alignment("", ("가", 1), ("a", 1), [([0], [0])])
    loose = TranslationUnit("나", "b", "ko", "en")
    assert [len(found) for found in alignments_of([loose, loose, *units_of(alignment), loose])] == [2, 1, 1]


@pytest.mark.parametrize("name", ["corpus.tsv", "corpus.ko-en"])
def test_alignments_that_cannot_be_told_apart_are_counted(tmp_path, name):
    corpus = [
        plain_alignment("", ("가", 1), ("a", 1), [([0], [0])]),
        plain_alignment("", ("나", 2), ("b", 2), [([1], [1]), ([0], [0])]),
    ]
    report = formats.write(corpus, tmp_path / name)
    assert dict(report.losses) == {"alignment boundaries": 1}
    with pytest.raises(FormatError, match="cannot carry its alignment boundaries"):
        formats.write(corpus, tmp_path / name, on_loss="raise")


@pytest.mark.parametrize("quoting", ["quotes", "escape"])
@given(corpus=st.lists(units(FORMATS["tsv"].illegal), max_size=4))
@quick
def test_tsv_in_either_quoting_comes_back(folder, quoting, corpus):
    path = folder / "quoting.tsv"
    formats.write(corpus, path, quoting=quoting)
    assert list(formats.read(path, quoting=quoting)) == corpus
    if quoting == "escape":
        assert path.read_bytes().count(b"\n") == len(corpus) + 1
        assert {line.count(b"\t") for line in path.read_bytes().split(b"\n")[:-1]} == {7}


@given(corpus=st.lists(units(FORMATS["parquet"].illegal, languages=st.just(("ko", "en"))), min_size=1, max_size=4))
@quick
def test_parquet_in_the_translation_layout_comes_back(folder, corpus):
    path = folder / "nested.parquet"
    formats.write(corpus, path, layout="translation")
    assert list(formats.read(path)) == corpus


@pytest.mark.parametrize("score", ["cost", "similarity"])
@given(given=alignments())
@quick
def test_vecalign_scores_come_back_to_the_last_digit(folder, score, given):
    path = folder / "scores.vecalign"
    report = formats.write(given, path, score=score)
    certain = sum(bead.is_deletion and bead.score == 1.0 for bead in given.beads)
    assert report.losses.get("scores", 0) == (certain if score == "cost" else 0)
    expected = map(without_certain_deletion, given.beads) if score == "cost" else given.beads
    back = [bead.score for alignment in formats.read(path, score=score) for bead in alignment.beads]
    assert back == [bead.score for bead in expected]


@pytest.mark.parametrize("ending", [".gz", ".xz", ".zst"])
@pytest.mark.parametrize("name", [name for name in FORMATS if FORMATS[name].write])
def test_compressed_files_come_back_and_are_the_same_every_time(tmp_path, name, ending):
    corpus = [TranslationUnit("가", "a", "ko", "en", score=0.5, id="1")]
    base = path_for(tmp_path, name)
    path = base.with_name(base.name + ending)
    formats.write(corpus, path, format=name)
    first = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert len(list(formats.read(path))) == 1
    formats.write(corpus, path, format=name)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == first
