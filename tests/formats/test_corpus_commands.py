"""The commands convert, info, head, validate and split-corpus."""

import json
import os
import sys
import threading

import pytest
from typer.testing import CliRunner

from bialign import Alignment, Bead, TranslationUnit, formats
from bialign.cli.app import app, main
from bialign.errors import BialignError, ConfigurationError, FormatError
from bialign.formats.splitting import split_corpus


def run(*arguments, stdin=None):
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin, catch_exceptions=True)


def alignment(name, size=2):
    source = formats.fragments_of([f"{name} 제목", *(f"{name} 문장 {n}." for n in range(size))], ["headline"])
    target = formats.fragments_of([f"{name} title", *(f"{name} sentence {n}." for n in range(size))], ["headline"])
    beads = [Bead([0], [0], "headline", 0.9), *(Bead([n + 1], [n + 1], score=0.8) for n in range(size))]
    return Alignment(source, target, beads, "ko", "en", name)


@pytest.fixture
def corpus(tmp_path):
    path = tmp_path / "corpus.jsonl"
    formats.write([alignment(f"article-{n}") for n in range(20)], path)
    return path


def test_convert_tells_what_was_not_carried(corpus, tmp_path):
    result = run("convert", corpus, tmp_path / "out.ko-en")
    assert result.exit_code == 0
    assert "60 items written as moses" in result.stderr
    assert "Not carried over: kinds (20), metadata (60)." in result.stderr
    assert len((tmp_path / "out.ko-en.ko").read_text("utf-8").splitlines()) == 60


def test_convert_streams_from_standard_input_to_standard_output():
    unit = '{"schema":"bialign/unit/1","source":"가","target":"a","source_language":"ko","target_language":"en"}\n'
    result = run("convert", "-", "-", "--to", "tsv", "-w", "columns=ko,en", stdin=unit)
    assert result.stdout == "ko\ten\n가\ta\n"


def test_convert_skips_broken_items_and_lists_them(corpus, tmp_path):
    with corpus.open("a") as file:
        file.write("broken\n")
    result = run("convert", corpus, tmp_path / "a.tmx")
    assert result.exit_code == 1
    assert isinstance(result.exception, BialignError)
    assert f"{corpus}:21:1: Expected JSON" in str(result.exception)
    assert not (tmp_path / "a.tmx").exists()
    result = run("convert", corpus, tmp_path / "a.tmx", "--on-error", "skip")
    assert result.exit_code == 0
    assert "Skipped: 1" in result.stderr
    assert f"{corpus}:21:1: Expected JSON" in result.stderr


def test_what_is_skipped_is_not_counted_as_lost(corpus, tmp_path):
    result = run("convert", corpus, tmp_path / "a.vecalign", "--on-error", "skip")
    assert "1 item written as vecalign" in result.stderr
    assert "Not carried over: ids (1), kinds (1), languages (1), texts (1)." in result.stderr
    assert "Skipped: 19" in result.stderr
    units = [TranslationUnit("가\n", "a\n", "ko", tag, kind="headline") for tag in ("en", "de", "en")]
    report = formats.write(units, tmp_path / "a.ko-en", on_error="skip", illegal="replace")
    assert (report.items, report.skipped_count) == (2, 1)
    assert report.losses == {"kinds": 2}
    assert report.replaced == 4


def test_convert_takes_options_dates_and_a_policy(corpus, tmp_path):
    assert run("convert", corpus, tmp_path / "a.tmx", "--date", "2026-01-02", "-w", "deletions=yes").exit_code == 0
    assert 'creationdate="20260102T000000Z"' in (tmp_path / "a.tmx").read_text("utf-8")
    assert "cannot carry its kinds" in str(
        run("convert", corpus, tmp_path / "a.ko-en", "--on-loss", "raise").exception
    )
    assert "Expected an option as name=value" in str(
        run("convert", corpus, tmp_path / "b.tmx", "-w", "deletions").exception
    )


def test_errors_of_the_command_are_one_sentence(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["bialign", "convert", "/nowhere/a.tmx", "b.jsonl"])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 1
    assert capsys.readouterr().err == "bialign: There is no file /nowhere/a.tmx.\n"


@pytest.mark.parametrize("command", [["head"], ["view"], ["split-corpus", "--dev", "0", "--test", "0"], ["info"]])
def test_broken_items_stop_or_are_skipped_and_listed(corpus, tmp_path, command):
    lines = corpus.read_text("utf-8").splitlines()[:3]
    corpus.write_text("\n".join([lines[0], "broken", *lines[1:]]), "utf-8")
    place = [tmp_path / "parts"] if command[0] == "split-corpus" else []
    result = run(*command, corpus, *place)
    assert str(result.exception).startswith(f"{corpus}:2:1: Expected JSON")
    result = run(*command, corpus, *place, "--on-error", "skip")
    assert result.exit_code == 0, result.exception
    assert result.stderr.count(f"{corpus}:2:1: Expected JSON") == 1


@pytest.mark.parametrize(
    "command", [["head", "-n", "60"], ["view"], ["split-corpus", "--dev", "0", "--test", "0"], ["info"], ["convert"]]
)
def test_it_is_said_and_no_success_that_the_rest_of_a_file_was_not_read(corpus, tmp_path, command):
    path = tmp_path / "a.tmx"
    formats.convert(corpus, path)
    text = path.read_text("utf-8")
    middle = text.index("<seg>", len(text) // 2) + len("<seg>")
    path.write_text(f"{text[:middle]}AT&T {text[middle:]}", "utf-8")
    place = {"split-corpus": [tmp_path / "parts"], "convert": [tmp_path / "a.tsv"]}.get(command[0], [])
    result = run(*command, path, *place, "--on-error", "skip")
    assert result.exit_code == 1
    assert "Reading ended early, and what follows was not read: " in result.stderr
    if command[0] == "convert":
        assert len((tmp_path / "a.tsv").read_text("utf-8").splitlines()) > 20


def test_a_page_shows_what_was_read_of_a_damaged_file(corpus, tmp_path):
    path = tmp_path / "a.tmx"
    formats.convert(corpus, path)
    path.write_bytes(path.read_bytes()[:-300])
    assert run("view", path, "-o", tmp_path / "a.html", "--on-error", "skip").exit_code == 1
    assert (tmp_path / "a.html").exists()


@pytest.mark.parametrize("name", ["page.tmx", "page.jsonl.gz", "page.tsv"])
def test_a_page_does_not_get_the_name_of_a_corpus(corpus, tmp_path, name):
    result = run("view", corpus, "-o", tmp_path / name)
    assert f"{name} would hold a page for the browser, not " in str(result.exception)
    assert not (tmp_path / name).exists()
    assert run("view", corpus, "-o", tmp_path / "page.htm").exit_code == 0


def test_view_takes_options_of_the_format(tmp_path):
    (tmp_path / "a.tsv").write_text("source\ttarget\n가\ta\n", "utf-8")
    options = ["-r", "source_language=ko", "-r", "target_language=en"]
    assert "1 article  ko–en" in run("view", tmp_path / "a.tsv", *options).stdout


def test_info_counts_units_sides_languages_types_kinds_and_lengths(corpus):
    output = run("info", corpus).stdout
    for line in (
        "JSON Lines", "beads or units            60", "alignments                20", "ko-en                   60", "1-1                     60",
        "body                    40   66.7 %", "headline                20   33.3 %", "mean score 0.833", "characters a bead",
    ):  # fmt: skip
        assert line in output


def test_info_of_units_knows_their_bead_types(tmp_path):
    two = Alignment(
        formats.fragments_of(["가", "나"]), formats.fragments_of(["a"]), [Bead([0, 1], [0])], "ko", "en", "x"
    )
    formats.write(two, tmp_path / "a.tmx")
    output = run("info", tmp_path / "a.tmx").stdout
    assert "2-1" in output
    assert "source fragments            2" in output
    assert run("info", "-", stdin="ko\ten\n").stdout.startswith("-: TSV")


@pytest.mark.parametrize("name", [known.name for known in formats.available_formats() if known.write is not None])
def test_an_empty_corpus_is_valid_and_holds_nothing_in_every_format(tmp_path, name):
    known = formats.find_format(name)
    path = tmp_path / f"empty{known.ending('ko', 'en')}"
    formats.write([], path, format=name)
    assert list(formats.read(path, format=name)) == []
    assert formats.validate(path, format=name).problems == ()
    result = run("info", path, "-f", name)
    assert result.exit_code == 0, result.exception
    assert "beads or units             0" in result.stdout


def test_info_of_an_alignment_without_beads(tmp_path):
    formats.write([Alignment([], [], [], "ko", "en", "a")], tmp_path / "a.jsonl")
    result = run("info", tmp_path / "a.jsonl")
    assert result.exit_code == 0, result.exception
    assert "alignments                 1" in result.stdout


def test_head_shows_the_first_units(corpus):
    lines = run("head", corpus, "-n", "2").stdout.splitlines()
    assert lines == [
        "type\tkind\tscore\tsource\ttarget",
        "1-1\theadline\t0.9000\tarticle-0 제목\tarticle-0 title",
        "1-1\tbody\t0.8000\tarticle-0 문장 0.\tarticle-0 sentence 0.",
    ]


def test_head_prints_nothing_that_moves_the_cursor(tmp_path):
    formats.write(TranslationUnit("가\x1b[2J\n나", "a\tb", "ko", "en"), tmp_path / "a.jsonl")
    lines = run("head", tmp_path / "a.jsonl").stdout.splitlines(keepends=True)
    assert lines[1:] == ["1-1\tbody\t\t가\ufffd[2J 나\ta b\n"]


def test_head_and_view_write_an_article_in_the_same_rows(corpus):
    first = run("head", corpus, "-n", "3").stdout
    assert first == run("view", corpus, "--article", "article-0").stdout


def test_validate_exits_with_one_for_a_broken_file(corpus, tmp_path):
    result = run("validate", corpus)
    assert (result.exit_code, result.stdout) == (0, f"{corpus}: valid (jsonl, 20 items)\n")
    (tmp_path / "a.tmx").write_text('<tmx version="1.4"><header/><body><tu/></body></tmx>', "utf-8")
    result = run("validate", tmp_path / "a.tmx")
    assert result.exit_code == 1
    assert f"{tmp_path}/a.tmx:1:20: Expected the attribute adminlang of <header>." in result.stderr
    assert "not valid, 9 problems" in result.stdout


def test_one_thing_is_not_told_in_the_plural(tmp_path):
    unit = tmp_path / "one.jsonl"
    formats.write(TranslationUnit("가", "a", "ko", "en"), unit)
    assert run("validate", unit).stdout == f"{unit}: valid (jsonl, 1 item)\n"
    unit.write_text("broken\n", "utf-8")
    assert "not valid, 1 problem (" in run("validate", unit).stdout
    one = Alignment(formats.fragments_of(["가"]), formats.fragments_of(["a"]), [Bead([0], [0])], "ko", "en")
    assert repr(one) == "Alignment(ko-en 1 and 1 fragments in 1 bead)"


def test_validate_refuses_to_read_standard_input_twice(corpus, tmp_path):
    formats.convert(corpus, tmp_path / "a.tmx")
    result = run("validate", "-", stdin=(tmp_path / "a.tmx").read_text("utf-8"))
    assert isinstance(result.exception, ConfigurationError)
    assert "checked by reading it twice, as standard input and pipes cannot be" in str(result.exception)
    result = run("validate", "-", stdin=corpus.read_text("utf-8"))
    assert (result.exit_code, result.stdout) == (0, "-: valid (jsonl, 20 items)\n")


def articles_of(path):
    return {
        item.id if isinstance(item, Alignment) else item.metadata.get("article", item.source)
        for item in formats.read(path)
    }


def test_split_corpus_keeps_articles_whole(corpus, tmp_path):
    result = run("split-corpus", corpus, tmp_path / "parts", "--dev", "0.1", "--test", "7", "--seed", "3")
    assert result.exit_code == 0, result.exception
    parts = {part: articles_of(tmp_path / "parts" / f"{part}.jsonl") for part in ("train", "dev", "test")}
    assert {part: len(articles) for part, articles in parts.items()} == {"train": 15, "dev": 2, "test": 3}
    assert sum(map(len, parts.values())) == len(set().union(*parts.values())) == 20
    assert "dev            2 articles            6 beads" in result.stdout


def test_standard_input_and_pipes_are_split_like_a_file(corpus, tmp_path):
    split_corpus(corpus, tmp_path / "parts", dev=0.1, test=0.1)
    expected = {path.name: path.read_bytes() for path in (tmp_path / "parts").iterdir()}
    result = run("split-corpus", "-", tmp_path / "a", "--dev", "0.1", "--test", "0.1", stdin=corpus.read_bytes())
    assert result.exit_code == 0, result.exception
    assert {path.name: path.read_bytes() for path in (tmp_path / "a").iterdir()} == expected
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    threading.Thread(target=lambda: pipe.write_bytes(corpus.read_bytes()), daemon=True).start()
    split_corpus(pipe, tmp_path / "b", dev=0.1, test=0.1)
    assert {path.name: path.read_bytes() for path in (tmp_path / "b").iterdir()} == expected
    result = run("split-corpus", "-", tmp_path / "c", "-f", "jsonl", stdin=b"broken\n")
    assert str(result.exception).startswith("standard input:1:1: Expected JSON")


def test_a_corpus_that_changes_while_it_is_split_is_told(corpus, tmp_path, monkeypatch):
    def written(items, path, **options):
        corpus.write_bytes(b"")
        return formats.write(items, path, **options)

    monkeypatch.setattr("bialign.formats.splitting.write", written)
    with pytest.raises(FormatError, match="changed while it was split"):
        split_corpus(corpus, tmp_path / "parts")


def test_a_split_depends_on_the_seed_and_not_on_the_order(tmp_path):
    corpus = [alignment(f"article-{n}") for n in range(30)]
    formats.write(corpus, tmp_path / "a.jsonl")
    formats.write(corpus[::-1], tmp_path / "b.jsonl")
    one = split_corpus(tmp_path / "a.jsonl", tmp_path / "one", seed=1)
    split_corpus(tmp_path / "b.jsonl", tmp_path / "two", seed=1)
    split_corpus(tmp_path / "a.jsonl", tmp_path / "three", seed=2)
    tests = [articles_of(tmp_path / name / "test.jsonl") for name in ("one", "two", "three")]
    assert tests[0] == tests[1] != tests[2]
    assert one.articles == {"train": 26, "dev": 2, "test": 2}


def test_units_are_split_by_article_and_repeated_texts_stay_together(tmp_path):
    corpus = [unit for n in range(20) for unit in formats.units_of(alignment(f"a{n}"))]
    loose = [TranslationUnit(f"가{n % 10}", f"x{n}", "ko", "en") for n in range(40)]
    formats.write(corpus + loose, tmp_path / "all.tmx.gz")
    split_corpus(tmp_path / "all.tmx.gz", tmp_path / "parts", dev=20, test=20)
    parts = [articles_of(tmp_path / "parts" / f"{part}.tmx.gz") for part in ("train", "dev", "test")]
    assert sum(map(len, parts)) == len(set().union(*parts)) == 30


def test_a_split_in_another_format_or_larger_than_the_corpus(corpus, tmp_path):
    split_corpus(corpus, tmp_path / "parts", to_format="parquet")
    assert sorted(path.name for path in (tmp_path / "parts").iterdir()) == [
        "dev.parquet",
        "test.parquet",
        "train.parquet",
    ]
    with pytest.raises(ConfigurationError, match="Parts of 50 and 50 beads cannot be taken from 60"):
        split_corpus(corpus, tmp_path / "more", dev=50, test=50)
    formats.write(alignment("only", 9), tmp_path / "one.jsonl")
    with pytest.raises(ConfigurationError, match="too few articles"):
        split_corpus(tmp_path / "one.jsonl", tmp_path / "more", dev=2, test=2)


def test_a_moses_pair_is_split_into_moses_pairs(corpus, tmp_path):
    formats.convert(corpus, tmp_path / "news.ko-en")
    split_corpus(tmp_path / "news.ko-en", tmp_path / "parts")
    names = {path.name for path in (tmp_path / "parts").iterdir()}
    assert {"train.ko-en.ko", "train.ko-en.en", "dev.ko-en.ko", "test.ko-en.en"} <= names
    report = split_corpus(corpus, tmp_path / "more", to_format="moses")
    assert len(list(formats.read(tmp_path / "more" / "train.ko-en"))) == report.units["train"]


@pytest.mark.parametrize("name", ["train.jsonl", "dev.jsonl.gz", "test.ko-en"])
def test_a_split_that_would_overwrite_its_own_corpus_is_refused(corpus, tmp_path, name):
    parts = tmp_path / "parts"
    parts.mkdir()
    formats.convert(corpus, parts / name)
    (tmp_path / "link").symlink_to(parts)
    before = {path.name: path.read_bytes() for path in parts.iterdir()}
    with pytest.raises(ConfigurationError, match="would overwrite the corpus itself"):
        split_corpus(parts / name, tmp_path / "link", dev=1, test=0)
    assert {path.name: path.read_bytes() for path in parts.iterdir()} == before


def test_a_split_that_would_overwrite_its_corpus_by_one_file_of_a_pair_is_refused(tmp_path):
    source = tmp_path / "train.ko-en.en"
    source.write_text("ko\ten\n가\ta\n나\tb\n", "utf-8")
    with pytest.raises(ConfigurationError, match="would overwrite the corpus itself"):
        split_corpus(source, tmp_path, from_format="tsv", to_format="moses")
    assert list(tmp_path.iterdir()) == [source]


def test_convert_keeps_word_links_of_json_lines(tmp_path):
    unit = TranslationUnit("가 나", "a b", "ko", "en", metadata={"word_links": "0-0 1p1"})
    formats.write(unit, tmp_path / "a.jsonl")
    assert json.loads((tmp_path / "a.jsonl").read_text("utf-8"))["metadata"] == {"word_links": "0-0 1p1"}
    assert list(formats.read(tmp_path / "a.jsonl")) == [unit]
