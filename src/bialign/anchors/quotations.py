"""Quotations: what stands between quotation marks."""

from __future__ import annotations

import re

from bialign.anchors.drafts import Draft
from bialign.anchors.model import AnchorKind

_MARK = re.compile("[\"“”„‟‘’'「」『』]")
_OPENING = {"“": "”", "„": "”", "‟": "”", "‘": "’", "「": "」", "『": "』"}
_CLOSING = frozenset("”’」』")
_STRAIGHT = "\"'"


def find_quotations(view: str) -> list[Draft]:
    """Find quotations with their marks, in offset order; one that no mark closes reaches to the end of the text.

    A quotation that opened before the text (a sentence cut out of a longer quotation) begins at its start.
    Quotations within quotations are not told apart, apostrophes are no marks.
    """
    drafts: list[Draft] = []
    opened, awaited = -1, ""
    for mark in _MARK.finditer(view):
        sign, place = mark.group(), mark.start()
        before = view[place - 1] if place else " "
        after = view[place + 1] if place + 1 < len(view) else " "
        if sign in "'’" and before.isalnum() and after.isalnum() and not "가" <= after <= "힣":
            continue
        if opened >= 0:
            if sign == awaited or (sign in '"”' and awaited in '"”'):
                drafts.append(_draft(opened, place + 1))
                opened = -1
        elif sign in _OPENING:
            opened, awaited = place, _OPENING[sign]
        elif sign in _STRAIGHT and not after.isspace() and not before.isalnum():
            opened, awaited = place, sign
        elif not drafts and _closes(sign, before, after):
            drafts.append(_draft(len(view) - len(view.lstrip()), place + 1))
    if opened >= 0 and awaited not in "'’":
        drafts.append(_draft(opened, len(view.rstrip())))
    return drafts


def _closes(sign: str, before: str, after: str) -> bool:
    """Tell whether a mark that follows no opening one closes a quotation; in 5'10" it is a measure."""
    if sign in "'’" or before.isspace() or before.isdigit():
        return False
    return sign in _CLOSING or not after.isalnum()


def _draft(start: int, end: int) -> Draft:
    return Draft(AnchorKind.QUOTATION, "quotation", start, end, ("quotation",))
