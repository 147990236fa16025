"""Alignments measured against gold."""
