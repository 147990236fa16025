"""Builds that are killed, hang, run out of disk or meet each other, with real worker processes."""

import gc
import io
import json
import os
import queue
import random
import re
import resource
import signal
import subprocess
import sys
import time
import warnings
from pathlib import Path

import pytest
from building_samples import InlineEngine, corpus_bytes, write_articles

from bialign.building import tasks
from bialign.building.build import build_corpus, build_shards, plan_corpus, slurm_command
from bialign.building.engines import local
from bialign.building.lock import locked
from bialign.building.options import BuildOptions
from bialign.building.partial import finished_batches as finished_batches_of
from bialign.building.plan import shard_records as records
from bialign.building.shards import ignore
from bialign.building.storage import LocalFolder
from bialign.building.supervision import _pump
from bialign.building.tasks import Task
from bialign.errors import BialignError, BuildError

pytestmark = pytest.mark.usefixtures("workers")

COMMAND = [sys.executable, "-m", "bialign", "build"]


def options(source, output, **changes):
    return BuildOptions(input=source, output=output, aligner="length_aligner:make", **{"workers": 1, **changes})


def write_config(path, source, output):
    path.write_text(
        f'input = "{source}"\noutput = "{output}"\naligner = "length_aligner:make"\nformats = ["tmx", "jsonl"]\n'
        "workers = 2\nshard_size = 50\ntime_limit = 600\n",
        "utf-8",
    )
    return path


def start(config, **settings):
    return subprocess.Popen(
        [*COMMAND, "--config", str(config)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        **settings,
    )


def wait_for(condition, process):
    """Wait until something is so, or the process has ended."""
    while not condition() and process.poll() is None:
        time.sleep(0.02)


def finished_batches(output):
    return sum(path.stat().st_size for path in (output / ".build" / "aligned").glob("*") if path.suffix != ".lock")


def test_a_build_killed_at_any_point_ends_with_the_same_bytes(tmp_path):
    slow = dict.fromkeys(range(1, 241), "[slow]")
    write_articles(tmp_path / "in", 240, words={**slow, 77: "[raise]"}, sentences=3)
    undisturbed = tmp_path / "undisturbed"
    build_corpus(options(tmp_path / "in", undisturbed, formats=("tmx", "jsonl"), workers=2, shard_size=50))
    config = write_config(tmp_path / "corpus.toml", tmp_path / "in", tmp_path / "out")
    chance = random.Random()
    kills = 0
    for _ in range(5):
        before = finished_batches(tmp_path / "out")
        process = start(config)
        # At first while batches are being finished, and then at any moment.
        wait_for(lambda before=before: finished_batches(tmp_path / "out") > before, process)
        time.sleep(chance.uniform(0, 0.6))
        if process.poll() is None:
            # The run alone, as the kernel does when memory is short: its workers must notice by themselves.
            process.kill()
            kills += 1
        process.communicate()
    assert kills >= 3
    process = start(config)
    output, errors = process.communicate()
    assert process.returncode == 0, errors
    assert int(re.search(r"(\d+) aligned in this run", output)[1]) < 240
    assert corpus_bytes(tmp_path / "out") == corpus_bytes(undisturbed)
    report = json.loads((undisturbed / "report.json").read_text("utf-8"))
    assert (report["articles"], report["failed"]) == (240, {"aligning": 1})


def test_the_number_of_workers_changes_no_byte(tmp_path):
    write_articles(tmp_path / "in", 120, words={5: "[raise]"})
    for workers in (1, 3):
        build_corpus(options(tmp_path / "in", tmp_path / str(workers), workers=workers, shard_size=50, formats="tmx"))
    assert corpus_bytes(tmp_path / "1") == corpus_bytes(tmp_path / "3")


def test_an_article_that_hangs_is_stopped_and_recorded(tmp_path):
    write_articles(tmp_path / "in", 34, words={20: "[hang]"})
    report = build_corpus(options(tmp_path / "in", tmp_path / "out", time_limit=5))
    assert report.statistics.failed == {"time limit": 1}
    assert report.statistics.aligned == 33
    failure = json.loads((tmp_path / "out" / "failures.jsonl").read_text("utf-8"))
    assert (failure["id"], failure["reason"]) == ("0020", "It took longer than 5 seconds.")


def test_an_article_that_kills_its_worker_is_recorded(tmp_path):
    write_articles(tmp_path / "in", 20, words={18: "[die]"})
    report = build_corpus(options(tmp_path / "in", tmp_path / "out"))
    assert report.statistics.failed == {"worker": 1}
    assert report.statistics.aligned == 19
    failure = json.loads((tmp_path / "out" / "failures.jsonl").read_text("utf-8"))
    assert (failure["id"], failure["stage"]) == ("0018", "worker")
    assert "SIGSEGV" in failure["reason"]


def test_pipes_and_files_of_workers_that_ended_are_closed(tmp_path):
    write_articles(tmp_path / "in", 4, words={2: "[die]"})
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", ResourceWarning)
        build_corpus(options(tmp_path / "in", tmp_path / "out"))
        gc.collect()
    assert [str(warning.message) for warning in caught if warning.category is ResourceWarning] == []


def test_an_aligner_that_cannot_be_loaded_ends_in_a_sentence(tmp_path):
    write_articles(tmp_path / "in", 2)
    with pytest.raises(BuildError, match=r"The aligner 'length_aligner:nothing' is not to be had"):
        build_corpus(BuildOptions(input=tmp_path / "in", output=tmp_path / "out", aligner="length_aligner:nothing"))


def test_ctrl_c_ends_a_build_although_a_worker_hangs(tmp_path):
    write_articles(tmp_path / "in", 34, words={20: "[hang]"})
    config = write_config(tmp_path / "corpus.toml", tmp_path / "in", tmp_path / "out")
    # Where tests run in the background of a shell, Ctrl-C is ignored, and what they start would inherit that.
    process = start(config, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler))
    wait_for(lambda: finished_batches(tmp_path / "out"), process)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert errors.strip().endswith("Everything finished is kept: the same command goes on from here.")
    with pytest.raises(ProcessLookupError):
        wait_until_group_is_gone(process.pid)


def wait_until_group_is_gone(group):
    for _ in range(200):
        os.killpg(group, 0)
        time.sleep(0.05)


def test_a_full_disk_ends_in_a_sentence_and_loses_nothing(tmp_path):
    write_articles(tmp_path / "in", 120, sentences=40)
    config = write_config(tmp_path / "corpus.toml", tmp_path / "in", tmp_path / "out")
    # No file may grow beyond 60 kB: writing fails as on a full disk.
    process = start(config, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000)))
    _, errors = process.communicate()
    assert process.returncode == 1
    last = errors.strip().splitlines()[-1]
    assert last.startswith("bialign: ")
    assert "cannot be written: File too large." in last
    kept = finished_batches(tmp_path / "out")
    assert kept > 0
    build_corpus(config)
    undisturbed = options(tmp_path / "in", tmp_path / "undisturbed", formats=("tmx", "jsonl"), shard_size=50)
    build_corpus(undisturbed)
    assert corpus_bytes(tmp_path / "out") == corpus_bytes(tmp_path / "undisturbed")


def test_a_run_killed_while_it_writes_leaves_no_begun_file_for_ever(tmp_path):
    write_articles(tmp_path / "in", 240, sentences=20)
    config = write_config(tmp_path / "corpus.toml", tmp_path / "in", tmp_path / "out")

    def begun():
        # Unlike `rglob`, this may be asked while the run removes a folder.
        walked = os.walk(tmp_path / "out" / ".build")
        parts = ((Path(folder), names) for folder, _, names in walked if Path(folder).name.startswith("part-"))
        return {folder / name for folder, names in parts for name in names if "corpus" in name}

    for _ in range(2):
        before = begun()
        process = start(config)
        wait_for(lambda before=before: begun() - before, process)
        process.kill()
        process.communicate()
        # Those of the run before are gone.
        assert len({path.parent for path in begun()}) == 1
    assert start(config).wait() == 0
    assert begun() == set()
    assert {path.name for path in (tmp_path / "out" / ".build").iterdir()} == {"plan.json", "run.lock"}


def begun_build(folder):
    """Return a build whose four shards are done, and nothing else; and its options."""
    begun = options(folder / "in", folder / "out", formats="jsonl", shard_size=50)
    write_articles(folder / "in", 200, sentences=2)
    plan_corpus(begun)
    engine = InlineEngine(begun)
    engine.run([Task("shard", number) for number in range(4)], ignore)
    return begun


@pytest.mark.parametrize("data", [b"", b"\x88\xe4 no JSON", b"{"])
@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("plan.json", "begin anew"),
        ("shards/000001.json", "remove it"),
        ("aligned/000001.jsonl.gz", "remove it"),
        ("verdicts/000001.bin", "remove shards/000001.json"),
        ("records/000001.jsonl", "begin anew"),
    ],
)
@pytest.mark.usefixtures("inline")
def test_a_damaged_file_of_an_earlier_run_is_told_and_costs_no_article(tmp_path, name, remedy, data):
    begun = begun_build(tmp_path)
    work = tmp_path / "out" / ".build"
    (work / name).write_bytes(data)
    if name.startswith("records"):
        (work / "shards" / "000001.json").unlink()
        (work / "aligned" / "000001.jsonl.gz").unlink()
    with pytest.raises(
        BuildError, match=rf"000001\.\w+.* damaged: {remedy}|plan\.json is damaged: {remedy}"
    ) as caught:
        build_corpus(begun)
    if remedy != "begin anew":
        # As the sentence says.
        for named in set(re.findall(r"\w+/000001\.[\w.]*\w", str(caught.value))):
            (work / named).unlink(missing_ok=True)
        report = build_corpus(begun)
    else:
        report = build_corpus(begun, restart=True)
    assert report.statistics.aligned == 200
    kept = (tmp_path / "out" / "corpus.jsonl").read_text("utf-8").splitlines()
    assert len(kept) == report.statistics.kept > 0


@pytest.mark.usefixtures("inline")
@pytest.mark.parametrize("form", ["folders", "paths"])
@pytest.mark.parametrize("when", ["before", "amid"])
def test_an_input_that_is_gone_for_a_while_is_no_failure_of_its_articles(tmp_path, monkeypatch, form, when):
    folder, gone = tmp_path / "disk", tmp_path / "gone"
    write_articles(folder / "in", 120, sentences=2)
    if form == "paths":
        rows = [{"ko_path": f"in/ko/{n:04}.txt", "en_path": f"in/en/{n:04}.txt"} for n in range(1, 121)]
        (folder / "a.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    source = folder / ("in" if form == "folders" else "a.jsonl")
    begun = options(source, tmp_path / "out", formats="jsonl", shard_size=50)
    plan_corpus(begun)
    InlineEngine(begun).run([Task("shard", 0)], ignore)
    if when == "before":
        folder.rename(gone)
    else:
        # Gone once the second shard has begun.
        monkeypatch.setattr(
            tasks, "shard_records", lambda *given: (folder.exists() and folder.rename(gone), records(*given))[1]
        )
    with pytest.raises(
        BialignError, match=r"There is no file or folder .*disk|disk\S*, which .* is no longer there: bring"
    ):
        build_corpus(begun)
    gone.rename(folder)
    monkeypatch.setattr(tasks, "shard_records", records)
    assert build_corpus(begun).statistics.aligned == 120


class Counting:
    def __init__(self):
        self.total = self.before = self.done = 0

    def begin(self, stage, total, done):
        if stage == "Aligning":
            self.total, self.before, self.done = total, done, done

    def advance(self, done, failures):
        self.done += done


def test_a_run_that_goes_on_counts_what_was_done_before_within_shards(tmp_path):
    write_articles(tmp_path / "in", 150, words={60: "[hang]"}, sentences=2)
    begun = options(tmp_path / "in", tmp_path / "out", shard_size=100, time_limit=600)
    write_config(tmp_path / "corpus.toml", tmp_path / "in", tmp_path / "out")
    config = tmp_path / "corpus.toml"
    config.write_text(config.read_text("utf-8").replace("= 50", "= 100").replace('"tmx", ', ""), "utf-8")
    process = start(config)
    # Three batches of the first shard, before the one that hangs, and the whole second shard.
    aligned = tmp_path / "out" / ".build" / "aligned"
    wait_for((aligned / "000001.jsonl.gz").exists, process)
    wait_for(lambda: finished_batches_of(aligned / "000000.jsonl.gz.part") == 3, process)
    process.kill()
    process.communicate()
    for side in ("ko", "en"):
        path = tmp_path / "in" / side / "0060.txt"
        path.write_text(path.read_text("utf-8").replace("[hang]", ""), "utf-8")
    counting = Counting()
    assert build_corpus(begun, observer=counting).statistics.aligned == 150
    assert (counting.before, counting.done, counting.total) == (98, 150, 150)


def test_two_runs_in_one_folder_refuse_each_other(tmp_path):
    write_articles(tmp_path / "in", 2)
    work = LocalFolder(tmp_path / "out" / ".build")
    with locked(work), pytest.raises(BuildError, match=rf"Another run is at work in .*: process {os.getpid()} on"):
        build_corpus(options(tmp_path / "in", tmp_path / "out"))
    assert build_corpus(options(tmp_path / "in", tmp_path / "out")).statistics.aligned == 2


def test_a_lock_left_behind_by_a_killed_run_locks_nobody_out(tmp_path):
    work = LocalFolder(tmp_path)
    script = """if True:
        import sys, time
        from pathlib import Path
        from bialign.building.lock import locked
        from bialign.building.storage import LocalFolder
        with locked(LocalFolder(Path(sys.argv[1]))):
            print("held", flush=True)
            time.sleep(600)
    """
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(BuildError, match=f"process {holder.pid} on"), locked(work):
        pass
    holder.kill()
    holder.communicate()
    with locked(work):
        owner = json.loads((tmp_path / "run.owner.json").read_text("utf-8"))
        assert owner["pid"] == os.getpid()
    # One on another machine cannot be looked at: it is never taken over.
    (tmp_path / "run.owner.json").write_text('{"host": "elsewhere", "pid": 1}', "utf-8")
    with pytest.raises(BuildError, match="process 1 on elsewhere"), locked(work):
        pass


@pytest.mark.parametrize(
    "record", ["", "[1]", "{}", '{"host": "elsewhere"}', '{"host": "elsewhere", "pid": null}', "7"]
)
def test_a_damaged_record_of_an_owner_locks_nobody_out(tmp_path, record):
    (tmp_path / "run.owner.json").write_text(record, "utf-8")
    with locked(LocalFolder(tmp_path)):
        assert json.loads((tmp_path / "run.owner.json").read_text("utf-8"))["pid"] == os.getpid()


def test_shards_done_by_hand_make_the_same_corpus(tmp_path):
    write_articles(tmp_path / "in", 160)
    build_corpus(options(tmp_path / "in", tmp_path / "whole", shard_size=50))
    for part in (2, 1):
        done = build_shards(options(tmp_path / "in", tmp_path / "parts", shard_size=50, shard=(part, 2)))
        assert done == 2
    report = build_corpus(options(tmp_path / "in", tmp_path / "parts", shard_size=50))
    assert report.done == 0
    assert corpus_bytes(tmp_path / "parts") == corpus_bytes(tmp_path / "whole")


def test_slurm_commands_name_every_shard():
    commands = slurm_command(["build", "in", "-o", "out", "--engine", "slurm"], "out", 4).splitlines()
    assert commands[0].startswith("sbatch --array=1-4 ")
    assert commands[0].endswith(
        "--wrap='bialign build in -o out --engine local --shard $SLURM_ARRAY_TASK_ID/4 --workers 1'"
    )
    assert commands[-1] == "bialign build in -o out --engine local"


def test_slurm_commands_keep_folders_named_slurm_and_override_a_configuration_file():
    words = ["build", "slurm", "--restart", "--engine=slurm", "-o", "slurm", "--config", "my slurm.toml"]
    command = slurm_command(words, "slurm", 4).splitlines()[-1]
    assert command == "bialign build slurm -o slurm --config 'my slurm.toml' --engine local"


class BrokenWorker:
    """A worker that fails as none should."""

    def __init__(self, *_arguments):
        pass

    def run(self, _task, _tell):
        raise ValueError("unforeseen")

    def close(self):
        pass


def test_an_unforeseen_error_of_a_worker_is_not_taken_for_success(monkeypatch, tmp_path):
    monkeypatch.setattr("bialign.building.engines.local.Worker", BrokenWorker)
    with local.LocalEngine(str(tmp_path), 2, 10.0) as engine, pytest.raises(ValueError, match="unforeseen"):
        engine.run([object(), object()], print)


def test_a_message_that_a_dying_worker_tore_ends_its_messages():
    messages = queue.SimpleQueue()
    _pump(io.BytesIO(b'{"done": 1}\n{"do'), messages)
    assert [messages.get_nowait(), messages.get_nowait()] == [{"done": 1}, None]
