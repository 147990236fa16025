"""The pytest plugin serves other people's test suites; the sample suite of the documentation is one."""

import shutil
from pathlib import Path

import pytest

from bialign.errors import FormatError
from bialign.evaluation import load_corpus, perturb
from bialign.testing import AlignmentSnapshot

pytest_plugins = "pytester"

SAMPLE = Path(__file__).parents[2] / "docs" / "testing-sample"


@pytest.fixture
def sample(pytester):
    shutil.copytree(SAMPLE, pytester.path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    pytester.syspathinsert()
    return pytester


def run(pytester, *arguments):
    return pytester.runpytest_inprocess("-q", "-p", "no:xdist", "-p", "no:cacheprovider", *arguments)


def test_the_sample_suite_passes(sample):
    run(sample).assert_outcomes(passed=4 + len(load_corpus("newsroom", split="dev")))


def test_the_split_can_be_chosen_on_the_command_line(sample):
    result = run(sample, "--gold-split=test", "-k", "every_fragment")
    result.assert_outcomes(passed=len(load_corpus("newsroom", split="test")), deselected=4)


def test_the_corpus_can_be_a_folder_of_ones_own(sample):
    for folder, text in (("ko", "제목\n문장.\n"), ("en", "Title\nSentence.\n")):
        (sample.path / "mine" / folder).mkdir(parents=True)
        (sample.path / "mine" / folder / "a.txt").write_text(text, encoding="utf-8")
    (sample.path / "mine" / "gold").mkdir()
    gold = "headline\nko: 제목\nen: Title\n\nbody\nko: 문장.\nen: Sentence.\n"
    (sample.path / "mine" / "gold" / "a.txt").write_text(gold, encoding="utf-8")
    (sample.path / "mine" / "splits.tsv").write_text("id\tsplit\tgenre\na\tdev\tx\n", encoding="utf-8")
    result = run(sample, "--gold-corpus=mine", "-k", "every_fragment", "-vv")
    result.stdout.fnmatch_lines(["*every_fragment_of_every_article[[]a[]] PASSED*"])


def test_an_unknown_corpus_ends_in_one_sentence(sample):
    result = run(sample, "--gold-corpus=gazette")
    assert result.ret != 0
    result.stdout.fnmatch_lines(["*There is no corpus 'gazette'*newsroom*"])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_a_worse_aligner_fails_with_the_figures(sample):
    path = sample.path / "toy_aligner.py"
    path.write_text(path.read_text(encoding="utf-8").replace("RATIO = 2.2", "RATIO = 0.1"), encoding="utf-8")
    result = run(sample, "-k", "floor or joined or review")
    result.assert_outcomes(failed=3, deselected=len(load_corpus("newsroom", split="dev")) + 1)
    result.stdout.fnmatch_lines(
        [
            "*strict_f1 is 0.*, below 0.55*",
            "*| body *",
            "*Lowest strict F1: *",
            "*expected*|*actual*",
            "*The alignment is not as it was*",
        ]
    )


def test_snapshots_are_written_when_asked_for_and_missed_otherwise(sample):
    shutil.rmtree(sample.path / "snapshots")
    result = run(sample, "-k", "review")
    result.stdout.fnmatch_lines(
        ["*There is no snapshot *test_a_change_shows_in_review.txt: run pytest with --update-alignments*"]
    )
    run(sample, "-k", "review", "--update-alignments").assert_outcomes(
        passed=1, deselected=3 + len(load_corpus("newsroom", split="dev"))
    )
    kept = sample.path / "snapshots" / "test_toy_aligner" / "test_a_change_shows_in_review.txt"
    assert kept.read_bytes() == (SAMPLE / kept.relative_to(sample.path)).read_bytes()
    run(sample, "-k", "review").assert_outcomes(passed=1, deselected=3 + len(load_corpus("newsroom", split="dev")))


def test_two_snapshots_of_one_test_need_names(pytester):
    pytester.makepyfile(
        """
        from bialign.evaluation import perturb

        def test_two(alignment_snapshot):
            alignment_snapshot(perturb([("가", "a")], seed=0))
            alignment_snapshot(perturb([("나", "b")], seed=0), "second")
            alignment_snapshot(perturb([("다", "c")], seed=0))
        """
    )
    result = run(pytester, "--update-alignments")
    result.stdout.fnmatch_lines(["*ConfigurationError: This test has taken the snapshot 'test_two' already*"])


def test_tests_of_like_names_keep_snapshots_of_their_own(pytester):
    pytester.makepyfile(
        """
        import pytest
        from bialign.evaluation import perturb

        class TestOne:
            def test_it(self, alignment_snapshot):
                alignment_snapshot(perturb([("가", "a")], seed=0))

        class TestOther:
            def test_it(self, alignment_snapshot):
                alignment_snapshot(perturb([("나", "b")], seed=0))

        @pytest.mark.parametrize("name", ["c/d", "c d", "c_d"])
        def test_names(name, alignment_snapshot):
            alignment_snapshot(perturb([(name, name)], seed=0))

        def test_odd_characters(alignment_snapshot):
            alignment_snapshot(perturb([("가\\r나", "a")], seed=0))
        """
    )
    run(pytester, "--update-alignments").assert_outcomes(passed=6)
    run(pytester).assert_outcomes(passed=6)
    names = {path.name for path in pytester.path.glob("snapshots/*/*")}
    assert {"TestOne.test_it.txt", "TestOther.test_it.txt", "test_names_c_d.txt"} < names
    assert len(names) == 6


def test_an_empty_option_means_all_of_the_corpus(sample):
    sample.makeini("[pytest]\ngold_split = dev\n")
    collected = run(sample, "--collect-only", "-q", "--gold-split", "").stdout.str()
    assert f"test_toy_aligner.py: {4 + len(load_corpus('newsroom'))}" in collected


def test_a_checkout_may_change_line_ends(tmp_path):
    alignment = perturb([("가", "a"), ("나", "b")], seed=0)
    AlignmentSnapshot(tmp_path, "test_it", update=True)(alignment)
    path = tmp_path / "test_it.txt"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    AlignmentSnapshot(tmp_path, "test_it")(alignment)


def test_what_utf8_cannot_hold_is_no_snapshot(tmp_path):
    snapshot = AlignmentSnapshot(tmp_path, "test_it", update=True)
    with pytest.raises(FormatError, match=r"the lone surrogate U\+D800"):
        snapshot(perturb([("가\ud800", "a")], seed=0))
    assert list(tmp_path.iterdir()) == []


def test_comparing_alignments_shows_them_side_by_side(pytester):
    pytester.makepyfile(
        """
        import attrs
        from bialign import Bead
        from bialign.evaluation import perturb

        GOLD = perturb([("가", "a"), ("나", "b")], seed=0)

        def test_beads():
            assert attrs.evolve(GOLD, beads=[Bead([0, 1], [0, 1])]) == GOLD

        def test_texts():
            assert perturb([("가", "a"), ("다", "b")], seed=0) == GOLD

        def test_scores():
            assert attrs.evolve(GOLD, id="other") == GOLD
        """
    )
    result = run(pytester)
    result.assert_outcomes(failed=3)
    result.stdout.fnmatch_lines(
        [
            "*two alignments are the same*",
            "*2 of 2 expected beads are not there:*",
            "*1-1 body *|*2-2 body*",
            "*not of the gold alignment's source text: gold has '나' where the prediction has '다'*",
            "*the alignments differ in: id.*",
        ]
    )


def test_a_run_that_needs_no_gold_imports_none_of_it(pytester):
    pytester.makepyfile(
        """
        import sys

        def test_nothing():
            assert "bialign.testing.plugin" in sys.modules
            assert not [name for name in sys.modules if name in ("numpy", "rich", "bialign.evaluation", "bialign.documents")]
        """
    )
    result = pytester.runpytest_subprocess("-q", "-p", "no:xdist", "-p", "no:hypothesispytest")
    result.assert_outcomes(passed=1)
