"""A page made smooth for trafilatura: nothing hidden amid its lines, no story in parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import lxml.etree
import lxml.html

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HIDDEN_CLASS = re.compile(
    r"(?i)(?:^|\s)(?:visually-?hidden|sr-only|screen-?reader-?(?:text|only)|screen_out|blind|a11y(?:-hidden)?)(?:$|\s)"
)
_HIDDEN_STYLE = re.compile(r"(?i)display\s*:\s*none|clip\s*:\s*rect")
_PREFORMATTED = re.compile(r"(?i)white-space\s*:\s*pre")
_BLOCK_STYLE = re.compile(r"(?i)display\s*:\s*block")
_BODY_CLASS = re.compile(r"(?i)(?:^|[\s_-])(?:post|entry|article|story|content|body|text)(?:$|[\s_-])")
_POST_CLASS = re.compile(r"(?i)(?:^|[\s_-])(?:post|entry)(?:$|[\s_-])")
_NO_BODY_CLASS = re.compile(
    r"(?i)related|relate|teaser|card|list|promo|comment|reply|rank|more|side|nav|recommend|popular|letter|(?:^|[\s_-])ads?(?:$|[\s_-])"
)
_HEADINGS = ("h2", "h3", "h4", "h5")
_LONGEST_HIDDEN = 60


def smooth(tree: HtmlElement) -> None:
    """Take out of a page what would mislead trafilatura, or part what belongs together."""
    for remark in list(tree.iter(lxml.etree.Comment, lxml.etree.ProcessingInstruction)):
        remark.drop_tree()
    _drop_hidden(tree)
    for element in list(tree.iter()):
        style = element.get("style") or ""
        if element.tag == "pre" or _PREFORMATTED.search(style):
            _break_lines(element)
        if element.tag == "time":
            element.tag = "span"
        elif element.tag == "pre" or "-" in element.tag or (element.tag == "span" and _BLOCK_STYLE.search(style)):
            element.tag = "div"
    _join_parts(tree)


def _break_lines(element: HtmlElement) -> None:
    """Make line breaks of the line feeds in preformatted text."""
    for node in list(element.iter()):
        first, *lines = (node.text or "").split("\n")
        node.text = first
        node[:0] = [_line_break(line) for line in lines]
        if node is not element:
            first, *lines = (node.tail or "").split("\n")
            node.tail = first
            for line in reversed(lines):
                tail, node.tail = node.tail, None
                node.addnext(_line_break(line))
                node.tail = tail


def _line_break(tail: str) -> HtmlElement:
    element = lxml.html.Element("br")
    element.tail = tail
    return element


def _drop_hidden(tree: HtmlElement) -> None:
    """Drop what is said to screen readers alone amid a line, and the empty frames of adverts and anchors."""
    for element in list(tree.iter("ins", "iframe", "a")):
        if len(element) == 0 and not (element.text or "").strip():
            element.drop_tree()
    for element in list(tree.iter("span", "em", "i")):
        if len(element) == 0 and len(element.text or "") < _LONGEST_HIDDEN and _is_hidden(element):
            element.drop_tree()


def _join_parts(tree: HtmlElement) -> None:
    """Make one article of its posts or parts, of which trafilatura would take the first for the whole."""
    for element in tree.xpath("//article//article"):
        element.tag = "div"
    alike: dict[tuple[HtmlElement | None, str, str], list[HtmlElement]] = {}
    for element in tree.iter("div", "section"):
        name = element.get("class") or ""
        if _BODY_CLASS.search(name) and not _NO_BODY_CLASS.search(name):
            alike.setdefault((element.getparent(), element.tag, name), []).append(element)
    for parts in alike.values():
        # A story whose first part has no heading of its own is not followed by posts that have one.
        headless = _POST_CLASS.search(parts[0].get("class")) and not _begins_with_heading(parts[0])
        joined = [
            part for part in parts if not _leads_elsewhere(part) and not (headless and _begins_with_heading(part))
        ]
        for part in joined if len(joined) > 1 else []:
            del part.attrib["class"]


def _leads_elsewhere(part: HtmlElement) -> bool:
    """Whether a part begins with a heading that is a link: a teaser of another article."""
    heading = next(part.iter(*_HEADINGS), None)
    linked = heading is not None and (heading.find(".//a") is not None or heading.getparent().tag == "a")
    return linked and _begins_with_heading(part)


def _begins_with_heading(part: HtmlElement) -> bool:
    """Whether a part has a heading of its own above its paragraphs; that of the article is no part's."""
    first = next(part.iter("p", *_HEADINGS), None)
    return first is not None and first.tag in _HEADINGS


def _is_hidden(element: HtmlElement) -> bool:
    return bool(_HIDDEN_CLASS.search(element.get("class") or "") or _HIDDEN_STYLE.search(element.get("style") or ""))
