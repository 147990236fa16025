"""The ways in which a name in Hangul may be spelt, as lattices of spelling units.

A lattice has nodes 0..n in reading order; an arc leads from one node to a later one by a unit, which maps the
Latin letters it may be written with to logarithms of probabilities. All logarithms are natural.
"""

from __future__ import annotations

import math
from enum import Enum
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bialign.names.units import Unit


class Boundary(Enum):
    """What a node asks of the Latin side: nothing, a space, or a space that may be missing at a cost."""

    NONE = 0
    SPACE = 1
    PREFERRED_SPACE = 2


@attrs.frozen(eq=False)
class Arc:
    """A step from one node to a later one.

    Attributes:
        start: Node that it leaves.
        end: Node that it reaches.
        unit: Spellings with logarithms of their probabilities; the empty spelling leaves the Latin side where it is.
        opens_word: Whether it begins a word of the Hangul, so that a space before it is no surprise.
    """

    start: int
    end: int
    unit: Unit
    opens_word: bool = False


@attrs.frozen(eq=False)
class Habits:
    """How English treats a kind of names: logarithms of probabilities.

    Attributes:
        same_order: Words stand in the Hangul's order.
        other_order: The last word in front does.
        inner_space: A space where the Hangul goes on.
        inner_hyphen: A hyphen there.
        extra_initial: An initial that the Hangul has not (George W. Bush), beside its letters.
        extra_word: A word that the Hangul has not (트럼프, Donald Trump), beside its letters.
    """

    same_order: float
    other_order: float
    inner_space: float
    inner_hyphen: float
    extra_initial: float
    extra_word: float


KOREAN_HABITS = Habits(
    same_order=math.log(0.85),
    other_order=math.log(0.15),
    inner_space=0.0,
    inner_hyphen=0.0,
    extra_initial=math.log(0.02),
    extra_word=math.log(0.03),
)
FOREIGN_HABITS = Habits(
    same_order=math.log(0.8),
    other_order=math.log(0.2),
    inner_space=-1.5,
    inner_hyphen=-0.5,
    extra_initial=math.log(0.3),
    extra_word=math.log(0.08),
)


def _in_order(arcs: Iterable[Arc]) -> tuple[Arc, ...]:
    return tuple(sorted(arcs, key=lambda arc: arc.start))


def _as_tuple(boundaries: Iterable[Boundary]) -> tuple[Boundary, ...]:
    return tuple(boundaries)


@attrs.frozen(eq=False)
class Lattice:
    """The spellings of one reading of a name.

    Attributes:
        prior: Logarithm of the probability of this reading.
        habits: How English treats such names.
        arcs: Sorted by the node that they leave.
        boundaries: One for each node.
        words: How many words the Hangul has, a Korean surname and given name counted apart.
        is_complete: Whether every word of the Hangul is in it, so that English may have words more. Where words of
            the Hangul are left out, English has fewer words, and no others in their place, for that would be
            somebody else.
    """

    prior: float
    habits: Habits
    arcs: tuple[Arc, ...] = attrs.field(converter=_in_order)
    boundaries: tuple[Boundary, ...] = attrs.field(converter=_as_tuple)
    words: int
    is_complete: bool = True
