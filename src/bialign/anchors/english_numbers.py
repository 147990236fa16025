"""English numbers with what follows them: percent, money, units, ordinals, fractions, ranges and scores."""

from __future__ import annotations

import re
from decimal import Decimal

from bialign.anchors.drafts import (
    ORDINAL,
    PLAIN,
    Draft,
    draft_decades,
    draft_era,
    draft_fraction,
    draft_number,
    draft_pair,
    draft_period,
    find_third,
    sign_unit,
)
from bialign.anchors.keys import NEAR, Tolerance, date_keys
from bialign.anchors.model import AnchorKind
from bialign.anchors.signs import DEGREE, below_zero, is_minus
from bialign.anchors.units import CURRENCY_SIGN, Unit, english_unit_at
from bialign.text.numerals import DIGITS, parse_digits
from bialign.text.numerals_english import MAGNITUDES, match_english_numeral, parse_english_numeral

#: Words before a number that make it approximate.
_APPROXIMATORS: dict[str, Tolerance] = {
    "about": Tolerance.ABOUT,
    "around": Tolerance.ABOUT,
    "some": Tolerance.ABOUT,
    "roughly": Tolerance.ABOUT,
    "approximately": Tolerance.ABOUT,
    "estimated": Tolerance.ABOUT,
    "nearly": Tolerance.UNDER,
    "almost": Tolerance.UNDER,
    "over": Tolerance.OVER,
    "than": Tolerance.OVER,
}
_JOINT = re.compile(
    rf"(?:(?P<score>-to-)|(?P<dash>[-–—])|\s?[~∼]\s?|-?\s(?P<word>to|or|and)\s|\s[-–—]\s)(?:{CURRENCY_SIGN})?(?=[\da-zA-Z])"
)
_SHORT_SCALE = re.compile(r"\s?(mn|bn|tn|[mbkMBK])(?![A-Za-z\d])")
_SHORT_SCALES = {"m": 10**6, "b": 10**9, "k": 10**3} | MAGNITUDES
_SAID_ONCE = MAGNITUDES | {"hundred": 100, "dozen": 12}
_DECADE = re.compile(r"['’]?s\b")
_ORDINAL_SUFFIX = re.compile(r"(?:st|nd|rd|th)\b")
# What may follow a day of the month that stands without a noun: on the 7th, the 3rd through the 5th.
AFTER_DAY = re.compile(
    r"$|[.;:!?,)\]–—]|\s(?:and|or|to|through|until|in|at|when|as|but|he|she|it|they|the|of this|of last)\b"
)
LONGEST_MONTH = 31
# The article before a day, or before the day that a range or pair begins with: the 5th and 6th.
_DAY_ARTICLE = re.compile(r"\b[Tt]he (?:\d{1,2}(?:st|nd|rd|th)(?: and | to | or |-))?\Z")
_LONGEST_ARTICLE = 14
# One alone is hardly ever a number but in these.
_ONE_COUNTED = re.compile(r"(?:[ -]person\b| (?:in|out of) (?:\d{1,3}\b|three|four|five|six|seven|eight|nine|ten)\b)")
_AGE = re.compile(r"[ -](year|month|week|day)s?[ -]olds?\b", re.IGNORECASE)
# Four straight years, which Korean counts as 4년 연속.
_STRAIGHT = re.compile(r"[ -](?:straight|consecutive|successive)[ -](hour|day|week|month|year)s?\b", re.IGNORECASE)
_BARE = re.compile(rf"{DIGITS}(?=[)\]}};]|,?\s(?!(?:1/2|[13]/4)(?![\d/]))[\d(\[]|[(\[]|,[^\s\d])")
# 57 B.C. and 828 A.D.; B.C. after a year of today is a province.
_ERA = re.compile(r"\s(?:(?P<before>B\.?C\.?(?:E\.?)?)|A\.?D\.?|C\.?E\.?)(?![\w-])")
_QUARTERS = ("1", "2", "3", "4")
_ERA_FIRST = re.compile(r"A\.?D\.?\s([1-9]\d{0,3})(?![\d%]|[.,]\d)")
_ERA_STARTS = (" B", " A", " C")
_FIRST_YEAR_OF_TODAY, _LAST_YEAR_OF_TODAY = 1800, 2100
# After these, three digits may be a year: in 828.
_WORDS_BEFORE_YEAR = """
in by since until till from around circa before after between year early late through during of
"""
_BEFORE_YEAR = frozenset(_WORDS_BEFORE_YEAR.split())
_LONGEST_BEFORE_YEAR = 8
# 6-foot-2, 6'2", 6 feet 2 tall.
_HEIGHT = re.compile(
    r"(?:-(?:foot|feet|ft)-|['’′])(?P<inches>\d|1[01])(?:-inch(?:es)?\b|[\"”″]|(?![\d-]|[.,]\d))"
    r"|\s(?:feet|foot),?\s(?P<said>\d|1[01])(?=[.,;)]|\s(?:tall|in\sheight)|\Z)"
)
_INCH: Unit = (AnchorKind.QUANTITY, ("in",))
_TALLEST = 8
_NUMBERED = re.compile(r"[Nn]o\.\s?(\d{1,4})(?![\d.,]\d)")
# Tested negative 2 months later has no sign.
_SIGNED_UNIT = r"(?:%|percent|per\s|degrees?\b|°|(?:basis\spoints?|bps?|[kmbt]|[mbt]n|[mb]illion|trillion)\b)"
_MINUS = re.compile(
    rf"(?:minus|negative(?=\s(?:{CURRENCY_SIGN})?\s?[\d.]+\s?{_SIGNED_UNIT}))"
    rf"[\s-]\s?(?P<sign>{CURRENCY_SIGN})?(?=[\d.a-z])",
    re.IGNORECASE,
)
# Minus 15 to minus 10 degrees: the unit is said once.
_SHARED_DEGREES = re.compile(
    rf"({DIGITS})\s(?:to|and|or)\s(?:minus\s|[-−])?{DIGITS}(?=[\s-]?(?:degrees?\b|°|[CF]\b))"
)
_BELOW_ZERO = " below zero"
# What may be below zero, besides a number that is a temperature then; Seoul and Monday may not.
_MEASURED = frozenset({AnchorKind.QUANTITY, AnchorKind.PERCENT, AnchorKind.PERCENTAGE_POINT, AnchorKind.RANGE})
_A_DOZEN = ("a dozen", "A dozen")
_TEN_ODD = f"{NEAR}1.05e+1"
_SLASH = re.compile(r"/(\d{1,3})(?![\d/])")
_OR_SO = re.compile(r"[- ](?:or so|odd)\b|\+")


def find_number(view: str, start: int, sign: str = "") -> Draft | None:
    """Find the number with its unit that begins at an offset, in digits or in words.

    Args:
        view: The text.
        start: Where the number begins, at its currency sign if it has one.
        sign: The currency sign at the start.
    """
    place = start + len(sign)
    if sign and view[place] == " ":
        place += 1
    match = match_english_numeral(view, place)
    if match is None:
        return None
    numeral, end = match.group(), match.end()
    value = parse_english_numeral(numeral)
    if value is None:
        return None
    plain_digits = numeral.isdigit()
    unit = sign_unit(sign)
    if plain_digits and unit is None:
        if view[end : end + 2] in _ERA_STARTS and (era := _find_era(view, start, end, int(value))):
            return era
        if value <= _TALLEST and (height := _HEIGHT.match(view, end)):
            inches = 12 * value + int(height.group("inches") or height.group("said"))
            return draft_number(inches, _INCH, start, height.end())
        special = _find_special(view, start, end, numeral)
        if special is not None:
            return special
    if unit is not None and (scale := _SHORT_SCALE.match(view, end)):
        value *= _SHORT_SCALES[scale.group(1).lower()]
        end = scale.end()
    pair = _find_pair(view, start, end, value, unit)
    if pair is not None:
        return pair
    suffix = english_unit_at(view, end)
    if suffix is not None and (unit is None or suffix[0][0] is AnchorKind.MONEY):
        unit, end = suffix
        if numeral == "one" and view.endswith(("at ", "At "), 0, start) and view.startswith("point", match.end() + 1):
            # At one point is a time.
            return None
    if unit is None:
        if age := _AGE.match(view, end):
            draft = draft_number(value, PLAIN, start, age.end())
            unit_keys = draft_number(value, (AnchorKind.DURATION, (age.group(1).lower(),)), start, end).keys
            return draft.also(*unit_keys)
        if straight := _STRAIGHT.match(view, end):
            draft = draft_number(value, PLAIN, start, end)
            unit_keys = draft_number(value, (AnchorKind.DURATION, (straight.group(1).lower(),)), start, end).keys
            return draft.also(*unit_keys)
        if numeral.lower() in ("one", "zero") and not _ONE_COUNTED.match(view, end):
            return None
        draft = _draft_plain(view, (start, end), value, year=plain_digits and len(numeral) == 4)
        # Korean counts no dozens: 10여 명.
        return draft.also(_TEN_ODD) if numeral in _A_DOZEN else draft
    return draft_number(value, unit, start, end, _tolerance(view, start, end))


def find_bare_number(view: str, start: int) -> Draft | None:
    """Find a number in digits before a bracket, a comma or another number: nothing that follows belongs to it."""
    match = _BARE.match(view, start)
    if match is None:
        return None
    numeral = match.group()
    year = len(numeral) == 4 and numeral.isdigit()
    return _draft_plain(view, match.span(), parse_digits(numeral), year=year)


def _draft_plain(view: str, span: tuple[int, int], value: Decimal, *, year: bool) -> Draft:
    """Return the anchor of a number without a unit, which may be a year if it has the form of one."""
    if year and 1900 <= value < 2100:
        keys = date_keys(int(value), None, None)
        return Draft(AnchorKind.DATE, keys[0], *span, keys)
    start, end = span
    draft = draft_number(value, PLAIN, start, end, _tolerance(view, start, end))
    if 100 <= value < 1000 and end - start == 3:
        words = view[max(0, start - _LONGEST_BEFORE_YEAR) : start].split()
        if words and words[-1].lower() in _BEFORE_YEAR:
            return draft.also(*date_keys(int(value), None, None))
    return draft


def _find_era(view: str, start: int, end: int, year: int) -> Draft | None:
    """Find a year that its era follows: 57 B.C."""
    match = _ERA.match(view, end)
    if match is None or _FIRST_YEAR_OF_TODAY <= year < _LAST_YEAR_OF_TODAY or not 0 < year < 10_000:
        return None
    draft = draft_era(year, start, match.end(), before=match.group("before") is not None)
    # 500 BC Card users: what looks like an era may be a name.
    return draft.also(*draft_number(Decimal(year), PLAIN, start, end).keys)


def find_era_first(view: str, start: int) -> Draft | None:
    """Find a year that its era precedes: A.D. 828."""
    match = _ERA_FIRST.match(view, start)
    return draft_era(int(match.group(1)), start, match.end(), before=False) if match else None


def _tolerance(view: str, start: int, end: int) -> Tolerance:
    """Return what the words around a number say about its exactness."""
    words = view[max(0, start - 16) : start].split()
    known = _APPROXIMATORS.get(words[-1].lower()) if words else None
    if known is not None:
        return known
    return Tolerance.ABOUT if _OR_SO.match(view, end) else Tolerance.EXACT


def _find_special(view: str, start: int, end: int, digits: str) -> Draft | None:
    """Find what only plain digits begin: 21st, 1990s, 1/3."""
    following = view[end : end + 1]
    if following == "Q" and digits in _QUARTERS and not view[end + 1 : end + 2].isalpha():
        return draft_period(int(digits), "quarter", start, end + 1)
    if following == "/" and (slash := _SLASH.match(view, end)) and 0 < int(digits) < int(slash.group(1)):
        return draft_fraction(int(digits), int(slash.group(1)), start, slash.end())
    if following not in ("s", "t", "n", "r", "'", "’"):
        return None
    if suffix := _ORDINAL_SUFFIX.match(view, end):
        ordinal = draft_number(Decimal(digits), ORDINAL, start, suffix.end())
        is_day = 1 <= int(digits) <= LONGEST_MONTH and AFTER_DAY.match(view, suffix.end())
        if is_day and _DAY_ARTICLE.search(view, max(0, start - _LONGEST_ARTICLE), start):
            return ordinal.also(f"---{int(digits):02}")
        return ordinal
    if digits[-1] == "0" and len(digits) in (2, 4) and (suffix := _DECADE.match(view, end)):
        return draft_decades([digits], start, suffix.end())
    return None


def _find_pair(view: str, start: int, end: int, first: Decimal, unit: Unit | None) -> Draft | None:
    """Find a range or score of which the first number ends at an offset."""
    joint = _JOINT.match(view, end)
    if joint is None:
        return None
    word = joint.group("word")
    if word == "to" and view.endswith("by ", 0, start):
        # Rose by 3 to 84: two numbers.
        return None
    if word == "and" and not view.startswith("etween ", max(0, start - 7)):
        return None
    match = match_english_numeral(view, joint.end())
    second = match and parse_english_numeral(match.group())
    if match is None or second is None:
        return None
    after = match.end()
    if unit is not None and (scale := _SHORT_SCALE.match(view, after)):
        second *= _SHORT_SCALES[scale.group(1).lower()]
        after = scale.end()
    suffix = english_unit_at(view, after)
    if suffix is not None and (unit is None or suffix[0][0] is AnchorKind.MONEY):
        unit, after = suffix
    if word in ("and", "or") and not first < second:
        return None
    joined_closely = joint.group("dash") or joint.group("score")
    score = unit is None and joined_closely is not None and max(first, second) < 1000
    if score and (third := find_third(view, (start, after), (first, second))):
        return third
    magnitude = _SAID_ONCE.get(match.group().split()[-1].lower(), 1)
    if first < magnitude <= second and first * magnitude < second:
        # 10-20 million: the magnitude is said once.
        first *= magnitude
    return draft_pair(first, second, unit, start, after, score=score)


def find_numbered(view: str, start: int) -> Draft | None:
    """Find a rank: No. 1."""
    match = _NUMBERED.match(view, start)
    return draft_number(Decimal(match.group(1)), ORDINAL, start, match.end()) if match else None


def find_minus(view: str, start: int) -> Draft | None:
    """Find a number below zero that a word makes one: minus 2.1 percent, minus 15 to minus 10 degrees."""
    match = _MINUS.match(view, start)
    if match is None or not is_minus(view, start):
        return None
    draft: Draft | None = None
    if (shared := _SHARED_DEGREES.match(view, match.end())) and (suffix := english_unit_at(view, shared.end())):
        draft = draft_number(parse_digits(shared.group(1)), suffix[0], match.end(), shared.end(1))
    else:
        sign = match.group("sign") or ""
        draft = find_number(view, match.end() - len(sign), sign)
    return below_zero(draft, start) if draft else None


def find_below_zero(view: str, draft: Draft) -> Draft:
    """Return the anchor of a temperature below zero, if these words follow a number or a temperature."""
    end = draft.end + len(_BELOW_ZERO)
    if not view.startswith(_BELOW_ZERO, draft.end) or draft.value.startswith("-"):
        return draft
    if draft.kind is AnchorKind.NUMBER:
        value = parse_english_numeral(view[draft.start : draft.end])
        return below_zero(draft_number(value, DEGREE, draft.start, end), draft.start) if value else draft
    return below_zero(draft, draft.start, end) if draft.kind in _MEASURED else draft
