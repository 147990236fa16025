"""The Treebank tokenizer against NLTK, and the schemes of BLEU against sacrebleu."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.tokenize import TreebankWordTokenizer
from sacrebleu.tokenizers.tokenizer_13a import Tokenizer13a
from sacrebleu.tokenizers.tokenizer_intl import TokenizerV14International
from sacrebleu.tokenizers.tokenizer_ko_mecab import TokenizerKoMecab

from bialign.evaluation import load_corpus
from bialign.tokenizers import TreebankTokenizer, get_tokenizer

LINES = {
    language: [
        line
        for pair in load_corpus("newsroom")
        for article in (pair.source, pair.target)
        if article.language == language
        for line in article.text.split("\n")
    ]
    for language in ("en", "ko")
}
MECAB, THIRTEEN_A, INTERNATIONAL = TokenizerKoMecab(), Tokenizer13a(), TokenizerV14International()
REFERENCES = {
    "en-ptb": TreebankWordTokenizer().tokenize,
    "13a": lambda text: THIRTEEN_A(text).split(),
    "intl": lambda text: INTERNATIONAL(text).split(),
    "ko-mecab": lambda text: MECAB(text).split(),
}
TOKENIZERS = {name: get_tokenizer(name) for name in REFERENCES}
PIECES = [
    "cannot ", "gonna", "wanna", " ", "'tis ", "more'n ", "n't ", "'s ", '"', "``", "''", "(", ")", "[", "]", "...",
    ".", "--", ",", ":", "5", "a", "<skipped>", "-\n", "\n", "&quot;", "&amp;", "lt;", "&amp;lt;", "&", "-", "3-4",
    "가", "“", "”", "€", "²", "@", "!", "?", "\u3000", "갔다 ", "é", "漢",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.characters(exclude_categories=["Cs", "Cc"]), max_size=12).map("".join)


@pytest.mark.parametrize("name", REFERENCES)
class TestAgainstReference:
    def test_news(self, name):
        for line in LINES["ko" if name == "ko-mecab" else "en"] + LINES["ko"][:100]:
            assert TOKENIZERS[name].words(line) == REFERENCES[name](line)

    @settings(max_examples=300, deadline=None)
    @given(text=TEXTS)
    def test_any_text(self, name, text):
        assert TOKENIZERS[name].words(text) == REFERENCES[name](text)

    @settings(max_examples=250, deadline=None)
    @given(text=TEXTS | st.text(max_size=20))
    def test_offsets(self, name, text):
        tokenizer = TOKENIZERS[name]
        tokens = tokenizer.tokenize(text)
        assert [token.text for token in tokens] == tokenizer.words(text)
        place = 0
        for token in tokens:
            assert place <= token.start < token.end
            surface = text[token.start : token.end]
            if name == "13a" and re.search("[&<\n]", surface):
                continue
            assert surface == token.text or (name == "en-ptb" and surface in ('"', "''", "``"))
            place = token.end


class TestTreebank:
    def test_brackets_as_in_the_treebank(self):
        tokenizer = TreebankTokenizer(convert_brackets=True)
        text = 'He said (twice) "no".'
        assert tokenizer.words(text) == ["He", "said", "-LRB-", "twice", "-RRB-", "``", "no", "''", "."]
        assert tokenizer.detokenize(tokenizer.tokenize(text)) == text
        reference = TreebankWordTokenizer()
        for line in LINES["en"]:
            assert tokenizer.words(line) == reference.tokenize(line, convert_parentheses=True)

    def test_round_trips(self):
        tokenizer = TOKENIZERS["en-ptb"]
        for line in LINES["en"]:
            assert tokenizer.detokenize(tokenizer.tokenize(line)) == re.sub(r"\s", " ", line).strip()

    @pytest.mark.parametrize("text", ["''b'' he said", "``b'' he said", '"b" he said'])
    def test_quotation_marks_become_straight(self, text):
        tokenizer = TOKENIZERS["en-ptb"]
        assert tokenizer.detokenize(tokenizer.tokenize(text)) == '"b" he said'


class TestThirteenA:
    def test_entities_span_their_source(self):
        tokens = TOKENIZERS["13a"].tokenize("a &amp;lt; b")
        assert [(token.text, token.start, token.end) for token in tokens] == [
            ("a", 0, 1),
            ("<", 2, 10),
            ("b", 11, 12),
        ]

    def test_words_across_a_hyphenated_line_end(self):
        tokens = TOKENIZERS["13a"].tokenize("trans-\nlate")
        assert [(token.text, token.start, token.end) for token in tokens] == [("translate", 0, 11)]
