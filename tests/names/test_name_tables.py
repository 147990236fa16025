import re

import pytest

from bialign.names import match_many
from bialign.names.tables import read_table

COMMON_SPELLINGS = [
    (surname, pair.split("=")[0])
    for surname, _, cell in read_table("surnames.tsv")
    for pair in cell.split()
    if float(pair.split("=")[1]) >= 5
]


def test_every_common_spelling_of_a_surname_is_found():
    found = match_many(
        [f"{surname}재혁" for surname, _ in COMMON_SPELLINGS],
        [f"{spelling.title()} Jae-hyuk" for _, spelling in COMMON_SPELLINGS],
    )
    missed = [pair for place, pair in enumerate(COMMON_SPELLINGS) if found[place, place] < 0.5]
    assert missed == []


@pytest.mark.parametrize("table", ["surnames.tsv", "korean-sounds.tsv", "foreign-sounds.tsv"])
def test_spellings_are_plain_lower_case_letters_with_weights(table):
    for row in read_table(table):
        for pair in row[-1].split():
            assert re.fullmatch(r"(?:[a-z]+|-)=\d+(?:\.\d+)?", pair), (row, pair)


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("surnames.tsv", 1),
        ("given-syllables.tsv", 1),
        ("korean-sounds.tsv", 3),
        ("foreign-sounds.tsv", 3),
        ("letters.tsv", 1),
        ("pronunciations.tsv", 1),
        ("titles.tsv", 3),
        ("byline-words.tsv", 3),
    ],
)
def test_no_row_stands_twice(table, columns):
    keys = [row[:columns] for row in read_table(table)]
    assert len(keys) == len(set(keys))


def test_pronunciations_have_a_syllable_for_each_written_one():
    for spelling, pronunciation, _ in read_table("pronunciations.tsv"):
        assert len(spelling) == len(pronunciation), spelling
