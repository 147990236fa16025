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
    draft_round,
    draft_several,
)
from bialign.anchors.korean_numbers import COUNTER, ORDINAL_COUNTER, find_fraction, finish_number, tolerance_before
from bialign.anchors.korean_tables import SPACES
from bialign.anchors.model import AnchorKind
from bialign.anchors.units import WORD_END, korean_unit_at
from bialign.patterns import compile_pattern
from bialign.text.numerals_korean import (
    LARGE_MAGNITUDES,
    MIXED_NUMERAL,
    NATIVE_NUMERAL,
    SMALL_MAGNITUDES,
    parse_korean_numeral,
)

if TYPE_CHECKING:
    from bialign.anchors.drafts import Draft
    from bialign.anchors.units import Unit

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
    "보름": 15,
    "하루": 1,
}
# What else they may be in a translation: half a month is two weeks.
_ALSO = {"보름": ("2 week", "0.5 month")}
_STREAK = ("째", " 째", "연속", " 연속")
_HALVES = {"년": "year", "세기": "century", "나절": "day"}
_PERIODS = {"상반기": (1, "half"), "하반기": (2, "half"), "전반": (1, "half"), "후반": (2, "half")}
_FEW_GROUPS = ("few", "after", "some", "days", "various")
_DAY = rf"(?!하루)(?:{'|'.join(_DAYS)})(?:(?![가-힣])|(?=간|째|만|동안|전|뒤|후|이|을|의|에|은|로|씩|연|내))"
_ONE_DAY = r"하루(?=\s?(?:만에|전(?![가-힣])|뒤|동안|사이)|\s(?:후|앞))"
_WEEK = rf"일주일{WORD_END}"
# 수년간, 몇 달, 며칠, 여러 차례; 수주 is also an order that is won, 수일 a name.
_FEW = (
    r"(?:수(?P<few>년|개월|시간|차례)|수(?P<after>주|일)(?=간|째|\s?(?:동안|전|뒤|후|만에|내[에로])(?![가-힣]{2}))"
    r"|몇\s?(?P<some>년|개월|달|해|주|시간|차례|번)|(?P<days>며칠)|여러\s?(?P<various>해|달|차례|번))"
    rf"(?:{WORD_END}|(?=[만안뿐새]))"
)
_FEW_UNITS: dict[str, Unit] = {
    **dict.fromkeys(["년", "해"], (AnchorKind.DURATION, ("year",))),
    **dict.fromkeys(["개월", "달"], (AnchorKind.DURATION, ("month",))),
    "주": (AnchorKind.DURATION, ("week",)),
    **dict.fromkeys(["일", "며칠"], (AnchorKind.DURATION, ("day",))),
    "시간": (AnchorKind.DURATION, ("hour",)),
    **dict.fromkeys(["차례", "번"], (AnchorKind.NUMBER, ("time",))),
}
_PERIOD = r"[상하]반기|[전후]반(?=전|\s?\d{1,2}분)"
_FIRST = (
    r"첫(?:\s?번째|째)?(?:(?![가-힣])|(?=날|해|선|승|골|발|회|승리|경기|방|눈|출|공식))"
    r"|(?:처음|최초)(?:으로|의|로|이(?=다|며|라)|(?=\s있))"
)
# 양국 is both countries.
_BOTH = (
    r"양(?:국|측|당|\s?정상|사(?:(?![가-힣])|(?=[는가의]))|자(?=\s?(?:회담|간|협의|협상|대화|무역|관계|구도|대결)))"
)
_ROUND = r"(?P<eight>준준결승)|준결승"
# Those who were elected once or twice, and homers with one or two on base.
_OTHER_NUMBERS = {"초선": 1, "재선": 2, "투런": 2, "스리런": 3, "쓰리런": 3}
_OTHER = r"[초재]선(?=\s?의원)|투런|[스쓰]리런"
_FRACTION = (
    r"(?:[이삼사오육칠팔구십]|십일|백)\s?분의\s?[일이삼사오육칠팔구](?:(?![가-힣])|(?=[을를이가은는의로만도에씩]))"
)
_SEVERAL = r"(?:수|몇\s?)(?:[십백천]?[만억조]|[십백천])(?=\s?[가-힣])"
# 수천 and 수만 are also places, 수조 a tank; what is counted tells.
_NOT_SEVERAL = r"수(?:만|조)(?!\s?(?:여|명|개|달러|원|가구|마리|대|권|건|톤|장))|수천(?=시|군|포)"
# 이백만; 천2백; 삼 only before a space and a unit of time. 만년 is a word for perennial, too.
_SINO = (
    r"(?:(?!만년(?!\s?(?:전|동안|간|후(?!보)|뒤|넘|이상)))"
    r"(?:[천백]\d{1,3}[백십]?|[일이삼사오육칠팔구]?[십백천만억][일이삼사오육칠팔구십백천만억조]*+"
    r"|[삼오육칠팔구](?=\s)))"
)
_NUMBER_WORD = compile_pattern(
    rf"(?P<day>{_DAY}|{_ONE_DAY})|(?P<week>{_WEEK})|(?P<century>한\s세기)|(?P<a_few>{_FEW})|(?P<period>{_PERIOD})|(?P<first>{_FIRST})"
    rf"|(?P<half>절반|반값)|(?P<half_unit>반\s?(?:년(?!간지)|세기|나절))|(?P<both>{_BOTH})|(?P<round>{_ROUND})|(?P<other>{_OTHER})|(?P<fraction>{_FRACTION})"
    rf"|(?!{_NOT_SEVERAL})(?P<several>{_SEVERAL})|(?P<pair>{'|'.join(sorted(_PAIRS, key=len, reverse=True))})"
    rf"|(?P<native>{NATIVE_NUMERAL.pattern})|(?P<sino>{_SINO})"
)
# 만 5천, 천 5백만: the first magnitude stands without its 1. Another must follow: 만 18세 is a full age.
_BEGUN_BY_MAGNITUDE = re.compile(r"(?:만\s?(?=\d{1,3}[천백])|천\s?(?=\d백))")
# Numbers that stand for themselves before any noun.
_ALONE = re.compile(
    r"(?:두|다섯|여섯|일곱|여덟|아홉|열두|스무)(?=\s[가-힣])|세(?=\s(?!번째)[가-힣])"
    r"|(?:둘|셋|넷)(?:(?![가-힣])|(?=[이은을의로다]))"
)
# Short numbers written together with what they count; 세기, 세대, 천장 and 열정 are words of their own.
_GLUED = re.compile(rf"(?:[명개살달곳채]{WORD_END}|번째|째|사람|가지|마리|시간|차례|군데|[번배](?![가-힣]))")
_GLUED_SINO = re.compile(rf"(?:명|원|달러|개국|개월|년|톤|배|번){WORD_END}")
_MATCH_MINUTE = re.compile(r"\s?(\d{1,2})분")
_EXTRA_TIME = re.compile(r"연장\s?\Z")
# Minutes played before a half of a match, and before one of its extra time.
_MINUTES_BEFORE = {"전반": (0, 90), "후반": (45, 105)}
# Native words of ten and more with a digit need no counter: 일흔아홉이다.
_COMPOUND = re.compile(r"(?:열|스물|서른|마흔|쉰|예순|일흔|여든|아흔)(?:하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉)")
_WORD_END = re.compile(WORD_END)
_ONE_COUNTED = re.compile(rf"\s?(?:명(?![도당]){WORD_END}|살(?:배기|{WORD_END}))")
# 한 분 is a polite word for a person, 한 일 a matter.
_MEASURES_OF_ONE = ("geun", "don", "doe")
_OTHER_WORDS = (("minute",), ("day",))
_ATTRIBUTIVE_COUNTERS = ("장", "잔", "대", "섬", "자", "줄")
_MAGNITUDES = SMALL_MAGNITUDES | LARGE_MAGNITUDES

_SINO_SECOND = f"십백천만억분{SPACES}"
# First syllables of numbers after which few others may stand, and these.
_SECOND = {
    **dict.fromkeys("삼오육칠팔구", _SINO_SECOND),
    "이": f"{_SINO_SECOND}틀레", "사": f"{_SINO_SECOND}흘", "일": "십백천만억곱흔고주", "서": "너른", "다": "섯",
    "여": "섯덟드든러", "아": "홉흔흐", "스": "물무리", "마": "흔", "예": "순닐", "수": "십백천만억조년개시차주일",
    "대": "여", "며": "칠", "준": "결준", "초": "선", "재": "선", "투": "런",
    "쓰": "리",
    "나": "흘", "닷": "새", "엿": "새", "보": "름", "상": "반", "하": "나반루", "전": "반", "후": "반", "처": "음",
    "최": "초", "절": "반", "반": f"값년세나{SPACES}",
}  # fmt: skip
#: First syllables of the words that may be numbers, those that any other may follow, and with the next one the rest.
NUMBER_STARTS = frozenset([*_SECOND, *"한두세네석넉열쉰십백천만억몇둘셋넷첫양"])
NUMBER_SYLLABLES = NUMBER_STARTS - _SECOND.keys()
NUMBER_PAIRS = frozenset(first + second for first, seconds in _SECOND.items() for second in seconds)


def find_number_word(view: str, start: int) -> Draft | None:
    """Find a number in words at the start of an eojeol."""
    if begun := _BEGUN_BY_MAGNITUDE.match(view, start):
        return _draft_begun(view, start, begun.end())
    match = _NUMBER_WORD.match(view, start)
    if match is None or (start and view[start - 1].isdigit()):
        return None
    word, end = match.group(), match.end()
    group = match.lastgroup
    if group == "native":
        return _draft_native(view, start, word)
    if group == "sino":
        return _draft_sino(view, start, word)
    if group == "several":
        return _draft_several(view, start, word)
    if group == "pair":
        return _draft_pair(view, start, word)
    if group == "first":
        return draft_number(Decimal(1), ORDINAL, start, end)
    if group == "day":
        draft = draft_number(Decimal(_DAYS[word]), (AnchorKind.DURATION, ("day",)), start, end)
        # The second straight day.
        nth = (f"{_DAYS[word]} th",) if view.startswith(_STREAK, end) else ()
        return draft.also(*nth, *_ALSO.get(word, ()))
    if group in ("week", "century"):
        return draft_number(Decimal(1), (AnchorKind.DURATION, (group,)), start, end)
    if group == "a_few":
        return draft_several(1, _FEW_UNITS[next(filter(None, match.group(*_FEW_GROUPS)))], start, end)
    if group == "period":
        return _draft_period(view, start, word)
    if group == "round":
        return draft_round(8 if match.group("eight") else 4, start, end)
    if group == "other":
        draft = draft_number(Decimal(_OTHER_NUMBERS[word]), PLAIN, start, end)
        return draft.also(f"{draft.value} th")
    if group == "both":
        return draft_number(Decimal(2), PLAIN, start, end)
    if group == "half":
        return draft_fraction(1, 2, start, end)
    if group == "half_unit":
        return draft_number(Decimal("0.5"), (AnchorKind.DURATION, (_HALVES[word[1:].strip()],)), start, end)
    denominator, numerator = (parse_korean_numeral(part.strip()) for part in word.split("분의"))
    if denominator and numerator and numerator < denominator:
        return draft_fraction(int(numerator), int(denominator), start, end)
    return None


def _draft_begun(view: str, start: int, digits: int) -> Draft | None:
    """Return the anchor of a number that begins with a magnitude and goes on with digits: 만 5천 원."""
    rest = MIXED_NUMERAL.match(view, digits)
    value = rest and parse_korean_numeral(view[start : rest.end()])
    if rest is None or value is None:
        return None
    return finish_number(view, (start, rest.end()), value, None, tolerance_before(view, start))


def _draft_period(view: str, start: int, word: str) -> Draft:
    """Return the anchor of a half of a year or match; 후반 13분 is the 58th minute of a football match.

    With 연장 before it, it is the 118th.
    """
    draft = draft_period(*_PERIODS[word], start, start + len(word))
    minute = _MATCH_MINUTE.match(view, draft.end)
    if minute is None:
        return draft
    ordinary, extra = _MINUTES_BEFORE[word]
    value = int(minute.group(1)) + (extra if _EXTRA_TIME.search(view, max(0, start - 3), start) else ordinary)
    keys = (f"{value} th", f"{minute.group(1)} minute", *draft.keys)
    return draft._replace(value=keys[0], end=minute.end(), keys=keys)


def _draft_pair(view: str, start: int, word: str) -> Draft | None:
    """Return the anchor of a pair of neighbouring numbers that counts something: 두세 명, 서너 달."""
    end = start + len(word)
    suffix = korean_unit_at(view, end)
    if suffix is None and COUNTER.match(view, end) is None:
        return None
    unit, end = suffix or (None, end)
    first, second = _PAIRS[word]
    return draft_pair(Decimal(first), Decimal(second), unit, start, end, score=False)


def _draft_native(view: str, start: int, word: str) -> Draft | None:
    """Return the anchor of a number in native words: 열두 명, 스무 살, 세 번째, 둘."""
    end = start + len(word)
    value = parse_korean_numeral(word)
    if value is None:
        return None
    if _is_counted(view, end, word):
        draft = finish_number(view, (start, end), value, None, tolerance_before(view, start))
        # Minutes are counted in Sino-Korean words, with native ones 분 is a polite word for people.
        return draft_number(value, PLAIN, start, end) if draft.value.endswith(" minute") else draft
    return draft_number(value, PLAIN, start, end) if _ALONE.match(view, start) else None


def _is_counted(view: str, end: int, word: str) -> bool:
    """Tell whether a counter that makes sense stands after a number in native words."""
    if _COMPOUND.fullmatch(word) and _WORD_END.match(view, end):
        return True
    suffix = korean_unit_at(view, end)
    if word in ("한", "하나"):
        # Only people, ages and lengths of time have a counterpart often enough. 하루 is a day, 한일 Korea and Japan;
        # 한주은행 is a bank.
        if word == "한" and _ONE_COUNTED.match(view, end):
            return True
        if word == "하나" or suffix is None:
            return False
        if suffix[0][0] is not AnchorKind.DURATION:
            return suffix[0][1][0] in _MEASURES_OF_ONE
        return suffix[0][1] not in _OTHER_WORDS and not view.startswith("은행", suffix[1])
    if len(word) == 1 and not view[end : end + 1].isspace():
        return _GLUED.match(view, end) is not None
    if word in ("석", "넉"):
        return suffix is not None or view.startswith(_ATTRIBUTIVE_COUNTERS, end + 1)
    return bool(suffix or COUNTER.match(view, end) or ORDINAL_COUNTER.match(view, end))


def _draft_sino(view: str, start: int, word: str) -> Draft | None:
    """Return the anchor of a number in Sino-Korean words, if a counter follows: 삼십 년, 백여 명."""
    end = start + len(word)
    value = parse_korean_numeral(word)
    if value is None:
        return None
    if fraction := find_fraction(view, start, end, value):
        return fraction
    after = end + view.startswith("여", end)
    suffix = korean_unit_at(view, after)
    spaced = after > end or view[after : after + 1].isspace()
    if value < 10:
        counted = suffix is not None and suffix[0][0] is AnchorKind.DURATION
    elif spaced or len(word) > 1:
        counted = suffix is not None or COUNTER.match(view, after) is not None
    else:
        counted = _GLUED_SINO.match(view, after) is not None
    return finish_number(view, (start, end), value, None, tolerance_before(view, start)) if counted else None


def _draft_several(view: str, start: int, word: str) -> Draft:
    """Return the anchor of an indefinite number: 수십 명, 수백만, 몇 천."""
    magnitude = 1
    for syllable in word[1:].strip():
        magnitude *= _MAGNITUDES[syllable]
    end = start + len(word)
    end += view.startswith("여", end)
    unit, end = korean_unit_at(view, end) or (PLAIN, end)
    return draft_several(magnitude, unit, start, end)
