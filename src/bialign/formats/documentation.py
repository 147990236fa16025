"""The tables of formats and options in the documentation, made from what the formats declare.

``python -m bialign.formats.documentation docs/formats.md`` brings the page up to date.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bialign.errors import ConfigurationError
from bialign.formats.registry import available_formats

if TYPE_CHECKING:
    from bialign.formats.base import Format, Option

_CARRIED = ("scores", "kinds", "groups", "ids", "metadata", "languages", "offsets", "texts")
_TITLES = {"groups": "m-n pieces"}


def capability_table() -> str:
    """Return what every format carries as a Markdown table."""
    titles = [_TITLES.get(name, name) for name in _CARRIED]
    rows = [
        ["format", "name", "endings", "reads", "writes", "items", *titles, "one-sided"],
        *(_capabilities(known) for known in available_formats()),
    ]
    return _table(rows)


def option_table() -> str:
    """Return every format's own options as a Markdown table."""
    rows = [["name", "for", "option", "meaning"]]
    for known in available_formats():
        for does, options in (("reading", known.read_options), ("writing", known.write_options)):
            rows += [[f"`{known.name}`", does, f"`{option.name}`", _meaning(option)] for option in options]
    return _table(rows)


def note_list() -> str:
    """Return what a user should know of every format as a Markdown list."""
    return "\n".join(f"- **{known.title}** (`{known.name}`): {_escaped(known.note)}" for known in available_formats())


def updated(page: str) -> str:
    """Return the page with its generated parts made anew.

    A part stands between the comments ``<!-- NAME -->`` and ``<!-- /NAME -->``.

    Raises:
        ConfigurationError: If the page lacks a part.
    """
    for name, text in (("capabilities", capability_table()), ("options", option_table()), ("notes", note_list())):
        begin, end = f"<!-- {name} -->\n", f"\n<!-- /{name} -->"
        before, found, rest = page.partition(begin)
        _, found_end, after = rest.partition(end)
        if not found or not found_end:
            raise ConfigurationError(f"The page has no part between {begin.strip()} and {end.strip()}.")
        page = f"{before}{begin}\n{text}\n{end}{after}"
    return page


def _capabilities(known: Format) -> list[str]:
    capabilities = known.capabilities
    kinds = [name for name in ("alignments", "units") if getattr(capabilities, name)]
    return [
        known.title,
        f"`{known.name}`",
        " ".join(f"`{ending}`" for ending in known.endings),
        "yes",
        "yes" if known.write else "no",
        " and ".join(kinds),
        *("yes" if getattr(capabilities, name) else "no" for name in _CARRIED),
        capabilities.deletions,
    ]


def _meaning(option: Option) -> str:
    choices = f" One of {', '.join(f'`{choice}`' for choice in option.choices)}." if option.choices else ""
    return _escaped(option.help) + choices


def _escaped(text: str) -> str:
    """Return text in which Markdown sees no tags."""
    return text.replace("<", "&lt;").replace("*", r"\*")


def _table(rows: list[list[str]]) -> str:
    header, *body = rows
    lines = [header, ["---"] * len(header), *body]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(updated(path.read_text("utf-8")), "utf-8")
