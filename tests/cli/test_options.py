"""What the options of all commands have in common."""

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
