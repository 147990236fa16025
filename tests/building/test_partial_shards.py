import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bialign.building.partial import PartialShard


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
