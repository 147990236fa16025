"""What stands many thousand times in a text or page is told as it is told once, and reading it comes to an end."""

from collections import Counter

import pytest
from story_samples import STORY

from bialign.articles import fragment_article
from bialign.articles.html import parse_html


def kinds(article):
    return Counter(fragment.kind.value for fragment in article)


def text(language, *blocks):
    return "\n\n".join([STORY[language][0], *blocks])


def page(content):
    headline, *story = STORY["en"]
    return f"<html><body><h1>{headline}</h1><article>{''.join(f'<p>{line}</p>' for line in story)}{content}"


def test_countless_notes_of_the_editor_without_a_story():
    found = kinds(fragment_article(text("ko", *["편집자주\n가 1"] * 5_000)))
    assert found == {"headline": 1, "boilerplate": 10_000}


def test_countless_names_of_photographers_in_an_article_that_is_not_signed():
    found = kinds(fragment_article(text("en", *["Ab 1\nHan Bit for The Times"] * 4_000, *STORY["en"][1:])))
    assert found == {"headline": 1, "subheadline": 4, "body": 7_998}


def test_countless_graphics_below_countless_bylines():
    bylines, graphics = ["[홍길동 기자] 가 나"] * 2_000, ["[그래픽] 구리 값 추이\n(서울=연합뉴스) 가나"] * 1_500
    found = kinds(fragment_article(text("ko", *bylines, STORY["ko"][1], *graphics, *STORY["ko"][1:])))
    # The first dateline is that of the story.
    assert found == {"headline": 1, "byline": 2_000, "body": 2_004, "caption": 2_999, "dateline": 1}


def test_countless_authors_who_are_told_of_below_the_story():
    names = [f"Jane D{a}{b}{c}" for a in "abcde" for b in "abcdefghijklmnopqrst" for c in "abcdefghijklmnopqrst"]
    bylines = "\n".join(f"By {name}" for name in names)
    told = [f"words\n{name.split()[1]} covers sports for us." for name in names]
    found = kinds(fragment_article(text("en", bylines, STORY["en"][1], *told)))
    assert found == {"headline": 1, "byline": 2_000, "body": 2, "boilerplate": 3_999}


@pytest.mark.parametrize(
    ("content", "kind", "count"),
    [
        ("<h2>ab</h2><p>cd</p>" * 4_000, "subheadline", 4_000),
        ("<p class=subtitle>x</p>" * 4_000, "boilerplate", 4_000),
        ("<p class=sub>x</p>" * 8_000, "boilerplate", 8_000),
        ("<p>a " + "<!-- -->a " * 30_000, "body", 3),
        ("<div class=photo>" + "<b>x</b> " * 20_000, "body", 3),
    ],
    ids=["headings", "subtitles", "subs", "comments", "bold letters"],
)  # fmt: skip
def test_countless_elements_of_a_page(content, kind, count):
    assert kinds(parse_html(page(content)))[kind] == count
