"""How many themes the texts themselves suggest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.clusters.graph import Labels, graph, parted, spectrum
from nlp.domain.themes import Granularity
from nlp.ports import Matrix

LEAST, MOST = 4, 48
FEWEST_TEXTS = 8
"""So many texts to a theme on average, or there are too many themes."""
SAMPLE = 3_000
"""More texts than this say no more about the number of themes."""
EQUAL = 0.003
"""Gaps that differ by less are equal: then the larger number, which shows more."""
FIRM = 2 / 3
"""Mean agreement (adjusted Rand) of resamples from which a number of themes is taken to be in the texts."""
RESAMPLES = 8
SHARE = 0.8
FINER = {Granularity.COARSE: 0.6, Granularity.MEDIUM: 1.0, Granularity.FINE: 1.6}
"""What a user's „grob“ and „fein“ make of the number."""


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
    """Numbers of themes worth trying for so many texts: every one up to 12, then in wider steps."""
    most = max(2, min(MOST, count // FEWEST_TEXTS))
    steps = (*range(2, 13), *range(14, 30, 2), *range(30, MOST + 1, 3))
    return [number for number in steps if min(LEAST, most) <= number <= most]


def chosen(space: Matrix, size: int, granularity: Granularity = Granularity.MEDIUM) -> int:
    """The number of themes in texts (m, p), rows of principal coordinates, with `size` neighbours each.

    The number whose groups hold more of the graph's weight than groups of a shapeless cloud of the same spread would
    (gap statistic of Tibshirani, Walther & Hastie 2001, on modularity); and if resamples do not find these groups
    again, the next smaller number whose groups they do find.
    """
    chance = np.random.default_rng(0)
    rows = space if len(space) <= SAMPLE else space[np.sort(chance.choice(len(space), size=SAMPLE, replace=False))]
    numbers = candidates(len(rows))
    if len(numbers) > 1:
        shapeless = _unit(chance.standard_normal(rows.shape).astype(np.float32) * rows.std(axis=0))
        real, null = _curve(rows, size, numbers), _curve(shapeless, size, numbers)
        gaps = [round(one - other, 4) for one, other in zip(real, null, strict=True)]
        best = max(number for number, gap in zip(numbers, gaps, strict=True) if gap >= max(gaps) - EQUAL)
        number = firmest(rows, size, [number for number in numbers if number <= best])
    else:
        number = numbers[0]
    return max(2, min(round(number * FINER[granularity]), len(space) // 2))


def firmest(space: Matrix, size: int, numbers: Sequence[int]) -> int:
    """The largest of the numbers whose groups resamples find again; where they find none, the one they agree on most."""
    chance = np.random.default_rng(0)
    whole = _vectors(space, size, numbers[-1])
    drawn = [
        np.sort(chance.choice(len(space), size=round(SHARE * len(space)), replace=False)) for _ in range(RESAMPLES)
    ]
    parts = [_vectors(space[rows], size, numbers[-1]) for rows in drawn]
    agreed: dict[int, float] = {}
    for number in reversed(numbers):
        labels = parted(whole, number, starts=3)
        again = [rand(labels[rows], parted(part, number, starts=2)) for rows, part in zip(drawn, parts, strict=True)]
        agreed[number] = round(float(np.mean(again)), 4)
        if agreed[number] >= FIRM:
            return number
    return max(agreed, key=lambda number: (agreed[number], -number))


def rand(one: Labels, other: Labels) -> float:
    """Adjusted Rand index of two partitions of the same texts (Hubert & Arabie 1985)."""
    from sklearn.metrics import adjusted_rand_score

    return float(adjusted_rand_score(one, other))


def _curve(space: Matrix, size: int, numbers: Sequence[int]) -> list[float]:
    weights = graph(space, size)
    _, vectors = spectrum(weights, numbers[-1])
    return [modularity(weights, parted(vectors, number, starts=2)) for number in numbers]


def _vectors(space: Matrix, size: int, number: int) -> NDArray[np.float64]:
    return spectrum(graph(space, size), number)[1]


def _unit(matrix: Matrix) -> Matrix:
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    return np.asarray(matrix / np.where(lengths > 0, lengths, 1), dtype=np.float32)
