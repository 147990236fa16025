"""The Moses tokenizer of statistical machine translation (Koehn et al., 2007), with offsets.

Tokens are those of ``tokenizer.perl`` in mosesdecoder and of its port sacremoses. Both run some twenty regular
expressions over every line. Here they run over every *word* once: what becomes of a word depends only on itself,
on whether it is the first or last of its text, on the first letter of the next word, and, for a word that begins
with an apostrophe, on what the word before it did with the space between them. So words are looked up.

Known differences from sacremoses:

- Letters and numbers are those of Unicode, as in Perl. sacremoses has lists that lack newer scripts, hanja, and
  without ``language="ko"`` Hangul, so that it cuts off every such character; with it, 《 and 〔 count as Hangul.
- The literal text ``DOTMULTI`` stays what it is; sacremoses and Perl turn it into a full stop.

Known differences from version 1.1 of the Perl script, all of them shared with sacremoses, which follows later ones:

- A full stop before an apostrophe that ends the text is separated: ``gone.'`` becomes ``gone . '``.
- A comma after a number that ends the text is separated: ``1,000,`` becomes ``1,000 ,``.
- ``Rs`` is an abbreviation, ``Inc`` is none.
"""

from __future__ import annotations

import re
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, cast

from bialign.documents import Language
from bialign.lists import refuse_text
from bialign.text.languages import known_language
from bialign.tokenizers.base import BatchByOne, Token, join_by_offsets
from bialign.tokenizers.moses_detokenizer import detokenize_moses
from bialign.tokenizers.moses_rules import ANYWHERE, DIGITS, PLAIN, Pieces, WordPlace, cut_word, keeps_full_stop

if TYPE_CHECKING:
    from collections.abc import Sequence

# Control characters that are not white space; Moses deletes them.
_JUNK = re.compile(r"[\x00-\x08\x0e-\x1b]")
_WORD = re.compile(r"\S+")
_EDGE = frozenset(".,'")
_LARGEST_CACHE = 200_000

_ESCAPES = str.maketrans(
    {"&": "&amp;", "|": "&#124;", "<": "&lt;", ">": "&gt;", "'": "&apos;", '"': "&quot;", "[": "&#91;", "]": "&#93;"}
)


def escape_moses(text: str) -> str:
    """Write the characters that mean something to Moses as entities: ``&amp;``, ``&#124;``, ``&quot;`` ...

    >>> escape_moses("R&D [new]")
    'R&amp;D &#91;new&#93;'
    """
    return text.translate(_ESCAPES)


class MosesTokenizer(BatchByOne):
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
        self._plain: dict[str, Pieces] = {}
        self._placed: dict[tuple[str, WordPlace], tuple[Pieces, bool]] = {}

    def __reduce__(self) -> tuple[partial[MosesTokenizer], tuple[()]]:
        """Pickle by the options, without the words seen so far."""
        return partial(type(self), self.language, aggressive_hyphens=self.aggressive_hyphens), ()

    @property
    def name(self) -> str:
        """``en-moses`` or ``ko-moses``."""
        return f"{self.language}-moses"

    def tokenize(self, text: str) -> list[Token]:
        """Cut a text, usually a sentence, into tokens with offsets in it."""
        if _JUNK.search(text):
            return self._tokenize_junk(text)
        words = text.split()
        places = list(accumulate([len(word) + 1 for word in words], initial=0))
        if places[-1] != len(text) + 1:
            # Somewhere there is more white space than one character between words.
            places = [match.start() for match in _WORD.finditer(text)]
        new, token_class = tuple.__new__, Token
        return [
            new(token_class, (form, place + start, place + end, None, None))
            for place, pieces in zip(places, self._pieces(words), strict=False)
            for form, start, end in pieces
        ]

    def words(self, text: str, *, escape: bool = False) -> list[str]:
        """Cut a text into the strings of its tokens.

        Args:
            text: The text.
            escape: Whether to write ``& | < > ' " [ ]`` as entities, as the scripts do unless told not to.
        """
        words = text.split() if not _JUNK.search(text) else _JUNK.sub("", " ".join(text.split())).split()
        forms = [form for pieces in self._pieces(words) for form, _, _ in pieces]
        return [form.translate(_ESCAPES) for form in forms] if escape else forms

    def detokenize(self, tokens: Sequence[Token] | Sequence[str]) -> str:
        """Write tokens as running text.

        Args:
            tokens: Tokens, which are spaced as their offsets say; or strings, such as a translation system
                gives, which are spaced by the rules of the Moses detokenizer and whose entities are read back.

        Raises:
            ConfigurationError: If one text, such as a tokenized line, stands for the list of its tokens.
        """
        refuse_text(tokens, what="tokens")
        words = [token for token in tokens if isinstance(token, str)]
        if len(words) == len(tokens):
            return detokenize_moses(words, self.language)
        return join_by_offsets(
            [
                token._replace(text="-") if token.text == "@-@" and token.end - token.start == 1 else token
                for token in tokens
                if isinstance(token, Token)
            ]
        )

    def _tokenize_junk(self, text: str) -> list[Token]:
        """Cut a text with control characters: they are deleted first, and offsets led back."""
        kept = [place for place, sign in enumerate(text) if not _JUNK.match(sign)]
        clean = "".join([text[place] for place in kept])
        return [
            token._replace(start=kept[token.start], end=kept[token.end - 1] + 1) for token in self.tokenize(clean)
        ]

    def _pieces(self, words: list[str]) -> list[Pieces]:
        # None, where a word is not known, is filled in below.
        found = cast("list[Pieces]", list(map(self._plain.get, words)))
        taken_before = -1
        for index, pieces in enumerate(found):
            if pieces:
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

    def _cut_plain(self, word: str) -> Pieces:
        if PLAIN.fullmatch(word) or word.isalpha():
            return ((word, 0, len(word)),)
        return self._cut(word, ANYWHERE)[0]

    def _place(self, words: list[str], index: int, *, is_space_taken: bool) -> tuple[Pieces, bool]:
        """Cut a word that begins or ends with a full stop, comma or apostrophe, where it stands."""
        word = words[index]
        follower = words[index + 1][0] if index + 1 < len(words) else ""
        if follower:
            follower = "a" if follower.islower() else "0" if follower in DIGITS else "A"
        stem = word[:-1]
        if stem.isalpha() and word[-1] != "'":
            length = len(stem)
            if word[-1] == "." and keeps_full_stop(stem, follower):
                return ((word, 0, length + 1),), False
            return ((stem, 0, length), (word[-1], length, length + 1)), False
        key = (word, WordPlace(index == 0, is_space_taken, follower))
        placed = self._placed.get(key)
        if placed is None:
            if len(self._placed) >= _LARGEST_CACHE:
                self._placed.clear()
            placed = self._placed[key] = self._cut(*key)
        return placed

    def _cut(self, word: str, place: WordPlace) -> tuple[Pieces, bool]:
        is_english = self.language is Language.ENGLISH
        return cut_word(word, place, is_english=is_english, splits_hyphens=self.aggressive_hyphens)
