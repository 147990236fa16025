"""Numbers in figures, in any language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bialign.anchors.numerals import find_numerals


def values(text):
    return [draft.value for draft in find_numerals(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Am 5. Mai 1956 auf 8.847,60 m", ["1956", "8847.6"]),
        ("10 000 F, 10'000 Fr., 10,000 dollars, 10\u202f000 €", ["10000"] * 4),
        ("1.500,50 Euro sind 1,500.50 euros", ["1500.5", "1500.5"]),
        ("24.12.2001, 2001.12.24, 12:30", ["24", "12", "2001", "2001", "12", "24", "12", "30"]),
        ("nº 293, p. 296-309", ["293", "296", "309"]),
        ("1956 293 m", ["1956", "293"]),
        ("في عام ١٩٥٦ بلغ ١٬٥٠٠٫٥", ["1956", "1500.5"]),
        ("１９５６年3月15日", ["1956", "15"]),
        ("3 von 7 Punkten, 3,5 Liter", ["3.5"]),
        ("1,23,456 रुपये und 0,125 l, 0.500 kg", ["123456", "0.125", "0.5"]),
        ("3.14159265358979", ["3.14159265358979"]),
        ("ein Wort", []),
    ],
)
def test_numbers_are_found_however_they_are_written(text, expected):
    assert values(text) == expected


@given(st.integers(min_value=10, max_value=10**20), st.sampled_from([".", ",", " ", "’", "\u00a0", "\u202f"]))
def test_grouping_changes_no_value(number, mark):
    grouped = f"{number:,}".replace(",", mark)
    assert values(f"({grouped})") == values(str(number)) == [str(number)]


@given(st.text(alphabet="0123456789., '’٬٫x\u00a0", max_size=60))
def test_a_value_has_the_figures_of_its_place_in_the_text(text):
    for draft in find_numerals(text):
        figures = "".join(filter(str.isdigit, text[draft.start : draft.end]))
        assert figures.strip("0") == draft.value.replace(".", "").strip("0")
