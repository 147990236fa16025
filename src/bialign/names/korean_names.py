"""Korean names as lattices: a surname and the syllables of a given name."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

from bialign.names import korean_sounds
from bialign.names.lattice import KOREAN_HABITS, Arc, Boundary, Lattice
from bialign.text.jamo import is_syllable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bialign.names.units import Unit

_LONGEST_GIVEN_NAME = 4
# How likely a Hangul name is that of a Korean, by the number of syllables after what could be a surname.
_KOREAN_BY_GIVEN_LENGTH = {0: 0.9, 1: 0.5, 2: 0.8, 3: 0.1, 4: 0.03}
# The same for two words of which the first is a surname.
_KOREAN_IN_TWO_WORDS = 0.3
# Whoever's name begins with a surname of two syllables (황보, 남궁) most often has it, and not 황 or 남.
_TWO_SYLLABLE_SURNAME = 0.9
# How often English has the surname alone.
_SURNAME_ALONE = 0.01
_ONE_INITIAL_FOR_ALL = 0.3
# How many syllables the given name of a Korean of whom nothing is known has.
_GIVEN_LENGTHS = {2: 0.94, 1: 0.05, 3: 0.01}


def readings(words: Sequence[str]) -> list[tuple[float, str, str]]:
    """Return the ways to read a Hangul name as a Korean's: probability, surname, given name (empty if it has none).

    The probabilities sum to that of its being a Korean's name at all, which is below one.
    """
    if not all(is_syllable(character) for word in words for character in word):
        return []
    if len(words) == 2 and korean_sounds.is_surname(words[0]) and len(words[1]) <= _LONGEST_GIVEN_NAME:
        return [(_KOREAN_IN_TWO_WORDS, words[0], words[1])]
    if len(words) != 1:
        return []
    name = words[0]
    cuts = [
        cut for cut in (1, 2) if korean_sounds.is_surname(name[:cut]) and 0 <= len(name) - cut <= _LONGEST_GIVEN_NAME
    ]
    shares = {1: 1 - _TWO_SYLLABLE_SURNAME, 2: _TWO_SYLLABLE_SURNAME} if len(cuts) == 2 else dict.fromkeys(cuts, 1.0)
    return [(_KOREAN_BY_GIVEN_LENGTH[len(name) - cut] * shares[cut], name[:cut], name[cut:]) for cut in cuts]


@cache
def _initial_alone(syllable: str) -> Unit:
    return {
        spelling: logarithm + math.log(_ONE_INITIAL_FOR_ALL)
        for spelling, logarithm in korean_sounds.syllable_unit(syllable).items()
        if spelling.isupper()
    }


def _lattice(prior: float, surname: Unit, given: Sequence[Unit], initial_alone: Unit | None = None) -> Lattice:
    last = len(given) + 1
    arcs = [Arc(0, 1, surname), *(Arc(place, place + 1, unit) for place, unit in enumerate(given, 1))]
    if initial_alone and len(given) > 1:
        arcs.append(Arc(1, last, initial_alone))
    boundaries = [Boundary.NONE] * (last + 1)
    boundaries[0] = boundaries[1] = boundaries[last] = Boundary.SPACE
    return Lattice(math.log(prior), KOREAN_HABITS, arcs, boundaries, words=2)


def _surname_alone(prior: float, surname: Unit) -> Lattice:
    boundaries = [Boundary.SPACE, Boundary.SPACE]
    arcs = [Arc(0, 1, surname)]
    return Lattice(math.log(prior * _SURNAME_ALONE), KOREAN_HABITS, arcs, boundaries, words=2, is_complete=False)


def lattices(words: Sequence[str]) -> list[Lattice]:
    """Return the lattices of a Hangul name read as a Korean's."""
    found = []
    for prior, surname, given in readings(words):
        unit = korean_sounds.surname_unit(surname)
        if given:
            units = [korean_sounds.syllable_unit(*pair) for pair in zip(given, ["", *given], strict=False)]
            found.append(_lattice(prior, unit, units, _initial_alone(given[0])))
        found.append(_surname_alone(prior, unit))
    return found


@cache
def unknown_korean() -> tuple[Lattice, ...]:
    """Return the lattices of a Korean of whom nothing is known: what a chance match is measured against."""
    surname, syllable = korean_sounds.any_surname(), korean_sounds.any_syllable()
    whole = (_lattice(share, surname, [syllable] * length) for length, share in _GIVEN_LENGTHS.items())
    return *whole, _surname_alone(1, surname)
