"""What anyone may expect of an alignment, whatever the texts."""

import json
import os
import pickle
import re
import tracemalloc
import unicodedata
from importlib.resources import files

import attrs
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bialign import Aligner, Alignment, Bead, Fragment, FragmentKind, align_sentences, load_corpus, read_article
from bialign.align.model import load_weights
from bialign.align.training import make_examples, train_weights, write_weights
from bialign.articles import fragment_article
from bialign.documents import fragments_of
from bialign.encoders.base import WordVectors, encode_joined_runs
from bialign.encoders.use import UniversalSentenceEncoder
from bialign.errors import ConfigurationError, EncoderError, InvariantError
from bialign.evaluation import evaluate

KOREAN = [
    "정부가 내년 예산을 47조3천억원으로 편성했다.",
    "시민단체는 복지 예산이 부족하다고 비판했다.",
    '김 장관은 "최선을 다하겠다"고 말했다.',
    "야당은 예산안에 반대한다.",
    "국회는 다음 달 2일 예산안을 표결한다.",
    "비가 왔다.",
]
ENGLISH = [
    "The government has drawn up a budget of 47.3 trillion won for next year.",
    "Civic groups criticized the welfare budget as insufficient.",
    '"I will do my best," Minister Kim said.',
    "The opposition is against the budget bill.",
    "The National Assembly will vote on the bill on the second of next month.",
    "It rained.",
]


@pytest.fixture(scope="module")
def aligner():
    return Aligner(UniversalSentenceEncoder(threads=1))


def lines_of(alignment):
    return [(bead.source, bead.target) for bead in alignment]


sentences = st.lists(
    st.sampled_from([*KOREAN, *ENGLISH, "", "...", "■", "네.", "2026", "a" * 3000]) | st.text(max_size=40), max_size=9
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sentences, sentences)
def test_any_lines_give_a_monotone_alignment_that_covers_both_sides(aligner, source, target):
    alignment = align_sentences(source, target, aligner=aligner)
    assert [fragment.text for fragment in alignment.source] == source
    assert [fragment.text for fragment in alignment.target] == target
    assert alignment.is_monotone
    assert all(0 <= bead.score <= 1 for bead in alignment)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(KOREAN), max_size=7, unique=True),
    st.lists(st.sampled_from(ENGLISH), max_size=7, unique=True),
)
def test_swapping_the_sides_mirrors_the_alignment(aligner, source, target):
    forth = align_sentences(source, target, aligner=aligner)
    back = align_sentences(target, source, source_language="en", target_language="ko", aligner=aligner)
    mirrored = {(bead.target, bead.source): bead.score for bead in back}
    assert set(mirrored) == set(lines_of(forth))
    for bead in forth:
        assert mirrored[bead.source, bead.target] == pytest.approx(bead.score, abs=2e-4)


def test_translations_are_paired_one_to_one(aligner):
    alignment = align_sentences(KOREAN, ENGLISH, aligner=aligner)
    assert lines_of(alignment) == [((i,), (i,)) for i in range(len(KOREAN))]
    assert all(bead.score > 0.9 for bead in alignment)


def test_single_lines_that_say_something_else_are_hardly_taken_for_translations(aligner):
    pairs = [
        ("버스 요금이 100원 오른다.", "The museum reopened after two years of repairs."),
        ("감독은 상을 받지 못했다.", "Rice prices rose for the third month."),
        ("눈은 저녁에 그치겠다.", "The bank will hire 200 people."),
        ("노선은 내년에 개통된다.", "The singer released her first album."),
    ]
    together = []
    for source, target in pairs:
        (bead, *others) = align_sentences([source], [target], aligner=aligner)
        together.append(1 - bead.score if others else bead.score)
    assert sum(together) / len(together) < 0.7


def test_joined_sentences_make_one_bead(aligner):
    joined = [ENGLISH[0], f"{ENGLISH[1]} {ENGLISH[2]}", *ENGLISH[3:]]
    assert lines_of(align_sentences(KOREAN, joined, aligner=aligner))[1] == ((1, 2), (1,))


def test_what_was_left_out_stays_alone(aligner):
    alignment = align_sentences(KOREAN, [*ENGLISH[:1], *ENGLISH[2:]], aligner=aligner)
    assert ((1,), ()) in lines_of(alignment)
    alignment = align_sentences(KOREAN[3:], ENGLISH, aligner=aligner)
    assert [bead.type for bead in alignment][:3] == ["0-1"] * 3


def test_a_sentence_cut_in_the_wrong_place_is_put_together(aligner):
    cut = [ENGLISH[0][:45], ENGLISH[0][46:] + " " + ENGLISH[1], *ENGLISH[2:]]
    assert lines_of(align_sentences(KOREAN, cut, aligner=aligner))[0] == ((0, 1), (0, 1))


@pytest.mark.parametrize("method", ["semantic", "length"])
def test_blank_lines_stay_alone_and_change_nothing_else(aligner, method):
    used = aligner if method == "semantic" else Aligner(method=method)
    source = ["", *KOREAN[:2], "", " ", *KOREAN[2:], "\u200b"]
    target = [*ENGLISH[:4], "", *ENGLISH[4:]]
    alignment = align_sentences(source, target, aligner=used)
    plain = align_sentences(KOREAN, ENGLISH, aligner=used)
    blank = [bead for bead in alignment if bead.is_deletion]
    assert {(bead.source, bead.target) for bead in blank} == {
        ((0,), ()), ((3,), ()), ((4,), ()), ((9,), ()), ((), (4,))
    }  # fmt: skip
    assert {bead.score for bead in blank} == {1.0}
    others = [bead for bead in alignment if not bead.is_deletion]
    assert [(alignment.source_text(bead), alignment.target_text(bead)) for bead in others] == [
        (plain.source_text(bead), plain.target_text(bead)) for bead in plain
    ]


def test_blank_lines_in_gold_are_no_sentences_to_learn_from(aligner):
    source, target = [KOREAN[0], "", KOREAN[1]], [ENGLISH[0], ENGLISH[1], ""]
    gold = Alignment(
        fragments_of(source), fragments_of(target), [Bead([0, 1], [0]), Bead([2], [1]), Bead([], [2])], "ko", "en"
    )
    (example,) = make_examples([gold], aligner.encoder)
    assert (example.beads, len(example.gold_source), len(example.gold_target)) == (2, 0, 0)


@pytest.mark.parametrize(("source", "target"), [([], []), (KOREAN, []), ([], ENGLISH), (["가"], ENGLISH * 20)])
def test_lopsided_texts_are_no_problem(aligner, source, target):
    alignment = align_sentences(source, target, aligner=aligner)
    assert len(alignment.source) == len(source)
    assert len(alignment.target) == len(target)


def test_identical_lines_are_paired_in_order(aligner):
    alignment = align_sentences(["비가 왔다."] * 6, ["It rained."] * 6, aligner=aligner)
    assert lines_of(alignment) == [((i,), (i,)) for i in range(6)]


def test_aligning_together_equals_aligning_one_by_one(aligner):
    pairs = [(pair.source, pair.target) for pair in load_corpus("newsroom", split="dev")]
    together = aligner.align_many(pairs)
    for alignment, pair in zip(together, pairs, strict=True):
        alone = aligner.align(*pair)
        assert lines_of(alignment) == lines_of(alone)
        scores = [bead.score for bead in alignment]
        assert scores == pytest.approx([bead.score for bead in alone], abs=2e-4)


def test_articles_are_aligned_with_all_their_furniture(aligner):
    korean = read_article(
        "금리 동결\n\n김민준 기자\n\n한국은행이 기준금리를 동결했다. 물가는 안정됐다.\n\n공유하기\n"
    )
    english = read_article(
        "BOK holds rate\n\nBy Kim Min-jun\n\nThe Bank of Korea held its key rate. Prices are stable.\n\nShare\n"
    )
    alignment = aligner.align(korean, english)
    pairs = {alignment.source_text(bead): alignment.target_text(bead) for bead in alignment}
    assert pairs["금리 동결"] == "BOK holds rate"
    assert pairs["김민준 기자"] == "By Kim Min-jun"
    assert pairs["물가는 안정됐다."] == "Prices are stable."


def test_countless_pieces_of_furniture_are_paired_in_bounded_time_and_memory(aligner):
    minutes = [
        f"2026-11-0{day} {hour:02}:{minute:02}" for day in range(1, 4) for hour in range(8) for minute in range(50)
    ]
    korean = fragment_article("\n".join(["시장 상황", *(f"입력 {minute}" for minute in minutes), "", KOREAN[0]]))
    english = fragment_article(
        "\n".join(["The market", *(f"Updated {minute}" for minute in minutes[:400]), "", ENGLISH[0]])
    )
    tracemalloc.start()
    alignment = aligner.align(korean, english)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(korean.of_kind("timestamp")) == 1200
    assert sorted(index for bead in alignment for index in bead.source) == list(range(len(korean)))
    assert sorted(index for bead in alignment for index in bead.target) == list(range(len(english)))
    assert peak < 60_000_000


def test_the_signature_names_what_an_alignment_depends_on(aligner):
    pair = read_article("비가 왔다\n\n우산을 썼다."), read_article("It rained\n\nI used an umbrella.")
    signature = aligner.align(*pair).signature
    assert signature == aligner.signature
    for part in ("bialign:", "encoder:use-multilingual-3@", "weights:", "method:semantic", "splitter:rules"):
        assert part in signature
    uncut = aligner.align_many([pair], split=False)[0].signature
    assert uncut == align_sentences(KOREAN, ENGLISH, aligner=aligner).signature
    assert uncut == signature.replace("splitter:rules", "splitter:none")
    by_length = Aligner(method="length")
    assert by_length.align(*pair).signature.endswith("splitter:rules")
    assert align_sentences(KOREAN, ENGLISH, aligner=by_length).signature.endswith("splitter:none")


class NamedEncoder:
    """An encoder without words, of any name."""

    def __init__(self, name):
        self.name = name

    def encode(self, sentences):
        return np.ones((len(sentences), 1), dtype=np.float32)

    def encode_runs(self, sentences, longest):
        return encode_joined_runs(self.encode, sentences, longest)


def test_the_name_of_an_encoder_adds_no_fields_to_a_signature():
    signature = align_sentences(["가"], ["a"], aligner=Aligner(NamedEncoder("a|b:[c] d@1\n\x00"))).signature
    assert "|encoder:a_b_c_d@1_|weights:" in signature
    assert signature.isprintable()


@pytest.mark.parametrize("name", [None, 5, b"mine"])
def test_the_name_of_an_encoder_is_a_text(name):
    with pytest.raises(ConfigurationError, match="Expected one name of the encoder, a str, not"):
        Aligner(NamedEncoder(name))


def test_methods_of_an_encoder_that_cannot_be_called_are_told_at_once():
    class OfSingleTexts(NamedEncoder):
        def encode_with_words(self, sentences, longest):
            raise NotImplementedError

    with pytest.raises(ConfigurationError, match=r"encode_with_words that does not take .* text_starts by name"):
        Aligner(OfSingleTexts("mine"))


def words(*weights, width=1):
    """Return a word of each of two sentences."""
    return WordVectors(np.ones((2, width), np.float32), np.array(weights, np.float32), np.arange(2))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (None, "gave None, not WordVectors"),
        (words(1, 0), "gave words whose weights are not positive"),
        (words(1, -1), "gave words whose weights are not positive"),
        (words(1, 1, width=0), r"gave vectors of the shape \(2, 0\): they are empty"),
    ],
)
def test_words_that_are_none_or_do_not_weigh_are_refused(given, sentence):
    class WithWords(NamedEncoder):
        def encode_with_words(self, sentences, longest, *, text_starts=(0,)):
            return self.encode_runs(sentences, longest), given

    with pytest.raises(EncoderError, match=f"The encoder mine {sentence}"):
        align_sentences(["가"], ["a"], aligner=Aligner(WithWords("mine")))


def test_vectors_of_no_numbers_are_refused():
    class Empty(NamedEncoder):
        def encode(self, sentences):
            return np.ones((len(sentences), 0), dtype=np.float32)

    with pytest.raises(EncoderError, match="they are empty"):
        align_sentences(["가"], ["a"], aligner=Aligner(Empty("mine")))


def test_an_explanation_adds_up_and_names_a_rival(aligner):
    alignment = align_sentences(KOREAN, ENGLISH, aligner=aligner)
    explanations = aligner.explain(alignment)
    assert [item.bead for item in explanations] == list(alignment)
    first = explanations[0]
    amounts = [abs(item.amount) for item in first.contributions]
    assert amounts == sorted(amounts, reverse=True)
    assert first.rival is not None
    assert {0} & {*first.rival.source, *first.rival.target}


def test_an_aligner_travels_to_other_processes(aligner):
    again = pickle.loads(pickle.dumps(aligner))
    assert lines_of(align_sentences(KOREAN, ENGLISH, aligner=again)) == [((i,), (i,)) for i in range(len(KOREAN))]


def test_an_unknown_method_is_refused():
    with pytest.raises(ConfigurationError, match="'semantic' or 'length', not 'magic'"):
        Aligner(method="magic")


# A text that was translated line by line; in lines 4 and 5 the translator moved a clause.
LIBRARY = """
서울시는 내년 3월 새 도서관을 연다고 10일 밝혔다. | Seoul will open a new library in March next year, the city said on the 10th.
도서관은 지하 2층, 지상 5층 규모로 지어진다. | The building will have five floors above ground and two below.
1층에는 카페와 전시실이 들어선다. | A cafe and an exhibition hall will take the first floor.
2층은 어린이 열람실로 꾸며 그림책 3만 권을 갖추고, | The second floor becomes a children's reading room.
가족이 함께 쓰는 방 네 개를 마련한다. | It will hold 30,000 picture books, and four rooms will be set up for families.
공사비 420억 원은 시가 모두 부담한다. | The city will bear the entire cost of 42 billion won.
주민들은 오래 기다린 시설이라며 반겼다. | Residents welcomed a facility they had long waited for.
“아이와 걸어갈 곳이 생겨 기쁘다”고 주민 박모 씨는 말했다. | "I am glad to have a place to walk to with my child," said a resident surnamed Park.
주차장은 80대 규모로 지하에 마련된다. | An underground parking lot will hold 80 cars.
시는 대중교통 이용을 권했다. | The city recommended using public transportation.
가장 가까운 지하철역은 걸어서 5분 거리다. | The nearest subway station is a five-minute walk away.
개관 첫 달에는 밤 10시까지 문을 연다. | In its first month the library will stay open until 10 p.m.
3층과 4층은 일반 열람실이다. | The third and fourth floors are general reading rooms.
좌석은 모두 620석이다. | There are 620 seats in all.
5층 강당에서는 매주 작가와의 만남이 열린다. | Every week an author will meet readers in the auditorium on the fifth floor.
첫 손님은 소설가 이서연 씨다. | The first guest is the novelist Lee Seo-yeon.
시각장애인을 위한 점자책도 2천 권 들여온다. | The library will also bring in 2,000 books in braille for the blind.
책은 하루 열 권까지 빌릴 수 있다. | Ten books can be borrowed a day.
반납은 시내 지하철역 어디서나 된다. | They can be returned at any subway station in the city.
시는 2028년까지 도서관 세 곳을 더 짓는다. | The city will build three more libraries by 2028.
"""


def test_a_text_translated_line_by_line_is_paired_so_though_a_clause_moved(aligner):
    korean, english = zip(*(line.split(" | ") for line in LIBRARY.strip().splitlines()), strict=True)
    alignment = align_sentences(korean, english, aligner=aligner)
    assert lines_of(alignment) == [((i,), (i,)) for i in range(20)]
    # Amid few others, the same two lines are one bead.
    alone = align_sentences(korean[2:6], english[2:6], aligner=aligner)
    assert ((1, 2), (1, 2)) in lines_of(alone)


def one_to_one_lines(split):
    """Yield the sentences of each newsroom article that are paired one to one, as Korean and English lines."""
    for pair in load_corpus("newsroom", split=split):
        beads = [bead for bead in pair.gold if bead.kind == "body" and bead.type == "1-1"]
        yield [pair.gold.source_text(bead) for bead in beads], [pair.gold.target_text(bead) for bead in beads]


def test_lines_without_punctuation_and_capital_letters_are_paired_one_to_one(aligner):
    found = total = 0
    for texts in one_to_one_lines("test"):
        bare = [[re.sub(r"""[.?!"'”’)]+$""", "", line).lower() for line in side] for side in texts]
        found += sum(bead.source == bead.target for bead in align_sentences(*bare, aligner=aligner))
        total += len(texts[0])
    assert found > 0.98 * total


@pytest.mark.parametrize(("count", "other"), [(14, 11), (20, 15), (40, 30)])
def test_lines_that_repeat_are_in_no_bead_that_cannot_be(aligner, count, other):
    alignment = align_sentences(
        ["국회가 개회했다.", *["네."] * count, "국회가 폐회했다."],
        ["The Assembly opened.", *["Yes."] * other, "The Assembly closed."],
        aligner=aligner,
    )
    assert max(len(bead.source) + len(bead.target) for bead in alignment) <= 3
    assert min(bead.score for bead in alignment) > 0.005


def test_lines_in_capitals_are_paired_as_others_are(aligner):
    same = total = 0
    for pair in load_corpus("newsroom"):
        korean, english = (
            [fragment.text for fragment in side if fragment.kind == "body"]
            for side in (pair.gold.source, pair.gold.target)
        )
        written = lines_of(align_sentences(korean, english, aligner=aligner))
        capitals = lines_of(align_sentences(korean, [line.upper() for line in english], aligner=aligner))
        same += len({*written} & {*capitals})
        total += len(written)
    assert same > 0.97 * total


def test_the_text_of_lines_in_capitals_stays(aligner):
    lines = ["IT RAINED ALL DAY. I USED AN UMBRELLA.", "THEN I WENT HOME."]
    alignment = align_sentences(["비가 종일 왔다. 우산을 썼다.", "그리고 집에 갔다."], lines, aligner=aligner)
    assert [fragment.text for fragment in alignment.target] == lines
    assert [bead.type for bead in alignment] == ["1-1", "1-1"]


@pytest.mark.parametrize("place", [8, 11, 15])
def test_a_line_that_translates_nothing_is_paired_with_none_though_all_others_go_line_by_line(aligner, place):
    korean, english = map(list, zip(*(line.split(" | ") for line in LIBRARY.strip().splitlines()), strict=True))
    english[place] = "The national team beat Japan 2-1 after extra time in Manchester."
    lines = lines_of(align_sentences(korean, english, aligner=aligner))
    assert ((place,), ()) in lines
    assert ((), (place,)) in lines


class _Shuffled:
    """An encoder without word vectors: the default one, its vectors turned by a random rotation."""

    name = "shuffled@0"

    def __init__(self):
        self._encoder = UniversalSentenceEncoder(threads=1)
        self._turn = np.linalg.qr(np.random.default_rng(1).normal(size=(512, 512)))[0].astype(np.float32)

    def encode(self, sentences):
        return self._encoder.encode(sentences) @ self._turn

    def encode_runs(self, sentences, longest):
        return self._encoder.encode_runs(sentences, longest) @ self._turn


def test_encoders_without_word_vectors_have_weights_of_their_own(aligner):
    other = Aligner(_Shuffled())
    assert other.weights.checksum != aligner.weights.checksum
    assert lines_of(align_sentences(KOREAN, ENGLISH, aligner=other)) == [((i,), (i,)) for i in range(len(KOREAN))]


def test_the_newsroom_corpus_is_aligned_well(aligner):
    gold = [pair.gold for pair in load_corpus("newsroom", split="test")]
    predicted = [aligner.align_fragments(g.source, g.target, id=g.id) for g in gold]
    assert all(isinstance(alignment, Alignment) for alignment in predicted)
    assert evaluate(gold, predicted, kind=FragmentKind.BODY).metrics()["strict_f1"] > 0.88


def test_letters_that_only_look_like_others_stop_nothing(aligner):
    alignment = align_sentences(
        ["오백만 명이다.", "2020년 8월 12일이다."],
        ["There are 5 mıllion people.", "It is 12 Auguſt 2020."],
        aligner=aligner,
    )
    assert lines_of(alignment) == [((0,), (0,)), ((1,), (1,))]


def test_the_null_date_of_a_content_management_system_stops_nothing(aligner):
    korean = fragment_article(f"버스 요금 오른다\n입력 0000-01-01 00:00\n\n{KOREAN[0]}\n")
    english = fragment_article(f"Bus fares to rise\nPosted 2026-11-05 09:30\n\n{ENGLISH[0]}\n")
    assert any(bead.type == "1-1" for bead in aligner.align(korean, english))


@pytest.mark.parametrize("count", [1, 20, 80, 200])
def test_a_line_of_many_sentences_is_paired_as_a_short_one(aligner, count):
    pairs = [
        (pair.gold.source_text(bead), pair.gold.target_text(bead))
        for pair in load_corpus("newsroom", split="train")
        for bead in pair.gold
        if bead.kind == "body" and bead.type == "1-1"
    ][: count + 6]
    sides = [[*side[:3], " ".join(side[3:-3]), *side[-3:]] for side in zip(*pairs, strict=True)]
    assert lines_of(align_sentences(*sides, aligner=aligner)) == [((i,), (i,)) for i in range(7)]


def test_short_pairs_are_aligned_as_they_come(aligner):
    taken = []

    def pairs():
        for number in range(20_000):
            taken.append(number)
            yield fragment_article("비가 왔다."), fragment_article("It rained.")

    next(aligner.iterate_alignments(pairs()))
    assert len(taken) < 10_000


def test_a_text_is_not_taken_for_a_list_of_its_letters(aligner):
    for text in ("비가 왔다.", "비가 왔다.".encode()):
        with pytest.raises(InvariantError, match="Expected a list of sentences or other texts, not the text"):
            align_sentences(text, ["It rained."], aligner=aligner)


class PlainEncoder:
    """An encoder without word vectors."""

    name = "plain"

    def encode(self, sentences):
        return np.ones((len(sentences), 4), dtype=np.float32) / 2

    def encode_runs(self, sentences, longest):
        return np.ones((len(sentences), longest, 4), dtype=np.float32) / 2


@pytest.mark.parametrize("deleted", [0, 100])
def test_learning_from_a_book_takes_room_by_its_length_not_by_its_square(deleted):
    source = [f"{number}번째 문장이다." for number in range(600)]
    target = [f"This is sentence {number}." for number in range(600 - deleted)]
    beads = [Bead([row], []) for row in range(200, 200 + deleted)]
    beads += [Bead([row if row < 200 else row + deleted], [row]) for row in range(600 - deleted)]
    gold = Alignment(
        fragments_of(source), fragments_of(target), sorted(beads, key=lambda bead: bead.source), "ko", "en"
    )
    (example,) = make_examples([gold], PlainEncoder())
    assert example.beads == 600
    assert len(example.lattice) < 80 * 600


def test_weights_learnt_for_an_encoder_without_word_vectors_are_read_anew_when_they_change(tmp_path):
    gold = [load_corpus("newsroom", split="dev")[0].gold]
    path = tmp_path / "weights.json"
    checksums = set()
    for prior in (1.0, 100.0):
        trained = train_weights(list(make_examples(gold, PlainEncoder())), words=False, prior=prior)
        write_weights([trained], path, provenance="a test")
        os.utime(path, ns=(0, int(prior)))
        checksums.add(Aligner(PlainEncoder(), weights=path).weights.checksum)
    assert len(checksums) == 2
    with pytest.raises(ConfigurationError, match="does not hold weights for encoders with word vectors"):
        Aligner(weights=path)


@pytest.mark.parametrize(
    "content", ['{"beads": []}', '{"with words": 5}', '{"with words": {"a": "b"}}', "[1]", "\xff", "x"]
)
def test_a_file_without_weights_is_told_in_a_sentence(tmp_path, content):
    path = tmp_path / "r.json"
    path.write_text(content, "latin-1")
    with pytest.raises(ConfigurationError, match="name a file that train-aligner wrote"):
        load_weights(path, words=True)


def test_a_missing_file_of_weights_is_told_in_a_sentence(tmp_path):
    with pytest.raises(ConfigurationError, match="There is no file"):
        load_weights(tmp_path / "none.json", words=True)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "true", "1" + "0" * 400])
def test_weights_that_are_no_numbers_are_told_in_a_sentence(tmp_path, value):
    shipped = files("bialign.align").joinpath("weights.json").read_text("utf-8")
    path = tmp_path / "weights.json"
    path.write_text(re.sub(r'("margin": )[-\d.]+', rf"\g<1>{value}", shipped), "utf-8")
    with pytest.raises(ConfigurationError, match="name a file that train-aligner wrote"):
        load_weights(path, words=True)


def test_a_name_that_no_file_has_is_told():
    with pytest.raises(ConfigurationError, match="cannot be the name of a file"):
        load_weights("a\0b", words=True)


def test_the_length_method_takes_no_encoder():
    with pytest.raises(ConfigurationError, match="neither an encoder nor weights"):
        Aligner(PlainEncoder(), method="length")


def test_fragments_may_come_one_by_one(aligner):
    sides = fragments_of(KOREAN), fragments_of(ENGLISH)
    assert aligner.align_fragments(*map(iter, sides)) == aligner.align_fragments(*sides)


@pytest.mark.parametrize("given", [("ko.txt", "en.txt"), (None, None), (KOREAN, ENGLISH)])
def test_what_is_no_pair_of_articles_is_named(aligner, given):
    with pytest.raises(InvariantError, match="Expected a pair of articles, as read_article returns them, not"):
        aligner.align(*given)
    with pytest.raises(InvariantError, match="Expected a pair of articles"):
        aligner.align_many(given)


def test_what_cannot_be_explained_or_aligned_is_named(aligner):
    with pytest.raises(InvariantError, match=r"Expected an alignment to explain, not 'a\.jsonl'"):
        aligner.explain("a.jsonl")
    with pytest.raises(InvariantError, match=r"Expected Fragment objects, not None"):
        aligner.align_fragments(None, None)
    with pytest.raises(InvariantError, match=r"Expected a pair of articles, .*, not None"):
        aligner.align_many(None)
    with pytest.raises(InvariantError, match=r"Expected Fragment objects, not '비가 왔다\.'"):
        aligner.align_fragments(["비가 왔다."], ["It rained."])


def test_a_folder_is_no_encoder():
    with pytest.raises(
        ConfigurationError, match="'models/LaBSE' has not: load the folder of a model by load_encoder"
    ):
        Aligner("models/LaBSE")
    with pytest.raises(ConfigurationError, match=r"not the class of one: write UniversalSentenceEncoder\(\)"):
        Aligner(UniversalSentenceEncoder)


class _Spoilt:
    """An encoder whose vectors go wrong somewhere."""

    name = "spoilt@0"

    def __init__(self, spoil_runs=lambda runs: runs, spoil_words=lambda words: words, spoil_texts=lambda each: each):
        self._encoder = UniversalSentenceEncoder(threads=1)
        self._spoil_runs, self._spoil_words, self._spoil_texts = spoil_runs, spoil_words, spoil_texts

    def encode(self, sentences):
        return self._spoil_texts(self._encoder.encode(sentences))

    def encode_runs(self, sentences, longest):
        return self._spoil_runs(self._encoder.encode_runs(sentences, longest))

    def encode_with_words(self, sentences, longest, *, text_starts=(0,)):
        runs, words = self._encoder.encode_with_words(sentences, longest, text_starts=text_starts)
        return self._spoil_runs(runs), self._spoil_words(words)


def _in_sentence_2000(words):
    sentences = words.sentences.copy()
    sentences[4] = 2000
    return WordVectors(words.vectors, words.weights, sentences)


@pytest.mark.parametrize(
    ("spoilt", "sentence"),
    [
        (
            _Spoilt(lambda runs: np.where(np.arange(len(runs))[:, None, None] % 2, np.nan, runs)),
            "hold NaN or infinity",
        ),
        (_Spoilt(lambda runs: runs[1:]), r"the shape \(11, 8, 512\), not \(12, 8, d\)"),
        (_Spoilt(lambda runs: runs[:, :3]), r"the shape \(12, 3, 512\), not \(12, 8, d\)"),
        (_Spoilt(lambda runs: None), "NoneType, not an array of numbers"),
        (_Spoilt(lambda runs: ["no", "number"]), "list, not an array of numbers"),
        (_Spoilt(lambda runs: runs.astype(str)), "ndarray, not an array of numbers"),
        (_Spoilt(lambda runs: runs * 1j), "ndarray, not an array of numbers"),
        (_Spoilt(spoil_words=lambda words: attrs.evolve(words, weights=words.weights / 0)), "hold NaN or infinity"),
        (_Spoilt(spoil_words=_in_sentence_2000), "sentences that do not ascend from 0 to below 12"),
        (
            _Spoilt(spoil_words=lambda words: WordVectors(words.vectors[1:], words.weights, words.sentences)),
            "are not as many",
        ),
    ],
    ids=[
        "numbers",
        "sentences",
        "runs",
        "none",
        "no numbers",
        "texts",
        "complex",
        "weights",
        "places of words",
        "words",
    ],
)
@pytest.mark.filterwarnings("ignore:divide by zero")
def test_an_encoder_whose_vectors_are_wrong_is_named(spoilt, sentence):
    with pytest.raises(EncoderError, match=f"The encoder spoilt@0 gave .*{sentence}"):
        align_sentences(KOREAN, ENGLISH, aligner=Aligner(spoilt))


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda vectors: vectors[1:], r"the shape \(\d+, 512\), not \(\d+, d\)"),
        (lambda vectors: vectors * np.nan, "hold NaN or infinity"),
        (lambda vectors: vectors[0], r"the shape \(512,\)"),
    ],
)
def test_an_encoder_whose_vectors_of_headlines_are_wrong_is_named(spoil, sentence):
    pair = load_corpus("newsroom", split="test")[0]
    with pytest.raises(EncoderError, match=f"The encoder spoilt@0 gave .*{sentence}"):
        Aligner(_Spoilt(spoil_texts=spoil)).align(pair.source, pair.target)


class RowByRowEncoder(PlainEncoder):
    """An encoder that cannot tell for no texts how long its vectors are."""

    def encode(self, sentences):
        return np.stack([super(RowByRowEncoder, self).encode([sentence])[0] for sentence in sentences])

    def encode_runs(self, sentences, longest):
        return encode_joined_runs(self.encode, sentences, longest)


@pytest.mark.parametrize("crossing", [False, True])
@pytest.mark.parametrize(
    ("source", "target", "beads"),
    [
        ([], ["It rained."], [((), (0,))]),
        (["비가 왔다."], [], [((0,), ())]),
        (["비가 왔다."], [" "], [((), (0,)), ((0,), ())]),
        ([], [], []),
    ],
)
def test_an_encoder_is_asked_for_sentences_only_where_there_are_some(source, target, beads, crossing):
    aligner = Aligner(RowByRowEncoder(), crossing=crossing)
    assert lines_of(align_sentences(source, target, aligner=aligner)) == beads


def _read_only(vectors):
    vectors.flags.writeable = False
    return vectors


@pytest.mark.parametrize(
    "given", [lambda each: each.astype(np.float16), lambda each: each.astype(float), _read_only, np.ndarray.tolist]
)
def test_vectors_may_be_any_numbers(aligner, given):
    pair = load_corpus("newsroom", split="test")[0]
    alignment = Aligner(_Spoilt(given, spoil_texts=given)).align(pair.source, pair.target)
    assert [bead.type for bead in alignment] == [bead.type for bead in aligner.align(pair.source, pair.target)]


def test_an_aligner_says_what_it_is():
    assert repr(Aligner(method="length")) == "Aligner(length)"
    encoder = UniversalSentenceEncoder()
    assert repr(Aligner(encoder)) == f"Aligner(semantic {encoder.name})"


def test_weights_are_for_the_encoder_that_they_name(tmp_path):
    gold = [load_corpus("newsroom", split="dev")[0].gold]
    trained = train_weights(list(make_examples(gold, PlainEncoder())), words=False)
    path = tmp_path / "weights.json"

    class OtherEncoder(PlainEncoder):
        name = "other@1"

    class SameEncoder(PlainEncoder):
        name = "copy@2"

    write_weights([trained], path, provenance="a test", encoder="original@2")
    assert Aligner(SameEncoder(), weights=path).weights.weights
    with pytest.raises(ConfigurationError, match="holds weights for the encoder original@2, not for other@1"):
        Aligner(OtherEncoder(), weights=path)
    both = json.loads(files("bialign.align").joinpath("weights.json").read_text("utf-8"))
    path.write_text(json.dumps(both | {"encoder": "original@2"}), "utf-8")
    with pytest.raises(ConfigurationError, match="holds weights for the encoder original@2, not for use-"):
        align_sentences(["비가 왔다."], ["It rained."], aligner=Aligner(weights=path))


@pytest.mark.parametrize("id_", ["005-rate-cut", "012-short-track-gold"])
def test_decomposed_hangul_is_aligned_as_composed(id_):
    (gold,) = (pair.gold for pair in load_corpus("newsroom") if pair.gold.id == id_)
    source = "\n".join(fragment.text for fragment in gold.source)
    target = fragment_article("\n".join(fragment.text for fragment in gold.target), language="en")
    aligner = Aligner()
    composed, decomposed = (
        aligner.align(fragment_article(unicodedata.normalize(form, source), language="ko"), target)
        for form in ("NFC", "NFD")
    )
    assert composed.beads == decomposed.beads
    assert [fragment.text for fragment in decomposed.source] == [
        unicodedata.normalize("NFD", fragment.text) for fragment in composed.source
    ]


def test_decomposed_accents_are_aligned_as_composed():
    german = ["Die Überschreitung währte drei Tage.", "Für größere Höhen fehlte die Ausrüstung.", "Schön war es."]
    french = ["La traversée dura trois jours.", "Pour les altitudes élevées l'équipement manquait. C'était beau."]
    found = [
        align_sentences(*([unicodedata.normalize(form, line) for line in side] for side in (german, french))).beads
        for form in ("NFC", "NFD")
    ]
    assert found[0] == found[1]


def test_decomposed_fragments_may_all_begin_at_the_same_place():
    texts = [unicodedata.normalize("NFD", text) for text in ("비가 왔다.", "눈이 왔다.", "바람이 불었다.")]
    fragments = [Fragment(FragmentKind.BODY, text, 0, len(text)) for text in texts]
    alignment = Aligner().align_fragments(fragments, fragments_of(["It rained.", "It snowed.", "The wind blew."]))
    assert [bead.type for bead in alignment] == ["1-1"] * 3
    assert alignment.source == tuple(fragments)


def test_encoders_of_vectors_made_beforehand_know_lines_as_they_were_given():
    lines = unicodedata.normalize("NFD", "이 대표는 말했다."), "\uf9e1 대표는 떠났다.", "café 문을 열었다."
    english = ["Lee said so.", "Lee left.", "The café opened."]
    ready = UniversalSentenceEncoder()
    table = {
        line: ready.encode([line])[0] for line in (*lines, *english, unicodedata.normalize("NFD", "서울"), "Seoul")
    }

    class Given:
        name = "given"

        def encode(self, sentences):
            return np.stack([table[sentence] for sentence in sentences])

        def encode_runs(self, sentences, longest):
            runs = np.zeros((len(sentences), longest, 512), dtype=np.float32)
            runs[:, 0] = self.encode(sentences)
            return runs

    aligner = Aligner(Given())
    assert [bead.type for bead in align_sentences(lines, english, aligner=aligner)] == ["1-1"] * 3
    source, target = (
        [Fragment(FragmentKind.HEADLINE, head, 0, len(head)), *fragments_of(body)]
        for head, body in ((unicodedata.normalize("NFD", "서울"), lines), ("Seoul", english))
    )
    assert [bead.type for bead in aligner.align_fragments(source, target)] == ["1-1"] * 4


def test_a_line_of_very_many_words_takes_bounded_memory():
    lines = (
        ["委员会昨天批准了明年的预算" * 1500],
        ["The committee yesterday approved the budget for next year " * 700],
    )
    tracemalloc.start()
    alignment = align_sentences(*lines, source_language="zh", target_language="en")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [bead.type for bead in alignment] == ["1-1"]
    assert peak < 400e6
