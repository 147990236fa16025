"""What an anchor is."""

from __future__ import annotations

from enum import StrEnum

import attrs


class AnchorKind(StrEnum):
    """What sort of value an anchor holds."""

    NUMBER = "number"
    ORDINAL = "ordinal"
    FRACTION = "fraction"
    PERCENT = "percent"
    PERCENTAGE_POINT = "percentage-point"
    RANGE = "range"
    SCORE = "score"
    MONEY = "money"
    DATE = "date"
    TIME = "time"
    WEEKDAY = "weekday"
    RELATIVE_DATE = "relative-date"
    DURATION = "duration"
    QUANTITY = "quantity"
    QUOTATION = "quotation"
    LATIN = "latin"
    HANJA = "hanja"
    COUNTRY = "country"
    ORGANISATION = "organisation"
    NAME = "name"


class Outcome(StrEnum):
    """What becomes of an anchor when its text is compared with another."""

    AGREEING = "agreeing"
    NEAR = "near"
    CONFLICTING = "conflicting"
    MISSING = "missing"


@attrs.frozen
class Anchor:
    """A value that survives translation, and where it stands in a text.

    Attributes:
        kind: What sort of value it is.
        value: The value in a notation that is the same for both languages: ``"110000000 USD"``, ``"15 %"``,
            ``"2026-11-05"``, ``"15:00"``, ``"KR"``.
        text: The words of the text, exactly.
        start: Offset of its first code point, so that ``text[start:end]`` of the sentence is the anchor's text.
        end: Offset after its last code point.
        approximate: Whether the text says so (약, 여, about, nearly).
        keys: Two anchors agree if and only if they share a key. The first key is the exact value, or the first of
            the values that it names: of a range of dates its beginning, of several countries one. Keys that begin
            with ``≈`` stand for values within rounding.
    """

    kind: AnchorKind
    value: str
    text: str
    start: int
    end: int
    approximate: bool = False
    keys: tuple[str, ...] = ()
