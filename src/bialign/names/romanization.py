"""Romanisation of Hangul: Revised Romanization, its transliteration, McCune-Reischauer and Yale.

Sources: the Ministry of Culture and Tourism's notice 2000-8 (국어의 로마자 표기법), chapters 2 and 3, for the
first two; G. M. McCune and E. O. Reischauer, "The Romanization of the Korean Language" (1939) for the third;
S. E. Martin, *A Reference Grammar of Korean* (1992) for the fourth.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

import attrs

from bialign.errors import ConfigurationError
from bialign.names import spelling
from bialign.names.hangul import Syllable, take_apart
from bialign.names.pronunciation import pronounce, pronounce_apart
from bialign.text.normalization import compose_hangul

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_WORD = re.compile("[가-힣]+")


class RomanizationSystem(StrEnum):
    """How Hangul is written in Latin letters.

    ``REVISED`` and ``MCCUNE_REISCHAUER`` write sounds, ``TRANSLITERATION`` (the Ministry's, for academic use) and
    ``YALE`` write letters, so that the Hangul can be told from them.
    """

    REVISED = "revised"
    TRANSLITERATION = "transliteration"
    MCCUNE_REISCHAUER = "mccune-reischauer"
    YALE = "yale"


@attrs.frozen
class RomanizedSpan:
    """A piece of romanised text and the span of the original that it stands for.

    Attributes:
        text: Latin letters for one Hangul syllable, or a stretch of other text unchanged.
        start: Offset of its first code point in the original.
        end: Offset after its last code point in the original.
    """

    text: str
    start: int
    end: int


_SPELLERS: dict[RomanizationSystem, Callable[[Sequence[Syllable]], list[str]]] = {
    RomanizationSystem.REVISED: spelling.revised,
    RomanizationSystem.TRANSLITERATION: spelling.transliteration,
    RomanizationSystem.MCCUNE_REISCHAUER: spelling.mccune_reischauer,
    RomanizationSystem.YALE: spelling.yale,
}
_BY_LETTERS = frozenset({RomanizationSystem.TRANSLITERATION, RomanizationSystem.YALE})


# Longer stretches of Hangul are no words that come again.
_LONGEST_REMEMBERED = 16


def _romanize_word(word: str, system: RomanizationSystem, *, name: bool) -> tuple[str, ...]:
    remembered = _spell_word if len(word) <= _LONGEST_REMEMBERED else _spell_word.__wrapped__
    return remembered(word, system, name=name)


@lru_cache(maxsize=1 << 16)
def _spell_word(word: str, system: RomanizationSystem, *, name: bool) -> tuple[str, ...]:
    spell = _SPELLERS[system]
    if system in _BY_LETTERS:
        return tuple(spell([take_apart(character) for character in word]))
    return tuple(spell(pronounce_apart(word) if name else pronounce(word)))


def _as_system(system: str) -> RomanizationSystem:
    try:
        return RomanizationSystem(system)
    except ValueError:
        known = ", ".join(RomanizationSystem)
        raise ConfigurationError(f"There is no romanisation system {system!r}; known are {known}.") from None


def romanize(text: str, *, system: str = RomanizationSystem.REVISED, name: bool = False) -> str:
    """Write the Hangul of a text in Latin letters; all else stays as it is.

    Sound changes run within a word, which is a stretch of Hangul syllables. Letters are lower case. Hangul in
    conjoining jamo (NFD) is read as syllables; lone letters such as ㅋㅋ stay.

    Args:
        text: Any text.
        system: A `RomanizationSystem` or its value: ``"revised"``, ``"transliteration"``,
            ``"mccune-reischauer"`` or ``"yale"``.
        name: Whether to leave out the sound changes between syllables, as Revised Romanization does in given names.
            Yale and the transliteration write none anyway.

    Raises:
        ConfigurationError: If the system is not known.

    >>> romanize("독립문"), romanize("윤석열", name=True), romanize("독립문", system="yale")
    ('dongnimmun', 'yunseokyeol', 'toklipmun')
    """
    known = _as_system(system)
    view = compose_hangul(text).view
    return _WORD.sub(lambda match: "".join(_romanize_word(match.group(), known, name=name)), view)


def romanize_spans(
    text: str, *, system: str = RomanizationSystem.REVISED, name: bool = False
) -> tuple[RomanizedSpan, ...]:
    """Romanise a text and tell where each piece comes from; arguments and errors as of `romanize`.

    The pieces' texts, joined, are what `romanize` returns, and their spans tile the text. A consonant that
    moves to the next syllable in speech is part of that syllable's piece.

    >>> [(span.text, span.start, span.end) for span in romanize_spans("설악 1")]
    [('seo', 0, 1), ('rak', 1, 2), (' 1', 2, 4)]
    """
    known = _as_system(system)
    offsets = compose_hangul(text)
    spans: list[RomanizedSpan] = []

    def keep(piece: str, start: int, end: int) -> None:
        if start < end:
            spans.append(RomanizedSpan(piece, *offsets.span(start, end)))

    place = 0
    for match in _WORD.finditer(offsets.view):
        keep(offsets.view[place : match.start()], place, match.start())
        place = match.end()
        for start, piece in enumerate(_romanize_word(match.group(), known, name=name), match.start()):
            keep(piece, start, start + 1)
    keep(offsets.view[place:], place, len(offsets.view))
    return tuple(spans)
