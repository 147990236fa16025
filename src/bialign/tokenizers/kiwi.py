"""The Korean morphological analyser Kiwi, loaded once for each choice of dictionaries.

Kiwi: Lee, 2024, "Kiwi: Developing a Korean Morphological Analyzer Based on Statistical Language Models and
Skip-Bigram".
"""

from __future__ import annotations

import reprlib
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from bialign.errors import ConfigurationError
from bialign.lists import list_of_texts, refuse_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiwipiepy import Kiwi

#: Kiwi's dictionaries: proper names, multi-word expressions, frequent misspellings.
DICTIONARIES = ("default", "multi", "typo")

UserWord = str | tuple[str, str] | tuple[str, str, float]


def load_kiwi(dictionaries: Iterable[str] = (), user_words: Iterable[UserWord] = ()) -> Kiwi:
    """Load Kiwi with one worker thread; the same choice is loaded only once in a process.

    Args:
        dictionaries: Some of `DICTIONARIES`, in any order.
        user_words: Words to know in addition: a string, which becomes a proper noun (NNP), or a tuple of the
            string, its tag and perhaps a score (0 by default; the higher, the more willingly it is chosen).

    Raises:
        ConfigurationError: If there is no such dictionary, one text stands for a list, or Kiwi refuses a word.
    """
    chosen = frozenset(list_of_texts(dictionaries, what="dictionaries"))
    refuse_text(user_words, what="words to know in addition")
    if unknown := sorted(chosen - set(DICTIONARIES)):
        raise ConfigurationError(f"Kiwi has no dictionary {unknown[0]!r}: choose among {', '.join(DICTIONARIES)}.")
    return _load(chosen, tuple(map(_checked, user_words)))


def _checked(word: Any) -> UserWord:
    if isinstance(word, str) or (isinstance(word, tuple) and len(word) in (2, 3)):
        return cast("UserWord", word)
    raise ConfigurationError(
        f"A word to know is a text, or a tuple of it, its tag and perhaps a score, not {reprlib.repr(word)}."
    )


@cache
def _load(dictionaries: frozenset[str], user_words: tuple[UserWord, ...]) -> Kiwi:
    from kiwipiepy import Kiwi  # noqa: PLC0415 - loads a native library and a model

    kiwi = Kiwi(num_workers=1, **{f"load_{name}_dict": name in dictionaries for name in DICTIONARIES})
    for word in user_words:
        form, tag, score = (word, "NNP", 0.0) if isinstance(word, str) else (*word, 0.0)[:3]
        try:
            kiwi.add_user_word(form, tag, score)
        except (ValueError, TypeError) as error:
            raise ConfigurationError(f"Kiwi does not accept the word {word!r}: {error}.") from None
    return kiwi
