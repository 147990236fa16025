"""The tasks of a build, which any worker of any engine does, given the output folder and the task's name.

A build is five stages; the tasks of a stage are independent of each other:

========== ====================================================================================
``cut``    finds places where a very long document can be cut into pieces
``shard``  reads, aligns and screens the article pairs of a shard
``bucket`` finds what is repeated in one range of hashes
``near``   finds near-duplicates in one range of hashes, knowing what is repeated
``part``   writes the corpus files of a few shards
========== ====================================================================================

Every task writes its marker last; a task whose marker is there is not done again.
"""

from __future__ import annotations

import importlib
import json
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, Any

import attrs

from bialign.building.duplicates import drops_name, near_drops_name, run_bucket, run_near_bucket
from bialign.building.export import Part, PartWriter, group_shards, part_name
from bialign.building.giants import Cut, cut_document
from bialign.building.options import BuildOptions
from bialign.building.plan import Plan, check_there, load_plan, shard_records
from bialign.building.screening import marker_name, read_summary, screen_shard
from bialign.building.shards import ManyAligner, Reading, align_shard, aligned_name, ignore
from bialign.building.storage import Folder, join, open_folder, read_json
from bialign.errors import BuildError, ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bialign.align import Aligner
    from bialign.beads import Alignment
    from bialign.building.records import Record
    from bialign.building.shards import Reasons, Tell
    from bialign.documents import Article
    from bialign.encoders.base import Encoder

WORK = ".build"
_PIECES_PER_SHARD = 200
_PARTS = "parts.json"


@attrs.frozen
class Task:
    """One task of a build.

    Attributes:
        stage: ``"cut"``, ``"shard"``, ``"bucket"``, ``"near"`` or ``"part"``.
        number: Its number within the stage: from 0, parts from 1.
    """

    stage: str
    number: int

    @property
    def marker(self) -> str:
        """The name of the file that says that the task is done."""
        return _MARKERS[self.stage](self.number)


@attrs.frozen
class Trouble:
    """What is known to stop a worker in a shard, so that it is avoided or found out.

    Attributes:
        alone: Numbers of batches whose article pairs are aligned one by one.
        failed: Stage and reason by the record's number in the shard.
    """

    alone: frozenset[int] = frozenset()
    failed: dict[int, Reasons] = attrs.field(factory=dict)


def cuts_name(giant: int) -> str:
    """Return the name of the file of the cuts of a very long document."""
    return f"cuts/{giant:06}.json"


# By a stage the name of the file that says that a task of that number is done.
_MARKERS: dict[str, Callable[[int], str]] = {
    "cut": cuts_name,
    "shard": marker_name,
    "bucket": drops_name,
    "near": near_drops_name,
    "part": part_name,
}


def work_folder(output: str) -> Folder:
    """Return the folder, within that of the corpus, for what a build needs while it runs."""
    return open_folder(join(output, WORK))


@attrs.frozen
class _SentenceAligner:
    """The package's aligner, of articles that are cut into sentences already, or whose lines stay as they are."""

    aligner: Aligner
    lines: bool = False

    @property
    def signature(self) -> str:
        return self.aligner.signature

    @property
    def encoder(self) -> Encoder:
        """What very long documents are cut by."""
        return self.aligner.encoder

    def align_many(self, pairs: Sequence[tuple[Article, Article]]) -> list[Alignment]:
        alignments = self.aligner.align_many(pairs, split=False)
        if self.lines:
            return alignments
        return [attrs.evolve(alignment, signature=self.signature) for alignment in alignments]


def make_aligner(*, crossing: bool = False) -> ManyAligner:
    """Return the default aligner, on one thread."""
    from bialign.align import Aligner  # noqa: PLC0415 - loads the encoder
    from bialign.encoders.use import UniversalSentenceEncoder  # noqa: PLC0415 - same

    return _SentenceAligner(Aligner(encoder=UniversalSentenceEncoder(threads=1), crossing=crossing))


def load_aligner(name: str, *, crossing: bool = False, lines: bool = False) -> ManyAligner:
    """Call the function that makes an aligner.

    Args:
        name: ``"module:function"``.
        crossing: Whether beads may cross: the function is then called with ``crossing=True``.
        lines: Whether it aligns lines, which the signature of the package's own aligner says.

    Raises:
        ConfigurationError: If there is no such function, or it makes something else.
    """
    module, _, function = name.partition(":")
    try:
        make = getattr(importlib.import_module(module), function)
    except (ImportError, AttributeError, ValueError) as error:
        raise ConfigurationError(f"The aligner {name!r} is not to be had: {error}.") from None
    try:
        aligner: ManyAligner = make(crossing=True) if crossing else make()
    except TypeError as error:
        raise ConfigurationError(f"The aligner {name!r} cannot be made: {error}.") from None
    if not (callable(getattr(aligner, "align_many", None)) and hasattr(aligner, "signature")):
        raise ConfigurationError(
            f"The aligner {name!r} is none: what the function returns has no align_many and no signature."
        )
    return attrs.evolve(aligner, lines=lines) if isinstance(aligner, _SentenceAligner) else aligner


class Build:
    """A build whose plan is made, as a worker sees it.

    Args:
        output: The corpus's folder.

    Raises:
        BuildError: If there is no plan.
    """

    def __init__(self, output: str) -> None:
        self.out: Folder = open_folder(output)
        self.work: Folder = work_folder(output)
        plan = load_plan(self.work)
        if plan is None:
            raise BuildError(f"{output} holds no plan of a build.")
        self.plan: Plan = plan
        self.options = BuildOptions(**{**plan.options, "output": output})
        self._load_aligner = cache(
            lambda: load_aligner(self.options.aligner, crossing=self.options.crossing, lines=self.plan.lines)
        )

    @cached_property
    def pieces(self) -> list[list[Record]]:
        """The pieces of very long documents, by shard; known when all cuts are made."""
        records: list[Record] = []
        for giant in range(len(self.plan.giants)):
            cuts = [Cut(**cut) for cut in read_json(self.work, cuts_name(giant))]
            records += _pieces_of(self._giant(giant), cuts)
        return [records[place : place + _PIECES_PER_SHARD] for place in range(0, len(records), _PIECES_PER_SHARD)]

    @property
    def shards(self) -> int:
        """The number of shards, those of pieces included."""
        return len(self.plan.shards) + len(self.pieces)

    def articles_in(self, shard: int) -> int:
        """Return the number of article pairs in a shard."""
        ordinary = len(self.plan.shards)
        if shard >= ordinary:
            return len(self.pieces[shard - ordinary])
        records = self.plan.rows(shard, self.options.shard_size)
        return records - sum(number == shard for number, _ in self.plan.giants)

    def plan_parts(self) -> list[Part]:
        """Find out which shards go into which part, once all are finished, and store it for those who write parts."""
        articles = [read_summary(self.work, shard).statistics.articles for shard in range(self.shards)]
        parts = group_shards(articles, self.options.articles_per_file)
        with self.work.write(_PARTS) as stream:
            stream.write(json.dumps([part.shards for part in parts]).encode())
        return parts

    @cached_property
    def parts(self) -> list[Part]:
        """The parts of the corpus; known when `plan_parts` was called."""
        shards = read_json(self.work, _PARTS)
        return [Part(number, len(shards), tuple(numbers)) for number, numbers in enumerate(shards, 1)]

    def undone(self, tasks: Sequence[Task]) -> list[Task]:
        """Return the tasks, all of one stage, whose markers are not there."""
        if not tasks:
            return []
        folder = tasks[0].marker.partition("/")[0]
        done = {f"{folder}/{name}" for name in self.work.files(folder)}
        return [task for task in tasks if task.marker not in done]

    def run(self, task: Task, trouble: Trouble = Trouble(), tell: Tell = ignore) -> None:
        """Do a task; its result does not depend on who does it, nor on what was done before.

        Args:
            task: Which.
            trouble: What is known to stop a worker in a shard.
            tell: Told what begins and what is done; shards alone tell anything.

        Raises:
            BuildError: If a result cannot be written, or the input cannot be read.
        """
        if task.stage == "shard":
            self._shard(task.number, trouble, tell)
        elif task.stage == "cut":
            self._cut(task.number)
        elif task.stage == "bucket":
            run_bucket(self.work, task.number, self.plan.buckets, self.shards, self.options.filters)
        elif task.stage == "near":
            run_near_bucket(self.work, task.number, self.plan.buckets, self.shards, self.options.filters)
        else:
            self._part(task.number)

    def records(self, shard: int) -> Iterator[Record]:
        """Yield the records of a shard, without very long documents, whose pieces make up shards of their own."""
        if shard >= len(self.plan.shards):
            yield from self.pieces[shard - len(self.plan.shards)]
            return
        giants = {place for number, place in self.plan.giants if number == shard}
        for place, record in enumerate(shard_records(self.plan, self.options, self.work, shard)):
            if place not in giants:
                yield record

    def _reading(self) -> Reading:
        options = self.options
        return Reading(options.source_language, options.target_language, self.plan.lines, options.encoding)

    def _shard(self, shard: int, trouble: Trouble, tell: Tell) -> None:
        if not self.work.exists(aligned_name(shard)):
            align_shard(
                self.work,
                shard,
                self.records(shard),
                self._load_aligner,
                self._reading(),
                alone=trouble.alone,
                failed=trouble.failed,
                tell=tell,
                check_input=partial(check_there, self.plan),
            )
        options = self.options
        screen_shard(self.work, shard, options.filters, mask=options.mask_personal_data)

    def _part(self, number: int) -> None:
        options = self.options
        writer = PartWriter(
            self.out,
            self.work,
            self.parts[number - 1],
            buckets=self.plan.buckets,
            shards=self.shards,
            mask=options.mask_personal_data,
        )
        languages = (options.source_language, options.target_language)
        writer.write(options.formats, languages, alignments=options.alignments)

    def _giant(self, number: int) -> Record:
        shard, wanted = self.plan.giants[number]
        records = shard_records(self.plan, self.options, self.work, shard)
        return next(record for place, record in enumerate(records) if place == wanted)

    def _cut(self, number: int) -> None:
        cuts: list[Cut] = []
        encoder = getattr(self._load_aligner(), "encoder", None)
        if encoder is not None:
            try:
                source, target, _ = self._reading().pair(self._giant(number))
                cuts = cut_document(source, target, encoder.encode)
            except Exception:  # noqa: BLE001 - the shard that aligns it will tell
                check_there(self.plan)
        with self.work.write(cuts_name(number)) as stream:
            stream.write(json.dumps([attrs.asdict(cut) for cut in cuts]).encode())


def _pieces_of(record: Record, cuts: Sequence[Cut]) -> Iterator[Record]:
    """Yield the pieces of a very long document, with where they begin in its texts."""
    starts = [Cut(0, 0), *cuts]
    ends = [(cut.source, cut.target) for cut in cuts] + [(None, None)]
    for number, (start, (source_end, target_end)) in enumerate(zip(starts, ends, strict=True), 1):
        yield attrs.evolve(
            record,
            id=f"{record.id}/{number:04}",
            source=attrs.evolve(record.source, start=start.source, end=source_end),
            target=attrs.evolve(record.target, start=start.target, end=target_end),
            metadata={
                **record.metadata,
                "document": record.id,
                "source_start": str(start.source),
                "target_start": str(start.target),
            },
        )


def describe(task: Task) -> str:
    """Return what a task is called in messages."""
    return f"{task.stage} {task.number + (task.stage != 'part')}"


def to_message(task: Task, trouble: Trouble) -> dict[str, Any]:
    """Return a task as a worker process is sent it."""
    failed = [[number, *reasons] for number, reasons in trouble.failed.items()]
    return {"stage": task.stage, "number": task.number, "alone": sorted(trouble.alone), "failed": failed}


def from_message(message: dict[str, Any]) -> tuple[Task, Trouble]:
    """Return the task that `to_message` described."""
    failed = {number: (stage, reason) for number, stage, reason in message["failed"]}
    return Task(message["stage"], message["number"]), Trouble(frozenset(message["alone"]), failed)
