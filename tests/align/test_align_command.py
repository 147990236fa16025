"""The command align as a user gives it."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bialign import formats
from bialign.cli.app import app
from bialign.errors import ArticleError, ConfigurationError

NEWSROOM = Path(__file__).parents[2] / "corpora" / "newsroom"
SOURCE, TARGET = (NEWSROOM / side / "005-rate-cut.txt" for side in ("ko", "en"))


def call(*arguments, given=None):
    return CliRunner().invoke(app, ["align", *map(str, arguments)], input=given, catch_exceptions=False)


def test_an_alignment_is_written_and_explained_in_one_run(tmp_path):
    result = call(SOURCE, TARGET, "--explain", "-o", tmp_path / "a.jsonl")
    (alignment,) = formats.read(tmp_path / "a.jsonl")
    assert ": 1 item written as jsonl." in result.stderr
    assert result.stdout.count("  [") >= len(alignment)


def test_explanations_do_not_mix_with_a_corpus_on_standard_output():
    result = call(SOURCE, TARGET, "--explain", "--format", "jsonl")
    assert len(result.stdout.splitlines()) == 1
    assert "1-1  [" in result.stderr


@pytest.mark.parametrize("options", [[], ["--lines"]])
def test_one_of_the_texts_may_come_from_standard_input(options):
    expected = call(SOURCE, TARGET, *options).stdout
    assert call("-", TARGET, *options, given=SOURCE.read_bytes()).stdout == expected
    assert call(SOURCE, "-", *options, given=TARGET.read_bytes()).stdout == expected


def test_both_texts_cannot_come_from_standard_input():
    with pytest.raises(ConfigurationError, match="Only one of the two texts can come from standard input"):
        call("-", "-", given=b"")


def test_standard_input_is_called_by_its_name():
    with pytest.raises(ArticleError, match=r"standard input and .* are both English"):
        call("-", TARGET, given=TARGET.read_bytes())


@pytest.mark.parametrize("to_file", [True, False])
def test_what_a_format_cannot_carry_is_told(tmp_path, to_file):
    path = tmp_path / "a.tmx"
    result = call(SOURCE, TARGET, "--method", "length", *(["-o", path] if to_file else ["--format", "tmx"]))
    text = path.read_text("utf-8") if to_file else result.stdout
    assert f": {text.count('<tu ')} items written as tmx." in result.stderr
    assert "one-sided units" in result.stderr


@pytest.mark.parametrize(
    ("given", "tags"),
    [
        ("en-GB-ko", ("en-GB", "ko")),
        ("en-ko-KR", ("en", "ko-KR")),
        ("ko-Kore-KR-en-001", ("ko-Kore-KR", "en-001")),
        ("en-gb,ko", ("en-gb", "ko")),
        ("de-1996, fr", ("de-1996", "fr")),
    ],
)
def test_tags_with_hyphens_of_their_own_are_told_apart(tmp_path, given, tags):
    for name in "ab":
        (tmp_path / name).write_text("one\n", "utf-8")
    call("--lines", tmp_path / "a", tmp_path / "b", "-l", given, "--method", "length", "-o", tmp_path / "out.jsonl")
    (alignment,) = formats.read(tmp_path / "out.jsonl")
    assert (alignment.source_language, alignment.target_language) == tags


@pytest.mark.parametrize("lines", [[], ["--lines"]])
@pytest.mark.parametrize(
    ("files", "given", "sentence"),
    [
        (
            (SOURCE, TARGET),
            "en-ko",
            "Korean and the target's English: exchange the two inputs, or give the languages as ko",
        ),
        (
            (TARGET, SOURCE),
            "ko-KR,en-GB",
            "English and the target's Korean: exchange the two inputs, or give the lang",
        ),
        ((TARGET, TARGET), "ko-en", "the source's texts are not Korean"),
    ],
)
def test_languages_that_the_files_contradict_are_refused(tmp_path, lines, files, given, sentence):
    with pytest.raises(ConfigurationError, match=sentence):
        call(*files, *lines, "--languages", given, "--method", "length", "-o", tmp_path / "a.tmx")
    assert not (tmp_path / "a.tmx").exists()


@pytest.mark.parametrize(("files", "given"), [((SOURCE, TARGET), "ko-en"), ((TARGET, SOURCE), "en-ko")])
@pytest.mark.parametrize("lines", [[], ["--lines"]])
def test_languages_that_the_files_are_in_are_taken(tmp_path, lines, files, given):
    call(*files, *lines, "--languages", given, "--method", "length", "-o", tmp_path / "a.jsonl")
    (alignment,) = formats.read(tmp_path / "a.jsonl")
    assert f"{alignment.source_language}-{alignment.target_language}" == given


@pytest.mark.parametrize("given", ["ko", "ko-", "en-gb-ko", "ko,", "ko,en,fr", "en-GB-ko-fr"])
def test_tags_that_cannot_be_told_apart_are_refused(given):
    with pytest.raises(ConfigurationError, match="such as en-GB,ko or ko-en, not"):
        call(SOURCE, TARGET, "-l", given)


def test_lines_in_languages_that_scripts_do_not_tell_are_told(tmp_path):
    for name, text in (("story.de", "Es regnete."), ("story.fr", "Il a plu.")):
        (tmp_path / name).write_text(f"{text}\n", encoding="utf-8")
    arguments = ["--lines", tmp_path / "story.de", tmp_path / "story.fr"]
    assert "are both taken for 'en'" in call(*arguments).stderr
    assert call(*arguments, "--languages", "de-fr").stderr == ""


@pytest.mark.parametrize(
    ("output", "format_name", "sentence"),
    [
        ("corpus.en", "tmx", "corpus.en is one of the inputs"),
        ("corpus", "moses", "corpus.ko is one of the inputs"),
        ("corpus.tmy", None, "The ending of .*corpus.tmy' means no format"),
        ("no/corpus.tmx", None, "corpus.tmx cannot be written: there is no folder .*no"),
    ],
)
def test_an_output_that_cannot_be_is_refused_before_any_work(tmp_path, monkeypatch, output, format_name, sentence):
    monkeypatch.setattr("bialign.align.Aligner.__init__", lambda *_, **__: 1 / 0)
    for name in ("corpus.ko", "corpus.en"):
        (tmp_path / name).write_text("1\n", "utf-8")
    chosen = ["--format", format_name] if format_name else []
    with pytest.raises(ConfigurationError, match=sentence):
        call(tmp_path / "corpus.ko", tmp_path / "corpus.en", "--lines", "-o", tmp_path / output, *chosen)
    assert (tmp_path / "corpus.en").read_text("utf-8") == "1\n"
