"""Hangul syllables as three letters that can be changed one by one and put together again."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from bialign.text.jamo import compose_syllable, syllable_letters


class Syllable(NamedTuple):
    """A Hangul syllable as three letters of the Hangul Compatibility Jamo block; ``final`` may be empty."""

    initial: str
    vowel: str
    final: str = ""

    def __str__(self) -> str:
        return compose_syllable(*self)


@cache
def take_apart(syllable: str) -> Syllable:
    """Return the letters of one precomposed Hangul syllable.

    >>> take_apart("한")
    Syllable(initial='ㅎ', vowel='ㅏ', final='ㄴ')
    """
    return Syllable(*syllable_letters(syllable, letters="compatibility"))
