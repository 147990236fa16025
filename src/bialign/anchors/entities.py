"""Territories, nationalities and organisations: names that translate in one way, from small tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bialign.anchors.drafts import Draft
from bialign.anchors.korean_tables import AFTER_COUNTRIES, INSTITUTIONS
from bialign.anchors.model import AnchorKind
from bialign.tables import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Chinese characters that stand for a territory in headlines.
HANJA_TERRITORIES = {
    "美": "US", "中": "CN", "日": "JP", "韓": "KR", "北": "KP", "南": "KR", "英": "GB", "佛": "FR", "獨": "DE",
    "露": "RU", "蘇": "SU", "印": "IN", "伊": "IT", "濠": "AU", "豪": "AU", "加": "CA", "臺": "TW", "台": "TW",
    "越": "VN", "泰": "TH", "比": "PH", "歐": "150", "土": "TR", "朝": "KP",
}  # fmt: skip
#: Words of several characters that name a territory.
HANJA_WORDS = {
    "日本": "JP", "中國": "CN", "美國": "US", "韓國": "KR", "英國": "GB", "北韓": "KP", "中東": "145",
    "臺灣": "TW", "台灣": "TW", "獨逸": "DE", "印度": "IN", "越南": "VN", "泰國": "TH", "濠洲": "AU",
}  # fmt: skip
_SYLLABLES = {
    "미": "US",
    "일": "JP",
    "중": "CN",
    "한": "KR",
    "북": "KP",
    "남": "KR",
    "영": "GB",
    "러": "RU",
    "독": "DE",
    "불": "FR",
    "호": "AU",
}
# 한·미·일, 북·미.
_DOTTED = re.compile(
    r"[미일중한북남영러독불](?:[·ㆍ‧・][미일중한북남영러독불]){1,4}"
    rf"(?=[^가-힣]|$|{'|'.join(AFTER_COUNTRIES.split())})"
)
# 미 stands alone for the United States; other syllables only before an institution.
_ALONE = re.compile(rf"미(?=\s[가-힣A-Z]|[,·]\s)|[일중북영러독불호](?=\s(?:{'|'.join(INSTITUTIONS.split())}))")
# New Mexico, New England and New Jersey are other places.
_NAMESAKES = frozenset({"Mexico", "England", "Jersey"})
# "the North" in an article on Korea; not the North Sea.
_ALONE_NORTH = re.compile(r"(?:North|South)(?!\s[A-Z]|-)")
_WORD = re.compile(r"[^\W\d_가-힣]+")
_PLURAL = re.compile(r"s?(?![A-Za-z])")


class _Name(NamedTuple):
    text: str
    kind: AnchorKind
    value: str
    keys: tuple[str, ...]
    condition: re.Pattern[str] | None


def _rows(name: str) -> list[list[str]]:
    return read_rows("bialign.anchors", f"tables/{name}")[1:]


def _read_tables() -> tuple[list[_Name], list[_Name]]:
    """Return the Korean and the English names."""
    conditions = {
        word: re.compile(f"(?!{pattern})" if sense == "not" else f"(?:{pattern})")
        for word, sense, pattern in _rows("homographs.tsv")
    }
    korean: list[_Name] = []
    english: list[_Name] = []
    for kind, table in ((AnchorKind.COUNTRY, "territories.tsv"), (AnchorKind.ORGANISATION, "organisations.tsv")):
        for code, korean_names, english_names in _rows(table):
            keys = tuple(code.split())
            korean += [
                _Name(name, kind, keys[0], keys, conditions.get(name))
                for name in filter(None, korean_names.split("|"))
            ]
            english += [_Name(name, kind, keys[0], keys, None) for name in english_names.split("|")]
    for word, codes, pattern in _rows("short_forms.tsv"):
        keys = tuple(codes.split())
        condition = re.compile(f"(?:{pattern})") if pattern else None
        korean.append(_Name(word, AnchorKind.COUNTRY, "+".join(keys), keys, condition))
    return korean, english


def _by_start(names: Iterable[tuple[str, _Name]]) -> dict[str, tuple[_Name, ...]]:
    """Return names by what they start with: the longest first, of these those that need a certain continuation."""
    groups: dict[str, list[_Name]] = {}
    for start, name in names:
        groups.setdefault(start, []).append(name)
    return {
        start: tuple(sorted(group, key=lambda name: (-len(name.text), name.condition is None)))
        for start, group in groups.items()
    }


def _first_words(names: Iterable[_Name]) -> Iterator[tuple[str, _Name]]:
    """Yield English names by their first words, also in the plural where that is the whole name: Russians."""
    for name in names:
        if first := _WORD.match(name.text):
            yield first.group(), name
            if first.group() == name.text:
                yield f"{name.text}s", name


_KOREAN_NAMES, _ENGLISH_NAMES = _read_tables()
_KOREAN = _by_start((name.text[:2], name) for name in _KOREAN_NAMES if "가" <= name.text[0] <= "힣")
_ENGLISH = _by_start(_first_words(_ENGLISH_NAMES))
#: Chinese characters that stand for an institution.
HANJA_ORGANISATIONS = {name.text: name.value for name in _KOREAN_NAMES if not "가" <= name.text[0] <= "힣"}
#: First two syllables of the Korean names, first words of the English ones.
KOREAN_STARTS = frozenset(_KOREAN)
ENGLISH_STARTS = frozenset(_ENGLISH)


def find_korean_name(view: str, start: int) -> Draft | None:
    """Find a territory, a nationality or an organisation that an eojeol begins with."""
    for name in _KOREAN.get(view[start : start + 2], ()):
        end = start + len(name.text)
        if view.startswith(name.text, start) and (name.condition is None or name.condition.match(view, end)):
            return Draft(name.kind, name.value, start, end, name.keys)
    return None


def find_short_form(view: str, start: int) -> Draft | None:
    """Find single syllables that stand for countries: 미 국무부, 한·미·일."""
    match = _DOTTED.match(view, start) or _ALONE.match(view, start)
    if match is None:
        return None
    codes = tuple(_SYLLABLES[syllable] for syllable in match.group() if syllable in _SYLLABLES)
    return Draft(AnchorKind.COUNTRY, "+".join(codes), start, match.end(), codes)


def find_english_name(view: str, start: int, word: str) -> Draft | None:
    """Find a territory, a nationality or an organisation whose first word begins at an offset."""
    if word in ("North", "South") and view.endswith("the ", 0, start) and _ALONE_NORTH.match(view, start):
        code = "KP" if word == "North" else "KR"
        return Draft(AnchorKind.COUNTRY, code, start, start + 5, (code,))
    if word in _NAMESAKES and view.endswith("New ", 0, start):
        return None
    for name in _ENGLISH[word]:
        if view.startswith(name.text, start):
            plural = _PLURAL.match(view, start + len(name.text))
            if plural is not None:
                return Draft(name.kind, name.value, start, plural.end(), name.keys)
    return None


def find_latin_name(view: str, start: int) -> Draft | None:
    """Find an organisation or territory that Korean text names in Latin script: NATO, EU."""
    match = _WORD.match(view, start)
    return find_english_name(view, start, match.group()) if match and match.group() in _ENGLISH else None
