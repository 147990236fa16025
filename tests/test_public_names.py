"""What `bialign` exports is there, and nothing else is promised."""

import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

import bialign

PAGES = Path(__file__).parents[1] / "docs" / "reference"
PACKAGES = ("align", "anchors", "articles", "building", "encoders", "evaluation", "formats", "names", "sentences")
PACKAGES += ("testing", "text", "tokenizers")
LAZY = ("bialign", "bialign.building", "bialign.encoders", "bialign.names", "bialign.testing", "bialign.tokenizers")


@pytest.mark.parametrize("name", LAZY)
def test_every_public_name_can_be_imported(name):
    package = importlib.import_module(name)
    for exported in package.__all__:
        assert getattr(package, exported) is not None
    assert dir(package) == sorted(package.__all__)


@pytest.mark.parametrize("name", PACKAGES)
def test_every_public_name_is_on_a_page_of_the_reference(name):
    pages = "".join(path.read_text("utf-8") for path in PAGES.glob("*.md"))
    documented = {entry.rpartition(".")[2] for entry in re.findall(r"^::: (bialign\.\S+)$", pages, re.MULTILINE)}
    assert {*importlib.import_module(f"bialign.{name}").__all__} <= documented


def test_public_names_are_sorted_and_each_has_a_home():
    assert bialign.__all__ == sorted(bialign.__all__)
    assert set(bialign._HOMES) == set(bialign.__all__) - {"__version__"}


def test_importing_the_package_does_not_import_numpy():
    code = "import sys, bialign; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("value", [None, float("nan"), b"text", ["text"]])
def test_functions_of_one_text_name_what_is_none(value):
    for call in (
        lambda: bialign.romanize(value),
        lambda: bialign.match_names(value, "Hong Gil-dong"),
        lambda: bialign.match_names("홍길동", value),
        lambda: bialign.find_anchors(value, "ko"),
        lambda: bialign.sentence_spans(value, "ko"),
        lambda: bialign.sentence_spans("비가 왔다.", value),
    ):
        with pytest.raises(bialign.BialignError, match=re.escape(f", a str, not {value!r}.")):
            call()


@pytest.mark.parametrize("value", [None, b"text", ["text"]])
def test_an_article_is_read_from_a_path_or_a_text(value):
    with pytest.raises(bialign.BialignError, match=r"read from a path or a text, not from .*; parse_article reads"):
        bialign.read_article(value)
