"""Articles and fragments keep the promise that offsets and texts agree."""

import copy
import io
import json
import pickle
import re

import attrs
import pytest

from bialign import Aligner, Alignment, Article, Bead, Fragment, FragmentKind, TranslationUnit, align_sentences
from bialign.articles import fragment_article
from bialign.encoders import load_encoder
from bialign.errors import ConfigurationError, EncoderError, InvariantError, LanguageError
from bialign.formats import fragments_of, write


def test_an_article_whose_fragments_tile_its_text_is_a_sequence_of_them():
    text = "제목\n\n본문이다."
    article = Article(text, "ko", [Fragment("headline", "제목", 0, 2), Fragment("body", "본문이다.", 4, 9)], id="a1")
    assert len(article) == 2
    assert [fragment.kind for fragment in article] == [FragmentKind.HEADLINE, FragmentKind.BODY]
    assert article[-1].text == "본문이다."
    assert article[:1] == (article[0],)
    assert article.headline == "제목"
    assert article.paragraph_breaks() == (True, True)
    assert repr(article) == "Article('a1' ko 2 fragments '제목')"


@pytest.mark.parametrize(
    ("fragments", "sentence"),
    [
        ([Fragment("body", "가", 0, 1)], "No fragment holds the text ' 나' at 1:3"),
        ([Fragment("body", "나", 0, 1), Fragment("body", "나", 2, 3)], "does not match the article's text"),
        ([Fragment("body", "가 나", 0, 3), Fragment("body", "나", 2, 3)], "overlaps the one before it"),
    ],
)
def test_an_article_refuses_fragments_that_do_not_tile_its_text(fragments, sentence):
    with pytest.raises(InvariantError, match=sentence):
        Article("가 나", "ko", fragments)


def test_an_article_refuses_a_fragment_beyond_its_end():
    with pytest.raises(InvariantError, match="does not match"):
        Article("a", "ko", [Fragment("body", "a", 0, 1), Fragment("body", "", 5, 5)])


def test_a_fragment_refuses_offsets_that_do_not_span_its_text():
    with pytest.raises(InvariantError, match="has 1 code point but offsets 0 to 3"):
        Fragment("body", "a", 0, 3)
    with pytest.raises(InvariantError, match="has 2 code points but offsets 0 to 3"):
        Fragment("body", "ab", 0, 3)


@pytest.mark.parametrize("offsets", [("0", 2), (0, 2.0), (None, 2)])
def test_a_fragment_refuses_offsets_that_are_no_whole_numbers(offsets):
    with pytest.raises(InvariantError, match="offsets are whole numbers, not"):
        Fragment("body", "ab", *offsets)


@pytest.mark.parametrize("name", ["title", ["body"]])
def test_a_kind_that_does_not_exist_is_told_with_those_that_do(name):
    article = Article("가", "ko", [Fragment("body", "가", 0, 1)])
    sentence = rf"no fragment kind {re.escape(repr(name))}; there are headline, .*boilerplate\."
    for call in (
        lambda: Fragment(name, "가", 0, 1),
        lambda: article.of_kind(name),
        lambda: Bead([0], [0], name),
        lambda: TranslationUnit("가", "a", "ko", "en", kind=name),
        lambda: fragments_of(["가"], [name]),
    ):
        with pytest.raises(InvariantError, match=sentence):
            call()


def test_articles_can_be_sent_to_other_processes():
    article = Article("가", "ko", [Fragment("body", "가", 0, 1)], metadata={"url": "x"})
    assert pickle.loads(pickle.dumps(article)) == article


@pytest.mark.parametrize(
    "holder",
    [
        Article("가", "ko", [Fragment("body", "가", 0, 1)], metadata={"url": "x"}),
        TranslationUnit("가", "a", "ko", "en", metadata={"url": "x"}),
        Alignment(fragments_of(["가"]), fragments_of(["a"]), [Bead([0], [0])], "ko", "en", metadata={"url": "x"}),
    ],
    ids=lambda holder: type(holder).__name__,
)
def test_metadata_do_not_change(holder):
    before, number = repr(holder.metadata), hash(holder)
    for change in (
        lambda metadata: metadata.__setitem__("n", 5),
        lambda metadata: metadata.__delitem__("url"),
        lambda metadata: metadata.__ior__({"n": "5"}),
        lambda metadata: metadata.update(n="5"),
        lambda metadata: metadata.setdefault("n", "5"),
        lambda metadata: metadata.pop("url"),
        lambda metadata: metadata.popitem(),
        lambda metadata: metadata.clear(),
    ):
        with pytest.raises(InvariantError, match=r"Metadata do not change: attrs\.evolve"):
            change(holder.metadata)
    assert (repr(holder.metadata), hash(holder)) == (before, number)
    assert before == "{'url': 'x'}"
    changed = attrs.evolve(holder, metadata={**holder.metadata, "n": "5"})
    assert changed.metadata == holder.metadata | {"n": "5"} == {"url": "x", "n": "5"}
    with pytest.raises(InvariantError):
        changed.metadata.clear()


def test_metadata_are_copied_pickled_and_written_as_dictionaries_are():
    unit = TranslationUnit("가", "a", "ko", "en", metadata={"url": "x", "n": "5"})
    assert unit == TranslationUnit("가", "a", "ko", "en", metadata={"n": "5", "url": "x"})
    for same in (pickle.loads(pickle.dumps(unit)), copy.copy(unit), copy.deepcopy(unit), attrs.evolve(unit)):
        assert same == unit
        assert hash(same) == hash(unit)
        with pytest.raises(InvariantError):
            same.metadata["n"] = "6"
    assert attrs.asdict(unit)["metadata"] == unit.metadata == {"url": "x", "n": "5"}
    assert json.dumps(unit.metadata) == '{"url": "x", "n": "5"}'
    free = unit.metadata.copy()
    free["n"] = "6"
    assert unit.metadata["n"] == "5"


@pytest.mark.parametrize("text", [None, float("nan"), b"abc", 5])
def test_what_is_no_text_is_told_by_its_number(text):
    with pytest.raises(InvariantError, match=r"Text 2 of the list is .*, no text"):
        fragments_of(["가", text])


def test_articles_and_fragments_name_what_is_no_text():
    for make, sentence in (
        (lambda: Fragment("body", b"ab", 0, 2), "Fragment.text is a text, not b'ab'"),
        (lambda: Article(b"ab", "ko", []), "Article.text is a text, not b'ab'"),
        (lambda: Article("", None, []), "Article.language is a text, not None"),
        (lambda: Article("ab", "ko", ["ab"]), "Expected Fragment objects, not 'ab'"),
    ):
        with pytest.raises(InvariantError, match=sentence):
            make()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("비가 왔다.", "비가 왔다."),
        ("비가\n왔다.", "비가 왔다."),
        ("비가 \r\n    왔다.", "비가 왔다."),
        ("비가\r왔다.\n\n갔다.", "비가 왔다. 갔다."),
        ("the long-\n  delayed work", "the long-delayed work"),
        ("from 1910-\n1945", "from 1910-1945"),
        ("two-\nand three-year bonds", "two- and three-year bonds"),
        ("the work -\nnot the bridge", "the work - not the bridge"),
        ("a  b\u2028c", "a  b\u2028c"),
    ],
)
def test_the_line_of_a_fragment_has_no_line_break(text, line):
    assert Fragment("body", text, 0, len(text)).line == line
    assert Article(text, "en", [Fragment("headline", text, 0, len(text))]).headline == line


@pytest.mark.parametrize("language", ["", "xx yy", "korean!!", "English", "en_", "-ko"])
def test_a_language_has_the_shape_of_a_tag(language):
    sentence = re.escape(f"such as ko, en-GB or zh-Hant, not {language!r}")
    for call in (
        lambda: Article("", language, []),
        lambda: fragment_article("가", language=language),
        lambda: align_sentences(["가"], ["a"], source_language=language, aligner=Aligner(method="length")),
        lambda: align_sentences(["가"], ["a"], target_language=language, aligner=Aligner(method="length")),
    ):
        with pytest.raises(LanguageError, match=sentence):
            call()


@pytest.mark.parametrize("language", ["ko", "en_US", "zh-Hant-TW", "de-1996", "x-klingon", "und"])
def test_tags_of_all_kinds_are_languages(language):
    assert Article("", language, []).language == language


@pytest.mark.parametrize("values", [None, 5, {"a": 1}])
def test_what_is_no_list_of_texts_is_told(values):
    with pytest.raises(InvariantError, match=re.escape(f"a list of sentences or other texts, not {values!r}")):
        align_sentences(values, ["a"], aligner=Aligner(method="length"))


def test_an_argument_that_is_something_else_is_told_in_a_sentence():
    alignment = Alignment(fragments_of(["가"]), fragments_of(["a"]), [Bead([0], [0])], "ko", "en")
    for call, error, sentence in (
        (lambda: Bead(0, 0), InvariantError, "A bead's indices are a list of whole numbers, not 0"),
        (lambda: align_sentences(["가"], ["a"], aligner="x"), ConfigurationError, "Expected an Aligner, not 'x'"),
        (
            lambda: align_sentences(["가"], ["a"], source_language=None, aligner=Aligner(method="length")),
            LanguageError,
            "Expected one language tag, a str, not None",
        ),
        (lambda: write(5, io.BytesIO()), InvariantError, "Alignment and TranslationUnit objects, not int"),
        (lambda: alignment.source_text(Bead([7], [0])), InvariantError, "source fragment 7, but there is 1"),
        (lambda: alignment.target_text(Bead([0], [7])), InvariantError, "target fragment 7, but there is 1"),
        (lambda: Aligner(weights=""), ConfigurationError, "path of a file that train-aligner wrote, not ''"),
        (lambda: Aligner(weights=5), ConfigurationError, "path of a file that train-aligner wrote, not 5"),
        (lambda: load_encoder(None), EncoderError, "There is no encoder None: give 'use'"),
    ):
        with pytest.raises(error, match=sentence):
            call()
