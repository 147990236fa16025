"""Korean numbers with what follows them: percent, money, counters, units, ordinals, fractions, ranges, scores."""

from __future__ import annotations

import re
from decimal import Decimal

from bialign.anchors.draft import Draft
from bialign.anchors.keys import Tolerance
from bialign.anchors.model import AnchorKind
from bialign.anchors.numbers import (
    ORDINAL,
    PERCENT,
    PERCENTAGE_POINT,
    PLAIN,
    Unit,
    draft_fraction,
    draft_number,
    draft_pair,
    draft_several,
    unit_words,
)
from bialign.anchors.units import CURRENCY_SIGNS
from bialign.text.numerals_korean import (
    LARGE_MAGNITUDES,
    MIXED_NUMERAL,
    NATIVE_NUMERAL,
    SINO_NUMERAL,
    SMALL_MAGNITUDES,
    parse_korean_numeral,
)

# What may follow a unit of one syllable, so that 5원칙 is no money and 3도시 no temperature.
_PARTICLE = (
    r"(?![가-힣])|(?=(?:은|는|이|가|을|를|의|에|도|로|과|와|만|씩|대|여|쯤|인|선|간|짜리|어치|까지|부터|가량|정도|이상|이하|미만|"
    r"안팎|규모|상당|에서|으로|이나|나|이며|이고|이라|였|이었|이다|전|뒤|후|차|째|동안|내외|들|당|꼴|마다|밖에|보다|처럼|간의|내|여간|반))"
)
COUNTERS = (
    "명|개국|개|대|권|번|건|마리|사람|가지|차례|곳|채|척|발|편|벌|장|통|표|석|점|골|승|패|무|세트|게임|경기|타|안타|홈런|배|"
    "살|세|인|가구|군데|쌍|잔|병|그루|송이|켤레|자루|팀|회|회선|자리|줄|층|동|호|등|위|차|쪽|페이지|단계|종|종류|주|부|분|구|필|량|기|문|정|짝|군|나라|"
    "남자|여자|아이|아들|딸|자녀|형제|도시|지역|회사|업체|기업|은행|학교|대학|국가|국|정상|정당|당|후보|의원|선수|학생|어린이|"
    "여성|남성|병사|군인|경찰|기자|민간인|부상자|사망자"
)
_ORDINAL_COUNTERS = "번째|째|위|등|차|세기|회|호|대|기|번|층|급|학년|선|조|항|연대|사단|차례|강|부|과|군단|함대"

_UNITS: dict[str, Unit] = unit_words(0) | {
    "%": PERCENT,
    "퍼센트": PERCENT,
    "프로": PERCENT,
    "%p": PERCENTAGE_POINT,
    "%P": PERCENTAGE_POINT,
    "%포인트": PERCENTAGE_POINT,
    "% 포인트": PERCENTAGE_POINT,
    "퍼센트포인트": PERCENTAGE_POINT,
    "퍼센트 포인트": PERCENTAGE_POINT,
    "프로포인트": PERCENTAGE_POINT,
}


def _unit_pattern(word: str) -> str:
    pattern = re.escape(word)
    if re.fullmatch(r"[A-Za-z/]+", word):
        return pattern + r"(?![A-Za-z])"
    if word == "프로":
        return pattern + r"(?!그|젝|축|야|농|배|선|게|팀|모|세|파|필|듀|레|토|골|복|데|바|스|리|구)"
    return pattern + f"(?:{_PARTICLE})" if len(word) == 1 and "가" <= word <= "힣" else pattern


_UNIT = re.compile(r"\s?(" + "|".join(map(_unit_pattern, sorted(_UNITS, key=len, reverse=True))) + ")")
_COUNTER = re.compile(
    r"\s?(" + "|".join(_unit_pattern(word) for word in sorted(COUNTERS.split("|"), key=len, reverse=True)) + ")"
)
_ORDINAL = re.compile(
    r"(?:\s?(?:번째|째(?!로?\s*나)|세기|위(?!안|원|험|로|성)|등(?=[^가-힣]|$|을|은|이|에|으로|급)|학년|급(?=[^가-힣]|$)))"
)
_EITHER = re.compile(r"\s?(?:차|회|층|번|호|기|조|항|부)(?:" + _PARTICLE + r"|(?=대전|대회|공판|회담|협상|세계))")
_SIGN = "|".join(re.escape(sign) for sign in sorted(CURRENCY_SIGNS, key=len, reverse=True))
_JOINT = re.compile(rf"(?P<dash>-|–)|\s?[~∼〜]\s?(?:{_SIGN})?|(?P<score>\s?대\s?|\s?:\s?)|(?P<next>[,·]\s?)")
_FRACTION = re.compile(r"분의\s?(\d{1,3}|[일이삼사오육칠팔구십]{1,2})")
_AROUND = re.compile(
    r"\s?[가-힣%]{0,3}?\s?(?:(?P<about>가량|정도|쯤|안팎|내외|남짓)|(?P<over>이상|넘)|(?P<under>미만|가까|육박))"
)
_SEVERAL = re.compile(r"(?:수|몇\s?)([십백천]?[만억조]|[십백천])(?=\s?[여가-힣])")
_SEVERAL_UNSAFE = re.compile(r"수[만조](?!\s?(?:여|명|개|달러|원|가구|마리|대|권|건|톤|장))")
_PAIRS = {
    "한두": (1, 2),
    "두세": (2, 3),
    "두서너": (2, 4),
    "서너": (3, 4),
    "네댓": (4, 5),
    "대여섯": (5, 6),
    "예닐곱": (6, 7),
    "일고여덟": (7, 8),
}
_PAIR = re.compile("(" + "|".join(_PAIRS) + r")(?=\s?[가-힣])")
_STANDALONE = re.compile(
    r"(?:두|세|다섯|여섯|일곱|여덟|아홉|열|열두|스무)(?=\s[가-힣])|(?:둘|셋|넷)(?=[^가-힣]|이|은|을|의|로|째|다)"
)


def find_number(view: str, start: int, tolerance: Tolerance = Tolerance.EXACT, sign: str = "") -> Draft | None:
    """Find the number with its unit whose digits or currency sign begin at an offset."""
    place = start + len(sign)
    if sign and view[place] == " ":
        place += 1
    match = MIXED_NUMERAL.match(view, place)
    if match is None:
        return None
    value = parse_korean_numeral(match.group())
    if value is None:
        return None
    end = match.end()
    if "여" in match.group():
        tolerance = Tolerance.OVER
    ordinal = start > 0 and view[start - 1] == "제" and not (start > 1 and "가" <= view[start - 2] <= "힣")
    if ordinal:
        return draft_number(value, ORDINAL, start - 1, end)
    if fraction := _FRACTION.match(view, end):
        numerator = parse_korean_numeral(fraction.group(1))
        if numerator is not None and 0 < numerator < value == value.to_integral_value():
            return draft_fraction(int(numerator), int(value), start, fraction.end())
    unit: Unit | None = (AnchorKind.MONEY, (CURRENCY_SIGNS[sign],)) if sign else None
    pair = _find_pair(view, start, end, value, unit)
    if pair is not None:
        return pair
    return finish_number(view, value, unit, start, end, tolerance)


def finish_number(view: str, value: Decimal, unit: Unit | None, start: int, end: int, tolerance: Tolerance) -> Draft:
    """Return the anchor of a number that ends at an offset, with the unit that follows."""
    if view.startswith("여", end) and view[end + 1 : end + 2] not in "성자행름론권유":
        tolerance, end = Tolerance.OVER, end + 1
    suffix = _UNIT.match(view, end)
    if suffix is not None and unit is None:
        unit, end = _UNITS[suffix.group(1)], suffix.end()
    elif unit is None and _ORDINAL.match(view, end):
        return draft_number(value, ORDINAL, start, end)
    if tolerance is Tolerance.EXACT and (around := _AROUND.match(view, end)):
        tolerance = {"about": Tolerance.ABOUT, "over": Tolerance.OVER, "under": Tolerance.UNDER}[
            around.lastgroup or ""
        ]
    draft = draft_number(value, unit or PLAIN, start, end, tolerance)
    if unit is None:
        if _EITHER.match(view, end):
            return draft._replace(keys=(*draft.keys, f"{draft.value} th"))
        if value % 10 == 0 and 10 <= value < 100 and view.startswith("대", end):
            return draft._replace(keys=(*draft.keys, f"{draft.value}s"))
    return draft


def _find_pair(view: str, start: int, end: int, first: Decimal, unit: Unit | None) -> Draft | None:
    joint = _JOINT.match(view, end)
    if joint is None:
        return None
    match = MIXED_NUMERAL.match(view, joint.end())
    second = match and parse_korean_numeral(match.group())
    if match is None or second is None:
        return None
    after = match.end()
    suffix = _UNIT.match(view, after)
    if suffix is not None and unit is None:
        unit, after = _UNITS[suffix.group(1)], suffix.end()
    if joint.group("next") and (unit is None or second != first + 1 or second > 10):
        return None
    if joint.group("score") and (unit is not None or max(first, second) >= 1000 or _COUNTER.match(view, after)):
        return None
    score = unit is None and max(first, second) < 1000 and bool(joint.group("dash") or joint.group("score"))
    if not score and first < second and first < 1000 <= second:
        magnitudes = [*LARGE_MAGNITUDES.values(), *SMALL_MAGNITUDES.values()]
        written = match.group()[-1:]
        scale = (LARGE_MAGNITUDES | SMALL_MAGNITUDES).get(written, 1)
        first *= scale if scale in magnitudes and first * scale < second else 1
    return draft_pair(first, second, unit, start, after, score=score)


def find_number_word(view: str, start: int, tolerance: Tolerance = Tolerance.EXACT) -> Draft | None:
    """Find a number in native or Sino-Korean words at the start of an eojeol, if a counter or unit follows."""
    if several := _SEVERAL.match(view, start):
        return _find_several(view, start, several)
    if pair := _PAIR.match(view, start):
        first, second = _PAIRS[pair.group(1)]
        suffix = _UNIT.match(view, pair.end())
        if suffix is None and _COUNTER.match(view, pair.end()) is None:
            return None
        unit = _UNITS[suffix.group(1)] if suffix else None
        end = suffix.end() if suffix else pair.end()
        return draft_pair(Decimal(first), Decimal(second), unit, start, end, score=False)
    match = NATIVE_NUMERAL.match(view, start)
    if match is not None:
        word, end = match.group(), match.end()
        value = parse_korean_numeral(word)
        if value is None:
            return None
        suffix = _UNIT.match(view, end)
        counted = suffix is not None and _UNITS[suffix.group(1)][0] is AnchorKind.DURATION
        if word == "한" and not counted:
            return None
        if counted or (word != "하나" and (suffix or _COUNTER.match(view, end) or _ORDINAL.match(view, end))):
            return finish_number(view, value, None, start, end, tolerance)
        if _STANDALONE.match(view, start):
            return draft_number(value, PLAIN, start, end, tolerance)
        return None
    match = SINO_NUMERAL.match(view, start)
    if match is None or not any(magnitude in match.group() for magnitude in "십백천만억"):
        return None
    value = parse_korean_numeral(match.group())
    if value is None:
        return None
    end = match.end()
    after = end + 1 if view.startswith("여", end) else end
    if _UNIT.match(view, after) is None and _COUNTER.match(view, after) is None:
        return None
    return finish_number(view, value, None, start, end, tolerance)


def _find_several(view: str, start: int, match: re.Match[str]) -> Draft | None:
    if _SEVERAL_UNSAFE.match(view, start):
        return None
    magnitude = 1
    for syllable in match.group(1):
        magnitude *= (SMALL_MAGNITUDES | LARGE_MAGNITUDES)[syllable]
    end = match.end()
    suffix = _UNIT.match(view, end + view.startswith("여", end))
    unit = _UNITS[suffix.group(1)] if suffix else PLAIN
    return draft_several(magnitude, unit, start, suffix.end() if suffix else end)
