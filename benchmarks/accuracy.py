"""How accurate are our aligner, its length mode and every peer that is installed, on articles none of them has seen?

    python benchmarks/accuracy.py --data DATA [--seeds 2] [--weights FILE]

Line-aligned news is perturbed with seeds (joins, re-cuts, deletions); everyone gets the same lines, and all who need
vectors the same encoder. Printed are strict and lax precision, recall and F1 with 95% bootstrap intervals of strict F1
over articles, and strict F1 by bead type.
"""

import argparse
import time
from pathlib import Path

import numpy as np

from bialign import Alignment, Bead
from bialign.align.length import align_by_length
from bialign.evaluation import evaluate, groups_table
from held_out import held_out_cases, unseen_aligner
from peers import available_peers, one_to_one

KNOWN_PEERS = ("galechurch (package)", "Vecalign (package sentweave)", "hunalign (program)")
DRAWS, SEED = 2000, 2026


def systems(aligner):
    """Return all aligners by name, as functions from a gold alignment to their own of the same sentences."""
    peers = available_peers()
    missing = [name for name in KNOWN_PEERS if name not in peers]
    if missing:
        print(f"Not installed, left out: {', '.join(missing)}")

    def of_peer(peer):
        def align(gold):
            texts = [[fragment.text for fragment in side] for side in (gold.source, gold.target)]
            pairs = peer(*texts) if all(texts) else one_to_one(*texts)
            beads = [Bead(left, right) for left, right in pairs]
            return Alignment(gold.source, gold.target, beads, "ko", "en", id=gold.id)

        return align

    def ours(gold):
        return aligner.align_fragments(gold.source, gold.target, id=gold.id)

    def lengths(source, target):
        return [(bead.source, bead.target) for bead in align_by_length(source, target)]

    return {"bialign": ours, "bialign, lengths alone": of_peer(lengths)} | {
        name: of_peer(peer) for name, peer in peers.items()
    }


def interval(evaluation, trials=DRAWS):
    """Return the 95% bootstrap interval of strict F1, drawing articles with all their seeds."""
    groups = {}
    for article in evaluation.articles:
        strict = article.scores.strict
        counts = np.array([strict.right, strict.predicted, strict.found, strict.gold], dtype=float)
        name = article.id.split(" ")[0]
        groups[name] = groups.get(name, 0) + counts
    counts = np.array(list(groups.values()))
    random = np.random.default_rng(SEED)
    drawn = counts[random.integers(0, len(counts), (trials, len(counts)))].sum(axis=1)
    precision, recall = drawn[:, 0] / drawn[:, 1], drawn[:, 2] / drawn[:, 3]
    return np.quantile(2 * precision * recall / np.maximum(precision + recall, 1e-9), [0.025, 0.975])


def main():
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seeds", type=int, default=2, help="perturbations of each article at a level")
    parser.add_argument("--weights", type=Path, help="weights learnt without the held-out articles; made if missing")
    arguments = parser.parse_args()
    cases = held_out_cases(arguments.data, arguments.seeds)
    aligners = systems(unseen_aligner(arguments.data, arguments.weights))
    for level, gold in cases.items():
        lines = sum(len(case.source) for case in gold)
        print(f"\n{level}: {len(gold)} cases, {lines} Korean lines")
        print(
            f"{'':30}{'strict P':>9}{'R':>7}{'F1':>7}{'95% interval':>16}{'lax P':>8}{'R':>7}{'F1':>7}{'seconds':>9}"
        )
        evaluations = {}
        for name, align in aligners.items():
            begin = time.perf_counter()
            predicted = [align(case) for case in gold]
            seconds = time.perf_counter() - begin
            evaluations[name] = evaluate(gold, predicted)
            figures = evaluations[name].metrics()
            strict, lax = (
                [figures[f"{kind}_{figure}"] for figure in ("precision", "recall", "f1")]
                for kind in ("strict", "lax")
            )
            low, high = interval(evaluations[name])
            print(
                f"{name:30}{strict[0]:>9.3f}{strict[1]:>7.3f}{strict[2]:>7.3f}{f'{low:.3f} to {high:.3f}':>16}"
                f"{lax[0]:>8.3f}{lax[1]:>7.3f}{lax[2]:>7.3f}{seconds:>9.2f}",
                flush=True,
            )
        print(f"\n{groups_table(evaluations).to_markdown()}")


if __name__ == "__main__":
    main()
