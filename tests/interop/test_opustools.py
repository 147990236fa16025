"""opus_read reads our XCES, and we read links that it writes."""

import subprocess
import sys
from pathlib import Path

import attrs
import pytest
from interop_corpus import PAIRS, UNITS, alignment

from bialign import formats


def opus_read(folder, *arguments):
    command = [
        str(Path(sys.executable).with_name("opus_read")),
        "-d",
        "news",
        "-p",
        "raw",
        "-s",
        "ko",
        "-t",
        "en",
        *arguments,
    ]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    assert result.returncode == 0, result.stderr
    assert "no item named" not in result.stdout + result.stderr
    return result.stdout


ARCHIVES = ("-sz", "news.ko.zip", "-tz", "news.en.zip")


def test_opus_read_sees_each_pair_of_our_xces(tmp_path):
    formats.write(UNITS, tmp_path / "news.xces")
    opus_read(tmp_path, "-af", "news.xces", *ARCHIVES, "-wm", "moses", "-w", "out.ko", "out.en")
    read = [(tmp_path / name).read_text("utf-8").split("\n")[:-1] for name in ("out.ko", "out.en")]
    assert list(zip(*read, strict=True)) == PAIRS


def test_opus_read_sees_m_n_links_kinds_and_certainties(tmp_path):
    formats.write(alignment(), tmp_path / "news.xces")
    output = opus_read(tmp_path, "-af", "news.xces", *ARCHIVES)
    assert "ko/2026/budget.xml.gz" in output
    assert '(src)="2">첫 문장이다.' in output
    assert '(src)="3">둘째 <문장>이다.' in output
    assert '(trg)="2">One sentence for <two>.' in output
    certain = opus_read(tmp_path, "-af", "news.xces", *ARCHIVES, "-a", "certainty", "-tr", "0.9")
    assert "제목 & 부제" in certain
    assert "첫 문장이다." not in certain


def test_opus_read_takes_compressed_links(tmp_path):
    formats.write(UNITS, tmp_path / "news.xces.gz")
    output = opus_read(tmp_path, "-af", "news.xces.gz", *ARCHIVES)
    assert output.count("(src)") == len(PAIRS)


@pytest.mark.parametrize("mode", ["links", "tmx"])
def test_we_read_what_opus_read_writes(tmp_path, mode):
    plain = [
        attrs.evolve(unit, source=unit.source.replace("\t", " "), target=unit.target.replace("\t", " "))
        for unit in UNITS
    ]
    formats.write(plain, tmp_path / "news.xces")
    name = {"links": "copy.xces", "tmx": "copy.tmx"}[mode]
    opus_read(tmp_path, "-af", "news.xces", *ARCHIVES, "-wm", mode, "-w", name)
    pairs = [(unit.source, unit.target) for unit in plain]
    if mode == "tmx":
        assert [(unit.source, unit.target) for unit in formats.read(tmp_path / name)] == pairs
    else:
        reader = formats.read(
            tmp_path / name, source_sentences=tmp_path / "news.ko.zip", target_sentences=tmp_path / "news.en.zip"
        )
        (back,) = reader
        assert [(back.source_text(bead), back.target_text(bead)) for bead in back] == pairs
        assert [bead.score for bead in back] == [unit.score for unit in plain]
