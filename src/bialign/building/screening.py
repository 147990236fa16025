"""A shard's units screened by the filters of single units; the others' hashes written for the whole corpus."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import attrs
import numpy as np

from bialign.building.duplicates import UnitHashes
from bialign.building.filters import KEPT, faults, filter_name
from bialign.building.personal_data import mask_metadata, mask_unit
from bialign.building.shards import read_aligned
from bialign.building.statistics import Statistics
from bialign.building.storage import read_file, read_json
from bialign.formats import pharaoh, units_of
from bialign.formats.structure import PROVENANCE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bialign.beads import Alignment, TranslationUnit
    from bialign.building.filters import Threshold
    from bialign.building.storage import Folder

#: The folder of the files that say that shards are finished.
MARKERS = "shards"


@attrs.frozen
class ShardSummary:
    """What a finished shard tells.

    Attributes:
        statistics: Its counts, as far as they are known before duplicates are.
        checksum: SHA-256 over the checksums of its texts.
        signature: How its articles were aligned; empty if none was.
        failures: Id, stage and reason of each article pair that failed.
    """

    statistics: Statistics
    checksum: str
    signature: str
    failures: Sequence[Mapping[str, str]]


def marker_name(shard: int) -> str:
    """Return the name of the file that says a shard is finished; it is written last."""
    return f"{MARKERS}/{shard:06}.json"


def verdicts_name(shard: int) -> str:
    """Return the name of a shard's verdicts: a byte for each unit."""
    return f"verdicts/{shard:06}.bin"


def ids_name(shard: int) -> str:
    """Return the name of the file of what a shard's article pairs are called, hashed to eight bytes each."""
    return f"ids/{shard:06}.bin"


def repeated_ids(folder: Folder, shards: int) -> int:
    """Return how many article pairs of finished shards have the id of an earlier one."""
    ids = np.concatenate([np.frombuffer(read_file(folder, ids_name(shard)), "<u8") for shard in range(shards)])
    return len(ids) - len(np.unique(ids))


def _digest(identifier: str) -> bytes:
    return hashlib.blake2b(identifier.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def final_units(alignment: Alignment, *, mask: bool) -> list[tuple[TranslationUnit, Mapping[str, int]]]:
    """Return an alignment's units as the corpus will hold them, and what was masked in the texts of each.

    What the input says of an article, such as its date, stands in the metadata of its units, too. Word links are of
    a unit's own: a column of their name is something else.
    """
    metadata = mask_metadata(alignment.metadata) if mask else alignment.metadata
    said = {key: value for key, value in metadata.items() if key not in PROVENANCE and key != pharaoh.METADATA_KEY}
    units = units_of(alignment)
    if said:
        units = [attrs.evolve(unit, metadata={**said, **unit.metadata}) for unit in units]
    return [mask_unit(unit) for unit in units] if mask else [(unit, {}) for unit in units]


def screen_shard(folder: Folder, shard: int, thresholds: Mapping[str, Threshold], *, mask: bool) -> None:
    """Judge every unit of an aligned shard, write verdicts, hashes and, last, the summary.

    Args:
        folder: Where the aligned shard is, and where the results are written.
        shard: The shard's number.
        thresholds: Of every filter.
        mask: Whether personal data are masked.
    """
    statistics = Statistics()
    hashes = UnitHashes(thresholds)
    verdicts = bytearray()
    checksum = hashlib.sha256()
    signature = ""
    failures = []
    ids = bytearray()
    for article, pair in enumerate(read_aligned(folder, shard)):
        statistics.articles += 1
        if pair.alignment is None:
            assert pair.failure is not None
            statistics.failed[pair.failure["stage"]] += 1
            failures.append(dict(pair.failure))
            ids += _digest(pair.failure["id"])
            continue
        statistics.aligned += 1
        ids += _digest(pair.alignment.id)
        checksum.update(pair.checksum.encode())
        signature = signature or pair.alignment.signature
        statistics.bead_types.update(bead.type for bead in pair.alignment)
        statistics.bead_kinds.update(bead.kind.value for bead in pair.alignment)
        for unit, _ in final_units(pair.alignment, mask=mask):
            found = faults(unit, thresholds)
            statistics.found.update(map(filter_name, found))
            if not found:
                hashes.add(unit, article, len(verdicts))
            verdicts.append(found[0] if found else KEPT)
    statistics.units = len(verdicts)
    hashes.write(folder, shard)
    with folder.write(verdicts_name(shard)) as stream:
        stream.write(bytes(verdicts))
    with folder.write(ids_name(shard)) as stream:
        stream.write(bytes(ids))
    record = {
        "statistics": statistics.to_json(),
        "checksum": checksum.hexdigest(),
        "signature": signature,
        "failures": failures,
    }
    with folder.write(marker_name(shard)) as stream:
        stream.write(json.dumps(record).encode())


def read_summary(folder: Folder, shard: int) -> ShardSummary:
    """Return what a finished shard tells."""
    record = read_json(folder, marker_name(shard))
    return ShardSummary(
        Statistics.from_json(record["statistics"]), record["checksum"], record["signature"], record["failures"]
    )
