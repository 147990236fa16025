"""From alignments to translation units and back.

Formats that hold units get an alignment's beads as units; their metadata say where each came from:

================== =====================================================================
``article``        the alignment's id
``bead``           the bead's type, such as ``2-1``
``source_places``  0-based indices of the bead's source fragments, such as ``3 4``
``target_places``  the same for the target
``source_lengths`` code points of each source fragment, where the bead has several
``target_lengths`` the same for the target
================== =====================================================================

Formats that hold alignments get consecutive units of one article grouped into an alignment, whose
fragments these keys restore as far as they are there. Of alignments with the same id, or none, the places tell where
one ends and the next begins.
"""

from __future__ import annotations

from itertools import accumulate, groupby
from typing import TYPE_CHECKING, Any

import attrs

from bialign.beads import Alignment, Bead, TranslationUnit
from bialign.documents import FragmentKind, fragments_of
from bialign.errors import FormatError, InvariantError
from bialign.lists import refuse_text, require_instance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bialign.formats.base import Item

PROVENANCE = frozenset(
    {"article", "bead", "source_places", "target_places", "source_lengths", "target_lengths"},
)
# What comes back from the pieces themselves: to leave it out is no loss of the user's metadata.
DERIVED = PROVENANCE - {"article"}
# Units that name neither an article nor places are grouped this many at a time, to bound memory.
GROUP = 1000


def usual_kind(alignment: Alignment, bead: Bead) -> FragmentKind:
    """Return the kind of a bead's first fragment, which the bead's own kind rarely differs from."""
    fragments = [alignment.source[index] for index in bead.source] or [
        alignment.target[index] for index in bead.target
    ]
    return fragments[0].kind


def units_of(alignment: Alignment) -> list[TranslationUnit]:
    """Return a unit for each bead, in the beads' order, with metadata that say where it came from.

    Raises:
        FormatError: If the alignment has no texts, as one read from a list of indices.
        InvariantError: If it is no alignment.
    """
    require_instance(alignment, Alignment, what="an alignment")
    if not any(map(len, alignment.source)) and not any(map(len, alignment.target)) and alignment.beads:
        raise FormatError(
            f"The alignment {alignment.id!r} has no texts, only indices: read it with source_lines and target_lines."
        )
    units = []
    for bead, unit in zip(alignment.beads, alignment.units(), strict=True):
        origin = dict(unit.metadata)
        for side, indices, fragments in (
            ("source", bead.source, alignment.source),
            ("target", bead.target, alignment.target),
        ):
            if indices:
                origin[f"{side}_places"] = " ".join(map(str, indices))
            if len(indices) > 1:
                origin[f"{side}_lengths"] = " ".join(str(len(fragments[index].line)) for index in indices)
        units.append(attrs.evolve(unit, metadata=origin))
    return units


def alignments_of(units: Iterable[TranslationUnit]) -> Iterator[Alignment]:
    """Group consecutive units of the same article and languages into alignments.

    Where the places of their fragments repeat, another alignment begins. Units that say neither an article nor
    places are grouped a thousand at a time. Units without any text are left out.

    Raises:
        InvariantError: If something is no translation unit.
    """
    refuse_text(units, what="translation units", error=InvariantError)
    group: list[TranslationUnit] = []
    boundaries = Boundaries()
    for unit in units:
        require_instance(unit, TranslationUnit, what="translation units")
        if not unit.source and not unit.target:
            continue
        if boundaries.begins(unit, unit.metadata) and group:
            yield _grouped(group)
            group = []
        group.append(unit)
    if group:
        yield _grouped(group)


def as_alignments(items: Iterable[Item]) -> Iterator[Alignment]:
    """Yield a corpus's alignments as they are, and its runs of units grouped as `alignments_of` does.

    Raises:
        InvariantError: If something is neither.
    """
    refuse_text(items, what="alignments and translation units", error=InvariantError)
    for are_units, run in groupby(items, key=_is_unit):
        found: Iterator[Any] = run
        yield from alignments_of(found) if are_units else found


def _is_unit(item: Item) -> bool:
    require_instance(item, (Alignment, TranslationUnit), what="alignments and translation units")
    return isinstance(item, TranslationUnit)


class Boundaries:
    """Tells where among consecutive units another alignment begins."""

    def __init__(self) -> None:
        self._key: tuple[str, str, str] | None = None
        self._places: set[tuple[str, int]] = set()
        self._count = 0

    def begins(self, unit: TranslationUnit, metadata: Mapping[str, str]) -> bool:
        """Tell whether the next unit, which has some text, is the first of an alignment.

        Args:
            unit: The unit.
            metadata: What is known of where it came from.
        """
        article = metadata.get("article", "")
        key = (article, unit.source_language, unit.target_language)
        places = {
            (side, place) for side in ("source", "target") for place in _numbers(metadata.get(f"{side}_places", ""))
        }
        begins = key != self._key or not places.isdisjoint(self._places)
        if not article:
            begins = begins or bool(places) != bool(self._places) or (not places and self._count >= GROUP)
        if begins:
            self._key, self._places, self._count = key, set(), 0
        self._places |= places
        self._count += 1
        return begins


def _grouped(units: Sequence[TranslationUnit]) -> Alignment:
    sources, source_beads = _side([(unit.source, unit.kind) for unit in units], [u.metadata for u in units], "source")
    targets, target_beads = _side([(unit.target, unit.kind) for unit in units], [u.metadata for u in units], "target")
    return Alignment(
        source=fragments_of(*sources),
        target=fragments_of(*targets),
        beads=[
            Bead(source, target, unit.kind, unit.score)
            for source, target, unit in zip(source_beads, target_beads, units, strict=True)
        ],
        source_language=units[0].source_language,
        target_language=units[0].target_language,
        id=units[0].metadata.get("article", ""),
    )


def _side(
    texts: list[tuple[str, FragmentKind]], origins: list[Mapping[str, str]], side: str
) -> tuple[tuple[list[str], list[FragmentKind]], list[list[int]]]:
    """Return one side's fragments and, for each unit, the indices of its fragments."""
    pieces = [
        cut_pieces(text, origin.get(f"{side}_lengths", "")) if text else []
        for (text, _), origin in zip(texts, origins, strict=True)
    ]
    places = [_numbers(origin.get(f"{side}_places", "")) for origin in origins]
    count = sum(map(len, pieces))
    fits = all(len(a) == len(b) for a, b in zip(pieces, places, strict=True))
    if not fits or sorted(index for group in places for index in group) != list(range(count)):
        starts = accumulate(map(len, pieces), initial=0)
        places = [list(range(start, start + len(group))) for start, group in zip(starts, pieces, strict=False)]
    ordered = [""] * count
    kinds = [FragmentKind.BODY] * count
    for group, indices, (_, kind) in zip(pieces, places, texts, strict=True):
        for piece, index in zip(group, indices, strict=True):
            ordered[index], kinds[index] = piece, kind
    return (ordered, kinds), places


def cut_pieces(text: str, lengths: str) -> list[str]:
    """Cut text joined by single spaces into pieces of the given lengths; one piece if they do not fit.

    Args:
        text: The joined text.
        lengths: Code points of each piece, separated by spaces; empty for a single piece.
    """
    numbers = _numbers(lengths)
    if len(numbers) < 2 or sum(numbers) + len(numbers) - 1 != len(text):
        return [text]
    ends = list(accumulate(numbers, lambda place, length: place + 1 + length))
    if any(text[end] != " " for end in ends[:-1]):
        return [text]
    return [text[end - length : end] for end, length in zip(ends, numbers, strict=True)]


def _numbers(text: str) -> list[int]:
    fields = text.split()
    if all(field.isascii() and field.isdigit() and len(field) < 10 for field in fields):
        return [int(field) for field in fields]
    return []
