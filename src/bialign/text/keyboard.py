"""Words typed while the keyboard stood on the other language: found and reported, not repaired."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bialign.lists import require_text
from bialign.text.jamo import compose_jamo, decompose_jamo
from bialign.text.suspicions import Suspicion, SuspicionKind

if TYPE_CHECKING:
    from collections.abc import Iterator

# The two-set layout (KS X 5002): what each key writes.
_KEYS = dict(
    zip(
        "qwertyuiopasdfghjklzxcvbnmQWERTOP",
        "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ",
        strict=True,
    )
)
_LETTERS = {letter: key for key, letter in _KEYS.items()}
# Letters that take two keys.
_LETTERS |= {
    "ㅘ": "hk",
    "ㅙ": "ho",
    "ㅚ": "hl",
    "ㅝ": "nj",
    "ㅞ": "np",
    "ㅟ": "nl",
    "ㅢ": "ml",
    "ㄳ": "rt",
    "ㄵ": "sw",
    "ㄶ": "sg",
    "ㄺ": "fr",
    "ㄻ": "fa",
    "ㄼ": "fq",
    "ㄽ": "ft",
    "ㄾ": "fx",
    "ㄿ": "fv",
    "ㅀ": "fg",
    "ㅄ": "qt",
}
_LATIN_WORD = re.compile(r"(?<![A-Za-z0-9@./_-])[a-zQWERTOP]{4,}(?![A-Za-z0-9@/_-])")
_HANGUL_WORD = re.compile("[가-힣ㄱ-ㅎㅏ-ㅣ]{2,}")
_STRAY_LETTER = re.compile("[ㄱ-ㅎㅏ-ㅣ]")
# Two consonants with which English words begin; "gk" or "dk" are not among them, but are 하 and 아.
_ENGLISH_ONSETS = frozenset(
    {"ch", "cl", "dh", "fj", "fl", "gh", "gl", "gn", "rh", "sh", "sk", "sl", "sm", "sn", "sp", "th", "vl", "wh", "zh"}
)
_VOWELS = frozenset("aeiouy")
_LATIN_VOWEL = re.compile("[aeiou]")
_FOUR_CONSONANTS = re.compile("[bcdfghjklmnpqrstvwxz]{4}")
_FEWEST_DISTINCT = 3


def find_layout_slips(text: str) -> list[Suspicion]:
    """Find words that look as if typed on the Korean two-set layout for the English one, or the other way round.

    A Latin word is suspected if its keys write nothing but common Hangul syllables and no English word begins like
    it; a Hangul word if it has letters outside syllables and its keys write something like an English word.

    Returns:
        The suspicions in order, with the reading on the other layout.

    >>> [(found.text, found.reading) for found in find_layout_slips("dkssudgktpdy ㅗ디ㅣㅐ ㅋㅋㅋ")]
    [('dkssudgktpdy', '안녕하세요'), ('ㅗ디ㅣㅐ', 'hello')]

    Raises:
        ConfigurationError: If it is no text.
    """
    require_text(text)
    return sorted((*_latin(text), *_hangul(text)), key=lambda suspicion: suspicion.start)


def _latin(text: str) -> Iterator[Suspicion]:
    for match in _LATIN_WORD.finditer(text):
        word = match.group()
        if set(word[:2].lower()) & _VOWELS or word[:2].lower() in _ENGLISH_ONSETS:
            continue
        reading = compose_jamo("".join([_KEYS[key] for key in word]))
        if len(reading) > 1 and not _STRAY_LETTER.search(reading) and _is_common(reading):
            yield Suspicion(SuspicionKind.HANGUL_IN_LATIN_LAYOUT, word, match.start(), match.end(), reading)


def _hangul(text: str) -> Iterator[Suspicion]:
    for match in _HANGUL_WORD.finditer(text):
        word = match.group()
        if not _STRAY_LETTER.search(word):
            continue
        reading = "".join([_LETTERS[letter] for letter in decompose_jamo(word, letters="compatibility")])
        if (
            len(reading) >= 4
            and len(set(reading)) >= _FEWEST_DISTINCT
            and _LATIN_VOWEL.search(reading)
            and not _FOUR_CONSONANTS.search(reading.lower())
        ):
            yield Suspicion(SuspicionKind.ENGLISH_IN_HANGUL_LAYOUT, word, match.start(), match.end(), reading)


def _is_common(syllables: str) -> bool:
    """Tell whether all syllables are among the 2,350 of KS X 1001."""
    try:
        return len(syllables.encode("euc_kr")) == 2 * len(syllables)
    except UnicodeEncodeError:
        return False
