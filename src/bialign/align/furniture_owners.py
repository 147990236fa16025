"""Whose a credit, a copyright or a name in a masthead is: 연합뉴스 is Yonhap, 한빛일보 is the Hanbit Ilbo.

Well-known outlets are read by ``furniture_outlets.tsv``. Of other names the last word is translated by
``furniture_owners.tsv`` and what stands before it romanised, and names are compared by their consonants, in which the
romanisations of one name agree.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from unicodedata import normalize

import attrs

from bialign.align.furniture_tables import read_table
from bialign.names.romanization import romanize
from bialign.patterns import compile_pattern
from bialign.text.normalization import LOOK_ALIKES

_HANGUL = re.compile("[가-힣]")
_LETTERS = re.compile(r"[^\W_]+")
_EDGES = " .,:;/|-–—=<>()[]【】'\"‘’“”◎&"

_COPYRIGHT = re.compile(
    r"[ⓒ©]|\(c\)|copy ?rights?|저작권|무단\s?(?:전재|복제|배포)"
    r"|all rights reserved|unauthori[sz]ed (?:re|dis|use|copy)",
    re.IGNORECASE,
)
_COPYRIGHT_PHRASES = re.compile(
    r"copy ?rights?|저작권자?(?:는|은)?|all rights reserved|[ⓒ©]|\(c\)|\b\d{4}(?:\s?[-–]\s?\d{4})?\b"
    r"|(?:무단|재판매|재배포|AI\s?학습|이용\s?금지|복제|에 있습니다|의 저작물).*"
    r"|\b(?:unauthori[sz]ed|redistribution|reproduction|use for|no part of|AI training|may not|is prohibited).*"
    r"|&\s*[\w.-]+\.\w+",
    re.IGNORECASE,
)
_CREDIT_PHRASES = re.compile(
    r"(?:자료)?사진|제공|출처|그래픽|영상|캡처|갈무리|재판매 및 DB 금지|\bDB\b|(?<=[가-힣])DB\b"
    r"|\b(?:file|photos?|images?|graphics?|courtesy|provided|captured|from|of|by|source|via)\b",
    re.IGNORECASE,
)
_SITE = re.compile(r"\.(?:com|net|co\.kr|kr|org)\b", re.IGNORECASE)
_NO_LAST_WORD = "-"

# Letters that stand for each other in romanisations of one name.
_ALIKE = str.maketrans({"k": "g", "c": "g", "q": "g", "p": "b", "t": "d", "r": "l", "z": "j", "f": "b", "v": "b"})
_VOWELS = re.compile("[aeiouyw]+")
_DOUBLED = re.compile(r"(.)\1+")


def letters_of(text: str) -> str:
    """Return the letters and digits of a text, in compatibility form and lower case."""
    return "".join(_LETTERS.findall(normalize("NFKC", text).lower()))


def skeleton(name: str) -> str:
    """Return the consonants in which the romanisations of one name agree; an apostrophe stands for a first vowel.

    >>> skeleton("Chosun") == skeleton("Joseon"), skeleton("Gyeongje") == skeleton("Kyungje")
    (True, True)
    """
    letters = letters_of(name).replace("sh", "s").replace("ch", "j").replace("ph", "b").translate(_ALIKE)
    consonants = _VOWELS.sub("", letters)
    # An h after the first letter is written or not: Hankyoreh, Hangyeore.
    consonants = _DOUBLED.sub(r"\1", consonants[:1] + consonants[1:].replace("h", ""))
    return f"'{consonants}" if _VOWELS.match(letters) else consonants


@attrs.frozen
class Owner:
    """An outlet, a company or an office.

    Attributes:
        codes: Codes of the well-known outlets that are named.
        names: If there are none, the skeletons that the name may have.
    """

    codes: frozenset[str]
    names: frozenset[str]

    def is_same(self, other: Owner) -> bool:
        """Tell whether two owners are the same, or share an outlet."""
        if self.codes or other.codes:
            return not self.codes.isdisjoint(other.codes)
        return not self.names.isdisjoint(other.names)


@cache
def _outlets() -> tuple[dict[str, str], re.Pattern[str]]:
    """Return codes by the letters of an outlet's name, and a pattern that finds such names, longest first."""
    codes: dict[str, str] = {}
    forms: set[str] = set()
    for code, korean, english in read_table("furniture_outlets.tsv"):
        for form in (*korean.split("|"), *english.split("|")):
            codes[letters_of(form)] = code
            forms.add(form)
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    alternatives = "|".join(re.escape(form) for form in ordered)
    return codes, compile_pattern(rf"(?<![A-Za-z가-힣])(?:{alternatives})(?![A-Za-z가-힣])", re.IGNORECASE)


@lru_cache(maxsize=1 << 12)
def read_outlets(text: str) -> frozenset[str]:
    """Return the codes of the well-known outlets that a text names.

    >>> sorted(read_outlets("사진=AFP/연합뉴스")), sorted(read_outlets("(AFP-Yonhap)"))
    (['AFP', 'Yonhap'], ['AFP', 'Yonhap'])
    """
    codes, pattern = _outlets()
    plain = normalize("NFKC", text).translate(LOOK_ALIKES)
    return frozenset(codes[letters_of(name)] for name in pattern.findall(plain))


@cache
def _last_words() -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows = [(korean, tuple(english.split("|"))) for korean, english in read_table("furniture_owners.tsv")]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


@lru_cache(maxsize=1 << 12)
def read_owner(name: str) -> Owner | None:
    """Return whose name this is, or None if it is empty.

    >>> read_owner("한빛일보").is_same(read_owner("The Hanbit Ilbo"))
    True
    """
    name = _SITE.sub("", name).strip(_EDGES)
    codes = read_outlets(name)
    if codes:
        return Owner(codes, frozenset())
    if not _LETTERS.search(name):
        return None
    if not _HANGUL.search(name):
        return Owner(frozenset(), frozenset({skeleton(name.lower().removeprefix("the "))}))
    name = "".join(_LETTERS.findall(name))
    names = {skeleton(romanize(name))}
    for korean, endings in _last_words():
        if name.endswith(korean) and len(name) > len(korean):
            stem = romanize(name[: -len(korean)])
            names |= {skeleton(stem if ending == _NO_LAST_WORD else stem + ending) for ending in endings}
            break
    return Owner(frozenset(), frozenset(names))


def is_copyright(text: str) -> bool:
    """Tell whether a line claims a copyright."""
    return _COPYRIGHT.search(text) is not None


@lru_cache(maxsize=1 << 10)
def read_copyright(text: str) -> Owner | None:
    """Return the owner that a line of copyright names, or None if it names nobody."""
    return read_owner(_COPYRIGHT_PHRASES.sub(" ", text))


@lru_cache(maxsize=1 << 10)
def read_credit(text: str) -> Owner | None:
    """Return whom a credit names, or None if nobody: 사진=연합뉴스, (Courtesy of Seoul City)."""
    return read_owner(_CREDIT_PHRASES.sub(" ", text))
