"""Paragraphs made of the text that a page leaves bare: parted by line breaks, or beside its blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import lxml.etree
import lxml.html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_CONTAINERS = frozenset(
    {"article", "aside", "blockquote", "body", "center", "div", "footer", "form", "header", "main", "section"}
)
_PHRASING = frozenset(
    {"a", "abbr", "b", "big", "cite", "code", "del", "em", "font", "i", "ins", "mark", "q", "small", "span", "strike",
     "strong", "sub", "sup", "time", "tt", "u", "wbr"}
)  # fmt: skip
# Around several lines, these are containers in all but name.
_WRAPPERS = ("b", "em", "font", "i", "span", "strong")


def wrap_bare_text(tree: HtmlElement) -> None:
    """Make a paragraph of each line of text that stands bare in a block: none is lost, or joined to the next."""
    for comment in list(tree.iter(lxml.etree.Comment, lxml.etree.ProcessingInstruction)):
        comment.drop_tree()
    for element in list(tree.iter(*_WRAPPERS)):
        if _holds_lines(element) and _stands_in_container(element):
            element.tag = "div"
    for container in list(tree.iter(*_CONTAINERS)):
        if any(child.tag == "br" or _is_block(child) for child in container):
            _wrap_lines(container)


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
    for node in _nodes(container):
        if not isinstance(node, str) and (node.tag == "br" or _is_block(node)):
            line = None
            content.extend([node] if node.tag != "br" else [])
        elif line is not None or _has_text(node):
            if line is None:
                line = lxml.html.Element("p")
                content.append(line)
            _add(line, node)
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


def _add(line: HtmlElement, node: HtmlElement | str) -> None:
    if not isinstance(node, str):
        line.append(node)
    elif len(line):
        line[-1].tail = (line[-1].tail or "") + node
    else:
        line.text = (line.text or "") + node
