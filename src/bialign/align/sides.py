"""From sentences to what the features need of each side: vectors, signs of joints, anchors, lengths."""

from __future__ import annotations

import reprlib
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import attrs
import numpy as np

from bialign.align.features import Side
from bialign.align.joints import (
    FINAL_STOP_SIGNS,
    count_quotations,
    count_resumptions,
    is_stopped,
    joint_signs,
    unusual,
)
from bialign.align.lines import are_sentences
from bialign.align.side_anchors import anchors_of_both
from bialign.align.steps import LONGEST_RUN
from bialign.encoders.base import Encoder, WordVectors, has_words, is_selective
from bialign.encoders.checking import as_numbers
from bialign.errors import EncoderError
from bialign.text.languages import primary_subtag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from bialign.align.lines import Sentences
    from bialign.align.side_anchors import SideAnchors
    from bialign.align.texts import Text

Lengths: TypeAlias = "NDArray[np.float32]"
# The vectors of a text's runs, shape (n, LONGEST_RUN, d), and of its words, if the encoder has them.
TextVectors: TypeAlias = "tuple[NDArray[np.float32], WordVectors | None]"
Item = TypeVar("Item")

# Sentences that are encoded together: enough to keep the processor busy, few enough for the memory.
_BATCH = 4096

# How many code points, white space left out, a language needs for what Korean says in one.
_EXPANSION = {"ko": 1.0, "en": 1.86}
# What the words of a line may weigh in all: more than those of any sentence in news. A line of forty sentences has
# so many that the few it lacks would speak against any translation.
_MOST_WORDS = 80
# So many words of a line are compared at most, evenly chosen ones of more: each pair of words takes memory.
_MOST_COMPARED = 2048
# Sentences' worth of belief in the expected ratio, where both languages are known and where not.
_BELIEF_KNOWN, _BELIEF_UNKNOWN = 60, 4


class RunsShapeError(EncoderError):
    """An encoder gave vectors of other runs than it was asked for."""


def batches(items: Iterable[Item], sentences: Callable[[Item], int]) -> Iterator[list[Item]]:
    """Gather what is to be encoded together.

    Args:
        items: Pairs of texts, in whatever form.
        sentences: Tells about how many sentences an item has.
    """
    batch: list[Item] = []
    size = 0
    for item in items:
        batch.append(item)
        size += sentences(item)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def encode_sides(
    encoder: Encoder, texts: Sequence[Sequence[str]], wanted: Sequence[NDArray[np.int64]] | None = None
) -> list[TextVectors]:
    """Encode the sentences of several texts, with word vectors in one go: single articles keep no processor busy.

    Args:
        encoder: Any encoder; word vectors come from those that have them.
        texts: The sentences of each text.
        wanted: For each text what `wanted_runs` tells of its sentences: longer runs may be zero, where the encoder
            can leave them out. By default all are wanted.

    Returns:
        For each text the vectors of its runs, shape (n, LONGEST_RUN, d), and of its words or None.

    Raises:
        EncoderError: If the encoder gives vectors that are no numbers, or too few or too many of them.
    """
    flat = [sentence for text in texts for sentence in text]
    limits = np.cumsum([0, *map(len, texts)]).tolist()
    text_starts = sorted({*limits[:-1]} - {len(flat)})
    words: WordVectors | None
    if is_selective(encoder):
        every = [LONGEST_RUN] * len(flat) if wanted is None else np.concatenate([[], *wanted]).astype(int).tolist()
        runs, words = encoder.encode_wanted_runs(flat, LONGEST_RUN, wanted=every, text_starts=text_starts)
    elif has_words(encoder):
        runs, words = encoder.encode_with_words(flat, LONGEST_RUN, text_starts=text_starts)
    else:
        return [(runs, None) for runs in _runs_of_each(encoder, texts)]
    runs = _checked_runs(encoder, runs, len(flat))
    if not has_words(encoder):
        # Words, if there are some, have no weights then.
        return [(runs[first:last], None) for first, last in pairwise(limits)]
    checked = _checked_words(encoder, words, len(flat))
    return [(runs[first:last], checked.part(first, last)) for first, last in pairwise(limits)]


def _runs_of_each(encoder: Encoder, texts: Sequence[Sequence[str]]) -> list[NDArray[np.float32]]:
    """Encode each text; models are not asked for no sentences: many give nothing of a known size."""
    found = [
        _checked_runs(encoder, encoder.encode_runs(text, LONGEST_RUN), len(text)) if text else None for text in texts
    ]
    size = next((runs.shape[2] for runs in found if runs is not None), 0)
    none = np.zeros((0, LONGEST_RUN, size), dtype=np.float32)
    return [none if runs is None else runs for runs in found]


def _checked_runs(encoder: Encoder, given: object, count: int) -> NDArray[np.float32]:
    """Check that runs of so many sentences were given."""
    runs = as_numbers(encoder, given)
    if runs.ndim != 3 or runs.shape[:2] != (count, LONGEST_RUN):
        raise RunsShapeError(
            f"The encoder {encoder.name} gave runs of the shape {runs.shape}, not ({count}, {LONGEST_RUN}, d)."
        )
    return runs


def _checked_words(encoder: Encoder, given: object, count: int) -> WordVectors:
    """Check that there are as many vectors as words, weights that weigh, and words of so many sentences."""
    if not isinstance(given, WordVectors):
        raise EncoderError(f"The encoder {encoder.name} gave {reprlib.repr(given)}, not WordVectors.")
    words = WordVectors(
        as_numbers(encoder, given.vectors), as_numbers(encoder, given.weights), np.asarray(given.sentences, np.int64)
    )
    if not words.vectors.ndim == 2 or not len(words.vectors) == len(words.weights) == len(words.sentences):
        raise EncoderError(
            f"The encoder {encoder.name} gave words whose vectors, weights and sentences are not as many."
        )
    if not (words.weights > 0).all():
        raise EncoderError(f"The encoder {encoder.name} gave words whose weights are not positive.")
    known = np.concatenate([[0], words.sentences, [max(count - 1, 0)]])
    if (np.diff(known) < 0).any() or (len(words.sentences) and not count):
        raise EncoderError(
            f"The encoder {encoder.name} gave words of sentences that do not ascend from 0 to below {count}."
        )
    return words


@attrs.frozen(eq=False)
class EncodedText:
    """A text with the vectors of its sentences.

    Attributes:
        text: The text.
        sentences: Its n sentences.
        runs: Vectors of their runs, shape (n, LONGEST_RUN, d).
        words: Their word vectors, if the encoder has them.
    """

    text: Text
    sentences: Sentences
    runs: NDArray[np.float32]
    words: WordVectors | None


def make_sides(source: EncodedText, target: EncodedText) -> tuple[Side, Side, float]:
    """Gather what the features need of two texts.

    Returns:
        Both sides, and the expected ratio of their lengths, see `expected_ratio`.
    """
    languages = source.text.language, target.text.language
    published = source.text.published, target.text.published
    anchors = anchors_of_both(source.sentences.texts, target.sentences.texts, languages, published)
    first, second = _make_side(source, anchors[0]), _make_side(target, anchors[1])
    return first, second, expected_ratio(first.lengths, second.lengths, usual_ratio(*languages))


def _make_side(encoded: EncodedText, anchors: SideAnchors) -> Side:
    """Gather what the features need of one side.

    Where paragraphs are not known, lines that hold several sentences are taken for paragraphs.
    """
    sentences, words, begins = encoded.sentences, encoded.words, encoded.text.begins
    texts, lines = sentences.texts, sentences.lines
    signs = joint_signs(texts, sentences.ends)
    goes_on = np.array([not is_stopped(text) for text in texts], dtype=np.float32).reshape(-1, 1)
    says = unusual(np.hstack([signs, goes_on]))
    stops_say = says[:, -1:]
    joints = signs * says[:, :-1]
    joints[:, FINAL_STOP_SIGNS] = signs[:, FINAL_STOP_SIGNS] * stops_say
    # Lines that break amid sentences are no paragraphs.
    paragraphs = (
        not are_sentences(lines) and bool((lines[0] == lines[1]).all())
        if begins is None
        else np.array(begins, dtype=bool)[lines[0]]
    )
    return Side(
        runs=encoded.runs,
        lengths=sentences.lengths,
        joints=joints,
        # Where lines lack final punctuation as a rule, each is a sentence all the same.
        ends=sentences.ends + (goes_on * (1 - stops_say))[:, 0],
        quotations=count_quotations(texts),
        resumptions=count_resumptions(texts),
        begins=sentences.begin_lines & paragraphs,
        lines=lines,
        words=None if words is None else _lighten(words, len(texts)),
        anchors=anchors,
    )


def _lighten(words: WordVectors, count: int) -> WordVectors:
    """Let the words of very long lines weigh less, and be no more than can be compared."""
    counts = np.bincount(words.sentences, minlength=count)
    if counts.max(initial=0) > _MOST_COMPARED:
        strides = -(-counts // _MOST_COMPARED)[words.sentences]
        numbers = np.arange(len(words.sentences)) - (np.cumsum(counts) - counts)[words.sentences]
        kept = numbers % strides == 0
        weights = (words.weights * strides)[kept].astype(np.float32)
        words = WordVectors(words.vectors[kept], weights, words.sentences[kept])
    sums = np.bincount(words.sentences, words.weights, minlength=count)
    if sums.max(initial=0) <= _MOST_WORDS:
        return words
    shares = (_MOST_WORDS / np.maximum(sums, _MOST_WORDS)).astype(np.float32)
    return attrs.evolve(words, weights=words.weights * shares[words.sentences])


@lru_cache(maxsize=64)
def usual_ratio(source_language: str, target_language: str) -> float | None:
    """Return the logarithm of how many times longer a text in the target language usually is; None if unknown."""
    source, target = (_EXPANSION.get(primary_subtag(language)) for language in (source_language, target_language))
    return float(np.log(target / source)) if source and target else None


def expected_ratio(source: Lengths, target: Lengths, usual: float | None) -> float:
    """Return the logarithm of how many times longer the target text is expected to be, sentence by sentence.

    What is known of the languages is corrected by the lengths of the two texts, the more the longer they are.

    Args:
        source: Lengths of n source sentences in code points without white space, shape (n,).
        target: Lengths of m target sentences, shape (m,).
        usual: What `usual_ratio` tells of their languages.
    """
    known, belief = (0.0, _BELIEF_UNKNOWN) if usual is None else (usual, _BELIEF_KNOWN)
    count = min(len(source), len(target))
    totals = float(source.sum()), float(target.sum())
    if not count or not min(totals):
        return known
    seen = min(max(np.log(totals[1] / totals[0]), known - 1), known + 1)
    return float((known * belief + seen * count) / (belief + count))
