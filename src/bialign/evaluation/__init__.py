"""Alignments measured against gold."""

from bialign.evaluation.perturbation import LEVELS, Perturbation, perturb
from bialign.evaluation.scoring import Evaluation, evaluate

__all__ = ["LEVELS", "Evaluation", "Perturbation", "evaluate", "perturb"]
