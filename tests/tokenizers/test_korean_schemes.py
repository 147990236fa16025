"""Morphemes, eojeol, syllables and jamo."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kiwipiepy import Kiwi

from bialign.errors import ConfigurationError
from bialign.evaluation import load_corpus
from bialign.tokenizers import get_tokenizer

LINES = [
    line
    for pair in load_corpus("newsroom")
    for article in (pair.source, pair.target)
    if article.language == "ko"
    for line in article.text.split("\n")
    if line.strip()
]
SCHEMES = ("ko-morpheme", "ko-eojeol", "ko-syllable", "ko-jamo", "ko-mecab")
# What is known to break analysers.
HARD = {
    "decomposed": unicodedata.normalize("NFD", "한국에 갔다."),
    "lone surrogate": "\ud800갔다 \udfff",
    "zero width": "정\u200b부\ufeff는 갔다",
    "soft hyphen": "정\u00ad부는 갔다",
    "emoji sequence": "👨‍👩‍👧 갔다 👍🏽",
    "extension B": "𠮷野家에 갔다",
    "compatibility hanja": "\uf99a\uf90a 갔다",
    "old Hangul": "ᄒᆞᆫ글 나랏말ᄊᆞ미",
    "half-width jamo": "ﾡﾢ 갔다",
    "NUL": "a\x00b 갔다",
    "combining": "한\u0301글",
    "empty": "",
    "blank": " \u3000\t",
}
TOKENIZERS = {name: get_tokenizer(name) for name in SCHEMES}
SIGNS = "가갔다한ㅋㅏ\u1112\u1161\u11ab\u119e漢𠮷aB1 .,\"'-@#:/\u200b\u00ad\ufeff\x00\ud800👍🏽‍\n"
TEXTS = st.text(st.sampled_from(SIGNS) | st.characters(), max_size=30)


@pytest.mark.parametrize("name", SCHEMES)
class TestAllSchemes:
    @pytest.mark.parametrize("text", HARD.values(), ids=HARD)
    def test_hard_text(self, name, text):
        tokens = TOKENIZERS[name].tokenize(text)
        assert bool(tokens) == bool(text.strip())
        check_order(text, tokens)

    @settings(max_examples=120, deadline=None)
    @given(text=TEXTS)
    def test_offsets_are_in_order(self, name, text):
        tokenizer = TOKENIZERS[name]
        tokens = tokenizer.tokenize(text)
        check_order(text, tokens)
        assert tokenizer.words(text) == [token.text for token in tokens]

    def test_batch(self, name):
        tokenizer = TOKENIZERS[name]
        assert tokenizer.tokenize_batch(LINES[:3]) == [tokenizer.tokenize(line) for line in LINES[:3]]


def spaced(line):
    return re.sub(r"\s", " ", line).strip()


def check_order(text, tokens):
    place = 0
    for token in tokens:
        assert place <= token.start < token.end <= len(text)
        place = token.start


class TestMorphemes:
    def test_as_kiwi(self):
        kiwi = Kiwi(num_workers=1)
        for line in LINES[:150]:
            expected = [
                (token.form, token.start, token.end, token.tag, token.lemma)
                for token in kiwi.tokenize(line.replace("\u200b", ""))
            ]
            if "\u200b" not in line:
                assert TOKENIZERS["ko-morpheme"].tokenize(line) == expected

    def test_fused_morphemes_share_a_span(self):
        tokens = TOKENIZERS["ko-morpheme"].tokenize("학교에 갔다.")
        assert [(token.text, token.start, token.end, token.tag, token.lemma) for token in tokens] == [
            ("학교", 0, 2, "NNG", "학교"),
            ("에", 2, 3, "JKB", "에"),
            ("가", 4, 5, "VV", "가다"),
            ("었", 4, 5, "EP", "었"),
            ("다", 5, 6, "EF", "다"),
            (".", 6, 7, "SF", "."),
        ]

    @pytest.mark.parametrize("kind", ["decomposed", "zero width", "soft hyphen"])
    def test_what_a_reader_does_not_see_does_not_matter(self, kind):
        seen = {"decomposed": "한국에 갔다."}.get(kind, "정부는 갔다")
        tokens = TOKENIZERS["ko-morpheme"].tokenize(HARD[kind])
        assert [(token.text, token.tag) for token in tokens] == [
            (token.text, token.tag) for token in TOKENIZERS["ko-morpheme"].tokenize(seen)
        ]
        assert HARD[kind][tokens[-1].start : tokens[-1].end].strip("\u200b") in ("다", ".", "다")

    def test_unreadable_characters_stay_themselves(self):
        assert TOKENIZERS["ko-morpheme"].words("\ud800갔다 \x00")[0] == "\ud800"
        assert TOKENIZERS["ko-morpheme"].words("\ud800갔다 \x00")[-1] == "\x00"

    def test_user_words(self):
        plain = get_tokenizer("morpheme", dictionaries=())
        taught = get_tokenizer("morpheme", dictionaries=(), user_words=["새말터울", ("곰달구", "NNG", 3.0)])
        assert "새말터울" in taught.words("새말터울은 곰달구를 썼다")
        assert "곰달구" in taught.words("새말터울은 곰달구를 썼다")
        assert plain.words("새말터울은 곰달구를 썼다") != taught.words("새말터울은 곰달구를 썼다")

    def test_options(self):
        assert get_tokenizer("morpheme", normalize_coda=True).words("먹었엌ㅋㅋ")[:3] == ["먹", "었", "어"]

    def test_wrong_options(self):
        with pytest.raises(ConfigurationError, match="no dictionary 'big'"):
            get_tokenizer("morpheme", dictionaries=("big",))
        with pytest.raises(ConfigurationError, match="does not accept"):
            get_tokenizer("morpheme", dictionaries=(), user_words=[("말", "NOTAG")])

    @pytest.mark.parametrize(
        "text", ["하지 않았다.", "도와줬다", "됐다 되었다", "국회라고 했다", "위하여 위해", "뭐라고?"]
    )
    def test_words_are_written_as_long_as_they_were(self, text):
        assert TOKENIZERS["ko-morpheme"].detokenize(TOKENIZERS["ko-morpheme"].tokenize(text)) == text

    def test_rate_of_round_trips(self):
        tokenizer = TOKENIZERS["ko-morpheme"]
        lines = [spaced(line) for line in LINES[:300]]
        exact = sum(tokenizer.detokenize(tokenizer.tokenize(line)) == line for line in lines)
        assert exact > 0.9 * len(lines)


class TestEojeol:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("서울시는 “예산을 늘린다”고 했다.", "서울시는 “ 예산을 늘린다 ” 고 했다 ."),
            ("코로나-19로 3.5% 줄어 1,000명.", "코로나-19로 3.5 % 줄어 1,000명 ."),
            ("오전 9:30 U.S. 스틸, R&D…", "오전 9:30 U.S . 스틸 , R&D …"),
            ("서울·도쿄=김 기자 a.b@c.co.kr", "서울 · 도쿄 = 김 기자 a.b@c.co.kr"),
            ("https://a.kr/b?c=1. #태그 @김_1", "https://a.kr/b?c=1 . #태그 @김_1"),
            ("와!!! 👍🏽👨‍👩‍👧", "와 !!! 👍🏽 👨‍👩‍👧"),
        ],
    )
    def test_words(self, text, words):
        assert TOKENIZERS["ko-eojeol"].words(text) == words.split()


class TestSyllablesAndJamo:
    def test_decomposed_syllables_are_composed(self):
        tokens = TOKENIZERS["ko-syllable"].tokenize("\u1112\u1161\u11ab글")
        assert [(token.text, token.start, token.end) for token in tokens] == [("한", 0, 3), ("글", 3, 4)]

    def test_jamo(self):
        tokens = TOKENIZERS["ko-jamo"].tokenize("값 A")
        assert [tuple(token[:4]) for token in tokens] == [
            ("ㄱ", 0, 1, "initial"),
            ("ㅏ", 0, 1, "medial"),
            ("ㅄ", 0, 1, "final"),
            ("A", 2, 3, None),
        ]
        conjoining = get_tokenizer("jamo", letters="conjoining").words("값")
        with pytest.raises(ConfigurationError, match="no letters 'foo'; there are conjoining and compatibility"):
            get_tokenizer("jamo", letters="foo")
        assert "".join(conjoining) == unicodedata.normalize("NFD", "값")

    @pytest.mark.parametrize("letters", ["compatibility", "conjoining"])
    def test_jamo_round_trip(self, letters):
        tokenizer = get_tokenizer("jamo", letters=letters)
        for line in LINES:
            assert tokenizer.detokenize(tokenizer.tokenize(line)) == spaced(line)


@pytest.mark.parametrize("name", ["ko-eojeol", "ko-syllable"])
def test_round_trips(name):
    for line in LINES:
        assert TOKENIZERS[name].detokenize(TOKENIZERS[name].tokenize(line)) == spaced(line)
