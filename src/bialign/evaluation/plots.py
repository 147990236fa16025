"""Figures as pictures: F1 by bead type, and how far scores can be taken for probabilities."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from bialign.errors import ConfigurationError, InvariantError
from bialign.evaluation.calibration import calibrate
from bialign.evaluation.scores import type_order
from bialign.extras import import_extra
from bialign.files import atomic_write

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

    from bialign.evaluation.scoring import Evaluation

# By the endings of pictures, what to leave out so that the same figures give the same file.
_METADATA: dict[str, dict[str, Any]] = {
    ".png": {"Software": None},
    ".svg": {"Date": None},
    ".pdf": {"CreationDate": None},
}


def plot(evaluations: Mapping[str, Evaluation], path: str | PathLike[str]) -> None:
    """Draw strict F1 by bead type, and a reliability diagram of the aligners that give scores.

    Args:
        evaluations: By the aligner's name; of the same gold.
        path: The picture's file; its ending says PNG, SVG or PDF.

    Raises:
        MissingExtraError: If matplotlib is not installed.
        ConfigurationError: If the ending is another.
        InvariantError: If there is nothing to draw.
        BialignError: If the file cannot be written.
    """
    ending = Path(path).suffix.lower()
    if ending not in _METADATA:
        raise ConfigurationError(f"The picture {str(path)!r} should end in {', '.join(_METADATA)}.")
    if not evaluations:
        raise InvariantError("There is no evaluation to draw.")
    matplotlib = import_extra("matplotlib", extra="plot", purpose="Drawing a picture")
    figures = import_extra("matplotlib.figure", extra="plot", purpose="Drawing a picture")
    scored = {name: evaluation for name, evaluation in evaluations.items() if evaluation.outcomes}
    # The same figures give the same file: no random ids, no date.
    with matplotlib.rc_context({"svg.hashsalt": "bialign", "font.size": 9}):
        figure = figures.Figure(figsize=(10 if scored else 6, 4), layout="constrained")
        axes = figure.subplots(1, 2 if scored else 1, squeeze=False)[0]
        _draw_types(axes[0], evaluations)
        if scored:
            _draw_reliability(axes[1], scored)
        with atomic_write(path) as stream:
            figure.savefig(stream, format=ending.removeprefix("."), dpi=150, metadata=_METADATA[ending])


def _draw_types(axes: Any, evaluations: Mapping[str, Evaluation]) -> None:
    groups = {name: evaluation.by_type for name, evaluation in evaluations.items()}
    types = sorted(
        {kind for by_type in groups.values() for kind, scores in by_type.items() if scores.strict.gold},
        key=type_order,
    )
    width = 0.8 / len(groups)
    for number, (name, by_type) in enumerate(groups.items()):
        places = [index - 0.4 + width * (number + 0.5) for index in range(len(types))]
        heights = [by_type[kind].strict.f1 if kind in by_type else 0.0 for kind in types]
        axes.bar(places, heights, width, label=name)
    gold = next(iter(groups.values()))
    axes.set_xticks(range(len(types)), [f"{kind}\n{gold[kind].strict.gold}" for kind in types])
    axes.set(xlabel="bead type, and gold beads of it", ylabel="strict F1", ylim=(0, 1))
    # Above the bars, where it hides none of them.
    axes.legend(fontsize="small", ncols=2, loc="lower center", bbox_to_anchor=(0.5, 1.0))


def _draw_reliability(axes: Any, evaluations: Mapping[str, Evaluation]) -> None:
    axes.plot([0, 1], [0, 1], color="grey", linewidth=0.8, linestyle="--")
    for name, evaluation in evaluations.items():
        calibration = calibrate(evaluation.outcomes)
        filled = [part for part in calibration.bins if part.count]
        axes.plot(
            [part.score for part in filled],
            [part.accuracy for part in filled],
            marker="o",
            label=f"{name} (ECE {calibration.ece:.3f})",
        )
    axes.set(xlabel="mean score of beads", ylabel="share of beads that is right", xlim=(0, 1), ylim=(0, 1.02))
    axes.legend(fontsize="small", loc="upper left")
