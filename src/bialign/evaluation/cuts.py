"""Where a sentence can be cut in two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from bialign.evaluation.randomness import SplitMix64

# Where a sentence may be cut in two, best first: after punctuation inside it; after a Korean connective ending or
# before an English conjunction or relative; between any two words. The named group is the white space cut away.
_CUTS = (
    regex.compile(r"(?<=[,;:，、]|[–—]|--)(?P<cut>\s+)"),
    regex.compile(
        r"(?<=\p{Hangul}(?:고|며|지만|는데|은데|면서|어서|아서|해서|니까|으나|도록|자마자|다가))(?P<cut>\s+)"
        r"|(?<!\s)(?P<cut>\s++)(?=(?:and|but|or|because|while|when|after|before|which|who|where|that|although|if)\s)"
    ),
    regex.compile(r"(?P<cut>\s+)"),
)
# A half shorter than this share of its sentence, such as a leading "However,", makes no sentence of its own.
_SHORTEST_HALF = 0.2


def cut_in_two(text: str, random: SplitMix64) -> tuple[str, str] | None:
    """Cut a sentence in two at one of its best places; None if there is none, as in a single word."""
    shortest = _SHORTEST_HALF * len(text)
    for pattern in _CUTS:
        spans = [match.span("cut") for match in pattern.finditer(text)]
        spans = [(start, end) for start, end in spans if start >= shortest and len(text) - end >= shortest]
        if spans:
            start, end = random.choose(spans)
            return text[:start], text[end:]
    return None
