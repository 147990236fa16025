"""Every row of the convention tables is shown by its example, in an article around it."""

from collections import Counter

import pytest

from bialign.articles import fragment_article
from bialign.articles.conventions import Place, load_conventions

HEADLINES = {
    "ko": "서울시, 내년 예산 역대 최대로 편성…복지에 방점",
    "en": "Seoul sets record budget for next year with focus on welfare",
}
BODIES = {
    "ko": [
        "시는 지난달부터 자치구와 시의회의 의견을 들어 예산안의 세부 내용을 다듬었다.",
        "자치구 사이의 세수 격차를 줄이기 위한 조정교부금도 지난해보다 4% 늘리기로 했다.",
        "시의회는 다음 달 중순까지 상임위원회별로 예산안을 심사한 뒤 본회의에서 의결한다.",
    ],
    "en": [
        "The city government spent a month collecting opinions from district offices and council members.",
        "It also plans to raise subsidies that narrow the gap in tax revenue between districts by 4 percent.",
        "The council will review the proposal by the middle of next month and put it to a vote.",
    ],
}
LISTED = {"ko": "지하철 요금 내년에도 동결될 듯", "en": "Subway fares likely to stay put next year"}


def around(convention, language):
    """Return an article with the convention's example in each place where it holds, one article a place."""
    before, _, after = convention.example.partition("«")
    piece, _, rest = after.rpartition("»")
    example = before + piece + rest if after else convention.example
    headline, (first, second, last) = HEADLINES[language], BODIES[language]
    match convention.place:
        case Place.LINE:
            return [[headline, first, second, example, last], [headline, first, second, last, example]]
        case Place.HEAD | Place.UNDER:
            return [[headline, example, first, second, last]]
        case Place.BELOW:
            return [[headline, first, example, second, last], [headline, first, second, last, example]]
        case Place.LINES:
            return [[headline, *example.split("⏎"), first, second, last]]
        case Place.AMID:
            return [[headline, first, example, second, last], [headline, first, second, example, last]]
        case Place.TAIL:
            return [[headline, first, second, last, example]]
        case Place.HEADING:
            return [[headline, first, last, example, LISTED[language]]]
        case Place.BOX:
            return [[headline, first, example, example, last]]
        case Place.COMMENTS:
            return [[headline, first, second, last, example, LISTED[language], example]]
        case Place.SUMMARY:
            heading = {"ko": "AI 요약", "en": "AI Summary"}[language]
            return [[headline, heading, LISTED[language], example, first, second, last]]
        case Place.OPENING:
            return [[headline, example, last]]
        case Place.CLOSING if convention.kind == "caption":
            return [[headline, first, example, last], [headline, example, first, second, last]]
        case Place.CLOSING:
            return [[headline, first, second, example]]
        case Place.TAG_BEFORE | Place.TAG_AFTER:
            return [[example, first, last]]


def marked(example):
    """Return the piece of an example between « and », its first line, or the whole."""
    return example.partition("«")[2].rpartition("»")[0] if "«" in example else example.partition("⏎")[0]


ROWS = [(language, convention) for language in ("ko", "en") for convention in load_conventions(language)]


@pytest.mark.parametrize(
    ("language", "convention"), ROWS, ids=[f"{language}-{row.place}-{row.example[:40]}" for language, row in ROWS]
)
def test_the_example_of_a_convention_is_read_as_what_it_is(language, convention):
    for lines in around(convention, language):
        article = fragment_article("\n\n".join(lines) + "\n")
        found = [fragment.text for fragment in article.of_kind(convention.kind)]
        assert marked(convention.example) in found, [(f.kind.value, f.text) for f in article]
        body = [fragment.text for fragment in article.of_kind("body")]
        headline = HEADLINES[language]
        assert headline in lines[0] or article.headline in lines[0]
        for paragraph in BODIES[language]:
            assert (paragraph in body) == (paragraph in lines)
        if convention.place in {Place.OPENING, Place.CLOSING} and convention.kind != "caption":
            rest = convention.example.replace(f"«{marked(convention.example)}»", "").strip()
            assert any(rest.endswith(paragraph) for paragraph in body)
        if convention.place in {Place.HEADING, Place.COMMENTS}:
            assert LISTED[language] not in body


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_tables_hold_enough_conventions_of_many_kinds(language):
    conventions = load_conventions(language)
    examples = Counter(convention.example for convention in conventions)
    kinds = {convention.kind.value for convention in conventions}
    assert len(examples) >= 45
    assert kinds >= {
        "subheadline", "byline", "dateline", "timestamp", "caption", "credit", "editor-tag", "section", "speaker", "boilerplate"
    }  # fmt: skip
