"""Whether texts are in the languages that options name: looked into before a run begins that would find nothing."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import attrs

from bialign.building.records import read_side
from bialign.documents import Language
from bialign.errors import BialignError, ConfigurationError
from bialign.text.languages import language_name, primary_subtag
from bialign.text.scripts import hangul_share, likely_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bialign.building.records import Side

SAMPLE = 10
"""Texts of each side that are looked at: the first ones."""

BEGINNING = 2000
"""Code points of each text that are looked at."""

# So long a sample, in code points, with so little Hangul is not Korean, with so much not English, whatever the other
# side is: the first rows of a table of short texts may well be names that nobody translated.
_ENOUGH = 500
_NOT_KOREAN, _NOT_ENGLISH = 0.02, 0.75
# A single article is whole, and no list of names: far less of it tells. Of real ones in English less than a hundredth
# is Hangul, of those in Korean at least two thirds.
_ENOUGH_OF_ARTICLE = 100
_NOT_ENGLISH_ARTICLE = 0.5


def check_languages(
    sides: tuple[Iterable[Side], Iterable[Side]],
    languages: tuple[str, str],
    *,
    where: str,
    lines: bool = False,
    encoding: str | None = None,
) -> None:
    """Raise an error if the script of the first texts plainly contradicts the languages that options name.

    Nothing is checked where a language is neither Korean nor English. Texts that cannot be read are passed over.

    Args:
        sides: The source's texts and the target's.
        languages: BCP 47 tags of source and target.
        where: The input, for the sentence of the error.
        lines: Whether every line of a text is a sentence, and nothing is furniture.
        encoding: A Python codec name for files; detected where it is None.

    Raises:
        ConfigurationError: If source and target are the wrong way round, or one of them is in the other's language.
    """
    expected = _known(languages)
    if not expected:
        return
    samples = [
        _beginnings(side, language, lines=lines, encoding=encoding)
        for side, language in zip(sides, expected, strict=True)
    ]
    check_samples(samples, languages, where=where)


def check_samples(samples: Sequence[str], languages: tuple[str, str], *, where: str) -> None:
    """Raise an error if the script of texts that were read plainly contradicts the languages that options name.

    Nothing is checked where a language is neither Korean nor English.

    Args:
        samples: Text of the source and text of the target.
        languages: BCP 47 tags of source and target.
        where: The input, for the sentence of the error.

    Raises:
        ConfigurationError: As `check_languages`.
    """
    expected = _known(languages)
    if not expected:
        return
    found = [likely_language(sample) for sample in samples]
    if all(samples) and found == expected[::-1] != expected:
        source, target = map(language_name, found)
        raise ConfigurationError(
            f"{where}: the source's texts are {source} and the target's {target}: exchange the two inputs, "
            f"or give the languages as {found[0]} and {found[1]}."
        )
    for role, sample, language in zip(("source", "target"), samples, expected, strict=True):
        if _contradicts(sample, language):
            raise ConfigurationError(
                f"{where}: the {role}'s texts are not {language_name(language)}: exchange or correct the inputs, or "
                "give their languages."
            )


def is_in_other_language(text: str, language: Language) -> bool:
    """Tell whether an article's text is plainly in the other of the two languages, by its script.

    Args:
        text: The whole text.
        language: The language that it should be in.
    """
    share = hangul_share(text)
    unlike = share < _NOT_KOREAN if language is Language.KOREAN else share > _NOT_ENGLISH_ARTICLE
    return unlike and len(text) >= _ENOUGH_OF_ARTICLE


def _known(languages: tuple[str, str]) -> list[Language]:
    """Return both languages, or none unless each is Korean or English."""
    try:
        return [Language(primary_subtag(tag)) for tag in languages]
    except ValueError:
        return []


def _beginnings(sides: Iterable[Side], language: Language, *, lines: bool, encoding: str | None) -> str:
    texts = []
    for side in islice((side for side in sides if side.path or side.text), SAMPLE):
        try:
            article, _ = read_side(attrs.evolve(side, end=BEGINNING), language, lines=lines, encoding=encoding)
        except BialignError:
            continue
        texts.append(article.text)
    return "\n".join(texts)


def _contradicts(sample: str, language: Language) -> bool:
    share = hangul_share(sample)
    unlike = share < _NOT_KOREAN if language is Language.KOREAN else share > _NOT_ENGLISH
    return unlike and len(sample) >= _ENOUGH
