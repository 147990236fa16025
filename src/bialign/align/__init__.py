"""Alignment of fragments and sentences."""
