"""Timestamps read across languages: when, and what was recorded then."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import attrs

from bialign.anchors.finding import find_anchors
from bialign.anchors.model import AnchorKind
from bialign.documents import Fragment, FragmentKind, Language
from bialign.text.languages import primary_subtag
from bialign.text.normalization import LOOK_ALIKES

if TYPE_CHECKING:
    from collections.abc import Sequence

Record = Literal["published", "updated", ""]

# As pages give times without a label: their metadata (2026-11-10T09:05:00+09:00), and their clocks, to the second.
_WRITTEN_BY_MACHINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d|\d{4}([-./])\d\d\1\d\d \d\d:\d\d:\d\d\Z")
_UPDATED = re.compile(
    r"수정|최종|업데이트|편집|마지막|갱신"
    r"|\b(?:up-?dated?|modif(?:ied|y)|revised|edited|last|changed|corrected)",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"입력|등록|송고|승인|게재|발행|작성|게시|보도|방송|업로드|최초|출고"
    r"|\b(?:published|posted|created|released|release|issued|uploaded|wr(?:itten|iting|ite|ote)|filed|input|registered|added|first)",
    re.IGNORECASE,
)
# Where pages leave a space out: June 3, 20275:12 PM, Jun.3,2027.
_GLUED = re.compile(r"(?<=(?<!\d)20\d\d)(?=\d{1,2}:\d\d)|(?<=[A-Za-z]{3}\.)(?=\d)|(?<=\d,)(?=20\d\d\b)")
_DAY = re.compile(r"(?:\d{4}|-)-\d{2}-\d{2}")
# 26.10.25: anchors ask for a year of four digits.
_SHORT_YEAR = re.compile(r"(?<![\d.:/-])['’]?(\d{2})(?=\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,2}(?!\d))")
_CLOCK = re.compile(
    r"(?P<before>오전|오후|\b[ap]\.?m\.?)?\s?(?<![\d:.])(?P<hour>\d{1,2})"
    r"(?::(?P<minute>\d{2})(?!\d)(?::\d{2})?|시(?!간)(?:\s?(?P<korean_minute>\d{1,2})분)?)\s?(?P<after>[ap]\.?m\b)?"
    r"|(?P<bare_hour>\b\d{1,2})\s?(?P<bare_half>[ap]\.?m\b)"
    r"|(?<![\d:.])(?P<dotted_hour>\d{1,2})\.(?P<dotted_minute>\d{2})(?!\d|\.\s?\d)"
    r"(?:(?=\s?(?:GMT|UTC|BST|CES?T|KST|JST|E[DS]?T)\b)|\s?(?P<dotted_half>[ap]\.?m\b))"
    r"|(?P<word>\bnoon\b|\bmidnight\b|정오|자정)",
    re.IGNORECASE,
)
_CLOCK_WORDS = {"noon": 720, "정오": 720, "midnight": 0, "자정": 0}
_AGE = re.compile(
    r"(?P<count>\d+|\ban?|\bone)\s?(?P<unit>초|분|시간|일|주|개월|달|년|sec|min|hour|hr|day|week|month|year)"
    r"|방금|just now",
    re.IGNORECASE,
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
# Hours ahead of universal time, by time zone; those of two letters tell no summer from winter and stand for winter.
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
    "AEST": 10,
    "AEDT": 11,
    "NZST": 12,
    "NZDT": 13,
    "MSK": 3,
    "EEST": 3,
    "EET": 2,
    "SAST": 2,
    "EAT": 3,
    "PKT": 5,
    "ICT": 7,
    "WIB": 7,
}
_ZONE = re.compile(rf"(?:\b|(?<=\d))(?:{'|'.join(_ZONES)})\b")
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

    @property
    def recorded(self) -> Record:
        """What was recorded: that the article was published, too, where the timestamp does not say."""
        return self.record or "published"


@lru_cache(maxsize=1 << 10)
def read_stamp(text: str, language: str) -> Stamp:
    """Read a timestamp of a Korean or English article; without a zone its time is Korean, of 24 hours without a.m.

    >>> read_stamp("입력 2026.11.10. 오전 9:05", "ko") == read_stamp("Published 00:05 GMT, Nov. 10, 2026", "en")
    True
    """
    text = _GLUED.sub(" ", text.translate(LOOK_ALIKES))
    record: Record = "updated" if _UPDATED.search(text) else "published" if _PUBLISHED.search(text) else ""
    day = _day(text, language)
    minute = _minute(text)
    if minute is not None:
        minute += round((_KOREAN_TIME - _zone(text, day)) * 60)
    age = "" if day or minute is not None else _age(text)
    return Stamp(record, day, minute, age)


def read_stamps(texts: Sequence[str], language: str) -> list[Stamp]:
    """Read the timestamps of an article; of two that machines wrote, the later one below the other is an update.

    Pages and their metadata give the time of publication and that of the last revision so, without labels.

    >>> [stamp.record for stamp in read_stamps(["2026-11-10T09:05:00+09:00", "2026-11-10T11:20:00+09:00"], "ko")]
    ['', 'updated']
    """
    stamps = [read_stamp(text, language) for text in texts]
    moments = list(dict.fromkeys(_moment(stamp) for stamp in stamps))
    if len(moments) != 2 or not all(map(_WRITTEN_BY_MACHINE.match, texts)):
        return stamps
    first, second = moments
    if first is None or second is None or second < first:
        return stamps
    return [stamp if _moment(stamp) == first else attrs.evolve(stamp, record="updated") for stamp in stamps]


def _moment(stamp: Stamp) -> int | None:
    """Return the minutes from the beginning of our era to a timestamp, or None if it lacks the year or the time."""
    if stamp.minute is None or not stamp.day[:1].isdigit():
        return None
    return _ordinal(stamp.day, stamp.day) * _MINUTES_A_DAY + stamp.minute


def _day(text: str, language: str) -> str:
    for anchor in find_anchors(_SHORT_YEAR.sub(r"20\1", text), language):
        if anchor.kind is AnchorKind.DATE and _DAY.fullmatch(anchor.value):
            return anchor.value
    return ""


def _minute(text: str) -> int | None:
    """Return the minutes since midnight of the time in a text: 오후 1:05, 13시 5분, 1:05 p.m., 13.05 GMT, noon."""
    clock = _CLOCK.search(text)
    if clock is None:
        return None
    if clock["word"]:
        return _CLOCK_WORDS[clock["word"].lower()]
    hour = int(clock["hour"] or clock["bare_hour"] or clock["dotted_hour"])
    minute = int(clock["minute"] or clock["korean_minute"] or clock["dotted_minute"] or 0)
    half = clock["before"] or clock["after"] or clock["bare_half"] or clock["dotted_half"]
    if half:
        hour = hour % 12 + (12 if half == "오후" or half[0] in "pP" else 0)
    return hour * 60 + minute


def _zone(text: str, day: str) -> float:
    """Return how many hours the text's time zone is ahead of universal time."""
    offset = _OFFSET.search(text)
    if offset:
        hours = offset["hours"] or offset["iso_hours"]
        minutes = offset["minutes"] or offset["iso_minutes"] or "0"
        return float(hours) + float(hours[0] + minutes) / 60
    zone = _ZONE.search(text)
    if zone is None:
        return _KOREAN_TIME
    is_summer = day[-5:-3].isdigit() and int(day[-5:-3]) in _SUMMER
    return _ZONES[zone.group()] + (1 if len(zone.group()) == 2 and is_summer else 0)


def _age(text: str) -> str:
    age = _AGE.search(text)
    if age is None:
        return ""
    unit = (age["unit"] or "now").lower()
    count = age["count"] or ""
    return f"{count if count.isdigit() else 1} {_AGE_UNITS.get(unit, unit)}"


def hours_apart(one: Stamp, other: Stamp) -> float | None:
    """Return how many hours lie between two timestamps, or None if that cannot be told.

    A side without a year, a day or a time is taken to have that of the other. Ages ("3 hours ago") are 0 hours apart
    if they are the same.
    """
    if one.age and one.age == other.age:
        return 0.0
    have_days, have_minutes = bool(one.day and other.day), one.minute is not None and other.minute is not None
    if not have_days and not have_minutes:
        return None
    minutes = 0
    if one.minute is not None and other.minute is not None:
        minutes = other.minute - one.minute
    if have_days:
        minutes += (_ordinal(other.day, one.day) - _ordinal(one.day, other.day)) * _MINUTES_A_DAY
    else:
        # The nearest such times of any day.
        minutes = (minutes + _MINUTES_A_DAY // 2) % _MINUTES_A_DAY - _MINUTES_A_DAY // 2
    return abs(minutes) / 60


def only_record(stamps: Sequence[Stamp]) -> Record | None:
    """Return the record of which an article has one timestamp, or None if it has several.

    That is publication; or an update, where nothing says when the article was published. Pages print a timestamp more
    than once; repetitions do not count.

    >>> only_record([read_stamp(text, "ko") for text in ("입력 2026.11.10 09:05", "수정 2026.11.10 11:20")])
    'published'
    """
    record: Record = "published" if any(stamp.recorded == "published" for stamp in stamps) else "updated"
    times = {(stamp.day, stamp.minute, stamp.age) for stamp in stamps if stamp.recorded == record}
    return record if len(times) == 1 else None


def day_of_publication(fragments: Sequence[Fragment], language: str) -> date | None:
    """Return the day on which an article appeared, or was updated if that is all that its timestamps tell.

    Args:
        fragments: The article's fragments.
        language: A BCP 47 tag; timestamps are read in Korean and English.

    >>> stamps = "수정 2026.11.11 08:00", "입력 2026.11.10 09:05"
    >>> day_of_publication([Fragment(FragmentKind.TIMESTAMP, stamp, 0, 19) for stamp in stamps], "ko")
    datetime.date(2026, 11, 10)
    """
    base = primary_subtag(language)
    if base not in set(Language):
        return None
    stamps = [read_stamp(fragment.line, base) for fragment in fragments if fragment.kind is FragmentKind.TIMESTAMP]
    for stamp in sorted(stamps, key=lambda stamp: stamp.recorded):
        if stamp.day[:1].isdigit():
            # A 31st of a month of 30 days is the next day, as everywhere here.
            return date.fromordinal(_ordinal(stamp.day, stamp.day))
    return None


def _ordinal(day: str, other: str) -> int:
    year = day[:4] if day[0].isdigit() else other[:4] if other[0].isdigit() else str(_SOME_YEAR)
    return date(int(year), int(day[-5:-3]), 1).toordinal() + int(day[-2:]) - 1
