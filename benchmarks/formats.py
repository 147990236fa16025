"""Units per second of reading and writing, beside translate-toolkit's TMX and plain lxml, and memory for a million units.

    python benchmarks/formats.py
    python benchmarks/formats.py --units 200000 --data lines.ko lines.en
    python benchmarks/formats.py --million

Needs translate-toolkit. All figures of a table are of the same run and the same units, by seconds of processor time; a
rate is the best of several rounds, in which the programs take turns.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bialign import TranslationUnit, formats

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KOREAN = (
    "서울시가 내년 예산을 {n}조 원으로 편성했다고 5일 밝혔다.",
    "“이번 예산은 시민의 안전에 초점을 맞췄다”고 {n}번째 브리핑에서 시 관계자는 말했다.",
    "관련 조례 개정안 {n}호는 다음 달 시의회 심의를 거쳐 확정된다.",
)
ENGLISH = (
    "The Seoul Metropolitan Government said on the 5th that it had drawn up a budget of {n} trillion won for next year.",
    '"This budget puts the safety of citizens first," a city official said at briefing no. {n}.',
    "Bill no. {n} on the related ordinance will be settled next month after deliberation by the city council.",
)
MILLION = 1_000_000
LIMIT_MB = 300


def made_up(count: int, *, plain: bool) -> Iterator[TranslationUnit]:
    """Yield units of news-like sentences, plain or with a score, an id and an article."""
    for number in range(count):
        source = KOREAN[number % 3].format(n=number)
        target = ENGLISH[number % 3].format(n=number)
        if plain:
            yield TranslationUnit(source, target, "ko", "en")
        else:
            article = f"article-{number // 20}"
            metadata = {"article": article, "bead": "1-1"}
            yield TranslationUnit(
                source,
                target,
                "ko",
                "en",
                score=0.75 + number % 25 / 100,
                id=f"{article}:{number % 20}",
                metadata=metadata,
            )


def from_lines(paths: list[str], count: int) -> list[TranslationUnit]:
    """Return units from two line-aligned files, repeated as often as needed."""
    sides = [Path(path).read_text("utf-8").splitlines() for path in paths]
    pairs = list(zip(*sides, strict=True))
    return [TranslationUnit(*pairs[number % len(pairs)], "ko", "en") for number in range(count)]


def count_all(items: Any) -> int:
    """Go through all items and return how many there are."""
    return sum(1 for _ in items)


def toolkit_write(units: list[TranslationUnit], path: Path) -> None:
    """Write TMX by translate-toolkit."""
    from translate.storage.tmx import tmxfile

    store = tmxfile(sourcelanguage="ko")
    for unit in units:
        store.addtranslation(unit.source, "ko", unit.target, "en")
    store.savefile(str(path))


def toolkit_read(path: Path) -> int:
    """Read TMX by translate-toolkit and look at every source and target."""
    from translate.storage.tmx import tmxfile

    with path.open("rb") as file:
        store = tmxfile(file, "ko", "en")
    return count_all((unit.source, unit.target) for unit in store.units)


def lxml_write(units: list[TranslationUnit], path: Path) -> None:
    """Write TMX element by element with lxml's incremental writer."""
    from lxml import etree

    language = "{http://www.w3.org/XML/1998/namespace}lang"
    header = {
        "creationtool": "x",
        "creationtoolversion": "1",
        "segtype": "sentence",
        "o-tmf": "x",
        "adminlang": "en",
        "srclang": "ko",
        "datatype": "plaintext",
    }
    with etree.xmlfile(str(path), encoding="utf-8") as file, file.element("tmx", version="1.4"):
        file.write(etree.Element("header", header))
        with file.element("body"):
            for unit in units:
                element = etree.Element("tu")
                for tag, text in (("ko", unit.source), ("en", unit.target)):
                    variant = etree.SubElement(element, "tuv")
                    variant.set(language, tag)
                    etree.SubElement(variant, "seg").text = text
                file.write(element)


def lxml_read(path: Path) -> int:
    """Read TMX as a stream of elements with lxml and look at every segment."""
    from lxml import etree

    count = 0
    for _, element in etree.iterparse(str(path), tag="tu"):
        segments = [segment.text for segment in element.iter("seg")]
        count += bool(segments)
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    return count


def best_of(rounds: int, jobs: dict[str, Callable[[], object]], count: int) -> dict[str, float]:
    """Return units per second of each job, the best of several rounds in which they take turns."""
    rates = dict.fromkeys(jobs, 0.0)
    for _ in range(rounds):
        for name, job in jobs.items():
            start = time.process_time()
            job()
            rates[name] = max(rates[name], count / (time.process_time() - start))
    return rates


def compare_tmx(units: list[TranslationUnit], folder: Path, rounds: int) -> None:
    """Print a table of TMX, read and written by bialign, translate-toolkit and plain lxml."""
    count = len(units)
    path = folder / "units.tmx"
    writing = best_of(
        rounds,
        {
            "bialign": lambda: formats.write(units, path),
            "translate-toolkit": lambda: toolkit_write(units, folder / "toolkit.tmx"),
            "lxml": lambda: lxml_write(units, folder / "lxml.tmx"),
        },
        count,
    )
    reading = best_of(
        rounds,
        {
            "bialign": lambda: count_all(formats.read(path)),
            "translate-toolkit": lambda: toolkit_read(path),
            "lxml": lambda: lxml_read(path),
        },
        count,
    )
    theirs = best_of(
        rounds,
        {
            "bialign": lambda: count_all(formats.read(folder / "toolkit.tmx")),
            "translate-toolkit": lambda: toolkit_read(folder / "toolkit.tmx"),
            "lxml": lambda: lxml_read(folder / "toolkit.tmx"),
        },
        count,
    )
    print(f"TMX, {count:,} units: thousand units a second, and how many times translate-toolkit's")
    print(f"{'':<20}{'writing':>18}{'reading':>18}{'reading the toolkit':>22}")
    for name in writing:
        cells = [
            f"{rates[name] / 1000:8.1f} ({rates[name] / rates['translate-toolkit']:4.1f})"
            for rates in (writing, reading, theirs)
        ]
        print(f"{name:<20}{cells[0]:>18}{cells[1]:>18}{cells[2]:>22}")


def compare_formats(units: list[TranslationUnit], folder: Path, rounds: int) -> None:
    """Print a table of all formats that units can be written in."""
    print(f"\nAll formats, {len(units):,} units with score, id and article: thousand units a second, megabytes")
    print(f"{'':<14}{'writing':>10}{'reading':>10}{'size':>10}")
    for known in formats.available_formats():
        if known.write is None or not known.capabilities.texts:
            continue
        path = folder / "all" / ("units.ko-en" if known.is_prefix else f"units{known.endings[0]}")
        path.parent.mkdir(exist_ok=True)
        writing = best_of(rounds, {"": lambda: formats.write(units, path, format=known.name)}, len(units))[""]  # noqa: B023
        reading = best_of(rounds, {"": lambda: count_all(formats.read(path))}, len(units))[""]  # noqa: B023
        size = sum(file.stat().st_size for file in path.parent.iterdir()) / 1e6
        print(f"{known.name:<14}{writing / 1000:>10.1f}{reading / 1000:>10.1f}{size:>10.1f}")
        for file in path.parent.iterdir():
            file.unlink()


def million(folder: Path) -> None:
    """Print sizes, seconds and peak memory of a million units, each job in a process of its own."""
    print(
        f"\nA million units, a process for each job: megabytes on disk, seconds of processor time, peak memory in megabytes (limit {LIMIT_MB})"
    )
    print(f"{'':<22}{'size':>8}{'write':>8}{'memory':>8}{'read':>8}{'memory':>8}")
    for name in (
        "jsonl",
        "jsonl.zst",
        "tmx",
        "tmx.gz",
        "xlf",
        "xlf12",
        "tsv",
        "csv",
        "parquet",
        "hf.jsonl",
        "ko-en",
        "xces",
        "tei",
    ):
        path = folder / f"million.{name}"
        results = []
        for job in ("write", "read"):
            command = [sys.executable, __file__, "--job", job, str(path)]
            results.append(json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout))
        size = sum(file.stat().st_size for file in folder.glob("million*")) / 1e6
        cells = [f"{value:>8.0f}" for value in (size, *results[0], *results[1])]
        print(f"{name:<22}{''.join(cells)}", flush=True)
        for file in folder.glob("million*"):
            file.unlink()


def job(name: str, path: Path) -> None:
    """Write or read a million units and print seconds and peak memory."""
    start = time.process_time()
    if name == "write":
        formats.write(made_up(MILLION, plain=False), path)
    else:
        count_all(formats.read(path))
    print(json.dumps([time.process_time() - start, peak_memory()]))


def peak_memory() -> float:
    """Return the most memory that this process has held, in megabytes."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage would count what the parent process held before this program began
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--data", nargs=2, metavar=("KO", "EN"), help="two line-aligned files to take the sentences from"
    )
    parser.add_argument("--million", action="store_true", help="measure memory with a million units instead")
    parser.add_argument("--job", nargs=2, metavar=("NAME", "PATH"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.job:
        job(arguments.job[0], Path(arguments.job[1]))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if arguments.million:
            million(folder)
            return
        plain = (
            from_lines(arguments.data, arguments.units)
            if arguments.data
            else list(made_up(arguments.units, plain=True))
        )
        compare_tmx(plain, folder, arguments.rounds)
        compare_formats(list(made_up(arguments.units, plain=False)), folder, arguments.rounds)


if __name__ == "__main__":
    main()
