"""Personal data masked: e-mail addresses, telephone numbers and Korean resident registration numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import regex

from bialign.documents import fragments_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bialign.beads import Alignment, TranslationUnit

# The order matters: a registration number must not be taken for a telephone number.
_PATTERNS: tuple[tuple[str, str, regex.Pattern[str]], ...] = (
    # From the beginning of a run of such characters, or from an address before: from each of them, time would be
    # quadratic in the length of what has no spaces, such as a picture in the text.
    (
        "e-mail",
        "[EMAIL]",
        regex.compile(r"(?:(?<![\w.+%-])|\G)[\w.+%-]++@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"),
    ),
    # Six digits of a date of birth, a hyphen, and a digit from 1 to 8 with six more, some of them starred out.
    (
        "resident registration number",
        "[RRN]",
        regex.compile(r"(?<!\d)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\s?[-–]\s?[1-8][\d*]{6}(?![\d*])"),
    ),
    # Area codes of Korea with 3+4 digits, 15xx service numbers, +82, and numbers of North America with an area code.
    (
        "telephone number",
        "[PHONE]",
        regex.compile(
            r"(?<![\d.,-])(?:"
            r"(?:\+?82[-.\s]?\(?0?\)?|0)(?:2|[3-6][1-5]|1[016-9]|50\d?|70|80)\)?[-.\s]\s?\d{3,4}[-.\s]\d{4}"
            r"|\(0(?:2|[3-6][1-5])\)\s?\d{3,4}[-.\s]\d{4}"
            r"|1[56]\d{2}-\d{4}"
            r"|(?:\+?1[-.\s])?(?:\(\d{3}\)\s?|\d{3}[-.])\d{3}[-.]\d{4}"
            r")(?![\d-])"
        ),
    ),
)
KINDS = tuple(name for name, _, _ in _PATTERNS)


def mask_text(text: str) -> tuple[str, dict[str, int]]:
    """Return a text with personal data replaced by placeholders, and how many of each kind there were.

    >>> mask_text("문의 02-123-4567, hong@example.com")
    ('문의 [PHONE], [EMAIL]', {'e-mail': 1, 'telephone number': 1})
    """
    counts: dict[str, int] = {}
    for name, placeholder, pattern in _PATTERNS:
        text, count = pattern.subn(placeholder, text)
        if count:
            counts[name] = count
    return text, counts


def mask_metadata(metadata: Mapping[str, str]) -> dict[str, str]:
    """Return metadata with personal data in their values replaced."""
    return {key: mask_text(value)[0] for key, value in metadata.items()}


def mask_alignment(alignment: Alignment) -> Alignment:
    """Mask the metadata and the fragments of both sides; offsets are then as if they were joined by line feeds."""
    sides = []
    for side in (alignment.source, alignment.target):
        texts = [mask_text(fragment.line)[0] for fragment in side]
        changed = any(text != fragment.line for text, fragment in zip(texts, side, strict=True))
        sides.append(fragments_of(texts, [fragment.kind for fragment in side]) if changed else side)
    return attrs.evolve(alignment, source=sides[0], target=sides[1], metadata=mask_metadata(alignment.metadata))


def mask_unit(unit: TranslationUnit) -> tuple[TranslationUnit, dict[str, int]]:
    """Mask both sides of a unit.

    The lengths of a bead's fragments, which a unit's metadata may give, are left out of a unit that changed: they
    no longer fit.
    """
    source, counts = mask_text(unit.source)
    target, more = mask_text(unit.target)
    if not counts and not more:
        return unit, {}
    for name, count in more.items():
        counts[name] = counts.get(name, 0) + count
    metadata = {key: value for key, value in unit.metadata.items() if key not in ("source_lengths", "target_lengths")}
    return attrs.evolve(unit, source=source, target=target, metadata=metadata), counts
