"""An anchor before its offsets are led back from the normalised view to the text."""

from __future__ import annotations

from typing import NamedTuple

from bialign.anchors.model import AnchorKind


class Draft(NamedTuple):
    """Kind, value, span in the view, keys, and whether the value is approximate."""

    kind: AnchorKind
    value: str
    start: int
    end: int
    keys: tuple[str, ...]
    approximate: bool = False
