"""The anchors of two texts, as the features of beads compare them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from bialign.align.evidence import AnchorKeys, collect_keys
from bialign.anchors import AnchorKind
from bialign.anchors.dating import infer_weekdays, resolve_dates
from bialign.anchors.finding import find_drafts
from bialign.anchors.numerals import find_numerals
from bialign.documents import Language
from bialign.text.languages import primary_subtag

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bialign.anchors.drafts import Draft

# Values and entities.
SideAnchors: TypeAlias = tuple[AnchorKeys, AnchorKeys]

# Anchors whose values are language-free numbers, and those that name something.
_VALUES = frozenset(AnchorKind) - {
    AnchorKind.QUOTATION,
    AnchorKind.LATIN,
    AnchorKind.HANJA,
    AnchorKind.COUNTRY,
    AnchorKind.ORGANISATION,
    AnchorKind.NAME,
}
_ENTITIES = frozenset({AnchorKind.LATIN, AnchorKind.HANJA, AnchorKind.COUNTRY, AnchorKind.ORGANISATION})


def anchors_of_both(
    source: Sequence[str],
    target: Sequence[str],
    languages: tuple[str, str],
    published: tuple[date | None, date | None] = (None, None),
) -> tuple[SideAnchors, SideAnchors]:
    """Find the anchors of two texts; a day of the month agrees with the weekday that it is, as far as they tell.

    Args:
        source: The sentences of one text, their Hangul composed.
        target: Those of the other.
        languages: Their languages as BCP 47 tags. Where one is neither Korean nor English, anchors are numbers in
            figures.
        published: When each appeared, if that is known; where it is of one only, both are taken to be of that day.
    """
    bases = primary_subtag(languages[0]), primary_subtag(languages[1])
    if not set(bases) <= set(Language):
        first, second = ([find_numerals(sentence) for sentence in sentences] for sentences in (source, target))
        return _by_kind(first), _by_kind(second)
    days = published[0] or published[1], published[1] or published[0]
    own, other = infer_weekdays(_find(source, bases[0], days[0]), _find(target, bases[1], days[1]))
    return _by_kind(own), _by_kind(other)


def _find(sentences: Sequence[str], language: str, published: date | None) -> list[Sequence[Draft]]:
    found = (find_drafts(sentence, language) for sentence in sentences)
    return [drafts if published is None else resolve_dates(drafts, published) for drafts in found]


def _by_kind(found: Sequence[Sequence[Draft]]) -> SideAnchors:
    values, entities = (
        collect_keys([[draft.keys for draft in drafts if draft.kind in kinds] for drafts in found])
        for kinds in (_VALUES, _ENTITIES)
    )
    return values, entities
