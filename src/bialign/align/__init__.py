"""Alignment of fragments and sentences."""

from bialign.align.aligner import Aligner, align_sentences

__all__ = ["Aligner", "align_sentences"]
