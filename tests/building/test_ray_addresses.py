"""Addresses of Ray clusters where nothing answers."""

import pytest

from bialign.building.engines.ray import RayEngine
from bialign.errors import BuildError


@pytest.mark.parametrize("address", ["127.0.0.1:9", "ray://127.0.0.1:9", "nobody.invalid:6379", "127.0.0.1:port"])
def test_a_cluster_that_does_not_answer_is_told_in_a_sentence(tmp_path, address):
    with pytest.raises(BuildError, match=f"^The Ray cluster {address} cannot be reached: .*[.]$"):
        RayEngine(str(tmp_path), 1, 60, address)
