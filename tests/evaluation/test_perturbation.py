"""Perturbed text comes with gold that says what was done to it, and is the same everywhere."""

import hashlib
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bialign.errors import ConfigurationError
from bialign.evaluation import LEVELS, Perturbation, perturb
from bialign.evaluation.randomness import SplitMix64, mix_seed, uniform_array

LINES = [
    (
        f"{n}번 문장은 길게 이어지며, 뒤에 다른 절이 따라온다.",
        f"Sentence {n} goes on for long, and a clause follows it.",
    )
    for n in range(400)
]


EVERYTHING = Perturbation(joins=0.2, recuts=0.1, deletions=0.1, blocks=0.05, swaps=0.05)


def words(fragments):
    return " ".join(fragment.text for fragment in fragments).split()


@given(
    st.lists(st.tuples(st.text("가나 ,.", max_size=12), st.text("ab ,.", max_size=12)), max_size=30),
    st.integers(),
    st.sampled_from(list(LEVELS)),
)
@settings(max_examples=60, deadline=None)
def test_only_deleted_lines_lack_in_a_case_and_every_line_keeps_its_counterpart(pairs, seed, level):
    gold = perturb(pairs, seed=seed, level=level)
    lines = [(source.split(), target.split()) for source, target in pairs]
    lines = [line for line in lines if any(line)]
    for bead in gold.beads:
        source, target = gold.source_text(bead).split(), gold.target_text(bead).split()
        if bead.is_deletion:
            assert any(source in line or target in line for line in lines)
            continue
        # The bead is made of whole consecutive pairs of lines.
        assert any(
            source == [w for line in lines[i:j] for w in line[0]]
            and target == [w for line in lines[i:j] for w in line[1]]
            for i in range(len(lines))
            for j in range(i + 1, min(i + 3, len(lines)) + 1)
        )


def test_a_join_puts_two_or_three_lines_into_one_on_either_side():
    gold = perturb(LINES, seed=1, joins=1.0)
    types = Counter(bead.type for bead in gold)
    assert set(types) <= {"1-2", "2-1", "1-3", "3-1", "1-1"}
    assert types["1-1"] <= 2
    assert min(types["1-2"], types["2-1"]) > 2 * max(types["1-3"], types["3-1"])
    assert words(gold.source) == [word for line in LINES for word in line[0].split()]
    joined = next(bead for bead in gold if bead.type == "1-2")
    assert gold.source[joined.source[0]].text.count("문장은") == 2


def test_a_recut_moves_the_cut_between_two_lines_to_a_clause_boundary():
    gold = perturb(LINES[:2], seed=0, recuts=1.0)
    (bead,) = gold.beads
    assert bead.type == "2-2"
    moved = gold.source if gold.source[0].text != LINES[0][0] else gold.target
    assert words(moved) == [word for line in LINES[:2] for word in line[moved is gold.target].split()]
    assert moved[0].text.endswith(",") or moved[1].text.startswith(("뒤에", "and"))


def test_a_line_of_one_word_cannot_be_recut():
    gold = perturb([("가", "a"), ("나", "b")], seed=0, recuts=1.0)
    assert [bead.type for bead in gold] == ["1-1", "1-1"]


def test_each_deleted_line_is_a_bead_of_its_own():
    gold = perturb(LINES, seed=2, deletions=0.5)
    types = Counter(bead.type for bead in gold)
    assert set(types) == {"0-1", "1-0"}
    assert types.total() == len(LINES)
    assert 150 < types["0-1"] < 250


def test_a_block_deletes_three_to_six_lines_of_one_side():
    gold = perturb(LINES, seed=3, blocks=0.02)
    runs, run = [], 0
    for bead in gold.beads:
        if bead.is_deletion:
            run += 1
        elif run:
            runs.append(run)
            run = 0
    assert runs
    assert set(runs) <= {3, 4, 5, 6}


def test_a_swap_makes_two_crossing_beads():
    gold = perturb(LINES[:2], seed=0, swaps=1.0)
    assert not gold.is_monotone
    for bead in gold:
        number = gold.source_text(bead).split("번")[0]
        assert gold.target_text(bead).startswith(f"Sentence {number} ")


def test_shares_come_out_as_asked_for():
    gold = perturb(LINES * 5, seed=4, level="hard")
    kinds = Counter("join" if max(bead.shape) > 1 else bead.type for bead in gold)
    steps = sum(kinds.values())
    assert kinds["join"] / steps == pytest.approx(0.25, abs=0.03)
    assert kinds["0-1"] / steps == pytest.approx(0.15, abs=0.03)  # 0.12 alone, and in blocks
    assert kinds["2-2"] == 0


def test_levels_get_harder():
    cases = [perturb(LINES, seed=5, level=level) for level in LEVELS]
    shares = [sum(bead.type != "1-1" for bead in case) / len(case) for case in cases]
    assert shares == sorted(shares)
    assert shares[0] < 0.1
    assert shares[2] > 0.4


def test_lines_without_counterpart_stay_deletions_and_blank_lines_vanish():
    gold = perturb([("가", ""), ("", ""), (" 나\n", "b"), ("", "c")], seed=0, joins=1.0)
    assert [(gold.source_text(bead), gold.target_text(bead)) for bead in gold] == [("가", ""), ("나", "b"), ("", "c")]


def test_a_case_is_the_same_everywhere():
    gold = perturb(LINES, seed=7, level=EVERYTHING, id="case")
    digest = hashlib.sha256(repr([(f.text) for f in (*gold.source, *gold.target)]).encode())
    digest.update(repr([(bead.source, bead.target) for bead in gold]).encode())
    assert digest.hexdigest()[:16] == "8e389ca30c424255"


def test_cases_differ_by_seed_and_by_id():
    cases = {repr(perturb(LINES, seed=seed, level="hard", id=name).beads) for seed in (1, 2) for name in "ab"}
    assert len(cases) == 4


def test_a_value_overrides_that_of_the_level():
    gold = perturb(LINES, seed=1, level="hard", deletions=0.0, blocks=0.0)
    assert not any(bead.is_deletion for bead in gold)
    assert gold.signature == "gold:perturbed|seed:1|joins:0.25|recuts:0|deletions:0|blocks:0|swaps:0"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"level": "brutal"}, "There is no level 'brutal'; there are easy, medium, hard"),
        ({"joins": 1.5}, "joins is a share between 0 and 1, not 1.5"),
        ({"level": "hard", "swaps": 0.9}, "add up to 1.41, more than 1"),
    ],
)
def test_impossible_perturbations_are_refused(options, sentence):
    with pytest.raises(ConfigurationError, match=sentence):
        perturb(LINES, seed=0, **options)


def test_the_generator_gives_the_published_numbers():
    # The first outputs for seed 1234567, as published with the reference implementations of SplitMix64.
    random = SplitMix64(1234567)
    assert [random.next() for _ in range(3)] == [6457827717110365317, 3203168211198807973, 9817491932198370423]


@given(st.integers(), st.integers(0, 50))
@settings(max_examples=30, deadline=None)
def test_the_array_of_numbers_continues_the_generator(seed, start):
    random = SplitMix64(seed)
    numbers = [random.uniform() for _ in range(start + 5)]
    assert uniform_array(seed, start, 5).tolist() == numbers[start:]


def test_seeds_are_mixed_with_names():
    assert len({mix_seed(1), mix_seed(2), mix_seed(1, "a"), mix_seed(1, "a", "b"), mix_seed(1, "ab")}) == 5
    assert 0 <= mix_seed(-(10**30), "x") < 2**64


def test_an_id_need_not_be_utf_8():
    assert perturb([("가", "a")], seed=1, id="\udcff").id == "\udcff"


def test_lines_with_much_white_space_inside_are_cut():
    lines = [tuple(letter * 4_000 + " " * 10_000 + letter * 4_000 for letter in side) for side in ("가a", "나b")]
    (bead,) = perturb(lines, seed=1, recuts=1)
    assert bead.type == "2-2"
