"""A person's name in Hangul, read as lattices of its Latin spellings."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from bialign.names import foreign_names, korean_names
from bialign.names.titles import strip_korean_titles
from bialign.text.jamo import is_syllable
from bialign.text.normalization import compose_hangul

if TYPE_CHECKING:
    from bialign.names.lattice import Lattice

_WORD = re.compile(r"[가-힣]+|[A-Za-z]+")
# What may stand in a name and says nothing of its sound: (62), 찰스 3세, 朴槿惠.
_SILENT = re.compile(r"\([^()]*\)|\d+세|[\u4e00-\u9fff]+")
# No person's name has more letters; what has is a sentence that came here by mistake.
LONGEST_HANGUL_NAME = 40
# The same with titles and all.
_LONGEST_TEXT = 200


@lru_cache(maxsize=1 << 14)
def hangul_words(name: str) -> tuple[str, ...]:
    """Return the words of a name in Hangul, without titles, hanja, parentheses and ordinals.

    >>> hangul_words("찰스 3세 국왕"), hangul_words("JD 밴스 부통령")
    (('찰스',), ('JD', '밴스'))
    """
    if len(name) > _LONGEST_TEXT:
        return ()
    composed = _SILENT.sub(" ", compose_hangul(name).view)
    return tuple(_WORD.findall(strip_korean_titles(composed.strip())))


@lru_cache(maxsize=1 << 14)
def read_hangul_name(name: str) -> tuple[Lattice, ...]:
    """Return the readings of a name as a Korean and as a foreign one; none if it has no Hangul or is too long."""
    words = hangul_words(name)
    if not any(is_syllable(word[0]) for word in words) or sum(map(len, words)) > LONGEST_HANGUL_NAME:
        return ()
    korean_share = sum(share for share, _, _ in korean_names.readings(words))
    return *korean_names.lattices(words), *foreign_names.lattices(words, 1 - korean_share)
