"""The tail of an article: where it is signed off, lists of other articles, who wrote it."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

import attrs

from bialign.articles.conventions import Place
from bialign.articles.lines import FULL_STOPS
from bialign.articles.pieces import peel_paragraph
from bialign.documents import FragmentKind

if TYPE_CHECKING:
    from bialign.articles.layout import Layout
    from bialign.articles.lines import Line

# What ends an article for good: "(END)", "<끝>", a copyright line.
_SIGN_OFF = re.compile(
    r"(?i)[<(\[〈【-] ?(?:끝|end) ?[>)\]〉】-]|\bEND\Z"
    r"|.{0,200}(?:무단 ?전재|재배포|저작권자|copyright|ⓒ|©|all rights reserved)"
)
# On a copyright line below the story, but not on that of a picture.
RIGHTS = re.compile(r"(?i)무단|재배포|저작권자|reserved|copyright")
# Of a picture amid the story, that is.
OWNER = re.compile(r"[\[(]?[ⓒ©] ?(?!.{0,26}\d{4})[^,.:;&|]{1,30}[\])]?")
_ADVERT = re.compile(r"\W?(?:AD|광고|Sponsored|스폰서)\W?")
# Lists of these stand below all stories of a site.
_RANKING = re.compile(
    r"(?i)많이|인기|랭킹|실시간|이 시각|최신|주요|오늘|화제|most|top|popular|trending|latest|hot\b|today"
)
_FEWEST_SUMMARIES = 2
_LIST_MARKS = "◇◆■□●○"
_OFFICE = re.compile(r"(?:국장|부장|차장|팀장|실장)\Z")
# What stands amid the story as well as below it, and None for what is undecided.
_OF_THE_STORY = frozenset(
    {None, FragmentKind.BODY, FragmentKind.CAPTION, FragmentKind.SUBHEADLINE, FragmentKind.SPEAKER}
)
# Where the story tells of people.
_TELLING = frozenset({None, FragmentKind.HEADLINE, FragmentKind.SUBHEADLINE, FragmentKind.CAPTION})
_KOREAN_NAME = r"[가-힣]{3,4}"
_ENGLISH_NAME = r"[A-Z][\w'’-]+(?: [A-Z]\.)?(?: [A-Z][\w'’-]+){1,3}"
_NAME = re.compile(rf"(?<![가-힣]){_KOREAN_NAME}(?![가-힣])|(?!By |BY )\b{_ENGLISH_NAME}")
_LONGEST_BIOGRAPHY = 200
# Behind a title, a life is told, or it is the story that goes on: "홍길동 교수는 대책을 촉구했다."
_TITLE = (
    r" (?:교수|박사|소장|원장|변호사|작가|시인|위원|기자|의사|감독)(?=[은는])"
    r"(?!.{0,400}(?:[\"“”'‘’]|[다라자냐]고 ))"
    r"(?=.{0,400}(?:태어|출신|졸업|전공|학위|면허|등단|데뷔|입사|수상|역임|지냈|맡고|재직|활동|저서|펴냈|일하|가르치"
    r"|(?:연구|취재|진료|집필|강의|작업)(?:하고 있|해 ?[왔오]|했)))"
)
_BIOGRAPHY = re.compile(
    rf"({_KOREAN_NAME})(?:{_TITLE})?[은는] |({_ENGLISH_NAME})(?: \([^()]{{3,60}}\))? "
    r"(?:is|was|covers|writes|teaches|has|runs|heads|leads|works|serves|lives|hosts)\b"
)
_SHORT_BIOGRAPHY = re.compile(
    r"([A-Z][\w'’-]+) (?:is an? |covers|reports|writes|joined"
    r"|has (?:worked|covered|reported|been (?:an?|with|covering|reporting|writing)))\b"
)


def is_sign_off(line: Line, start: int | None = None) -> bool:
    """Whether a line, or what begins at an offset of it, says that the article ends here."""
    return bool(_SIGN_OFF.match(line.text, line.start if start is None else start, line.end))


def _ends_story(line: Line) -> bool:
    """Whether a line signs off, and may not be the owner of a picture: ``ⓒ 뉴스1``."""
    owner = line.fullmatch(OWNER)
    return is_sign_off(line) and (owner is None or RIGHTS.search(owner[0]) is not None)


def is_end(layout: Layout, index: int) -> bool:
    """Whether a line says that the story is over: a byline, an address, a sign-off, a list of other articles."""
    line = layout.lines[index]
    return (
        (index in layout.headings and not _ADVERT.fullmatch(str(line)))
        or line.kind is FragmentKind.BYLINE
        or (line.kind is FragmentKind.BOILERPLATE and "@" in str(line))
        or (line.kind in {FragmentKind.CREDIT, FragmentKind.BOILERPLATE} and _ends_story(line))
    )


def begins_list_amid_story(layout: Layout, index: int) -> bool:
    """Whether a line heads a list that may stand amid the story: its items adjoin it, and they are no ranking."""
    return (
        index in layout.headings
        and index + 1 < len(layout.lines)
        and layout.adjoins(index + 1)
        and not _RANKING.search(str(layout.lines[index]))
    )


def release_listed_names(layout: Layout) -> None:
    """Take names with the titles of any office, not of reporters alone, for items below ``◇ 신임 국장``."""
    lines = layout.lines
    listed = False
    for line in lines:
        if line.kind is FragmentKind.SUBHEADLINE:
            listed = line.text[line.start] in _LIST_MARKS
        elif listed and line.kind is FragmentKind.BYLINE and line.search(_OFFICE):
            line.settle(FragmentKind.BODY)
        elif line.kind is not None:
            listed = False


def close_after_sign_off(layout: Layout) -> None:
    """End the body at ``(END)`` or a copyright line, unless much of the story follows."""
    lines = layout.lines
    prose = [index for index in range(layout.body_start, layout.body_end) if layout.is_prose(index)]
    before, total = 0, sum(len(lines[index]) for index in prose)
    for index in range(layout.body_start, layout.body_end):
        line = lines[index]
        if layout.is_prose(index):
            before += len(line)
        elif (
            line.kind in {FragmentKind.CREDIT, FragmentKind.BOILERPLATE}
            and (total - before) * 4 < before
            and _ends_story(line)
        ):
            for place in prose[bisect_right(prose, index) :]:
                lines[place].kind = FragmentKind.BOILERPLATE
            layout.body_end = index
            return


def classify_lists(layout: Layout) -> None:
    """Decide the lines below a heading such as ``많이 본 뉴스``.

    Where its items adjoin the heading, the list ends at a blank line; else at the next sentence with a full stop.
    Where each of its items has a number and a summary, it ends below the last summary.
    """
    listing = glued = False
    end = numbered_end = layout.body_start
    for index in range(layout.body_start, layout.body_end):
        line = layout.lines[index]
        if index in layout.headings:
            listing, glued = True, index + 1 < len(layout.lines) and layout.adjoins(index + 1)
            numbered_end = _end_of_summaries(layout, index)
        elif line.kind is None:
            listing = listing and line.final_mark not in FULL_STOPS and not layout.is_story(index)
            listing = listing and (layout.adjoins(index) or not glued)
            if listing or index < numbered_end:
                line.kind = FragmentKind.BOILERPLATE
        if layout.is_paragraph(index):
            end = index + 1
    # A story that is a list itself has no sentence to end at.
    layout.body_end = end if end > layout.body_start else layout.body_end


def _end_of_summaries(layout: Layout, heading: int) -> int:
    """Return where a list ends whose items are a number, a title and a summary, a line each.

    If there is none, that is the heading's end. Below the last of titles without summaries, the story may go on.
    """
    lines = layout.lines
    end, number = heading + 1, 1
    while (
        end + 2 < len(lines)
        and str(lines[end]) == str(number)
        and not layout.is_paragraph(end + 1)
        and layout.is_paragraph(end + 2)
    ):
        end, number = end + 3, number + 1
    return end if number > _FEWEST_SUMMARIES else heading + 1


def mark_biographies(layout: Layout) -> None:
    """Decide the last paragraphs if they begin with the name of whom the byline names, or stand below it.

    The name alone, below the story, is a byline, too.
    """
    lines = layout.lines
    names = _authors(layout)
    story = _Story(layout, names)
    for line in lines[layout.body_end :]:
        if line.kind is None and str(line).lower() in names:
            line.kind = FragmentKind.BYLINE
    while layout.body_end - 1 > layout.body_start:
        index = layout.body_end - 1
        line, above = lines[index], lines[index - 1]
        below_name = index - 1 > layout.body_start and str(above).lower() in names and above.kind is None
        may_stand_below_name = below_name and len(line) <= _LONGEST_BIOGRAPHY
        if line.kind is not None or not (may_stand_below_name or _is_biography(story, index)):
            return
        line.kind = FragmentKind.BOILERPLATE
        if below_name:
            above.kind = FragmentKind.BYLINE
        while index > layout.body_start and not layout.is_paragraph(index):
            index -= 1
        layout.body_end = index + 1


def _authors(layout: Layout) -> set[str]:
    """Return the names in the bylines, in lower case.

    Whom the story is about did not write it: a company in its own press release.
    """
    opening = _first_told(layout).lower()
    return {
        name
        for line in layout.lines
        if line.kind is FragmentKind.BYLINE
        for name in map(str.lower, _NAME.findall(line.text, line.start, line.end))
        if name not in opening
    }


def _is_biography(story: _Story, index: int) -> bool:
    """Whether a line begins by telling what an author is or does."""
    line = story.layout.lines[index]
    found = line.match(_BIOGRAPHY)
    if found is not None and (found[1] or found[2]).lower() in story.authors:
        return True
    if story.layout.is_paragraph(index - 1):
        return False
    # By one word of the name, unless a namesake is in the story.
    found = line.match(_SHORT_BIOGRAPHY)
    return found is not None and found[1].lower() in story.words and not story.tells_of(found[1], index)


def _first_told(layout: Layout) -> str:
    """Return the story's first paragraph without the byline or dateline that it may begin with."""
    for line in layout.lines[layout.body_start : layout.body_end]:
        if line.kind is None:
            return " ".join(
                line.text[start:end]
                for kind, start, end in peel_paragraph(line, layout.language)
                if kind is FragmentKind.BODY
            )
    return ""


@attrs.frozen
class _Story:
    """What an article tells of people, without the full names of its authors.

    Attributes:
        layout: The lines.
        authors: The names of the authors, in lower case.
    """

    layout: Layout
    authors: set[str]

    @cached_property
    def words(self) -> set[str]:
        """The first and last words of the authors' names."""
        return {word for name in self.authors for word in (name.split()[0], name.split()[-1])}

    @cached_property
    def _told(self) -> tuple[str, list[int]]:
        """What the story tells, a line each, and where the text above each line ends in it."""
        # The longest first: of two names that begin alike, the shorter one would leave the rest of the other.
        ordered = sorted(self.authors, key=len, reverse=True)
        authors = re.compile("|".join(map(re.escape, ordered)), re.IGNORECASE)
        told = [f"{authors.sub('', str(line))}\n" if line.kind in _TELLING else "" for line in self.layout.lines]
        return "".join(told), [0, *accumulate(map(len, told))]

    def tells_of(self, name: str, index: int) -> bool:
        """Whether a name stands in the story above a line."""
        text, ends = self._told
        return re.compile(rf"\b{name}\b").search(text, 0, ends[index]) is not None


def classify_tail(layout: Layout) -> None:
    """Decide the lines below the body: conventions first, and after the first of these all else is debris."""
    lines = layout.lines
    signed = listing = False
    for index in range(layout.body_end, len(lines)):
        listing = listing or index in layout.headings
        # Below a heading, what looks like a name is the title of an article, too.
        places = (Place.LINE,) if listing else (Place.LINE, Place.BELOW, Place.TAIL)
        if lines[index].kind is None and not layout.furnish(index, *places) and signed:
            lines[index].kind = FragmentKind.BOILERPLATE
        signed = signed or lines[index].kind not in _OF_THE_STORY
