"""Corpora built from many article pairs."""
