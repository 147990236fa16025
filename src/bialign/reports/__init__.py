"""Alignments and corpora shown in the terminal and as HTML."""
