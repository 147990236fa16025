"""Words in another script that a translation keeps: Latin tokens and Chinese characters."""

from __future__ import annotations

import re
from functools import lru_cache

from bialign.anchors.drafts import Draft
from bialign.anchors.entities import HANJA_ORGANISATIONS, HANJA_TERRITORIES, HANJA_WORDS
from bialign.anchors.model import AnchorKind

#: Letters in Latin script, for a class of a pattern; × and ÷, which stand among them, are signs.
LATIN_LETTERS = "A-Za-zÀ-ÖØ-öø-ÿ"
#: Words with capitals or digits in them, letters with stops (U.N.), and names with inner signs (M&S, F-16).
LATIN = re.compile(
    rf"(?:[A-Za-z]\.){{2,}}[A-Za-z]?|[{LATIN_LETTERS}][{LATIN_LETTERS}0-9]*(?:[-&.'’][{LATIN_LETTERS}0-9]+)*"
)
HANJA = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
# Visiting, towards, resident in, against, for, fleeing from a country.
_TOWARDS = "訪對駐反親脫"
_NOISE = str.maketrans("", "", ".-'’ ")


def find_latin(view: str, start: int) -> Draft | None:
    """Find the word in Latin script that begins at an offset."""
    match = LATIN.match(view, start)
    if match is None:
        return None
    word = match.group()
    if len(word) < 2:
        return None
    kind, keys = _latin_anchor(word)
    return Draft(kind, keys[0], start, match.end(), keys)


@lru_cache(maxsize=1 << 14)
def _latin_anchor(word: str) -> tuple[AnchorKind, tuple[str, ...]]:
    return _kind_of(word), _latin_keys(word)


def _kind_of(word: str) -> AnchorKind:
    """Tell an abbreviation or code, which a translation keeps, from a word that may be a name."""
    letters = word.replace(".", "").removesuffix("s")
    if len(letters) <= 4 and letters.isupper():
        return AnchorKind.LATIN
    coded = word[0].islower() and not word.replace("-", "").islower()
    return AnchorKind.LATIN if coded or "&" in word or any(map(str.isdigit, word)) else AnchorKind.NAME


def _latin_keys(word: str) -> tuple[str, ...]:
    """Return keys that ignore case, hyphens, stops and an English plural or possessive."""
    word = re.sub(r"['’]s?$", "", word)
    keys = [word.translate(_NOISE).lower()]
    if word[-1:] == "s" and len(word) > 2:
        keys.append(keys[0][:-1])
    return tuple(dict.fromkeys(keys))


def find_hanja(view: str, start: int) -> Draft | None:
    """Find a run of Chinese characters; the press's short forms agree with the countries they stand for.

    In brackets they gloss the word before, as in 김영삼(金泳三), and a single one after a word is a suffix, as in
    IBM社: neither names a country, and a suffix is no anchor.
    """
    match = HANJA.match(view, start)
    if match is None:
        return None
    word = match.group()
    before = view[start - 1] if start else " "
    if len(word) == 1 and before.isalnum():
        return None
    keys: tuple[str, ...] = (word,)
    if word in HANJA_WORDS or word in HANJA_ORGANISATIONS:
        keys = (HANJA_WORDS.get(word) or HANJA_ORGANISATIONS[word],)
    elif before != "(":
        known = [HANJA_TERRITORIES.get(character) or HANJA_ORGANISATIONS.get(character) for character in word]
        found = tuple(code for code in known if code)
        if len(found) == len(word) or (len(word) == 2 and word[0] in _TOWARDS and found):
            keys = found
    return Draft(AnchorKind.HANJA, "+".join(keys), start, match.end(), keys)
