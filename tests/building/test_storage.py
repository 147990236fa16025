"""Folders of this machine and of pyarrow's filesystems hold whole files or none."""

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


def test_failures_are_told_once_whatever_an_interrupted_run_left(folder, tmp_path, monkeypatch):
    write(folder, "shards/000001.json", b"")
    write(folder, "shards/000001.json.part", b"")
    monkeypatch.setattr(report, "read_summary", lambda _, shard: SimpleNamespace(failures=[{"id": str(shard)}]))
    report.write_failures(SimpleNamespace(out=folder, work=folder))
    assert (tmp_path / "failures.jsonl").read_text("utf-8") == '{"id": "1"}\n'
