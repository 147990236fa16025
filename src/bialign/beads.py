"""What an alignment is made of: beads over the fragments of two texts, and translation units."""

from __future__ import annotations

import operator
from itertools import chain, pairwise
from typing import TYPE_CHECKING, overload

import attrs

from bialign.counting import are, counted
from bialign.documents import Fragment, FragmentKind, check_text, find_kind, tuple_of_fragments
from bialign.errors import InvariantError
from bialign.lists import each
from bialign.metadata import as_metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def _indices(values: Iterable[int]) -> tuple[int, ...]:
    try:
        indices = tuple(values)
    except TypeError:
        raise InvariantError(f"A bead's indices are a list of whole numbers, not {values!r}.") from None
    try:
        return tuple(map(operator.index, indices))
    except TypeError:
        raise InvariantError(f"A bead's indices are whole numbers, not {list(indices)!r}.") from None


def as_probability(score: float | None) -> float | None:
    """Return a score of any type of number as a float, None as None.

    Raises:
        InvariantError: If it is something else, or no probability.
    """
    if score is None:
        return None
    try:
        # operator.pos: what is a number, but no text that holds one.
        value = float(operator.pos(score))
    except TypeError:
        raise InvariantError(f"A score is a number between 0 and 1, not {score!r}.") from None
    if not 0.0 <= value <= 1.0:
        raise InvariantError(f"A score is a probability between 0 and 1, not {score}.")
    return value


def _strand(kind: FragmentKind) -> FragmentKind:
    """Return the kind that a kind keeps in step with: a speaker stands before what is said, on either side."""
    return FragmentKind.BODY if kind is FragmentKind.SPEAKER else kind


@attrs.frozen(repr=False)
class Bead:
    """A minimal group of source and target fragments that translate each other.

    Attributes:
        source: 0-based indices of source fragments, ascending; empty for an addition in the target.
        target: 0-based indices of target fragments, ascending; empty for what was left untranslated.
        kind: The kind of the fragments; ``BODY`` for sentences.
        score: Probability that the bead is right, in [0, 1], or None where none is known.

    Raises:
        InvariantError: If both sides are empty, indices are negative, repeated or out of order, there is no such
            kind, or the score is not a probability.
    """

    source: tuple[int, ...] = attrs.field(converter=_indices)
    target: tuple[int, ...] = attrs.field(converter=_indices)
    kind: FragmentKind = attrs.field(converter=find_kind, default=FragmentKind.BODY)
    score: float | None = attrs.field(converter=as_probability, default=None)

    def __attrs_post_init__(self) -> None:
        if not self.source and not self.target:
            raise InvariantError("A bead needs at least one fragment on one side.")
        for side in (self.source, self.target):
            if side and (side[0] < 0 or (len(side) > 1 and any(a >= b for a, b in pairwise(side)))):
                raise InvariantError(f"A bead's indices ascend from 0 without repeats, not {list(side)}.")

    @property
    def shape(self) -> tuple[int, int]:
        """The bead's type: numbers of source and target fragments, such as ``(2, 1)``."""
        return len(self.source), len(self.target)

    @property
    def type(self) -> str:
        """The bead's type as the literature writes it, such as ``"2-1"``."""
        return f"{len(self.source)}-{len(self.target)}"

    @property
    def is_deletion(self) -> bool:
        """Whether one side is empty."""
        return not self.source or not self.target

    def swapped(self) -> Bead:
        """Return the bead with source and target exchanged."""
        return Bead(self.target, self.source, self.kind, self.score)

    def __repr__(self) -> str:
        score = "" if self.score is None else f" {self.score:.3f}"
        return f"Bead({list(self.source)}:{list(self.target)} {self.kind.value}{score})"


def _beads(values: Iterable[Bead]) -> tuple[Bead, ...]:
    beads = []
    for bead in each(values):
        if not isinstance(bead, Bead):
            raise InvariantError(f"Expected Bead objects, not {bead!r}.")
        beads.append(bead)
    return tuple(beads)


def _join(fragments: tuple[Fragment, ...], indices: tuple[int, ...], side: str) -> str:
    if indices and indices[-1] >= len(fragments):
        raise InvariantError(
            f"The bead names {side} fragment {indices[-1]}, but there {are(len(fragments))} (numbered from 0)."
        )
    return " ".join(fragments[index].line for index in indices)


@attrs.frozen(repr=False)
class TranslationUnit:
    """A source text and its translation, as a parallel corpus holds them.

    Attributes:
        source: Source text; empty where a target text has no counterpart.
        target: Target text; empty where a source text was left untranslated.
        source_language: BCP 47 tag of the source.
        target_language: BCP 47 tag of the target.
        kind: What the texts are.
        score: Probability that they translate each other, in [0, 1], or None where none is known.
        id: A name for the unit, unique within its corpus where it has one; may be empty.
        metadata: Whatever else is known (``article``, ``bead`` ...).

    Raises:
        InvariantError: If there is no such kind, the score is not a probability, or a text or the metadata are none,
            as where a table has None or NaN.
    """

    source: str = attrs.field(validator=check_text)
    target: str = attrs.field(validator=check_text)
    source_language: str = attrs.field(validator=check_text)
    target_language: str = attrs.field(validator=check_text)
    kind: FragmentKind = attrs.field(converter=find_kind, default=FragmentKind.BODY)
    score: float | None = attrs.field(converter=as_probability, default=None)
    id: str = attrs.field(validator=check_text, default="")
    metadata: Mapping[str, str] = attrs.field(converter=as_metadata, factory=dict, hash=False)

    def __repr__(self) -> str:
        return f"TranslationUnit({self.source[:30]!r} = {self.target[:30]!r})"


def in_source_order(beads: Iterable[Bead]) -> tuple[Bead, ...]:
    """Return beads by their first source fragment, see `Alignment.in_source_order`."""
    every = tuple(beads)
    places: dict[Bead, tuple[int, int, int]] = {}
    last: dict[FragmentKind, int] = {}
    latest = -1
    for bead in sorted((bead for bead in every if bead.target), key=lambda bead: bead.target):
        if bead.source:
            last[_strand(bead.kind)] = latest = bead.source[0]
        else:
            places[bead] = (last.get(_strand(bead.kind), latest), 1, bead.target[0])
    return tuple(sorted(every, key=lambda bead: (bead.source[0], 0, 0) if bead.source else places[bead]))


@attrs.frozen(repr=False)
class Alignment:
    """The beads of one pair of texts; a sequence of beads.

    Every fragment of either side belongs to exactly one bead.

    Attributes:
        source: The source text's fragments (furniture, and the body's sentences), in reading order.
        target: The target text's fragments, in reading order.
        beads: The beads; an aligner lists them in reading order of the source.
        source_language: BCP 47 tag of the source.
        target_language: BCP 47 tag of the target.
        id: A name for the pair, such as the article's; may be empty.
        signature: How the alignment was made (version, encoder, splitter, weights, options); may be empty.
        metadata: Whatever else is known.

    Raises:
        InvariantError: If a bead names a fragment that does not exist, a fragment belongs to no bead
            or to several, or a field is not what it should be.
    """

    source: tuple[Fragment, ...] = attrs.field(converter=tuple_of_fragments)
    target: tuple[Fragment, ...] = attrs.field(converter=tuple_of_fragments)
    beads: tuple[Bead, ...] = attrs.field(converter=_beads)
    source_language: str = attrs.field(validator=check_text)
    target_language: str = attrs.field(validator=check_text)
    id: str = attrs.field(validator=check_text, default="")
    signature: str = attrs.field(validator=check_text, default="")
    metadata: Mapping[str, str] = attrs.field(converter=as_metadata, factory=dict, hash=False)

    def __attrs_post_init__(self) -> None:
        self._check_coverage("source", len(self.source), [bead.source for bead in self.beads])
        self._check_coverage("target", len(self.target), [bead.target for bead in self.beads])

    def _check_coverage(self, side: str, count: int, groups: list[tuple[int, ...]]) -> None:
        named = sorted(chain.from_iterable(groups))
        if named == list(range(count)):
            return
        name = f" of {self.id!r}" if self.id else ""
        if named and named[-1] >= count:
            raise InvariantError(
                f"A bead{name} names {side} fragment {named[-1]}, but there {are(count)} (numbered from 0)."
            )
        missing = set(range(count)) - set(named)
        if missing:
            raise InvariantError(f"The {side} fragment {min(missing)}{name} belongs to no bead.")
        repeated = next(a for a, b in pairwise(named) if a == b)
        raise InvariantError(f"The {side} fragment {repeated}{name} belongs to more than one bead.")

    def __len__(self) -> int:
        """Return the number of beads."""
        return len(self.beads)

    def __iter__(self) -> Iterator[Bead]:
        return iter(self.beads)

    @overload
    def __getitem__(self, index: int) -> Bead: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Bead, ...]: ...

    def __getitem__(self, index: int | slice) -> Bead | tuple[Bead, ...]:
        return self.beads[index]

    @property
    def is_monotone(self) -> bool:
        """Whether no two body beads cross: true of what an `Aligner` makes, unless asked for crossing ones.

        Beads of one side cross nothing.
        """
        beads = [bead for bead in self.beads if bead.kind is FragmentKind.BODY and not bead.is_deletion]
        return all(
            before.source[-1] < bead.source[0] and before.target[-1] < bead.target[0]
            for before, bead in pairwise(sorted(beads, key=lambda bead: bead.source))
        )

    def of_kind(self, kind: FragmentKind | str) -> Alignment:
        """Return the alignment of what beads of one kind hold, such as the sentences of the body.

        Fragments keep their offsets and are numbered anew from 0: what an aligner is given that knows nothing of
        headlines and bylines, and what its lists of indices are measured against.

        Raises:
            InvariantError: If there is no such kind.
        """
        wanted = find_kind(kind)
        beads = [bead for bead in self.beads if bead.kind is wanted]
        source = sorted(chain.from_iterable(bead.source for bead in beads))
        target = sorted(chain.from_iterable(bead.target for bead in beads))
        source_places = {index: place for place, index in enumerate(source)}
        target_places = {index: place for place, index in enumerate(target)}
        return attrs.evolve(
            self,
            source=[self.source[index] for index in source],
            target=[self.target[index] for index in target],
            beads=[
                attrs.evolve(
                    bead,
                    source=[source_places[index] for index in bead.source],
                    target=[target_places[index] for index in bead.target],
                )
                for bead in beads
            ],
        )

    def in_source_order(self) -> tuple[Bead, ...]:
        """Return the beads by their first source fragment.

        An addition comes after the bead of the target fragment of its kind that it follows, or else of any kind. Who
        speaks and what is said count as one kind.
        """
        return in_source_order(self.beads)

    def source_text(self, bead: Bead) -> str:
        """Return a bead's source fragments, each as one line, joined by spaces; empty for a 0-n bead.

        Raises:
            InvariantError: If there is no fragment that the bead names.
        """
        return _join(self.source, bead.source, "source")

    def target_text(self, bead: Bead) -> str:
        """Return a bead's target fragments, each as one line, joined by spaces; empty for an m-0 bead.

        Raises:
            InvariantError: If there is no fragment that the bead names.
        """
        return _join(self.target, bead.target, "target")

    def units(self) -> Iterator[TranslationUnit]:
        """Yield a translation unit for every bead, in the beads' order, deletions included."""
        for number, bead in enumerate(self.beads, 1):
            yield TranslationUnit(
                source=self.source_text(bead),
                target=self.target_text(bead),
                source_language=self.source_language,
                target_language=self.target_language,
                kind=bead.kind,
                score=bead.score,
                id=f"{self.id}:{number}" if self.id else str(number),
                metadata={"article": self.id, "bead": bead.type} if self.id else {"bead": bead.type},
            )

    def swapped(self) -> Alignment:
        """Return the alignment with source and target exchanged."""
        return attrs.evolve(
            self,
            source=self.target,
            target=self.source,
            beads=[bead.swapped() for bead in self.beads],
            source_language=self.target_language,
            target_language=self.source_language,
        )

    def _repr_html_(self) -> str:
        """Show the alignment side by side in a notebook."""
        from bialign.reports.html import alignment_html  # noqa: PLC0415 - reports stand above all else

        return alignment_html(self)

    def __repr__(self) -> str:
        name = f"{self.id!r} " if self.id else ""
        return (
            f"Alignment({name}{self.source_language!s}-{self.target_language!s} {len(self.source)} and "
            f"{len(self.target)} fragments in {counted(len(self.beads), 'bead')})"
        )
