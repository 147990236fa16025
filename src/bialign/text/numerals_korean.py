"""Korean numerals: mixed writing (1억1천만), Sino-Korean words (삼천오백) and native words (스물다섯)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from bialign.text.numerals import DIGITS, parse_digits

SINO_DIGITS = {
    "영": 0,
    "공": 0,
    "일": 1,
    "이": 2,
    "삼": 3,
    "사": 4,
    "오": 5,
    "육": 6,
    "륙": 6,
    "칠": 7,
    "팔": 8,
    "구": 9,
}
SMALL_MAGNITUDES = {"십": 10, "백": 100, "천": 1000}
LARGE_MAGNITUDES = {"만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16}

NATIVE_TENS = {
    "열": 10,
    "스물": 20,
    "스무": 20,
    "서른": 30,
    "마흔": 40,
    "쉰": 50,
    "예순": 60,
    "일흔": 70,
    "여든": 80,
    "아흔": 90,
}
NATIVE_UNITS = {
    "하나": 1,
    "한": 1,
    "둘": 2,
    "두": 2,
    "셋": 3,
    "세": 3,
    "석": 3,
    "넷": 4,
    "네": 4,
    "넉": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "아홉": 9,
}

# Digits and magnitudes in turn: 12조3천억, 7만 7천, 1억 1,000만, 3만5000. The syllable 여 ("odd") may stand before a
# large magnitude (20여만). 5경기 is five games, 3조각 three pieces.
_MAGNITUDE = r"(?:[십백천]{0,2}여?(?:[만억]|조(?!각|항)|경(?!기|찰|제|주|비|로))|[백천]?[백천십](?!리))"
# Digits at the end. After a space they belong to the number only where they fill what the magnitude leaves open:
# 3만 5000명, but 2억 3명 and 1만 2024년 hold two numbers each.
_TAIL = r"(?:\d{1,4}(?:,\d{3})?|(?:(?<=만)\s(?:\d{3,4}|\d,\d{3})|(?<=천)\s\d{3}|(?<=백)\s\d{2})(?!년))(?![\d.,]\d|\d)"
# 3만 오천 명: thousands in words after the ten thousands, before something counted; 3만 이천시민 is no such number.
_SPOKEN = (
    r"\s?(?:[이삼사오육칠팔구]?천)(?:[이삼사오육칠팔구]?백)?(?:[이삼사오육칠팔구]?십)?"
    r"(?=여?\s?(?:명|원|달러|엔|유로|위안|개|가구|대|건|톤|년|마리|표|장|곳|석|그루|㎞|킬로미터|미터))"
)
_MIXED = rf"{DIGITS}(?:{_MAGNITUDE}(?:\s?{DIGITS}{_MAGNITUDE}){{0,5}}(?:{_SPOKEN}|{_TAIL})?)?"
_NATIVE_WORD = (
    r"(?:열|스물|서른|마흔|쉰|예순|일흔|여든|아흔)?"
    r"(?:하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉|한|두|세|네)"
    r"|스무|열|스물|서른|마흔|쉰|예순|일흔|여든|아흔|석|넉"
)

#: Matches a numeral that begins with a digit.
MIXED_NUMERAL = re.compile(_MIXED)
#: Matches a numeral in native words.
NATIVE_NUMERAL = re.compile(_NATIVE_WORD)
_PIECE = re.compile(rf"(?P<digits>{DIGITS})|(?P<syllable>[영공일이삼사오육륙칠팔구십백천만억조경])|(?P<odd>여|\s)")


@lru_cache(maxsize=1 << 14)
def parse_korean_numeral(text: str) -> Decimal | None:
    """Return the value of a Korean numeral, or None if the text is not one.

    >>> parse_korean_numeral("1억1천만"), parse_korean_numeral("삼천오백"), parse_korean_numeral("스물다섯")
    (Decimal('110000000'), Decimal('3500'), Decimal('25'))
    """
    if not text.strip(" 여"):
        return None
    if NATIVE_NUMERAL.fullmatch(text):
        return _parse_native(text)
    total = section = Decimal(0)
    pending: Decimal | None = None
    largest, smallest = 10**20, 10**4
    place = 0
    while place < len(text):
        piece = _PIECE.match(text, place)
        if piece is None:
            return None
        place = piece.end()
        symbol = piece.group()
        if piece.lastgroup == "odd":
            continue
        if piece.lastgroup == "digits" or symbol in SINO_DIGITS:
            if pending is not None:
                return None
            pending = parse_digits(symbol) if piece.lastgroup == "digits" else Decimal(SINO_DIGITS[symbol])
        elif symbol in SMALL_MAGNITUDES:
            magnitude = SMALL_MAGNITUDES[symbol]
            if magnitude >= smallest:
                return None
            section += magnitude * (1 if pending is None else pending)
            smallest, pending = magnitude, None
        else:
            magnitude = LARGE_MAGNITUDES[symbol]
            section += pending or 0
            if magnitude >= largest or (pending is not None and not section):
                return None
            total += magnitude * (section or 1)
            largest, smallest, section, pending = magnitude, 10**4, Decimal(0), None
    return total + section + (pending or 0)


def _parse_native(text: str) -> Decimal | None:
    for tens, value in NATIVE_TENS.items():
        if text.startswith(tens):
            rest = text[len(tens) :]
            return Decimal(value + (NATIVE_UNITS[rest] if rest else 0))
    return Decimal(NATIVE_UNITS[text])
