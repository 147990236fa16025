"""Alignments measured against gold."""

from bialign.evaluation.corpora import ArticlePair, Corpus, load_corpus
from bialign.evaluation.perturbation import LEVELS, Perturbation, perturb
from bialign.evaluation.scoring import Evaluation, evaluate

__all__ = ["LEVELS", "ArticlePair", "Corpus", "Evaluation", "Perturbation", "evaluate", "load_corpus", "perturb"]
