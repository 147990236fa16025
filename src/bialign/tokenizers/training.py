"""Training of subword models: lossless, reproducible, in bounded memory."""

from __future__ import annotations

import io
import random
import re
from numbers import Real
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any, Literal

from bialign.errors import ConfigurationError
from bialign.files import atomic_write, require_path
from bialign.lists import list_of_texts, refuse_text, require_count
from bialign.text.lines import read_lines
from bialign.tokenizers.guard import readable
from bialign.tokenizers.subword import SubwordTokenizer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

SubwordKind = Literal["unigram", "bpe"]


_PROGRESS_STEP = 1000
# SentencePiece skips sentences of more than so many bytes; longer ones are cut at spaces before.
_LONGEST_SENTENCE = 16_384
_TOO_LARGE = re.compile(r"Vocabulary size too high \((\d+)\)\. Please set it to a value <= (\d+)")
_TOO_SMALL = re.compile(r"Vocabulary size is smaller than required_chars\. (\d+) vs (\d+)")
_SOURCE_PLACE = re.compile(r"^[A-Z_]+: (?:\S+\(\d+\) )?(?:\[.*?\] )?")


def train_subword(
    source: Iterable[str | PathLike[str]],
    model: str | PathLike[str],
    *,
    vocabulary_size: int = 16_000,
    kind: SubwordKind = "unigram",
    user_symbols: Iterable[str] = (),
    byte_fallback: bool = True,
    character_coverage: float = 0.9995,
    sample_size: int = 1_000_000,
    seed: int = 0,
    threads: int = 4,
    on_progress: Callable[[str, int], None] | None = None,
) -> SubwordTokenizer:
    """Train a SentencePiece model and write it as a plain ``.model`` file, which appears only when it is whole.

    The model is lossless: text is not normalised, white space is kept, and what the vocabulary lacks is spelt in
    bytes. The same lines and options give the same bytes; ``threads`` is one of these options.

    Args:
        source: Lines, and files in UTF-8 whose lines to take: a string is a line, a PathLike a file; `read_lines`
            reads the lines of files in other encodings. For a joint Korean-English model give both languages.
        model: The file to write.
        vocabulary_size: The number of pieces, special ones and bytes included.
        kind: ``"unigram"`` (Kudo, 2018) or ``"bpe"`` (Sennrich et al., 2016).
        user_symbols: Strings that are always one piece, such as ``"<ko>"``.
        byte_fallback: Whether rare characters are spelt in bytes; without, they are lost as unknown.
        character_coverage: The share of all character occurrences that get pieces of their own, in (0, 1].
        sample_size: So many lines are kept in memory, drawn evenly from all.
        seed: Where the drawing begins.
        threads: Threads of the training.
        on_progress: Called with ``"reading"`` and the number of lines so far, and once with ``"training"``.

    Returns:
        The tokenizer of the new model.

    Raises:
        ConfigurationError: If an option does not fit the text, there is no text, or one text stands for a list.
        DecodingError: If a file cannot be read.
        BialignError: If the model cannot be written.
    """
    if kind not in ("unigram", "bpe"):
        raise ConfigurationError(f"The kind of a subword model is 'unigram' or 'bpe', not {kind!r}.")
    refuse_text(source, what="lines and files")
    symbols = list_of_texts(user_symbols, what="symbols")
    if "" in symbols:
        raise ConfigurationError("A symbol that is always one piece cannot be an empty text.")
    for what, number in (("piece", vocabulary_size), ("line of the sample", sample_size), ("thread", threads)):
        require_count(number, what=what)
    if not (isinstance(character_coverage, Real) and 0 < character_coverage <= 1):
        raise ConfigurationError(
            f"The character coverage is a share above 0 and up to 1, not {character_coverage!r}."
        )
    require_path(model, what="the model to write", error=ConfigurationError)
    report = on_progress or (lambda _stage, _lines: None)
    lines = _sample(_lines(source), sample_size, seed, report)
    if not lines:
        raise ConfigurationError("There is no text to train a subword model from.")
    report("training", len(lines))
    data = _train(
        lines,
        vocab_size=vocabulary_size,
        model_type=kind,
        user_defined_symbols=symbols,
        byte_fallback=byte_fallback,
        character_coverage=character_coverage,
        num_threads=threads,
    )
    with atomic_write(fspath(model)) as stream:
        stream.write(data)
    return SubwordTokenizer(data)


def _lines(source: Iterable[str | PathLike[str]]) -> Iterator[str]:
    for item in source:
        for line in (item,) if isinstance(item, str) else read_lines(item):
            if line.strip():
                yield from _cut(readable(line))


def _cut(line: str) -> Iterator[str]:
    """Cut a line that is too long for SentencePiece at spaces, or where it must be."""
    longest = _LONGEST_SENTENCE // 4
    while len(line) > longest:
        end = line.rfind(" ", 1, longest)
        end = longest if end < 0 else end
        yield line[:end]
        line = line[end:]
    yield line


def _sample(lines: Iterable[str], size: int, seed: int, report: Callable[[str, int], None]) -> list[str]:
    """Draw lines evenly (Vitter's algorithm R) and return them in their order."""
    generator = random.Random(seed)  # noqa: S311 - not for secrets
    kept: list[tuple[int, str]] = []
    number = -1
    for number, line in enumerate(lines):
        if number % _PROGRESS_STEP == 0:
            report("reading", number)
        if number < size:
            kept.append((number, line))
        elif (place := generator.randrange(number + 1)) < size:
            kept[place] = (number, line)
    report("reading", number + 1)
    return [line for _, line in sorted(kept)]


def _train(lines: list[str], **options: Any) -> bytes:
    from sentencepiece import SentencePieceTrainer  # noqa: PLC0415 - a native library

    written = io.BytesIO()
    try:
        SentencePieceTrainer.train(
            sentence_iterator=iter(lines),
            model_writer=written,
            normalization_rule_name="identity",
            remove_extra_whitespaces=False,
            allow_whitespace_only_pieces=True,
            max_sentence_length=_LONGEST_SENTENCE,
            minloglevel=2,
            **options,
        )
    except (RuntimeError, OSError) as error:
        raise ConfigurationError(_explain(str(error))) from None
    return written.getvalue()


def _explain(message: str) -> str:
    if match := _TOO_LARGE.search(message):
        return f"The text is too short for a vocabulary of {match[1]} pieces: ask for at most {match[2]}."
    if match := _TOO_SMALL.search(message):
        return (
            f"A vocabulary of {match[1]} pieces has no room for the {match[2]} characters of the text: "
            "ask for more, or for a smaller character coverage."
        )
    return f"SentencePiece cannot train this model: {_SOURCE_PLACE.sub('', message).strip()}"
