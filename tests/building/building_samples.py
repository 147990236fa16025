"""Made-up article pairs, and an engine that does everything in the process of the test."""

from __future__ import annotations

import os
import random
from pathlib import Path

import bialign
from bialign.building.tasks import Build

PLACES = [("서울", "Seoul"), ("부산", "Busan"), ("대구", "Daegu"), ("인천", "Incheon"), ("광주", "Gwangju")]
THINGS = [("예산", "budget"), ("다리", "bridge"), ("도서관", "library"), ("공원", "park"), ("병원", "hospital")]


def python_path():
    """Return where processes find the aligner of the tests, and the package that the tests themselves import."""
    return os.pathsep.join([str(Path(__file__).parent), str(Path(bialign.__file__).parents[1])])


def sentence_pair(chance):
    place, thing = chance.choice(PLACES), chance.choice(THINGS)
    number = chance.randrange(100, 10_000)
    return (
        f"{place[0]}시는 {thing[0]} 사업에 {number}명이 참여했다고 밝혔다.",
        f"The city of {place[1]} said that {number} people took part in its {thing[1]} project.",
    )


def article_pair(number, *, sentences=6, word=""):
    """Return a Korean and an English article; `word` stands in the Korean one."""
    chance = random.Random(number)
    pairs = [sentence_pair(chance) for _ in range(sentences)]
    headline = (f"{number}호 소식 {word}".strip(), f"News number {number}")
    return tuple("\n".join([headline[side], "", *(pair[side] for pair in pairs)]) + "\n" for side in (0, 1))


def write_articles(folder, count, *, words=None, sentences=6):
    """Write article pairs as ko/0001.txt and en/0001.txt; `words` are put into articles by number."""
    for side in ("ko", "en"):
        (folder / side).mkdir(parents=True, exist_ok=True)
    for number in range(1, count + 1):
        pair = article_pair(number, sentences=sentences, word=(words or {}).get(number, ""))
        for side, text in zip(("ko", "en"), pair, strict=True):
            (folder / side / f"{number:04}.txt").write_text(text, "utf-8")
    return folder


def corpus_bytes(folder):
    """Return what a build wrote, without what may differ from run to run."""
    return {
        path.name: path.read_bytes()
        for path in sorted(folder.iterdir())
        if path.is_file() and path.name != "run.json"
    }


class InlineEngine:
    """Does tasks one after another, without processes."""

    def __init__(self, options):
        self.output = options.output

    def run(self, tasks, on_progress):
        build = Build(self.output)
        for task in tasks:
            build.run(task, tell=lambda event: on_progress(event) if hasattr(event, "articles") else None)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass
