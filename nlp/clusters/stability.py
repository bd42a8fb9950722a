"""How firmly groups hold when some of the texts are left out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nlp.clusters.graph import Labels, graph, parted, spectrum
from nlp.ports import Matrix

RESAMPLES = 8
SHARE = 0.8
LARGEST = 2_000
"""More texts than this are not drawn at once: the judgement on a group needs no more."""


def overlap(one: Labels, other: Labels) -> NDArray[np.float64]:
    """Shape (groups of one, groups of other): Jaccard overlap of every pair of groups."""
    shape = (int(one.max()) + 1, int(other.max()) + 1)
    both = np.zeros(shape)
    np.add.at(both, (one, other), 1)
    either = both.sum(axis=1)[:, None] + both.sum(axis=0)[None, :] - both
    jaccard: NDArray[np.float64] = both / np.maximum(either, 1)
    return jaccard


def resampled(space: Matrix, labels: Labels, size: int, runs: int = RESAMPLES) -> list[float]:
    """Per group: its mean best overlap with the groups found in subsamples, 0 to 1 (Hennig 2007, clusterwise).

    Every run draws 80 % of the texts (2,000 at most) and parts them afresh into as many groups, by the same graph.
    A group of which a run drew nothing is left out of that run's mean.
    """
    themes = int(labels.max()) + 1
    chance = np.random.default_rng(0)
    drawn = min(round(SHARE * len(space)), LARGEST)
    sums, seen = np.zeros(themes), np.zeros(themes)
    for _ in range(runs):
        rows = np.sort(chance.choice(len(space), size=drawn, replace=False))
        _, vectors = spectrum(graph(space[rows], size), themes)
        again = parted(vectors, min(themes, len(rows)))
        best = overlap(labels[rows], again).max(axis=1)
        there = np.unique(labels[rows])
        sums[there] += best[there]
        seen[there] += 1
    return [round(float(value), 4) for value in sums / np.maximum(seen, 1)]


def kept(nearest: NDArray[np.int64], cosines: Matrix, labels: Labels) -> Matrix:
    """Per text: the share of its neighbours, weighted by cosine, that lie in its own group."""
    own = labels[nearest] == labels[:, None]
    weights = np.maximum(cosines, 1e-4)
    share: Matrix = ((own * weights).sum(axis=1) / weights.sum(axis=1)).astype(np.float32)
    return np.round(share, 4)
