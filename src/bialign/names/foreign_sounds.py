"""How the letters of a foreign name in Hangul correspond to its Latin spelling."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

from bialign.names import korean_sounds
from bialign.names.hangul import take_apart
from bialign.names.units import as_unit, joined, likely, mixture, read_sounds

if TYPE_CHECKING:
    from bialign.names.hangul import Syllable
    from bialign.names.units import Shares, Unit

_SOUNDS = "foreign-sounds.tsv"
_LEAST = 1e-6
# How often a word is an initial only (D. Trump).
_INITIAL_ONLY = 0.02
# How often a syllable is spelt as if it were Korean (성 김 is Sung Kim).
_KOREAN = 0.1
# How often any letter is missing from the spelling.
_UNWRITTEN = 0.002
# How often a Latin letter in a Korean text (JD 밴스) is an initial in English too.
_STILL_INITIAL = 0.9
# Finals that no transcription uses, by the one that they sound like.
_PLAINER = {
    "ㄲ": "ㄱ", "ㄳ": "ㄱ", "ㄵ": "ㄴ", "ㄶ": "ㄴ", "ㄺ": "ㄹ", "ㄻ": "ㅁ", "ㄼ": "ㄹ", "ㄽ": "ㄹ", "ㄾ": "ㄹ",
    "ㄿ": "ㅂ", "ㅀ": "ㄹ", "ㅄ": "ㅂ", "ㅆ": "ㅅ", "ㅈ": "ㅅ", "ㅊ": "ㅅ", "ㅌ": "ㅅ", "ㅎ": "ㅅ",
}  # fmt: skip


def _letter(position: str, letter: str, context: str = "") -> Shares:
    """Return the spellings of one letter; where the table has no row for a context, those of the row without."""
    table = read_sounds(_SOUNDS)
    shares = table.get((position, letter, context)) or table.get((position, letter, ""))
    return {"": _UNWRITTEN, **(shares or table["final", _PLAINER[letter], ""])}


def _initial_letter(syllable: Syllable, *, after_l: bool) -> Shares:
    if syllable.initial == "ㅇ":
        return {"": 1.0}
    if syllable.initial == "ㄹ" and after_l:
        return _letter("initial", "ㄹ", "l")
    context = "eu" if syllable.vowel == "ㅡ" else "i" if syllable.vowel in korean_sounds.I_VOWELS else ""
    return _letter("initial", syllable.initial, context)


@cache
def body_unit(syllable: Syllable, *, after_l: bool) -> Unit:
    """Return the spellings of the initial and vowel of a syllable.

    Args:
        syllable: The syllable; its final plays no part.
        after_l: Whether the syllable before it ends in ㄹ.
    """
    shares = joined(_initial_letter(syllable, after_l=after_l), _letter("vowel", syllable.vowel))
    return as_unit(likely(shares, _LEAST))


@cache
def body_pair_unit(first: Syllable, second: Syllable, *, after_l: bool) -> Unit | None:
    """Return the spellings of a syllable's initial with its vowel and the next one's, spelt as one.

    None if a consonant stands between them or the pair of vowels has no spellings of its own.
    """
    pair = read_sounds(_SOUNDS).get(("vowel", first.vowel + second.vowel, "pair"))
    if pair is None or first.final or second.initial != "ㅇ":
        return None
    return as_unit(likely(joined(_initial_letter(first, after_l=after_l), pair), _LEAST))


@cache
def final_unit(final: str, *, before_l: bool) -> Unit:
    """Return the spellings of the final of a syllable, perhaps before a syllable in ㄹ."""
    return as_unit(_letter("final", final, "l" if before_l and final == "ㄹ" else ""))


@cache
def korean_unit(character: str) -> Unit:
    """Return the spellings of a syllable as if it were Korean."""
    shares = korean_sounds.syllable_shares(character)
    if korean_sounds.is_surname(character):
        shares = mixture([(0.5, shares), (0.5, korean_sounds.surname_shares(character))])
    return as_unit(mixture([(_KOREAN, shares)]))


@cache
def word_initial_unit(character: str) -> Unit:
    """Return the capital letters that may stand for a word which begins with a syllable."""
    initial, vowel, _ = take_apart(character)
    first = _letter("vowel", vowel) if initial == "ㅇ" else _letter("initial", initial)
    letters = (({spelling[0].upper(): share}) for spelling, share in first.items() if spelling)
    return as_unit(mixture((_INITIAL_ONLY, letter) for letter in letters))


@cache
def latin_letter_unit(letter: str) -> Unit:
    """Return the spellings of a Latin letter that stands in a Korean text."""
    return {letter.upper(): math.log(_STILL_INITIAL), letter.lower(): math.log(1 - _STILL_INITIAL)}
