"""Alignment tests for benchmarks: the gold corpus, and line-aligned text made into tests."""

from itertools import groupby
from pathlib import Path

from bialign import Article
from bialign.articles import fragment_article
from bialign.evaluation import perturb
from bialign.evaluation.corpora import ArticlePair
from bialign.text.decoding import read_text

SEED = 2026


def perturbed_corpus(pairs, level):
    """Return a test for each gold article pair: its 1-1 sentences as line-aligned text, perturbed."""
    return [
        as_pair(perturb(_sentence_pairs(pair.gold), seed=SEED, level=level, id=pair.id), pair.split, pair.genre)
        for pair in pairs
    ]


def _sentence_pairs(gold):
    return [
        (gold.source_text(bead), gold.target_text(bead))
        for bead in gold
        if bead.kind == "body" and bead.type == "1-1"
    ]


def perturbed_lines(source, target, articles, level, size=50):
    """Return tests made from two line-aligned files.

    Args:
        source: The source lines' file.
        target: The target lines' file.
        articles: A file that names each line's article, or None: then `size` lines make an article.
        level: How much is changed.
        size: Lines of an article where none are named.
    """
    sides = [read_text(path).removesuffix("\n").split("\n") for path in (source, target)]
    if articles is None:
        names = [f"{Path(source).stem}-{number // size:04}" for number in range(len(sides[0]))]
    else:
        names = read_text(articles).removesuffix("\n").split("\n")
    rows = zip(names, *sides, strict=True)
    return [
        as_pair(perturb([row[1:] for row in group], seed=SEED, level=level, id=name), "test", "news")
        for name, group in groupby(rows, key=lambda row: row[0])
    ]


def as_pair(gold, split, genre):
    """Return a made-up case as an article pair, whose articles are its lines."""
    articles = (
        Article("\n".join(fragment.text for fragment in side), language, side, id=gold.id)
        for side, language in ((gold.source, gold.source_language), (gold.target, gold.target_language))
    )
    return ArticlePair(*articles, gold, split, genre)


def find_data(folder):
    """Return the line-aligned collections of a folder: name to (source file, target file, articles' file or None).

    A collection is a folder with ``*.ko.txt`` and ``*.en.txt``, and ``*.docid.txt`` where articles are known.
    """
    found = {}
    for source in sorted(Path(folder).rglob("*.ko.txt")):
        stem = source.name.removesuffix(".ko.txt")
        target, articles = source.with_name(f"{stem}.en.txt"), source.with_name(f"{stem}.docid.txt")
        if target.exists():
            found[f"{source.parent.name} {stem}"] = (source, target, articles if articles.exists() else None)
    return found


def raw_articles(pairs):
    """Return the article pairs as our own reader makes them of their texts: paragraphs and furniture."""
    return [
        tuple(
            fragment_article(article.text, language=article.language, id=article.id)
            for article in (pair.source, pair.target)
        )
        for pair in pairs
    ]
