"""Texts in capitals throughout."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bialign.text.capitals import lower_capitals


@pytest.mark.parametrize(
    ("text", "lowered"),
    [
        ("POLICE ARREST THREE MEN.", "Police arrest three men."),
        ('"IT RAINED ALL DAY," SHE SAID', '"It rained all day," she said'),
        ("3 DEAD IN HOUSE FIRE", "3 Dead in house fire"),
        ("ÜBER DEN BERGEN WAR ES KALT", "Über den bergen war es kalt"),
        # Abbreviations, another script, words in small letters.
        ("NATO, IMF", "NATO, IMF"),
        ("IBM HP AMD OPEC", "IBM HP AMD OPEC"),
        ("KBS MBC SBS 3사", "KBS MBC SBS 3사"),
        ("POLICE ARREST THREE MEN in Seoul", "POLICE ARREST THREE MEN in Seoul"),
        ("U.S. 1-0 B.C.", "U.S. 1-0 B.C."),
        ("", ""),
    ],
)
def test_sentences_in_capitals_get_small_letters(text, lowered):
    assert lower_capitals(text) == lowered


@given(st.text())
def test_what_is_not_in_capitals_throughout_stays(text):
    lowered = lower_capitals(text)
    assert lowered == text or text.isupper()
    assert lower_capitals(lowered) == lowered
