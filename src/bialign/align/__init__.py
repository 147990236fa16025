"""Alignment of fragments and sentences."""

from bialign.align.aligner import Aligner, align_sentences
from bialign.align.explanation import Contribution, Explanation

__all__ = ["Aligner", "Contribution", "Explanation", "align_sentences"]
