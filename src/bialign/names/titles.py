"""Titles beside a person's name, taken off: 홍길동 기자, Rep. Hong Gil-dong, Kim Chul-soo, Staff reporter."""

from __future__ import annotations

import re
from functools import cache

from bialign.names.tables import read_table
from bialign.patterns import compile_pattern


@cache
def _titles(language: str, place: str) -> tuple[str, ...]:
    """Return titles, the longest first, so that an alternation finds the whole of one."""
    rows = read_table("titles.tsv")
    titles = {title for row_language, row_place, title in rows if (row_language, row_place) == (language, place)}
    return tuple(sorted(titles, key=lambda title: (-len(title), title)))


def _alternatives(titles: tuple[str, ...]) -> str:
    return "|".join(re.escape(title).replace(r"\ ", r"\s+") for title in titles)


@cache
def _korean_after() -> re.Pattern[str]:
    titles = _titles("ko", "after")
    longer = _alternatives(tuple(title for title in titles if len(title) > 1))
    short = _alternatives(tuple(title for title in titles if len(title) == 1))
    # A title is joined to a name of two syllables at least, one of a single syllable (씨) to three. Before it may
    # stand the bearer's desk or post (정치부 기자, 워싱턴 특파원) or that he held it once (전 대통령). Some titles
    # have a field joined to them (의학전문기자, 국제부장, 영화평론가), or a place or office (서울시장, 경찰청장)
    # after a name of two syllables or more; before others it could be a second name. Professors may be told with
    # their university.
    field = (
        r"[가-힣]{1,5}(?=전문\s?기자$)|[가-힣]{2}(?=[부차팀국]장$)"
        r"|(?:[가-힣]{2,4}|[A-Z]{2,3})(?=(?:평론가|칼럼니스트|연구가|작가|학자)$)"
    )
    university = r"[가-힣]{1,6}(?:대|대학|대학교)(?=\s+(?:명예)?(?:교수|총장)$)"
    desk = rf"(?:\s+(?:[가-힣]{{1,6}}(?:부|팀|국|실)|{field}|{university}))?"
    former = r"(?:\s*(?:전|前)(?=\s))?"
    place = r"(?:(?<=[가-힣]{2}|\s[전前])\s+[가-힣]{1,7}(?=(?:시장|지사|군수|청장|교육감)$))?"
    return compile_pattern(
        rf"(?:(?<=[가-힣]{{2}})|(?<=\s)){desk}{former}{place}\s*(?:{longer})$|(?:(?<=[가-힣]{{3}})|\s+)(?:{short})$"
    )


# 고(故) 홍길동: the late Hong Gil-dong. Without the hanja it is a surname before one or two syllables (고 은희).
_LATE = re.compile(r"^(?:(?:고\s*\(故\)|故)\s*|고\s+(?=[가-힣]{3}))")


@cache
def _english_before() -> re.Pattern[str]:
    return compile_pattern(rf"(?:{_alternatives(_titles('en', 'before'))})(?:\.\s*|\s*-\s*|\s+)", re.IGNORECASE)


@cache
def _english_after() -> re.Pattern[str]:
    return compile_pattern(rf"(?:\s*[,|/(]\s*|\s+)(?:{_alternatives(_titles('en', 'after'))})\)?\.?$", re.IGNORECASE)


def is_korean_title(word: str) -> bool:
    """Tell whether a word is a title that stands after Korean names."""
    return word in _titles("ko", "after")


def is_english_title(phrase: str) -> bool:
    """Tell whether a phrase is a function that stands after English names, as in a byline."""
    return phrase.lower() in _titles("en", "after")


def strip_korean_titles(name: str) -> str:
    """Return a Korean name without titles and 고(故); a name of one syllable is never laid bare of a joined title.

    >>> strip_korean_titles("홍길동 선임기자"), strip_korean_titles("윤석열 전 대통령")
    ('홍길동', '윤석열')
    """
    stripped = _LATE.sub("", name.strip(), count=1)
    while (match := _korean_after().search(stripped)) and match.start():
        stripped = stripped[: match.start()].rstrip()
    return stripped


def strip_english_titles(name: str) -> str:
    """Return an English name without the titles and functions around it.

    >>> strip_english_titles("former President Park Geun-hye"), strip_english_titles("Hong Gil-dong, Staff reporter")
    ('Park Geun-hye', 'Hong Gil-dong')
    """
    stripped = name.strip()
    while match := _english_before().match(stripped):
        stripped = stripped[match.end() :]
    while (match := _english_after().search(stripped)) and match.start():
        stripped = stripped[: match.start()]
    return stripped
