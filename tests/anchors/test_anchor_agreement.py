"""Anchors agree across languages when their values do, within rounding, and never by unit alone."""

from datetime import date

import pytest

from bialign.anchors import (
    AnchorKind,
    Outcome,
    anchor_agreement,
    anchor_outcomes,
    find_anchors,
    infer_weekdays,
    resolve_dates,
)

AGREEING = [
    ("오전 4시 12분(한국시간)", "3:12 p.m. EDT"),
    ("오전 5시 12분(한국시간)", "3:12 p.m. ET"),
    ("오전 1시(한국시간)", "16:00 GMT"),
    ("오후 10시 30분(한국시간)", "3:30 p.m. CEST"),
    ("오후 3시 12분(현지시간)", "3:12 p.m. ET"),
    ("찬성 54표, 반대 46표", "54-46"),
    ("47조3천억원", "47.3 trillion won"),
    ("47조3천억원", "about 47 trillion won"),
    ("약 47조원", "47.3 trillion won"),
    ("47조여원", "47.8 trillion won"),
    ("약 3만명", "some 30,000 people"),
    ("3만215명", "about 30,000 people"),
    ("15.3%", "about 15 percent"),
    ("1억1천만 달러", "$110 million"),
    ("1억1천만 달러", "US$110 million"),
    ("50만 캐나다 달러", "C$500,000"),
    ("수십 명", "dozens of people"),
    ("수만 명", "tens of thousands of people"),
    ("수십 년 전", "decades ago"),
    ("20년 전", "two decades ago"),
    ("3대2", "3-2"),
    ("10∼20%", "between 10 and 20 percent"),
    ("2, 3년", "two to three years"),
    ("9일", "Sept. 9"),
    ("9월 9일", "Sept. 9, 2014"),
    ("2014년 9월 9일", "9 September 2014"),
    ("9·11", "Sept. 11"),
    ("2018년", "2018"),
    ("1990년대", "the 1990s"),
    ("90년대", "the 1990s"),
    ("70∼80년대", "the 1970s"),
    ("1970∼80년대", "the 80s"),
    ("1910∼45년", "1910-45"),
    ("오후 3시", "3 p.m."),
    ("3시", "3 a.m."),
    ("오후 3∼5시", "from 3 to 5 p.m."),
    ("오후 3시부터 5시까지", "3-5 p.m."),
    ("2시간 1분 39초", "2:01:39"),
    ("지난해", "last year"),
    ("3일 동안", "three days"),
    ("사흘 동안", "three days"),
    ("이틀", "two days"),
    ("1년 전", "a year ago"),
    ("전년 동기 대비", "a year earlier"),
    ("더불어민주당", "the Democratic Party"),
    ("1년 6개월 만에", "after 18 months"),
    ("징역 1년 6개월", "1 year and 6 months in prison"),
    ("1시간 30분", "90 minutes"),
    ("1.5년", "18 months"),
    ("두 시간 반", "two-and-a-half hours"),
    ("2년 반", "2 1/2 years"),
    ("1년 반", "a year and a half"),
    ("30분", "half an hour"),
    ("반년", "half a year"),
    ("반년 만에", "after six months"),
    ("2주간", "14 days"),
    ("1천500㎏", "1.5 tons"),
    ("키 180cm", "1.8 meters tall"),
    ("34세", "34-year-old"),
    ("스무 살", "20 years old"),
    ("20대", "in her 20s"),
    ("열두 명", "twelve men"),
    ("양국 정상", "the leaders of the two countries"),
    ("두 나라", "both countries"),
    ("두 배", "doubled"),
    ("3분의 1", "one-third"),
    ("절반", "half"),
    ("0.25%포인트", "0.25 percentage points"),
    ("9%포인트", "a 9-point lead"),
    ("두 번째", "the second time"),
    ("민법 제840조", "Article 840 of the Civil Act"),
    ("헌법 1조", "Article 1 of the Constitution"),
    ("1차 세계 대전", "World War I"),
    ("21세기", "the 21st century"),
    ("4분기", "the fourth quarter"),
    ("10∼12월", "the fourth quarter"),
    ("4분기", "the October-December period"),
    ("전반 27분", "in the 27th minute"),
    ("9회말", "in the ninth"),
    ("27개월째 증가", "the 27th month of growth"),
    ("20∼30대", "in their 20s"),
    ("1991∼1995년", "from 1991 to 1995"),
    ("3천보에서 7천보로", "7,000 steps"),
    ("1,412.3원", "1,412.3"),
    ("2.1bp", "2.1 basis points"),
    ("시속 152㎞", "152 kph"),
    ("20도", "20 degrees Celsius"),
    ("화씨 80도", "80 degrees"),
    ("섭씨 20도", "20 C"),
    ("코로나19", "COVID-19"),
    ("3라운드", "the third round"),
    ("남북 정상회담", "the inter-Korean summit"),
    ("남북한", "the two Koreas"),
    ("한반도", "the Korean Peninsula"),
    ("美", "U.S."),
    ("미 국무부", "American"),
    ("中", "Chinese"),
    ("일본인", "Japanese"),
    ("영국", "England"),
    ("한미 정상", "South Korean"),
    ("청와대", "Cheong Wa Dae"),
    ("靑", "the presidential office Cheong Wa Dae"),
    ("유엔", "the U.N."),
    ("나토", "NATO"),
    ("국제통화기금(IMF)", "the International Monetary Fund"),
    ("ASCI", "ASCI White"),
    ("캐버노(Kavanaugh)", "Kavanaugh"),
    ("F-16", "an F-16"),
    ("“그렇다”", '"Yes"'),
    ("광복 70주년", "the 70th anniversary"),
    ("창립 20주년", "20 years after"),
    ("5대 4로", "a 5-to-4 ruling"),
    ("타율 0.315", "batted .315"),
    ("0.5달러", "$.50"),
    ("5만원권", "a 50,000-won bill"),
    ("5엔권", "a 5-yen note"),
    ("35억 달러", "USD 3.5 billion"),
    ("3,500원", "KRW 3,500"),
    ("$1.5 billion 규모", "$1.5 billion"),
    ("3만 오천 명", "35,000 people"),
    ("3만 천여 명", "some 31,000 people"),
    ("10배로", "tenfold"),
    ("세 배로", "a threefold increase"),
    ("네 배", "quadrupled"),
    ("7일", "on the 7th"),
    ("3∼5일", "the 3rd through the 5th"),
    ("3월 5∼7일", "from March 5 to 7, it"),
    ("10월 5일", "Oct. 3 and 5"),
    ("0.25%포인트", "25 basis points"),
    ("두 달 연속", "a second straight month"),
    ("8분기 연속", "the eighth straight quarter"),
    ("8분기 만에", "in eight quarters"),
    ("-5∼3도", "minus 5 degrees"),
    ("-5∼3도", "3 degrees"),
    ("하루 만에", "a day after"),
    ("27주 연속", "the 27th straight week"),
    ("10경기 연속 골", "a goal in a 10th straight match"),
    ("집권 2년 차", "his second year in office"),
    ("시즌 15승", "his 15th win"),
    ("해병대 1사단", "the 1st Marine Division"),
    ("2인자", "the No. 2 man"),
    ("화·목요일", "every Tuesday"),
    ("지난 10년간", "over the past decade"),
    ("100년 안에", "within a century"),
    ("20승째", "his 20th win"),
    ("3선 의원", "a third-term lawmaker"),
    ("고리 2호기", "the Kori No. 2 reactor"),
    ("2심", "the second trial"),
    ("제1터미널", "Terminal 1"),
    ("찬성 204표", "voted 204-85"),
    ("34승 2무 18패", "34-18-2"),
    ("22승 14패", "a 22-14 record"),
    ("22승 14패", "14 losses"),
    ("3분기 동안 5조원을 냈다", "in the third quarter"),
    ("3분기 동안 적자", "losses over 3 quarters"),
    ("1,045대 1", "1,045 to 1"),
    ("1분44초40", "1:44.40"),
    ("특검은", "the special prosecutor"),
    ("절반으로 줄다", "halved"),
    ("10대", "in his teens"),
    ("6일", "on the 5th and 6th."),
    ("미 국채", "U.S. Treasury notes"),
    ("전월 대비", "a month earlier"),
    ("전주보다", "from a week earlier"),
    ("한 살배기", "a 1-year-old boy"),
    ("-2.1% 성장", "growth of minus 2.1 percent"),
    ("마이너스 2.1% 성장", "shrank 2.1 percent"),
    ("-2.1%", "fell about 2.1 percent"),
    ("영하 10도", "minus 10 degrees Celsius"),
    ("영하 10도", "-10 C"),
    ("섭씨 영하 10도", "10 below zero"),
    ("영상 10도", "10 degrees"),
    ("영하 10도 안팎", "around minus 9.8 degrees"),
    ("영하 15∼영하 10도", "between minus 15 and minus 10 degrees"),
    ("문의 (02)123-4567", "Call +82-2-123-4567"),
    ("828년", "in 828"),
    ("828년", "A.D. 828"),
    ("서기 828년", "AD 828"),
    ("828년", "828 A.D."),
    ("828년", "828 CE"),
    ("936년에 통일했다", "unified the peninsula in 936"),
    ("936년에 통일했다", "unified after 936 years"),
    ("918년 건국된 고려", "Goryeo, founded in 918, fell"),
    ("500년 역사", "a history of 500 years"),
    ("1232년", "in 1232"),
    ("기원전 57년", "57 B.C."),
    ("기원전 57년", "57 BC"),
    ("기원전 57년", "57 BCE"),
    ("B.C. 57년", "57 B.C.E."),
    ("기원전 2333년", "2333 B.C."),
    ("서기 79년", "A.D. 79"),
    ("83만평", "2.7 million square meters"),
    ("83만 평", "2.74 million square meters"),
    ("30만평", "about 1 million square meters"),
    ("84평", "278 square meters"),
    ("25평", "82.5 square meters"),
    ("32평형 아파트", "a 106-square-meter apartment"),
    ("32평", "1,140 square feet"),
    ("1만㎡", "1 hectare"),
    ("100헥타르", "247 acres"),
    ("100㏊", "1 square kilometer"),
    ("2.9㎢", "290 hectares"),
    ("290만㎡", "716 acres"),
    ("84㎡", "904 square feet"),
    ("100㎞", "62 miles"),
    ("320㎞", "about 200 miles"),
    ("시속 100㎞", "62 mph"),
    ("초속 35m", "126 kph"),
    ("3천m", "9,843 feet"),
    ("10㎝의 눈", "4 inches of snow"),
    ("키 188㎝", "the 6-foot-2 forward"),
    ("키 188㎝", "6 feet 2 inches"),
    ("키 193cm", "6 feet 4 tall"),
    ("키 185cm", "6'1\""),
    ("70㎏", "154 pounds"),
    ("10갤런", "38 liters"),
    ("쇠고기 한 근", "600 grams of beef"),
    ("고기 5근", "3 kilograms of meat"),
    ("금 한 돈", "3.75 grams of gold"),
    ("금 10돈", "37.5 grams of gold"),
    ("쌀 두 되", "3.6 liters of rice"),
    ("30리", "12 kilometers"),
    ("섭씨 30도", "86 degrees Fahrenheit"),
    ("38도까지 올랐다", "100 degrees Fahrenheit"),
    ("영하 10도", "14 degrees Fahrenheit"),
    ("영하 20도", "minus 4 degrees Fahrenheit"),
    ("영하 24도에서 영하 20도", "minus 11 to 4 degrees Fahrenheit, or minus 20 C"),
    ("1600㏄", "a 1.6-liter engine"),
    ("2억 화소", "200 megapixels"),
    ("일주일 만에", "after one week"),
    ("일주일간", "for a week"),
    ("한 달 만에", "within a month,"),
    ("1년 넘게", "for more than a year."),
    ("이틀째", "the second day"),
    ("이틀 연속", "a second straight day"),
    ("사흘 연속", "for a third day"),
    ("보름", "two weeks"),
    ("수년간", "for years"),
    ("2025년 3분기", "in 2025Q3"),
    ("BC카드 고객 500명", "500 BC Card users"),
    ("최근 몇 년 동안", "in recent years"),
    ("몇 시간이 걸릴 것", "hours until"),
    ("사건 몇 주 뒤", "weeks after the attack"),
    ("앞으로 며칠", "over the coming days"),
    ("수년 전", "several years ago"),
    ("수개월 동안", "for several months"),
    ("수주간", "for weeks"),
    ("며칠 뒤", "a few days later"),
    ("몇 주 안에", "within a few weeks"),
    ("여러 차례", "several times"),
    ("수차례", "several times"),
    ("3분기", "Q3 results"),
    ("3분기", "in 3Q"),
    ("상반기", "the first six months of the year"),
    ("1∼6월", "the first half"),
    ("하반기", "the July-December period"),
    ("1∼3월", "from January to March"),
    ("지난해보다", "from a year earlier"),
    ("지난달 대비", "from a month earlier"),
    ("전주(0.17%)보다", "the week before."),
    ("전날보다", "from the day before,"),
    ("내후년", "the year after next"),
    ("5일", "on the fifth"),
    ("2세기 동안", "for two centuries"),
    ("한 세기 만에", "for the first time in a century"),
    ("5거래일째", "the fifth session"),
    ("28개 분기째", "the 28th consecutive quarter"),
    ("2분21초374", "2 minutes 21.374 seconds"),
    ("20대 여성", "a woman in her twenties"),
    ("40대 초반", "in his early forties"),
    ("60년대", "the sixties"),
    ("20대 국회", "the 20th National Assembly"),
    ("20대 대통령", "the 20th president"),
    ("고3 수험생", "third-year high school students"),
    ("중2 학생", "an eighth-grader"),
    ("중학교 2학년", "an eighth-grader"),
    ("고등학교 3학년", "12th graders"),
    ("초등 3학년", "a third-grader"),
    ("7세 아동", "seven-year-olds"),
    ("1인 가구", "single-person households"),
    ("1인 가구", "one-person households"),
    ("10여 명", "about a dozen people"),
    ("십여 명", "a dozen people"),
    ("3자 회담", "trilateral talks"),
    ("양자 회담", "bilateral talks"),
    ("양국 관계", "bilateral relations"),
    ("0.25%p", "a quarter-point cut"),
    ("25bp 인하", "a quarter point cut"),
    ("0.5%포인트", "half a point"),
    ("0.5%p 인하", "a half-point cut"),
    ("0.75%포인트", "a three-quarter-point increase"),
    ("18조1천420억원", "an 18.1 tln-won budget"),
    ("2천칼로리", "2,000 calories"),
    ("2천㎉", "2,000 calories"),
    ("4강에 올랐다", "reached the semifinals"),
    ("8강전", "a quarter-final match"),
    ("준결승", "the semi-finals"),
    ("준준결승", "the quarterfinals"),
    ("5세대 이동통신", "fifth-generation networks"),
    ("1루", "first base"),
    ("4년 연속", "for four straight years"),
    ("3개월 연속", "three consecutive months"),
    ("4쿼터", "the fourth quarter"),
    ("2030세대", "people in their 20s and 30s"),
    ("초선 의원", "a first-term lawmaker"),
    ("재선 의원", "a two-term lawmaker"),
    ("투런 홈런", "a two-run homer"),
    ("스리런", "a three-run shot"),
    ("35.5도", "95.9 degrees Fahrenheit"),
    ("섭씨 37.8도", "100 degrees Fahrenheit"),
    ("지난주와 같은", "the same as a week earlier"),
]
DIFFERENT = [
    ("46조8천억원", "47.3 trillion won"),
    ("약 3만명", "some 32,000 people"),
    ("3만여명", "some 28,000 people"),
    ("5만원", "$50,000"),
    ("5만원", "50,000 people"),
    ("83킬로미터", "83 miles"),
    ("2,345달러", "2,345 won"),
    ("2,345엔", "$2,345"),
    ("섭씨 20도", "20 degrees Fahrenheit"),
    ("20℃", "20°F"),
    ("영하 10도", "10 degrees"),
    ("37초12", "37 seconds"),
    ("2년 차이", "the second year"),
    ("25포인트", "2,500 basis points"),
    ("3승", "a 3-2 win"),
    ("10도", "minus 10 degrees"),
    ("영하 5도", "minus 10 degrees"),
    ("-5∼3도", "minus 3 degrees"),
    ("-2.1%", "-3.1%"),
    ("15%", "15 percentage points"),
    ("3년", "three months"),
    ("1년 6개월", "16 months"),
    ("1시간 30분", "30 minutes"),
    ("5년, 14개월", "74 months"),
    ("10월 9일", "Sept. 9"),
    ("9일", "Sept. 10"),
    ("오후 3시", "3 a.m."),
    ("오후 3∼5시", "3-5 a.m."),
    ("2시간 1분", "2:01:39"),
    ("3대2", "2-3"),
    ("지난해", "this year"),
    ("3분의 1", "two-thirds"),
    ("북한", "South Korea"),
    ("잉글랜드", "Scotland"),
    ("세 번째", "three people"),
    ("5일", "Thursday"),
    ("21일", "the 21st century"),
    ("7일", "the 7th-grade pupils"),
    ("10월 5일", "Oct. 3 to 5 percent"),
    ("2만 이천 시민", "22,000 people"),
    ("828년", "828 people"),
    ("828년", "in 829"),
    ("기원전 57년", "57 years"),
    ("기원전 57년", "A.D. 57"),
    ("기원전 828년", "in 828"),
    ("오전 5시 12분(한국시간)", "4:12 p.m. GMT"),
    ("83만평", "2.4 million square meters"),
    ("84평", "84 square meters"),
    ("84평", "290 square meters"),
    ("100㎞", "70 miles"),
    ("5㎞", "5 miles"),
    ("62마일", "63 miles"),
    ("74인치", "75 inches"),
    ("키 188㎝", "6-foot-3"),
    ("70㎏", "150 pounds"),
    ("영하 10도", "10 degrees Fahrenheit"),
    ("섭씨 16도", "minus 4 degrees Fahrenheit"),
    ("5만 근로자", "30,000 kilograms"),
    ("신흥2리", "800 meters"),
    ("이틀 뒤", "the second day"),
    ("수년간", "for several months"),
    ("며칠", "several weeks"),
    ("지난해", "a year earlier"),
    ("하반기", "the first six months"),
    ("1∼5월", "the first half"),
    ("5일", "the fifth man"),
    ("20대 여성", "the 20th woman"),
    ("준결승", "the quarterfinals"),
    ("고3 수험생", "the sixth student"),
    ("7명", "about a dozen people"),
    ("12%포인트", "half a point"),
    ("1조2천억원", "1.2 bln won"),
    ("4년 연속", "four straight months"),
    ("3040세대", "people in their 20s"),
    ("섭씨 37.2도", "100 degrees Fahrenheit"),
]


@pytest.mark.parametrize(("korean", "english"), AGREEING)
def test_values_agree_across_languages(korean, english):
    agreement = anchor_agreement(find_anchors(korean, "ko"), find_anchors(english, "en"))
    assert agreement.agreeing
    assert agreement.score > 0


@pytest.mark.parametrize(("korean", "english"), DIFFERENT)
def test_different_values_do_not_agree(korean, english):
    source, target = find_anchors(korean, "ko"), find_anchors(english, "en")
    assert source
    assert target
    agreement = anchor_agreement(source, target)
    assert agreement.agreeing == ()
    assert agreement.score <= 0


def test_an_agreement_names_what_agrees_conflicts_and_misses():
    source = find_anchors("미국은 5명이 숨지고 30%가 다쳤다고 지난해 밝혔다.", "ko")
    target = find_anchors("The U.S. said last year 6 died on Monday. Jones left.", "en")
    agreement = anchor_agreement(source, target)
    assert [(a.text, b.text) for a, b in agreement.agreeing] == [("미국", "U.S."), ("지난해", "last year")]
    assert [(a.text, b.text) for a, b in agreement.conflicting] == [("5", "6")]
    assert [anchor.text for anchor in agreement.missing] == ["30%"]
    assert [anchor.text for anchor in agreement.added] == ["Monday"]


def test_an_agreement_pairs_every_target_anchor_that_has_support():
    source, target = find_anchors("미국과 한국", "ko"), find_anchors("American troops in the U.S. and Korea", "en")
    texts = [(a.text, b.text) for a, b in anchor_agreement(source, target).agreeing]
    assert texts == [("미국", "American"), ("한국", "Korea"), ("미국", "U.S.")]


def test_texts_without_anchors_say_nothing():
    agreement = anchor_agreement((), ())
    assert agreement.score == 0
    assert agreement.agreeing == agreement.conflicting == agreement.missing == agreement.added == ()


def test_agreement_is_symmetric():
    source = find_anchors("미국은 5명이 숨지고 30%가 다쳤다고 지난해 밝혔다.", "ko")
    target = find_anchors("The U.S. said last year 6 died on Monday.", "en")
    forward, backward = anchor_agreement(source, target), anchor_agreement(target, source)
    assert forward.score == backward.score
    assert {(b, a) for a, b in backward.agreeing} == set(forward.agreeing)
    assert backward.missing == forward.added


def test_a_long_number_is_better_evidence_than_a_small_one_and_agreement_within_rounding_weaker():
    small = anchor_agreement(find_anchors("3명", "ko"), find_anchors("3 people", "en"))
    long = anchor_agreement(find_anchors("8,192명", "ko"), find_anchors("8,192 people", "en"))
    near = anchor_agreement(find_anchors("8,192명", "ko"), find_anchors("about 8,200 people", "en"))
    assert long.score > small.score
    assert long.score > near.score > 0
    outcomes = anchor_outcomes(find_anchors("8,192명", "ko"), find_anchors("about 8,200 people", "en"))
    assert [outcome for _, outcome in outcomes] == [Outcome.NEAR]


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("5일 밝혔다", "said Thursday"),
        ("오는 12일", "next Thursday"),
        ("어제", "Thursday"),
        ("어제", "Nov. 5"),
        ("지난달", "in October"),
        ("2025년", "last year"),
        ("내년", "in 2027"),
    ],
)
def test_the_date_of_publication_makes_weekdays_and_relative_dates_agree_with_days(korean, english):
    published = date(2026, 11, 6)
    source = resolve_dates(find_anchors(korean, "ko"), published)
    target = resolve_dates(find_anchors(english, "en"), published)
    assert anchor_agreement(source, target).agreeing
    assert not anchor_agreement(find_anchors(korean, "ko"), find_anchors(english, "en")).agreeing


def test_the_last_day_of_the_calendar_has_no_next_weekday():
    (anchor,) = resolve_dates(find_anchors("Monday", "en"), date(9999, 12, 31))
    assert anchor.kind is AnchorKind.WEEKDAY
    assert "--12-27" in anchor.keys


def _sentences(texts, language):
    return [find_anchors(text, language) for text in texts]


def test_days_learn_their_weekdays_from_the_translation():
    korean = _sentences(
        ["25일 화재가 났다.", "다친 사람은 없다.", "27일 비가 왔다.", "28일 학교가 문을 닫았다."], "ko"
    )
    english = _sentences(["A fire broke out Friday.", "It rained on Sunday.", "Schools closed on Monday."], "en")
    source, target = infer_weekdays(korean, english)
    assert target == english
    assert [[anchor.value for anchor in sentence] for sentence in source] == [["---25"], [], ["---27"], ["---28"]]
    for number, other in ((0, 0), (2, 1), (3, 2)):
        assert anchor_agreement(source[number], target[other]).agreeing
    assert not anchor_agreement(source[0], target[1]).agreeing
    backward, forward = infer_weekdays(english, korean)
    assert (forward, backward) == (source, target)


def test_days_stay_as_they_are_where_weekdays_contradict_each_other():
    korean = _sentences(["25일 화재가 났다.", "27일 비가 왔다."], "ko")
    english = _sentences(["A fire broke out Friday.", "It rained on Wednesday."], "en")
    assert infer_weekdays(korean, english) == (korean, english)


def test_a_weekday_beside_two_days_tells_of_neither():
    korean = _sentences([*["그는 말했다."] * 7, "18일에는 동포 간담회를 연다.", "그는 20일 귀국한다."], "ko")
    english = _sentences([*["He said."] * 7, "He will meet members of the community Thursday."], "en")
    assert infer_weekdays(korean, english) == (korean, english)


def test_days_of_different_months_have_different_weekdays():
    filler_korean, filler_english = ["그는 말했다."] * 100, ["He said."] * 100
    days, later = ["25일 화재가 났다.", "26일 불이 꺼졌다."], ["25일 비가 왔다.", "26일 그쳤다."]
    weekdays = ["A fire broke out Friday.", "It was put out Saturday."]
    later_weekdays = ["It rained on Monday.", "It stopped Tuesday."]
    korean = _sentences([*days, *filler_korean, *later], "ko")
    english = _sentences([*weekdays, *filler_english, *later_weekdays], "en")
    source, _ = infer_weekdays(korean, english)
    assert "weekday 5" in source[0][0].keys
    assert "weekday 1" in source[-2][0].keys


def test_one_weekday_alone_tells_nothing():
    korean = _sentences(["25일 화재가 났다.", "다친 사람은 없다."], "ko")
    english = _sentences(["A fire broke out Friday.", "No one was hurt."], "en")
    assert infer_weekdays(korean, english) == (korean, english)


@pytest.mark.parametrize(("source", "target"), [([], []), ([()], []), ([], [()])])
def test_weekdays_of_nothing_are_nothing(source, target):
    assert infer_weekdays(source, target) == (source, target)
