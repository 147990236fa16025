"""The people whom a byline names: 홍길동·김철수 기자, By Hong Gil-dong and Kim Chul-soo."""

from __future__ import annotations

import re
from functools import cache

from bialign.lists import require_text
from bialign.names.korean_sounds import is_surname
from bialign.names.tables import read_table
from bialign.names.titles import is_english_title, is_korean_title, strip_english_titles, strip_korean_titles
from bialign.text.normalization import compose_hangul

_ADDRESS = r"(?:[\w.+-]{1,64}@[\w.-]{1,255}|https?://[^\s()<>\[\]]+|www\.[^\s()<>\[\]]+|(?<!\w)@\w+)"
_ADDRESSES = re.compile(rf"[(\[<]\s*{_ADDRESS}\s*[)\]>]|{_ADDRESS}")
# The country of a place, and who is no reporter: 암만(요르단)=홍길동 특파원, 홍길동(여행작가)
_REMARK = re.compile(r"(?<=[가-힣])\([가-힣]{2,10}(?:\)(?=\s?=)|작가\))")
_BRACKETS = re.compile(r"\([^()\n]*\)|\[[^\[\]\n]*\]|【[^【】\n]*】|<[^<>\n]*>")
_ENGLISH_LEAD = re.compile(
    r"(?:(?:story|text|words|written|reported|reporting|photos?|photograph(?:s|y|ed)?|translated|translation|edited|editing"
    r"|interview|essay)\s+)?by\b[:\s]*",
    re.IGNORECASE,
)
# What else the same people made: "Text and photos by ..."
_FIRST_WORK = re.compile(
    r"\A\s*(?:story|text|words|written|photos?)(?:\s+and\s+|,\s+|\s?&\s?)(?=(?:photo\w{0,8}|text)\s+by\b)",
    re.IGNORECASE,
)
_ENGLISH_SEPARATOR = re.compile(
    r"[,;/|&\n·]|\s(?:and|with|in)\s|\s(?=(?:reporting|editing|additional)\b)", re.IGNORECASE
)
_KOREAN_SEPARATOR = re.compile(r"[,;/|&\n·ㆍ・‧]|\s및\s")
_HANGUL_WORD = re.compile("[가-힣]+")
_LATIN = re.compile("[A-Za-z]")
# No byline is longer; what is longer is running text.
_LONGEST_BYLINE = 500
_LONGEST_NAME_IN_WORDS = 5
_EDGES = " .-–—="
_SAID_ON_AIR = "입니다"


@cache
def _words(language: str, kind: str) -> frozenset[str]:
    return frozenset(
        text
        for row_language, row_kind, text in read_table("byline-words.tsv")
        if (row_language, row_kind) == (language, kind)
    )


def _is_nobody(word: str) -> bool:
    """Tell whether a Hangul word is a place, a desk, an outlet or a role."""
    endings = tuple(_words("ko", "ending"))
    return word in _words("ko", "word") or (len(word) > 2 and word.endswith(endings))


def _is_korean_name(word: str) -> bool:
    """Tell whether a Hangul word has the form of a whole Korean name."""
    two = is_surname(word[:2]) and 3 <= len(word) <= 4
    return two or (2 <= len(word) <= 3 and is_surname(word[0]))


def _open_bracket(match: re.Match[str]) -> str:
    """Keep what a bracket says of people ([헤럴드경제=홍길동 기자]), drop places and agencies ((서울=연합뉴스))."""
    inner = match.group()[1:-1].rpartition("=")[2].strip()
    return f"\n{inner}\n" if strip_korean_titles(inner) != inner else "\n"


def _korean_names(byline: str) -> list[str]:
    names: list[str] = []
    for piece in _KOREAN_SEPARATOR.split(_BRACKETS.sub(_open_bracket, _REMARK.sub("", byline))):
        segments = [segment.strip() for segment in piece.split("=") if segment.strip()]
        if segments:
            names += _names_of_piece(segments[-1])
    return names


def _names_of_piece(piece: str) -> list[str]:
    """Return the names of a piece that has no separator but white space: 홍길동 김철수 기자, 마이클 김 특파원."""
    words = strip_korean_titles(piece).rstrip(" .").removesuffix(_SAID_ON_AIR).split()
    # Titles may stand after each name: 홍길동 기자 김철수 기자.
    people: list[list[str]] = [[]]
    for word in words:
        if is_korean_title(word):
            people.append([])
        elif _HANGUL_WORD.fullmatch(word) and not _is_nobody(word):
            people[-1].append(strip_korean_titles(word))
    names: list[str] = []
    for person in people:
        if all(map(_is_korean_name, person)):
            names += person
        elif person and len("".join(person)) > 1:
            names.append(" ".join(person))
    return names


def _is_outlet(phrase: str) -> bool:
    """Tell whether an English phrase is a place, an outlet, a role, or outlets joined by hyphens (AFP-Yonhap)."""
    lower, outlets = phrase.lower(), _words("en", "phrase")
    return lower in outlets or outlets.issuperset(re.split(r"\s*[-–—]\s*", lower))


def _english_names(byline: str) -> list[str]:
    names: list[str] = []
    for piece in _ENGLISH_SEPARATOR.split(_BRACKETS.sub("\n", byline)):
        whole = _ENGLISH_LEAD.sub("", piece.strip(), count=1).strip(_EDGES)
        if _is_outlet(whole) or is_english_title(whole):
            continue
        name = strip_english_titles(whole).strip(_EDGES)
        if name != whole and name.islower():
            # What is left of "medical correspondent" is no name.
            continue
        if name and len(name.split()) <= _LONGEST_NAME_IN_WORDS and not any(map(str.isdigit, name)):
            names.append(name)
    return names


def byline_names(byline: str) -> tuple[str, ...]:
    """Return the names of the people in a byline, in its order and without titles, places, outlets and addresses.

    Args:
        byline: A Korean or English byline; an English one may have its names in Hangul. Longer than 500 code points
            it is taken for running text, which names nobody here.

    >>> byline_names("(서울·도쿄=연합뉴스) 홍길동 김철수 특파원 =")
    ('홍길동', '김철수')
    >>> byline_names("By Hong Gil-dong and Kim Chul-soo, Staff reporters")
    ('Hong Gil-dong', 'Kim Chul-soo')

    Raises:
        ConfigurationError: If it is no text.
    """
    require_text(byline, what="byline")
    if len(byline) > _LONGEST_BYLINE:
        return ()
    text = _ADDRESSES.sub("\n", compose_hangul(byline).view)
    if not _HANGUL_WORD.search(text):
        names = _english_names(_FIRST_WORK.sub("", text)) if _LATIN.search(text) else []
    else:
        names = _korean_names(re.sub(r"^\s*by\s+", "", text, flags=re.IGNORECASE))
    return tuple(dict.fromkeys(names))
