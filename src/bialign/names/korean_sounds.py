"""How the press spells Korean surnames and the syllables of Korean given names."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from bialign.names.hangul import take_apart
from bialign.names.tables import read_table
from bialign.names.units import as_unit, joined, likely, mixture, read_shares, read_sounds, read_weights

if TYPE_CHECKING:
    from bialign.names.units import Shares, Unit

_SOUNDS = "korean-sounds.tsv"
_LEAST = 1e-4
# What the weights of a syllable's letters sum to, beside which those of a whole syllable are counted.
_WHOLE = 100
# How often a syllable of a given name is an initial only (K.J. Choi).
_INITIAL_ONLY = 0.04
# Finals after which ㄹ sounds ㄴ.
_MAKE_NASAL = frozenset("ㄱㅁㅂㅇ")
# Vowels before which ㅅ is written sh as well.
I_VOWELS = frozenset("ㅣㅑㅒㅕㅖㅛㅠㅟ")


@cache
def _whole_syllables() -> dict[str, Shares]:
    """Return the spellings of whole syllables that their letters do not give, with weights per hundred."""
    rows = (row for row in read_table(_SOUNDS) if row[0] == "syllable")
    return {syllable: read_weights(cell) for _, syllable, _, cell in rows}


@cache
def _surnames() -> dict[str, tuple[float, Shares]]:
    """Return the share of the population and the spellings of every known surname."""
    rows = [(surname, float(share), read_shares(cell)) for surname, share, cell in read_table("surnames.tsv")]
    total = sum(share for _, share, _ in rows)
    return {surname: (share / total, spellings) for surname, share, spellings in rows}


def is_surname(hangul: str) -> bool:
    """Tell whether one or two Hangul syllables are a known Korean surname."""
    return hangul in _surnames()


def surname_shares(surname: str) -> Shares:
    """Return the spellings of a known surname with their probabilities."""
    return _surnames()[surname][1]


@cache
def syllable_shares(syllable: str, before: str = "") -> Shares:
    """Return the spellings of a syllable with their probabilities.

    Args:
        syllable: The syllable.
        before: The one before it in the same name, if any: 렬 after 병 sounds 녈.
    """
    table = read_sounds(_SOUNDS)
    initial, vowel, final = take_apart(syllable)
    initials = (
        (before and take_apart(before).final in _MAKE_NASAL and table.get(("initial", initial, "nasal")))
        or (vowel in I_VOWELS and table.get(("initial", initial, "i")))
        or table["initial", initial, ""]
    )
    vowels = (
        (initial == "ㅇ" and table.get(("vowel", vowel, "silent")))
        or table.get(("vowel", vowel, "closed" if final else "open"))
        or table["vowel", vowel, ""]
    )
    letters = joined(joined(initials, vowels), table.get(("final", final, ""), {"": 1.0}))
    whole = _whole_syllables().get(syllable, {})
    total = _WHOLE + sum(whole.values())
    parts = [(_WHOLE / total, letters), (1 / total, whole)]
    return {spelling: share for spelling, share in likely(mixture(parts), _LEAST).items() if spelling}


def _with_initials(shares: Shares) -> Shares:
    initials = ({spelling[0].upper(): share} for spelling, share in shares.items())
    return mixture([(1 - _INITIAL_ONLY, shares), *((_INITIAL_ONLY, initial) for initial in initials)])


@cache
def syllable_unit(syllable: str, before: str = "") -> Unit:
    """Return the spellings of a syllable of a given name, perhaps after another one of it, as initials too."""
    return as_unit(_with_initials(syllable_shares(syllable, before)))


@cache
def surname_unit(surname: str) -> Unit:
    """Return the spellings of a known surname."""
    return as_unit(surname_shares(surname))


@cache
def any_surname() -> Unit:
    """Return how likely each spelling is for the surname of a Korean of whom nothing is known."""
    return as_unit(mixture(_surnames().values()))


@cache
def any_syllable() -> Unit:
    """Return how likely each spelling is for a syllable of an unknown Korean given name."""
    rows = [(syllable, float(frequency)) for syllable, frequency in read_table("given-syllables.tsv")]
    total = sum(frequency for _, frequency in rows)
    return as_unit(
        mixture((frequency / total, _with_initials(syllable_shares(syllable))) for syllable, frequency in rows)
    )
