"""Written files are whole or absent, and what cannot be replaced is written through."""

import errno
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from bialign.errors import BialignError
from bialign.files import atomic_write


def test_a_file_appears_whole_or_keeps_what_it_was(tmp_path):
    path = tmp_path / "corpus.tsv"
    path.write_bytes(b"old")

    def fail():
        with atomic_write(path) as stream:
            stream.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("corpus.tsv", b"old")]
    with atomic_write(path) as stream:
        stream.write(b"new")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("corpus.tsv", b"new")]


def test_a_read_only_filesystem_is_told_by_the_name_of_the_file_and_not_of_its_temporary_one(tmp_path, monkeypatch):
    def refuse(path, *_, **__):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))

    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(os, "unlink", refuse)
    monkeypatch.setattr(Path, "unlink", refuse)
    with (
        pytest.raises(BialignError, match=r"a\.tsv cannot be written: Read-only file system"),
        atomic_write(tmp_path / "a.tsv"),
    ):
        pass


def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path):
    real, link = tmp_path / "real.tsv", tmp_path / "link.tsv"
    real.write_bytes(b"old")
    link.symlink_to(real.name)
    with atomic_write(link) as stream:
        stream.write(b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of its own kind")
def test_a_private_file_stays_private(tmp_path):
    path = tmp_path / "corpus.jsonl"
    path.write_bytes(b"old")
    path.chmod(0o600)
    with atomic_write(path) as stream:
        stream.write(b"new")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o600)


def test_a_name_of_the_greatest_length_can_be_written(tmp_path):
    path = tmp_path / ("한" * 83 + ".jsonl")
    with atomic_write(path) as stream:
        stream.write(b"new")
    assert [found.name for found in tmp_path.iterdir()] == [path.name]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_written_through(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    with atomic_write(pipe) as stream:
        stream.write(b"new")
    reader.join(10)
    assert got == [b"new"]
    assert pipe.is_fifo()


def test_a_folder_is_refused_before_anything_is_done(tmp_path):
    with pytest.raises(BialignError, match="cannot be written: It is a folder"), atomic_write(tmp_path):
        pytest.fail("the block ran")


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", [["romanize", "한글"], ["head", "--help"], ["--version"]])
def test_a_full_disk_behind_standard_output_is_told_in_a_sentence(arguments):
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run(
            [sys.executable, "-m", "bialign", *arguments], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert run.returncode == 1
    assert run.stderr == "bialign: Standard output: No space left on device.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of its own kind")
def test_a_new_file_has_the_usual_permissions_and_other_threads_keep_theirs(tmp_path, monkeypatch):
    mask = os.umask(0o027)
    try:
        with monkeypatch.context() as patch:
            # The umask can be read only by changing it, which files that other threads make meanwhile would get.
            patch.setattr(os, "umask", lambda _: pytest.fail("the umask of all threads was changed"))
            with atomic_write(tmp_path / "corpus.jsonl") as stream:
                stream.write(b"new")
    finally:
        os.umask(mask)
    assert (tmp_path / "corpus.jsonl").stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of its own kind")
def test_a_private_file_is_private_while_it_is_written(tmp_path):
    path = tmp_path / "corpus.jsonl"
    path.write_bytes(b"old")
    path.chmod(0o600)
    with atomic_write(path):
        assert {file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == {0o600}


def test_errors_of_the_block_are_not_blamed_on_the_file(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"input\.txt"), atomic_write(tmp_path / "out.jsonl"):
        (tmp_path / "input.txt").read_bytes()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="this system has no /dev/full")
@pytest.mark.parametrize("size", [1, 1 << 20])
def test_a_full_disk_is_told_in_a_sentence(size):
    with (
        pytest.raises(BialignError, match="/dev/full cannot be written: No space left on device"),
        atomic_write("/dev/full") as stream,
    ):
        stream.write(b"x" * size)
