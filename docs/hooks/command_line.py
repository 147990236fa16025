"""Write the page of commands from the commands themselves, each time the site is built, so that it never lags."""

from __future__ import annotations

import html
import inspect
import re
from typing import TYPE_CHECKING, Any

import typer
from mkdocs.structure.files import File

from bialign.cli.app import COMMANDS, app

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

PAGE = "reference/command-line.md"
_INTRODUCTION = """# Commands

What follows is each command's own `--help`. `bialign` and `python -m bialign` are the same. A command that fails says
why in one sentence on standard error and ends with exit code 1; wrong options end with 2.
`bialign --install-completion` lets your shell complete commands and options.
"""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the page to the site's files."""
    files.append(File.generated(config, PAGE, content=command_page()))
    return files


def command_page() -> str:
    """Return the page as Markdown."""
    group = typer.main.get_command(app)
    context = group.make_context("bialign", [], resilient_parsing=True)
    overview = "\n".join(f"| [`{name}`](#{name}) | {summary} |" for name, (_, summary) in COMMANDS.items())
    parts = [_INTRODUCTION, f"| command | what it does |\n| --- | --- |\n{overview}\n"]
    for name in COMMANDS:
        command = group.get_command(context, name)
        parts.append(_command_section(name, command, context))
    return "\n".join(parts)


def _command_section(name: str, command: Any, context: Any) -> str:
    own_context = type(context)(command, info_name=name, parent=context)
    pieces = " ".join(command.collect_usage_pieces(own_context))
    text, _, examples = inspect.cleandoc(command.help or "").partition("\b\nExamples:\n")
    lines = [f"## {name} {{ #{name} }}\n", f"```text\nbialign {name} {pieces}\n```\n", text.strip() + "\n"]
    if examples:
        lines.append(f"```console\n{inspect.cleandoc(examples).replace('bialign', '$ bialign')}\n```\n")
    rows = [_parameter_row(parameter, own_context) for parameter in command.params if not _is_help(parameter)]
    lines.append("| argument or option | meaning |\n| --- | --- |\n" + "\n".join(rows) + "\n")
    return "\n".join(lines)


def _is_help(parameter: Any) -> bool:
    return "--help" in parameter.opts


def _parameter_row(parameter: Any, context: Any) -> str:
    name, meaning = parameter.get_help_record(context) or ("", "")
    meaning = html.escape(re.sub(r"\s+", " ", meaning), quote=False).replace("[", "&#91;")
    return f"| `{_cell(name)}` | {_cell(meaning)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
