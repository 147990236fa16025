"""What speaks for pairing two fragments of article furniture, kind by kind.

Each kind has a judge, which takes the fragments of that kind on both sides and returns for every pair a piece of
`Evidence`: a row of ``furniture_calibration.tsv``, and its measure.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from bialign.align.furniture_owners import is_copyright, read_copyright, read_credit, read_outlets, read_owner
from bialign.align.furniture_readings import read_addresses, read_dateline, read_meanings
from bialign.align.furniture_times import hours_apart, read_stamp
from bialign.documents import FragmentKind
from bialign.names.bylines import byline_names

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from bialign.align.furniture_owners import Owner

# Two desks put out one article within half a day.
_MOST_HOURS = 12
_NAME_END = re.compile(r"[/,:(\]>]")
_DECORATION = " \t[]<>()【】◇◆■▶▷-–—:："
# Probabilities of names are trusted to one in a thousand.
_SMALLEST = 1e-3


class Evidence(NamedTuple):
    """A class of evidence, and its measure; None stands for the cosine of meaning."""

    name: str
    measure: float | None = 0.0


class Side(NamedTuple):
    """The fragments of one kind on one side.

    Attributes:
        kind: Their kind.
        texts: Their texts, in reading order.
        heads: For each whether it stands before the running text begins.
        language: ``"ko"`` or ``"en"``, or any other primary language subtag.
    """

    kind: FragmentKind
    texts: Sequence[str]
    heads: Sequence[bool]
    language: str


_MEANING = Evidence("meaning", None)
_ONE_KNOWN = Evidence("one known", None)
_SAME = Evidence("same")
_OTHER = Evidence("other")

_Table = list[list[Evidence]]


def judge(source: Side, target: Side, *, read: bool) -> _Table:
    """Return the evidence on every pair of fragments of one kind.

    Args:
        source: The source fragments.
        target: The target fragments, of the same kind.
        read: Whether both languages can be read; else meaning is all there is.

    Returns:
        A row for each source fragment, with a column for each target fragment.
    """
    return (_JUDGES.get(source.kind, _judge_meanings) if read else _judge_meanings)(source, target)


def contents(side: Side, *, read: bool) -> list[Hashable]:
    """Return for each fragment what it says, so that fragments that say the same are equal."""
    if not read:
        return [" ".join(text.split()) for text in side.texts]
    return [_content(text, side) for text in side.texts]


def _content(text: str, side: Side) -> Hashable:
    content: Hashable = None
    if side.kind is FragmentKind.BYLINE:
        content = frozenset(name.lower() for name in byline_names(text))
    elif side.kind is FragmentKind.DATELINE:
        content = read_dateline(text, side.language).places
    elif side.kind is FragmentKind.TIMESTAMP:
        content = read_stamp(text, side.language)
    elif side.kind is FragmentKind.BOILERPLATE and is_copyright(text):
        content = read_copyright(text)
    return content or read_meanings(text, side.kind, side.language) or text.strip(_DECORATION)


def _each(source: Side, target: Side, compare: Callable[[str, str, Side, Side], Evidence]) -> _Table:
    return [[compare(text, other, source, target) for other in target.texts] for text in source.texts]


def _judge_meanings(source: Side, target: Side) -> _Table:
    """Leave every pair to the similarity of meaning."""
    return [[_MEANING] * len(target.texts) for _ in source.texts]


def _judge_subheadlines(source: Side, target: Side) -> _Table:
    """Tell subheadlines under the headline from those within the story."""
    elsewhere = Evidence("elsewhere", None)
    return [[_MEANING if head is other else elsewhere for other in target.heads] for head in source.heads]


def _judge_bylines(source: Side, target: Side) -> _Table:
    """Compare the people that bylines name, or the addresses."""
    names, other_names = ([byline_names(text) for text in side.texts] for side in (source, target))
    odds = _name_odds([name for group in names for name in group], [name for group in other_names for name in group])
    return [
        [
            _compare_people(group, other_group, odds) if group and other_group else _compare_addresses(text, other)
            for other, other_group in zip(target.texts, other_names, strict=True)
        ]
        for text, group in zip(source.texts, names, strict=True)
    ]


def _name_odds(names: Sequence[str], others: Sequence[str]) -> dict[tuple[str, str], float]:
    """Return for each two names the logarithm of the odds that they are the same person's."""
    if not names or not others:
        return {}
    from bialign.names.matching import match_many  # noqa: PLC0415 - loads tables that not every article needs

    probabilities = match_many(names, others)
    return {
        (name, other): _log_odds(float(probabilities[row, column]))
        for row, name in enumerate(names)
        for column, other in enumerate(others)
    }


def _log_odds(probability: float) -> float:
    probability = min(max(probability, _SMALLEST), 1 - _SMALLEST)
    return math.log(probability / (1 - probability))


def _compare_people(names: tuple[str, ...], others: tuple[str, ...], odds: dict[tuple[str, str], float]) -> Evidence:
    free = list(others)
    found = []
    for name in names:
        best = max(free, key=lambda other: odds[name, other], default=None)
        if best is not None and odds[name, best] > 0:
            free.remove(best)
            found.append(odds[name, best])
    if not found:
        return Evidence("other people")
    if len(found) == len(names) == len(others):
        return Evidence("same people", min(found))
    return Evidence("some people", len(found) / max(len(names), len(others)))


def _compare_addresses(text: str, other: str) -> Evidence:
    return Evidence("same address") if read_addresses(text) & read_addresses(other) else _MEANING


def _compare_datelines(text: str, other: str, source: Side, target: Side) -> Evidence:
    places = read_dateline(text, source.language).places
    other_places = read_dateline(other, target.language).places
    if not places or not other_places:
        return _MEANING
    if places == other_places:
        return Evidence("same place")
    return Evidence("some place" if places & other_places else "other place")


def _compare_timestamps(text: str, other: str, source: Side, target: Side) -> Evidence:
    stamp, other_stamp = read_stamp(text, source.language), read_stamp(other, target.language)
    hours = hours_apart(stamp, other_stamp)
    if hours is None:
        return _MEANING
    if hours > _MOST_HOURS:
        return Evidence("too far apart")
    records = {stamp.record, other_stamp.record}
    if records == {"published", "updated"}:
        return Evidence("other record", hours)
    # A time without a label is that of publication.
    return Evidence("update without label" if records == {"updated", ""} else "same record", hours)


def _compare_phrases(text: str, other: str, source: Side, target: Side) -> Evidence:
    meanings = read_meanings(text, source.kind, source.language)
    others = read_meanings(other, target.kind, target.language)
    if not meanings and not others:
        return _MEANING
    if not meanings or not others:
        return _ONE_KNOWN
    if meanings == others:
        return _SAME
    if meanings & others:
        return Evidence("some", len(meanings & others) / len(meanings | others))
    return _OTHER


def _compare_tags(text: str, other: str, source: Side, target: Side) -> Evidence:
    found = _compare_phrases(text, other, source, target)
    if found == _OTHER:
        sides = read_meanings(text, source.kind, source.language), read_meanings(other, target.kind, target.language)
        if all(min(meanings).startswith("update") for meanings in sides):
            return Evidence("other number")
    return found


def _compare_owners(owner: Owner | None, other: Owner | None) -> Evidence:
    if owner is None or other is None:
        return Evidence("some", 0.5)
    return _SAME if owner.is_same(other) else _OTHER


def _compare_sections(text: str, other: str, source: Side, target: Side) -> Evidence:
    found = _compare_phrases(text, other, source, target)
    if found.name not in ("meaning", "one known"):
        return found
    if read_outlets(text) and read_outlets(other):
        return _compare_owners(read_owner(text), read_owner(other))
    owner, other_owner = read_owner(text), read_owner(other)
    return _SAME if owner and other_owner and owner.is_same(other_owner) else found


def _judge_credits(source: Side, target: Side) -> _Table:
    """Compare the role of credits (file photo, end), the agencies, then the people or owners they name."""
    names, other_names = ([byline_names(text) for text in side.texts] for side in (source, target))
    odds = _name_odds([name for group in names for name in group], [name for group in other_names for name in group])
    people = {
        (text, other): _compare_people(group, other_group, odds)
        for text, group in zip(source.texts, names, strict=True)
        for other, other_group in zip(target.texts, other_names, strict=True)
        if group and other_group
    }

    def compare(text: str, other: str, source: Side, target: Side) -> Evidence:
        found = _compare_phrases(text, other, source, target)
        if found.name not in ("meaning", "one known"):
            return found
        if found == _ONE_KNOWN:
            return _OTHER
        outlets, other_outlets = read_outlets(text), read_outlets(other)
        if outlets or other_outlets:
            return _SAME if outlets & other_outlets else _OTHER
        owner, other_owner = read_credit(text), read_credit(other)
        if owner and other_owner and owner.is_same(other_owner):
            return _SAME
        same = people.get((text, other))
        return _SAME if same and same.name in ("same people", "some people") else _MEANING

    return _each(source, target, compare)


def _compare_boilerplate(text: str, other: str, source: Side, target: Side) -> Evidence:
    claims, other_claims = is_copyright(text), is_copyright(other)
    if claims and other_claims:
        return _compare_owners(read_copyright(text), read_copyright(other))
    addresses, other_addresses = read_addresses(text), read_addresses(other)
    if addresses and other_addresses:
        return _SAME if addresses & other_addresses else _OTHER
    if claims or other_claims or addresses or other_addresses:
        return _OTHER
    return _compare_phrases(text, other, source, target)


def _judge_speakers(source: Side, target: Side) -> _Table:
    """Compare the roles of speakers, or their names."""
    names, other_names = (
        {
            text: _NAME_END.split(text.strip(_DECORATION))[0].strip(_DECORATION)
            for text in side.texts
            if not read_meanings(text, side.kind, side.language)
        }
        for side in (source, target)
    )
    odds = _name_odds(sorted({*names.values()} - {""}), sorted({*other_names.values()} - {""}))

    def compare(text: str, other: str, source: Side, target: Side) -> Evidence:
        log_odds = odds.get((names.get(text, ""), other_names.get(other, "")), 0.0)
        if log_odds > 0:
            return Evidence("same name", log_odds)
        return _compare_phrases(text, other, source, target)

    return _each(source, target, compare)


def _pairwise(compare: Callable[[str, str, Side, Side], Evidence]) -> Callable[[Side, Side], _Table]:
    return lambda source, target: _each(source, target, compare)


_JUDGES: dict[FragmentKind, Callable[[Side, Side], _Table]] = {
    FragmentKind.SUBHEADLINE: _judge_subheadlines,
    FragmentKind.BYLINE: _judge_bylines,
    FragmentKind.DATELINE: _pairwise(_compare_datelines),
    FragmentKind.TIMESTAMP: _pairwise(_compare_timestamps),
    FragmentKind.CREDIT: _judge_credits,
    FragmentKind.EDITOR_TAG: _pairwise(_compare_tags),
    FragmentKind.SECTION: _pairwise(_compare_sections),
    FragmentKind.SPEAKER: _judge_speakers,
    FragmentKind.BOILERPLATE: _pairwise(_compare_boilerplate),
}
