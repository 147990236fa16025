"""Korean morphemes with tags, lemmas and offsets, by the analyser Kiwi."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from bialign.lists import refuse_text
from bialign.text.jamo import is_syllable, syllable_letters
from bialign.text.normalization import OffsetMap, compose_hangul, remove_invisible
from bialign.tokenizers.base import BatchByOne, Token
from bialign.tokenizers.guard import readable
from bialign.tokenizers.kiwi import DICTIONARIES, UserWord, load_kiwi

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kiwipiepy import Kiwi


class MorphemeTokenizer(BatchByOne):
    """Korean morphemes by Kiwi.

    Analysis runs on a view with conjoining jamo composed and zero-width characters and soft hyphens left out;
    offsets lead to the text as given. Fused morphemes share a span: 갔 is 가/VV and 었/EP, both at the same offsets.
    Tags are Kiwi's (the Sejong set with ``W_URL``, ``W_EMAIL``, ``-R`` and ``-I``), lemmas end in 다 for verbs.

    Args:
        user_words: Words to know in addition, as in `bialign.tokenizers.kiwi.load_kiwi`.
        dictionaries: Which of Kiwi's dictionaries to load: ``"default"``, ``"multi"``, ``"typo"``; without
            any, loading takes half the time.
        normalize_coda: Whether a stray final consonant is split off: ``먹었엌ㅋㅋ``.
        split_complex: Whether words of several morphemes are split as far as possible.

    Raises:
        ConfigurationError: If there is no such dictionary, or Kiwi does not accept a word.

    >>> [(token.text, token.tag) for token in MorphemeTokenizer(dictionaries=()).tokenize("갔다.")]
    [('가', 'VV'), ('었', 'EP'), ('다', 'EF'), ('.', 'SF')]
    """

    name = "ko-morpheme"

    def __init__(
        self,
        *,
        user_words: Iterable[UserWord] = (),
        dictionaries: Iterable[str] = DICTIONARIES,
        normalize_coda: bool = False,
        split_complex: bool = False,
    ) -> None:
        refuse_text(dictionaries, what="dictionaries")
        refuse_text(user_words, what="words to know in addition")
        self._loaded: dict[str, Any] = {"dictionaries": tuple(dictionaries), "user_words": tuple(user_words)}
        self._kiwi: Kiwi = load_kiwi(**self._loaded)
        self._options: dict[str, Any] = {"normalize_coda": normalize_coda, "split_complex": split_complex}

    def __reduce__(self) -> tuple[partial[MorphemeTokenizer], tuple[()]]:
        """Pickle by the choice of dictionaries, words and options, so that worker processes load Kiwi again."""
        return partial(type(self), **self._loaded, **self._options), ()

    def tokenize(self, text: str) -> list[Token]:
        """Cut a text into morphemes with offsets in it."""
        mapped = _view(text)
        tokens = _tokens(self._kiwi.tokenize(mapped.view, **self._options), mapped)
        if "\ufffd" in mapped.view:
            return [
                token._replace(text=text[token.start : token.end]) if "\ufffd" in token.text else token
                for token in tokens
            ]
        return tokens

    def detokenize(self, tokens: Sequence[Token]) -> str:
        """Write morphemes as running text: stems and endings are inflected, spaces are where offsets have room.

        Where a word can be written contracted or in full (됐다, 되었다), it is written as long as its span.

        Raises:
            ConfigurationError: If one text stands for the list of tokens.
        """
        refuse_text(tokens, what="tokens")
        pieces: list[str] = []
        place = tokens[0].start if tokens else 0
        for group in _inflected_groups(tokens):
            end = max(token.end for token in group)
            pieces.append(" " * (group[0].start - place))
            pieces.append(group[0].text if len(group) == 1 else self._inflect(group, end - group[0].start))
            place = end
        return "".join(pieces)

    def _inflect(self, group: list[Token], length: int) -> str:
        """Write a stem with its endings in as many code points as its span has, if that can be."""
        contracted: str = self._kiwi.join([(token.text, token.tag or "NNP", False) for token in group])
        full = _write_in_full(group)
        is_changed = any(before.end > after.start for before, after in pairwise(group)) or any(
            (token.tag or "").endswith("-I") for token in group
        )
        preferred = (contracted, full) if is_changed else (full, contracted)
        return next((written for written in preferred if len(written) == length), contracted)


def _view(text: str) -> OffsetMap:
    if text.isascii() and "\x00" not in text:
        return OffsetMap(text)
    return compose_hangul(readable(text)).then(remove_invisible)


def _tokens(morphemes: Iterable[Any], mapped: OffsetMap) -> list[Token]:
    new, token_class = tuple.__new__, Token
    if mapped.starts is None:
        return [new(token_class, (token.form, token.start, token.end, token.tag, token.lemma)) for token in morphemes]
    return [
        new(token_class, (token.form, *mapped.span(token.start, token.end), token.tag, token.lemma))
        for token in morphemes
    ]


def _inflected_groups(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Put stems and endings together, and whatever shares code points with them; other morphemes stand alone."""
    group: list[Token] = []
    for token in tokens:
        is_ending = (token.tag or "").startswith(("E", "VCP"))
        if group and (token.start < group[-1].end or (is_ending and token.start == group[-1].end)):
            group.append(token)
        else:
            if group:
                yield group
            group = [token]
    if group:
        yield group


def _write_in_full(group: list[Token]) -> str:
    """Write morphemes one after the other, with 어 and 었 as the vowel before them asks for: 않았, 하여."""
    written = ""
    for token in group:
        form = token.text
        if written and form[0] in "어었" and is_syllable(written[-1]) and token.tag in ("EP", "EF", "EC"):
            vowel = syllable_letters(written[-1], letters="compatibility")[1]
            if written[-1] == "하":
                form = ("여" if form[0] == "어" else "였") + form[1:]
            elif vowel in "ㅏㅗ":
                form = ("아" if form[0] == "어" else "았") + form[1:]
        written += form
    return written
