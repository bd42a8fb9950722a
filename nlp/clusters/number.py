"""How many themes the texts themselves suggest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.clusters.graph import Labels, graph, parted, spectrum
from nlp.clusters.space import unit
from nlp.domain.themes import Granularity
from nlp.ports import Matrix

LEAST, MOST = 4, 48
FEWEST_TEXTS = 8
"""So many texts to a theme on average, or there are too many themes."""
SAMPLE = 3_000
"""More texts than this say no more about the number of themes."""
EQUAL = 0.025
"""Gaps that fall short of the largest by no more than this share are as good: then the smallest number will do."""
SHAPELESS = 3
"""So many shapeless clouds are held against the texts: one by itself is off by more than the share above."""
FIRM = 0.72
"""Mean agreement (adjusted Rand) of resamples from which a number of themes is taken to be in the texts."""
RESAMPLES = 8
HALF, FAR = 4, 0.05
"""After so many resamples a number that is further than this below is given up."""
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
    many = len(space) > SAMPLE
    rows = space[np.sort(chance.choice(len(space), size=SAMPLE, replace=False))] if many else space
    numbers = candidates(len(rows))
    number = numbers[0]
    if len(numbers) > 1:
        own = graph(rows, size)
        vectors = spectrum(own, numbers[-1])[1]
        gaps = _gaps((own, vectors), _clouds(rows, size, chance), numbers)
        most = max(gaps.values())
        best = min(number for number, gap in gaps.items() if gap >= most - EQUAL * abs(most))
        number = firmest(rows, vectors, size, [number for number in numbers if number <= best])
    return max(2, min(round(number * FINER[granularity]), len(space) // 2))


def firmest(space: Matrix, whole: NDArray[np.float64], size: int, numbers: Sequence[int]) -> int:
    """The largest number whose groups resamples find again; where they find none, the one they agree on most.

    `whole`: eigenvectors of the graph of all texts.
    """
    chance = np.random.default_rng(0)
    drawn = [
        np.sort(chance.choice(len(space), size=round(SHARE * len(space)), replace=False)) for _ in range(RESAMPLES)
    ]
    parts = [spectrum(graph(space[rows], size), numbers[-1])[1] for rows in drawn]
    agreed: dict[int, float] = {}
    for number in reversed(numbers):
        labels = parted(whole, number)
        again: list[float] = []
        for rows, part in zip(drawn, parts, strict=True):
            again.append(rand(labels[rows], parted(part, number)))
            if len(again) == HALF and np.mean(again) < FIRM - FAR:
                break
        agreed[number] = round(float(np.mean(again)), 4)
        if agreed[number] >= FIRM:
            return number
    return max(agreed, key=lambda number: (agreed[number], -number))


def rand(one: Labels, other: Labels) -> float:
    """Adjusted Rand index of two partitions of the same texts (Hubert & Arabie 1985)."""
    from sklearn.metrics import adjusted_rand_score

    return float(adjusted_rand_score(one, other))


def _clouds(rows: Matrix, size: int, chance: np.random.Generator) -> Iterator[Any]:
    """Graphs of clouds of as many points and of the same spread along each axis as the rows, but of no other shape."""
    for _ in range(SHAPELESS):
        yield graph(unit(chance.standard_normal(rows.shape).astype(np.float32) * rows.std(axis=0)), size)


def _gaps(own: tuple[Any, NDArray[np.float64]], clouds: Iterable[Any], numbers: Sequence[int]) -> dict[int, float]:
    """Modularity of the texts' groups less the mean of the shapeless clouds', for each number."""
    weights, vectors = own
    gaps = {number: modularity(weights, parted(vectors, number)) for number in numbers}
    for cloud in clouds:
        shapeless = spectrum(cloud, numbers[-1])[1]
        for number in numbers:
            gaps[number] -= modularity(cloud, parted(shapeless, number)) / SHAPELESS
    return {number: round(gap, 4) for number, gap in gaps.items()}
