"""What a page shows of its headline, decks, author and times, found by tag and by class."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

_SUBTITLE_CLASS = re.compile(
    r"(?i)(?:^|[\s_-])(?:sub[_-]?(?:title|tit|heading|headline)|standfirst|deck|dek)s?(?:$|[\s_-])"
)
# Of a heading or paragraph right below the headline.
_SUB_CLASS = re.compile(r"(?i)(?:^|[\s_-])sub(?:$|[\s_-])")
# Who wrote it and when may stand there, too.
_SIGNED = re.compile(r"\d:\d\d|\d{4}[-./] ?\d|기자(?!\w)|\A\W*(?:By|BY) ")
# The words of names such as "media_end_head_headline", "ArticleDetailView_title__9k", "newsTitle".
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_HEADLINE_WORDS = frozenset({"headline", "heading", "title", "tit", "subject"})
_NO_HEADLINE_WORDS = frozenset(
    {"sub", "logo", "site", "section", "category", "list", "related", "relate", "rank", "ranking", "popular", "menu",
     "widget", "photo", "caption", "ad", "comment", "reply", "copyright", "byline", "date", "screen"}
)  # fmt: skip
_BLOCKS = frozenset({"div", "p", "ul", "ol", "li", "dl", "table", "img", "h2", "h3", "h4", "h5", "button", "time"})
_ASIDE = frozenset({"aside", "nav", "footer"})
_HEADLINE_LENGTHS = range(5, 150)
_SENTENCE = re.compile(r".{20,}[.?!。][\"'”’)]*\Z")
_AUTHOR_CLASS = re.compile(
    r"(?i)(?:^|[\s_-])(?:byline|author|reporter|writer|journalist)s?(?:[_-]?(?:name|info))?(?:$|[\s_-])"
)
# Buttons in the block of the byline.
_BUTTON = re.compile(
    r"\s*\+? ?(?:구독(?:하기|중)?|팔로우|(?:기자의 ?)?다른 ?기사(?: ?더? ?보기)?|기사 ?더 ?보기|기자 ?페이지"
    r"|(?i:follow|subscribe))\Z"
)
_CLOCK = re.compile(r"\d:\d\d|\d{4}")
_LONGEST_SUBTITLE = 200
_DATE_WORDS = frozenset(
    {"date", "dates", "time", "datetime", "input", "published", "posted", "updated", "modified", "txt", "info"}
)
# What says so itself, where classes are names made by machines.
_DATE_LABEL = re.compile(
    r"(?i)(?:published|posted|updated|modified|입력|등록|승인|수정|송고|게재|작성|발행)"
    r"(?:일시|시간)?(?: on)? ?:? ?(?=\S)"
)
_BY_LINE = re.compile(r"(?:By|BY) [A-Z][^\s.!?:]* [^.!?:]{1,60}")
_LONGEST_DATE = 60
_LONGEST_AUTHOR = 100


def text_of(element: HtmlElement) -> str:
    """Return an element's text on one line."""
    return " ".join(" ".join(element.itertext()).split())


def headings(tree: HtmlElement) -> list[str]:
    """Return the texts of the page's first-level headings."""
    return [text for heading in tree.iter("h1") if (text := text_of(heading))]


def marked_headlines(tree: HtmlElement) -> list[str]:
    """Return the texts of the elements that a class marks as the headline, as on pages without ``h1``."""
    return [
        text
        for element in tree.iter("h2", "h3", "h4", "div", "p", "strong", "span")
        if _names_headline(element.get("class") or "")
        and len(text := text_of(element)) in _HEADLINE_LENGTHS
        and not _holds_blocks(element)
        and not any(ancestor.tag in _ASIDE for ancestor in element.iterancestors())
    ]


def _holds_blocks(element: HtmlElement) -> bool:
    return any(isinstance(inner.tag, str) and inner.tag in _BLOCKS for inner in element.iterdescendants())


def _only_wraps(element: HtmlElement) -> bool:
    """Whether an element holds nothing but another that is looked at for itself."""
    inner = element[0] if len(element) == 1 else None
    return (
        inner is not None
        and inner.tag in ("div", "p", "span")
        and not f"{element.text or ''}{inner.tail or ''}".strip()
    )


def _names_headline(name: str) -> bool:
    words = {word.lower() for word in _WORD.findall(name)}
    return not words.isdisjoint(_HEADLINE_WORDS) and words.isdisjoint(_NO_HEADLINE_WORDS)


def title_element(tree: HtmlElement) -> str:
    """Return the text of ``<title>``."""
    return next(map(text_of, tree.iter("title")), "")


def subtitles(tree: HtmlElement) -> list[str]:
    """Return the decks that the page marks as such by a class, a line each."""
    headings_above: list[HtmlElement] = []
    # What holds a paragraph of the story.
    told: set[HtmlElement | None] = set()
    for element in tree.iter("h1", "h2", "h3", "h4", "p", "div", "strong", "ul"):
        marks = f"{element.get('class') or ''} {element.get('data-gu-name') or ''}"
        if (
            element.tag != "h1"
            and (
                _SUBTITLE_CLASS.search(marks)
                or (_SUB_CLASS.search(marks) and _stands_below_headline(element, headings_above))
            )
            and len(element.findall(".//p")) < 4
            and element.getparent() not in told
        ):
            lines = ("".join(_pieces(element))).split("\n")
            return [" ".join(line.split()) for line in lines if 1 < len(line.strip()) < _LONGEST_SUBTITLE]
        if element.tag in {"h1", "h2", "h3"}:
            headings_above.append(element)
        elif element.tag == "p" and _SENTENCE.match(text_of(element)):
            told.add(element.getparent())
    return []


def _stands_below_headline(element: HtmlElement, headings_above: Sequence[HtmlElement]) -> bool:
    """Whether an element stands beside the headline, or is a heading that has it as the last one above.

    A heading that holds the element is not above it.
    """
    above: HtmlElement | None
    if element.tag in {"h2", "h3", "h4"}:
        holders = set(element.iterancestors())
        above = next((heading for heading in reversed(headings_above) if heading not in holders), None)
    elif (
        _SIGNED.search(text := text_of(element)) or len(text) >= _LONGEST_SUBTITLE or element.find(".//p") is not None
    ):
        # A signature, or the story itself in a block of such a class ("sub-content").
        return False
    else:
        beside = (sibling for sibling in element.itersiblings(preceding=True) if isinstance(sibling.tag, str))
        above = next(beside, None)
    return (
        above is not None
        and above.tag in {"h1", "h2", "h3"}
        and (above.tag == "h1" or _names_headline(above.get("class") or ""))
    )


def _pieces(element: HtmlElement) -> Iterator[str]:
    """Yield an element's text with a line break for each ``<br>`` and after each item and paragraph."""
    if not isinstance(element.tag, str):
        return
    if element.tag == "br":
        yield "\n"
    yield (element.text or "").replace("\n", " ")
    for child in element:
        yield from _pieces(child)
        yield (child.tail or "").replace("\n", " ")
    if element.tag in {"li", "p", "div"}:
        yield "\n"


def author(tree: HtmlElement) -> str:
    """Return the text of the first element that is marked as the byline and holds no time, or an empty string."""
    for element in tree.iter("a", "p", "div", "span", "strong", "em", "address"):
        marked = element.get("rel") == "author" or element.get("itemprop") == "author"
        if marked or _AUTHOR_CLASS.search(element.get("class") or ""):
            text = _BUTTON.sub("", text_of(element))
            if 1 < len(text) < _LONGEST_AUTHOR and not _CLOCK.search(text):
                return text
    return ""


def signature(tree: HtmlElement) -> str:
    """Return the first line "By ..." below the headline, for pages whose classes say nothing, or an empty string."""
    headed = False
    for element in tree.iter("h1", "div", "p", "span", "address"):
        headed = headed or element.tag == "h1"
        if (
            headed
            and not _only_wraps(element)
            and not _holds_blocks(element)
            and _BY_LINE.fullmatch(text := text_of(element))
        ):
            return text if _CLOCK.search(text) is None else ""
    return ""


def times(tree: HtmlElement) -> list[str]:
    """Return the times that the page marks as such: first that of publication, then that of a revision."""
    marked = tree.xpath("//time | //*[@data-date-time]")
    values = [element.get("datetime") or element.get("data-date-time") or "" for element in marked]
    return [" ".join(value.split()) for value in values if any(map(str.isdigit, value))]


def dated_lines(tree: HtmlElement) -> list[str]:
    """Return the short texts of the elements that a class or a label marks as a date or time."""
    return [
        text
        for element in tree.iter("div", "p", "span", "em", "li", "dd")
        if (
            _names_date(element)
            or (not _only_wraps(element) and not _holds_blocks(element) and _DATE_LABEL.match(text_of(element)))
        )
        and _CLOCK.search(text := text_of(element))
        and len(text) < _LONGEST_DATE
        and not any(ancestor.tag in _ASIDE for ancestor in element.iterancestors())
    ]


def _names_date(element: HtmlElement) -> bool:
    words = {word.lower() for word in _WORD.findall(element.get("class") or "")}
    return not words.isdisjoint(_DATE_WORDS)
