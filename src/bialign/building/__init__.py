"""Corpora built from many article pairs, and the pairs found in two collections of articles.

The names below are imported when first used: worker processes load this package and need few of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bialign.lazy import lazy_exports

if TYPE_CHECKING:
    from bialign.building.build import build_corpus
    from bialign.building.dry_run import try_filters
    from bialign.building.options import BuildOptions, load_options
    from bialign.building.pairing.pairing import Pairing, pair_articles, pair_vectors
    from bialign.building.report import BuildReport, read_report

__all__ = [
    "BuildOptions",
    "BuildReport",
    "Pairing",
    "build_corpus",
    "load_options",
    "pair_articles",
    "pair_vectors",
    "read_report",
    "try_filters",
]

_HOMES = {
    "BuildOptions": "bialign.building.options",
    "BuildReport": "bialign.building.report",
    "Pairing": "bialign.building.pairing.pairing",
    "build_corpus": "bialign.building.build",
    "load_options": "bialign.building.options",
    "pair_articles": "bialign.building.pairing.pairing",
    "pair_vectors": "bialign.building.pairing.pairing",
    "read_report": "bialign.building.report",
    "try_filters": "bialign.building.dry_run",
}

__getattr__, __dir__ = lazy_exports(__name__, _HOMES, __all__)
