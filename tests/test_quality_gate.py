"""No change makes the aligner worse unnoticed: figures on the gold corpus stay above their floors.

Floors are in `quality_floors.json`, with the corpus's digest and the tolerance. Where a change of corpus or aligner
moves the figures for a good reason, `python benchmarks/quality.py --write` makes the new figures the floors.
"""

import importlib
import json
from pathlib import Path

from bialign.evaluation import load_corpus

ROOT = Path(__file__).parents[1]
FLOORS = json.loads((ROOT / "tests" / "quality_floors.json").read_text(encoding="utf-8"))


def test_floors_are_of_this_corpus():
    assert load_corpus("newsroom").digest == FLOORS["corpus_digest"]


def test_no_figure_is_below_its_floor(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    figures = importlib.import_module("quality").measure()
    assert {part: set(values) for part, values in figures.items()} == {
        part: set(values) for part, values in FLOORS["floors"].items()
    }
    assert [
        f"{part}: {name} is {figures[part][name]}, its floor {floor}"
        for part, values in FLOORS["floors"].items()
        for name, floor in values.items()
        if figures[part][name] < floor - FLOORS["tolerance"]
    ] == []
