"""`bialign init`: a commented configuration file for `bialign build`."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from bialign.cli.outputs import closing_allowed
from bialign.errors import ConfigurationError


def run(
    path: Annotated[Path, typer.Argument(help="The file to write.")] = Path("corpus.toml"),
    *,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write a commented TOML file that says how to build a corpus.

    \b
    Examples:
      bialign init
      bialign init news.toml && bialign build --config news.toml
    """
    from bialign.building.options import options_template
    from bialign.files import atomic_write

    if path.exists() and not force:
        raise ConfigurationError(f"{path} is there already: choose another name, or --force to replace it.")
    with atomic_write(path) as stream:
        stream.write(options_template(path.name).encode())
    with closing_allowed():
        typer.echo(f"Wrote {path}. Change it, then run: bialign build --config {shlex.quote(str(path))}")
