"""The `bialign` command: a table of lazily imported commands, and errors in one sentence."""

from __future__ import annotations

import errno
import importlib
import io
import os
import sys
from pathlib import Path
from typing import Annotated, Any, Literal, TextIO

import typer
from typer.core import TyperGroup
from typer.main import get_command

from bialign._version import __version__
from bialign.errors import BialignError

# A command's name: the module of bialign.cli whose function `run` it is, and what the overview says of it.
# The order is that of the overview: the main job first.
COMMANDS: dict[str, tuple[str, str]] = {
    "align": ("align", "Align two articles, or two lists of sentences."),
    "fragment": ("fragment", "Show how an article was read."),
    "view": ("view", "Look at a corpus, in the terminal or in a browser."),
    "build": ("build", "Build a parallel corpus from many article pairs."),
    "init": ("init", "Write a commented configuration for build."),
    "pair": ("pair", "Find which articles translate each other."),
    "convert": ("convert", "Convert a corpus from one format to another."),
    "info": ("info", "Show what a corpus holds."),
    "head": ("head", "Look at the first items of a corpus."),
    "validate": ("validate", "Check a corpus file from end to end."),
    "split-corpus": ("split_corpus", "Cut a corpus into train, dev and test by article."),
    "evaluate": ("evaluate", "Measure alignments against gold."),
    "perturb": ("perturb", "Make alignment tests with gold from line-aligned text."),
    "romanize": ("romanize", "Write Hangul in Latin letters."),
    "split": ("split", "Cut text into sentences."),
    "tokenize": ("tokenize", "Cut lines into tokens."),
    "train-aligner": ("train_aligner", "Learn the aligner's weights from gold alignments."),
    "train-subword": ("train_subword", "Train a SentencePiece model."),
}


class LazyGroup(TyperGroup):
    """A group that imports a command's module only when that command is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """Return the commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """Import and return one command, or None if there is no such command."""
        if cmd_name not in COMMANDS:
            return None
        module, summary = COMMANDS[cmd_name]
        single = typer.Typer(add_completion=False, rich_markup_mode="rich")
        run = importlib.import_module(f"bialign.cli.{module}").run
        single.command(name=cmd_name, short_help=summary, no_args_is_help=False)(run)
        return get_command(single)

    def invoke(self, ctx: Any) -> Any:
        """Run a command; that the reader of its output (head, less) has gone is no error."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _silence_output()
            raise typer.Exit from None


app = typer.Typer(cls=LazyGroup, rich_markup_mode="rich", no_args_is_help=True)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"bialign {__version__}")
        raise typer.Exit


@app.callback()
def overview(
    *,
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Align Korean and English news articles, and build parallel corpora from them."""


def main() -> None:
    """Run the command line; a `BialignError` becomes one sentence on standard error and exit code 1."""
    # Whoever closes standard error (`2>&-`, some schedulers) does not want what goes there, but all else. To standard
    # output goes the result: where that is closed, writing it fails. From a closed standard input comes nothing.
    sys.stdin = sys.stdin or _nowhere("r")
    sys.stdout = sys.stdout or _closed()
    sys.stderr = sys.stderr or _nowhere()
    if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.isatty():
        # What goes into a file or a pipe is UTF-8, whatever the system's own encoding.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    status: Any = 0
    try:
        try:
            app()
        except SystemExit as ended:
            status = ended.code
        except BialignError as error:
            status = 1
            print(f"bialign: {error}", file=sys.stderr)  # noqa: T201
        sys.stdout.flush()
    except BrokenPipeError:
        # As in `LazyGroup.invoke`, of what was still buffered.
        _silence_output()
    except OSError as error:
        # Such as a full disk behind standard output.
        _silence_output()
        problem = f"{error.filename or 'Standard output'}: {error.strerror or error}."
        if error.errno == errno.EBADF and error.filename is None:
            problem = "Standard output is closed: the result cannot be written there."
        print(f"bialign: {problem}", file=sys.stderr)  # noqa: T201
        status = 1
    sys.exit(status)


def _nowhere(mode: Literal["r", "w"] = "w") -> TextIO:
    return Path(os.devnull).open(mode, encoding="utf-8")


def _closed() -> TextIO:
    """Return a stream in place of a closed one: it has the closed one's number, and nothing can be written to it."""
    return io.TextIOWrapper(io.FileIO(os.open(os.devnull, os.O_RDONLY), "w"))


def _silence_output() -> None:
    """Send what is still buffered for standard output to nowhere, so that leaving does not fail on it again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
