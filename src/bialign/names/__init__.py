"""Romanisation of Korean, and person names matched across scripts.

Romanisation needs no numpy; the matchers import it when first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

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


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'bialign.names' has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
