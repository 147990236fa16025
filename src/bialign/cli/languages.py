"""The option that names the two languages of a pair, the same for all commands."""

from __future__ import annotations

import re
from typing import Annotated, TypeVar

import typer

from bialign.errors import ConfigurationError
from bialign.tags import check_tag

# Where tags have hyphens of their own, capitals tell regions (GB) and scripts (Hans) from languages.
_TAG = r"([a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?)"
_TWO_TAGS = re.compile(f"{_TAG}-{_TAG}")

DetectedLanguages = Annotated[
    str | None,
    typer.Option(
        "--languages",
        "-l",
        help="Such as ko-en or en-GB,ko; by Hangul, Korean or English, if not given.",
        show_default=False,
    ),
]
"""Languages of the source and the target, where texts tell them."""

GivenLanguages = Annotated[
    str | None,
    typer.Option(
        "--languages",
        "-l",
        help="Of the source and the target, such as en-ko or en-GB,ko.  [default: ko-en]",
        show_default=False,
    ),
]
"""Languages of the source and the target, Korean and English where not given."""


DEFAULT_LANGUAGES = ("ko", "en")
"""The languages of `GivenLanguages` where none are given."""

_Default = TypeVar("_Default")


def parse_languages(given: str | None, default: _Default) -> tuple[str, str] | _Default:
    """Read two BCP 47 tags.

    Args:
        given: The source's tag and the target's, with a comma or hyphen between; None where the user gave none.
        default: What is returned then.

    Raises:
        ConfigurationError: If these are not two tags.
        LanguageError: If one has not the shape of a tag.
    """
    if given is None:
        return default
    if "," not in given and given.count("-") > 1:
        match = _TWO_TAGS.fullmatch(given)
        source, target = match.groups() if match else ("", "")
    else:
        source, _, target = (tag.strip() for tag in given.partition("," if "," in given else "-"))
    if not (source and target) or "," in target:
        raise ConfigurationError(
            f"--languages takes two tags with a comma or hyphen between, such as en-GB,ko or ko-en, not {given!r}."
        )
    for tag in (source, target):
        check_tag(tag)
    return source, target
