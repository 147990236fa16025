"""Texts cut into tokens with their offsets, by many schemes behind one protocol."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

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
    "EojeolTokenizer": "korean",
    "InternationalTokenizer": "bleu",
    "JamoTokenizer": "korean",
    "MecabTokenizer": "bleu",
    "MorphemeTokenizer": "morpheme",
    "MosesTokenizer": "moses",
    "MtevalTokenizer": "bleu",
    "SubwordTokenizer": "subword",
    "SyllableTokenizer": "korean",
    "TreebankTokenizer": "treebank",
    "train_subword": "training",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'bialign.tokenizers' has no attribute {name!r}")
    value = getattr(importlib.import_module(f"bialign.tokenizers.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
