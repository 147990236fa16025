"""How a Korean word is pronounced, as far as romanisation shows it.

The rules are those of the Standard Pronunciation (표준 발음법, 1988) without tensification (경음화), which
no romanisation of news writes. What spelling alone cannot tell, mostly an ㄴ that is added between the parts of
a compound (학여울 is [항녀울]), stands in the table ``pronunciations.tsv``.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from bialign.names.hangul import Syllable, take_apart
from bialign.names.tables import read_table

# Articles 8 to 11: the seven sounds that close a syllable.
_CLOSED = {
    **dict.fromkeys(("ㄱ", "ㄲ", "ㅋ", "ㄳ", "ㄺ"), "ㄱ"),
    **dict.fromkeys(("ㄷ", "ㅅ", "ㅆ", "ㅈ", "ㅊ", "ㅌ", "ㅎ"), "ㄷ"),
    **dict.fromkeys(("ㅂ", "ㅍ", "ㅄ", "ㄿ"), "ㅂ"),
    **dict.fromkeys(("ㄴ", "ㄵ", "ㄶ"), "ㄴ"),
    **dict.fromkeys(("ㄹ", "ㄼ", "ㄽ", "ㄾ", "ㅀ"), "ㄹ"),
    **dict.fromkeys(("ㅁ", "ㄻ"), "ㅁ"),
    "ㅇ": "ㅇ",
    "": "",
}
# Two-letter finals: what stays and what moves to a following vowel (article 14).
_PARTS = {
    "ㄳ": ("ㄱ", "ㅅ"), "ㄵ": ("ㄴ", "ㅈ"), "ㄶ": ("ㄴ", "ㅎ"), "ㄺ": ("ㄹ", "ㄱ"),
    "ㄻ": ("ㄹ", "ㅁ"), "ㄼ": ("ㄹ", "ㅂ"), "ㄽ": ("ㄹ", "ㅅ"), "ㄾ": ("ㄹ", "ㅌ"),
    "ㄿ": ("ㄹ", "ㅍ"), "ㅀ": ("ㄹ", "ㅎ"), "ㅄ": ("ㅂ", "ㅅ"),
}  # fmt: skip
_ASPIRATED = {"ㄱ": "ㅋ", "ㄷ": "ㅌ", "ㅂ": "ㅍ", "ㅈ": "ㅊ"}
_NASAL = {"ㄱ": "ㅇ", "ㄷ": "ㄴ", "ㅂ": "ㅁ"}
_PALATAL = {"ㄷ": "ㅈ", "ㅌ": "ㅊ"}
# The syllables of the suffix -히- and its inflections, after which ㄱ and ㅂ are aspirated (잡혀 is [자펴]);
# after a noun's ㄱ, ㄷ, ㅂ the ㅎ is kept apart (묵호 Mukho, 집현전 Jiphyeonjeon).
_SUFFIX_HI = frozenset("히혀혔힌힐힘힙")
# 하다 after a noun or root is a verb when an ending follows (못하다 is [모타다], 착하게 is [차카게]).
_VERB_HADA = re.compile(
    r"하[다고는지며면여였게기자니던더도려셨십]|[해했](?:[서도야요다고던지으습을]|$)|[한할함합](?:다|니)"
)
# Nouns that look like such a verb before a particle or at their end (각하는, 북해도).
_NOUNS_LIKE_HADA = frozenset(("각하", "낙하", "박하", "직하", "육하", "입하", "북해", "첫해", "흑해", "옥해"))
# ㄺ is [ㄹ] before the ㄱ of a verb's ending (맑게 is [말께]), [ㄱ] before a noun's particle (article 11).
_ENDING_IN_G = frozenset("고게거기겠길")


@cache
def _exceptions() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {spelling: pronunciation for spelling, pronunciation, _ in read_table("pronunciations.tsv")}
    longest_first = sorted(table, key=lambda spelling: (-len(spelling), spelling))
    # The look-ahead spares most places the trial of every word.
    first = "".join(sorted({spelling[0] for spelling in table}))
    return re.compile(f"(?=[{first}])(?:{'|'.join(longest_first)})"), table


def _join_before_vowel(final: str, following: Syllable) -> tuple[str, str]:
    """Return the final and initial of a closed syllable and a following vowel (articles 12, 13, 14, 17)."""
    if final == "ㅇ":
        return "ㅇ", "ㅇ"
    stays, moves = _PARTS.get(final, ("", final))
    if moves == "ㅎ":
        return ("", stays) if stays else ("", "ㅇ")
    if moves in _PALATAL and following.vowel in "ㅣㅕ":
        return stays, _PALATAL[moves]
    return stays, moves


def _join_before_h(final: str, word: str, place: int) -> tuple[str, str] | None:
    """Return the final and initial where ㅎ melts into a stop before it (article 12), else None.

    Args:
        final: The stop.
        word: The word.
        place: That of the syllable in ㅎ.
    """
    stays, stop = _PARTS.get(final, ("", final))
    is_suffix = word[place] in _SUFFIX_HI
    is_noun = place == 1 and word[:2] in _NOUNS_LIKE_HADA
    is_verb = not is_noun and _VERB_HADA.match(word, place) is not None
    if stop == "ㅈ" or (stop == "ㄷ" and is_suffix):
        return stays, "ㅊ"
    if stop in _ASPIRATED and (is_suffix or is_verb):
        return stays, _ASPIRATED[stop]
    if stop in "ㅅㅊㅌ" and is_verb:
        return stays, "ㅌ"
    return None


def _join_before_consonant(final: str, initial: str, syllable: Syllable, following: str) -> tuple[str, str]:
    """Return the final and initial of two consonants that meet (articles 8 to 12, 18 to 20)."""
    stays, h = _PARTS.get(final, ("", final))
    if h == "ㅎ":
        if initial in _ASPIRATED and initial != "ㅂ":
            return stays, _ASPIRATED[initial]
        if initial == "ㅅ":
            return stays, "ㅅ"
        closed = stays or ("ㄴ" if initial == "ㄴ" else "ㄷ")
    elif final == "ㄺ" and following in _ENDING_IN_G:
        closed = "ㄹ"
    elif final == "ㄼ" and syllable.initial == "ㅂ":
        closed = "ㅂ"  # 밟다, alone among the words in ㄼ
    else:
        closed = _CLOSED[final]
    if initial in "ㄴㅁ" and closed in _NASAL:
        return _NASAL[closed], initial
    if initial == "ㄹ" and closed in _NASAL:
        return _NASAL[closed], "ㄴ"
    if initial == "ㄹ" and closed in "ㅁㅇ" and closed:
        return closed, "ㄴ"
    if (closed, initial) in (("ㄴ", "ㄹ"), ("ㄹ", "ㄴ")):
        return "ㄹ", "ㄹ"
    return closed, initial


def pronounce(word: str) -> list[Syllable]:
    """Return the syllables of a word as they sound, one for each written syllable.

    Args:
        word: Precomposed Hangul syllables only, without white space.

    >>> "".join(map(str, pronounce("독립문")))
    '동님문'
    """
    pattern, table = _exceptions()
    respelt = pattern.sub(lambda match: table[match.group()], word)
    written = [take_apart(character) for character in respelt]
    sounds: list[Syllable] = []
    moved = written[0].initial
    for place, (syllable, following) in enumerate(pairwise(written)):
        final, initial = syllable.final, following.initial
        if initial == "ㅇ" and final:
            joint = _join_before_vowel(final, following)
        elif initial == "ㅇ" or not final:
            joint = final, initial
        else:
            melted = _join_before_h(final, respelt, place + 1) if initial == "ㅎ" else None
            joint = melted or _join_before_consonant(final, initial, syllable, respelt[place + 1])
        sounds.append(Syllable(moved, syllable.vowel, joint[0]))
        moved = joint[1]
    last = written[-1]
    sounds.append(Syllable(moved, last.vowel, _CLOSED[last.final]))
    return sounds


def pronounce_apart(word: str) -> list[Syllable]:
    """Return the syllables of a word as each sounds alone, as given names are romanised.

    >>> "".join(map(str, pronounce_apart("빛나")))
    '빋나'
    """
    written = [take_apart(character) for character in word]
    return [syllable._replace(final=_CLOSED[syllable.final]) for syllable in written]
