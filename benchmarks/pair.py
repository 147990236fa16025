"""Which article translates which: accuracy on shuffled collections with hard distractors, and speed.

    python benchmarks/pair.py --data FOLDER            accuracy on held-out articles
    python benchmarks/pair.py --data FOLDER --train    fit the weights and write them
    python benchmarks/pair.py --speed 10000            time and memory of pairing, vectors given
    python benchmarks/pair.py --whole 10000            the same of `bialign pair` on made-up files

Training adds the articles of the training part of corpora/newsroom, which are translated more freely, and whose other
parts are measured too. FOLDER holds `dev.ko.txt`, `dev.en.txt` and `dev.docid.txt`: news articles line by line, the first line a headline. Every
article is cut into two halves, which are distractors for each other: they share the day and the topic. A quarter of the
translations is taken away, so that some articles have none.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import attrs
import numpy as np

from bialign.articles import fragment_article
from bialign.building.pairing.assignment import assign
from bialign.building.pairing.candidates import find_candidates
from bialign.building.pairing.collection import describe_articles
from bialign.building.pairing.features import (
    FEATURES,
    VECTOR_FEATURES,
    add_names,
    contested,
    pair_features,
    vector_features,
)
from bialign.building.pairing.model import load_model, probability, train
from bialign.documents import Article, Fragment, FragmentKind
from bialign.encoders.use import UniversalSentenceEncoder
from bialign.evaluation import load_corpus
from bialign.sentences import split_article
from build import made_up

WEIGHTS = Path(__file__).parents[1] / "src/bialign/building/pairing/weights.json"


def article(lines, language, name, *, headline):
    """Return lines as an article."""
    fragments, place = [], 0
    for number, line in enumerate(lines):
        kind = FragmentKind.HEADLINE if headline and number == 0 else FragmentKind.BODY
        fragments.append(Fragment(kind, line, place, place + len(line)))
        place += len(line) + 1
    return Article("\n".join(lines), language, fragments, id=name)


def line_documents(folder):
    """Return the names of articles, each with its halves and its whole as pairs of articles."""
    names, *sides = [
        (folder / f"dev.{part}.txt").read_text("utf-8").split("\n")[:-1] for part in ("docid", "ko", "en")
    ]
    found = []
    for name in dict.fromkeys(names):
        lines = [(ko, en) for document, ko, en in zip(names, *sides, strict=True) if document == name]
        middle = len(lines) // 2
        found.append(
            (
                name,
                [pair_of(name, lines[:middle]), pair_of(name, lines[middle:], headline=False)],
                pair_of(name, lines),
            )
        )
    return found


def pair_of(name, lines, *, headline=True):
    """Return lines as a pair of articles."""
    return tuple(
        article([pair[side] for pair in lines], ("ko", "en")[side], name, headline=headline) for side in (0, 1)
    )


def newsroom_documents(*splits):
    """Return the articles of parts of the newsroom corpus, as they are read; they are not cut into halves."""
    found = []
    for split in splits:
        for pair in load_corpus("newsroom", split=split):
            whole = tuple(
                split_article(fragment_article(side.text, language=side.language, id=pair.id))
                for side in (pair.source, pair.target)
            )
            found.append((pair.id, [whole], whole))
    return found


def collection(docs, *, halves, missing, seed):
    """Return shuffled Korean and English articles, and how many pairs are right."""
    chance = random.Random(seed)
    sides = ([], [])
    gold = 0
    for name, parts, whole in docs:
        for number, pair in enumerate(parts if halves else [whole]):
            kept = [side for side in (0, 1) if chance.random() >= missing / 2]
            for side in kept:
                sides[side].append(attrs.evolve(pair[side], id=f"{name}#{number}"))
            gold += len(kept) == 2
    for side in sides:
        chance.shuffle(side)
    return *sides, gold


def candidates_of(korean, english):
    """Return candidate pairs without dates."""
    return find_candidates(
        korean.vectors, english.vectors, np.full(len(korean), np.nan), np.full(len(english), np.nan)
    )


@attrs.frozen(eq=False)
class Examined:
    """A collection, its candidate pairs with features without names, and which pairs are right."""

    korean: object
    english: object
    candidates: object
    features: np.ndarray
    right: np.ndarray
    gold: int

    def with_names(self, model):
        """Return features with names where a model is in doubt without them."""
        features = self.features.copy()
        rows = contested(self.candidates, model.log_odds(features))
        add_names(features, self.korean, self.english, self.candidates, rows)
        return features


def examine(docs, encoder, *, halves, missing, seed):
    """Return a shuffled collection with its candidate pairs."""
    ko, en, gold = collection(docs, halves=halves, missing=missing, seed=seed)
    korean, english = describe_articles(ko, encoder), describe_articles(en, encoder)
    candidates = candidates_of(korean, english)
    right = np.array([ko[a].id == en[b].id for a, b in zip(candidates.source, candidates.target, strict=True)])
    return Examined(korean, english, candidates, pair_features(korean, english, candidates), right, gold)


def f1(examined, odds):
    """Return precision, recall and F1 of the assignment at even odds."""
    chosen = assign(examined.candidates, odds, len(examined.korean), 0.0)
    hits = int(examined.right[chosen].sum())
    precision, recall = hits / max(len(chosen), 1), hits / examined.gold
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def measure(docs, encoder, models, title):
    """Print accuracy in three sorts of collections."""
    for name, settings in (
        ("whole articles", {"halves": False, "missing": 0.0}),
        ("halves as distractors", {"halves": True, "missing": 0.0}),
        ("halves, a quarter missing", {"halves": True, "missing": 0.25}),
    ):
        scores = {model_name: [] for model_name in models}
        for seed in range(3 if settings["missing"] else 1):
            examined = examine(docs, encoder, seed=seed, **settings)
            for model_name, model in models.items():
                full = model_name == "articles"
                features = examined.with_names(model) if full else examined.features[:, : len(VECTOR_FEATURES)]
                scores[model_name].append(f1(examined, model.log_odds(features)))
        for model_name, found in scores.items():
            p, r, f = np.mean(found, axis=0)
            print(f"{title:10} {name:28} {model_name:9} P {p:.4f}  R {r:.4f}  F1 {f:.4f}", flush=True)


def fit(docs, encoder, *, penalty=1.0):
    """Return the models of all features and of vectors alone."""
    parts = [
        examine(docs, encoder, halves=halves, missing=missing, seed=100 + seed)
        for halves, missing in ((True, 0.25), (True, 0.0), (False, 0.25))
        for seed in range(2)
    ]
    right = np.concatenate([part.right for part in parts])
    features = np.concatenate([part.features for part in parts])
    articles = train(features, right, FEATURES, penalty=penalty)
    weights = {**articles.weights, "names": names_weight(parts[1])}
    return {
        "articles": attrs.evolve(articles, weights=weights),
        "vectors": train(features[:, : len(VECTOR_FEATURES)], right, VECTOR_FEATURES, penalty=penalty),
    }


def names_weight(examined):
    """Return the weight of persons' names by themselves, in right pairs and the nearest wrong ones.

    Together with the others they would get none: in these collections nothing is left for them to decide.
    """
    candidates = examined.candidates
    nearest = {}
    for row in np.flatnonzero(~examined.right).tolist():
        best = nearest.get(int(candidates.source[row]))
        if best is None or candidates.similarity[row] > candidates.similarity[best]:
            nearest[int(candidates.source[row])] = row
    rows = np.array(sorted([*np.flatnonzero(examined.right).tolist(), *nearest.values()]))
    features = examined.features.copy()
    add_names(features, examined.korean, examined.english, candidates, rows)
    names = features[rows, -1:]
    for right in (True, False):
        share = np.mean(names[examined.right[rows] == right, 0] > 0)
        print(f"names agree in {share:.2f} of {'right' if right else 'nearest wrong'} pairs")
    return train(names, examined.right[rows], ("names",)).weights["names"]


def speed(count):
    """Print time and memory for made-up vectors."""
    random_numbers = np.random.default_rng(0)
    source = random_numbers.standard_normal((count, 512), dtype=np.float32)
    target = source + 1.2 * random_numbers.standard_normal((count, 512), dtype=np.float32)
    order = random_numbers.permutation(count)
    target = target[order]
    source /= np.linalg.norm(source, axis=1, keepdims=True)
    target /= np.linalg.norm(target, axis=1, keepdims=True)
    none = np.full(count, np.nan)
    began = time.perf_counter()
    candidates = find_candidates(source, target, none, none)
    odds = load_model("vectors").log_odds(vector_features(candidates))
    chosen = assign(candidates, odds, count, 0.0)
    seconds = time.perf_counter() - began
    hits = int((candidates.source[chosen] == order[candidates.target[chosen]]).sum())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count:,} x {count:,} vectors: {seconds:.1f} s, peak {peak:,.0f} MiB, {hits:,} of {count:,} pairs found,")
    print(f"{len(chosen) - hits:,} wrong; mean probability {probability(odds[chosen]).mean():.3f}")


def whole(count, sentences=12):
    """Print time, memory and accuracy of the command on folders of made-up articles, twenty of each day."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made_up(count, sentences, folder / "articles.jsonl")
        order = random.Random(1).sample(range(count), count)
        for language in ("ko", "en"):
            (folder / language).mkdir()
        with (folder / "articles.jsonl").open(encoding="utf-8") as stream:
            for number, line in enumerate(stream):
                record = json.loads(line)
                day = dt.date(2026, 1, 1) + dt.timedelta(days=number // 20)
                stamps = f"입력 {day:%Y.%m.%d}. 오전 9:00", f"Published : {day:%b %d, %Y} - 10:00"
                names = f"{number:06}", f"{order[number]:06}"
                for language, stamp, file_name in zip(("ko", "en"), stamps, names, strict=True):
                    headline, _, body = record[language].partition("\n\n")
                    text = f"{headline}\n\n{stamp}\n\n{body}\n"
                    (folder / language / f"{file_name}.txt").write_text(text, "utf-8")
        command = [sys.executable, "-m", "bialign", "pair", "ko", "en", "-o", "pairs.jsonl"]
        began = time.perf_counter()
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL)
        seconds = time.perf_counter() - began
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        pairs = [json.loads(line) for line in (folder / "pairs.jsonl").read_text("utf-8").splitlines()]
    hits = sum(order[int(pair["source_id"])] == int(pair["target_id"]) for pair in pairs)
    print(
        f"{count:,} x {count:,} articles of {sentences} sentences: {seconds:.0f} s, "
        f"{usage.ru_utime + usage.ru_stime:.0f} s of processors, peak {usage.ru_maxrss / 1024:,.0f} MiB; "
        f"{hits:,} of {len(pairs):,} pairs right"
    )


def main():
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--train", action="store_true")
    parser.add_argument("--speed", type=int)
    parser.add_argument("--whole", type=int)
    options = parser.parse_args()
    if options.speed:
        speed(options.speed)
    if options.whole:
        whole(options.whole)
    if options.data:
        docs = line_documents(options.data)
        encoder = UniversalSentenceEncoder()
        training, held_out = docs[::2] + newsroom_documents("train"), docs[1::2]
        if options.train:
            models = fit(training, encoder)
            record = {
                "trained_by": "benchmarks/pair.py --train",
                "trained_on": f"every second of the {len(docs)} articles of the NTREX-128 development part and the "
                "training part of corpora/newsroom, whole and in halves, with and without translations missing",
                "encoder": encoder.name,
                "models": {
                    name: {"intercept": model.intercept, "weights": model.weights} for name, model in models.items()
                },
            }
            WEIGHTS.write_text(json.dumps(record, indent=2) + "\n", "utf-8")
            measure(training, encoder, models, "training")
        models = {name: load_model(name) for name in ("articles", "vectors")}
        measure(held_out, encoder, models, "held out")
        measure(newsroom_documents("dev", "test"), encoder, models, "newsroom")
        if options.train:
            for name, weight in models["articles"].weights.items():
                print(f"  {name:24} {weight:8.3f}")


if __name__ == "__main__":
    main()
