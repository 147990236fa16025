"""Measure what the quality gate holds: F1 of our aligner on the gold corpus, by level and by kind.

`tests/test_quality_gate.py` compares the figures with the floors in `tests/quality_floors.json`; this script prints
them, or raises the floors to them.
"""

import argparse
import json
from pathlib import Path

from bialign.align import Aligner
from bialign.evaluation import LEVELS, evaluate, load_corpus
from cases import perturbed_corpus, raw_articles

FLOORS = Path(__file__).parents[1] / "tests" / "quality_floors.json"


def measure():
    """Return the figures: part of the gate to figure to value in [0, 1]."""
    corpus = load_corpus("newsroom")
    aligner = Aligner()
    raw = evaluate(corpus.gold, aligner.align_many(raw_articles(corpus)))
    figures = {
        "gold fragments": _chosen(_evaluate(aligner, corpus), by_kind=True),
        "raw text": _chosen(raw, by_kind=True),
    }
    for level in LEVELS:
        cases = perturbed_corpus(corpus, level)
        figures[f"perturbed: {level}"] = _chosen(_evaluate(aligner, cases), by_kind=False)
    return figures


def _evaluate(aligner, pairs):
    predicted = [aligner.align_fragments(pair.source.fragments, pair.target.fragments, id=pair.id) for pair in pairs]
    return evaluate([pair.gold for pair in pairs], predicted)


def _chosen(evaluation, *, by_kind):
    names = ["strict_f1", "lax_f1", "deletion_f1"]
    if by_kind:
        # A kind that has nothing to be found has no F1.
        names += [f"{kind}.strict_f1" for kind, scores in evaluation.by_kind.items() if scores.strict.gold]
    figures = evaluation.metrics()
    return {name: round(figures[name], 4) for name in names}


def main():
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="make the figures the new floors")
    arguments = parser.parse_args()
    figures = measure()
    if arguments.write:
        tolerance = json.loads(FLOORS.read_text(encoding="utf-8"))["tolerance"] if FLOORS.exists() else 0.005
        floors = {"corpus_digest": load_corpus("newsroom").digest, "tolerance": tolerance, "floors": figures}
        FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8", newline="\n")
    for part, values in figures.items():
        print(part)
        for name, value in values.items():
            print(f"  {name:28} {value:.4f}")


if __name__ == "__main__":
    main()
