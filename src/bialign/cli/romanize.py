"""`bialign romanize`: write Hangul in Latin letters."""

from __future__ import annotations

from typing import Annotated

import typer

from bialign.names.romanization import RomanizationSystem


def run(
    texts: Annotated[
        list[str], typer.Argument(metavar="TEXT... | -", help="Texts; - for standard input.", show_default=False)
    ],
    *,
    system: Annotated[
        RomanizationSystem, typer.Option("--system", "-s", help="The romanisation system.")
    ] = RomanizationSystem.REVISED,
    name: Annotated[
        bool, typer.Option("--name", help="Leave out sound changes between syllables, as in given names.")
    ] = False,
    encoding: Annotated[
        str | None,
        typer.Option("--encoding", help="Of standard input; detected if not given.", show_default=False),
    ] = None,
) -> None:
    """Write the Hangul of texts in Latin letters; all other text stays as it is.

    Each text is a line of the output; standard input keeps its lines.

    \b
    Examples:
      bialign romanize 독립문                           dongnimmun
      bialign romanize --name 윤석열                    yunseokyeol
      bialign romanize -s mccune-reischauer 독립문      tongnimmun
      bialign romanize -s yale 독립문                   toklipmun
      bialign romanize - < article.txt
    """
    import sys

    from bialign.names.romanization import romanize
    from bialign.text.decoding import decode_text

    for text in texts:
        if text == "-":
            read = decode_text(sys.stdin.buffer.read(), encoding=encoding, name="standard input")
            typer.echo(romanize(read, system=system, name=name), nl=False)
        else:
            typer.echo(romanize(text, system=system, name=name))
