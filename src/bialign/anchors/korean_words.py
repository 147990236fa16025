"""Korean numbers, ordinals, fractions and indefinite numbers in native and Sino-Korean words.

Syllables such as 일, 이, 사 or 한 are far more often something else than numbers. So a word is a number only at the
start of an eojeol, and only before a counter or unit, but for a few that are hardly ever anything else.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from bialign.anchors.drafts import (
    ORDINAL,
    PLAIN,
    draft_fraction,
    draft_number,
    draft_pair,
    draft_period,
    draft_several,
)
from bialign.anchors.korean_numbers import COUNTER, ORDINAL_COUNTER, finish_number, tolerance_before
from bialign.anchors.model import AnchorKind
from bialign.anchors.units import WORD_END, korean_unit_at
from bialign.text.numerals_korean import (
    LARGE_MAGNITUDES,
    NATIVE_NUMERAL,
    SINO_NUMERAL,
    SMALL_MAGNITUDES,
    parse_korean_numeral,
)

if TYPE_CHECKING:
    from bialign.anchors.drafts import Draft

_PAIRS = {
    "한두": (1, 2),
    "두세": (2, 3),
    "두서너": (2, 4),
    "서너": (3, 4),
    "네댓": (4, 5),
    "네다섯": (4, 5),
    "대여섯": (5, 6),
    "예닐곱": (6, 7),
    "일고여덟": (7, 8),
}
_DAYS = {
    "이틀": 2,
    "사흘": 3,
    "나흘": 4,
    "닷새": 5,
    "엿새": 6,
    "이레": 7,
    "여드레": 8,
    "아흐레": 9,
    "열흘": 10,
}
_PERIODS = {"상반기": (1, "half"), "하반기": (2, "half"), "전반": (1, "half"), "후반": (2, "half")}
_FIRST = ("첫", "처음", "최초")

_PAIR = re.compile("|".join(sorted(_PAIRS, key=len, reverse=True)))
_DAY = re.compile(rf"(?:{'|'.join(_DAYS)})(?=[^가-힣]|간|째|만|동안|전|뒤|후|이|을|의|에|은|로|씩|연|내)")
_PERIOD = re.compile(r"(?:상|하)반기|(?:전|후)반(?=전|\s?\d{1,2}분)")
_SEVERAL = re.compile(r"(?:수|몇\s?)(?P<magnitude>[십백천]?[만억조]|[십백천])(?=\s?[가-힣])")
_SEVERAL_UNSAFE = re.compile(r"수(?:만|조)(?!\s?(?:여|명|개|달러|원|가구|마리|대|권|건|톤|장))|수천(?=시|군|포)")
_ALONE = re.compile(
    r"(?:두|다섯|여섯|일곱|여덟|아홉|열두|스무)(?=\s[가-힣])|세(?=\s(?!번째)[가-힣])|(?:둘|셋|넷)(?=[^가-힣]|이|은|을|의|로|다)"
)
_FIRST_WORD = re.compile(
    r"첫(?:\s?번째|째)?(?=\s|날|해|선|승|골|발|회|승리|경기|방|눈|출|공식|[^가-힣])|(?:처음|최초)(?:으로|의|로)"
)
_HALF = re.compile("절반")
_FRACTION = re.compile(
    r"([이삼사오육칠팔구십]|십일|백)\s?분의\s?([일이삼사오육칠팔구])(?![가-힣](?<![을를이가은는의로만도에씩]))"
)
# Short numbers written together with what they count; 세기, 세대, 천장 and 열정 are words of their own.
_GLUED = re.compile(rf"(?:[명개살달곳채]{WORD_END}|번째|째|사람|가지|마리|시간|차례|군데|[번배](?![가-힣]))")
_GLUED_SINO = re.compile(rf"(?:명|원|달러|개국|개월|년|톤|배|번){WORD_END}")
_ONE = ("한", "하나")
_ATTRIBUTIVE = ("석", "넉")
_ATTRIBUTIVE_COUNTERS = ("장", "잔", "대", "섬", "자", "줄")
_MAGNITUDES = SMALL_MAGNITUDES | LARGE_MAGNITUDES

#: First syllables of the words that may be numbers.
NUMBER_STARTS = frozenset(
    "한두세네석넉서너다여일아열스마쉰예흔이삼사오육칠팔구십백천만수몇둘셋넷대나닷엿상하전후첫처최절"
)


def find_number_word(view: str, start: int) -> Draft | None:
    """Find a number in words at the start of an eojeol."""
    first = view[start]
    if start and view[start - 1].isdigit():
        return None
    if first in "수몇":
        return _find_several(view, start)
    return (
        _find_fixed(view, start)
        or _find_pair(view, start)
        or _find_native(view, start)
        or (_find_sino(view, start) if first in "일이삼사오육칠팔구십백천만" else None)
    )


def _find_fixed(view: str, start: int) -> Draft | None:
    """Find days in native words, periods, the words for first and half, and fractions."""
    if match := _DAY.match(view, start):
        value = Decimal(_DAYS[match.group()])
        return draft_number(value, (AnchorKind.DURATION, ("day",)), start, match.end())
    if match := _PERIOD.match(view, start):
        number, period = _PERIODS[match.group()]
        return draft_period(number, period, start, match.end())
    if match := _FIRST_WORD.match(view, start):
        return draft_number(Decimal(1), ORDINAL, start, match.end())
    if match := _HALF.match(view, start):
        return draft_fraction(1, 2, start, match.end())
    if match := _FRACTION.match(view, start):
        denominator, numerator = (parse_korean_numeral(part) for part in match.groups())
        if denominator and numerator and numerator < denominator:
            return draft_fraction(int(numerator), int(denominator), start, match.end())
    return None


def _find_pair(view: str, start: int) -> Draft | None:
    """Find a pair of neighbouring numbers: 두세 명, 서너 달."""
    match = _PAIR.match(view, start)
    if match is None:
        return None
    suffix = korean_unit_at(view, match.end())
    if suffix is None and COUNTER.match(view, match.end()) is None:
        return None
    unit, end = suffix or (None, match.end())
    first, second = _PAIRS[match.group()]
    return draft_pair(Decimal(first), Decimal(second), unit, start, end, score=False)


def _find_native(view: str, start: int) -> Draft | None:
    """Find a number in native words: 열두 명, 스무 살, 세 번째, 둘."""
    match = NATIVE_NUMERAL.match(view, start)
    if match is None:
        return None
    word, end = match.group(), match.end()
    value = parse_korean_numeral(word)
    if value is None or not _is_counted(view, end, word):
        return draft_number(value, PLAIN, start, end) if value and _ALONE.match(view, start) else None
    return finish_number(view, (start, end), value, None, tolerance_before(view, start))


def _is_counted(view: str, end: int, word: str) -> bool:
    """Tell whether a counter that makes sense stands after a number in words."""
    suffix = korean_unit_at(view, end)
    if word in _ONE:
        # 한 명 is a person, 한 달 a month: only lengths of time have a counterpart often enough.
        return word == "한" and suffix is not None and suffix[0][0] is AnchorKind.DURATION
    if len(word) == 1 and not view[end : end + 1].isspace():
        return _GLUED.match(view, end) is not None
    if word in _ATTRIBUTIVE:
        return suffix is not None or view.startswith(_ATTRIBUTIVE_COUNTERS, end + 1)
    return bool(suffix or COUNTER.match(view, end) or ORDINAL_COUNTER.match(view, end))


def _find_sino(view: str, start: int) -> Draft | None:
    """Find a number in Sino-Korean words, with a magnitude in it and a counter after it: 삼십 년, 백여 명."""
    match = SINO_NUMERAL.match(view, start)
    if match is None:
        return None
    word, end = match.group(), match.end()
    value = parse_korean_numeral(word)
    if value is None or (value < 10 and word in ("일", "이", "사")):
        return None
    after = end + view.startswith("여", end)
    suffix = korean_unit_at(view, after)
    spaced = after > end or view[after : after + 1].isspace()
    if value < 10:
        counted = spaced and suffix is not None and suffix[0][0] is AnchorKind.DURATION
    elif spaced or len(word) > 1:
        counted = suffix is not None or COUNTER.match(view, after) is not None
    else:
        counted = _GLUED_SINO.match(view, after) is not None
    return finish_number(view, (start, end), value, None, tolerance_before(view, start)) if counted else None


def _find_several(view: str, start: int) -> Draft | None:
    """Find an indefinite number: 수십 명, 수백만, 몇 천."""
    match = _SEVERAL.match(view, start)
    if match is None or _SEVERAL_UNSAFE.match(view, start):
        return None
    magnitude = 1
    for syllable in match.group("magnitude"):
        magnitude *= _MAGNITUDES[syllable]
    end = match.end() + view.startswith("여", match.end())
    unit, end = korean_unit_at(view, end) or (PLAIN, end)
    return draft_several(magnitude, unit, start, end)
