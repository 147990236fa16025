"""Corpus formats, a module each, behind one registry."""
