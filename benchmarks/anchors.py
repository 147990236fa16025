"""How often anchors agree in translations, in neighbouring sentences and by chance.

    python benchmarks/anchors.py --data PATH [--part tuning|held-out] [--write]

PATH holds line-aligned Korean-English text, searched for ``NAME.ko.txt`` beside ``NAME.en.txt``; ``NAME.docid.txt``
may name each line's document. Every other document is held out; without documents, the second half of the lines is.
Tune on the tuning part only; the held-out part is for the final figures.

Columns: anchors of both languages (count), then the share of them that agree exactly, agree within rounding (near),
conflict (an anchor of the same kind stands on the other side, but without support) and miss any counterpart, for
*true* pairs, for the *next* line (the lines before and after the translation, of the same document) and for *random*
lines of other documents. ``agree/next`` is the log-likelihood ratio of agreement in true pairs against next lines, in
nats, ``conflict/next`` and ``missing/next`` those of conflict and of absence, ``agree/random`` that of agreement
against random lines. A ratio of 3 means that agreement is exp(3) = 20 times as frequent in translations.

``--write`` stores the ratios against next lines in the package, where `anchor_agreement` reads them.
"""

from __future__ import annotations

import argparse
import itertools
import math
import random
import time
from collections import Counter, defaultdict
from pathlib import Path

import bialign.anchors
from bialign.anchors import (
    Anchor,
    AnchorKind,
    Outcome,
    anchor_agreement,
    anchor_outcomes,
    find_anchors,
    infer_weekdays,
)
from bialign.anchors.evidence import evidence_class

Line = tuple[tuple[Anchor, ...], tuple[Anchor, ...], str]
RANDOM_LINES = 5
FAR = 50  # lines of one document, where documents are not known
MEASURED = (Outcome.AGREEING, Outcome.CONFLICTING, Outcome.MISSING)
SHRINKAGE = 4.0  # outcomes' worth of belief in the shares over all classes


def read_lines(data: Path, part: str) -> list[tuple[str, str, str]]:
    """Return the Korean and the English line and the document of each pair of a part."""
    lines: list[tuple[str, str, str]] = []
    for korean_path in sorted(data.rglob("*.ko.txt")):
        stem = str(korean_path).removesuffix(".ko.txt")
        korean = korean_path.read_text(encoding="utf-8").split("\n")[:-1]
        english = Path(f"{stem}.en.txt").read_text(encoding="utf-8").split("\n")[:-1]
        names = Path(f"{stem}.docid.txt")
        documents = names.read_text(encoding="utf-8").split("\n")[:-1] if names.exists() else []
        if documents:
            order = {name: number for number, name in enumerate(dict.fromkeys(documents))}
            held_out = [order[name] % 2 == 1 for name in documents]
        else:
            documents = [stem] * len(korean)
            held_out = [number >= len(korean) // 2 for number in range(len(korean))]
        lines += [
            (ko, en, f"{stem}/{document}")
            for ko, en, document, held in zip(korean, english, documents, held_out, strict=True)
            if held == (part == "held-out")
        ]
    return lines


def find_all(lines: list[tuple[str, str, str]]) -> tuple[list[Line], float]:
    """Return the anchors of each line, and the processor seconds that finding them took."""
    started = time.process_time()
    found = [(find_anchors(ko, "ko"), find_anchors(en, "en"), document) for ko, en, document in lines]
    return found, time.process_time() - started


def encoding_seconds(lines: list[tuple[str, str, str]]) -> float:
    """Return the processor seconds that encoding the same lines takes."""
    from bialign.encoders.use import UniversalSentenceEncoder

    encoder = UniversalSentenceEncoder()
    encoder.encode(["warm", "up"])
    started = time.process_time()
    encoder.encode([text for korean, english, _ in lines for text in (korean, english)])
    return time.process_time() - started


def count_outcomes(lines: list[Line]) -> dict[str, dict[str, Counter[str]]]:
    """Return counts of outcomes by evidence class and population: true, next, random."""
    counts: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    chance = random.Random(1)

    def compare(population: str, korean: tuple[Anchor, ...], english: tuple[Anchor, ...]) -> None:
        for own, other in ((korean, english), (english, korean)):
            for anchor, outcome in anchor_outcomes(own, other):
                counts[evidence_class(anchor)][population][outcome] += 1

    for place, (korean, english, document) in enumerate(lines):
        compare("true", korean, english)
        for neighbour in (place - 1, place + 1):
            if 0 <= neighbour < len(lines) and lines[neighbour][2] == document:
                compare("next", korean, lines[neighbour][1])
        for _ in range(RANDOM_LINES):
            other = chance.randrange(len(lines))
            if lines[other][2] != document or abs(other - place) > FAR:
                compare("random", korean, lines[other][1])
    return counts


def ratios(counts: dict[str, dict[str, Counter[str]]], against: str) -> dict[str, dict[str, float]]:
    """Return the log-likelihood ratio of each outcome by class, true pairs against another population.

    Shares of a class are shrunk towards those of all classes, so that a rare class says little; an agreement is never
    taken to speak against a translation, a conflict or an absence never for one.
    """
    pooled = {
        population: sum((populations[population] for populations in counts.values()), Counter())
        for population in ("true", against)
    }

    def share(name: str, population: str, outcome: str) -> float:
        prior = (pooled[population][outcome] + 1) / (pooled[population].total() + len(Outcome))
        own = counts[name][population]
        return (own[outcome] + SHRINKAGE * prior) / (own.total() + SHRINKAGE)

    def ratio(name: str, outcome: Outcome) -> float:
        value = math.log(share(name, "true", outcome) / share(name, against, outcome))
        return max(value, 0.0) if outcome is Outcome.AGREEING else min(value, 0.0)

    return {name: {outcome: ratio(name, outcome) for outcome in MEASURED} for name in sorted(counts)}


def print_table(counts: dict[str, dict[str, Counter[str]]]) -> None:
    """Print shares of outcomes and log-likelihood ratios by class."""
    next_ratios, random_ratios = ratios(counts, "next"), ratios(counts, "random")
    print(
        f"{'class':22} {'count':>5}  | {'true: agree near confl. miss':28} | {'next: agree near confl. miss':28} |"
        f" {'random: agree':13} | {'agree/next':>10} {'conflict/next':>13} {'missing/next':>12}"
        f" {'agree/random':>12}"
    )
    for name in sorted(counts):
        cells = []
        for population in ("true", "next"):
            own = counts[name][population]
            total = max(own.total(), 1)
            cells.append("      " + " ".join(f"{100 * own[outcome] / total:4.0f}%" for outcome in Outcome) + "  ")
        own = counts[name]["random"]
        chance = f"{100 * own[Outcome.AGREEING] / max(own.total(), 1):12.1f}%"
        row = next_ratios[name]
        print(
            f"{name:22} {counts[name]['true'].total():5}  | {cells[0]:28} | {cells[1]:28} | {chance:13} |"
            f" {row[Outcome.AGREEING]:10.2f} {row[Outcome.CONFLICTING]:13.2f}"
            f" {row[Outcome.MISSING]:12.2f} {random_ratios[name][Outcome.AGREEING]:12.2f}"
        )


def separation(lines: list[Line]) -> None:
    """Print how well the score of `anchor_agreement` tells translations from their neighbours."""
    better = worse = ties = 0
    for place, (korean, english, document) in enumerate(lines):
        true = anchor_agreement(korean, english).score
        for neighbour in (place - 1, place + 1):
            if 0 <= neighbour < len(lines) and lines[neighbour][2] == document:
                other = anchor_agreement(korean, lines[neighbour][1]).score
                better, worse, ties = better + (true > other), worse + (true < other), ties + (true == other)
    total = better + worse + ties
    print(
        f"score of the translation above that of a neighbouring line: {100 * better / total:.1f}%, "
        f"below: {100 * worse / total:.1f}%, the same: {100 * ties / total:.1f}% of {total} comparisons"
    )


def weekdays(lines: list[Line]) -> None:
    """Print how often `infer_weekdays` finds the weekday that a translation names for a day of the month."""
    named = right = wrong = 0
    for _, group in itertools.groupby(lines, key=lambda line: line[2]):
        document = list(group)
        before = [korean for korean, _, _ in document]
        after, english = infer_weekdays(before, [english for _, english, _ in document])
        for old, new, other in zip(before, after, english, strict=True):
            told = {key for anchor in other if anchor.kind is AnchorKind.WEEKDAY for key in anchor.keys}
            for plain, resolved in zip(old, new, strict=True):
                if told and evidence_class(plain) == "date day":
                    learnt = set(resolved.keys) - set(plain.keys)
                    named, right = named + 1, right + bool(learnt & told)
                    wrong += bool(learnt - told)
    print(f"days whose translation names a weekday: {named}; weekday inferred right: {right}, wrong: {wrong}")


def write_table(counts: dict[str, dict[str, Counter[str]]]) -> None:
    """Store the ratios against next lines in the package."""
    rows = [
        "# Log-likelihood ratios, in nats: how much more frequent an outcome of an anchor is in translations than in"
    ]
    rows += [
        "# the lines beside them. Written by benchmarks/anchors.py; NTREX-128 and the news of Park et al. (2016)."
    ]
    rows += ["\t".join(["class", *MEASURED])]
    rows += [
        "\t".join([name, *(f"{value:.2f}" for value in row.values())]) for name, row in ratios(counts, "next").items()
    ]
    table = Path(bialign.anchors.__file__).with_name("tables") / "evidence.tsv"
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")


def main() -> None:
    """Measure, print and, if asked to, store the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--part", choices=["tuning", "held-out"], default="tuning")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    texts = read_lines(options.data, options.part)
    lines, seconds = find_all(texts)
    counts = count_outcomes(lines)
    print(
        f"{options.part} part: {len(lines)} pairs; finding anchors takes {seconds / encoding_seconds(texts):.3f} of the "
        "processor time of encoding the same lines"
    )
    print_table(counts)
    if options.write:
        write_table(counts)
    separation(lines)
    weekdays(lines)


if __name__ == "__main__":
    main()
