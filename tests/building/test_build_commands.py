"""The commands build, init and pair as a user gives them."""

import gzip
import json
import re
import shlex
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
from building_samples import write_articles
from typer.testing import CliRunner

from bialign import read_article
from bialign.building.languages import check_languages
from bialign.building.options import DEFAULT_ALIGNER
from bialign.building.progress import LogObserver, observing
from bialign.building.records import Side
from bialign.building.tasks import load_aligner
from bialign.cli.app import app
from bialign.errors import BuildError, ConfigurationError, MissingExtraError

NEWSROOM = Path(__file__).parents[2] / "corpora" / "newsroom"


def call(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)


def flat(output):
    """What was printed, in one line: where lines end depends on how long the paths are."""
    return " ".join(output.split())


def test_init_writes_a_file_that_build_reads(tmp_path, inline, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_articles(tmp_path / "articles", 3)
    assert call("init").exit_code == 0
    with pytest.raises(ConfigurationError, match="is there already"):
        call("init")
    text = Path("corpus.toml").read_text("utf-8")
    Path("corpus.toml").write_text('aligner = "length_aligner:make"\n' + text, "utf-8")
    result = call("build", "--config", "corpus.toml", "--format", "tsv", "--filter", "score=off")
    assert result.exit_code == 0
    assert "3 article pairs read, 3 aligned." in result.output
    assert Path("corpus/corpus.tsv").exists()
    assert not Path("corpus/corpus.tmx").exists()


def test_the_command_that_init_prints_runs_whatever_the_name(tmp_path, inline, monkeypatch):
    monkeypatch.chdir(tmp_path)
    printed = call("init", "my corpus.toml").output
    in_file = Path("my corpus.toml").read_text("utf-8").split("Run it with: ")[1].split("\n")[0]
    for command in (printed.split("then run: ")[1], in_file):
        assert shlex.split(command) == ["bialign", "build", "--config", "my corpus.toml"]


@pytest.mark.parametrize("command", ["build in", "build in --dry-run", "build in/ko in/en", "pair in/ko in/en"])
def test_files_that_are_not_read_are_counted_by_kind(tmp_path, inline, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    write_articles(tmp_path / "in", 3)
    for name in ("ko/notes.md", "ko/more.MD", "en/0009.txt.gz", "en/README", "en/.hidden", "ko/table.csv"):
        (tmp_path / "in" / name).write_text("text", "utf-8")
    (tmp_path / "in/ko/linked").symlink_to(NEWSROOM, target_is_directory=True)
    (tmp_path / "in/en/0008.txt").symlink_to("nowhere")
    (tmp_path / "in/en/0003.txt").rename(tmp_path / "other.txt")
    (tmp_path / "in/en/0003.txt").symlink_to(tmp_path / "other.txt")
    output = ["-o", "pairs.jsonl"] if command.startswith("pair") else ["-o", "out"]
    result = call(*command.split(), *output)
    assert (
        "bialign: Files that were not read, by their endings: .csv (1), .md (2), .txt.gz (1), broken links (1), "
        "links to folders (1), without an ending (1).\n"
    ) in result.stderr


def test_a_corpus_beside_the_folders_of_both_languages_is_no_change_of_these(tmp_path, inline):
    write_articles(tmp_path / "in", 3)
    command = ("build", tmp_path / "in", "-o", tmp_path / "in" / "out", "-f", "tsv")
    call(*command)
    assert "This corpus was complete already: nothing was done, the option --restart builds it anew." in flat(
        call(*command).stdout
    )
    (tmp_path / "in" / "ko" / "0009.txt").write_text("text", "utf-8")
    assert f"complete already, but {tmp_path}/in changed since: nothing was done" in flat(call(*command).stdout)


def test_a_missing_extra_of_a_format_is_told_before_the_work_begins(tmp_path, inline, monkeypatch):
    write_articles(tmp_path / "in", 3)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setattr("bialign.building.build.make_plan", lambda *_: pytest.fail("The work has begun."))
    with pytest.raises(MissingExtraError, match=r"Writing Parquet needs .* pip install 'bialign\[parquet\]'"):
        call("build", tmp_path / "in", "-o", tmp_path / "out", "-f", "tsv", "-f", "parquet")


def test_a_folder_of_a_corpus_with_other_options_is_refused_with_the_option_that_begins_anew(tmp_path, inline):
    write_articles(tmp_path / "in", 3)
    call("build", tmp_path / "in", "-o", tmp_path / "out")
    with pytest.raises(BuildError, match=r"begin anew with the option restart \(--restart\), or choose another"):
        call("build", tmp_path / "in", "-o", tmp_path / "out", "--limit", "2")


def test_nothing_is_said_of_files_where_all_were_read(tmp_path, inline):
    write_articles(tmp_path / "in", 3)
    assert "not read" not in call("build", tmp_path / "in", "-o", tmp_path / "out").stderr


def test_articles_beside_tables_are_counted_as_not_read(tmp_path, inline):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.csv").write_text("ko,en\n비가 왔다.,It rained in Busan.\n", "utf-8")
    (tmp_path / "in" / "0001.txt").write_text("text", "utf-8")
    result = call("build", tmp_path / "in", "-o", tmp_path / "out")
    assert "Files that were not read, by their endings: .txt (1)." in result.stderr


def test_a_table_in_another_encoding_is_told(tmp_path, inline):
    (tmp_path / "a.csv").write_bytes("id,ko,en\n1,한국은행,The Bank\n".encode("cp949"))
    for options, sentence in (
        ((), r"a.csv:2: Expected UTF-8 text: .*; name the table's encoding by the option encoding"),
        (("--encoding", "ascii"), "a.csv:2: Expected ASCII text"),
        (("--encoding", "utf-16"), "a.csv cannot be read in utf-16, .*: convert it to UTF-8"),
        (("--encoding", "iso2022_kr"), "a.csv cannot be read in iso2022_kr, .*: convert it to UTF-8"),
    ):
        with pytest.raises((BuildError, ConfigurationError), match=sentence):
            call("build", tmp_path / "a.csv", "-o", tmp_path / "out", *options)


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz", "a.jsonl"])
def test_a_table_is_read_in_the_encoding_that_is_named(tmp_path, inline, name):
    rows = [(f"한국은행은 {n}월에 금리를 내렸다.", f"The Bank cut rates in month {n}.") for n in range(120)]
    if name.endswith(".jsonl"):
        text = "".join(json.dumps({"ko": ko, "en": en}, ensure_ascii=False) + "\n" for ko, en in rows)
    else:
        text = "ko,en\n" + "".join(f"{ko},{en}\n" for ko, en in rows)
    data = text.encode("cp949")
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    options = ["--encoding", "cp949", "--workers", "1", "--filter", "near-duplicate=off"]
    call("build", tmp_path / name, "-o", tmp_path / "out", *options)
    assert rows[119][0] in (tmp_path / "out" / "corpus.jsonl").read_text("utf-8")


def test_a_table_of_paths_in_utf_8_names_texts_in_another_encoding(tmp_path, inline):
    for name, text in (("기사.ko", "한국은행은 금리를 내렸다."), ("기사.en", "The Bank cut rates.")):
        (tmp_path / f"{name}.txt").write_bytes(f"{text}\n".encode("cp949"))
    (tmp_path / "a.csv").write_text("ko_path,en_path\n기사.ko.txt,기사.en.txt\n", "utf-8")
    call("build", tmp_path / "a.csv", "-o", tmp_path / "out", "--encoding", "cp949", "--workers", "1")
    assert "한국은행은" in (tmp_path / "out" / "corpus.jsonl").read_text("utf-8")


def test_failures_say_which_side_is_to_blame(tmp_path, inline):
    empty = "<html><body></body></html>"
    rows = [(empty, "Text."), ("글이다.", empty), ("글이다.", "Text.")]
    lines = [json.dumps({"ko": source, "en": target}) for source, target in rows]
    (tmp_path / "a.jsonl").write_text("\n".join([*lines, '{"ko": "\t"}']), "utf-8")
    call("build", tmp_path / "a.jsonl", "-o", tmp_path / "out")
    text = (tmp_path / "out" / "failures.jsonl").read_text("utf-8")
    reasons = [json.loads(line)["reason"] for line in text.splitlines()]
    assert "The Korean text of 'a-1'" in reasons[0]
    assert "The English text of 'a-2'" in reasons[1]
    assert reasons[2].endswith(":4:9: Expected JSON: Invalid control character.")


def test_a_dry_run_prints_examples(tmp_path, inline):
    write_articles(tmp_path / "in", 3)
    config = tmp_path / "c.toml"
    config.write_text('input = "in"\noutput = "out"\naligner = "length_aligner:make"\n', "utf-8")
    result = call("build", "-c", config, "--dry-run", "--filter", "too-long=45")
    assert "too-long" in result.output
    assert re.search(r"000\d:\d \(body 0\.\d\d\)", result.output)
    assert "Nothing was written." in result.output
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("build",), "Name what to build from"),
        (("build", "in"), "Name the folder for the corpus"),
        (("build", "in", "-o", ""), "The output is an empty text"),
        (("build", "", "-o", "out"), "The input is an empty text"),
        (("build", "", "-o", "out", "--dry-run"), "The input is an empty text"),
        (("build", "in", "", "-o", "out"), "The input is an empty text"),
        (("build", "in", "-o", "out", "--filter", "score"), "NAME=THRESHOLD"),
        (("build", "in", "-o", "out", "--shard", "0"), "A shard is written i/n"),
        (("build", "in", "-o", "out", "--shard", "3/2"), "from 1 to n"),
        (("build", "in", "-o", "out", "-f", "docx"), "There is no format 'docx'"),
        (
            ("build", "in", "-o", "out", "-f", "vecalign"),
            "holds no text, and so no corpus: build with .*--alignments",
        ),
        (("build", "in", "-o", "out", "-f", "ladder"), "The format 'ladder' holds no text"),
        (("build", "in", "-o", "out", "--languages", "korean"), "--languages takes two tags"),
        (("build", "in", "-o", "out", "--languages", ""), "--languages takes two tags"),
        (
            ("build", "in.tsv", "-o", "out", "--source-column", "ko", "--target-column", "ko"),
            "cannot both be in the column 'ko'",
        ),
        (("pair", "ko", "en", "--languages", ""), "--languages takes two tags"),
        (("pair", "ko", "en", "--languages", "ko,en,fr"), "--languages takes two tags"),
        (("pair", "nowhere", "nowhere"), "There is no file or folder nowhere"),
        (("build", "nowhere", "-o", "out"), "There is no file or folder nowhere"),
        (("pair", "ko", "en", "-o", "pairs.csv"), "a name in .jsonl"),
        (("pair", "ko", "en", "-o", "pairs.jsonl.gz"), "a name in .jsonl"),
        (("pair", "ko", "en", "-o", "x.jsonl", "--unmatched", "x.jsonl"), "files of their own"),
        (("pair", "ko", "en", "-o", "nowhere/pairs.jsonl"), "there is no folder nowhere"),
        (("pair", "ko", "en", "--unmatched", "nowhere/rest.jsonl"), "there is no folder nowhere"),
    ],
)
def test_wrong_commands_are_told_in_a_sentence(arguments, sentence):
    with pytest.raises(ConfigurationError, match=sentence):
        call(*arguments)


@pytest.mark.parametrize("least", ["-0.1", "1.5"])
def test_a_probability_that_is_none_is_refused_before_work(least):
    assert call("pair", "ko", "en", "--least", least).exit_code == 2


@pytest.mark.parametrize("least", ["0", "1"])
def test_a_probability_that_every_or_no_pair_exceeds_is_refused_before_work(least):
    with pytest.raises(ConfigurationError, match="is between 0 and 1"):
        call("pair", "nowhere", "nowhere", "--least", least)


@pytest.mark.parametrize("options", [("-o", "ko/a.txt"), ("--unmatched", "en/a.txt"), ("-o", "v.npy")])
def test_pairs_overwrite_no_article_and_no_vectors(tmp_path, monkeypatch, options):
    monkeypatch.chdir(tmp_path)
    for side, text in (("ko", "제목이다\n\n본문이다.\n"), ("en", "A headline\n\nA story.\n")):
        Path(side).mkdir()
        Path(side, "a.txt").write_text(text, "utf-8")
    np.save("v.npy", np.eye(1, dtype=np.float32))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(ConfigurationError, match="is one of the inputs: choose another name"):
        call("pair", "ko", "en", "--source-vectors", "v.npy", "--target-vectors", "v.npy", *options)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_repeated_ids_are_told(tmp_path, inline, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = [{"id": name, "ko": "제목", "en": "A headline"} for name in ("a", "b", "a", "a")]
    Path("a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    for _ in range(2):
        result = call("build", "a.jsonl", "-o", "out")
        assert "2 article pairs with the id of an earlier one." in result.output


def test_pair_and_build_work_hand_in_hand(tmp_path, inline, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for side in ("ko", "en"):
        Path(side).mkdir()
        for number, path in enumerate(sorted((NEWSROOM / side).iterdir())[:8]):
            name = f"{number if side == 'ko' else 7 - number}.txt"
            shutil.copy(path, Path(side, name))
    Path("made").mkdir()
    result = call("pair", "ko", "en", "-o", "made/pairs.jsonl")
    assert "8 pairs in made/pairs.jsonl." in result.output
    rows = [json.loads(line) for line in Path("made/pairs.jsonl").read_text("utf-8").splitlines()]
    assert all(int(row["source_id"]) + int(row["target_id"]) == 7 for row in rows)
    result = call("build", "made/pairs.jsonl", "-o", "corpus", "-f", "tmx", "-f", "parquet")
    assert "8 article pairs read, 8 aligned." in result.output
    assert json.loads(Path("corpus/report.json").read_text("utf-8"))["signature"].startswith("bialign:")


@pytest.mark.parametrize(("lines", "splitter"), [(False, "rules"), (True, "none")])
def test_the_signature_says_whether_a_build_cuts_articles(lines, splitter):
    pair = read_article("비가 왔다\n\n우산을 썼다."), read_article("It rained\n\nI used an umbrella.")
    (alignment,) = load_aligner(DEFAULT_ALIGNER, lines=lines).align_many([pair])
    assert alignment.signature.endswith(f"|splitter:{splitter}")


def test_either_language_may_be_the_source(tmp_path, inline, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for side in ("ko", "en"):
        Path(side).mkdir()
        for path in sorted((NEWSROOM / side).iterdir())[:4]:
            shutil.copy(path, Path(side))
    result = call("pair", "en", "ko", "-l", "en-ko")
    assert "4 pairs in pairs.jsonl." in result.output
    call("build", "pairs.jsonl", "-l", "en-GB,ko", "-o", "corpus", "-f", "tmx")
    assert 'srclang="en-GB"' in next(Path("corpus").glob("*.tmx")).read_text("utf-8")


def test_given_vectors_are_used_and_checked(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_articles(tmp_path, 30)
    vectors = np.random.default_rng(0).standard_normal((30, 32)).astype(np.float32)
    np.save("v.npy", vectors)
    result = call("pair", "ko", "en", "--source-vectors", "v.npy", "--target-vectors", "v.npy")
    assert "30 pairs in pairs.jsonl." in result.output
    np.save("short.npy", vectors[:3])
    with pytest.raises(ConfigurationError, match=r"expected a row for each of 30 articles"):
        call("pair", "ko", "en", "--source-vectors", "v.npy", "--target-vectors", "short.npy")
    np.savez("many.npz", vectors)
    np.save("words.npy", np.array(["a"] * 30))
    np.save("nan.npy", np.full((30, 32), np.nan))
    Path("empty.npy").write_bytes(b"")
    Path("damaged.npy").write_bytes(b"PK\x03\x04garbage")
    for name, sentence in (
        ("many.npz", "it holds no single array of numbers"),
        ("words.npy", "it holds no single array of numbers"),
        ("nan.npy", "holds vectors with NaN or infinity"),
        ("empty.npy", "is no file of vectors"),
        ("damaged.npy", "is no file of vectors"),
    ):
        with pytest.raises(ConfigurationError, match=f"{name} .*{sentence}"):
            call("pair", "ko", "en", "--source-vectors", "v.npy", "--target-vectors", name)
    with pytest.raises(ConfigurationError, match="of both sides"):
        call("pair", "ko", "en", "--source-vectors", "v.npy")
    with pytest.raises(ConfigurationError, match="no text is encoded: drop --threads"):
        call("pair", "ko", "en", "--source-vectors", "v.npy", "--target-vectors", "v.npy", "--threads", "2")


def test_vectors_may_come_with_a_table_in_a_named_encoding(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("ko.csv").write_bytes("id,text\n1,한국은행은 금리를 내렸다.\n".encode("cp949"))
    Path("en.csv").write_text("id,text\n1,The Bank cut rates.\n", "utf-8")
    np.save("v.npy", np.ones((1, 32), dtype=np.float32))
    vectors = ("--source-vectors", "v.npy", "--target-vectors", "v.npy", "--encoding", "cp949")
    assert "in pairs.jsonl." in call("pair", "ko.csv", "en.csv", *vectors).output


def test_vectors_are_compared_within_the_window_of_days_that_tables_and_names_tell(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    np.save("v.npy", np.random.default_rng(0).standard_normal((30, 32)).astype(np.float32))
    rows = [{"id": number, "text": "가", "date": f"2026년 11월 {number + 1}일"} for number in range(30)]
    Path("ko.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    Path("en").mkdir()
    for number in range(30):
        Path("en", f"2026-{11 if number else 10}-{number + 1:02}.txt").write_text("A", "utf-8")
    command = ("pair", "ko.jsonl", "en", "--source-vectors", "v.npy", "--target-vectors", "v.npy")
    assert "29 pairs in pairs.jsonl." in call(*command).output
    assert "30 pairs in pairs.jsonl." in call(*command, "--window", "31").output
    assert "29 pairs in pairs.jsonl." in call(*command, "--languages", "ko-fr").output
    # Dates in words of other languages are not understood, and everything is compared.
    assert "30 pairs in pairs.jsonl." in call(*command, "--languages", "ja-en").output


def test_a_complete_corpus_and_input_that_grew_since_are_told(tmp_path, inline, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_articles(tmp_path / "in", 3)
    Path("c.toml").write_text('input = "in"\noutput = "out"\naligner = "length_aligner:make"\n', "utf-8")
    assert "already" not in call("build", "-c", "c.toml").output
    sentence = (
        "This corpus was complete already: nothing was done, the option --restart builds it anew. 3 article pairs"
    )
    assert flat(call("build", "-c", "c.toml").output).startswith(sentence)
    write_articles(tmp_path / "in", 4)
    output = flat(call("build", "-c", "c.toml").output)
    assert re.match(r"This corpus was complete already, but .* changed since: nothing was done, the option", output)
    shutil.rmtree("in")
    assert "changed since: nothing" in flat(call("build", "-c", "c.toml").output)


def test_a_complete_corpus_and_an_input_of_another_filesystem_that_is_gone_are_told(tmp_path, inline):
    table = tmp_path / "in.jsonl"
    table.write_text('{"ko": "비가 왔다.", "en": "It rained."}\n', "utf-8")
    command = ("build", f"file://{table}", "-o", str(tmp_path / "out"))
    assert "complete already" not in call(*command).output
    table.unlink()
    printed = "".join(call(*command).output.split())  # the path may be longer than a line
    assert f"completealready,butfile://{table}changedsince:nothing" in printed


class Stream:
    def __init__(self, *, is_terminal):
        self.text = ""
        self._is_terminal = is_terminal

    def isatty(self):
        return self._is_terminal

    def write(self, text):
        self.text += text
        return len(text)

    def flush(self):
        pass


def follow(stream):
    with observing(stream) as observer:
        observer.begin("Aligning", 100, 20)
        observer.advance(30, 2)


def test_progress_is_a_bar_on_a_terminal_and_lines_in_a_log(monkeypatch):
    monkeypatch.setattr("bialign.building.progress._INTERVAL", 0.0)
    log = Stream(is_terminal=False)
    follow(log)
    first, second = log.text.splitlines()
    assert first == "Aligning: 100, 20 done before"
    assert re.fullmatch(r"Aligning: 50 of 100, [\d.]+/s, 2 failed, [\d,]+ s left", second)
    monkeypatch.setenv("TERM", "xterm")
    terminal = Stream(is_terminal=True)
    follow(terminal)
    assert "50/100" in terminal.text
    assert "2 failed" in terminal.text


def test_a_log_stays_short(monkeypatch):
    log = Stream(is_terminal=False)
    observer = LogObserver(log)
    observer.begin("Aligning", 1000, 0)
    for _ in range(1000):
        observer.advance(1, 0)
    assert len(log.text.splitlines()) == 1


def test_slurm_in_a_configuration_file_is_overridden_by_the_commands_printed(tmp_path, monkeypatch):
    write_articles(tmp_path / "in", 3)
    config = tmp_path / "c.toml"
    config.write_text('input = "in"\noutput = "out"\nengine = "slurm"\n', "utf-8")
    words = ["build", "--config", str(config)]
    monkeypatch.setattr("sys.argv", ["bialign", *words])
    assert call(*words).output.splitlines()[-1] == f"bialign build --config {config} --engine local"


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("build en ko", "exchange the two inputs, or give the languages as en and ko"),
        ("pair en ko", "exchange the two inputs, or give the languages as en and ko"),
        ("pair ko ko", "the target's texts are not English"),
        ("pair en en", "the source's texts are not Korean"),
    ],
)
def test_inputs_in_other_languages_than_the_options_say_are_refused(tmp_path, inline, monkeypatch, command, sentence):
    monkeypatch.chdir(write_articles(tmp_path, 12))
    with pytest.raises(ConfigurationError, match=sentence):
        call(*command.split(), "-o", "out.jsonl")


def test_a_table_whose_columns_are_the_wrong_way_round_is_refused(tmp_path, inline):
    row = json.dumps({"source": "Rain fell.", "target": "비가 왔다."})
    (tmp_path / "in.jsonl").write_text(row + "\n", "utf-8")
    with pytest.raises(ConfigurationError, match="exchange the two inputs"):
        call("build", tmp_path / "in.jsonl", "-o", tmp_path / "out")


@pytest.mark.parametrize(
    ("languages", "texts"),
    [
        (("ko", "en"), ("GNOME", "GNOME")),  # too short to tell
        (("ko", "en"), ("서울", "한국 (Korea)")),
        (("ja", "de"), ("Rain fell. " * 99, "비가 왔다. " * 99)),
        (("ko", "en"), ("", "")),
    ],
)
def test_texts_that_do_not_plainly_contradict_the_options_pass(languages, texts):
    check_languages(tuple([Side(text=text)] for text in texts), languages, where="here")


def test_a_build_goes_on_when_nobody_reads_its_log():
    class Pipe(Stream):
        def write(self, text):
            raise BrokenPipeError

    observer = LogObserver(Pipe(is_terminal=False))
    observer.begin("Aligning", 2, 0)
    observer.begin("Writing", 1, 0)
    assert observer.stage == "Writing"
