"""Folders of this machine and of pyarrow's filesystems hold whole files or none."""

import errno
import os
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from building_samples import write_articles

from bialign.building import report
from bialign.building.build import build_corpus
from bialign.building.inputs import articles_of
from bialign.building.options import BuildOptions
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


def refuse_folder(monkeypatch, name):
    """Let no folder of a name be listed, as without the permission, which root needs not."""
    scandir = os.scandir

    def refusing(path="."):
        if not isinstance(path, int) and Path(path).name == name:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return scandir(path)

    monkeypatch.setattr("os.scandir", refusing)


@pytest.mark.parametrize("locked", ["", "2026", "2026/11"])
def test_articles_in_a_folder_that_cannot_be_read_are_not_passed_over(tmp_path, monkeypatch, locked):
    path = tmp_path / "ko" / "2026" / "11" / "1.txt"
    path.parent.mkdir(parents=True)
    path.write_text("서울", "utf-8")
    assert list(articles_of(str(tmp_path / "ko"))) == ["2026/11/1"]
    refuse_folder(monkeypatch, (tmp_path / "ko" / locked).name)
    with pytest.raises(BuildError, match=rf"{re.escape(str(tmp_path / 'ko' / locked))} cannot be read: Permission"):
        articles_of(str(tmp_path / "ko"))


def test_articles_may_fill_a_disk_of_their_own(tmp_path, monkeypatch):
    (tmp_path / "ko" / "lost+found").mkdir(parents=True)
    (tmp_path / "ko" / "1.txt").write_text("서울", "utf-8")
    refuse_folder(monkeypatch, "lost+found")
    assert list(articles_of(str(tmp_path / "ko"))) == ["1"]


def test_a_folder_beside_the_corpus_that_cannot_be_read_is_no_matter(tmp_path, inline, monkeypatch):
    write_articles(tmp_path / "in", 2)
    (tmp_path / "out" / "lost+found").mkdir(parents=True)
    refuse_folder(monkeypatch, "lost+found")
    for restart in (False, True):
        built = build_corpus(BuildOptions(input=tmp_path / "in", output=tmp_path / "out", workers=1, restart=restart))
        assert built.statistics.aligned == 2


def test_a_link_to_where_nobody_may_look_is_a_broken_one(folder, tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").symlink_to(tmp_path / "secret" / "b.txt")
    stat = Path.stat

    def refusing(path, **settings):
        if path.name == "b.txt" and settings.get("follow_symlinks", True):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return stat(path, **settings)

    monkeypatch.setattr(Path, "stat", refusing)
    assert folder.files() == ["a.txt"]
    assert folder.unfollowed() in ({"b.txt": "broken links"}, {})


def test_the_names_in_a_folder_are_those_of_its_own_files(folder):
    for name in ("b.txt", "a.txt", ".hidden", "2026/c.txt", ".cache/d.txt"):
        write(folder, name, b"")
    assert folder.names() == ["a.txt", "b.txt"]
    assert folder.files() == ["2026/c.txt", "a.txt", "b.txt"]
    assert open_folder(f"{folder.location}/none").names() == []
