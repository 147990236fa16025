"""Sentences that an editor moved: what is found of them, and what deletions score beside them."""

import itertools

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from bialign import Aligner, align_sentences, formats, load_corpus
from bialign.align.crossing import choose_crossings, find_crossings, matching_marginals, put_in_path
from bialign.align.inference import (
    IMPOSSIBLE,
    BeadScores,
    best_paths,
    deletion_probabilities,
    expected_beads,
    posteriors,
)
from bialign.align.lattice import full_lattice, make_lattice
from bialign.align.steps import BEAD_TYPES, MATCH_TYPES, Step
from bialign.building import BuildOptions, build_corpus
from bialign.cli.app import app
from bialign.encoders.use import UniversalSentenceEncoder
from bialign.errors import ConfigurationError
from bialign.evaluation import evaluate, perturb

FERRY = """
욕지도를 오가는 여객선 요금이 다음 달부터 천원으로 내린다. | The fare for ferries to Yokji Island will drop to 1,000 won next month.
통영시는 섬 주민의 교통비 부담을 덜기 위해 조례를 고쳤다. | Tongyeong amended an ordinance to ease the cost of travel for islanders.
지금까지 주민들은 편도 7천600원을 냈다. | Until now residents have paid 7,600 won one way.
시의회는 지난주 예산 12억원을 통과시켰다. | The city council passed a budget of 1.2 billion won last week.
섬에서 44년을 산 황보분이 할머니는 병원 갈 때마다 뱃삯을 걱정했다고 말했다. | Hwangbo Bun-i, who has lived on the island for 44 years, said she worried about the fare at every hospital visit.
관광객 요금은 그대로 유지된다. | Fares for tourists remain unchanged.
여객선은 하루 다섯 차례 운항한다. | The ferry makes five trips a day.
"""
KOREAN, ENGLISH = map(list, zip(*(line.split(" | ") for line in FERRY.strip().split("\n")), strict=True))
NOTHING = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def encoder():
    return UniversalSentenceEncoder(threads=1)


@pytest.fixture(scope="module")
def crossing(encoder):
    return Aligner(encoder, crossing=True)


@pytest.fixture(scope="module")
def monotone(encoder):
    return Aligner(encoder)


def moved(lines, first, last):
    """Return lines of which one was moved."""
    others = [line for number, line in enumerate(lines) if number != first]
    return [*others[:last], lines[first], *others[last:]]


def beads_of(alignment):
    return {(bead.source, bead.target): bead.score for bead in alignment}


@pytest.mark.parametrize(("first", "last"), [(0, 6), (4, 0), (4, 1), (2, 6), (6, 0)])
def test_a_sentence_that_was_moved_is_paired_where_it_went(crossing, first, last):
    target = moved(ENGLISH, first, last)
    alignment = align_sentences(KOREAN, target, aligner=crossing)
    gold = {((number,), (target.index(line),)) for number, line in enumerate(ENGLISH)}
    assert set(beads_of(alignment)) == gold
    assert beads_of(alignment)[(first,), (last,)] > 0.5
    assert not alignment.is_monotone


@pytest.mark.parametrize("first", range(6))
def test_neighbours_that_change_places_are_two_beads(crossing, monotone, first):
    target = [*ENGLISH[:first], ENGLISH[first + 1], ENGLISH[first], *ENGLISH[first + 2 :]]
    beads = beads_of(align_sentences(KOREAN, target, aligner=crossing))
    assert set(beads) == {((number,), (target.index(line),)) for number, line in enumerate(ENGLISH)}
    # A monotone alignment has what it must: it believes in a bead that holds both, not in deletions.
    others = [bead for bead in align_sentences(KOREAN, target, aligner=monotone) if bead.type != "1-1"]
    assert others
    assert all(bead.score < 0.5 if bead.is_deletion else bead.score > 0.8 for bead in others)


@pytest.mark.parametrize("size", [2, 3])
def test_sentences_that_were_moved_together_stay_beads_of_their_own(crossing, size):
    for first in range(len(ENGLISH) - size + 1):
        block, others = ENGLISH[first : first + size], [*ENGLISH[:first], *ENGLISH[first + size :]]
        for last in range(len(others) + 1):
            target = [*others[:last], *block, *others[last:]]
            beads = beads_of(align_sentences(KOREAN, target, aligner=crossing))
            assert set(beads) == {((number,), (target.index(line),)) for number, line in enumerate(ENGLISH)}
            assert min(beads.values()) > 0.5


def test_lines_that_were_cut_elsewhere_are_not_parted(crossing):
    cut = [*ENGLISH[:4], f"{ENGLISH[4]} Fares for tourists", "remain unchanged.", ENGLISH[6]]
    beads = beads_of(align_sentences(KOREAN, cut, aligner=crossing))
    assert beads[(4, 5), (4, 5)] > 0.9


def test_sentences_that_were_moved_together_and_merged_are_one_bead(crossing):
    target = [f"{ENGLISH[4]} {ENGLISH[5]}", *ENGLISH[:4], ENGLISH[6]]
    assert ((4, 5), (0,)) in beads_of(align_sentences(KOREAN, target, aligner=crossing))


def test_unless_beads_may_cross_a_moved_sentence_is_deleted_with_a_low_score(monotone):
    alignment = align_sentences(KOREAN, moved(ENGLISH, 4, 0), aligner=monotone)
    beads = beads_of(alignment)
    assert alignment.is_monotone
    assert beads[(4,), ()] < 0.5
    assert beads[(), (0,)] < 0.5


@pytest.mark.parametrize("name", ["crossing", "monotone"])
def test_what_nobody_translated_stays_deleted_with_a_high_score(request, name):
    aligner = request.getfixturevalue(name)
    target = ["Share prices in Tokyo fell for a third day.", *ENGLISH[:4], *ENGLISH[5:]]
    beads = beads_of(align_sentences(KOREAN, target, aligner=aligner))
    assert beads[(4,), ()] > 0.9
    assert beads[(), (0,)] > 0.9


lines = st.lists(st.sampled_from(range(len(KOREAN))), max_size=8)


@NOTHING
@given(lines, lines)
def test_crossing_beads_take_the_place_of_whole_beads_of_the_monotone_alignment(crossing, monotone, source, target):
    sides = [KOREAN[number] for number in source], [ENGLISH[number] for number in target]
    with_crossing, without = (align_sentences(*sides, aligner=aligner) for aligner in (crossing, monotone))
    assert without.is_monotone
    new = set(beads_of(with_crossing)) - set(beads_of(without))
    gone = set(beads_of(without)) - set(beads_of(with_crossing))
    assert all(own and other for own, other in new)
    for side in (0, 1):
        sentences, replaced = (sorted(index for bead in beads for index in bead[side]) for beads in (new, gone))
        assert sentences == replaced
    assert all(0 <= score <= 1 for score in beads_of(with_crossing).values())


@NOTHING
@given(lines, lines)
def test_swapping_the_sides_mirrors_crossing_beads_too(crossing, source, target):
    sides = [KOREAN[number] for number in source], [ENGLISH[number] for number in target]
    forth = align_sentences(*sides, aligner=crossing)
    back = align_sentences(*sides[::-1], source_language="en", target_language="ko", aligner=crossing)
    mirrored = {(bead[1], bead[0]): score for bead, score in beads_of(forth).items()}
    assert beads_of(back) == pytest.approx(mirrored, abs=5e-4)


def test_a_bead_that_holds_two_that_cross_is_right_where_none_may_cross():
    lattice = full_lattice(2, 2)
    beads = np.full((len(BEAD_TYPES), len(lattice)), -5.0)
    # One of the two that cross, with the other's sentences deleted, scores more than both as one bead.
    beads[BEAD_TYPES.index((2, 2)), -1] = 4.0
    for row, column in ((1, 2), (2, 1)):
        beads[0, (lattice.rows == row) & (lattice.columns == column)] = 15.0
    scores = BeadScores(np.where(lattice.origins < len(lattice), beads, IMPOSSIBLE), extend=0.0, switch=0.0)
    found = posteriors(lattice, scores)
    whole = Step(BEAD_TYPES.index((2, 2)), 2, 2, len(lattice) - 1)
    parted, kept = (find_crossings(lattice, scores, found, [whole], parted=parted) for parted in (True, False))
    assert parted.kept[whole] < 0.01
    assert kept.kept[whole] == pytest.approx(parted.kept[whole] + kept.candidates[0].probability)
    assert kept.kept[whole] > 0.9


@given(st.integers(0, 5), st.integers(0, 5), st.integers(0, 2**32 - 1))
def test_outcomes_of_a_sentence_share_its_probability(n, m, seed):
    random = np.random.default_rng(seed)
    lattice = full_lattice(n, m)
    beads = random.normal(0, 6, size=(len(BEAD_TYPES), len(lattice)))
    scores = BeadScores(np.where(lattice.origins < len(lattice), beads, IMPOSSIBLE), extend=0.5, switch=-0.5)
    found = posteriors(lattice, scores)
    (path,) = best_paths(lattice, expected_beads(lattice, found))
    crossings = find_crossings(lattice, scores, found, path, parted=True)
    before, after = deletion_probabilities(lattice, found), (crossings.source_deleted, crossings.target_deleted)
    for side in (0, 1):
        gained = np.zeros(len(before[side]))
        for candidate in crossings.candidates:
            if len(candidate.steps) == 1:
                (step,) = candidate.steps
                end = (step.row, step.column)[side]
                gained[end - step.shape[side] : end] += candidate.probability
        # A bead is as probable as its least probable deletion allows, so some of the rest may be lost.
        assert (after[side] + gained <= before[side] + 1e-9).all()
        assert (after[side] >= 0).all()
    for step, probability in crossings.kept.items():
        (parted,) = (own for own in crossings.candidates if _parts(own.steps, step))
        whole = found.beads[step.type, step.cell]
        # Paths that have one of the two in its place tell of the exchange, too, as far as they delete the other.
        alone = [
            min(
                found.beads[part.type, part.cell],
                *(before[side][places].min() for side, places in sentences_of(other)),
            )
            for part, other in zip(parted.steps, parted.steps[::-1], strict=True)
        ]
        assert probability == pytest.approx(whole * (1 - parted.share))
        assert parted.probability == pytest.approx(parted.share * min(whole + sum(alone), 1))
        for taken, other in zip(alone, parted.steps[::-1], strict=True):
            for side, places in sentences_of(other):
                assert after[side][places] == pytest.approx(before[side][places] - parted.share * taken)
        for part in parted.steps:
            for side, places in sentences_of(part):
                for sentence in range(places.start, places.stop):
                    others = outcomes_of(sentence, side, lattice, found) - whole
                    others -= found.beads[part.type, part.cell]
                    assert others + probability + parted.probability + after[side][sentence] < 1 + 1e-6
    chosen = choose_crossings(crossings)
    rows, columns = [], []
    for step in put_in_path(path, chosen):
        rows += range(step.row - step.shape[0], step.row)
        columns += range(step.column - step.shape[1], step.column)
    assert rows == list(range(n))
    assert sorted(columns) == list(range(m))


def sentences_of(step):
    """Return the places of a bead's sentences by side."""
    return [
        (side, slice(end - size, end))
        for side, (size, end) in enumerate(zip(step.shape, (step.row, step.column), strict=True))
    ]


def outcomes_of(sentence, side, lattice, found):
    """Return the probability that a sentence has a counterpart on a monotone path."""
    ends = (lattice.rows, lattice.columns)[side]
    return sum(
        found.beads[number, (ends > sentence) & (ends - shape[side] <= sentence)].sum()
        for number, shape in enumerate(MATCH_TYPES)
    )


def crossings_of(scored, n, m):
    """Find what was moved where all beads but some 1-1 ones and deletions score very low."""
    lattice = full_lattice(n, m)
    beads = np.full((len(BEAD_TYPES), len(lattice)), -50.0)
    beads[-2], beads[-1] = lattice.rows, 10 * lattice.columns
    for (row, column), score in scored.items():
        beads[0, (lattice.rows == row) & (lattice.columns == column)] = score
    scores = BeadScores(np.where(lattice.origins < len(lattice), beads, IMPOSSIBLE), extend=0.0, switch=0.0)
    found = posteriors(lattice, scores)
    (path,) = best_paths(lattice, expected_beads(lattice, found))
    return find_crossings(lattice, scores, found, path, parted=True)


def test_a_candidate_gains_what_its_bead_scores_more_than_both_deletions():
    # Deletions score 1 and 2 on one side, 10 and 20 on the other.
    crossings = crossings_of({(1, 2): 28, (2, 1): 40}, 2, 2)
    (candidate,) = crossings.candidates
    assert np.log(candidate.share / candidate.kept) == pytest.approx(1.75 * (28 - 1 - 20) - 8)
    assert candidate.probability == pytest.approx(candidate.share, abs=1e-4)
    assert crossings.source_deleted[0] == pytest.approx(1 - candidate.share, abs=1e-4)


def test_candidates_that_moved_together_pay_the_price_once():
    crossings = crossings_of({(1, 3): 37, (2, 4): 48, (3, 1): 90, (4, 2): 90}, 4, 4)
    first, second = sorted(crossings.candidates, key=lambda candidate: candidate.steps[0].row)
    gains = [1.75 * (37 - 1 - 30), 1.75 * (48 - 2 - 40)]
    assert np.log(first.share / first.kept) == pytest.approx(sum(gains) - 8 - 3 - max(gains[1] - 8, 0), abs=1e-3)
    assert np.log(second.share / second.kept) == pytest.approx(sum(gains) - 8 - 3 - max(gains[0] - 8, 0), abs=1e-3)


def test_two_places_that_a_sentence_may_have_been_moved_to_are_rivals():
    # One source sentence, above one that is surely in its place, and two target sentences below that.
    crossings = crossings_of({(2, 1): 60, (1, 2): 31, (1, 3): 41}, 2, 3)
    assert [candidate.probability for candidate in crossings.candidates] == pytest.approx([0.5, 0.5], abs=1e-2)
    assert crossings.target_deleted[1:] == pytest.approx([0.5, 0.5], abs=1e-2)
    assert crossings.source_deleted[0] == pytest.approx(0, abs=1e-2)


def test_a_bead_whose_parts_leave_the_corridor_is_kept():
    lattice = make_lattice([0, 1, 1], [0, 2, 2])
    scores = BeadScores(np.where(lattice.origins < len(lattice), 1.0, IMPOSSIBLE), extend=0.0, switch=0.0)
    found = posteriors(lattice, scores)
    whole = Step(BEAD_TYPES.index((2, 2)), 2, 2, len(lattice) - 1)
    crossings = find_crossings(lattice, scores, found, [whole], parted=True)
    assert choose_crossings(crossings) == {}
    assert crossings.kept[whole] == pytest.approx(found.beads[whole.type, whole.cell])


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=7))
def test_marginals_of_candidates_that_run_in_no_circle_are_exact(odds):
    # Each takes two sentences, of which the next one takes the second.
    runs = np.array([[number, number + 1, number + 1] for number in range(len(odds))])
    total, of_candidate, of_none = 0.0, np.zeros(len(odds)), np.zeros(len(odds) + 1)
    for chosen in itertools.product([False, True], repeat=len(odds)):
        if any(one and other for one, other in itertools.pairwise(chosen)):
            continue
        weight = np.prod([own for own, taken in zip(odds, chosen, strict=True) if taken])
        total += weight
        of_candidate[list(chosen)] += weight
        taken = {sentence for number, one in enumerate(chosen) if one for sentence in runs[number]}
        of_none[[sentence not in taken for sentence in range(len(of_none))]] += weight
    shares, kept = matching_marginals(runs, np.array(odds), len(odds) + 1)
    assert shares == pytest.approx(of_candidate / total)
    assert kept == pytest.approx(of_none / total)


def _parts(steps, whole):
    """Tell whether beads are the parts of another."""
    sizes = tuple(sum(step.shape[side] for step in steps) for side in (0, 1))
    return sizes == whole.shape and (max(s.row for s in steps), max(s.column for s in steps)) == (
        whole.row,
        whole.column,
    )


def test_articles_that_an_editor_changed_are_aligned_better(crossing, monotone):
    pairs = [pair for pair in load_corpus("newsroom") if not pair.gold.is_monotone]
    gold = [pair.gold for pair in pairs]
    with_crossing, without = (
        [aligner.align_fragments(own.source, own.target, id=own.id) for own in gold]
        for aligner in (crossing, monotone)
    )
    found, others = (evaluate(gold, predicted, kind="body").metrics() for predicted in (with_crossing, without))
    assert found["strict_f1"] > others["strict_f1"] + 0.04


def test_exchanged_lines_of_made_up_tests_are_found(crossing):
    gold = perturb(list(zip(KOREAN, ENGLISH, strict=True)), seed=1, swaps=0.6, id="ferry")
    assert not gold.is_monotone
    found = crossing.align_fragments(gold.source, gold.target)
    assert set(beads_of(found)) == set(beads_of(gold))


def test_a_moved_bead_is_explained_and_the_rival_of_deletions(crossing, monotone):
    target = moved(ENGLISH, 4, 0)
    alignment = align_sentences(KOREAN, target, aligner=crossing)
    (own,) = [item for item in crossing.explain(alignment) if item.bead.source == (4,)]
    assert own.bead.target == (0,)
    assert "words found" in {contribution.feature for contribution in own.contributions[:6]}
    alignment = align_sentences(KOREAN, target, aligner=monotone)
    (own,) = [item for item in monotone.explain(alignment) if item.bead.source == (4,)]
    assert own.bead.is_deletion
    assert (own.rival.source, own.rival.target) == ((4,), (0,))
    assert own.rival.score > own.bead.score


def test_a_bead_that_rather_is_two_is_explained_with_one_of_them_as_its_rival(monotone):
    alignment = align_sentences(KOREAN, [ENGLISH[1], ENGLISH[0], *ENGLISH[2:]], aligner=monotone)
    own = monotone.explain(alignment)[0]
    assert own.bead.type == "2-2"
    assert (own.rival.source, own.rival.target) in {((0,), (1,)), ((1,), (0,))}
    assert own.bead.score >= own.rival.score > 0.5


def test_crossing_beads_are_named_in_the_signature_and_refused_to_lengths(crossing, monotone):
    assert crossing.signature == f"{monotone.signature}|beads:crossing"
    with pytest.raises(ConfigurationError, match="method finds no crossing beads: leave crossing out"):
        Aligner(method="length", crossing=True)


def test_the_command_pairs_moved_sentences_if_asked(tmp_path):
    for name, own in (("a", KOREAN), ("b", moved(ENGLISH, 4, 0))):
        (tmp_path / name).write_text("\n".join(own) + "\n", "utf-8")

    def call(*options):
        given = ["align", "--lines", str(tmp_path / "a"), str(tmp_path / "b"), *options]
        return CliRunner().invoke(app, given, catch_exceptions=False)

    assert "[4]:[0]:" in call("--format", "vecalign", "--crossing").stdout
    assert "[4]:[]:" in call("--format", "vecalign").stdout
    hint = "bialign: Some sentences were probably moved: --crossing pairs them, too.\n"
    assert hint in call().stderr
    assert hint not in call("--crossing").stderr
    with pytest.raises(ConfigurationError, match="drop --crossing, or --method length"):
        call("--crossing", "--method", "length")


def test_no_sentence_is_said_to_be_moved_where_none_was(tmp_path):
    (tmp_path / "a").write_text("\n".join(KOREAN) + "\n", "utf-8")
    (tmp_path / "b").write_text(
        "\n".join(["Share prices in Tokyo fell.", *ENGLISH[:4], *ENGLISH[5:]]) + "\n", "utf-8"
    )
    call = ["align", "--lines", str(tmp_path / "a"), str(tmp_path / "b")]
    assert CliRunner().invoke(app, call, catch_exceptions=False).stderr == ""


@pytest.mark.parametrize("crosses", [True, False])
def test_a_corpus_has_moved_sentences_if_asked(tmp_path, crosses):
    for side, own in (("ko", KOREAN), ("en", moved(ENGLISH, 4, 0))):
        (tmp_path / side).mkdir()
        (tmp_path / side / "1.txt").write_text("\n".join(own) + "\n", "utf-8")
    options = BuildOptions(input=tmp_path, output=tmp_path / "corpus", lines=True, crossing=crosses, workers=1)
    build_corpus(options)
    units = [(unit.source, unit.target) for unit in formats.read(tmp_path / "corpus" / "corpus.jsonl")]
    assert ((KOREAN[4], ENGLISH[4]) in units) == crosses
    assert (KOREAN[5], ENGLISH[5]) in units


def test_neighbours_that_changed_places_are_as_sure_as_they_are_clear(crossing):
    alignment = align_sentences(
        [
            "정부가 내년도 예산안을 올해보다 8% 늘어난 728조원으로 편성했다.",
            "국방비는 66조원으로 올해보다 8.2% 증가했다.",
            '야당은 "미래 세대에 빚을 떠넘기는 예산"이라고 비판했다.',
            "예산안은 다음 달 3일 국회에 제출된다.",
        ],
        [
            "The government has drawn up a 728 trillion won budget for next year, up 8 percent from this year.",
            'The opposition criticized it as "a budget that passes debt on to future generations."',
            "Defense spending will increase 8.2 percent to 66 trillion won.",
            "The budget bill will be submitted to the National Assembly on the 3rd of next month.",
        ],
        aligner=crossing,
    )
    found = beads_of(alignment)
    assert min(found[(1,), (2,)], found[(2,), (1,)]) > 0.95


def test_exchanged_sentences_are_found_where_lines_break_them(crossing):
    alignment = align_sentences(
        [
            "대통령은 월요일 새 예산안에 서명했다.",
            "서울의 지하철 요금은 내달 오른다.",
            "농부들은 올해 쌀 수확이 늘었다고 말했다.",
            "해군이 독도 주변에서 훈련을 했다.",
        ],
        [
            "The president signed",
            "the new budget on Monday.",
            "Farmers said the rice",
            "harvest grew this year.",
            "Subway fares in Seoul",
            "will rise next month.",
            "The navy held a drill around Dokdo.",
        ],
        aligner=crossing,
    )
    found = beads_of(alignment)
    assert min(found[(1,), (4, 5)], found[(2,), (2, 3)]) > 0.9


def test_a_line_amid_those_of_a_bead_may_have_its_counterpart_elsewhere(crossing, monotone):
    # The second and the fourth line are one English line, and the third, amid them, stands at the English beginning.
    source = [KOREAN[1], KOREAN[2], KOREAN[4], KOREAN[5]]
    target = [ENGLISH[4], ENGLISH[1], f"{ENGLISH[2]} {ENGLISH[5]}"]
    for aligner in (monotone, crossing):
        beads = align_sentences(source, target, aligner=aligner).beads
        assert [(bead.source, bead.target) for bead in beads] == [((), (0,)), ((0,), (1,)), ((1, 2, 3), (2,))]
        # A bead that holds it is as unlikely as that it has none.
        assert [beads[0].score < 0.1, beads[1].score > 0.9, beads[2].score < 0.1] == [True] * 3

    beads = align_sentences([source[0], source[1], source[3]], target[1:], aligner=monotone).beads
    assert [(bead.source, bead.target) for bead in beads] == [((0,), (0,)), ((1, 2), (1,))]
    assert min(bead.score for bead in beads) > 0.9
