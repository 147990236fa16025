"""English anchors: a table of what newspapers write, by kind, and of words that only look like values."""

import pytest

from bialign.anchors import find_anchors

NUMBERS = [
    ("wounded 102 others", "number", "102", "102"),
    ("It has 8,192 microprocessors", "number", "8192", "8,192"),
    ("12.3 trillion calculations", "number", "12300000000000", "12.3 trillion"),
    ("more than 380,000 people", "number", "380000", "380,000"),
    ("two people died", "number", "2", "two"),
    ("twenty-five soldiers", "number", "25", "twenty-five"),
    ("Twenty-nine people", "number", "29", "Twenty-nine"),
    ("two hundred and fifty men", "number", "250", "two hundred and fifty"),
    ("a hundred men", "number", "100", "a hundred"),
    ("three thousand, two hundred men", "number", "3200", "three thousand, two hundred"),
    ("half a million people", "number", "500000", "half a million"),
    ("two and a half million people", "number", "2500000", "two and a half million"),
    ("a dozen eggs", "number", "12", "a dozen"),
    ("two dozen eggs", "number", "24", "two dozen"),
    ("dozens of people", "number", "several 10", "dozens"),
    ("scores of people", "number", "several 10", "scores"),
    ("a score of people", "number", "20", "a score"),
    ("four score and seven", "number", "87", "four score and seven"),
    ("hundreds of protesters", "number", "several 100", "hundreds"),
    ("tens of thousands of fans", "number", "several 10000", "tens of thousands"),
    ("several hundred fans", "number", "several 100", "several hundred"),
    ("a 34-year-old man", "number", "34", "34-year-old"),
    ("He is 34 years old", "number", "34", "34 years old"),
    ("doubled its profit", "number", "2", "doubled"),
    ("a 9-point lead", "number", "9", "9-point"),
]
UNITS = [
    ("the $110 million wonder", "money", "110000000 USD", "$110 million"),
    ("US$110 million", "money", "110000000 USD", "US$110 million"),
    ("£11million deal", "money", "11000000 GBP", "£11million"),
    ("£1.5m", "money", "1500000 GBP", "£1.5m"),
    ("€3bn", "money", "3000000000 EUR", "€3bn"),
    ("47.3 trillion won", "money", "47300000000000 KRW", "47.3 trillion won"),
    ("5.71 billion Yuan", "money", "5710000000 CNY", "5.71 billion Yuan"),
    ("10,000 yen", "money", "10000 JPY", "10,000 yen"),
    ("fifty dollars", "money", "50 USD", "fifty dollars"),
    ("C$50", "money", "50 CAD", "C$50"),
    ("millions of dollars", "money", "several 1000000 USD", "millions of dollars"),
    ("a 40 per cent stake", "percent", "40 %", "40 per cent"),
    ("12.5 percent", "percent", "12.5 %", "12.5 percent"),
    ("15%", "percent", "15 %", "15%"),
    ("0.25 percentage points", "percentage-point", "0.25 %p", "0.25 percentage points"),
    ("83 miles of wiring", "quantity", "83 mi", "83 miles"),
    ("a 6-mile radius", "quantity", "6 mi", "6-mile"),
    ("10 km", "quantity", "10 km", "10 km"),
    ("a two-foot wide brim", "quantity", "2 ft", "two-foot"),
    ("10,500-square-foot reflector", "quantity", "10500 ft2", "10,500-square-foot"),
    ("80 degrees on Tuesday", "quantity", "80 deg", "80 degrees"),
    ("three metric tons", "quantity", "3 t", "three metric tons"),
    ("seven years ago", "duration", "7 year", "seven years"),
    ("a year ago", "duration", "1 year", "a year"),
    ("the six-month crackdown", "duration", "6 month", "six-month"),
    ("24 hours", "duration", "24 hour", "24 hours"),
    ("two decades", "duration", "2 decade", "two decades"),
    ("decades ago", "duration", "several 10 year", "decades"),
]
OTHERS = [
    ("the third time", "ordinal", "3 th", "third"),
    ("the 21st century", "ordinal", "21 th", "21st"),
    ("the twenty-first time", "ordinal", "21 th", "twenty-first"),
    ("ranked No. 1", "ordinal", "1 th", "No. 1"),
    ("the fourth quarter", "ordinal", "4 th quarter", "fourth quarter"),
    ("in the first half", "ordinal", "1 th half", "first half"),
    ("World War II ended", "ordinal", "2 th", "World War II"),
    ("one-third of voters", "fraction", "1/3", "one-third"),
    ("two thirds", "fraction", "2/3", "two thirds"),
    ("a quarter of them", "fraction", "1/4", "a quarter"),
    ("2/3 of them", "fraction", "2/3", "2/3"),
    ("half of them", "fraction", "1/2", "half"),
    ("10-20 percent", "range", "10–20 %", "10-20 percent"),
    ("between 10 and 20 percent", "range", "10–20 %", "10 and 20 percent"),
    ("$10-20 million", "range", "10000000–20000000 USD", "$10-20 million"),
    ("500-1,000 people", "range", "500–1000", "500-1,000"),
    ("5 to 6 million people", "range", "5000000–6000000", "5 to 6 million"),
    ("1 to 4 inches", "range", "1–4 in", "1 to 4 inches"),
    ("two or three years", "range", "2–3 year", "two or three years"),
    ("won 3-2", "score", "3–2", "3-2"),
    ("Nov. 5, 2026", "date", "2026-11-05", "Nov. 5, 2026"),
    ("November 5 of 2026", "date", "2026-11-05", "November 5 of 2026"),
    ("5 November 2026", "date", "2026-11-05", "5 November 2026"),
    ("on Nov. 5-7", "date", "--11-05/--11-07", "Nov. 5-7"),
    ("2026-11-05", "date", "2026-11-05", "2026-11-05"),
    ("11/5/2026", "date", "2026-11-05", "11/5/2026"),
    ("SEOUL, Sept. 9 (Yonhap)", "date", "--09-09", "Sept. 9"),
    ("in October 2007", "date", "2007-10", "October 2007"),
    ("in June", "date", "--06", "June"),
    ("in May", "date", "--05", "May"),
    ("in 1992", "date", "1992", "1992"),
    ("the 1990s", "date", "1990s", "1990s"),
    ("the 9/11 attacks", "date", "--09-11", "9/11"),
    ("at 3 p.m.", "time", "15:00", "3 p.m."),
    ("at 10:30 a.m. KST", "time", "10:30", "10:30 a.m. KST"),
    ("at 15:30", "time", "15:30", "15:30"),
    ("around noon", "time", "12:00", "noon"),
    ("on Monday", "weekday", "weekday 1", "Monday"),
    ("last year", "relative-date", "year-1", "last year"),
    ("Yesterday he said", "relative-date", "day-1", "Yesterday"),
    ("next month", "relative-date", "month+1", "next month"),
    ('he said "yes" and left', "quotation", "quotation", '"yes"'),
    ("“Go,” he said", "quotation", "quotation", "“Go,”"),
    ("IBM Corp.", "latin", "ibm", "IBM"),
    ("two F-16s took off", "latin", "f16s", "F-16s"),
    ("COVID-19 cases", "latin", "covid19", "COVID-19"),
    ("the iPhone", "latin", "iphone", "iPhone"),
    ("at http://example.com/a?b=1.", "latin", "http://example.com/a?b=1", "http://example.com/a?b=1"),
    ("the U.S. military", "country", "US", "U.S."),
    ("the United States", "country", "US", "United States"),
    ("South Korean lawmakers", "country", "KR", "South Korean"),
    ("North Korea", "country", "KP", "North Korea"),
    ("the North said", "country", "KP", "North"),
    ("the Japanese government", "country", "JP", "Japanese"),
    ("Russians voted", "country", "RU", "Russians"),
    ("the U.N. Security Council", "country", "UN", "U.N."),
    ("NATO allies", "organisation", "NATO", "NATO"),
    ("the White House", "organisation", "White_House", "White House"),
    ("Kavanaugh testified", "name", "kavanaugh", "Kavanaugh"),
]
NOTHING = [
    "one of them is no one",
    "You may march on",
    "May I come in?",
    "a man and an apple",
    "a second later, per second",
    "his half-brother won the game",
    "some people, few words, several ideas",
    "give us the turkey with china plates",
    "it's the others' don't",
    "score a goal, tens",
    "a score of one",
    "the quarter ended",
    "no. he is not",
]


@pytest.mark.parametrize(("text", "kind", "value", "words"), NUMBERS + UNITS + OTHERS)
def test_english_values_are_found_with_their_spans(text, kind, value, words):
    found = [(anchor.kind.value, anchor.value, anchor.text) for anchor in find_anchors(text, "en")]
    assert (kind, value, words) in found


@pytest.mark.parametrize("text", NOTHING)
def test_english_words_that_only_look_like_values_are_left_alone(text):
    assert [(anchor.kind.value, anchor.text) for anchor in find_anchors(text, "en")] == []


@pytest.mark.parametrize(
    ("text", "approximate"),
    [
        ("about 30,000 people", True),
        ("more than 30,000 people", True),
        ("nearly 30,000 people", True),
        ("some 30,000 people", True),
        ("about $30,000", True),
        ("30,000 or so", True),
        ("30,000 people", False),
        ("about the 30,000 people", False),
    ],
)
def test_english_numbers_know_whether_they_are_approximate(text, approximate):
    (anchor,) = find_anchors(text, "en")
    assert anchor.approximate is approximate
