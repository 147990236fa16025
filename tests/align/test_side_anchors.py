"""Anchors of two texts beside each other: days of the month that are weekdays in the other text."""

import pytest

from bialign import align_sentences
from bialign.align.evidence import anchor_support
from bialign.align.side_anchors import anchors_of_both

KOREAN = ["협상단은 3일 서울에 도착했다.", "4일에는 회의가 열린다.", "결과는 6일 발표된다."]
ENGLISH = [
    "The delegation arrived in Seoul on Tuesday.",
    "A meeting will take place Wednesday.",
    "A meeting will take place Thursday.",
    "The outcome will be announced Friday.",
]


@pytest.mark.parametrize("swapped", [False, True])
def test_days_of_the_month_agree_with_the_weekdays_that_they_are(swapped):
    texts, languages = (KOREAN, ENGLISH), ("ko", "en")
    if swapped:
        texts, languages = texts[::-1], languages[::-1]
    sides = anchors_of_both(*texts, languages)
    korean, english = sides[::-1] if swapped else sides
    support = anchor_support(korean[:1], english[:1], len(ENGLISH))
    assert support.T.tolist() == [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1]]


def test_languages_without_anchors_have_none():
    source, target = anchors_of_both(["Das Treffen ist am 4. Mai."], ["회의는 5월 4일이다."], ("de", "ko"))
    assert [len(kind.keys) for kind in source] == [0, 0]
    assert [len(kind.keys) for kind in target] == [1, 0]


def test_a_sentence_is_paired_with_the_one_of_its_day():
    beads = align_sentences(KOREAN, ENGLISH).beads
    assert [(bead.source, bead.target) for bead in beads] == [((0,), (0,)), ((1,), (1,)), ((), (2,)), ((2,), (3,))]
