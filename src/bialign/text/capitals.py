"""Texts in capital letters throughout, as headlines, laws and subtitles may be."""

from __future__ import annotations

import regex

_WORD = regex.compile(r"\p{Lu}{2,}")
_OTHER_LETTER = regex.compile(r"[\p{L}--\p{Lu}]", regex.VERSION1)
_LETTER = regex.compile(r"\p{L}")
# Fewer words in capitals may all be abbreviations: NATO, IMF.
_LEAST_WORDS = 3


def lower_capitals(text: str) -> str:
    """Return a text in capitals throughout in small letters, but for its first letter; any other text as it is.

    >>> lower_capitals("POLICE ARREST THREE MEN")
    'Police arrest three men'
    >>> lower_capitals("KBS 뉴스")
    'KBS 뉴스'
    """
    if not text.isupper() or _OTHER_LETTER.search(text) or len(_WORD.findall(text)) < _LEAST_WORDS:
        return text
    return _LETTER.sub(lambda letter: letter.group().upper(), text.lower(), count=1)
