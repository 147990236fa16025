"""Korean below and above the morpheme: eojeol, syllables, jamo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from bialign.lists import refuse_text
from bialign.text.jamo import Letters, check_letters, compose_syllable, is_syllable, syllable_letters
from bialign.text.normalization import compose_hangul
from bialign.tokenizers.base import BatchByOne, Token, join_by_offsets

if TYPE_CHECKING:
    from collections.abc import Sequence

_INNER = r"[\p{L}\p{M}\p{N}\p{Cf}]"
# Addresses; words with what stands inside them (3.5, 1,000, 9:30, U.S, don't, COVID-19, A&B); runs of one mark;
# the rest.
_EOJEOL_PART = regex.compile(
    rf"(?:https?|ftp)://[^\s<>\"'“”‘’)\]]*[\p{{L}}\p{{N}}/]"
    rf"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    rf"|[@#][\p{{L}}\p{{N}}_]+"
    rf"|{_INNER}+(?:(?:(?<=\p{{Nd}})[.,:](?=\p{{Nd}})|(?<=\p{{Latin}})[.&'’](?=\p{{Latin}})|-(?={_INNER})){_INNER}+)*"
    rf"|([\p{{P}}~^$|+=<>])\1+"
    rf"|\X"
)
_CLUSTER = regex.compile(r"\X")
_JAMO_TAGS = ("initial", "medial", "final")


class EojeolTokenizer(BatchByOne):
    """Eojeol, the Korean words between spaces, with punctuation cut off.

    What belongs inside a word stays: numbers with their points and colons, Latin abbreviations, hyphens,
    addresses, hashtags.

    >>> EojeolTokenizer().words('"코로나-19로 3.5% 줄었다"고 했다.')
    ['"', '코로나-19로', '3.5', '%', '줄었다', '"', '고', '했다', '.']
    """

    name = "ko-eojeol"

    def tokenize(self, text: str) -> list[Token]:
        """Cut a text into words and punctuation with offsets in it."""
        return [
            Token(match.group(), match.start(), match.end())
            for match in _EOJEOL_PART.finditer(text)
            if not match.group().isspace()
        ]

    def detokenize(self, tokens: Sequence[Token]) -> str:
        """Write tokens as running text, spaced as their offsets say."""
        return join_by_offsets(tokens)


class SyllableTokenizer(BatchByOne):
    """Syllables: every Hangul syllable, and every other character as its reader sees it (grapheme cluster).

    A syllable of conjoining jamo is written composed; its offsets span the jamo.

    >>> SyllableTokenizer().words("갔다 OK👍🏽")
    ['갔', '다', 'O', 'K', '👍🏽']
    """

    name = "ko-syllable"

    def tokenize(self, text: str) -> list[Token]:
        """Cut a text into syllables with offsets in it."""
        mapped = compose_hangul(text)
        return [
            Token(match.group(), *mapped.span(match.start(), match.end()))
            for match in _CLUSTER.finditer(mapped.view)
            if not match.group().isspace()
        ]

    def detokenize(self, tokens: Sequence[Token]) -> str:
        """Write tokens as running text, spaced as their offsets say."""
        return join_by_offsets(tokens)


class JamoTokenizer(BatchByOne):
    """Jamo: the letters of every Hangul syllable, tagged ``initial``, ``medial`` or ``final``; the rest as it is.

    The letters of a syllable share its span.

    Args:
        letters: ``"compatibility"`` for letters as people write them alone (ㄱ), ``"conjoining"`` for those
            of Unicode that know their place in a syllable (U+1100..).

    Raises:
        ConfigurationError: If there are no such letters.

    >>> JamoTokenizer().words("한 1")
    ['ㅎ', 'ㅏ', 'ㄴ', '1']
    """

    name = "ko-jamo"

    def __init__(self, *, letters: Letters = "compatibility") -> None:
        check_letters(letters)
        self.letters: Letters = letters

    def tokenize(self, text: str) -> list[Token]:
        """Cut a text into jamo and other characters with offsets in it."""
        tokens: list[Token] = []
        for syllable in SyllableTokenizer().tokenize(text):
            if is_syllable(syllable.text):
                parts = syllable_letters(syllable.text, letters=self.letters)
                tokens += [
                    Token(letter, syllable.start, syllable.end, tag)
                    for letter, tag in zip(parts, _JAMO_TAGS, strict=False)
                ]
            else:
                tokens.append(syllable)
        return tokens

    def detokenize(self, tokens: Sequence[Token]) -> str:
        """Compose the letters of each syllable again, and space them as their offsets say."""
        refuse_text(tokens, what="tokens")
        syllables: list[tuple[Token, list[str]]] = []
        for token in tokens:
            if token.tag in ("medial", "final") and syllables:
                syllables[-1][1].append(token.text)
            else:
                syllables.append((token, [token.text]))
        return join_by_offsets(
            [
                token._replace(text=compose_syllable(*letters)) if len(letters) > 1 else token
                for token, letters in syllables
            ]
        )
