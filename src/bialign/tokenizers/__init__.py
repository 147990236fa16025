"""Texts cut into tokens with their offsets, by many schemes behind one protocol."""

from bialign.tokenizers.base import Detokenizer, Token, Tokenizer
from bialign.tokenizers.registry import available_tokenizers, get_tokenizer

__all__ = ["Detokenizer", "Token", "Tokenizer", "available_tokenizers", "get_tokenizer"]
