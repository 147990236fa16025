"""What the options of all commands have in common."""

import subprocess
import sys

import pytest

from bialign.cli.app import COMMANDS, LazyGroup


def options_of(command):
    """Return the spellings of each option of a command."""
    parameters = LazyGroup(name="bialign").get_command(None, command).params
    return [[*parameter.opts, *parameter.secondary_opts] for parameter in parameters]


@pytest.mark.parametrize("command", COMMANDS)
def test_no_option_of_a_command_is_spelled_as_another(command):
    spellings = [spelling for option in options_of(command) for spelling in option if spelling.startswith("-")]
    assert len(spellings) == len(set(spellings))


@pytest.mark.parametrize("spellings", [["--languages", "-l"], ["--language", "-l"], ["--limit", "-n"], ["--jsonl"]])
def test_what_several_commands_offer_is_spelled_alike(spellings):
    same = [option for command in COMMANDS for option in options_of(command) if spellings[0] in option]
    assert len(same) > 1
    assert all(option == spellings for option in same)


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_commands_do_their_work_without_the_streams_that_are_closed(closed, tmp_path):
    (tmp_path / "a.ko").write_text("비가 왔다.\n", encoding="utf-8")
    (tmp_path / "a.en").write_text("It rained.\n", encoding="utf-8")
    command = f"{sys.executable} -m bialign build a.ko a.en -o out --workers 1 {closed}"
    assert subprocess.run(["sh", "-c", command], cwd=tmp_path, check=False).returncode == 0
    assert (tmp_path / "out" / "corpus.jsonl").exists()


@pytest.mark.parametrize(
    "command", ["fragment a.en", "split a.en -l en", "--version", "align a.ko a.en --method length"]
)
def test_a_result_that_cannot_be_shown_is_no_success(command, tmp_path):
    (tmp_path / "a.ko").write_text("비가 왔다.\n", encoding="utf-8")
    (tmp_path / "a.en").write_text("It rained.\n", encoding="utf-8")
    shell = ["sh", "-c", f"{sys.executable} -m bialign {command} >&-"]
    result = subprocess.run(shell, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert result.returncode == 1
    assert result.stderr == "bialign: Standard output is closed: the result cannot be written there.\n"


def test_from_a_closed_standard_input_comes_nothing():
    shell = ["sh", "-c", f"{sys.executable} -m bialign fragment - <&-"]
    result = subprocess.run(shell, check=False, capture_output=True, text=True)
    assert result.returncode == 1
    assert result.stderr == "bialign: The article is empty: there is no text to read.\n"
