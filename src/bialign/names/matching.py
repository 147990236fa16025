"""Person names across scripts: how probable it is that a name in Hangul and one in Latin letters are the same.

A name in Latin letters is scored by how likely it is as a spelling of the Hangul (see `block`), against how likely
it is by chance: as the name of any Korean, by the frequencies of surnames and syllables, or as any row of letters.
So agreement in 김 counts for little and agreement in 황보 for much.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bialign.lists import list_of_texts, require_text
from bialign.names.block import Block
from bialign.names.hangul_names import hangul_words, read_hangul_name
from bialign.names.korean_names import unknown_korean
from bialign.names.latin_names import read_latin_name
from bialign.text.jamo import is_syllable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Values = NDArray[np.float32]

# Large enough that numpy's overhead is small, small enough that a block's vectors stay in the cache.
_BLOCK_SIZE = 1024
# By chance a name in Latin letters is a Korean's or another's, with even odds.
_EVEN = float(np.log(0.5))
# How often a name is written in a way that no table explains (장중머우 is Morris Chang).
_UNEXPLAINED = float(np.log(0.004))
# Platt's scaling of the evidence, fitted on the development half of the benchmark's lists where one half of the pairs
# are the same person, a quarter any two and a quarter two who share a name (`benchmarks/names.py` shows the fit).
SLOPE = 0.6
INTERCEPT = -2.4
# Two names in the same script agree letter by letter or not at all.
_SAME_SCRIPT = 0.995


class NameIndex:
    """Names in Latin letters, ready to be compared with many names in Hangul.

    An index gives the same probabilities as `match_names`, at hundreds of thousands of comparisons a second. It
    works along its own names: where one side has many more names, put that one into the index.

    Attributes:
        names: The names as given.

    Raises:
        ConfigurationError: If they are one name, not a list, or one of them is no text.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.names: tuple[str, ...] = tuple(list_of_texts(names, what="names"))
        read = [read_latin_name(name) for name in self.names]
        by_word_count: dict[int, list[int]] = {}
        self._in_hangul: dict[tuple[str, ...], list[int]] = {}
        self._in_latin: dict[tuple[str, ...], list[int]] = {}
        for place, (name, latin) in enumerate(zip(self.names, read, strict=True)):
            if latin.words:
                by_word_count.setdefault(len(latin.words), []).append(place)
                self._in_latin.setdefault(tuple(sorted(latin.words)), []).append(place)
            elif words := hangul_words(name):
                self._in_hangul.setdefault(words, []).append(place)
        self._blocks: list[tuple[NDArray[np.intp], Block, Values]] = []
        for _, places in sorted(by_word_count.items()):
            for start in range(0, len(places), _BLOCK_SIZE):
                part = places[start : start + _BLOCK_SIZE]
                block = Block([read[place] for place in part])
                self._blocks.append((np.array(part, np.intp), block, _chance(block)))

    def __len__(self) -> int:
        """Return the number of names."""
        return len(self.names)

    def match(self, korean: str) -> Values:
        """Return for each name the probability that it is the person of a Korean name.

        Args:
            korean: A name as a Korean text has it, as for `match_names`.

        Returns:
            Probabilities in [0, 1]. Shape: (names,), float32.
        """
        probabilities = np.zeros(len(self.names), np.float32)
        words = hangul_words(korean)
        lattices = read_hangul_name(korean)
        if lattices:
            for places, block, chance in self._blocks:
                likelihood = np.logaddexp.reduce([block.search(lattice) for lattice in lattices], axis=0)
                probabilities[places] = _probability(likelihood - chance)
        elif words and not any(is_syllable(word[0]) for word in words):
            latin = tuple(sorted(read_latin_name(korean).words))
            probabilities[self._in_latin.get(latin, [])] = _SAME_SCRIPT
        probabilities[self._in_hangul.get(words, [])] = _SAME_SCRIPT
        return probabilities


def _chance(block: Block) -> Values:
    """Return the logarithm of the probability of each name of a block when nothing is known of the person."""
    korean = np.max([block.search(lattice) for lattice in unknown_korean()], axis=0)
    chance: Values = np.logaddexp(korean + np.float32(_EVEN), block.letters + np.float32(_EVEN))
    return chance


def _probability(evidence: Values) -> Values:
    """Turn logarithms of likelihood ratios into calibrated probabilities."""
    odds = np.float32(SLOPE) * np.logaddexp(evidence, np.float32(_UNEXPLAINED)) + np.float32(INTERCEPT)
    probability: Values = np.exp(-np.logaddexp(np.float32(0), -odds))
    return probability


def match_many(koreans: Iterable[str], englishes: Iterable[str]) -> Values:
    """Return the probabilities that each pair of names is the same person.

    Args:
        koreans: Names as for `match_names`.
        englishes: Names as for `match_names`.

    Returns:
        Probabilities in [0, 1]. Shape: (koreans, englishes), float32.

    Raises:
        ConfigurationError: If either is one name, not a list, or one of them is no text.
    """
    koreans = list_of_texts(koreans, what="names")
    index = NameIndex(englishes)
    rows = {korean: index.match(korean) for korean in dict.fromkeys(koreans)}
    return np.array([rows[korean] for korean in koreans], np.float32).reshape(len(koreans), len(index))


def match_names(korean: str, english: str) -> float:
    """Return the probability that a Korean and an English text name the same person by these names.

    Korean names are compared by the spellings that surnames and syllables have in the press, South and North, with or
    without hyphens, in either order, with initials; foreign ones by sound. Titles beside the name do not count.
    The probability is calibrated for pairs of which one half are the same person, as the names in an article and its
    translation are, and many of the others share a surname.

    Args:
        korean: A person's name in Hangul, such as ``"신현희 기자"`` or ``"아베 신조"``.
        english: A person's name in Latin letters, such as ``"Shin Hyon-hee"`` or ``"Shinzo Abe"``. One in Hangul, as
            English bylines sometimes have, is compared letter by letter, and so is a Korean side in Latin letters.

    Returns:
        A probability in [0, 1]; 0 if a side has no name.

    Raises:
        ConfigurationError: If either is no text.

    >>> match_names("신현희", "Shin Hyon-hee") > 0.9 > 0.1 > match_names("박근혜", "Park Won-soon")
    True
    """
    require_text(korean, what="name")
    require_text(english, what="name")
    return float(match_many([korean], [english])[0, 0])
