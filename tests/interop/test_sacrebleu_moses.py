"""sacreBLEU scores our pair of plain text files line by line."""

import subprocess
import sys

from interop_corpus import UNITS

from bialign import formats


def test_sacrebleu_counts_as_many_lines_as_we_wrote(tmp_path):
    report = formats.write(UNITS, tmp_path / "a.ko-en")
    command = [
        sys.executable,
        "-m",
        "sacrebleu",
        tmp_path / "a.ko-en.en",
        "-i",
        tmp_path / "a.ko-en.en",
        "-b",
        "-m",
        "bleu",
    ]
    result = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert result.returncode == 0, result.stderr
    assert float(result.stdout) == 100.0
    assert report.items == len(UNITS)


def test_sacrebleu_s_own_reader_pairs_the_lines(tmp_path):
    from sacrebleu.utils import smart_open

    formats.write(UNITS, tmp_path / "a.ko-en")
    formats.write(UNITS, tmp_path / "b.ko-en.gz")
    for paths in (("a.ko-en.ko", "a.ko-en.en"), ("b.ko-en.ko.gz", "b.ko-en.en.gz")):
        sides = []
        for path in paths:
            with smart_open(str(tmp_path / path)) as file:
                sides.append([line.rstrip("\n") for line in file])
        assert list(zip(*sides, strict=True)) == [(unit.source, unit.target) for unit in UNITS]
