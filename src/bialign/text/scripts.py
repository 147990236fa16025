"""Which script a text is written in, and so which of our two languages."""

from __future__ import annotations

import regex

from bialign.documents import Language
from bialign.errors import LanguageError

_HANGUL = regex.compile(r"\p{Script=Hangul}")
_LATIN = regex.compile(r"\p{Script=Latin}")

# A Korean article with Latin names and addresses in it still has far more Hangul than this; an English one
# with a byline in Hangul far less.
_KOREAN_SHARE = 0.25


def hangul_share(text: str) -> float:
    """Return the share of Hangul among the Hangul and Latin letters of a text, in [0, 1]; 0 without any."""
    hangul = len(_HANGUL.findall(text))
    latin = len(_LATIN.findall(text))
    return hangul / (hangul + latin) if hangul or latin else 0.0


def detect_language(text: str) -> Language:
    """Tell Korean from English by script.

    Raises:
        LanguageError: If the text has neither Hangul nor Latin letters.
    """
    if not (_HANGUL.search(text) or _LATIN.search(text)):
        raise LanguageError("The text has neither Hangul nor Latin letters: name its language.")
    return Language.KOREAN if hangul_share(text) >= _KOREAN_SHARE else Language.ENGLISH
