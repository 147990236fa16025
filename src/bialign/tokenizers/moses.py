"""The Moses tokenizer of statistical machine translation (Koehn et al., 2007), with offsets.

Tokens are those of ``tokenizer.perl`` in mosesdecoder and of its port sacremoses. Both run some twenty regular
expressions over every line. Here they run over every *word* once: what becomes of a word depends only on itself,
on whether it is the first or last of its text, on the first letter of the next word, and, for a word that begins
with an apostrophe, on what the word before it did with the space between them. So words are looked up.

Known differences from sacremoses, all of them cases where sacremoses differs from the Perl script:

- Letters and numbers are those of Unicode, as in Perl. sacremoses has lists that lack newer scripts, and without
  ``language="ko"`` all Hangul, so that it cuts every Hangul syllable off; with it, CJK punctuation counts as Hangul.
- The literal text ``DOTMULTI`` stays what it is; both scripts turn it into a full stop.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from itertools import accumulate
from typing import TYPE_CHECKING

import regex

from bialign.documents import Language
from bialign.text.languages import known_language
from bialign.tokenizers.base import Token
from bialign.tokenizers.moses_detokenizer import detokenize_moses

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
_PLAIN = re.compile("[0-9A-Za-z가-힣]+")
_LETTER = regex.compile(r"\p{Alphabetic}")
# Control characters that are not white space; Moses deletes them.
_JUNK = re.compile(r"[\x00-\x08\x0e-\x1b]")
_WORD = re.compile(r"\S+")
_EDGE = frozenset(".,'")
_DIGITS = frozenset("0123456789")
_NEVER_SPECIAL = str.maketrans("", "", ".,'`-")
_LARGEST_CACHE = 200_000

_ESCAPES = str.maketrans(
    {"&": "&amp;", "|": "&#124;", "<": "&lt;", ">": "&gt;", "'": "&apos;", '"': "&quot;", "[": "&#91;", "]": "&#93;"}
)

# A word's tokens: strings with offsets within the word.
_Pieces = tuple[tuple[str, int, int], ...]


@cache
def _prefixes() -> dict[str, str]:
    table = resources.files("bialign.tokenizers").joinpath("moses-prefixes.tsv").read_text("utf-8")
    return dict(line.split("\t") for line in table.splitlines() if not line.startswith("#"))


def escape_moses(text: str) -> str:
    """Write the characters that mean something to Moses as entities: ``&amp;``, ``&#124;``, ``&quot;`` ...

    >>> escape_moses("R&D [new]")
    'R&amp;D &#91;new&#93;'
    """
    return text.translate(_ESCAPES)


class MosesTokenizer:
    """The Moses tokenizer for English and Korean.

    Tokens hold the text unescaped, whatever `words` is asked for, and their offsets lead to the original.

    Args:
        language: English has rules for apostrophes of its own; both use the English list of abbreviations.
        aggressive_hyphens: Whether ``well-known`` becomes ``well @-@ known``.

    Raises:
        LanguageError: If the language is neither Korean nor English.

    >>> MosesTokenizer().words("It's 5,300 miles.")
    ['It', "'s", '5,300', 'miles', '.']
    """

    def __init__(self, language: str = "en", *, aggressive_hyphens: bool = False) -> None:
        self.language = known_language(language, purpose="The Moses tokenizer")
        self.aggressive_hyphens = aggressive_hyphens
        # Words whose tokens never depend on their neighbours, and the others with what they depend on, and
        # whether their last apostrophe takes the space after them away from the next word.
        self._plain: dict[str, _Pieces] = {}
        self._placed: dict[tuple[str, bool, bool, str], tuple[_Pieces, bool]] = {}

    @property
    def name(self) -> str:
        """``en-moses`` or ``ko-moses``."""
        return f"{self.language}-moses"

    def tokenize(self, text: str) -> list[Token]:
        """Cut a text, usually a sentence, into tokens with offsets in it."""
        if _JUNK.search(text):
            return self._tokenize_junk(text)
        words = text.split()
        if " ".join(words) == text:
            places = accumulate([0, *[len(word) + 1 for word in words]])
        else:
            places = (match.start() for match in _WORD.finditer(text))
        new, token_class = tuple.__new__, Token
        return [
            new(token_class, (form, place + start, place + end, None, None))
            for place, pieces in zip(places, self._pieces(words), strict=False)
            for form, start, end in pieces
        ]

    def tokenize_batch(self, texts: Iterable[str]) -> list[list[Token]]:
        """Cut several texts; the same as `tokenize` on each."""
        return [self.tokenize(text) for text in texts]

    def words(self, text: str, *, escape: bool = False) -> list[str]:
        """Cut a text into the strings of its tokens.

        Args:
            text: The text.
            escape: Whether to write ``& | < > ' " [ ]`` as entities, as the scripts do unless told not to.
        """
        words = text.split() if not _JUNK.search(text) else _JUNK.sub("", " ".join(text.split())).split()
        forms = [form for pieces in self._pieces(words) for form, _, _ in pieces]
        return [form.translate(_ESCAPES) for form in forms] if escape else forms

    def detokenize(self, tokens: Sequence[Token | str]) -> str:
        """Write tokens, or strings such as a translation system gives, as running text by the rules of Moses.

        Entities are read back. Offsets are not used.
        """
        forms = [token if isinstance(token, str) else escape_moses(token.text) for token in tokens]
        return detokenize_moses(forms, self.language)

    def _tokenize_junk(self, text: str) -> list[Token]:
        """Cut a text with control characters: they are deleted first, and offsets led back."""
        kept = [place for place, sign in enumerate(text) if not _JUNK.match(sign)]
        clean = "".join([text[place] for place in kept])
        return [
            token._replace(start=kept[token.start], end=kept[token.end - 1] + 1) for token in self.tokenize(clean)
        ]

    def _pieces(self, words: list[str]) -> list[_Pieces]:
        found = list(map(self._plain.get, words))
        taken_before = -1
        for index, pieces in enumerate(found):
            if pieces is not None:
                continue
            word = words[index]
            if word[0] in _EDGE or word[-1] in _EDGE:
                found[index], is_taken = self._place(words, index, is_space_taken=taken_before == index)
                if is_taken:
                    taken_before = index + 1
            else:
                if len(self._plain) >= _LARGEST_CACHE:
                    self._plain.clear()
                found[index] = self._plain[word] = self._cut_plain(word)
        return found

    def _cut_plain(self, word: str) -> _Pieces:
        if _PLAIN.fullmatch(word) or word.isalpha():
            return ((word, 0, len(word)),)
        return self._cut(word, is_first=False, is_space_taken=False, follower="a")[0]

    def _place(self, words: list[str], index: int, *, is_space_taken: bool) -> tuple[_Pieces, bool]:
        """Cut a word that begins or ends with a full stop, comma or apostrophe, where it stands."""
        word = words[index]
        follower = words[index + 1][0] if index + 1 < len(words) else ""
        if follower:
            follower = "a" if follower.islower() else "0" if follower in _DIGITS else "A"
        stem = word[:-1]
        if stem.isalpha() and word[-1] != "'":
            is_whole = word[-1] == "." and _keeps_full_stop(stem, follower)
            length = len(stem)
            return ((word, 0, length + 1),) if is_whole else ((stem, 0, length), (word[-1], length, length + 1)), False
        key = (word, index == 0, is_space_taken, follower)
        placed = self._placed.get(key)
        if placed is None:
            if len(self._placed) >= _LARGEST_CACHE:
                self._placed.clear()
            placed = self._cut(word, is_first=index == 0, is_space_taken=is_space_taken, follower=follower)
            self._placed[key] = placed
        return placed

    def _cut(self, word: str, *, is_first: bool, is_space_taken: bool, follower: str) -> tuple[_Pieces, bool]:
        """Run the rules over one word with the spaces around it; ``follower`` is empty after the last word."""
        stem = word.translate(_NEVER_SPECIAL)
        line = word if _PLAIN.fullmatch(stem) or stem.isalpha() else _SPECIAL.sub(r" \1 ", word)
        if self.aggressive_hyphens and "-" in line:
            line = _HYPHEN.sub(r"\1 @-@ ", line)
        line = f"{'' if is_first else ' '}{line}{' ' if follower else ''}"
        if ".." in line:
            line = _DOTS.sub(_hide_dots, line)
        if "," in line:
            for comma, spaced in _COMMAS:
                line = comma.sub(spaced, line)
        takes_space = False
        if "'" in line:
            if self.language is Language.ENGLISH:
                line, takes_space = _space_apostrophes(line, is_space_taken=is_space_taken, has_follower=bool(follower))
            else:
                line = line.replace("'", " ' ")
        forms = line.split()
        if "." in line:
            forms = _split_full_stops(forms, follower)
        if not follower and forms[-1].endswith(".'"):
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


def _space_apostrophes(line: str, *, is_space_taken: bool, has_follower: bool) -> tuple[str, bool]:
    """Separate English apostrophes; tell whether the first rule used up the space after the word."""
    skipped = 1 if is_space_taken else 0
    takes_space = False
    if has_follower and "' " in line:
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
        if len(form) < 2 or form[-1] != "." or _keeps_full_stop(form[:-1], following):
            split.append(form)
        else:
            split += (form[:-1], ".")
    return split


def _keeps_full_stop(prefix: str, following: str) -> bool:
    """Tell whether a full stop stays: in abbreviations, and before a word in lower case."""
    kind = _prefixes().get(prefix)
    return (
        kind == "always"
        or following[:1].islower()
        or (kind == "numeric" and following[:1] in _DIGITS)
        or ("." in prefix and _LETTER.search(prefix) is not None)
    )
