"""The `bialign` command: a table of lazily imported commands, and errors in one sentence."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from bialign.errors import BialignError

if TYPE_CHECKING:
    import click

# A command's name: the module of bialign.cli whose function `run` it is, and what the overview says of it.
COMMANDS: dict[str, tuple[str, str]] = {}


class LazyGroup(TyperGroup):
    """A group that imports a command's module only when that command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> Any:  # noqa: ARG002
        """Import and return one command, or None if there is no such command."""
        if cmd_name not in COMMANDS:
            return None
        module, summary = COMMANDS[cmd_name]
        single = typer.Typer(add_completion=False, rich_markup_mode="rich")
        single.command(name=cmd_name, short_help=summary)(importlib.import_module(f"bialign.cli.{module}").run)
        return get_command(single)
