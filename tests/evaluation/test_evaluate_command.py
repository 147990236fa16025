"""`bialign evaluate` and `bialign perturb` on files, as a user runs them."""

import json
import os
import random
import re
import shutil
import sys
import threading
from pathlib import Path

import attrs
import pytest
from matplotlib.figure import Figure

from bialign import Bead
from bialign.cli.app import main
from bialign.evaluation import confidence_interval, evaluate, load_corpus, perturb
from bialign.evaluation.corpora import find_corpus
from bialign.evaluation.plots import plot
from bialign.formats import read, write

LINES = [(f"{n}번 문장이 여기 있다, 그리고 끝난다.", f"Here is sentence {n}, and it ends.") for n in range(60)]


@pytest.fixture
def bialign(monkeypatch, capsys, tmp_path):
    """Run the command in an empty folder; return exit code, standard output and standard error."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["bialign", *arguments])
        with pytest.raises(SystemExit) as caught:
            main()
        output, errors = capsys.readouterr()
        return caught.value.code or 0, output, errors

    return run


@pytest.fixture
def systems(bialign):
    """Write gold.jsonl, and what a good and a poor aligner made of it."""
    gold = [perturb(LINES, seed=number, level="medium", id=f"a{number}") for number in range(6)]
    write(gold, "gold.jsonl")
    for name, share in (("good", 0.02), ("poor", 0.3)):
        write([spoil(alignment, share, random.Random(name)) for alignment in gold], f"{name}.jsonl")
    return gold


def spoil(alignment, share, draw):
    beads = []
    for bead in alignment.beads:
        if draw.random() < share:
            beads += [Bead([i], [], score=0.5) for i in bead.source] + [Bead([], [i], score=0.5) for i in bead.target]
        else:
            beads.append(attrs.evolve(bead, score=0.9))
    return attrs.evolve(alignment, beads=beads)


def items(path):
    with read(path) as reader:
        return list(reader)


def test_one_system_is_measured(bialign, systems):
    code, output, _ = bialign("evaluate", "gold.jsonl", "good.jsonl")
    figures = evaluate(systems, items("good.jsonl")).metrics()
    assert code == 0
    row = next(line for line in output.splitlines() if line.startswith("all (micro)")).split()
    assert row[6] == f"{100 * figures['strict_f1']:.1f}"
    assert "expected calibration error 0." in output


def test_several_systems_are_set_side_by_side_with_stars(bialign, systems):
    code, output, _ = bialign("evaluate", "gold.jsonl", "good.jsonl", "poor.jsonl", "--trials", "500")
    assert code == 0
    rows = {line.split()[0]: line for line in output.splitlines() if line.strip()}
    assert "*" not in rows["good"]
    assert "*" in rows["poor"]
    assert "differs from that of good (approximate randomisation over articles, 500 trials, seed 0)" in output


def test_figures_come_as_markdown_latex_and_json(bialign, systems):
    markdown = bialign("evaluate", "gold.jsonl", "good.jsonl", "poor.jsonl", "--as", "markdown")[1]
    assert "| system |" in markdown
    latex = bialign("evaluate", "gold.jsonl", "good.jsonl", "poor.jsonl", "--as", "latex")[1]
    assert latex.count(r"\begin{tabular}") == 2
    data = json.loads(
        bialign("evaluate", "gold.jsonl", "good.jsonl", "poor.jsonl", "--as", "json", "--trials", "50")[1]
    )
    assert (
        data["systems"]["poor"]["micro"]["figures"]["strict_f1"]
        < data["systems"]["good"]["micro"]["figures"]["strict_f1"]
    )
    assert data["comparisons"]["poor"]["trials"] == 50


def test_intervals_stand_below_the_figures(bialign, systems):
    command = ("evaluate", "gold.jsonl", "good.jsonl")
    low, high = re.search(
        r"95% interval of strict F1: (\S+) to (\S+) \(bootstrap over articles, 200 trials, seed 3\)",
        bialign(*command, "--trials", "200", "--seed", "3")[1],
    ).groups()
    latex = bialign(*command, "poor.jsonl", "--trials", "200", "--seed", "3", "--as", "latex")[1]
    assert f"\n% 95% interval of strict F1: good {low} to {high}, poor " in latex
    data = json.loads(bialign(*command, "--trials", "200", "--seed", "3", "--as", "json")[1])
    interval = confidence_interval(evaluate(systems, items("good.jsonl")), trials=200, seed=3)
    assert data["intervals"] == {"good": attrs.asdict(interval)}
    assert (low, high) == (f"{100 * interval.low:.1f}", f"{100 * interval.high:.1f}")
    write(systems[0], "one.jsonl")
    assert "95% interval" not in bialign("evaluate", "one.jsonl", "one.jsonl")[1]


def test_requirements_decide_the_exit_code(bialign, systems):
    command = ("evaluate", "gold.jsonl", "good.jsonl", "--require", "strict_f1=0.5")
    assert bialign(*command)[0] == 0
    code, _, errors = bialign(*command, "--require", "body.strict_f1=0.999")
    assert code == 1
    assert errors.startswith("bialign: good: body.strict_f1 is 0.9")
    assert errors.rstrip().endswith("below 0.999.")


def test_one_kind_alone_can_be_counted(bialign):
    corpus = load_corpus("newsroom", split="dev")
    broken = []
    for gold in corpus.gold:
        beads = [bead for bead in gold if bead.kind == "body"]
        for bead in gold:
            if bead.kind != "body":
                beads += [Bead([i], [], bead.kind) for i in bead.source] + [
                    Bead([], [i], bead.kind) for i in bead.target
                ]
        broken.append(attrs.evolve(gold, beads=beads))
    write(broken, "broken.jsonl")
    command = ("evaluate", "newsroom", "broken.jsonl", "--split", "dev")
    assert bialign(*command, "--require", "strict_f1=1")[0] == 1
    assert bialign(*command, "--kind", "body", "--require", "strict_f1=1")[0] == 0


def test_translation_units_are_measured_too(bialign, systems):
    units = [unit for alignment in systems for unit in alignment.units()]
    write(units, "units.tsv")
    assert bialign("evaluate", "gold.jsonl", "units.tsv", "--require", "strict_f1=1")[0] == 0


def test_folders_with_a_list_for_each_article_are_measured(bialign, systems):
    for name, corpus in (("gold", systems), ("good", items("good.jsonl"))):
        Path(name).mkdir()
        for alignment in corpus:
            write(alignment, f"{name}/{alignment.id}.vecalign")
    for gold in ("gold.jsonl", "gold"):
        data = json.loads(bialign("evaluate", gold, "good/", "poor.jsonl", "--as", "json")[1])
        assert list(data["systems"]) == ["good", "poor"]
        figures = evaluate(systems, items("good.jsonl")).scores.metrics()
        assert data["systems"]["good"]["micro"]["figures"] == figures
    Path("empty").mkdir()
    for arguments, sentence in (
        (("gold.jsonl", "empty"), "bialign: The folder empty holds no file: it should hold one for each article.\n"),
        (("empty", "gold.jsonl"), "bialign: There is no corpus 'empty': name a folder with a splits.tsv"),
        (("gold", "good", "--split", "dev"), "bialign: --split names a part of a gold corpus"),
        (("gold", "good", "--gold-read-option", "score=cosine"), "bialign: The option score is one of cost, "),
    ):
        code, _, errors = bialign("evaluate", *arguments)
        assert code == 1
        assert errors.startswith(sentence)


def test_gold_of_another_annotator_is_measured_as_a_system_is(bialign, tmp_path):
    shutil.copytree(find_corpus("newsroom"), tmp_path / "hers")
    changed = tmp_path / "hers" / "gold" / "014-walking-study.txt"
    text = changed.read_text("utf-8")
    assert text.startswith("section\n")
    changed.write_text(text.replace("section\n", "boilerplate\n", 1), encoding="utf-8")
    command = ("evaluate", "newsroom", "hers", "--split", "dev", "--as", "json")
    figures = json.loads(bialign(*command)[1])["systems"]["hers"]
    assert len(figures["articles"]) == 8
    assert figures["micro"]["figures"]["strict_f1"] == 1
    sections = figures["by_kind"]["section"]["counts"]["strict"]
    assert (
        sections["predicted"]
        == sum(bead.kind == "section" for gold in load_corpus("newsroom", split="dev").gold for bead in gold) - 1
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="has no named pipes")
def test_gold_may_come_through_a_pipe_without_an_ending(bialign, systems, tmp_path):
    os.mkfifo("gold")
    data = (tmp_path / "gold.jsonl").read_bytes()
    threading.Thread(target=(tmp_path / "gold").write_bytes, args=(data,), daemon=True).start()
    assert bialign("evaluate", "gold", "gold.jsonl", "--require", "strict_f1=1")[0] == 0


def test_alignments_and_units_of_one_file_stay_in_its_order(bialign, systems):
    write([item for a in systems for item in ([a] if a.id < "a3" else a.units())], "mixed.jsonl")
    write([item for a in systems for item in ([a] if a.id >= "a3" else a.units())], "other.jsonl")
    for name in ("mixed.jsonl", "other.jsonl"):
        assert bialign("perturb", name, "-o", "cases.jsonl")[0] == 0
        assert [case.id for case in items("cases.jsonl")] == [alignment.id for alignment in systems]


def test_a_picture_that_could_not_be_finished_leaves_the_old_one(systems, tmp_path, monkeypatch):
    savefig = Figure.savefig

    def interrupted(*arguments, **options):
        savefig(*arguments, **options)
        raise KeyboardInterrupt

    monkeypatch.setattr(Figure, "savefig", interrupted)
    (tmp_path / "a.png").write_bytes(b"old")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(KeyboardInterrupt):
        plot({"gold": evaluate(systems, systems)}, tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes() == b"old"
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_figures_are_drawn(bialign, systems, tmp_path, ending):
    for name in ("one", "two"):
        assert bialign("evaluate", "gold.jsonl", "good.jsonl", "poor.jsonl", "--plot", f"{name}.{ending}")[0] == 0
    picture = (tmp_path / f"one.{ending}").read_bytes()
    assert picture.startswith({"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}[ending])
    assert picture == (tmp_path / f"two.{ending}").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("gold.jsonl", "nothing.jsonl"), "bialign: There is no file nothing.jsonl."),
        (("gazette", "good.jsonl"), "bialign: There is no corpus 'gazette'"),
        (("nothing.jsonl", "good.jsonl"), "bialign: There is no file nothing.jsonl."),
        (("newsroom", "good.jsonl"), "bialign: There are 40 gold alignments but 6 predicted ones."),
        (("gold.jsonl", "good.jsonl", "--split", "dev"), "bialign: --split names a part of a gold corpus"),
        (("gold.jsonl", "good.jsonl", "--kind", "title"), "bialign: There is no fragment kind 'title'"),
        *(
            (
                ("gold.jsonl", "good.jsonl", "--require", requirement),
                "bialign: A requirement is a figure and a floor between 0 and 1, strict_f1=0.95, not ",
            )
            for requirement in ("strict_f1", "strict_f1=high", "strict_f1=nan", "strict_f1=95")
        ),
        *(
            # What is wrong is told before the predictions are read.
            (("gold.jsonl", "nothing.jsonl", "--require", f"{figure}=1"), f"bialign: There is no {problem}")
            for figure, problem in (
                ("strict_f", "figure 'strict_f'; there are strict_f1"),
                ("macro_strict_f", "figure 'macro_strict_f'; there are macro_strict_f1"),
                ("body.strict_f", "figure 'strict_f'; there are strict_f1"),
                ("body.macro_strict_f1", "figure 'macro_strict_f1'; there are strict_f1"),
                ("body.exact_articles", "figure 'exact_articles'"),
                ("title.strict_f1", "fragment kind 'title'"),
                ("a.b.strict_f1", "fragment kind 'a.b'"),
            )
        ),
        (
            ("gold.jsonl", "good.jsonl", "--require", "8-8.strict_f1=1"),
            "bialign: There is no figure '8-8.strict_f1'; there are ",
        ),
        (
            ("gold.jsonl", "good.jsonl", "--plot", "x.jpg"),
            "bialign: The picture 'x.jpg' should end in .png, .svg, .pdf.",
        ),
    ],
)
def test_mistakes_end_in_one_sentence(bialign, systems, arguments, sentence):
    code, _, errors = bialign("evaluate", *arguments)
    assert code == 1
    assert errors.startswith(sentence)
    assert errors.count("\n") == 1


def as_cp949_table(alignments, name):
    """Write the units of alignments as a Korean spreadsheet does."""
    write(alignments, "utf-8.csv", columns=["ko", "en"])
    Path(name).write_bytes(Path("utf-8.csv").read_text("utf-8").encode("cp949"))


def test_options_of_the_formats_that_are_read(bialign, systems):
    as_cp949_table(systems, "table.csv")
    write([unit for alignment in systems for unit in alignment.units()], "units.tsv", columns=["ko", "en"])
    for arguments in (
        ("units.tsv", "table.csv", "-r", "encoding=cp949"),
        ("table.csv", "units.tsv", "--gold-read-option", "encoding=cp949"),
    ):
        code, output, _ = bialign("evaluate", *arguments, "--as", "json")
        assert code == 0
        assert next(iter(json.loads(output)["systems"].values()))["exact_articles"] == 1
    for arguments, option in (
        (("units.tsv", "table.csv"), "-r encoding=cp949"),
        (("table.csv", "units.tsv"), "--gold-read-option encoding=cp949"),
    ):
        code, _, errors = bialign("evaluate", *arguments)
        assert code == 1
        assert f"by the option encoding ({option})" in errors
        assert errors.startswith("bialign: table.csv:2:")


def test_a_gold_corpus_has_no_options_of_a_format(bialign, systems):
    code, _, errors = bialign("evaluate", "newsroom", "good.jsonl", "--gold-read-option", "encoding=cp949")
    assert code == 1
    assert errors == "bialign: --gold-read-option goes with a file; the gold is a gold corpus here.\n"


def test_gold_corpora_are_validated_converted_and_perturbed(bialign, tmp_path):
    shutil.copytree(find_corpus("newsroom"), tmp_path / "mine")
    assert bialign("validate", "mine")[1] == "mine: valid (gold corpus, 40 article pairs)\n"
    assert bialign("convert", "mine", "mine.jsonl")[0] == 0
    assert items("mine.jsonl") == list(load_corpus("newsroom").gold)
    assert bialign("perturb", "newsroom", "-o", "cases.jsonl")[0] == 0
    assert len(items("cases.jsonl")) == 40
    changed = tmp_path / "mine" / "gold" / "014-walking-study.txt"
    changed.write_text(changed.read_text("utf-8").replace("section\n", "part\n", 1), encoding="utf-8")
    code, output, errors = bialign("validate", "mine")
    assert code == 1
    assert output == "mine: not valid, 1 problem (gold corpus)\n"
    assert errors.startswith("bialign: mine/gold/014-walking-study.txt:1: A block begins with a fragment kind")
    for arguments in (
        ("validate", "mine", "-f", "tsv"),
        ("convert", "mine", "b.jsonl", "-r", "header=no"),
        ("perturb", "mine", "-r", "header=no"),
    ):
        code, _, errors = bialign(*arguments)
        assert (code, errors) == (
            1,
            "bialign: A format and its options (-r) go with a file; mine is a gold corpus.\n",
        )


def write_lines(folder):
    (folder / "news.ko").write_text("".join(f"{line[0]}\n" for line in LINES), encoding="utf-8")
    (folder / "news.en").write_text("".join(f"{line[1]}\n" for line in LINES), encoding="utf-8")
    (folder / "news.docid").write_text("".join(f"doc{n // 20}\n" for n in range(60)), encoding="utf-8")


def test_two_text_files_become_cases(bialign, tmp_path):
    write_lines(tmp_path)
    assert bialign("perturb", "news.ko", "news.en", "--level", "hard", "--seed", "3", "-o", "gold.jsonl")[0] == 0
    assert items("gold.jsonl") == [perturb(LINES, seed=3, level="hard")]
    bialign("perturb", "news.ko", "news.en", "--articles", "news.docid", "--joins", "0.5", "-o", "split.jsonl")
    assert items("split.jsonl") == [
        perturb(LINES[20 * n : 20 * n + 20], seed=0, level="medium", joins=0.5, id=f"doc{n}") for n in range(3)
    ]
    assert (
        bialign("perturb", "news.ko", "news.en", "--level", "hard", "--seed", "3")[1].encode()
        == (tmp_path / "gold.jsonl").read_bytes()
    )


def test_an_article_whose_lines_stand_apart_is_one_case(bialign, tmp_path):
    write_lines(tmp_path)
    names = ["a"] * 20 + ["b"] * 20 + ["a"] * 20
    (tmp_path / "news.docid").write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
    bialign("perturb", "news.ko", "news.en", "--articles", "news.docid", "-o", "gold.jsonl")
    assert items("gold.jsonl") == [
        perturb(LINES[:20] + LINES[40:], seed=0, level="medium", id="a"),
        perturb(LINES[20:40], seed=0, level="medium", id="b"),
    ]


def test_the_body_of_articles_becomes_cases(bialign):
    gold = load_corpus("newsroom", split="dev").gold
    write(gold, "gold.jsonl")
    assert bialign("perturb", "gold.jsonl", "-o", "cases.jsonl")[0] == 0
    cases = items("cases.jsonl")
    assert [case.id for case in cases] == [alignment.id for alignment in gold]
    for case, alignment in zip(cases, gold, strict=True):
        body = " ".join(fragment.text for fragment in alignment.source if fragment.kind == "body")
        assert all(word in body for fragment in case.source for word in fragment.text.split())


def test_line_ends_of_windows_do_not_get_into_cases(bialign, tmp_path):
    write_lines(tmp_path)
    for name in ("news.ko", "news.en", "news.docid"):
        (tmp_path / name).write_bytes((tmp_path / name).read_bytes().replace(b"\n", b"\r\n"))
    bialign("perturb", "news.ko", "news.en", "--articles", "news.docid", "-o", "gold.jsonl")
    assert items("gold.jsonl") == [
        perturb(LINES[20 * n : 20 * n + 20], seed=0, level="medium", id=f"doc{n}") for n in range(3)
    ]


def test_a_corpus_becomes_cases(bialign):
    plain = [perturb(LINES[20 * n : 20 * n + 20], seed=0, id=f"doc{n}") for n in range(3)]
    write([unit for alignment in plain for unit in alignment.units()], "units.tsv")
    assert bialign("perturb", "units.tsv", "--seed", "9", "-o", "gold.jsonl")[0] == 0
    assert items("gold.jsonl") == [
        perturb(LINES[20 * n : 20 * n + 20], seed=9, level="medium", id=f"doc{n}") for n in range(3)
    ]


def test_cases_are_made_of_files_in_other_encodings(bialign, tmp_path):
    write_lines(tmp_path)
    (tmp_path / "utf-16.ko").write_bytes((tmp_path / "news.ko").read_text("utf-8").encode("utf-16-le"))
    (tmp_path / "cp949.en").write_bytes((tmp_path / "news.en").read_text("utf-8").encode("cp949"))
    arguments = ("perturb", "utf-16.ko", "cp949.en", "--encoding", "utf-16-le,cp949")
    assert bialign(*arguments, "-o", "gold.jsonl")[0] == 0
    assert items("gold.jsonl") == [perturb(LINES, seed=0, level="medium")]
    as_cp949_table([perturb(LINES, seed=0, id="a")], "table.csv")
    assert bialign("perturb", "table.csv", "-r", "encoding=cp949", "-o", "cases.jsonl")[0] == 0
    assert items("cases.jsonl") == [perturb(LINES, seed=0, level="medium")]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("news.ko", "short.en"), "bialign: short.en: news.ko has 60 lines, but this file has 1."),
        (("news.ko", "news.en", "news.docid"), "bialign: One corpus or two text files are needed, not 3 files."),
        (("news.ko", "news.en", "--level", "brutal"), "bialign: There is no level 'brutal'"),
        (("units.tsv", "--articles", "news.docid"), "bialign: --articles goes with two text files"),
        (("units.tsv", "--languages", "en-ko"), "bialign: --languages goes with two text files"),
        (("units.tsv", "--encoding", "cp949"), "bialign: --encoding goes with two text files"),
        (
            ("news.ko", "news.en", "-r", "encoding=cp949"),
            "bialign: --read-option goes with a corpus: the encodings of ",
        ),
        (("news.ko", "none.en"), "bialign: There is no file none.en."),
        (("nothing.ko", "nothing.ko"), "bialign: nothing.ko: There are no lines to make tests of."),
        (("nothing.jsonl",), "bialign: There are no alignments in nothing.jsonl to make tests of."),
    ],
)
def test_mistakes_in_perturbing_end_in_one_sentence(bialign, tmp_path, arguments, sentence):
    write_lines(tmp_path)
    (tmp_path / "short.en").write_text("One.\n", encoding="utf-8")
    for name in ("nothing.ko", "nothing.jsonl"):
        (tmp_path / name).touch()
    code, _, errors = bialign("perturb", *arguments)
    assert code == 1
    assert errors.startswith(sentence)
    assert errors.count("\n") == 1


def test_a_system_is_not_compared_with_itself(bialign, systems):
    code, _, errors = bialign("evaluate", "gold.jsonl", "good.jsonl", "good.jsonl")
    assert code == 1
    assert errors.startswith("bialign: good.jsonl is given twice")


def test_a_folder_of_mine_may_be_named_like_a_corpus_that_comes_along(bialign, tmp_path):
    folder = tmp_path / "newsroom"
    shutil.copytree(find_corpus("newsroom"), folder)
    lines = (folder / "splits.tsv").read_text("utf-8").splitlines(keepends=True)
    (folder / "splits.tsv").write_text("".join(lines[:2]), encoding="utf-8")
    for path in folder.glob("gold/*.txt"):
        if path.stem not in lines[1]:
            path.unlink()
    assert (len(load_corpus("newsroom")), len(load_corpus("./newsroom")), len(load_corpus(folder))) == (40, 1, 1)


def test_cases_in_a_format_that_cannot_hold_them_tell_what_is_lost(bialign, tmp_path):
    write_lines(tmp_path)
    status, _, errors = bialign("perturb", "news.ko", "news.en", "--level", "hard", "-o", "cases.tmx")
    assert status == 0
    assert re.search(r"Not carried over: .*one-sided units \(\d+\)", errors)
    assert bialign("perturb", "news.ko", "news.en", "--level", "hard", "-o", "cases.jsonl")[2] == ""
