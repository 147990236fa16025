"""Strategies draw what their names say: valid, varied, and nasty where asked for."""

import unicodedata

import pytest
from hypothesis import Phase, find, given, settings

from bialign import FragmentKind
from bialign.testing.strategies import alignments, articles, texts, translation_units

# Drawing until there is one, without making it smaller.
SEARCH = settings(max_examples=2000, phases=[Phase.generate], derandomize=True, deadline=None)


@given(texts(), texts("ko", nasty=False))
@settings(max_examples=100, deadline=None)
def test_texts_are_one_line_and_not_blank(nasty, plain):
    for text in (nasty, plain):
        assert "\n" not in text
        assert "\r" not in text
        assert text.strip() == text != ""
        text.encode()  # no lone surrogate
    assert unicodedata.normalize("NFC", plain) == plain


@pytest.mark.parametrize(
    "nasty",
    [
        lambda text: unicodedata.normalize("NFC", text) != text,
        lambda text: any(ord(character) > 0xFFFF for character in text),
        lambda text: "\ufeff" in text[1:-1],
        lambda text: len(text.splitlines()) > 1,
        lambda text: "]]>" in text,
    ],
)
def test_nasty_texts_are_found(nasty):
    assert nasty(find(texts(), nasty, settings=SEARCH))


def test_controls_come_only_when_asked_for():
    assert "\x02" in find(texts(controls=True), lambda text: "\x02" in text, settings=SEARCH)

    @given(texts())
    @settings(max_examples=100, deadline=None)
    def without(text):
        assert not any(unicodedata.category(character) == "Cc" and character not in "\t\x85" for character in text)

    without()


@given(articles("en", max_fragments=5))
@settings(max_examples=50, deadline=None)
def test_articles_are_of_the_language_asked_for(article):
    assert article.language == "en"
    assert len(article) <= 5


@given(alignments(), alignments(scored=True), alignments("en", "ko", scored=False))
@settings(max_examples=40, deadline=None)
def test_alignments_keep_kinds_together(either, scored, unscored):
    for alignment in (either, scored, unscored):
        for bead in alignment:
            kinds = {alignment.source[i].kind for i in bead.source} | {alignment.target[i].kind for i in bead.target}
            assert kinds == {bead.kind}
        assert alignment.is_monotone
    assert all(bead.score is not None for bead in scored)
    assert all(bead.score is None for bead in unscored)
    assert unscored.source_language == "en"


@pytest.mark.parametrize("kind", ["1-1", "2-1", "1-0", "0-1", "2-2"])
def test_alignments_of_every_type_are_found(kind):
    def has(alignment):
        return any(bead.type == kind and bead.kind is FragmentKind.BODY for bead in alignment)

    assert has(find(alignments(), has, settings=SEARCH))


def test_crossing_alignments_are_found_when_asked_for():
    def crosses(alignment):
        return not alignment.is_monotone

    found = find(alignments(monotone=False), crosses, settings=SEARCH)
    assert not found.is_monotone


@given(translation_units(one_sided=False), translation_units())
@settings(max_examples=50, deadline=None)
def test_units_have_both_sides_unless_one_may_be_empty(whole, any_unit):
    assert whole.source
    assert whole.target
    assert any_unit.source or any_unit.target
