"""Anchors of two texts beside each other: days of the month that are weekdays in the other text."""

from datetime import date

import pytest

from bialign import Aligner, align_sentences, read_article
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


@pytest.mark.parametrize("languages", [("de", "ko"), ("de", "fr"), ("en", "ja")])
def test_other_languages_have_numbers_in_figures_for_anchors(languages):
    texts = ["Das Treffen ist am 15. Mai.", "8.848 Meter"], ["회의는 5월 15일이다.", "8,848 m", "어제 8천 명"]
    source, target = anchors_of_both(*texts, languages)
    assert anchor_support(source, target, 3).T.tolist() == [[1, 0, 0], [0, 1, 0]]
    assert [len(kind.keys) for kind in target] == [2, 0]


def test_a_sentence_is_paired_with_the_one_of_its_day():
    beads = align_sentences(KOREAN, ENGLISH).beads
    assert [(bead.source, bead.target) for bead in beads] == [((0,), (0,)), ((1,), (1,)), ((), (2,)), ((2,), (3,))]


KOREAN_ARTICLE = """협상단 4일 서울 도착
입력 2026.11.05 09:10
협상단은 전날 서울에 도착했다.
첫 회의는 6일 열린다.
"""
ENGLISH_ARTICLE = """Delegation arrives in Seoul
Published Nov. 5, 2026 10:30
The delegation arrived in Seoul Wednesday.
The first meeting will be held {}.
The first meeting will be held {}.
"""


@pytest.mark.parametrize("korean", [KOREAN_ARTICLE, KOREAN_ARTICLE.replace("입력 2026.11.05 09:10\n", "")])
@pytest.mark.parametrize("days", [("Thursday", "Friday"), ("Friday", "Thursday")])
def test_timestamps_tell_which_day_a_weekday_is(korean, days):
    articles = read_article(korean, language="ko"), read_article(ENGLISH_ARTICLE.format(*days), language="en")
    alignment = Aligner().align(*articles)
    (meeting,) = (bead for bead in alignment if "회의" in alignment.source_text(bead))
    assert "Friday" in alignment.target_text(meeting)
    assert meeting.type == "1-1"
    assert meeting.score > 0.8


@pytest.mark.parametrize(("published", "agree"), [(date(2026, 11, 5), True), (None, False)])
def test_relative_dates_are_what_they_are_on_the_day_of_publication(published, agree):
    texts = ["협상단은 지난달 도착했다.", "올해 회의가 열린다."], ["They came in October.", "They will meet in 2026."]
    source, target = anchors_of_both(*texts, ("ko", "en"), (published, None))
    support = anchor_support(source[:1], target[:1], 2)
    assert support.T.tolist() == [[agree, 0], [0, agree]]
