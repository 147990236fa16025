"""Dates that depend on when an article was published.

Where a Korean paper writes 5일 (the 5th), an English one writes Thursday, and both mean yesterday. With the date of
publication all three are the same day. Without it, days and weekdays that keep turning up at the same place of an
article and of its translation tell on which weekday the month begins.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

import attrs

from bialign.anchors.drafts import Draft
from bialign.anchors.keys import date_keys
from bialign.anchors.model import Anchor, AnchorKind
from bialign.errors import InvariantError
from bialign.lists import list_of, refuse_text, require_instance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Dated = TypeVar("Dated", Anchor, Draft)

# Sentences around a day of the month within which the month is taken to be the same.
_WINDOW = 40
# Weekdays are looked for this far from where the translation of a day should stand: sentences, share of the text, and
# sentences at most.
_REACH, _DRIFT, _FARTHEST = 3, 0.05, 40
# How many times more votes the winner needs than the next, and how many at least: one weekday of seven is soon met.
_CLEAR = 1.5
_FEWEST = 2


def resolve_dates(anchors: Iterable[Dated], published: date) -> tuple[Dated, ...]:
    """Give weekdays and relative dates the keys of the calendar dates that they stand for.

    A weekday may be the last one up to the day of publication or the first one after it; it gets the keys of both.

    Args:
        anchors: Anchors of a text in either language, or their drafts.
        published: The day on which the text appeared.

    Raises:
        InvariantError: If something is no anchor, or no day is given.

    >>> from bialign.anchors import anchor_agreement, find_anchors
    >>> day = date(2026, 11, 6)
    >>> korean = resolve_dates(find_anchors("5일 밝혔다", "ko"), day)
    >>> english = resolve_dates(find_anchors("said Thursday", "en"), day)
    >>> len(anchor_agreement(korean, english).agreeing)
    1
    """
    require_instance(published, date, what="a day, datetime.date(2026, 11, 5)")
    return tuple([_on_calendar(anchor, published) for anchor in _listed(anchors)])


def _on_calendar(anchor: Dated, published: date) -> Dated:
    if anchor.kind not in (AnchorKind.WEEKDAY, AnchorKind.RELATIVE_DATE):
        return anchor
    return _with_keys(anchor, dict.fromkeys([*anchor.keys, *_calendar_keys(anchor, published)]))


def _calendar_keys(anchor: Anchor | Draft, published: date) -> tuple[str, ...]:
    if anchor.kind is AnchorKind.WEEKDAY:
        back = (published.isoweekday() - int(anchor.value.rpartition(" ")[2])) % 7
        return (*_day_keys(published, -back), *_day_keys(published, 7 - back))
    unit, steps = anchor.value[:-2], int(anchor.value[-2:])
    if unit in ("day", "night", "morning"):
        return _day_keys(published, steps)
    if unit == "month":
        months = published.year * 12 + published.month - 1 + steps
        return date_keys(months // 12, months % 12 + 1, None)
    if unit == "year":
        return date_keys(published.year + steps, None, None)
    return ()


def _day_keys(published: date, steps: int) -> tuple[str, ...]:
    try:
        day = published + timedelta(days=steps)
    except OverflowError:
        return ()
    return date_keys(day.year, day.month, day.day)


def infer_weekdays(
    source: Iterable[Iterable[Dated]], target: Iterable[Iterable[Dated]]
) -> tuple[list[tuple[Dated, ...]], list[tuple[Dated, ...]]]:
    """Give days of the month the keys of their weekdays, where the date of publication is not known.

    Each day without a month on one side votes with each weekday near the same place on the other for the weekday on
    which the month begins, the nearer the more. Where one weekday has several votes, and half as many again as any
    other, days agree with weekdays by it.

    Args:
        source: The anchors of each sentence of a text, in order, or their drafts.
        target: Those of its translation; the sentences need not be aligned.

    Returns:
        The anchors of both, the same but for their keys.

    Raises:
        InvariantError: If something is no anchor, or no list of them.
    """
    refuse_text(source, what="lists of anchors", error=InvariantError)
    refuse_text(target, what="lists of anchors", error=InvariantError)
    own: list[list[Dated]] = [_listed(anchors) for anchors in source]
    other: list[list[Dated]] = [_listed(anchors) for anchors in target]
    votes = sorted([*_votes(own, other), *_votes(other, own)])
    window = _WINDOW / max(len(own), len(other), 1)
    return _with_weekdays(own, votes, window), _with_weekdays(other, votes, window)


def _listed(anchors: Iterable[Dated]) -> list[Dated]:
    return list_of(anchors, (Anchor, Draft), what="anchors")


def _votes(
    days: Sequence[Sequence[Dated]], weekdays: Sequence[Sequence[Dated]]
) -> Iterator[tuple[float, int, float]]:
    """Yield a place in the text, in [0, 1], the weekday before the first of the month, and the weight of the vote."""
    named = [
        (number, int(anchor.value.rpartition(" ")[2]))
        for number, sentence in enumerate(weekdays)
        for anchor in sentence
        if anchor.kind is AnchorKind.WEEKDAY
    ]
    if not named:
        return
    numbers = [number for number, _ in named]
    reach = min(_REACH + _DRIFT * len(weekdays), _FARTHEST)
    for number, sentence in enumerate(days):
        place = (number + 0.5) / len(days)
        expected = place * len(weekdays) - 0.5
        for day in filter(None, map(_lone_day, sentence)):
            near = slice(bisect_left(numbers, expected - reach), bisect_right(numbers, expected + reach))
            for other, weekday in named[near]:
                yield place, (weekday - day) % 7, 1 / (1 + abs(other - expected))


def _with_weekdays(
    sentences: Sequence[Sequence[Dated]], votes: Sequence[tuple[float, int, float]], window: float
) -> list[tuple[Dated, ...]]:
    """Return the anchors with the keys of weekdays where the votes around a day are clear."""
    if not votes:
        return [tuple(sentence) for sentence in sentences]
    places = [place for place, _, _ in votes]
    resolved: list[tuple[Dated, ...]] = []
    for number, sentence in enumerate(sentences):
        if not any(map(_lone_day, sentence)):
            resolved.append(tuple(sentence))
            continue
        place = (number + 0.5) / len(sentences)
        tally: defaultdict[int, list[float]] = defaultdict(list)
        for _, shift, weight in votes[bisect_left(places, place - window) : bisect_right(places, place + window)]:
            tally[shift].append(weight)
        winner = _clear_winner(tally)
        resolved.append(tuple(anchor if winner is None else _with_weekday(anchor, winner) for anchor in sentence))
    return resolved


def _clear_winner(tally: Mapping[int, Sequence[float]]) -> int | None:
    """Return what most votes are for, by their weights, if that is clear."""
    best = sorted(((sum(weights), shift) for shift, weights in tally.items()), reverse=True)
    if not best or len(tally[best[0][1]]) < _FEWEST or (len(best) > 1 and best[0][0] <= _CLEAR * best[1][0]):
        return None
    return best[0][1]


def _lone_day(anchor: Anchor | Draft) -> int:
    """Return the day of a date that has neither month nor year, 0 of any other anchor."""
    lone = anchor.kind is AnchorKind.DATE and anchor.value.startswith("---") and len(anchor.value) == 5
    return int(anchor.value[3:]) if lone else 0


def _with_weekday(anchor: Dated, shift: int) -> Dated:
    day = _lone_day(anchor)
    if not day:
        return anchor
    return _with_keys(anchor, [*anchor.keys, f"weekday {(day + shift - 1) % 7 + 1}"])


def _with_keys(anchor: Dated, keys: Iterable[str]) -> Dated:
    if isinstance(anchor, Draft):
        return anchor._replace(keys=tuple(keys))
    return attrs.evolve(anchor, keys=tuple(keys))
