"""What tests of aligners need: assertions that show what differs, snapshots, and Hypothesis strategies.

The pytest plugin `bialign.testing.plugin` comes with the package; `bialign.testing.strategies` needs Hypothesis.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bialign.lazy import lazy_exports

if TYPE_CHECKING:
    from bialign.testing.assertions import assert_alignment, assert_f1
    from bialign.testing.differences import format_difference
    from bialign.testing.snapshots import AlignmentSnapshot

__all__ = ["AlignmentSnapshot", "assert_alignment", "assert_f1", "format_difference"]

_HOMES = {
    "AlignmentSnapshot": "bialign.testing.snapshots",
    "assert_alignment": "bialign.testing.assertions",
    "assert_f1": "bialign.testing.assertions",
    "format_difference": "bialign.testing.differences",
}

# Every pytest run imports this package for its plugin: what the names need is imported when they are used.
__getattr__, __dir__ = lazy_exports(__name__, _HOMES, __all__)
