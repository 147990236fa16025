"""Language tags: which of our two languages a BCP 47 tag names."""

from __future__ import annotations

from bialign.documents import Language
from bialign.errors import LanguageError
from bialign.lists import require_text

_NAMES = {"ko": "Korean", "en": "English"}
_KNOWN = {language.value: language for language in Language}


def primary_subtag(tag: str) -> str:
    """Return what a BCP 47 tag says of the language itself.

    Raises:
        LanguageError: If it is no text.

    >>> primary_subtag("ko-KR")
    'ko'
    """
    require_text(tag, what="language tag", error=LanguageError)
    return tag.replace("_", "-").partition("-")[0].lower()


def language_name(tag: str) -> str:
    """Return the English name of a language, or the tag itself where it is neither Korean nor English.

    >>> language_name("ko-KR"), language_name("de")
    ('Korean', 'de')
    """
    return _NAMES.get(primary_subtag(tag), tag)


def known_language(tag: str, *, purpose: str) -> Language:
    """Return Korean or English for a BCP 47 tag of either, whatever its region or script.

    Args:
        tag: A tag such as ``"ko"``, ``"en-GB"`` or ``"ko_KR"``; case does not matter.
        purpose: What needs to know, for the sentence of the error: ``"Splitting sentences"``.

    Raises:
        LanguageError: If the tag names another language, or is no text.

    >>> known_language("en-GB", purpose="Splitting sentences")
    <Language.ENGLISH: 'en'>
    """
    try:
        # Asked for every sentence, nearly always by the bare tag.
        return _KNOWN[tag]
    except (KeyError, TypeError):
        subtag = primary_subtag(tag)
    try:
        return Language(subtag)
    except ValueError:
        raise LanguageError(f"{purpose} works for Korean (ko) and English (en), not for {tag!r}.") from None
