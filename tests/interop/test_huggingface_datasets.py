"""`datasets` loads our JSON Lines and Parquet, and we read what it writes."""

import datasets
import pytest
from interop_corpus import PAIRS, UNITS

from bialign import formats


@pytest.fixture(autouse=True)
def _offline(monkeypatch, tmp_path):
    monkeypatch.setattr(datasets.config, "HF_DATASETS_OFFLINE", True)
    datasets.disable_progress_bars()


def load(kind, path, tmp_path):
    return datasets.load_dataset(kind, data_files=str(path), split="train", cache_dir=str(tmp_path / "cache"))


@pytest.mark.parametrize(("name", "kind"), [("a.hf.jsonl", "json"), ("a.parquet", "parquet")])
def test_datasets_loads_translation_records(tmp_path, name, kind):
    options = {"layout": "translation"} if kind == "parquet" else {}
    formats.write(UNITS, tmp_path / name, **options)
    loaded = load(kind, tmp_path / name, tmp_path)
    assert [(row["translation"]["ko"], row["translation"]["en"]) for row in loaded] == PAIRS
    assert loaded["score"][:] == [unit.score for unit in UNITS]
    if kind == "parquet":
        assert isinstance(loaded.features["translation"], datasets.Translation)


def test_datasets_loads_our_native_units_and_parquet_columns(tmp_path):
    formats.write(UNITS, tmp_path / "a.jsonl")
    formats.write(UNITS, tmp_path / "b.parquet")
    for kind, name in (("json", "a.jsonl"), ("parquet", "b.parquet")):
        loaded = load(kind, tmp_path / name, tmp_path)
        assert [(row["source"], row["target"]) for row in loaded] == PAIRS
        assert loaded.features["score"].dtype == "float64"


@pytest.mark.parametrize("kind", ["json", "parquet"])
def test_we_read_what_datasets_writes(tmp_path, kind):
    features = datasets.Features(
        {"translation": datasets.Translation(languages=["ko", "en"]), "id": datasets.Value("string")}
    )
    rows = [{"translation": {"ko": source, "en": target}, "id": str(n)} for n, (source, target) in enumerate(PAIRS)]
    dataset = datasets.Dataset.from_list(rows, features=features)
    path = tmp_path / f"a.{kind}"
    dataset.to_parquet(path) if kind == "parquet" else dataset.to_json(path, force_ascii=False)
    units = list(formats.read(path, source_language="ko", target_language="en"))
    assert [(unit.source, unit.target) for unit in units] == PAIRS
    assert [unit.id for unit in units] == [str(n) for n in range(len(PAIRS))]
