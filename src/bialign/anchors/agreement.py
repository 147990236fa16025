"""How far the anchors of two texts agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bialign.anchors.model import Anchor, AnchorKind


@attrs.frozen
class AnchorAgreement:
    """What the anchors of two texts have in common.

    Attributes:
        agreeing: Pairs of a source and a target anchor that share a key: one pair for every source anchor that
            the target supports, and for every target anchor that only supports a source anchor already paired.
        conflicting: Pairs of a source and a target anchor of the same kind, neither of which has support.
        missing: Source anchors without support and without a conflicting one in the target.
        added: Target anchors without support and without a conflicting one in the source.
        score: Share of the anchors of both sides that agree, in [0, 1]; 1 where there are none.
    """

    agreeing: tuple[tuple[Anchor, Anchor], ...]
    conflicting: tuple[tuple[Anchor, Anchor], ...]
    missing: tuple[Anchor, ...]
    added: tuple[Anchor, ...]
    score: float


def anchor_agreement(source: Sequence[Anchor], target: Sequence[Anchor]) -> AnchorAgreement:
    """Compare the anchors of a source and a target text, each a sentence or a run of sentences."""
    by_key: dict[str, Anchor] = {}
    for anchor in reversed(target):
        by_key.update(dict.fromkeys(anchor.keys, anchor))
    agreeing: list[tuple[Anchor, Anchor]] = []
    lone_source: list[Anchor] = []
    supported: set[str] = set()
    for anchor in source:
        partner = next((by_key[key] for key in anchor.keys if key in by_key), None)
        if partner is None:
            lone_source.append(anchor)
        else:
            agreeing.append((anchor, partner))
            supported.update(anchor.keys)
    lone_target: dict[AnchorKind, list[Anchor]] = {}
    for anchor in target:
        if supported.isdisjoint(anchor.keys):
            lone_target.setdefault(anchor.kind, []).append(anchor)
    conflicting: list[tuple[Anchor, Anchor]] = []
    missing: list[Anchor] = []
    for anchor in lone_source:
        rivals = lone_target.get(anchor.kind)
        if rivals:
            conflicting.append((anchor, rivals.pop(0)))
        else:
            missing.append(anchor)
    added = tuple(sorted((a for rivals in lone_target.values() for a in rivals), key=lambda anchor: anchor.start))
    total = len(source) + len(target)
    lone = len(missing) + len(added) + 2 * len(conflicting)
    return AnchorAgreement(
        tuple(agreeing), tuple(conflicting), tuple(missing), added, 1 - lone / total if total else 1.0
    )
