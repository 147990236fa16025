"""Tables that a corpus is built from: read whatever they are compressed by, told of in a sentence if damaged."""

import csv
import gc
import gzip
import json
import lzma
import random
import re
import subprocess
import sys
import warnings

import pyarrow.parquet
import pytest
import zstandard

from bialign.building.build import build_corpus
from bialign.building.inputs import side_size
from bialign.building.options import BuildOptions
from bialign.building.records import Side
from bialign.building.tables import read_rows, scan_table
from bialign.errors import BuildError, ConfigurationError

ROWS = 300
DATA = ("ko,en\n" + "".join(f"가{number},a{number}\n" for number in range(ROWS))).encode()
HALVES = zstandard.compress(DATA[:999]) + zstandard.compress(DATA[999:])


def rows_of(path):
    return [row for span in scan_table(str(path)).spans(100) for row in read_rows(span)]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", DATA),
        ("a.csv.gz", gzip.compress(DATA)),
        ("a.csv.xz", lzma.compress(DATA)),
        ("a.csv.zst", zstandard.compress(DATA)),
        ("A.CSV.ZST", HALVES),
    ],
)
def test_a_table_is_read_whole_and_closed(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    # What other tests left open is closed before.
    gc.collect()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        rows = rows_of(path)
        gc.collect()
    assert [row["en"] for row in rows] == [f"a{number}" for number in range(ROWS)]
    assert caught == []


def test_long_articles_are_read_whatever_limit_a_program_has_set(tmp_path):
    before = csv.field_size_limit(100)
    try:
        (tmp_path / "a.csv").write_text(f"ko,en\n가,{'a' * 200_000}\n", "utf-8")
        assert [len(row["en"]) for row in rows_of(tmp_path / "a.csv")] == [200_000]
    finally:
        csv.field_size_limit(before)


def test_importing_the_package_leaves_the_limit_of_others_alone():
    code = "import csv; before = csv.field_size_limit(); import bialign.building.tables; assert csv.field_size_limit() == before"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv.gz", gzip.compress(DATA)[:-20]),
        ("a.csv.gz", gzip.compress(b"")[:10] + b"\xff" * 50),
        ("a.csv.xz", lzma.compress(DATA)[:-60]),
        ("a.csv.zst", zstandard.compress(DATA)[:-20]),
        ("a.csv.zst", HALVES[:-1]),
        ("a.csv.zst", zstandard.compress(b"")[:6] + b"\xff" * 50),
        ("a.csv.zst", DATA),
    ],
)
def test_a_damaged_table_is_told_of_in_a_sentence(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(BuildError, match=r"a\.csv\.\w+:\d+: cannot be read: .+\."):
        scan_table(str(path))


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_bytes_that_are_no_text_are_told_with_their_line(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"{}\n{}\n\xff\n{}\n")
    with pytest.raises(BuildError, match=rf"{re.escape(name)}:3: Expected UTF-8 text"):
        scan_table(str(path))


@pytest.mark.parametrize("encoding", ["latin-1", "cp949"])
def test_a_table_in_utf_8_with_a_stray_byte_is_not_read_in_the_encoding_of_the_texts(tmp_path, encoding):
    path = tmp_path / "a.csv"
    path.write_bytes("\ufeffid,ko\n1,서울\n".encode() + b"2,caf\xe9\n")
    with pytest.raises(BuildError, match=r"a\.csv:3: Expected UTF-8 text"):
        scan_table(str(path), encoding)


def test_a_mark_at_the_begin_tells_that_a_table_is_in_utf_8(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"\xef\xbb\xbfid,en\n1,caf\xe9\n")
    for encoding in ("latin-1", "utf-8-sig"):
        with pytest.raises(BuildError, match=r"a\.csv:2: Expected UTF-8"):
            scan_table(str(tmp_path / "a.csv"), encoding)


@pytest.mark.parametrize("encoding", ["iso2022_kr", "iso2022_jp", "hz", "utf_7"])
def test_a_table_may_be_in_utf_8_where_texts_are_in_an_encoding_that_shifts(tmp_path, encoding):
    rows = [{"id": "1", "source": "a.ko.txt"}, {"id": "2", "source": "한글.txt"}]
    for name, text in (("a.csv", "id,source\n1,a.ko.txt\n"), ("b.csv", "id,source\n1,a.ko.txt\n2,한글.txt\n")):
        (tmp_path / name).write_text(text, "utf-8")
        (span,) = scan_table(str(tmp_path / name), encoding).spans(100)
        assert list(read_rows(span)) == rows[: span.rows]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "a.parquet")
    assert scan_table(str(tmp_path / "a.parquet"), encoding).rows == 2


@pytest.mark.parametrize("encoding", ["iso2022_kr", "iso2022_jp", "hz", "utf_7"])
def test_a_table_in_an_encoding_that_shifts_is_refused(tmp_path, encoding):
    (tmp_path / "a.csv").write_bytes("id,zh\n1,北京\n".encode(encoding))
    with pytest.raises(ConfigurationError, match="lines are not found by their bytes: convert it to UTF-8"):
        scan_table(str(tmp_path / "a.csv"), encoding)


@pytest.mark.parametrize("encoding", ["idna", "punycode", "hex"])
def test_an_encoding_of_something_else_is_none_of_text(tmp_path, encoding):
    (tmp_path / "a.csv").write_bytes(DATA)
    with pytest.raises(ConfigurationError, match="is not a text encoding"):
        scan_table(str(tmp_path / "a.csv"), encoding)


def test_a_text_is_measured_in_bytes_wherever_it_is(tmp_path):
    (tmp_path / "a.txt").write_text("가나다", "utf-8")
    assert side_size(Side(text="가나다")) == side_size(Side(path=str(tmp_path / "a.txt"))) == 9


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        (
            "a.csv",
            'ko,en\n가,a\n"나,b\n다,c\n',
            "a.csv:3: The double quote that opens a field of this row is never closed.",
        ),
        (
            "a.tsv",
            'ko\ten\n"가"라고\ta\n',
            "a.tsv:2: A field in double quotes goes on after the closing one: double those within it.",
        ),
        (
            "a.csv",
            "ko,en\r가,a\r",
            "a.csv:1: A carriage return stands amid the line: end lines with line feeds, or quote the field.",
        ),
    ],
)
def test_wrong_quotes_and_line_ends_are_told_with_the_line_where_they_begin(tmp_path, name, data, problem):
    (tmp_path / name).write_bytes(data.encode())
    with pytest.raises(BuildError, match=rf"{re.escape(problem)}$"):
        scan_table(str(tmp_path / name))


@pytest.mark.parametrize(("name", "called"), [("a.csv", "commas"), ("a.tsv", "tabs")])
def test_a_table_with_semicolons_between_its_columns_says_what_is_expected(tmp_path, name, called):
    (tmp_path / name).write_text("ko;en\n가;a\n", "utf-8")
    with pytest.raises(BuildError, match=f":1: Expected {called} between the columns, found semicolons: save "):
        scan_table(str(tmp_path / name))


@pytest.mark.parametrize(("name", "delimiter", "called"), [("a.csv", ",", "commas"), ("a.tsv", "\t", "tabs")])
def test_a_row_with_too_many_fields_names_the_delimiter(tmp_path, name, delimiter, called):
    (tmp_path / name).write_text(delimiter.join(["ko", "en\n가", "a", "b\n"]), "utf-8")
    (row,) = rows_of(tmp_path / name)
    assert row[""].endswith(f"{name}:2: Expected 2 fields, found 3: quote those with {called}.")
    (tmp_path / name).write_text(f"ko\n가{delimiter}a\n", "utf-8")
    (row,) = rows_of(tmp_path / name)
    assert row[""].endswith(f"{name}:2: Expected 1 field, found 2: quote those with {called}.")


def stray_texts(texts):
    """Return a column of texts in which bytes are not checked, as some programs write them."""
    column = pyarrow.array(texts, pyarrow.binary())
    return pyarrow.Array.from_buffers(pyarrow.string(), len(column), column.buffers())


@pytest.mark.parametrize("place", [0, 7])
@pytest.mark.parametrize("nested", [False, True])
def test_bytes_that_are_no_text_in_a_parquet_column_of_texts_spoil_their_row_alone(tmp_path, inline, place, nested):
    texts = [f"서울시는 {number}명이 왔다고 밝혔다.".encode() for number in range(10)]
    texts[place] = b"caf\xe9"
    english = pyarrow.array([f"Seoul said that {number} people came." for number in range(10)])
    columns = {"ko": stray_texts(texts), "en": english}
    if nested:
        columns = {"translation": pyarrow.StructArray.from_arrays(columns.values(), columns)}
    pyarrow.parquet.write_table(pyarrow.table(columns), tmp_path / "a.parquet")
    report = build_corpus(BuildOptions(input=tmp_path / "a.parquet", output=tmp_path / "out", workers=1))
    assert (report.statistics.aligned, report.statistics.failed) == (9, {"reading": 1})
    failure = json.loads((tmp_path / "out" / "failures.jsonl").read_text("utf-8"))
    assert failure["id"] == f"a-{place + 1}"
    assert "ko holds bytes that are not UTF-8" in failure["reason"]


@pytest.mark.parametrize("rows", [1, 40])
def test_a_parquet_file_with_damage_in_the_middle_is_told_in_a_sentence(tmp_path, rows):
    chance = random.Random(1)
    texts = [chance.randbytes(40_000).hex() for _ in range(rows)]
    path = tmp_path / "a.parquet"
    pyarrow.parquet.write_table(pyarrow.table({"ko": texts, "en": texts}), path, use_dictionary=False)
    data = bytearray(path.read_bytes())
    middle = slice(len(data) // 4, len(data) * 3 // 4)
    data[middle] = chance.randbytes(len(data[middle]))
    path.write_bytes(data)
    with pytest.raises(BuildError, match=r"a\.parquet cannot be read: .*[^.]\.$"):
        list(read_rows(scan_table(str(path)).whole))
