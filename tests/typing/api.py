"""What a type checker must make of the public interface: `mypy` reads this file, and nothing runs it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import assert_type

import numpy as np
from numpy.typing import NDArray

import bialign
from bialign.building.report import BuildReport
from bialign.encoders import load_encoder
from bialign.encoders.base import Encoder, encode_joined_runs
from bialign.evaluation import Corpus, Evaluation


def read_and_align(path: Path) -> None:
    article = bialign.read_article(path, language="ko", encoding="cp949")
    assert_type(article, bialign.Article)
    assert_type(article[0], bialign.Fragment)
    assert_type(article[1:], tuple[bialign.Fragment, ...])
    assert_type(article[0].kind, bialign.FragmentKind)
    aligner = bialign.Aligner(method="length")
    alignment = aligner.align(article, article)
    assert_type(alignment, bialign.Alignment)
    assert_type(aligner.align_many([(article, article)]), list[bialign.Alignment])
    assert_type(alignment[0], bialign.Bead)
    assert_type(alignment[0].source, tuple[int, ...])
    assert_type(alignment[0].score, float | None)
    assert_type(next(alignment.units()), bialign.TranslationUnit)


def align_lines(lines: list[str]) -> None:
    assert_type(bialign.align_sentences(lines, lines, source_language="de"), bialign.Alignment)
    assert_type(bialign.sentence_spans("비가 왔다.", "ko"), list[tuple[int, int]])


def look_at_names() -> None:
    assert_type(bialign.romanize("독립문"), str)
    assert_type(bialign.match_names("신현희", "Shin Hyon-hee"), float)
    assert_type(bialign.find_anchors("5조원", "ko")[0].keys, tuple[str, ...])


def measure() -> None:
    corpus = bialign.load_corpus("newsroom", split="dev")
    assert_type(corpus, Corpus)
    evaluation = bialign.evaluate(corpus.gold, corpus.gold)
    assert_type(evaluation, Evaluation)


def build() -> None:
    assert_type(bialign.build_corpus("corpus.toml"), BuildReport)


class LetterEncoder:
    """An encoder of one's own is an `Encoder` without inheriting from anything."""

    @property
    def name(self) -> str:
        return "letters"

    def encode(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        return np.ones((len(sentences), 1), dtype=np.float32)

    def encode_runs(self, sentences: Sequence[str], longest: int) -> NDArray[np.float32]:
        return encode_joined_runs(self.encode, sentences, longest)


own: Encoder = LetterEncoder()
loaded: Encoder = load_encoder("use")
bialign.Aligner(own)
bialign.Aligner("use")  # type: ignore[arg-type]
bialign.Aligner(method="fast")  # type: ignore[arg-type]
bialign.Bead([0], [0], score="high")  # type: ignore[arg-type]
