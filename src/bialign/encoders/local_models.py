"""What encoders from model folders share: a checksum of the weights, and no text encoded twice."""

from __future__ import annotations

import hashlib
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from bialign.encoders.base import encode_joined_runs
from bialign.errors import EncoderError
from bialign.files import require_path
from bialign.lists import list_of_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from os import PathLike

    from numpy.typing import NDArray

_WEIGHTS = ("*.safetensors", "*.bin", "*.onnx")


class LocalModel:
    """An encoder over a model in a folder; texts that it has seen lately are not encoded again.

    Args:
        folder: The model's folder.
        encode: Encodes m texts into shape (m, d).

    Raises:
        EncoderError: If there is no such folder, or no weights in it.
    """

    # Vectors kept: of 768 numbers each, about 200 MB.
    _CAPACITY = 65536

    def __init__(self, folder: str | PathLike[str], encode: Callable[[list[str]], NDArray[np.float32]]) -> None:
        self.folder = Path(folder)
        self._encode = encode
        self._seen: dict[str, NDArray[np.float32]] = {}
        # Vectors that one thread asked for must not be cleared away by another.
        self._lock = Lock()
        self._checksum = _checksum(self.folder)

    @property
    def name(self) -> str:
        """The folder's name and a checksum of its weights."""
        return f"{self.folder.resolve().name}@{self._checksum}"

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by the folder alone: the model is loaded anew in the other process."""
        return type(self), (self.folder,)

    def encode(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Encode sentences; shape (n, d), float32, rows of unit length. A lone surrogate counts as ``?``."""
        given = list_of_texts(sentences, what="sentences", error=EncoderError)
        # Tokenizers take UTF-8, which cannot hold lone surrogates.
        texts = [text.encode("utf-8", "replace").decode("utf-8") for text in given]
        with self._lock:
            return self._encode_unseen(texts)

    def _encode_unseen(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        new = [text for text in dict.fromkeys(sentences) if text not in self._seen]
        if len(self._seen) + len(new) > self._CAPACITY:
            self._seen.clear()
            new = list(dict.fromkeys(sentences))
        if new or not self._seen:
            vectors = np.asarray(self._encode(new or [""]), dtype=np.float32)
            norms = np.linalg.norm(vectors, axis=1, keepdims=True)
            self._seen.update(zip(new or [""], vectors / np.maximum(norms, np.float32(1e-9)), strict=True))
        if not sentences:
            return np.zeros((0, len(next(iter(self._seen.values())))), dtype=np.float32)
        vectors = np.stack([self._seen[text] for text in sentences])
        if len(self._seen) > self._CAPACITY:
            self._seen.clear()
        return vectors

    def encode_runs(self, sentences: Sequence[str], longest: int) -> NDArray[np.float32]:
        """Encode runs of sentences by their joined texts; shape (n, longest, d), see `Encoder.encode_runs`."""
        texts = list_of_texts(sentences, what="sentences", error=EncoderError)
        return encode_joined_runs(self.encode, texts, longest)

    def encode_wanted_runs(
        self, sentences: Sequence[str], longest: int, *, wanted: Sequence[int], text_starts: Sequence[int] = (0,)
    ) -> tuple[NDArray[np.float32], None]:
        """Encode some runs of sentences; see `SelectiveEncoder.encode_wanted_runs`. There are no words."""
        texts = list_of_texts(sentences, what="sentences", error=EncoderError)
        return encode_joined_runs(self.encode, texts, longest, wanted=wanted, text_starts=text_starts), None


def existing_folder(folder: str | PathLike[str]) -> Path:
    """Return a model's folder.

    Raises:
        EncoderError: If there is no such folder.
    """
    require_path(folder, what="a folder that holds a model", error=EncoderError)
    path = Path(folder)
    if not path.is_dir():
        raise EncoderError(f"There is no model folder {path}: models are loaded from a local path only.")
    return path


def _checksum(folder: Path) -> str:
    files = sorted({path for pattern in _WEIGHTS for path in folder.rglob(pattern)})
    if not files:
        raise EncoderError(f"There are no weights in {folder}.")
    digest = hashlib.sha256()
    for path in files:
        with path.open("rb") as stream:
            for block in iter(lambda: stream.read(1 << 20), b""):
                digest.update(block)
    return digest.hexdigest()[:8]
