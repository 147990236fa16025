"""Items made to fit a format: cut into units, grouped into alignments, and what is lost counted."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from bialign.beads import Alignment, TranslationUnit
from bialign.documents import FragmentKind, fragments_of
from bialign.errors import FormatError, InvariantError
from bialign.formats.structure import DERIVED, PROVENANCE, Boundaries, alignments_of, units_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from bialign.formats.base import Capabilities, Item
    from bialign.formats.writing import Output


def fit(items: Iterable[Item], capabilities: Capabilities, output: Output) -> Iterator[Item]:
    """Yield items as a format holds them: as they are, as units, or grouped into alignments.

    What gets lost on the way is counted in, or refused by, the output.

    Raises:
        InvariantError: If an item is neither an alignment nor a translation unit.
        FormatError: If an alignment without texts is to become units, and errors stop.
    """
    checked = map(_checked, items)
    if capabilities.alignments and capabilities.units:
        yield from checked
    elif capabilities.units:
        boundaries = Boundaries()
        for item in checked:
            if isinstance(item, TranslationUnit):
                boundaries = Boundaries()
                yield item
            else:
                yield from _flattened(item, output, boundaries, has_metadata=capabilities.metadata)
    else:
        for are_units, run in groupby(enumerate(checked, 1), key=lambda pair: isinstance(pair[1], TranslationUnit)):
            if are_units:
                yield from alignments_of(_ungrouped(run, output))
            else:
                yield from (item for _, item in run)


def loss_counter(capabilities: Capabilities, output: Output) -> Callable[[Any], None] | None:
    """Return a function that counts what a format loses of an item, or None if it loses nothing."""
    if capabilities.units:
        checks = [(name, lost) for name, carried, lost in _unit_checks(capabilities) if not carried]
    else:
        checks = [(name, lost) for name, carried, lost in _alignment_checks(capabilities) if not carried]
    if not checks:
        return None

    def count(item: Any) -> None:
        for name, lost in checks:
            if lost(item):
                output.lose(name)

    return count


def _unit_checks(capabilities: Capabilities) -> list[tuple[str, bool, Callable[[Any], bool]]]:
    return [
        ("scores", capabilities.scores, lambda unit: getattr(unit, "score", None) is not None),
        ("kinds", capabilities.kinds, lambda unit: unit.kind is not FragmentKind.BODY),
        ("ids", capabilities.ids, lambda unit: bool(unit.id)),
        ("metadata", capabilities.metadata, lambda unit: not unit.metadata.keys() <= DERIVED),
        (
            "fragment boundaries",
            capabilities.groups,
            lambda unit: "source_lengths" in unit.metadata or "target_lengths" in unit.metadata,
        ),
        ("languages", capabilities.languages, lambda unit: bool(unit.source_language or unit.target_language)),
    ]


def _alignment_checks(capabilities: Capabilities) -> list[tuple[str, bool, Callable[[Any], bool]]]:
    return [
        ("texts", capabilities.texts, lambda a: any(f.text for f in (*a.source, *a.target))),
        ("scores", capabilities.scores, lambda a: any(bead.score is not None for bead in a.beads)),
        ("kinds", capabilities.kinds, lambda a: any(f.kind is not FragmentKind.BODY for f in (*a.source, *a.target))),
        ("ids", capabilities.ids, lambda a: bool(a.id)),
        ("metadata", capabilities.metadata, lambda a: bool(a.metadata)),
        ("signatures", capabilities.metadata, lambda a: bool(a.signature)),
        ("languages", capabilities.languages, lambda a: bool(a.source_language or a.target_language)),
        ("fragment offsets", capabilities.offsets, has_offsets),
    ]


def has_offsets(alignment: Alignment) -> bool:
    """Tell whether an alignment's fragments stand elsewhere than one a line."""
    return any(
        [fragment.start for fragment in side] != [fragment.start for fragment in fragments_of(f.text for f in side)]
        for side in (alignment.source, alignment.target)
    )


def _flattened(
    alignment: Alignment, output: Output, boundaries: Boundaries, *, has_metadata: bool
) -> Iterator[TranslationUnit]:
    output.item, output.number = alignment, 0
    try:
        units = units_of(alignment)
        if has_offsets(alignment):
            output.lose("fragment offsets")
        if alignment.signature:
            output.lose("signatures")
        if alignment.metadata:
            output.lose("alignment metadata")
        # A format without metadata loses the id, too, which is counted as such.
        if not _stays_apart(units, boundaries, has_metadata=has_metadata) and (has_metadata or not alignment.id):
            output.lose("alignment boundaries")
    except FormatError as error:
        output.problems.meet(error)
        return
    yield from units


def _stays_apart(units: Sequence[TranslationUnit], boundaries: Boundaries, *, has_metadata: bool) -> bool:
    """Tell whether units of one alignment, read again, are not taken for more of the alignment before them."""
    begins = [
        boundaries.begins(unit, unit.metadata if has_metadata else {}) for unit in units if unit.source or unit.target
    ]
    return not begins or begins[0]


def _ungrouped(units: Iterable[tuple[int, Any]], output: Output) -> Iterator[TranslationUnit]:
    """Yield numbered units that can become beads; one that is refused here costs its article no other."""
    for number, unit in units:
        output.item, output.number = unit, number
        try:
            output.refuse_illegal(unit.source, "source text")
            output.refuse_illegal(unit.target, "target text")
            if unit.id:
                output.lose("ids")
            if not unit.metadata.keys() <= PROVENANCE:
                output.lose("metadata")
            if not unit.source and not unit.target:
                output.lose("units without text")
                continue
        except FormatError as error:
            output.problems.meet(error)
            continue
        yield unit


def _checked(item: Any) -> Item:
    if not isinstance(item, Alignment | TranslationUnit):
        raise InvariantError(f"A corpus holds Alignment and TranslationUnit objects, not {type(item).__name__}.")
    return item
