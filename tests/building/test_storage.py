"""Folders of this machine and of pyarrow's filesystems hold whole files or none."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from bialign.building import report
from bialign.building.storage import open_folder
from bialign.errors import BuildError


@pytest.fixture(params=["local", "arrow"])
def folder(request, tmp_path):
    return open_folder(str(tmp_path) if request.param == "local" else f"file://{tmp_path}")


def write(folder, name, data, error=None):
    with folder.write(name) as stream:
        stream.write(data)
        if error is not None:
            raise error


def test_nothing_is_left_of_a_file_that_could_not_be_finished(folder, tmp_path):
    write(folder, "shards/000001.json", b"old")
    with pytest.raises(KeyboardInterrupt):
        write(folder, "shards/000001.json", b"half", KeyboardInterrupt())
    assert [path.name for path in (tmp_path / "shards").iterdir()] == ["000001.json"]
    assert (tmp_path / "shards" / "000001.json").read_bytes() == b"old"


def test_a_file_that_is_being_written_is_not_listed(folder):
    with folder.write("a.json") as stream:
        stream.write(b"half")
        assert folder.files() == []
    assert folder.files() == ["a.json"]


def test_what_cannot_be_written_ends_in_an_error_of_the_build(folder, tmp_path):
    (tmp_path / "a.json").mkdir()
    (tmp_path / "a.json" / "b").touch()
    with pytest.raises(BuildError, match=r"a\.json cannot be written"):
        write(folder, "a.json", b"new")


def test_an_error_of_the_block_itself_is_raised_as_it_is(folder):
    with pytest.raises(FileNotFoundError, match="elsewhere"):
        write(folder, "a.json", b"half", FileNotFoundError("elsewhere"))
    assert folder.files() == []


def test_a_file_that_is_gone_cannot_be_put(folder, tmp_path):
    with pytest.raises(BuildError, match="There is no file"):
        folder.put(tmp_path / "gone.txt", "a.txt")
    assert folder.files() == []


def test_a_file_that_is_gone_has_no_size(folder):
    with pytest.raises(BuildError, match=r"There is no file .*gone\.txt"):
        folder.size("gone.txt")


def test_a_file_is_put_whole_and_no_longer_where_it_was(folder, tmp_path):
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "a.txt").write_bytes(b"x" * 100_000)
    folder.put(tmp_path / "here" / "a.txt", "there/a.txt")
    assert folder.files() == ["there/a.txt"]
    assert folder.size("there/a.txt") == 100_000


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no full device")
def test_a_full_disk_is_told_whichever_write_finds_it(tmp_path, monkeypatch):
    folder = open_folder(f"file://{tmp_path}")
    monkeypatch.setattr("os.urandom", lambda _count: b"full")
    (tmp_path / f".a.json.{b'full'.hex()}.part").symlink_to("/dev/full")
    for size in (1, 1_000_000):
        with pytest.raises(BuildError, match=r"a\.json cannot be written: .*No space left"):
            write(folder, "a.json", b"x" * size)
        (tmp_path / f".a.json.{b'full'.hex()}.part").symlink_to("/dev/full")


def test_failures_are_told_once_whatever_an_interrupted_run_left(folder, tmp_path, monkeypatch):
    write(folder, "shards/000001.json", b"")
    write(folder, "shards/000001.json.part", b"")
    monkeypatch.setattr(report, "read_summary", lambda _, shard: SimpleNamespace(failures=[{"id": str(shard)}]))
    report.write_failures(SimpleNamespace(out=folder, work=folder))
    assert (tmp_path / "failures.jsonl").read_text("utf-8") == '{"id": "1"}\n'
