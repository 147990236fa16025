import random
import string

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bialign.beads import TranslationUnit
from bialign.building.duplicates import MOST_BUCKETS, UnitHashes, run_bucket, run_near_bucket, shard_drops
from bialign.building.filters import FILTERS, parse_filters
from bialign.building.storage import LocalFolder

NAMES = list(FILTERS)


def find(folder, shards, buckets, **thresholds):
    """Return the units that corpus filters drop, as shard, unit and filter, from lists of texts by shard."""
    values = parse_filters({"repeated": False, "duplicate": False, "near-duplicate": False, **thresholds})
    work = LocalFolder(folder)
    for number, texts in enumerate(shards):
        hashes = UnitHashes(values)
        for place, (source, target, article) in enumerate(texts):
            hashes.add(TranslationUnit(source, target, "ko", "en"), article, place)
        hashes.write(work, number)
    for bucket in range(buckets):
        run_bucket(work, bucket, buckets, len(shards), values)
    for bucket in range(buckets):
        run_near_bucket(work, bucket, buckets, len(shards), values)
    return {
        (number, unit, NAMES[name - 1])
        for number in range(len(shards))
        for unit, name in shard_drops(work, number, buckets, len(shards))
    }


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from("abcdef"), max_size=8), min_size=1, max_size=4),
    st.sampled_from([1, 4, MOST_BUCKETS // 64]),
)
def test_all_but_the_first_of_equal_pairs_go_whatever_the_buckets(tmp_path_factory, shards, buckets):
    texts = [[(letter, letter, place) for place, letter in enumerate(shard)] for shard in shards]
    seen, expected = set(), set()
    for number, shard in enumerate(shards):
        for place, letter in enumerate(shard):
            if letter in seen:
                expected.add((number, place, "duplicate"))
            seen.add(letter)
    assert find(tmp_path_factory.mktemp("work"), texts, buckets, duplicate=True) == expected


def test_punctuation_and_case_make_no_difference(tmp_path):
    texts = [[("비가 왔다.", "It rained.", 0), ("비가  왔다", "IT RAINED!", 1), ("비가 왔다.", "It snowed.", 2)]]
    assert find(tmp_path, texts, 1, duplicate=True) == {(0, 1, "duplicate")}


def test_a_text_repeated_inside_one_article_is_not_boilerplate(tmp_path):
    inside = [("반복한다", f"target {n}", 0) for n in range(5)]
    across = [("공유하기", f"other {n}", n) for n in range(5)]
    found = find(tmp_path, [inside, across], 2, repeated=5)
    assert found == {(1, place, "repeated") for place in range(5)}


def test_near_duplicates_are_found_and_different_texts_are_not(tmp_path):
    chance = random.Random(1)

    def text():
        return " ".join("".join(chance.choices(string.ascii_lowercase, k=6)) for _ in range(40))

    originals = [(text(), text(), n) for n in range(60)]
    changed = [(source + "x", target, n) for source, target, n in originals]
    half = [(source, text(), n) for source, _, n in originals]
    found = find(tmp_path, [originals, changed, half], 4, **{"near-duplicate": 0.9})
    assert {entry[0] for entry in found} == {1}
    assert len(found) >= 58


@pytest.mark.parametrize("buckets", [1, 16])
def test_a_pair_like_one_that_is_dropped_as_repeated_stays_if_no_other_does(tmp_path, buckets):
    text = "서울시는 내년 예산안을 사십칠조 원으로 편성해 시의회에 제출했다고 오늘 밝혔다"
    target = "The city of Seoul said today that it submitted a budget of forty seven trillion won to its council."
    repeated = [(text, f"{target} {place}", place) for place in range(3)]
    others = [(f"{text} 네", f"{target} {place}", place) for place in (0, 1)]
    found = find(tmp_path / "alone", [repeated, others], buckets, **{"near-duplicate": 0.8})
    assert {unit for shard, unit, name in found if shard == 1} == {0, 1}
    found = find(tmp_path / "both", [repeated, others], buckets, repeated=3, **{"near-duplicate": 0.8})
    assert {(shard, unit) for shard, unit, name in found if name == "repeated"} == {(0, 0), (0, 1), (0, 2)}
    # Of the two that are left the first stays, although it is like those that go.
    assert {unit for shard, unit, name in found if shard == 1} == {1}


def test_drops_are_found_by_shard(tmp_path):
    texts = [[("가", "a", 0)], [], [("가", "a", 0), ("나", "b", 0)], [("나", "b", 1)]]
    found = find(tmp_path, texts, 8, duplicate=True)
    assert found == {(2, 0, "duplicate"), (3, 0, "duplicate")}
    assert np.fromfile(tmp_path / "hashes/duplicate/000001.bin", dtype="<u8").tolist() == [0] * (MOST_BUCKETS + 1)
