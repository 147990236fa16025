"""Any sentence-transformers model, such as LaBSE, from a local folder (extra ``sentence-transformers``)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from bialign.encoders.local_models import LocalModel, existing_folder
from bialign.errors import EncoderError
from bialign.extras import import_extra

if TYPE_CHECKING:
    from os import PathLike

    from numpy.typing import NDArray


class SentenceTransformerEncoder(LocalModel):
    """An encoder by a sentence-transformers model.

    Args:
        folder: A folder that `SentenceTransformer.save` wrote, or that was downloaded from a hub.
        batch_size: Texts that the model encodes together.

    Raises:
        EncoderError: If there is no such folder, or no model that can be loaded in it.
        MissingExtraError: If the package is not installed.
    """

    def __init__(self, folder: str | PathLike[str], *, batch_size: int = 32) -> None:
        path = existing_folder(folder)
        library = import_extra(
            "sentence_transformers", extra="sentence-transformers", purpose="Encoding by sentence-transformers"
        )
        try:
            model: Any = library.SentenceTransformer(str(path), local_files_only=True)
        except Exception as error:
            raise EncoderError(f"The model in {path} cannot be loaded: {error}") from error

        def encode(texts: list[str]) -> NDArray[np.float32]:
            vectors = model.encode(texts, batch_size=batch_size, convert_to_numpy=True, show_progress_bar=False)
            return np.asarray(vectors, dtype=np.float32)

        super().__init__(path, encode)
        self.batch_size = batch_size

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by folder and options: the model is loaded anew in the other process."""
        return partial(type(self), batch_size=self.batch_size), (self.folder,)
