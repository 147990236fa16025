"""English numbers with what follows them: percent, money, units, ordinals, fractions, ranges and scores."""

from __future__ import annotations

import re
from decimal import Decimal

from bialign.anchors.draft import Draft
from bialign.anchors.keys import Tolerance, date_keys
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
from bialign.text.numerals_english import ENGLISH_NUMERAL, MAGNITUDES, parse_english_numeral

#: Words before a number that make it approximate.
APPROXIMATORS: dict[str, Tolerance] = {
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

ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        start=1,
    )
} | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100}
_ORDINAL_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}

_DENOMINATORS = {word: number for word, number in ORDINALS.items() if number > 2} | {"half": 2, "quarter": 4}
_SEVERAL = {
    "tens": 10,
    "dozens": 10,
    "scores": 10,
    "hundreds": 100,
    "thousands": 10**3,
    "millions": 10**6,
    "billions": 10**9,
    "trillions": 10**12,
}
#: First words of an indefinite number.
SEVERAL_STARTS = frozenset([*_SEVERAL, "several", "few"])

_UNITS = unit_words(1) | {
    "%": PERCENT,
    "percent": PERCENT,
    "per cent": PERCENT,
    "pct": PERCENT,
    "percentage points": PERCENTAGE_POINT,
    "percentage point": PERCENTAGE_POINT,
    "percent points": PERCENTAGE_POINT,
    "% points": PERCENTAGE_POINT,
    "%p": PERCENTAGE_POINT,
}
_UNITS_LOWER = {word.lower(): unit for word, unit in _UNITS.items()}


def _unit_pattern(word: str) -> str:
    pattern = re.escape(word).replace(r"\ ", "[ -]")
    return pattern if len(word) < 4 else f"(?i:{pattern})"


_UNIT = re.compile(
    r"[ -]?(" + "|".join(map(_unit_pattern, sorted(_UNITS, key=len, reverse=True))) + r")(?![A-Za-z\d])(?![ -]old\b)"
)
_SIGN = "|".join(re.escape(sign) for sign in sorted(CURRENCY_SIGNS, key=len, reverse=True))
_JOINT = re.compile(
    rf"(?:(?P<dash>[-–—])|\s?[~∼]\s?|-?(?P<words> to | or | and )|\s[-–—]\s)(?:{_SIGN})?(?=[\da-zA-Z])"
)
_SHORT_SCALE = re.compile(r"\s?(mn|bn|tn|[mbkMBK])(?![A-Za-z\d])")
_SHORT_SCALES = {"m": 10**6, "b": 10**9, "k": 10**3} | MAGNITUDES
_DECADE = re.compile(r"(?:[’']?s)\b")
_ORDINAL_SUFFIX = re.compile(r"(?:st|nd|rd|th)\b")
_SLASH = re.compile(r"/(\d{1,3})(?![\d/])")
_OR_SO = re.compile(r"(?:-| )(?:or so|odd)\b|\+")
_FRACTION_WORDS = re.compile(
    r"(a|an|one|two|three|four|five|six|seven|eight|nine)[- ](half|quarters?|thirds?|fourths?|fifths?|sixths?|sevenths?|"
    r"eighths?|ninths?|tenths?|twentieths?)\b(?=(?P<of> of\b)?)",
    re.IGNORECASE,
)
_SEVERAL_WORDS = re.compile(
    r"(?:(?:several|a few|few|many) (?P<one>dozen|hundred|thousand|million|billion|trillion)"
    r"|(?P<many>tens|dozens|scores|hundreds|thousands|millions|billions|trillions)"
    r"(?: of (?P<of>thousands|millions|billions|trillions))?)\b",
    re.IGNORECASE,
)


def find_number(view: str, start: int, tolerance: Tolerance = Tolerance.EXACT, sign: str = "") -> Draft | None:
    """Find the number with its unit that begins at an offset.

    Args:
        view: The text.
        start: Where the number begins, at its currency sign if it has one.
        tolerance: What the words before say about its exactness.
        sign: The currency sign at the start.
    """
    place = start + len(sign)
    if sign and view[place] == " ":
        place += 1
    match = ENGLISH_NUMERAL.match(view, place)
    if match is None:
        return None
    value = parse_english_numeral(match.group())
    if value is None:
        return None
    end = match.end()
    plain_digits = match.group().isdigit()
    if plain_digits and not sign:
        special = _find_special(view, start, end, match.group())
        if special is not None:
            return special
    unit: Unit | None = (AnchorKind.MONEY, (CURRENCY_SIGNS[sign],)) if sign else None
    if unit is not None and (scale := _SHORT_SCALE.match(view, end)):
        value *= _SHORT_SCALES[scale.group(1).lower()]
        end = scale.end()
    pair = _find_pair(view, start, end, value, unit)
    if pair is not None:
        return pair
    suffix = _UNIT.match(view, end)
    if suffix is not None:
        found = _UNITS.get(suffix.group(1)) or _UNITS_LOWER[suffix.group(1).replace("-", " ").lower()]
        if unit is None or found[0] is AnchorKind.MONEY:
            unit, end = found, suffix.end()
    if unit is None and plain_digits and len(match.group()) == 4 and 1900 <= value < 2100:
        keys = date_keys(int(value), None, None)
        return Draft(AnchorKind.DATE, keys[0], start, end, keys)
    if unit is None and match.group().lower() == "one":
        return None
    if tolerance is Tolerance.EXACT and _OR_SO.match(view, end):
        tolerance = Tolerance.ABOUT
    return draft_number(value, unit or PLAIN, start, end, tolerance)


def _find_special(view: str, start: int, end: int, digits: str) -> Draft | None:
    """Find what only plain digits begin: 21st, 1990s, 1/3."""
    number = int(digits)
    if suffix := _ORDINAL_SUFFIX.match(view, end):
        return draft_number(Decimal(number), ORDINAL, start, suffix.end())
    if number % 10 == 0 and len(digits) in (2, 4) and (suffix := _DECADE.match(view, end)):
        return Draft(AnchorKind.DATE, f"{digits}s", start, suffix.end(), (f"{digits[-4:]}s", f"{digits[-2:]}s"))
    if len(digits) < 4 and (slash := _SLASH.match(view, end)) and 0 < number < int(slash.group(1)):
        return draft_fraction(number, int(slash.group(1)), start, slash.end())
    return None


def _find_pair(view: str, start: int, end: int, first: Decimal, unit: Unit | None) -> Draft | None:
    """Find a range or score of which the first number ends here."""
    joint = _JOINT.match(view, end)
    if joint is None:
        return None
    words = joint.group("words")
    if words == " and " and not view.startswith("etween ", start - 8, start):
        return None
    match = ENGLISH_NUMERAL.match(view, joint.end())
    second = match and parse_english_numeral(match.group())
    if match is None or second is None:
        return None
    after = match.end()
    if unit is not None and (scale := _SHORT_SCALE.match(view, after)):
        second *= _SHORT_SCALES[scale.group(1).lower()]
        after = scale.end()
    suffix = _UNIT.match(view, after)
    if suffix is not None and (unit is None or unit[0] is AnchorKind.MONEY):
        unit = _UNITS.get(suffix.group(1)) or _UNITS_LOWER[suffix.group(1).replace("-", " ").lower()]
        after = suffix.end()
    score = unit is None and joint.group("dash") is not None and max(first, second) < 1000
    if not score and first < second and first < 1000 <= second:
        magnitude = next((m for m in sorted(MAGNITUDES.values(), reverse=True) if second >= m), 1)
        first *= magnitude
    if (words == " and " or words == " or ") and not first < second:
        return None
    return draft_pair(first, second, unit, start, after, score=score)


def find_fraction(view: str, start: int, tolerance: Tolerance = Tolerance.EXACT) -> Draft | None:
    """Find a fraction in words: one-third, two thirds, a quarter of, half."""
    if view[start : start + 4].lower() == "half":
        end = start + 4
        if view[end : end + 1] in ("-", "’", "'") or view[max(0, start - 7) : start].lower().endswith(
            ("first ", "second ")
        ):
            return None
        return draft_fraction(1, 2, start, end)
    match = _FRACTION_WORDS.match(view, start)
    if match is None:
        return None
    count, part = match.group(1).lower(), match.group(2).lower()
    if count in ("a", "an") and match.group("of") is None:
        return None
    numerator = 1 if count in ("a", "an") else int(parse_english_numeral(count) or 1)
    denominator = _DENOMINATORS.get(part) or _DENOMINATORS[part.removesuffix("s")]
    return draft_fraction(numerator, denominator, start, match.end())


def find_several(view: str, start: int, tolerance: Tolerance = Tolerance.EXACT) -> Draft | None:
    """Find an indefinite number: dozens, tens of thousands, several hundred."""
    match = _SEVERAL_WORDS.match(view, start)
    if match is None:
        return None
    end = match.end()
    if match.group("one"):
        magnitude = _SEVERAL[match.group("one").lower() + "s"]
    else:
        magnitude = _SEVERAL[match.group("many").lower()]
        if match.group("of"):
            magnitude *= _SEVERAL[match.group("of").lower()]
    unit = PLAIN
    suffix = re.compile(r"(?: of)?").match(view, end)
    after = _UNIT.match(view, suffix.end() if suffix else end)
    if after is not None:
        unit = _UNITS.get(after.group(1)) or _UNITS_LOWER[after.group(1).replace("-", " ").lower()]
        end = after.end()
    return draft_several(magnitude, unit, start, end)


_ORDINAL_WORD = re.compile(
    rf"(?:({'|'.join(_ORDINAL_TENS)})-)?({'|'.join(sorted(ORDINALS, key=len, reverse=True))})\b", re.IGNORECASE
)


def find_ordinal(view: str, start: int, tolerance: Tolerance = Tolerance.EXACT) -> Draft | None:
    """Find an ordinal in words: third, twenty-first."""
    match = _ORDINAL_WORD.match(view, start)
    if match is None:
        return None
    value = ORDINALS[match.group(2).lower()] + (_ORDINAL_TENS[match.group(1).lower()] if match.group(1) else 0)
    return draft_number(Decimal(value), ORDINAL, start, match.end())
