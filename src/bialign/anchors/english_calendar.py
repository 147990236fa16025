"""Dates, times of day, weekdays and relative dates in English."""

from __future__ import annotations

import re
from decimal import Decimal

from bialign.anchors.drafts import Draft, draft_elapsed, draft_hours, draft_months, is_elapsed
from bialign.anchors.keys import date_keys, time_keys
from bialign.anchors.model import AnchorKind
from bialign.text.numerals_english import UNITS

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: f"weekday {number}"
    for number, names in enumerate(
        ("monday", "tuesday tues", "wednesday weds", "thursday thurs", "friday", "saturday", "sunday"), start=1
    )
    for name in names.split()
}

# Words: value. A step is counted from the time of writing.
RELATIVE = {
    "yesterday": "day-1",
    "today": "day+0",
    "tomorrow": "day+1",
    "the day before yesterday": "day-2",
    "the day after tomorrow": "day+2",
    "tonight": "night+0",
    "last night": "night-1",
    "this morning": "morning+0",
    "last week": "week-1",
    "this week": "week+0",
    "next week": "week+1",
    "last weekend": "weekend-1",
    "this weekend": "weekend+0",
    "next weekend": "weekend+1",
    "the previous week": "week-1",
    "last quarter": "quarter-1",
    "the previous quarter": "quarter-1",
    "this quarter": "quarter+0",
    "next quarter": "quarter+1",
    "the previous session": "session-1",
    "the previous trading day": "session-1",
    "last month": "month-1",
    "this month": "month+0",
    "next month": "month+1",
    "last year": "year-1",
    "the previous year": "year-1",
    "the previous month": "month-1",
    "the previous day": "day-1",
    "this year": "year+0",
    "next year": "year+1",
    "last spring": "spring-1",
    "last summer": "summer-1",
    "last fall": "autumn-1",
    "last autumn": "autumn-1",
    "last winter": "winter-1",
    "this spring": "spring+0",
    "this summer": "summer+0",
    "this fall": "autumn+0",
    "this autumn": "autumn+0",
    "this winter": "winter+0",
    "the year before last": "year-2",
    "the year after next": "year+2",
}
RELATIVE_STARTS = frozenset(words.split()[0] for words in RELATIVE) - {"the"}
_AFTER_THE = frozenset(
    letter
    for words in ("the month", "the week", *RELATIVE)
    if words.startswith("the ")
    for letter in (words[4], words[4].upper())
)
# Where nothing follows that it was before: the gain of the week before.
_THE_ONE_BEFORE = re.compile(r"[Tt]he (day|week|month|year) before(?=[.,;:)\]]|\Z|\s\()")

_MONTH = "|".join(
    name if len(name) > 4 or name in ("may", "june", "july") else rf"{name}\b\.?"
    for name in sorted(MONTHS, key=len, reverse=True)
)
# In words a range is one of days only if they count nothing: March 3 to 5, Oct. 3 and 5, not March 3 to 5 percent.
_AFTER_DAYS = r"(?=$|[.,](?!\d)|[;!?)\]]|\s(?:in|at|for|when|as|during|on|after|by|with|he|she|it|they)\b)"
_LAST_DAY = (
    r"(?P<range>\s?[-–—]\s?(?P<last>\d{1,2})(?!\d)"
    rf"|\s(?:to|through|until|and|or)\s(?P<last_said>\d{{1,2}})(?:st|nd|rd|th)?{_AFTER_DAYS})"
)
_MONTH_FIRST = re.compile(
    rf"(?P<month>{_MONTH})(?![A-Za-z])"
    rf"(?:\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]){_LAST_DAY}?)?"
    r"(?:(?:,|\sof)?\s(?P<year>\d{4})(?!\d))?",
    re.IGNORECASE,
)
_MONTHS = re.compile(rf"({_MONTH})(?:\s?[-–]\s?|\s(?:to|through)\s)({_MONTH})(?![A-Za-z]|\s\d)", re.IGNORECASE)
_DAY_FIRST = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH})(?![A-Za-z])(?:,? (\d{{4}})(?!\d))?", re.IGNORECASE
)
_NUMERIC = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d.])")
_NUMERIC_US = re.compile(r"(\d{1,2})/(\d{1,2})/((?:19|20)\d\d|\d\d)(?!\d)|(9)/(11)(?!\d)")
_HALF_OF_DAY = r"\s?([ap])\.?\s?m\b\.?"
_ZONE = r"(?:\s(?:[KJE]ST|[ECMP][DS]T|GMT|BST|UTC|CES?T|[ECMP]T)\b)?"
# Hours by which Korean time is ahead of others; of two letters, in winter and in summer.
_HOURS_TO_KOREA = {
    "GMT": (9,),
    "UTC": (9,),
    "BST": (8,),
    "CET": (8,),
    "CEST": (7,),
    "EST": (14,),
    "EDT": (13,),
    "ET": (14, 13),
    "CST": (15,),
    "CDT": (14,),
    "CT": (15, 14),
    "MST": (16,),
    "MDT": (15,),
    "MT": (16, 15),
    "PST": (17,),
    "PDT": (16,),
    "PT": (17, 16),
}
_LONGEST_ZONE = 5
_CLOCK = re.compile(
    rf"(?:(\d{{1,2}})(?:[:.](\d{{2}})(?::\d{{2}})?)?{_HALF_OF_DAY}"
    rf"|(\d{{1,2}}):(\d{{2}})(?::(\d{{2}}))?(?![\d:])){_ZONE}",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"(\d{1,2})(?:[:.](\d{2}))?(?:\s?[-–—]\s?|\s(?:to|(?P<joint>and|or))\s)(\d{1,2})(?:[:.](\d{2}))?"
    rf"{_HALF_OF_DAY}{_ZONE}",
    re.IGNORECASE,
)
# What two hours with an "and" follow: at 3 and 4 p.m., daily, 3 and 4 p.m. Elsewhere only the last is one: games 3
# and 4 p.m.
_BEFORE_HOURS = re.compile(
    r"(?:^|[,:;(–—]\s?|(?:\b(?:about|after|approximately|are|around|at|before|begins?|between|by|daily|either|for|from|"
    r"is|nearly|only|opens?|past|roughly|since|starts?|the|till|until|was|were)|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\s)\Z",
    re.IGNORECASE,
)
_LONGEST_BEFORE_HOURS = 16
# A time in hours, minutes and seconds at which something happened, and not one that was run.
_AT = re.compile(r"(?<!in )(?<!clocked )(?<!timed )\b[Aa]t\s\Z")
_LONGEST_AT = 12
_HUNDREDTHS = re.compile(r"\.(\d{1,2})(?!\d)")
_ON_DAY = re.compile(rf",?\s(?:local time|(?:on\s)?(?:the\s\d|{_MONTH}|{'|'.join(WEEKDAYS)})\b)", re.IGNORECASE)
_PART_OF_DAY = re.compile(
    rf"(\d{{1,2}}|{'|'.join(UNITS)})\s(?:o['’]clock\s)?in\sthe\s(morning|afternoon|evening)\b", re.IGNORECASE
)
_RELATIVE = re.compile(rf"(?:{'|'.join(sorted(RELATIVE, key=len, reverse=True))})\b", re.IGNORECASE)
# The last year of his term and "during last week of August" are counted from another time, "a loss last year of 3
# billion won" is not.
_OF_OTHERS = re.compile(r"(?:\b(?:the|very|his|her|its|their|my|our|your|during)|['’]s|s['’]) \Z", re.IGNORECASE)
_LONGEST_OF_OTHERS = 8
# "Sales during last year of 3 billion won" were those of last year.
_AMOUNT = re.compile(r"\D{0,4}\d|(?:about|almost|around|as|at|less|more|nearly|over|some|up)\b")
_WEEKDAY = re.compile(rf"({'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})(?:s\b|\b)", re.IGNORECASE)
_NOONS = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}
#: Words for times of day.
NOON_STARTS = frozenset(_NOONS)
_NOON = re.compile(rf"(?:{'|'.join(_NOONS)})\b", re.IGNORECASE)
_LEADS = ("in", "of", "since", "until", "till", "last", "next", "this", "by", "from", "early", "late", "during")
_MONTH_LEADS = (*(f"{word} " for word in _LEADS), "mid-")


def find_month_date(view: str, start: int) -> Draft | None:
    """Find a date that begins with its month: Nov. 5, 2026; Nov. 5-7; Nov. 5 to 7; November 2026; November."""
    if not view[start].isupper():
        return None
    if (match := _MONTHS.match(view, start)) and match.group(2)[0].isupper():
        first, last = (MONTHS[name.lower().rstrip(".")] for name in match.groups())
        return draft_months(first, last, start, match.end())
    match = _MONTH_FIRST.match(view, start)
    if match is None:
        return None
    name, day, year = match.group("month", "day", "year")
    last_day = match.group("last") or match.group("last_said")
    if last_day and int(last_day) <= int(day):
        # March 30 to 2 names one day.
        return _draft_date((None, MONTHS[name.lower().rstrip(".")], day), (start, match.start("range")))
    month = MONTHS[name.lower().rstrip(".")]
    if day is None and year is None:
        # May and March are also other words, Jan a name.
        ambiguous = name.lower().rstrip(".") in ("may", "march", "mar", "jan", "jun", "august")
        if ambiguous and not view.endswith(_MONTH_LEADS, 0, start):
            return None
        if len(name) == 3 and name != "May":
            return None
    return _draft_date((year, month, day), match.span(), last_day)


def find_numeric_date(view: str, start: int) -> Draft | None:
    """Find a date that begins with a digit: 5 November 2026; 2026-11-05; 11/5/2026; 9/11."""
    if match := _NUMERIC.match(view, start):
        return _draft_date((match.group(1), int(match.group(3)), match.group(4)), match.span())
    if match := _DAY_FIRST.match(view, start):
        day, name, year = match.groups()
        if name[0].isupper():
            return _draft_date((year, MONTHS[name.lower().rstrip(".")], day), match.span())
    if match := _NUMERIC_US.match(view, start):
        if match.group(4):
            return _draft_date((None, 9, "11"), match.span())
        month, day, year = match.group(1, 2, 3)
        if int(month) > 12:
            month, day = day, month
        return _draft_date((year if len(year) == 4 else f"20{year}", int(month), day), match.span())
    return None


def _draft_date(
    parts: tuple[str | None, int, str | None], span: tuple[int, int], last_day: str | None = None
) -> Draft | None:
    """Return the anchor of a date of year, month and day, and of the last day of a range; none if it is no date."""
    (year, month, day), (start, end) = parts, span
    if not 1 <= month <= 12 or (day is not None and not 1 <= int(day) <= 31):
        return None
    keys = date_keys(int(year) if year else None, month, int(day) if day else None)
    value = keys[0]
    if last_day is not None and day is not None and int(last_day) <= 31:
        last = date_keys(int(year) if year else None, month, int(last_day))
        value, keys = f"{value}/{last[0]}", (*keys, *last)
    return Draft(AnchorKind.DATE, value, start, end, keys)


def find_time(view: str, start: int) -> Draft | None:
    """Find a time of day: 3 p.m., 3:30 p.m., 3-5 p.m., 15:30; a run's 2:01:39 is a length of time."""
    if (hours := _HOURS.match(view, start)) and (draft := _draft_hours(hours)):
        return draft
    match = _CLOCK.match(view, start)
    if match is None:
        return find_part_of_day(view, start)
    if match.group(3):
        hour, minute = int(match.group(1)), int(match.group(2) or 0)
        if not 1 <= hour <= 12 or minute > 59:
            return None
        hour = hour % 12 + (12 if match.group(3).lower() == "p" else 0)
        keys = time_keys(hour, minute, half_known=True)
    else:
        hour, minute = int(match.group(4)), int(match.group(5))
        if not match.group(6) and minute < 60 and (part := _HUNDREDTHS.match(view, match.end(5))):
            # A swimmer's 1:44.40 is a length of time.
            return draft_elapsed(0, hour, Decimal(f"{minute}.{part.group(1)}"), start, part.end())
        if hour > 24 or minute > 59:
            return None
        seconds_end = match.end(6)
        at_a_time = match.end() > seconds_end or (
            _AT.search(view, max(0, start - _LONGEST_AT), start) and _ON_DAY.match(view, seconds_end)
        )
        if match.group(6) and not at_a_time and is_elapsed(view, start, match.group(4)):
            return draft_elapsed(hour, minute, int(match.group(6)), start, match.end(6))
        keys = time_keys(hour, minute, half_known=False)
    keys += _keys_in_korea(match.group(), hour, minute)
    return Draft(AnchorKind.TIME, keys[0], start, match.end(), keys)


def _keys_in_korea(clock: str, hour: int, minute: int) -> tuple[str, ...]:
    """Return the keys of the time that it is in Korea then: 3:12 p.m. EDT is 오전 4시 12분(한국시간)."""
    ahead = _HOURS_TO_KOREA.get(clock[-_LONGEST_ZONE:].rpartition(" ")[2].upper(), ())
    return tuple(f"{(hour + hours) % 24:02}:{minute:02}" for hours in ahead)


def _draft_hours(match: re.Match[str]) -> Draft | None:
    """Return the anchor of a range of hours; 11-1 p.m. begins in the morning."""
    if (match.group("joint") or "").lower() == "and" and not match.group(2):
        place = match.start()
        if not _BEFORE_HOURS.search(match.string, max(0, place - _LONGEST_BEFORE_HOURS), place):
            return None
    first, last = int(match.group(1)), int(match.group(4))
    first_minute, last_minute = int(match.group(2) or 0), int(match.group(5) or 0)
    if not (1 <= first <= 12 and 1 <= last <= 12 and first_minute < 60 and last_minute < 60):
        return None
    half = 12 if match.group(6).lower() == "p" else 0
    first_half = half if (first % 12, first_minute) < (last % 12, last_minute) else 12 - half
    return draft_hours(
        time_keys(first % 12 + first_half, first_minute, half_known=True),
        time_keys(last % 12 + half, last_minute, half_known=True),
        *match.span(),
    )


def find_part_of_day(view: str, start: int) -> Draft | None:
    """Find an hour with its part of the day: 4 in the morning, five in the afternoon."""
    match = _PART_OF_DAY.match(view, start)
    if match is None:
        return None
    word, part = match.group(1).lower(), match.group(2).lower()
    hour = UNITS[word] if word in UNITS else int(word)
    if not 1 <= hour <= 12:
        return None
    keys = time_keys(hour % 12 + (0 if part == "morning" else 12), 0, half_known=True)
    return Draft(AnchorKind.TIME, keys[0], start, match.end(), keys)


def find_weekday(view: str, start: int) -> Draft | None:
    """Find a weekday; only capitalised words are one."""
    match = _WEEKDAY.match(view, start)
    if match is None:
        return None
    value = WEEKDAYS[match.group(1).lower()]
    return Draft(AnchorKind.WEEKDAY, value, start, match.end(), (value,))


def find_relative_after_the(view: str, start: int) -> Draft | None:
    """Find a date given from the time of writing that begins with the: most words after it have other letters."""
    if view[start + 4 : start + 5] not in _AFTER_THE:
        return None
    if match := _THE_ONE_BEFORE.match(view, start):
        unit = match.group(1)
        keys = (f"{unit}-1", f"1 {unit}")
        return Draft(AnchorKind.RELATIVE_DATE, keys[0], start, match.end(), keys)
    return find_relative(view, start)


def find_relative(view: str, start: int) -> Draft | None:
    """Find a date given from the time of writing: last year, tomorrow."""
    match = _RELATIVE.match(view, start)
    if match is None:
        return None
    end = match.end()
    if view.startswith(" of ", end):
        owner = _OF_OTHERS.search(view, max(0, start - _LONGEST_OF_OTHERS), start)
        has_amount = _AMOUNT.match(view, end + 4) is not None and owner is not None and owner[0].lower() == "during "
        if (owner is not None and not has_amount) or view.startswith("all ", end + 4):
            return None
    value = RELATIVE[match.group().lower()]
    return Draft(AnchorKind.RELATIVE_DATE, value, start, match.end(), (value,))


def find_noon(view: str, start: int) -> Draft | None:
    """Find noon and midnight."""
    match = _NOON.match(view, start)
    if match is None:
        return None
    value = _NOONS[match.group().lower()]
    return Draft(AnchorKind.TIME, value, start, match.end(), (value,))
