"""Korean numbers in digits with what follows them: percent, money, counters, units, ranges and scores."""

from __future__ import annotations

import re
from decimal import Decimal

from bialign.anchors.drafts import (
    ORDINAL,
    PLAIN,
    Draft,
    draft_decades,
    draft_fraction,
    draft_number,
    draft_pair,
    draft_period,
    draft_round,
    find_third,
    sign_unit,
)
from bialign.anchors.keys import Tolerance
from bialign.anchors.korean_tables import COUNTERS
from bialign.anchors.model import AnchorKind
from bialign.anchors.units import CURRENCY_SIGN, WORD_END, Unit, korean_unit_at, korean_words_pattern
from bialign.text.numerals import DIGITS, format_decimal, parse_digits
from bialign.text.numerals_english import MAGNITUDES
from bialign.text.numerals_korean import (
    LARGE_MAGNITUDES,
    MIXED_NUMERAL,
    SMALL_MAGNITUDES,
    parse_korean_numeral,
)

#: Matches a counter after at most one space.
COUNTER = re.compile(rf"\s?(?:{korean_words_pattern(COUNTERS.split())})")
#: What makes a number an ordinal.
ORDINAL_COUNTER = re.compile(
    rf"\s?(?:번째|째(?:아|{WORD_END})|(?P<century>세기)|(?P<anniversary>주[년기])|(?P<rank>위{WORD_END}|등{WORD_END}|(?P<grade>학년(?!도))|급{WORD_END}|단계|라운드))"
)
# These count and number alike: 3차 (third, three times), 3층 (three storeys, third floor).
_EITHER = re.compile(
    rf"\s?(?:[차회층번호기조항부대편장단집쇄선심승패루]{WORD_END}|세대(?![가주교])|회[말초]|차(?=대전|관문)|공장|연승|연패|호기|인자|[사군여]단|함대"
    rf"|[승패골호명곳건개점]째{WORD_END}|(?:개\s)?(?:경기|시즌|대회|거래일|분기)(?:\s?연속|째))"
)
# Won, drawn and lost: 34승 2무 18패, which English writes 34-18-2.
_RECORD = re.compile(r"승\s?(?:(\d{1,3})무\s?)?(\d{1,3})패")
# One for each: 1인당 is a head, per person, 1달러당 per dollar.
_EACH = re.compile(
    r"1\s?(?:인|명|주|건|개|대|가구|톤|회|병|장|㎡|㎏|kg|km|㎞|리터|ℓ|L|배럴|평|마리|시간|분|초|달러|유로|파운드|위안)당"
)
# Seconds and metres before what is left of them: 37초12, 2m33, 1m75가, but not 30초10회 or 30초10가지.
_NOT_COUNTING = (
    r"(?![\d가-힣]|[.,]\d)|(?=[의로에을를은이였라]|으로|[가과다도와인](?![가-힣])|인데"
    r"|가량|까지|남짓|만에|미만|밖에|보다|부터|정도|짜리|쯤)"
)
_PARTS: dict[tuple[str, ...], re.Pattern[str]] = {
    ("second",): re.compile(rf"(?<=초)(?:\d{{1,3}}(?:{_NOT_COUNTING})|\s\d\d(?=[의로에을]|[.,)](?!\d)|\Z))"),
    ("m",): re.compile(rf"(?<=m)\d\d(?:{_NOT_COUNTING})"),
}
# Four quarters are numbered; others, and those of 3분기 만에, are counted; 3분기 동안 may be either.
_PERIOD = re.compile(r"(?:/4)?\s?(?:쿼터|분기)(?!\s?(?:만[에의]|연속|째))(?P<either>(?=\s?동안))?")
_QUARTERS = 4
_JOINT = re.compile(
    rf"(?P<dash>[-–])|\s?(?:[~∼〜]|(?P<rising>에서))\s?(?:{CURRENCY_SIGN})?|(?P<score>\s?대\s?|\s?:\s?)|(?P<next>[,·]\s?)"
)
_BARE = re.compile(rf"{DIGITS}(?=[)\]}};(\[]|\s[\d(\[]|,[^\s\d])")
# 20여명 is twenty-odd; but 여성, 여자 and 여론 are words.
_NOT_ODD = tuple("성자행름론권유의")
# 주 counts weeks, and shares.
_SHARES = 500
_FRACTION = re.compile(r"\s?분의\s?(\d{1,3}|[일이삼사오육칠팔구십]{1,2})(?![가-힣]{0,1}\d)")
_ARTICLE_NUMBER = re.compile(DIGITS)
# What makes one of several out of a length of time: 13개월 연속, 2년 차; 2년 차이 is a length.
_IN_A_ROW = re.compile(r"\s?(?:연속|차(?:(?![가-힣])|(?=[에인를의로](?![가-힣]))))")
_YEAR = (AnchorKind.DURATION, ("year",))
_NUMBERED_PART = re.compile(r"\s?(?:[조항호]|(?:여객)?터미널|공장)")
# What tells an article of a law from a trillion: 5조 2항, 297조의2, 250조 위반; 헌법 1조, but not 헌법 1조원.
_ARTICLE = re.compile(
    r"조(?:\s?(?:제\s?)?\d{1,3}(?:항|호(?![선기차]))|의\d{1,2}(?!\d|[.,]\d|\s?(?:%|배|분의))|\s?위반)"
)
_LAW = re.compile(r"(?:(?<![불방편문수용어])법|시행령|규칙|조례|조약|협약|헌장|(?<![가-힣])제)\s?\Z")
_NO_TRILLION = re.compile(
    r"조(?!\s?(?:원|달러|유로|엔|위안|\d|대(?![가-힣])|규모|투자|이상|가량|안팎)|\s?[~∼〜-]\s?\d+조|[와과]\s?\d+조)"
)
# Some articles leave amounts as their source has them: $1.5 billion 규모.
_ENGLISH_SCALE = re.compile(r"\s?(thousand|million|billion|trillion)(?![A-Za-z])")
# 1,045대 1로 is a ratio, 1,500대 1월 a number of vehicles and a month.
_TO_ONE = re.compile(r"1(?:(?![\w.,])|[.,](?!\d)|(?=[의로을은에였]|이(?!닝)|까지|보다|정도|수준|가량))")
# What makes the last of three a number of its own: 20-30-40만 명, 1-2-3위, 3-4-5월.
_MAGNITUDES = re.compile("[십백천만억조]+")
_COUNTED = re.compile(rf"{COUNTER.pattern}|{ORDINAL_COUNTER.pattern}|월")
# 20∼30년대, but 20∼30년대출 is a loan.
_IN_DECADE = re.compile("대(?![출계비여형])")
_SLASH = re.compile(r"/(\d{1,3})(?![\d/])")
# 2년 반 is two and a half years; 반대 and 반도체 are words.
_AND_A_HALF = re.compile(r"\s?반(?:(?![가-힣])|(?=만|을|의|에|간|동안|가량|정도|쯤|째|씩|가까이|으로|이나|이다))")
_HALF = Decimal("0.5")
# Winds of 35 metres per second are also given in kilometres per hour.
_PER_SECOND = ("초속 ", "초속", "초속 약 ")
_SECONDS = 3600
_TERM = re.compile(r"대\s?(?:국회|대통령|총선|대선|총장|회장|원장|의장|위원장)")
_ROUNDS = (4, 8)
# 2030세대 are in their 20s and 30s.
_TWO_AGES = re.compile(r"([1-6]0)([2-7]0)")
# 고3, 중2; 중학교 2학년.
_SCHOOL_YEAR = re.compile(r"(?<![가-힣])([초중고])\Z")
_SCHOOL = re.compile(r"(?<![가-힣])(초등학?교?|중학교|고등학교|고교)\s?\Z")
_LONGEST_SCHOOL = 6
_YEARS_BEFORE = {"초": 0, "중": 6, "고": 9}
_GRADES = 6
_SCALE = re.compile(r"(섭씨|화씨)\s?(?:영[상하])?\s?\Z")
_SCALES = {"섭씨": "°C", "화씨": "°F"}
_LONGEST_SCALE = 6
_AROUND = re.compile(
    r"\s?[가-힣%]{0,3}?\s?(?:(?P<about>가량|정도|쯤|안팎|내외|남짓)|(?P<over>이상|넘)|(?P<under>미만|가까|육박))"
)
_AROUND_TOLERANCE = {"about": Tolerance.ABOUT, "over": Tolerance.OVER, "under": Tolerance.UNDER}
_APPROXIMATORS = {
    "약": Tolerance.ABOUT,
    "대략": Tolerance.ABOUT,
    "어림": Tolerance.ABOUT,
    "근": Tolerance.ABOUT,
    "거의": Tolerance.UNDER,
}


def find_number(view: str, start: int, sign: str = "") -> Draft | None:
    """Find the number with its unit whose digits or currency sign begin at an offset."""
    place = start + len(sign)
    if sign and view[place] == " ":
        place += 1
    match = MIXED_NUMERAL.match(view, place)
    if match is None:
        return None
    numeral, end = match.group(), match.end()
    if numeral == "1" and _EACH.match(view, place):
        return None
    if numeral.isdigit() and view.startswith("승", end) and (record := _RECORD.match(view, end)):
        games = tuple(filter(None, (numeral, record.group(2), record.group(1))))
        return Draft(AnchorKind.SCORE, "–".join(games), start, record.end(), ("–".join(games), *games))
    if ordinal := _find_ordinal(view, start, numeral):
        return ordinal
    value = parse_korean_numeral(numeral)
    if value is None:
        return None
    if scale := _ENGLISH_SCALE.match(view, end):
        value *= MAGNITUDES[scale.group(1)]
        end = scale.end()
    draft = find_fraction(view, start, end, value)
    if draft is None:
        unit = sign_unit(sign)
        draft = _find_pair(view, start, end, value, unit)
        if draft is None:
            tolerance = Tolerance.OVER if "여" in numeral else tolerance_before(view, start)
            draft = finish_number(view, (start, end), value, unit, tolerance)
    return draft


def find_bare_number(view: str, start: int) -> Draft | None:
    """Find a number in digits before a bracket or another number: nothing that follows belongs to it."""
    match = _BARE.match(view, start)
    if match is None or (start and view[start - 1] == "제"):
        return None
    return draft_number(parse_digits(match.group()), PLAIN, *match.span(), tolerance_before(view, start))


def tolerance_before(view: str, start: int) -> Tolerance:
    """Return what the word before a number says about its exactness."""
    before = view[max(0, start - 4) : start].rstrip()
    if before.endswith("약"):
        return Tolerance.EXACT if before[-2:-1] not in ("", " ", "(", ",") else Tolerance.ABOUT
    words = before.split()
    return _APPROXIMATORS.get(words[-1], Tolerance.EXACT) if words else Tolerance.EXACT


def finish_number(view: str, span: tuple[int, int], value: Decimal, unit: Unit | None, tolerance: Tolerance) -> Draft:
    """Return the anchor of a number at a span, with the unit and the signs of vagueness that follow."""
    start, end = span
    if view.startswith("여", end) and view[end + 1 : end + 2] not in _NOT_ODD:
        tolerance, end = Tolerance.OVER, end + 1
    if unit is None:
        if suffix := korean_unit_at(view, end):
            value, unit, end = _with_unit(view, start, value, *suffix)
        elif numbered := _find_numbered(view, start, end, value):
            return numbered
    if tolerance is Tolerance.EXACT and (around := _AROUND.match(view, end)):
        tolerance = _AROUND_TOLERANCE[around.lastgroup or ""]
    draft = draft_number(value, unit or PLAIN, start, end, tolerance)
    further = _further_keys(view, draft, value, unit, tolerance)
    return draft.also(*further) if further else draft


def _with_unit(view: str, start: int, value: Decimal, unit: Unit, end: int) -> tuple[Decimal, Unit | None, int]:
    """Return a number's value, unit and end as its unit and what follows that have it: 37초12, 2년 반, 섭씨 30도.

    Args:
        view: The text.
        start: Where the number begins.
        value: Its value.
        unit: The unit that follows.
        end: Where the unit ends.
    """
    kind, codes = unit
    if codes == ("week",) and value >= _SHARES:
        return value, None, end - 1
    if codes[0] == "deg" and (scale := _SCALE.search(view, max(0, start - _LONGEST_SCALE), start)):
        return value, (kind, (_SCALES[scale.group(1)],)), end
    if (parts := _PARTS.get(codes)) and (part := parts.match(view, end)):
        return value + Decimal(f".{part.group().strip()}"), unit, part.end()
    if kind is AnchorKind.DURATION and (half := _AND_A_HALF.match(view, end)):
        return value + _HALF, unit, half.end()
    return value, unit, end


def _find_numbered(view: str, start: int, end: int, value: Decimal) -> Draft | None:
    """Find what tells of one in a row, not of how many: 3번째, 20세기, 70주년, 2위, 3분기."""
    if ordinal := ORDINAL_COUNTER.match(view, end):
        draft = draft_number(value, ORDINAL, start, ordinal.end())
        if ordinal.group("anniversary"):
            # The 70th anniversary, 70 years after.
            return draft.also(f"{format_decimal(value)} year")
        if ordinal.group("century"):
            return draft.also(f"{format_decimal(value)} century")
        if ordinal.group("grade") and (school := _SCHOOL.search(view, max(0, start - _LONGEST_SCHOOL), start)):
            return draft.also(*_grade_keys(int(value), school.group(1)[0]))
        # 102위 may be rank 102 as well as 102nd.
        return draft.also(format_decimal(value)) if ordinal.group("rank") else draft
    if value <= _QUARTERS and (period := _PERIOD.match(view, end)):
        draft = draft_period(int(value), "quarter", start, period.end())
        return draft if period.group("either") is None else draft.also(str(value))
    return None


def _further_keys(
    view: str, draft: Draft, value: Decimal, unit: Unit | None, tolerance: Tolerance
) -> tuple[str, ...]:
    """Return what else a number may be by the words around it: one of a row, a decade, a grade at school."""
    start, end = draft.start, draft.end
    if unit is not None and unit[1] == ("m",) and view.endswith(_PER_SECOND, 0, start):
        return draft_number(value * _SECONDS, (AnchorKind.QUANTITY, ("m",)), start, end, tolerance).keys
    if view[end - 1] == "째" or (unit and unit[0] is AnchorKind.DURATION and _IN_A_ROW.match(view, end)):
        # The 27th month of growth, after 27 months of it; the 13th straight month.
        return (f"{format_decimal(value)} th",)
    if unit is None and view.startswith("세대", end) and (ages := _TWO_AGES.fullmatch(view, start, end)):
        return tuple(f"{age}s" for age in ages.groups())
    if unit is None and value < 1000:
        if value % 10 == 0 and 10 <= value < 100 and view.startswith("대", end):
            # In her 20s, but also the 20th National Assembly.
            nth = (f"{draft.value} th",) if _TERM.match(view, end) else ()
            return (f"{draft.value}s", *nth)
        if value in _ROUNDS and view.startswith("강", end):
            return draft_round(int(value), start, end).keys
        if value <= _GRADES and (school := _SCHOOL_YEAR.search(view, max(0, start - 2), start)):
            return _grade_keys(int(value), school.group(1))
        if _EITHER.match(view, end):
            return (f"{draft.value} th",)
    return ()


def _grade_keys(year: int, school: str) -> tuple[str, str]:
    """Return the keys of a year at school, and of the grade that it is counted as in America: 중2 is the 8th."""
    return f"{year} th", f"{year + _YEARS_BEFORE[school]} th"


def _draft_decades(first: str, last: str, start: int, end: int) -> Draft:
    """Return the anchor of a run of decades; the last one's century may be left out: 70∼80년대, 1970∼80년대."""
    return draft_decades([first, first[:-2] + last if len(last) < len(first) else last], start, end)


def _find_ordinal(view: str, start: int, numeral: str) -> Draft | None:
    """Find an ordinal with 제 before it, or the number of a law's article: 제3차, 제840조, 형법 250조."""
    led = start > 0 and view[start - 1] == "제" and not view[max(0, start - 2) : start - 1].isalpha()
    if not led and "조" not in numeral:
        return None
    digits = _ARTICLE_NUMBER.match(view, start)
    if digits is None or not (led or _is_article(view, start, digits.end())):
        return None
    draft = draft_number(parse_digits(digits.group()), ORDINAL, start - led, digits.end())
    if _NUMBERED_PART.match(view, digits.end()):
        # Article 840 has a plain number.
        return draft.also(format_decimal(parse_digits(digits.group())))
    return draft


def _is_article(view: str, start: int, end: int) -> bool:
    """Tell whether digits before 조 are the number of a law's article, not trillions: 5조 2항, 헌법 1조."""
    if _ARTICLE.match(view, end):
        return True
    return _LAW.search(view, max(0, start - 6), start) is not None and _NO_TRILLION.match(view, end) is not None


def find_fraction(view: str, start: int, end: int, value: Decimal) -> Draft | None:
    """Find a fraction of which the first number ends at an offset: 3분의 1, 100만분의 1, 1/3."""
    if match := _FRACTION.match(view, end):
        numerator = parse_korean_numeral(match.group(1))
        if numerator is not None and 0 < numerator < value and not value % 1:
            return draft_fraction(int(numerator), int(value), start, match.end())
    elif (match := _SLASH.match(view, end)) and 0 < value < int(match.group(1)) and not value % 1:
        if period := _PERIOD.match(view, match.end()):
            return draft_period(int(value), "quarter", start, period.end())
        return draft_fraction(int(value), int(match.group(1)), start, match.end())
    return None


def _find_pair(view: str, start: int, end: int, first: Decimal, unit: Unit | None) -> Draft | None:
    """Find a range or score of which the first number ends at an offset: 10∼20%, 2, 3년, 3대 2."""
    joint = _JOINT.match(view, end)
    if joint is None:
        return None
    match = MIXED_NUMERAL.match(view, joint.end())
    second = match and parse_korean_numeral(match.group())
    if match is None or second is None:
        return None
    after = match.end()
    suffix = korean_unit_at(view, after)
    if suffix is not None and unit is None:
        unit, after = suffix
    if joint.group("rising") and not first < second:
        return None
    if unit == _YEAR and _IN_DECADE.match(view, after) and not first % 10 and not second % 10:
        return _draft_decades(view[start:end], match.group(), start, after + 1)
    if joint.group("next"):
        if second != first + 1 or second > 10 or not (suffix or COUNTER.match(view, after)):
            return None
    elif joint.group("score") and (unit is not None or COUNTER.match(view, after)):
        return None
    elif joint.group("score") and max(first, second) >= 1000 and not _TO_ONE.match(view, joint.end()):
        # 3,000대 5,000; but 1,045대 1 is a ratio.
        return None
    score = unit is None and max(first, second) < 1000 and bool(joint.group("dash") or joint.group("score"))
    third = find_third(view, (start, after), (first, second)) if score and joint.group("dash") else None
    if third is not None and not _is_counted(view, third.end):
        return third
    if not score and first < 1000 <= second:
        scale = (LARGE_MAGNITUDES | SMALL_MAGNITUDES).get(match.group()[-1], 1)
        first *= scale if first * scale < second else 1
    pair = draft_pair(first, second, unit, start, after, score=score)
    if unit is None and _IN_DECADE.match(view, after) and not first % 10 and not second % 10:
        return pair.also(f"{first}s", f"{second}s")
    return pair


def _is_counted(view: str, end: int) -> bool:
    """Tell whether a number whose digits end at an offset counts: 40만 명, 3위, 5월; not in 4-4-2만 or 4-3-3 팀."""
    magnitudes = _MAGNITUDES.match(view, end)
    after = magnitudes.end() if magnitudes else end
    if korean_unit_at(view, after):
        return True
    return not view.startswith(" ", end) and _COUNTED.match(view, after) is not None
