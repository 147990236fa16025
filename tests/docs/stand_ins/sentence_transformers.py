"""Looks like sentence-transformers to those who encode with it."""

from zlib import crc32

import numpy as np


class SentenceTransformer:
    def __init__(self, path, local_files_only):
        assert local_files_only

    def encode(self, texts, batch_size, convert_to_numpy, show_progress_bar):
        vectors = np.full((len(texts), 64), 0.01, dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for character in text:
                row[crc32(character.encode()) % 64] += 1
        return vectors
