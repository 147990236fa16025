"""Numbers of things, as sentences say them."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural unless it is one.

    Args:
        number: How many; its thousands are set apart.
        noun: The noun in the singular, of which the plural ends in s.

    >>> counted(1, "bead"), counted(2000, "article pair")
    ('1 bead', '2,000 article pairs')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
