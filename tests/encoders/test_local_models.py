import pickle
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType

import numpy as np
import pytest
from model2vec import StaticModel
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from bialign.align import Aligner, align_sentences
from bialign.encoders import load_encoder
from bialign.encoders.base import Encoder, WordEncoder, encode_joined_runs
from bialign.encoders.local_models import LocalModel
from bialign.encoders.model2vec import Model2VecEncoder
from bialign.encoders.sentence_transformers import SentenceTransformerEncoder
from bialign.encoders.use import UniversalSentenceEncoder
from bialign.errors import EncoderError, MissingExtraError
from tokenizers import Tokenizer

WORDS = ["[UNK]", "비가", "왔다", "우산을", "썼다", "It", "rained", "I", "used", "an", "umbrella"]


def make_static_model(folder, seed=0):
    tokenizer = Tokenizer(WordLevel({word: number for number, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    vectors = np.random.default_rng(seed).normal(size=(len(WORDS), 16)).astype(np.float32)
    # What translates each other is alike.
    vectors[5:7] = vectors[1:3]
    vectors[8], vectors[10] = vectors[4], vectors[3]
    StaticModel(vectors, tokenizer).save_pretrained(str(folder))
    return folder


@pytest.fixture
def static_folder(tmp_path):
    return make_static_model(tmp_path / "tiny")


class StandIn:
    """What the package's class looks like from outside; a text's vector counts its letters."""

    def __init__(self, path, *, local_files_only):
        assert local_files_only
        if "broken" in path:
            raise RuntimeError("the state dict does not fit")
        self.calls = []

    def encode(self, texts, *, batch_size, convert_to_numpy, show_progress_bar):
        assert convert_to_numpy
        assert not show_progress_bar
        self.calls.append((list(texts), batch_size))
        return np.array([[1.0 + text.count("a"), 1.0 + text.count("b"), len(text)] for text in texts])


@pytest.fixture
def transformer(tmp_path, monkeypatch):
    """A model folder, and the models that were loaded from it."""
    loaded = []
    package = ModuleType("sentence_transformers")

    def load(path, **options):
        loaded.append(StandIn(path, **options))
        return loaded[-1]

    package.SentenceTransformer = load
    monkeypatch.setitem(sys.modules, "sentence_transformers", package)
    folder = tmp_path / "labse"
    folder.mkdir()
    (folder / "modules.json").write_text('[{"type": "sentence_transformers.models.Transformer"}]', encoding="utf-8")
    (folder / "model.safetensors").write_bytes(b"weights")
    return folder, loaded


def assert_unit_rows(vectors):
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=-1), 1.0, atol=1e-5)


def test_use_is_loaded_by_its_name():
    assert isinstance(load_encoder("use"), UniversalSentenceEncoder)


@pytest.mark.parametrize("name", ["labse", "sentence-transformers/LaBSE", "nowhere/at/all"])
def test_a_name_that_is_no_folder_is_not_looked_up_elsewhere(name):
    with pytest.raises(EncoderError, match="There is no encoder"):
        load_encoder(name)


def test_a_folder_without_a_model_is_told(tmp_path):
    with pytest.raises(EncoderError, match="neither a sentence-transformers model"):
        load_encoder(str(tmp_path))


@pytest.mark.parametrize("kind", [Model2VecEncoder, SentenceTransformerEncoder])
def test_a_missing_folder_is_told(kind, tmp_path):
    with pytest.raises(EncoderError, match="local path only"):
        kind(tmp_path / "missing")


@pytest.mark.parametrize(
    ("module", "extra", "kind"),
    [
        ("model2vec", "model2vec", Model2VecEncoder),
        ("sentence_transformers", "sentence-transformers", SentenceTransformerEncoder),
    ],
)
def test_a_missing_package_is_told_with_its_extra(module, extra, kind, static_folder, monkeypatch):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=rf"pip install 'bialign\[{extra}\]'"):
        kind(static_folder)


def test_a_model2vec_folder_is_told_by_what_it_holds(static_folder):
    encoder = load_encoder(str(static_folder))
    assert isinstance(encoder, Model2VecEncoder)
    assert isinstance(encoder, Encoder)
    assert not isinstance(encoder, WordEncoder)


def test_model2vec_vectors_are_those_of_the_package(static_folder):
    texts = ["비가 왔다", "It rained", "I used an umbrella", "비가 왔다"]
    vectors = load_encoder(str(static_folder)).encode(texts)
    expected = StaticModel.from_pretrained(str(static_folder)).encode(texts)
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(vectors, expected, atol=1e-6)
    assert_unit_rows(vectors)


def test_model2vec_runs_are_joined_texts(static_folder):
    encoder = load_encoder(str(static_folder))
    sentences = ["비가", "왔다", "우산을 썼다"]
    runs = encoder.encode_runs(sentences, 4)
    assert runs.shape == (3, 4, 16)
    for first in range(3):
        for extra in range(4):
            if first + extra < 3:
                joined = encoder.encode([" ".join(sentences[first : first + extra + 1])])[0]
                np.testing.assert_array_equal(runs[first, extra], joined)
            else:
                assert not runs[first, extra].any()


def test_sentences_are_aligned_by_a_model2vec_model(static_folder):
    aligner = Aligner(load_encoder(str(static_folder)))
    alignment = align_sentences(["비가 왔다", "우산을 썼다"], ["It rained", "I used an umbrella"], aligner=aligner)
    assert [bead.type for bead in alignment] == ["1-1", "1-1"]
    assert "encoder:tiny@" in alignment.signature


def test_the_name_tells_models_of_one_folder_name_apart(tmp_path):
    names = {
        load_encoder(str(make_static_model(tmp_path / side / "tiny", seed))).name
        for side, seed in (("a", 1), ("b", 2), ("c", 1))
    }
    assert len(names) == 2
    assert all(name.startswith("tiny@") for name in names)


@pytest.mark.parametrize(
    ("file", "content"), [("model.safetensors", "xx"), ("tokenizer.json", "{}"), ("config.json", "{")]
)
def test_a_damaged_model2vec_model_is_told(file, content, static_folder):
    (static_folder / file).write_text(content, encoding="utf-8")
    with pytest.raises(EncoderError, match="cannot be loaded"):
        Model2VecEncoder(static_folder)


def test_a_model2vec_encoder_can_be_sent_to_another_process(static_folder):
    encoder = load_encoder(str(static_folder))
    copy = pickle.loads(pickle.dumps(encoder))
    assert copy.name == encoder.name
    np.testing.assert_array_equal(copy.encode(["비가"]), encoder.encode(["비가"]))


def test_a_sentence_transformers_folder_is_told_by_what_it_holds(transformer):
    folder, loaded = transformer
    encoder = load_encoder(str(folder))
    assert isinstance(encoder, SentenceTransformerEncoder)
    assert len(loaded) == 1
    assert encoder.name.startswith("labse@")
    assert_unit_rows(encoder.encode(["a", "bb", ""]))


def test_sentence_transformers_takes_batches_of_the_size_asked_for(transformer):
    folder, loaded = transformer
    SentenceTransformerEncoder(folder, batch_size=7).encode(["a"])
    assert loaded[0].calls == [(["a"], 7)]


def test_a_sentence_transformers_encoder_can_be_sent_to_another_process(transformer):
    folder, _ = transformer
    encoder = SentenceTransformerEncoder(folder, batch_size=7)
    copy = pickle.loads(pickle.dumps(encoder))
    assert (copy.batch_size, copy.name) == (7, encoder.name)


def test_a_sentence_transformers_model_that_cannot_be_loaded_is_told(transformer):
    folder, _ = transformer
    broken = folder.rename(folder.with_name("broken"))
    with pytest.raises(EncoderError, match="the state dict does not fit"):
        load_encoder(str(broken))


def test_a_sentence_transformers_folder_without_weights_is_told(transformer):
    folder, _ = transformer
    (folder / "model.safetensors").unlink()
    with pytest.raises(EncoderError, match="no weights"):
        load_encoder(str(folder))


def test_no_text_is_encoded_twice(transformer):
    folder, loaded = transformer
    encoder = load_encoder(str(folder))
    encoder.encode(["a", "b", "a"])
    encoder.encode_runs(["a", "b", "a", "b"], 2)
    encoder.encode_runs(["a", "b", "a", "b"], 2)
    assert [text for texts, _ in loaded[0].calls for text in texts] == ["a", "b", "a b", "b a"]


def test_vectors_stay_right_when_the_memory_is_full(tmp_path, monkeypatch):
    monkeypatch.setattr(LocalModel, "_CAPACITY", 3)
    (tmp_path / "model.bin").write_bytes(b"weights")
    encoder = LocalModel(tmp_path, lambda texts: np.array([[len(text), 1.0] for text in texts]))
    fresh = LocalModel(tmp_path, lambda texts: np.array([[len(text), 1.0] for text in texts]))
    encoder.encode(["a", "bb"])
    texts = ["bb", "ccc", "dddd", "bb", "eeeee"]
    np.testing.assert_array_equal(encoder.encode(texts), fresh.encode(texts))
    assert len(encoder._seen) <= 3
    np.testing.assert_array_equal(encoder.encode(["bb"]), fresh.encode(["bb"]))


def test_threads_may_share_an_encoder_whose_memory_is_full(tmp_path, monkeypatch):
    monkeypatch.setattr(LocalModel, "_CAPACITY", 8)
    (tmp_path / "model.bin").write_bytes(b"weights")

    def encode(texts):
        time.sleep(0.001)
        return np.array([[len(text), 1.0] for text in texts])

    encoder = LocalModel(tmp_path, encode)
    texts = [["a" * (seed * size % 17 + 1) for size in range(6)] for seed in range(100)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(encoder.encode, texts))
    lengths = [[vector[0] / vector[1] for vector in vectors] for vectors in found]
    np.testing.assert_allclose(lengths, [[len(text) for text in own] for own in texts], rtol=1e-5)


def test_nothing_to_encode_gives_an_empty_array_of_the_right_width(transformer):
    encoder = load_encoder(str(transformer[0]))
    assert encoder.encode([]).shape == (0, 3)
    assert encoder.encode_runs([], 5).shape == (0, 5, 3)


def test_joined_runs_are_encoded_in_one_call():
    calls = []

    def encode(texts):
        calls.append(list(texts))
        return np.ones((len(texts), 2), dtype=np.float32)

    assert encode_joined_runs(encode, ["x", "y", "x"], 2).shape == (3, 2, 2)
    assert calls == [["x", "x y", "y", "y x"]]


def test_joined_runs_are_made_of_lists_and_need_a_vector_for_each_text():
    runs = encode_joined_runs(lambda texts: [[float(len(text)), 0.0] for text in texts], ["x", "yy"], 2)
    assert runs.dtype == np.float32
    assert runs[:, :, 0].tolist() == [[1, 4], [2, 0]]
    assert encode_joined_runs(lambda texts: [[float(len(text))] for text in texts], [], 2).shape == (0, 2, 0)
    assert encode_joined_runs(lambda texts: np.ones((len(texts), 5)), [], 2).shape == (0, 2, 5)
    for given in (np.ones((2, 4)), np.ones(3), np.ones((4, 4)), [[]]):
        with pytest.raises(EncoderError, match=r"gave vectors of the shape \(.*\), not \(3, d\)"):
            encode_joined_runs(lambda _, given=given: given, ["x", "y"], 2)
    for given in ([[1.0], [1.0, 2.0], [3.0]], ["a", "b", "c"], None, [None] * 3):
        with pytest.raises(EncoderError, match="The encoder gave "):
            encode_joined_runs(lambda _, given=given: given, ["x", "y"], 2)


def test_local_models_take_what_the_default_encoder_takes(static_folder, monkeypatch):
    encoder = load_encoder(str(static_folder))
    assert_unit_rows(encoder.encode(["비가\ud800 왔다."]))
    np.testing.assert_array_equal(encoder.encode(np.array(["비가", "왔다"])), encoder.encode(["비가", "왔다"]))
    assert encoder.encode(np.array([], dtype=str)).shape[0] == 0
    with pytest.raises(EncoderError, match="a list of sentences, not the text 'abc'"):
        encoder.encode_runs("abc", 2)
    with pytest.raises(EncoderError, match="at least one sentence, not 0"):
        encoder.encode_runs(["a"], 0)
    monkeypatch.chdir(static_folder)
    assert load_encoder(".").name == encoder.name
    with pytest.raises(EncoderError, match="There is no encoder ''"):
        load_encoder("")


def test_models_encode_no_runs_but_those_that_are_wanted(transformer):
    folder, loaded = transformer
    encoder = load_encoder(str(folder))
    runs, words = encoder.encode_wanted_runs(list("abcde"), 3, wanted=[1, 3, 2, 1, 2], text_starts=[0, 3])
    assert words is None
    assert [text for texts, _ in loaded[0].calls for text in texts] == ["a", "b", "b c", "c", "d", "e"]
    assert runs.any(axis=2).tolist() == [[True, False, False], [True, True, False]] + [[True, False, False]] * 3


def test_wanted_runs_are_told_of_every_sentence(transformer):
    folder, _ = transformer
    with pytest.raises(EncoderError, match="There are 3 sentences, but 1 number of wanted runs"):
        load_encoder(str(folder)).encode_wanted_runs(list("abc"), 2, wanted=[1])
