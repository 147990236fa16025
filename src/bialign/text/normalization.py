"""Normalised views of a text that know where each code point came from.

A user's text is never changed. Analysis runs on a view, and an `OffsetMap` leads every place of the view back.
Every step is a function of its own from text to `OffsetMap`; none is applied silently, and `apply_steps` chains those
that are wanted. Compatibility normalisation (NFKC) is not among them: it turns ½ into 1⁄2 and ㎏ into kg.
"""

from __future__ import annotations

import re
import reprlib
import unicodedata
from typing import TYPE_CHECKING

import attrs
import regex

from bialign.errors import ConfigurationError
from bialign.lists import refuse_text, require_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# Plain NFC also rewrites 460 of the 512 compatibility hanja (U+F900..U+FAFF) and the ohm, kelvin and angstrom
# signs, so only conjoining jamo, which macOS makes of every Hangul syllable, are composed.
_CONJOINING_JAMO = re.compile("[\u1100-\u1112\u11a8-\u11c2]")
_CONJOINING_SYLLABLE = re.compile("[\u1100-\u1112][\u1161-\u1175](?:[\u11a8-\u11c2])?|[가-힣][\u11a8-\u11c2]")
_MARK = regex.compile(r"\p{M}")
# Whatever has more marks is no letter of any language, and takes time that grows with their square.
_MARKED_LETTER = regex.compile(r"\P{M}\p{M}{1,8}+")
_GRAPHEME = regex.compile(r"\X")

# Zero-width space, non-joiner, word joiner, byte order mark and soft hyphen. The zero-width joiner holds emoji
# together and stays, as do the marks that steer right-to-left text.
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u2060\ufeff]+")
_SPACE = re.compile(r"\s+")

LOOK_ALIKES = {ord("ı"): "i", ord("İ"): "I", ord("ſ"): "s"}
"""Letters that patterns of any case take for i and s, but tables of words do not, for `str.translate`."""

_QUOTES = str.maketrans("“”„‟«»″＂‘’‚‛‹›′＇`´", "\"\"\"\"\"\"\"\"''''''''''")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−⁃﹣－⸺⸻", "-"))


def _narrow_forms() -> dict[int, str]:
    """Return what each full-width or half-width form stands for, by one step of its decomposition."""
    forms = {0x3000: " "}
    for code in range(0xFF01, 0xFFEF):
        kind, _, original = unicodedata.decomposition(chr(code)).partition(" ")
        if kind in ("<wide>", "<narrow>"):
            forms[code] = chr(int(original, 16))
    return forms


_WIDTHS = _narrow_forms()


@attrs.frozen
class OffsetMap:
    """Where the code points of a view stand in the original.

    Attributes:
        view: The normalised text.
        starts: For each code point of the view the offset of its first original code point, and one more
            entry, the original's length. None where every code point of the view stands where it stood.
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

    def then(self, step: Callable[[str], OffsetMap]) -> OffsetMap:
        """Apply another step to the view; the map of the result leads to this map's original."""
        following = step(self.view)
        if self.starts is None or self.ends is None:
            return following
        if following.starts is None or following.ends is None:
            return OffsetMap(following.view, self.starts, self.ends)
        spans = [self.span(start, end) for start, end in zip(following.starts, following.ends, strict=False)]
        return OffsetMap(
            following.view, (*(start for start, _ in spans), self.starts[-1]), tuple(end for _, end in spans)
        )


def apply_steps(text: str, steps: Iterable[Callable[[str], OffsetMap]]) -> OffsetMap:
    """Apply normalisation steps one after the other.

    >>> apply_steps("“ＡＢＣ”  방송", [normalize_width, normalize_quotes, normalize_space]).view
    '"ABC" 방송'

    Raises:
        ConfigurationError: If it is no text, or something is no step.
    """
    require_text(text)
    refuse_text(steps, what="steps")
    mapped = OffsetMap(text)
    for step in steps:
        if not callable(step):
            raise ConfigurationError(f"Expected a step such as normalize_space, not {reprlib.repr(step)}.")
        mapped = mapped.then(step)
    return mapped


def substitute(
    text: str,
    pattern: re.Pattern[str] | regex.Pattern[str],
    replacement: Callable[[re.Match[str] | regex.Match[str]], str],
) -> OffsetMap:
    """Rewrite every match of a pattern.

    Args:
        text: The text.
        pattern: What to rewrite; matches are not empty.
        replacement: Gives for a match what to write instead. Where it has as many code points, they
            are taken to correspond one by one; otherwise each of them stands for the whole match.
    """
    view: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    place = 0
    for match in pattern.finditer(text):
        start, end = match.span()
        old, new = match.group(), replacement(match)
        if new == old:
            continue
        view += (text[place:start], new)
        starts += range(place, start)
        ends += range(place + 1, start + 1)
        if len(new) == len(old):
            starts += range(start, end)
            ends += range(start + 1, end + 1)
        else:
            starts += [start] * len(new)
            ends += [end] * len(new)
        place = end
    if not view:
        return OffsetMap(text)
    view.append(text[place:])
    starts += range(place, len(text) + 1)
    ends += range(place + 1, len(text) + 1)
    return OffsetMap("".join(view), tuple(starts), tuple(ends))


def _compose(match: re.Match[str] | regex.Match[str]) -> str:
    return unicodedata.normalize("NFC", match.group())


def compose_hangul(text: str) -> OffsetMap:
    """Compose conjoining jamo into syllables, as NFC does for Hangul, and leave all else as it is.

    Raises:
        ConfigurationError: If it is no text.

    >>> compose_hangul("\u1112\u1161\u11ab글").view
    '한글'
    """
    require_text(text)
    if text.isascii() or not _CONJOINING_JAMO.search(text):
        return OffsetMap(text)
    return substitute(text, _CONJOINING_SYLLABLE, _compose)


def compose(text: str) -> str:
    """Compose what macOS takes apart, syllables of Hangul and accented letters, and leave all else as it is.

    As `normalize_nfc`, but for compatibility hanja and unit signs, offsets, and heaps of marks.

    >>> compose("\u1112\u1161\u11ab글 cafe\u0301 \uf99a") == "한글 café \uf99a"
    True
    """
    if text.isascii():
        return text
    if _CONJOINING_JAMO.search(text):
        text = _CONJOINING_SYLLABLE.sub(_compose, text)
    return _MARKED_LETTER.sub(_compose, text) if _MARK.search(text) else text


def normalize_nfc(text: str) -> OffsetMap:
    """Normalise to NFC (Unicode Standard Annex 15), compatibility hanja and unit signs included.

    >>> normalize_nfc("cafe\u0301 \uf99a").view == "café \u9023"
    True

    Raises:
        ConfigurationError: If it is no text.
    """
    require_text(text)
    if unicodedata.is_normalized("NFC", text):
        return OffsetMap(text)
    # A composition never crosses the boundary of a grapheme cluster.
    return substitute(text, _GRAPHEME, _compose)


def remove_invisible(text: str) -> OffsetMap:
    """Remove zero-width spaces and non-joiners, word joiners, byte order marks and soft hyphens.

    >>> remove_invisible("정\u200b부\u00ad는").view
    '정부는'

    Raises:
        ConfigurationError: If it is no text.
    """
    require_text(text)
    return substitute(text, _INVISIBLE, lambda _: "")


def normalize_space(text: str) -> OffsetMap:
    """Make every run of white space one space, or one line feed if it holds a line break; drop it at the ends.

    >>> normalize_space(" 서울시는   5일 밝혔다. ").view
    '서울시는 5일 밝혔다.'

    Raises:
        ConfigurationError: If it is no text.
    """
    require_text(text)
    end = len(text.rstrip())
    start = len(text) - len(text.lstrip())

    def squeeze(match: re.Match[str] | regex.Match[str]) -> str:
        if match.start() < start or match.end() > end:
            return ""
        return "\n" if "\n" in match.group() or "\r" in match.group() else " "

    return substitute(text, _SPACE, squeeze)


def normalize_quotes(text: str) -> OffsetMap:
    """Make typographic quotation marks, primes and accents used as such straight ones: ``"`` and ``'``.

    The marks of Korean titles (「」『』《》〈〉) stay.

    >>> normalize_quotes("“그는 왔다”").view
    '"그는 왔다"'

    Raises:
        ConfigurationError: If it is no text.
    """
    require_text(text)
    return OffsetMap(text.translate(_QUOTES))


def normalize_dashes(text: str) -> OffsetMap:
    """Make dashes, minus signs and the other hyphens hyphen-minus.

    >>> normalize_dashes("2019–2021 —").view
    '2019-2021 -'

    Raises:
        ConfigurationError: If it is no text.
    """
    require_text(text)
    return OffsetMap(text.translate(_DASHES))


def normalize_width(text: str) -> OffsetMap:
    """Make full-width Latin letters, digits, signs and spaces ordinary, and half-width jamo and kana full-width.

    >>> normalize_width("ＫＯＳＰＩ　２，５００ ﾡ").view
    'KOSPI 2,500 ㄱ'

    Raises:
        ConfigurationError: If it is no text.
    """
    require_text(text)
    return OffsetMap(text.translate(_WIDTHS))
