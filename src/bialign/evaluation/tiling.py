"""Where pieces of a text stand in it, if together they make up the whole."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bialign.documents import INVISIBLE_SPACES, is_blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class TilingError(Exception):
    """Pieces that do not make up a text.

    Attributes:
        place: Offset up to which they do.
    """

    def __init__(self, problem: str, place: int) -> None:
        super().__init__(problem)
        self.place = place


def tile(text: str, pieces: Iterable[str]) -> list[tuple[int, str]]:
    """Arrange pieces so that they make up a text, with white space alone between them, visible or not.

    At each place the longest piece that fits is tried first; a shorter one is, where that leads nowhere.

    Args:
        text: The whole text.
        pieces: Its pieces in any order, each as often as it occurs; none is empty or begins with white space.

    Returns:
        The offset of each piece, and the piece, in order of the offsets.

    Raises:
        TilingError: If they cannot be arranged so.
    """
    left = Counter(pieces)
    chosen: list[tuple[int, str]] = []
    choices: list[Iterator[tuple[int, str]]] = []
    furthest, lacking = 0, left.copy()
    # Places from which these pieces led nowhere: repeated pieces would lead there by very many ways.
    dead_ends: set[tuple[int, frozenset[tuple[str, int]]]] = set()
    while True:
        end = chosen[-1][0] + len(chosen[-1][1]) if chosen else 0
        place = _skip_space(text, end)
        if place > furthest:
            furthest, lacking = place, left.copy()
        if place == len(text) and not left.total():
            return chosen
        if len(choices) == len(chosen):
            dead = dead_ends and (end, frozenset(left.items())) in dead_ends
            choices.append(iter(()) if dead else _fitting(text, end, place, left))
        choice = next(choices[-1], None)
        if choice is not None:
            left[choice[1]] -= 1
            chosen.append(choice)
            continue
        choices.pop()
        dead_ends.add((end, frozenset(left.items())))
        if not chosen:
            raise TilingError(_describe(text, furthest, lacking), furthest)
        left[chosen.pop()[1]] += 1


def _skip_space(text: str, place: int) -> int:
    while place < len(text) and is_blank(text[place]):
        place += 1
    return place


def _fitting(text: str, start: int, end: int, left: Counter[str]) -> Iterator[tuple[int, str]]:
    """Return the pieces that fit after the white space of a span, or in it: some begin with what is invisible."""
    fitting = []
    for place in [*(place for place in range(start, end) if text[place] in INVISIBLE_SPACES), end]:
        pieces = [piece for piece, count in left.items() if count and text.startswith(piece, place)]
        fitting += [(place, piece) for piece in sorted(pieces, key=len, reverse=True)]
    return iter(fitting)


def _describe(text: str, place: int, left: Counter[str]) -> str:
    if place < len(text):
        return f"No fragment holds the text {text[place : place + 40]!r}."
    return f"There is no room left for the fragment {max(left.elements(), key=len)[:40]!r}."
