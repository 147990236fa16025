"""The headline of an article, told from what stands above and below it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bialign.articles.conventions import Place
from bialign.articles.layout import LONGEST_DECK, MOST_DECKS, SIGNATURE
from bialign.articles.lines import LONGEST_HEADLINE, could_be_headline, has_letters
from bialign.articles.menus import Item, end_of_menu, is_menu_heading
from bialign.articles.pieces import peel_headline
from bialign.documents import FragmentKind, Language

if TYPE_CHECKING:
    from bialign.articles.layout import Layout
    from bialign.articles.lines import Line

# A label such as "Travel & Food" or "뉴스9" has few words, and none of the punctuation of headlines.
_KOREAN_LABEL_WORD = r"[^\s,…·'\"“”‘’?!%↑↓]"
_ENGLISH_LABEL_WORD = r"(?:[A-Z][\w.'’-]*|&|and|of|the|in)"
_LABEL = {
    # Behind a tag stands a headline: "[인사] 해양수산부".
    Language.KOREAN: re.compile(
        r"(?![\[<〈【][^\]>〉】]{1,12}[\]>〉】] ?\S)"
        rf"{_KOREAN_LABEL_WORD}{{1,8}}(?: {_KOREAN_LABEL_WORD}{{1,6}})?"
    ),
    Language.ENGLISH: re.compile(rf"{_ENGLISH_LABEL_WORD}(?: (?:{_ENGLISH_LABEL_WORD}|\d{{1,4}})){{0,2}}"),
}
# One word that ends or is written as names of outlets are: "한마당넷", "RiverWatch", "Rivernews", "river.example".
_OUTLET = re.compile(
    r"\S{1,10}(?:(?<!인터)넷|닷컴|TV|저널|리뷰|브리핑|매거진|프레스|포스트|타임[스즈]|투데이)"
    r"|[A-Z]\w{2,15}(?:news|wire|times|journal|magazine|weekly)|[A-Z][a-z]+(?:[A-Z][a-z]+)+|\w{2,20}\.[a-z]{2,7}"
)
_TAG = re.compile(r"\A[\[<〈【][^\]>〉】]{1,12}[\]>〉】] ?")
# As titles of windows end: "... | The Hanbit Herald", "... < 사회 < 기사본문 - 한빛신문".
_OUTLET_BEHIND = re.compile(r" ?[|ㅣ] ?[^|.?!…]{2,40}| [-–—:<] [^.?!…,]{2,40}")
_TRAIL = re.compile(r"(?: < [\w·& ]{1,20}){1,4}(?: [-|] [\w·& ]{2,20})?")
_NEXT_SENTENCE = re.compile(r"[.?!。][\"'”’)]*\s")
_CORRECTION = re.compile(
    r"[\[<【] ?(?:바로 ?잡습니다|정정 ?보도|반론 ?보도|알립니다|고침|추후 ?보도)[^\]>】]{0,20}[\]>】] ?\S"
    r"|Corrections?: [A-Z]"
)
# Above the headline this tells what the article is; below it, who speaks.
_INTERVIEW = re.compile(r"[\[<〈【] ?인터뷰 ?[\]>〉】]")


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
        layout.headline = _settle_copies(layout, best[0])
        layout.lines[layout.headline].settle(FragmentKind.HEADLINE)
        for line in layout.lines[: layout.headline]:
            if line.kind is FragmentKind.SPEAKER and line.fullmatch(_INTERVIEW):
                line.settle(FragmentKind.EDITOR_TAG)


def _settle_copies(layout: Layout, first: int) -> int:
    """Decide what repeats a headline above the story; return which of these lines is the headline itself.

    That is the first that is not followed by the name of the outlet, as in the titles of windows:
    ``섬 여객선 운항 늘린다 < 사회 < 기사본문 - 한빛신문``.
    """
    title = _without_tag(layout.lines[first])
    headline, copies = first, []
    for index, line in enumerate(layout.lines):
        if layout.is_prose(index) or layout.is_story(index):
            break
        # A title with an agency behind it looks like a caption.
        undecided = line.kind in {None, FragmentKind.CAPTION}
        if index == first or not undecided or layout.whole_kind(index, Place.HEAD) is not None:
            continue
        text = _without_tag(line)
        if line.kind is None and headline == first < index and _names_outlet_behind(title, text):
            copies.append(first)
            headline, title = index, text
        elif (line.kind is None and text == title) or _names_outlet_behind(text, title):
            copies.append(index)
    for index in copies:
        layout.lines[index].settle(FragmentKind.BOILERPLATE)
    return headline


def _without_tag(line: Line) -> str:
    return _TAG.sub("", str(line), count=1)


def _names_outlet_behind(title: str, headline: str) -> bool:
    """Whether the title of a window is that of a headline: with a trail of sections or something short behind it."""
    if not title.startswith(headline):
        return False
    rest = title[len(headline) :]
    is_short = len(rest) < len(headline)
    return bool(_TRAIL.fullmatch(rest) or (is_short and _OUTLET_BEHIND.fullmatch(rest)))


def _headline_candidates(layout: Layout) -> tuple[list[int], list[int]]:
    """Return the first two lines that may be headlines, and those that are only if there is nothing better."""
    menu_end = 0
    items: dict[int, Item | None] = {}
    candidates: list[int] = []
    fallbacks: list[int] = []
    for index, line in enumerate(layout.lines):
        kind = line.kind or layout.whole_kind(index, Place.HEAD)
        listed = index - 1 in layout.headings and layout.adjoins(index) and not is_menu_heading(layout, index - 1)
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
                menu_end = end_of_menu(layout, index, items)
            if has_letters(line, layout.language) and index >= menu_end:
                candidates.append(index)
            if len(candidates) == 2:
                break
        # A bare name is rather an author than a headline, "[표] ..." rather a caption, "[바로잡습니다] ..." and
        # "Correction: ..." rather a note; but it may be all there is.
        elif _is_weak(line, kind) and could_be_headline(line, layout.language):
            fallbacks.append(index)
    return candidates, fallbacks


def _heads_story(layout: Layout, index: int) -> bool:
    """Whether a signature stands below a line, or a sentence without a blank line between."""
    below = index + 1
    if below == len(layout.lines):
        return False
    return layout.lines[below].kind in SIGNATURE or (layout.adjoins(below) and layout.is_prose(below))


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
        if kind in SIGNATURE:
            return sum(len(lines[other]) for other in range(below, len(lines)) if layout.is_prose(other)) > len(
                headline
            )
        decks += kind is None
        if decks > MOST_DECKS or len(lines[below]) > LONGEST_DECK:
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
    signed = any(line.kind in SIGNATURE for line in lines[first + 1 : second])
    return len(lines[second]) > 1.5 * len(lines[first]) and not signed
