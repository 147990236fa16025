"""What parts a story: numbered questions, labels in capitals, subheadlines with a mark."""

import pytest
from story_samples import STORY, kinds_of


@pytest.mark.parametrize(
    ("language", "headings"),
    [
        ("en", ["1. Who built it?", "2. Where will it land, and when?", "3. Why it matters"]),
        ("en", ["3) Why does it matter?", "2) Where will it land?", "1) Who built it?"]),
        ("ko", ["1. 누가 만들었나?", "2. 어디에 내리나?"]),
    ],
)
def test_numbered_questions_part_a_story(language, headings):
    headline, first, last = STORY[language]
    parts = [line for heading in headings for line in (heading, last)]
    read = kinds_of("\n\n".join([headline, first, *parts]))
    assert read[2::2] == [("subheadline", heading) for heading in headings]


@pytest.mark.parametrize(
    ("language", "items"),
    [
        ("en", ["1. Who built it?", "2. Where will it land?", "3. Why does it matter?"]),
        ("en", ["1. Who built it, and who paid for it?"]),
        ("ko", ["1. 배가 늘어납니다", "2. 요금이 오릅니다"]),
    ],
)
def test_numbered_lists_stay_in_the_story(language, items):
    headline, first, last = STORY[language]
    read = kinds_of("\n\n".join([headline, first, *items, last]))
    assert [kind for kind, text in read if text in items] == ["body"] * len(items)


def test_labels_in_capitals_part_a_fact_check():
    headline, first, last = STORY["en"]
    read = kinds_of(f"{headline}\n\n{first}\n\nCLAIM\n\nChile protested.\n\nRATING: False\n\nTHE FACTS\n\n{last}")
    assert [kind for kind, _ in read] == ["headline", "body", "subheadline", "body", *["subheadline"] * 2, "body"]


def test_below_a_marked_subheadline_the_story_begins():
    shown = "게시물에는 해변에 떠밀려 온 고래 사진이 붙어 있다."
    read = kinds_of(f"고래가 죽었다?\n입력 2027.03.02 18:20\n\n■ 주장\n{shown}\n\n{STORY['ko'][1]}")
    assert read[2:4] == [("subheadline", "■ 주장"), ("body", shown)]
