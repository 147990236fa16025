"""Finished shards, less what the filters drop, written as corpus files."""

from __future__ import annotations

import json
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from bialign.building.duplicates import CORPUS_FILTERS, shard_drops
from bialign.building.filters import FILTER_NUMBERS, KEPT
from bialign.building.personal_data import mask_alignment
from bialign.building.screening import final_units, marker_name, read_summary, verdicts_name
from bialign.building.shards import damaged_alignments, read_aligned
from bialign.building.statistics import Statistics
from bialign.building.storage import LocalFolder, damaged, read_file, read_json
from bialign.errors import BuildError
from bialign.formats import find_format, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from bialign.beads import Alignment, TranslationUnit
    from bialign.building.storage import Folder

#: The folder of files that are being written, which a killed run leaves behind.
SCRATCH = "scratch"


@attrs.frozen
class Part:
    """The shards that go into one file of each format.

    Attributes:
        number: From 1.
        parts: How many parts there are.
        shards: Their numbers.
    """

    number: int
    parts: int
    shards: tuple[int, ...]

    @property
    def stem(self) -> str:
        """What the names of its files begin with."""
        return "corpus" if self.parts == 1 else f"corpus-{self.number:05}-of-{self.parts:05}"


def group_shards(articles: Sequence[int], per_file: int) -> list[Part]:
    """Group consecutive shards into parts.

    Args:
        articles: How many article pairs each shard holds.
        per_file: How many article pairs go into a part, except that shards are not divided.
    """
    groups: list[list[int]] = []
    held = 0
    for shard, count in enumerate(articles):
        if not groups or held + count > per_file:
            groups.append([])
            held = 0
        groups[-1].append(shard)
        held += count
    return [Part(number, len(groups), tuple(shards)) for number, shards in enumerate(groups, 1)]


def part_name(number: int) -> str:
    """Return the name of the file that says a part is written; it is written last."""
    return f"parts/{number:06}.json"


@attrs.frozen
class Selection:
    """Which units of a shard the corpus holds.

    Attributes:
        verdicts: For each unit the number of the filter that drops it, or `KEPT`.
        found: How many units each corpus filter found fault with, by name.
    """

    verdicts: NDArray[np.uint8]
    found: dict[str, int]


def select(work: Folder, shard: int, buckets: int, shards: int) -> Selection:
    """Put together what the filters of single units and those of the corpus say of a shard."""
    verdicts = np.frombuffer(read_file(work, verdicts_name(shard)), dtype=np.uint8).copy()
    if len(verdicts) != read_summary(work, shard).statistics.units:
        remedy = f"remove {marker_name(shard)} beside it and give the same command again"
        raise damaged(work, verdicts_name(shard), remedy=remedy)
    drops = set(shard_drops(work, shard, buckets, shards))
    for unit, number in sorted(drops, reverse=True):
        verdicts[unit] = number
    numbers = [number for _, number in drops]
    found = {name: numbers.count(FILTER_NUMBERS[name]) for name in CORPUS_FILTERS}
    return Selection(verdicts, found)


class PartWriter:
    """Writes one part in every format.

    Args:
        out: The corpus's folder.
        work: The folder of finished shards.
        part: Which shards.
        buckets: In how many buckets duplicates were looked for.
        shards: How many shards there are in all.
        mask: Whether personal data are masked.
    """

    def __init__(self, out: Folder, work: Folder, part: Part, *, buckets: int, shards: int, mask: bool) -> None:
        self._out, self._work, self._part, self._mask = out, work, part, mask
        self._selections = {shard: select(work, shard, buckets, shards) for shard in part.shards}

    def write(self, formats: Sequence[str], languages: tuple[str, str], *, alignments: bool) -> None:
        """Write the files, then the marker with counts and what formats could not carry.

        Args:
            formats: Their names.
            languages: Those of the corpus, which the names of some formats' files tell.
            alignments: Whether whole alignments are written, too.
        """
        files: list[str] = []
        losses: dict[str, dict[str, int]] = {}
        with _scratch(self._work) as folder:
            for name in formats:
                known = find_format(name)
                path = folder / f"{self._part.stem}{known.ending(*languages)}"
                report = write(self._units(), path, format=name, illegal="replace", on_error="skip")
                losses[name] = dict(report.losses)
                if report.replaced:
                    losses[name]["characters that the format forbids"] = report.replaced
                if report.skipped_count:
                    losses[name]["units that the format refuses"] = report.skipped_count
            if alignments:
                path = folder / f"{self._part.stem.replace('corpus', 'alignments', 1)}.jsonl.gz"
                write(self._alignments(), path, format="jsonl")
            for path in sorted(folder.iterdir()):
                self._out.put(path, path.name)
                files.append(path.name)
        record = {"files": files, "losses": losses, "statistics": self._statistics().to_json()}
        with self._work.write(part_name(self._part.number)) as stream:
            stream.write(json.dumps(record).encode())

    def _units(self) -> Iterator[TranslationUnit]:
        for shard in self._part.shards:
            for unit, verdict, _ in judged_units(self._work, shard, self._selections[shard], mask=self._mask):
                if verdict == KEPT:
                    yield unit

    def _alignments(self) -> Iterator[Alignment]:
        for shard in self._part.shards:
            for pair in read_aligned(self._work, shard):
                if pair.alignment is not None:
                    yield mask_alignment(pair.alignment) if self._mask else pair.alignment

    def _statistics(self) -> Statistics:
        statistics = Statistics()
        for shard, selection in self._selections.items():
            counts = np.bincount(selection.verdicts, minlength=len(FILTER_NUMBERS) + 1).tolist()
            statistics.kept += counts[KEPT]
            statistics.dropped.update(
                {name: counts[number] for name, number in FILTER_NUMBERS.items() if counts[number]}
            )
            statistics.found.update({name: n for name, n in selection.found.items() if n})
            if self._mask:
                for _, verdict, masked in judged_units(self._work, shard, selection, mask=True):
                    if verdict == KEPT:
                        statistics.masked.update(masked)
        return statistics


def judged_units(
    work: Folder, shard: int, selection: Selection, *, mask: bool
) -> Iterator[tuple[TranslationUnit, int, Mapping[str, int]]]:
    """Yield a shard's units, each with the number of the filter that drops it, or `KEPT`, and what was masked."""
    verdicts = selection.verdicts.tolist()
    number = 0
    for pair in read_aligned(work, shard):
        if pair.alignment is not None:
            units = final_units(pair.alignment, mask=mask)
            if number + len(units) > len(verdicts):
                raise damaged_alignments(work, shard)
            for unit, masked in units:
                yield unit, verdicts[number], masked
                number += 1
    if number < len(verdicts):
        raise damaged_alignments(work, shard)


def read_part(work: Folder, number: int) -> dict[str, Any]:
    """Return what the marker of a part says: its files, losses and statistics."""
    record: dict[str, Any] = read_json(work, part_name(number))
    return record


@contextmanager
def _scratch(work: Folder) -> Iterator[Path]:
    """Yield an empty folder of this machine, on the corpus's own filesystem where that is on this machine."""
    base = work.path / SCRATCH if isinstance(work, LocalFolder) else None
    try:
        if base is not None:
            base.mkdir(exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix="part-", dir=base))
    except OSError as error:
        raise BuildError(f"{base or tempfile.gettempdir()} cannot be written: {error.strerror}.") from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
