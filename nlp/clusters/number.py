"""How many themes the texts themselves suggest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.clusters.graph import Labels, parted

LEAST, MOST = 8, 40
NEARLY = 0.03
"""Numbers whose modularity stays within this share of the best one count as equally good."""


def modularity(weights: Any, labels: Labels) -> float:
    """Share of the graph's weight inside the groups, less what chance would put there (Newman & Girvan 2004)."""
    edges = weights.tocoo()
    total = float(edges.sum())
    if total == 0:
        return 0.0
    same = labels[edges.row] == labels[edges.col]
    degrees = np.asarray(weights.sum(axis=1)).ravel()
    expected = np.bincount(labels, weights=degrees) / total
    return float(edges.data[same].sum() / total - np.sum(expected**2))


def candidates(count: int) -> list[int]:
    """Numbers of themes worth trying for so many texts: every one up to 16, then in wider steps.

    At least eight texts to a theme on average; at least three quarters of the root of the number of texts, or eight:
    fewer would lump together what people want to see apart.
    """
    most = max(2, min(MOST, count // 8))
    least = min(most, LEAST, round(0.75 * count**0.5))
    return [number for number in (*range(2, 17), *range(18, MOST + 1, 2)) if least <= number <= most]


def chosen(weights: Any, values: NDArray[np.float64], vectors: NDArray[np.float64]) -> int:
    """The number with the widest eigengap (von Luxburg 2007) among those of nearly the best modularity.

    The gap is divided by the root of the number: of two good ones the smaller is easier to plan with.
    """
    tried = [number for number in candidates(len(vectors)) if number < len(values)]
    if not tried:
        return 1
    quality = {number: round(modularity(weights, parted(vectors, number, starts=3)), 6) for number in tried}
    best = max(quality.values())
    good = [number for number in tried if quality[number] >= best - NEARLY * abs(best)]
    return max(good, key=lambda number: (round(gap(values, number) / number**0.5, 6), -number))


def gap(values: Sequence[float] | NDArray[np.float64], number: int) -> float:
    """How far the eigenvalue after the first `number` falls."""
    return float(values[number - 1] - values[number])
