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


def are(number: int, noun: str = "") -> str:
    """Return a number, with its noun if there is one, behind the verb that goes with it.

    Args:
        number: How many; its thousands are set apart.
        noun: The noun in the singular, of which the plural ends in s.

    >>> are(1, "bead"), are(2000)
    ('is 1 bead', 'are 2,000')
    """
    return f"{'is' if number == 1 else 'are'} {counted(number, noun) if noun else f'{number:,}'}"
