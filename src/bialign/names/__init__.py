"""Romanisation of Korean, and person names matched across scripts."""
