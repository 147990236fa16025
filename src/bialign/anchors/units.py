"""Currencies, units of measure and of time, with the words for them in both languages."""

from __future__ import annotations

import re

from bialign.anchors.model import AnchorKind

#: Kind of an anchor and the codes of the units that a word may stand for (파운드 is money and weight).
Unit = tuple[AnchorKind, tuple[str, ...]]

# code: (Korean words, English words). The first match by length wins. A plain dollar is taken for the US dollar.
CURRENCIES: dict[str, tuple[str, str]] = {
    "KRW": ("원", "won|KRW|Korean won|South Korean won"),
    "USD": (
        "달러|불|미국 달러|미국달러|미 달러|미화 달러|弗",
        "dollar|dollars|USD|U.S. dollars|US dollars|buck|bucks",
    ),
    "US-cent": ("센트", "cent|cents"),
    "CAD": ("캐나다 달러|캐나다달러", "Canadian dollars|CAD"),
    "AUD": ("호주 달러|호주달러", "Australian dollars|AUD"),
    "NZD": ("뉴질랜드 달러|뉴질랜드달러", "New Zealand dollars|NZD"),
    "HKD": ("홍콩 달러|홍콩달러", "Hong Kong dollars|HKD"),
    "SGD": ("싱가포르 달러|싱가포르달러", "Singapore dollars|SGD"),
    "TWD": ("대만 달러|대만달러", "Taiwan dollars|TWD"),
    "JPY": ("엔", "yen|JPY"),
    "CNY": ("위안|위안화|위앤|인민폐", "yuan|renminbi|CNY|RMB"),
    "EUR": ("유로", "euro|euros|EUR"),
    "GBP": ("파운드", "pound|pounds|sterling|GBP|quid"),
    "pence": ("펜스", "pence"),
    "CHF": ("스위스프랑|스위스 프랑|프랑", "Swiss francs|francs|franc|CHF"),
    "INR": ("루피", "rupee|rupees|INR"),
    "RUB": ("루블", "ruble|rubles|rouble|roubles|RUB"),
    "MXN": ("페소", "peso|pesos|MXN"),
    "BRL": ("헤알|레알", "reais|BRL"),
    "THB": ("바트|밧", "baht|THB"),
    "VND": ("동", "dong|VND"),
    "IDR": ("루피아", "rupiah|IDR"),
    "PHP": ("필리핀 페소|필리핀페소", "Philippine pesos|PHP"),
    "MYR": ("링깃", "ringgit|MYR"),
    "TRY": ("리라|터키 리라", "lira|liras"),
    "ZAR": ("랜드", "rand|ZAR"),
    "SEK": ("크로나", "krona|kronor|SEK"),
    "NOK": ("크로네", "krone|kroner|NOK"),
    "DEM": ("마르크", "marks|deutsche marks"),
    "IQD": ("디나르", "dinar|dinars"),
    "IRR": ("리알", "rial|rials"),
    "SAR": ("리얄", "riyal|riyals"),
    "AED": ("디르함", "dirham|dirhams"),
    "BTC": ("비트코인", "bitcoin|bitcoins|BTC"),
}

CURRENCY_SIGNS: dict[str, str] = {
    "$": "USD",
    "US$": "USD",
    "C$": "CAD",
    "CA$": "CAD",
    "A$": "AUD",
    "AU$": "AUD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "S$": "SGD",
    "NT$": "TWD",
    "₩": "KRW",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₽": "RUB",
    "฿": "THB",
    "₫": "VND",
}

MEASURES: dict[str, tuple[str, str]] = {
    "km": ("킬로미터|km|㎞|킬로", "kilometer|kilometers|kilometre|kilometres|km|kms"),
    "m": ("미터|m", "meter|meters|metre|metres|m"),
    "cm": ("센티미터|센티|센치|cm|㎝", "centimeter|centimeters|centimetre|centimetres|cm"),
    "mm": ("밀리미터|밀리|mm|㎜", "millimeter|millimeters|millimetre|millimetres|mm"),
    "mi": ("마일", "mile|miles|mi"),
    "ft": ("피트", "foot|feet|ft"),
    "in": ("인치", "inch|inches"),
    "yd": ("야드", "yard|yards"),
    "nmi": ("해리", "nautical mile|nautical miles"),
    "li": ("리", "ri"),
    "km2": (
        "제곱킬로미터|평방킬로미터|평방㎞|㎢|제곱㎞|km²",
        "square kilometers|square kilometres|square kilometer|square km",
    ),
    "m2": ("제곱미터|평방미터|㎡|m²", "square meters|square metres|square meter|square metre"),
    "mi2": ("제곱마일|평방마일", "square miles|square mile"),
    "ft2": ("제곱피트|평방피트|스퀘어피트", "square feet|square foot"),
    "m3": ("세제곱미터|입방미터|㎥|m³", "cubic meters|cubic metres"),
    "ha": ("헥타르|㏊|ha", "hectare|hectares|ha"),
    "acre": ("에이커", "acre|acres"),
    "pyeong": ("평", "pyeong"),
    "kg": ("킬로그램|kg|㎏|킬로그람", "kilogram|kilograms|kilo|kilos|kg"),
    "g": ("그램|그람|g", "gram|grams|g"),
    "mg": ("밀리그램|mg|㎎", "milligram|milligrams|mg"),
    "t": ("톤|t", "ton|tons|tonne|tonnes|metric tons"),
    "lb": ("파운드", "pound|pounds|lb|lbs"),
    "oz": ("온스", "ounce|ounces|oz"),
    "L": ("리터|ℓ|L", "liter|liters|litre|litres"),
    "mL": ("밀리리터|㎖|mL|ml", "milliliter|milliliters|millilitre|millilitres|ml"),
    "gal": ("갤런", "gallon|gallons"),
    "bbl": ("배럴", "barrel|barrels"),
    "deg": ("도|℃|°C|°", "degree|degrees|°|°C|°F|C|F|degrees Celsius|degrees Fahrenheit|degrees centigrade"),
    "W": ("와트|W", "watt|watts"),
    "kW": ("킬로와트|㎾|kW", "kilowatt|kilowatts|kW"),
    "MW": ("메가와트|㎿|MW", "megawatt|megawatts|MW"),
    "GW": ("기가와트|GW", "gigawatt|gigawatts|GW"),
    "kWh": ("킬로와트시|㎾h|kWh", "kilowatt-hours|kWh|kilowatt hours"),
    "V": ("볼트|V", "volt|volts"),
    "Hz": ("헤르츠|㎐|Hz", "hertz|Hz"),
    "GHz": ("기가헤르츠|GHz|㎓", "gigahertz|GHz"),
    "MHz": ("메가헤르츠|MHz|㎒", "megahertz|MHz"),
    "KB": ("킬로바이트|KB", "kilobyte|kilobytes|KB"),
    "MB": ("메가바이트|MB|메가", "megabyte|megabytes|MB"),
    "GB": ("기가바이트|GB|기가", "gigabyte|gigabytes|GB"),
    "TB": ("테라바이트|TB|테라", "terabyte|terabytes|TB"),
    "kt": ("노트", "knot|knots"),
    "cal": ("칼로리|㎈", "calorie|calories"),
    "kcal": ("킬로칼로리|㎉|kcal", "kcal|kilocalories"),
    "km/h": ("km/h|㎞/h", "kph|km/h|kmh"),
    "mph": ("mph", "mph"),
    "megapixel": ("메가픽셀", "megapixel|megapixels"),
    "light-year": ("광년", "light-year|light-years|light years"),
}

DURATIONS: dict[str, tuple[str, str]] = {
    "second": ("초|초간", "second|seconds|sec"),
    "minute": ("분|분간", "minute|minutes|min|mins"),
    "hour": ("시간", "hour|hours|hr|hrs"),
    "day": ("일|일간|일째", "day|days"),
    "week": ("주|주간|주일|주째", "week|weeks"),
    "month": ("개월|개월간|달|달간|개월째", "month|months"),
    "year": ("년|년간|년째|해", "year|years|yr|yrs"),
    "decade": ("", "decade|decades"),
    "century": ("", "century|centuries"),
    "night": ("박", "night|nights"),
}

_PERCENT: Unit = (AnchorKind.PERCENT, ("%",))
_PERCENTAGE_POINT: Unit = (AnchorKind.PERCENTAGE_POINT, ("%p",))
_PERCENT_WORDS: tuple[dict[str, Unit], dict[str, Unit]] = (
    dict.fromkeys(("%", "퍼센트", "프로"), _PERCENT)
    | dict.fromkeys(
        ("%p", "%P", "%포인트", "% 포인트", "퍼센트포인트", "퍼센트 포인트", "프로포인트", "%p(포인트)"),
        _PERCENTAGE_POINT,
    ),
    dict.fromkeys(("%", "percent", "per cent", "pct"), _PERCENT)
    | dict.fromkeys(("percentage points", "percentage point", "percent points", "% points", "%p"), _PERCENTAGE_POINT),
)


def _unit_words(column: int) -> dict[str, Unit]:
    """Return the words for units: column 0 of the tables is Korean, 1 English."""
    words: dict[str, Unit] = dict(_PERCENT_WORDS[column])
    tables = ((AnchorKind.MONEY, CURRENCIES), (AnchorKind.DURATION, DURATIONS), (AnchorKind.QUANTITY, MEASURES))
    for kind, table in tables:
        for code, columns in table.items():
            for word in filter(None, columns[column].split("|")):
                known = words.get(word)
                words[word] = (known[0], (*known[1], code)) if known else (kind, (code,))
    return words


# What may follow a Korean unit of one syllable, so that 5원칙 is no money and 3도시 no temperature.
PARTICLES = (
    "은|는|이|가|을|를|의|에|도|로|과|와|만|씩|대|여|쯤|인|선|간|짜리|어치|까지|부터|가량|정도|이상|이하|미만|안팎|규모|상당|"
    "에서|으로|이나|나|이며|이고|이라|였|이었|이다|전|뒤|후|차|째|동안|내외|들|당|꼴|마다|밖에|보다|처럼|내|여간|반|뿐|하고|다"
)
_KOREAN = _unit_words(0)
_ENGLISH = _unit_words(1)
_ENGLISH_LOWER = {word.lower().replace("-", " "): unit for word, unit in _ENGLISH.items()}


def korean_word_pattern(word: str) -> str:
    """Return a pattern for a Korean unit or counter; one syllable needs a particle or the end of the eojeol."""
    if re.fullmatch(r"[A-Za-z/]+", word):
        return re.escape(word) + r"(?![A-Za-z])"
    if word == "프로":
        return r"프로(?!그|젝|축|야|농|배|선|게|팀|모|세|파|필|듀|레|토|골|복|데|바|스|리|구)"
    if len(word) == 1 and "가" <= word <= "힣":
        return f"{word}(?:(?![가-힣])|(?={PARTICLES}))"
    return re.escape(word)


def _english_word_pattern(word: str) -> str:
    pattern = re.escape(word).replace(r"\ ", "[ -]")
    return pattern if len(word) < 4 else f"(?i:{pattern})"


def _longest_first(words: dict[str, Unit]) -> list[str]:
    return sorted(words, key=len, reverse=True)


_KOREAN_UNIT = re.compile(r"\s?(" + "|".join(map(korean_word_pattern, _longest_first(_KOREAN))) + ")")
_ENGLISH_UNIT = re.compile(
    "[ -]?(" + "|".join(map(_english_word_pattern, _longest_first(_ENGLISH))) + r")(?![A-Za-z\d])(?![ -]old\b)"
)
#: Pattern of a currency sign.
CURRENCY_SIGN = "|".join(re.escape(sign) for sign in sorted(CURRENCY_SIGNS, key=len, reverse=True))


def korean_unit_at(view: str, place: int) -> tuple[Unit, int] | None:
    """Return the unit that begins at an offset, after at most one space, and where its word ends."""
    match = _KOREAN_UNIT.match(view, place)
    return (_KOREAN[match.group(1)], match.end()) if match else None


def english_unit_at(view: str, place: int) -> tuple[Unit, int] | None:
    """Return the unit that begins at an offset, after at most a space or hyphen, and where its word ends."""
    match = _ENGLISH_UNIT.match(view, place)
    if match is None:
        return None
    word = match.group(1)
    return _ENGLISH.get(word) or _ENGLISH_LOWER[word.replace("-", " ").lower()], match.end()
