"""Finding the anchors of a text."""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING

from bialign.anchors.drafts import Draft, join_measures
from bialign.anchors.english import find_english
from bialign.anchors.korean import find_korean
from bialign.anchors.model import Anchor, AnchorKind
from bialign.anchors.quotations import find_quotations
from bialign.documents import Language
from bialign.errors import LanguageError
from bialign.lists import require_text
from bialign.text.languages import known_language
from bialign.text.normalization import LOOK_ALIKES, compose_hangul
from bialign.text.numerals import FULL_WIDTH

if TYPE_CHECKING:
    from collections.abc import Callable

_PLAIN = {**FULL_WIDTH, **LOOK_ALIKES}
_NOT_PLAIN = re.compile("[" + re.escape("".join(map(chr, _PLAIN))) + "]")
_MAYBE_TELEPHONE = re.compile(r"\d{3}-\d{4}")
_ADDRESS = re.compile(
    r"https?://[^\s<>\"'“”‘’()가-힣]{1,500}|www\.[^\s<>\"'“”‘’()가-힣]{1,500}"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}"
    # Telephone numbers: 02-123-4567, (02) 123-4567, 02)123-4567, +82-2-123-4567, 82-2-123-4567, 1-800-555-1234.
    r"|(?P<telephone>(?<![\w.,+-])(?:(?:\+\d{1,3}|82)[- ]\(?\d{1,3}(?:-|\) ?)|\(?0\d{1,3}(?:-|\) ?)"
    # Accounts and cases in the same shape: 110-123-4567, 100-2023-1234.
    r"|(?:1[- ])?\(?[2-9]\d\d(?:-|\) ?)(?=\d{3}-)|(?!82-)\d{2,3}-)\d{3,4}-\d{4}(?![\w-]))",
    re.ASCII,
)
_FINDERS: dict[str, Callable[[str], list[Draft]]] = {
    Language.KOREAN: find_korean,
    Language.ENGLISH: find_english,
}


def find_anchors(text: str, language: str) -> tuple[Anchor, ...]:
    """Find the values in a text that survive translation, in offset order.

    Anchors do not overlap, the most specific one is kept; only a quotation may hold others. The time is linear in
    the length of the text.

    Args:
        text: A sentence, or any text; Hangul may be decomposed, digits full-width.
        language: Korean or English, as a BCP 47 tag.

    Raises:
        LanguageError: If the language is another one.

    >>> [anchor.value for anchor in find_anchors("1억1천만 달러를 9월 9일에", "ko")]
    ['110000000 USD', '--09-09']
    """
    require_text(language, what="language tag", error=LanguageError)
    mapping = compose_hangul(text)
    drafts = find_drafts(mapping.view, language)
    quotations = find_quotations(mapping.view)
    if quotations:
        drafts = sorted([*quotations, *drafts], key=attrgetter("start"))
    if mapping.starts is not None:
        drafts = [
            draft._replace(start=start, end=end)
            for draft in drafts
            for start, end in [mapping.span(draft.start, draft.end)]
        ]
    return tuple(
        [
            Anchor(kind, value, text[start:end], start, end, approximate, keys)
            for kind, value, start, end, keys, approximate in drafts
        ]
    )


def find_drafts(view: str, language: str) -> list[Draft]:
    """Find all anchors but quotations, in offset order: what is needed where thousands of sentences are compared.

    Args:
        view: A text whose Hangul is composed.
        language: As in `find_anchors`.

    Raises:
        LanguageError: If the language is neither Korean nor English.
    """
    finder = _FINDERS.get(language) or _FINDERS[known_language(language, purpose="Finding anchors")]
    if not view.isascii() and _NOT_PLAIN.search(view):
        view = view.translate(_PLAIN)
    addresses: list[Draft] = []
    maybe_address = "@" in view or "://" in view or "www." in view
    if maybe_address or ("-" in view and _MAYBE_TELEPHONE.search(view)):
        view, addresses = _take_addresses(view)
    drafts = join_measures(view, finder(view))
    return sorted([*addresses, *drafts], key=attrgetter("start")) if addresses else drafts


def _take_addresses(view: str) -> tuple[str, list[Draft]]:
    """Return the view with its web and mail addresses and telephone numbers blanked out, and anchors for them."""
    drafts: list[Draft] = []
    for match in _ADDRESS.finditer(view):
        end = match.start() + len(match.group().rstrip(".,;:!?"))
        value = _telephone(match.group()) if match.group("telephone") else view[match.start() : end].lower()
        drafts.append(Draft(AnchorKind.LATIN, value, match.start(), end, (value,)))
    return _ADDRESS.sub(lambda match: " " * len(match.group()), view), drafts


def _telephone(written: str) -> str:
    """Return a telephone number with hyphens only, as it is dialled in Korea if it is a Korean one.

    >>> _telephone("+82-2-123-4567"), _telephone("(02) 123-4567")
    ('02-123-4567', '02-123-4567')
    """
    domestic = re.sub(r"^\+?82[- ]\(?0?", "0", written)
    return "-".join(re.findall(r"\d+", domestic))
