"""Texts cut into sentences, with their offsets."""

from bialign.sentences.splitting import sentence_spans, split_article, split_sentences

__all__ = ["sentence_spans", "split_article", "split_sentences"]
