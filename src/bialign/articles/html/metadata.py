"""What a page says of itself: JSON-LD first, then OpenGraph and other meta elements, then what it shows."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any

import attrs

from bialign.articles.conventions import Place, whole_kind
from bialign.articles.html import visible
from bialign.articles.lines import Line
from bialign.articles.pieces import furniture_row
from bialign.documents import FragmentKind, Language
from bialign.text.scripts import hangul_share

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_ARTICLE_TYPE = re.compile(r"Article\Z|\A(?:BlogPosting|LiveBlogPosting|Report|NewsArticle)\Z")
_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)?(\d\d)?(\d\d)?\Z")
_SEPARATOR = re.compile(
    r"(\s+(?:[|｜:·»‹›<>-]|::|–|—)(?:\s+|\Z)|\s*[|｜]\s*(?=\S)|(?<=\S)-(?=[가-힣]{1,6}(?:일보|신문|경제|뉴스|방송)\s*\Z))"
)
# What stands around the outlet's name in page titles.
_OUTLET_NOISE = re.compile(r"^공감언론 | ?(?:뉴스|News|NEWS)$")
_PORTAL = re.compile(r"기사 ?본문|(?:네이버|다음|네이트)(?: ?뉴스)?|Daum|NAVER")
_ADDRESS = re.compile(r"\s*[(<\[]?[\w.+-]{1,40}@[\w.-]{1,60}[)>\]]?\s*")
# "입력", "Published:" before a date, and what of these tells a revision.
_TIME_LABEL = re.compile(r"\D*?(?=\d|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? ?\d)")
_REVISED = re.compile(r"(?i)[\Wㅣ]*(?:수정|업데이트|최종|updated|modified|last)")
_HOUR = re.compile(r"\d:\d\d|\d시")
_BY = re.compile(r"\A(?:By|BY)\s+(?=[^\W\d_])")
# Who the software of the page says wrote it.
_NOBODY = frozenset(
    {"admin", "administrator", "webmaster", "root", "unknown", "null", "undefined", "editor", "user", "test"}
    | {"관리자", "운영자", "편집자", "기자"}
)

_TITLES = ("og:title", "twitter:title", "dc.title")
_AUTHORS = ("author", "article:author", "dable:author", "byl", "parsely-author", "dc.creator")
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "og:regdate",
    "date",
    "pubdate",
    "publishdate",
    "article.published",
    "parsely-pub-date",
    "dc.date.issued",
    "dc.date",
)
_MODIFIED = ("article:modified_time", "og:updated_time", "og:article:modified_time", "lastmod", "dc.date.modified")
_SECTIONS = ("article:section", "og:article:section", "section")
_OUTLETS = ("og:site_name", "og:article:author", "publisher", "application-name")


@attrs.frozen
class PageMetadata:
    """What a page says of its article; what it does not say is empty.

    Attributes:
        title: The headline.
        subtitles: Its decks.
        authors: The names in the byline.
        published: Time of publication, as the page writes it; usually ISO 8601.
        modified: Time of the last revision, likewise.
        section: The section it appeared in.
        outlet: The newspaper, agency or site.
        url: Its address.
    """

    title: str = ""
    subtitles: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published: str = ""
    modified: str = ""
    section: str = ""
    outlet: str = ""
    url: str = ""

    def as_strings(self) -> dict[str, str]:
        """Return what an article's metadata keeps, under the names of its attributes, without the empty."""
        values = {
            "author": ", ".join(self.authors),
            "modified": self.modified,
            "outlet": self.outlet,
            "published": self.published,
            "section": self.section,
            "url": self.url,
        }
        return {name: value for name, value in values.items() if value}


def read_metadata(tree: HtmlElement) -> PageMetadata:
    """Collect a page's metadata."""
    news = _news_article(tree)
    metas = _meta_elements(tree)
    outlet = _without_portal(_clean(_name(news.get("publisher"))) or _first(metas, _OUTLETS))
    title = _title(tree, news, metas, outlet)
    subtitles = visible.subtitles(tree) or [_clean(news.get("alternativeHeadline"))]
    times = visible.times(tree) or _shown_times(tree)
    published = _clean(news.get("datePublished")) or _first(metas, _PUBLISHED) or next(iter(times), "")
    modified = _clean(news.get("dateModified")) or _first(metas, _MODIFIED) or next(iter(times[1:2]), "")
    return PageMetadata(
        title=title,
        subtitles=tuple(subtitle for subtitle in subtitles if subtitle and subtitle != title),
        authors=tuple(_authors(tree, news, metas, outlet)),
        published=_time(published),
        modified=_time(modified),
        section=_clean(_first_of(news.get("articleSection"))) or _first(metas, _SECTIONS),
        outlet=outlet,
        url=_url(tree, news, metas),
    )


def _title(tree: HtmlElement, news: dict[str, Any], metas: dict[str, str], outlet: str) -> str:
    headings = [heading for heading in visible.headings(tree) if not _only_names(heading, outlet)]
    said = _clean(news.get("headline")) or _first(metas, _TITLES)
    if not said:
        said = headings[0] if len(headings) == 1 else _page_title(tree, outlet)
    if not said or len(headings) != 1:
        marked = visible.marked_headlines(tree)
        said = said or next((heading for heading in marked if not _only_names(heading, outlet)), "")
        headings += marked
    # Whatever stands behind a bar and not in the heading names the site, known or not.
    title = next((heading for heading in headings if _is_beginning(heading, said)), "") or _without_outlet(
        said, outlet
    )
    # The page may show more than its metadata say: "[단독] 서울시 예산 47조원".
    fuller = (heading for heading in headings if title and title in heading and len(heading) < len(title) + 20)
    return next(fuller, title)


def _is_beginning(heading: str, title: str) -> bool:
    return title.startswith(heading) and _SEPARATOR.match(title, len(heading)) is not None


def _page_title(tree: HtmlElement, outlet: str) -> str:
    """Return what the title element says, or nothing if it only names the site."""
    title = visible.title_element(tree)
    return "" if _only_names(title, outlet) else title


def _only_names(heading: str, outlet: str) -> bool:
    """Whether a heading is the outlet's name, or most of it, and no more: not ``Two Reuters reporters freed``."""
    return _is_outlet(heading, "") or (heading.casefold() in outlet.casefold() and 2 * len(heading) > len(outlet))


def _news_article(tree: HtmlElement) -> dict[str, Any]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            try:
                # Content management systems leave line breaks inside strings.
                data = json.loads(script.text.strip().strip(";"), strict=False)
            except (ValueError, RecursionError):
                continue
            for item in _items(data):
                types = item.get("@type")
                if any(_ARTICLE_TYPE.search(str(kind)) for kind in (types if isinstance(types, list) else [types])):
                    return item
    return {}


def _items(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(data, list):
        for value in data:
            yield from _items(value, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _items(data.get(key), depth + 1)


def _meta_elements(tree: HtmlElement) -> dict[str, str]:
    values: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = _clean(element.get("content"))
        if name and content:
            values.setdefault(name.lower(), content)
    return values


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str:
    return next((metas[name] for name in names if name in metas), "")


def _first_of(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _clean(value: Any) -> str:
    return " ".join(html.unescape(value).split()) if isinstance(value, str) else ""


def _name(value: Any) -> Any:
    value = _first_of(value)
    return _first_of(value.get("name")) if isinstance(value, dict) else value


def _without_outlet(title: str, outlet: str) -> str:
    """Drop the outlets and sections that pages put around a headline: ``Headline | National - The Korea Herald``."""
    parts = _SEPARATOR.split(title)
    while len(parts) > 2 and (not parts[-1] or _is_outlet(parts[-1], outlet)):
        del parts[-2:]
    while len(parts) > 2 and _is_outlet(parts[0], outlet):
        del parts[:2]
    return "".join(parts)


def _without_portal(outlet: str) -> str:
    """Drop the portal that gives the news on: ``Daum | Hanbit Ilbo``."""
    parts = [part for part in re.split(r"\s*\|\s*", outlet) if part]
    return next((part for part in parts if not _PORTAL.fullmatch(part)), outlet)


def _is_outlet(text: str, outlet: str) -> bool:
    text_key, outlet_key = text.casefold(), outlet.casefold()
    if outlet and (outlet_key in text_key or (text_key in outlet_key and 2 * len(text) > len(outlet))):
        return True
    if _PORTAL.fullmatch(text):
        return True
    bare = _OUTLET_NOISE.sub("", text) or text
    return any(
        whole_kind(written, 0, len(written), language, Place.HEAD) is FragmentKind.SECTION
        for written in dict.fromkeys((text, bare, bare.title() if bare.isupper() else bare))
        for language in ((Language.KOREAN,) if hangul_share(text) else (Language.ENGLISH, Language.KOREAN))
    )


def _authors(tree: HtmlElement, news: dict[str, Any], metas: dict[str, str], outlet: str) -> list[str]:
    """Return the names of the first source that names anybody: JSON-LD, a meta element, what the page shows."""
    values = news.get("author") or news.get("creator")
    said = [_clean(_name(value)) for value in (values if isinstance(values, list) else [values])]
    signature = visible.signature(tree)
    is_byline = whole_kind(signature, 0, len(signature), Language.ENGLISH, Place.LINE) is FragmentKind.BYLINE
    shown = [visible.author(tree)], [signature if is_byline else ""]
    for names in (said, *([metas[key]] for key in _AUTHORS if key in metas), *shown):
        bare = dict.fromkeys(_BY.sub("", _ADDRESS.sub("", name)) for name in names)
        people = [name for name in bare if _is_person(name) and not _is_outlet(name, outlet)]
        if people:
            return people
    return []


def _is_person(name: str) -> bool:
    return bool(name) and not name.startswith(("http:", "https:")) and name.casefold() not in _NOBODY


def _shown_times(tree: HtmlElement) -> list[str]:
    """Return when the article was published and last revised as the page shows it, without the labels."""
    shown = [
        text
        for line in visible.dated_lines(tree)
        for text in _stamps(line)
        if _HOUR.search(text) or _TIME_LABEL.sub("", text, count=1) != text
    ]
    revised = [text for text in shown if _REVISED.match(text)]
    published = [text for text in shown if not _REVISED.match(text)]
    return [_TIME_LABEL.sub("", next(iter(texts), ""), count=1) for texts in (published, revised)]


def _stamps(text: str) -> list[str]:
    """Return the timestamps that a text is made of, with label and hour if there are several; else nothing."""
    line = Line(text, 0, len(text))
    for language in (Language.KOREAN, Language.ENGLISH):
        if whole_kind(text, 0, len(text), language, Place.LINE) is FragmentKind.TIMESTAMP:
            return [text]
        pieces = furniture_row(line, language, (Place.LINE,)) if len(_HOUR.findall(text)) > 1 else ()
        # "27.04.11 11:30 최종업데이트 27.04.11 11:30" may be cut before the label or behind it.
        if pieces and all(kind is FragmentKind.TIMESTAMP and not text[at].isdigit() for kind, at, _ in pieces):
            return [text[start:end] for _, start, end in pieces]
    return []


def _time(value: str) -> str:
    """Write a row of digits such as ``20261105093000`` as ISO 8601; leave all else as it is."""
    digits = _DIGITS.match(value)
    if digits is None:
        return value
    year, month, day, *clock = digits.groups()
    clock = [part for part in clock if part]
    return f"{year}-{month}-{day}" + (f"T{':'.join(clock)}" if len(clock) > 1 else "")


def _url(tree: HtmlElement, news: dict[str, Any], metas: dict[str, str]) -> str:
    canonical = [
        element.get("href") or ""
        for element in tree.iter("link")
        if (element.get("rel") or "").lower() == "canonical"
    ]
    return next(filter(None, [*map(_clean, canonical), metas.get("og:url", ""), _clean(news.get("url"))]), "")
