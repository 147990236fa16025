"""Tokenizers by name, and registered ones."""

import importlib.metadata
import pickle

import pytest

from bialign.errors import ConfigurationError, LanguageError, MissingExtraError
from bialign.tokenizers import Detokenizer, MosesTokenizer, Token, Tokenizer, available_tokenizers, get_tokenizer
from bialign.tokenizers import registry as registry_module
from bialign.tokenizers.base import join_by_offsets, locate


def test_every_name_is_a_tokenizer_of_that_name():
    for name in available_tokenizers():
        if name != "subword":
            tokenizer = get_tokenizer(name)
            assert isinstance(tokenizer, Tokenizer)
            assert tokenizer.name == name


@pytest.mark.parametrize("name", sorted(set(available_tokenizers()) - {"subword"}))
def test_used_tokenizers_are_pickled_and_shown(name):
    tokenizer = get_tokenizer(name)
    tokens = tokenizer.tokenize("그는 U.S. 주식을 샀다.")
    assert pickle.loads(pickle.dumps(tokenizer)).tokenize("그는 U.S. 주식을 샀다.") == tokens
    assert repr(tokenizer) == f"<{type(tokenizer).__name__} {name!r}>"


def test_pickles_keep_options():
    words = get_tokenizer("ko-morpheme", dictionaries=iter(()), user_words=["누리호호"], split_complex=True)
    assert pickle.loads(pickle.dumps(words)).words("누리호호가 떴다") == words.words("누리호호가 떴다")
    assert words.words("누리호호가")[0] == "누리호호"
    hyphens = get_tokenizer("ko-moses", aggressive_hyphens=True)
    size = len(pickle.dumps(hyphens))
    hyphens.words("well-known words, once seen, are kept.")
    copy = pickle.loads(pickle.dumps(hyphens))
    assert (copy.name, copy.words("well-known")) == ("ko-moses", ["well", "@-@", "known"])
    assert len(pickle.dumps(hyphens)) == size


def test_names_of_a_language():
    assert "ko-morpheme" in available_tokenizers("ko-KR")
    assert "13a" in available_tokenizers("ko")
    assert "en-ptb" not in available_tokenizers("ko")


def test_scheme_and_language():
    assert get_tokenizer("moses", language="ko").name == "ko-moses"
    assert get_tokenizer("moses", language="en-GB").name == "en-moses"
    assert get_tokenizer("syllable").name == "ko-syllable"
    assert get_tokenizer("13a", language="ko").name == "13a"


@pytest.mark.parametrize(
    ("name", "language", "sentence"),
    [
        ("moses", None, "needs a language: en-moses or ko-moses"),
        ("moses", "ja", "for 'ja', only"),
        ("mosses", None, "no tokenizer 'mosses'"),
        ("ko-morpheme", "en", "ko-morpheme is not for 'en'"),
    ],
)
def test_unknown_names(name, language, sentence):
    with pytest.raises(ConfigurationError, match=sentence):
        get_tokenizer(name, language=language)


@pytest.mark.parametrize("language", ["ko_KR", "KO", "", None])
def test_a_language_of_the_name(language):
    assert get_tokenizer("ko-eojeol", language=language).name == "ko-eojeol"


def test_unknown_option():
    with pytest.raises(ConfigurationError, match="en-ptb does not take"):
        get_tokenizer("en-ptb", spaces=True)
    with pytest.raises(ConfigurationError, match=r"these options: missing 1 required .*'model'"):
        get_tokenizer("subword")


def test_one_word_is_not_taken_for_a_list_of_its_syllables():
    with pytest.raises(
        ConfigurationError, match="Expected a list of words to know in addition, not the text '누리호'"
    ):
        get_tokenizer("ko-morpheme", user_words="누리호")
    with pytest.raises(ConfigurationError, match="Expected a list of dictionaries, not the text 'default'"):
        get_tokenizer("ko-morpheme", dictionaries="default")
    for name in ("ko-eojeol", "en-moses", "en-ptb"):
        with pytest.raises(ConfigurationError, match="Expected a list of texts, not the text '한국'"):
            get_tokenizer(name).tokenize_batch("한국")
        with pytest.raises(ConfigurationError, match="Expected a list of texts, not the text b'abc'"):
            get_tokenizer(name).tokenize_batch(b"abc")


def test_unknown_moses_language():
    with pytest.raises(LanguageError):
        MosesTokenizer("ja")


def test_detokenizers():
    assert isinstance(get_tokenizer("en-moses"), Detokenizer)
    assert not isinstance(get_tokenizer("13a"), Detokenizer)


@pytest.mark.parametrize(
    "name", [name for name in available_tokenizers() if name not in ("13a", "intl", "ko-mecab", "subword")]
)
def test_a_line_is_no_list_of_tokens(name):
    with pytest.raises(ConfigurationError, match=r"^Expected a list of tokens, not the text 'He said \.'\.$"):
        get_tokenizer(name).detokenize("He said .")


def test_missing_extra(monkeypatch):
    def missing(name):
        raise ModuleNotFoundError(name)

    monkeypatch.setattr("bialign.extras.importlib.import_module", missing)
    with pytest.raises(MissingExtraError, match=r"bialign\[mecab\]"):
        get_tokenizer("ko-mecab").words("갔다")


class Whitespace:
    """A tokenizer of another package."""

    name = "ko-white"

    def __init__(self, *, loud=False):
        self.loud = loud

    def tokenize(self, text):
        return locate(text, text.split())

    def tokenize_batch(self, texts):
        return [self.tokenize(text) for text in texts]

    def words(self, text):
        return text.upper().split() if self.loud else text.split()


def test_registered_tokenizer(monkeypatch):
    point = importlib.metadata.EntryPoint("ko-white", f"{__name__}:Whitespace", "bialign.tokenizers")
    own = importlib.metadata.EntryPoint("13a", f"{__name__}:Whitespace", "bialign.tokenizers")
    monkeypatch.setattr(registry_module, "entry_points", lambda group: [point, own])
    monkeypatch.setattr(importlib.metadata.EntryPoint, "load", lambda _: Whitespace)
    registry_module._registered.cache_clear()
    try:
        assert "ko-white" in available_tokenizers("ko")
        assert get_tokenizer("white", loud=True).words("a b") == ["A", "B"]
        assert get_tokenizer("13a").words("a.") == ["a", "."]
    finally:
        registry_module._registered.cache_clear()


def test_join_by_offsets():
    assert join_by_offsets([Token("a", 2, 3), Token("b", 5, 6), Token(".", 6, 7)]) == "a  b."
    assert join_by_offsets([]) == ""
