"""Cutting a corpus into training, development and test parts, whole articles at a time."""

from __future__ import annotations

import hashlib
import math
import os
import shutil
import sys
import tempfile
from contextlib import closing, contextmanager
from numbers import Real
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import attrs

from bialign.beads import Alignment
from bialign.errors import ConfigurationError, FormatError
from bialign.files import require_path, telling_of_reading
from bialign.formats.api import named_options, read, write
from bialign.formats.compression import compression_of, without_compression
from bialign.formats.registry import find_format

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence

    from bialign.formats.base import Format, Item
    from bialign.formats.writing import WriteReport

PARTS = ("train", "dev", "test")


@attrs.frozen
class SplitReport:
    """How a corpus was cut.

    Attributes:
        parts: What was written for each part: ``train``, ``dev``, ``test``.
        articles: How many articles each part has.
        units: How many beads or units each part has.
        skipped: The errors of broken items that were left out, the first thousand of them.
        skipped_count: How many were left out.
        ended: The first error after which the rest of the corpus could not be read; None if all was read.
    """

    parts: Mapping[str, WriteReport]
    articles: Mapping[str, int]
    units: Mapping[str, int]
    skipped: Sequence[FormatError]
    skipped_count: int
    ended: FormatError | None = None


def split_corpus(
    source: str | os.PathLike[str],
    folder: str | os.PathLike[str],
    *,
    dev: float = 0.05,
    test: float = 0.05,
    seed: int = 0,
    from_format: str | None = None,
    to_format: str | None = None,
    on_error: str = "stop",
    read_options: Mapping[str, Any] | None = None,
    write_options: Mapping[str, Any] | None = None,
) -> SplitReport:
    """Cut a corpus into ``train``, ``dev`` and ``test``, with no article in two parts.

    Articles are put in an order that depends on the seed and their names alone, and taken into ``dev`` and then
    ``test`` until each has its size; so the parts do not depend on the order of the corpus. An alignment is an
    article by its id, a unit by its metadata ``article``. What names none goes by its source text, so
    that a repeated text is not in two parts either. The corpus is read once to measure it and once for each part, and
    so a pipe is copied to a temporary file first; memory holds about a hundred bytes an article.

    Args:
        source: The corpus; ``"-"`` is standard input.
        folder: Where the parts go; it is made if need be.
        dev: The size of the development part in beads: a share below 1, or a number from 1 on.
        test: The size of the test part, likewise.
        seed: Another seed cuts otherwise.
        from_format: The corpus's format, otherwise found as `read` does.
        to_format: The parts' format, otherwise the corpus's.
        on_error: As for `read` and `write`.
        read_options: The corpus format's own options.
        write_options: The parts' format's own options.

    Raises:
        ConfigurationError: If the parts are larger than the corpus, one of them would overwrite it, or the folder
            cannot be made.
        FormatError: If the corpus breaks its format or changes while it is read, or an item cannot be written.
    """
    require_path(source, what="a corpus", error=FormatError)
    require_path(folder, what="a folder for the parts", error=ConfigurationError)
    _check_sizes(dev, test)
    options, writing = named_options(read_options), named_options(write_options)
    with _rereadable(source) as opened:
        with read(opened(), format=from_format, on_error=on_error, **options) as reader:
            sizes, languages = _measure(reader, seed)
        name = reader.format.name
        parts = _assign(sizes, dev, test)
        units = dict.fromkeys(PARTS, 0)
        for key, size in sizes.items():
            units[PARTS[parts.get(key, 0)]] += size
        target = find_format(to_format or name)
        ending = target.ending(*languages) if to_format else _ending(source, target)
        paths = _paths(source, Path(folder), target, ending)
        reports = {}
        for number, part in enumerate(PARTS):
            with (
                read(opened(), format=name, on_error=on_error, **options) as again,
                closing(_part(again, parts, number, seed=seed, beads=units[part], source=source)) as items,
            ):
                reports[part] = write(items, paths[part], format=target.name, on_error=on_error, **writing)
    chosen = [parts.get(key, 0) for key in sizes]
    articles = {part: chosen.count(number) for number, part in enumerate(PARTS)}
    return SplitReport(reports, articles, units, tuple(reader.skipped), reader.skipped_count, reader.ended)


@contextmanager
def _rereadable(
    source: str | os.PathLike[str],
) -> Iterator[Callable[[], str | os.PathLike[str] | IO[bytes]]]:
    """Yield a function that gives the corpus to read from its beginning, as often as it is called."""
    path = Path(source)
    if source != "-" and (path.is_file() or path.is_dir() or not path.exists()):
        yield lambda: source
        return
    with tempfile.TemporaryFile(buffering=0) as copy:
        copy.name = "standard input" if source == "-" else str(path)
        with telling_of_reading(copy.name, error=FormatError):
            if source == "-":
                shutil.copyfileobj(sys.stdin.buffer, copy)
            else:
                with path.open("rb") as pipe:
                    shutil.copyfileobj(pipe, copy)

        def rewound() -> IO[bytes]:
            copy.seek(0)
            return copy

        yield rewound


def _measure(items: Iterable[Item], seed: int) -> tuple[dict[int, int], tuple[str, str]]:
    """Return how many beads each article has, by its `_key`, and the languages of the first item."""
    sizes: dict[int, int] = {}
    languages = ("", "")
    for item in items:
        languages = languages if sizes else (item.source_language, item.target_language)
        key = _key(item, seed)
        sizes[key] = sizes.get(key, 0) + _beads(item)
    return sizes, languages


def _paths(source: str | os.PathLike[str], folder: Path, target: Format, ending: str) -> dict[str, Path]:
    """Return where the parts go, in a folder that is made if need be.

    Raises:
        ConfigurationError: As `split_corpus`.
    """
    if target.write is None:
        raise ConfigurationError(f"{target.title} is read only; name a format for the parts.")
    paths = {part: folder / f"{part}{ending}" for part in PARTS}
    for path in paths.values():
        if _overwrites(path, target, source):
            raise ConfigurationError(f"The part {path} would overwrite the corpus itself: choose another folder.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(f"{folder} cannot be made a folder: {error.strerror}.") from None
    return paths


def _part(
    items: Iterable[Item],
    parts: Mapping[int, int],
    number: int,
    *,
    seed: int,
    beads: int,
    source: str | os.PathLike[str],
) -> Generator[Item, None, None]:
    """Yield the items of a part, which has so many beads.

    Raises:
        FormatError: If it has not, since the corpus has changed.
    """
    for item in items:
        if parts.get(_key(item, seed), 0) == number:
            beads -= _beads(item)
            yield item
    if beads:
        raise FormatError("The corpus changed while it was split: split it again.", source)


def _key(item: Item, seed: int) -> int:
    """Return a number that stands for an item's article and orders articles by the seed."""
    if isinstance(item, Alignment):
        name = item.id or "\n".join(fragment.text for fragment in item.source)
    else:
        name = item.metadata.get("article") or item.source
    digest = hashlib.blake2b(f"{seed}\0{name}".encode(errors="surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest())


def _beads(item: Item) -> int:
    return len(item.beads) if isinstance(item, Alignment) else 1


def _check_sizes(*sizes: float) -> None:
    for size in sizes:
        if not (isinstance(size, Real) and math.isfinite(size)):
            raise ConfigurationError(f"The size of a part is a share below 1 or a number of beads, not {size!r}.")


def _assign(sizes: dict[int, int], dev: float, test: float) -> dict[int, int]:
    """Return the number of the part of each article that is not in ``train``."""
    total = sum(sizes.values())
    wanted = [round(size * total) if size < 1 else int(size) for size in (dev, test)]
    if min(dev, test) < 0 or sum(wanted) > total:
        raise ConfigurationError(f"Parts of {wanted[0]} and {wanted[1]} beads cannot be taken from {total}.")
    parts: dict[int, int] = {}
    articles = iter(sorted(sizes))
    for number, size in enumerate(wanted, 1):
        taken = 0
        while taken < size:
            key = next(articles, None)
            if key is None:
                raise ConfigurationError(f"The corpus has too few articles, {len(sizes)}, for parts of these sizes.")
            parts[key] = number
            taken += sizes[key]
    return parts


def _overwrites(path: Path, target: Format, source: str | os.PathLike[str]) -> bool:
    """Tell whether writing a part would overwrite the corpus, or one of its files."""
    if not target.is_prefix:
        return path.exists() and Path(source).exists() and path.samefile(source)
    # Whichever of its files is compressed, the reader finds it by the prefix.
    prefix, corpus = (without_compression(os.path.realpath(one)) for one in (path, source))
    return corpus == prefix or corpus.startswith(f"{prefix}.")


def _ending(source: str | os.PathLike[str], target: Format) -> str:
    """Return the ending of the corpus's own file name, compression included, or the format's usual one."""
    file = Path(source).name
    compression, plain = compression_of(file), without_compression(file)
    if target.pattern is not None and (match := target.pattern.search(plain)):
        return match[0] + compression
    own = max((ending for ending in target.endings if plain.lower().endswith(ending)), key=len, default="")
    return (own or target.endings[0]) + compression
