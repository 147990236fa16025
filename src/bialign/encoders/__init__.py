"""Sentence encoders: vectors of sentences and of runs of consecutive sentences."""
