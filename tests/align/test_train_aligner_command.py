"""`bialign train-aligner` as a user runs it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bialign import Alignment, Bead, load_corpus
from bialign.cli.app import app
from bialign.documents import fragments_of
from bialign.errors import ConfigurationError
from bialign.formats import write


def train(*arguments):
    return CliRunner().invoke(app, ["train-aligner", *map(str, arguments)], catch_exceptions=False)


@pytest.fixture
def gold(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return list(load_corpus("newsroom", split="dev").gold)[:3]


def test_units_among_alignments_are_told(gold):
    write([*gold[:2], *gold[2].units()], "mixed.jsonl")
    result = train("mixed.jsonl")
    assert result.exit_code == 0
    sentence = (
        f"bialign: mixed.jsonl: {len(gold[2])} translation units passed over, which do not keep sentences apart.\n"
    )
    assert sentence in result.stderr
    assert json.loads(Path("weights.json").read_text("utf-8"))["encoder"].startswith("use-multilingual-3@")


def test_gold_of_indices_gets_its_lines_by_options(gold):
    write(gold[:1], "gold.vecalign")
    for name, side in (("a.ko", gold[0].source), ("a.en", gold[0].target)):
        Path(name).write_text("".join(f"{fragment.text}\n" for fragment in side), encoding="utf-8")
    result = train("gold.vecalign", "-r", "source_lines=a.ko", "-r", "target_lines=a.en")
    assert result.exit_code == 0
    assert "Weights learnt from " in result.stderr


def test_gold_of_indices_without_its_lines_is_told_how_to_get_them(gold):
    write(gold[:1], "gold.vecalign")
    with pytest.raises(
        ConfigurationError, match=r"up to 1-8, 8-1 and 3-3\): .* by -r source_lines=FILE -r target_lines=FILE\.$"
    ):
        train("gold.vecalign")


def test_units_alone_teach_nothing(gold):
    write(gold[0].units(), "units.jsonl")
    with pytest.raises(ConfigurationError, match=r"no alignments of sentences in units\.jsonl"):
        train("units.jsonl")
    assert not Path("weights.json").exists()


@pytest.mark.parametrize("kind", ["headline", "body"])
def test_gold_without_sentences_teaches_nothing(gold, kind):
    # Headlines alone, and what formats read that hold indices alone.
    texts = ["제목"] if kind == "headline" else [""]
    alone = Alignment(fragments_of(texts, [kind]), fragments_of(texts, [kind]), [Bead([0], [0], kind)], "ko", "en")
    write([alone], "gold.jsonl")
    with pytest.raises(ConfigurationError, match="No gold alignment has sentences of body text"):
        train("gold.jsonl")


def test_a_prior_is_finite(gold):
    write(gold, "gold.jsonl")
    with pytest.raises(ConfigurationError, match="The prior is a finite number"):
        train("gold.jsonl", "--prior", "inf")
    assert not Path("weights.json").exists()


def test_gold_corpora_teach_by_name_and_as_folders(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    texts = {"ko": "비가 왔다.\n", "en": "It rained.\n", "gold": "body\nko: 비가 왔다.\nen: It rained.\n"}
    for folder, text in texts.items():
        (tmp_path / "mine" / folder).mkdir(parents=True)
        (tmp_path / "mine" / folder / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "mine" / "splits.tsv").write_text("id\tsplit\tgenre\na\ttrain\tculture\n", encoding="utf-8")
    result = train("mine", "--split", "train")
    assert result.stderr == "Weights learnt from 1 bead written to weights.json\n"
    for arguments, sentence in (
        (["mine", "--split", "test"], "There are no alignments of sentences in mine"),
        (["gazette"], "There is no file gazette, and no gold corpus of that name"),
        (["gold.jsonl", "--split", "dev"], r"--split names a part of a gold corpus; gold\.jsonl is a file"),
    ):
        with pytest.raises(ConfigurationError, match=sentence):
            train(*arguments)


def test_a_folder_that_is_missing_is_told_before_any_work(gold):
    with pytest.raises(ConfigurationError, match=r"w\.json cannot be written: there is no folder no\.$"):
        train("absent.jsonl", "-o", "no/w.json")
