"""What pieces of article furniture say, in a form that is the same for Korean and English.

Set phrases are read by ``furniture_meanings.tsv``, standing notices by ``furniture_notices.tsv``, the places of
datelines by ``furniture_places.tsv``.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from unicodedata import normalize

import attrs

from bialign.align.furniture_owners import letters_of, read_outlets, skeleton
from bialign.align.furniture_tables import read_table
from bialign.documents import FragmentKind, Language
from bialign.names.romanization import romanize

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"([\w.+-]{1,64})@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
# Words of the longest set phrase.
_LONGEST_PHRASE = 7
_NO_MEANING = "-"
_NUMBER = re.compile(r"\d+")
_UPDATE = "update"
# What ends a text without a word.
_END_MARKS = re.compile(r"\W{0,3}(?:#{2,5}|30)\W{0,3}")

_KOREAN_DATELINE = re.compile(r"\s*[(\[【]?\s*([^=()\[\]]+)")
_PLACE_SEPARATOR = re.compile(r"\s*[·/ㆍ・‧,]\s*")
_ENGLISH_DATELINE = re.compile(r"\s*[(\[]?\s*((?:(?!\s--?|\s?[—–])[^()\[\]=])+)")
# What stands behind the place: "나이로비 AFP=", "London CNN —", "MOSCOW. Nov 3 (Interfax) -".
_KOREAN_AGENCY = re.compile(
    r"\s(?:AP|AFP|로이터|EPA|UPI|교도|신화|타스|블룸버그|dpa|DPA|ANSA|스푸트니크)(?:[·,/](?:[A-Za-z]{2,4}|[가-힣]{2,6}))*\s*\Z"
)
_ENGLISH_REST = re.compile(
    r"\sCNN\s*\Z|\.\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s?\d.*", re.IGNORECASE
)
_ACCENT = re.compile(r"[\u0300-\u036f]")
_ENGLISH_SEPARATOR = re.compile(r"/|\band\b", re.IGNORECASE)
_KOREAN_REGION = re.compile(r"(?<=[가-힣]{2})(?:특별자치시|특별시|광역시|시|군|국제공항|공항|본부)$")
_ENGLISH_REGION = re.compile(r"\s(?:city|county|airport|international airport)$", re.IGNORECASE)


def _words(text: str) -> list[str]:
    return _WORD.findall(normalize("NFKC", text).lower())


@cache
def _phrases() -> dict[tuple[str, str, str], frozenset[str]]:
    """Return meanings by kind, language and letters of a set phrase."""
    found: dict[tuple[str, str, str], set[str]] = {}
    for kind, meaning, korean, english in read_table("furniture_meanings.tsv"):
        for language, forms in ((Language.KOREAN, korean), (Language.ENGLISH, english)):
            for form in forms.split("|"):
                found.setdefault((kind, language, "".join(_words(form))), set()).add(meaning)
    return {key: frozenset(meanings) for key, meanings in found.items()}


@cache
def _notices(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (meaning, re.compile(korean if language == Language.KOREAN else english, re.IGNORECASE))
        for meaning, korean, english in read_table("furniture_notices.tsv")
    )


@lru_cache(maxsize=1 << 12)
def read_meanings(text: str, kind: FragmentKind, language: str) -> frozenset[str]:
    """Return what a line of set phrases, or a standing notice, means; empty if it is neither.

    All words of a line must belong to set phrases. An update's number is part of its meaning: ``(종합2보)`` and
    ``(2nd LD)`` are both ``"update 2"``.

    >>> sorted(read_meanings("글자크기 인쇄 공유하기", FragmentKind.BOILERPLATE, "ko"))
    ['font size', 'print', 'share']
    """
    meanings = _read_phrases(_words(text), kind, language) - {_NO_MEANING}
    if kind is FragmentKind.EDITOR_TAG and _UPDATE in meanings:
        number = _NUMBER.search(text)
        return frozenset({f"{_UPDATE} {number.group() if number else 1}"})
    if kind is FragmentKind.CREDIT and _END_MARKS.fullmatch(text):
        return frozenset({"end"})
    if kind is FragmentKind.BOILERPLATE and not meanings:
        return frozenset([meaning for meaning, pattern in _notices(language) if pattern.search(text)][:1])
    return meanings


def _read_phrases(words: list[str], kind: FragmentKind, language: str) -> frozenset[str]:
    phrases = _phrases()
    meanings: set[str] = set()
    place = 0
    while place < len(words):
        for end in range(min(len(words), place + _LONGEST_PHRASE), place, -1):
            found = phrases.get((kind, language, "".join(words[place:end])))
            if found:
                meanings |= found
                place = end
                break
        else:
            return frozenset()
    return frozenset(meanings)


@lru_cache(maxsize=1 << 12)
def read_addresses(text: str) -> frozenset[str]:
    """Return the local parts of the mail addresses in a text: ``hong`` of hong@yna.co.kr."""
    return frozenset(local.lower() for local in _ADDRESS.findall(text)) if "@" in text else frozenset()


@cache
def _place_names() -> tuple[dict[str, str], dict[str, str]]:
    """Return keys of places by Korean name, and by the letters of their English names."""
    korean_keys: dict[str, str] = {}
    english_keys: dict[str, str] = {}
    for korean, english in read_table("furniture_places.tsv"):
        first, *_ = forms = english.split("|")
        korean_keys[korean] = letters_of(first)
        english_keys.update((letters_of(form), letters_of(first)) for form in forms)
    return korean_keys, english_keys


@attrs.frozen
class Dateline:
    """Where a report comes from.

    Attributes:
        places: Keys of its places, the same in both languages.
        outlets: Codes of the agencies it names.
    """

    places: frozenset[str]
    outlets: frozenset[str]


@lru_cache(maxsize=1 << 10)
def read_dateline(text: str, language: str) -> Dateline:
    """Return the places and agencies of a dateline.

    >>> read_dateline("(부산=연합뉴스)", "ko") == read_dateline("BUSAN, Nov. 10 (Yonhap) --", "en")
    True
    """
    is_korean = language == Language.KOREAN
    match = (_KOREAN_DATELINE if is_korean else _ENGLISH_DATELINE).match(text)
    if match is None:
        return Dateline(frozenset(), read_outlets(text))
    rest = (_KOREAN_AGENCY if is_korean else _ENGLISH_REST).search(match.group(1))
    place = match.group(1)[: rest.start()] if rest else match.group(1)
    names: Iterable[str]
    if is_korean:
        names = map(_korean_place, _PLACE_SEPARATOR.split(place))
    else:
        # Each place may have its country, its province or a date behind a comma.
        names = (_english_place(part.split(",")[0]) for part in _ENGLISH_SEPARATOR.split(place))
    return Dateline(frozenset(names) - {""}, read_outlets(text[match.start(1) + len(place) :]))


def _korean_place(name: str) -> str:
    keys, _ = _place_names()
    name = name.strip()
    short = _KOREAN_REGION.sub("", name)
    found = keys.get(name) or keys.get(short)
    if found is None and " " in short:
        # A country may stand before its town: 우크라이나 키이우.
        return _korean_place(short.rpartition(" ")[2])
    return found or skeleton(romanize(short))


def _english_place(name: str) -> str:
    _, keys = _place_names()
    name = _ACCENT.sub("", normalize("NFD", name))
    letters = letters_of(name)
    return keys.get(letters) or skeleton(_ENGLISH_REGION.sub("", name.strip()))
