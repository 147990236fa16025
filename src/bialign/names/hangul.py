"""Hangul syllables taken apart into their letters and put together again (The Unicode Standard, section 3.12)."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

# Letters of a syllable in Unicode's order. An initial ㅇ is silent; an empty final is none.
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")

_FIRST = ord("가")


class Syllable(NamedTuple):
    """A Hangul syllable as three letters of the Hangul Compatibility Jamo block; ``final`` may be empty."""

    initial: str
    vowel: str
    final: str

    def __str__(self) -> str:
        index = INITIALS.index(self.initial) * len(VOWELS) + VOWELS.index(self.vowel)
        return chr(_FIRST + index * len(FINALS) + FINALS.index(self.final))


def is_syllable(character: str) -> bool:
    """Tell whether a character is a precomposed Hangul syllable (가 to 힣)."""
    return "가" <= character <= "힣"


@cache
def take_apart(syllable: str) -> Syllable:
    """Return the letters of one precomposed Hangul syllable.

    >>> take_apart("한")
    Syllable(initial='ㅎ', vowel='ㅏ', final='ㄴ')
    """
    index, final = divmod(ord(syllable) - _FIRST, len(FINALS))
    initial, vowel = divmod(index, len(VOWELS))
    return Syllable(INITIALS[initial], VOWELS[vowel], FINALS[final])
