"""English ordinals, fractions and indefinite numbers in words."""

from __future__ import annotations

import re
from decimal import Decimal

from bialign.anchors.drafts import (
    ORDINAL,
    PERCENTAGE_POINT,
    PLAIN,
    Draft,
    draft_decades,
    draft_fraction,
    draft_number,
    draft_period,
    draft_round,
    draft_several,
)
from bialign.anchors.english_numbers import AFTER_DAY, LONGEST_MONTH
from bialign.anchors.model import AnchorKind
from bialign.anchors.units import Unit, english_unit_at
from bialign.text.numerals_english import TENS, UNITS

_ORDINAL_WORDS = """
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
sixteenth seventeenth eighteenth nineteenth twentieth
"""
ORDINALS = {word: number for number, word in enumerate(_ORDINAL_WORDS.split(), start=1)} | {
    "thirtieth": 30,
    "fortieth": 40,
    "fiftieth": 50,
    "hundredth": 100,
}
#: Words for parts, and how many of them are a whole.
DENOMINATORS = {word: number for word, number in ORDINALS.items() if number > 2} | {"half": 2, "quarter": 4}
_SEVERAL = {
    "ten": 10,
    "dozen": 10,
    "score": 10,
    "hundred": 10**2,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
#: First words of an indefinite number.
SEVERAL_STARTS = frozenset([*(f"{word}s" for word in _SEVERAL), "several", "few", "many", "decades"])

_LARGE = "|".join(word for word in _SEVERAL if word != "ten")
_WORD = re.compile(r"[A-Za-z]+")
_FRACTION = re.compile(
    r"(?:(?P<article>an?)|(?P<count>one|two|three|four|five|six|seven|eight|nine))[- ]"
    r"(?P<part>half|quarter|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twentieth)s?\b(?P<of>\sof\b)?",
    re.IGNORECASE,
)
_SEVERAL_WORDS = re.compile(
    rf"(?:(?:several|few|many)\s(?P<one>{_LARGE})|(?P<many>{'|'.join(_SEVERAL)})s(?:\sof\s(?P<of>{_LARGE})s)?)\b"
    r"(?:\sof\b)?",
    re.IGNORECASE,
)
_FEW = re.compile(r"(?:several|few)\s(hour|day|week|month|year|time)s\b(?![ -]old)", re.IGNORECASE)
_TIMES: Unit = (AnchorKind.NUMBER, ("time",))
#: Words for lengths of time that may stand without a number: for hours, in recent years.
LENGTHS_WITHOUT_NUMBER = ("hours", "days", "weeks", "months", "years")
_LENGTH_WITHOUT_NUMBER = re.compile(
    r"(hour|day|week|month|year)s(?P<ago>(?=\s(?:after|before|until)\b)|\s(?:ago|later|earlier))?(?![\w-])",
    re.IGNORECASE,
)
_BEFORE_LENGTH_WITHOUT_NUMBER = ("for ", "in ", "recent ", "coming ", "number of ")
_QUARTER = re.compile(r"Q([1-4])(?![A-Za-z\d])")
_ORDINAL = re.compile(
    rf"(?:(?P<tens>{'|'.join(TENS)})-)?(?P<unit>{'|'.join(sorted(ORDINALS, key=len, reverse=True))})\b"
    r"(?:[- ](?P<period>quarter|half)\b|\s(?P<six>six\smonths)\b)?",
    re.IGNORECASE,
)
# A second straight month is an ordinal, a second later a length of time.
_SECOND_OF = re.compile(r"\s(?:straight|consecutive|successive|time|term|round|day|week|month|year)\b")
_ON_THE = ("on the ", "On the ")
_PARTS = {"three": Decimal("0.75"), "quarter": Decimal("0.25"), "half": Decimal("0.5")}
_PART_POINT = re.compile(
    r"(a quarter|a half|half a|half|quarter|three[- ]quarters?)(?:\sof\sa)?[\s-](?:percentage[\s-])?point\b",
    re.IGNORECASE,
)
#: Lengths of time after an article.
AGO_UNITS = ("minute", "hour", "day", "week", "month", "year", "decade", "century")
_AGO = re.compile(
    rf"an?\s(?:({'|'.join(AGO_UNITS)})\s(?:ago|earlier|later|before|after|(and\sa\shalf))|(decade|century))\b",
    re.IGNORECASE,
)
# A year as a length of time, not as a rate: for a year, more than a week, but not in a year of drought.
_A_LENGTH = re.compile(
    r"an?\s(hour|day|week|month|year)"
    r"(?=[.,;:!?)\]”\"]|\Z|\s(?:and|as|at|because|before|but|due|following|if|on|since|to|until|while|with)\b)",
    re.IGNORECASE,
)
_BEFORE_LENGTH = frozenset(
    ["for", "in", "within", "after", "than", "about", "nearly", "almost", "around", "over", "only", "just"]
)
_LONGEST_BEFORE_LENGTH = 8
# Past year-end is after it.
_PAST = re.compile(rf"past\s({'|'.join(AGO_UNITS)})\b(?!-)")
#: Words for ages and decades.
DECADES = {word[:-1] + "ies": number for word, number in TENS.items()}
#: Words that begin the name of a round of a tournament.
ROUND_STARTS = (
    "semi",
    "quarter",
    *(word + end for word in ("semifinal", "quarterfinal") for end in ("", "s", "ist", "ists")),
)
_ROUND = re.compile(r"(semi|quarter)-?final(?:s|ists?)?\b", re.IGNORECASE)
_HALF_A = re.compile(r"half\san?(?=\s)", re.IGNORECASE)
_WORLD_WAR = re.compile(r"World War (?:(?P<first>One|I\b)|Two|II\b)")
#: Other words with a number in them.
MULTIPLES = {
    "both": 2,
    "twice": 2,
    "double": 2,
    "doubled": 2,
    "doubling": 2,
    "doubles": 2,
    "bilateral": 2,
    "trilateral": 3,
    "triple": 3,
    "tripled": 3,
    "triples": 3,
    "thrice": 3,
    "quadruple": 4,
    "quadrupled": 4,
    "hundredfold": 100,
    **{f"{word}fold": value for word, value in (UNITS | TENS).items() if value > 1},
}


def find_ago(view: str, start: int) -> Draft | None:
    """Find a length of time that an article counts: a year ago, a year and a half, a decade; a year may be a rate."""
    match = _AGO.match(view, start)
    if match is None:
        length = _A_LENGTH.match(view, start)
        words = view[max(0, start - _LONGEST_BEFORE_LENGTH) : start].split() if length else None
        if length is None or not words or words[-1].lower() not in _BEFORE_LENGTH:
            return None
        return draft_number(Decimal(1), (AnchorKind.DURATION, (length.group(1).lower(),)), start, length.end())
    unit, half, long = match.groups()
    value, end = (Decimal("1.5"), match.end(2)) if half else (Decimal(1), match.end(3 if long else 1))
    return draft_number(value, (AnchorKind.DURATION, ((unit or long).lower(),)), start, end)


def find_past(view: str, start: int) -> Draft | None:
    """Find the length of time up to now: the past decade, over the past year; Korean says 지난 10년간, 지난 1년간."""
    match = _PAST.match(view, start)
    return draft_number(Decimal(1), (AnchorKind.DURATION, (match.group(1),)), start, match.end()) if match else None


def find_world_war(view: str, start: int) -> Draft | None:
    """Find the number of a world war."""
    match = _WORLD_WAR.match(view, start)
    if match is None:
        return None
    return draft_number(Decimal(1 if match.group("first") else 2), ORDINAL, start, match.end())


def find_multiple(view: str, start: int) -> Draft | None:
    """Find a number in a word of another sort: both, twice, doubled, tenfold; Korean says 두, 두 번, 두 배, 10배."""
    word = _WORD.match(view, start)
    value = MULTIPLES.get(word.group().lower()) if word else None
    return draft_number(Decimal(value), PLAIN, start, word.end()) if word and value else None


def find_fraction(view: str, start: int) -> Draft | None:
    """Find a fraction in words: one-third, two thirds, a quarter of; not a quarter alone, which may be a time."""
    match = _FRACTION.match(view, start)
    if match is None:
        return None
    if match.group("article") and not match.group("of") and not view.endswith("by ", 0, start):
        return None
    numerator = UNITS[match.group("count").lower()] if match.group("count") else 1
    denominator = DENOMINATORS[match.group("part").lower()]
    if numerator >= denominator:
        return None
    return draft_fraction(numerator, denominator, start, match.start("of") if match.group("of") else match.end())


def find_part_point(view: str, start: int) -> Draft | None:
    """Find a part of a percentage point: a quarter percentage point, half a percentage point."""
    match = _PART_POINT.match(view, start)
    if match is None:
        return None
    words = match.group(1).lower()
    value = next(part for word, part in _PARTS.items() if word in words)
    return draft_number(value, PERCENTAGE_POINT, start, match.end())


def find_half(view: str, start: int) -> Draft | None:
    """Find the word half and what it is half of, but not in half-brother: half, half an hour."""
    if view.startswith(("-", "'", "’"), start + 4):
        return None
    article = _HALF_A.match(view, start)
    suffix = english_unit_at(view, article.end()) if article else None
    if suffix is not None:
        return draft_number(Decimal("0.5"), suffix[0], start, suffix[1])
    return draft_fraction(1, 2, start, start + 4)


def find_teens(view: str, start: int) -> Draft | None:
    """Find the age of those in their teens: Korean says 10대."""
    if not view.startswith("teens", start):
        return None
    return Draft(AnchorKind.NUMBER, "10s", start, start + 5, ("10s",))


def find_tens(view: str, start: int) -> Draft | None:
    """Find the age or decade of tens in words: in her twenties, the sixties; Korean says 20대, 60년대."""
    word = _WORD.match(view, start)
    return draft_decades([str(DECADES[word.group().lower()])], start, word.end()) if word else None


def find_single(view: str, start: int) -> Draft | None:
    """Find the one of a single-person household; Korean says 1인 가구."""
    if not view.startswith("-person", start + 6) or view[start + 13 : start + 14].isalpha():
        return None
    return draft_number(Decimal(1), PLAIN, start, start + 13)


def find_round(view: str, start: int) -> Draft | None:
    """Find a round of a tournament: semifinals, quarter-finalist; Korean says 4강, 준결승."""
    match = _ROUND.match(view, start)
    if match is None:
        return None
    return draft_round(4 if match.group(1).lower() == "semi" else 8, start, match.end())


def find_halved(view: str, start: int) -> Draft | None:
    """Find a half in a verb: halved; Korean says 절반으로 줄다."""
    word = _WORD.match(view, start)
    return draft_fraction(1, 2, start, word.end()) if word else None


def find_several(view: str, start: int) -> Draft | None:
    """Find an indefinite number: dozens, tens of thousands, several hundred, decades."""
    if view.startswith("ecades", start + 1):
        return draft_several(10, (AnchorKind.DURATION, ("year",)), start, start + 7)
    match = _SEVERAL_WORDS.match(view, start)
    if match is None:
        return _find_few(view, start)
    tens = match.group("many") and match.group("many").lower() == "ten"
    if tens and not match.group("of") and not match.group().lower().endswith("of"):
        return None
    magnitude = _SEVERAL[(match.group("one") or match.group("many")).lower()]
    if match.group("of"):
        magnitude *= _SEVERAL[match.group("of").lower()]
    suffix = english_unit_at(view, match.end())
    if suffix is not None:
        return draft_several(magnitude, suffix[0], start, suffix[1])
    return draft_several(magnitude, PLAIN, start, max(match.end("one"), match.end("many") + 1, match.end("of") + 1))


def _find_few(view: str, start: int) -> Draft | None:
    """Find an indefinite number of times, or of what lengths of time are counted in: several years, a few weeks."""
    match = _FEW.match(view, start)
    if match is None:
        return None
    unit = match.group(1).lower()
    return draft_several(1, _TIMES if unit == "time" else (AnchorKind.DURATION, (unit,)), start, match.end())


def find_length_without_number(view: str, start: int) -> Draft | None:
    """Find an indefinite length of time that is not said to be one: for years, months after; Korean says 수년간."""
    match = _LENGTH_WITHOUT_NUMBER.match(view, start)
    if match is None or (match.group("ago") is None and not view.endswith(_BEFORE_LENGTH_WITHOUT_NUMBER, 0, start)):
        return None
    return draft_several(1, (AnchorKind.DURATION, (match.group(1).lower(),)), start, match.end(1) + 1)


def find_quarter(view: str, start: int) -> Draft | None:
    """Find a quarter of a year: Q3."""
    match = _QUARTER.match(view, start)
    if match is None:
        return None
    draft = draft_period(int(match.group(1)), "quarter", start, match.end())
    return draft.also(match.group().lower())


def find_ordinal(view: str, start: int) -> Draft | None:
    """Find an ordinal in words: third, twenty-first, first half, fourth quarter."""
    match = _ORDINAL.match(view, start)
    if match is None:
        return None
    tens, unit, period, six = match.group("tens", "unit", "period", "six")
    value = ORDINALS[unit.lower()] + (TENS[tens.lower()] if tens else 0)
    if (
        value == 2
        and not _SECOND_OF.match(view, match.end())
        and view[max(0, start - 6) : start].lower().split()[-1:] in (["a"], ["per"], ["every"], ["split"])
    ):
        return None
    if period:
        return draft_period(value, period.lower(), start, match.end())
    if six and value <= 2:
        half = draft_period(value, "half", start, match.end())
        return half.also(f"{value} th", "6 month")
    draft = draft_number(Decimal(value), ORDINAL, start, match.start("six") - 1 if six else match.end())
    if value <= LONGEST_MONTH and view.endswith(_ON_THE, 0, start) and AFTER_DAY.match(view, draft.end):
        return draft.also(f"---{value:02}")
    return draft
