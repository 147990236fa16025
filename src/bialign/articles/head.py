"""The head of an article: its headline, where the body begins, and what stands between."""

from __future__ import annotations

import re
from bisect import bisect_right
from enum import Enum, auto
from itertools import takewhile
from typing import TYPE_CHECKING

from bialign.articles.conventions import Place
from bialign.articles.lines import FULL_STOPS, LONGEST_HEADLINE, OPENING_QUOTES, could_be_headline, final_mark
from bialign.articles.pieces import opening, peel_headline
from bialign.articles.tail import begins_list_amid_story, is_end
from bialign.documents import FragmentKind, Language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bialign.articles.layout import Layout
    from bialign.articles.lines import Line

_LETTERS = {"ko": re.compile(r"[가-힣]"), "en": re.compile(r"[A-Za-z]")}
_ANY_LETTERS = re.compile(r"[^\W\d_]")
# A label such as "Travel & Food" or "뉴스9" has few words, and none of the punctuation of headlines.
_KOREAN_LABEL_WORD = r"[^\s,…·'\"“”‘’?!%↑↓]"
_ENGLISH_LABEL_WORD = r"(?:[A-Z][\w.'’-]*|&|and|of|the|in)"
_LABEL = {
    Language.KOREAN: re.compile(rf"{_KOREAN_LABEL_WORD}{{1,8}}(?: {_KOREAN_LABEL_WORD}{{1,6}})?"),
    Language.ENGLISH: re.compile(rf"{_ENGLISH_LABEL_WORD}(?: (?:{_ENGLISH_LABEL_WORD}|\d{{1,4}})){{0,2}}"),
}
_MENU_ITEM = re.compile(r"[가-힣]{2,6}|[A-Z][A-Za-z]{1,13}")
_MENU_PHRASE = re.compile(r"[가-힣A-Z]{2,6} [가-힣]{2,6}|[A-Z][A-Za-z]{1,11}(?: & | )[A-Z][A-Za-z]{1,11}")
_SHORTEST_MENU = 5
_LONGEST_MENU = 100
_FEWEST_SECTIONS = 2
_LONGEST_BUTTON = 12
# One word that ends or is written as names of outlets are: "한마당넷", "RiverWatch", "Rivernews", "river.example".
_OUTLET = re.compile(
    r"\S{1,10}(?:(?<!인터)넷|닷컴|TV|저널|리뷰|브리핑|매거진|프레스|포스트|타임[스즈]|투데이)"
    r"|[A-Z]\w{2,15}(?:news|wire|times|journal|magazine|weekly)|[A-Z][a-z]+(?:[A-Z][a-z]+)+|\w{2,20}\.[a-z]{2,7}"
)
_NEXT_SENTENCE = re.compile(r"[.?!。][\"'”’)]*\s")
_CORRECTION = re.compile(
    r"[\[<【] ?(?:바로 ?잡습니다|정정 ?보도|반론 ?보도|알립니다|고침|추후 ?보도)[^\]>】]{0,20}[\]>】] ?\S"
    r"|Corrections?: [A-Z]"
)
_HOUR = re.compile(r"\d{1,2}[:.]\d{2}(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,4})?")
_SALUTATION = re.compile(r"Dear [A-Z][^!?:]{1,40}[,:]")
# Above the headline this tells what the article is; below it, who speaks.
_INTERVIEW = re.compile(r"[\[<〈【] ?인터뷰 ?[\]>〉】]")
_NOTE = re.compile(r"편집자 ?주")
_MOST_DECKS = 4
_LONGEST_DECK = 200
_NOTICE = frozenset({FragmentKind.BOILERPLATE, FragmentKind.CREDIT})
_SIGNATURE = frozenset({FragmentKind.BYLINE, FragmentKind.TIMESTAMP})


def find_headline(layout: Layout) -> None:
    """Find the headline: the first line of its language that is no furniture and no sentence with a full stop."""
    known = [index for index, line in enumerate(layout.lines) if line.kind is FragmentKind.HEADLINE]
    if known:
        layout.headline = known[0]
        return
    candidates, fallbacks = _headline_candidates(layout)
    if len(candidates) == 2 and _is_label(layout, *candidates):
        del candidates[0]
    best = [*candidates, *fallbacks][:1]
    if best and (len(layout.lines) > 1 or len(peel_headline(layout.lines[best[0]], layout.language)) > 1):
        layout.headline = best[0]
        headline = layout.lines[best[0]]
        headline.settle(FragmentKind.HEADLINE)
        for line in layout.lines[: best[0]]:
            if line.kind is FragmentKind.SPEAKER and line.fullmatch(_INTERVIEW):
                line.settle(FragmentKind.EDITOR_TAG)


def _headline_candidates(layout: Layout) -> tuple[list[int], list[int]]:
    """Return the first two lines that may be headlines, and those that are only if there is nothing better."""
    letters = _LETTERS.get(layout.language, _ANY_LETTERS)
    menu_end = 0
    candidates: list[int] = []
    fallbacks: list[int] = []
    for index, line in enumerate(layout.lines):
        kind = line.kind or layout.whole_kind(index, Place.HEAD)
        listed = index - 1 in layout.headings and layout.adjoins(index) and not _is_menu_heading(layout, index - 1)
        if listed and not _heads_story(layout, index):
            # What heads a list of other articles is followed by their headlines.
            continue
        if kind is None:
            if layout.is_story(index):
                break
            if not could_be_headline(line, layout.language, first=not candidates):
                # An outlet that no table knows may stand above it; any other word is a headline above its deck.
                words = [*candidates, *(other for other in fallbacks if _could_be_name(layout, other))]
                if all(_OUTLET.fullmatch(str(layout.lines[other])) for other in words) and _is_signed(layout, index):
                    candidates.append(index)
                break
            if index >= menu_end:
                menu_end = _end_of_menu(layout, index)
            if line.search(letters) and index >= menu_end:
                candidates.append(index)
            if len(candidates) == 2:
                break
        # A bare name is rather an author than a headline, "[표] ..." rather a caption, "[바로잡습니다] ..." and
        # "Correction: ..." rather a note; but it may be all there is.
        elif _is_weak(line, kind) and could_be_headline(line, layout.language):
            fallbacks.append(index)
    return candidates, fallbacks


class _Item(Enum):
    """What a line may be in a menu."""

    SECTION = auto()
    """A section that many sites have."""
    WORD = auto()
    """One word."""
    LOOSE = auto()
    """What may as well be a headline: two words, or one below a button."""
    BUTTON = auto()
    """What is no item, but stands between them."""


def _end_of_menu(layout: Layout, index: int) -> int:
    """Return where a menu ends whose first unknown item is a line, or the line's own index if there is none.

    A menu is many lines of one or two words in a row: the sections of a site, one below the other. Right above the
    signature or the story, the last of them is the headline.
    """
    lines = layout.lines
    ahead = (_menu_item(layout, place) for place in range(index, min(index + _LONGEST_MENU, len(lines))))
    items = [item for item in takewhile(bool, ahead) if item]
    firm = _without_loose_end(items)
    begin, end, below = index, index + firm, index + len(items)
    count = sum(item is not _Item.BUTTON for item in items[:firm])
    while begin > 0 and 0 < count < _SHORTEST_MENU and (item := _menu_item(layout, begin - 1)):
        begin -= 1
        count += item is not _Item.BUTTON
    if count < _SHORTEST_MENU:
        return index
    headed = below < len(lines) and (lines[below].kind in _SIGNATURE or layout.is_prose(below))
    headed = headed and _Item.LOOSE not in items[firm:]
    return end - 1 if headed and lines[end - 1].kind is None else end


def _without_loose_end(items: Sequence[_Item]) -> int:
    """Return where the items of a menu end: below the last loose one stand two sections, or it is none of them."""
    end, sections = len(items), 0
    for place in reversed(range(len(items))):
        if items[place] is _Item.SECTION:
            sections += 1
        elif items[place] is _Item.LOOSE:
            if sections >= _FEWEST_SECTIONS:
                break
            end, sections = place, 0
    while end and items[end - 1] is _Item.BUTTON:
        end -= 1
    return end


def _menu_item(layout: Layout, index: int) -> _Item | None:
    line = layout.lines[index]
    kind = line.kind or layout.whole_kind(index, Place.HEAD)
    word = line.fullmatch(_MENU_ITEM) is not None
    if kind is FragmentKind.SECTION:
        return _Item.SECTION
    if kind is None and (word or line.fullmatch(_MENU_PHRASE)):
        below_button = index > 0 and layout.lines[index - 1].kind is FragmentKind.BOILERPLATE
        return _Item.WORD if word and not below_button else _Item.LOOSE
    button = kind is FragmentKind.BOILERPLATE and len(line) <= _LONGEST_BUTTON
    # Three syllables that happen to begin as names do.
    return _Item.BUTTON if button or (word and kind is FragmentKind.BYLINE and line.kind is None) else None


def _is_menu_heading(layout: Layout, index: int) -> bool:
    """Whether what heads lists elsewhere is a section of a menu, below others: ``랭킹``."""
    sections = range(index - _FEWEST_SECTIONS, index + 1)
    return sections[0] >= 0 and all(
        layout.whole_kind(place, Place.HEAD) is FragmentKind.SECTION for place in sections
    )


def _heads_story(layout: Layout, index: int) -> bool:
    """Whether a signature stands below a line, or a sentence without a blank line between."""
    below = index + 1
    if below == len(layout.lines):
        return False
    return layout.lines[below].kind in _SIGNATURE or (layout.adjoins(below) and layout.is_prose(below))


def _is_signed(layout: Layout, index: int) -> bool:
    """Whether a sentence is a headline for all its full stop: short, and signed or dated before a longer story."""
    lines = layout.lines
    headline = lines[index]
    if len(headline) >= LONGEST_HEADLINE[layout.newsroom_language] or _NEXT_SENTENCE.search(str(headline)):
        return False
    decks = 0
    for below in range(index + 1, len(lines)):
        if layout.is_story(below):
            return decks == 0
        kind = lines[below].kind or layout.whole_kind(below, Place.HEAD) or layout.whole_kind(below, Place.UNDER)
        if kind in _SIGNATURE:
            return sum(len(lines[other]) for other in range(below, len(lines)) if layout.is_prose(other)) > len(
                headline
            )
        decks += kind is None
        if decks > _MOST_DECKS or len(lines[below]) > _LONGEST_DECK:
            return False
    return False


def _could_be_name(layout: Layout, index: int) -> bool:
    return layout.lines[index].kind is None and layout.whole_kind(index, Place.HEAD) is FragmentKind.BYLINE


def _is_weak(line: Line, kind: FragmentKind) -> bool:
    return (
        kind is FragmentKind.CAPTION
        or (kind is FragmentKind.BYLINE and line.kind is None)
        or line.match(_CORRECTION) is not None
    )


def _is_label(layout: Layout, first: int, second: int) -> bool:
    """Whether the first of two lines is the name of a section or programme above the headline."""
    lines = layout.lines
    if not lines[first].fullmatch(_LABEL[layout.newsroom_language]):
        return False
    signed = any(line.kind in _SIGNATURE for line in lines[first + 1 : second])
    return len(lines[second]) > 1.5 * len(lines[first]) and not signed


def mark_notes(layout: Layout) -> None:
    """Decide what adjoins a line that says ``편집자주``, unless it is all there is."""
    lines = layout.lines
    for index in range(1, len(lines) - 1):
        above, line = lines[index - 1], lines[index]
        if (
            line.kind is None
            and above.kind is FragmentKind.BOILERPLATE
            and above.fullmatch(_NOTE)
            and layout.adjoins(index)
            and any(layout.is_prose(other) for other in range(index + 1, len(lines)))
        ):
            line.kind = FragmentKind.BOILERPLATE


def find_body(layout: Layout) -> None:
    """Find the first and last line of running text.

    A deck may be a full sentence: a byline or timestamp between it and a longer story gives it away. Around the
    story, sentences that are nothing but furniture (who translated it, who the author is) do not belong to it.
    """
    lines = layout.lines
    first = 0 if layout.headline is None else layout.headline + 1
    prose = [index for index in range(first, len(lines)) if layout.is_prose(index)]
    # Below a table of results, the place and agency alone sign it.
    if prose and _is_bare_dateline(layout, prose[-1]):
        del prose[-1]
    begin, end = 0, len(prose)
    while end - begin > 1 and layout.whole_kind(prose[begin], Place.HEAD) in _NOTICE:
        begin += 1
    while (
        end - begin > 1
        and not layout.is_story(prose[end - 1])
        and layout.whole_kind(prose[end - 1], Place.TAIL) is not None
    ):
        end -= 1
    prose = prose[begin:end]
    if not prose:
        layout.body_start, layout.body_end = _body_without_sentences(layout, first)
        return
    layout.body_start = prose[0]
    layout.body_end = _end_of_short_sentences(layout, prose[-1] + 1)
    if layout.headline is None:
        return
    hours = {index for index in range(first, prose[-1]) if _is_hour(lines[index])}
    decks, before, total = 0, 0, sum(len(lines[index]) for index in prose)
    for index in range(first, prose[-1]):
        line = lines[index]
        signed = lines[index - 1].kind in _SIGNATURE or lines[index + 1].kind in _SIGNATURE
        if before and index in hours and (len(hours) > 1 or not signed):
            # Each post of a live blog has an hour of its own above it, and none of them is a deck. An hour alone may
            # be the length of a film, unless it stands beside a signature.
            break
        if line.kind is FragmentKind.SPEAKER:
            # Who is named below an anchor tells the story, and did not sign it.
            break
        if line.kind in _SIGNATURE and before * 2 <= total - before:
            layout.body_start = prose[bisect_right(prose, index)]
        elif line.kind is None:
            decks += 1
            before += len(line) if layout.is_prose(index) else 0
            if decks > _MOST_DECKS or len(line) > _LONGEST_DECK or index in layout.openings:
                break
    layout.body_start = _start_of_short_sentences(layout, first, layout.body_start)


def _is_bare_dateline(layout: Layout, index: int) -> bool:
    line = layout.lines[index]
    found = opening(line, layout.language) if index in layout.openings else None
    return found is not None and found[0] is FragmentKind.DATELINE and found[1] == line.end


def _body_without_sentences(layout: Layout, first: int) -> tuple[int, int]:
    """Return where a story that is a list of names or results begins, below its first signature, and ends."""
    lines = layout.lines
    start, items = first, 0
    for index in range(first, len(lines)):
        kind = lines[index].kind
        if kind in _SIGNATURE and not items:
            start = index + 1
        elif index in layout.headings or (kind in _NOTICE and items):
            return start, index
        items += kind is None and start > first
    return (start, len(lines)) if items and start > first else (first, first)


def _is_hour(line: Line) -> bool:
    return line.kind is FragmentKind.TIMESTAMP and line.fullmatch(_HOUR) is not None


def _start_of_short_sentences(layout: Layout, first: int, start: int) -> int:
    """Return where the body begins if sentences too short to tell are counted in: ``“Is it out?”`` and its answer.

    Several of them right below the signature are no decks, and neither is the salutation of a letter.
    """
    lines = layout.lines
    begin = start
    while (
        begin > first
        and lines[begin - 1].kind is None
        and _is_said(lines[begin - 1])
        and layout.whole_kind(begin - 1, Place.HEAD) not in _NOTICE
    ):
        begin -= 1
    below_signature = begin > first and lines[begin - 1].kind in _SIGNATURE
    begins_letter = begin < start and _SALUTATION.fullmatch(str(lines[begin])) is not None
    if begins_letter or (below_signature and start - begin > 1):
        return begin
    return _start_of_verses(layout, first, start)


def _start_of_verses(layout: Layout, first: int, start: int) -> int:
    """Return where the body begins if more lines than any decks stand between signature and story: a poem."""
    for index in range(start - 1, first - 1, -1):
        kind = layout.lines[index].kind or layout.whole_kind(index, Place.HEAD)
        if kind is not None:
            below_signature = kind in _SIGNATURE and start - index - 1 > _MOST_DECKS
            return index + 1 if below_signature else start
    return start


def _is_said(line: Line) -> bool:
    """Whether a line ends in a full stop, is a quotation with its mark, or the salutation of a letter."""
    mark = final_mark(line)
    quoted = bool(mark) and str(line).startswith(OPENING_QUOTES)
    return mark in FULL_STOPS or quoted or _SALUTATION.fullmatch(str(line)) is not None


def _end_of_short_sentences(layout: Layout, end: int) -> int:
    """Return where the body ends if sentences too short to tell are counted in: ``She smiled.`` below an advert.

    Below a list of other articles, the page says what it likes: there, one last sentence counts, or what is signed.
    """
    listing = listed = signed = False
    below: list[int] = []
    for index in range(end, len(layout.lines)):
        line = layout.lines[index]
        listing = begins_list_amid_story(layout, index) or (listing and layout.adjoins(index))
        listed = listed or listing
        if listing:
            continue
        if is_end(layout, index):
            signed = line.kind is FragmentKind.BYLINE or "@" in str(line)
            break
        if line.kind is None and layout.whole_kind(index, Place.TAIL) is None:
            if listed:
                below.append(index)
            elif final_mark(line) in FULL_STOPS:
                end = index + 1
    sentences = [index for index in below if final_mark(layout.lines[index]) in FULL_STOPS]
    return sentences[-1] + 1 if sentences and (signed or len(below) == 1) else end


def classify_head(layout: Layout) -> None:
    """Decide the lines above the body."""
    decks = 0
    listing = False
    for index, line in enumerate(layout.lines[: layout.body_start]):
        listing = index in layout.headings or (listing and layout.adjoins(index))
        if line.kind is not None:
            listing = listing and index != layout.headline
            continue
        above = layout.headline is not None and index < layout.headline
        if layout.furnish(index, Place.LINE, Place.HEAD, *(() if above else (Place.UNDER, Place.BELOW))):
            # A name with nothing around it, above the headline, is debris of the page: who posted or who reads it.
            if above and line.kind is FragmentKind.BYLINE:
                line.settle(FragmentKind.BOILERPLATE)
        elif above:
            line.kind = _kind_above_headline(layout, line)
        elif layout.headline is not None and listing:
            line.kind = FragmentKind.BOILERPLATE
        elif index and layout.lines[index - 1].kind is FragmentKind.CREDIT:
            line.kind = FragmentKind.CAPTION
        elif layout.headline is not None and decks < _MOST_DECKS:
            line.kind = FragmentKind.SUBHEADLINE
            decks += 1


def _kind_above_headline(layout: Layout, line: Line) -> FragmentKind:
    letters = line.search(_LETTERS.get(layout.language, _ANY_LETTERS))
    return FragmentKind.SECTION if letters else FragmentKind.BOILERPLATE
