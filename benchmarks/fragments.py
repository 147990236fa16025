"""Precision and recall of the fragmenter by kind, against a gold corpus.

A fragment counts as found if its kind and both its offsets are those of the gold fragment. Gold bodies are cut into
sentences; here they are joined to paragraphs again, which is what the fragmenter makes.

Usage: python benchmarks/fragments.py [--data FOLDER] [--split train|dev|test] [--errors]
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from itertools import pairwise

from rich.console import Console
from rich.table import Table

from bialign.articles import fragment_article
from bialign.documents import Article, FragmentKind
from bialign.evaluation import load_corpus

Unit = tuple[FragmentKind, int, int]


def paragraphs(article: Article) -> list[Unit]:
    """Return the kinds and spans of an article's fragments, neighbouring sentences of one line joined."""
    units: list[Unit] = []
    for previous, fragment in pairwise((None, *article)):
        assert fragment is not None
        joins = (
            previous is not None
            and previous.kind is fragment.kind is FragmentKind.BODY
            and "\n" not in article.text[previous.end : fragment.start]
        )
        start = units.pop()[1] if joins else fragment.start
        units.append((fragment.kind, start, fragment.end))
    return units


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default="newsroom", help="a corpus that comes with bialign, or a folder like it")
    parser.add_argument("--split", choices=("train", "dev", "test"), help="only this part of the corpus")
    parser.add_argument("--errors", action="store_true", help="list every fragment that is missed or made up")
    options = parser.parse_args()
    corpus = load_corpus(options.data, options.split)

    right: Counter[FragmentKind] = Counter()
    gold_counts: Counter[FragmentKind] = Counter()
    found_counts: Counter[FragmentKind] = Counter()
    perfect = 0
    articles = [article for pair in corpus for article in (pair.source, pair.target)]
    started = time.perf_counter()
    found_articles = [fragment_article(article.text) for article in articles]
    seconds = time.perf_counter() - started
    console = Console(soft_wrap=True, highlight=False, markup=False)
    for article, found_article in zip(articles, found_articles, strict=True):
        gold, found = set(paragraphs(article)), set(paragraphs(found_article))
        gold_counts.update(kind for kind, _, _ in gold)
        found_counts.update(kind for kind, _, _ in found)
        right.update(kind for kind, _, _ in gold & found)
        perfect += gold == found and article.language == found_article.language
        if options.errors:
            for mark, units in (("-", gold - found), ("+", found - gold)):
                for kind, start, end in sorted(units, key=lambda unit: unit[1]):
                    text = article.text[start:end]
                    console.print(f"{article.id} {article.language} {start:5} {mark} {kind.value:12} {text[:120]}")

    table = Table("kind", "gold", "found", "right", "precision", "recall", title=f"{corpus.name} {corpus.digest}")
    for column in table.columns[1:]:
        column.justify = "right"
    rows = [(kind.value, gold_counts[kind], found_counts[kind], right[kind]) for kind in FragmentKind]
    for name, gold_count, found_count, both in (
        *(row for row in rows if row[1] or row[2]),
        ("all", gold_counts.total(), found_counts.total(), right.total()),
    ):
        precision = f"{both / found_count:.3f}" if found_count else "-"
        recall = f"{both / gold_count:.3f}" if gold_count else "-"
        table.add_row(name, str(gold_count), str(found_count), str(both), precision, recall)
    console.print(table)
    console.print(
        f"{perfect} of {len(articles)} articles with every fragment right; {seconds / len(articles):.4f} s each"
    )


if __name__ == "__main__":
    main()
