"""Vectors kept for the length of one command, for texts that belong to no project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray


class MemoryCache:
    """A VectorCache in memory."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], NDArray[np.float32]] = {}

    def load_vectors(self, fingerprint: str, hashes: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The known ones of these, by hash."""
        return {key: self._kept[fingerprint, key] for key in hashes if (fingerprint, key) in self._kept}

    def save_vectors(self, fingerprint: str, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        """Adds vectors; what is there stays."""
        for key, vector in vectors.items():
            self._kept.setdefault((fingerprint, key), vector)
