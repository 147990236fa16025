"""Sums over the tokens of words: in C and in numpy the same bits, and what they should be."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bialign.compiled.loading import load_library
from bialign.encoders import word_sums


@pytest.mark.skipif(load_library() is None, reason="nothing is compiled")
@given(
    st.lists(st.integers(1, 9), max_size=12),
    st.integers(1, 40),
    st.integers(1, 20),
    st.integers(0, 2**32 - 1),
)
@settings(max_examples=200)
def test_words_have_the_sums_of_their_tokens(lengths, features, table_size, seed):
    random = np.random.default_rng(seed)
    tokens = sum(lengths)
    # Columns of a larger array, as the network's rows are.
    rows = random.normal(size=(tokens, features + 5)).astype(np.float32)[:, 3 : 3 + features]
    table = random.normal(size=(7, table_size)).astype(np.float32)
    places = random.integers(0, 7, size=tokens)
    scales = random.random(tokens).astype(np.float32)
    cuts = np.cumsum([0, *lengths])[:-1]

    sums, table_sums = word_sums.add_up_words(rows, table, places, scales, cuts)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(word_sums, "load_library", lambda: None)
        in_numpy = word_sums.add_up_words(rows, table, places, scales, cuts)
    assert np.array_equal(sums, in_numpy[0])
    assert np.array_equal(table_sums, in_numpy[1])
    for number, (first, length) in enumerate(zip(cuts, lengths, strict=True)):
        own = slice(first, first + length)
        assert np.allclose(sums[number], scales[own] @ rows[own], atol=1e-4)
        assert np.allclose(table_sums[number], scales[own] @ table[places[own]], atol=1e-4)
