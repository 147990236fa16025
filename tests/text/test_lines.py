"""Lines of files, which end at line feeds alone."""

import gc
import gzip
import warnings

import pytest

from bialign.errors import ConfigurationError, DecodingError
from bialign.text import read_lines


def test_only_line_feeds_end_lines(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeff하나\u2028\x0b\x85둘\r\n\n\ufeff셋".encode())
    assert list(read_lines(path)) == ["하나\u2028\x0b\x85둘", "", "\ufeff셋"]


def test_gzip_by_contents(tmp_path):
    path = tmp_path / "packed.txt"
    path.write_bytes(gzip.compress("가\n나\n".encode()))
    assert list(read_lines(path)) == ["가", "나"]
    plain = tmp_path / "plain.gz"
    plain.write_text("가\n", encoding="utf-8")
    assert list(read_lines(plain)) == ["가"]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize("encoding", ["cp949", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8", "UTF8"])
def test_lines_in_other_encodings(encoding, pack, tmp_path):
    path = tmp_path / "a.txt"
    # The byte of a line feed is half of 上 in UTF-16.
    lines = ["똠방각하", "", "上", "end"]
    path.write_bytes(pack("\r\n".join(lines).encode(encoding)))
    assert list(read_lines(path, encoding=encoding)) == lines


def test_a_mark_that_the_encoding_does_not_drop_itself_is_no_text(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeff가\n\ufeff나".encode("utf-16-le"))
    assert list(read_lines(path, encoding="utf-16-le")) == ["가", "\ufeff나"]


def test_utf_16_needs_no_mark(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("가\n나\n".encode("utf-16-le"))
    assert list(read_lines(path, encoding="utf-16")) == ["가", "나"]


@pytest.mark.parametrize(
    ("data", "encoding", "error", "sentence"),
    [
        (b"ok\n\xff", "cp949", DecodingError, r"bad\.txt:2: not valid cp949 \(byte 0xff\): name the encoding"),
        ("가\n나".encode("utf-16")[:-1], "utf-16", DecodingError, r"bad\.txt:2: not valid utf-16 \(byte 0x98\)"),
        (b"ok\n\xff", None, DecodingError, r"as by iconv -f cp949 -t utf-8, or name its encoding\."),
        (b"ok", "klingon", ConfigurationError, "'klingon' is not a text encoding"),
    ],
)
def test_lines_that_are_not_in_their_encoding(data, encoding, error, sentence, tmp_path):
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    with pytest.raises(error, match=sentence):
        list(read_lines(path, encoding=encoding))


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_file_is_closed_after_its_last_line(pack, tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(pack(b"a\n"))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        assert list(read_lines(path)) == ["a"]
        gc.collect()
    assert caught == []


def test_empty(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"")
    assert list(read_lines(path)) == []


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"ok\nb\xff", r"bad\.txt:2: not valid UTF-8 \(byte 0xff\): convert it to UTF-8, as by iconv"),
        (gzip.compress(b"abc" * 99)[:-9], "cannot be read"),
        (gzip.compress(b"")[:10] + b"\xff" * 50, "cannot be read"),
    ],
)
def test_bad_files(data, sentence, tmp_path):
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    with pytest.raises(DecodingError, match=sentence):
        list(read_lines(path))


def test_missing(tmp_path):
    with pytest.raises(DecodingError, match="no file"):
        list(read_lines(tmp_path / "none.txt"))
    with pytest.raises(DecodingError, match="is a folder"):
        list(read_lines(tmp_path))


@pytest.mark.parametrize("name", ["a\0.txt", "a\ud800.txt"])
def test_what_no_file_is_called(name):
    with pytest.raises(DecodingError, match="cannot be the name of a file"):
        list(read_lines(name))
