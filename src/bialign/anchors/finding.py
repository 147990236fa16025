"""Finding the anchors of a text."""

from __future__ import annotations

import re

from bialign.anchors.english import find_english
from bialign.anchors.korean import find_korean
from bialign.anchors.model import Anchor
from bialign.documents import Language
from bialign.errors import LanguageError
from bialign.text.normalization import compose_hangul
from bialign.text.numerals import FULL_WIDTH

_WIDE = re.compile("[" + "".join(map(chr, FULL_WIDTH)) + "]")


def find_anchors(text: str, language: str) -> tuple[Anchor, ...]:
    """Find the values in a text that survive translation, in offset order.

    Args:
        text: A sentence, or any text.
        language: Korean or English, as a BCP 47 tag.

    Raises:
        LanguageError: If the language is another one.

    >>> [anchor.value for anchor in find_anchors("1억1천만 달러를 9월 9일에", "ko")]
    ['110000000 USD', '--09-09']
    """
    primary = language.partition("-")[0].lower()
    mapping = compose_hangul(text)
    view = mapping.view
    if _WIDE.search(view):
        view = view.translate(FULL_WIDTH)
    if primary == Language.KOREAN:
        drafts = find_korean(view)
    elif primary == Language.ENGLISH:
        drafts = find_english(view)
    else:
        raise LanguageError(f"Anchors are known for Korean (ko) and English (en), not for {language!r}.")
    anchors = []
    for kind, value, start, end, keys, approximate in drafts:
        if mapping.starts is not None:
            start, end = mapping.span(start, end)
        anchors.append(Anchor(kind, value, text[start:end], start, end, approximate, keys))
    return tuple(anchors)
