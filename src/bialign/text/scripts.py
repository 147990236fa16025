"""Which script a text is written in, and so which of our two languages."""

from __future__ import annotations

from collections import Counter

import regex

from bialign.documents import Language
from bialign.errors import LanguageError
from bialign.lists import require_text
from bialign.text.normalization import compose

_HANGUL = regex.compile(r"\p{Script=Hangul}+")
_LATIN = regex.compile(r"\p{Script=Latin}+")
_NAMED_SCRIPTS = ("Hangul", "Latin", "Han", "Hiragana", "Katakana", "Cyrillic", "Greek", "Arabic", "Hebrew", "Thai")
_LETTER = regex.compile(
    "|".join(rf"(?P<{script}>(?=\p{{L}})\p{{Script={script}}})" for script in _NAMED_SCRIPTS) + r"|(?P<Other>\p{L})"
)

# A Korean article with Latin names and addresses in it still has far more Hangul than this; an English one
# with a byline in Hangul far less.
_KOREAN_SHARE = 0.25


def script_shares(text: str) -> dict[str, float]:
    """Return for each script of the text's letters its share among them, the largest first.

    Scripts have their Unicode names; those that are rare in Korean and English news come together as ``"Other"``.
    Shares are in (0, 1] and sum to 1; a text without letters has none. A syllable of Hangul counts once, in whatever
    Unicode form.

    >>> script_shares("ABC와 漢字")
    {'Latin': 0.5, 'Han': 0.3333333333333333, 'Hangul': 0.16666666666666666}

    Raises:
        ConfigurationError: If it is no text.
    """
    require_text(text)
    composed = compose(text)
    counts = Counter(match.lastgroup or "" for match in _LETTER.finditer(composed))
    total = counts.total()
    return {script: count / total for script, count in counts.most_common()}


def hangul_share(text: str) -> float:
    """Return the share of Hangul among the Hangul and Latin letters of a text, in [0, 1]; 0 without any.

    A syllable of Hangul counts once, in whatever Unicode form.

    Raises:
        ConfigurationError: If it is no text.
    """
    require_text(text)
    composed = compose(text)
    hangul = sum(map(len, _HANGUL.findall(composed)))
    latin = sum(map(len, _LATIN.findall(composed)))
    return hangul / (hangul + latin) if hangul or latin else 0.0


def likely_language(text: str) -> Language:
    """Tell Korean from English by script; a text without letters of either passes for English.

    Raises:
        ConfigurationError: If it is no text.
    """
    return Language.KOREAN if hangul_share(text) >= _KOREAN_SHARE else Language.ENGLISH


def detect_language(text: str) -> Language:
    """Tell Korean from English by script.

    Raises:
        LanguageError: If the text has neither Hangul nor Latin letters.
        ConfigurationError: If it is no text.
    """
    require_text(text)
    if not (_HANGUL.search(text) or _LATIN.search(text)):
        raise LanguageError("The text has neither Hangul nor Latin letters: name its language.")
    return likely_language(text)
