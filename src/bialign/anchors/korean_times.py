"""Times of day in Korean."""

from __future__ import annotations

import re

from bialign.anchors.drafts import Draft, draft_elapsed, draft_hours, is_elapsed
from bialign.anchors.keys import time_keys
from bialign.anchors.model import AnchorKind
from bialign.text.numerals_korean import parse_korean_numeral

#: Halves and parts of a day: the hour at which they begin to count.
HALVES = {"오전": 0, "새벽": 0, "아침": 0, "오후": 12, "낮": 12, "저녁": 12, "밤": 12}

_HALF = "|".join(HALVES)
_NATIVE_HOUR = "열한|열두|열|한|두|세|네|다섯|여섯|일곱|여덟|아홉"
# 시 is no o'clock in 시간, 시즌 or 시도.
_CLOCK = re.compile(
    rf"(?:(?P<half>{_HALF})\s?)?(?:(?P<first>\d{{1,2}})\s?[~∼〜-]\s?(?=\d{{1,2}}시))?"
    rf"(?P<hour>\d{{1,2}}|(?(half)(?:{_NATIVE_HOUR})(?=\s?시(?![적선각절점청]|인(?!데)))|(?!)))"
    r"(?:(?(half)\s?)시(?!간|즌|리즈|대|도|군|민|의원|장|내|중|험)(?:\s?(?P<minute>[0-5]?\d)분(?:\s?[0-5]?\d초)?|\s?(?P<thirty>반))?"
    r"|:(?P<sharp>[0-5]\d)(?::(?P<second>[0-5]\d))?(?![\d:])|(?(half)\.(?P<dotted>[0-5]\d)(?!\d)|(?!)))"
)
# The time from which a range goes on: 오후 3시부터 5시까지.
_FROM = re.compile(
    rf"(?P<half>{_HALF})\s?(?P<hour>\d{{1,2}})시(?:\s?\d{{1,2}}분|\s?반)?\s?(?:부터|에서|[~∼〜-])\s?\Z"
)
_LONGEST_FROM = 16


def find_time(view: str, start: int) -> Draft | None:
    """Find a time of day that begins with a digit or 오전, 오후, 밤: 오후 3시, 저녁 일곱 시 반, 오후 3∼5시, 15:30.

    A run's time in hours, minutes and seconds is a length of time: 2:01:39.
    """
    match = _CLOCK.match(view, start)
    if match is None:
        return None
    hour = int(parse_korean_numeral(match.group("hour")) or 0)
    if hour > 24:
        return None
    minutes = match.group("minute") or match.group("sharp") or match.group("dotted")
    minute = 30 if match.group("thirty") else int(minutes or 0)
    half = match.group("half")
    if match.group("second") and half is None and is_elapsed(view, start, match.group("hour")):
        return draft_elapsed(hour, minute, int(match.group("second")), start, match.end())
    if match.group("first"):
        first = int(match.group("first"))
        last = _keys(_half_of_last(half, first, hour), hour, minute)
        return draft_hours(_keys(half, first, 0), last, start, match.end())
    keys = _keys(half or _carried_half(view, start, hour), hour, minute)
    return Draft(AnchorKind.TIME, keys[0], start, match.end(), keys)


def _carried_half(view: str, start: int, hour: int) -> str | None:
    """Return the half of the day of a range's first hour, which is left out at the last one if it comes later."""
    match = _FROM.search(view, max(0, start - _LONGEST_FROM), start)
    return _half_of_last(match.group("half"), int(match.group("hour")), hour) if match else None


def _half_of_last(half: str | None, first: int, hour: int) -> str | None:
    """Return the half of the day of a range's last hour by that of the first; 12 is noon after 오전 10시."""
    if half is None or first % 12 < hour % 12:
        return half
    if hour != 12 or first == 12:
        return None
    return "낮" if half == "낮" or not HALVES[half] else "밤"


def _keys(half: str | None, hour: int, minute: int) -> tuple[str, ...]:
    if half in ("밤", "낮"):
        # 밤 12시 is midnight, 밤 1시 an hour later, 낮 11시 an hour before noon.
        late = hour >= 6 if half == "밤" else hour < 6
        hour = hour % 12 + (12 if late else 0) if hour != 12 else (0 if half == "밤" else 12)
    elif half is not None and hour <= 12:
        hour = hour % 12 + HALVES[half]
    return time_keys(hour, minute, half_known=half is not None)
