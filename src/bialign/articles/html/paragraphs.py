"""Paragraphs made of the text that a page leaves bare: parted by line breaks, or beside its blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import lxml.html

from bialign.articles.html.visible import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_CONTAINERS = frozenset(
    {"article", "aside", "blockquote", "body", "center", "div", "footer", "form", "header", "main", "section", "td"}
)
_BLOCKS_OF_TEXT = ("p", *sorted(_CONTAINERS))
_PHRASING = frozenset(
    {"a", "abbr", "b", "big", "cite", "code", "del", "em", "font", "i", "img", "ins", "mark", "q", "small", "span",
     "strike", "strong", "sub", "sup", "time", "tt", "u", "wbr"}
)  # fmt: skip
# A cell of a table with less is one of figures.
_SHORTEST_STORY = 100
_FURNITURE_CLASS = re.compile(
    r"(?i)(?:^|[\s_-])(?:ads?|advert\w*|banner|related?|tags?|share|sns|btn|button|util|tool|promo|more|copyright|byline|date"
    r"|logo|slogan|company|address|foot(?:er)?|menu|nav|gnb)"
    r"(?:$|[\s_-])"
)
_SENTENCE_END = re.compile(r"[.?!。][\"'”’)\]]*\Z")
# Of a reporter, below the block that holds the story.
_ADDRESS = re.compile(r".{0,40}@[\w.-]{1,40}\W{0,3}")
# Around several lines, these are containers in all but name.
_WRAPPERS = ("b", "em", "font", "i", "span", "strong")


def wrap_bare_text(tree: HtmlElement) -> None:
    """Make a paragraph of each line of text that stands bare in a block: none is lost, or joined to the next."""
    for element in list(tree.iter(*_WRAPPERS)):
        if _holds_lines(element) and _stands_in_container(element):
            element.tag = "div"
    containers = list(tree.iter(*_CONTAINERS))
    told = _stories(tree)
    for container in containers:
        if _holds_several(container) or (
            _may_be_story(container) and (container.getparent() in told or _ADDRESS.fullmatch(text_of(container)))
        ):
            _wrap_lines(container)
            if container.tag != "body" and any(_ends_sentence(line) for line in container.iterchildren("p")):
                told.add(container)


def _stories(tree: HtmlElement) -> set[HtmlElement]:
    """Return what holds sentences in blocks of their own: what stands beside these is the story, too.

    Beside the block that holds the whole story there is rather the name and the address of the site.
    """
    return {
        parent
        for block in tree.iter(*_BLOCKS_OF_TEXT)
        if (parent := block.getparent()) is not None
        and parent.tag != "body"
        and sum(1 for _ in block.iterdescendants("br", *_BLOCKS_OF_TEXT)) <= 1
        and _ends_sentence(block)
        and _may_be_story(block)
    }


def _ends_sentence(block: HtmlElement) -> bool:
    return _SENTENCE_END.search(text_of(block)) is not None


def _may_be_story(container: HtmlElement) -> bool:
    marks = container.get("class") or container.get("id") or ""
    linked = sum(len(text_of(link)) for link in container.iter("a"))
    return container.tag != "td" and 2 * linked <= len(text_of(container)) and not _FURNITURE_CLASS.search(marks)


def _holds_several(container: HtmlElement) -> bool:
    if container.tag == "td":
        return len(container) > 0 and len(text_of(container)) >= _SHORTEST_STORY
    return any(child.tag == "br" or _is_block(child) for child in container)


def _is_block(element: HtmlElement) -> bool:
    return element.tag not in {*_PHRASING, "br"} or _holds_lines(element)


def _holds_lines(element: HtmlElement) -> bool:
    return any(inner.tag not in _PHRASING for inner in element.iterdescendants())


def _stands_in_container(element: HtmlElement) -> bool:
    blocks = (parent.tag for parent in element.iterancestors() if parent.tag not in _PHRASING)
    return next(blocks, "") in _CONTAINERS


def _wrap_lines(container: HtmlElement) -> None:
    content: list[HtmlElement] = []
    line: HtmlElement | None = None
    last: HtmlElement | None = None
    for node in _nodes(container):
        if not isinstance(node, str) and (node.tag == "br" or _is_block(node)):
            line = None
            content.extend([node] if node.tag != "br" else [])
        elif line is not None or _has_text(node):
            if line is None:
                line, last = lxml.html.Element("p"), None
                content.append(line)
            last = _add(line, last, node)
        elif not isinstance(node, str):
            content.append(node)
    container.text = None
    container[:] = content


def _nodes(container: HtmlElement) -> Iterator[HtmlElement | str]:
    """Yield what an element holds in order, the texts parted from the elements before them."""
    yield container.text or ""
    for child in list(container):
        tail, child.tail = child.tail, None
        yield child
        yield tail or ""


def _has_text(node: HtmlElement | str) -> bool:
    text = node if isinstance(node, str) else "".join(node.itertext())
    return bool(text.strip())


def _add(line: HtmlElement, last: HtmlElement | None, node: HtmlElement | str) -> HtmlElement | None:
    """Add to a line what follows its last element, if there is one; return the last element then."""
    if not isinstance(node, str):
        line.append(node)
        return node
    if last is not None:
        last.tail = (last.tail or "") + node
    else:
        line.text = (line.text or "") + node
    return last
