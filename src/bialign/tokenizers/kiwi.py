"""The Korean morphological analyser Kiwi, loaded once for each choice of dictionaries, and guarded.

Kiwi (Lee, 2024, "Kiwi: Developing a Korean Morphological Analyzer Based on Statistical Language Models and
Skip-Bigram") knows neither conjoining jamo of macOS nor lone surrogates.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from kiwipiepy import Kiwi

_UNREADABLE = regex.compile("[\ud800-\udfff\x00]")


def readable(text: str) -> str:
    """Replace what Kiwi cannot read (lone surrogates, NUL) by U+FFFD, one for one, so that offsets stay."""
    return _UNREADABLE.sub("\ufffd", text)


@cache
def load_kiwi(*, default: bool = False, multi: bool = False, typo: bool = False) -> Kiwi:
    """Load Kiwi with one worker thread; the same choice of dictionaries is loaded only once in a process.

    Args:
        default: Whether to load the dictionary of proper names.
        multi: Whether to load the dictionary of multi-word expressions.
        typo: Whether to load the dictionary of frequent misspellings.
    """
    from kiwipiepy import Kiwi  # noqa: PLC0415 - loads a native library and a model

    return Kiwi(num_workers=1, load_default_dict=default, load_multi_dict=multi, load_typo_dict=typo)
