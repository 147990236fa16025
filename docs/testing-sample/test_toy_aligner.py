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


LINES = [("짧다.", "It is short."), ("조금 더 긴 문장이 여기에 있다.", "Here is a sentence that is a bit longer.")]


def test_it_finds_joined_sentences():
    gold = perturb(LINES * 4, seed=1, joins=0.3)
    assert {"1-1", "1-2", "2-1"} == {bead.type for bead in gold}
    assert_alignment(align_lines(gold), gold)


STORY = [
    ("시의회가 15일 예산안을 통과시켰다.", "The city council passed the budget on the 15th."),
    ("찬성 41표, 반대 12표였다.", "The vote was 41 to 12."),
    ("시장은 결과를 환영한다고 말했다.", "The mayor said he welcomed the result."),
    ("야당은 복지 예산이 줄었다며 반발했다.", "The opposition protested that welfare spending had been cut."),
    ("예산은 내년 1월부터 집행된다.", "The budget takes effect in January."),
    ("새 도서관 두 곳이 문을 연다.", "Two new libraries will open."),
]


def test_a_change_shows_in_review(alignment_snapshot):
    alignment_snapshot(align_lines(perturb(STORY, seed=2, level="hard")))


def align_lines(gold):
    """Align the lines of a made-up case again."""
    source, target = (
        Article("\n".join(fragment.text for fragment in side), language, side)
        for side, language in ((gold.source, "ko"), (gold.target, "en"))
    )
    return align(source, target)
