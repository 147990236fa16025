"""How to test an aligner with bialign's pytest plugin: run `pytest` in this folder."""

from hypothesis import given, settings
from toy_aligner import align

from bialign import Article
from bialign.evaluation import perturb
from bialign.testing import assert_alignment, assert_f1
from bialign.testing.strategies import articles


def test_it_reaches_a_floor_on_the_gold_corpus(gold_corpus):
    evaluation = assert_f1(align, gold_corpus, strict=0.55, lax=0.70)
    assert evaluation.by_kind["headline"].strict.f1 > 0.95


def test_it_keeps_every_fragment_of_every_article(article_pair):
    alignment = align(article_pair.source, article_pair.target)
    assert alignment.source == article_pair.source.fragments
    assert alignment.target == article_pair.target.fragments


@settings(max_examples=25, deadline=None)
@given(articles("ko"), articles("en"))
def test_it_takes_any_article(source, target):
    alignment = align(source, target)
    assert alignment.swapped().swapped() == alignment


def test_it_finds_joined_sentences():
    lines = [
        ("짧다.", "It is short."),
        ("조금 더 긴 문장이 여기에 있다.", "Here is a sentence that is a bit longer."),
    ]
    gold = perturb([*lines * 4], seed=1, joins=0.3)
    assert {"1-1", "1-2", "2-1"} == {bead.type for bead in gold}
    assert_alignment(align_lines(gold), gold)


def test_a_change_shows_in_review(gold_corpus, alignment_snapshot):
    pair = min(gold_corpus, key=lambda pair: len(pair.source))
    alignment_snapshot(align(pair.source, pair.target))


def align_lines(gold):
    """Align the lines of a made-up case again."""
    source, target = (
        Article("\n".join(fragment.text for fragment in side), language, side)
        for side, language in ((gold.source, "ko"), (gold.target, "en"))
    )
    return align(source, target)
