"""Many names in Latin letters laid end to end, and the best path of a Hangul lattice through each of them.

All names of a block are searched at once: a vector holds for every place between letters the best logarithm of the
probability of having spelt the name up to there, and each arc of the lattice moves it on by a sparse (max, +) step.
That is the Viterbi search of a weighted transducer (Mohri, Pereira and Riley, "Weighted finite-state transducers in
speech recognition", 2002) with the names side by side.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bialign.names.latin_names import LatinName, breaks_of
from bialign.names.lattice import FOREIGN_HABITS, KOREAN_HABITS, Arc, Boundary, Habits, Lattice
from bialign.names.units import LONGEST_SPELLING, letter_logarithm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bialign.names.units import Unit

    Logarithms = NDArray[np.float32]
    Places = NDArray[np.intp]

_NEVER = -1e4
# Where the Hangul has a space and the Latin has none.
_NO_SPACE = -2.5
# A letter that no table explains, beside its own frequency.
_STRAY_LETTER = -4.0


class _Move(NamedTuple):
    """Where the spellings of a unit stand: the place before each and its logarithm, sorted by the place after."""

    before: Places
    logarithms: Logarithms
    after: Places
    firsts: Places


class _Words(NamedTuple):
    """The words at one rank of all rows: places before and after, and what it costs to pass them."""

    begins: Places
    ends: Places
    costs: dict[Habits, Logarithms]


class _Row(NamedTuple):
    """One order of the words of a name."""

    owner: int
    is_swapped: bool
    is_only: bool
    words: tuple[str, ...]


def _letters_logarithm(word: str) -> float:
    return sum(letter_logarithm(letter) for letter in word if letter != "-")


def _words(rank: Sequence[tuple[int, int, float, bool]]) -> _Words:
    begins, ends, letters, initials = zip(*rank, strict=True)
    costs = {
        habits: (np.array(letters) + np.where(initials, habits.extra_initial, habits.extra_word)).astype(np.float32)
        for habits in (KOREAN_HABITS, FOREIGN_HABITS)
    }
    return _Words(np.array(begins, np.intp), np.array(ends, np.intp), costs)


class Block:
    """Names in Latin letters, ready to be compared with Hangul lattices.

    All names have the same number of words. Each name has a row for each order of its words; a row has a place
    before each letter and one at its end.

    Attributes:
        letters: For each name the logarithm of the probability of its letters, taken one by one. Shape: (names,).
    """

    def __init__(self, names: Sequence[LatinName]) -> None:
        self._word_count = len(names[0].words)
        rows = [
            _Row(owner, rank == 1, len(name.orders) == 1, words)
            for owner, name in enumerate(names)
            for rank, words in enumerate(name.orders)
        ]
        self.letters: Logarithms = np.array([sum(map(_letters_logarithm, name.words)) for name in names], np.float32)
        self._first_rows = np.array([place for place, row in enumerate(rows) if not row.is_swapped], np.intp)
        self._swapped_rows = np.array([place for place, row in enumerate(rows) if row.is_swapped], np.intp)
        self._swapped_owners = np.array([row.owner for row in rows if row.is_swapped], np.intp)
        self._is_only = np.array([row.is_only for row in rows], np.bool_)
        self._is_swapped = np.array([row.is_swapped for row in rows], np.bool_)
        self._lay(rows)
        self._moves: dict[tuple[int, int], tuple[Unit, _Move | None]] = {}

    def _lay(self, rows: Sequence[_Row]) -> None:
        """Lay the rows end to end and note where every spelling stands that a unit could ask for."""
        spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
        text: list[str] = []
        breaks: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        ranks: list[list[tuple[int, int, float, bool]]] = []
        for row in rows:
            letters, row_breaks = breaks_of(row.words)
            base = len(text)
            starts.append(base)
            ends.append(base + len(letters))
            text += [*letters, ""]
            breaks += row_breaks
            for place in range(len(letters)):
                for end in range(place + 1, min(len(letters), place + LONGEST_SPELLING) + 1):
                    spans[letters[place:end]].append((base + place, base + end))
                    if row_breaks[end]:
                        break
            begin = base
            for rank, word in enumerate(row.words):
                end = begin + len(word) - word.count("-")
                if rank == len(ranks):
                    ranks.append([])
                ranks[rank].append((begin, end, _letters_logarithm(word), word.replace("-", "").isupper()))
                begin = end
        self._starts = np.array(starts, np.intp)
        self._ends = np.array(ends, np.intp)
        self._spans = {spelling: np.array(found, np.intp).T for spelling, found in spans.items()}
        is_space = np.array([mark == " " for mark in breaks], np.bool_)
        is_hyphen = np.array([mark == "-" for mark in breaks], np.bool_)
        is_inner = np.ones(len(text), np.bool_)
        is_inner[self._starts] = is_inner[self._ends] = False
        self._only_space = np.where(is_space, 0, _NEVER).astype(np.float32)
        self._rather_space = np.where(is_space, 0, _NO_SPACE).astype(np.float32)
        stray = [_STRAY_LETTER + letter_logarithm(letter) if letter else _NEVER for letter in text]
        self._break_costs: dict[Habits, Logarithms] = {}
        self._strays: dict[Habits, Logarithms] = {}
        for habits in (KOREAN_HABITS, FOREIGN_HABITS):
            costs = is_inner * (is_space * habits.inner_space + is_hyphen * habits.inner_hyphen)
            self._break_costs[habits] = costs.astype(np.float32)
            self._strays[habits] = (np.array(stray) + costs).astype(np.float32)[:-1]
        self._words = [_words(rank) for rank in ranks]

    def _move(self, unit: Unit, habits: Habits, *, opens_word: bool) -> _Move | None:
        """Return where a unit's spellings stand, None if nowhere; remembered, for units recur."""
        costs = None if opens_word else self._break_costs[habits]
        key = id(unit), id(costs)
        if key not in self._moves:
            # The unit is kept beside its move, so that its id is not given to another.
            self._moves[key] = unit, self._find_move(unit, costs)
        return self._moves[key][1]

    def _find_move(self, unit: Unit, costs: Logarithms | None) -> _Move | None:
        # The shorter of the two tables is gone through.
        spellings = unit if len(unit) < len(self._spans) else self._spans
        found = [(self._spans[s], unit[s]) for s in spellings if s in unit and s in self._spans]
        if not found:
            return None
        before, after = np.concatenate([span for span, _ in found], axis=1)
        values = np.array([logarithm for _, logarithm in found], np.float32)
        logarithms = np.repeat(values, [span.shape[1] for span, _ in found])
        order = np.argsort(after, kind="stable")
        before, after, logarithms = before[order], after[order], logarithms[order]
        if costs is not None:
            logarithms = logarithms + costs[before]
        firsts = np.flatnonzero(np.diff(after, prepend=-1))
        return _Move(before, logarithms, after[firsts], firsts)

    def _pass_extra_words(self, best: Logarithms, habits: Habits) -> None:
        """Let paths pass words that the Hangul has not."""
        for words in self._words:
            passed = best[words.begins] + words.costs[habits]
            best[words.ends] = np.maximum(best[words.ends], passed)

    def search(self, lattice: Lattice) -> Logarithms:
        """Return for each name the logarithm of the probability of the best path through a lattice.

        Shape: (names,). Impossible names have values below -1000.
        """
        if not lattice.is_complete and self._word_count >= lattice.words:
            return np.full(len(self.letters), _NEVER, np.float32)
        habits = lattice.habits
        strays = self._strays[habits]
        best = np.full((len(lattice.boundaries), len(self._only_space)), _NEVER, np.float32)
        best[0, self._starts] = 0
        arcs = list(lattice.arcs)
        place = 0
        for node, boundary in enumerate(lattice.boundaries):
            here = best[node]
            np.maximum(here[1:], here[:-1] + strays, out=here[1:])
            if boundary is not Boundary.NONE:
                here += self._only_space if boundary is Boundary.SPACE else self._rather_space
                if lattice.is_complete:
                    self._pass_extra_words(here, habits)
            while place < len(arcs) and arcs[place].start == node:
                self._follow(arcs[place], here, best, habits)
                place += 1
        return self._best_orders(best[-1, self._ends], lattice)

    def _follow(self, arc: Arc, here: Logarithms, best: Logarithms, habits: Habits) -> None:
        there = best[arc.end]
        if "" in arc.unit:
            np.maximum(there, here + np.float32(arc.unit[""]), out=there)
        move = self._move(arc.unit, habits, opens_word=arc.opens_word)
        if move is not None:
            reached = np.maximum.reduceat(here[move.before] + move.logarithms, move.firsts)
            there[move.after] = np.maximum(there[move.after], reached)

    def _best_orders(self, rows: Logarithms, lattice: Lattice) -> Logarithms:
        same, other = np.float32(lattice.habits.same_order), np.float32(lattice.habits.other_order)
        rows = rows + np.where(self._is_only, np.float32(0), np.where(self._is_swapped, other, same))
        scores = rows[self._first_rows]
        scores[self._swapped_owners] = np.maximum(scores[self._swapped_owners], rows[self._swapped_rows])
        return scores + np.float32(lattice.prior)
