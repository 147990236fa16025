"""Captions: told by how they begin or end, by a credit in the middle of an article, or by where they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bialign.articles.conventions import Place
from bialign.articles.layout import SIGNATURE
from bialign.articles.lines import FULL_STOPS, trim
from bialign.articles.pieces import closing, opening
from bialign.articles.tail import OWNER, is_sign_off
from bialign.documents import FragmentKind, Language

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from bialign.articles.layout import Layout
    from bialign.articles.lines import Line

_MARKS = "▲△"
_STORY_CLOSINGS = frozenset({FragmentKind.CREDIT, FragmentKind.BYLINE, FragmentKind.BOILERPLATE})
_CREDITS = frozenset({FragmentKind.CREDIT, FragmentKind.BYLINE})
# Longer lines that end in a credit are paragraphs.
_LONGEST_CREDITED = 400
# What goes on in a picture, or what it is: "... 서 있다", "... 악수하는 모습".
_SCENE = re.compile(r"(?:[고어아여려해] 있다|모습(?:이다)?|장면(?:이다)?)\.?\Z")
_LONGEST_SCENE = 150
_NEXT_SENTENCE = re.compile(r"다[.?!][\"'”’)]* ")
# What owners of pictures stand in or behind: (연합뉴스), [사진=뉴시스], /한빛일보.
_BRACKETS = "([</"
_NAMED = frozenset({None, FragmentKind.CAPTION, FragmentKind.BYLINE, FragmentKind.CREDIT})
# Above the owner of a picture, an article is signed or begun; None stands for prose.
_SIGNED: frozenset[FragmentKind | None] = SIGNATURE | {None}
_WRITTEN: frozenset[FragmentKind | None] = frozenset({FragmentKind.BYLINE, None})
_OWNERS = frozenset({FragmentKind.CREDIT, FragmentKind.CAPTION, FragmentKind.BYLINE})
# What the items of a list state, ask or request, and what is rather seen in a picture.
_STATED = re.compile(r"[다요죠]\.\Z|\?\Z")
_SEEN = re.compile(r"(?:있다|있습니다|보인다|보입니다|(?:모습|장면|전경|풍경|사진)(?:이다|입니다))\.\Z")
_PAST = re.compile(r"([가-힣])(?:다|습니다|어요)\.\Z")
# What ends the stem of the past, as in 했다; and the one of the future that ends so, too.
_SSANG_SIOS = 20
_FUTURE = "겠"
_FEWEST_ITEMS = 3
# Whose work is not a picture: "자료: 통계청", "영상취재: ...", "With reports from Yonhap". "[촬영 홍길동]" is one.
_NO_PICTURE = re.compile(
    r"(?i)(?!\[촬영 ?[가-힣]{2,4}(?: 기자)?\])"
    r"\W*(?:자료 ?[:：=]|영상|촬영|취재|편집|source|video|camera|editing|producer|with|from|based|end\b)"
)
# What captions of a few words lack: a sentence's ending, a verb that tells of the past or of what will be.
_TELLS = {
    Language.KOREAN: re.compile(r"[다요죠까음함됨][\"'”’)]*[.?!]?[\"'”’)]*\Z"),
    Language.ENGLISH: re.compile(
        r"\b(?:(?:is|are)(?! (?:seen|shown|[a-z]+ed|[a-z]+ing)\b)|was|were|has|have|had|will|would|can|could|may"
        r"|might|did|said|says|told|fell|rose|won|lost|met|held|began|came|went|took|gave|made|got|left|led|broke|found"
        r"|saw|ran|sold|bought|built|hit|beat|cut|set|put|died|drew|grew|became|kept|sent|spent|paid|sank|shot|stood"
        r"|[a-z]+ed(?! (?:by|on|at|in|during|near|for|from|of|with)\b))\b"
    ),
}
# On the line below a caption: "Han Bit/Getty Images", "Han Bit for The Hangang Times". Most bylines have spaces
# around the slash.
_NAMED_OWNER = re.compile(
    r"[A-Z][\w.'’-]{0,20}(?: [A-Z][\w.'’-]{0,20}){1,3}"
    r"(?P<owners>(?:/[A-Z][\w&.'’-]{0,20}(?: [A-Z][\w&.'’-]{0,20}){0,4}){1,3}| for The(?: [A-Z][\w&.'’-]{0,20}){1,4})"
)
# What tells an owner from a second name: two athletes have a slash between them, too.
_OWNER_WORD = re.compile(
    r" for The |/The |/[A-Z]{2,6}(?=/|\Z)|\b(?:Images|Pictures|Photos?|Press|News\w*|Times|Herald|Post|Daily|Journal"
    r"|Ilbo|Shinmun|Newspaper|Agency|Pool|Yonhap|Reuters|Bloomberg|Xinhua|Kyodo|Shutterstock)\b"
)
_BUTTON_ABOVE_TITLE = re.compile(r"(?:이미지|사진) ?(?:확대|크게 ?보기)|크게 ?보기")
# As in "Actor Han Bit (Moonlight Pictures)".
_CAPTIONED_OWNER = re.compile(r" \((?:[A-Z][\w&.'’-]{0,20} ){1,4}[A-Z][\w&'’-]{1,20}\)\Z")
# Labels on a line of their own, and what the line below is, then.
_LABELS = (
    (FragmentKind.CREDIT, re.compile(r"Credit ?(?:\.\.\.|…)")),
    (FragmentKind.CAPTION, re.compile(r"[Ii]mage caption,|사진 ?설명,")),
)
_LONGEST_CREDIT = 100
_DASHES = frozenset({"—", "–", "―", "--"})
_GRAPHIC = re.compile(r"[\[<(〈](?:그래픽|표|도표|그림|지도|인포그래픽)")


def mark_labelled(layout: Layout) -> None:
    """Decide the lines right below the labels of a caption or credit, and the labels: ``Image caption,``."""
    for index, label in enumerate(layout.lines[:-1]):
        line = layout.lines[index + 1]
        for kind, pattern in _LABELS:
            if label.fullmatch(pattern) and layout.adjoins(index + 1):
                if kind is FragmentKind.CREDIT:
                    # "Han Bit/The Hangang Times" alone is a byline.
                    named = line.kind in {None, FragmentKind.BYLINE} and len(line) <= _LONGEST_CREDIT
                    fits = named and line.final_mark not in FULL_STOPS
                else:
                    fits = layout.may_be_caption(index + 1) and len(line) <= _LONGEST_CREDITED
                if fits:
                    label.settle(kind)
                    line.settle(kind)


def mark_captions(layout: Layout) -> None:
    """Decide the lines that begin or end as only captions do; note those that end in a credit, as stories may."""
    items = _items(layout)
    for index, line in enumerate(layout.lines):
        if line.kind is not None:
            continue
        begins, ends = opening(line, layout.language), closing(line, layout.language)
        if ends and ends[0] in _STORY_CLOSINGS and line.mark_before(ends[1]):
            layout.closings.add(index)
        if not layout.may_be_caption(index):
            continue
        begins_so = begins is not None and begins[0] is FragmentKind.CAPTION and index not in items
        ends_so = ends is not None and ends[0] is FragmentKind.CAPTION and len(line) <= _LONGEST_CREDITED
        if begins_so or ends_so:
            line.kind = FragmentKind.CAPTION


def _items(layout: Layout) -> set[int]:
    """Return the lines whose mark is the bullet of a list, not that of a caption.

    Neighbouring lines with a mark are items. So is a line that states what no picture shows, unless it tells of the
    past, as captions may; and so are all lines with a mark if two of them state something.
    """
    marked = {index for index, line in enumerate(layout.lines) if line.text[line.start] in _MARKS}
    stated = {index for index in marked if _states(layout, index)}
    if len(stated) > 1:
        return marked
    lone = {index for index in stated if not _tells_past(layout.lines[index])}
    return lone | {index for index in marked if index - 1 in marked or index + 1 in marked}


def _states(layout: Layout, index: int) -> bool:
    """Whether a line ends as a statement, question or request, and the line below names no owner of a picture."""
    line = layout.lines[index]
    if not line.search(_STATED) or line.search(_SEEN):
        return False
    return index + 1 == len(layout.lines) or not (layout.adjoins(index + 1) and _credits_picture(layout, index + 1))


def _tells_past(line: Line) -> bool:
    found = line.search(_PAST)
    return found is not None and found[1] != _FUTURE and (ord(found[1]) - ord("가")) % 28 == _SSANG_SIOS


def mark_credited_captions(layout: Layout) -> None:
    """Decide lines above the last paragraph that end in an agency or a name: a story is credited only at its end.

    News in brief is credited item by item.
    """
    if _credits_items(layout):
        return
    for index, line in enumerate(layout.lines[: max(layout.body_end - 1, 0)]):
        if _is_signed_scene(layout, index):
            line.kind = FragmentKind.CAPTION
            layout.openings.discard(index)
        if not layout.may_be_caption(index) or len(line) > _LONGEST_CREDITED:
            continue
        found = closing(line, layout.language)
        if found and found[0] in _CREDITS and not is_sign_off(line, found[1]):
            line.kind = FragmentKind.CAPTION


def _is_signed_scene(layout: Layout, index: int) -> bool:
    """Whether a line begins as a story does, with who reports, but shows a scene and names its owner in brackets.

    ``[헤럴드경제=홍길동 기자] 장관이 5일 국회에서 발언하고 있다. [연합]`` stands above the story that begins so, too.
    """
    line = layout.lines[index]
    if line.kind is not None or index not in layout.openings or len(line) > _LONGEST_CREDITED:
        return False
    if layout.newsroom_language is not Language.KOREAN:
        return False
    begins, ends = opening(line, layout.language), closing(line, layout.language)
    if not begins or not ends or begins[0] is FragmentKind.SPEAKER or line.text[ends[1]] not in _BRACKETS:
        return False
    if ends[0] not in _OWNERS or is_sign_off(line, ends[1]):
        return False
    shown = line.text[slice(*trim(line.text, begins[1], ends[1]))]
    is_scene = _SCENE.search(shown) or _SEEN.search(shown) or not _TELLS[Language.KOREAN].search(shown)
    return (
        bool(is_scene)
        and _NEXT_SENTENCE.search(shown) is None
        and any(layout.is_prose(below) for below in range(index + 1, layout.body_end))
    )


def _credits_items(layout: Layout) -> bool:
    """Whether items make up the body that end in an agency or a name each: paragraphs, or what subheadlines part."""
    ends: list[int] = []
    for index in range(layout.body_start, layout.body_end):
        if layout.is_prose(index):
            headed = not ends or any(_could_head_item(layout, other) for other in range(ends[-1] + 1, index))
            ends[len(ends) if headed else -1 :] = [index]
    if len(ends) == 1:
        # Two may be a caption and a story.
        ends = [index for index in range(layout.body_start, layout.body_end) if layout.is_prose(index)]
        ends = ends if len(ends) >= _FEWEST_ITEMS else []
    # Captions in English are whole sentences, too: two items are rather a picture and a story.
    fewest = 2 if layout.newsroom_language is Language.KOREAN else _FEWEST_ITEMS
    if len(ends) < fewest or not all(_ends_in_credit(layout, index) for index in ends):
        return False
    # A story below pictures ends in another kind of credit than they.
    *others, last = (kind for kind, _ in filter(None, (closing(layout.lines[at], layout.language) for at in ends)))
    return last in others


def _could_head_item(layout: Layout, index: int) -> bool:
    kind = layout.lines[index].kind
    return kind is FragmentKind.SUBHEADLINE or (kind is None and not layout.is_paragraph(index))


def _ends_in_credit(layout: Layout, index: int) -> bool:
    line = layout.lines[index]
    found = closing(line, layout.language) if index in layout.closings else None
    if found is None or found[0] not in _CREDITS:
        return False
    span = trim(line.text, line.start, found[1])
    tells = _TELLS[layout.newsroom_language].search(line.text, *span) is not None
    return tells and _SCENE.search(line.text, *span) is None


def mark_bare_credits(layout: Layout) -> None:
    """Decide the lines below the headline that hold nothing but the name of an agency or picture bank.

    Right below the headline, it is rather the outlet; above a lone dash, the rest of a dateline.
    """
    if layout.headline is None:
        return
    for index in range(layout.headline + 2, len(layout.lines)):
        line = layout.lines[index]
        if line.kind is None:
            line.kind = layout.whole_kind(index, Place.BELOW)
            following = layout.lines[min(index + 1, len(layout.lines) - 1)]
            if line.kind is not None and str(following) in _DASHES:
                line.settle(FragmentKind.DATELINE)
                following.settle(FragmentKind.DATELINE)


def mark_repeated_titles(layout: Layout) -> None:
    """Decide lines below the headline that pages print twice: as the text of a picture and as its title.

    Amid the story, verses and shouts are printed twice, too: there a button, a caption or a credit stands beside
    them, or their owner in brackets at their end.
    """
    lines = layout.lines
    start = len(lines) if layout.headline is None else _after_first_deck(layout, layout.headline)
    while start < len(lines):
        end = start + 1
        while end < len(lines) and lines[end].kind is None and str(lines[end]) == str(lines[start]):
            end += 1
        if end - start > 1 and _could_be_title(layout, start):
            shown = _stands_beside_picture(layout, start, end) or _stands_between_furniture(layout, start, end)
            for line in lines[start:end] if shown else ():
                line.kind = FragmentKind.CAPTION
        start = end


def _after_first_deck(layout: Layout, headline: int) -> int:
    """Return where the second line stands below a headline and what repeats it."""
    lines = layout.lines
    deck = headline + 1
    while deck < len(lines) and str(lines[deck]).startswith(str(lines[headline])):
        deck += 1
    return deck + 1


def _could_be_title(layout: Layout, index: int) -> bool:
    """Whether a line is undecided and no sentence, and no other such line stands above: these are rather verses."""
    line, above = layout.lines[index], layout.lines[index - 1]
    parted = above.kind is not None or layout.is_paragraph(index - 1)
    return parted and line.kind is None and not layout.is_prose(index) and not line.final_mark


def _stands_beside_picture(layout: Layout, start: int, end: int) -> bool:
    lines = layout.lines
    below = lines[end] if end < len(lines) else None
    return (
        _BUTTON_ABOVE_TITLE.fullmatch(str(lines[start - 1])) is not None
        or _CAPTIONED_OWNER.search(str(lines[start])) is not None
        or (below is not None and (below.kind is FragmentKind.CAPTION or _credits_picture(layout, end)))
    )


def _stands_between_furniture(layout: Layout, start: int, end: int) -> bool:
    """Whether lines stand between a signature or the like and the story, and are none of these themselves."""
    return (
        layout.lines[start - 1].kind is not None
        and end <= layout.body_start
        and (end == layout.body_start or layout.lines[end].kind is not None)
        and not any(layout.whole_kind(start, place) for place in (Place.HEAD, Place.UNDER, Place.BELOW))
    )


def mark_captions_beside_credits(layout: Layout) -> None:
    """Decide lines above the last paragraph that share a block with the credit of a picture and nothing else."""
    first = 0 if layout.headline is None else layout.headline + 1
    dated = next((index for index in sorted(layout.openings) if _is_dated(layout, index)), len(layout.lines))
    # The kinds between the headline and a line; None for prose.
    above: set[FragmentKind | None] = set()
    for index, line in enumerate(layout.lines[: max(layout.body_end - 1, 0)]):
        if layout.may_be_caption(index):
            if len(line) <= _LONGEST_CREDITED and (
                _stands_above_credit(layout, index, above) or _stands_below_agency(layout, index)
            ):
                line.kind = FragmentKind.CAPTION
                if _names_owner(layout, index + 1, above):
                    below = layout.lines[index + 1]
                    below.settle(FragmentKind.CREDIT)
        elif line.kind is None and dated < index and _tells_graphic(layout, index):
            line.kind = FragmentKind.CAPTION
        if index >= first and (line.kind is not None or layout.is_prose(index)):
            above.add(line.kind)


def _credits_picture(layout: Layout, index: int) -> bool:
    """Whether a line names whose a picture is, and nothing else."""
    line = layout.lines[index]
    if line.kind is not FragmentKind.CREDIT:
        return line.fullmatch(OWNER) is not None
    return not is_sign_off(line) and not line.match(_NO_PICTURE)


def _names_owner(layout: Layout, index: int, above: AbstractSet[FragmentKind | None]) -> bool:
    """Whether a line is the name of a photographer and an agency or paper, in an article that is signed or begun."""
    line = layout.lines[index]
    named = line.fullmatch(_NAMED_OWNER) if line.kind in _NAMED else None
    if named is None or not _OWNER_WORD.search(named["owners"]):
        return False
    return not above.isdisjoint(_SIGNED)


def _may_be_scene(layout: Layout, index: int) -> bool:
    line = layout.lines[index]
    if layout.newsroom_language is Language.KOREAN:
        return _tells_scene(line)
    # In English, a sentence on the past is rather a paragraph where no blank line parts it from the line above.
    return not (layout.adjoins(index) and line.search(_TELLS[Language.ENGLISH]))


def _tells_scene(line: Line) -> bool:
    return line.search(_SCENE) is not None


def _begins_block(layout: Layout, index: int) -> bool:
    return not layout.adjoins(index) or layout.lines[index - 1].kind is not None


def _stands_above_credit(layout: Layout, index: int, above: AbstractSet[FragmentKind | None]) -> bool:
    if layout.headline is None or index <= layout.headline or not layout.adjoins(index + 1):
        return False
    lines, short = layout.lines, not layout.is_prose(index)
    # Glued to the headline, it is rather a deck.
    if not _begins_block(layout, index) or (short and layout.adjoins(index) and index == layout.headline + 1):
        return False
    below = lines[index + 1]
    if _names_owner(layout, index + 1, above):
        # Without another signature above, a short line is rather a deck, and the names are those of writers.
        return not above.isdisjoint(_WRITTEN) if short else _may_be_scene(layout, index)
    if below.kind is FragmentKind.CREDIT:
        # What is no scene may be a paragraph with a chart below it.
        return (short or _may_be_scene(layout, index)) and _credits_picture(layout, index + 1)
    # The title of a picture: "이미지 확대", "회견하는 장관", "(서울=연합뉴스) ... 2027.3.4".
    titled = layout.adjoins(index) and _BUTTON_ABOVE_TITLE.fullmatch(str(lines[index - 1])) is not None
    # In captions with a dateline, agencies send it along.
    titled = titled or (
        layout.newsroom_language is Language.KOREAN and not layout.adjoins(index) and _is_dated(layout, index + 1)
    )
    # Titles of pictures name people with what they are: "손잡은 여야 원내대표".
    told = layout.whole_kind(index, Place.HEAD) in {None, FragmentKind.BYLINE}
    return below.kind is FragmentKind.CAPTION and short and titled and told


def _stands_below_agency(layout: Layout, index: int) -> bool:
    return (
        layout.headline is not None
        and index > layout.headline + 2
        and layout.adjoins(index)
        and not layout.is_prose(index)
        and layout.lines[index - 1].kind is FragmentKind.CREDIT
        and _begins_block(layout, index - 1)
        and layout.whole_kind(index - 1, Place.BELOW) is not None
    )


def _tells_graphic(layout: Layout, index: int) -> bool:
    """Whether a line with a dateline of its own, below another one, tells what the graphic named above it shows."""
    above = layout.lines[index - 1]
    return (
        index in layout.openings
        and index > layout.body_start
        and layout.adjoins(index)
        and above.kind is FragmentKind.CAPTION
        and above.match(_GRAPHIC) is not None
        and _is_dated(layout, index)
    )


def _is_dated(layout: Layout, index: int) -> bool:
    found = opening(layout.lines[index], layout.language)
    return found is not None and found[0] is FragmentKind.DATELINE


def mark_unmarked_caption(layout: Layout) -> bool:
    """Decide the first line of the body if it is a caption without any mark; tell whether it is.

    Korean captions say what goes on in the picture (``… 하고 있다.``). Where blank lines part the paragraphs, one
    that sticks to the furniture above it is not the lead.
    """
    start = layout.body_start
    if layout.headline is None or start + 1 >= layout.body_end or not layout.may_be_caption(start):
        return False
    line, above = layout.lines[start], layout.lines[start - 1]
    # Below "■ 주장" the story begins.
    sticks = layout.adjoins(start) and above.kind is not FragmentKind.SUBHEADLINE
    if sticks and not layout.adjoins(start + 1) and len(line) <= _LONGEST_SCENE and _tells_scene(line):
        line.kind = FragmentKind.CAPTION
        return True
    return False
