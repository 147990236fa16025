"""Repeated texts, duplicate and near-duplicate pairs: found across the whole corpus in bounded memory.

Every shard writes the hashes of its units, sorted. A bucket is a range of hashes: a task reads that range from every
shard's file, finds what is repeated, and writes which units to drop, by shard. Buckets are independent of each other
and small enough for memory, however large the corpus.

Near-duplicates are found by MinHash (Broder 1997) over character 4-grams and banded locality-sensitive hashing
(Leskovec, Rajaraman and Ullman, *Mining of Massive Datasets*, chapter 3): a pair goes if it shares a band with an
earlier one that does not go as a repeated text. Signatures are `datasketch`'s.
"""

from __future__ import annotations

from array import array
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bialign.building.filters import FILTER_NUMBERS, OFF, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from datasketch import MinHash

    from bialign.beads import TranslationUnit
    from bialign.building.filters import Threshold
    from bialign.building.storage import Folder

CORPUS_FILTERS = ("repeated", "duplicate", "near-duplicate")
# A hash, the article's number in its shard, and the unit's number in its shard.
_ENTRY = np.dtype([("hash", "<u8"), ("article", "<u4"), ("unit", "<u4")])
_FOUND = np.dtype([("hash", "<u8"), ("shard", "<u4"), ("article", "<u4"), ("unit", "<u4")])
_DROP = np.dtype([("shard", "<u4"), ("unit", "<u4"), ("filter", "u1")])
Entries = NDArray[np.void]
# A shard's file of hashes begins with the offsets of this many equal ranges; a bucket is one or more of them.
_RANGE_BITS = 10
MOST_BUCKETS = 1 << _RANGE_BITS
_ARTICLES_PER_BUCKET = 20_000
_PERMUTATIONS = 128
_SHINGLE = 4


def bucket_count(articles: int) -> int:
    """Return how many buckets a corpus of so many article pairs needs: a power of two up to `MOST_BUCKETS`."""
    count = 1
    while count < MOST_BUCKETS and count * _ARTICLES_PER_BUCKET < articles:
        count *= 2
    return count


def bands(threshold: float) -> tuple[int, int]:
    """Return the number of bands and the rows in each for a similarity threshold.

    The similarity at which half of the pairs share a band is close to ``(1 / bands) ** (1 / rows)``.

    Args:
        threshold: Jaccard similarity of character 4-grams, in [0.5, 1].
    """
    rows = min(range(1, 65), key=lambda r: abs((r / _PERMUTATIONS) ** (1 / r) - threshold))
    return _PERMUTATIONS // rows, rows


def _hash(*parts: bytes) -> int:
    digest = blake2b(digest_size=8)
    for part in parts:
        digest.update(part)
        digest.update(b"\0")
    return int.from_bytes(digest.digest(), "little")


class UnitHashes:
    """The hashes of a shard's units, gathered and written.

    Args:
        thresholds: Of every filter; what is off is not hashed.
    """

    def __init__(self, thresholds: Mapping[str, Threshold]) -> None:
        # Hash, article and unit in turn.
        self._entries = {name: array("Q") for name in CORPUS_FILTERS if thresholds[name] is not OFF}
        near = thresholds["near-duplicate"]
        self._bands, self._rows = bands(near) if isinstance(near, float) else (0, 0)
        self._empty: MinHash | None = None
        if self._bands:
            from datasketch import MinHash  # noqa: PLC0415 - loads much of SciPy

            self._empty = MinHash(num_perm=self._bands * self._rows, seed=1, scheme="affine32")

    def add(self, unit: TranslationUnit, article: int, number: int) -> None:
        """Hash a unit, known by its article's and its own number in the shard."""
        source, target = plain(unit.source).encode(), plain(unit.target).encode()
        if "repeated" in self._entries:
            self._entries["repeated"].extend((_hash(b"source", source), article, number))
            self._entries["repeated"].extend((_hash(b"target", target), article, number))
        if "duplicate" in self._entries:
            self._entries["duplicate"].extend((_hash(source, target), article, number))
        if self._empty is not None:
            text = f"{plain(unit.source)}\0{plain(unit.target)}"
            shingles = {text[place : place + _SHINGLE] for place in range(max(1, len(text) - _SHINGLE + 1))}
            signature = self._empty.copy()
            signature.update_batch([shingle.encode() for shingle in shingles])
            values = signature.hashvalues
            for band in range(self._bands):
                row = values[band * self._rows : (band + 1) * self._rows]
                self._entries["near-duplicate"].extend((_hash(bytes([band]), row.tobytes()), article, number))

    def write(self, folder: Folder, shard: int) -> None:
        """Write a file of hashes for each filter that is on."""
        for name, entries in self._entries.items():
            columns = np.frombuffer(entries, dtype=np.uint64).reshape(-1, 3)
            # Units come in order, so a stable sort by hash leaves equal hashes in the order of units.
            order = np.argsort(columns[:, 0], kind="stable")
            table = np.empty(len(order), dtype=_ENTRY)
            for field, column in zip(("hash", "article", "unit"), columns.T, strict=True):
                table[field] = column[order]
            limits = np.arange(MOST_BUCKETS, dtype=np.uint64) << np.uint64(64 - _RANGE_BITS)
            offsets = np.append(np.searchsorted(table["hash"], limits), len(table))
            _write_ranges(folder, hashes_name(name, shard), offsets, table)


def hashes_name(filter_name: str, shard: int) -> str:
    """Return the name of a shard's file of hashes."""
    return f"hashes/{filter_name}/{shard:06}.bin"


def drops_name(bucket: int) -> str:
    """Return the name of a bucket's file of units to drop as repeated texts or duplicates."""
    return f"drops/{bucket:04}.bin"


def near_drops_name(bucket: int) -> str:
    """Return the name of a bucket's file of units to drop as near-duplicates."""
    return f"near/{bucket:04}.bin"


def run_bucket(folder: Folder, bucket: int, buckets: int, shards: int, thresholds: Mapping[str, Threshold]) -> None:
    """Find repeated texts and duplicates in one range of hashes, and write which units to drop, by shard.

    Args:
        folder: Where shards wrote their hashes, and where drops are written.
        bucket: The bucket's number, from 0.
        buckets: How many buckets there are, a power of two.
        shards: How many shards there are.
        thresholds: Of every filter.
    """
    dropped = []
    if thresholds["repeated"] is not OFF:
        found, groups = _grouped(folder, "repeated", bucket, buckets, shards)
        least = float(thresholds["repeated"])  # type: ignore[arg-type]  # a number, since it is not off
        dropped.append(_drops("repeated", found[_in_many_articles(found, groups, least)]))
    if thresholds["duplicate"] is not OFF:
        found, groups = _grouped(folder, "duplicate", bucket, buckets, shards)
        dropped.append(_drops("duplicate", np.delete(found, groups)))
    _write_drops(folder, drops_name(bucket), dropped, shards)


def run_near_bucket(
    folder: Folder, bucket: int, buckets: int, shards: int, thresholds: Mapping[str, Threshold]
) -> None:
    """Find near-duplicates in one range of hashes, after `run_bucket` has run for all, and write which to drop.

    Of pairs that share a band, the first stays, and the first that is not dropped as a repeated text: no pair goes
    for the sake of an earlier one that goes so. Bands are looked at one by one: a pair may go for the sake of an
    earlier one that goes as a near-duplicate itself.

    Args:
        folder: As for `run_bucket`.
        bucket: As for `run_bucket`.
        buckets: As for `run_bucket`.
        shards: As for `run_bucket`.
        thresholds: As for `run_bucket`.
    """
    dropped = []
    if thresholds["near-duplicate"] is not OFF:
        found, groups = _grouped(folder, "near-duplicate", bucket, buckets, shards)
        goes = np.isin(_keys(found), _repeated_keys(folder, buckets, shards))
        numbers = np.repeat(np.arange(len(groups)), np.diff(np.append(groups, len(found))))
        staying = np.flatnonzero(~goes)
        firsts = staying[np.unique(numbers[staying], return_index=True)[1]]
        dropped.append(_drops("near-duplicate", np.delete(found, np.union1d(groups, firsts))))
    _write_drops(folder, near_drops_name(bucket), dropped, shards)


def _grouped(folder: Folder, name: str, bucket: int, buckets: int, shards: int) -> tuple[Entries, NDArray[np.int64]]:
    """Return the entries of one range of hashes, equal ones together in the units' order, and where each begins."""
    found = _bucket_entries(folder, name, bucket, buckets, shards)
    # Entries come by shard and unit within equal hashes: a stable sort keeps that.
    found = found[np.argsort(found["hash"], kind="stable")]
    return found, np.unique(found["hash"], return_index=True)[1]


def _drops(name: str, chosen: Entries) -> Entries:
    drops = np.zeros(len(chosen), dtype=_DROP)
    drops["shard"], drops["unit"], drops["filter"] = chosen["shard"], chosen["unit"], FILTER_NUMBERS[name]
    return np.unique(drops)


def _write_drops(folder: Folder, name: str, dropped: Sequence[Entries], shards: int) -> None:
    table = np.concatenate([np.zeros(0, dtype=_DROP), *dropped])
    table.sort(order=("shard", "unit", "filter"))
    _write_ranges(folder, name, np.searchsorted(table["shard"], np.arange(shards + 1)), table)


def _keys(entries: Entries) -> NDArray[np.uint64]:
    """Return a number for the unit of each entry, or drop."""
    keys: NDArray[np.uint64] = (entries["shard"].astype(np.uint64) << np.uint64(32)) | entries["unit"]
    return keys


def _repeated_keys(folder: Folder, buckets: int, shards: int) -> NDArray[np.uint64]:
    """Return the numbers of all units that are dropped as repeated texts."""
    parts = [np.zeros(0, dtype=np.uint64)]
    for bucket in range(buckets):
        drops = _read_ranges(folder, drops_name(bucket), _DROP, range(shards), shards)
        parts.append(_keys(drops[drops["filter"] == FILTER_NUMBERS["repeated"]]))
    return np.concatenate(parts)


def _in_many_articles(found: Entries, groups: NDArray[np.int64], least: float) -> NDArray[np.bool_]:
    """Tell which entries' hashes occur in at least so many distinct articles."""
    first_of_article = np.ones(len(found), dtype=bool)
    first_of_article[1:] = (
        (found["hash"][1:] != found["hash"][:-1])
        | (found["shard"][1:] != found["shard"][:-1])
        | (found["article"][1:] != found["article"][:-1])
    )
    articles = np.add.reduceat(first_of_article.astype(np.int64), groups)
    sizes = np.diff(np.append(groups, len(found)))
    return np.repeat(articles >= least, sizes)


def _bucket_entries(folder: Folder, name: str, bucket: int, buckets: int, shards: int) -> Entries:
    size = MOST_BUCKETS // buckets
    wanted = range(bucket * size, (bucket + 1) * size)
    parts = [np.zeros(0, dtype=_FOUND)]
    for shard in range(shards):
        entries = _read_ranges(folder, hashes_name(name, shard), _ENTRY, wanted, MOST_BUCKETS)
        part = np.empty(len(entries), dtype=_FOUND)
        for field in ("hash", "article", "unit"):
            part[field] = entries[field]
        part["shard"] = shard
        parts.append(part)
    return np.concatenate(parts)


def shard_drops(folder: Folder, shard: int, buckets: int, shards: int) -> Iterator[tuple[int, int]]:
    """Yield the numbers of the units of a shard that corpus filters find fault with, and those filters' numbers."""
    for name in (file(bucket) for bucket in range(buckets) for file in (drops_name, near_drops_name)):
        drops = _read_ranges(folder, name, _DROP, range(shard, shard + 1), shards)
        yield from zip(drops["unit"].tolist(), drops["filter"].tolist(), strict=True)


def _write_ranges(folder: Folder, name: str, offsets: NDArray[np.int64], table: Entries) -> None:
    """Write a table whose rows are in consecutive ranges, so that one range can be read without the others.

    Args:
        folder: Where to.
        name: The file's name.
        offsets: Where each of n ranges begins among the rows, and where the last ends, shape (n + 1,); they stand
            before the rows.
        table: The rows.
    """
    with folder.write(name) as stream:
        stream.write(offsets.astype("<u8").tobytes())
        stream.write(table.tobytes())


def _read_ranges(folder: Folder, name: str, row: np.dtype[np.void], wanted: range, count: int) -> Entries:
    """Return the rows of consecutive ranges of a table that `_write_ranges` wrote.

    Args:
        folder: Where from.
        name: The file's name.
        row: The type of a row.
        wanted: The ranges' numbers, from 0.
        count: How many ranges the table has.
    """

    def offset(number: int) -> int:
        stream.seek(number * 8)
        return int.from_bytes(stream.read(8), "little")

    with folder.open(name) as stream:
        begin, end = offset(wanted.start), offset(wanted.stop)
        stream.seek((count + 1) * 8 + begin * row.itemsize)
        return np.frombuffer(stream.read((end - begin) * row.itemsize), dtype=row)
