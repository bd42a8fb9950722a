"""Groups among few texts: many k-means runs over subsamples, and what they agree on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nlp.clusters.graph import DIGITS, Labels, k_means
from nlp.ports import Matrix

RUNS = 60
SHARE = 0.8


def agreement(space: Matrix, themes: int, runs: int = RUNS, seed: int = 0) -> NDArray[np.float64]:
    """Shape (m, m), 0 to 1: how often two texts fell together among the runs that drew both (Monti et al. 2003).

    Every run draws 80 % of the texts; pairs never drawn together count as apart.
    """
    count = len(space)
    together, drawn = np.zeros((count, count)), np.zeros((count, count))
    chance = np.random.default_rng(seed)
    size = max(themes, round(SHARE * count))
    for run in range(runs):
        rows = np.sort(chance.choice(count, size=size, replace=False))
        labels = k_means(space[rows], themes, seed=run)
        shared = labels[:, None] == labels[None, :]
        together[np.ix_(rows, rows)] += shared
        drawn[np.ix_(rows, rows)] += 1
    agreed = np.round(together / np.maximum(drawn, 1), DIGITS)
    np.fill_diagonal(agreed, 1)
    return agreed


def linked(agreed: NDArray[np.float64], themes: int) -> Labels:
    """(m,) labels: the agreement matrix cut into `themes` groups by average linkage."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    tree = linkage(squareform(1 - agreed, checks=False), method="average")
    labels: Labels = fcluster(tree, themes, criterion="maxclust").astype(np.int64) - 1
    return labels
