"""Where pieces of a text stand in it, if together they make up the whole."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

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
    """Arrange pieces so that they make up a text, with white space alone between them.

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
    choices: list[Iterator[str]] = []
    furthest, lacking = 0, left.copy()
    while True:
        place = _skip_space(text, chosen[-1][0] + len(chosen[-1][1]) if chosen else 0)
        if place > furthest:
            furthest, lacking = place, left.copy()
        if place == len(text) and not left.total():
            return chosen
        if len(choices) == len(chosen):
            choices.append(_fitting(text, place, left))
        piece = next(choices[-1], None)
        if piece is not None:
            left[piece] -= 1
            chosen.append((place, piece))
            continue
        choices.pop()
        if not chosen:
            raise TilingError(_describe(text, furthest, lacking), furthest)
        left[chosen.pop()[1]] += 1


def _skip_space(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def _fitting(text: str, place: int, left: Counter[str]) -> Iterator[str]:
    fitting = [piece for piece, count in left.items() if count and text.startswith(piece, place)]
    return iter(sorted(fitting, key=len, reverse=True))


def _describe(text: str, place: int, left: Counter[str]) -> str:
    if place < len(text):
        return f"No fragment holds the text {text[place : place + 40]!r}."
    return f"There is no room left for the fragment {max(left.elements(), key=len)[:40]!r}."
