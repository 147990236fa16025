"""What native libraries cannot read."""

from __future__ import annotations

import re

_UNREADABLE = re.compile("[\ud800-\udfff\x00]")


def readable(text: str) -> str:
    """Replace lone surrogates and NUL, which native libraries stumble over, by U+FFFD, so that offsets stay."""
    return _UNREADABLE.sub("\ufffd", text)
