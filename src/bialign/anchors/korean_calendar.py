"""Dates, weekdays and relative dates in Korean."""

from __future__ import annotations

import re
from decimal import Decimal

from bialign.anchors.drafts import Draft, draft_decades, draft_era, draft_months, draft_number
from bialign.anchors.keys import date_keys
from bialign.anchors.korean_tables import CHANGES, DIFFERENCES, SPACES
from bialign.anchors.korean_times import HALVES, find_time
from bialign.anchors.model import AnchorKind
from bialign.patterns import compile_pattern

# Words: value. A step is counted from the time of writing; a space in a word may be left out.
RELATIVE = {
    "그저께": "day-2",
    "그제": "day-2",
    "어제": "day-1",
    "오늘": "day+0",
    "내일": "day+1",
    "모레": "day+2",
    "오늘 밤": "night+0",
    "어젯밤": "night-1",
    "어제 밤": "night-1",
    "간밤": "night-1",
    "지난 밤": "night-1",
    "오늘 아침": "morning+0",
    "오늘 오전": "morning+0",
    "지난 주": "week-1",
    "이번 주": "week+0",
    "금주": "week+0",
    "다음 주": "week+1",
    "지난 주말": "weekend-1",
    "이번 주말": "weekend+0",
    "다음 주말": "weekend+1",
    "지난 달": "month-1",
    "이달": "month+0",
    "이번 달": "month+0",
    "다음 달": "month+1",
    "내달": "month+1",
    "재작년": "year-2",
    "지난 해": "year-1",
    "작년": "year-1",
    "올해": "year+0",
    "금년": "year+0",
    "내년": "year+1",
    "내후년": "year+2",
    "지난 봄": "spring-1",
    "지난 여름": "summer-1",
    "지난 가을": "autumn-1",
    "지난 겨울": "winter-1",
    "올 봄": "spring+0",
    "올 여름": "summer+0",
    "올 가을": "autumn+0",
    "올 겨울": "winter+0",
    "전년": "year-1",
    "전년 동기": "year-1",
    "작년 동기": "year-1",
    "작년 같은 기간": "year-1",
    "지난 해 동기": "year-1",
    "지난 해 같은 기간": "year-1",
    "전월": "month-1",
    "전 분기": "quarter-1",
    "지난 분기": "quarter-1",
    "이번 분기": "quarter+0",
    "다음 분기": "quarter+1",
    "전 거래일": "session-1",
    "전날": "day-1",
}
# English says a year earlier for these.
_EARLIER = re.compile(r"전[년월날달주]|.*(?:동기|기간)$")
_COMPARING = ("보다", " 대비", "대비", "에 비해", "와 ", "과 ")
_EARLIER_LENGTHS = {"year-1": "1 year", "month-1": "1 month", "week-1": "1 week", "day-1": "1 day"}
# After 전주보다, from last week, comes a change or an amount, or what changes and then these: 전주보다 지지율이 2%.
# 전주보다 군산의 집값이 and 전주보다 군산이 높다 are about two cities.
_CHANGES = "|".join(CHANGES.split())
_WHAT_CHANGES = r"[가-힣]{1,6}(?:\s수)?[이가은는도]\s(?:(?:약|다소|조금|크게)\s)?"
_CHANGE = rf"(?=\s?(?:\Z|[^\s가-힣]|{'|'.join(DIFFERENCES.split())}|{_CHANGES})|\s{_WHAT_CHANGES}(?:\d|{_CHANGES}))"
# Words that name a time only before others: 올 상반기, 전달보다, 전주 대비; 전달 is also a delivery, 전주 a city.
_BEFORE_OTHERS = {
    "올": ("year+0", r"(?=\s?(?:[상하]반기|들어)|\s(?:\d{1,2}월|[1-4]분기|연말|초(?![가-힣])))"),
    "전달": ("month-1", r"(?=보다|\s?대비|에\s?비해|의\s\d)"),
    "전주": ("week-1", rf"(?=(?:보다|에\s?비해){_CHANGE}|\s?대비|\s?\(\d)"),
    "전장": ("session-1", r"(?=보다|\s?대비|에\s?비해)"),
}
_WEEKDAYS = "월화수목금토일"
_NOONS = {"정오": "12:00", "자정": "00:00"}
_ERAS = ("기원전", "기원후", "서기")

_COMPACT = {words.replace(" ", ""): value for words, value in RELATIVE.items()} | {
    word: value for word, (value, _) in _BEFORE_OTHERS.items()
}
_RELATIVE = compile_pattern(
    "(?:"
    + "|".join(words.replace(" ", r"\s?") for words in sorted(RELATIVE, key=len, reverse=True))
    + "".join(f"|{word}{following}" for word, (_, following) in _BEFORE_OTHERS.items())
    + r")(?!날|부터인가|이름|제도)"
)
_WEEKDAYS_BEFORE = re.compile(rf"(?:^|(?<=[\s(]))((?:[{_WEEKDAYS}][·ㆍ,/])+)\Z")
_LONGEST_WEEKDAYS = 14
#: Words of one syllable that `find_word` knows, and the first two letters of the others.
SYLLABLES = frozenset(word for word in (*_BEFORE_OTHERS, *HALVES) if len(word) == 1)
PAIRS = frozenset(
    [word[:2] for word in (*_COMPACT, *HALVES, *_NOONS)]
    + [words[0] + space for words in RELATIVE if words[1] == " " for space in SPACES]
    + [f"{day}요" for day in _WEEKDAYS]
    + [word[:2] for word in _ERAS]
)
#: First syllables of the words that `find_word` knows.
STARTS = frozenset(
    [
        *(words[0] for words in RELATIVE),
        *_WEEKDAYS,
        *(word[0] for word in (*HALVES, *_NOONS)),
        *(word[0] for word in _ERAS),
    ]
)

# What makes a length of time out of 5일 and 2000년.
_LENGTH = (
    r"(?!간(?:(?![가-힣])|[의에을은이])|째|\s?동안|\s?만에|\s?만\s|여|씩|\s?가까|\s?이상|\s?넘|치|짜리|산\s|\s?연속|\s?내내"
    r"|\s?(?:전(?! 거래일)|뒤|후|앞)(?:(?![가-힣])|에|의|부터|까지|보다|인|만))"
)
# 아이폰 15 일본 출시 and 채널 5 월요일 hold no date: after a space the word must end.
_ALONE = r"(?=[^가-힣]|\Z|[은이을의에로과자]|부터|까지|말|초|경|께|쯤|도\s)"
_YEAR = r"(?P<year>(?:1\d|20)\d\d|[1-9]\d\d|\d\d(?=년\s?\d{1,2}월)|[5-9]\d)"
# A number of years before this may be a length of time as well, and a full hundred hardly ever is anything else.
_SURELY_A_YEAR, _MAY_BE_A_LENGTH = 1400, 1000
_HUNDRED = re.compile(r"\d{1,2}00년")
# What stands after a year rather than after a length of time: 828년에, 936년 9월.
_IN_YEAR = re.compile(r"에(?! ?걸)|부터|경(?![가-힣])|무렵|당시|,? ?(?:1[0-2]|[1-9])월")
# 기원전 57년, 서기 828년, B.C. 57년.
_ERA = re.compile(
    r"(?:(?P<before>기원전|B\.?C\.?(?:E\.?)?)|서기|기원후|A\.?D\.?|C\.?E\.?)\s?(?P<year>[1-9]\d{0,3})\s?년"
)
_DATE = compile_pattern(
    rf"(?:{_YEAR}\s?년(?P<decade>대)?{_LENGTH}\s?)?"
    rf"(?:(?P<month>1[0-2]|0?[1-9])(?:월(?!드|평균)|\s월{_ALONE})\s?)?"
    rf"(?:(?P<day>3[01]|[12]\d|0?[1-9])(?:일?\s?[~∼〜-]\s?(?P<last>3[01]|[12]\d|[1-9]))?(?:일|\s일{_ALONE}){_LENGTH})?"
)
_MONTHS = re.compile(r"(1[0-2]|[1-9])월?\s?[~∼〜-]\s?(1[0-2]|[1-9])월(?!\s?\d)")
_NUMERIC = re.compile(r"(\d{4})(?:([-/])|\.\s?)(\d{1,2})(?:\2|\.\s?)(\d{1,2})(?!\d)")
# 4·16 세월호 has a date, 1·2차 and 3·4 위 have none: what follows counts if it ends there, or is written together.
_COUNTED = "위차등번호층급회년월대동명개일구세주조인"
_MONTH_DAY = re.compile(
    r"(1[0-2]|[1-9])[·ㆍ](3[01]|[12]\d|[1-9])(?![\d.·ㆍ%∼~])"
    rf"(?!(?!조치|대[지책선참]|세월|위원)[{_COUNTED}]|\s?(?:학년|단계|분기|심(?![가-힣]))"
    rf"|\s(?:[{_COUNTED}](?:[은는을를의에로가이과와]?(?![가-힣]))|개[월국]|차[례전]|주[년째간]|번째|호[기선]|등급))"
)


def find_date(view: str, start: int) -> Draft | None:
    """Find a date that begins with a digit: 2026년 11월 5일, 2026. 11. 5., 11월, 5일, 5∼7일, 9·11, 1990년대."""
    if match := _NUMERIC.match(view, start):
        year, month, day = (int(part) for part in match.group(1, 3, 4))
        if 1 <= month <= 12 and 1 <= day <= 31:
            return _draft_date(date_keys(year, month, day), start, match.end())
    if match := _MONTH_DAY.match(view, start):
        return _draft_date(date_keys(None, int(match.group(1)), int(match.group(2))), start, match.end())
    if match := _MONTHS.match(view, start):
        return draft_months(int(match.group(1)), int(match.group(2)), start, match.end())
    match = _DATE.match(view, start)
    if match is None or match.end() == start:
        return None
    year_text, month_text, day_text, last_text = match.group("year", "month", "day", "last")
    if match.group("decade"):
        return draft_decades([year_text], start, match.end("decade"))
    end = start + len(match.group().rstrip())
    full_year = None if year_text is None else _full_year(year_text)
    month_number = None if month_text is None else int(month_text)
    day_number = None if day_text is None else int(day_text)
    keys = date_keys(full_year, month_number, day_number)
    if day_number is None:
        if month_number is None:
            if full_year is not None and full_year < _SURELY_A_YEAR:
                return _draft_early_year(view, start, end, full_year)
            if year_text is not None and len(year_text) == 2:
                keys = (*keys, f"{year_text} year")
        return _draft_date(keys, start, end)
    alone = full_year is None and month_number is None
    if last_text is not None and int(last_text) > day_number:
        last_keys = date_keys(full_year, month_number, int(last_text))
        length = (f"{day_number}–{int(last_text)} day",) if alone else ()
        return Draft(AnchorKind.DATE, f"{keys[0]}/{last_keys[0]}", start, end, (*keys, *last_keys, *length))
    return _draft_date((*keys, f"{day_number} day") if alone else keys, start, end)


def find_era(view: str, start: int) -> Draft | None:
    """Find a year with its era before it: 기원전 57년, 서기 828년."""
    match = _ERA.match(view, start)
    if match is None:
        return None
    return draft_era(int(match.group("year")), start, match.end(), before=match.group("before") is not None)


def _draft_early_year(view: str, start: int, end: int, year: int) -> Draft:
    """Return the anchor of a year that may be a length of time as well: 828년, 100년."""
    length = draft_number(Decimal(year), (AnchorKind.DURATION, ("year",)), start, end)
    keys = date_keys(year, None, None)
    if _HUNDRED.match(view, start) or (year < _MAY_BE_A_LENGTH and not _IN_YEAR.match(view, end)):
        return length.also(*keys)
    return _draft_date((*keys, *length.keys), start, end)


def _draft_date(keys: tuple[str, ...], start: int, end: int) -> Draft:
    return Draft(AnchorKind.DATE, keys[0], start, end, keys)


def _full_year(text: str) -> int:
    year = int(text)
    if len(text) > 2:
        return year
    return year + (1900 if year >= 50 else 2000)


def _draft_weekdays(view: str, start: int) -> Draft:
    """Return the anchor of a weekday and of those that share its last syllables: 목요일, 월·수·금요일."""
    before = _WEEKDAYS_BEFORE.search(view, max(0, start - _LONGEST_WEEKDAYS), start)
    first = before.start(1) if before else start
    keys = tuple(f"weekday {_WEEKDAYS.index(view[place]) + 1}" for place in range(start, first - 1, -2))
    return Draft(AnchorKind.WEEKDAY, keys[0], first, start + 3, keys)


def find_word(view: str, start: int, eojeol: str) -> Draft | None:
    """Find a weekday, a relative date, noon or a time of day that an eojeol begins with."""
    if eojeol[1:3] == "요일" and eojeol[0] in _WEEKDAYS:
        return _draft_weekdays(view, start)
    if match := _RELATIVE.match(view, start):
        value = _COMPACT["".join(match.group().split())]
        keys: tuple[str, ...] = (value,)
        if _EARLIER.match(match.group()) or (value in _EARLIER_LENGTHS and view.startswith(_COMPARING, match.end())):
            keys = (value, _EARLIER_LENGTHS[value])
        return Draft(AnchorKind.RELATIVE_DATE, value, start, match.end(), keys)
    if eojeol[:2] in _NOONS:
        value = _NOONS[eojeol[:2]]
        return Draft(AnchorKind.TIME, value, start, start + 2, (value,))
    if eojeol in HALVES:
        return find_time(view, start)
    return find_era(view, start) if eojeol.startswith(_ERAS) else None
