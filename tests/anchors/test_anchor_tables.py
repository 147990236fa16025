"""Every name in the tables is found in both languages, and the tables hold what they say."""

from pathlib import Path

import pytest

import bialign.anchors
from bialign.anchors import AnchorKind, evidence_class, find_anchors, log_likelihood_ratio
from bialign.anchors.model import Outcome

TABLES = Path(bialign.anchors.__file__).with_name("tables")


def rows(name):
    lines = (TABLES / name).read_text(encoding="utf-8").split("\n")
    return [line.split("\t") for line in lines if line and not line.startswith("#")][1:]


NAMES = [
    (code.split()[0], korean, english)
    for table in ("territories.tsv", "organisations.tsv")
    for code, korean, english in rows(table)
]
CONDITIONS = {word: sense for word, sense, _ in rows("homographs.tsv")}


@pytest.mark.parametrize(("code", "korean", "english"), NAMES)
def test_every_name_is_found_in_its_language(code, korean, english):
    for name in filter(None, korean.split("|")):
        text = f"{name} 정부" if CONDITIONS.get(name) == "only" else name
        assert [anchor.text for anchor in find_anchors(text, "ko") if anchor.value == code] == [name]
    for name in english.split("|"):
        assert name in [anchor.text for anchor in find_anchors(f"of {name}.", "en") if anchor.value == code]


def test_every_homograph_is_a_name():
    names = {name for _, korean, _ in NAMES for name in korean.split("|")}
    assert set(CONDITIONS) <= names


@pytest.mark.parametrize(("word", "codes", "pattern"), rows("short_forms.tsv"))
def test_every_short_form_names_its_territories(word, codes, pattern):
    continuations = pattern.removeprefix(r"\s?(?:").removesuffix(")").split("|")
    (following, *_) = [text for text in continuations if text.isalpha()] or [""]
    assert set(codes.split()) <= {code for code, _, _ in NAMES}
    (anchor, *_) = find_anchors(f"{word}{following} 소식", "ko")
    assert anchor.text == word
    assert anchor.keys == tuple(codes.split())


def test_evidence_is_known_for_every_kind_and_has_the_right_sign():
    texts = [
        (
            "ko",
            "1년 3명 30명 300명 수십 명 제3차 3분의 1 30% 3%p 3~4% 3-2 3원 5일 11월 5일 2018년 3시 월요일 지난해 3km “네” IBM 金大中 미국 나토",
        ),
        ("en", "Kavanaugh"),
    ]
    anchors = [anchor for language, text in texts for anchor in find_anchors(text, language)]
    assert {anchor.kind for anchor in anchors} == set(AnchorKind)
    classes = {row[0] for row in rows("evidence.tsv")}
    for anchor in anchors:
        assert evidence_class(anchor) in classes
        assert log_likelihood_ratio(anchor, Outcome.AGREEING) > 0
        assert log_likelihood_ratio(anchor, Outcome.CONFLICTING) <= 0
        assert log_likelihood_ratio(anchor, Outcome.MISSING) <= 0
