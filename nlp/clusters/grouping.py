"""Our clustering as BERTopic asks for one: by graph where there are many texts, by consensus where there are few."""

from __future__ import annotations

from math import sqrt

import numpy as np

from nlp.clusters.consensus import agreement, linked
from nlp.clusters.graph import Labels, graph, neighbours, parted, spectrum
from nlp.clusters.number import MOST, chosen
from nlp.clusters.space import reduced, unit
from nlp.clusters.stability import kept, resampled
from nlp.ports import Matrix

MANY = 40
"""From this many distinct texts on a graph has enough edges to be trusted."""

LARGE = 2_000


class Reduction:
    """The views side by side in, unit rows of up to 64 dimensions out."""

    def fit_transform(self, matrix: Matrix, y: object = None) -> Matrix:
        """(m, d) → (m, up to 64)."""
        del y
        return unit(reduced(matrix))

    def fit(self, matrix: Matrix, y: object = None) -> Reduction:
        """Nothing to learn: BERTopic asks for the method."""
        del matrix, y
        return self


class Grouping:
    """Groups of texts with their stability; `themes` fixes their number, else the texts decide."""

    def __init__(self, themes: int | None = None) -> None:
        self.themes = themes
        self.labels_: Labels = np.zeros(0, dtype=np.int64)
        self.strengths: Matrix = np.zeros(0, dtype=np.float32)
        self.stability: list[float] = []

    def fit(self, matrix: Matrix, y: object = None) -> Grouping:
        """Sets `labels_` (m,), `strengths` (m,) and `stability` (groups,)."""
        del y
        if len(matrix) >= MANY:
            self._by_graph(matrix)
        else:
            self._by_consensus(matrix)
        return self

    def _by_graph(self, space: Matrix) -> None:
        size = ties(len(space))
        weights = graph(space, size)
        wanted = min(self.themes, len(space)) if self.themes else None
        values, vectors = spectrum(weights, (wanted or MOST) + 1)
        self.labels_ = compact(parted(vectors, wanted or chosen(weights, values, vectors)))
        self.strengths = kept(*neighbours(space, size), self.labels_)
        self.stability = resampled(space, self.labels_, size)

    def _by_consensus(self, space: Matrix) -> None:
        wanted = min(self.themes, len(space)) if self.themes else few(space)
        agreed = agreement(space, wanted)
        self.labels_ = compact(linked(agreed, wanted))
        same = self.labels_[:, None] == self.labels_[None, :]
        np.fill_diagonal(same, False)
        counts = same.sum(axis=1)
        held = np.where(counts > 0, (agreed * same).sum(axis=1) / np.maximum(counts, 1), 0)
        self.strengths = np.round(held, 4).astype(np.float32)
        groups = range(int(self.labels_.max()) + 1)
        self.stability = [round(float(held[self.labels_ == group].mean()), 4) for group in groups]


def ties(count: int) -> int:
    """How many neighbours a text has in the graph: 8 to 10 among few, 15 from 2,000 texts on."""
    return min(10, count // 5) if count < LARGE else 15


def few(space: Matrix) -> int:
    """A number of themes for less than forty texts: the root of their number."""
    return max(2, round(sqrt(len(space))))


def compact(labels: Labels) -> Labels:
    """The same groups numbered 0, 1, … by falling size, ties by the first text."""
    found, first, counts = np.unique(labels, return_index=True, return_counts=True)
    order = sorted(range(len(found)), key=lambda place: (-counts[place], first[place]))
    names = {found[place]: name for name, place in enumerate(order)}
    return np.array([names[label] for label in labels], dtype=np.int64)
