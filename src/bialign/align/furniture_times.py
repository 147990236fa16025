"""Timestamps read across languages: when, and what was recorded then."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Literal

import attrs

from bialign.anchors.finding import find_anchors
from bialign.anchors.model import AnchorKind

Record = Literal["published", "updated", ""]

_UPDATED = re.compile(
    r"수정|최종|업데이트|편집|마지막|갱신"
    r"|\b(?:up-?dated?|modified|revised|edited|last|changed|corrected)",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"입력|등록|송고|승인|게재|발행|작성|게시|보도|방송|업로드|최초|출고"
    r"|\b(?:published|posted|created|released|release|issued|uploaded|written|filed|input|registered|added|first)",
    re.IGNORECASE,
)
_DAY = re.compile(r"(?:\d{4}|-)-\d{2}-\d{2}")
# 26.10.25: anchors ask for a year of four digits.
_SHORT_YEAR = re.compile(r"(?<![\d.:/-])['’]?(\d{2})(?=\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,2}(?!\d))")
_AGE = re.compile(
    r"(\d+)\s?(초|분|시간|일|주|개월|달|년|sec|min|hour|hr|day|week|month|year)|방금|just now", re.IGNORECASE
)
_AGE_UNITS = {
    "초": "sec",
    "분": "min",
    "시간": "hour",
    "hr": "hour",
    "일": "day",
    "주": "week",
    "개월": "month",
    "달": "month",
    "년": "year",
}
_OFFSET = re.compile(
    r"\b(?:GMT|UTC)\s?(?P<hours>[+-]\d{1,2})(?::?(?P<minutes>\d{2}))?\b"
    r"|(?<=:\d\d)\s?(?P<iso_hours>[+-]\d{2}):?(?P<iso_minutes>\d{2})\b",
    re.IGNORECASE,
)
# Hours ahead of universal time, by time zone.
_ZONES = {
    "KST": 9,
    "JST": 9,
    "GMT": 0,
    "UTC": 0,
    "Z": 0,
    "EST": -5,
    "EDT": -4,
    "ET": -5,
    "CST": -6,
    "CDT": -5,
    "CT": -6,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
    "PT": -8,
    "BST": 1,
    "CET": 1,
    "CEST": 2,
    "IST": 5.5,
    "HKT": 8,
    "SGT": 8,
}
_ZONE = re.compile(rf"(?:\b|(?<=\d))(?:{'|'.join(_ZONES)})\b")
# Of zones whose letters do not tell summer from winter: months of summer time.
_SUMMER = range(4, 11)
_KOREAN_TIME = 9.0
_SOME_YEAR = 2000
_MINUTES_A_DAY = 1440


@attrs.frozen
class Stamp:
    """A timestamp.

    Attributes:
        record: What was recorded: that the article was published, or updated; empty if it does not say.
        day: ISO 8601 date (``2026-11-10``), without its year ``--11-10``; empty if there is none.
        minute: Minutes since midnight of that day in Korean time, may be below 0 or above 1440; None without a time.
        age: How long ago, for those without date and time (``"3 hour"``); else empty.
    """

    record: Record
    day: str
    minute: int | None
    age: str


@lru_cache(maxsize=1 << 10)
def read_stamp(text: str, language: str) -> Stamp:
    """Read a timestamp of a Korean or English article; without a zone its time is Korean.

    >>> read_stamp("입력 2026.11.10. 오전 9:05", "ko") == read_stamp("Published 00:05 GMT, Nov. 10, 2026", "en")
    True
    """
    record: Record = "updated" if _UPDATED.search(text) else "published" if _PUBLISHED.search(text) else ""
    day = time = ""
    for anchor in find_anchors(_SHORT_YEAR.sub(r"20\1", text), language):
        if anchor.kind is AnchorKind.DATE and not day and _DAY.fullmatch(anchor.value):
            day = anchor.value
        elif anchor.kind is AnchorKind.TIME and not time:
            time = anchor.value
    if not day and not time:
        age = _AGE.search(text)
        if age is None:
            return Stamp(record, "", None, "")
        unit = (age.group(2) or "").lower()
        return Stamp(record, "", None, f"{int(age.group(1))} {_AGE_UNITS.get(unit, unit)}" if unit else "0")
    minute = None
    if time:
        hours, minutes = time.split(":")[:2]
        minute = int(hours) * 60 + int(minutes) + round((_KOREAN_TIME - _zone(text, day)) * 60)
    return Stamp(record, day, minute, "")


def _zone(text: str, day: str) -> float:
    """Return how many hours the text's time zone is ahead of universal time."""
    offset = _OFFSET.search(text)
    if offset:
        parts = offset.groupdict(default="0")
        hours, minutes = (parts["hours"], parts["minutes"])
        if offset["iso_hours"]:
            hours, minutes = parts["iso_hours"], parts["iso_minutes"]
        return float(hours) + float(hours[0] + minutes) / 60
    zone = _ZONE.search(text)
    if zone is None:
        return _KOREAN_TIME
    is_summer = day[-5:-3].isdigit() and int(day[-5:-3]) in _SUMMER
    return _ZONES[zone.group()] + (1 if zone.group().endswith("T") and len(zone.group()) == 2 and is_summer else 0)


def hours_apart(one: Stamp, other: Stamp) -> float | None:
    """Return how many hours lie between two timestamps, or None if that cannot be told.

    A side without a year, a day or a time is taken to have that of the other.
    """
    if one.age or other.age or not ((one.day and other.day) or (one.minute is not None and other.minute is not None)):
        return (0.0 if one.age == other.age else None) if one.age and other.age else None
    days = 0
    if one.day and other.day:
        days = _ordinal(other.day, one.day) - _ordinal(one.day, other.day)
    minutes = 0
    if one.minute is not None and other.minute is not None:
        minutes = other.minute - one.minute
        if not (one.day and other.day):
            minutes = (minutes + _MINUTES_A_DAY // 2) % _MINUTES_A_DAY - _MINUTES_A_DAY // 2
    return abs(days * _MINUTES_A_DAY + minutes) / 60


def _ordinal(day: str, other: str) -> int:
    year = day[:4] if day[0].isdigit() else other[:4] if other[0].isdigit() else str(_SOME_YEAR)
    try:
        return date(int(year), int(day[-5:-3]), int(day[-2:])).toordinal()
    except ValueError:
        return date(int(year), int(day[-5:-3]), 28).toordinal()
