"""The tokenizer of the Penn Treebank (MacIntyre's ``tokenizer.sed``, 1995), with offsets.

Tokens are those of NLTK's ``TreebankWordTokenizer``. The scheme is made for one sentence at a time: only the last
full stop of a text is separated.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bialign.lists import refuse_text
from bialign.tokenizers.base import BatchByOne, Token

if TYPE_CHECKING:
    from collections.abc import Sequence

# Rules in order, each with a string without which it cannot match ("" = always tried).
_OPENING_QUOTES = (
    ('"', re.compile(r'^"'), "``"),
    ("``", re.compile(r"``"), " `` "),
    ("", re.compile(r"([ (\[{<])(?:\"|'')"), r"\1 `` "),
)
_PUNCTUATION = (
    ("", re.compile(r"([:,])(\D)"), r" \1 \2"),
    ("", re.compile(r"([:,])$"), r" \1 "),
    ("...", re.compile(r"\.\.\."), " ... "),
    ("", re.compile(r"[;@#$%&]"), r" \g<0> "),
    (".", re.compile(r"([^.])(\.)([\])}>\"']*)\s*$"), r"\1 \2\3 "),
    ("", re.compile(r"[?!]"), r" \g<0> "),
    ("' ", re.compile(r"([^'])' "), r"\1 ' "),
    ("", re.compile(r"[\]\[(){}<>]"), r" \g<0> "),
    ("--", re.compile(r"--"), " -- "),
)
_CLOSING_QUOTES = (
    ("''", re.compile(r"''"), " '' "),
    ('"', re.compile(r'"'), " '' "),
    ("'", re.compile(r"([^' ])('[sS]|'[mM]|'[dD]|') "), r"\1 \2 "),
    ("'", re.compile(r"([^' ])('ll|'LL|'re|'RE|'ve|'VE|n't|N'T) "), r"\1 \2 "),
)
_FUSED_WORDS = re.compile(r"(?i)\b(?:cannot|d'ye|gimme|gonna|gotta|lemme|more'n|wanna(?=\s))|(?<= )'t(?:is|was)\b")
_FUSIONS = (
    re.compile(r"(?i)\b(can)(not)\b"),
    re.compile(r"(?i)\b(d)('ye)\b"),
    re.compile(r"(?i)\b(gim)(me)\b"),
    re.compile(r"(?i)\b(gon)(na)\b"),
    re.compile(r"(?i)\b(got)(ta)\b"),
    re.compile(r"(?i)\b(lem)(me)\b"),
    re.compile(r"(?i)\b(more)('n)\b"),
    re.compile(r"(?i)\b(wan)(na)(?=\s)"),
    re.compile(r"(?i) ('t)(is)\b"),
    re.compile(r"(?i) ('t)(was)\b"),
)
_BRACKETS = {"(": "-LRB-", ")": "-RRB-", "[": "-LSB-", "]": "-RSB-", "{": "-LCB-", "}": "-RCB-"}
_BRACKET_SIGNS = {name: sign for sign, name in _BRACKETS.items()}
_QUOTES = ('"', "``", "''")


class TreebankTokenizer(BatchByOne):
    """The Penn Treebank tokenizer for English sentences.

    Quotation marks become ```` and ''; their offsets lead to the marks of the text.

    Args:
        convert_brackets: Whether brackets become ``-LRB-``, ``-RRB-`` ... as in the Treebank's files.

    >>> TreebankTokenizer().words("I can't (yet).")
    ['I', 'ca', "n't", '(', 'yet', ')', '.']
    """

    name = "en-ptb"

    def __init__(self, *, convert_brackets: bool = False) -> None:
        self.convert_brackets = convert_brackets

    def tokenize(self, text: str) -> list[Token]:
        """Cut a sentence into tokens with offsets in it."""
        tokens: list[Token] = []
        place, length = 0, len(text)
        for form in _split(text):
            while place < length and text[place].isspace():
                place += 1
            start = place
            if form in _QUOTES:
                place += 1 if text[place] == '"' else 2
            else:
                place += len(form)
            if self.convert_brackets:
                form = _BRACKETS.get(form, form)  # noqa: PLW2901 - the same token, written otherwise
            tokens.append(Token(form, start, place))
        return tokens

    def words(self, text: str) -> list[str]:
        """Cut a sentence into the strings of its tokens."""
        forms = _split(text)
        return [_BRACKETS.get(form, form) for form in forms] if self.convert_brackets else forms

    def detokenize(self, tokens: Sequence[Token]) -> str:
        """Write tokens as running text, spaced as their offsets say; all quotation marks become straight.

        Raises:
            ConfigurationError: If one text stands for the list of tokens.
        """
        refuse_text(tokens, what="tokens")
        pieces: list[str] = []
        place = tokens[0].start if tokens else 0
        for token in tokens:
            pieces.append(" " * (token.start - place))
            if token.text in _QUOTES:
                pieces.append('"')
            else:
                pieces.append(_BRACKET_SIGNS.get(token.text, token.text) if self.convert_brackets else token.text)
            place = token.end
        return "".join(pieces)


def _split(text: str) -> list[str]:
    for rules in (_OPENING_QUOTES, _PUNCTUATION):
        for needed, pattern, replacement in rules:
            if needed in text:
                text = pattern.sub(replacement, text)
    text = f" {text} "
    for needed, pattern, replacement in _CLOSING_QUOTES:
        if needed in text:
            text = pattern.sub(replacement, text)
    if _FUSED_WORDS.search(text):
        for fusion in _FUSIONS:
            text = fusion.sub(r" \1 \2 ", text)
    return text.split()
