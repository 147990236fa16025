"""The plan of a build: which article pairs make up each shard. It is the same whatever does the work."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import attrs

from bialign._version import __version__
from bialign.building.columns import Columns, holds_paths, records_of
from bialign.building.duplicates import bucket_count
from bialign.building.giants import GIANT
from bialign.building.inputs import FolderPairs, Input, lines_record, recognise_input, side_size, table_name
from bialign.building.languages import SAMPLE, check_languages
from bialign.building.options import absolute
from bialign.building.records import Record
from bialign.building.storage import (
    ArrowFolder,
    damaged,
    folder_of,
    open_file,
    open_folder,
    read_file,
    read_json,
)
from bialign.building.tables import GRAIN, Span, is_compressed, read_rows, scan_table
from bialign.errors import BuildError, ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bialign.building.options import BuildOptions
    from bialign.building.storage import Folder
    from bialign.building.tables import Table

# What makes up each shard, and the shard and the place in it of each very long document, as a `Plan` has them.
_Shards: TypeAlias = list[tuple[Span, ...]]
_Giants: TypeAlias = list[tuple[int, int]]

PLAN = "plan.json"
_SCHEMA = "bialign/plan/1"
_ANEW = "begin anew with the option restart (--restart)"
# A corpus of up to LARGEST_SHARD * FEWEST_SHARDS article pairs is cut into about FEWEST_SHARDS shards, so that
# workers finish together; a larger one into shards of LARGEST_SHARD.
LARGEST_SHARD = 10_000
_FEWEST_SHARDS = 64


@attrs.frozen
class TableState:
    """What tells whether a table was changed since the plan was made: spans begin at bytes of it.

    Attributes:
        size: Its size in bytes.
        changed: When it was changed last, in nanoseconds; None where the storage keeps no times.
    """

    size: int
    changed: int | None


@attrs.frozen
class Plan:
    """What a build does.

    Attributes:
        options: The options that decide what is written, as `BuildOptions.to_json` gives them.
        form: The input's form.
        lines: Whether every line of a text is a sentence.
        articles: Number of article pairs in the input.
        shards: The spans of tables that make up each shard; empty ones where records are spooled.
        spooled: Whether the records of shards are stored with the plan.
        giants: Shard and place in the shard of every very long document; it is cut into pieces, which make up
            further shards.
        states: Of every table of which shards are spans, its `TableState` when the plan was made, by location.
        places: The folders and files where texts are read; of tables, the folders that they are in.
    """

    options: dict[str, Any]
    form: str
    lines: bool
    articles: int
    shards: tuple[tuple[Span, ...], ...]
    spooled: bool
    giants: tuple[tuple[int, int], ...] = ()
    states: Mapping[str, TableState] = attrs.field(factory=dict)
    places: tuple[str, ...] = ()

    @property
    def buckets(self) -> int:
        """The number of buckets in which duplicates are looked for."""
        return bucket_count(self.articles)

    def rows(self, shard: int, chosen: int | None) -> int:
        """Return the number of article pairs of the input that make up a shard, very long ones included.

        Args:
            shard: The shard's number.
            chosen: The size of shards that the options ask for, if any.
        """
        if not self.spooled:
            return sum(span.rows for span in self.shards[shard])
        size = shard_size(self.articles, chosen)
        return min(size, self.articles - shard * size)

    def to_json(self) -> dict[str, Any]:
        """Return the plan as it is stored."""
        return {
            "schema": _SCHEMA,
            "version": __version__,
            "options": self.options,
            "form": self.form,
            "lines": self.lines,
            "articles": self.articles,
            "spooled": self.spooled,
            "giants": self.giants,
            "places": self.places,
            "states": {location: attrs.asdict(state) for location, state in self.states.items()},
            "shards": [[attrs.asdict(span) for span in shard] for shard in self.shards],
        }


def shard_size(articles: int, chosen: int | None) -> int:
    """Return how many article pairs make a shard: a multiple of `GRAIN`, whatever the number of workers."""
    if chosen is not None:
        return -(-chosen // GRAIN) * GRAIN
    wanted = min(LARGEST_SHARD, -(-articles // _FEWEST_SHARDS))
    return max(1, -(-wanted // GRAIN)) * GRAIN


def make_plan(options: BuildOptions, work: Folder) -> Plan:
    """Look through the input, write the plan, and return it.

    Args:
        options: What to build.
        work: The folder for what a build needs while it runs.

    Raises:
        ConfigurationError: If the input is of no known form, empty, or plainly in other languages.
        BuildError: If it cannot be read.
    """
    source = recognise_input(options)
    tables: list[Table] = []
    columns = columns_of(options)
    states: dict[str, TableState] = {}
    if source.form == "tables":
        # Before they are looked through, so that a change in the meantime is noticed.
        states = {location: _state(location) for location in source.locations}
        tables = [scan_table(location, options.encoding) for location in source.locations]
    paths = any(holds_paths(table, columns) for table in tables)
    spooled = not tables or paths or any(is_compressed(table.location) for table in tables)
    listed = _listed(source, tables, columns, options.input)
    _check_languages(listed, source, options)
    articles = min(len(listed), options.limit or len(listed))
    if not articles:
        raise ConfigurationError(f"{' and '.join(options.input)}: there is no article pair to read.")
    size = shard_size(articles, options.shard_size)
    if spooled:
        shards, giants = _spool_all(work, islice(iter(listed), articles), size)
    else:
        shards, giants = _cut_tables(tables, articles, size)
    states = {span.location: states[span.location] for shard in shards for span in shard}
    plan = Plan(
        options.to_json(),
        source.form,
        source.lines,
        articles,
        tuple(shards),
        spooled,
        tuple(giants),
        states,
        _places(source),
    )
    with work.write(PLAN) as stream:
        stream.write(json.dumps(plan.to_json(), ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass"))
    return plan


def _spool_all(work: Folder, records: Iterator[Record], size: int) -> tuple[_Shards, _Giants]:
    """Store records with the plan, so many to a shard; return the shards, and which records are very long."""
    shards: _Shards = []
    giants: _Giants = []
    while part := list(islice(records, size)):
        giants.extend((len(shards), place) for place, record in enumerate(part) if _is_giant(record))
        spool(work, len(shards), part)
        shards.append(())
    return shards, giants


def _cut_tables(tables: Sequence[Table], articles: int, size: int) -> tuple[_Shards, _Giants]:
    """Cut the first rows of tables into spans, one for each shard; return them, and which rows are very long."""
    shards: _Shards = []
    giants: _Giants = []
    left = articles
    for table in tables:
        for span in _spans(table, size, left):
            rows = range(span.row, span.row + span.rows)
            giants.extend((len(shards), row - span.row) for row in table.long_rows if row in rows)
            shards.append((span,))
        left -= table.rows
    return shards, giants


def spool(work: Folder, shard: int, records: list[Record]) -> None:
    """Store the records of a shard with the plan."""
    lines = (json.dumps(record.to_json(), ensure_ascii=False, separators=(",", ":")) for record in records)
    with work.write(spool_name(shard)) as stream:
        stream.write("".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass"))


def planned_options(work: Folder) -> Mapping[str, Any] | None:
    """Return the options of an earlier run's plan, whichever version made it; None if there is none to read."""
    if not work.exists(PLAN):
        return None
    try:
        options: Mapping[str, Any] = read_json(work, PLAN)["options"]
    except BuildError:  # damaged, which is told where the plan is needed: a restart makes another
        return None
    return options


def load_plan(work: Folder) -> Plan | None:
    """Return the plan of an earlier run, or None if there is none.

    Raises:
        BuildError: If it was made by another version of bialign, or is damaged.
    """
    if not work.exists(PLAN):
        return None
    record = read_json(work, PLAN, remedy=_ANEW)
    if record.get("schema") != _SCHEMA or record.get("version") != __version__:
        raise BuildError(
            f"{work.location} was begun by bialign {record.get('version')}, this is {__version__}: "
            "begin anew with the option restart (--restart), or choose another output folder."
        )
    return Plan(
        options=record["options"],
        form=record["form"],
        lines=record["lines"],
        articles=record["articles"],
        shards=tuple(tuple(Span(**span) for span in shard) for shard in record["shards"]),
        spooled=record["spooled"],
        giants=tuple((shard, place) for shard, place in record["giants"]),
        states={location: TableState(**state) for location, state in record["states"].items()},
        places=tuple(record.get("places", ())),
    )


def columns_of(options: BuildOptions) -> Columns:
    """Return which columns of a table hold what."""
    return Columns(options.source_column, options.target_column, options.source_language, options.target_language)


def spool_name(shard: int) -> str:
    """Return the name of a shard's spooled records."""
    return f"records/{shard:06}.jsonl"


def has_lost_records(plan: Plan, work: Folder) -> bool:
    """Tell whether the records stored with a plan are gone, as they are once a corpus is complete."""
    return plan.spooled and len(work.files("records")) < len(plan.shards)


def _places(source: Input) -> tuple[str, ...]:
    located = map(folder_of, source.locations) if source.form == "tables" else source.locations
    return tuple(dict.fromkeys(map(absolute, located)))


def check_there(plan: Plan) -> None:
    """See to it that the input is still there, so that a disk that is gone is not taken for articles that are.

    Raises:
        BuildError: If a folder or file of it is not there.
    """
    for place in plan.places:
        if not open_folder(place).exists():
            raise BuildError(
                f"{place}, which the corpus is built from, is no longer there: bring it back and give the same "
                "command again."
            )


def check_unchanged(plan: Plan, location: str | None = None) -> None:
    """See to it that the tables of which shards are spans are still those for which the plan was made.

    Args:
        plan: The plan.
        location: The table; all of them where None.

    Raises:
        BuildError: If one was changed, or cannot be read.
    """
    for table in plan.states if location is None else (location,):
        if _state(table) != plan.states[table]:
            raise _changed(table)


def _changed(table: str) -> BuildError:
    return BuildError(f"{table} has changed since the build began: begin anew with the option restart (--restart).")


def _state(location: str) -> TableState:
    folder, name = open_file(location)
    size = folder.size(name)
    if isinstance(folder, ArrowFolder):
        return TableState(size, folder.filesystem.get_file_info(f"{folder.path}/{name}").mtime_ns)
    return TableState(size, Path(location).stat().st_mtime_ns)


def shard_records(plan: Plan, options: BuildOptions, work: Folder, shard: int) -> Iterator[Record]:
    """Yield the records of a shard.

    Raises:
        BuildError: If the input cannot be read, or is no longer what it was when the plan was made.
    """
    if plan.spooled:
        lines = read_file(work, spool_name(shard)).split(b"\n")[:-1]
        if len(lines) != plan.rows(shard, options.shard_size):
            raise damaged(work, spool_name(shard), remedy=_ANEW)
        for line in lines:
            yield Record.from_json(json.loads(line.decode("utf-8", "surrogatepass")))
        return
    for span in plan.shards[shard]:
        check_unchanged(plan, span.location)
        rows = 0
        name = table_name(span.location, plan.options["input"])
        for record in records_of(read_rows(span), columns_of(options), span.location, span.row, name=name):
            rows += 1
            yield record
        check_unchanged(plan, span.location)
        if rows != span.rows:
            raise _changed(span.location)


class _Listed(Protocol):
    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Record]: ...


@attrs.frozen(eq=False)
class _TableRows:
    """The records of tables one after another."""

    tables: list[Table]
    columns: Columns
    given: Sequence[str]

    def __len__(self) -> int:
        return sum(table.rows for table in self.tables)

    def __iter__(self) -> Iterator[Record]:
        for table in self.tables:
            rows = read_rows(table.whole)
            name = table_name(table.location, self.given)
            yield from records_of(rows, self.columns, table.location, 0, name=name)


def _listed(source: Input, tables: list[Table], columns: Columns, given: Sequence[str]) -> _Listed:
    if source.form == "lines":
        return [lines_record(*source.locations)]
    if source.form == "folders":
        return FolderPairs(*source.locations)
    return _TableRows(tables, columns, given)


def _check_languages(listed: _Listed, source: Input, options: BuildOptions) -> None:
    records = list(islice(listed, SAMPLE))
    check_languages(
        ([record.source for record in records], [record.target for record in records]),
        (options.source_language, options.target_language),
        where=" and ".join(options.input),
        lines=source.lines,
        encoding=options.encoding,
    )


def _is_giant(record: Record) -> bool:
    return max(side_size(record.source), side_size(record.target)) > GIANT


def _spans(table: Table, size: int, most: int) -> Iterator[Span]:
    """Yield the spans of a table up to so many rows in all."""
    for span in table.spans(size):
        if most <= 0:
            return
        yield attrs.evolve(span, rows=min(span.rows, most))
        most -= span.rows
