"""Korean-English bilingual alignment: news articles in, aligned parallel corpora out.

The names below are the public interface. They are imported when first used, so that ``import bialign`` is fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bialign._version import __version__
from bialign.lazy import lazy_exports

if TYPE_CHECKING:
    from bialign.align import Aligner, align_sentences
    from bialign.anchors import find_anchors
    from bialign.articles import read_article
    from bialign.beads import Alignment, Bead, TranslationUnit
    from bialign.building import build_corpus
    from bialign.documents import Article, Fragment, FragmentKind, Language
    from bialign.errors import BialignError
    from bialign.evaluation import evaluate, load_corpus
    from bialign.formats import convert, read, write
    from bialign.names import match_names, romanize
    from bialign.sentences import sentence_spans
    from bialign.tokenizers import get_tokenizer

__all__ = [
    "Aligner",
    "Alignment",
    "Article",
    "Bead",
    "BialignError",
    "Fragment",
    "FragmentKind",
    "Language",
    "TranslationUnit",
    "__version__",
    "align_sentences",
    "build_corpus",
    "convert",
    "evaluate",
    "find_anchors",
    "get_tokenizer",
    "load_corpus",
    "match_names",
    "read",
    "read_article",
    "romanize",
    "sentence_spans",
    "write",
]

_HOMES = {
    "Aligner": "bialign.align",
    "Alignment": "bialign.beads",
    "Article": "bialign.documents",
    "Bead": "bialign.beads",
    "BialignError": "bialign.errors",
    "Fragment": "bialign.documents",
    "FragmentKind": "bialign.documents",
    "Language": "bialign.documents",
    "TranslationUnit": "bialign.beads",
    "align_sentences": "bialign.align",
    "build_corpus": "bialign.building",
    "convert": "bialign.formats",
    "evaluate": "bialign.evaluation",
    "find_anchors": "bialign.anchors",
    "get_tokenizer": "bialign.tokenizers",
    "load_corpus": "bialign.evaluation",
    "match_names": "bialign.names",
    "read": "bialign.formats",
    "read_article": "bialign.articles",
    "romanize": "bialign.names",
    "sentence_spans": "bialign.sentences",
    "write": "bialign.formats",
}

__getattr__, __dir__ = lazy_exports(__name__, _HOMES, __all__)
