"""The package says of itself what is true."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import bialign
from bialign import TranslationUnit
from bialign.formats import write

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_it_is_typed():
    assert (Path(bialign.__file__).parent / "py.typed").is_file()


def test_python_m_is_the_command():
    done = subprocess.run([sys.executable, "-m", "bialign", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"bialign {bialign.__version__}\n"


def test_importing_it_takes_the_standard_library_alone():
    code = "import sys; before = set(sys.modules); import bialign; print(*{m.partition('.')[0] for m in set(sys.modules) - before})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) - set(sys.stdlib_module_names) == {"bialign"}


def test_the_citation_names_this_version():
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.search(r"^version: (.*)$", citation, re.MULTILINE)[1] == bialign.__version__


def test_every_dependency_is_justified():
    page = (ROOT / "docs" / "explanation" / "dependencies.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `([\w.-]+)` \| [^|]+ \| [^|]+ \| [^|]+ \|$", page, re.MULTILINE))
    assert listed == {re.match(r"[\w.-]+", dependency)[0] for dependency in PROJECT["dependencies"]}


def test_the_lock_holds_all_that_tests_and_linters_ask_for():
    locked = {line.partition("==")[0] for line in (ROOT / "requirements-test.lock").read_text("utf-8").splitlines()}
    extras = PROJECT["optional-dependencies"]
    named = {re.match(r"[\w.-]+(?:\[[\w-]+\])?", text).group() for text in extras["test"] + extras["lint"]}
    for own in {name for name in named if name.startswith("bialign[")}:
        named |= {re.match(r"[\w.-]+", text).group() for text in extras[own.removeprefix("bialign[")[:-1]]}
    assert {re.sub(r"[_.]", "-", name.lower()) for name in named if not name.startswith("bialign")} <= locked


@pytest.mark.parametrize("name", PROJECT["license-files"])
def test_licence_files_are_there(name):
    assert (ROOT / name).is_file()


@pytest.mark.parametrize(
    ("instruction", "words"),
    [
        ("complete_bash", {"COMP_WORDS": "bialign conv", "COMP_CWORD": "1"}),
        ("complete_zsh", {"_TYPER_COMPLETE_ARGS": "bialign conv"}),
        ("complete_fish", {"_TYPER_COMPLETE_ARGS": "bialign conv", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}),
    ],
)
def test_shells_complete_commands(instruction, words):
    program = Path(sys.executable).with_name("bialign")
    environment = {**os.environ, "_BIALIGN_COMPLETE": instruction, **words}
    done = subprocess.run([program], env=environment, capture_output=True, text=True, check=False)
    assert "convert" in done.stdout
    assert "evaluate" not in done.stdout


@pytest.mark.parametrize("command", [["convert", "{}", "-", "-t", "tsv"], ["head", "{}", "-n", "20000"]])
def test_a_reader_who_has_seen_enough_is_no_error(tmp_path, command):
    units = [
        TranslationUnit("가나다 라마바 사아자", "abc def ghi", "ko", "en", id=str(number)) for number in range(20_000)
    ]
    write(units, tmp_path / "big.jsonl")
    words = [word.format(tmp_path / "big.jsonl") for word in command]
    with subprocess.Popen(
        [sys.executable, "-m", "bialign", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout.readline()
        running.stdout.close()
        errors = running.stderr.read()
        assert (running.wait(), errors) == (0, b"")
