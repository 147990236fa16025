"""Romanisation of Korean, and person names matched across scripts.

Romanisation needs no numpy; the matchers import it when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bialign.lazy import lazy_exports
from bialign.names.bylines import byline_names
from bialign.names.romanization import RomanizationSystem, RomanizedSpan, romanize, romanize_spans

if TYPE_CHECKING:
    from bialign.names.byline_matching import match_bylines
    from bialign.names.matching import NameIndex, match_many, match_names

__all__ = [
    "NameIndex",
    "RomanizationSystem",
    "RomanizedSpan",
    "byline_names",
    "match_bylines",
    "match_many",
    "match_names",
    "romanize",
    "romanize_spans",
]

_HOMES = {
    "NameIndex": "bialign.names.matching",
    "match_bylines": "bialign.names.byline_matching",
    "match_many": "bialign.names.matching",
    "match_names": "bialign.names.matching",
}

__getattr__, __dir__ = lazy_exports(__name__, _HOMES, __all__)
