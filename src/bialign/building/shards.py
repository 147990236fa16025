"""A shard's article pairs, read and aligned in batches of fixed composition."""

from __future__ import annotations

import gzip
import hashlib
import json
import tempfile
import zlib
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

import attrs

from bialign.beads import Alignment
from bialign.building.partial import PartialShard, finished_batches
from bialign.building.records import read_side
from bialign.building.storage import LocalFolder, damaged
from bialign.errors import BialignError, BuildError
from bialign.formats.jsonl import item_from_json, item_to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from bialign.building.records import Record
    from bialign.building.storage import Folder
    from bialign.documents import Article

#: Article pairs that are encoded and aligned together.
BATCH = 16

# How the lines of a shard's file begin.
_ALIGNED, _FAILED = "= ", "! "

Reasons = tuple[str, str]


@attrs.frozen
class Begun:
    """A piece of work that begins.

    Attributes:
        batch: The batch's number in its shard.
        record: The record's number in the shard, where it is aligned alone.
    """

    batch: int
    record: int | None = None


@attrs.frozen
class Progress:
    """What is done.

    Attributes:
        articles: Article pairs read, aligned or not.
        failures: How many of them failed.
    """

    articles: int
    failures: int


Tell: TypeAlias = "Callable[[Begun | Progress], None]"


def ignore(_event: Begun | Progress) -> None:
    """Tell nobody."""


class ManyAligner(Protocol):
    """What a build asks of an aligner."""

    @property
    def signature(self) -> str:
        """How it aligns: version, encoder, options."""

    def align_many(self, pairs: Sequence[tuple[Article, Article]]) -> list[Alignment]:
        """Align article pairs, which are cut into sentences."""


@attrs.frozen
class Reading:
    """How the texts of records are read.

    Attributes:
        source_language: BCP 47 tag of the source.
        target_language: BCP 47 tag of the target.
        lines: Whether every line is a sentence.
        encoding: A Python codec name, or None.
    """

    source_language: str
    target_language: str
    lines: bool
    encoding: str | None

    def pair(self, record: Record) -> tuple[Article, Article, str]:
        """Read both sides of a record.

        Returns:
            The articles, and a checksum of both texts.

        Raises:
            BialignError: If one cannot be read.
        """
        if record.problem:
            raise BialignError(record.problem)
        source, first = self._side(record, "source")
        target, second = self._side(record, "target")
        return source, target, hashlib.sha256(f"{first}{second}".encode()).hexdigest()

    def _side(self, record: Record, role: str) -> tuple[Article, str]:
        language = getattr(self, f"{role}_language")
        return read_side(getattr(record, role), language, lines=self.lines, encoding=self.encoding, name=record.id)


def aligned_name(shard: int) -> str:
    """Return the name of a shard's aligned article pairs."""
    return f"aligned/{shard:06}.jsonl.gz"


def align_shard(
    folder: Folder,
    shard: int,
    records: Iterable[Record],
    aligner: Callable[[], ManyAligner],
    reading: Reading,
    *,
    alone: Iterable[int] = (),
    failed: Mapping[int, Reasons] | None = None,
    tell: Tell = ignore,
    check_input: Callable[[], None] = lambda: None,
) -> None:
    """Read and align the article pairs of a shard; a bad one becomes a failure.

    What an earlier call on this machine finished is kept.

    Args:
        folder: Where the result is written, as `aligned_name` says.
        shard: The shard's number.
        records: Its article pairs.
        aligner: Makes the aligner; called only if there is something to do.
        reading: How texts are read.
        alone: Numbers of batches whose article pairs are aligned one by one, since one of them stopped a worker.
        failed: Stage and reason for records (by number in the shard) that are known to stop a worker.
        tell: Told what begins and what is done.
        check_input: Called where a file cannot be read; raises BuildError if not the article is to blame but the
            whole input is gone.

    Raises:
        BuildError: If the result cannot be written, or the input is gone.
    """
    with PartialShard(_partial(folder, shard)) as partial:
        waiting = iter(records)
        if partial.batches:
            for _ in islice(waiting, partial.batches * BATCH):
                pass
        worker = _BatchWorker(aligner, reading, failed or {}, tell, check_input)
        while batch := list(islice(waiting, BATCH)):
            aligner()  # loaded before the batch is told, so that loading does not count as its time
            number = partial.batches
            lines = worker.work(number, batch, alone=number in alone)
            partial.append(lines)
            tell(Progress(len(batch), sum(line.startswith(_FAILED) for line in lines)))
        folder.put(partial.finish(), aligned_name(shard))


def aligned_before(folder: Folder, articles: Mapping[int, int]) -> int:
    """Return how many article pairs of unfinished shards earlier runs on this machine have read and aligned.

    Args:
        folder: As for `align_shard`.
        articles: The number of article pairs in each of the shards, by its number.
    """
    aligned = {f"aligned/{name}" for name in folder.files("aligned")}
    return sum(
        count if aligned_name(shard) in aligned else min(count, BATCH * finished_batches(_partial(folder, shard)))
        for shard, count in articles.items()
    )


def _partial(folder: Folder, shard: int) -> Path:
    base = folder.path if isinstance(folder, LocalFolder) else _scratch(folder.location)
    return base / f"{aligned_name(shard)}.part"


def _scratch(location: str) -> Path:
    name = hashlib.sha256(location.encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"bialign-{name}"


@attrs.frozen
class _BatchWorker:
    aligner: Callable[[], ManyAligner]
    reading: Reading
    failed: Mapping[int, Reasons]
    tell: Tell
    check_input: Callable[[], None]

    def work(self, number: int, batch: list[Record], *, alone: bool) -> list[str]:
        """Return a line for every record of a batch, in order: its alignment or its failure."""
        first = number * BATCH
        if not alone:
            self.tell(Begun(number))
            read = [self._read(first + place, record) for place, record in enumerate(batch)]
            pairs = [item for item in read if isinstance(item, _Pair)]
            try:
                aligned = iter(self._align(pairs))
            except Exception:  # noqa: BLE001 - any fault of one article must not stop the others
                alone = True
            else:
                return [next(aligned) if isinstance(item, _Pair) else item for item in read]
        lines = []
        for place, record in enumerate(batch):
            self.tell(Begun(number, first + place))
            item = self._read(first + place, record)
            lines.append(self._align_alone(item) if isinstance(item, _Pair) else item)
        return lines

    def _read(self, number: int, record: Record) -> _Pair | str:
        if number in self.failed:
            stage, reason = self.failed[number]
            return _failure(record, stage, reason)
        try:
            return _Pair(record, *self.reading.pair(record))
        except Exception as error:  # noqa: BLE001 - see above
            if record.source.path or record.target.path:
                self.check_input()
            return _failure(record, "reading", _sentence(error))

    def _align_alone(self, pair: _Pair) -> str:
        try:
            return next(self._align([pair]))
        except Exception as error:  # noqa: BLE001 - see above
            return _failure(pair.record, "aligning", _sentence(error))

    def _align(self, pairs: list[_Pair]) -> Iterator[str]:
        if not pairs:
            return iter(())
        alignments = self.aligner().align_many([(pair.source, pair.target) for pair in pairs])
        return iter([_aligned(pair, alignment) for pair, alignment in zip(pairs, alignments, strict=True)])


@attrs.frozen(eq=False)
class _Pair:
    record: Record
    source: Article
    target: Article
    digest: str


def _aligned(pair: _Pair, alignment: Alignment) -> str:
    metadata = {**pair.source.metadata, **pair.record.metadata, **alignment.metadata}
    return f"{_ALIGNED}{pair.digest} {item_to_json(attrs.evolve(alignment, id=pair.record.id, metadata=metadata))}"


def _failure(record: Record, stage: str, reason: str) -> str:
    failure = {"id": record.id, "stage": stage, "reason": reason}
    for role in ("source", "target"):
        if path := getattr(record, role).path:
            failure[role] = path
    return _FAILED + json.dumps(failure, ensure_ascii=False)


@attrs.frozen(eq=False)
class AlignedPair:
    """An article pair that a shard holds.

    Attributes:
        alignment: Its alignment; None if it failed.
        checksum: SHA-256 of both texts, in hexadecimal digits; empty if it failed.
        failure: Its id, the stage and the reason, where it failed.
    """

    alignment: Alignment | None
    checksum: str = ""
    failure: Mapping[str, str] | None = None


def read_aligned(folder: Folder, shard: int) -> Iterator[AlignedPair]:
    """Yield the article pairs of a finished shard, in the order of the input."""
    with folder.open(aligned_name(shard)) as raw, gzip.open(raw) as stream:
        try:
            for data in stream:
                yield _read(data.decode("utf-8", "surrogatepass"))
        except (OSError, EOFError, zlib.error, ValueError):
            raise damaged_alignments(folder, shard) from None


def damaged_alignments(folder: Folder, shard: int) -> BuildError:
    """Return the error that says that a shard's aligned article pairs are no longer as they were written."""
    remedy = f"remove it and shards/{shard:06}.json beside it, and give the same command again"
    return damaged(folder, aligned_name(shard), remedy=remedy)


def _read(line: str) -> AlignedPair:
    if line.startswith(_FAILED):
        return AlignedPair(None, failure=json.loads(line.removeprefix(_FAILED)))
    checksum, _, text = line.removeprefix(_ALIGNED).partition(" ")
    alignment = item_from_json(text)
    assert isinstance(alignment, Alignment)
    return AlignedPair(alignment, checksum)


def _sentence(error: Exception) -> str:
    """Return what is wrong in one sentence; errors that are not ours name their type."""
    text = " ".join(str(error).split())
    return text if isinstance(error, BialignError) else f"{type(error).__name__}: {text}"
