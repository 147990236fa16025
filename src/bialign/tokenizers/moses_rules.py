"""What Moses makes of one word: the rules of ``tokenizer.perl`` in mosesdecoder, in their order."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import regex

from bialign.tables import read_rows

_ALNUM = r"\p{Alphabetic}\p{Nd}"
_SPECIAL = regex.compile(rf"([^{_ALNUM}\s.'`,\-])")
_HYPHEN = regex.compile(rf"([{_ALNUM}])-(?=[{_ALNUM}])")
_DOTS = re.compile(r"\.{2,}")
# A run of dots is hidden behind as many of these while full stops are judged; no text holds one at that point.
_HIDDEN_DOT = "\x00"
_COMMAS = (
    (regex.compile(r"(\P{N}),"), r"\1 , "),
    (regex.compile(r",(\P{N})"), r" , \1"),
    (regex.compile(r"(\p{N}),$"), r"\1 , "),
)
_APOSTROPHE_BETWEEN = regex.compile(r"(\P{Alphabetic})'(\P{Alphabetic})")
_ENGLISH_APOSTROPHES = (
    (regex.compile(r"([^\p{Alphabetic}\p{N}])'(\p{Alphabetic})"), r"\1 ' \2"),
    (regex.compile(r"(\p{Alphabetic})'(\P{Alphabetic})"), r"\1 ' \2"),
    (regex.compile(r"(\p{Alphabetic})'(\p{Alphabetic})"), r"\1 '\2"),
    (regex.compile(r"(\p{N})'(s)"), r"\1 '\2"),
)
_LETTER = regex.compile(r"\p{Alphabetic}")
_NEVER_SPECIAL = str.maketrans("", "", ".,'`-")
#: Words of letters and ASCII digits alone are one token wherever they stand.
PLAIN = re.compile("[0-9A-Za-z가-힣]+")
DIGITS = frozenset("0123456789")
#: A word's tokens: strings with offsets within the word.
Pieces = tuple[tuple[str, int, int], ...]


class WordPlace(NamedTuple):
    """What the tokens of a word depend on besides the word.

    Attributes:
        is_first: Whether the word is the first of its text.
        is_space_taken: Whether the apostrophe at the end of the word before has used up the space between.
        follower: ``"a"`` if the next word begins in lower case, ``"0"`` if with an ASCII digit, ``"A"`` if
            otherwise, and empty after the last word.
    """

    is_first: bool
    is_space_taken: bool
    follower: str


#: Somewhere in the middle of a text.
ANYWHERE = WordPlace(is_first=False, is_space_taken=False, follower="A")


@cache
def _prefixes() -> dict[str, str]:
    return dict(read_rows("bialign.tokenizers", "moses-prefixes.tsv"))


def cut_word(word: str, place: WordPlace, *, is_english: bool, splits_hyphens: bool) -> tuple[Pieces, bool]:
    """Run the rules over one word with the spaces around it.

    Args:
        word: The word, without white space.
        place: Where it stands.
        is_english: Whether the English rules for apostrophes hold.
        splits_hyphens: Whether ``well-known`` becomes ``well @-@ known``.

    Returns:
        The word's tokens, and whether its last apostrophe takes the space after it away from the next word.
    """
    stem = word.translate(_NEVER_SPECIAL)
    line = word if PLAIN.fullmatch(stem) or stem.isalpha() else _SPECIAL.sub(r" \1 ", word)
    if splits_hyphens and "-" in line:
        line = _HYPHEN.sub(r"\1 @-@ ", line)
    line = f"{'' if place.is_first else ' '}{line}{' ' if place.follower else ''}"
    if ".." in line:
        line = _DOTS.sub(_hide_dots, line)
    if "," in line:
        for comma, spaced in _COMMAS:
            line = comma.sub(spaced, line)
    takes_space = False
    if "'" in line:
        if is_english:
            line, takes_space = _space_apostrophes(line, place)
        else:
            line = line.replace("'", " ' ")
    forms = line.split()
    if "." in line:
        forms = _split_full_stops(forms, place.follower)
    if not place.follower and forms[-1].endswith(".'"):
        forms[-1:] = [form for form in (forms[-1][:-2], ".", "'") if form]
    pieces: list[tuple[str, int, int]] = []
    start = 0
    for form in forms:
        # Of "@-@" only the hyphen is in the text; a literal "@-@" is three tokens.
        end = start + (1 if form == "@-@" else len(form))
        pieces.append((form.replace(_HIDDEN_DOT, "."), start, end))
        start = end
    return tuple(pieces), takes_space


def _hide_dots(match: re.Match[str]) -> str:
    return f" {_HIDDEN_DOT * len(match[0])}{' ' if match.end() < len(match.string) else ''}"


def _space_apostrophes(line: str, place: WordPlace) -> tuple[str, bool]:
    """Separate English apostrophes; tell whether the first rule used up the space after the word."""
    skipped = 1 if place.is_space_taken else 0
    takes_space = False
    if place.follower and "' " in line:
        takes_space = any(match.end() == len(line) for match in _APOSTROPHE_BETWEEN.finditer(line, skipped))
    line = line[:skipped] + _APOSTROPHE_BETWEEN.sub(r"\1 ' \2", line[skipped:])
    for apostrophe, spaced in _ENGLISH_APOSTROPHES:
        line = apostrophe.sub(spaced, line)
    return line, takes_space


def _split_full_stops(forms: list[str], follower: str) -> list[str]:
    """Separate final full stops from those tokens that do not keep them."""
    split: list[str] = []
    for index, form in enumerate(forms):
        following = forms[index + 1] if index + 1 < len(forms) else follower
        if len(form) < 2 or form[-1] != "." or keeps_full_stop(form[:-1], following):
            split.append(form)
        else:
            split += (form[:-1], ".")
    return split


def keeps_full_stop(prefix: str, following: str) -> bool:
    """Tell whether a full stop stays: in abbreviations, and before a word in lower case."""
    kind = _prefixes().get(prefix)
    return (
        kind == "always"
        or following[:1].islower()
        or (kind == "numeric" and following[:1] in DIGITS)
        or ("." in prefix and _LETTER.search(prefix) is not None)
    )
