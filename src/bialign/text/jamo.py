"""Hangul syllables and the letters they are made of, both ways.

Letters come in two kinds: conjoining jamo (U+1100..), which know whether they stand first, in the middle or last in
a syllable, so that decomposition loses nothing; and compatibility jamo (ㄱ, ㅏ: U+3131..), which people use.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, get_args

from bialign.errors import ConfigurationError, InvariantError
from bialign.lists import require_text

if TYPE_CHECKING:
    from collections.abc import Iterator

Letters = Literal["conjoining", "compatibility"]

_LETTERS = get_args(Letters)

_FIRST_SYLLABLE = 0xAC00
_MEDIALS = 21
_FINALS = 28

# Compatibility jamo in the order of their conjoining counterparts.
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
MEDIALS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")

_INITIAL_INDEX = {letter: index for index, letter in enumerate(INITIALS)}
_MEDIAL_INDEX = {letter: index for index, letter in enumerate(MEDIALS)}
_FINAL_INDEX = {letter: index for index, letter in enumerate(FINALS)}
# What a keyboard writes with two keys.
_COMPOUND_MEDIALS = {
    "ㅗㅏ": "ㅘ",
    "ㅗㅐ": "ㅙ",
    "ㅗㅣ": "ㅚ",
    "ㅜㅓ": "ㅝ",
    "ㅜㅔ": "ㅞ",
    "ㅜㅣ": "ㅟ",
    "ㅡㅣ": "ㅢ",
}
_COMPOUND_FINALS = {
    "ㄱㅅ": "ㄳ",
    "ㄴㅈ": "ㄵ",
    "ㄴㅎ": "ㄶ",
    "ㄹㄱ": "ㄺ",
    "ㄹㅁ": "ㄻ",
    "ㄹㅂ": "ㄼ",
    "ㄹㅅ": "ㄽ",
    "ㄹㅌ": "ㄾ",
    "ㄹㅍ": "ㄿ",
    "ㄹㅎ": "ㅀ",
    "ㅂㅅ": "ㅄ",
}
_CONJOINING = re.compile("[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?")
_COMPATIBILITY_RUN = re.compile("[ㄱ-ㅎㅏ-ㅣ]{2,}")


def is_syllable(sign: str) -> bool:
    """Tell whether one code point is a modern Hangul syllable."""
    return len(sign) == 1 and "가" <= sign <= "힣"


def check_letters(letters: str) -> None:
    """Raise ConfigurationError if there are no such letters."""
    if letters not in _LETTERS:
        raise ConfigurationError(f"There are no letters {letters!r}; there are {' and '.join(_LETTERS)}.")


def syllable_letters(syllable: str, *, letters: Letters = "conjoining") -> tuple[str, ...]:
    """Return the two or three letters of a Hangul syllable.

    Raises:
        ConfigurationError: If there are no such letters.

    >>> syllable_letters("값", letters="compatibility")
    ('ㄱ', 'ㅏ', 'ㅄ')
    """
    rest, final = divmod(ord(syllable) - _FIRST_SYLLABLE, _FINALS)
    initial, medial = divmod(rest, _MEDIALS)
    if letters == "compatibility":
        parts = (INITIALS[initial], MEDIALS[medial], FINALS[final])
    else:
        check_letters(letters)
        parts = (chr(0x1100 + initial), chr(0x1161 + medial), chr(0x11A7 + final) if final else "")
    return parts if final else parts[:2]


def compose_syllable(initial: str, medial: str, final: str = "") -> str:
    """Return the syllable of two or three letters, conjoining or compatibility jamo.

    Raises:
        InvariantError: If a letter does not stand there in a syllable.

    >>> compose_syllable("ㅎ", "ㅏ", "ㄴ")
    '한'
    """
    try:
        return _syllable(
            _index(initial, _INITIAL_INDEX, 0x1100),
            _index(medial, _MEDIAL_INDEX, 0x1161),
            _index(final, _FINAL_INDEX, 0x11A7),
        )
    except KeyError as error:
        raise InvariantError(
            f"{initial + medial + final!r} is no syllable: {error.args[0]!r} cannot stand there."
        ) from None


def decompose_jamo(text: str, *, letters: Letters = "conjoining") -> str:
    """Write every Hangul syllable as its letters; all else stays.

    Raises:
        ConfigurationError: If it is no text, or there are no such letters.

    >>> decompose_jamo("한글 1호", letters="compatibility")
    'ㅎㅏㄴㄱㅡㄹ 1ㅎㅗ'
    """
    require_text(text)
    check_letters(letters)
    return "".join(["".join(syllable_letters(sign, letters=letters)) if is_syllable(sign) else sign for sign in text])


def compose_jamo(text: str) -> str:
    """Write letters as syllables: conjoining jamo, and compatibility jamo as a Korean keyboard does.

    A consonant goes to the next syllable if a vowel follows it, and else closes the syllable before.

    >>> compose_jamo("ㅎㅏㄴㄱㅡㄹ ㅋㅋ ㅇㅏㄴㅈㅇㅏ")
    '한글 ㅋㅋ 앉아'

    Raises:
        ConfigurationError: If it is no text.
    """
    require_text(text)
    text = _CONJOINING.sub(lambda match: compose_syllable(*match.group()), text)
    return _COMPATIBILITY_RUN.sub(lambda match: "".join(_type(match.group())), text)


def _index(letter: str, indexes: dict[str, int], first: int) -> int:
    """Return a letter's place among the initials, medials or finals; ``first`` is where those conjoining begin."""
    if letter and first <= ord(letter) < first + len(indexes):
        return ord(letter) - first
    return indexes[letter]


def _syllable(initial: int, medial: int, final: int) -> str:
    return chr(_FIRST_SYLLABLE + (initial * _MEDIALS + medial) * _FINALS + final)


def _type(run: str) -> Iterator[str]:
    """Compose a run of compatibility jamo, one syllable or lone letter after the other."""
    place = 0
    while place < len(run):
        if run[place] not in _INITIAL_INDEX or place + 1 == len(run) or run[place + 1] not in _MEDIAL_INDEX:
            yield run[place]
            place += 1
            continue
        initial = _INITIAL_INDEX[run[place]]
        medial = run[place + 1]
        place += 2
        if (pair := run[place - 1 : place + 1]) in _COMPOUND_MEDIALS:
            medial = _COMPOUND_MEDIALS[pair]
            place += 1
        final = ""
        if (pair := run[place : place + 2]) in _COMPOUND_FINALS and not _is_medial(run, place + 2):
            final = _COMPOUND_FINALS[pair]
        elif run[place : place + 1] in _FINAL_INDEX and not _is_medial(run, place + 1):
            final = run[place : place + 1]
        place += len(pair) if final and final == _COMPOUND_FINALS.get(pair) else len(final)
        yield _syllable(initial, _MEDIAL_INDEX[medial], _FINAL_INDEX[final])


def _is_medial(run: str, place: int) -> bool:
    return run[place : place + 1] in _MEDIAL_INDEX
