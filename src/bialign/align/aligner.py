"""The aligner: two articles, or two lists of sentences, in; an alignment with probabilities out."""

from __future__ import annotations

import json
import re
import reprlib
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import attrs
import numpy as np

from bialign._version import __version__
from bialign.align.body import Bodies, BodyAlignment, align_bodies
from bialign.align.broken_lines import join_broken_lines
from bialign.align.corridor import begin_corridor
from bialign.align.explanation import Explanation, explain_body
from bialign.align.furniture import furniture_parts, match_furniture, places_in_text
from bialign.align.length import align_many_by_length
from bialign.align.lines import Sentences, take_for_sentences
from bialign.align.model import ModelWeights, load_weights
from bialign.align.sides import (
    EncodedText,
    RunsShapeError,
    batches,
    encode_sides,
    expected_ratio,
    make_sides,
    usual_ratio,
)
from bialign.align.texts import Text, text_of_article, text_of_fragments
from bialign.align.wanted_runs import wanted_runs
from bialign.beads import Alignment, Bead, in_source_order
from bialign.documents import Article, fragments_of
from bialign.encoders.base import Encoder, has_words
from bialign.encoders.checking import check_encoder, encode_checked
from bialign.errors import ConfigurationError, InvariantError
from bialign.lists import each
from bialign.tags import check_tag
from bialign.threads import usable_cores

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from bialign.documents import Fragment

Method = Literal["semantic", "length"]

# What parts the fields of a signature, lines and words; brackets are around a system's within another's.
_PARTING = re.compile(r"[|:\[\]\s\x00-\x1f\x7f-\x9f]+")

# Code points of a sentence, about.
_SENTENCE = 60


class Aligner:
    """Aligns articles and lists of sentences.

    Body sentences are paired by the best path of beads under a log-linear model of meaning, words, length, anchors
    and layout, a monotone one unless beads may cross; article furniture (headline, byline, caption ...) by the best
    matching within a kind, whatever its place. Scores are probabilities.

    An aligner loads its encoder when it first needs it, and may be sent to other processes.

    Args:
        encoder: Any `Encoder`; by default the embedded USE multilingual v3.
        method: ``"semantic"``, or ``"length"`` for the method of Gale and Church (1993), which looks at sentence
            lengths alone: far faster, far less accurate.
        weights: A file that ``bialign train-aligner`` wrote; by default the package's own weights.
        crossing: Whether sentences that an editor moved to another place are paired, too: such beads cross others. In
            texts of more than some 400 sentences those are found that moved a few sentences.

    Raises:
        ConfigurationError: If the method is unknown, the encoder is none, an encoder, weights or crossing beads are
            asked of the method that has none, or the weights do not fit this version or are for another encoder; the
            last is told when the encoder is loaded.
    """

    def __init__(
        self,
        encoder: Encoder | None = None,
        *,
        method: Method = "semantic",
        weights: str | Path | None = None,
        crossing: bool = False,
    ) -> None:
        if method not in ("semantic", "length"):
            raise ConfigurationError(f"The method is 'semantic' or 'length', not {method!r}.")
        if method == "length" and not (encoder is None and weights is None):
            raise ConfigurationError("The length method uses neither an encoder nor weights: leave them out.")
        if method == "length" and crossing:
            raise ConfigurationError("The length method finds no crossing beads: leave crossing out.")
        if encoder is not None:
            check_encoder(encoder)
        self.method = method
        self.crossing = crossing
        self._given_encoder = encoder
        self._weights_path = weights
        if weights is not None:
            load_weights(weights, words=encoder is None or has_words(encoder))
            if encoder is not None:
                _check_encoder_of_weights(weights, encoder)

    @property
    def encoder(self) -> Encoder:
        """The encoder, loaded on first use."""
        if self._given_encoder is None:
            from bialign.encoders.use import UniversalSentenceEncoder  # noqa: PLC0415 - loads 80 MB of weights

            loaded: Encoder = UniversalSentenceEncoder()
            if self._weights_path is not None:
                _check_encoder_of_weights(self._weights_path, loaded)
            self._given_encoder = loaded
        return self._given_encoder

    @property
    def weights(self) -> ModelWeights:
        """The model's weights, for encoders with or without word vectors."""
        return load_weights(self._weights_path, words=has_words(self.encoder))

    @property
    def signature(self) -> str:
        """How articles are aligned, for papers: version, method, encoder, weights and sentence splitter.

        Where nothing is cut into sentences, as of fragments and lines, an alignment's own says ``splitter:none``.
        """
        return self._signature(split=True)

    def _signature(self, *, split: bool) -> str:
        splitter = "rules" if split else "none"
        if self.method == "length":
            return f"bialign:{__version__}|method:length|splitter:{splitter}"
        # What parts the signature must not be in a name.
        encoder = _PARTING.sub("_", self.encoder.name)
        return (
            f"bialign:{__version__}|method:semantic|encoder:{encoder}"
            f"|weights:{self.weights.checksum}|splitter:{splitter}{'|beads:crossing' if self.crossing else ''}"
        )

    def __repr__(self) -> str:
        named = f" {self._given_encoder.name}" if self._given_encoder is not None else ""
        weights = f" weights {str(self._weights_path)!r}" if self._weights_path is not None else ""
        crossing = " crossing" if self.crossing else ""
        return f"Aligner({self.method}{named}{weights}{crossing})"

    def align(self, source: Article, target: Article) -> Alignment:
        """Align two articles.

        Body paragraphs are cut into sentences first. Every fragment of both articles is in exactly one bead.

        Args:
            source: One article; either side may be Korean.
            target: The other.

        Returns:
            The alignment, with beads in reading order of the source.

        Raises:
            InvariantError: If one of them is no article.
            LanguageError: If an article is neither Korean nor English, so that it cannot be cut into sentences.
            EncoderError: If the encoder is missing or damaged.
        """
        return self.align_many([(source, target)])[0]

    def align_many(self, pairs: Iterable[tuple[Article, Article]], *, split: bool = True) -> list[Alignment]:
        """Align many pairs of articles, encoding across them: faster than one by one, with the same result.

        Args:
            pairs: As `align` takes them.
            split: Whether to cut body paragraphs into sentences; otherwise they stay as they are, and articles may be
                in any language that the encoder knows.

        Returns:
            The alignments, in the order of the pairs.

        Raises:
            InvariantError: If what is given are no pairs of articles.
            LanguageError: If an article to be cut is neither Korean nor English.
            EncoderError: As `align`.
        """
        return list(self.iterate_alignments(pairs, split=split))

    def iterate_alignments(
        self, pairs: Iterable[tuple[Article, Article]], *, split: bool = True
    ) -> Iterator[Alignment]:
        """Align pairs of articles as they come, in batches; for streams of any length.

        Args:
            pairs: As `align` takes them.
            split: As `align_many`.

        Yields:
            The alignments, in the order of the pairs.

        Raises:
            InvariantError: As `align_many`.
            LanguageError: As `align_many`.
            EncoderError: As `align`.
        """
        for batch in batches(map(_pair_of_articles, each(pairs)), _count_sentences):
            texts = [
                (text_of_article(source, split=split), text_of_article(target, split=split))
                for source, target in batch
            ]
            yield from self._align_texts(texts, [source.id or target.id for source, target in batch], split=split)

    def align_fragments(
        self,
        source: Sequence[Fragment],
        target: Sequence[Fragment],
        *,
        source_language: str = "ko",
        target_language: str = "en",
        id: str = "",  # noqa: A002 - the name of the alignment's own attribute
    ) -> Alignment:
        """Align fragments as they are, as an evaluation against gold needs: none is cut in the result.

        Body fragments are sentences or paragraphs; what a paragraph holds is paired sentence by sentence within.

        Args:
            source: Fragments of one text, in order.
            target: Fragments of the other.
            source_language: BCP 47 tag.
            target_language: BCP 47 tag.
            id: A name for the pair.

        Returns:
            The alignment; fragments may be in any languages that the encoder knows.

        Raises:
            InvariantError: If one of them is no fragment.
            LanguageError: If a language has not the shape of a tag.
            EncoderError: As `align`.
        """
        for tag in (source_language, target_language):
            check_tag(tag)
        texts = [text_of_fragments(source, source_language), text_of_fragments(target, target_language)]
        (alignment,) = self._align_texts([(texts[0], texts[1])], [id], split=False)
        return alignment

    def explain(self, alignment: Alignment) -> list[Explanation]:
        """Explain the body beads of an alignment: what spoke for each, and its strongest rival.

        Args:
            alignment: An alignment that this aligner made, or any other: its fragments are aligned anew.

        Returns:
            In order of the path; indices of beads are those of the alignment's fragments.

        Raises:
            InvariantError: If it is no alignment.
            ConfigurationError: If the method is not ``"semantic"``.
        """
        if not isinstance(alignment, Alignment):
            raise InvariantError(f"Expected an alignment to explain, not {reprlib.repr(alignment)}.")
        if self.method != "semantic":
            raise ConfigurationError("Only the semantic method can be explained.")
        texts = (
            text_of_fragments(alignment.source, alignment.source_language),
            text_of_fragments(alignment.target, alignment.target_language),
        )
        ((found, swapped),) = self._semantic_bodies([texts])

        def in_alignment(bead: Bead) -> Bead:
            return _renumber(bead.swapped() if swapped else bead, *(text.body for text in texts))

        return [
            attrs.evolve(
                explanation,
                bead=in_alignment(explanation.bead),
                rival=explanation.rival and in_alignment(explanation.rival),
            )
            for explanation in explain_body(found, self.weights)
        ]

    def _align_texts(
        self, texts: Sequence[tuple[Text, Text]], names: Sequence[str], *, split: bool
    ) -> list[Alignment]:
        bodies = self._align_bodies(texts)
        furniture = self._match_furniture(texts, bodies)
        signature = self._signature(split=split)
        alignments = []
        for (source, target), name, body, others in zip(texts, names, bodies, furniture, strict=True):
            # Where all fragments are sentences, these have their numbers already.
            is_whole = all(len(text.body) == len(text.fragments) for text in (source, target))
            beads = list(body) if is_whole else [_renumber(bead, source.body, target.body) for bead in body]
            # A blank line translates nothing, another one neither.
            blanks = [Bead([index], [], score=1.0) for index in source.blank]
            blanks += [Bead([], [index], score=1.0) for index in target.blank]
            alignments.append(
                Alignment(
                    source.fragments,
                    target.fragments,
                    in_source_order(beads + blanks + others),
                    source.language,
                    target.language,
                    id=name,
                    signature=signature,
                )
            )
        return alignments

    def _align_bodies(self, texts: Sequence[tuple[Text, Text]]) -> list[tuple[Bead, ...]]:
        if self.method == "length":
            pairs = [(source.lines, target.lines) for source, target in texts]
            return [tuple(beads) for beads in align_many_by_length(pairs)]
        return [
            tuple(bead.swapped() if swapped else bead for bead in found.beads)
            for found, swapped in self._semantic_bodies(texts)
        ]

    def _semantic_bodies(self, texts: Sequence[tuple[Text, Text]]) -> Iterator[tuple[BodyAlignment, bool]]:
        """Align running text, the greater language tag's first: which side is called the source changes nothing.

        Lines that hold several sentences are cut for it.

        Yields:
            For each pair of texts the alignment of its sentences, and whether their sides are exchanged in it.
        """
        encoded = self._encode_texts(texts)
        swapped = [(pair[0].language, pair[0].lines) < (pair[1].language, pair[1].lines) for pair in texts]
        # An encoder that keeps to some threads is used by someone who wants no more.
        threads: int = getattr(self.encoder, "threads", None) or usable_cores()

        def bodies() -> Iterator[Bodies]:
            for pair, swap in zip(encoded, swapped, strict=True):
                first, second = reversed(pair) if swap else pair
                corridor = begin_corridor(first.runs, second.runs, threads=threads)
                source, target, ratio = make_sides(first, second)
                yield Bodies(source, target, ratio, corridor())

        found = align_bodies(bodies(), self.weights, crossing=self.crossing, threads=threads)
        return zip(found, swapped, strict=True)

    def _encode_texts(self, texts: Sequence[tuple[Text, Text]]) -> list[tuple[EncodedText, EncodedText]]:
        """Cut lines into sentences and encode these."""
        cut = [(source.cut(), target.cut()) for source, target in texts]
        joined = [_join(pair, own) for pair, own in zip(texts, cut, strict=True)]
        try:
            return self._encode_sentences(texts, joined)
        except (KeyError, RunsShapeError):
            # An encoder of vectors that were made beforehand may know whole lines alone, of some texts, as given.
            if len(texts) > 1:
                return [found for pair in texts for found in self._encode_texts([pair])]
            if [side.texts for pair in joined for side in pair] == [
                text.given_lines for pair in texts for text in pair
            ]:
                raise
        whole = [
            (take_for_sentences(source.lines, own), take_for_sentences(target.lines, other))
            for (source, target), (own, other) in zip(texts, cut, strict=True)
        ]
        try:
            return self._encode_sentences(texts, whole)
        except (KeyError, RunsShapeError):
            return self._encode_sentences(texts, whole, as_given=True)

    def _encode_sentences(
        self,
        texts: Sequence[tuple[Text, Text]],
        sentences: Sequence[tuple[Sentences, Sentences]],
        *,
        as_given: bool = False,
    ) -> list[tuple[EncodedText, EncodedText]]:
        """Encode the sentences of texts; of whole lines, the encoder may get what was given for what is compared."""
        wanted = [runs for pair, own in zip(texts, sentences, strict=True) for runs in _wanted_runs(pair, own)]
        flat = list(zip(chain.from_iterable(texts), chain.from_iterable(sentences), strict=True))
        written = [text.given_lines if as_given else own.texts for text, own in flat]
        vectors = encode_sides(self.encoder, written, wanted)
        encoded = [EncodedText(*own, *found) for own, found in zip(flat, vectors, strict=True)]
        return list(zip(encoded[::2], encoded[1::2], strict=True))

    def _match_furniture(
        self, texts: Sequence[tuple[Text, Text]], bodies: Sequence[Sequence[Bead]]
    ) -> list[list[Bead]]:
        vectors = self._encode_furniture(texts)
        matched: list[list[Bead]] = []
        for (source, target), body in zip(texts, bodies, strict=True):
            left, right = source.furniture_fragments, target.furniture_fragments
            if not (left or right):
                matched.append([])
                continue
            places = places_in_text(source.furniture, source.body, [bead.source for bead in body])
            other_places = places_in_text(target.furniture, target.body, [bead.target for bead in body])
            beads: list[Bead] = []
            for own, other in furniture_parts(len(left), len(right)):
                similarity = np.array(
                    [[float(vectors[a.line] @ vectors[b.line]) for b in right[other]] for a in left[own]],
                    dtype=np.float32,
                ).reshape(len(left[own]), len(right[other]))
                found = match_furniture(
                    left[own],
                    right[other],
                    source_language=source.language,
                    target_language=target.language,
                    similarity=similarity,
                    places=(places[own], other_places[other]),
                )
                beads += (_renumber(bead, source.furniture[own], target.furniture[other]) for bead in found)
            matched.append(beads)
        return matched

    def _encode_furniture(self, texts: Sequence[tuple[Text, Text]]) -> dict[str, NDArray[np.float32]]:
        """Encode the lines of furniture; an encoder of vectors made beforehand may know them as given alone."""
        given = {
            text.view[index].line: text.fragments[index].line
            for pair in texts
            for text in pair
            for index in text.furniture
        }
        try:
            return self._encode_distinct(list(given))
        except KeyError:
            vectors = self._encode_distinct(list(given.values()))
            return {line: vectors[own] for line, own in given.items()}

    def _encode_distinct(self, texts: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        distinct = list(dict.fromkeys(texts))
        if self.method == "length":
            return dict.fromkeys(distinct, np.zeros(1, dtype=np.float32))
        return dict(zip(distinct, encode_checked(self.encoder, distinct), strict=True))


def align_sentences(
    source: Sequence[str],
    target: Sequence[str],
    *,
    source_language: str = "ko",
    target_language: str = "en",
    aligner: Aligner | None = None,
    id: str = "",  # noqa: A002 - the name of the alignment's own attribute
) -> Alignment:
    """Align two lists of sentences, or of lines of any kind, in any languages that the encoder knows.

    Args:
        source: Source sentences or paragraphs; may be empty, and so may single ones: blank ones are left out of the
            text, and alone in the result.
        target: Target sentences or paragraphs.
        source_language: BCP 47 tag; Korean and English have an expected length ratio, and more anchors
            than numbers in figures.
        target_language: BCP 47 tag.
        aligner: By default a new `Aligner`; pass one to load its encoder once only.
        id: A name for the pair.

    Returns:
        The alignment; its fragments are the sentences, with offsets as if joined by line feeds.

    Raises:
        InvariantError: If a side is one text, or anything else, instead of a list of them.
        LanguageError: If a language has not the shape of a tag.
        ConfigurationError: If the aligner is none.
        EncoderError: If the encoder is missing or damaged.

    >>> alignment = align_sentences(["비가 왔다.", "우산을 썼다."], ["It rained.", "I used an umbrella."])
    >>> [bead.type for bead in alignment]
    ['1-1', '1-1']
    """
    sides = fragments_of(source), fragments_of(target)
    if not isinstance(aligner, Aligner | None):
        raise ConfigurationError(f"Expected an Aligner, not {reprlib.repr(aligner)}.")
    return (aligner or Aligner()).align_fragments(
        *sides,
        source_language=source_language,
        target_language=target_language,
        id=id,
    )


def _join(texts: tuple[Text, Text], cut: tuple[Sentences, Sentences]) -> tuple[Sentences, Sentences]:
    """Put sentences of two texts together that lines break."""
    return join_broken_lines(*cut, *(text.begins for text in texts))


def _wanted_runs(
    texts: tuple[Text, Text], sentences: tuple[Sentences, Sentences]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    lengths = sentences[0].lengths, sentences[1].lengths
    usual = usual_ratio(texts[0].language, texts[1].language)
    # The lengths of texts tell little where much is left out of one.
    ratios = usual or 0.0, expected_ratio(*lengths, usual)
    return wanted_runs(*lengths, min(ratios), max(ratios))


def _renumber(bead: Bead, source: Sequence[int], target: Sequence[int]) -> Bead:
    return Bead(
        [source[index] for index in bead.source], [target[index] for index in bead.target], bead.kind, bead.score
    )


def _check_encoder_of_weights(weights: str | Path, encoder: Encoder) -> None:
    """Raise ConfigurationError if a file of weights, known to be one, names another encoder as its own."""
    name = json.loads(Path(weights).read_bytes()).get("encoder", "")
    # Of a model's folder, which may be called otherwise elsewhere, the checksum counts.
    if name and str(name).rpartition("@")[2] != encoder.name.rpartition("@")[2]:
        raise ConfigurationError(
            f"{weights} holds weights for the encoder {name}, not for {encoder.name}: learn some for this one by "
            "train-aligner."
        )


def _pair_of_articles(pair: object) -> tuple[Article, Article]:
    """Return a pair as it is if it is one of two articles."""
    match pair:
        case (Article() as source, Article() as target):
            return source, target
    raise InvariantError(
        f"Expected a pair of articles, as read_article returns them, not {reprlib.repr(pair)}; lists of sentences "
        "are for align_sentences."
    )


def _count_sentences(pair: tuple[Article, Article]) -> int:
    """Tell about how many sentences two articles have."""
    return 1 + sum(len(article.text) for article in pair) // _SENTENCE
