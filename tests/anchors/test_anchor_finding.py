"""Anchors have the same value in both languages, and exact spans."""

import pytest

from bialign.anchors import anchor_agreement, find_anchors


def values(text, language):
    return [(anchor.kind.value, anchor.value, anchor.text) for anchor in find_anchors(text, language)]


def test_a_korean_sentence_has_its_money_and_dates():
    assert values("서울시가 내년 예산을 47조3천억원으로 편성했다고 5일 밝혔다.", "ko") == [
        ("relative-date", "year+1", "내년"),
        ("money", "47300000000000 KRW", "47조3천억원"),
        ("date", "---05", "5일"),
    ]


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("47조3천억원", "47.3 trillion won"),
        ("47조3천억원", "about 47 trillion won"),
        ("약 3만명", "some 30,000 people"),
        ("수십 명", "dozens of people"),
        ("3대2", "3-2"),
        ("9일", "Sept. 9"),
        ("오후 3시", "3 p.m."),
        ("지난해", "last year"),
    ],
)
def test_values_agree_across_languages(korean, english):
    agreement = anchor_agreement(find_anchors(korean, "ko"), find_anchors(english, "en"))
    assert len(agreement.agreeing) == 1
    assert agreement.score == 1
