"""What pieces of article furniture say, in a form that is the same for Korean and English.

Set phrases are read by ``furniture_meanings.tsv``, outlets by ``furniture_outlets.tsv`` and ``furniture_owners.tsv``,
places by ``furniture_places.tsv``; names that no table has are romanised.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING
from unicodedata import normalize

import attrs

from bialign.documents import FragmentKind, Language
from bialign.names.romanization import romanize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[^\W\d_]+")
_HANGUL = re.compile("[가-힣]")
_ADDRESS = re.compile(r"([\w.+-]{1,64})@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
# Words of the longest form of a set phrase.
_LONGEST_PHRASE = 6
_NO_MEANING = "-"

_ORDINAL = re.compile(r"\d+")
_UPDATE = "update"

_COPYRIGHT = re.compile(
    r"[ⓒ©]|\(c\)|copy ?rights?|저작권|무단\s?(?:전재|복제|배포)|all rights reserved|unauthori[sz]ed re", re.IGNORECASE
)
_COPYRIGHT_PHRASES = re.compile(
    r"copy ?rights?|저작권자?(?:는|은)?|all rights reserved|[ⓒ©]|\(c\)|\b\d{4}(?:-\d{4})?\b|^\W*by\b"
    r"|(?:무단|재판매|재배포|AI\s?학습|이용\s?금지|복제|에 있습니다).*"
    r"|\b(?:unauthori[sz]ed|redistribution|reproduction|use for|no part of|AI training|may not|is prohibited).*"
    r"|&\s*[\w.-]+\.\w+",
    re.IGNORECASE,
)
_SITE = re.compile(r"\.(?:com|net|co\.kr|kr|org)\b", re.IGNORECASE)
# Spellings that romanisations of one name differ in; vowels differ most.
_ALIKE = str.maketrans({"k": "g", "c": "g", "q": "g", "p": "b", "t": "d", "r": "l", "z": "j", "f": "b", "v": "b"})
_VOWELS = re.compile(r"[aeiouyw]+")

_KOREAN_DATELINE = re.compile(r"[(\[【]?\s*([^=()\[\]]+?)\s*(?:=\s*([^()\[\]]*?)\s*)?[)\]】]?\s*$")
_PLACE_SEPARATOR = re.compile(r"\s*[·/ㆍ・‧,]\s*")
_ENGLISH_DATELINE = re.compile(
    r"[(\[]?\s*([^()\[\]=—–]+?)\s*(?:\(([^()]*)\)|=\s*([^()\[\]]*))?\s*[)\]]?\s*(?:-+|[—–])?\s*$"
)
_REGION_SUFFIX = re.compile(r"(?<=[가-힣]{2})(?:특별자치시|특별시|광역시|시|군)$")


def read_table(name: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of one of this package's tables, without its header."""
    lines = (files(__package__) / name).read_text(encoding="utf-8").splitlines()
    rows = [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]
    yield from rows[1:]


def words_of(text: str) -> list[str]:
    """Return the words of a text, letters only, in compatibility form and lower case."""
    return _WORD.findall(normalize("NFKC", text).lower())


@cache
def _phrases() -> dict[tuple[str, str, str], frozenset[str]]:
    """Return meanings by kind, language and letters of a set phrase."""
    found: dict[tuple[str, str, str], set[str]] = {}
    for kind, meaning, korean, english in read_table("furniture_meanings.tsv"):
        for language, forms in ((Language.KOREAN, korean), (Language.ENGLISH, english)):
            for form in forms.split("|"):
                if form:
                    found.setdefault((kind, language, "".join(words_of(form))), set()).add(meaning)
    return {key: frozenset(meanings) for key, meanings in found.items()}


@lru_cache(maxsize=1 << 12)
def read_meanings(text: str, kind: FragmentKind, language: str) -> frozenset[str]:
    """Return what a line of set phrases means, empty if any of its words belongs to none of them.

    An update's number is part of its meaning: ``(종합2보)`` and ``(2nd LD)`` are both ``"update 2"``.

    >>> sorted(read_meanings("글자크기 인쇄 공유하기", FragmentKind.BOILERPLATE, "ko"))
    ['font size', 'print', 'share']
    """
    phrases = _phrases()
    words = words_of(text)
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
    meanings.discard(_NO_MEANING)
    if kind is FragmentKind.EDITOR_TAG and _UPDATE in meanings:
        number = _ORDINAL.search(text)
        meanings = {f"{_UPDATE} {number.group() if number else 1}"}
    return frozenset(meanings)


@lru_cache(maxsize=1 << 12)
def read_addresses(text: str) -> frozenset[str]:
    """Return the local parts of the mail addresses in a text: ``hong`` of hong@yna.co.kr."""
    return frozenset(local.lower() for local in _ADDRESS.findall(text)) if "@" in text else frozenset()


def skeleton(word: str) -> str:
    """Return the consonants in which the romanisations of one name agree.

    >>> skeleton("Chosun") == skeleton("joseon"), skeleton("Gyeongje") == skeleton("Kyungje")
    (True, True)
    """
    letters = "".join(words_of(word)).replace("sh", "s").replace("ch", "j").replace("ph", "b")
    letters = letters.translate(_ALIKE)
    first = letters[:1]
    consonants = _VOWELS.sub("", letters)
    # h is written or not (Hankyoreh); a vowel in front is told from none.
    consonants = consonants[:1] + consonants[1:].replace("h", "")
    return ("'" if first in "aeiouyw" else "") + re.sub(r"(.)\1+", r"\1", consonants)


@attrs.frozen
class Owner:
    """An outlet, company or office: its code where it is well known, else the skeletons that its name may have."""

    code: str
    names: frozenset[str]

    def is_same(self, other: Owner) -> bool:
        """Tell whether two owners are the same."""
        if self.code or other.code:
            return self.code == other.code
        return not self.names.isdisjoint(other.names)


@cache
def _outlets() -> tuple[dict[str, str], re.Pattern[str]]:
    """Return codes by the letters of an outlet's name, and a pattern that finds such names, longest first."""
    codes: dict[str, str] = {}
    forms: set[str] = set()
    for code, korean, english in read_table("furniture_outlets.tsv"):
        for form in (*korean.split("|"), *english.split("|")):
            codes[_letters(form)] = code
            forms.add(form)
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    alternatives = "|".join(re.escape(form) for form in ordered)
    return codes, re.compile(rf"(?<![A-Za-z가-힣])(?:{alternatives})(?![A-Za-z가-힣])", re.IGNORECASE)


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w+", normalize("NFKC", text).lower()))


@lru_cache(maxsize=1 << 12)
def read_outlets(text: str) -> frozenset[str]:
    """Return the codes of the well-known outlets that a text names."""
    codes, pattern = _outlets()
    return frozenset(codes[_letters(name)] for name in pattern.findall(normalize("NFKC", text)))


@cache
def _last_words() -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows = [(korean, tuple(english.split("|"))) for korean, english in read_table("furniture_owners.tsv")]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


@lru_cache(maxsize=1 << 12)
def read_owner(name: str) -> Owner | None:
    """Return whose name this is, or None for no name.

    >>> read_owner("한빛일보").is_same(read_owner("The Hanbit Ilbo"))
    True
    """
    name = _SITE.sub("", name).strip(" .,:;/|-–—=<>()[]'\"‘’“”◎")
    outlets = read_outlets(name)
    if outlets:
        return Owner(min(outlets), frozenset())
    name = "".join(re.findall(r"[^\W_]+", name)) if _HANGUL.search(name) else name.lower().removeprefix("the ")
    if not name:
        return None
    if not _HANGUL.search(name):
        return Owner("", frozenset({skeleton(name)}))
    names = {skeleton(romanize(name))}
    for korean, endings in _last_words():
        if name.endswith(korean) and len(name) > len(korean):
            stem = romanize(name[: -len(korean)])
            names |= {skeleton(stem if ending == _NO_MEANING else stem + ending) for ending in endings}
            break
    return Owner("", frozenset(names))


@lru_cache(maxsize=1 << 10)
def read_copyright(text: str) -> Owner | None:
    """Return the owner that a line of copyright names, or None if it is none or names nobody."""
    if not _COPYRIGHT.search(text):
        return None
    return read_owner(_COPYRIGHT_PHRASES.sub(" ", text))


def is_copyright(text: str) -> bool:
    """Tell whether a line claims a copyright."""
    return _COPYRIGHT.search(text) is not None


@cache
def _place_names() -> tuple[dict[str, str], dict[str, str]]:
    """Return keys of places by Korean name, and by the letters of their English names."""
    korean_keys: dict[str, str] = {}
    english_keys: dict[str, str] = {}
    for korean, english in read_table("furniture_places.tsv"):
        first, *_ = forms = english.split("|")
        korean_keys[korean] = _letters(first)
        english_keys.update((_letters(form), _letters(first)) for form in forms)
    return korean_keys, english_keys


@attrs.frozen
class Dateline:
    """Where a report comes from: keys of its places, and the codes of the agencies it names."""

    places: frozenset[str]
    outlets: frozenset[str]


@lru_cache(maxsize=1 << 10)
def read_dateline(text: str, language: str) -> Dateline:
    """Return the places and agencies of a dateline.

    >>> read_dateline("(부산=연합뉴스)", "ko") == read_dateline("BUSAN, Nov. 10 (Yonhap) --", "en")
    True
    """
    if language == Language.KOREAN:
        match = _KOREAN_DATELINE.match(text)
        names: Iterable[str] = _PLACE_SEPARATOR.split(match.group(1)) if match else ()
        return Dateline(frozenset(map(_korean_place, names)), read_outlets(text))
    match = _ENGLISH_DATELINE.match(text)
    # Each place may have its country, province or date behind a comma.
    names = [part.split(",")[0] for part in re.split(r"/|\band\b", match.group(1))] if match else []
    return Dateline(frozenset(map(_english_place, names)), read_outlets(text[match.end(1) :] if match else text))


def _korean_place(name: str) -> str:
    korean_keys, _ = _place_names()
    short = _REGION_SUFFIX.sub("", name.strip())
    return korean_keys.get(short) or skeleton(romanize(short))


def _english_place(name: str) -> str:
    _, english_keys = _place_names()
    letters = _letters(name)
    return english_keys.get(letters) or skeleton(letters)
