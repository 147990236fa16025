"""Sentence encoders: vectors of sentences and of runs of consecutive sentences."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bialign.errors import EncoderError
from bialign.files import is_path
from bialign.lazy import lazy_exports

if TYPE_CHECKING:
    from os import PathLike

    from bialign.encoders.base import Encoder, SelectiveEncoder, WordEncoder, WordVectors, encode_joined_runs
    from bialign.encoders.model2vec import Model2VecEncoder
    from bialign.encoders.sentence_transformers import SentenceTransformerEncoder
    from bialign.encoders.use import UniversalSentenceEncoder

__all__ = [
    "Encoder",
    "Model2VecEncoder",
    "SelectiveEncoder",
    "SentenceTransformerEncoder",
    "UniversalSentenceEncoder",
    "WordEncoder",
    "WordVectors",
    "encode_joined_runs",
    "load_encoder",
]

_HOMES = {
    "Encoder": "bialign.encoders.base",
    "Model2VecEncoder": "bialign.encoders.model2vec",
    "SelectiveEncoder": "bialign.encoders.base",
    "SentenceTransformerEncoder": "bialign.encoders.sentence_transformers",
    "UniversalSentenceEncoder": "bialign.encoders.use",
    "WordEncoder": "bialign.encoders.base",
    "WordVectors": "bialign.encoders.base",
    "encode_joined_runs": "bialign.encoders.base",
}

__getattr__, __dir__ = lazy_exports(__name__, _HOMES, __all__)


def load_encoder(name: str | PathLike[str]) -> Encoder:
    """Load an encoder.

    Args:
        name: ``"use"`` for the embedded USE multilingual v3, or the path of a folder that holds a
            sentence-transformers or a model2vec model. Nothing is downloaded.

    Raises:
        EncoderError: If there is no such encoder, or the folder holds no model.
        MissingExtraError: If the model's library is not installed.
    """
    if name == "use":
        from bialign.encoders.use import UniversalSentenceEncoder  # noqa: PLC0415 - imports SentencePiece

        return UniversalSentenceEncoder()
    if not is_path(name) or not Path(name).is_dir():
        raise EncoderError(f"There is no encoder {name!r}: give 'use', or a folder that holds a model.")
    folder = Path(name)
    # model2vec describes its models to sentence-transformers too, which needs far more to load them.
    modules = folder / "modules.json"
    static = not modules.is_file() or "StaticEmbedding" in modules.read_text("utf-8", errors="replace")
    if static and any(folder.rglob("model.safetensors")) and any(folder.rglob("tokenizer.json")):
        from bialign.encoders.model2vec import Model2VecEncoder  # noqa: PLC0415 - imports numpy

        return Model2VecEncoder(folder)
    if modules.is_file():
        from bialign.encoders.sentence_transformers import (  # noqa: PLC0415 - imports numpy
            SentenceTransformerEncoder,
        )

        return SentenceTransformerEncoder(folder)
    raise EncoderError(
        f"The folder {folder} holds neither a sentence-transformers model (modules.json) nor a model2vec model "
        "(model.safetensors and tokenizer.json)."
    )
