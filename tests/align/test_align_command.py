"""The command align as a user gives it."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bialign import formats
from bialign.cli.app import app
from bialign.errors import ArticleError, ConfigurationError, DecodingError, LanguageError

NEWSROOM = Path(__file__).parents[2] / "corpora" / "newsroom"
SOURCE, TARGET = (NEWSROOM / side / "005-rate-cut.txt" for side in ("ko", "en"))


def call(*arguments, given=None):
    return CliRunner().invoke(app, ["align", *map(str, arguments)], input=given, catch_exceptions=False)


def test_an_alignment_is_written_and_explained_in_one_run(tmp_path):
    result = call(SOURCE, TARGET, "--explain", "-o", tmp_path / "a.jsonl")
    (alignment,) = formats.read(tmp_path / "a.jsonl")
    assert ": 1 item written as jsonl." in result.stderr
    assert result.stdout.count("  fragments [") >= len(alignment)


def test_explanations_do_not_mix_with_a_corpus_on_standard_output():
    result = call(SOURCE, TARGET, "--explain", "--format", "jsonl")
    assert len(result.stdout.splitlines()) == 1
    assert "1-1  fragments [" in result.stderr


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


@pytest.mark.parametrize("options", [["-o", "story.tmx"], ["--format", "tmx"]])
def test_no_corpus_is_written_with_languages_that_nothing_tells(tmp_path, monkeypatch, options):
    monkeypatch.chdir(tmp_path)
    for name, text in (("story.de", "Es regnete."), ("story.fr", "Il a plu.")):
        Path(name).write_text(f"{text}\n", encoding="utf-8")
    arguments = ["--lines", "story.de", "story.fr", "--method", "length"]
    with pytest.raises(ConfigurationError, match="name their languages, as in --languages de-fr"):
        call(*arguments, *options)
    assert not Path("story.tmx").exists()
    assert call(*arguments, *options, "--languages", "de-fr").exit_code == 0
    assert "taken for 'en'" in call(*arguments, "--format", "vecalign").stderr


@pytest.mark.parametrize("options", [[], ["--lines"]])
def test_each_text_may_have_an_encoding_of_its_own(tmp_path, options):
    expected = call(SOURCE, TARGET, *options).stdout
    source, target = tmp_path / "005-rate-cut.ko", tmp_path / "005-rate-cut.en"
    source.write_bytes(SOURCE.read_text("utf-8").encode("cp949"))
    target.write_bytes(TARGET.read_text("utf-8").encode("utf-16-le"))
    assert call(source, target, *options, "--encoding", "cp949, utf-16-le").stdout == expected
    with pytest.raises(ConfigurationError, match=r"one name, or the source's and the target's .* not 'a,b,c'\.$"):
        call(source, target, *options, "--encoding", "a,b,c")
    with pytest.raises(ConfigurationError, match="'' is not a text encoding"):
        call(source, target, *options, "--encoding", "cp949,")


def test_an_article_in_another_language_is_told_with_its_file(tmp_path):
    file = tmp_path / "ru.txt"
    file.write_text("Погода\n\nВ столице прошёл дождь.\n", "utf-8")
    with pytest.raises(LanguageError, match=r"ru\.txt is neither Korean nor English.*--lines"):
        call(file, TARGET)
    with pytest.raises(LanguageError, match=r"ru\.txt has neither Hangul nor Latin letters.*--languages ru-en"):
        call("--lines", file, TARGET)


def test_a_name_that_is_too_long_is_called_that():
    with pytest.raises(DecodingError, match=r"xxx cannot be read: File name too long\.$"):
        call("x" * 300, TARGET)


@pytest.mark.parametrize("output", ["-", "/dev/null"])
def test_an_output_without_an_ending_needs_a_format(output):
    with pytest.raises(ConfigurationError, match=rf"^'{output}' has no ending .*--format"):
        call(SOURCE, TARGET, "--method", "length", "-o", output)
    assert call(SOURCE, TARGET, "--method", "length", "-o", output, "--format", "tmx").exit_code == 0


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
