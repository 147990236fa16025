"""Articles in the styles of many newsrooms, invented for these tests, with every fragment checked.

A file lists the fragments of an article, ``kind | text`` a line. A blank line is a blank line of the article; a
fragment behind ``+`` shares the line of the one before it, with a space between, one behind ``&`` without.
"""

from pathlib import Path

import pytest

from bialign.articles import fragment_article

STYLES = sorted(Path(__file__).with_name("styles").glob("*.txt"))


def read_style(path):
    """Return the text of an article and its fragments as pairs of kind and text."""
    text, fragments = "", []
    for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n"):
        if line:
            kind, _, piece = line.partition("|")
            joint = {"+": " ", "&": ""}.get(kind[0], "\n")
            text += (joint if text else "") + piece.strip()
            fragments.append((kind.strip("+& "), piece.strip()))
        else:
            text += "\n"
    return text + "\n", fragments


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.stem)
def test_every_fragment_of_an_article_in_a_newsrooms_style_is_right(path):
    text, expected = read_style(path)
    article = fragment_article(text)
    assert [(fragment.kind.value, fragment.text) for fragment in article] == expected
    assert article.language == path.stem[:2]


def test_there_are_more_than_twenty_styles_in_both_languages():
    languages = [path.stem[:2] for path in STYLES]
    assert len(STYLES) > 20
    assert min(languages.count("ko"), languages.count("en")) > 10
