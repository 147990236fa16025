"""Values that survive translation: numbers, dates, money, names of places and organisations, tokens."""

from bialign.anchors.agreement import AnchorAgreement, anchor_agreement, anchor_outcomes
from bialign.anchors.dating import infer_weekdays, resolve_dates
from bialign.anchors.evidence import evidence_class, log_likelihood_ratio
from bialign.anchors.finding import find_anchors
from bialign.anchors.model import Anchor, AnchorKind, Outcome

__all__ = [
    "Anchor",
    "AnchorAgreement",
    "AnchorKind",
    "Outcome",
    "anchor_agreement",
    "anchor_outcomes",
    "evidence_class",
    "find_anchors",
    "infer_weekdays",
    "log_likelihood_ratio",
    "resolve_dates",
]
