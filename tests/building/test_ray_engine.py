"""Builds on a local Ray of two CPUs; one cluster for all tests, since it takes a while to start."""

import os

import pytest
import ray
from building_samples import corpus_bytes, python_path, write_articles

from bialign.building.build import build_corpus
from bialign.building.engines.ray import RayEngine
from bialign.building.options import BuildOptions
from bialign.building.plan import make_plan
from bialign.building.storage import open_folder
from bialign.building.tasks import Task
from bialign.errors import BuildError

pytestmark = pytest.mark.usefixtures("workers")


@pytest.fixture(scope="module")
def cluster():
    environment = dict(os.environ)
    os.environ["PYTHONPATH"] = python_path()
    ray.init(
        num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR", object_store_memory=80 << 20
    )
    yield
    ray.shutdown()
    os.environ.clear()
    os.environ.update(environment)


def options(source, output, **changes):
    return BuildOptions(
        input=source, output=output, aligner="length_aligner:make", workers=2, shard_size=50, **changes
    )


def test_ray_makes_the_same_bytes_as_local_processes_also_after_a_killed_cluster(tmp_path, cluster):
    write_articles(tmp_path / "in", 160, words={9: "[raise]", 60: "[die]"})
    build_corpus(options(tmp_path / "in", tmp_path / "local", formats=("tmx", "parquet")))
    on_ray = options(tmp_path / "in", tmp_path / "ray", formats=("tmx", "parquet"), engine="ray")
    # A cluster that is killed after it has finished two of the four shards.
    make_plan(on_ray, open_folder(f"{on_ray.output}/.build"))
    with RayEngine(on_ray.output, 2, 60) as engine:
        engine.run([Task("shard", 0), Task("shard", 2)], lambda progress: None)
    told = []
    report = build_corpus(on_ray, observer=Noting(told))
    assert corpus_bytes(tmp_path / "ray") == corpus_bytes(tmp_path / "local")
    assert report.statistics.failed == {"aligning": 1, "worker": 1}
    assert sum(told) == 60
    assert report.done == 59


class Noting:
    def __init__(self, told):
        self.told = told

    def begin(self, stage, total, done):
        pass

    def advance(self, done, failures):
        self.told.append(done)


def test_what_goes_wrong_in_the_cluster_is_told_in_a_sentence(tmp_path, cluster):
    write_articles(tmp_path / "in", 2)
    with pytest.raises(BuildError, match="'length_aligner:nothing' is not to be had"):
        build_corpus(
            BuildOptions(
                input=tmp_path / "in",
                output=tmp_path / "out",
                aligner="length_aligner:nothing",
                engine="ray",
                workers=1,
            )
        )
