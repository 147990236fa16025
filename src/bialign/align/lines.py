"""Lines that hold several sentences: cut before they are aligned, put together again after.

Lines that someone else cut may hold a paragraph, several sentences, or the end of one and the beginning of the next.
Sentences are what translators keep, so these are aligned; what shares a line then becomes one bead.
"""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import attrs
import numpy as np
import regex
from numpy.typing import NDArray

from bialign.align.joints import is_stopped
from bialign.documents import Language
from bialign.sentences import split_sentences
from bialign.text.capitals import lower_capitals
from bialign.text.languages import primary_subtag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bialign.align.steps import Step

Indices = NDArray[np.int64]

_HANGUL = regex.compile(r"\p{Hangul}")
# An end of a sentence within a line, in languages whose sentences begin with a capital letter (a full stop only after
# a word too long for an abbreviation), in Arabic script, and in Chinese and Japanese.
_INNER_END = regex.compile(
    r"""(?:(?<=\p{L}{2}\p{Ll}{2})(?<!\b(?:Prof|Mlle|Capt|Prov))\.|[!?…])["'”’»)\]]*+\s++(?=[\s"'“„‚«»‹›(\[¿¡—–-]*+\p{Lu})"""
    r"""|(?:(?<=[\p{Arabic}\p{M}]{3})\.|[۔؟!…])["'”’»)\]]*+\s++(?=["'“„«(\[]*+\p{Arabic})"""
    r"""|(?<![。！？])[。！？]++[」』”’）\s]*+(?=\S)"""
)


@attrs.frozen(eq=False)
class Sentences:
    """The sentences of some lines.

    Attributes:
        texts: The sentences, n of them; every line has one at least. What was in capitals throughout, which encoders
            know little of, may be in small letters.
        lines: The first and the last line that each is from, both ascending, shape (2, n).
        ends: Ends of sentences in each, shape (n,): 1 for a sentence, 0 for one without final punctuation, more for
            several taken for one.
    """

    texts: list[str]
    lines: Indices
    ends: NDArray[np.float32]

    @cached_property
    def lengths(self) -> NDArray[np.float32]:
        """Lengths in code points without white space, shape (n,)."""
        return np.array([len("".join(text.split())) for text in self.texts], dtype=np.float32)

    @cached_property
    def begin_lines(self) -> NDArray[np.bool_]:
        """Whether each sentence begins a line, shape (n,)."""
        firsts, lasts = self.lines
        begin: NDArray[np.bool_] = firsts > np.append(-1, lasts)[:-1]
        return begin


def cut_lines(lines: Sequence[str], language: str) -> Sentences:
    """Cut lines into sentences.

    Args:
        lines: Texts, none of them blank.
        language: BCP 47 tag; Korean and English are cut by rules of their own, others at what is surely an end.
    """
    base = primary_subtag(language)
    known = base == Language.ENGLISH or (base == Language.KOREAN and any(map(_HANGUL.search, lines)))
    cut = [(split_sentences(line, base) or [line]) if known else _cut_at_sure_ends(line) for line in lines]
    texts = [lower_capitals(text) for texts in cut for text in texts]
    return Sentences(
        texts,
        np.tile(np.repeat(np.arange(len(lines)), [len(texts) for texts in cut]), (2, 1)),
        np.array([is_stopped(text) for text in texts], dtype=np.float32),
    )


def take_for_sentences(lines: Sequence[str], cut: Sentences) -> Sentences:
    """Take each line, as it is, for a sentence, however many it holds.

    Args:
        lines: k texts.
        cut: What `cut_lines` made of them.
    """
    inner = np.bincount(cut.lines[0], minlength=len(lines)) - 1
    last = np.cumsum(inner + 1) - 1
    return Sentences(list(lines), np.tile(np.arange(len(lines)), (2, 1)), (inner + cut.ends[last]).astype(np.float32))


def _cut_at_sure_ends(line: str) -> list[str]:
    cuts = [0, *(match.end() for match in _INNER_END.finditer(line)), len(line)]
    return [piece for first, last in pairwise(cuts) if (piece := line[first:last].strip())]


def are_sentences(lines: Indices) -> bool:
    """Tell whether each line is one sentence, from the lines of each sentence, shape (2, n)."""
    firsts, lasts = lines
    return bool((firsts == lasts).all() and (firsts[1:] > firsts[:-1]).all())


def places_among_lines(lines: Indices) -> Indices:
    """Return where the boundaries between sentences lie among lines: 2k before line k, 2k + 1 inside it.

    Args:
        lines: The first and the last line of each sentence, shape (2, n).

    Returns:
        Shape (n + 1,).
    """
    before = np.append(-1, lines[1])
    after = np.append(lines[0], before[-1] + 1)
    places: Indices = 2 * after + (before == after)
    return places


@attrs.frozen(eq=False)
class JoinedBead:
    """A bead of whole lines, or a deleted line.

    Attributes:
        source: The source lines.
        target: The target lines.
        steps: The beads of sentences that it was put together from, in order of their path.
        between: What else the path has between the first and the last of them: deleted sentences of other lines, and
            crossing beads.
    """

    source: range
    target: range
    steps: tuple[Step, ...]
    between: tuple[Step, ...]


def as_joined(step: Step) -> JoinedBead:
    """Return a bead of sentences that are lines as a bead of lines."""
    m, n = step.shape
    return JoinedBead(range(step.row - m, step.row), range(step.column - n, step.column), (step,), ())


def join_steps(path: Iterable[Step], source: Indices, target: Indices) -> list[JoinedBead] | None:
    """Put beads of sentences together to beads of lines: those that share a line become one.

    A deleted sentence of a line that has others is no more than a part of it; a line without counterpart amid those
    of one bead belongs to it.

    Args:
        path: Beads of sentences, in the order of the source.
        source: The lines of each source sentence, shape (2, n).
        target: The lines of each target sentence, shape (2, m).

    Returns:
        The beads in the order of the path; None if those that share a line are not next to each other on a side, as
        may be where beads cross.
    """
    steps = list(path)
    source_count, target_count = (int(lasts[-1]) + 1 if len(lasts) else 0 for _, lasts in (source, target))
    # The lines of both sides in a row; those of one bead lead to the same one of them.
    leads_to = list(range(source_count + target_count))

    def owner(line: int) -> int:
        while leads_to[line] != line:
            leads_to[line] = line = leads_to[leads_to[line]]
        return line

    lines_of = [_lines_of(step, source, target, source_count) for step in steps]
    matched: set[int] = set()
    for step, lines in zip(steps, lines_of, strict=True):
        if 0 not in step.shape:
            matched.update(lines)
            for line in lines[1:]:
                leads_to[owner(line)] = owner(lines[0])
    for first, last in ((0, source_count), (source_count, source_count + target_count)):
        if not _join_runs([line for line in range(first, last) if line in matched], owner, leads_to):
            return None
    places: dict[int, list[int]] = {}
    for place, lines in enumerate(lines_of):
        # A deleted sentence may be parts of several lines.
        for own in dict.fromkeys(map(owner, lines)):
            places.setdefault(own, []).append(place)
    members: dict[int, list[int]] = {}
    for line in range(source_count + target_count):
        members.setdefault(owner(line), []).append(line)
    return [
        JoinedBead(
            _range_of([line for line in members[own] if line < source_count]),
            _range_of([line - source_count for line in members[own] if line >= source_count]),
            tuple(steps[place] for place in within),
            tuple(steps[place] for place in _left_out(within)),
        )
        for own, within in places.items()
    ]


def share_no_line(step: Step, source: Indices, target: Indices) -> bool:
    """Tell whether no two sentences of a bead share a line.

    Args:
        step: A bead of sentences.
        source: The lines of each source sentence, shape (2, n).
        target: The lines of each target sentence, shape (2, m).
    """
    m, n = step.shape
    if m < 2 and n < 2:
        return True
    sides = source[:, step.row - m : step.row], target[:, step.column - n : step.column]
    return all(bool((firsts[1:] > lasts[:-1]).all()) for firsts, lasts in sides)


def lines_amid(bead: JoinedBead, source: Indices, target: Indices) -> list[Step]:
    """Return the deleted sentences of a bead whose lines have no counterpart: they lie amid those that have.

    Args:
        bead: A bead of lines.
        source: The lines of each source sentence, shape (2, n).
        target: The lines of each target sentence, shape (2, m).
    """
    if len(bead.steps) == 1 or not (bead.source and bead.target):
        return []
    deleted = [step for step in bead.steps if 0 in step.shape]
    if not deleted:
        return []
    # The lines of both sides in a row.
    count = int(source[1, -1]) + 1
    matched = {line for step in bead.steps if 0 not in step.shape for line in _lines_of(step, source, target, count)}
    return [step for step in deleted if matched.isdisjoint(_lines_of(step, source, target, count))]


def _lines_of(step: Step, source: Indices, target: Indices, source_count: int) -> list[int]:
    m, n = step.shape
    lines: list[int] = []
    if m:
        lines += range(int(source[0, step.row - m]), int(source[1, step.row - 1]) + 1)
    if n:
        first, last = int(target[0, step.column - n]), int(target[1, step.column - 1])
        lines += range(source_count + first, source_count + last + 1)
    return lines


def _join_runs(lines: Sequence[int], owner: Callable[[int], int], leads_to: list[int]) -> bool:
    """Join what lies between lines of one bead to it; tell whether no other bead's lines do.

    Args:
        lines: The lines of one side that are in beads, ascending.
        owner: Returns the line that stands for a bead.
        leads_to: Where `owner` looks.
    """
    passed: set[int] = set()
    for line, following in pairwise(lines):
        if owner(line) == owner(following):
            for between in range(line + 1, following):
                leads_to[between] = owner(line)
        else:
            passed.add(owner(line))
            if owner(following) in passed:
                return False
    return True


def _left_out(places: Sequence[int]) -> list[int]:
    """Return what ascending places leave out between the first and the last of them."""
    if places[-1] - places[0] < len(places):
        return []
    return sorted({*range(places[0], places[-1])}.difference(places))


def _range_of(lines: Sequence[int]) -> range:
    return range(lines[0], lines[-1] + 1) if lines else range(0)
