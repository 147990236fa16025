"""Syllables and their letters, both ways."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bialign.errors import ConfigurationError, InvariantError
from bialign.text import compose_jamo, decompose_jamo
from bialign.text.jamo import compose_syllable, syllable_letters

SYLLABLES = [chr(code) for code in range(0xAC00, 0xD7A4)]


def test_every_syllable_both_ways():
    for syllable in SYLLABLES:
        assert "".join(syllable_letters(syllable)) == unicodedata.normalize("NFD", syllable)
        for letters in ("conjoining", "compatibility"):
            assert compose_syllable(*syllable_letters(syllable, letters=letters)) == syllable
            assert compose_jamo(decompose_jamo(syllable, letters=letters)) == syllable


@pytest.mark.parametrize("text", ["값", "A"])
def test_unknown_letters_are_refused(text):
    with pytest.raises(ConfigurationError, match="no letters 'foo'"):
        decompose_jamo(text, letters="foo")


@given(st.text(st.sampled_from(SYLLABLES) | st.sampled_from("A1 ,😀")))
def test_conjoining_letters_lose_nothing(text):
    assert compose_jamo(decompose_jamo(text)) == text


@given(st.text(st.sampled_from(SYLLABLES) | st.sampled_from("A1 ,😀")))
def test_compatibility_letters_lose_nothing(text):
    assert compose_jamo(decompose_jamo(text, letters="compatibility")) == text


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("ㅇㅏㄴㄴㅕㅇ", "안녕"),
        ("ㅇㅏㄴㅈㅇㅏ", "앉아"),
        ("ㄱㅗㅏㅇㅈㅜ", "광주"),
        ("ㄱㅏㅂㅅㅣ", "갑시"),
        ("ㄲㅏㄲㅇㅏ", "깎아"),
        ("ㅋㅋㅋ", "ㅋㅋㅋ"),
        ("ㅠㅠ", "ㅠㅠ"),
        ("ㄱ", "ㄱ"),
        ("ㅏㄱㅏ", "ㅏ가"),
    ],
)
def test_typed_letters(typed, text):
    assert compose_jamo(typed) == text


def test_no_syllable():
    with pytest.raises(InvariantError, match="'ㅏㄱ'"):
        compose_syllable("ㅏ", "ㄱ")
    with pytest.raises(InvariantError):
        compose_syllable("ㄱ", "ㅏ", "ㄸ")
