"""What the commands on corpus files have in common."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bialign.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bialign.errors import FormatError

# Problems named one by one; the rest is counted.
_SHOWN = 20


class OnError(StrEnum):
    """What happens at a broken or refused item."""

    STOP = "stop"
    SKIP = "skip"


FormatName = Annotated[
    str | None, typer.Option("--format", "-f", help="Told by the file if not given.", show_default=False)
]
"""The format of a corpus that is read."""

AtBrokenItems = Annotated[
    OnError,
    typer.Option(
        "--on-error",
        help="At a broken or refused item: stop, or skip and list it. Exit code 1 where the rest could not be read.",
    ),
]
"""Whether to go on after items that cannot be read or written."""

ReadOptions = Annotated[
    list[str] | None,
    typer.Option(
        "--read-option", "-r", metavar="NAME=VALUE", help="An option of the format that is read.", show_default=False
    ),
]
"""Options of the format that is read, for `named_values`."""

WriteOptions = Annotated[
    list[str] | None,
    typer.Option(
        "--write-option", "-w", metavar="NAME=VALUE", help="An option of the format written.", show_default=False
    ),
]
"""Options of the format that is written, for `named_values`."""


class Illegal(StrEnum):
    """What happens to characters that a format forbids."""

    REFUSE = "refuse"
    REPLACE = "replace"


class OnLoss(StrEnum):
    """What happens to items of which a format cannot carry something."""

    COUNT = "count"
    RAISE = "raise"


def named_values(arguments: Sequence[str] | None) -> dict[str, Any]:
    """Read ``name=value`` arguments.

    Raises:
        ConfigurationError: If an argument has no equals sign.
    """
    values: dict[str, Any] = {}
    for argument in arguments or ():
        name, equals, value = argument.partition("=")
        if not equals:
            raise ConfigurationError(f"Expected an option as name=value, found {argument!r}.")
        values[name] = value
    return values


def end_unread(errors: Sequence[FormatError | None]) -> None:
    """Say where reading ended before the end of a file, if it did, with exit code 1."""
    from bialign.formats.writing import rest_unread

    ended = [error for error in errors if error is not None]
    for error in ended:
        typer.echo(f"bialign: {rest_unread(error)}", err=True)
    if ended:
        raise typer.Exit(1)


def show_problems(errors: Sequence[FormatError], count: int) -> None:
    """Print errors on standard error, the first twenty of them."""
    for error in errors[:_SHOWN]:
        typer.echo(f"bialign: {error}", err=True)
    if count > _SHOWN:
        typer.echo(f"bialign: and {count - _SHOWN:,} more.", err=True)
