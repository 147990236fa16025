import csv
import datetime as dt
import gzip
import json
import math
import os
import shutil
import unicodedata
from pathlib import Path

import attrs
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from building_samples import article_pair, corpus_bytes, write_articles

from bialign.articles import read_article
from bialign.building.build import build_corpus, build_shards, plan_corpus
from bialign.building.dry_run import try_filters
from bialign.building.options import BuildOptions, load_options, options_template
from bialign.building.report import read_report
from bialign.building.tasks import Task, work_folder
from bialign.errors import BialignError, BuildError, ConfigurationError
from bialign.formats import read
from bialign.sentences import split_article

pytestmark = pytest.mark.usefixtures("inline")


# Made-up articles repeat each other.
UNREPEATED = {"repeated": False, "duplicate": False, "near-duplicate": False}


def options(source, output, **changes):
    return BuildOptions(input=source, output=output, aligner="length_aligner:make", **changes)


def failures(folder):
    return [json.loads(line) for line in (folder / "failures.jsonl").read_text("utf-8").splitlines()]


def test_a_folder_becomes_a_corpus_in_several_formats(tmp_path):
    write_articles(tmp_path / "in", 5)
    report = build_corpus(options(tmp_path / "in", tmp_path / "out", formats=("tmx", "parquet", "jsonl")))
    units = [list(read(tmp_path / "out" / f"corpus.{ending}")) for ending in ("tmx", "parquet", "jsonl")]
    assert [unit.source for unit in units[0]] == [unit.source for unit in units[1]]
    assert len(units[2]) == report.statistics.kept == 5 * 7
    assert report.statistics.articles == report.statistics.aligned == 5
    again = read_report(tmp_path / "out")
    assert again == read_report(str(tmp_path / "out"))
    assert again.statistics == report.statistics
    assert units[2][0].id == "0001:1"
    assert report.statistics.bead_kinds == {"headline": 5, "body": 30}
    assert report.signature == "length-aligner/1"


def test_the_report_records_versions_options_and_checksums(tmp_path):
    write_articles(tmp_path / "in", 2)
    build_corpus(options(tmp_path / "in", tmp_path / "out"))
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    assert report["versions"]["bialign"]
    assert report["options"]["filters"]["score"] == 0.5
    assert len(report["input"]["sha256"]) == 64
    (tmp_path / "in" / "ko" / "0001.txt").write_text("제목\n\n다른 글이다.\n", "utf-8")
    build_corpus(options(tmp_path / "in", tmp_path / "other"))
    other = json.loads((tmp_path / "other" / "report.json").read_text("utf-8"))
    assert other["input"]["sha256"] != report["input"]["sha256"]


def test_bad_articles_are_listed_and_stop_nothing(tmp_path):
    write_articles(tmp_path / "in", 40, words={3: "[raise]"})
    (tmp_path / "in" / "ko" / "0005.txt").write_bytes(b"\x00\x01\x02\xff")
    (tmp_path / "in" / "en" / "0007.txt").write_text(" \n", "utf-8")
    (tmp_path / "in" / "en" / "0009.txt").unlink()
    report = build_corpus(options(tmp_path / "in", tmp_path / "out"))
    found = {failure["id"]: failure for failure in failures(tmp_path / "out")}
    assert list(found) == ["0003", "0005", "0007", "0009"]
    assert found["0003"]["stage"] == "aligning"
    assert "ZeroDivisionError" in found["0003"]["reason"]
    assert "binary data" in found["0005"]["reason"]
    assert "empty" in found["0007"]["reason"]
    assert "There is no article named '0009' in" in found["0009"]["reason"]
    assert report.statistics.failed == {"aligning": 1, "reading": 3}
    assert report.statistics.aligned == 36


def test_names_are_paired_whatever_their_unicode_form(tmp_path):
    korean, english = article_pair(1)
    for side, text, form in (("ko", korean, "NFD"), ("en", english, "NFC")):
        (tmp_path / side).mkdir()
        (tmp_path / side / f"{unicodedata.normalize(form, '서울시')}.txt").write_text(text, "utf-8")
    assert build_corpus(options(tmp_path, tmp_path / "out")).statistics.aligned == 1


def rows():
    return [
        {"id": f"a{number}", "ko": korean, "en": english, "section": "politics"}
        for number, (korean, english) in ((number, article_pair(number)) for number in range(1, 131))
    ]


def write_csv(path, records, delimiter):
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(records[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(records)


def write_table(path, records=None):
    records = rows() if records is None else records
    if path.name.endswith(".parquet"):
        pq.write_table(pa.Table.from_pylist(records), path, row_group_size=40)
    elif path.name.endswith((".csv", ".tsv")):
        write_csv(path, records, "," if path.name.endswith(".csv") else "\t")
    else:
        data = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()
        path.write_bytes(gzip.compress(data) if path.name.lower().endswith(".gz") else data)
    return path


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.jsonl", "a.jsonl.gz", "A.JSONL.GZ", "a.parquet"])
def test_tables_give_the_same_corpus_whatever_their_format(tmp_path, name):
    path = write_table(tmp_path / name)
    report = build_corpus(options(path, tmp_path / "out", shard_size=50, filters=UNREPEATED))
    units = list(read(tmp_path / "out" / "corpus.jsonl"))
    assert report.statistics.articles == 130
    assert [unit.metadata["article"] for unit in units[::7]] == [f"a{number}" for number in range(1, 131)]
    assert {unit.source for unit in units if unit.metadata["article"] == "a77"} >= {
        article_pair(77)[0].split("\n")[0]
    }


@pytest.mark.parametrize(
    "names", [("ko", "en", "source"), ("source", "target", "ko"), ("source", "en", "target_note")]
)
def test_columns_of_texts_are_named_alike_where_they_can_be(tmp_path, names):
    texts = article_pair(1)
    row = {names[2]: "연합뉴스", names[0]: texts[0], names[1]: texts[1]}
    write_csv(tmp_path / "a.csv", [row], ",")
    build_corpus(options(tmp_path / "a.csv", tmp_path / "out", alignments=True))
    (alignment,) = read(tmp_path / "out" / "alignments.jsonl.gz")
    assert alignment.source[0].text == texts[0].split("\n")[0]
    assert alignment.metadata[names[2]] == "연합뉴스"


def test_a_column_named_like_word_links_does_not_spoil_the_corpus(tmp_path):
    texts = article_pair(1)
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({"ko": texts[0], "en": texts[1], "word_links": "none"}) + "\n", "utf-8")
    report = build_corpus(options(path, tmp_path / "out"))
    assert len(list(read(tmp_path / "out" / "corpus.jsonl"))) == report.statistics.kept > 0


def test_metadata_of_a_table_reach_the_alignments(tmp_path):
    build_corpus(options(write_table(tmp_path / "a.csv"), tmp_path / "out", limit=3, alignments=True))
    alignments = list(read(tmp_path / "out" / "alignments.jsonl.gz"))
    assert [alignment.metadata["section"] for alignment in alignments] == ["politics"] * 3


def test_metadata_of_a_table_reach_the_units_of_every_format_or_are_counted_as_lost(tmp_path):
    texts = article_pair(1)
    row = {
        "id": "a1",
        "ko": texts[0],
        "en": texts[1],
        "section": "politics",
        "source_places": "서울",
        "bead": "목걸이",
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(row), "utf-8")
    report = build_corpus(
        options(tmp_path / "a.jsonl", tmp_path / "out", formats=["jsonl", "tmx", "tsv", "xces", "moses"])
    )
    for name in ("corpus.jsonl", "corpus.tmx", "corpus.tsv"):
        units = list(read(tmp_path / "out" / name))
        assert {unit.metadata["section"] for unit in units} == {"politics"}
        assert {unit.metadata["article"] for unit in units} == {"a1"}
        assert {unit.metadata["bead"] for unit in units} == {"1-1"}
    assert report.losses["xces"]["metadata"] == report.losses["moses"]["metadata"] == report.statistics.kept


def test_personal_data_in_the_columns_of_a_table_are_masked(tmp_path):
    texts = article_pair(1)
    row = {"id": "a1", "ko": texts[0], "en": texts[1], "author": "김 기자 kim@example.com"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row), "utf-8")
    build_corpus(options(tmp_path / "a.jsonl", tmp_path / "out", mask_personal_data=True, alignments=True))
    for name in ("corpus.jsonl", "alignments.jsonl.gz"):
        assert {item.metadata["author"] for item in read(tmp_path / "out" / name)} == {"김 기자 [EMAIL]"}


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".jsonl.gz"])
@pytest.mark.parametrize("whole_folder", [True, False])
def test_rows_without_ids_of_tables_named_alike_are_told_apart(tmp_path, monkeypatch, whole_folder, ending):
    monkeypatch.chdir(tmp_path)
    names = [f"in/a/news{ending}", f"in/news.2024{ending}", f"in/news.2025{ending}"]
    for number, name in enumerate(names):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        write_table(Path(name), [dict(zip(("ko", "en"), article_pair(number), strict=True))])
    build_corpus(options("in/" if whole_folder else names, "out", alignments=True))
    ids = [alignment.id for alignment in read("out/alignments.jsonl.gz")]
    assert ids == ["a/news-1", "news.2024-1", "news.2025-1"]


def test_two_files_of_sentences_are_called_by_the_whole_name(tmp_path):
    for name, text in (("news.2024.ko", "가.\n"), ("news.2024.en", "A.\n")):
        (tmp_path / name).write_text(text, "utf-8")
    build_corpus(options([tmp_path / "news.2024.ko", tmp_path / "news.2024.en"], tmp_path / "out", alignments=True))
    assert [alignment.id for alignment in read(tmp_path / "out" / "alignments.jsonl.gz")] == ["news.2024"]


def test_a_folder_of_tables_is_one_input(tmp_path):
    (tmp_path / "in").mkdir()
    write_table(tmp_path / "in" / "1.jsonl")
    write_table(tmp_path / "in" / "2.parquet")
    assert build_corpus(options(tmp_path / "in", tmp_path / "out")).statistics.articles == 260


def test_a_manifest_names_files_beside_it(tmp_path):
    write_articles(tmp_path / "in", 2)
    manifest = tmp_path / "pairs.jsonl"
    manifest.write_text(
        '{"id": "x", "source_path": "in/ko/0001.txt", "target_path": "in/en/0001.txt"}\n'
        '{"id": "y", "source_path": "in/ko/0002.txt", "target_path": "in/en/missing.txt"}\n'
        "{broken\n",
        "utf-8",
    )
    report = build_corpus(options(manifest, tmp_path / "out"))
    assert report.statistics.aligned == 1
    reasons = [failure["reason"] for failure in failures(tmp_path / "out")]
    assert "missing.txt" in reasons[0]
    assert "pairs.jsonl:3:2: Expected JSON" in reasons[1]


def test_two_files_of_sentences_are_one_document(tmp_path):
    (tmp_path / "book.ko.txt").write_text("하나다.\n\n둘이다. 셋이다.\n", "utf-8")
    (tmp_path / "book.en.txt").write_text("It is one.\n\nIt is two. It is three.\n", "utf-8")
    source = (tmp_path / "book.ko.txt", tmp_path / "book.en.txt")
    report = build_corpus(options(source, tmp_path / "out", filters={"too-short": 1}))
    units = list(read(tmp_path / "out" / "corpus.jsonl"))
    assert [unit.source for unit in units] == ["하나다.", "둘이다. 셋이다."]
    assert report.statistics.bead_types == {"1-1": 2}


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("a.html", "<div><h1>{0}</h1><p>{1}</p></div>"),  # saved without the rest of its page
        ("a.shtml", "<!doctype html><html><body><h1>{0}</h1><p>{1}</p></body></html>"),
        ("a.txt", "<!doctype html><html><body><h1>{0}</h1><p>{1}</p></body></html>"),
        ("a.txt", "<div>{0}</div>\n\n{1}\n"),
    ],
)
def test_a_file_is_read_alike_alone_and_in_a_corpus(tmp_path, name, page):
    texts = {
        "ko": ("새 도서관 문 연다", "서울시는 새 도서관의 문을 5월 1일에 연다고 밝혔다."),
        "en": ("New Library Opens", "The city of Seoul said that the new library opens on May 1."),
    }
    for side, (title, text) in texts.items():
        (tmp_path / side).mkdir()
        (tmp_path / side / name).write_text(page.format(title, text), "utf-8")
    build_corpus(options(tmp_path, tmp_path / "out", alignments=True))
    (alignment,) = read(tmp_path / "out" / "alignments.jsonl.gz")
    alone = split_article(read_article(tmp_path / "ko" / name, language="ko"))
    assert [(f.kind, f.text) for f in alignment.source] == [(f.kind, f.text) for f in alone]
    assert alignment.id == alone.id == "a"


def test_html_pages_are_read_as_articles(tmp_path):
    page = "<!doctype html><html><head><title>{0}</title></head><body><article><h1>{0}</h1><p>{1}</p></article></body></html>"
    for side, title, text in (
        ("ko", "시의 새 도서관", "서울시는 도서관 사업에 384명이 참여했다고 밝혔다. " * 6),
        ("en", "A new library", "The city of Seoul said that 384 people took part in its library project. " * 6),
    ):
        (tmp_path / side).mkdir()
        (tmp_path / side / "a.html").write_text(page.format(title, text), "utf-8")
    report = build_corpus(options(tmp_path, tmp_path / "out"))
    assert report.statistics.bead_kinds["headline"] == 1
    assert report.statistics.dropped["duplicate"] == 5


def test_duplicates_are_dropped_across_shards_and_the_first_stays(tmp_path):
    records = rows() + [{**record, "id": f"again-{record['id']}"} for record in rows()[:3]]
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    plain = {"repeated": False, "near-duplicate": False}
    report = build_corpus(options(path, tmp_path / "out", shard_size=50, filters=plain))
    units = list(read(tmp_path / "out" / "corpus.jsonl"))
    assert not [unit.id for unit in units if unit.id.startswith("again")]
    assert report.statistics.dropped["duplicate"] == report.statistics.found["duplicate"] >= 21
    assert report.statistics.kept + sum(report.statistics.dropped.values()) == report.statistics.units


def test_text_that_stands_in_many_articles_is_dropped_everywhere(tmp_path):
    records = rows()[:20]
    for record in records[:12]:
        record["ko"] += "자세한 내용은 시청에 물어보면 된다.\n"
        record["en"] += "The city hall will tell you more about it.\n"
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    build_corpus(options(path, tmp_path / "out", filters={"duplicate": False, "near-duplicate": False}))
    assert not [unit for unit in read(tmp_path / "out" / "corpus.jsonl") if "자세한" in unit.source]
    build_corpus(
        options(path, tmp_path / "other", filters={"repeated": 13, "duplicate": False, "near-duplicate": False})
    )
    assert len([unit for unit in read(tmp_path / "other" / "corpus.jsonl") if "자세한" in unit.source]) == 12


def test_personal_data_are_masked_on_request(tmp_path):
    (tmp_path / "ko").mkdir()
    (tmp_path / "en").mkdir()
    (tmp_path / "ko" / "a.txt").write_text(
        "제목이다\n\n문의는 kim@example.com 또는 02-123-4567로 하면 된다.\n", "utf-8"
    )
    (tmp_path / "en" / "a.txt").write_text("A headline\n\nWrite to kim@example.com or call 02-123-4567.\n", "utf-8")
    report = build_corpus(options(tmp_path, tmp_path / "out", mask_personal_data=True, alignments=True))
    text = (tmp_path / "out" / "corpus.jsonl").read_text("utf-8")
    whole = gzip.decompress((tmp_path / "out" / "alignments.jsonl.gz").read_bytes()).decode("utf-8")
    for written in (text, whole):
        assert "[EMAIL]" in written
        assert "kim@" not in written
        assert "123-4567" not in written
    assert [len(item) for item in read(tmp_path / "out" / "alignments.jsonl.gz")] == [2]
    assert report.statistics.masked == {"e-mail": 2, "telephone number": 2}


def test_several_tables_are_one_corpus(tmp_path):
    records = rows()
    paths = [tmp_path / name for name in ("part1.jsonl", "part2.jsonl")]
    for path, part in zip(paths, (records[:70], records[70:]), strict=True):
        path.write_text("".join(json.dumps(record) + "\n" for record in part), "utf-8")
    assert build_corpus(options(tuple(paths), tmp_path / "out")).statistics.aligned == 130
    (tmp_path / "lines.en").write_text("A line.\n", "utf-8")
    with pytest.raises(ConfigurationError, match="one is a table and one is not"):
        build_corpus(options((paths[0], tmp_path / "lines.en"), tmp_path / "other"))


@pytest.mark.parametrize("missing", ["", None, "no key"])
def test_a_first_row_without_text_is_a_failure_like_any_other(tmp_path, missing):
    records = rows()[:5]
    if missing == "no key":
        del records[0]["ko"]
    else:
        records[0]["ko"] = missing
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    report = build_corpus(options(tmp_path / "a.jsonl", tmp_path / "out"))
    assert report.statistics.aligned == 4
    assert [failure["id"] for failure in failures(tmp_path / "out")] == ["a1"]


def test_binary_columns_hold_text_in_utf8(tmp_path):
    records = [{**record, "ko": record["ko"].encode()} for record in rows()[:3]]
    records[1]["ko"] = b"\xb0\xa1"
    pq.write_table(pa.Table.from_pylist(records), tmp_path / "a.parquet")
    build_corpus(options(tmp_path / "a.parquet", tmp_path / "out"))
    assert {unit.id.partition(":")[0] for unit in read(tmp_path / "out" / "corpus.jsonl")} == {"a1", "a3"}
    assert ["has no source text" in failure["reason"] for failure in failures(tmp_path / "out")] == [True]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (["비가 왔다.", "집에 갔다."], "its column ko holds a list; join its items with line breaks."),
        ({"text": "비가 왔다."}, "its column ko holds an object, not a text."),
        (7, "its column ko holds 7, not a text."),
        (True, "its column ko holds true, not a text."),
        (math.nan, "its column source, ko, source_path or ko_path is missing or empty."),
    ],
)
def test_what_is_no_text_is_a_failure_and_gets_into_no_corpus(tmp_path, value, reason):
    records = rows()[:3]
    records[1]["ko"] = value
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    build_corpus(options(tmp_path / "a.jsonl", tmp_path / "out"))
    assert {unit.id.partition(":")[0] for unit in read(tmp_path / "out" / "corpus.jsonl")} == {"a1", "a3"}
    assert [failure["reason"] for failure in failures(tmp_path / "out")] == [f"The row has no source text: {reason}"]


def test_a_parquet_column_of_lists_of_sentences_is_refused(tmp_path):
    records = [{**record, "ko": record["ko"].split("\n")} for record in rows()[:3]]
    pq.write_table(pa.Table.from_pylist(records), tmp_path / "a.parquet")
    with pytest.raises(BuildError, match=r"None of 3 .* its column ko holds a list; join its items with line breaks"):
        build_corpus(options(tmp_path / "a.parquet", tmp_path / "out"))


def test_metadata_have_dates_as_iso_8601_writes_them_and_no_nan(tmp_path):
    extra = {"date": dt.date(2026, 11, 5), "time": dt.datetime(2026, 11, 5, 9, 30, tzinfo=dt.UTC), "rate": math.nan}
    pq.write_table(pa.Table.from_pylist([{**rows()[0], **extra}]), tmp_path / "a.parquet")
    build_corpus(options(tmp_path / "a.parquet", tmp_path / "out", alignments=True))
    (alignment,) = read(tmp_path / "out" / "alignments.jsonl.gz")
    assert {name: alignment.metadata.get(name) for name in extra} == {
        "date": "2026-11-05",
        "time": "2026-11-05T09:30:00+00:00",
        "rate": None,
    }


def test_failures_name_files_whose_names_are_not_utf8_in_valid_json(tmp_path):
    write_articles(tmp_path / "in", 1)
    for side in ("ko", "en"):
        (tmp_path / "in" / side / "\udcb0\udca1.txt").write_bytes(b"\x00\x01")
    build_corpus(options(tmp_path / "in", tmp_path / "out"))
    (failure,) = failures(tmp_path / "out")
    assert failure["id"] == "\udcb0\udca1"


def test_lines_are_sentences_whatever_they_hold_and_in_whatever_language(tmp_path):
    lines = {
        "de": ["Es regnete. Ich blieb zu Hause.", "Dann kam die Sonne."],
        "fr": ["Il pleuvait.", "Puis il fit beau."],
    }
    for language, texts in lines.items():
        (tmp_path / language).write_text("\n".join(texts) + "\n", "utf-8")
    build_corpus(
        BuildOptions(
            input=(tmp_path / "de", tmp_path / "fr"),
            output=tmp_path / "out",
            source_language="de",
            target_language="fr",
            alignments=True,
        )
    )
    (alignment,) = read(tmp_path / "out" / "alignments.jsonl.gz")
    assert [fragment.text for fragment in alignment.source] == lines["de"]
    assert [fragment.text for fragment in alignment.target] == lines["fr"]


def test_the_corpus_is_cut_into_files_of_whole_shards(tmp_path):
    path = write_table(tmp_path / "a.jsonl")
    report = build_corpus(options(path, tmp_path / "out", formats="tsv", shard_size=50, articles_per_file=60))
    assert report.files == tuple(f"corpus-{number:05}-of-00003.tsv" for number in (1, 2, 3))


def test_a_complete_corpus_is_not_built_again(tmp_path):
    write_articles(tmp_path / "in", 3)
    build_corpus(options(tmp_path / "in", tmp_path / "out"))
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").glob("*.json*")}
    report = build_corpus(options(tmp_path / "in", tmp_path / "out"))
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").glob("*.json*")} == before
    assert report.statistics.kept == 21


def test_other_options_need_a_restart(tmp_path):
    write_articles(tmp_path / "in", 3)
    build_corpus(options(tmp_path / "in", tmp_path / "out"))
    changed = options(tmp_path / "in", tmp_path / "out", filters={"score": 0.9})
    with pytest.raises(BuildError, match=r"filters: score 0\.5, now 0\.9"):
        build_corpus(changed)
    assert build_corpus(changed, restart=True).statistics.dropped["score"] > 0


@pytest.mark.parametrize("source", ["in", "a.jsonl", "a.jsonl.gz", "manifest.csv"])
def test_files_that_were_taken_away_are_made_again(tmp_path, source):
    write_articles(tmp_path / "in", 120)
    if source == "manifest.csv":
        records = [{"ko_path": f"in/ko/{n:04}.txt", "en_path": f"in/en/{n:04}.txt"} for n in range(1, 121)]
        write_csv(tmp_path / source, records, ",")
    elif source != "in":
        write_table(tmp_path / source)
    out = tmp_path / "out"
    asked = options(tmp_path / source, out, shard_size=50, articles_per_file=60)
    build_corpus(asked)
    made = corpus_bytes(out)
    assert build_shards(attrs.evolve(asked, shard=(1, 1))) == 0
    with pytest.raises(BuildError, match="is complete already"):
        plan_corpus(asked)
    (out / "corpus-00002-of-00003.jsonl").unlink()
    with pytest.raises(BuildError, match="other options"):
        build_corpus(asked, limit=60)
    build_corpus(asked)
    assert corpus_bytes(out) == made
    (out / "corpus-00002-of-00003.jsonl").unlink()
    assert sum(build_shards(attrs.evolve(asked, shard=(part, 2))) for part in (2, 1)) == 3
    assert build_corpus(asked).done == 0
    assert corpus_bytes(out) == made
    for name in made:
        (out / name).unlink()
    build_corpus(asked)
    assert corpus_bytes(out) == made


def test_a_corpus_without_its_plan_is_not_overwritten_by_other_options(tmp_path):
    write_articles(tmp_path / "in", 3)
    build_corpus(options(tmp_path / "in", tmp_path / "out"))
    shutil.rmtree(tmp_path / "out" / ".build")
    with pytest.raises(BuildError, match="other options"):
        build_corpus(options(tmp_path / "in", tmp_path / "out", limit=2))


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.parquet"])
@pytest.mark.parametrize("way", [str, Path.as_uri])
def test_a_table_edited_while_a_build_is_interrupted_is_refused(tmp_path, name, way):
    table = write_table(tmp_path / name)
    other = write_table(tmp_path / f"other-{name}")
    asked = options(way(table), tmp_path / "out", shard_size=50)
    build = plan_corpus(asked)
    build.run(Task("shard", 1))
    # Of the same size and with the same number of rows.
    table.write_bytes(other.read_bytes().replace(b"News number 7", b"News number 8"))
    sentence = f"{name} has changed since the build began: begin anew with the option restart"
    with pytest.raises(BuildError, match=sentence):
        build.run(Task("shard", 0))
    with pytest.raises(BuildError, match=sentence):
        build_corpus(asked)
    assert build_corpus(asked, restart=True).statistics.aligned == 130
    os.utime(table, (1, 1))
    (tmp_path / "out" / "corpus.jsonl").unlink()
    with pytest.raises(BuildError, match=sentence):
        build_corpus(asked)
    assert (tmp_path / "out" / "report.json").exists()


def test_failures_are_not_counted_as_aligned_in_this_run(tmp_path):
    write_articles(tmp_path / "in", 5, words={2: "[raise]", 4: "[raise]"})
    assert build_corpus(options(tmp_path / "in", tmp_path / "out")).done == 3
    run = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))
    assert run["articles_aligned_in_this_run"] == 3


def test_a_build_that_aligned_nothing_fails_and_is_tried_again(tmp_path):
    table, out = tmp_path / "a.jsonl", tmp_path / "out"
    pairs = [article_pair(number, word="[raise]") for number in (1, 2)]
    text = "".join(json.dumps({"ko": korean, "en": english}) + "\n" for korean, english in pairs)
    table.write_text(text, "utf-8")
    sentence = "None of 2 article pairs could be aligned; the first, a-1: ZeroDivisionError: a fault of the aligner"
    for _ in range(2):
        with pytest.raises(BuildError, match=sentence):
            build_corpus(options(table, out))
        assert names(out) == ["failures.jsonl"]
        assert len(failures(out)) == 2
    with pytest.raises(BuildError, match=sentence):
        try_filters(options(table, out))
    table.write_text(text.replace("[raise]", ""), "utf-8")
    assert build_corpus(options(table, out)).statistics.aligned == 2
    assert failures(out) == []


def names(folder):
    return sorted(path.name for path in folder.iterdir() if path.name != ".build")


def test_a_restart_leaves_no_file_of_the_earlier_corpus(tmp_path):
    table = write_table(tmp_path / "a.jsonl")
    out = tmp_path / "out"
    build_corpus(options(table, out, shard_size=50, articles_per_file=60))
    assert len(list(out.glob("corpus-*-of-00003.jsonl"))) == 3
    (out / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(ConfigurationError, match="There is no"):
        build_corpus(options(tmp_path / "b.jsonl", out, restart=True))
    assert len(list(out.glob("corpus-*-of-00003.jsonl"))) == 3
    build_corpus(options(table, out, limit=40, restart=True))
    assert names(out) == ["corpus.jsonl", "failures.jsonl", "notes.txt", "report.json", "run.json"]
    build_corpus(options(table, out, limit=40, restart=True, formats="tsv"))
    assert names(out) == ["corpus.tsv", "failures.jsonl", "notes.txt", "report.json", "run.json"]


def test_a_restart_on_a_cluster_that_cannot_be_had_costs_no_corpus(tmp_path, monkeypatch):
    write_articles(tmp_path / "in", 4)
    build_corpus(options(tmp_path / "in", tmp_path / "out"))
    before = corpus_bytes(tmp_path / "out")

    def refusing(_options):
        raise BuildError("The Ray cluster cannot be reached.")

    monkeypatch.setattr("bialign.building.build._engine", refusing)
    with pytest.raises(BuildError, match="cannot be reached"):
        build_corpus(options(tmp_path / "in", tmp_path / "out", engine="ray", restart=True))
    assert corpus_bytes(tmp_path / "out") == before


def test_a_restart_leaves_no_file_of_a_corpus_that_was_not_finished(tmp_path, monkeypatch):
    table = write_table(tmp_path / "a.jsonl")
    out = tmp_path / "out"
    with monkeypatch.context() as patch:
        patch.setattr("bialign.building.build.make_report", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            build_corpus(options(table, out, shard_size=50, articles_per_file=60))
    assert len(list(out.glob("corpus-*-of-00003.jsonl"))) == 3
    build_corpus(options(table, out, limit=40, restart=True))
    assert names(out) == ["corpus.jsonl", "failures.jsonl", "report.json", "run.json"]


@pytest.mark.parametrize(
    ("source", "output", "sentence"),
    [
        ("corpus.jsonl", ".", "output folder .* holds .*corpus.jsonl, which is read"),
        (["in/ko/0001.txt", "in/en/0001.txt"], "in", "output folder .* holds .*0001.txt, which is read"),
        ("in", ".", "holds .*ko, which is read"),
        ("in", "in/ko/out", "is or lies in .*ko, which is read"),
        ("tabs", "tabs", "is or lies in .*tabs, which is read"),
        ("tabs", "link", "is or lies in .*tabs, which is read"),
        ("tabs", "tabs/a/b", "is or lies in .*tabs, which is read"),
        ("in", "mine", "failures.jsonl is there already and is of no build"),
        ("in", "theirs", "report.json is there already and is of no build"),
    ],
)
def test_a_build_overwrites_nothing_that_is_not_its_own(tmp_path, source, output, sentence):
    write_articles(tmp_path / "in", 3)
    for name in ("corpus.jsonl", "tabs/a.jsonl", "mine/failures.jsonl", "theirs/report.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        write_table(tmp_path / name)
    (tmp_path / "link").symlink_to(tmp_path / "tabs", target_is_directory=True)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    sources = [tmp_path / name for name in ([source] if isinstance(source, str) else source)]
    for way in (str, Path.as_uri):
        for restart in (False, True):
            asked = options([way(path) for path in sources], way(tmp_path / output), restart=restart)
            for function in (build_corpus, plan_corpus):
                with pytest.raises(ConfigurationError, match=sentence):
                    function(asked)
            with pytest.raises(ConfigurationError, match=sentence):
                build_shards(attrs.evolve(asked, shard=(1, 1)))
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("name", "formats"),
    [
        ("corpus.jsonl", "jsonl"),
        ("corpus.ko-en.ids", "moses"),
        ("corpus.ko.zip", "xces"),
        ("corpus-00001-of-00002.tmx", "tmx"),
        ("alignments-00001-of-00002.jsonl.gz", "tsv"),
    ],
)
@pytest.mark.parametrize("earlier", ["none", "failed", "complete"])
def test_no_file_of_the_user_is_overwritten_whatever_build_was_there(tmp_path, name, formats, earlier):
    out = tmp_path / "out"
    out.mkdir()
    (out / name).write_text("mine", "utf-8")
    table = write_table(tmp_path / "a.csv")
    if earlier == "failed":
        (tmp_path / "empty.csv").write_text("id,ko,en\n", "utf-8")
        with pytest.raises(BialignError, match="there is no article pair"):
            build_corpus(options(tmp_path / "empty.csv", out, formats="parquet"))
    if earlier == "complete":
        build_corpus(options(table, out, limit=3, formats="parquet"))
    asked = options(
        table, out, limit=60, formats=formats, shard_size=50, articles_per_file=50, alignments=True, restart=True
    )
    with pytest.raises(ConfigurationError, match=f"{name} is there already and is of no build"):
        build_corpus(asked)
    assert (out / name).read_text("utf-8") == "mine"
    assert (out / "corpus.parquet").exists() == (earlier == "complete")


def test_a_build_that_was_interrupted_while_it_put_files_goes_on(tmp_path, monkeypatch):
    table = write_table(tmp_path / "a.csv")
    asked = options(table, tmp_path / "out", limit=3, formats=["moses", "xces"])
    with monkeypatch.context() as patch:
        patch.setattr("bialign.building.export.PartWriter._statistics", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            build_corpus(asked)
    assert "corpus.ko-en.ko" in names(tmp_path / "out")
    assert build_corpus(asked).statistics.aligned == 3


@pytest.mark.parametrize(
    ("location", "work"),
    [("/", "/.build"), ("out/", "out/.build"), (".", ".build"), ("file:///a/", "file:///a/.build")],
)
def test_the_work_folder_lies_in_the_output_folder(location, work):
    assert work_folder(location).location == work


@pytest.mark.parametrize("name", ["os:getcwd", "os:getenv", "os:sep", "os:nothing", "os", ":make", ""])
def test_what_makes_no_aligner_is_refused_before_any_article(tmp_path, name):
    write_articles(tmp_path / "in", 3)
    with pytest.raises(ConfigurationError, match="The aligner .*" + name):
        build_corpus(BuildOptions(input=tmp_path / "in", output=tmp_path / "out", aligner=name))
    assert failures(tmp_path / "out") == []
    assert not (tmp_path / "out" / "corpus.jsonl").exists()


def test_a_corpus_may_lie_beside_the_folders_of_articles(tmp_path):
    write_articles(tmp_path, 3)
    for _ in range(2):
        assert build_corpus(options(tmp_path, tmp_path / "out")).statistics.aligned == 3


@pytest.mark.parametrize("names", [("ko-KR", "en-US"), ("KO", "en"), ("ko_KR", "en-GB")])
def test_folders_of_languages_may_name_regions(tmp_path, names):
    write_articles(tmp_path / "plain", 3)
    write_articles(tmp_path / "in", 3)
    for tag, name in zip(("ko", "en"), names, strict=True):
        (tmp_path / "in" / tag).rename(tmp_path / "in" / name)
    build_corpus(options(tmp_path / "plain", tmp_path / "out"))
    expected = corpus_bytes(tmp_path / "out")["corpus.jsonl"]
    for location, output in ((tmp_path / "in", "corpus"), ((tmp_path / "in").as_uri(), "other")):
        for _ in range(2):  # the corpus that lies beside them later is no table that is read
            report = build_corpus(options(location, tmp_path / "in" / output))
            assert corpus_bytes(tmp_path / "in" / output)["corpus.jsonl"] == expected
        assert report.changed == ()
    with pytest.raises(ConfigurationError, match=rf"is or lies in .*{names[0]}, which is read"):
        build_corpus(options(tmp_path / "in", tmp_path / "in" / names[0] / "out"))


def test_of_several_folders_of_a_language_none_is_taken(tmp_path):
    write_articles(tmp_path / "in", 2)
    for folder, name in (("ko", "ko-KR"), ("en", "en-US")):
        (tmp_path / "in" / folder).rename(tmp_path / "in" / name)
    (tmp_path / "in" / "en-GB").mkdir()
    (tmp_path / "in" / "en-GB" / "0001.txt").write_text("It rained.\n", "utf-8")
    with pytest.raises(
        ConfigurationError, match=r"but articles in en-GB, en-US, ko-KR: give two folders, the source"
    ):
        build_corpus(options(tmp_path / "in", tmp_path / "out"))
    report = build_corpus(options(tmp_path / "in", tmp_path / "out", target_language="en-US"))
    assert report.statistics.aligned == 2


def test_tables_in_folders_with_regions_are_read_as_such(tmp_path):
    write_articles(tmp_path / "in", 1)
    for folder, name in (("ko", "ko-KR"), ("en", "en-US")):
        (tmp_path / "in" / folder).rename(tmp_path / "in" / name)
        write_table(tmp_path / "in" / name / "a.csv")
    expected = build_corpus(options(write_table(tmp_path / "a.csv"), tmp_path / "one")).statistics.aligned
    report = build_corpus(options(tmp_path / "in", tmp_path / "both"))
    assert report.statistics.aligned == 2 * expected


def test_an_empty_folder_is_not_taken_for_that_of_a_language(tmp_path):
    write_articles(tmp_path / "in", 2)
    for folder, name in (("ko", "ko-KR"), ("en", "en-US")):
        (tmp_path / "in" / folder).rename(tmp_path / "in" / name)
    (tmp_path / "in" / "ko").mkdir()
    assert build_corpus(options(tmp_path / "in", tmp_path / "out")).statistics.aligned == 2


def test_a_manifest_beside_folders_with_regions_is_read(tmp_path):
    write_articles(tmp_path / "in", 3)
    for folder, name in (("ko", "ko-KR"), ("en", "en-US")):
        (tmp_path / "in" / folder).rename(tmp_path / "in" / name)
    row = {"id": "a", "ko_path": "ko-KR/0001.txt", "en_path": "en-US/0001.txt"}
    (tmp_path / "in" / "pairs.jsonl").write_text(json.dumps(row), "utf-8")
    assert build_corpus(options(tmp_path / "in", tmp_path / "out")).statistics.aligned == 1


def test_a_dry_run_shows_what_filters_drop_and_writes_nothing(tmp_path):
    write_articles(tmp_path / "in", 3)
    trial = try_filters(options(tmp_path / "in", tmp_path / "out", filters={"kind": ["headline"], "too-short": 10}))
    assert [unit.kind for unit in trial.examples["kind"]] == ["body"] * 3
    assert trial.report.statistics.dropped == {"kind": 18, "too-short": 3}
    assert not (tmp_path / "out").exists()


def test_input_and_output_may_be_uris(tmp_path):
    write_articles(tmp_path / "in", 3)
    build_corpus(options(tmp_path / "in", tmp_path / "here"))
    build_corpus(options((tmp_path / "in").as_uri(), (tmp_path / "there").as_uri()))
    here, there = corpus_bytes(tmp_path / "here"), corpus_bytes(tmp_path / "there")
    assert here["corpus.jsonl"] == there["corpus.jsonl"]
    table = write_table(tmp_path / "a.parquet")
    build_corpus(options(table, tmp_path / "table"))
    build_corpus(options(table.as_uri(), (tmp_path / "uri").as_uri(), formats="moses"))
    assert (tmp_path / "uri" / "corpus.ko-en.ko").read_text("utf-8").count("\n") == len(
        list(read(tmp_path / "table" / "corpus.jsonl"))
    )


@pytest.mark.parametrize(("tags", "name"), [(("ko", "en"), "corpus.ko-en"), (("ko-KR", "en"), "corpus.moses")])
def test_a_pair_of_plain_text_files_is_named_so_that_it_can_be_read(tmp_path, tags, name):
    write_articles(tmp_path / "in", 3)
    asked = options(
        [tmp_path / "in" / "ko", tmp_path / "in" / "en"],
        tmp_path / "out",
        formats=["moses", "tsv"],
        source_language=tags[0],
        target_language=tags[1],
    )
    build_corpus(asked)
    given = {"source_language": tags[0], "target_language": tags[1]} if name == "corpus.moses" else {}
    texts = [
        [unit.source for unit in read(tmp_path / "out" / file, **more)]
        for file, more in ((name, given), ("corpus.tsv", {}))
    ]
    assert texts[0] == texts[1] != []


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("nowhere", "There is no"),
        ("empty", "holds neither the folders ko and en nor a table"),
        ("a.txt", "is no table"),
        ("b.csv", "has no column for the target text"),
        ("c.csv", "there is no article pair"),
    ],
)
def test_input_that_is_none_is_told_in_a_sentence(tmp_path, source, sentence):
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.txt").write_text("text", "utf-8")
    (tmp_path / "b.csv").write_text("id,ko\n1,글\n", "utf-8")
    (tmp_path / "c.csv").write_text("id,ko,en\n", "utf-8")
    with pytest.raises(ConfigurationError, match=sentence):
        build_corpus(options(tmp_path / source, tmp_path / "out"))


@pytest.mark.parametrize("names", [("source", "target"), ("ko", "en"), ("translation", "")])
def test_names_of_files_in_a_column_of_texts_are_refused_and_not_aligned(tmp_path, names):
    write_articles(tmp_path, 3)
    rows = [{"ko": f"ko/{name}.txt", "en": f"en/{name}.txt"} for name in ("0001", "0002")]
    if names[1]:
        rows = [dict(zip(names, row.values(), strict=True)) for row in rows]
    else:
        rows = [{"translation": row} for row in rows]
    (tmp_path / "a.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    with pytest.raises(ConfigurationError, match=r"holds names of files, not texts: .* such as source_path"):
        build_corpus(options(tmp_path / "a.jsonl", tmp_path / "out"))


def test_a_text_that_is_called_as_a_file_is_a_text_beside_others(tmp_path):
    for name in ("비", "Rain"):
        (tmp_path / name).write_text("text", "utf-8")
    rows = "".join(f"비,Rain\n{n}월에 눈이 왔다.,It snowed in month {n}.\n" for n in range(1, 4))
    (tmp_path / "a.csv").write_text(f"ko,en\n{rows}", "utf-8")
    assert build_corpus(options(tmp_path / "a.csv", tmp_path / "out", lines=True)).statistics.aligned == 6


def test_a_column_that_is_named_but_not_there_is_told_by_its_name(tmp_path):
    (tmp_path / "b.csv").write_text("id,ko,en\n1,글,text\n", "utf-8")
    with pytest.raises(ConfigurationError, match=r"has no column 'kor': name that of the source text .* id, ko, en"):
        build_corpus(options(tmp_path / "b.csv", tmp_path / "out", source_column="kor", target_column="en"))


def test_the_template_of_a_configuration_can_be_read(tmp_path):
    # Windows' editor begins files with a byte order mark.
    (tmp_path / "corpus.toml").write_text(options_template(), "utf-8-sig")
    loaded = load_options(tmp_path / "corpus.toml")
    assert loaded.formats == ("tmx", "parquet")
    assert loaded.input == (str(tmp_path / "articles"),)
    assert "# score = 0.5  # drops a pair that has a probability below N" in options_template()
    assert "drops a pair that is of another kind than these" in options_template()
    uncommented = (
        options_template().replace("# score = 0.5", "score = 0.7").replace("# repeated = 10", "repeated = false")
    )
    (tmp_path / "corpus.toml").write_text(uncommented, "utf-8")
    loaded = load_options(tmp_path / "corpus.toml", filters={"copy": "off"}, workers=3)
    assert (loaded.filters["score"], loaded.filters["repeated"], loaded.filters["copy"]) == (0.7, False, False)
    assert loaded.workers == 3


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("input = ", "is not TOML"),
        ('input = "a"\noutput = "b"\ncolour = 1', "there is no option 'colour'"),
        ('output = "b"', "names no input"),
        ('input = "a"\noutput = "b"\n[filters]\nbeauty = 1', "There is no filter 'beauty'"),
        ('input = "a"\noutput = "b"\n[filters]\nscore = 7', "takes a number from 0 to 1, not 7"),
        ('input = "a"\noutput = "b"\nfilters = 3', "the option filters is a table"),
        ('input = 3\noutput = "b"', "the option input is a text in quotes or a list of them, not 3"),
        ('input = "a"\noutput = 3', "the option output is a text in quotes, not 3"),
        ('input = "a"\noutput = "b"\nworkers = "2"', "the option workers is a whole number, not '2'"),
        ('input = "a"\noutput = "b"\nworkers = true', "the option workers is a whole number, not True"),
        ('input = "a"\noutput = "b"\nlines = "yes"', "the option lines is true or false, not 'yes'"),
        ('input = "a"\noutput = "b"\ntime_limit = nan', "The option time_limit is a number more than 0, not nan"),
        *(
            (f'input = "a"\noutput = "b"\nencoding = "{name}"', "is not a text encoding")
            for name in ("utf-9", "", "hex", "undefined", "a\\u0000b")
        ),
        ('input = ["a", ""]\noutput = "b"', "names no input"),
        ('input = "a"\noutput = ""', "names no output"),
        ('input = "a"\noutput = "b"\ntime_limit = inf', "a number more than 0, not inf"),
        ('input = "a"\noutput = "b"\nformats = ["docx"]', "There is no format 'docx'"),
    ],
)
def test_a_wrong_configuration_is_told_in_a_sentence(tmp_path, text, sentence):
    (tmp_path / "corpus.toml").write_text(text, "utf-8")
    with pytest.raises(ConfigurationError, match=sentence):
        load_options(tmp_path / "corpus.toml")


def test_a_row_with_too_many_fields_is_told_and_not_cut(tmp_path):
    table = tmp_path / "a.csv"
    table.write_text(
        'id,ko,en\na,비가 왔다.,It rained.\nb,비가 왔다, 많이.,It rained.\nc,"비가 왔다, 많이.",It rained.,\n',
        "utf-8",
    )
    report = build_corpus(options(table, tmp_path / "out"))
    assert {unit.metadata["article"] for unit in read(tmp_path / "out" / "corpus.jsonl")} == {"a", "c"}
    (failure,) = [json.loads(line) for line in (tmp_path / "out" / "failures.jsonl").read_text("utf-8").splitlines()]
    assert "a.csv:3: Expected 3 fields, found 4" in json.dumps(failure, ensure_ascii=False)
    assert report.statistics.kept == 2


def test_what_filters_found_and_dropped_adds_up_as_counted_again_from_the_alignments(tmp_path):
    write_articles(tmp_path / "in", 40, words={3: "[raise]"})
    shutil.copy(tmp_path / "in" / "ko" / "0001.txt", tmp_path / "in" / "ko" / "0041.txt")
    shutil.copy(tmp_path / "in" / "en" / "0001.txt", tmp_path / "in" / "en" / "0041.txt")
    (tmp_path / "in" / "ko" / "0042.txt").write_text("서울시 소식\n\n첫 문장이다.\n\n둘째 문장이다.\n", "utf-8")
    (tmp_path / "in" / "en" / "0042.txt").write_text("News of Seoul\n\nThe first sentence is here.\n", "utf-8")
    filters = {"score": 0.62, "kind": ("body",)}
    report = build_corpus(options(tmp_path / "in", tmp_path / "out", alignments=True, filters=filters)).to_json()
    with gzip.open(tmp_path / "out" / "alignments.jsonl.gz") as stream:
        beads = [bead for line in stream for bead in json.loads(line)["beads"]]
    paired = [bead for bead in beads if bead["source"] and bead["target"]]
    of_kind = [bead for bead in paired if bead["kind"] == "body"]
    low = [bead for bead in of_kind if bead["score"] < 0.62]
    dropped = report["dropped"]
    assert (report["articles"], report["aligned"], report["failed"]) == (42, 41, {"aligning": 1})
    assert dropped["one-sided"] == report["found"]["one-sided"] == len(beads) - len(paired) > 0
    assert dropped["kind"] == report["found"]["kind"] == len(paired) - len(of_kind) > 0
    assert dropped["score"] == report["found"]["score"] == len(low) > 0
    assert dropped["duplicate"] > 0
    assert len(beads) == report["units"] == report["kept"] + sum(dropped.values())
    assert len((tmp_path / "out" / "corpus.jsonl").read_text("utf-8").splitlines()) == report["kept"]
