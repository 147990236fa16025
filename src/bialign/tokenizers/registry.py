"""Tokenizers by name.

A name is a scheme, with a language before it where the scheme depends on one: ``ko-morpheme``, ``en-moses``, ``13a``.
Other packages register theirs as entry points of the group ``bialign.tokenizers``, in their ``pyproject.toml``:

    [project.entry-points."bialign.tokenizers"]
    ko-mytokenizer = "mypackage.module:MyTokenizer"

where the object, called with the options given to `get_tokenizer`, returns a `Tokenizer`.
"""

from __future__ import annotations

import re
from functools import cache, partial
from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any, cast

from bialign.errors import ConfigurationError
from bialign.text.languages import primary_subtag

if TYPE_CHECKING:
    from collections.abc import Callable

    from bialign.tokenizers.base import Tokenizer

_GROUP = "bialign.tokenizers"

# A scheme's name: module of bialign.tokenizers, class, and the options that the name stands for.
_BUILT_IN: dict[str, tuple[str, str, dict[str, Any]]] = {
    "13a": ("bleu", "MtevalTokenizer", {}),
    "en-moses": ("moses", "MosesTokenizer", {"language": "en"}),
    "en-ptb": ("treebank", "TreebankTokenizer", {}),
    "intl": ("bleu", "InternationalTokenizer", {}),
    "ko-eojeol": ("korean", "EojeolTokenizer", {}),
    "ko-jamo": ("korean", "JamoTokenizer", {}),
    "ko-mecab": ("bleu", "MecabTokenizer", {}),
    "ko-morpheme": ("morpheme", "MorphemeTokenizer", {}),
    "ko-moses": ("moses", "MosesTokenizer", {"language": "ko"}),
    "ko-syllable": ("korean", "SyllableTokenizer", {}),
    "subword": ("subword", "SubwordTokenizer", {}),
}


@cache
def _registered() -> dict[str, Any]:
    """Return the entry points of other packages, by name; a built-in name is never replaced."""
    return {point.name: point for point in entry_points(group=_GROUP) if point.name not in _BUILT_IN}


def available_tokenizers(language: str | None = None) -> tuple[str, ...]:
    """Return the names that `get_tokenizer` knows, sorted.

    Args:
        language: Leave out schemes of other languages than this one, such as ``"ko"``.

    >>> available_tokenizers("en")
    ('13a', 'en-moses', 'en-ptb', 'intl', 'subword')
    """
    names = sorted({*_BUILT_IN, *_registered()})
    if language is None:
        return tuple(names)
    primary = primary_subtag(language)
    return tuple(name for name in names if name[2:3] != "-" or name.startswith(f"{primary}-"))


def get_tokenizer(name: str, *, language: str | None = None, **options: Any) -> Tokenizer:
    """Build a tokenizer by name.

    Args:
        name: A full name such as ``"ko-morpheme"``, or a scheme such as ``"morpheme"`` or ``"moses"``; a scheme
            that there is for several languages needs the language.
        language: The text's BCP 47 tag, for schemes without one in their name.
        **options: What the tokenizer's class takes, such as ``user_words`` or ``model``.

    Raises:
        ConfigurationError: If no tokenizer has the name, the language is missing or another one, or an option is
            unknown.
        MissingExtraError: If the tokenizer needs a package that is not installed.

    >>> get_tokenizer("moses", language="en").words("Don't!")
    ['Don', "'t", '!']
    """
    full_name = _full_name(name, language)
    factory = _factory(full_name)
    try:
        return factory(**options)
    except TypeError as error:
        # Without the name of the method that Python puts before it.
        problem = re.sub(r"^[\w.<>]+\(\) ", "", str(error))
        raise ConfigurationError(f"The tokenizer {full_name} does not take these options: {problem}.") from error


def _full_name(name: str, language: str | None) -> str:
    names = available_tokenizers()
    if language is not None and (full_name := f"{primary_subtag(language)}-{name}") in names:
        return full_name
    if name in names:
        if language and name in _BUILT_IN and name not in available_tokenizers(language):
            raise ConfigurationError(f"The tokenizer {name} is not for {language!r}.")
        return name
    candidates = [full_name for full_name in names if full_name[2:3] == "-" and full_name[3:] == name]
    if len(candidates) == 1 and language is None:
        return candidates[0]
    if candidates and language is None:
        raise ConfigurationError(f"The scheme {name!r} needs a language: {' or '.join(candidates)}.")
    if candidates:
        raise ConfigurationError(f"There is no scheme {name!r} for {language!r}, only {' and '.join(candidates)}.")
    raise ConfigurationError(f"There is no tokenizer {name!r}: choose among {', '.join(names)}.")


def _factory(full_name: str) -> Callable[..., Tokenizer]:
    if full_name in _BUILT_IN:
        module, class_name, options = _BUILT_IN[full_name]
        return partial(getattr(import_module(f"bialign.tokenizers.{module}"), class_name), **options)
    return cast("Callable[..., Tokenizer]", _registered()[full_name].load())
