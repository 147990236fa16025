"""Normalised views, each step by itself, with offsets that lead back."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bialign.text import (
    OffsetMap,
    apply_steps,
    compose_hangul,
    normalize_dashes,
    normalize_nfc,
    normalize_quotes,
    normalize_space,
    normalize_width,
    remove_invisible,
)
from bialign.text.normalization import compose, substitute

STEPS = (
    compose_hangul,
    normalize_dashes,
    normalize_nfc,
    normalize_quotes,
    normalize_space,
    normalize_width,
    remove_invisible,
)
SIGNS = "가a \u1112\u1161\u11ab\u0301e\uf99aΩ“”‘’—–ＡＢ　ﾡｶﾞ￦\u200b\u00ad\ufeff\r\n\t\u00a0𠮷👍🏽\ud800"
TEXTS = st.text(st.sampled_from(SIGNS) | st.characters(), max_size=30)


@pytest.mark.parametrize("step", STEPS)
class TestEveryStep:
    @settings(max_examples=150)
    @given(text=TEXTS)
    def test_every_place_leads_back(self, step, text):
        mapped = step(text)
        place = 0
        for index in range(len(mapped.view)):
            start, end = mapped.span(index, index + 1)
            assert place <= start < end <= len(text)
            place = start
            assert mapped.view[index] in f"{step(text[start:end]).view}\n "
        assert mapped.span(0, 0) == (mapped.starts[0] if mapped.starts else 0,) * 2

    @settings(max_examples=100)
    @given(text=TEXTS)
    def test_twice_is_once(self, step, text):
        view = step(text).view
        assert step(view).view == view

    def test_plain_text_stays(self, step):
        text = "서울시는 'a-b' 1,000원을 썼다. OK?"
        assert step(text) == OffsetMap(text)


class TestSteps:
    def test_hangul(self):
        text = unicodedata.normalize("NFD", "한국은 갔다") + "\uf99a\u212b"
        mapped = compose_hangul(text)
        assert mapped.view == "한국은 갔다\uf99a\u212b"
        assert mapped.span(0, 1) == (0, 3)
        assert mapped.span(1, 2) == (3, 6)
        assert mapped.span(0, 3) == (0, 9)

    @settings(max_examples=150)
    @given(TEXTS)
    def test_nfc_is_nfc(self, text):
        assert normalize_nfc(text).view == unicodedata.normalize("NFC", text)

    def test_nfc_offsets(self):
        mapped = normalize_nfc("e\u0301a")
        assert (mapped.view, mapped.span(0, 1), mapped.span(1, 2)) == ("éa", (0, 2), (2, 3))

    def test_invisible(self):
        mapped = remove_invisible("정\u200b\u200b부\u00ad는")
        assert (mapped.view, mapped.span(0, 2), mapped.span(1, 2)) == ("정부는", (0, 4), (3, 4))
        assert remove_invisible("👨‍👩‍👧").view == "👨‍👩‍👧"

    def test_space(self):
        mapped = normalize_space(" 가\u00a0\t나 \r\n 다\u3000")
        assert mapped.view == "가 나\n다"
        assert mapped.span(0, 5) == (1, 10)
        assert normalize_space(" \n ").view == ""

    def test_quotes_dashes_widths(self):
        assert normalize_quotes("“가” ‘나’ 「다」 5′ 6″").view == "\"가\" '나' 「다」 5' 6\""
        assert normalize_dashes("가–나 — ‑ −5").view == "가-나 - - -5"
        assert normalize_width("ＡＢ１，０００　ﾡﾢ ｶ ￦").view == "AB1,000 ㄱㄲ カ ₩"


class TestChains:
    def test_offsets_through_several_steps(self):
        text = "“\u1112\u1161\u11ab\u200b국”  Ｋ"
        mapped = apply_steps(
            text, [compose_hangul, remove_invisible, normalize_quotes, normalize_space, normalize_width]
        )
        assert mapped.view == '"한국" K'
        assert [mapped.span(index, index + 1) for index in range(6)] == [
            (0, 1),
            (1, 4),
            (5, 6),
            (6, 7),
            (7, 9),
            (9, 10),
        ]

    @settings(max_examples=150)
    @given(TEXTS, st.lists(st.sampled_from(STEPS), max_size=4))
    def test_a_chain_is_its_steps(self, text, steps):
        view = text
        for step in steps:
            view = step(view).view
        mapped = apply_steps(text, steps)
        assert mapped.view == view
        spans = [mapped.span(index, index + 1) for index in range(len(view))]
        assert spans == sorted(spans)

    def test_substitute(self):
        mapped = substitute("a&amp;b", re.compile("&amp;"), lambda _: "&")
        assert (mapped.view, mapped.span(1, 2), mapped.span(2, 3)) == ("a&b", (1, 6), (6, 7))


@given(text=st.text(st.sampled_from("한글값 éàüñÅ가a1.") | st.characters(categories=("Ll", "Lu", "Nd")), max_size=30))
def test_composing_undoes_what_macos_does(text):
    composed = unicodedata.normalize("NFC", text)
    assert compose(unicodedata.normalize("NFD", composed)) == composed


@pytest.mark.parametrize("text", ["\uf9e1 대표", "\u212a", "e" + 40 * "\u0301" + "x", "ก็ที่", "한글"])
def test_composing_leaves_other_text_as_it_is_up_to_a_few_marks(text):
    assert compose(text).replace("é", "e\u0301") == text
