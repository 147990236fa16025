import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bialign.beads import TranslationUnit
from bialign.building.duplicates import bands, bucket_count
from bialign.building.filters import FILTERS, conflicts, faults, length_ratio, parse_filters, script_share
from bialign.building.personal_data import mask_text
from bialign.errors import ConfigurationError


def unit(source, target, **changes):
    return TranslationUnit(source, target, "ko", "en", **changes)


GOOD = unit(
    "서울시는 내년 예산을 47조원으로 편성했다고 밝혔다.",
    "Seoul said it has drawn up a budget of 47 trillion won.",
    score=0.9,
)


def dropped_by(candidate, **thresholds):
    names = list(FILTERS)
    values = parse_filters({name.replace("_", "-"): value for name, value in thresholds.items()})
    return [names[number - 1] for number in faults(candidate, values)]


@pytest.mark.parametrize(
    ("candidate", "names"),
    [
        (GOOD, []),
        (unit(GOOD.source, ""), ["one-sided"]),
        (unit("김철수 기자", "By Kim Chul-soo", kind="byline"), ["kind"]),
        (unit(GOOD.source, GOOD.target, score=0.3), ["score"]),
        (unit("응.", "Yes, of course."), ["too-short", "length-ratio"]),
        (unit(GOOD.source * 40, GOOD.target * 40), ["too-long"]),
        (unit("비가 왔다고 한다.", GOOD.target * 2), ["length-ratio"]),
        (
            unit("Seoul said it has drawn up a budget of 47 trillion won.", "서울시는 예산을 편성했다."),
            ["length-ratio", "language"],
        ),
        (unit("BTS, Dynamite, Butter 2021", "BTS: Dynamite / Butter (2021)"), ["language", "copy"]),
        (unit(f"<b>{GOOD.source}</b>", GOOD.target), ["markup"]),
        (unit(GOOD.source, GOOD.target + " &nbsp;"), ["markup"]),
        (unit(GOOD.source.replace("47", "29"), GOOD.target), ["conflict"]),
    ],
)
def test_each_filter_finds_its_own_fault(candidate, names):
    assert dropped_by(candidate) == names


def test_filters_can_be_switched_off_and_changed():
    assert dropped_by(unit(GOOD.source, GOOD.target, score=0.3), score="off") == []
    assert dropped_by(GOOD, score="0.95") == ["score"]
    assert dropped_by(GOOD, kind="headline,caption") == ["kind"]
    assert (
        dropped_by(unit("R&D 예산이 <3만원이 넘는다>고 했다.", "The R&D budget is over <30,000 won>, it said.")) == []
    )


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"beauty": 1}, "There is no filter 'beauty'"),
        ({"score": "high"}, "takes a number or off"),
        ({"score": 2}, "takes a number from 0 to 1"),
        ({"copy": 0.5}, "is on or off"),
        ({"kind": "poem"}, "takes fragment kinds"),
        ({"kind": 5}, "takes fragment kinds or off"),
        ({"score": [0.5]}, "takes a number or off"),
    ],
)
def test_wrong_thresholds_are_told(values, sentence):
    with pytest.raises(ConfigurationError, match=sentence):
        parse_filters(values)


def test_numbers_conflict_only_where_both_sides_have_another_one():
    assert conflicts(GOOD) == 0
    assert conflicts(unit("3명이 왔다.", "Many came.")) == 0
    assert conflicts(unit("300명이 왔다.", "Some 500 people came.")) == 1


def test_lengths_of_the_two_languages_are_made_comparable():
    assert length_ratio(GOOD) < 1.5
    assert length_ratio(unit("", "text")) == float("inf")


def test_a_syllable_is_one_letter_in_whatever_unicode_form():
    def decomposed(source, target):
        return unit(unicodedata.normalize("NFD", source), target)

    korean, english = "정부가 내년도 예산안을 국회에 제출했다고 밝혔다.", "The government submitted its budget."
    assert length_ratio(decomposed(korean, english)) == length_ratio(unit(korean, english))
    assert script_share(unicodedata.normalize("NFD", "한국 KBS"), "ko") == script_share("한국 KBS", "ko") == 0.4
    for name, candidate in (("too-short", ("예산안", english)), ("too-long", (korean * 15, english * 15))):
        changed = parse_filters({"too-long": 500})
        number = list(FILTERS).index(name) + 1
        found = [number in faults(make(*candidate), changed) for make in (decomposed, unit)]
        assert found[0] == found[1], name


def test_script_share_counts_letters_of_the_language():
    assert script_share("AI 시대", "ko") == 0.5
    assert script_share("123!", "en") == 1.0


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("문의 02-123-4567", "문의 [PHONE]"),
        ("010-1234-5678로 전화", "[PHONE]로 전화"),
        ("+82-10-1234-5678", "[PHONE]"),
        ("(02) 3456-7890", "[PHONE]"),
        ("고객센터 1588-1234", "고객센터 [PHONE]"),
        ("call (212) 555-0123 now", "call [PHONE] now"),
        ("기자 hong.gd@yna.co.kr입니다", "기자 [EMAIL]입니다"),
        ("hong@yna.co.kr또는kim@yna.co.kr", "[EMAIL][EMAIL]"),
        ("800101-1234567", "[RRN]"),
        ("주민번호 000229-4****** 확인", "주민번호 [RRN] 확인"),
        ("2014-09-09 오전 11:11", "2014-09-09 오전 11:11"),
        ("47조3천억원, 1,234-5", "47조3천억원, 1,234-5"),
        ("901301-1234567", "901301-1234567"),
        ("2-1로 이겼다. 2026-2027", "2-1로 이겼다. 2026-2027"),
    ],
)
def test_personal_data_are_masked_and_other_numbers_are_not(text, masked):
    assert mask_text(text)[0] == masked


def test_texts_that_nobody_wrote_are_masked_and_dropped():
    # In quadratic time that would take minutes.
    picture, tags = "iVBORw0KGgo" * 20_000, "[b " * 100_000
    assert mask_text(f"{picture} kim@yna.co.kr")[0] == f"{picture} [EMAIL]"
    assert mask_text(tags)[0] == tags
    for text in (picture, tags):
        assert "too-long" in dropped_by(unit(text, GOOD.target))


@settings(max_examples=60)
@given(st.text())
def test_masking_a_second_time_changes_nothing(text):
    once, _ = mask_text(text)
    assert mask_text(once)[0] == once


@given(st.floats(0.5, 1.0))
def test_bands_fit_the_threshold(threshold):
    count, rows = bands(threshold)
    assert count * rows <= 128
    assert abs((1 / count) ** (1 / rows) - threshold) < 0.05


def test_buckets_are_bounded_and_enough():
    assert [bucket_count(n) for n in (1, 20_000, 20_001, 100_000, 10**9)] == [1, 1, 2, 8, 1024]
