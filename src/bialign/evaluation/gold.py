"""Hand-made gold alignments as plain text that reviews well, and the articles that they tile.

A gold file is a list of blocks with a blank line between. A block's first line is a fragment kind; each line after it
is a fragment of the bead, written exactly as in the article, behind its language and a colon::

    headline
    ko: 서울시, 내년 예산 47조원 편성
    en: Seoul sets 2027 budget at 47 trillion won

    boilerplate
    ko#2: 공유하기

``ko#2:`` is the second fragment of that very text in the article. A block of one language is a deletion. Lines that
begin with ``#`` are comments. Together, the fragments tile both articles, so their offsets need not be written down.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import regex

from bialign.beads import Alignment, Bead
from bialign.documents import Article, Fragment, FragmentKind
from bialign.errors import FormatError
from bialign.evaluation.tiling import TilingError, tile
from bialign.lists import require_instance
from bialign.text.decoding import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from os import PathLike

_FRAGMENT_LINE = regex.compile(r"(?P<language>\p{L}{2,3}(?:-\w+)*)(?:#(?P<number>[1-9][0-9]*))?:\s(?P<text>.*)")


@attrs.frozen
class _Entry:
    """A fragment as a gold file names it: the n-th of its text on its side, in a block, at a line of the file."""

    language: str
    text: str
    number: int
    block: int
    line: int


@attrs.frozen
class _Gold:
    """A gold file as read: the kinds of its blocks, and all its entries."""

    path: str | PathLike[str]
    kinds: Sequence[FragmentKind]
    entries: Sequence[_Entry]


def read_gold(
    path: str | PathLike[str],
    source_path: str | PathLike[str],
    target_path: str | PathLike[str],
    *,
    source_language: str = "ko",
    target_language: str = "en",
    metadata: Mapping[str, str] | None = None,
) -> tuple[Article, Article, Alignment]:
    """Read a gold alignment and the two articles it aligns.

    Args:
        path: The gold file.
        source_path: The source article, as scraped.
        target_path: The target article, as scraped.
        source_language: BCP 47 tag of the source, as the gold file writes it.
        target_language: BCP 47 tag of the target, as the gold file writes it.
        metadata: What else is known of the pair, for the articles and the alignment.

    Returns:
        The two articles, cut into typed fragments (body fragments are sentences), and the gold alignment of these
        fragments, in reading order of the source. Their id is the gold file's stem.

    Raises:
        FormatError: If a line of the gold file cannot be understood, or its fragments do not tile the articles.
        DecodingError: If a file cannot be read or is not UTF-8 text.
    """
    gold = _parse(path, (source_language, target_language))
    name = Path(path).stem
    metadata = metadata or {}
    sides = []
    articles = []
    for language, article_path in ((source_language, source_path), (target_language, target_path)):
        text = read_text(article_path, encoding="utf-8")
        placed = _place(gold, language, text, article_path)
        fragments = [
            Fragment(gold.kinds[entry.block], entry.text, start, start + len(entry.text)) for start, entry in placed
        ]
        articles.append(Article(text, language, fragments, id=name, metadata=metadata))
        side = defaultdict(list)
        for index, (_, entry) in enumerate(placed):
            side[entry.block].append(index)
        sides.append(side)
    source, target = articles
    alignment = Alignment(
        source.fragments,
        target.fragments,
        [Bead(sides[0][block], sides[1][block], kind) for block, kind in enumerate(gold.kinds)],
        source_language,
        target_language,
        id=name,
        signature="gold:manual",
        metadata=metadata,
    )
    return source, target, attrs.evolve(alignment, beads=alignment.in_source_order())


def _parse(path: str | PathLike[str], languages: tuple[str, str]) -> _Gold:
    kinds: list[FragmentKind] = []
    entries: list[_Entry] = []
    first_uses: dict[tuple[str, str, int], int] = {}
    lines = read_text(path, encoding="utf-8").split("\n")
    in_block = False
    for number, line in enumerate(map(str.strip, [*lines, ""]), 1):
        if line.startswith("#"):
            continue
        if not line:
            if in_block and not (entries and entries[-1].block == len(kinds) - 1):
                raise FormatError(f"The block {kinds[-1].value!r} before this line names no fragment.", path, number)
            in_block = False
        elif not in_block:
            kinds.append(_parse_kind(line, path, number))
            in_block = True
        else:
            entry = _parse_entry(line, languages, len(kinds) - 1, path, number)
            key = (entry.language, entry.text, entry.number)
            if key in first_uses:
                raise FormatError(
                    f"This fragment stands in line {first_uses[key]} already; where the article has it twice, "
                    f"the second is written '{entry.language}#2: ...'.",
                    path,
                    number,
                )
            first_uses[key] = number
            entries.append(entry)
    return _Gold(path, kinds, entries)


def _parse_kind(line: str, path: str | PathLike[str], number: int) -> FragmentKind:
    try:
        return FragmentKind(line)
    except ValueError:
        raise FormatError(
            f"A block begins with a fragment kind ({', '.join(FragmentKind)}), not {line[:40]!r}.", path, number
        ) from None


def _parse_entry(line: str, languages: tuple[str, str], block: int, path: str | PathLike[str], number: int) -> _Entry:
    match = _FRAGMENT_LINE.fullmatch(line)
    if not match or match["language"] not in languages:
        raise FormatError(
            f"A fragment is written '{languages[0]}: TEXT' or '{languages[1]}: TEXT', not {line[:40]!r}.",
            path,
            number,
        )
    return _Entry(match["language"], match["text"].strip(), int(match["number"] or 1), block, number)


def _place(gold: _Gold, language: str, text: str, article_path: str | PathLike[str]) -> list[tuple[int, _Entry]]:
    """Return where in the article each fragment of a language begins, in reading order."""
    entries = {(entry.text, entry.number): entry for entry in gold.entries if entry.language == language}
    for (fragment, number), entry in entries.items():
        if fragment not in text:
            raise FormatError(f"{article_path} does not hold this fragment.", gold.path, entry.line)
        if number > 1 and (fragment, number - 1) not in entries:
            raise FormatError(f"Nothing names occurrence {number - 1} of this fragment.", gold.path, entry.line)
    try:
        places = tile(text, [entry.text for entry in entries.values()])
    except TilingError as error:
        line = text.count("\n", 0, error.place) + 1
        raise FormatError(f"{error} ({gold.path})", article_path, line) from None
    seen: defaultdict[str, int] = defaultdict(int)
    placed = []
    for place, fragment in places:
        seen[fragment] += 1
        placed.append((place, entries[fragment, seen[fragment]]))
    return placed


def format_gold(alignment: Alignment, *, scores: bool = False) -> str:
    """Write an alignment as a gold file, so that people can read, review and correct it.

    Args:
        alignment: Its fragments hold no line breaks, and none is empty.
        scores: Whether to put each bead's score, where it has one, in a comment before its block.

    Returns:
        The text, blocks in reading order of the source; ends in a line feed.

    Raises:
        FormatError: If a fragment is empty or holds a line break, or both sides are in one language.
        InvariantError: If it is no alignment.
    """
    require_instance(alignment, Alignment, what="an alignment")
    if alignment.source_language == alignment.target_language:
        raise FormatError(
            f"A gold file tells the sides by their languages, but both of {alignment.id!r} are "
            f"{alignment.source_language!r}: tag them apart, such as en-GB and en-US."
        )
    sides = (
        (alignment.source_language, _occurrences(alignment.source), alignment.source),
        (alignment.target_language, _occurrences(alignment.target), alignment.target),
    )
    blocks = []
    for bead in alignment.in_source_order():
        lines = [f"# score {bead.score:.3f}"] if scores and bead.score is not None else []
        lines.append(bead.kind.value)
        for indices, (language, numbers, fragments) in zip((bead.source, bead.target), sides, strict=True):
            for index in indices:
                number = "" if numbers[index] == 1 else f"#{numbers[index]}"
                lines.append(f"{language}{number}: {fragments[index].text}")
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def _occurrences(fragments: Sequence[Fragment]) -> list[int]:
    """Tell for each fragment the how-manieth of its text it is, from 1."""
    seen: defaultdict[str, int] = defaultdict(int)
    numbers = []
    for fragment in fragments:
        if not fragment.text.strip():
            raise FormatError(f"A gold file cannot hold an empty fragment: {fragment!r}.")
        if "\n" in fragment.text:
            raise FormatError(
                f"A gold file cannot hold a fragment with a line break: {fragment!r}. Where an article came wrapped "
                "at a width, write each paragraph in one line first."
            )
        seen[fragment.text] += 1
        numbers.append(seen[fragment.text])
    return numbers
