"""Word links in Pharaoh notation: ``0-0 1-2``, the format of fast_align, eflomal and Moses.

A link names a source word and a target word by their places from 0. A possible link, as gold standards of
word alignment have them beside the sure ones (Och and Ney, 2003), is written ``1p2`` or ``1?2``.
JSON Lines, Parquet and other formats with metadata carry a unit's word links under the key ``word_links``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs

from bialign.errors import FormatError, InvariantError

if TYPE_CHECKING:
    from collections.abc import Iterable

METADATA_KEY = "word_links"
_LINK = re.compile(r"([0-9]{1,9})([-p?])([0-9]{1,9})")


@attrs.frozen(order=True)
class WordLink:
    """A link between a source word and a target word.

    Attributes:
        source: 0-based place of the source word.
        target: 0-based place of the target word.
        sure: False for a link that is possible only.

    Raises:
        InvariantError: If a place is negative.
    """

    source: int
    target: int
    sure: bool = True

    def __attrs_post_init__(self) -> None:
        if self.source < 0 or self.target < 0:
            raise InvariantError(f"Words are numbered from 0, not {min(self.source, self.target)}.")


def parse_links(text: str, *, first: int = 0) -> tuple[WordLink, ...]:
    """Read a line of word links; a blank line means none.

    Args:
        text: The line.
        first: The number of the first word in this file: 0, or 1 for tools that count so.

    Raises:
        FormatError: If a link is not two numbers joined by ``-``, ``p`` or ``?``, or a number is below the first.
    """
    links = []
    for field in text.split():
        match = _LINK.fullmatch(field)
        if match is None:
            raise FormatError(f"Expected word links such as 0-0 1-2, found {field[:20]!r}.")
        source, target = int(match[1]) - first, int(match[3]) - first
        if source < 0 or target < 0:
            raise FormatError(f"The word link {field} names a word before the first, which is {first}.")
        links.append(WordLink(source, target, sure=match[2] == "-"))
    return tuple(links)


def format_links(links: Iterable[WordLink], *, first: int = 0) -> str:
    """Write word links as a line, possible ones with ``p``.

    Args:
        links: The links, in the order they are to have.
        first: The number of the first word: 0, or 1 for tools that count so.
    """
    return " ".join(f"{link.source + first}{'-' if link.sure else 'p'}{link.target + first}" for link in links)
