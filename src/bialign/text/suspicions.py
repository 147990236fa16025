"""What looks wrong in a text, reported and never repaired behind anyone's back."""

from __future__ import annotations

from enum import StrEnum

import attrs


class SuspicionKind(StrEnum):
    """What may have happened to a piece of text."""

    UTF8_READ_AS_LATIN = "utf-8-read-as-latin"
    CP949_READ_AS_LATIN = "cp949-read-as-latin"
    UTF8_READ_AS_CP949 = "utf-8-read-as-cp949"
    LOST = "lost"
    HANGUL_IN_LATIN_LAYOUT = "hangul-in-latin-layout"
    ENGLISH_IN_HANGUL_LAYOUT = "english-in-hangul-layout"


@attrs.frozen
class Suspicion:
    """A piece of text that looks as if something went wrong with it.

    Attributes:
        kind: What may have happened.
        text: The piece as it stands.
        start: Offset of its first code point.
        end: Offset after its last code point.
        reading: What it would be if that had not happened; empty where it cannot be told.
    """

    kind: SuspicionKind
    text: str
    start: int
    end: int
    reading: str
