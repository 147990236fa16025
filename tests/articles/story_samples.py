"""A story in both languages that tests put further lines into."""

from bialign.articles import fragment_article

STORY = {
    "ko": [
        "미국, 구리에 새 관세",
        "미국 정부가 수입 구리에 새 관세를 매긴다고 3일(현지시간) 밝혔다.",
        "관세는 내년 상반기부터 매긴다고 정부는 설명했다. 칠레는 반발했다.",
    ],
    "en": [
        "U.S. sets new tariff on copper",
        "The government said Wednesday that it would put a new tariff on copper.",
        "It takes effect in the first half of next year, the government said. Chile protested.",
    ],
}


def kinds_of(text):
    """Return the kind and the text of each fragment."""
    return [(fragment.kind.value, fragment.text) for fragment in fragment_article(text)]


def stays_around(line, language):
    """Tell whether the sentences of the story before and after a line, and after parts of it, stay body.

    The line is repeated until it has some 100,000 code points, for which a rule in quadratic time needs minutes.
    """
    headline, first, last = STORY[language]
    told = True
    for text in (line * (100_000 // len(line)), *(f"{line[:size]}." for size in (75, 250, 590))):
        kinds = {text: kind for kind, text in kinds_of(f"{headline}\n\n{first}\n\n{text}\n\n{last}")}
        told = told and kinds[first] == kinds[last] == "body"
    return told
