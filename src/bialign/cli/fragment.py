"""`bialign fragment`: show how an article was read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bialign.cli.texts import read_input_article

if TYPE_CHECKING:
    from bialign.documents import Article


def run(
    file: Annotated[Path, typer.Argument(help="A text or HTML file; - for standard input.", show_default=False)],
    *,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Write a JSON object a line for each fragment.")] = False,
    language: Annotated[
        str | None,
        typer.Option("--language", "-l", help="ko or en; told by script if not given.", show_default=False),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", help="Such as euc-kr; detected if not given.", show_default=False)
    ] = None,
) -> None:
    """Show how an article was read: its headline, bylines, datelines, captions, paragraphs and the rest.

    On a terminal it is a table, on a pipe a line for each fragment: kind, start, end, text, with tabs between.
    Start and end are offsets in code points.

    \b
    Examples:
      bialign fragment article.txt
      bialign fragment page.html --encoding euc-kr
      bialign fragment article.txt --jsonl > fragments.jsonl
      bialign fragment article.txt | grep ^byline
      curl -s https://news.example/1 | bialign fragment -
    """
    import sys

    from bialign.reports.terminal import article_rows, article_table, tab_separated

    article = read_input_article(file, language=language, encoding=encoding)
    if jsonl:
        typer.echo(_json_lines(article), nl=False)
    elif sys.stdout.isatty():
        from rich.console import Console

        Console().print(article_table(article))
    else:
        typer.echo("".join(map(tab_separated, article_rows(article))), nl=False)


def _json_lines(article: Article) -> str:
    import json

    values = ({"kind": f.kind.value, "text": f.text, "start": f.start, "end": f.end} for f in article)
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values)
