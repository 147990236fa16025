"""What speaks for pairing two fragments of article furniture, kind by kind.

Each kind has a function that takes the fragments of that kind on both sides and returns for every pair a piece of
`Evidence`: its class, a row of ``furniture_calibration.tsv``, and a measure of its strength.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from bialign.align.furniture_readings import (
    is_copyright,
    read_addresses,
    read_copyright,
    read_dateline,
    read_meanings,
    read_outlets,
    read_owner,
)
from bialign.align.furniture_times import hours_apart, read_stamp
from bialign.documents import FragmentKind
from bialign.names.bylines import byline_names

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

# Two desks put out one article within half a day.
_MOST_HOURS = 12
_NAMES_END = re.compile(r"[/,:(\]>]")
_DECORATION = " \t[]<>()【】◇◆■▶▷-–—:："
_SMALLEST = 1e-4


class Evidence(NamedTuple):
    """A class of evidence and its measure; a measure of None stands for the cosine of meaning."""

    name: str
    measure: float | None = 0.0


MEANING = Evidence("meaning", None)


class Side(NamedTuple):
    """The fragments of one kind on one side."""

    kind: FragmentKind
    texts: Sequence[str]
    language: str


def judge_by_meaning(source: Side, target: Side) -> list[list[Evidence]]:
    """Leave every pair to the similarity of meaning."""
    return [[MEANING] * len(target.texts) for _ in source.texts]


def _each(source: Side, target: Side, compare: Callable[[str, str, Side, Side], Evidence]) -> list[list[Evidence]]:
    return [[compare(text, other, source, target) for other in target.texts] for text in source.texts]


def judge_bylines(source: Side, target: Side) -> list[list[Evidence]]:
    """Compare the people that bylines name, and their addresses."""
    names = [byline_names(text) for text in source.texts]
    other_names = [byline_names(text) for text in target.texts]
    odds = name_odds([name for group in names for name in group], [name for group in other_names for name in group])
    return [
        [
            _same_people(group, other_group, odds) or _same_address(text, other)
            for other, other_group in zip(target.texts, other_names, strict=True)
        ]
        for text, group in zip(source.texts, names, strict=True)
    ]


def name_odds(names: Sequence[str], others: Sequence[str]) -> dict[tuple[str, str], float]:
    """Return for each two names the logarithm of the odds that they are the same person's."""
    if not names or not others:
        return {}
    from bialign.names.matching import match_many  # noqa: PLC0415 - loads tables that most articles do without

    probabilities = match_many(names, others)
    return {
        (name, other): _log_odds(float(probabilities[row, column]))
        for row, name in enumerate(names)
        for column, other in enumerate(others)
    }


def _log_odds(probability: float) -> float:
    probability = min(max(probability, _SMALLEST), 1 - _SMALLEST)
    return math.log(probability / (1 - probability))


def _same_people(
    names: tuple[str, ...], others: tuple[str, ...], odds: dict[tuple[str, str], float]
) -> Evidence | None:
    if not names or not others:
        return None
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


def _same_address(text: str, other: str) -> Evidence:
    if read_addresses(text) & read_addresses(other):
        return Evidence("same address")
    return MEANING


def judge_datelines(source: Side, target: Side) -> list[list[Evidence]]:
    """Compare the places of datelines."""
    return _each(source, target, _compare_datelines)


def _compare_datelines(text: str, other: str, source: Side, target: Side) -> Evidence:
    one, two = read_dateline(text, source.language), read_dateline(other, target.language)
    if one.places == two.places:
        return Evidence("same place")
    return Evidence("some place" if one.places & two.places else "other place")


def judge_timestamps(source: Side, target: Side) -> list[list[Evidence]]:
    """Compare when and what timestamps record."""
    return _each(source, target, _compare_timestamps)


def _compare_timestamps(text: str, other: str, source: Side, target: Side) -> Evidence:
    one, two = read_stamp(text, source.language), read_stamp(other, target.language)
    hours = hours_apart(one, two)
    if hours is None:
        return MEANING
    if hours > _MOST_HOURS:
        return Evidence("too far apart")
    if one.record == two.record:
        return Evidence("same record", hours)
    return Evidence("other record" if one.record and two.record else "unknown record", hours)


def judge_phrases(source: Side, target: Side) -> list[list[Evidence]]:
    """Compare the meanings of set phrases, or the outlets that are named."""
    return _each(source, target, _compare_phrases)


def _compare_phrases(text: str, other: str, source: Side, target: Side) -> Evidence:
    kind = source.kind
    meanings = read_meanings(text, kind, source.language)
    others = read_meanings(other, kind, target.language)
    if meanings and others:
        return _compare_meanings(kind, meanings, others)
    if kind in (FragmentKind.SECTION, FragmentKind.CREDIT):
        outlets, other_outlets = read_outlets(text), read_outlets(other)
        if outlets and other_outlets:
            return Evidence("same" if outlets & other_outlets else "other")
        one, two = read_owner(text), read_owner(other)
        if one and two and one.is_same(two):
            return Evidence("same")
    if meanings or others:
        return Evidence("one known", None)
    return MEANING


def _compare_meanings(kind: FragmentKind, meanings: frozenset[str], others: frozenset[str]) -> Evidence:
    if meanings == others:
        return Evidence("same")
    if kind is FragmentKind.EDITOR_TAG:
        both_updates = all(any(meaning.startswith("update") for meaning in side) for side in (meanings, others))
        return Evidence("other number" if both_updates else "other")
    if meanings & others:
        return Evidence("some", len(meanings & others) / len(meanings | others))
    return Evidence("other")


def judge_boilerplate(source: Side, target: Side) -> list[list[Evidence]]:
    """Compare the owners of copyrights, mail addresses, and the meanings of widgets."""
    return _each(source, target, _compare_boilerplate)


def _compare_boilerplate(text: str, other: str, source: Side, target: Side) -> Evidence:
    claims, other_claims = is_copyright(text), is_copyright(other)
    if claims and other_claims:
        owner, other_owner = read_copyright(text), read_copyright(other)
        if owner is None or other_owner is None:
            return Evidence("some", 0.5)
        return Evidence("same" if owner.is_same(other_owner) else "other")
    addresses, other_addresses = read_addresses(text), read_addresses(other)
    if addresses and other_addresses:
        return Evidence("same" if addresses & other_addresses else "other")
    if claims or other_claims or addresses or other_addresses:
        return Evidence("other")
    return _compare_phrases(text, other, source, target)


def judge_speakers(source: Side, target: Side) -> list[list[Evidence]]:
    """Compare the roles of speakers, or their names."""
    names, other_names = (
        [text.strip(_DECORATION) for text in side.texts if not read_meanings(text, side.kind, side.language)]
        for side in (source, target)
    )
    firsts, other_firsts = (
        {name: _NAMES_END.split(name)[0].strip(_DECORATION) for name in side} for side in (names, other_names)
    )
    odds = name_odds(sorted({*firsts.values()} - {""}), sorted({*other_firsts.values()} - {""}))

    def compare(text: str, other: str, source: Side, target: Side) -> Evidence:
        name, other_name = firsts.get(text.strip(_DECORATION)), other_firsts.get(other.strip(_DECORATION))
        if name and other_name:
            log_odds = odds[name, other_name]
            return Evidence("same name", log_odds) if log_odds > 0 else MEANING
        return _compare_phrases(text, other, source, target)

    return _each(source, target, compare)


def judge(source: Side, target: Side, *, read: bool) -> list[list[Evidence]]:
    """Return the evidence on every pair of fragments of one kind.

    Args:
        source: The source fragments.
        target: The target fragments, of the same kind.
        read: Whether both languages can be read; else meaning is all there is.
    """
    judges = {
        FragmentKind.BYLINE: judge_bylines,
        FragmentKind.DATELINE: judge_datelines,
        FragmentKind.TIMESTAMP: judge_timestamps,
        FragmentKind.SPEAKER: judge_speakers,
        FragmentKind.BOILERPLATE: judge_boilerplate,
        FragmentKind.CREDIT: judge_phrases,
        FragmentKind.EDITOR_TAG: judge_phrases,
        FragmentKind.SECTION: judge_phrases,
    }
    return (judges.get(source.kind, judge_by_meaning) if read else judge_by_meaning)(source, target)


def sameness(side: Side, *, read: bool) -> list[Hashable]:
    """Return for each fragment what it says, so that fragments that say the same are equal."""
    if not read:
        return [" ".join(text.split()) for text in side.texts]
    return [_content(text, side) for text in side.texts]


def _content(text: str, side: Side) -> Hashable:
    if side.kind is FragmentKind.BYLINE:
        return frozenset(byline_names(text)) or text
    if side.kind is FragmentKind.DATELINE:
        return read_dateline(text, side.language).places or text
    if side.kind is FragmentKind.TIMESTAMP:
        stamp = read_stamp(text, side.language)
        return stamp if stamp.day or stamp.minute is not None else text
    if side.kind is FragmentKind.BOILERPLATE and is_copyright(text):
        return read_copyright(text) or text
    return read_meanings(text, side.kind, side.language) or text.strip(_DECORATION)
