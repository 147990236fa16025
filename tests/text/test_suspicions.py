"""Scripts, mojibake and words typed on the wrong keyboard layout: reported, never repaired."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bialign.errors import LanguageError
from bialign.evaluation import load_corpus
from bialign.text import (
    detect_language,
    find_layout_slips,
    find_mojibake,
    hangul_share,
    likely_language,
    script_shares,
)

ARTICLES = [article for pair in load_corpus("newsroom") for article in (pair.source, pair.target)]


class TestScripts:
    def test_shares(self):
        assert script_shares("가나다라 abc 漢字 Я 1!") == {
            "Hangul": 0.4,
            "Latin": 0.3,
            "Han": 0.2,
            "Cyrillic": 0.1,
        }
        assert script_shares("12 !?") == {}
        assert script_shares("ქართ") == {"Other": 1.0}

    @given(st.text(max_size=30))
    def test_shares_sum_to_one(self, text):
        shares = script_shares(text)
        assert not shares or abs(sum(shares.values()) - 1) < 1e-9
        assert list(shares.values()) == sorted(shares.values(), reverse=True)

    def test_language(self):
        assert hangul_share("한국 KBS") == 0.4
        assert hangul_share(unicodedata.normalize("NFD", "한국 KBS")) == 0.4
        assert script_shares(unicodedata.normalize("NFD", "한국 KBS")) == {"Latin": 0.6, "Hangul": 0.4}
        assert [detect_language(article.text) for article in ARTICLES] == [article.language for article in ARTICLES]
        assert likely_language("123") == "en"
        with pytest.raises(LanguageError):
            detect_language("123")


def read_byte(byte, encoding):
    """Read a byte as browsers do: those that Windows-1252 leaves undefined are control characters."""
    try:
        return bytes([byte]).decode(encoding)
    except UnicodeDecodeError:
        return chr(byte)


class TestMojibake:
    @pytest.mark.parametrize(
        ("written", "read", "kind"),
        [
            ("utf-8", "cp1252", "utf-8-read-as-latin"),
            ("utf-8", "latin-1", "utf-8-read-as-latin"),
            ("cp949", "latin-1", "cp949-read-as-latin"),
        ],
    )
    def test_korean_read_as_latin(self, written, read, kind):
        text = "".join(read_byte(byte, read) for byte in "서울시 예산을 편성했다".encode(written))
        found = find_mojibake(f"제목: {text}.")
        assert {suspicion.kind for suspicion in found} == {kind}
        assert "예산을" in " ".join(suspicion.reading for suspicion in found)
        for suspicion in found:
            assert f"제목: {text}."[suspicion.start : suspicion.end] == suspicion.text

    def test_utf8_read_as_cp949(self):
        (found,) = find_mojibake("오늘 寃쎌젣 기사")
        assert (found.kind, found.reading, found.start) == ("utf-8-read-as-cp949", "경제", 3)

    def test_what_is_lost(self):
        found = find_mojibake("가�� 占쏙옙占쏙옙 ï¿½")
        assert [(suspicion.kind, suspicion.text, suspicion.reading) for suspicion in found] == [
            ("lost", "��", ""),
            ("lost", "占쏙옙占쏙옙", ""),
            ("lost", "ï¿½", ""),
        ]

    @pytest.mark.parametrize("text", ["café naïve Ångström", "“quotes” – dash…", "大韓民國 憲法", "Привет", "ÀÉ"])
    def test_good_text(self, text):
        assert find_mojibake(text) == []

    def test_no_false_alarm_in_news(self):
        assert [find_mojibake(article.text) for article in ARTICLES] == [[] for _ in ARTICLES]


class TestKeyboard:
    @pytest.mark.parametrize(
        ("text", "reading", "kind"),
        [
            ("dkssudgktpdy", "안녕하세요", "hangul-in-latin-layout"),
            ("ㅗ디ㅣㅐ", "hello", "english-in-hangul-layout"),
            ("ㅅㄷㄴㅅ", "test", "english-in-hangul-layout"),
            ("ㅜㄷㅈㄴ", "news", "english-in-hangul-layout"),
        ],
    )
    def test_slips(self, text, reading, kind):
        sentence = f"오늘 {text} was"
        (found,) = find_layout_slips(sentence)
        assert (found.text, found.reading, found.kind, found.start) == (text, reading, kind, 3)

    @pytest.mark.parametrize(
        "text", ["ㅋㅋㅋ ㅎㅎ ㅠㅠ ㅇㅇ ㄱㅅㄱㅅ ㄷㄷㄷ", "skhynix@x.com", "shy spring sky spend GDP"]
    )
    def test_no_slips(self, text):
        assert find_layout_slips(text) == []

    def test_no_false_alarm_in_news(self):
        assert [find_layout_slips(article.text) for article in ARTICLES] == [[] for _ in ARTICLES]
