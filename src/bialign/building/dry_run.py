"""What each filter would drop, with examples: a build of a few article pairs in a temporary folder."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

import attrs

from bialign.building.build import build_in
from bialign.building.export import judged_units, select
from bialign.building.filters import KEPT, filter_name
from bialign.building.options import BuildOptions
from bialign.errors import ConfigurationError
from bialign.lists import require_instance

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bialign.beads import TranslationUnit
    from bialign.building.build import Observer
    from bialign.building.report import BuildReport

#: Article pairs that a trial reads if the options do not limit them.
SAMPLE = 200
_EXAMPLES = 3


@attrs.frozen
class Trial:
    """What filters did to a sample.

    Attributes:
        report: As of a whole build.
        examples: A few of the units that each filter dropped, by its name.
    """

    report: BuildReport
    examples: Mapping[str, tuple[TranslationUnit, ...]]


def try_filters(options: BuildOptions, *, observer: Observer | None = None) -> Trial:
    """Build a corpus of the first article pairs in a temporary folder, and gather examples of what filters drop.

    Args:
        options: As for `build_corpus`; the output folder is not touched.
        observer: As for `build_corpus`.

    Raises:
        BialignError: As `build_corpus`.
    """
    require_instance(options, BuildOptions, what="BuildOptions", error=ConfigurationError)
    examples: dict[str, list[TranslationUnit]] = {}
    with tempfile.TemporaryDirectory(prefix="bialign-") as folder:
        options = attrs.evolve(
            options, output=folder, limit=options.limit or SAMPLE, engine="local", formats=("jsonl",), restart=False
        )
        build, report = build_in(options, observer)
        for shard in range(build.shards):
            selection = select(build.work, shard, build.plan.buckets, build.shards)
            for unit, verdict, _ in judged_units(build.work, shard, selection, mask=options.mask_personal_data):
                if verdict != KEPT:
                    chosen = examples.setdefault(filter_name(verdict), [])
                    if len(chosen) < _EXAMPLES:
                        chosen.append(unit)
    return Trial(report, {name: tuple(chosen) for name, chosen in examples.items()})
