"""Are the scores of beads probabilities, and do they tell right beads from wrong ones better than cosines do?

    python benchmarks/calibration.py --data DATA [--seeds 2] [--weights FILE] [--plot reliability.png]

On held-out articles: expected calibration error over ten bins of equal mass, Brier score, and the risk-coverage curve
of our scores against that of the cosine of the two sides. The picture has a reliability diagram and both curves.
"""

import argparse
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from bialign.evaluation import Outcome, calibrate, evaluate
from held_out import held_out_cases, unseen_aligner

BINS = 10


def equal_mass_bins(outcomes):
    """Return mean score and accuracy of bins of equally many beads: arrays of shape (bins,), and their sizes."""
    scores, right = (
        np.array(part, dtype=float)
        for part in zip(*sorted((outcome.score, outcome.right) for outcome in outcomes), strict=True)
    )
    parts = np.array_split(np.arange(len(scores)), BINS)
    return tuple(
        np.array(values)
        for values in zip(*((scores[part].mean(), right[part].mean(), len(part)) for part in parts), strict=True)
    )


def expected_error(outcomes):
    """Return the expected calibration error over bins of equal mass."""
    scores, accuracies, sizes = equal_mass_bins(outcomes)
    return float((np.abs(scores - accuracies) * sizes).sum() / sizes.sum())


def match_outcomes(gold, predicted, encoder):
    """Return for all beads that are no deletions the outcomes by their scores, and by the cosines of their sides."""
    scored, cosines = [], []
    for truth, found in zip(gold, predicted, strict=True):
        right = {(bead.source, bead.target) for bead in truth}
        beads = [bead for bead in found if not bead.is_deletion]
        left, other = (
            encoder.encode([text(bead) for bead in beads]) for text in (found.source_text, found.target_text)
        )
        for bead, cosine in zip(beads, (left * other).sum(axis=1), strict=True):
            correct = (bead.source, bead.target) in right
            scored.append(Outcome(bead.score, correct))
            cosines.append(Outcome(float(np.clip(cosine, 0, 1)), correct))
    return scored, cosines


def draw(path, levels):
    """Draw the reliability diagram and the risk-coverage curves of all levels."""
    figure = Figure(figsize=(12, 4.4), layout="constrained")
    reliability, risk = figure.subplots(1, 2)
    reliability.plot([0, 1], [0, 1], color="grey", linewidth=0.8, linestyle="--")
    for number, (level, (outcomes, scored, cosines)) in enumerate(levels.items()):
        scores, accuracies, _ = equal_mass_bins(outcomes)
        reliability.plot(
            scores,
            accuracies,
            marker="o",
            markersize=4,
            color=f"C{number}",
            label=f"{level} (ECE {expected_error(outcomes):.3f})",
        )
        for curve, style, name in ((scored, "-", "score"), (cosines, ":", "cosine")):
            points = calibrate(curve).risk_coverage
            risk.plot(
                [point.coverage for point in points],
                [point.risk for point in points],
                style,
                color=f"C{number}",
                label=f"{level}, by {name}",
            )
    reliability.set(xlabel="mean score of beads", ylabel="share of beads that is right", xlim=(0, 1), ylim=(0, 1.02))
    risk.set(
        xlabel="share of beads kept, surest first",
        ylabel="share of kept beads that is wrong",
        xlim=(0, 1),
        ylim=(0, None),
    )
    reliability.legend(fontsize="small", loc="upper left")
    risk.legend(fontsize="small", loc="upper left", bbox_to_anchor=(1.02, 1))
    figure.savefig(path, dpi=150, metadata={"Software": None})


def main():
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seeds", type=int, default=2, help="perturbations of each article at a level")
    parser.add_argument("--weights", type=Path, help="weights learnt without the held-out articles; made if missing")
    parser.add_argument("--plot", type=Path, help="PNG file to draw into")
    arguments = parser.parse_args()
    cases = held_out_cases(arguments.data, arguments.seeds)
    aligner = unseen_aligner(arguments.data, arguments.weights)
    print(
        f"\n{'':16}{'all beads':>10}{'ECE':>8}{'Brier':>8}{'':4}{'matches':>8}{'risk area, score':>18}{'cosine':>9}"
    )
    levels = {}
    for level, gold in cases.items():
        predicted = [aligner.align_fragments(case.source, case.target, id=case.id) for case in gold]
        outcomes = evaluate(gold, predicted).outcomes
        scored, cosines = match_outcomes(gold, predicted, aligner.encoder)
        levels[level] = outcomes, scored, cosines
        print(
            f"{level:16}{len(outcomes):>10}{expected_error(outcomes):>8.4f}{calibrate(outcomes).brier:>8.4f}"
            f"{'':4}{len(scored):>8}{calibrate(scored).area:>18.5f}{calibrate(cosines).area:>9.5f}",
            flush=True,
        )
    if arguments.plot:
        draw(arguments.plot, levels)


if __name__ == "__main__":
    main()
