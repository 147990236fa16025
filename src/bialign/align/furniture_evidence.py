"""What speaks for pairing two fragments of article furniture, kind by kind.

Each kind has a judge, which takes the fragments of that kind on both sides and returns for every pair a piece of
`Evidence`: a row of ``furniture_calibration.tsv``, and its measure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from bialign.align.furniture_owners import (
    is_copyright,
    letters_of,
    read_copyright,
    read_credit,
    read_outlets,
    read_owner,
)
from bialign.align.furniture_people import name_log_odds, people_of, shared_people, speaker_name
from bialign.align.furniture_readings import read_addresses, read_dateline, read_meanings
from bialign.align.furniture_times import hours_apart, only_record, read_stamp, read_stamps
from bialign.documents import FragmentKind

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from bialign.align.furniture_owners import Owner
    from bialign.align.furniture_times import Stamp

# Two desks put out one article within half a day; or within three, where no other timestamps could be meant.
_MOST_HOURS = 12
_MOST_HOURS_OF_ONLY_ONES = 72
# One hour alone may be anything.
_FEWEST_POSTS = 2
# Counters and ranks, which mean much the same to an encoder.
_FIGURE = re.compile(r"[\d,.]{1,9}")


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


EvidenceTable = Sequence[Sequence[Evidence]]

_MEANING = Evidence("meaning", None)
_ONE_KNOWN = Evidence("one known", None)
_SAME = Evidence("same")
_OTHER = Evidence("other")
# A copyright that names its owner, and one that does not.
_PERHAPS = Evidence("some", 0.5)


def judge(source: Side, target: Side, *, read: bool) -> EvidenceTable:
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
    if side.kind is FragmentKind.BYLINE:
        return frozenset(name.lower() for name in people_of(text)) or text
    if side.kind is FragmentKind.DATELINE:
        return read_dateline(text, side.language).places or text
    if side.kind is FragmentKind.TIMESTAMP:
        return read_stamp(text, side.language)
    if side.kind is FragmentKind.BOILERPLATE and is_copyright(text):
        return read_copyright(text)
    return read_meanings(text, side.kind, side.language) or text


def _judge_each(source: Side, target: Side, compare: Callable[[str, str, Side, Side], Evidence]) -> EvidenceTable:
    return [[compare(text, other, source, target) for other in target.texts] for text in source.texts]


def _judge_meanings(source: Side, target: Side) -> EvidenceTable:
    """Leave every pair to the similarity of meaning."""
    return [[_MEANING] * len(target.texts) for _ in source.texts]


def _judge_subheadlines(source: Side, target: Side) -> EvidenceTable:
    """Tell subheadlines under the headline from those within the story, and read the labels of parts of a story."""
    elsewhere = Evidence("elsewhere", None)
    meanings, others = (
        [read_meanings(text, side.kind, side.language) for text in side.texts] for side in (source, target)
    )

    def compare(row: int, column: int) -> Evidence:
        if meanings[row] & others[column]:
            return _SAME
        return _MEANING if source.heads[row] is target.heads[column] else elsewhere

    return [[compare(row, column) for column in range(len(target.texts))] for row in range(len(source.texts))]


def _judge_bylines(source: Side, target: Side) -> EvidenceTable:
    """Compare the people that bylines name, or the addresses where a side names nobody."""
    people, other_people = list(map(people_of, source.texts)), list(map(people_of, target.texts))
    odds = name_log_odds(sum(people, ()), sum(other_people, ()))

    def compare(row: int, column: int) -> Evidence:
        names, others = people[row], other_people[column]
        if not names or not others:
            shares_address = read_addresses(source.texts[row]) & read_addresses(target.texts[column])
            return Evidence("same address") if shares_address else _MEANING
        share, least = shared_people(names, others, odds)
        if not share:
            return Evidence("other people")
        return Evidence("same people", least) if share == 1 else Evidence("some people", share)

    return [[compare(row, column) for column in range(len(target.texts))] for row in range(len(source.texts))]


def _compare_datelines(text: str, other: str, source: Side, target: Side) -> Evidence:
    places = read_dateline(text, source.language).places
    other_places = read_dateline(other, target.language).places
    if not places or not other_places:
        return _MEANING
    if places == other_places:
        return Evidence("same place")
    return Evidence("some place" if places & other_places else "other place")


def _judge_timestamps(source: Side, target: Side) -> EvidenceTable:
    """Compare what timestamps record, and when; the only ones of a record may lie further apart than others."""
    stamps, other_stamps = (read_stamps(side.texts, side.language) for side in (source, target))
    only, only_other = only_record(stamps), only_record(other_stamps)
    posts, other_posts = _posts(stamps), _posts(other_stamps)
    hours = _hours_between_posts(stamps, other_stamps, posts, other_posts)
    nearest: dict[int, float] = {}
    nearest_other: dict[int, float] = {}
    for (row, column), apart in hours.items():
        nearest[row] = min(apart, nearest.get(row, apart))
        nearest_other[column] = min(apart, nearest_other.get(column, apart))

    def compare(row: int, column: int) -> Evidence:
        stamp, other = stamps[row], other_stamps[column]
        if hours and (row in posts or column in other_posts):
            apart = hours.get((row, column))
            if apart is None or apart > min(nearest[row], nearest_other[column]):
                return Evidence("too far apart")
        only_ones = only is not None and only == only_other == stamp.recorded == other.recorded
        return _compare_stamps(stamp, other, only_ones=only_ones)

    return [[compare(row, column) for column in range(len(other_stamps))] for row in range(len(stamps))]


def _posts(stamps: Sequence[Stamp]) -> frozenset[int]:
    """Return the places of the posts of a live blog: each has an hour without a day above it."""
    return frozenset(
        index for index, stamp in enumerate(stamps) if stamp.minute is not None and not stamp.day and not stamp.record
    )


def _hours_between_posts(
    stamps: Sequence[Stamp], others: Sequence[Stamp], posts: frozenset[int], other_posts: frozenset[int]
) -> dict[tuple[int, int], float]:
    """Return how far the posts of two live blogs are apart, by their places; nothing where a side has but one."""
    if min(len(posts), len(other_posts)) < _FEWEST_POSTS:
        return {}
    apart = {(row, column): hours_apart(stamps[row], others[column]) for row in posts for column in other_posts}
    return {pair: hours for pair, hours in apart.items() if hours is not None}


def _compare_stamps(stamp: Stamp, other_stamp: Stamp, *, only_ones: bool) -> Evidence:
    hours = hours_apart(stamp, other_stamp)
    if hours is None:
        return _MEANING
    if hours > _MOST_HOURS:
        # An English desk often publishes on the next morning.
        fits = only_ones and hours <= _MOST_HOURS_OF_ONLY_ONES
        return Evidence("only ones", hours) if fits else Evidence("too far apart")
    records = {stamp.record, other_stamp.record}
    if records == {"published", "updated"}:
        return Evidence("other record", hours)
    # A time without a label is that of publication.
    return Evidence("update without label" if records == {"updated", ""} else "same record", hours)


def _compare_phrases(text: str, other: str, source: Side, target: Side) -> Evidence:
    meanings = read_meanings(text, source.kind, source.language)
    others = read_meanings(other, target.kind, target.language)
    if not meanings or not others:
        if letters_of(text) == letters_of(other) != "":
            return _SAME
        return _ONE_KNOWN if meanings or others else _MEANING
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
    if owner is None and other is None:
        return _SAME
    if owner is None or other is None:
        return _PERHAPS
    return _SAME if owner.is_same(other) else _OTHER


def _compare_sections(text: str, other: str, source: Side, target: Side) -> Evidence:
    found = _compare_phrases(text, other, source, target)
    if found not in (_MEANING, _ONE_KNOWN):
        return found
    if read_outlets(text) and read_outlets(other):
        return _compare_owners(read_owner(text), read_owner(other))
    owner, other_owner = read_owner(text), read_owner(other)
    return _SAME if owner and other_owner and owner.is_same(other_owner) else found


def _compare_credits(text: str, other: str, source: Side, target: Side) -> Evidence:
    """Compare the role of credits (file photo, end), the agencies, then the owners or people whom they name."""
    found = _compare_phrases(text, other, source, target)
    if found != _MEANING:
        return _OTHER if found == _ONE_KNOWN else found
    if read_outlets(text) or read_outlets(other):
        return _SAME if read_outlets(text) & read_outlets(other) else _OTHER
    owner, other_owner = read_credit(text), read_credit(other)
    if owner and other_owner and owner.is_same(other_owner):
        return _SAME
    names, others = people_of(text), people_of(other)
    share, _ = shared_people(names, others, name_log_odds(names, others))
    return _SAME if share else _MEANING


def _compare_boilerplate(text: str, other: str, source: Side, target: Side) -> Evidence:
    claims, other_claims = is_copyright(text), is_copyright(other)
    if claims and other_claims:
        return _compare_owners(read_copyright(text), read_copyright(other))
    addresses, other_addresses = read_addresses(text), read_addresses(other)
    if addresses and other_addresses:
        return _SAME if addresses & other_addresses else _OTHER
    if claims or other_claims or addresses or other_addresses:
        return _OTHER
    if _FIGURE.fullmatch(text) and _FIGURE.fullmatch(other) and text != other:
        return _OTHER
    return _compare_phrases(text, other, source, target)


def _judge_speakers(source: Side, target: Side) -> EvidenceTable:
    """Compare the roles of speakers, or their names."""
    names, other_names = (
        {text: speaker_name(text) for text in side.texts if not read_meanings(text, side.kind, side.language)}
        for side in (source, target)
    )
    odds = name_log_odds(filter(None, names.values()), filter(None, other_names.values()))

    def compare(text: str, other: str, source: Side, target: Side) -> Evidence:
        log_odds = odds.get((names.get(text, ""), other_names.get(other, "")), 0.0)
        if log_odds > 0:
            return Evidence("same name", log_odds)
        return _compare_phrases(text, other, source, target)

    return _judge_each(source, target, compare)


def _pairwise(compare: Callable[[str, str, Side, Side], Evidence]) -> Callable[[Side, Side], EvidenceTable]:
    return lambda source, target: _judge_each(source, target, compare)


_JUDGES: dict[FragmentKind, Callable[[Side, Side], EvidenceTable]] = {
    FragmentKind.SUBHEADLINE: _judge_subheadlines,
    FragmentKind.BYLINE: _judge_bylines,
    FragmentKind.DATELINE: _pairwise(_compare_datelines),
    FragmentKind.TIMESTAMP: _judge_timestamps,
    FragmentKind.CREDIT: _pairwise(_compare_credits),
    FragmentKind.EDITOR_TAG: _pairwise(_compare_tags),
    FragmentKind.SECTION: _pairwise(_compare_sections),
    FragmentKind.SPEAKER: _judge_speakers,
    FragmentKind.BOILERPLATE: _pairwise(_compare_boilerplate),
}
