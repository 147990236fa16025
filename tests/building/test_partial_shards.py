import gzip
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bialign.building.partial import PartialShard
from bialign.errors import BuildError

# Limits of what a process may write are not known to every system.
resource = pytest.importorskip("resource")


def write(path, batches):
    with PartialShard(path) as shard:
        for lines in batches:
            shard.append(lines)
        return shard.batches


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]))), max_size=5), st.data())
def test_a_torn_end_costs_only_the_last_batch(tmp_path_factory, batches, data):
    path = tmp_path_factory.mktemp("work") / "000000.part"
    sizes = [0]
    for lines in batches:
        write(path, [lines])
        sizes.append(path.stat().st_size)
    whole = path.read_bytes() if batches else b""
    cut = data.draw(st.integers(0, len(whole)))
    torn = whole[:cut] + data.draw(st.sampled_from([b"", b"\x1f\x8b", b"\x00" * 30]))
    path.write_bytes(torn)
    # A batch without lines ends in zeros: others that follow the cut make it whole again.
    kept = sum(torn.startswith(whole[:size]) for size in sizes[1:])
    assert write(path, batches[kept:]) == len(batches)
    assert path.read_bytes() == whole
    assert gzip.decompress(whole).decode() == "".join(f"{line}\n" for lines in batches for line in lines)


def test_only_one_process_adds_to_a_shard(tmp_path, monkeypatch):
    monkeypatch.setattr("bialign.building.partial._PATIENCE", 0.1)
    with (
        PartialShard(tmp_path / "a"),
        pytest.raises(Exception, match="Another process"),
        PartialShard(tmp_path / "a"),
    ):
        pass


def test_a_batch_that_does_not_fit_the_disk_is_told_of_in_a_sentence(tmp_path):
    path = tmp_path / "000000.part"
    write(path, [["가"]])
    whole = path.read_bytes()
    # Of a small batch nothing is written before the file is flushed; closing it tries that once more.
    line = random.Random(0).randbytes(500).hex()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(whole) + 10, before[1]))
    try:
        with pytest.raises(BuildError, match=r"000000\.part cannot be written: File too large\.$"):
            write(path, [[line]])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert write(path, [[line]]) == 2
    assert path.read_bytes().startswith(whole)
