"""pandas and DuckDB read our CSV, TSV and Parquet, and we read theirs; cut sees the columns."""

import csv
import subprocess

import duckdb
import pandas as pd
import pytest
from interop_corpus import PAIRS, UNITS

from bialign import formats


@pytest.mark.parametrize(("name", "separator"), [("a.csv", ","), ("a.tsv", "\t")])
def test_pandas_reads_our_tables(tmp_path, name, separator):
    formats.write(UNITS, tmp_path / name)
    frame = pd.read_csv(tmp_path / name, sep=separator, keep_default_na=False)
    assert list(zip(frame["source"], frame["target"], strict=True)) == PAIRS
    assert frame["score"].tolist() == [unit.score for unit in UNITS]
    assert frame["id"].tolist() == [unit.id for unit in UNITS]


@pytest.mark.parametrize(("name", "delimiter"), [("a.csv", ","), ("a.tsv", "\\t")])
def test_duckdb_reads_our_tables(tmp_path, name, delimiter):
    formats.write(UNITS, tmp_path / name)
    query = f"SELECT source, target, score, kind FROM read_csv('{tmp_path / name}', delim='{delimiter}', header=true)"
    rows = duckdb.sql(query).fetchall()
    assert [row[:2] for row in rows] == PAIRS
    assert [row[2] for row in rows] == [unit.score for unit in UNITS]


def test_duckdb_tells_an_empty_text_from_no_value(tmp_path):
    from bialign import TranslationUnit

    formats.write(
        [TranslationUnit("가", "", "ko", "en"), TranslationUnit("나", "b", "ko", "en", score=0.5)], tmp_path / "a.csv"
    )
    rows = duckdb.sql(
        f"SELECT target, score FROM read_csv('{tmp_path / 'a.csv'}', header=true, allow_quoted_nulls=false)"
    ).fetchall()
    assert rows == [("", None), ("b", 0.5)]


@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_the_standard_library_reads_our_tables(tmp_path, name):
    formats.write(UNITS, tmp_path / name)
    with (tmp_path / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t" if name.endswith("tsv") else ","))
    assert [(row["source"], row["target"]) for row in rows] == PAIRS


def test_cut_sees_the_columns_of_an_escaped_table(tmp_path):
    formats.write(UNITS, tmp_path / "a.tsv", quoting="escape", columns=["id", "target", "source"])
    output = subprocess.run(["cut", "-f", "2", tmp_path / "a.tsv"], capture_output=True, check=True).stdout.decode()
    lines = output.split("\n")[1:-1]
    assert lines[3] == "tab\\there, backslash \\\\t there"
    assert len(lines) == len(PAIRS)
    assert lines[1] == PAIRS[1][1]


@pytest.mark.parametrize(("name", "separator"), [("a.csv", ","), ("a.tsv", "\t")])
def test_we_read_tables_of_pandas(tmp_path, name, separator):
    frame = pd.DataFrame({"ko": [a for a, _ in PAIRS], "en": [b for _, b in PAIRS], "score": 0.5, "domain": "news"})
    frame.to_csv(tmp_path / name, sep=separator, index=False)
    units = list(formats.read(tmp_path / name))
    assert [(unit.source, unit.target) for unit in units] == PAIRS
    assert {(unit.score, unit.metadata["domain"]) for unit in units} == {(0.5, "news")}


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.parquet"])
def test_we_read_tables_of_duckdb(tmp_path, name):
    frame = pd.DataFrame({"ko": [a for a, _ in PAIRS], "en": [b for _, b in PAIRS]})
    options = {"a.csv": "HEADER", "a.tsv": "HEADER, DELIMITER '\t'", "a.parquet": "FORMAT parquet"}[name]
    connection = duckdb.connect()
    connection.register("pairs", frame)
    connection.execute(f"COPY (SELECT * FROM pairs) TO '{tmp_path / name}' ({options})")
    assert [(unit.source, unit.target) for unit in formats.read(tmp_path / name)] == PAIRS


def test_pandas_and_duckdb_read_our_parquet(tmp_path):
    formats.write(UNITS, tmp_path / "a.parquet")
    frame = pd.read_parquet(tmp_path / "a.parquet")
    assert list(zip(frame["source"], frame["target"], strict=True)) == PAIRS
    assert str(frame["score"].dtype) == "float64"
    rows = duckdb.sql(f"SELECT source, target, metadata->>'article' FROM '{tmp_path / 'a.parquet'}'").fetchall()
    assert rows == [(*pair, "budget") for pair in PAIRS]
    formats.write(UNITS, tmp_path / "b.parquet", layout="translation")
    rows = duckdb.sql(f"SELECT translation.ko, translation.en FROM '{tmp_path / 'b.parquet'}'").fetchall()
    assert rows == PAIRS


def test_we_read_parquet_of_pandas(tmp_path):
    frame = pd.DataFrame(
        {
            "source": [a for a, _ in PAIRS],
            "target": [b for _, b in PAIRS],
            "score": [0.5] * len(PAIRS),
            "rank": range(len(PAIRS)),
        }
    )
    frame.to_parquet(tmp_path / "a.parquet")
    units = list(formats.read(tmp_path / "a.parquet", source_language="ko", target_language="en"))
    assert [(unit.source, unit.target) for unit in units] == PAIRS
    assert units[3].metadata == {"rank": "3"}
