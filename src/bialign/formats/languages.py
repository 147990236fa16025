"""Language tags compared as users mean them: ``ko`` and ``ko-KR`` are the same language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# A language subtag of two or three letters with further subtags: what column and file names are taken for.
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


def is_tag(text: str) -> bool:
    """Tell whether a text has the shape of a language tag such as ``ko``, ``ko-KR`` or ``zh_Hant``."""
    return _TAG.fullmatch(text) is not None


def best_match(wanted: str, tags: Sequence[str]) -> int | None:
    """Return the index of the tag that comes nearest to the wanted one, or None.

    The same tag comes first, then the same but for case and ``_``, then any with the same language subtag.
    """
    if wanted in tags:
        return tags.index(wanted)
    folded = [_fold(tag) for tag in tags]
    if _fold(wanted) in folded:
        return folded.index(_fold(wanted))
    primary = [tag.partition("-")[0] for tag in folded]
    language = _fold(wanted).partition("-")[0]
    return primary.index(language) if language in primary else None


def _fold(tag: str) -> str:
    return tag.replace("_", "-").lower()
