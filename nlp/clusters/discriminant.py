"""What sets groups apart, learnt from the groups themselves: a discriminant puts every text where it fits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.clusters.graph import DIGITS, Labels
from nlp.ports import Matrix

SHRINKAGE = 0.3
"""How far the scatter within groups is drawn towards a ball: groups of a handful tell little about 128 directions."""
ROUNDS = 3
CHUNK = 16_384
LARGEST = 20_000
"""More texts than this are not learnt from: every so many-th stands for its neighbours in the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discriminant:
    """Scores of g groups for a text x: x · `weights` (d, g) + `offsets` (g,); the highest is where it fits."""

    weights: NDArray[np.float64]
    offsets: NDArray[np.float64]

    def placed(self, space: Matrix) -> Labels:
        """(m,) labels: the best group of each row."""
        found = np.zeros(len(space), dtype=np.int64)
        for start in range(0, len(space), CHUNK):
            scores = space[start : start + CHUNK].astype(np.float64) @ self.weights + self.offsets
            found[start : start + CHUNK] = np.round(scores, DIGITS).argmax(axis=1)
        return found


def learnt(space: Matrix, labels: Labels) -> Discriminant:
    """Fisher's linear discriminant (1936) with one scatter for all groups, shrunk as Friedman 1989.

    `labels` (m,) are 0 … g−1; a group without texts gets none.
    """
    step = -(-len(space) // LARGEST)
    rows, own = space[::step].astype(np.float64), labels[::step]
    groups = int(labels.max()) + 1
    counts = np.bincount(own, minlength=groups).astype(np.float64)
    means = np.zeros((groups, rows.shape[1]))
    np.add.at(means, own, rows)
    means /= np.maximum(counts, 1)[:, None]
    apart = rows - means[own]
    scatter = apart.T @ apart / len(rows)
    size = len(scatter)
    ball = max(float(np.trace(scatter)) / size, 1e-9) * np.eye(size)
    shrunk = (1 - SHRINKAGE) * scatter + SHRINKAGE * ball
    weights = np.linalg.solve(shrunk, means.T).astype(np.float64, copy=False)
    with np.errstate(divide="ignore"):
        priors = np.log(counts / len(rows))
    return Discriminant(weights=weights, offsets=priors - 0.5 * (means.T * weights).sum(axis=0))


def refined(space: Matrix, labels: Labels, rounds: int = ROUNDS) -> Labels:
    """The same groups with every text moved to where it fits best, a few times over (discriminative clustering).

    Ding & Li 2007. No group is lost: where one would be, the labels of the round before stay.
    """
    groups = len(np.unique(labels))
    if groups <= 1:
        return labels
    for _ in range(rounds):
        moved = learnt(space, labels).placed(space)
        if len(np.unique(moved)) < groups:
            return labels
        labels = moved
    return labels
