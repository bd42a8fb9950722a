"""Points in planted groups."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nlp.clusters.space import unit
from nlp.ports import Matrix

WIDTH = 24


def blobs(groups: int, each: int, spread: float = 0.25, seed: int = 0) -> Matrix:
    """`groups` × `each` unit rows, group by group, around axes of their own."""
    chance = np.random.default_rng(seed)
    rows = np.repeat(np.eye(groups, WIDTH), each, axis=0)
    return unit((rows + chance.normal(scale=spread / 5, size=rows.shape)).astype(np.float32))


def planted(groups: int, each: int) -> NDArray[np.int64]:
    """Which group each row of `blobs` belongs to."""
    return np.repeat(np.arange(groups, dtype=np.int64), each)
