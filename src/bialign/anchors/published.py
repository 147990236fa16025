"""Dates that depend on when an article was published.

Where a Korean paper writes 5일 (the 5th), an English one writes Thursday, and both mean yesterday. With the date of
publication all three are the same day.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import attrs

from bialign.anchors.keys import date_keys
from bialign.anchors.model import AnchorKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bialign.anchors.model import Anchor


def resolve_dates(anchors: Sequence[Anchor], published: date) -> tuple[Anchor, ...]:
    """Give weekdays and relative dates the keys of the calendar dates that they stand for.

    A weekday may be the last one up to the day of publication or the first one after it; it gets the keys of both.

    Args:
        anchors: Anchors of a text in either language.
        published: The day on which the text appeared.

    >>> from bialign.anchors import anchor_agreement, find_anchors
    >>> day = date(2026, 11, 6)
    >>> korean = resolve_dates(find_anchors("5일 밝혔다", "ko"), day)
    >>> english = resolve_dates(find_anchors("said Thursday", "en"), day)
    >>> len(anchor_agreement(korean, english).agreeing)
    1
    """
    return tuple(
        attrs.evolve(anchor, keys=tuple(dict.fromkeys([*anchor.keys, *_calendar_keys(anchor, published)])))
        if anchor.kind in (AnchorKind.WEEKDAY, AnchorKind.RELATIVE_DATE)
        else anchor
        for anchor in anchors
    )


def _calendar_keys(anchor: Anchor, published: date) -> tuple[str, ...]:
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
