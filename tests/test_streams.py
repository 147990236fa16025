"""What a stream is does not depend on how many of its bytes arrive at first."""

import gzip
import io
import lzma
import os
import threading
import time
from pathlib import Path

import pytest

from bialign import TranslationUnit, formats
from bialign.streams import looked_into
from bialign.text import read_lines

UNITS = [TranslationUnit(f"문장 {number}", f"sentence {number}", "ko", "en") for number in range(50)]


def arriving(first, rest):
    """Return the reading end of a pipe into which a few bytes are written, and the rest when they have been seen."""
    reading, writing = os.pipe()

    def write():
        with os.fdopen(writing, "wb", buffering=0) as pipe:
            pipe.write(first)
            time.sleep(0.05)
            pipe.write(rest)

    threading.Thread(target=write, daemon=True).start()
    return os.fdopen(reading, "rb")


def packed(name, encoding="utf-8"):
    stream = io.BytesIO()
    formats.write(UNITS, stream, format=name)
    text = stream.getvalue().decode()
    return text.replace('encoding="UTF-8"', f'encoding="{encoding}"').encode(encoding)


@pytest.mark.parametrize("cut", [1, 3, 30])
@pytest.mark.parametrize(
    "data",
    [
        packed("tmx"),
        packed("tmx", "euc-kr"),
        packed("xliff"),
        packed("jsonl"),
        packed("tsv"),
        gzip.compress(packed("jsonl")),
        lzma.compress(packed("tmx")),
    ],
    ids=["tmx", "euc-kr", "xliff", "jsonl", "tsv", "gz", "xz"],
)
def test_a_corpus_on_a_pipe_is_known_however_it_arrives(data, cut):
    with arriving(data[:cut], data[cut:]) as stream:
        with formats.read(stream) as reader:
            assert [unit.target for unit in reader] == [unit.target for unit in UNITS]
        assert not stream.closed


@pytest.mark.skipif(not Path("/dev/fd").is_dir(), reason="this system names no pipes")
def test_a_pipe_that_is_named_is_read_however_it_arrives():
    data = gzip.compress(b"a\nb\n")
    with arriving(data[:1], data[1:]) as stream:
        assert list(read_lines(f"/dev/fd/{stream.fileno()}")) == ["a", "b"]


@pytest.mark.parametrize("size", [1, 3, 5, 9, 100])
def test_a_stream_that_was_looked_into_gives_the_same_bytes(size):
    data = b"ab\ncd\n\nefg"
    calls = [
        lambda stream: [*iter(stream)],
        lambda stream: [stream.read()],
        lambda stream: [*iter(lambda: stream.read(2), b"")],
        lambda stream: b"".join(iter(lambda: stream.read1(4), b"")),
        lambda stream: [*iter(lambda: stream.readline(2), b"")],
    ]
    for call in calls:
        with arriving(data[:1], data[1:]) as stream:
            seen = looked_into(stream, size)
            assert seen.peek(size)[:size] == data[:size]
            assert call(seen) == call(io.BufferedReader(io.BytesIO(data)))


def test_nothing_is_taken_from_a_file(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")
    with (tmp_path / "a").open("rb") as stream:
        assert looked_into(stream, 100) is stream
        assert stream.tell() == 0
