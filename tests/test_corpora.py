"""The gold corpora keep the rules of their data card."""

from collections import Counter
from pathlib import Path

import pytest

from bialign import FragmentKind
from bialign.evaluation import load_corpus
from bialign.evaluation.statistics import corpus_tables
from bialign.text.scripts import hangul_share

CORPUS = load_corpus("newsroom")


def test_there_are_forty_article_pairs():
    assert len(CORPUS) == 40


@pytest.mark.parametrize("pair", CORPUS, ids=lambda pair: pair.id)
class TestArticlePair:
    def test_gold_covers_both_articles(self, pair):
        for article in (pair.source, pair.target):
            covered = "".join(fragment.text for fragment in article)
            assert "".join(covered.split()) == "".join(article.text.split())
            assert all(article.text[f.start : f.end] == f.text for f in article)

    def test_files_are_plain_unix_text(self, pair):
        for article in (pair.source, pair.target):
            assert "\r" not in article.text
            assert "\ufeff" not in article.text
            assert article.text.endswith("\n")

    def test_sides_are_in_their_languages(self, pair):
        body = {
            side: " ".join(f.text for f in article.of_kind("body"))
            for side, article in (("ko", pair.source), ("en", pair.target))
        }
        assert hangul_share(body["ko"]) > 0.7
        assert hangul_share(body["en"]) < 0.01

    def test_both_sides_have_a_body(self, pair):
        for article in (pair.source, pair.target):
            assert len(article.of_kind("body")) >= 3

    def test_a_bead_holds_fragments_of_its_kind_alone(self, pair):
        for bead in pair.gold:
            fragments = [pair.gold.source[i] for i in bead.source] + [pair.gold.target[i] for i in bead.target]
            assert {fragment.kind for fragment in fragments} == {bead.kind}

    def test_beads_are_minimal(self, pair):
        for bead in pair.gold:
            # Each deleted fragment is a bead of its own.
            assert not bead.is_deletion or sum(bead.shape) == 1
            assert max(bead.shape) <= 4


def test_no_text_occurs_in_two_articles():
    seen = {}
    for pair in CORPUS:
        for article in (pair.source, pair.target):
            for text in {fragment.text for fragment in article.of_kind("body")}:
                assert seen.setdefault(text, pair.id) == pair.id, text
    for side in ("source", "target"):
        # A few pages come without their headline.
        headlines = [getattr(pair, side).headline for pair in CORPUS if getattr(pair, side).headline]
        assert len(set(headlines)) == len(headlines) >= 36


def test_the_splits_are_balanced():
    sizes = Counter(pair.split for pair in CORPUS)
    assert sizes["train"] + sizes["dev"] + sizes["test"] == 40
    assert sizes["test"] >= 10
    assert sizes["dev"] >= 8


def test_what_editors_do_occurs():
    beads = [bead for pair in CORPUS for bead in pair.gold if bead.kind is FragmentKind.BODY]
    types = Counter(bead.type for bead in beads)
    assert {"1-1", "1-2", "2-1", "1-0", "0-1", "2-2"} <= set(types)
    assert types["1-1"] < 0.8 * len(beads)
    assert sum(not pair.gold.is_monotone for pair in CORPUS) >= 5
    assert {bead.kind for pair in CORPUS for bead in pair.gold} == set(FragmentKind)


def test_the_data_card_states_what_the_corpus_holds():
    # benchmarks/corpus_statistics.py --write corpora/README.md makes it true again after a correction.
    card = (Path(__file__).parents[1] / "corpora" / "README.md").read_text(encoding="utf-8")
    for table in corpus_tables(CORPUS):
        assert table.to_markdown() in card
    assert f"`{CORPUS.digest}`" in card
