"""Language tags as arguments: whether they have the shape of BCP 47."""

from __future__ import annotations

import re

from bialign.errors import LanguageError
from bialign.lists import require_text

# A language of two or three letters, or one of private use, and further subtags; "_" as in names of locales.
_TAG = re.compile(r"(?:[A-Za-z]{2,3}|[xX](?=[-_]))(?:[-_][A-Za-z0-9]{1,8})*")


def check_tag(tag: object) -> None:
    """Raise LanguageError unless a value has the shape of a language tag; whether there is the language is not told.

    >>> check_tag("ko-KR")
    >>> check_tag("korean")
    Traceback (most recent call last):
    bialign.errors.LanguageError: Expected a language tag of BCP 47 such as ko, en-GB or zh-Hant, not 'korean'.
    """
    require_text(tag, what="language tag", error=LanguageError)
    if not _TAG.fullmatch(str(tag)):
        raise LanguageError(f"Expected a language tag of BCP 47 such as ko, en-GB or zh-Hant, not {tag!r}.")
