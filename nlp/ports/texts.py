"""What is asked of those who read and compare texts, and of those who hear how far it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from nlp.domain.language import Analysis

Matrix = NDArray[np.float32]


class Analyser(Protocol):
    """German analysis of texts."""

    def analyse(self, texts: Sequence[str]) -> list[Analysis]:
        """One analysis for each text, in order."""
        ...


class Embedder(Protocol):
    """Turns texts into vectors; the same text gives the same bits, whatever stands beside it in the batch."""

    @property
    def fingerprint(self) -> str:
        """Names model, version and settings; part of the cache's key."""
        ...

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        ...

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Shape (len(texts), dimensions), float32, every row of length one."""
        ...


class VectorCache(Protocol):
    """Keeps vectors by (model fingerprint, text hash)."""

    def load_vectors(self, fingerprint: str, hashes: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The known ones of these, by hash."""
        ...

    def save_vectors(self, fingerprint: str, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        """Adds vectors; what is there stays."""
        ...


class Progress(Protocol):
    """Told how far long work is."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """`stage` is a short German phrase for people."""
        ...
