"""Subword models: trained reproducibly, lossless, readable by SentencePiece itself."""

import gzip
import pickle

import pytest
import sentencepiece
from hypothesis import given, settings
from hypothesis import strategies as st

from bialign.errors import BialignError, ConfigurationError, DecodingError
from bialign.evaluation import load_corpus
from bialign.tokenizers import SubwordTokenizer, get_tokenizer, train_subword

LINES = [
    line
    for pair in load_corpus("newsroom")
    for article in (pair.source, pair.target)
    for line in article.text.split("\n")
    if line
]


@pytest.fixture(scope="module", params=["unigram", "bpe"])
def model(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("subword") / "joint.model"
    train_subword(LINES, path, vocabulary_size=4000, kind=request.param, user_symbols=["<ko>", "<en>"])
    return path


@pytest.fixture(scope="module")
def tokenizer(model):
    return get_tokenizer("subword", model=model)


class TestTraining:
    @pytest.mark.parametrize("kind", ["unigram", "bpe"])
    def test_same_bytes_from_lines_and_files(self, kind, tmp_path):
        plain, packed = tmp_path / "a.txt", tmp_path / "b.txt.gz"
        plain.write_text("\ufeff" + "\n".join(LINES[:300]) + "\n", encoding="utf-8")
        packed.write_bytes(gzip.compress("\r\n".join(LINES[300:600]).encode()))
        for name, source in (("1", [plain, packed]), ("2", LINES[:600]), ("3", (line for line in LINES[:600]))):
            train_subword(source, tmp_path / f"{name}.model", vocabulary_size=2500, kind=kind)
        first = (tmp_path / "1.model").read_bytes()
        assert first == (tmp_path / "2.model").read_bytes() == (tmp_path / "3.model").read_bytes()

    def test_a_sample_is_drawn_evenly_and_reproducibly(self, tmp_path):
        options = {"vocabulary_size": 1500, "sample_size": 200}
        for name, seed in (("1", 1), ("2", 1), ("3", 2)):
            train_subword(LINES, tmp_path / f"{name}.model", seed=seed, **options)
        first, second, other = ((tmp_path / f"{name}.model").read_bytes() for name in "123")
        assert first == second != other

    def test_progress(self, tmp_path):
        stages = []
        train_subword(
            LINES, tmp_path / "a.model", vocabulary_size=2000, on_progress=lambda *stage: stages.append(stage)
        )
        assert stages[0] == ("reading", 0)
        assert stages[-2:] == [("reading", len(LINES)), ("training", len(LINES))]

    def test_long_lines_are_not_left_out(self, tmp_path):
        trained = train_subword([" ".join(LINES)], tmp_path / "a.model", vocabulary_size=2000)
        assert trained.decode(trained.encode(LINES[0])) == LINES[0]
        assert any(len(piece) > 3 for line in LINES for piece in trained.words(line))

    @pytest.mark.parametrize(
        ("lines", "options", "sentence"),
        [
            (
                LINES[:20],
                {"vocabulary_size": 100_000},
                "too short for a vocabulary of 100000 pieces: ask for at most",
            ),
            (LINES, {"vocabulary_size": 300}, "no room for the"),
            ([" ", ""], {}, "no text"),
            (LINES, {"user_symbols": [""]}, "always one piece cannot be an empty text"),
            (LINES, {"vocabulary_size": 0}, "At least one piece is needed, not 0"),
            (LINES, {"sample_size": 0}, "At least one line of the sample is needed, not 0"),
            (LINES, {"threads": 0}, "At least one thread is needed, not 0"),
            (LINES, {"character_coverage": 2}, "The character coverage is a share above 0 and up to 1, not 2"),
            (LINES, {"user_symbols": ["<unk>"]}, "SentencePiece cannot train this model: <unk> must not"),
            (LINES[0], {}, "Expected a list of lines and files, not the text"),
            (LINES, {"user_symbols": "<ko>"}, "Expected a list of symbols, not the text '<ko>'"),
            (LINES, {"kind": "wordpiece"}, "'unigram' or 'bpe', not 'wordpiece'"),
        ],
    )
    def test_what_cannot_be_trained(self, lines, options, sentence, tmp_path):
        with pytest.raises(ConfigurationError, match=sentence):
            train_subword(lines, tmp_path / "a.model", **options)
        assert not list(tmp_path.iterdir())

    def test_bad_files(self, tmp_path):
        bad = tmp_path / "bad.txt"
        bad.write_bytes(b"good\nb\xff\n")
        with pytest.raises(DecodingError, match=r"bad\.txt:2"):
            train_subword([bad], tmp_path / "a.model")
        with pytest.raises(BialignError, match="no-folder"):
            train_subword(LINES, tmp_path / "no-folder" / "a.model", vocabulary_size=2000)


class TestModel:
    def test_as_sentencepiece(self, model, tokenizer):
        reference = sentencepiece.SentencePieceProcessor(model_file=str(model))
        for line in LINES:
            assert tokenizer.words(line) == reference.encode(line, out_type=str)
            assert tokenizer.encode(line) == reference.encode(line)
        assert len(tokenizer) == reference.get_piece_size() == 4000

    def test_every_line_round_trips(self, tokenizer):
        for line in LINES:
            assert tokenizer.decode(tokenizer.encode(line)) == line
            assert tokenizer.decode(tokenizer.words(line)) == line
            assert tokenizer.detokenize(tokenizer.tokenize(line)) == line

    def test_a_line_is_no_list_of_pieces(self, tokenizer):
        with pytest.raises(ConfigurationError, match=r"^Expected a list of pieces or ids, not the text '▁a b'\.$"):
            tokenizer.decode("▁a b")
        with pytest.raises(ConfigurationError, match=r"^Expected a list of tokens, not the text '▁a b'\.$"):
            tokenizer.detokenize("▁a b")

    @settings(max_examples=300, deadline=None)
    @given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="▁"), max_size=30))
    def test_any_text_round_trips(self, tokenizer, text):
        assert tokenizer.decode(tokenizer.encode(text)) == text

    @settings(max_examples=300, deadline=None)
    @given(text=st.text(st.sampled_from("한글 뷁𠮷a \t▁<0xED>\ud800👍🏽") | st.characters(), max_size=20))
    def test_offsets(self, tokenizer, text):
        tokens = tokenizer.tokenize(text)
        assert [token.text for token in tokens] == tokenizer.words(text)
        place = 0
        for token in tokens:
            assert 0 <= token.start <= token.end <= len(text)
            assert token.start <= place
            place = max(place, token.end)
            surface = text[token.start : token.end].replace(" ", "▁")
            if token.end - token.start == len(token.text):
                assert surface == token.text
        assert place == len(text)

    def test_bytes_share_the_span_of_their_character(self, tokenizer):
        tokens = tokenizer.tokenize("가𠮷 a")
        spelt = [token for token in tokens if token.text.startswith("<0x")]
        assert [(token.start, token.end) for token in spelt][-4:] == [(1, 2)] * 4
        assert tokens[-1].end == 4

    def test_user_symbols_are_whole(self, tokenizer):
        assert "<ko>" in tokenizer.words("<ko> 안녕")

    def test_sampling(self, tokenizer):
        line = max(LINES, key=len)  # so many ways to cut it that ten equal draws cannot happen by chance
        drawn = [tokenizer.sample(line, seed=7), *(tokenizer.sample(line) for _ in range(9))]
        again = [tokenizer.sample(line, seed=7), *(tokenizer.sample(line) for _ in range(9))]
        assert drawn == again
        assert len(set(map(tuple, drawn))) > 1
        assert all(tokenizer.decode(pieces) == line for pieces in drawn)

    def test_pieces_and_ids(self, tokenizer):
        index = tokenizer.index("<en>")
        assert tokenizer.piece(index) == "<en>"
        assert tokenizer.piece(tokenizer.index("no such piece")) == "<unk>"
        with pytest.raises(ConfigurationError, match="0 to 3999, not 4000"):
            tokenizer.piece(4000)
        with pytest.raises(ConfigurationError):
            tokenizer.decode([4000])

    def test_pickle_and_bytes(self, model, tokenizer):
        line = LINES[0]
        assert pickle.loads(pickle.dumps(tokenizer)).words(line) == tokenizer.words(line)
        assert SubwordTokenizer(model.read_bytes()).words(line) == tokenizer.words(line)

    def test_bad_models(self, tmp_path):
        bad = tmp_path / "bad.model"
        bad.write_bytes(b"no model")
        with pytest.raises(ConfigurationError, match=r"bad\.model is not a SentencePiece model"):
            SubwordTokenizer(bad)
        with pytest.raises(ConfigurationError, match="does not exist"):
            SubwordTokenizer(tmp_path / "none.model")
        with pytest.raises(ConfigurationError, match="is not a SentencePiece model"):
            SubwordTokenizer("\ud800.model")
        with pytest.raises(ConfigurationError, match="given data is not"):
            SubwordTokenizer(b"no model")


def test_models_that_normalize_keep_offsets(tmp_path):
    """A model of someone else, with NFKC and white space removed."""
    prefix = tmp_path / "nfkc"
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(LINES), model_prefix=str(prefix), vocab_size=3000, minloglevel=2
    )
    tokens = SubwordTokenizer(f"{prefix}.model").tokenize("ＫＯＳＰＩ  지수")
    assert (tokens[0].start, tokens[-1].end) == (0, 9)
    assert "".join(token.text for token in tokens) == "▁KOSPI▁지수"
