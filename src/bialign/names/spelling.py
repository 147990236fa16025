"""The letters of the four romanisation systems: syllables in, one Latin piece for each syllable out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bialign.text.jamo import FINALS, INITIALS, MEDIALS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bialign.names.hangul import Syllable


def _table(keys: Sequence[str], values: str) -> dict[str, str]:
    """Pair letters with their spellings, given in the same order; ``-`` is an empty spelling."""
    return {key: "" if value == "-" else value for key, value in zip(keys, values.split(), strict=True)}


_REVISED_INITIALS = _table(INITIALS, "g kk n d tt r m b pp s ss - j jj ch k t p h")
_REVISED_VOWELS = _table(MEDIALS, "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i")
_SOUNDED_FINALS = {"": "", "ㄱ": "k", "ㄴ": "n", "ㄷ": "t", "ㄹ": "l", "ㅁ": "m", "ㅂ": "p", "ㅇ": "ng"}

_TRANSLITERATION_INITIALS = {**_REVISED_INITIALS, "ㄹ": "l"}
_TRANSLITERATION_FINALS = _table(FINALS, "- g kk gs n nj nh d l lg lm lb ls lt lp lh m b bs s ss ng j ch k t p h")

_YALE_INITIALS = _table(INITIALS, "k kk n t tt l m p pp s ss - c cc ch kh th ph h")
_YALE_VOWELS = _table(MEDIALS, "a ay ya yay e ey ye yey o wa way oy yo wu we wey wi yu u uy i")
_YALE_FINALS = _table(FINALS, "- k kk ks n nc nh t l lk lm lp ls lth lph lh m p ps s ss ng c ch kh th ph h")

_MR_INITIALS = _table(INITIALS, "k kk n t tt r m p pp s ss - ch tch ch' k' t' p' h")
_MR_VOWELS = _table(MEDIALS, "a ae ya yae ŏ e yŏ ye o wa wae oe yo u wŏ we wi yu ŭ ŭi i")
_MR_VOICED = {"ㄱ": "g", "ㄷ": "d", "ㅂ": "b", "ㅈ": "j"}
# Pairs of a final and an initial whose letters are not those of the two alone or of a voiced initial.
_MR_JOINTS = {
    ("ㄴ", "ㄱ"): ("n", "'g"),  # 한글 han'gŭl, for "ng" is ㅇ
    ("ㄹ", "ㄹ"): ("l", "l"),
    ("ㄹ", "ㄷ"): ("l", "t"),
    ("ㄹ", "ㅈ"): ("l", "ch"),
    ("ㄹ", "ㅎ"): ("r", "h"),
    ("ㄷ", "ㅅ"): ("s", "s"),
    ("ㄷ", "ㅆ"): ("s", "s"),
    ("ㄷ", "ㅉ"): ("", "tch"),
    ("ㄷ", "ㄸ"): ("", "tt"),
    ("ㄱ", "ㄲ"): ("", "kk"),
    ("ㅂ", "ㅃ"): ("", "pp"),
}
_MR_VOICING_FINALS = frozenset(("", "ㄴ", "ㄹ", "ㅁ", "ㅇ"))
_LABIALS = frozenset("ㅁㅂㅃㅍ")


def revised(syllables: Sequence[Syllable]) -> list[str]:
    """Spell pronounced syllables in Revised Romanization."""
    pieces = []
    before = None
    for initial, vowel, final in syllables:
        onset = "l" if initial == "ㄹ" and before == "ㄹ" else _REVISED_INITIALS[initial]
        pieces.append(onset + _REVISED_VOWELS[vowel] + _SOUNDED_FINALS[final])
        before = final
    return pieces


def mccune_reischauer(syllables: Sequence[Syllable]) -> list[str]:
    """Spell pronounced syllables in McCune-Reischauer, with breves and apostrophes."""
    pieces: list[str] = []
    final_before = vowel_before = None
    for initial, vowel, final in syllables:
        onset = _MR_INITIALS[initial]
        if final_before is not None:
            if (final_before, initial) in _MR_JOINTS:
                coda, onset = _MR_JOINTS[final_before, initial]
                pieces[-1] = pieces[-1].removesuffix(_SOUNDED_FINALS[final_before]) + coda
            elif initial in _MR_VOICED and final_before in _MR_VOICING_FINALS:
                onset = _MR_VOICED[initial]
        if initial == "ㅅ" and vowel == "ㅟ":
            onset += "h"
        # 에 after 아 or 오 has a diaeresis, for "ae" and "oe" are ㅐ and ㅚ.
        apart = initial == "ㅇ" and vowel == "ㅔ" and final_before == "" and vowel_before in ("ㅏ", "ㅗ")
        pieces.append(onset + ("ë" if apart else _MR_VOWELS[vowel]) + _SOUNDED_FINALS[final])
        final_before, vowel_before = final, vowel
    return pieces


def _is_read_otherwise(coda: str, onset: str, codas: frozenset[str], onsets: frozenset[str]) -> bool:
    """Tell whether a reader who gives the next syllable all he can would cut two joined spellings elsewhere."""
    joined = coda + onset
    for cut in range(len(joined) + 1):
        if joined[:cut] in codas and joined[cut:] in onsets:
            return cut != len(coda)
    return False


def _spell_letters(
    syllables: Sequence[Syllable],
    vowels: Sequence[str],
    letters: tuple[dict[str, str], dict[str, str], dict[str, str]],
    mark: str,
) -> list[str]:
    """Spell written letters, with a mark before a syllable that would otherwise be read differently.

    Args:
        syllables: What to spell.
        vowels: The spellings of their vowels, which may depend on the initials.
        letters: The spellings of all initials, vowels and finals.
        mark: What stands before a syllable that would be misread.
    """
    initials, _, finals = letters
    onsets, nuclei, codas = (frozenset(table.values()) for table in letters)
    pieces: list[str] = []
    for place, ((initial, _, final), nucleus) in enumerate(zip(syllables, vowels, strict=True)):
        onset = initials[initial]
        if place:
            coda = finals[syllables[place - 1].final]
            if coda or onset:
                unclear = _is_read_otherwise(coda, onset, codas, onsets)
            else:
                unclear = _is_read_otherwise(vowels[place - 1], nucleus, nuclei, nuclei)
            if unclear:
                onset = mark + onset
        pieces.append(onset + nucleus + finals[final])
    return pieces


def yale(syllables: Sequence[Syllable]) -> list[str]:
    """Spell written syllables in Yale, with a full stop where the boundary would be misread (늙은 nulk.un)."""
    # ㅜ is written u after a labial, where Korean has no ㅡ but in loan words.
    vowels = [
        "u" if vowel == "ㅜ" and initial in _LABIALS else _YALE_VOWELS[vowel] for initial, vowel, _ in syllables
    ]
    return _spell_letters(syllables, vowels, (_YALE_INITIALS, _YALE_VOWELS, _YALE_FINALS), ".")


def transliteration(syllables: Sequence[Syllable]) -> list[str]:
    """Spell written syllables letter by letter, a silent ㅇ within a word as a hyphen (notice 2000-8, article 8)."""
    vowels = [_REVISED_VOWELS[vowel] for _, vowel, _ in syllables]
    letters = _TRANSLITERATION_INITIALS, _REVISED_VOWELS, _TRANSLITERATION_FINALS
    pieces = _spell_letters(syllables, vowels, letters, "-")
    silent = (place and initial == "ㅇ" for place, (initial, _, _) in enumerate(syllables))
    return ["-" + piece.lstrip("-") if mark else piece for mark, piece in zip(silent, pieces, strict=True)]
