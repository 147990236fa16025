"""Foreign names in Hangul as lattices: the sounds of every letter, of pairs of vowels, and of whole syllables."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from bialign.names import foreign_sounds
from bialign.names.hangul import take_apart
from bialign.names.lattice import FOREIGN_HABITS, Arc, Boundary, Lattice
from bialign.text.jamo import is_syllable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bialign.names.units import Unit

# How often English leaves out a word that the Hangul has (오바마 is better known than 버락).
_WORD_LEFT_OUT = 0.1
# One unit for all words, since what units come to is remembered.
_LEFT_OUT: Unit = {"": math.log(_WORD_LEFT_OUT)}


def _hangul_word(word: str, begin: int) -> tuple[list[Arc], int]:
    """Return the arcs of a word that begins at a node, and the node after it."""
    syllables = [take_apart(character) for character in word]
    arcs = []
    node = begin
    final_before = ""
    for character, syllable, following in zip(word, syllables, [*syllables[1:], None], strict=True):
        first, opens_word, after_l = node, node == begin, final_before == "ㄹ"
        node += 1
        arcs.append(Arc(first, node, foreign_sounds.body_unit(syllable, after_l=after_l), opens_word))
        pair = following and foreign_sounds.body_pair_unit(syllable, following, after_l=after_l)
        if pair:
            arcs.append(Arc(first, node + 1, pair, opens_word))
        if syllable.final:
            before_l = following is not None and following.initial == "ㄹ"
            arcs.append(Arc(node, node + 1, foreign_sounds.final_unit(syllable.final, before_l=before_l)))
            node += 1
        arcs.append(Arc(first, node, foreign_sounds.korean_unit(character), opens_word))
        final_before = syllable.final
    arcs.append(Arc(begin, node, foreign_sounds.word_initial_unit(word[0]), opens_word=True))
    return arcs, node


def _latin_word(word: str, begin: int) -> tuple[list[Arc], int]:
    arcs = [
        Arc(node, node + 1, foreign_sounds.latin_letter_unit(letter), node == begin)
        for node, letter in enumerate(word, begin)
    ]
    return arcs, begin + len(word)


def lattices(words: Sequence[str], prior: float) -> list[Lattice]:
    """Return the lattices of a name in Hangul words (with Latin initials among them) read as a foreign one.

    Args:
        words: At least one.
        prior: The probability that the name is foreign, in (0, 1].
    """
    arcs: list[Arc] = []
    left_out: list[Arc] = []
    boundaries = [Boundary.SPACE]
    for word in words:
        begin = len(boundaries) - 1
        more, node = (_hangul_word if is_syllable(word[0]) else _latin_word)(word, begin)
        arcs += more
        left_out.append(Arc(begin, node, _LEFT_OUT))
        boundaries += [Boundary.NONE] * (node - begin - 1) + [Boundary.PREFERRED_SPACE]
    boundaries[-1] = Boundary.SPACE
    count = len(words)
    complete = Lattice(math.log(prior), FOREIGN_HABITS, arcs, boundaries, count)
    if count == 1:
        return [complete]
    arcs += left_out
    return [complete, Lattice(math.log(prior), FOREIGN_HABITS, arcs, boundaries, count, is_complete=False)]
