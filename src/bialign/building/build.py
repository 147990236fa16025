"""Corpora from article pairs: plan, align, screen, find duplicates, write, report."""

from __future__ import annotations

import contextlib
import json
import shlex
import socket
import time
from typing import TYPE_CHECKING, Any, Protocol

import attrs

from bialign.building.engines.local import LocalEngine
from bialign.building.engines.ray import RayEngine
from bialign.building.export import SCRATCH
from bialign.building.inputs import recognise_input
from bialign.building.lock import locked
from bialign.building.options import BuildOptions, load_options
from bialign.building.places import check_places
from bialign.building.plan import PLAN, check_there, check_unchanged, has_lost_records, load_plan, make_plan
from bialign.building.report import (
    FAILURES,
    REPORT,
    RUN,
    changed_inputs,
    files_of_parts,
    make_report,
    read_report,
    write_failures,
    write_report,
)
from bialign.building.screening import read_summary
from bialign.building.shards import aligned_before, ignore
from bialign.building.storage import open_folder
from bialign.building.tasks import Build, Task, work_folder
from bialign.counting import counted
from bialign.errors import BuildError, ConfigurationError
from bialign.formats import find_format

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping, Sequence

    from bialign.building.engines.base import Engine
    from bialign.building.report import BuildReport
    from bialign.building.shards import Progress
    from bialign.building.storage import Folder

#: What the work folder needs no longer once the corpus is complete.
_TEMPORARY = (
    "aligned",
    "cuts",
    "drops",
    "hashes",
    "ids",
    "near",
    "parts",
    "parts.json",
    "records",
    SCRATCH,
    "shards",
    "verdicts",
)


# Many SLURM clusters allow arrays of a thousand jobs.
_MOST_JOBS = 1000


class Observer(Protocol):
    """Who is told how a build goes on."""

    def begin(self, stage: str, total: int, done: int) -> None:
        """A stage begins.

        Args:
            stage: What is done: ``"Aligning"``, ``"Finding duplicates"`` ...
            total: Of how many pieces: article pairs for aligning, tasks for the others.
            done: How many were done by earlier runs.
        """

    def advance(self, done: int, failures: int) -> None:
        """Pieces are done, some of them failures."""


class Silent:
    """An observer that tells nobody."""

    def begin(self, stage: str, total: int, done: int) -> None:
        """Ignore it."""

    def advance(self, done: int, failures: int) -> None:
        """Ignore it."""


def build_corpus(
    options: BuildOptions | str | os.PathLike[str], *, observer: Observer | None = None, **changes: Any
) -> BuildReport:
    """Build a parallel corpus from many article pairs.

    A run that is interrupted, in whatever way, and started again with the same options goes on where it stopped and
    ends with the same bytes. Bad article pairs are listed in ``failures.jsonl`` and stop nothing.

    Args:
        options: What to build, or a TOML file that says it.
        observer: Is told how the build goes on.
        **changes: Attributes of `BuildOptions` that override those given.

    Returns:
        The report, which is also written as ``report.json``. Where the corpus was complete already nothing is done,
        and its attribute ``done`` is None.

    Raises:
        ConfigurationError: If options make no sense, the input is of no known form, the output folder lies in an
            input or holds one, or a file that is of no build would be overwritten.
        BuildError: If the build cannot go on: the disk is full, another run is at work, options or input differ from
            those of the run that began in the output folder. Everything finished is kept. Or if not one article pair
            could be aligned.
        MissingExtraError: If something needs a package that is not installed.
    """
    if isinstance(options, BuildOptions):
        options = attrs.evolve(options, **changes)
    else:
        options = load_options(options, **changes)
    if options.shard is not None or options.engine == "slurm":
        raise ConfigurationError("build_corpus does whole corpora: use build_shards for the shards of a job.")
    check_places(options)
    began = time.monotonic()
    out, work = _folders(options)
    with locked(work):
        complete = _complete(options, out, work)
        if complete is not None:
            return attrs.evolve(complete, changed=changed_inputs(complete))
        build, report = build_in(options, observer)
        report = attrs.evolve(report, seconds=time.monotonic() - began)
        _write_run(report, options, out)
        write_report(report, out)
        for name in _TEMPORARY:
            build.work.remove(name)
    return report


def build_in(options: BuildOptions, observer: Observer | None = None) -> tuple[Build, BuildReport]:
    """Build a corpus in a folder that is locked or nobody else's, and leave all that was found out on the way.

    Args:
        options: What to build.
        observer: Is told how the build goes on.

    Returns:
        The build, and its report, which is not written yet.

    Raises:
        BialignError: As `build_corpus`.
    """
    watcher = observer or Silent()
    # The engine first: a cluster that cannot be reached must not cost the corpus that a restart removes.
    with _engine(options) as engine:
        build = _begin(options, _folders(options)[1])
        try:
            _cut_giants(build, engine, watcher)
            aligned = _align(build, engine, watcher, list(range(build.shards)))
        finally:
            write_failures(build)
        _check_success(build)
        _run_stage(build, engine, watcher, "Finding duplicates", _tasks("bucket", build.plan.buckets))
        _run_stage(build, engine, watcher, "Finding near-duplicates", _tasks("near", build.plan.buckets))
        # Those of killed runs, each of which may have begun files as large as the corpus.
        build.work.remove(SCRATCH)
        parts = [Task("part", part.number) for part in build.plan_parts()]
        _run_stage(build, engine, watcher, "Writing", parts)
    return build, attrs.evolve(make_report(build, options.output), done=aligned)


def build_shards(options: BuildOptions, *, observer: Observer | None = None) -> int:
    """Do the i-th of n equal parts of a build's shards, as ``options.shard`` says, and nothing else.

    Other processes may do other parts at the same time. When all are done, `build_corpus` writes the corpus.

    Returns:
        How many shards there are in this part; 0 where the corpus is complete already.

    Raises:
        ConfigurationError: As `build_corpus`.
        BuildError: As `build_corpus`.
    """
    if options.shard is None:
        raise ConfigurationError("build_shards needs the option shard.")
    check_places(options)
    number, count = options.shard
    out, work = _folders(options)
    with locked(work, "plan", patience=3600.0):
        if _complete(options, out, work) is not None:
            return 0
        with _engine(options) as engine:
            build = _begin(options, work)
            _cut_giants(build, engine, observer or Silent())
    shards = list(range(number - 1, build.shards, count))
    with locked(work, f"shard-{number}-of-{count}"), _engine(options) as engine:
        _align(build, engine, observer or Silent(), shards)
    return len(shards)


def plan_corpus(options: BuildOptions) -> Build:
    """Make the plan of a build, or load that of an earlier run, and cut very long documents.

    Raises:
        ConfigurationError: As `build_corpus`.
        BuildError: As `build_corpus`, and if the corpus is complete already.
    """
    check_places(options)
    out, work = _folders(options)
    with locked(work, "plan", patience=3600.0):
        if _complete(options, out, work) is not None:
            raise BuildError(
                f"The corpus in {options.output} is complete already: the option restart (--restart) builds it anew."
            )
        build = _begin(options, work)
        with _engine(attrs.evolve(options, engine="local")) as engine:
            _cut_giants(build, engine, Silent())
    return build


def slurm_command(words: Sequence[str], output: str, shards: int) -> str:
    """Return the commands that build a corpus as an array of a SLURM cluster's jobs.

    Args:
        words: The command that asked for them, word by word without the program's name; the plan is made already.
        output: The folder for the corpus.
        shards: How many shards there are.
    """
    # A configuration file may name the engine slurm: these commands do the work themselves.
    command = shlex.join(["bialign", *_without_engine(words), "--engine", "local"])
    jobs = min(shards, _MOST_JOBS)
    wrapped = shlex.quote(f"{command} --shard $SLURM_ARRAY_TASK_ID/{jobs} --workers 1")
    return (
        f"sbatch --array=1-{jobs} --cpus-per-task=1 --mem=2G --wrap={wrapped}\n"
        f"# When all jobs have ended, this finds duplicates and writes the corpus in {output}:\n"
        f"{command}"
    )


def _without_engine(words: Sequence[str]) -> Iterator[str]:
    """Yield a command's words without those that choose the engine or begin anew."""
    rest = iter(words)
    for word in rest:
        if word == "--engine":
            next(rest, None)
        elif word != "--restart" and not word.startswith("--engine="):
            yield word


def _folders(options: BuildOptions) -> tuple[Folder, Folder]:
    return open_folder(options.output), work_folder(options.output)


def _begin(options: BuildOptions, work: Folder) -> Build:
    """Make the plan, or load that of an earlier run with the same options."""
    for name in options.formats:
        known = find_format(name)
        known.require(f"Writing {known.title}")
    if options.restart:
        recognise_input(options)  # a wrong path must not cost the earlier corpus
        _remove_corpus(options.output, work)
        work.remove(PLAN)
    plan, report = load_plan(work), read_report(options.output)
    for earlier in (plan, report):
        if earlier is not None:
            _check_same(options, earlier.options)
    if plan is not None:
        check_there(plan)
        check_unchanged(plan)
    if report is not None:
        # A finished corpus whose files or plan were taken away: what is left of it would mix with the new one.
        recognise_input(options)
        _remove_corpus(options.output, work)
    if plan is None or has_lost_records(plan, work):
        make_plan(options, work)
    return Build(options.output)


def _remove_corpus(output: str, work: Folder) -> None:
    """Remove what earlier runs wrote, finished or not, apart from the plan."""
    out = open_folder(output)
    report = read_report(output)
    names = {*(report.files if report else ()), *files_of_parts(work)}
    for name in (*names.intersection(out.names()), REPORT, RUN, FAILURES):
        out.remove(name)
    for name in _TEMPORARY:
        work.remove(name)


def _check_same(options: BuildOptions, before: Mapping[str, Any]) -> None:
    """Raise BuildError if an earlier run in the output folder had other options."""
    for name, value in json.loads(json.dumps(options.to_json())).items():
        if before.get(name) != value:
            raise BuildError(
                f"{options.output} was begun with other options ({name}: {_shown(before.get(name), value)}): "
                "begin anew with the option restart (--restart), or choose another output folder."
            )


def _shown(before: Any, now: Any) -> str:
    if isinstance(before, dict) and isinstance(now, dict):
        name = next(key for key in now if before.get(key) != now[key])
        return f"{name} {before.get(name)!r}, now {now[name]!r}"
    return f"{before!r}, now {now!r}"


def _complete(options: BuildOptions, out: Folder, work: Folder) -> BuildReport | None:
    """Return the report of a corpus that an earlier run with the same options completed."""
    report = None if options.restart else read_report(options.output)
    if report is None or load_plan(work) is None or not all(out.exists(name) for name in report.files):
        return None
    _check_same(options, report.options)
    return report


def _engine(options: BuildOptions) -> Engine:
    if options.engine == "ray":
        return RayEngine(options.output, options.workers, options.time_limit, options.ray_address)
    return LocalEngine(options.output, options.workers, options.time_limit)


def _tasks(stage: str, count: int) -> list[Task]:
    return [Task(stage, number) for number in range(count)]


def _cut_giants(build: Build, engine: Engine, observer: Observer) -> None:
    if build.plan.giants:
        _run_stage(build, engine, observer, "Cutting long documents", _tasks("cut", len(build.plan.giants)))


def _align(build: Build, engine: Engine, observer: Observer, shards: Sequence[int]) -> int:
    """Align shards; return how many article pairs this run aligned."""
    waiting = build.undone([Task("shard", shard) for shard in shards])
    aligned = 0

    def tell(progress: Progress) -> None:
        nonlocal aligned
        aligned += progress.articles - progress.failures
        observer.advance(progress.articles, progress.failures)

    total = sum(map(build.articles_in, shards))
    unfinished = {task.number: build.articles_in(task.number) for task in waiting}
    observer.begin("Aligning", total, total - sum(unfinished.values()) + aligned_before(build.work, unfinished))
    engine.run(waiting, tell)
    return aligned


def _check_success(build: Build) -> None:
    """Raise BuildError if no article pair at all could be aligned, after which the next run tries them all again.

    The cause is then hardly in the articles: a wrong encoding, a column, an aligner that lacks something.
    """
    shards = range(build.shards)
    if any(read_summary(build.work, shard).statistics.aligned for shard in shards):
        return
    failures = [failure for shard in shards for failure in read_summary(build.work, shard).failures]
    for name in (*_TEMPORARY, PLAN):
        build.work.remove(name)
    raise BuildError(
        f"None of {counted(len(failures), 'article pair')} could be aligned; the first, {failures[0]['id']}: "
        f"{failures[0]['reason'].rstrip('.')}."
    )


def _run_stage(build: Build, engine: Engine, observer: Observer, name: str, tasks: list[Task]) -> None:
    waiting = build.undone(tasks)
    observer.begin(name, len(tasks), len(tasks) - len(waiting))
    engine.run(waiting, ignore)


def _write_run(report: BuildReport, options: BuildOptions, out: Folder) -> None:
    """Write what differs from run to run: time, rate, machine."""
    assert report.seconds is not None
    record = {
        "host": socket.gethostname(),
        "engine": options.engine,
        "workers": options.workers,
        "seconds": round(report.seconds, 3),
        "articles_aligned_in_this_run": report.done,
        "article_pairs_per_second": round((report.done or 0) / report.seconds, 2),
    }
    with contextlib.suppress(BuildError), out.write(RUN) as stream:
        stream.write((json.dumps(record, indent=2) + "\n").encode())
