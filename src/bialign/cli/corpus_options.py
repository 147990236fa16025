"""What the commands on corpus files have in common."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

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


def show_problems(errors: Sequence[FormatError], count: int) -> None:
    """Print errors on standard error, the first twenty of them."""
    for error in errors[:_SHOWN]:
        typer.echo(f"bialign: {error}", err=True)
    if count > _SHOWN:
        typer.echo(f"bialign: and {count - _SHOWN:,} more.", err=True)
