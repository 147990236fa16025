"""Korean anchors: a table of what newspapers write, by kind, and of words that only look like values."""

import pytest

from bialign.anchors import find_anchors
from bialign.anchors.korean_calendar import RELATIVE

NUMBERS = [
    # text, kind, value, words
    ("사망자가 832명으로 늘다", "number", "832", "832"),
    ("38만명 이상의 사람들", "number", "380000", "38만"),
    ("약 3만 명이 모였다", "number", "30000", "3만"),
    ("8,192개의 프로세서", "number", "8192", "8,192"),
    ("1억1천만 명", "number", "110000000", "1억1천만"),
    ("12조3천억 번의 계산", "number", "12300000000000", "12조3천억"),
    ("관객 7만 7천 명", "number", "77000", "7만 7천"),
    ("1억 1,000만 명", "number", "110000000", "1억 1,000만"),
    ("3만5000명", "number", "35000", "3만5000"),
    ("6백50만 명", "number", "6500000", "6백50만"),
    ("8200만 명", "number", "82000000", "8200만"),
    ("3.5배", "number", "3.5", "3.5"),
    ("１２３명", "number", "123", "１２３"),
    ("20여명이 다쳤다", "number", "20", "20여"),
    ("100여만 명", "number", "1000000", "100여만"),
    ("두 명이 숨졌다", "number", "2", "두"),
    ("열두 명의 배심원", "number", "12", "열두"),
    ("스무 살 청년", "number", "20", "스무"),
    ("스물다섯 살이다", "number", "25", "스물다섯"),
    ("세명이 다쳤다", "number", "3", "세"),
    ("둘이 만났다", "number", "2", "둘"),
    ("후보는 모두 셋", "number", "3", "셋"),
    ("노사 양사", "number", "2", "양사"),
    ("올해 일흔아홉이다", "number", "79", "일흔아홉"),
    ("주민 천2백여 명에게", "number", "1200", "천2백여"),
    ("거래량은 4억1천870만주", "number", "418700000", "4억1천870만"),
    ("두 분을 모셨다", "number", "2", "두"),
    ("두 나라는 합의했다", "number", "2", "두"),
    ("삼십 명", "number", "30", "삼십"),
    ("백여 명이 모였다", "number", "100", "백여"),
    ("이백만 명", "number", "2000000", "이백만"),
    ("만 3천 명이 모였다", "number", "13000", "만 3천"),
    ("만 18세 이상", "number", "18", "18"),
    ("한 명이 숨졌다", "number", "1", "한"),
    ("한 살배기 아기", "number", "1", "한"),
    ("수십 명이 대피했다", "number", "several 10", "수십"),
    ("수백명의 시위대", "number", "several 100", "수백"),
    ("수십만 명", "number", "several 100000", "수십만"),
    ("몇 천 명", "number", "several 1000", "몇 천"),
    ("20대 여성", "number", "20", "20"),
    ("3만 5000명", "number", "35000", "3만 5000"),
    ("2천 500명", "number", "2500", "2천 500"),
    ("1억2345명", "number", "100002345", "1억2345"),
]
UNITS = [
    ("1억1천만 달러 짜리 설비", "money", "110000000 USD", "1억1천만 달러"),
    ("47조3천억원으로", "money", "47300000000000 KRW", "47조3천억원"),
    ("5천원을 냈다", "money", "5000 KRW", "5천원"),
    ("5만 동을 냈다", "money", "50000 VND", "5만 동"),
    ("2만 베트남 동", "money", "20000 VND", "2만 베트남 동"),
    ("만 원짜리", "money", "10000 KRW", "만 원"),
    ("가격은 만 5천원이다", "money", "15000 KRW", "만 5천원"),
    ("만5천원씩", "money", "15000 KRW", "만5천원"),
    ("천 5백만 원을 냈다", "money", "15000000 KRW", "천 5백만 원"),
    ("3천 엔", "money", "3000 JPY", "3천 엔"),
    ("150만 유로", "money", "1500000 EUR", "150만 유로"),
    ("57억1000만위안", "money", "5710000000 CNY", "57억1000만위안"),
    ("1100만 파운드 규모", "money", "11000000 GBP", "1100만 파운드"),
    ("$110를 냈다", "money", "110 USD", "$110"),
    ("＄１１０를 냈다", "money", "110 USD", "＄１１０"),
    ("캐나다 달러로 50만 캐나다 달러", "money", "500000 CAD", "50만 캐나다 달러"),
    ("수백만 달러를", "money", "several 1000000 USD", "수백만 달러"),
    ("40%의 지분", "percent", "40 %", "40%"),
    ("12.5퍼센트 올랐다", "percent", "12.5 %", "12.5퍼센트"),
    ("30프로 할인", "percent", "30 %", "30프로"),
    ("0.25%포인트 인하", "percentage-point", "0.25 %p", "0.25%포인트"),
    ("3.2%p 상승", "percentage-point", "3.2 %p", "3.2%p"),
    ("83마일의 배선", "quantity", "83 mi", "83마일"),
    ("10km 반경", "quantity", "10 km", "10km"),
    ("시속 120㎞", "quantity", "120 km", "120㎞"),
    ("70kg의 몸무게", "quantity", "70 kg", "70kg"),
    ("32평 아파트", "quantity", "32 pyeong", "32평"),
    ("영하 10도까지", "quantity", "-10 deg", "영하 10도"),
    ("섭씨 영하 10도", "quantity", "-10 °C", "영하 10도"),
    ("영하 15∼영하 10도", "quantity", "-15 deg", "영하 15"),
    ("영하 15∼10도", "range", "-15–10 deg", "영하 15∼10도"),
    ("영하 5도∼영상 3도", "quantity", "3 deg", "3도"),
    ("영업이익 -350억원", "money", "-35000000000 KRW", "-350억원"),
    ("성장률은 마이너스(-) 0.3%", "percent", "-0.3 %", "마이너스(-) 0.3%"),
    ("오차는 플러스마이너스 3.1%포인트", "percentage-point", "3.1 %p", "3.1%포인트"),
    ("6.02포인트(-0.7%) 내린", "percent", "-0.7 %", "-0.7%"),
    ("지수는 -12.34를 기록", "number", "-12.34", "-12.34"),
    ("-3년 만의 복귀다", "duration", "3 year", "3년"),
    ("5% -10%", "percent", "10 %", "10%"),
    ("화씨 80도", "quantity", "80 °F", "80도"),
    ("975 m²의 공간", "quantity", "975 m2", "975 m²"),
    ("10기가와트", "quantity", "10 GW", "10기가와트"),
    ("1년 동안", "duration", "1 year", "1년"),
    ("3개월간", "duration", "3 month", "3개월간"),
    ("사흘 동안", "duration", "3 day", "사흘"),
    ("휴가는 사흘", "duration", "3 day", "사흘"),
    ("5일간 열린다", "duration", "5 day", "5일간"),
    ("회의 기간은 5일간", "duration", "5 day", "5일간"),
    ("벌써 5일 전", "duration", "5 day", "5일"),
    ("24시간", "duration", "24 hour", "24시간"),
    ("두 달 만에", "duration", "2 month", "두 달"),
    ("한 시간 뒤", "duration", "1 hour", "한 시간"),
    ("2년 반 만에", "duration", "2.5 year", "2년 반"),
    ("두 시간 반", "duration", "2.5 hour", "두 시간 반"),
    ("1시간반 동안", "duration", "1.5 hour", "1시간반"),
    ("2년 반도체", "duration", "2 year", "2년"),
    ("30초반의 여성", "number", "30", "30"),
    ("지난 20년간", "duration", "20 year", "20년간"),
    ("37초12로 우승", "duration", "37.12 second", "37초12"),
    ("1분44초40", "duration", "104.4 second", "1분44초40"),
    ("2m33을 넘어", "quantity", "2.33 m", "2m33"),
    ("3천톤급 잠수함", "quantity", "3000 t", "3천톤급"),
    ("보름 동안", "duration", "15 day", "보름"),
    ("반세기 만에", "duration", "0.5 century", "반세기"),
    ("반나절 만에", "duration", "0.5 day", "반나절"),
    ("기록은 2:01:39", "duration", "7299 second", "2:01:39"),
    ("삼십 년 전", "duration", "30 year", "삼십 년"),
    ("수십년 전", "duration", "several 10 year", "수십년"),
]
OTHERS = [
    ("제3차 회의", "ordinal", "3 th", "제3"),
    ("두 번째 시도", "ordinal", "2 th", "두 번째"),
    ("세계 1위", "ordinal", "1 th", "1위"),
    ("21세기", "ordinal", "21 th", "21세기"),
    ("첫 승리", "ordinal", "1 th", "첫"),
    ("세계 첫", "ordinal", "1 th", "첫"),
    ("사상 처음으로", "ordinal", "1 th", "처음으로"),
    ("2분기 실적", "ordinal", "2 th quarter", "2분기"),
    ("3/4분기", "ordinal", "3 th quarter", "3/4분기"),
    ("9회말 투아웃", "number", "9", "9"),
    ("후반 13분 골", "ordinal", "58 th", "후반 13분"),
    ("연장 전반 3분 골", "ordinal", "93 th", "전반 3분"),
    ("연장 후반 3분 골", "ordinal", "108 th", "후반 3분"),
    ("상반기 매출", "ordinal", "1 th half", "상반기"),
    ("3분의 1이", "fraction", "1/3", "3분의 1"),
    ("삼분의 이를", "fraction", "2/3", "삼분의 이"),
    ("100만분의 1", "fraction", "1/1000000", "100만분의 1"),
    ("백만분의 1", "fraction", "1/1000000", "백만분의 1"),
    ("전체의 1/3", "fraction", "1/3", "1/3"),
    ("절반이 넘는", "fraction", "1/2", "절반"),
    ("10∼20%", "range", "10–20 %", "10∼20%"),
    ("10~20만 달러", "range", "100000–200000 USD", "10~20만 달러"),
    ("1에서 4인치", "range", "1–4 in", "1에서 4인치"),
    ("반값에 판다", "fraction", "1/2", "반값"),
    ("경쟁률은 1,045대 1이다", "range", "1045–1", "1,045대 1"),
    ("2, 3년 전", "range", "2–3 year", "2, 3년"),
    ("두세 명", "range", "2–3", "두세"),
    ("3-2로 이겼다", "score", "3–2", "3-2"),
    ("3대2로 이겼다", "score", "3–2", "3대2"),
    ("3 대 2로", "score", "3–2", "3 대 2"),
    ("2026년 11월 5일", "date", "2026-11-05", "2026년 11월 5일"),
    ("2026. 11. 5. 발표", "date", "2026-11-05", "2026. 11. 5"),
    ("2026-11-05", "date", "2026-11-05", "2026-11-05"),
    ("11월 5일에", "date", "--11-05", "11월 5일"),
    ("11월 5 일에", "date", "--11-05", "11월 5 일"),
    ("2007년 10월", "date", "2007-10", "2007년 10월"),
    ("1992년에", "date", "1992", "1992년"),
    ("6월 중", "date", "--06", "6월"),
    ("24일(현지시간)", "date", "---24", "24일"),
    ("7∼8월 요금", "date", "--07/--08", "7∼8월"),
    ("5∼7일 방문", "date", "---05/---07", "5∼7일"),
    ("9·11 테러", "date", "--09-11", "9·11"),
    ("9·11 위원회", "date", "--09-11", "9·11"),
    ("3·11 대지진", "date", "--03-11", "3·11"),
    ("4·16 세월호", "date", "--04-16", "4·16"),
    ("4·19 세대", "date", "--04-19", "4·19"),
    ("5·24조치", "date", "--05-24", "5·24"),
    ("5·16 주도 세력", "date", "--05-16", "5·16"),
    ("12·16대책", "date", "--12-16", "12·16"),
    ("1990년대", "date", "1990s", "1990년대"),
    ("70~80년대", "date", "70s/80s", "70~80년대"),
    ("1970∼80년대", "date", "1970s/1980s", "1970∼80년대"),
    ("오후 3시", "time", "15:00", "오후 3시"),
    ("오전 10시 30분", "time", "10:30", "오전 10시 30분"),
    ("밤 12시", "time", "00:00", "밤 12시"),
    ("오후 두 시", "time", "14:00", "오후 두 시"),
    ("저녁 일곱 시 반", "time", "19:30", "저녁 일곱 시 반"),
    ("오후 3 시에", "time", "15:00", "오후 3 시"),
    ("오후 3∼5시", "time", "15:00/17:00", "오후 3∼5시"),
    ("오후 3시부터 5시까지", "time", "17:00", "5시"),
    ("오전 9시부터 6시까지", "time", "06:00", "6시"),
    ("오전 10∼12시", "time", "10:00/12:00", "오전 10∼12시"),
    ("오전 10시부터 12시까지", "time", "12:00", "12시"),
    ("오후 10∼12시", "time", "22:00/00:00", "오후 10∼12시"),
    ("오후 12시", "time", "12:00", "오후 12시"),
    ("오전 8시 26분 49초에", "time", "08:26", "오전 8시 26분 49초"),
    ("15:30부터", "time", "15:30", "15:30"),
    ("2026-11-05 9:05:33", "time", "09:05", "9:05:33"),
    ("정오에", "time", "12:00", "정오"),
    ("월요일 아침", "weekday", "weekday 1", "월요일"),
    ("지난해 실적", "relative-date", "year-1", "지난해"),
    ("작년보다", "relative-date", "year-1", "작년"),
    ("내년 예산", "relative-date", "year+1", "내년"),
    ("지난달 말", "relative-date", "month-1", "지난달"),
    ("이번주에", "relative-date", "week+0", "이번주"),
    ("올 상반기에", "relative-date", "year+0", "올"),
    ("올 3분기 실적", "relative-date", "year+0", "올"),
    ("전달보다 줄었다", "relative-date", "month-1", "전달"),
    ("전주 대비 3% 올랐다", "relative-date", "week-1", "전주"),
    ("전 분기보다", "relative-date", "quarter-1", "전 분기"),
    ("상승률은 전주(0.17%)보다", "relative-date", "week-1", "전주"),
    ("전장보다 12포인트", "relative-date", "session-1", "전장"),
    ("전 거래일보다", "relative-date", "session-1", "전 거래일"),
    ("전년 동기 대비", "relative-date", "year-1", "전년 동기"),
    ("5일 전 거래일보다", "date", "---05", "5일"),
    ("어제 저녁", "relative-date", "day-1", "어제"),
    ("“안녕”이라고 말했다", "quotation", "quotation", "“안녕”"),
    ("“안녕 ", "quotation", "quotation", "“안녕"),
    (" 안녕”이라고 말했다", "quotation", "quotation", "안녕”"),
    ("IBM이 고안했다", "latin", "ibm", "IBM"),
    ("F-16 전투기", "latin", "f16", "F-16"),
    ("문의 hong@example.com", "latin", "hong@example.com", "hong@example.com"),
    ("美 국무부", "hanja", "US", "美"),
    ("中, 日에 항의", "hanja", "CN", "中"),
    ("北 미사일", "hanja", "KP", "北"),
    ("靑 관계자", "hanja", "Blue_House", "靑"),
    ("韓美 정상", "hanja", "KR+US", "韓美"),
    ("미국은", "country", "US", "미국"),
    ("일본인 관광객", "country", "JP", "일본"),
    ("미 국무부는", "country", "US", "미"),
    ("한·미·일 3국", "country", "KR+US+JP", "한·미·일"),
    ("한미 정상회담", "country", "KR+US", "한미"),
    ("한일전", "country", "KR+JP", "한일"),
    ("한일, 연내 안보협의", "country", "KR+JP", "한일"),
    ("남북 대화", "country", "KR+KP", "남북"),
    ("방미 길에", "country", "US", "방미"),
    ("러시아군이", "country", "RU", "러시아"),
    ("유엔 총회", "country", "UN", "유엔"),
    ("연방대법원은", "organisation", "Supreme_Court", "연방대법원"),
    ("나토 회원국", "organisation", "NATO", "나토"),
    ("국제통화기금은", "organisation", "IMF", "국제통화기금"),
    ("NATO 회원국", "organisation", "NATO", "NATO"),
]
# Two numbers that stand side by side.
NEIGHBOURS = [
    ("상금 2억 3명에게", ["200000000", "3"]),
    ("자산 10조 3개 기업", ["10000000000000", "3"]),
    ("연봉 1억 30대 가장", ["100000000", "30"]),
    ("예산 5조 2024년", ["5000000000000", "2024"]),
    ("관객 1만 2024년", ["10000", "2024"]),
    ("집값 10억 20평", ["1000000000", "20 pyeong"]),
    ("매출 3조 4분기", ["3000000000000", "4 th quarter"]),
]
# Numbers before words that begin like a unit.
NO_UNITS = [
    ("한주은행", []),
    ("만년 2위", ["2 th"]),
    ("만년 전", ["10000 year"]),
    ("107동 1203호", ["107", "1203"]),
    ("20만 동의를 넘었다", ["200000"]),
    ("아이폰 15 일본 출시", ["15", "JP"]),
    ("윈도우 10 일반 사용자", ["10"]),
    ("채널 5 월요일", ["5", "weekday 1"]),
    ("체질량지수 30 초과", ["30"]),
    ("1인당 2천만원", ["20000000 KRW"]),
    ("1달러당 1,380원", ["1380 KRW"]),
    ("1 당사자", ["1"]),
    ("30초 5명", ["30 second", "5"]),
    ("차량 1,045대 1만명", ["1045", "10000"]),
    ("빅3 주도로", ["3"]),
    ("시즌 2 도전", ["2"]),
    ("3백 원로 인사", ["300"]),
    ("3 주도 안 돼", ["3 week"]),
]
# Numbers joined by a dot that are no month and day.
DOTTED = [
    ("1·2차 대전", ["1–2"]),
    ("4·5 위를", ["4–5"]),
    ("2·3세대", ["2–3"]),
    ("5·6호기", ["5", "6"]),
    ("3·4분기", ["3", "4 th quarter"]),
]
# Articles of laws, and what is no article: 조 is also a trillion.
ARTICLES = [
    ("민법 제840조", ["840 th"]),
    ("근로기준법 5조 2항", ["5 th", "2"]),
    ("형법 297조의2", ["297 th", "2"]),
    ("27조 위반", ["27 th"]),
    ("헌법 9조를 고쳐", ["9 th"]),
    ("제2경인고속도로", ["2 th"]),
    ("예산 5조를 썼다", ["5000000000000"]),
    ("이 법 5조원", ["5000000000000 KRW"]),
]
# Syllables that are numerals, units or countries elsewhere.
NOTHING = [
    "일이 많아서 오지 못했다",
    "이 일은 사실이다",
    "사람은 누구나 그렇다",
    "한 번 해 보자",
    "한 명도 없다",
    "한명숙 전 총리",
    "뜻을 전달 받았다",
    "전주 한옥마을",
    "올 수 없다",
    "보름달이 떴다",
    "아시아나항공은",
    "한번쯤은 그런 적이 있다",
    "한일이 많다",
    "한 주간지가 보도했다",
    "한 남자가 걸어갔다",
    "한 총리의 말",
    "말한 대로",
    "그는 두고 갔다",
    "두부와 네모",
    "세계와 세상과 세대와 세기말",
    "열정과 열의",
    "천장이 높다",
    "만약 그렇다면",
    "백화점에 갔다",
    "이상한 오만과 편견",
    "수단과 방법을 가리지 않는다",
    "인도적인 지원",
    "빨래를 말리다",
    "그리스도를 믿는다",
    "호주머니에 넣었다",
    "회의 중 발표",
    "오늘날의 모습",
    "사이가 좋다",
    "구름이 끼었다",
    "팔을 들었다",
    "전반에 걸쳐",
    "A씨는 말했다",
    "에너지省의 회사",
    "××를 ÷하다",
]


@pytest.mark.parametrize(("text", "kind", "value", "words"), NUMBERS + UNITS + OTHERS)
def test_korean_values_are_found_with_their_spans(text, kind, value, words):
    found = [(anchor.kind.value, anchor.value, anchor.text) for anchor in find_anchors(text, "ko")]
    assert (kind, value, words) in found


@pytest.mark.parametrize(("text", "values"), NEIGHBOURS + NO_UNITS + DOTTED + ARTICLES)
def test_korean_neighbours_stay_apart(text, values):
    assert [anchor.value for anchor in find_anchors(text, "ko")] == values


@pytest.mark.parametrize("text", NOTHING)
def test_korean_words_that_only_look_like_values_are_left_alone(text):
    assert [anchor.kind.value for anchor in find_anchors(text, "ko")] == []


@pytest.mark.parametrize(
    ("text", "approximate"),
    [
        ("약 3만 명", True),
        ("약3만 명", True),
        ("3만여명", True),
        ("3만 명 가량", True),
        ("3만 명 이상", True),
        ("거의 3만 명", True),
        ("계약 3건", False),
        ("3만 명", False),
    ],
)
def test_korean_numbers_know_whether_they_are_approximate(text, approximate):
    (anchor,) = find_anchors(text, "ko")
    assert anchor.approximate is approximate


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("예산 1조의 3%를 썼다", ["1000000000000", "3 %"]),
        ("10조의 5분의 1이다", ["10000000000000", "1/5"]),
        ("불법 1조 규모 도박", ["1000000000000"]),
        ("이 방법에 3조 투자", ["3000000000000"]),
        ("지하철 2조 5호선", ["2000000000000", "5"]),
        ("상법 5조~10조", ["5000000000000–10000000000000"]),
        ("오후 한시적으로 막는다", []),
        ("20∼30년대출", ["20–30 year"]),
    ],
)
def test_what_only_looks_like_an_article_an_hour_or_a_decade(text, values):
    assert [anchor.value for anchor in find_anchors(text, "ko")] == values


WORDS = """
이십 삼백 사천 오만 육억 칠십 팔백 구천 일곱 일흔 서른 다섯 여섯 여덟 여든 아홉 아흔 스물 스무 마흔 예순 수십
대여섯 예닐곱 일고여덟 서너 네댓 쉰 백 천
"""


@pytest.mark.parametrize("word", WORDS.split())
def test_a_number_in_words_is_found_whatever_it_begins_with(word):
    (anchor,) = find_anchors(f"{word} 명", "ko")
    assert anchor.text == word


@pytest.mark.parametrize("word", RELATIVE)
@pytest.mark.parametrize("space", ["", " ", "\u3000"])
def test_relative_dates_are_found_with_and_without_their_spaces(word, space):
    (anchor,) = find_anchors(word.replace(" ", space), "ko")
    assert (anchor.kind.value, anchor.value) == ("relative-date", RELATIVE[word])
