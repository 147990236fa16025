"""What a text must hold for a convention to match it is found in every text that it matches."""

import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bialign.articles.conventions import Place, load_conventions, matcher, whole_kind
from bialign.articles.vocabulary import expand, required_marks
from bialign.documents import FragmentKind
from bialign.tables import read_rows

PARTS = [row for row in read_rows("bialign.articles", "data/vocabulary.tsv")[1:] if row[2]]


@pytest.mark.parametrize(
    ("pattern", "marks"),
    [
        ("{email}", {("@", "[email")}),
        ("(?:mail: ?)?{emails} ?[)]", {("@", "[email")}),
        (r"\({email}\)", {("@", "[email")}),
        ("[(]{email}", {("@", "[email")}),
        ("(?:mail: {email})", set()),
        ("{email}?", set()),
        ("{email}*", set()),
        ("{email}{0,3}", set()),
        ("{email}{1,3}", {("@", "[email")}),
        ("{email}|tel", set()),
        ("{email}|tel {email}", {("@", "[email")}),
        ("(?!{email}).{1,9}", set()),
        ("tips", set()),
        ("{tips_ko} {email}", {("@", "[email"), ("제보",)}),
    ],
)
def test_marks_of_what_must_be_there(pattern, marks):
    assert required_marks(pattern) == marks


@pytest.mark.parametrize(("name", "mark"), [(name, mark) for name, _, mark in PARTS if name != "title_end_ko"])
@settings(max_examples=60, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(data=st.data())
def test_texts_of_a_part_hold_its_mark(name, mark, data):
    pattern = re.compile(expand(f"{{{name}}}"))
    text = data.draw(st.from_regex(pattern, fullmatch=True))
    # Digits of other scripts than ours make no date of a newspaper.
    assume(all(character in "0123456789" or not character.isdigit() for character in text))
    assert pattern.fullmatch(text)
    assert any(string in text.lower() for string in mark.split("|"))


def test_titles_are_marks():
    ((pattern, mark),) = [(pattern, mark) for name, pattern, mark in PARTS if name == "title_end_ko"]
    titles = re.findall(r"\(\?<=([^)]+)\)", pattern)
    assert len(titles) > 20
    assert [title for title in titles if not any(string in title.lower() for string in mark.split("|"))] == []


@pytest.mark.parametrize("language", ["ko", "en"])
def test_rows_keep_their_order(language):
    for place in Place:
        rows = matcher(language, place).rows
        kinds = [kind for group in rows for kind in group.kinds]
        assert kinds == [row.kind for row in load_conventions(language) if row.place is place]
        assert "|".join(group.expression for group in rows) == "|".join(
            f"({expand(row.pattern)})" for row in load_conventions(language) if row.place is place
        )


@pytest.mark.parametrize("date", ["２０２７년 3월 5일", "２０２７년 3월 1５일", "２０２７-3-5"])
def test_dates_may_have_full_width_digits(date):
    assert whole_kind(date, 0, len(date), "ko", Place.LINE) is FragmentKind.TIMESTAMP
