"""Sentences against the hand-made gold corpus."""

from itertools import groupby

from bialign.documents import FragmentKind
from bialign.evaluation import load_corpus
from bialign.sentences import sentence_spans


def test_gold_corpus():
    found = gold = shared = 0
    for pair in load_corpus("newsroom"):
        for article in (pair.source, pair.target):
            body = [fragment for fragment in article if fragment.kind is FragmentKind.BODY]
            for _, group in groupby(
                body, key=lambda fragment, text=article.text: text.count("\n", 0, fragment.start)
            ):
                sentences = {(fragment.start, fragment.end) for fragment in group}
                start, end = min(sentences)[0], max(sentences)[1]
                spans = {
                    (start + first, start + last)
                    for first, last in sentence_spans(article.text[start:end], article.language)
                }
                found += len(spans)
                gold += len(sentences)
                shared += len(spans & sentences)
    assert 2 * shared / (found + gold) > 0.995
