"""Texts cut into tokens with their offsets, by many schemes behind one protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bialign.lazy import lazy_exports
from bialign.tokenizers.base import Detokenizer, Token, Tokenizer
from bialign.tokenizers.registry import available_tokenizers, get_tokenizer

if TYPE_CHECKING:
    from bialign.tokenizers.bleu import InternationalTokenizer, MecabTokenizer, MtevalTokenizer
    from bialign.tokenizers.korean import EojeolTokenizer, JamoTokenizer, SyllableTokenizer
    from bialign.tokenizers.morpheme import MorphemeTokenizer
    from bialign.tokenizers.moses import MosesTokenizer
    from bialign.tokenizers.subword import SubwordTokenizer
    from bialign.tokenizers.training import train_subword
    from bialign.tokenizers.treebank import TreebankTokenizer

__all__ = [
    "Detokenizer",
    "EojeolTokenizer",
    "InternationalTokenizer",
    "JamoTokenizer",
    "MecabTokenizer",
    "MorphemeTokenizer",
    "MosesTokenizer",
    "MtevalTokenizer",
    "SubwordTokenizer",
    "SyllableTokenizer",
    "Token",
    "Tokenizer",
    "TreebankTokenizer",
    "available_tokenizers",
    "get_tokenizer",
    "train_subword",
]

_HOMES = {
    "EojeolTokenizer": "bialign.tokenizers.korean",
    "InternationalTokenizer": "bialign.tokenizers.bleu",
    "JamoTokenizer": "bialign.tokenizers.korean",
    "MecabTokenizer": "bialign.tokenizers.bleu",
    "MorphemeTokenizer": "bialign.tokenizers.morpheme",
    "MosesTokenizer": "bialign.tokenizers.moses",
    "MtevalTokenizer": "bialign.tokenizers.bleu",
    "SubwordTokenizer": "bialign.tokenizers.subword",
    "SyllableTokenizer": "bialign.tokenizers.korean",
    "TreebankTokenizer": "bialign.tokenizers.treebank",
    "train_subword": "bialign.tokenizers.training",
}

__getattr__, __dir__ = lazy_exports(__name__, _HOMES, __all__)
