"""Normalised views of a text that know where each code point came from.

A user's text is never changed. Analysis runs on a view, and an `OffsetMap` leads every place of the view back.
"""

from __future__ import annotations

import re
import unicodedata

import attrs
import regex

# Plain NFC also rewrites 460 of the 512 compatibility hanja (U+F900..U+FAFF) and the ohm, kelvin and angstrom
# signs, so only conjoining jamo, which macOS makes of every Hangul syllable, are composed.
_CONJOINING_JAMO = re.compile("[\u1100-\u1112\u11a8-\u11c2]")
_CONJOINING_SYLLABLE = regex.compile(r"[\u1100-\u1112][\u1161-\u1175](?:[\u11a8-\u11c2])?|[가-힣][\u11a8-\u11c2]")


@attrs.frozen
class OffsetMap:
    """Where the code points of a view stand in the original.

    Attributes:
        view: The normalised text.
        starts: For each code point of the view the offset of its first original code point, and one more
            entry, the original's length. None where view and original are the same text.
        ends: For each code point of the view the offset after its last original code point.
    """

    view: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original's span of the view's span ``start:end``; an empty span stays empty."""
        if self.starts is None or self.ends is None:
            return start, end
        if start == end:
            return self.starts[start], self.starts[start]
        return self.starts[start], self.ends[end - 1]


def compose_hangul(text: str) -> OffsetMap:
    """Compose conjoining jamo into syllables, as NFC does for Hangul, and leave all else as it is.

    >>> compose_hangul("\u1112\u1161\u11ab글").view
    '한글'
    """
    if text.isascii() or not _CONJOINING_JAMO.search(text):
        return OffsetMap(text)
    view: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def keep(start: int, end: int) -> None:
        view.append(text[start:end])
        starts.extend(range(start, end))
        ends.extend(range(start + 1, end + 1))

    place = 0
    for match in _CONJOINING_SYLLABLE.finditer(text):
        keep(place, match.start())
        view.append(unicodedata.normalize("NFC", match.group()))
        starts.append(match.start())
        ends.append(match.end())
        place = match.end()
    keep(place, len(text))
    starts.append(len(text))
    return OffsetMap("".join(view), tuple(starts), tuple(ends))
