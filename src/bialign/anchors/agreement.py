"""How far the anchors of two texts agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from bialign.anchors.evidence import log_likelihood_ratio
from bialign.anchors.keys import NEAR
from bialign.anchors.model import Anchor, AnchorKind, Outcome
from bialign.lists import list_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@attrs.frozen
class AnchorAgreement:
    """What the anchors of two texts have in common.

    A capitalised English word (`AnchorKind.NAME`) without a counterpart is left out: Korean writes it in Hangul.

    Attributes:
        agreeing: Pairs of a source and a target anchor that share a key: one for each source anchor with support in
            the target, and one for each target anchor whose support is none of the partners named so far.
        conflicting: Pairs of a source and a target anchor of the same kind, neither of which has support.
        missing: Source anchors without support and without a conflicting one in the target.
        added: Target anchors without support and without a conflicting one in the source.
        score: Log-likelihood ratio, in nats, of these outcomes in a sentence and its translation against a sentence
            and a neighbour of its translation: the mean of the sum over source and the sum over target anchors.
            Positive where the anchors speak for a translation, 0 without any, about -6 to 20 for sentences.
    """

    agreeing: tuple[tuple[Anchor, Anchor], ...]
    conflicting: tuple[tuple[Anchor, Anchor], ...]
    missing: tuple[Anchor, ...]
    added: tuple[Anchor, ...]
    score: float


def anchor_agreement(source: Iterable[Anchor], target: Iterable[Anchor]) -> AnchorAgreement:
    """Compare the anchors of a source and a target text, each a sentence or a run of sentences.

    >>> from bialign.anchors import find_anchors
    >>> agreement = anchor_agreement(find_anchors("3만명", "ko"), find_anchors("some 30,000 people", "en"))
    >>> [(a.text, b.text) for a, b in agreement.agreeing]
    [('3만', '30,000')]

    Raises:
        InvariantError: If something is no anchor.
    """
    source = list_of(source, Anchor, what="anchors")
    target = list_of(target, Anchor, what="anchors")
    forward, backward = _partners(source, target), _partners(target, source)
    agreeing = [(anchor, partner) for anchor, partner in zip(source, forward, strict=True) if partner is not None]
    paired = {id(partner) for _, partner in agreeing}
    agreeing += [
        (partner, anchor)
        for anchor, partner in zip(target, backward, strict=True)
        if partner is not None and id(anchor) not in paired
    ]
    lone_source, lone_target = _without_support(source, forward), _without_support(target, backward)
    conflicting, missing = _conflicts(lone_source, lone_target)
    rivals = {id(rival) for _, rival in conflicting}
    return AnchorAgreement(
        tuple(agreeing),
        tuple(conflicting),
        tuple(missing),
        tuple(anchor for anchor in lone_target if id(anchor) not in rivals),
        (
            sum(log_likelihood_ratio(anchor, outcome) for anchor, outcome in anchor_outcomes(source, target))
            + sum(log_likelihood_ratio(anchor, outcome) for anchor, outcome in anchor_outcomes(target, source))
        )
        / 2,
    )


def anchor_outcomes(anchors: Iterable[Anchor], others: Iterable[Anchor]) -> list[tuple[Anchor, Outcome]]:
    """Tell for each anchor of a text what becomes of it in another text.

    An anchor is agreeing if one of the others shares a key with it that is not a rounded value, near if one shares
    a rounded value, conflicting if none does but one of its kind stands there without support, else missing.

    Raises:
        InvariantError: If something is no anchor.
    """
    anchors = list_of(anchors, Anchor, what="anchors")
    others = list_of(others, Anchor, what="anchors")
    exact = {key for other in others for key in other.keys if not key.startswith(NEAR)}
    rounded = {key for other in others for key in other.keys if key.startswith(NEAR)}
    own = {key for anchor in anchors for key in anchor.keys}
    lone = {other.kind for other in others if own.isdisjoint(other.keys)}
    outcomes = []
    for anchor in anchors:
        if not exact.isdisjoint(anchor.keys):
            outcome = Outcome.AGREEING
        elif not rounded.isdisjoint(anchor.keys):
            outcome = Outcome.NEAR
        else:
            outcome = Outcome.CONFLICTING if anchor.kind in lone else Outcome.MISSING
        outcomes.append((anchor, outcome))
    return outcomes


def _partners(anchors: Sequence[Anchor], others: Sequence[Anchor]) -> list[Anchor | None]:
    """Return for each anchor the first of the others that shares its strongest shared key, or None."""
    by_key: dict[str, Anchor] = {}
    for other in reversed(others):
        by_key.update(dict.fromkeys(other.keys, other))
    return [next((by_key[key] for key in anchor.keys if key in by_key), None) for anchor in anchors]


def _without_support(anchors: Sequence[Anchor], partners: Sequence[Anchor | None]) -> list[Anchor]:
    return [
        anchor
        for anchor, partner in zip(anchors, partners, strict=True)
        if partner is None and anchor.kind is not AnchorKind.NAME
    ]


def _conflicts(
    source: Sequence[Anchor], target: Sequence[Anchor]
) -> tuple[list[tuple[Anchor, Anchor]], list[Anchor]]:
    """Pair anchors of the same kind in their order; return the pairs and the source anchors left over."""
    waiting: dict[AnchorKind, list[Anchor]] = {}
    for anchor in reversed(target):
        waiting.setdefault(anchor.kind, []).append(anchor)
    pairs: list[tuple[Anchor, Anchor]] = []
    left: list[Anchor] = []
    for anchor in source:
        rivals = waiting.get(anchor.kind)
        if rivals:
            pairs.append((anchor, rivals.pop()))
        else:
            left.append(anchor)
    return pairs, left
