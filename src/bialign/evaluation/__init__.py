"""Alignments measured against gold."""

from bialign.evaluation.calibration import Calibration, calibrate
from bialign.evaluation.corpora import ArticlePair, Corpus, corpus_problems, load_corpus
from bialign.evaluation.counts import Counts
from bialign.evaluation.gold import format_gold, read_gold
from bialign.evaluation.perturbation import LEVELS, Perturbation, perturb
from bialign.evaluation.scores import ArticleScores, Outcome, Scores
from bialign.evaluation.scoring import Evaluation, evaluate
from bialign.evaluation.significance import Comparison, ConfidenceInterval, compare, confidence_interval
from bialign.evaluation.tables import Table, evaluation_table, groups_table, systems_table
from bialign.evaluation.word_links import WordLinkScores, evaluate_word_links

__all__ = [
    "LEVELS",
    "ArticlePair",
    "ArticleScores",
    "Calibration",
    "Comparison",
    "ConfidenceInterval",
    "Corpus",
    "Counts",
    "Evaluation",
    "Outcome",
    "Perturbation",
    "Scores",
    "Table",
    "WordLinkScores",
    "calibrate",
    "compare",
    "confidence_interval",
    "corpus_problems",
    "evaluate",
    "evaluate_word_links",
    "evaluation_table",
    "format_gold",
    "groups_table",
    "load_corpus",
    "perturb",
    "read_gold",
    "systems_table",
]
