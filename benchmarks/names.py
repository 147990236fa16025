"""Measure name matching: recall at small rates of false matches, calibration, and comparisons per second.

Usage: python benchmarks/names.py [--errors]

The lists in `benchmarks/data/names/` are split into two halves by a hash of the Korean spelling. Thresholds and calibration come
from the development half and are then counted on the held-out half, whose errors are never printed. Every pair of
different people of a list is a chance for a false match. The peer is what one would do without this package: romanise with
`koroman` and compare with `rapidfuzz` (pip install koroman rapidfuzz); its thresholds come from the development half too.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from bialign.names import NameIndex, match_many, matching
from bialign.names.latin_names import read_latin_name

DATA = Path(__file__).parent / "data" / "names"
# The list, and how many false matches a chance it may have.
LISTS = {"korean": 1 / 3000, "foreign": 1 / 1000}
BINS = (0.0, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 1.01)


def in_held_out_half(korean: str) -> bool:
    """Tell in which half of its list a name is, by a seeded hash of its Korean spelling."""
    return hashlib.sha256(f"bialign names:{korean}".encode()).digest()[0] % 2 == 1


def read_half(name: str, *, held_out: bool) -> list[tuple[str, str]]:
    """Read the (Korean, English) names of one half of a list."""
    with (DATA / f"{name}.tsv").open(encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return [(row["korean"], row["english"]) for row in rows if in_held_out_half(row["korean"]) == held_out]


def english_words(rows: list[tuple[str, str]]) -> list[frozenset[str]]:
    """Return the words of each English name."""
    return [frozenset(read_latin_name(english).words) for _, english in rows]


def different_people(rows: list[tuple[str, str]]) -> np.ndarray:
    """Tell which pairs of rows are different people. Shape: (rows, rows).

    Left out are pairs with the same Hangul, and those of which one English name is in the other (Obama, Barack Obama).
    """
    words = english_words(rows)
    return np.array(
        [
            [
                koreans[0] != others[0] and not (words[row] <= words[column] or words[column] <= words[row])
                for column, others in enumerate(rows)
            ]
            for row, koreans in enumerate(rows)
        ]
    )


def sharing_people(rows: list[tuple[str, str]]) -> np.ndarray:
    """Tell which pairs of rows have a word of their English names in common. Shape: (rows, rows)."""
    words = english_words(rows)
    return np.array([[bool(first & second) for second in words] for first in words])


def ours(rows: list[tuple[str, str]]) -> np.ndarray:
    """Score all pairs with this package."""
    return match_many([korean for korean, _ in rows], [english for _, english in rows])


def peer(rows: list[tuple[str, str]]) -> np.ndarray:
    """Score all pairs by the similarity of sorted words of the romanised Hangul."""
    import koroman
    from rapidfuzz import fuzz, process

    romanised = [koroman.romanize(korean) for korean, _ in rows]
    english = [name.lower().replace("-", "") for _, name in rows]
    return process.cdist(romanised, english, scorer=fuzz.token_sort_ratio)


def rates(scores: np.ndarray, rows: list[tuple[str, str]], threshold: float) -> tuple[float, float]:
    """Return recall, and false matches a chance, of the pairs above a threshold."""
    negatives = scores[different_people(rows)]
    return float((np.diag(scores) > threshold).mean()), float((negatives > threshold).mean())


def threshold_for(scores: np.ndarray, rows: list[tuple[str, str]], rate: float) -> float:
    """Return the lowest threshold that lets no more than a rate of false matches pass."""
    negatives = np.sort(scores[different_people(rows)])[::-1]
    return float(negatives[int(rate * len(negatives))])


def calibration_sample() -> list[tuple[bool, list[tuple[np.ndarray, float]], list[tuple[np.ndarray, float]]]]:
    """Return for each half the probabilities of true and of false pairs with the share that each array has.

    One half of the weight is on pairs of the same person, a quarter on any two people, a quarter on two who share a name.
    """
    sample = []
    for held_out in (False, True):
        true, false = [], []
        for name in LISTS:
            rows = read_half(name, held_out=held_out)
            scores, different = ours(rows), different_people(rows)
            true.append((np.diag(scores), 0.25))
            false.append((scores[different], 0.125))
            false.append((scores[different & sharing_people(rows)], 0.125))
        sample.append((held_out, true, false))
    return sample


def flatten(true: list, false: list) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return probabilities, truth and weights of a sample."""
    groups = [(values, share, 1.0) for values, share in true] + [(values, share, 0.0) for values, share in false]
    probabilities = np.concatenate([values for values, _, _ in groups]).astype(np.float64)
    truth = np.concatenate([np.full(len(values), label) for values, _, label in groups])
    weights = np.concatenate([np.full(len(values), share / len(values)) for values, share, _ in groups])
    return probabilities, truth, weights


def print_recall() -> None:
    """Print recall at the allowed rates of false matches."""
    print(
        f"{'list':8} {'method':8} {'allowed':>8} | {'recall':>7} {'false':>8}  development | {'recall':>7} {'false':>8}  held out, same threshold"
    )
    for name, rate in LISTS.items():
        development, held_out = (read_half(name, held_out=half) for half in (False, True))
        for method, score in (("bialign", ours), ("peer", peer)):
            tuned, unseen = score(development), score(held_out)
            threshold = threshold_for(tuned, development, rate)
            recall, false = rates(tuned, development, threshold)
            unseen_recall, unseen_false = rates(unseen, held_out, threshold)
            own_recall, _ = rates(unseen, held_out, threshold_for(unseen, held_out, rate))
            print(
                f"{name:8} {method:8} {rate:8.5f} | {recall:7.1%} {false:8.5f}  ({len(development)} people) | "
                f"{unseen_recall:7.1%} {unseen_false:8.5f}  ({len(held_out)} people; {own_recall:.1%} at exactly the allowed rate)"
            )
    for name in LISTS:
        rows = read_half(name, held_out=True)
        recall, false = rates(ours(rows), rows, 0.5)
        hard = ours(rows)[different_people(rows) & sharing_people(rows)]
        print(
            f"{name:8} at probability 0.5, held out: recall {recall:.1%}, false {false:.5f}, among those who share a name {(hard > 0.5).mean():.5f}"
        )


def print_calibration() -> None:
    """Print the fit of the calibration on the development half, and how it holds on the held-out half."""
    for held_out, true, false in calibration_sample():
        probabilities, truth, weights = flatten(true, false)
        if not held_out:
            clipped = np.clip(probabilities, 1e-9, 1 - 1e-7)
            evidence = (np.log(clipped) - np.log1p(-clipped) - matching.INTERCEPT) / matching.SLOPE

            def loss(
                line: np.ndarray,
                evidence: np.ndarray = evidence,
                truth: np.ndarray = truth,
                weights: np.ndarray = weights,
            ) -> float:
                odds = line[0] * evidence + line[1]
                return float(np.sum(weights * (np.logaddexp(0, odds) - truth * odds)))

            fit = minimize(loss, [1.0, 0.0]).x
            print(
                f"\ncalibration: fitted slope {fit[0]:.2f}, intercept {fit[1]:.2f}; in use {matching.SLOPE}, {matching.INTERCEPT}"
            )
        print(
            f"{'held out' if held_out else 'development'}: probability, pairs, mean probability, share of true pairs"
        )
        for low, high in pairwise(BINS):
            inside = (probabilities >= low) & (probabilities < high)
            if inside.any():
                mean, share = (
                    np.average(values[inside], weights=weights[inside]) for values in (probabilities, truth)
                )
                print(f"  {low:4.2f} to {min(high, 1):4.2f} {inside.sum():8} {mean:8.3f} {share:8.3f}")


def print_speed() -> None:
    """Print comparisons per second, with and without a warm index, against the peer in the same run."""
    print()
    for name in LISTS:
        rows = read_half(name, held_out=True) + read_half(name, held_out=False)
        pairs = len(rows) ** 2
        koreans, englishes = [korean for korean, _ in rows], [english for _, english in rows]
        start = time.perf_counter()
        match_many(koreans, englishes)
        whole = time.perf_counter() - start
        index = NameIndex(englishes)
        for korean in koreans:
            index.match(korean)
        start = time.perf_counter()
        for korean in koreans:
            index.match(korean)
        warm = time.perf_counter() - start
        start = time.perf_counter()
        peer(rows)
        other = time.perf_counter() - start
        print(
            f"{name:8} {pairs} comparisons: match_many {pairs / whole:,.0f} a second, warm NameIndex {pairs / warm:,.0f}, "
            f"koroman + rapidfuzz {pairs / other:,.0f} (ratio {other / whole:.2f})"
        )


def print_errors() -> None:
    """Print the worst pairs of the development half."""
    for name in LISTS:
        rows = read_half(name, held_out=False)
        scores, different = ours(rows), different_people(rows)
        for row in np.argsort(np.diag(scores))[:20]:
            print(f"missed  {scores[row, row]:.3f} {rows[row][0]} {rows[row][1]}")
        worst = np.argwhere(different)[np.argsort(-scores[different])[:20]]
        for row, column in worst:
            print(f"false   {scores[row, column]:.3f} {rows[row][0]} {rows[column][1]}")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="print the worst pairs of the development half instead")
    if parser.parse_args().errors:
        print_errors()
    else:
        print_recall()
        print_calibration()
        print_speed()


if __name__ == "__main__":
    main()
