"""The parts that the patterns of conventions share, and what a text must hold for a pattern to match it.

A part is written ``{name}`` in a pattern. Some have a mark, such as the ``@`` of an address, or one of several words:
looking for it takes far less time than matching.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TypeAlias

import attrs

from bialign.tables import read_rows

_PART = re.compile(r"\{([a-z][a-z_]*)\}")
# What a pattern is made of, as far as its parts and alternatives are to be found.
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]|\{(?P<part>[a-z][a-z_]*)\}(?!\?|\*|\{0|\{,)", re.DOTALL)


Mark: TypeAlias = tuple[str, ...]
"""Strings in lower case, of which a text holds at least one."""


@attrs.frozen
class _Part:
    pattern: str
    marks: frozenset[Mark]


@cache
def _parts() -> dict[str, _Part]:
    parts: dict[str, _Part] = {}
    for name, pattern, mark in read_rows("bialign.articles", "data/vocabulary.tsv")[1:]:
        marks = _marks(pattern, parts).union([tuple(mark.split("|"))] if mark else [])
        parts[name] = _Part(_expand(pattern, parts), marks)
    return parts


def _expand(pattern: str, parts: dict[str, _Part]) -> str:
    return _PART.sub(lambda match: f"(?:{parts[match[1]].pattern})", pattern)


def _marks(pattern: str, parts: dict[str, _Part]) -> frozenset[Mark]:
    alternatives: list[frozenset[Mark]] = [frozenset()]
    depth = 0
    for token in _TOKEN.finditer(pattern):
        if token[0] == "(":
            depth += 1
        elif token[0] == ")":
            depth -= 1
        elif depth == 0 and token[0] == "|":
            alternatives.append(frozenset())
        elif depth == 0 and token["part"]:
            alternatives[-1] |= parts[token["part"]].marks
    return frozenset.intersection(*alternatives)


def expand(pattern: str) -> str:
    """Return a pattern with the patterns of its parts in their places."""
    return _expand(pattern, _parts())


def required_marks(pattern: str) -> frozenset[Mark]:
    """Return the marks that any text holds which a pattern matches.

    Marks are those of the parts that stand outside all brackets of the pattern and are not optional.

    >>> sorted(required_marks("(?:contact: ?)?{email}"))
    [('@', '[email')]
    """
    return _marks(pattern, _parts())
