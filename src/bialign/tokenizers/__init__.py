"""Tokenizers of Korean, English and subwords behind one protocol."""
