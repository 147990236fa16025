"""Texts in capital letters throughout, as headlines, laws and subtitles may be."""

from __future__ import annotations

import regex

_WORD = regex.compile(r"\p{Lu}{2,}")
_OTHER_LETTER = regex.compile(r"[\p{L}--\p{Lu}]", regex.VERSION1)
_LETTER = regex.compile(r"\p{L}")
# Fewer words, or none so long, may all be abbreviations: NATO, OPEC, IMF.
_LEAST_WORDS, _LONG = 3, 5


def lower_capitals(text: str) -> str:
    """Return a text in capitals throughout in small letters, but for its first letter; any other text as it is.

    >>> lower_capitals("POLICE ARREST THREE MEN")
    'Police arrest three men'
    >>> lower_capitals("KBS 뉴스")
    'KBS 뉴스'
    """
    if not text.isupper() or _OTHER_LETTER.search(text):
        return text
    words = _WORD.findall(text)
    if len(words) < _LEAST_WORDS or max(map(len, words)) < _LONG:
        return text
    return _LETTER.sub(lambda letter: letter.group().upper(), text.lower(), count=1)
