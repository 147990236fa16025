"""Any model2vec model from a local folder: static embeddings, very fast (extra ``model2vec``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bialign.encoders.local_models import LocalModel, existing_folder
from bialign.errors import EncoderError
from bialign.extras import import_extra

if TYPE_CHECKING:
    from os import PathLike

    from numpy.typing import NDArray


class Model2VecEncoder(LocalModel):
    """An encoder by a model2vec model.

    Args:
        folder: A folder that `StaticModel.save_pretrained` wrote.

    Raises:
        EncoderError: If there is no such folder, or no model that can be loaded in it.
        MissingExtraError: If the package is not installed.
    """

    def __init__(self, folder: str | PathLike[str]) -> None:
        path = existing_folder(folder)
        library = import_extra("model2vec", extra="model2vec", purpose="Encoding by model2vec")
        try:
            model: Any = library.StaticModel.from_pretrained(str(path))
        except Exception as error:
            raise EncoderError(f"The model in {path} cannot be loaded: {error}") from error

        def encode(texts: list[str]) -> NDArray[np.float32]:
            return np.asarray(model.encode(texts, show_progress_bar=False, use_multiprocessing=False), np.float32)

        super().__init__(path, encode)
