import io

import attrs
import pytest
from hypothesis import given, settings
from rich.cells import cell_len
from rich.console import Console

from bialign import Alignment, Bead
from bialign.evaluation import load_corpus
from bialign.formats import fragments_of
from bialign.reports.summary import summarize
from bialign.reports.terminal import (
    ROW_HEADER,
    alignment_rows,
    alignment_table,
    alignment_tsv,
    printable,
    score_style,
    summary_table,
    unit_table,
)
from bialign.testing.strategies import alignments


def make_alignment(source, target, beads, name="a-1"):
    return Alignment(fragments_of(source), fragments_of(target), beads, "ko", "en", id=name)


@pytest.fixture
def budget():
    return make_alignment(
        ["서울시가 내년 예산을 47조3천억원으로 편성했다고 5일 밝혔다.", "시의회는 반발했다.", "표결은 다음 달이다."],
        ["Seoul has drawn up a budget.", "The council objected, and will vote next month.", "It is cold."],
        [Bead([0], [0], score=0.984), Bead([1, 2], [1], score=0.41), Bead([], [2], score=0.7)],
    )


def render(renderable, width=80, **options):
    console = Console(width=width, file=io.StringIO(), **options)
    console.print(renderable)
    return console.file.getvalue()


def test_table_has_texts_types_kinds_and_scores(budget):
    shown = render(alignment_table(budget), 120)
    for text in (
        "a-1",
        "ko",
        "en",
        "시의회는 반발했다.",
        "It is cold.",
        "2-1",
        "0-1",
        "body",
        "0.98",
        "0.41",
        "3 beads",
    ):
        assert text in shown


def test_fragments_of_a_bead_begin_on_lines_of_their_own(budget):
    lines = render(alignment_table(budget), 120).splitlines()
    first = next(i for i, line in enumerate(lines) if "시의회는" in line)
    assert "표결은" in lines[first + 1]


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_korean_lines_up_with_english(budget, width):
    lines = render(alignment_table(budget), width).splitlines()
    body = lines[1:-1]
    assert len({cell_len(line) for line in body}) == 1
    # The English column begins at the same terminal cell in every row that has English.
    starts = {
        cell_len(line[: line.index(word)])
        for line in lines
        for word in ("Seoul", "The council", "It is")
        if word in line
    }
    assert len(starts) == 1


def test_long_texts_fold_and_lose_nothing(budget):
    long = make_alignment(["가" * 300], ["x" * 300], [Bead([0], [0])])
    shown = render(alignment_table(long, width=60))
    assert shown.count("가") == 300
    assert shown.count("x") == 300
    assert max(map(cell_len, shown.splitlines())) <= 60


@pytest.mark.parametrize("width", [24, 40, 59])
@pytest.mark.parametrize("as_units", [True, False])
def test_a_narrow_terminal_shows_every_text_below_the_other(budget, width, as_units):
    shown = render(unit_table(budget.units()) if as_units else alignment_table(budget), width)
    lines = [line.rstrip() for line in shown.splitlines()]
    assert max(map(cell_len, lines)) <= width
    assert [line for line in lines if "  body  " in line] == ["1-1  body  0.98", "2-1  body  0.41", "0-1  body  0.70"]
    letters = "".join(shown.split())
    for text in (
        "서울시가 내년 예산을 47조3천억원으로 편성했다고 5일 밝혔다.",
        "The council objected, and will vote next month.",
    ):
        assert text.replace(" ", "") in letters


def test_deletions_are_dim_and_have_a_dash(budget):
    coloured = render(alignment_table(budget), 120, force_terminal=True, color_system="standard")
    row = next(line for line in coloured.splitlines() if "It is cold." in line)
    assert "—" in row
    assert "\x1b[2m" in row
    assert "\x1b[2m" not in next(line for line in coloured.splitlines() if "Seoul has" in line)


def test_scores_are_coloured_by_band_and_always_written(budget):
    coloured = render(alignment_table(budget), 120, force_terminal=True, color_system="standard")
    assert "\x1b[32m 0.98" in coloured
    assert "\x1b[1;31m 0.41" in coloured
    assert score_style(0.899) == score_style(0.9)  # both read 0.90
    assert len({score_style(score) for score in (None, 0.2, 0.6, 0.8, 0.95)}) == 5


def test_nothing_from_a_text_is_taken_for_markup_or_an_escape_sequence():
    alignment = make_alignment(
        ["[bold]기사[/]\x1b[31m", "\u1112\u1161\u11ab"], ["a\tb\r\nc \u202ed"], [Bead([0, 1], [0])]
    )
    shown = render(alignment_table(alignment), 100, force_terminal=True, color_system="standard")
    assert "[bold]기사[/]\ufffd[31m" in shown
    assert "한" in shown
    assert next(alignment_rows(alignment))[-1] == "a b c \ufffdd"


def test_rows_are_plain_text_in_the_order_of_the_beads(budget):
    assert list(alignment_rows(budget)) == [
        (
            "1-1",
            "body",
            "0.9840",
            "서울시가 내년 예산을 47조3천억원으로 편성했다고 5일 밝혔다.",
            "Seoul has drawn up a budget.",
        ),
        (
            "2-1",
            "body",
            "0.4100",
            "시의회는 반발했다. 표결은 다음 달이다.",
            "The council objected, and will vote next month.",
        ),
        ("0-1", "body", "0.7000", "", "It is cold."),
    ]


@settings(max_examples=40)
@given(alignments())
def test_tsv_has_a_line_for_each_bead_and_five_cells_in_each_line(alignment):
    lines = alignment_tsv(alignment).removesuffix("\n").split("\n")
    assert len(lines) == len(alignment) + 1
    assert lines[0].split("\t") == list(ROW_HEADER)
    assert all(line.count("\t") == 4 for line in lines)
    assert alignment_tsv(alignment, header=False).count("\n") == len(alignment)


@settings(max_examples=40)
@given(alignments())
def test_any_alignment_can_be_shown_in_any_width(alignment):
    for width in (50, 120):
        lines = render(alignment_table(alignment, width=width), width).splitlines()
        assert sum("body" in line for line in lines) >= min(1, sum(bead.kind == "body" for bead in alignment))
        assert max(map(cell_len, lines)) <= width


def test_printable_leaves_ordinary_text_alone():
    text = "“한국은행” ① ㈜한국 ‘3.5%’ — café 😀"
    assert printable(text) == text


@pytest.fixture(scope="module")
def gold():
    return load_corpus("newsroom").gold


def test_summary_counts_every_bead_and_fragment(gold):
    summary = summarize(iter(gold))
    assert summary.articles == len(gold)
    assert summary.source_fragments == sum(len(alignment.source) for alignment in gold)
    assert summary.total.beads == sum(map(len, gold))
    for groups in (summary.by_kind, summary.by_type):
        assert sum(counts.beads for counts in groups.values()) == summary.total.beads
        assert sum(counts.deletions for counts in groups.values()) == summary.total.deletions
    assert next(iter(summary.by_type)) == "1-1"
    assert summary.languages == {("ko", "en"): len(gold)}
    assert summary.total.mean_score is None
    assert sum(summary.histogram) == 0


def test_summary_of_scores(budget):
    summary = summarize([budget, attrs.evolve(budget, id="a-2")])
    assert summary.total.scored == sum(summary.histogram) == 6
    assert summary.total.low == 2
    assert summary.total.mean_score == pytest.approx((0.984 + 0.41 + 0.7) / 3)
    assert summary.by_type["2-1"].mean_score == pytest.approx(0.41)
    perfect = summarize([make_alignment(["가"], ["a"], [Bead([0], [0], score=1.0)])])
    assert perfect.histogram[-1] == 1


def test_summary_table_shows_the_counts(budget, gold):
    shown = render(summary_table(summarize(gold)), 100)
    assert "40 articles" in shown
    assert "ko–en" in shown
    row = next(line for line in shown.splitlines() if line.strip().startswith("headline"))
    assert row.split()[1] == "40"
    scored = render(summary_table(summarize([budget])), 100)
    assert "1 article " in scored
    assert "scores 0" in scored
    assert "0-1" in scored


def test_summary_table_of_nothing():
    assert "0 articles" in render(summary_table(summarize([])), 100)
