"""Words for units after a number, in both languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bialign.anchors.korean_tables import NO_UNITS, PARTICLES, PRO_WORDS
from bialign.anchors.model import AnchorKind
from bialign.anchors.unit_tables import (
    CURRENCIES,
    CURRENCY_SIGNS,
    DURATIONS,
    MEASURES,
    PERCENT,
    PERCENTAGE_POINTS,
    POINTS,
)
from bialign.patterns import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Kind of an anchor and the codes of the units that a word may stand for (파운드 is money and weight).
Unit = tuple[AnchorKind, tuple[str, ...]]

_TABLES = (
    (AnchorKind.PERCENT, PERCENT),
    (AnchorKind.PERCENTAGE_POINT, PERCENTAGE_POINTS),
    (AnchorKind.MONEY, CURRENCIES),
    (AnchorKind.DURATION, DURATIONS),
    (AnchorKind.QUANTITY, MEASURES),
)

#: Pattern for what ends a Korean word of one syllable: no more Hangul, or a particle.
WORD_END = rf"(?:(?![가-힣])|(?={'|'.join(PARTICLES.split())}))"


def _unit_words(column: int) -> dict[str, Unit]:
    """Return the words for units: column 0 of the tables is Korean, 1 English."""
    words: dict[str, Unit] = {}
    for kind, table in _TABLES:
        for code, columns in table.items():
            for word in filter(None, columns[column].split("|")):
                known = words.get(word)
                words[word] = (known[0], (*known[1], code)) if known else (kind, (code,))
    # A lead of nine points is one of nine percentage points.
    words |= dict.fromkeys(POINTS[column].split("|"), (AnchorKind.NUMBER, ("", "%p")))
    return words


_KOREAN = _unit_words(0)
_ENGLISH = _unit_words(1)
_ENGLISH_LOWER = {word.lower().replace("-", " "): unit for word, unit in _ENGLISH.items()}


def korean_words_pattern(words: Iterable[str]) -> str:
    """Return a pattern for Korean units or counters, the longest first.

    One of a single syllable needs a particle or the end of the eojeol after it, one in Latin letters no more of them.
    """
    alternatives = []
    syllables = ""
    for word in sorted(words, key=len, reverse=True):
        if len(word) == 1 and "가" <= word <= "힣":
            syllables += word
        elif word == "프로":
            alternatives.append(f"프로(?!{'|'.join(PRO_WORDS.split())})")
        else:
            latin = word[-1].isascii() and word[-1].isalpha()
            alternatives.append(re.escape(word) + ("(?![A-Za-z])" if latin else ""))
    return "|".join([*alternatives, f"[{syllables}]{WORD_END}"])


def _english_word_pattern(word: str) -> str:
    pattern = re.escape(word).replace(r"\ ", "[ -]")
    return pattern if len(word) < 4 else f"(?i:{pattern})"


# 동 is also a part of a town, a building and a syllable of agreement: money only after a large number and a space.
_DONG = r"(?:(?<=[천만억조]\s)|(?<=000\s))동(?:(?![가-힣])|(?=[을은이에]|으로|짜리|가량|정도|안팎|상당|이상|까지))"
# Korean measures whose words are mostly others: 5근, 한 돈, 30리, but not 돈 after any number and a space, nor the
# village 방축11리.
_OLD_MEASURES = {code: MEASURES[code][0] for code in ("geun", "don", "doe", "ri")}
_OLD = (
    rf"(?:(?:(?<=\d)|(?<=\d[백천만])|(?<=[한두세석네넉섯덟홉곱열]\s))(?:근(?![로무거래처접본])|돈|되(?![는고도다]))"
    rf"|(?<![가-힣]\d\d)(?<![가-힣]\d\d\d)(?<=\d\d)리)"
    rf"{WORD_END}"
)
# 30초반 are one's early thirties.
_KOREAN_UNIT = compile_pattern(
    rf"(?:\s(?!{'|'.join(NO_UNITS.split())}))?(?!초반)"
    rf"({korean_words_pattern(_KOREAN.keys() - {'동', *_OLD_MEASURES.values()})}|{_DONG}|{_OLD})"
)
_ENGLISH_WORDS = "|".join(map(_english_word_pattern, sorted(_ENGLISH, key=len, reverse=True)))
_ENGLISH_UNIT = compile_pattern(rf"[ -]?({_ENGLISH_WORDS})(?![A-Za-z\d]|-\d)(?![ -]olds?\b)")
#: Pattern of a currency sign.
CURRENCY_SIGN = "|".join(re.escape(sign) for sign in sorted(CURRENCY_SIGNS, key=len, reverse=True))


def korean_unit_at(view: str, place: int) -> tuple[Unit, int] | None:
    """Return the unit that begins at an offset, after at most one space, and where its word ends."""
    match = _KOREAN_UNIT.match(view, place)
    return (_KOREAN[match.group(1)], match.end()) if match else None


def english_unit_at(view: str, place: int) -> tuple[Unit, int] | None:
    """Return the unit that begins at an offset, after at most a space or hyphen, and where its word ends."""
    match = _ENGLISH_UNIT.match(view, place)
    if match is None:
        return None
    word = match.group(1)
    return _ENGLISH.get(word) or _ENGLISH_LOWER[word.replace("-", " ").lower()], match.end()
