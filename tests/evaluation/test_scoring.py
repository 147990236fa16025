"""Scores are those of Vecalign's scorer, and those that the literature defines beside it."""

import json
import re
import tracemalloc
import unicodedata
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bialign import Alignment, Bead
from bialign.errors import InvariantError
from bialign.evaluation import evaluate
from bialign.formats import fragments_of


def align(beads, source=None, target=None, **names):
    """Make an alignment of numbered sentences from beads as Vecalign writes them: (source, target, kind, score)."""
    beads = [Bead(*bead) for bead in beads]
    count = [
        1 + max((index for bead in beads for index in side(bead)), default=-1)
        for side in (lambda b: b.source, lambda b: b.target)
    ]
    source = source or [f"가{number}" for number in range(count[0])]
    target = target or [f"a{number}" for number in range(count[1])]
    return Alignment(fragments_of(source), fragments_of(target), beads, "ko", "en", **names)


def six(evaluation):
    figures = evaluation.metrics()
    return [figures[f"{way}_{figure}"] for way in ("strict", "lax") for figure in ("precision", "recall", "f1")]


# Each case is worked out by hand from the definition of Vecalign's scorer:
# - precision: of all predicted beads, deletions included, those that equal a gold bead (strict), or equal one or share
#   a sentence pair with one (lax);
# - recall: of the gold beads without deletions, those that equal a predicted bead (strict), or equal or share a
#   sentence pair with a predicted bead (lax);
# - F1: the harmonic mean of the two; 0 where a denominator is 0.
HAND_WORKED = {
    # Predicted: 0:0 equals gold. 1:1 does not, but shares the pair (1,1) with gold 1,2:1. The deletion 2: does not
    # equal a gold bead and has no pair to share. Strict precision 1/3, lax 2/3.
    # Gold: 0:0 is found; 1,2:1 is not, but shares (1,1). Strict recall 1/2, lax 2/2.
    # F1: strict 2*(1/3)*(1/2)/(5/6) = 2/5; lax 2*(2/3)*1/(5/3) = 4/5.
    "a join missed": (
        [([0], [0]), ([1, 2], [1])],
        [([0], [0]), ([1], [1]), ([2], [])],
        [1 / 3, 1 / 2, 2 / 5, 2 / 3, 1, 4 / 5],
    ),
    # Predicted: 0:0 right; deletions 1: and :1 equal gold ones and count as right in precision. 3/3, strict and lax.
    # Gold without deletions: 0:0, found. 1/1.
    "deletions found": (
        [([0], [0]), ([1], []), ([], [1])],
        [([0], [0]), ([1], []), ([], [1])],
        [1, 1, 1, 1, 1, 1],
    ),
    # Predicted: 0:0 right, 1:1 shares no pair with a gold bead. Precision 1/2, strict and lax.
    # Gold without deletions: 0:0 alone, found: recall 1/1, although two deletions were missed. F1 2*(1/2)/(3/2) = 2/3.
    "deletions missed": (
        [([0], [0]), ([1], []), ([], [1])],
        [([0], [0]), ([1], [1])],
        [1 / 2, 1, 2 / 3, 1 / 2, 1, 2 / 3],
    ),
    # Two deletions in a row are two beads in gold; the predicted one bead of both equals neither. Precision 1/2.
    # Recall leaves deletions out: 1/1. F1 2/3.
    "deletions in one bead": (
        [([0], [0]), ([1], []), ([2], [])],
        [([0], [0]), ([1, 2], [])],
        [1 / 2, 1, 2 / 3, 1 / 2, 1, 2 / 3],
    ),
    # Predicted: one bead 0,1,2:0,1 equals no gold bead but shares (0,0): strict 0/1, lax 1/1.
    # Gold: 0:0 and 1,2:1 both share a pair with it: strict 0/2, lax 2/2. F1 strict 0 (0/0), lax 1.
    "one bead for two": (
        [([0], [0]), ([1, 2], [1])],
        [([0, 1, 2], [0, 1])],
        [0, 0, 0, 1, 1, 1],
    ),
    # Predicted: 0:1 and 1:0 share no pair with gold 0:0, 1:1. All figures 0.
    "crossed": (
        [([0], [0]), ([1], [1])],
        [([0], [1]), ([1], [0])],
        [0, 0, 0, 0, 0, 0],
    ),
    # Predicted: 0:0,1 shares (0,0) and 1:2 equals gold; 2: is no gold deletion; :3 is no gold deletion.
    # Strict precision 1/4, lax 2/4. Gold: 0:0 shares, 2:3 shares nothing, 1:2 found, :1 left out.
    # Strict recall 1/3, lax 2/3. F1 strict 2*(1/4)*(1/3)/(7/12) = 2/7, lax 2*(1/2)*(2/3)/(7/6) = 4/7.
    "a bit of everything": (
        [([0], [0]), ([], [1]), ([1], [2]), ([2], [3])],
        [([0], [0, 1]), ([1], [2]), ([2], []), ([], [3])],
        [1 / 4, 1 / 3, 2 / 7, 1 / 2, 2 / 3, 4 / 7],
    ),
    # Nothing but deletions: precision 2/2; there is no gold bead to find, so recall and F1 are 0 by convention.
    "nothing to find": (
        [([0], []), ([], [0])],
        [([0], []), ([], [0])],
        [1, 0, 0, 1, 0, 0],
    ),
}


@pytest.mark.parametrize("name", HAND_WORKED)
def test_the_six_figures_equal_those_of_vecaligns_scorer(name):
    gold, predicted, figures = HAND_WORKED[name]
    assert six(evaluate(align(gold), align(predicted))) == pytest.approx(figures)


def test_counts_are_added_over_articles():
    # "a join missed" and "crossed" together. Strict precision (1+0)/(3+2), recall (1+0)/(2+2); lax (2+0)/5, (2+0)/4.
    # F1 strict 2*(1/5)*(1/4)/(9/20) = 2/9, lax 2*(2/5)*(1/2)/(9/10) = 4/9.
    cases = [HAND_WORKED[name] for name in ("a join missed", "crossed")]
    evaluation = evaluate([align(gold) for gold, _, _ in cases], [align(predicted) for _, predicted, _ in cases])
    assert six(evaluation) == pytest.approx([1 / 5, 1 / 4, 2 / 9, 2 / 5, 1 / 2, 4 / 9])
    # Macro: the mean of the two articles' figures.
    assert evaluation.macro()["strict_f1"] == pytest.approx((2 / 5 + 0) / 2)
    assert evaluation.macro()["lax_precision"] == pytest.approx((2 / 3 + 0) / 2)
    assert evaluation.metrics()["macro_lax_recall"] == pytest.approx((1 + 0) / 2)


def test_an_article_weighs_in_a_macro_figure_only_where_the_figure_is_a_share_of_anything():
    # Neither deletions in the first article, gold or predicted, nor in the second but for one that is gold and found.
    gold = [align([([0], [0])]), align([([0], [0]), ([1], [])])]
    evaluation = evaluate(gold, gold)
    assert evaluation.macro()["deletion_f1"] == 1
    assert evaluation.macro()["strict_f1"] == 1
    # A deletion that is not gold costs, where there are no gold ones, too.
    wrong = [align([([0], []), ([], [0])]), gold[1]]
    assert evaluate(gold, wrong).macro()["deletion_f1"] == pytest.approx((0 + 1) / 2)
    none = evaluate(gold[:1], gold[:1])
    assert none.macro()["deletion_f1"] == 0
    assert next(row for row in str(none).split("\n") if "macro" in row).rstrip("| ").endswith("100.0")


def test_links_are_pairs_of_sentences():
    # Gold links: (0,0) (1,1) (2,1). Predicted: (0,0) (0,1) (1,0) (1,1). Two are right of four, two found of three.
    evaluation = evaluate(align([([0], [0]), ([1, 2], [1])]), align([([0, 1], [0, 1]), ([2], [])]))
    assert evaluation.scores.links.predicted == 4
    assert evaluation.metrics()["link_precision"] == pytest.approx(2 / 4)
    assert evaluation.metrics()["link_recall"] == pytest.approx(2 / 3)


def test_a_bead_of_a_whole_text_takes_room_by_its_length_not_by_its_square():
    count = 1000
    gold = align([([place], [place]) for place in range(count)])
    sides = (" ".join(fragment.text for fragment in side) for side in (gold.source, gold.target))
    whole = align([([0], [0])], *([side] for side in sides))
    tracemalloc.start()
    figures = evaluate(gold, whole).metrics()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (figures["link_precision"], figures["link_recall"]) == (1 / count, 1)
    assert (figures["lax_precision"], figures["lax_recall"]) == (1, 1)
    assert peak < 20_000_000


def test_deletions_are_sentences_without_counterpart():
    gold = align([([0], [0]), ([1], []), ([2], [3]), ([], [1]), ([], [2])])
    predicted = align([([0], [0]), ([1, 2], []), ([], [1]), ([], [2, 3])])
    evaluation = evaluate(gold, predicted)
    # Deleted in gold: source 1, target 1, 2. Predicted: source 1, 2, target 1, 2, 3.
    assert evaluation.metrics()["deletion_precision"] == pytest.approx(3 / 5)
    assert evaluation.metrics()["deletion_recall"] == pytest.approx(3 / 3)


def test_rows_by_type_count_predicted_beads_for_precision_and_gold_beads_for_recall():
    gold = align([([0], [0]), ([1, 2], [1]), ([3], []), ([4], [])])
    predicted = align([([0], [0]), ([1], [1]), ([2], []), ([3], []), ([4], [])])
    by_type = evaluate(gold, predicted).by_type
    assert list(by_type) == ["1-1", "2-1", "1-0"]
    assert (by_type["1-1"].strict.precision, by_type["1-1"].strict.recall) == (1 / 2, 1)
    assert (by_type["1-1"].lax.precision, by_type["2-1"].lax.recall) == (1, 1)
    assert (by_type["2-1"].strict.precision, by_type["2-1"].strict.recall) == (0, 0)
    # In the row of a deletion type, gold deletions are what is to be found: 2 of 3 predicted are right, 2 of 2 found.
    assert (by_type["1-0"].strict.precision, by_type["1-0"].strict.recall) == (2 / 3, 1)


def test_rows_by_kind_and_their_metrics_by_name():
    gold = align([([0], [0], "headline"), ([1], [1], "body"), ([2], [2], "body")])
    predicted = align([([0], [0], "headline"), ([1], [2], "body"), ([2], [1], "body")])
    evaluation = evaluate(gold, predicted)
    assert evaluation.by_kind["headline"].strict.f1 == 1
    assert evaluation.metrics()["body.strict_f1"] == 0
    assert evaluation.metrics()["headline.link_recall"] == 1


def test_an_article_is_exact_if_every_bead_is_gold():
    gold = [align([([0], [0]), ([1], [])]), align([([0], [0])])]
    predicted = [align([([0], [0]), ([1], [])]), align([([0], []), ([], [0])])]
    assert evaluate(gold, predicted).exact_articles == 0.5


def test_texts_split_differently_are_compared_by_what_beads_hold():
    gold = align([([0], [0]), ([1], [1]), ([2], [2])], ["가나.", "다라.", "마바."], ["one.", "two.", "three."])
    # The prediction has the first two source sentences as one, and the last cut in two and put together again.
    predicted = align([([0], [0, 1]), ([1, 2], [2])], ["가나. 다라.", "마", "바."], ["one.", "two.", "three."])
    evaluation = evaluate(gold, predicted)
    assert six(evaluation)[:2] == [1 / 2, 1 / 3]
    assert six(evaluation)[3:5] == [1, 1]


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (["가나.", "다."], r"not of the gold alignment's source text: gold has '라\.' where the prediction has '\.'"),
        (["가나."], r"gold has '다라\.' where the prediction has nothing"),
    ],
)
def test_alignments_of_other_texts_are_refused(source, sentence):
    gold = align([([0], [0]), ([1], [])], ["가나.", "다라."], ["a"])
    with pytest.raises(InvariantError, match=sentence):
        evaluate(
            gold, align([([number], [0] if number == 0 else []) for number in range(len(source))], source, ["a"])
        )


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ((2, 1), "There are 2 gold alignments but 1 predicted one."),
        ((1, 2), "There is 1 gold alignment but 2 predicted ones."),
    ],
)
def test_one_alignment_is_counted_as_one(counts, sentence):
    gold, predicted = ([align([([0], [0])])] * count for count in counts)
    with pytest.raises(InvariantError, match=f"^{re.escape(sentence)}$"):
        evaluate(gold, predicted)


def decomposed(texts):
    """Return texts as macOS writes them."""
    return [unicodedata.normalize("NFD", text) for text in texts]


def test_text_that_macos_took_apart_is_the_same_text():
    source, target = ["가나.", "다라.", "마바."], ["A café.", "two.", "three."]
    beads = [([0], [0]), ([1], [1]), ([2], [2])]
    gold = align(beads, source, target)
    assert six(evaluate(gold, align(beads, decomposed(source), decomposed(target)))) == [1] * 6
    assert six(evaluate(align(beads, decomposed(source), decomposed(target)), gold)) == [1] * 6
    # Where it was cut differently, too.
    joined = align([([0], [0, 1]), ([1], [2])], decomposed(["가나. 다라.", "마바."]), target)
    assert six(evaluate(gold, joined))[:2] == [1 / 2, 1 / 3]


def test_alignments_are_paired_by_ids_that_macos_took_apart():
    gold = [align([([0], [0])], [text], ["a"], id=text) for text in ("가", "나")]
    swapped = [align([([0], [0])], [text], ["a"], id=decomposed([text])[0]) for text in ("나", "가")]
    assert evaluate(gold, swapped).exact_articles == 1
    # Where both ways of writing are ids of their own, each is another.
    both = [
        align([([0], [0])], [text], ["a"], id=id_)
        for text, id_ in zip("나다", ["가", *decomposed(["가"])], strict=True)
    ]
    assert evaluate(both, both[::-1]).exact_articles == 1


def test_a_blank_sentence_is_not_any_text():
    gold = Alignment(fragments_of(["가", ""]), fragments_of(["a", "b"]), [Bead([0], [0]), Bead([1], [1])], "ko", "en")
    with pytest.raises(InvariantError, match="gold has nothing where the prediction has '나'"):
        evaluate(gold, attrs.evolve(gold, source=fragments_of(["가", "나"])))


@pytest.mark.parametrize("blank", ["", "\u200b", "\ufeff \u200b"])
def test_blank_lines_count_for_nothing(blank):
    def alignment(source, beads):
        return Alignment(fragments_of(source), fragments_of(["a", "b"]), beads, "ko", "en")

    gold = alignment(["가", blank, "나"], [Bead([0], [0]), Bead([1], []), Bead([2], [1])])
    for predicted in (
        alignment(["가", blank, "나"], [Bead([0], [0]), Bead([1, 2], [1])]),
        alignment(["가", " ", "나"], [Bead([0, 1], [0]), Bead([2], [1])]),
        alignment(["가", "나"], [Bead([0], [0]), Bead([1], [1])]),
        alignment(["가", "나\u200b"], [Bead([0], [0]), Bead([1], [1])]),
    ):
        scores = evaluate(gold, predicted).scores.strict
        assert (scores.right, scores.predicted, scores.gold) == (2, 2, 2)


def test_files_of_indices_alone_are_compared_by_number():
    gold = align([([0], [0]), ([1], [1])])
    bare = Alignment(fragments_of(["", ""]), fragments_of(["", ""]), gold.beads, "ko", "en")
    assert evaluate(gold, bare).metrics()["strict_f1"] == 1


def test_files_of_indices_alone_may_lack_sentences_at_the_end():
    def bare(count, beads):
        return Alignment(
            fragments_of([""] * count), fragments_of([""] * count), [Bead(*b) for b in beads], "ko", "en"
        )

    pairs = [([number], [number]) for number in range(3)]
    shorter = bare(2, pairs[:2])
    for gold in (align(pairs), bare(3, pairs)):
        figures = evaluate(gold, shorter).metrics()
        assert (figures["strict_precision"], figures["strict_recall"]) == (1, 2 / 3)
    assert evaluate(shorter, bare(3, pairs)).metrics()["strict_precision"] == 2 / 3
    with pytest.raises(InvariantError, match="gold has 2 source sentences, the prediction 3"):
        evaluate(align(pairs[:2]), bare(3, pairs))
    with pytest.raises(InvariantError, match="gold has 3 source sentences, the prediction 2"):
        evaluate(bare(3, pairs), align(pairs[:2]))


def test_lists_of_indices_are_of_the_kind_that_counts():
    def gold(body, name):
        kinds = ["headline", *["body"] * body, "caption"]
        sides = [fragments_of([f"{language}{n}" for n in range(body + 2)], kinds) for language in ("가", "a")]
        beads = [Bead([n], [n], kind) for n, kind in enumerate(kinds)]
        return Alignment(*sides, beads, "ko", "en", id=name)

    def numbered(beads, count):
        return Alignment(
            fragments_of([""] * count), fragments_of([""] * count), [Bead(*bead) for bead in beads], "ko", "en"
        )

    corpus = [gold(3, "x"), gold(2, "y")]
    lists = [numbered([([0], [0]), ([1, 2], [1, 2])], 3), numbered([([0], [0]), ([1], [1])], 2)]
    scores = evaluate(corpus, lists, kind="body").scores.strict
    assert (scores.right, scores.predicted, scores.found, scores.gold) == (3, 4, 3, 5)
    assert (
        evaluate(corpus, corpus, kind="body").signature.partition("|system")[0]
        == (evaluate(corpus, lists, kind="body").signature.partition("|system")[0])
    )
    with pytest.raises(InvariantError, match=r"as many sentences as gold has in the body.*\(--kind body\)"):
        evaluate(corpus, lists)
    with pytest.raises(InvariantError, match=r"\(--kind body\)"):
        evaluate([*corpus, gold(2, "z")], [*lists, numbered([], 0)])
    # One article may have a list that lacks its end; and lists of all fragments are measured as they are.
    assert evaluate(corpus[0], lists[0]).scores.strict.right == 1
    every = [numbered([(bead.source, bead.target) for bead in one], len(one)) for one in corpus]
    assert evaluate(corpus, every).exact_articles == 1
    with pytest.raises(InvariantError, match="gold has 3 source sentences, the prediction 5"):
        evaluate(corpus, every, kind="body")


def test_articles_are_paired_by_id():
    gold = [align([([0], [0])], id="a"), align([([0, 1], [0])], id="b")]
    assert evaluate(gold, gold[::-1]).exact_articles == 1
    with pytest.raises(InvariantError, match=r"no predicted alignment of 'b' \(1 is missing\)"):
        evaluate(gold, gold[:1])
    with pytest.raises(InvariantError, match="no gold alignment of 'b'"):
        evaluate(gold[:1], gold)
    nameless = [attrs.evolve(alignment, id="") for alignment in gold]
    assert evaluate(gold, nameless).exact_articles == 1
    with pytest.raises(InvariantError, match="2 gold alignments but 1 predicted"):
        evaluate(gold, nameless[:1])
    with pytest.raises(InvariantError, match="no gold alignment"):
        evaluate([], [])


def test_the_signature_pins_gold_and_system():
    gold = align([([0], [0])], id="a")
    system = attrs.evolve(gold, signature="toy")
    assert evaluate(gold, system).signature.endswith("|system:[toy]")
    assert "|system:[mixed]" in evaluate([gold, gold], [system, gold]).signature
    assert evaluate(gold, system).signature != evaluate(align([([0], []), ([], [0])], id="a"), system).signature


@st.composite
def beads(draw, source, target):
    """Draw beads over the given numbers of sentences: cut both sides into groups, and pair the groups in any order."""
    groups = [draw(st.lists(st.integers(0, 3), min_size=count, max_size=count)) for count in (source, target)]
    sides = [{key: [i for i, group in enumerate(side) if group == key] for key in range(4)} for side in groups]
    return [(sides[0][key], sides[1][key]) for key in range(4) if sides[0][key] or sides[1][key]]


@st.composite
def cases(draw):
    source, target = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    texts = [f"가{i}" for i in range(source)], [f"a{i}" for i in range(target)]
    return align(draw(beads(source, target)), *texts), align(draw(beads(source, target)), *texts)


def by_definition(pairs):
    """Compute the six figures from their definition, bead by bead."""

    def lists(alignment):
        return [(bead.source, bead.target) for bead in alignment]

    def share(pair, other):
        return any(s in other[0] and t in other[1] for s in pair[0] for t in pair[1])

    sums = dict.fromkeys(("strict p", "lax p", "n p", "strict r", "lax r", "n r"), 0)
    for gold, predicted in pairs:
        for bead in lists(predicted):
            sums["n p"] += 1
            sums["strict p"] += bead in lists(gold)
            sums["lax p"] += bead in lists(gold) or any(share(bead, other) for other in lists(gold))
        for bead in lists(gold):
            if all(bead):
                sums["n r"] += 1
                sums["strict r"] += bead in lists(predicted)
                sums["lax r"] += bead in lists(predicted) or any(share(bead, other) for other in lists(predicted))
    figures = []
    for way in ("strict", "lax"):
        precision = sums[f"{way} p"] / sums["n p"] if sums["n p"] else 0
        recall = sums[f"{way} r"] / sums["n r"] if sums["n r"] else 0
        figures += [precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0]
    return figures


@given(st.lists(cases(), min_size=1, max_size=4))
@settings(max_examples=150, deadline=None)
def test_figures_follow_their_definition_whatever_the_beads(pairs):
    evaluation = evaluate([gold for gold, _ in pairs], [predicted for _, predicted in pairs])
    assert six(evaluation) == pytest.approx(by_definition(pairs))
    figures = evaluation.metrics()
    assert all(0 <= value <= 1 for value in figures.values())
    for figure in ("precision", "recall", "f1"):
        assert figures[f"strict_{figure}"] <= figures[f"lax_{figure}"]


@given(st.lists(cases(), min_size=1, max_size=4), st.randoms())
@settings(max_examples=40, deadline=None)
def test_the_order_of_articles_and_of_beads_changes_no_figure(pairs, random):
    pairs = [
        (attrs.evolve(gold, id=str(i)), attrs.evolve(predicted, id=str(i)))
        for i, (gold, predicted) in enumerate(pairs)
    ]
    before = evaluate([gold for gold, _ in pairs], [predicted for _, predicted in pairs])
    random.shuffle(pairs)
    after = evaluate(
        [gold for gold, _ in pairs],
        [attrs.evolve(predicted, beads=random.sample(predicted.beads, len(predicted))) for _, predicted in pairs],
    )
    assert after.metrics() == pytest.approx(before.metrics())


@given(cases())
@settings(max_examples=40, deadline=None)
def test_a_perfect_prediction_scores_1(case):
    gold, _ = case
    figures = evaluate(gold, gold).metrics()
    assert figures["strict_precision"] == figures["lax_precision"] == figures["exact_articles"] == 1
    if any(not bead.is_deletion for bead in gold):
        assert figures["strict_f1"] == figures["lax_f1"] == figures["link_f1"] == 1
    if any(bead.is_deletion for bead in gold):
        assert figures["deletion_f1"] == 1


@given(cases())
@settings(max_examples=40, deadline=None)
def test_exchanging_source_and_target_changes_no_figure(case):
    gold, predicted = case
    before = evaluate(gold, predicted)
    after = evaluate(gold.swapped(), predicted.swapped())
    assert six(after) == six(before)
    assert after.scores.deletions == before.scores.deletions


def test_results_print_and_export():
    gold = align([([0], [0], "headline"), ([1, 2], [1], "body"), ([3], [], "boilerplate")], id="x")
    predicted = align(
        [([0], [0], "headline", 0.9), ([1], [1], "body", 0.5), ([2], [], "body", 0.4), ([3], [], "boilerplate", 0.8)],
        id="x",
    )
    evaluation = evaluate(gold, predicted)
    table = evaluation.to_markdown().splitlines()
    assert table[0].startswith("| beads")
    assert table[1].startswith("| -")
    row = [cell.strip() for cell in next(line for line in table if line.startswith("| headline")).split("|")]
    assert row[1:7] == ["headline", "1", "1", "100.0", "100.0", "100.0"]
    # Boilerplate has a gold deletion only: there is no recall to speak of.
    row = [cell.strip() for cell in next(line for line in table if line.startswith("| boilerplate")).split("|")]
    assert row[1:7] == ["boilerplate", "0", "1", "100.0", "", ""]
    assert str(evaluation).startswith("1 article, 0.0% exactly as gold.")
    data = json.loads(evaluation.to_json())
    assert data["micro"]["figures"]["strict_f1"] == evaluation.metrics()["strict_f1"]
    assert data["calibration"]["count"] == 4
    assert data["articles"][0]["id"] == "x"
    latex = evaluation.to_latex()
    assert r"0.0\% exactly as gold" in latex
    assert r"headline & 1 & 1 & 100.0 & 100.0 & 100.0" in latex
    assert latex.count(r"\begin{") == latex.count(r"\end{") == 2


@pytest.mark.parametrize("given", ["gold.jsonl", Path("gold.jsonl"), [None], None])
def test_what_is_no_alignment_is_named(given):
    gold = align([((0,), (0,))])
    with pytest.raises(InvariantError, match=r"Expected alignments, not .*: those of a file come from bialign\.read"):
        evaluate(gold, given)


def test_an_evaluation_is_short_where_it_is_looked_at():
    evaluation = evaluate(align([((0,), (0,))]), align([((0,), (0,))]))
    assert repr(evaluation) == "Evaluation(1 article strict F1 1.000)"
    assert evaluation._repr_markdown_() == evaluation.to_markdown()
