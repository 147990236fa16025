"""A folder to run pages in, and the option to bring them up to date."""

import os
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STAND_INS = Path(__file__).parent / "stand_ins"


def pytest_addoption(parser):
    parser.addoption(
        "--update-pages", action="store_true", help="Write what blocks print into the pages of documentation."
    )


@pytest.fixture
def scratch(tmp_path, monkeypatch):
    """A folder with the corpora in it, which is the current one; returns the environment for commands."""
    shutil.copytree(ROOT / "corpora", tmp_path / "corpora")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(STAND_INS))
    path = os.pathsep.join([str(STAND_INS / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]])
    return {
        **os.environ,
        "PATH": path,
        "PYTHONPATH": str(STAND_INS),
        "PYTHON": sys.executable,
        "ROOT": str(ROOT),
        "COLUMNS": "100",
        "LC_ALL": "C.UTF-8",
    }
