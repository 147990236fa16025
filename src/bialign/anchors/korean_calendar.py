"""Dates, times of day, weekdays and relative dates in Korean."""

from __future__ import annotations

import re

from bialign.anchors.draft import Draft
from bialign.anchors.keys import Tolerance, date_keys, time_keys
from bialign.anchors.model import AnchorKind

_WEEKDAYS = "월화수목금토일"

RELATIVE = {
    "그저께": "day-2",
    "그제": "day-2",
    "어제": "day-1",
    "오늘": "day+0",
    "내일": "day+1",
    "모레": "day+2",
    "오늘 밤": "night+0",
    "오늘밤": "night+0",
    "어젯밤": "night-1",
    "간밤": "night-1",
    "지난밤": "night-1",
    "어제 밤": "night-1",
    "오늘 아침": "morning+0",
    "오늘 오전": "morning+0",
    "지난주": "week-1",
    "지난 주": "week-1",
    "이번주": "week+0",
    "이번 주": "week+0",
    "금주": "week+0",
    "다음주": "week+1",
    "다음 주": "week+1",
    "지난 주말": "weekend-1",
    "지난주말": "weekend-1",
    "이번 주말": "weekend+0",
    "이번주말": "weekend+0",
    "다음 주말": "weekend+1",
    "지난달": "month-1",
    "지난 달": "month-1",
    "이달": "month+0",
    "이번 달": "month+0",
    "이번달": "month+0",
    "다음 달": "month+1",
    "다음달": "month+1",
    "내달": "month+1",
    "재작년": "year-2",
    "지난해": "year-1",
    "지난 해": "year-1",
    "작년": "year-1",
    "올해": "year+0",
    "금년": "year+0",
    "내년": "year+1",
    "다음 해": "year+1",
    "지난 봄": "spring-1",
    "지난봄": "spring-1",
    "지난 여름": "summer-1",
    "지난여름": "summer-1",
    "지난 가을": "autumn-1",
    "지난가을": "autumn-1",
    "지난 겨울": "winter-1",
    "지난겨울": "winter-1",
    "올봄": "spring+0",
    "올여름": "summer+0",
    "올 여름": "summer+0",
    "올가을": "autumn+0",
    "올겨울": "winter+0",
    "올 겨울": "winter+0",
}
_RELATIVE = re.compile(f"(?:{'|'.join(sorted(RELATIVE, key=len, reverse=True))})(?!날)")
RELATIVE_STARTS = frozenset(words[0] for words in RELATIVE)

# What makes a count of days or years out of 5일 and 2000년.
_LENGTH = r"(?!간|째|\s?동안|\s?만에|\s?만\s|여|씩|\s?가까|\s?이상|\s?넘|치|짜리|산\s|\s?연속|\s?내내|이\s?지)"
_AGO = r"(?!\s?(?:전|뒤|후|앞)(?:[^가-힣]|$|에|의|부터|까지|보다|인|만))"
_DATE = re.compile(
    rf"(?:(?P<year>(?:1[4-9]|20)\d\d|\d\d(?=년\s?\d{{1,2}}월)|[5-9]\d)\s?년(?P<decade>대)?{_LENGTH}{_AGO}\s?)?"
    r"(?:(?P<month>1[0-2]|0?[1-9])\s?월(?!드)\s?)?"
    rf"(?:(?P<day>3[01]|[12]\d|0?[1-9])(?:일?\s?[~∼〜-]\s?(?P<last>3[01]|[12]\d|[1-9]))?\s?일(?:{_LENGTH}{_AGO}))?"
)
_NUMERIC = re.compile(r"(\d{4})(?:([-/])|\.\s?)(\d{1,2})(?:\2|\.\s?)(\d{1,2})(?![\d])\.?")
_ANNIVERSARY = re.compile(r"(1[0-2]|[1-9])·(3[01]|[12]\d|[1-9])(?![\d.])(?!\s?[~∼·%])")
_CLOCK = re.compile(
    r"(?:(?P<half>오전|오후|낮|밤|새벽|아침|저녁)\s?)?(?P<hour>\d{1,2})"
    r"(?:시(?!간|즌|리즈|대|도|군|민|의원|장|내|중)(?:\s?(?P<minute>[0-5]?\d)분|\s?(?P<thirty>반))?|:(?P<sharp>[0-5]\d)(?![\d:]))"
)
_HALVES = {"오전": 0, "새벽": 0, "아침": 0, "오후": 12, "낮": 12, "저녁": 12, "밤": 12}
CLOCK_STARTS = frozenset(_HALVES)
_WEEKDAY = re.compile(f"([{_WEEKDAYS}])요일")
_NOON = {"정오": (12, 0), "자정": (0, 0)}


def find_date(view: str, start: int) -> Draft | None:
    """Find a date that begins with a digit: 2026년 11월 5일, 2026. 11. 5., 11월, 5일, 5∼7일, 9·11, 1990년대."""
    if match := _NUMERIC.match(view, start):
        year, month, day = (int(part) for part in match.group(1, 3, 4))
        if 1 <= month <= 12 and 1 <= day <= 31:
            keys = date_keys(year, month, day)
            return Draft(AnchorKind.DATE, keys[0], start, match.end(), keys)
    if match := _ANNIVERSARY.match(view, start):
        keys = date_keys(None, int(match.group(1)), int(match.group(2)))
        return Draft(AnchorKind.DATE, keys[0], start, match.end(), keys)
    match = _DATE.match(view, start)
    if match is None or match.end() == start:
        return None
    end = start + len(match.group().rstrip())
    text_year, month, day, last = match.group("year", "month", "day", "last")
    if match.group("decade"):
        end = match.end("decade")
        return Draft(AnchorKind.DATE, f"{text_year}s", start, end, (f"{text_year}s", f"{text_year[-2:]}s"))
    year = int(text_year) if text_year else None
    if year is not None and year < 100:
        year += 1900 if year >= 50 else 2000
    keys = date_keys(year, int(month) if month else None, int(day) if day else None)
    value = keys[0]
    if last is not None and int(last) > int(day):
        ending = date_keys(year, int(month) if month else None, int(last))
        value, keys = f"{value}/{ending[0]}", (*keys, *ending)
    elif year is None and month is None and day is not None:
        keys = (*keys, f"{int(day)} day")
    return Draft(AnchorKind.DATE, value, start, end, keys)


def find_time(view: str, start: int) -> Draft | None:
    """Find a time of day: 오후 3시, 3시 30분, 15:30, 정오."""
    word = view[start : start + 2]
    if word in _NOON:
        hour, minute = _NOON[word]
        return Draft(AnchorKind.TIME, f"{hour:02}:{minute:02}", start, start + 2, (f"{hour:02}:{minute:02}",))
    match = _CLOCK.match(view, start)
    if match is None or int(match.group("hour")) > 24:
        return None
    hour = int(match.group("hour"))
    minute = 30 if match.group("thirty") else int(match.group("minute") or match.group("sharp") or 0)
    half = match.group("half")
    if half == "밤" and hour == 12:
        hour = 0
    elif half is not None and hour <= 12:
        hour = hour % 12 + _HALVES[half]
        if half in ("낮", "밤") and hour in (23, 13 + 10):
            hour = 23 if half == "밤" else 11
    keys = time_keys(hour, minute, half_known=half is not None)
    return Draft(AnchorKind.TIME, keys[0], start, match.end(), keys)


def find_weekday(view: str, start: int, tolerance: Tolerance = Tolerance.EXACT) -> Draft | None:
    """Find a weekday."""
    match = _WEEKDAY.match(view, start)
    if match is None:
        return None
    value = f"weekday {_WEEKDAYS.index(match.group(1)) + 1}"
    return Draft(AnchorKind.WEEKDAY, value, start, match.end(), (value,))


def find_relative(view: str, start: int, tolerance: Tolerance = Tolerance.EXACT) -> Draft | None:
    """Find a date given from the time of writing: 지난해, 어제."""
    match = _RELATIVE.match(view, start)
    if match is None:
        return None
    value = RELATIVE[match.group()]
    return Draft(AnchorKind.RELATIVE_DATE, value, start, match.end(), (value,))
