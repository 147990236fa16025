"""Hypothesis strategies for texts, articles and alignments, nasty ones by intention."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs
from hypothesis import strategies as st

from bialign.beads import Alignment, Bead, TranslationUnit
from bialign.documents import INVISIBLE_SPACES, Article, Fragment, FragmentKind, Language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

ORDINARY = {
    Language.KOREAN: (
        "서울시가 5일 예산을 편성했다고 밝혔다.",
        '"우리는 준비가 됐다"고 말했다.',
        "코스피는 3.2% 오른 2,650선에서 마감했다.",
        "이 법안은 재석 262명 중 찬성 171명으로 통과됐다.",
        "김 위원장은",
        "그러나",
    ),
    Language.ENGLISH: (
        "The city said Thursday it has drawn up a budget.",
        '"We are ready," he said.',
        "The KOSPI gained 3.2 percent to close at 2,650.",
        "U.S. President Smith met Mr. Kim at 9 a.m.",
        "However,",
        "3.5 trillion won ($2.4 billion)",
    ),
}
"""Pieces of news text by language."""

NASTY = (
    "\u1112\u1161\u11ab\u1100\u1173\u11af",  # conjoining jamo, as macOS writes file names
    "\uf99a\uf900",  # compatibility hanja, which NFC would rewrite
    "\u212b\u2126",  # angstrom and ohm signs, likewise
    "ㅋㅋㅋ ㅠㅠ",  # letters that stand alone
    "똠방각하 펲시콜라 뷁",  # syllables that old encodings lack
    "大韓民國 日 美",
    "㈜한국 ㎏ ① ½ Ⅳ",
    "１２３ Ａ　Ｂ",  # full-width digits, letters and space
    "e\u0301 n\u0303",  # combining marks
    "\U0001f600\U0001f469\u200d\U0001f467\U0001f1f0\U0001f1f7",  # code points beyond 16 bits, joined and paired
    "\u200b\u2060\ufeff",  # characters without width
    "\u00a0\u3000\u2009",  # spaces that are not U+0020
    "\u2028\u0085",  # line ends that are not a line feed
    "\u202e\u200f",  # directions
    "“”‘’「」『』《》〈〉…·―～",
    "<s> </s> <unk> &amp; &lt; ]]> <!-- -->",
    "[0]:[1] ||| ~~~ : ; \\ \\n % {} $x #",
    "'\"`,\t",
    "=1+1 @x -",  # what a spreadsheet takes for a formula
    "https://example.com/?q=1&r=2 someone@example.com",
)
"""Pieces that have broken text tools before."""

CONTROLS = ("\x00", "\x02", "\x0b", "\x0c", "\x1f", "\x7f", "\ufffe")
"""Characters that XML cannot hold."""

_WHITE_EDGES = re.compile(rf"\A[\s{INVISIBLE_SPACES}]+|[\s{INVISIBLE_SPACES}]+\Z")


def texts(
    language: Language | str | None = None,
    *,
    nasty: bool = True,
    controls: bool = False,
    min_size: int = 1,
    max_size: int = 4,
) -> SearchStrategy[str]:
    r"""Return a strategy for one-line texts that begin and end with something other than white space.

    Args:
        language: ``"ko"``, ``"en"``, or None for a mixture.
        nasty: Whether to draw from `NASTY` and from all of Unicode, not from news text alone.
        controls: Whether to draw from `CONTROLS`.
        min_size: Least number of pieces, at least 1.
        max_size: Most pieces.

    Returns:
        A strategy for texts without ``\n`` and ``\r``.
    """
    languages = list(ORDINARY) if language is None else [Language(language)]
    kinds = [st.sampled_from([piece for known in languages for piece in ORDINARY[known]])]
    if nasty:
        anything = st.characters(exclude_categories=["Cs", "Cc"])
        kinds += [st.sampled_from(NASTY), st.text(anything, min_size=1, max_size=6)]
    if controls:
        kinds.append(st.sampled_from(CONTROLS))
    pieces = st.lists(st.one_of(kinds), min_size=min_size, max_size=max_size)
    return st.builds(str.join, st.sampled_from([" ", "", ", "]), pieces).map(_trim).filter(bool)


def _trim(text: str) -> str:
    """Remove from both ends what Python or an article's check takes for white space."""
    return _WHITE_EDGES.sub("", text)


@st.composite
def articles(
    draw: DrawFn,
    language: Language | str | None = None,
    *,
    nasty: bool = True,
    max_fragments: int = 8,
    id: str = "",  # noqa: A002 - the name of the article's own attribute
) -> Article:
    """Draw an article cut into typed fragments.

    Args:
        draw: Given by Hypothesis.
        language: ``"ko"`` or ``"en"``; either if None.
        nasty: Whether its texts are, and white space between fragments of every kind.
        max_fragments: Most fragments; there may be none.
        id: Its id.
    """
    language = draw(st.sampled_from(Language)) if language is None else Language(language)
    count = draw(st.integers(0, max_fragments))
    nasty_gaps = ["\r\n", "\r", " \n\t", "\u3000\n", "\u200b\n", "\n\ufeff"]
    gap = st.sampled_from(["\n", "\n\n", " ", *(nasty_gaps if nasty else ())])
    parts: list[str] = []
    fragments = []
    place = 0
    for number in range(count):
        if number:
            parts.append(draw(gap))
            place += len(parts[-1])
        text = draw(texts(language, nasty=nasty))
        kind = FragmentKind.BODY if draw(st.booleans()) else draw(st.sampled_from(FragmentKind))
        fragments.append(Fragment(kind, text, place, place + len(text)))
        parts.append(text)
        place += len(text)
    return Article("".join(parts), language, fragments, id=id)


def _cut_monotonely(draw: DrawFn, source: Sequence[int], target: Sequence[int]) -> list[tuple[list[int], list[int]]]:
    """Draw beads that do not cross: take a few indices of either side again and again."""
    beads = []
    first = second = 0
    while first < len(source) or second < len(target):
        m, n = draw(st.sampled_from([(1, 1), (1, 1), (1, 2), (2, 1), (2, 2), (1, 0), (0, 1), (3, 1)]))
        left, right = list(source[first : first + m]), list(target[second : second + n])
        if left or right:
            beads.append((left, right))
        first, second = first + m, second + n
    return beads


def _match_freely(draw: DrawFn, source: Sequence[int], target: Sequence[int]) -> list[tuple[list[int], list[int]]]:
    """Draw beads in any order: give every index of either side to a bead."""
    count = max(len(source), len(target), 1)
    numbers = st.integers(0, count - 1)
    groups: list[tuple[list[int], list[int]]] = [([], []) for _ in range(count)]
    for side, indices in enumerate((source, target)):
        for index in indices:
            groups[draw(numbers)][side].append(index)
    return [group for group in groups if group[0] or group[1]]


@st.composite
def alignments(
    draw: DrawFn,
    source_language: Language | str = Language.KOREAN,
    target_language: Language | str = Language.ENGLISH,
    *,
    monotone: bool = True,
    scored: bool | None = None,
    nasty: bool = True,
    max_fragments: int = 8,
) -> Alignment:
    """Draw an alignment of two articles that covers all fragments; each bead holds one kind.

    Args:
        draw: Given by Hypothesis.
        source_language: Language of the source.
        target_language: Language of the target.
        monotone: Whether body beads may not cross; furniture always may.
        scored: Whether beads have scores; either if None.
        nasty: Whether texts are.
        max_fragments: Most fragments on either side.
    """
    source = draw(articles(source_language, nasty=nasty, max_fragments=max_fragments))
    target = draw(articles(target_language, nasty=nasty, max_fragments=max_fragments))
    scored = draw(st.booleans()) if scored is None else scored
    beads = []
    for kind in FragmentKind:
        sides = [[i for i, f in enumerate(article) if f.kind is kind] for article in (source, target)]
        make = _cut_monotonely if monotone and kind is FragmentKind.BODY else _match_freely
        for left, right in make(draw, *sides):
            score = draw(st.floats(0, 1)) if scored else None
            beads.append(Bead(left, right, kind, score))
    name = draw(st.sampled_from(["", "a-1", "2026/11/05.1", "기사 1"]))
    alignment = Alignment(
        source.fragments,
        target.fragments,
        beads,
        source_language,
        target_language,
        id=name,
        signature=draw(st.sampled_from(["", "bialign:0.1.0|encoder:toy"])),
        metadata=draw(st.dictionaries(st.sampled_from(["url", "outlet", "genre"]), texts(nasty=nasty), max_size=2)),
    )
    return attrs.evolve(alignment, beads=alignment.in_source_order())


def translation_units(
    source_language: Language | str = Language.KOREAN,
    target_language: Language | str = Language.ENGLISH,
    *,
    nasty: bool = True,
    one_sided: bool = True,
) -> SearchStrategy[TranslationUnit]:
    """Return a strategy for translation units.

    Args:
        source_language: Language of the source.
        target_language: Language of the target.
        nasty: Whether texts are.
        one_sided: Whether one of the two sides may be empty.
    """

    def side(language: Language | str) -> SearchStrategy[str]:
        return st.one_of(texts(language, nasty=nasty), st.just("")) if one_sided else texts(language, nasty=nasty)

    return st.builds(
        TranslationUnit,
        side(source_language),
        side(target_language),
        st.just(source_language),
        st.just(target_language),
        kind=st.sampled_from(FragmentKind),
        score=st.one_of(st.none(), st.floats(0, 1)),
        id=st.sampled_from(["", "a:1", "기사:2"]),
        metadata=st.dictionaries(st.sampled_from(["article", "bead"]), texts(nasty=nasty), max_size=2),
    ).filter(lambda unit: bool(unit.source or unit.target))
