"""Arguments that are not what they should be are refused in a sentence; iterators serve as lists do."""

import re
from datetime import date

import numpy as np
import pytest

import bialign
import bialign.text
from bialign import Alignment, Bead, TranslationUnit, align_sentences, evaluate, find_anchors
from bialign.align import Aligner
from bialign.anchors import anchor_agreement, anchor_outcomes, evidence_class, infer_weekdays, resolve_dates
from bialign.articles import fragment_article, parse_article
from bialign.building import BuildOptions, build_corpus, pair_articles, pair_vectors, read_report, try_filters
from bialign.encoders import Model2VecEncoder, SentenceTransformerEncoder, encode_joined_runs
from bialign.errors import (
    BialignError,
    ConfigurationError,
    DecodingError,
    EncoderError,
    FormatError,
    InvariantError,
    LanguageError,
)
from bialign.evaluation import (
    Corpus,
    Perturbation,
    Table,
    calibrate,
    compare,
    evaluate_word_links,
    evaluation_table,
    format_gold,
    groups_table,
    load_corpus,
    perturb,
    read_gold,
    systems_table,
)
from bialign.formats import alignments_of, corpus_statistics, fragments_of, split_corpus, units_of, validate
from bialign.names import byline_names, match_bylines
from bialign.sentences import split_article
from bialign.testing import assert_f1, format_difference
from bialign.tokenizers import (
    MorphemeTokenizer,
    SubwordTokenizer,
    available_tokenizers,
    get_tokenizer,
    train_subword,
)

ALIGNMENT = align_sentences(["가 3명"], ["3 people"], aligner=Aligner(method="length"), id="a")
EVALUATION = evaluate(ALIGNMENT, ALIGNMENT)
ANCHORS = find_anchors("3 people on Thursday", "en")
ARTICLE = fragment_article("가\n나")
VECTORS = np.ones((2, 3))
PAIRS = [("가", "a"), ("나", "b")]

OBJECTS = {
    "a text for anchors": (lambda: anchor_agreement("ab", ANCHORS), "Expected a list of anchors, not the text 'ab'."),
    "texts for anchors": (lambda: anchor_outcomes(ANCHORS, ["a"]), "Expected a list of anchors, not 'a'."),
    "None for an anchor": (lambda: evidence_class(None), "Expected an anchor, not None."),
    "a text for a day": (lambda: resolve_dates(ANCHORS, "2026"), "Expected a day, datetime.date(2026, 11, 5), not "),
    "anchors for lists of them": (lambda: infer_weekdays(ANCHORS, []), "Expected a list of anchors, not Anchor("),
    "None for lists of anchors": (lambda: infer_weekdays([], None), "Expected a list of lists of anchors, not None."),
    "None for beads": (lambda: Alignment((), (), None, "ko", "en"), "Expected Bead objects, not None."),
    "a number for kinds": (lambda: fragments_of(["a"], 3), "Expected a list of kinds, not 3."),
    "a list for an alignment": (lambda: units_of([ALIGNMENT]), "Expected an alignment, not [Alignment("),
    "None for units": (lambda: list(alignments_of(None)), "Expected a list of translation units, not None."),
    "alignments for units": (lambda: list(alignments_of([ALIGNMENT])), "Expected translation units, not Alignment("),
    "None for items": (lambda: corpus_statistics(None), "A corpus holds Alignment and TranslationUnit objects, not "),
    "a text for an article": (lambda: split_article("text"), "Expected an article, as read_article returns it, not "),
    "a number for pairs": (lambda: Corpus("a", 3), "Expected a list of article pairs, not 3."),
    "a text for outcomes": (lambda: calibrate("text"), "Expected a list of outcomes, as evaluations have them, not "),
    "numbers for outcomes": (lambda: calibrate([0.5]), "Expected a list of outcomes, as evaluations have them, not "),
    "None for an evaluation": (lambda: compare(EVALUATION, None), "Expected an evaluation, as evaluate returns it, "),
    "pairs for sets of links": (
        lambda: evaluate_word_links([(0, 0)], [{(0, 0)}]),
        "Expected a list of sets of links",
    ),
    "an alignment for a table": (lambda: evaluation_table(ALIGNMENT), "Expected an evaluation, as evaluate returns "),
    "numbers for a table": (lambda: groups_table({"a": 1}), "Expected an evaluation, as evaluate returns it, not 1."),
    "None for gold": (lambda: format_gold(None), "Expected an alignment, not None."),
    "None for a difference": (lambda: format_difference(ALIGNMENT, None), "Expected an alignment, not None."),
    "alignments for pairs": (lambda: assert_f1(len, [ALIGNMENT], strict=1), "Expected a list of article pairs, as "),
    "texts for articles": (lambda: pair_articles(["a"], ["b"]), "Expected articles, as read_article returns them, "),
    "an article for articles": (lambda: pair_articles(ARTICLE, [ARTICLE]), "Expected a list of articles, not one, "),
    "texts for pairs": (lambda: perturb(["ab"], seed=1), "Expected a list of a source and a target line, not the "),
    "a pair of three": (lambda: perturb([("a", "b", "c")], seed=1), "Pair 1 has 3 lines, not a source and a target"),
    "None for pairs": (lambda: perturb(None, seed=1), "Expected a list of pairs of lines, not None."),
}
OPTIONS = {
    "a text for bins": (lambda: calibrate(EVALUATION.outcomes, bins="3"), "At least one bin is needed, not '3'."),
    "half a trial": (lambda: compare(EVALUATION, EVALUATION, trials=1.5), "At least one trial is needed, not 1.5."),
    "a list of evaluations": (lambda: systems_table([EVALUATION]), "Expected evaluations by the names of aligners, "),
    "marks without names": (
        lambda: systems_table({"a": EVALUATION}, ["*"]),
        "Expected marks by the names of aligners",
    ),
    "a number for cells": (lambda: Table("a", 3, []), "Expected a list of cells, not 3."),
    "None for rows": (lambda: Table("a", ["b"], None), "Expected a list of rows, not None."),
    "a text for a share": (lambda: Perturbation(joins="0.5"), "joins is a share between 0 and 1, not '0.5'."),
    "a list for a level": (lambda: perturb(PAIRS, seed=1, level=["easy"]), "There is no level ['easy']; there are "),
    "None for an id": (lambda: perturb(PAIRS, seed=1, id=None), "Expected one id, a str, not None."),
    "None for an input": (lambda: BuildOptions(input=None, output="a"), "Expected a list of paths, not None."),
    "a number for an output": (
        lambda: BuildOptions(input="a", output=3),
        "Expected the path of a file or folder, not",
    ),
    "numbers for formats": (lambda: BuildOptions(input="a", output="b", formats=[1]), "Text 1 of the list is 1, no "),
    "a list of filters": (
        lambda: BuildOptions(input="a", output="b", filters=["kind"]),
        "Expected thresholds by the ",
    ),
    "a text for a limit": (
        lambda: BuildOptions(input="a", output="b", limit="3"),
        "The option limit is a number more",
    ),
    "half a shard": (
        lambda: BuildOptions(input="a", output="b", shard=(1,)),
        "A shard is two numbers, (1, 4) for 1/4",
    ),
    "None for options": (lambda: build_corpus(None), "Expected the path of a file of options, not None."),
    "a path for a trial": (lambda: try_filters("a.toml"), "Expected BuildOptions, not 'a.toml'."),
    "a text for an encoder": (lambda: pair_articles([], [], encoder="use"), "An encoder has a name and the methods "),
    "None for a window": (lambda: pair_articles([], [], window=None), "The window is a number of days, not None."),
    "a text for the least": (lambda: pair_articles([], [], least="1"), "The least probability of a pair is between "),
    "texts for vectors": (lambda: pair_vectors(["a"], VECTORS), "Vectors are an array of numbers, not ['a']."),
    "None for vectors": (lambda: pair_vectors(VECTORS, None), "Vectors are an array of numbers, not None."),
    "texts for days": (
        lambda: pair_vectors(VECTORS, VECTORS, source_days=["a"]),
        "Days are an array of numbers, not ",
    ),
    "one day": (
        lambda: pair_vectors(VECTORS, VECTORS, target_days=1),
        "Days are as many numbers as there are articles",
    ),
    "a list for a format": (lambda: bialign.read("a", format=["tmx"]), "There is no format ['tmx']; there are "),
    "None for limits": (lambda: bialign.read("a.tmx", limits=None), "Expected Limits, not None."),
    "a list of options": (
        lambda: bialign.convert("a.tsv", "b.tsv", read_options=["a"]),
        "Options of a format are given by names, such as {'encoding': 'cp949'}, not ['a'].",
    ),
    "a text for a size": (
        lambda: split_corpus("a", "b", dev="5"),
        "The size of a part is a share below 1 or a number ",
    ),
    "numbers for words": (
        lambda: MorphemeTokenizer(user_words=[3]),
        "A word to know is a text, or a tuple of it, its",
    ),
    "a text for a vocabulary": (
        lambda: train_subword(["a"], "m", vocabulary_size="9"),
        "At least one piece is needed",
    ),
    "None for a model": (lambda: train_subword(["a"], None), "Expected the path of the model to write, not None."),
    "a text for a floor": (
        lambda: assert_f1(len, [], strict="1"),
        "A floor is a share between 0 and 1, such as 0.95",
    ),
}


TEXT_FUNCTIONS = [
    *(
        getattr(bialign.text, name)
        for name in ("compose_jamo", "decompose_jamo", "find_layout_slips", "find_mojibake")
    ),
    *(getattr(bialign.text, name) for name in ("detect_language", "hangul_share", "join_wraps", "likely_language")),
    *(getattr(bialign.text, name) for name in ("normalize_dashes", "normalize_nfc", "normalize_quotes")),
    *(getattr(bialign.text, name) for name in ("normalize_space", "normalize_width", "remove_invisible")),
    bialign.text.script_shares,
    lambda text: bialign.text.apply_steps(text, []),
    byline_names,
    lambda text: match_bylines(text, "By Hong Gil-dong"),
    lambda text: match_bylines("홍길동 기자", text),
]
LANGUAGE_FUNCTIONS = [
    lambda tag: find_anchors("a", tag),
    lambda tag: get_tokenizer("moses", language=tag),
    available_tokenizers,
    lambda tag: fragment_article("a\nb", language=tag),
    lambda tag: parse_article(b"a\nb", language=tag),
]
PATH_FUNCTIONS = [
    (load_corpus, ConfigurationError, "Expected the path of a folder, or the name of a gold corpus, not "),
    (bialign.read, FormatError, "Expected the path of a corpus, or a binary stream, not "),
    (lambda path: bialign.convert(path, "a.jsonl"), FormatError, "Expected the path of a corpus, or a binary stream"),
    (validate, FormatError, "Expected the path of a corpus, or a binary stream, not "),
    (lambda path: split_corpus(path, "out"), FormatError, "Expected the path of a corpus, not "),
    (lambda path: split_corpus("a.jsonl", path), ConfigurationError, "Expected the path of a folder for the parts"),
    (lambda path: read_gold(path, "a", "b"), DecodingError, "Expected the path of a file, not "),
    (lambda path: list(bialign.text.read_lines(path)), DecodingError, "Expected the path of a file, not "),
    (bialign.text.read_text, DecodingError, "Expected the path of a file, not "),
    (read_report, ConfigurationError, "Expected the path of the folder of a corpus, not "),
    (Model2VecEncoder, EncoderError, "Expected the path of a folder that holds a model, not "),
    (SentenceTransformerEncoder, EncoderError, "Expected the path of a folder that holds a model, not "),
    (SubwordTokenizer, ConfigurationError, "Expected the path of a SentencePiece model, not "),
]


def refused(cases, error):
    return [pytest.param(call, error, sentence, id=name) for name, (call, sentence) in cases.items()]


@pytest.mark.parametrize(
    ("call", "error", "sentence"), [*refused(OBJECTS, InvariantError), *refused(OPTIONS, ConfigurationError)]
)
def test_odd_arguments_are_refused_in_a_sentence(call, error, sentence):
    with pytest.raises(BialignError, match=f"^{re.escape(sentence)}") as caught:
        call()
    assert type(caught.value) is error
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("function", TEXT_FUNCTIONS)
@pytest.mark.parametrize("odd", [None, 3, b"bytes", ["a"]])
def test_what_is_no_text_is_refused_in_a_sentence(function, odd):
    with pytest.raises(ConfigurationError, match=rf"^Expected one \w+, a str, not {re.escape(repr(odd))}\.$"):
        function(odd)


@pytest.mark.parametrize("function", LANGUAGE_FUNCTIONS)
@pytest.mark.parametrize("odd", [3, b"ko", ["ko"]])
def test_what_is_no_language_tag_is_refused_in_a_sentence(function, odd):
    sentence = f"Expected one language tag, a str, not {odd!r}."
    with pytest.raises(LanguageError, match=f"^{re.escape(sentence)}$"):
        function(odd)


@pytest.mark.parametrize(("function", "error", "sentence"), PATH_FUNCTIONS)
@pytest.mark.parametrize("odd", [None, 3, ["a"], iter(["a"])])
def test_what_is_no_path_is_refused_in_a_sentence(function, error, sentence, odd):
    with pytest.raises(BialignError, match=f"^{sentence}") as caught:
        function(odd)
    assert type(caught.value) is error


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: bialign.text.decode_text(b"a", encoding=3), "3 is not a text encoding that Python knows."),
        (lambda: parse_article(b"a\nb", name=None), "Expected one name of the input, a str, not None."),
        (lambda: bialign.text.apply_steps("a", ["b"]), "Expected a step such as normalize_space, not 'b'."),
        (lambda: bialign.text.apply_steps("a", None), "Expected a list of steps, not None."),
    ],
)
def test_odd_options_of_texts_are_refused_in_a_sentence(call, sentence):
    with pytest.raises(ConfigurationError, match=f"^{re.escape(sentence)}$"):
        call()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((["a"], "2"), "A run holds at least one sentence, not '2'."),
        (("ab", 2), "Expected a list of sentences, not the text 'ab'."),
        (([None], 2), "Text 1 of the list is None, no text."),
    ],
)
def test_odd_sentences_are_refused_before_they_are_encoded(arguments, sentence):
    with pytest.raises(EncoderError, match=f"^{re.escape(sentence)}$"):
        encode_joined_runs(len, *arguments)


def test_iterators_serve_as_lists_do():
    day = date(2026, 11, 6)
    assert resolve_dates(iter(ANCHORS), day) == resolve_dates(ANCHORS, day)
    assert anchor_agreement(iter(ANCHORS), iter(ANCHORS)) == anchor_agreement(ANCHORS, ANCHORS)
    assert anchor_outcomes(iter(ANCHORS), iter(ANCHORS)) == anchor_outcomes(ANCHORS, ANCHORS)
    lists = [list(ANCHORS)]
    assert infer_weekdays(map(iter, lists), iter(lists)) == infer_weekdays(lists, lists)
    assert perturb(map(iter, PAIRS), seed=1, level="hard") == perturb(PAIRS, seed=1, level="hard")
    units = [TranslationUnit("가", "a", "ko", "en")]
    assert list(alignments_of(iter(units))) == list(alignments_of(units))
    bead = Bead([0], [0])
    assert Alignment(ALIGNMENT.source, ALIGNMENT.target, iter([bead]), "ko", "en").beads == (bead,)
    links = [{(0, 0)}]
    assert evaluate_word_links(iter(links), iter(links), possible=iter(links)) == evaluate_word_links(links, links)
