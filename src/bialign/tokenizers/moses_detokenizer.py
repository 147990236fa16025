"""From Moses tokens to running text, by the rules of ``detokenizer.perl`` in mosesdecoder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import regex

from bialign.documents import Language

if TYPE_CHECKING:
    from collections.abc import Sequence

# In this order; the ampersand comes last, so that "&amp;lt;" becomes "&lt;".
_ENTITIES = (
    ("&bar;", "|"),
    ("&#124;", "|"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&bra;", "["),
    ("&ket;", "]"),
    ("&quot;", '"'),
    ("&apos;", "'"),
    ("&#91;", "["),
    ("&#93;", "]"),
    ("&amp;", "&"),
)
# Attached to the next word.
_OPENING = regex.compile(r"[\p{Sc}(\[{¿¡]+")
# Attached to the word before.
_CLOSING = re.compile(r"[,.?!:;\\%}\])]+")
_CONTRACTION = regex.compile(r"'\p{Alphabetic}")
_QUOTE = re.compile("['\"„“`]+")
_CURLY = re.compile("[„“”]+")
# Blocks of Chinese, Japanese and Korean letters; in text that is not Korean their words are written together.
_CJK = re.compile(
    "[\u1100-\u11ff\u2e80-\ua4cf\ua840-\ua87f\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff65-\uffdc"
    "\U00017000-\U00018aff\U0001b000-\U0001b12f\U0001b170-\U0001b2ff\U00020000-\U0002ffff]"
)


def detokenize_moses(forms: Sequence[str], language: str) -> str:
    """Write Moses tokens as running text.

    Args:
        forms: The tokens' strings, entities and ``@-@`` included.
        language: ``"en"`` or ``"ko"``.

    >>> detokenize_moses(["He", "said", "&quot;", "yes", "&quot;", "."], "en")
    'He said "yes".'
    """
    text = f" {' '.join(forms)} ".replace(" @-@ ", "-")
    if "&" in text:
        for entity, sign in _ENTITIES:
            text = text.replace(entity, sign)
    words = text.split()
    pieces: list[str] = []
    space = " "
    quotes_seen: dict[str, int] = {}
    for index, word in enumerate(words):
        before = words[index - 1] if index else ""
        if language != Language.KOREAN and _CJK.match(word):
            pieces.append(word if before and _CJK.match(before[-1]) else space + word)
            space = " "
        elif _OPENING.fullmatch(word):
            pieces.append(space + word)
            space = ""
        elif _CLOSING.fullmatch(word) or (language == Language.ENGLISH and before and _CONTRACTION.match(word)):
            pieces.append(word)
            space = " "
        elif _QUOTE.fullmatch(word):
            quote = '"' if _CURLY.fullmatch(word) else word
            seen = quotes_seen.get(quote, 0)
            if seen % 2 == 0 and language == Language.ENGLISH and word == "'" and before.endswith("s"):
                # The possessive of a plural: "the Joneses' house".
                pieces.append(word)
                space = " "
                continue
            pieces.append(word if seen % 2 else space + word)
            space = " " if seen % 2 else ""
            quotes_seen[quote] = seen + 1
        else:
            pieces.append(space + word)
            space = " "
    return "".join(pieces).strip()
