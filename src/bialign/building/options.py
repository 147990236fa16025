"""What a corpus build is told: by Python, by a TOML file, or by the command line."""

from __future__ import annotations

import math
import os
import reprlib
import shlex
import tomllib
from numbers import Real
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from bialign.building.filters import FILTERS, parse_filters
from bialign.building.storage import is_uri
from bialign.errors import ConfigurationError
from bialign.files import require_path
from bialign.formats import find_format
from bialign.lists import list_of_texts, refuse_text, require_instance
from bialign.text.decoding import codec_name
from bialign.threads import usable_cores

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bialign.building.filters import Threshold

DEFAULT_ALIGNER = "bialign.building.tasks:make_aligner"
ENGINES = ("local", "ray", "slurm")
# Options that change how a build runs, and not a byte of what it writes.
_EXECUTION = {"execution": True}


def _paths(value: str | os.PathLike[str] | tuple[str | os.PathLike[str], ...] | list[str]) -> tuple[str, ...]:
    if isinstance(value, str | os.PathLike):
        return (_path(value),)
    refuse_text(value, what="paths")
    return tuple(map(_path, value))


def _path(value: str | os.PathLike[str]) -> str:
    require_instance(value, (str, os.PathLike), what="the path of a file or folder", error=ConfigurationError)
    return os.fspath(value)


def _names(value: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(list_of_texts(value, what="names"))


@attrs.frozen(kw_only=True)
class BuildOptions:
    """How a corpus is built.

    Attributes:
        input: One path: a folder with a folder for each language, a table (CSV, TSV, JSON Lines, Parquet) or a folder
            of tables; or two: the source's and the target's folder, or their files with a sentence a line. A path
            may be a URI that pyarrow opens, such as ``s3://bucket/articles``.
        output: The folder to write to, or its URI.
        formats: Names of corpus formats, see `bialign.formats`.
        source_language: BCP 47 tag of the source.
        target_language: BCP 47 tag of the target.
        source_column: A table's column of source texts (or paths, if it ends in ``path`` or ``file``); found by its
            name where empty.
        target_column: The same for the target.
        lines: Whether every line of a text is a sentence, and nothing is furniture.
        crossing: Whether sentences that an editor moved are paired, too, in long documents those that moved a few
            sentences. An `aligner` of your own is then called with ``crossing=True``.
        encoding: A Python codec name for text files, and for tables that are not in UTF-8; detected where it is None.
        filters: Thresholds by filter name, see `bialign.building.filters`; defaults for those not named.
        mask_personal_data: Whether e-mail addresses, telephone and resident registration numbers are replaced.
        alignments: Whether whole alignments, unfiltered, are written too.
        limit: Read only so many article pairs; None for all.
        shard_size: Article pairs in a shard, the unit of work; chosen by their number where None.
        articles_per_file: Article pairs that go into one file of a format.
        aligner: Where the aligner comes from: ``"module:function"``, called once in each worker process.
        workers: Worker processes; by default the number of usable cores.
        engine: ``"local"``, ``"ray"``, or ``"slurm"`` to print the commands for a SLURM array.
        time_limit: Seconds that one article pair may take.
        ray_address: The Ray cluster; None starts one on this machine.
        shard: ``(i, n)`` does the i-th of n equal parts of the shards, and nothing else; from 1.
        restart: Whether what earlier runs wrote in the output folder is removed first, their corpus included.

    Raises:
        ConfigurationError: If an option has a value that makes no sense.
    """

    input: tuple[str, ...] = attrs.field(converter=_paths)
    output: str = attrs.field(converter=_path)
    formats: tuple[str, ...] = attrs.field(converter=_names, default=("jsonl",))
    source_language: str = "ko"
    target_language: str = "en"
    source_column: str = ""
    target_column: str = ""
    lines: bool = False
    crossing: bool = False
    encoding: str | None = None
    filters: Mapping[str, Threshold] = attrs.field(converter=parse_filters, factory=dict)
    mask_personal_data: bool = False
    alignments: bool = False
    limit: int | None = None
    shard_size: int | None = None
    articles_per_file: int = 10_000
    aligner: str = DEFAULT_ALIGNER
    workers: int = attrs.field(factory=usable_cores, metadata=_EXECUTION)
    engine: str = attrs.field(default="local", metadata=_EXECUTION)
    time_limit: float = attrs.field(default=120.0, metadata=_EXECUTION)
    ray_address: str | None = attrs.field(default=None, metadata=_EXECUTION)
    shard: tuple[int, int] | None = attrs.field(default=None, metadata=_EXECUTION)
    restart: bool = attrs.field(default=False, metadata=_EXECUTION)

    def __attrs_post_init__(self) -> None:
        for name, locations in (("input", self.input), ("output", (self.output,))):
            if "" in locations:
                raise ConfigurationError(f"The {name} is an empty text: name a file or folder, '.' for this one.")
        for name in self.formats:
            known = find_format(name)
            if known.write is None:
                raise ConfigurationError(f"The format {name!r} is read only, not written.")
            if not known.capabilities.texts:
                raise ConfigurationError(
                    f"The format {name!r} holds no text, and so no corpus: build with the option alignments "
                    "(--alignments) and convert what it writes."
                )
        if len(set(self.formats)) < len(self.formats) or not self.formats:
            raise ConfigurationError("Name each output format once, and at least one.")
        if self.source_column and self.source_column == self.target_column:
            raise ConfigurationError(
                f"The texts of the two languages cannot both be in the column {self.source_column!r}."
            )
        if self.engine not in ENGINES:
            raise ConfigurationError(f"There is no engine {self.engine!r}; there are {', '.join(ENGINES)}.")
        if self.encoding is not None:
            codec_name(self.encoding)
        for name in ("workers", "time_limit", "articles_per_file", "limit", "shard_size"):
            value = getattr(self, name)
            if value is not None and not (_is_number(value) and 0 < value < math.inf):
                raise ConfigurationError(f"The option {name} is a number more than 0, not {value!r}.")
        if self.shard is not None:
            _check_shard(self.shard)

    def to_json(self) -> dict[str, Any]:
        """Return the options that decide what is written, with every location as an absolute one."""
        fields = [field.name for field in attrs.fields(BuildOptions) if not field.metadata.get("execution")]
        record = {name: getattr(self, name) for name in fields if name != "output"}
        record["input"] = [absolute(location) for location in self.input]
        return {name: list(value) if isinstance(value, tuple) else value for name, value in record.items()}


def absolute(location: str) -> str:
    """Return a location that means the same from any working folder."""
    return location.rstrip("/") if is_uri(location) else str(Path(location).absolute())


def _is_number(value: object) -> bool:
    return isinstance(value, Real)


def _check_shard(shard: tuple[int, int]) -> None:
    try:
        number, count = shard
        is_one = 1 <= number <= count
    except (TypeError, ValueError):
        raise ConfigurationError(f"A shard is two numbers, (1, 4) for 1/4, not {reprlib.repr(shard)}.") from None
    if not is_one:
        raise ConfigurationError(f"A shard is i/n with i from 1 to n, not {number}/{count}.")


def load_options(path: str | os.PathLike[str], **changes: Any) -> BuildOptions:
    """Read options from a TOML file; relative paths in it start from the file's folder.

    Args:
        path: The file; its keys are the attributes of `BuildOptions`.
        **changes: Options that override the file's; filters are overridden one by one.

    Raises:
        ConfigurationError: If the file cannot be read, is not TOML, or holds an unknown key or a wrong value.
    """
    require_path(path, what="a file of options", error=ConfigurationError)
    file = Path(path)
    try:
        table = tomllib.loads(file.read_text("utf-8-sig"))
    except OSError as error:
        raise ConfigurationError(f"{file} cannot be read: {error.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{file} is not TOML: {error}.") from None
    known = {field.name: str(field.type) for field in attrs.fields(BuildOptions)}
    del known["shard"], known["restart"]
    unknown = table.keys() - known.keys()
    if unknown:
        raise ConfigurationError(
            f"{file}: there is no option {min(unknown)!r}; there are {', '.join(sorted(known))}."
        )
    for name, value in table.items():
        is_right, expected = _TOML_TYPES[known[name].removesuffix(" | None")]
        if not is_right(value):
            raise ConfigurationError(f"{file}: the option {name} is {expected}, not {value!r}.")
    for name in ("input", "output"):
        locations = _paths(table.get(name, ()))
        if "" in locations or not (locations or changes.get(name)):
            raise ConfigurationError(f"{file} names no {name}.")
    if "input" in table:
        table["input"] = tuple(_beside(file, location) for location in _paths(table["input"]))
    if "output" in table:
        table["output"] = _beside(file, table["output"])
    filters = {**table.get("filters", {}), **(changes.get("filters") or {})}
    table |= {**changes, "filters": filters}
    try:
        return BuildOptions(**table)
    except TypeError as error:
        raise ConfigurationError(f"{file}: {error}.") from None


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


# What a TOML file gives for an attribute of `BuildOptions`, by its type hint.
_TOML_TYPES: dict[str, tuple[Callable[[object], bool], str]] = {
    "str": (_is_text, "a text in quotes"),
    "bool": (lambda value: isinstance(value, bool), "true or false"),
    "int": (_is_whole, "a whole number"),
    "float": (lambda value: _is_whole(value) or isinstance(value, float), "a number"),
    "tuple[str, ...]": (
        lambda value: _is_text(value) or (isinstance(value, list) and all(map(_is_text, value))),
        "a text in quotes or a list of them",
    ),
    "Mapping[str, Threshold]": (lambda value: isinstance(value, dict), "a table such as [filters]"),
}


def _beside(file: Path, location: str) -> str:
    return location if is_uri(location) else str(file.parent / location)


_TEMPLATE = """\
# How to build a corpus with bialign. Run it with: bialign build --config {name}
# Paths start from this file's folder. What is commented out shows the default.

# One path: a folder that holds the folders ko and en with like file names, or a table (.csv, .tsv, .jsonl, .parquet)
# of texts or paths. Or two paths: two folders of articles, or two files with a sentence a line.
input = "articles"
output = "corpus"

# One or more of: {formats}
# Parquet needs an extra: pip install 'bialign[parquet]'
formats = ["tmx", "parquet"]

# source_language = "ko"
# target_language = "en"

# Columns of a table, where their names do not tell: ko, en, source, target, ko_path, en_path ... are known.
# source_column = "body_ko"
# target_column = "body_en"

# Every line is a sentence, and nothing is furniture.
# lines = false

# Whether sentences that an editor moved to another place are paired, too.
# crossing = false

# The encoding of text files, and of tables that are not in UTF-8; detected unless named.
# encoding = "cp949"

# Replace e-mail addresses, telephone and resident registration numbers.
# mask_personal_data = false
# Also write whole alignments, before any filter.
# alignments = false

# Worker processes; by default one for every core.
# workers = 2
# Seconds that one article pair may take.
# time_limit = 120

# What is dropped from the corpus, in this order; N is the number given. Switch a filter off with: score = false
[filters]
{filters}
"""


def options_template(name: str = "corpus.toml") -> str:
    """Return a commented TOML file that `load_options` reads.

    Args:
        name: What the file will be called.
    """
    from bialign.formats import available_formats  # noqa: PLC0415 - reads every format's module

    lines = []
    for entry in FILTERS.values():
        default = entry.default
        shown = f"{default:g}" if isinstance(default, float) else str(default).lower()
        threshold = "these" if isinstance(default, tuple) else "N"
        if isinstance(default, tuple):
            shown = "[" + ", ".join(f'"{kind}"' for kind in default) + "]"
        lines.append(f"# {entry.name} = {shown}  # drops a pair that {entry.summary.format(threshold)}")
    formats = ", ".join(known.name for known in available_formats() if known.write and known.capabilities.texts)
    return _TEMPLATE.format(name=shlex.quote(name), formats=formats, filters="\n".join(lines))
