"""How much a corpus file may ask of the machine before it is refused."""

from __future__ import annotations

import attrs


@attrs.frozen
class Limits:
    """Bounds that no honest corpus meets; raise them for one that does.

    Attributes:
        record: Longest line, XML token or segment, in bytes or code points.
        depth: Deepest nesting of XML elements.
        expansion: Largest ratio of decompressed to compressed size; text compresses 3 to 20 times.
        grace: Decompressed bytes before the ratio counts, so that small repetitive files pass.
    """

    record: int = 16 * 1024 * 1024
    depth: int = 64
    expansion: int = 200
    grace: int = 64 * 1024 * 1024


DEFAULT_LIMITS = Limits()
