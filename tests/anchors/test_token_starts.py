"""Passing over words in C against the patterns alone, which find the same without it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bialign.anchors import english, korean, token_starts
from bialign.anchors.english import find_english
from bialign.anchors.korean import find_korean
from bialign.compiled.loading import load_library
from bialign.evaluation import load_corpus

pytestmark = pytest.mark.skipif(load_library() is None, reason="nothing is compiled")

FINDERS = {"en": find_english, "ko": find_korean}
MANNERS = {"en": english, "ko": korean}
# What tokens are made of, begin after and end before.
SIGNS = "A$ US$ HK$ USD KRW $ € £ ₩ ฿ . , # - – & ' ’ “ ” … · ㆍ ~ ° ½ é É ñ ß 々 ○ 5 38 .38 1,200 2.5 １ ² _ 5th"
ENGLISH = (
    "a A an the The May may Us US North half hundred million No. one-third café Côte d'Ivoire São Türkiye U.N. i.e. x"
)
KOREAN = "金 訪美 가 한 미 미· 한·미·일 일본 북한이 삼십 세 9월 오늘 만 억 원 프로 IBM社 F-16 M&S"
PIECES = st.one_of(
    st.sampled_from(f"{SIGNS} {ENGLISH} {KOREAN}".split()),
    st.text(alphabet="aAzZ5.$-& '가힣미한9월\t\n’é金\ud800", max_size=6),
    st.text(max_size=4),
)
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from(["", " ", " "])), max_size=14).map(
    lambda pieces: "".join(piece + gap for piece, gap in pieces)
)


def with_patterns_alone(find, text):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(token_starts, "load_library", lambda: None)
        return find(text)


@pytest.mark.parametrize("language", ["en", "ko"])
@given(text=TEXTS)
@settings(max_examples=1500)
def test_any_text_has_the_same_anchors(language, text):
    find = FINDERS[language]
    assert find(text) == with_patterns_alone(find, text)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_sentences_of_the_corpus_have_the_same_anchors(language):
    find = FINDERS[language]
    anchors = 0
    for pair in load_corpus("newsroom"):
        for fragment in (*pair.source, *pair.target):
            found = find(fragment.text)
            assert found == with_patterns_alone(find, fragment.text)
            anchors += len(found)
    assert anchors > 1000


@pytest.mark.parametrize(
    ("language", "text", "tokens"),
    [
        # No word of it begins an anchor, but for the name, which any word with a capital may be.
        ("en", "But officials said that Kim had not yet decided whether they would go.", ["Kim"]),
        ("en", "He paid A$5 on May 3.", ["A$", "5", "May", "3"]),
        ("ko", "정부는 그동안 논의한 내용을 9월에 발표한다고 밝혔다.", ["9"]),
    ],
)
def test_most_words_are_passed_over(language, text, tokens):
    found = [token.group() for token in MANNERS[language]._TOKENS.find(text)]
    assert found == tokens


def test_texts_with_characters_that_are_not_known_are_left_to_the_pattern():
    found = [token.group() for token in english._TOKENS.find("a café in Seoul")]
    assert found == ["a", "café", "in", "Seoul"]
