"""Alignment tests made from line-aligned text: what translators and editors do is done to it, and noted as gold."""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Real
from typing import TYPE_CHECKING

import attrs

from bialign.beads import Alignment, Bead
from bialign.counting import counted
from bialign.documents import fragments_of
from bialign.errors import ConfigurationError, InvariantError
from bialign.evaluation.cuts import cut_in_two
from bialign.evaluation.randomness import SplitMix64, mix_seed
from bialign.lists import list_of_texts, refuse_text, require_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def _check_share(_instance: object, attribute: attrs.Attribute[float], value: float) -> None:
    if not isinstance(value, Real) or not 0.0 <= value <= 1.0:
        raise ConfigurationError(f"{attribute.name} is a share between 0 and 1, not {value!r}.")


@attrs.frozen(kw_only=True)
class Perturbation:
    """How often each thing is done, as the probability that it is done at a line; all are 0 unless given.

    Attributes:
        joins: Two lines (three in a quarter of the cases) are joined by a space on one side: 1-2, 2-1, 1-3, 3-1.
        recuts: Two lines are joined on one side and cut at another place, at a clause boundary where there
            is one, so that neither half has a counterpart of its own: 2-2.
        deletions: A line is deleted, on either side with this probability: 0-1 and 1-0, one bead a line.
        blocks: Three to six lines in a row are deleted on one side: as many 0-1 or 1-0 beads.
        swaps: Two lines change places on one side: two crossing 1-1 beads, which no monotone aligner finds.

    Raises:
        ConfigurationError: If a value is no share, or they add up to more than 1 (deletions counted twice).
    """

    joins: float = attrs.field(default=0.0, validator=_check_share)
    recuts: float = attrs.field(default=0.0, validator=_check_share)
    deletions: float = attrs.field(default=0.0, validator=_check_share)
    blocks: float = attrs.field(default=0.0, validator=_check_share)
    swaps: float = attrs.field(default=0.0, validator=_check_share)

    def __attrs_post_init__(self) -> None:
        total = self.joins + self.recuts + 2 * self.deletions + self.blocks + self.swaps
        if total > 1.0 + 1e-9:
            raise ConfigurationError(
                f"Joins, recuts, deletions (of both sides), blocks and swaps add up to {total:g}, more than 1."
            )


LEVELS: Mapping[str, Perturbation] = {
    "easy": Perturbation(joins=0.05),
    "medium": Perturbation(joins=0.12, recuts=0.03, deletions=0.05),
    "hard": Perturbation(joins=0.25, deletions=0.12, blocks=0.02),
}
"""The named levels, from a nearly parallel translation to a heavily edited one."""

_TRIPLE_SHARE = 0.25
_BLOCK_SIZES = (3, 4, 5, 6)

_Lines = Sequence[tuple[str, str]]


class _Case:
    """The two sides and the beads of a case while it is being made."""

    def __init__(self) -> None:
        self.source: list[str] = []
        self.target: list[str] = []
        self.beads: list[Bead] = []

    def add(self, source: Sequence[str], target: Sequence[str]) -> None:
        first, second = len(self.source), len(self.target)
        self.source += source
        self.target += target
        self.beads.append(Bead(range(first, len(self.source)), range(second, len(self.target))))

    def add_either(self, changed: Sequence[str], other: Sequence[str], *, on_source: bool) -> None:
        self.add(*((changed, other) if on_source else (other, changed)))

    def add_crossing(self, source: Sequence[str], target: Sequence[str]) -> None:
        first, second = len(self.source), len(self.target)
        self.source += source
        self.target += target
        self.beads += [Bead([first], [second + 1]), Bead([first + 1], [second])]


def perturb(
    pairs: Iterable[tuple[str, str]],
    *,
    seed: int,
    level: str | Perturbation | None = None,
    joins: float | None = None,
    recuts: float | None = None,
    deletions: float | None = None,
    blocks: float | None = None,
    swaps: float | None = None,
    source_language: str = "ko",
    target_language: str = "en",
    id: str = "",  # noqa: A002 - the name that alignments use
) -> Alignment:
    """Make an alignment test with gold beads from line-aligned text.

    The lines are walked through once. At each, at most one thing is done, with the probabilities of `Perturbation`;
    what would reach over the end, or over a line without counterpart, is left out. Each deleted line is a bead of
    its own, as in Vecalign's gold files and output. The result depends on the seed, the id and the lines alone, not
    on the version of Python or of any library.

    Args:
        pairs: Source and target lines that translate each other, in reading order. Surrounding white space is
            removed. A pair with one empty side is a deletion from the start and left so; one with two is dropped.
        seed: Any integer; the same seed and id give the same case.
        level: A name in `LEVELS` ("easy", "medium", "hard") or a `Perturbation`; none of anything unless given.
        joins: Instead of the level's value; likewise `recuts`, `deletions`, `blocks` and `swaps`.
        recuts: See `Perturbation`.
        deletions: See `Perturbation`.
        blocks: See `Perturbation`.
        swaps: See `Perturbation`.
        source_language: BCP 47 tag of the source lines.
        target_language: BCP 47 tag of the target lines.
        id: A name for the case; with one seed, cases of different names are perturbed differently.

    Returns:
        The gold alignment; its fragments are body lines, with offsets as if joined by line feeds.

    Raises:
        ConfigurationError: If there is no such level, or a value is no share or they add up to more than 1.
        InvariantError: If something is no pair of texts.
    """
    given = {"joins": joins, "recuts": recuts, "deletions": deletions, "blocks": blocks, "swaps": swaps}
    rates = attrs.evolve(find_level(level), **{name: value for name, value in given.items() if value is not None})
    require_text(id, what="id")
    lines = [line for line in _stripped(pairs) if any(line)]
    case = _walk(lines, rates, SplitMix64(mix_seed(seed, "perturb", id)))
    return Alignment(
        fragments_of(case.source),
        fragments_of(case.target),
        case.beads,
        source_language,
        target_language,
        id=id,
        signature=_signature(rates, seed),
    )


def _stripped(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    refuse_text(pairs, what="pairs of lines", error=InvariantError)
    for number, pair in enumerate(pairs, start=1):
        lines = list_of_texts(pair, what="a source and a target line", error=InvariantError)
        if len(lines) != 2:
            raise InvariantError(f"Pair {number} has {counted(len(lines), 'line')}, not a source and a target line.")
        yield lines[0].strip(), lines[1].strip()


def find_level(level: str | Perturbation | None) -> Perturbation:
    """Return the perturbation of a name in `LEVELS`, or the one given; nothing is done for None.

    Raises:
        ConfigurationError: If there is no level of that name.
    """
    if level is None:
        return Perturbation()
    if isinstance(level, Perturbation):
        return level
    try:
        return LEVELS[level]
    except (KeyError, TypeError):
        raise ConfigurationError(f"There is no level {level!r}; there are {', '.join(LEVELS)}.") from None


def _signature(rates: Perturbation, seed: int) -> str:
    values = "|".join(f"{name}:{value:g}" for name, value in attrs.asdict(rates).items())
    return f"gold:perturbed|seed:{seed}|{values}"


def _walk(lines: _Lines, rates: Perturbation, random: SplitMix64) -> _Case:
    case = _Case()
    place = 0
    while place < len(lines):
        place += _step(case, lines[place : place + max(_BLOCK_SIZES)], rates, random)
    return case


def _step(case: _Case, lines: _Lines, rates: Perturbation, random: SplitMix64) -> int:
    """Do one thing at the first of the next lines; return how many of them it took."""
    draw = random.uniform()
    on_source = random.below(2) == 0
    whole = _count_whole(lines)
    source, target = lines[0]
    if whole == 0:
        case.add([source] if source else [], [target] if target else [])
        return 1
    for share, act in (
        (rates.joins, _join),
        (rates.recuts, _recut),
        (2 * rates.deletions, _delete),
        (rates.blocks, _delete_block),
        (rates.swaps, _swap),
    ):
        if draw < share:
            taken = act(case, lines[:whole], random, on_source=on_source)
            if taken:
                return taken
            break
        draw -= share
    case.add([source], [target])
    return 1


def _count_whole(lines: _Lines) -> int:
    """Count the lines up to the first that lacks a side."""
    return next((count for count, line in enumerate(lines) if not all(line)), len(lines))


def _sides(lines: _Lines, *, on_source: bool) -> tuple[list[str], list[str]]:
    """Return the lines of the side that is changed, and those of the other."""
    source, target = [line[0] for line in lines], [line[1] for line in lines]
    return (source, target) if on_source else (target, source)


def _join(case: _Case, lines: _Lines, random: SplitMix64, *, on_source: bool) -> int:
    count = 3 if random.uniform() < _TRIPLE_SHARE else 2
    if len(lines) < count:
        return 0
    changed, other = _sides(lines[:count], on_source=on_source)
    case.add_either([" ".join(changed)], other, on_source=on_source)
    return count


def _recut(case: _Case, lines: _Lines, random: SplitMix64, *, on_source: bool) -> int:
    if len(lines) < 2:
        return 0
    (first, second), other = _sides(lines[:2], on_source=on_source)
    in_first = random.below(2) == 0
    cut = cut_in_two(first if in_first else second, random)
    if cut is None:
        return 0
    before, after = cut
    changed = [before, f"{after} {second}"] if in_first else [f"{first} {before}", after]
    case.add_either(changed, other, on_source=on_source)
    return 2


def _delete(case: _Case, lines: _Lines, _random: SplitMix64, *, on_source: bool) -> int:
    _, other = _sides(lines[:1], on_source=on_source)
    case.add_either([], other, on_source=on_source)
    return 1


def _delete_block(case: _Case, lines: _Lines, random: SplitMix64, *, on_source: bool) -> int:
    size = random.choose(_BLOCK_SIZES)
    if len(lines) < size:
        return 0
    _, other = _sides(lines[:size], on_source=on_source)
    for line in other:
        case.add_either([], [line], on_source=on_source)
    return size


def _swap(case: _Case, lines: _Lines, _random: SplitMix64, *, on_source: bool) -> int:
    if len(lines) < 2:
        return 0
    changed, other = _sides(lines[:2], on_source=on_source)
    changed.reverse()
    case.add_crossing(*((changed, other) if on_source else (other, changed)))
    return 2
