"""Speaker labels that only the whole article betrays: ``Kim:`` again and again, ``--`` and ``▲`` in turns."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from bialign.documents import FragmentKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bialign.articles.lines import Line

# The number is that of a magazine: "Garam 21:". Of one digit, it is rather that of an item: "Day 2:".
_ENGLISH_LABEL = r"[A-Z][\w.'’-]{0,20}(?: (?:[A-Z][\w.'’-]{0,20}|\d{2,3})){0,3}(?: ?\([^()\n]{2,40}\))?"
# Of a surname alone, the title tells that someone is meant: 김 감독; 본 행사장 is no one.
_TITLE = (
    r"(?:감독|코치|선수|주장|단장|교수|박사|대표(?:이사)?|사장|회장|이사장?|원장|소장|관장|총장|학장|의원|위원장?|의장|장관|차관"
    r"|대통령|총리|대사|시장|군수|구청장|지사|청장|국장|실장|부장|과장|팀장|변호사|판사|검사|의사|작가|배우|가수|시인|소설가|화가"
    r"|평론가|연구원|연구위원|선생(?:님)?|기자|피디|PD|앵커|아나운서|신부|목사|스님|선장|장군|대변인|후보|사무총장|활동가|씨|군|양)"
)
_KOREAN_LABEL = (
    rf"(?:[가-힣]{{2,4}}|(?![본각매타])[가-힣](?= (?:전 |[가-힣]{{1,6}})?{_TITLE}(?![가-힣])))"
    r"(?: (?:[가-힣]{1,8}|PD)){0,2}(?: ?\([^()\n]{2,20}\))?"
)
# What begins the lines of a programme or of a list of events.
_NO_SPEAKER = (
    r"(?:When|Where|What|Who|Why|How|Date|Time|Venue|Place|Price|Tickets?|Hours|Note|Source|Address|Website|Phone)\b"
    r"|(?:기간|일시|날짜|시간|장소|대상|주소|문의|가격|요금|입장료|관람료"
    r"|출연|주최|주관|후원|내용|신청|접수|참가비|홈페이지) ?[:：]"
)
_LABEL = re.compile(rf"(?!{_NO_SPEAKER})(?:{_ENGLISH_LABEL}|{_KOREAN_LABEL}) ?[:：](?=\s)")
# A label on a line of its own, what was said below it: "Jung Da-woon / Store owner:".
_LABEL_LINE = re.compile(
    r"(?!(?:He|She|They|It|We|I|You|The|This|These|Those|And|But|In|On|At|As|For|A|An)\b)[A-Z][^.!?:\"“]{1,90}:"
)
_QUOTES = "\"'“‘「『"
_DASH = re.compile(r"(?:--|[-–—―])\s?(?=[^\s-])")
_QUESTION = re.compile(r"(?:--|[-–—―])\s?(?=[^\s\d-])")
_ANSWER = re.compile(r"[▲△▷▶]\s?(?=\S)")
_Q = re.compile(r"[QＱ] ?\d{0,2} ?[.:)：．]")
# In transcripts of the White House nothing but space stands behind it.
_BARE_Q = re.compile(r"Q\s+(?=[A-Z“\"])")
_ASKED = re.compile(r"(?:[QＱ] ?\d{0,2} ?[.:)：．]|(?:문|질문) ?[:：)]|[<〈\[]질문[>〉\]])")
_A = re.compile(r"[AＡ] ?\d{0,2} ?[.:)：．](?=\s|[가-힣\"“])")


def speaker_label(line: Line) -> int | None:
    """Return where a label such as ``Kim Min-jun:`` that begins a line ends, or None."""
    found = line.match(_LABEL)
    return found.end() if found else None


def find_speakers(lines: Sequence[Line]) -> dict[int, int]:
    """Return for the lines that begin with a speaker label where it ends, by the index of the line.

    Labels count as such if one of them is used again and there is a third one, or a question; dashes and triangles,
    if they take turns; dashes alone, if quotations answer them twice.
    """
    undecided = [index for index, line in enumerate(lines) if line.kind is None]
    return {
        **_repeated_labels(lines, undecided),
        **_label_lines(lines, undecided),
        **_turns(lines, undecided),
        **_answers(lines, undecided),
        **_bare_questions(lines, undecided),
    }


def _repeated_labels(lines: Sequence[Line], undecided: list[int]) -> dict[int, int]:
    ends = {index: end for index in undecided if (end := speaker_label(lines[index])) is not None}
    labels = {index: lines[index].text[lines[index].start : end] for index, end in ends.items()}
    uses = Counter(labels.values())
    # Where no headline is known, the first line is rather one: "Novelist Kim: Writing scares me most".
    known = any(line.kind is FragmentKind.HEADLINE for line in lines)
    if undecided and not known and uses[labels.get(undecided[0], "")] == 1:
        del ends[undecided[0]]
    asked = sum(lines[index].match(_ASKED) is not None for index in undecided)
    return ends if any(count > 1 for count in uses.values()) and len(ends) + asked > 2 else {}


def _label_lines(lines: Sequence[Line], undecided: list[int]) -> dict[int, int]:
    labels = {
        index: lines[index].end
        for index in undecided
        if lines[index].fullmatch(_LABEL_LINE) and index + 1 < len(lines) and _is_quoted(lines[index + 1])
    }
    known = any(line.kind is FragmentKind.SPEAKER for line in lines)
    return labels if known or len(labels) > 1 else {}


def _turns(lines: Sequence[Line], undecided: list[int]) -> dict[int, int]:
    # A dash before a figure is one of a list, unless questions have been asked so.
    dashes = {index: found.end() for index in undecided if (found := lines[index].match(_DASH))}
    questions = {index: end for index, end in dashes.items() if lines[index].match(_QUESTION)}
    answers = {index: found.end() for index in undecided if (found := lines[index].match(_ANSWER))}
    # Further apart, a dash and a triangle belong to two lists.
    turns = sum(
        first in questions and second in answers and second == first + 1
        for first, second in pairwise(sorted({*questions, *answers}))
    )
    if turns > 0 and turns * 2 >= len(answers):
        return {**dashes, **answers}
    quoted = sum(
        following < len(lines) and lines[following].kind is None and _is_quoted(lines[following])
        for following in (index + 1 for index in questions)
    )
    return dashes if quoted > 1 and quoted * 2 >= len(questions) else {}


def _answers(lines: Sequence[Line], undecided: list[int]) -> dict[int, int]:
    # "A." alone may be an initial; after a "Q." it is an answer.
    if not any(lines[index].match(_Q) for index in undecided):
        return {}
    return {index: found.end() for index in undecided if (found := lines[index].match(_A))}


def _bare_questions(lines: Sequence[Line], undecided: list[int]) -> dict[int, int]:
    asked = {index: found.end() for index in undecided if (found := lines[index].match(_BARE_Q))}
    return asked if len(asked) > 1 else {}


def _is_quoted(line: Line) -> bool:
    return line.text[line.start] in _QUOTES
