"""Paragraphs cut into sentences, offsets kept."""
