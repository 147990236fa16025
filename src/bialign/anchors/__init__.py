"""Values that survive translation: numbers, dates, money, names."""

from bialign.anchors.agreement import AnchorAgreement, anchor_agreement
from bialign.anchors.finding import find_anchors
from bialign.anchors.model import Anchor, AnchorKind

__all__ = ["Anchor", "AnchorAgreement", "AnchorKind", "anchor_agreement", "find_anchors"]
