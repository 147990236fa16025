import datetime as dt
import json
import math
import random

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bialign.articles import fragment_article
from bialign.building.pairing.assignment import assign
from bialign.building.pairing.candidates import Candidates, find_candidates
from bialign.building.pairing.collection import article_date
from bialign.building.pairing.files import list_collection, read_collection, write_pairs, write_unmatched
from bialign.building.pairing.pairing import pair_articles, pair_vectors
from bialign.encoders.use import UniversalSentenceEncoder
from bialign.errors import ConfigurationError, LanguageError
from bialign.evaluation import load_corpus
from bialign.sentences import split_article


def unit(rows):
    rows = np.asarray(rows, dtype=np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def made_up(count, size=64, seed=0):
    chance = np.random.default_rng(seed)
    source = chance.standard_normal((count, size))
    order = chance.permutation(count)
    return unit(source), unit((source + 0.3 * chance.standard_normal((count, size)))[order]), order


def unknown(count):
    return np.full(count, np.nan)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 30), st.integers(1, 30), st.integers(0, 10**6), st.booleans())
def test_candidates_are_the_nearest_within_the_window(sources, targets, seed, dated):
    chance = np.random.default_rng(seed)
    source, target = (
        unit(chance.standard_normal((sources, 8)).reshape(-1, 8) + 1e-3),
        unit(chance.standard_normal((targets, 8))),
    )
    days = [chance.integers(0, 6, count).astype(float) if dated else unknown(count) for count in (sources, targets)]
    if dated and sources:
        days[0][0] = np.nan
    found = find_candidates(source, target, *days, window=2, nearest=3)
    similarity = source @ target.T
    allowed = ~(np.abs(days[0][:, None] - days[1][None, :]) > 2)
    expected = set()
    for row in range(sources):
        places = np.flatnonzero(allowed[row])
        expected.update((row, int(j)) for j in places[np.argsort(-similarity[row, places])][:3])
    for column in range(targets):
        places = np.flatnonzero(allowed[:, column])
        expected.update((int(i), column) for i in places[np.argsort(-similarity[places, column])][:3])
    assert set(zip(found.source.tolist(), found.target.tolist(), strict=True)) == expected
    assert np.allclose(
        found.similarity, [similarity[pair] for pair in zip(found.source, found.target, strict=True)], atol=1e-5
    )


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 5), st.integers(1, 5), st.integers(0, 10**6))
def test_the_assignment_is_the_best_one_to_one(sources, targets, seed):
    chance = random.Random(seed)
    pairs = [(i, j) for i in range(sources) for j in range(targets) if chance.random() < 0.7]
    odds = np.array([chance.uniform(-3, 6) for _ in pairs])
    columns = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    nothing = np.zeros(len(pairs), np.float32)
    chosen = assign(Candidates(columns[:, 0], columns[:, 1], nothing, nothing), odds, sources, 0.0)
    assert len({pairs[k][0] for k in chosen}) == len({pairs[k][1] for k in chosen}) == len(chosen)

    def best(row, taken):
        if row == sources:
            return 0.0
        options = [best(row + 1, taken)]
        for (i, j), value in zip(pairs, odds, strict=True):
            if i == row and j not in taken:
                options.append(value + best(row + 1, taken | {j}))
        return max(options)

    assert sum(odds[chosen]) == pytest.approx(best(0, frozenset()))
    assert all(odds[chosen] > 0)


def test_vectors_alone_are_paired():
    source, target, order = made_up(300)
    pairing = pair_vectors(source, target[:250])
    assert len(pairing.matches) >= 240
    assert all(order[match.target] == match.source for match in pairing.matches)
    assert len(pairing.matches) + len(pairing.source_unmatched) == 300
    assert all(entry.nearest is not None and entry.probability < 0.5 for entry in pairing.target_unmatched)


def test_small_collections_are_paired_the_same_either_way():
    source, target, _ = made_up(8, size=16)
    (forward,) = pair_vectors(source[:6], target[:1]).matches
    (back,) = pair_vectors(target[:1], source[:6]).matches
    assert (forward.source, forward.target, forward.probability) == (back.target, back.source, back.probability)


def test_articles_of_other_days_change_no_margin():
    source, target, order = made_up(8)
    days = np.array([0.0, *range(100, 107)])
    translation = int(np.flatnonzero(order == 0)[0])
    every = find_candidates(source, target, days, days[order])
    (place,) = np.flatnonzero(every.source == 0)
    alone = find_candidates(source[:1], target[translation : translation + 1], days[:1], days[:1])
    assert alone.margin[0] == pytest.approx(every.margin[place], abs=1e-6)


def test_days_far_apart_are_never_paired():
    source, target, order = made_up(20)
    days = np.arange(20.0)
    pairing = pair_vectors(source, target, source_days=days, target_days=days[order] + 10, window=3)
    assert pairing.matches == ()


def test_wrong_vectors_and_thresholds_are_told():
    with pytest.raises(ConfigurationError, match="of shapes"):
        pair_vectors(np.zeros((2, 3), np.float32), np.zeros((2, 4), np.float32))
    source, target, _ = made_up(3)
    with pytest.raises(ConfigurationError, match="between 0 and 1"):
        pair_vectors(source, target, least=1.5)


@pytest.fixture(scope="module")
def encoder():
    return UniversalSentenceEncoder(threads=1)


@pytest.fixture(scope="module")
def shuffled():
    """The newsroom's articles that weights were not fitted on, shuffled, without some translations."""
    pairs = [pair for split in ("dev", "test") for pair in load_corpus("newsroom", split=split)]
    chance = random.Random(0)
    sides = []
    for side in ("source", "target"):
        articles = [
            split_article(fragment_article(getattr(p, side).text, language=getattr(p, side).language, id=p.id))
            for p in pairs
        ]
        del articles[2 if side == "source" else 7]
        chance.shuffle(articles)
        sides.append(articles)
    return sides


def test_shuffled_articles_find_their_translations_in_either_direction(encoder, shuffled):
    korean, english = shuffled
    pairing = pair_articles(korean, english, encoder=encoder)
    assert [(korean[m.source].id, english[m.target].id) for m in pairing.matches] == [
        (a.id, a.id) for a in korean if a.id in {b.id for b in english}
    ]
    assert len(pairing.source_unmatched) == len(pairing.target_unmatched) == 1
    back = pair_articles(english, korean, encoder=encoder)
    assert {(m.target, m.source, m.probability) for m in back.matches} == {
        (m.source, m.target, m.probability) for m in pairing.matches
    }


def test_two_collections_of_one_language_are_refused(encoder, shuffled):
    with pytest.raises(LanguageError, match="needs Korean and English"):
        pair_articles(shuffled[0], shuffled[0], encoder=encoder)


def test_an_article_in_the_other_language_takes_no_translation_from_another(tmp_path, encoder, shuffled):
    for side, articles in zip(("ko", "en"), shuffled, strict=True):
        (tmp_path / side).mkdir()
        for number, article in enumerate(articles):
            (tmp_path / side / f"{number:03}.txt").write_text(article.text, "utf-8")
    expected = pair_articles(*shuffled, encoder=encoder)
    for number, article in enumerate(shuffled[0]):
        (tmp_path / "en" / f"copy-{number}.txt").write_text(article.text, "utf-8")
    sides = [read_collection(list_collection(str(tmp_path / side), side), side) for side in ("ko", "en")]
    pairing = pair_articles(sides[0].articles, sides[1].articles, encoder=encoder)
    assert [(match.source, match.target) for match in pairing.matches] == [
        (match.source, match.target) for match in expected.matches
    ]
    assert sides[0].problems == []
    assert dict(sides[1].problems) == {
        f"copy-{number}": "The article is not English, the language of this collection."
        for number in range(len(shuffled[0]))
    }


def test_a_collection_in_a_third_language_is_refused(tmp_path):
    (tmp_path / "a.txt").write_text("Es regnet.", "utf-8")
    with pytest.raises(LanguageError, match=r"Pairing works for Korean .* not for 'de'"):
        read_collection(list_collection(str(tmp_path), "de"), "de")


@pytest.mark.parametrize(
    ("text", "name", "date"),
    [
        ("제목\n입력 2026.11.05 09:30\n\n본문이다.", "a", dt.date(2026, 11, 5)),
        ("제목\n\n본문이다.", "20140909-park", dt.date(2014, 9, 9)),
        ("제목\n\n2014년 9월 9일에 끝났다.", "a", None),
    ],
)
def test_dates_come_from_timestamps_and_file_names(text, name, date):
    assert article_date(fragment_article(text, language="ko"), name) == date


def test_ids_of_a_table_may_be_numbers(tmp_path):
    rows = [{"id": 0, "text": "가"}, {"id": 7, "text": "나"}, {"id": "", "text": "다"}, {"text": "라"}]
    (tmp_path / "ko.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert [entry.id for entry in list_collection(str(tmp_path / "ko.jsonl"), "ko")] == ["0", "7", "3", "4"]


def test_what_a_table_has_in_place_of_texts_is_not_read_as_one(tmp_path):
    rows = [
        {"id": math.nan, "text": "가", "date": math.nan, "published": "2026-11-05"},
        {"text": ["나", "다"]},
        {"text": 7},
        {"text": math.nan},
        {"path": ["a.txt"]},
    ]
    (tmp_path / "ko.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    first, *others = list_collection(str(tmp_path / "ko.jsonl"), "ko")
    assert (first.id, first.side.text, first.date) == ("1", "가", "2026-11-05")
    assert [entry.problem for entry in others] == [
        "Row 2 has no text: its column text holds a list; join its items with line breaks.",
        "Row 3 has no text: its column text holds 7, not a text.",
        "Row 4 has neither a text nor a path; its columns are text.",
        "Row 5 has no text: its column path holds a list; join its items with line breaks.",
    ]


def test_a_binary_column_is_read_as_utf_8(tmp_path):
    rows = [{"text": "한국은행".encode(), "date": dt.date(2026, 11, 5)}, {"text": b"\xb0\xa1", "date": None}]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "ko.parquet")
    first, second = list_collection(str(tmp_path / "ko.parquet"), "ko")
    assert (first.side.text, first.date) == ("한국은행", "2026-11-05")
    assert second.problem == (
        "Row 2 has no text: its column text holds bytes that are not UTF-8; make it a column of texts."
    )


@pytest.mark.parametrize("ending", ["txt", "html", "HTM", "xhtml", "shtml"])
def test_every_kind_of_article_file_is_listed(tmp_path, ending):
    (tmp_path / f"a.{ending}").write_text("<p>가나다.</p>", "utf-8")
    (tmp_path / "notes.md").write_text("가나다.", "utf-8")
    assert [entry.id for entry in list_collection(str(tmp_path), "ko")] == ["a"]


def test_two_articles_of_one_name_are_refused(tmp_path):
    for name in ("a.txt", "a.html"):
        (tmp_path / name).write_text("가나다.", "utf-8")
    with pytest.raises(ConfigurationError, match=r"two articles of one name: a\.html and a\.txt"):
        list_collection(str(tmp_path), "ko")


def test_articles_of_iterators_are_paired(encoder, shuffled):
    korean, english = (articles[:6] for articles in shuffled)
    expected = pair_articles(korean, english, encoder=encoder)
    assert pair_articles(iter(korean), (article for article in english), encoder=encoder) == expected
    days = [3] * 2
    vectors = np.ones((2, 3))
    assert pair_vectors(vectors.tolist(), vectors, source_days=days, target_days=days) == pair_vectors(
        vectors, vectors
    )


def test_days_may_be_unknown_and_dates():
    vectors = np.eye(4, 3)
    days = np.array([3, 4, np.nan, 5])
    expected = pair_vectors(vectors, vectors, source_days=days, target_days=days)
    dates = np.array(["1970-01-04", "1970-01-05", "NaT", "1970-01-06"], dtype="datetime64[D]")
    for own in ([3.0, 4, None, 5], days.astype(object), dates):
        assert pair_vectors(vectors, vectors.astype(object), source_days=own, target_days=days) == expected
    with pytest.raises(ConfigurationError, match="Days are an array of numbers"):
        pair_vectors(vectors, vectors, source_days=["a", "b", "c", "d"], target_days=days)


def test_an_empty_name_is_no_collection():
    with pytest.raises(ConfigurationError, match=r"^A collection is an empty text: name a folder or table"):
        list_collection("", "ko")


def test_collections_are_folders_or_tables(tmp_path, encoder, shuffled):
    for side, articles in zip(("ko", "en"), shuffled, strict=True):
        (tmp_path / side).mkdir()
        for number, article in enumerate(articles[:6]):
            (tmp_path / side / f"{side}{number}.txt").write_text(article.text, "utf-8")
        rows = [{"id": f"{side}{number}", "text": article.text} for number, article in enumerate(articles[:6])]
        (tmp_path / f"{side}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    (tmp_path / "ko" / "ko9.txt").write_bytes(b"\x00\x00")
    results = []
    for ending in ("", ".jsonl"):
        sides = [
            read_collection(list_collection(str(tmp_path / f"{side}{ending}"), side), side) for side in ("ko", "en")
        ]
        pairing = pair_articles(sides[0].articles, sides[1].articles, encoder=encoder)
        write_pairs(pairing, sides[0].entries, sides[1].entries, tmp_path / "pairs.jsonl")
        write_unmatched(pairing, *sides, tmp_path / "rest.jsonl")
        results.append([json.loads(line) for line in (tmp_path / "pairs.jsonl").read_text("utf-8").splitlines()])
        rest = [json.loads(line) for line in (tmp_path / "rest.jsonl").read_text("utf-8").splitlines()]
        assert len(rest) == 12 - 2 * len(results[-1]) + (ending == "")
    assert rest[-1]["side"] == "target"
    assert [row["source_id"] for row in results[0]] == [row["source_id"] for row in results[1]]
    assert results[0][0]["source_path"].startswith("ko/ko")
    assert results[1][0]["source"].strip()


def test_paths_in_a_table_start_from_its_folder_and_a_broken_row_stops_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "sub"
    folder.mkdir()
    (folder / "a.txt").write_text("제목\n\n본문이다.", "utf-8")
    (folder / "ko.csv").write_text("id,path\na,a.txt\nb,\nc,a.txt,more\n", "utf-8")
    collection = read_collection(list_collection("sub/ko.csv", "ko"), "ko")
    assert [article.id for article in collection.articles] == ["a"]
    assert collection.problems == [
        ("b", "Row 2 has neither a text nor a path; its columns are id, path."),
        ("3", "sub/ko.csv:4: Expected 2 fields, found 3: quote those with commas."),
    ]


def test_a_table_without_a_column_of_texts_is_refused(tmp_path):
    (tmp_path / "ko.csv").write_text("id,words\na,b\n", "utf-8")
    with pytest.raises(ConfigurationError, match="holds no article: Row 1 has neither a text nor a path"):
        list_collection(str(tmp_path / "ko.csv"), "ko")


def test_a_table_is_listed_in_the_encoding_that_is_named(tmp_path):
    (tmp_path / "ko.csv").write_bytes("id,ko\n1,한국은행\n".encode("cp949"))
    (entry,) = list_collection(str(tmp_path / "ko.csv"), "ko", encoding="cp949")
    assert entry.side.text == "한국은행"
    with pytest.raises(ConfigurationError, match="not a text encoding that Python knows"):
        list_collection(str(tmp_path / "ko.csv"), "ko", encoding="cp999999")
