"""Runs of sentences that are left out of encoding because they are far longer than any sentence of the other text."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bialign import Aligner, align_sentences, load_corpus
from bialign.align import body, inference, scoring
from bialign.align.steps import LONGEST_RUN
from bialign.align.wanted_runs import wanted_runs
from bialign.encoders import UniversalSentenceEncoder
from bialign.encoders.local_models import LocalModel

LENGTHS = st.lists(st.integers(1, 400), max_size=30).map(lambda lengths: np.array(lengths, dtype=np.float32))


@given(LENGTHS, LENGTHS, st.floats(-0.5, 1.0))
def test_every_run_that_a_bead_may_hold_is_wanted_and_one_sentence_more(source, target, ratio):
    for own, other, factor, wanted in zip(
        (source, target), (target, source), (-ratio, ratio), wanted_runs(source, target, ratio, ratio), strict=True
    ):
        assert wanted.shape == own.shape
        longest = other.max(initial=0) * np.exp(factor)
        for first in range(len(own)):
            for size in range(1, min(LONGEST_RUN, len(own) - first) + 1):
                if size <= 3 or own[first : first + size].sum() <= 1.5 * longest:
                    assert wanted[first] >= min(size + 1, LONGEST_RUN)
                    # With a sentence more before it, too.
                    assert not first or wanted[first - 1] >= min(size + 1, LONGEST_RUN)


def test_runs_far_longer_than_any_sentence_are_not_wanted():
    same = np.full(12, 100, dtype=np.float32)
    wanted, _ = wanted_runs(same, same, 0.0, 0.0)
    assert wanted.tolist() == [4] * 12


def test_much_that_is_left_out_of_a_text_makes_no_run_unwanted():
    # The target lacks nine tenths of the source, so that it seems to need a third of its length.
    source, target = np.full(90, 30, dtype=np.float32), np.full(9, 150, dtype=np.float32)
    wanted, _ = wanted_runs(source, target, -1.0, 0.0)
    assert wanted[:80].min() == LONGEST_RUN


def test_texts_of_many_thousand_sentences_are_encoded_with_all_their_runs():
    source, target = np.full(5000, 50, dtype=np.float32), np.full(20, 50, dtype=np.float32)
    assert [set(side.tolist()) for side in wanted_runs(source, target, 0.0, 0.0)] == [{LONGEST_RUN}] * 2


class EveryRun:
    """The default encoder, which cannot be asked to leave out runs here."""

    def __init__(self, encoder):
        self.name, self.encode, self.encode_runs = encoder.name, encoder.encode, encoder.encode_runs
        self.encode_with_words = encoder.encode_with_words


@pytest.mark.parametrize("together", [1, 5])
def test_what_is_left_out_changes_no_alignment(together):
    encoder = UniversalSentenceEncoder()
    for pair in list(load_corpus("newsroom", split="dev"))[:4]:
        source, target = (
            [fragment.text for fragment in side if fragment.kind == "body"]
            for side in (pair.gold.source, pair.gold.target)
        )
        # Without stops and capitals, lines of several sentences are not cut: beads have up to five.
        target = [" ".join(target[first : first + together]) for first in range(0, len(target), together)]
        if together > 1:
            target = [line.lower().replace(".", "") for line in target]
        found, expected = (
            align_sentences(source, target, aligner=Aligner(own)) for own in (encoder, EveryRun(encoder))
        )
        assert [(bead.source, bead.target) for bead in found] == [(bead.source, bead.target) for bead in expected]
        assert [bead.score for bead in found] == pytest.approx([bead.score for bead in expected], abs=0.001)


class Selective:
    """The default encoder, which gives words although it has not the method of encoders with words here."""

    def __init__(self, encoder):
        self.name, self.encode, self.encode_runs = encoder.name, encoder.encode, encoder.encode_runs
        self.encode_wanted_runs = encoder.encode_wanted_runs


class WithoutWords(Selective):
    """The same without words."""

    def __init__(self, encoder):
        super().__init__(encoder)
        self.encode_wanted_runs = lambda *given, **named: (encoder.encode_wanted_runs(*given, **named)[0], None)


@pytest.mark.parametrize("compiled", [True, False])
def test_words_of_an_encoder_that_is_not_known_to_have_them_are_not_used(monkeypatch, compiled):
    if not compiled:
        for module in (scoring, inference, body):
            monkeypatch.setattr(module, "load_library", lambda: None)
    encoder = UniversalSentenceEncoder()
    texts = ["비가 왔다.", "우산을 썼다."], ["It rained.", "I used an umbrella."]
    found, expected = (align_sentences(*texts, aligner=Aligner(kind(encoder))) for kind in (Selective, WithoutWords))
    assert found == expected


def test_models_are_spared_half_of_the_work_on_news(tmp_path):
    (tmp_path / "model.bin").write_bytes(b"weights")
    given_texts = []

    def encode(texts):
        given_texts.extend(texts)
        return np.array([[text.count(letter) for letter in "aeiou가나다"] for text in texts], dtype=np.float32) + 1

    model = LocalModel(tmp_path, encode)
    pair = next(iter(load_corpus("newsroom", split="dev")))
    sides = [
        [fragment.text for fragment in side if fragment.kind == "body"]
        for side in (pair.gold.source, pair.gold.target)
    ]
    align_sentences(*sides, aligner=Aligner(model))
    spared = sum(map(len, given_texts))
    given_texts.clear()
    every = LocalModel(tmp_path, encode)
    for side in sides:
        every.encode_runs(side, LONGEST_RUN)
    assert spared < sum(map(len, given_texts)) / 2
