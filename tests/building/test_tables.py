"""Tables that a corpus is built from: read whatever they are compressed by, told of in a sentence if damaged."""

import csv
import gc
import gzip
import lzma
import re
import subprocess
import sys
import warnings

import pytest
import zstandard

from bialign.building.inputs import side_size
from bialign.building.records import Side
from bialign.building.tables import read_rows, scan_table
from bialign.errors import BuildError

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


def test_a_text_is_measured_in_bytes_wherever_it_is(tmp_path):
    (tmp_path / "a.txt").write_text("가나다", "utf-8")
    assert side_size(Side(text="가나다")) == side_size(Side(path=str(tmp_path / "a.txt"))) == 9
