"""Measure how article furniture is paired: precision, recall and F1 by kind, and calibration of the scores.

Usage: python benchmarks/furniture.py [--split dev] [--swap] [--alone] [--fit | --write]

Fragments are taken from the gold alignments of corpora/newsroom, and so is (unless --alone) the alignment of the running
text, which tells where speakers and subheadlines stand. The peer pairs fragments of
one kind by their cosine alone, the best matching of those above a threshold chosen on train.

--fit prints the table of constants that train asks for, --write puts it into the package. Constants and slopes maximise
the probability of the gold beads of train, less a Gaussian prior around the expected values of the table (standard
deviations below). For headlines, subheadlines, captions and bylines every article is also compared with each other article
of train, all of which together weigh a nineteenth of the gold ones: one fragment in twenty is assumed to stand where the
other side has another one, which a corpus of well-paired articles hardly shows.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment, minimize

import bialign.align
from bialign.align.furniture import compare_furniture, match_furniture, places_in_text
from bialign.align.furniture_calibration import load_calibration, pair_probabilities
from bialign.align.furniture_tables import read_table
from bialign.documents import FragmentKind
from bialign.encoders.use import UniversalSentenceEncoder
from bialign.evaluation import load_corpus

TABLE = "furniture_calibration.tsv"
CONSTANT_DEVIATION = 1.5
SLOPE_DEVIATIONS = {"cosine": 3.0, "hours": 0.1, "log odds": 0.25, "share": 2.0, "beads": 0.3, "none": 0.0}
FOREIGN_KINDS = (FragmentKind.HEADLINE, FragmentKind.SUBHEADLINE, FragmentKind.CAPTION, FragmentKind.BYLINE)
FOREIGN_WEIGHT = 1 / 19
BINS = 10


class Article:
    """The furniture of one article pair, with gold pairs by position and sentence vectors."""

    def __init__(self, pair, encoder, *, swap, knows_places):
        self.knows_places = knows_places
        gold = pair.gold.swapped() if swap else pair.gold
        self.languages = gold.source_language, gold.target_language
        places, other_places = (
            [index for index, fragment in enumerate(side) if fragment.kind.is_furniture]
            for side in (gold.source, gold.target)
        )
        self.source, self.target = (
            [gold.source[place] for place in places],
            [gold.target[place] for place in other_places],
        )
        bodies = [
            [index for index, fragment in enumerate(side) if not fragment.kind.is_furniture]
            for side in (gold.source, gold.target)
        ]
        beads = [bead for bead in gold.in_source_order() if not bead.kind.is_furniture]
        self.places = (
            places_in_text(places, bodies[0], [[bodies[0].index(index) for index in bead.source] for bead in beads]),
            places_in_text(
                other_places, bodies[1], [[bodies[1].index(index) for index in bead.target] for bead in beads]
            ),
        )
        self.vectors, self.other_vectors = (
            encoder.encode([fragment.text for fragment in side]) for side in (self.source, self.target)
        )
        self.similarity = self.vectors @ self.other_vectors.T
        self.gold = {
            (
                tuple(places.index(index) for index in bead.source),
                tuple(other_places.index(index) for index in bead.target),
            )
            for bead in gold
            if bead.kind.is_furniture
        }

    def compare(self, other=None):
        """Compare with the other side of this article pair, or with that of another one."""
        other = other or self
        return compare_furniture(
            self.source,
            other.target,
            self.languages,
            self.vectors @ other.other_vectors.T,
            (self.places[0], other.places[1]) if self.knows_places else None,
        )

    def match(self):
        """Return the beads of its furniture."""
        return match_furniture(
            self.source,
            self.target,
            source_language=self.languages[0],
            target_language=self.languages[1],
            similarity=self.similarity,
            places=self.places if self.knows_places else None,
        )


def read_articles(split, encoder, *, swap=False, knows_places=True):
    """Return the articles of a split."""
    return [
        Article(pair, encoder, swap=swap, knows_places=knows_places) for pair in load_corpus("newsroom", split=split)
    ]


def pair_by_cosine(article, threshold):
    """Pair fragments of one kind by their cosine alone: the peer."""
    found = []
    for kind in {fragment.kind for fragment in article.source}:
        rows = [index for index, fragment in enumerate(article.source) if fragment.kind is kind]
        columns = [index for index, fragment in enumerate(article.target) if fragment.kind is kind]
        cosines = article.similarity[np.ix_(rows, columns)]
        for row, column in zip(*linear_sum_assignment(cosines, maximize=True), strict=True):
            if cosines[row, column] > threshold:
                found.append((kind, (rows[row],), (columns[column],)))
    return found


def count(articles, pairs_of):
    """Return right, wrong and missed pairs by kind."""
    counts = defaultdict(Counter)
    for article in articles:
        gold = {pair for pair in article.gold if all(pair)}
        for kind, *pair in pairs_of(article):
            counts[kind]["right" if tuple(pair) in gold else "wrong"] += 1
            gold.discard(tuple(pair))
        for source, _ in gold:
            counts[article.source[source[0]].kind]["missed"] += 1
    counts["all"] = sum(counts.values(), Counter())
    return counts


def f1(counts):
    """Return the harmonic mean of precision and recall."""
    return 2 * counts["right"] / max(2 * counts["right"] + counts["wrong"] + counts["missed"], 1)


def print_report(split, encoder, *, swap, knows_places):
    """Print figures by kind, those of the peer, calibration and speed."""
    articles = read_articles(split, encoder, swap=swap, knows_places=knows_places)
    beads = [article.match() for article in articles]
    made = {id(article): found for article, found in zip(articles, beads, strict=True)}
    counts = count(
        articles,
        lambda article: [(bead.kind, bead.source, bead.target) for bead in made[id(article)] if not bead.is_deletion],
    )
    train = read_articles("train", encoder, swap=swap)
    thresholds = np.arange(0, 1, 0.05)
    best = max(thresholds, key=lambda value: f1(count(train, lambda article: pair_by_cosine(article, value))["all"]))
    peer = count(articles, lambda article: pair_by_cosine(article, best))
    print(f"{split}: {len(articles)} article pairs; the peer pairs by cosine above {best:.2f}")
    print(
        f"{'kind':<12} {'gold':>5} {'right':>5} {'wrong':>5} {'precision':>9} {'recall':>7} {'F1':>6} {'peer F1':>8}"
    )
    for kind in [*(kind for kind in FragmentKind if kind in counts), "all"]:
        row = counts[kind]
        gold, found = row["right"] + row["missed"], row["right"] + row["wrong"]
        print(
            f"{kind:<12} {gold:>5} {row['right']:>5} {row['wrong']:>5} {row['right'] / max(found, 1):>9.3f}"
            f" {row['right'] / max(gold, 1):>7.3f} {f1(row):>6.3f} {f1(peer[kind]):>8.3f}"
        )
    outcomes = [
        (bead.score, (bead.source, bead.target) in article.gold, bead.is_deletion)
        for article, found in zip(articles, beads, strict=True)
        for bead in found
    ]
    for name, alone in (("pairs", {False}), ("alone", {True}), ("all beads", {False, True})):
        scores, right = np.array([(score, is_right) for score, is_right, is_alone in outcomes if is_alone in alone]).T
        bins = np.minimum((scores * BINS).astype(int), BINS - 1)
        error = sum(abs((scores - right)[bins == number].sum()) for number in range(BINS)) / len(scores)
        print(f"{name}: {len(scores)}, mean score {scores.mean():.3f}, right {right.mean():.3f}, ECE {error:.3f}")
    start = time.process_time()
    for _ in range(5):
        for article in articles:
            article.match()
    print(
        f"{(time.process_time() - start) / 5 / len(articles) * 1000:.2f} ms of processor time an article, its names and phrases seen before"
    )


def outcomes_of(comparison, gold):
    """Return the rows and columns of gold pairs, and the rows and columns that stay alone."""
    place = {unit: row for row, unit in enumerate(comparison.units)}
    other_place = {unit: column for column, unit in enumerate(comparison.other_units)}
    pairs = [(place[a], other_place[b]) for a, b in gold if a in place and b in other_place]
    rows = sorted(set(place.values()) - {row for row, _ in pairs})
    columns = sorted(set(other_place.values()) - {column for _, column in pairs})
    return pairs, rows, columns


def training_items(encoder):
    """Return (comparison, gold pairs, rows alone, columns alone, weight) of train, by kind."""
    articles = read_articles("train", encoder)
    items = defaultdict(list)
    for article in articles:
        for comparison in article.compare():
            items[comparison.kind].append((comparison, *outcomes_of(comparison, article.gold), 1.0))
        for other in articles:
            if other is not article:
                for comparison in article.compare(other):
                    if comparison.kind in FOREIGN_KINDS:
                        weight = FOREIGN_WEIGHT / (len(articles) - 1)
                        items[comparison.kind].append((comparison, *outcomes_of(comparison, ()), weight))
    return items


def loss(items, calibration):
    """Return the negative log probability of what gold says."""
    total = 0.0
    for comparison, pairs, rows, columns, weight in items:
        if not comparison.evidence:
            continue
        probabilities = pair_probabilities(comparison, calibration)
        alone = [1 - probabilities[row].sum() for row in rows] + [
            1 - probabilities[:, column].sum() for column in columns
        ]
        right = np.array([probabilities[pair] for pair in pairs] + alone)
        total -= weight * np.log(np.clip(right, 1e-6, 1)).sum()
    return total


def fit_kind(items, rows):
    """Return the fitted (constant, slope) of each row of one kind."""
    expected = np.array([(float(row[3]), float(row[4])) for row in rows])
    deviations = np.array([(CONSTANT_DEVIATION, SLOPE_DEVIATIONS[row[2]]) for row in rows])
    free = deviations > 0

    def calibration_of(steps):
        values = expected.copy()
        values[free] += steps * deviations[free]
        return {tuple(row[:2]): tuple(pair) for row, pair in zip(rows, values, strict=True)}

    def objective(steps):
        return loss(items, calibration_of(steps)) + (steps**2).sum() / 2

    return calibration_of(minimize(objective, np.zeros(free.sum()), method="L-BFGS-B").x)


def count_evidence(items):
    """Return by class of evidence how many pairs have it, and how many of them are gold pairs."""
    seen, right = Counter(), Counter()
    for comparison, pairs, _, _, weight in items:
        if weight == 1:
            seen["place"] += len(comparison.units) * len(comparison.other_units)
            right["place"] += len(pairs)
            for row, line in enumerate(comparison.evidence):
                for column, evidence in enumerate(line):
                    seen[evidence.name] += 1
                    right[evidence.name] += (row, column) in pairs
    return seen, right


def print_fit(encoder, *, write):
    """Print the fitted table, and write it into the package if asked."""
    rows = list(read_table(TABLE))
    items = training_items(encoder)
    lines = []
    for kind in dict.fromkeys(row[0] for row in rows):
        own = [row for row in rows if row[0] == kind]
        fitted = fit_kind(items[kind], own)
        seen, right = count_evidence(items[kind])
        before = {key: value for key, value in load_calibration().items() if key[0] == kind}
        print(f"# {kind}: loss {loss(items[kind], before):.2f} before, {loss(items[kind], fitted):.2f} now")
        for row in own:
            constant, slope = fitted[row[0], row[1]]
            lines.append([*row[:5], str(right[row[1]]), str(seen[row[1]]), f"{constant:z.2f}", f"{slope:z.2f}"])
    table = "\n".join("\t".join(line) for line in lines)
    print(table)
    if write:
        path = Path(bialign.align.__file__).with_name(TABLE)
        text = path.read_text(encoding="utf-8")
        head = text[: text.index("kind\t")] + text[text.index("kind\t") :].split("\n")[0]
        path.write_text(f"{head}\n{table}\n", encoding="utf-8")


def main():
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--split", choices=["train", "dev", "test"], default="dev")
    parser.add_argument("--swap", action="store_true", help="English as the source")
    parser.add_argument("--fit", action="store_true", help="fit the constants on train and print them")
    parser.add_argument("--write", action="store_true", help="fit the constants and write them into the package")
    parser.add_argument("--alone", action="store_true", help="without the gold alignment of the running text")
    options = parser.parse_args()
    encoder = UniversalSentenceEncoder()
    if options.fit or options.write:
        print_fit(encoder, write=options.write)
    else:
        print_report(options.split, encoder, swap=options.swap, knows_places=not options.alone)


if __name__ == "__main__":
    main()
