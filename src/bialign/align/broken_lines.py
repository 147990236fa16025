"""Lines that end amid a sentence: subtitles, and texts that were broken at a width, as mails and books in files are.

Half a sentence translates nothing by itself, so the halves are put together before sentences are aligned. A headline
or an item of a list lacks a final stop, too; only two signs are sure enough. The sentence goes on with a small letter
and ends somewhere, in a text whose sentences begin with capitals. Or the text is broken at a width: whatever line has
no final stop is so long that the first word after it would not have fitted.
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import regex

from bialign.align.joints import is_stopped
from bialign.align.lines import Sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

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
# A sentence is of no more lines than this.
_MOST_LINES = 12


def join_broken_lines(
    source: Sentences,
    target: Sentences,
    source_begins: Sequence[bool] | None = None,
    target_begins: Sequence[bool] | None = None,
) -> tuple[Sentences, Sentences]:
    """Put sentences together that lines break.

    Lines of no width stay where the other side may have been broken with them: it has as many open ends, or half.

    Args:
        source: The sentences that `lines.cut_lines` found in k source lines.
        target: The same of the target lines.
        source_begins: Whether each source line begins a paragraph, where paragraphs are known.
        target_begins: The same of the target lines.
    """
    open_ends = _open_ends(source, source_begins), _open_ends(target, target_begins)
    if not any(own.any() for own in open_ends):
        return source, target
    small = [own & _go_on_small(side) for side, own in zip((source, target), open_ends, strict=True)]
    broken = [own & _reach_width(side, own) for side, own in zip((source, target), open_ends, strict=True)]
    for own, other in ((0, 1), (1, 0)):
        others = open_ends[other].sum() - (open_ends[own] & ~small[own]).sum()
        if small[own].sum() > 2 * others:
            broken[own] |= small[own]
    return _join(source, broken[0]), _join(target, broken[1])


def _open_ends(sentences: Sentences, begins: Sequence[bool] | None) -> NDArray[np.bool_]:
    """Tell of lines but the last whether they lack a final stop and no paragraph or item of a list begins next.

    Returns:
        Shape (k - 1,).
    """
    texts = sentences.texts
    lasts = np.flatnonzero(np.diff(sentences.lines[0])).tolist()
    open_ends = np.array([not is_stopped(texts[n]) and not _ITEM.match(texts[n + 1]) for n in lasts], dtype=bool)
    return open_ends if begins is None else open_ends & ~np.array(begins[1:], dtype=bool)


def _go_on_small(sentences: Sentences) -> NDArray[np.bool_]:
    """Tell of each line but the last whether the next goes on with a small letter, shape (k - 1,).

    Where sentences do not begin with capitals, that tells nothing.
    """
    texts = sentences.texts
    after_stop = [texts[0], *(after for before, after in pairwise(texts) if is_stopped(before))] if texts else []
    small, capital = (sum(map(bool, map(letter.match, after_stop))) for letter in (_SMALL_LETTER, _CAPITAL))
    informative = capital and capital >= _MOSTLY * (small + capital)
    firsts = np.flatnonzero(sentences.begin_lines)[1:].tolist()
    small_after = [_SMALL_LETTER.match(texts[place]) is not None for place in firsts]
    return np.array(small_after, dtype=bool) & bool(informative)


def _reach_width(sentences: Sentences, open_ends: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell of each line but the last whether it is as long as lines can be, shape (k - 1,).

    None counts where that is not so of most with an open end.
    """
    count = len(open_ends) + 1
    stops = sum(map(is_stopped, sentences.texts))
    if open_ends.sum() < _LEAST_BROKEN or stops * _LINES_WITH_END < count:
        return np.zeros_like(open_ends)
    firsts = np.flatnonzero(sentences.begin_lines).tolist()
    lines = [" ".join(sentences.texts[first:last]) for first, last in pairwise([*firsts, len(sentences.texts)])]
    for width_of in (len, _columns):
        widths = [width_of(line) for line in lines]
        width = np.quantile(widths, 1 - _LONGER)
        full = np.array(
            [own + 1 + width_of(after.split()[0]) > width for own, after in zip(widths, lines[1:], strict=False)]
        )
        if full[open_ends].mean() >= _MOSTLY:
            return full
    return np.zeros_like(open_ends)


def _columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return len(text) + sum(unicodedata.east_asian_width(character) in "WF" for character in text)


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
    texts: list[str] = []
    lines: list[tuple[int, int]] = []
    for group in groups:
        # What never ends is a list of some kind.
        whole = len(group) <= _MOST_LINES and is_stopped(sentences.texts[group[-1]])
        for part in [group] if whole else ([place] for place in group):
            texts.append(_join_parts([sentences.texts[place] for place in part]))
            lines.append((int(sentences.lines[0, part[0]]), int(sentences.lines[1, part[-1]])))
    ends = np.array([is_stopped(text) for text in texts], dtype=np.float32)
    return Sentences(texts, np.array(lines, dtype=np.int64).T, ends)


def _join_parts(parts: Sequence[str]) -> str:
    text = parts[0]
    for part in parts[1:]:
        text += part if _BREAKS_WORD.search(text) else f" {part}"
    return text
