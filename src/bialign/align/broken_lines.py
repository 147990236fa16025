"""Lines that end amid a sentence: subtitles, and sentences that were broken at a width.

Half a sentence translates nothing by itself, so the halves are put together before sentences are aligned. A headline
or an item of a list lacks a final stop, too; only two signs are sure enough. The sentence goes on with a small letter
and ends somewhere, in a text whose sentences begin with capitals. Or the text is broken at a width: whatever line has
no final stop is so long that the first word after it would not have fitted. And the other side must agree: put
together, both sides have more nearly as many sentences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import regex

from bialign.align.lines import Sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

_SMALL_LETTER = regex.compile(r"""["'“‘«(\[]*+\p{Ll}""")
_CAPITAL = regex.compile(r"""["'“‘«(\[]*+\p{Lu}""")
# a) b. (c) ii. 3. and bullets begin an item of a list.
_ITEM = regex.compile(r"[(\[]?(?:[A-Za-z]|[ivx]{1,4}|\d{1,3})[.)\]](?=\s)|[-–—•·*](?=\s)|[▲▶■□○●◇◆※→☞①-⑳]")
_BREAKS_WORD = regex.compile(r"\p{L}-$")
# The share of lines that are as their kind mostly is: of those that begin a sentence with capitals, and of those
# without final stop that reach to the width.
_MOSTLY = 0.8
# So many lines without final stop tell of a width; no larger a share of lines is longer; sentences end in one line of
# so many at least.
_LEAST_BROKEN, _LONGER, _LINES_WITH_END = 4, 0.05, 8
# Verses and subtitles are of a narrower width, in characters.
_NARROWEST = 18
# Where scripts whose characters stand in squares begin and end: Hangul, Chinese characters, kana, full-width forms.
_SQUARES = np.array(
    [0x1100, 0x1160, 0x2E80, 0xA4D0, 0xAC00, 0xD7A4, 0xF900, 0xFB00, 0xFF01, 0xFF61, 0x20000, 0x40000]
)
# A sentence is of no more lines than this, and no more sentences than this hang together by lines that they share: of
# running text, there would be one bead for a paragraph.
_MOST_LINES, _MOST_SENTENCES = 12, 3
# What a line in a script without spaces may end before is a character.
_NEXT = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]|\S+")


def join_broken_lines(
    source: Sentences,
    target: Sentences,
    source_begins: Sequence[bool] | None = None,
    target_begins: Sequence[bool] | None = None,
) -> tuple[Sentences, Sentences]:
    """Put sentences together that lines break.

    Args:
        source: The sentences that `lines.cut_lines` found in k source lines.
        target: The same of the target lines.
        source_begins: Whether each source line begins a paragraph, where paragraphs are known.
        target_begins: The same of the target lines.
    """
    sides = source, target
    open_ends = _open_ends(source, source_begins), _open_ends(target, target_begins)
    if not any(own.any() for own in open_ends):
        return sides
    at_width = [_reach_width(side, own) for side, own in zip(sides, open_ends, strict=True)]
    if all(own.any() for own in at_width):
        # Broken at two widths, they may have as many lines by chance.
        return _join(source, at_width[0]), _join(target, at_width[1])
    broken = [full | _go_on_small(side, own) for side, own, full in zip(sides, open_ends, at_width, strict=True)]
    joined = [_join(side, own) for side, own in zip(sides, broken, strict=True)]
    ways = [sides, (joined[0], target), (source, joined[1]), (joined[0], joined[1])]
    return min(ways, key=lambda way: abs(len(way[0].texts) - len(way[1].texts)))


def _open_ends(sentences: Sentences, begins: Sequence[bool] | None) -> NDArray[np.bool_]:
    """Tell of lines but the last whether they lack a final stop and no paragraph or item of a list begins next.

    Returns:
        Shape (k - 1,).
    """
    firsts = _firsts(sentences)
    open_ends: NDArray[np.bool_] = sentences.ends[firsts - 1] == 0
    if begins is not None:
        open_ends &= ~np.array(begins[1:], dtype=bool)
    for number in np.flatnonzero(open_ends).tolist():
        open_ends[number] = _ITEM.match(sentences.texts[firsts[number]]) is None
    return open_ends


def _firsts(sentences: Sentences) -> NDArray[np.int64]:
    """Return the first sentence of each line but the first, shape (k - 1,)."""
    return np.flatnonzero(sentences.begin_lines)[1:]


def _go_on_small(sentences: Sentences, open_ends: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell of the lines with an open end whether the next goes on with a small letter, shape (k - 1,).

    Where sentences do not begin with capitals, that tells nothing.
    """
    texts, firsts = sentences.texts, _firsts(sentences)
    small = np.zeros_like(open_ends)
    for number in np.flatnonzero(open_ends).tolist():
        small[number] = _SMALL_LETTER.match(texts[firsts[number]]) is not None
    if not small.any():
        return small
    after_stop = [texts[place] for place in np.flatnonzero(np.append(1, sentences.ends[:-1]))]
    begin_small, begin_large = (sum(map(bool, map(letter.match, after_stop))) for letter in (_SMALL_LETTER, _CAPITAL))
    usual = begin_large > 0 and begin_large >= _MOSTLY * (begin_small + begin_large)
    return small if usual else np.zeros_like(small)


def _reach_width(sentences: Sentences, open_ends: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell of the lines with an open end whether they are as long as lines can be, shape (k - 1,).

    None is where that is not so of most.
    """
    places = np.flatnonzero(open_ends)
    reached = np.zeros_like(open_ends)
    if len(places) < _LEAST_BROKEN or np.count_nonzero(sentences.ends) * _LINES_WITH_END < len(open_ends) + 1:
        return reached
    following = [sentences.texts[place] for place in _firsts(sentences)[places].tolist()]
    next_words = [found[0] if (found := _NEXT.search(text)) else text for text in following]
    inner = np.bincount(sentences.lines[0]) - 1
    for widths_of, narrowest in ((_lengths, _NARROWEST), (_columns, 2 * _NARROWEST)):
        # Sentences of a line are a space apart.
        widths = np.bincount(sentences.lines[0], widths_of(sentences.texts)) + inner
        width = np.quantile(widths, 1 - _LONGER)
        full = widths[places] + 1 + widths_of(next_words) > width
        if width >= narrowest and full.mean() >= _MOSTLY:
            reached[places] = full
            break
    return reached


def _lengths(texts: Sequence[str]) -> NDArray[np.int64]:
    """Return the numbers of code points of texts, shape (n,)."""
    return np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))


def _columns(texts: Sequence[str]) -> NDArray[np.int64]:
    """Return how many columns of a terminal each text takes, about, shape (n,): two for what stands in a square."""
    points = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    wide = np.searchsorted(_SQUARES, points, side="right") % 2
    lengths = _lengths(texts)
    return lengths + np.bincount(np.repeat(np.arange(len(texts)), lengths), wide, minlength=len(texts)).astype(
        np.int64
    )


def _join(sentences: Sentences, broken: NDArray[np.bool_]) -> Sentences:
    """Put sentences together.

    Args:
        sentences: n sentences of k lines.
        broken: Whether a sentence goes on after a line, shape (k - 1,).
    """
    if not broken.any():
        return sentences
    firsts = np.flatnonzero(sentences.begin_lines)[1:]
    goes_on = {*firsts[broken].tolist()}
    groups: list[list[int]] = []
    for place in range(len(sentences.texts)):
        if place in goes_on:
            groups[-1].append(place)
        else:
            groups.append([place])
    parts = [part for chain in _chains(groups, sentences) for part in _parts(chain, sentences)]
    texts = [_join_parts([sentences.texts[place] for place in part]) for part in parts]
    lines = [(sentences.lines[0, part[0]], sentences.lines[1, part[-1]]) for part in parts]
    return Sentences(texts, np.array(lines, dtype=np.int64).T, sentences.ends[[part[-1] for part in parts]])


def _chains(groups: Sequence[list[int]], sentences: Sentences) -> Iterator[list[list[int]]]:
    """Yield the groups that hang together by lines: each begins in the line where the one before ends."""
    chain: list[list[int]] = []
    for group in groups:
        if chain and sentences.lines[0, group[0]] != sentences.lines[1, chain[-1][-1]]:
            yield chain
            chain = []
        chain.append(group)
    if chain:
        yield chain


def _parts(chain: list[list[int]], sentences: Sentences) -> list[list[int]]:
    """Return the groups of a chain, those that are rather no sentence part by part; what never ends is a list."""
    if len(chain) > _MOST_SENTENCES:
        return [[place] for group in chain for place in group]
    parts: list[list[int]] = []
    for group in chain:
        whole = len(group) <= _MOST_LINES and sentences.ends[group[-1]] > 0
        parts += [group] if whole else [[place] for place in group]
    return parts


def _join_parts(parts: Sequence[str]) -> str:
    text = parts[0]
    for part in parts[1:]:
        text += part if _BREAKS_WORD.search(text) else f" {part}"
    return text
