"""Articles and texts from a file or standard input."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bialign.errors import ConfigurationError

if TYPE_CHECKING:
    from bialign.documents import Article

STANDARD_INPUT = "standard input"

PairEncoding = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        help="Such as euc-kr, or cp949,cp1252 for source and target; detected if not given.",
        show_default=False,
    ),
]
"""Encodings of the source and the target; see `parse_encodings`."""


def parse_encodings(given: str | None) -> tuple[str | None, str | None]:
    """Read the encodings of the source and the target.

    Args:
        given: A name for both, two with a comma between, or None to detect them.

    Raises:
        ConfigurationError: If there are more than two names, or Python does not know one.
    """
    from bialign.text.decoding import codec_name

    if given is None:
        return None, None
    names = given.split(",")
    if len(names) > 2:
        raise ConfigurationError(
            f"--encoding takes one name, or the source's and the target's with a comma between, not {given!r}."
        )
    source, target = codec_name(names[0].strip()), codec_name(names[-1].strip())
    return source, target


def input_name(file: Path) -> str:
    """Return how messages call a file, or standard input for ``-``."""
    return STANDARD_INPUT if str(file) == "-" else str(file)


def read_input_article(file: Path, *, language: str | None, encoding: str | None) -> Article:
    """Read an article from a file, or from standard input for ``-``; see `bialign.articles.parse_article`.

    Raises:
        DecodingError: If the file cannot be read or is not text.
        ArticleError: If there is no article in it.
        MissingExtraError: If it is HTML and trafilatura is not installed.
    """
    from bialign.articles import parse_article
    from bialign.text.decoding import read_bytes

    if str(file) == "-":
        return parse_article(_standard_input(), language=language, encoding=encoding, name=STANDARD_INPUT)
    return parse_article(read_bytes(file), language=language, encoding=encoding, id=file.stem, name=str(file))


def read_input_text(file: Path, *, encoding: str | None) -> str:
    """Read and decode a text file, or standard input for ``-``.

    Raises:
        DecodingError: If the file cannot be read, is not text, or not in the given encoding.
    """
    from bialign.text.decoding import decode_text, read_text

    if str(file) == "-":
        return decode_text(_standard_input(), encoding=encoding, name=STANDARD_INPUT)
    return read_text(file, encoding=encoding)


def _standard_input() -> bytes:
    import sys

    return sys.stdin.buffer.read()
