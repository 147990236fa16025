"""The running text of a page by trafilatura, with captions marked as what they are."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING

import attrs
import lxml.html
from lxml.etree import iterwalk

from bialign.articles.html.paragraphs import wrap_bare_text
from bialign.articles.html.smoothing import smooth
from bialign.documents import FragmentKind
from bialign.extras import import_extra

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element
    from lxml.html import HtmlElement

# Stands before a caption while trafilatura has it: private-use characters that no page begins a paragraph with.
_CAPTION_MARK = "\uf4f0\uf4f1"
# Likewise before a heading amid the story.
_HEADING_MARK = "\uf4f0\uf4f2"
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_LONGEST_HEADING = 120
_CAPTION_CLASS = re.compile(
    r"(?i)(?:^|[\s_-])(?:fig)?caption(?:$|[\s_-])|(?:^|[\s_-])(?:img|image|photo|pic)[_-]?(?:desc|txt|text|caption|info)(?:$|[\s_-])"
)
_FRAME_CLASS = re.compile(
    r"(?i)(?:^|[\s_-])(?:img|image|photo|pic|picture)[_-]?(?:box|wrap|area|frame|cont|center|left|right|view)?(?:$|\s)"
)
_ASIDE = frozenset({"aside", "nav", "footer", "header"})
# What stands aside of the story, or is no text.
_NO_TEXT = frozenset({"aside", "nav", "footer", "script", "style"})
_SENTENCE_END = re.compile(r"[.?!。][\"'”’)\]]*\s*\Z")
_LONGEST_CAPTION = 600
# Of a table around a picture; stories stood in tables, too.
_LONGEST_CELL = 200
# A caption and its credit.
_MOST_PARAGRAPHS = 2
# What does not end a line, of the elements that trafilatura makes.
_INLINE = frozenset({"hi", "ref", "del", "span", "code", "graphic", "cell"})


def extract_lines(tree: HtmlElement) -> list[tuple[str, FragmentKind | None]]:
    """Return the lines of a page's article in order, with their kinds where the markup tells.

    Raises:
        MissingExtraError: If trafilatura is not installed.
    """
    trafilatura = import_extra("trafilatura", extra="html", purpose="Reading HTML")
    settings = import_extra("trafilatura.settings", extra="html", purpose="Reading HTML")
    config = settings.use_config()
    # News in brief is short; trafilatura's own threshold would take it for a failure.
    for option in ("MIN_EXTRACTED_SIZE", "MIN_FILE_SIZE"):
        config.set("DEFAULT", option, "1")
    marked = deepcopy(tree)
    captions = _mark_captions(marked)
    _mark_headings(marked)
    smooth(marked)
    wrap_bare_text(marked)
    document = trafilatura.bare_extraction(
        marked, include_comments=False, include_formatting=True, include_tables=True, config=config
    )
    if document is None or document.body is None:
        return []
    lines = list(_lines(document.body))
    found = {text for text, kind in lines if kind is FragmentKind.CAPTION}
    # A picture above the text often lies outside of what is taken for the article.
    return [*((caption, FragmentKind.CAPTION) for caption in captions if caption not in found), *lines]


def _mark_captions(tree: HtmlElement) -> list[str]:
    """Lift captions out of their figures as marked paragraphs; return those of the article itself."""
    captions: list[str] = []
    sentences = _count_sentences(tree)
    for element in list(tree.iter()):
        if not _is_caption(element) or any(_is_caption(parent) for parent in element.iterancestors()):
            continue
        text = " ".join(" ".join(element.itertext()).split())
        if not text or len(text) > _LONGEST_CAPTION:
            continue
        if not (_is_marked_caption(element) or element.tag == "figure") and _count_sentences(element) == sentences:
            # There is no other story on the page.
            continue
        paragraph = _lift(element, f"{_CAPTION_MARK}{text}")
        if paragraph is not None and _stands_in_article(paragraph):
            captions.append(text)
    return captions


def _lift(caption: HtmlElement, text: str) -> HtmlElement | None:
    """Put a paragraph in the place of a caption, or behind its figure; return it, or None if there is no place."""
    figure = next(caption.iterancestors("figure"), None)
    place = caption if figure is None else figure
    parent = place.getparent()
    if parent is None:
        return None
    paragraph = lxml.html.Element("p")
    paragraph.text = text
    paragraph.tail = place.tail
    if figure is None:
        parent.replace(caption, paragraph)
    else:
        figure.tail = None
        figure.addnext(paragraph)
        caption.drop_tree()
    return paragraph


def _stands_in_article(element: HtmlElement) -> bool:
    """Whether an element stands in what a page marks as the article, and not aside."""
    ancestors = list(element.iterancestors())
    return not any(ancestor.tag in _ASIDE for ancestor in ancestors) and any(
        ancestor.tag in {"article", "main"} or ancestor.get("itemprop") == "articleBody" for ancestor in ancestors
    )


def _mark_headings(tree: HtmlElement) -> None:
    """Make marked paragraphs of the headings amid the story: where nothing frames it, trafilatura takes no others."""
    blocks: dict[HtmlElement, _Block] = {}
    for heading in list(tree.iter(*_HEADINGS)):
        text = " ".join("".join(_pieces(heading)).split())
        if (
            0 < len(text) <= _LONGEST_HEADING
            and heading.find(".//a") is None
            and heading.find(".//br") is None
            and (parent := heading.getparent()) is not None
        ):
            if parent not in blocks:
                blocks[parent] = _Block.of(parent)
            if not blocks[parent].has_sentences_around(heading):
                continue
            # What trafilatura leaves out of a heading, such as a button, it leaves out of a paragraph, too.
            heading.tag = "p"
            heading.attrib.clear()
            heading.text = f"{_HEADING_MARK}{(heading.text or '').lstrip()}"


@attrs.frozen
class _Block:
    """Where a block has paragraphs that end as sentences do.

    Attributes:
        places: The places of what stands in it.
        first: The place of the first such paragraph.
        last: That of the last.
    """

    places: dict[HtmlElement, int]
    first: int
    last: int

    @classmethod
    def of(cls, block: HtmlElement) -> _Block:
        """Look through a block."""
        places = {element: place for place, element in enumerate(block)}
        told = [place for element, place in places.items() if element.tag == "p" and _ends_sentence(element)]
        return cls(places, told[0] if told else len(places), told[-1] if told else -1)

    def has_sentences_around(self, element: HtmlElement) -> bool:
        """Whether such paragraphs stand both above and below an element."""
        return self.first < self.places[element] < self.last


def _ends_sentence(paragraph: HtmlElement) -> bool:
    return _SENTENCE_END.search("".join(paragraph.itertext())) is not None


def _count_sentences(element: HtmlElement) -> int:
    """Return how many pieces of an element's text end as sentences do, but for what stands aside."""
    return sum(_SENTENCE_END.search(piece) is not None for piece in _pieces(element))


def _pieces(element: HtmlElement) -> Iterator[str]:
    """Yield the pieces of an element's text in order, but for what stands aside."""
    aside = sum(ancestor.tag in _NO_TEXT for ancestor in element.iterancestors())
    for event, inner in iterwalk(element, events=("start", "end", "comment", "pi")):
        if event == "start":
            aside += inner.tag in _NO_TEXT
            text = inner.text
        else:
            aside -= inner.tag in _NO_TEXT
            text = inner.tail if inner is not element else None
        if text and not aside:
            yield text


def _is_caption(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str) or element.tag in {"html", "body", "article", "main", "script"}:
        return False
    if element.tag == "table":
        return _is_picture_and_text(element) and _has_one_told_cell(element)
    return _is_marked_caption(element) or (_is_frame(element) and _is_picture_and_text(element))


def _has_one_told_cell(table: HtmlElement) -> bool:
    """Whether one cell of a table holds text, a short line of it: the picture stands in another, or above it."""
    told = [text for cell in table.iter("td", "th") if (text := "".join(cell.itertext()).strip())]
    return (
        len(told) == 1
        and len(told[0]) <= _LONGEST_CELL
        and all(table.find(f".//{tag}") is None for tag in ("p", "br"))
    )


def _is_marked_caption(element: HtmlElement) -> bool:
    return element.tag == "figcaption" or (
        _CAPTION_CLASS.search(element.get("class") or "") is not None
        and len(element.findall(".//p")) <= _MOST_PARAGRAPHS
    )


def _is_frame(element: HtmlElement) -> bool:
    """Whether an element is made for a picture, as far as its name or class tells."""
    return element.tag == "figure" or (
        _FRAME_CLASS.search(element.get("class") or "") is not None
        and len(element.findall(".//p")) + len(element.findall(".//br")) <= _MOST_PARAGRAPHS
    )


def _is_picture_and_text(figure: HtmlElement) -> bool:
    """Whether a figure is a picture whose caption nothing marks as one."""
    inner = list(figure.iterdescendants())
    return any(element.tag in {"img", "picture", "video"} for element in inner) and not any(
        element.tag in {"table", "blockquote", "iframe", "script", "figure"} or _is_marked_caption(element)
        for element in inner
    )


def _lines(body: _Element) -> Iterator[tuple[str, FragmentKind | None]]:
    """Yield the lines of a text: blocks, list items, table rows, and what line breaks part.

    Text may stand bare between blocks, too, as after a caption or a heading.
    """
    parts: list[str] = []
    headings = 0

    def ended_lines() -> Iterator[tuple[str, FragmentKind | None]]:
        for part in "".join(parts).split("\n"):
            text = " ".join(part.split())
            if text.startswith(_CAPTION_MARK):
                yield text.removeprefix(_CAPTION_MARK), FragmentKind.CAPTION
            elif text.startswith(_HEADING_MARK):
                yield text.removeprefix(_HEADING_MARK).lstrip(), FragmentKind.SUBHEADLINE
            elif text:
                bare = text.replace(_CAPTION_MARK, "").replace(_HEADING_MARK, "")
                yield bare, FragmentKind.SUBHEADLINE if headings else None
        parts.clear()

    for event, element in iterwalk(body, events=("start", "end", "comment", "pi")):
        if event == "start":
            if element.tag not in _INLINE:
                yield from ended_lines()
            headings += element.tag == "head"
            parts.append(_flat(element.text))
            continue
        if event == "end":
            if element.tag not in _INLINE:
                yield from ended_lines()
            parts.append(" " if element.tag == "cell" else "")
            headings -= element.tag == "head"
        if element is not body:
            parts.append(_flat(element.tail))
    yield from ended_lines()


def _flat(text: str | None) -> str:
    return (text or "").replace("\n", " ")
