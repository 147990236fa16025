"""Korean-English bilingual alignment: news articles in, aligned parallel corpora out.

The names below are the public interface. They are imported when first used, so that ``import bialign`` is fast.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from bialign._version import __version__

if TYPE_CHECKING:
    from bialign.beads import Alignment, Bead, TranslationUnit
    from bialign.documents import Article, Fragment, FragmentKind, Language
    from bialign.errors import BialignError

__all__ = [
    "Alignment",
    "Article",
    "Bead",
    "BialignError",
    "Fragment",
    "FragmentKind",
    "Language",
    "TranslationUnit",
    "__version__",
]

_HOMES = {
    "Alignment": "bialign.beads",
    "Article": "bialign.documents",
    "Bead": "bialign.beads",
    "BialignError": "bialign.errors",
    "Fragment": "bialign.documents",
    "FragmentKind": "bialign.documents",
    "Language": "bialign.documents",
    "TranslationUnit": "bialign.beads",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'bialign' has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
