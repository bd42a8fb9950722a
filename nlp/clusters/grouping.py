"""Our clustering as BERTopic asks for one: by graph where there are many texts, by consensus where there are few."""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from nlp.clusters.consensus import agreement, linked
from nlp.clusters.discriminant import refined
from nlp.clusters.graph import EXACT, Labels, graph, neighbours, parted, spectrum
from nlp.clusters.number import FINER, chosen
from nlp.clusters.space import reduced, unit
from nlp.clusters.votes import placed_by, voted
from nlp.domain.themes import Granularity
from nlp.ports import Matrix

MANY = 40
"""From this many distinct texts on a graph has enough edges to be trusted."""
DIMENSIONS, COUNTED = 96, 64
"""Of the principal coordinates so many decide who is whose neighbour, and how many themes there are; all of them what
sets groups apart."""
NEIGHBOURS = 10
RIVAL, RIVAL_NEAR = 0.3, 0.3
"""A second theme with so large a share of the votes, and no further than this behind the first, is a rival."""
NOWHERE = 0.25
"""A text that resamples put nowhere in more than a quarter of cases has no theme."""
NOTHING = -1


class Reduction:
    """The views side by side in, up to 128 principal coordinates out."""

    def fit_transform(self, matrix: Matrix, y: object = None) -> Matrix:
        """(m, d) → (m, up to 128)."""
        del y
        return reduced(matrix)

    def fit(self, matrix: Matrix, y: object = None) -> Reduction:
        """Nothing to learn: BERTopic asks for the method."""
        del matrix, y
        return self


class Grouping:
    """Groups of texts with their stability; `themes` fixes their number, else the texts decide.

    After `fit`: `labels_` (m,), −1 = nowhere; `strengths` (m,): share of the nearest texts in the own group; `held`
    (m,): share of resamples that put a text there; `rivals` (m,): the other group it lies near, −1 = none; `stability`
    (groups,): mean overlap with the groups of resamples.
    """

    def __init__(self, themes: int | None = None, granularity: Granularity = Granularity.MEDIUM) -> None:
        self.themes = themes
        self.granularity = granularity
        self.labels_: Labels = np.zeros(0, dtype=np.int64)
        self.rivals: Labels = np.zeros(0, dtype=np.int64)
        self.strengths: Matrix = np.zeros(0, dtype=np.float32)
        self.held: Matrix = np.zeros(0, dtype=np.float32)
        self.stability: list[float] = []

    def fit(self, matrix: Matrix, y: object = None) -> Grouping:
        """Sets what the class promises."""
        del y
        if len(matrix) >= MANY:
            self._by_graph(matrix)
        else:
            self._by_consensus(unit(matrix))
        return self

    def _by_graph(self, coordinates: Matrix) -> None:
        space, wide = unit(coordinates[:, :DIMENSIONS]), unit(coordinates)
        size = ties(len(space))
        nearest, cosines = neighbours(space, size)
        weights = graph(space, size, (nearest, cosines)) if len(space) <= EXACT else None
        wanted = min(self.themes or chosen(unit(coordinates[:, :COUNTED]), size, self.granularity), len(space))
        if weights is None:  # parting a part and placing the others by it: the whole spectrum would take minutes
            part = np.sort(np.random.default_rng(0).choice(len(space), size=EXACT, replace=False))
            first = _dense(placed_by(space, wide, part, wanted, size))
        else:
            first = _dense(refined(wide, parted(spectrum(weights, wanted)[1], wanted)))
        votes = voted(space, wide, first, size)
        labels = votes.labels(first)
        shares = votes.shares[np.arange(len(labels)), labels]
        labels = np.where(shares < NOWHERE, NOTHING, labels) if not self.themes else labels
        names = renumbered(labels, votes.shares.shape[1])
        self.labels_ = names[labels]
        self.held = shares.astype(np.float32)
        self.rivals = rivals_of(votes.shares, labels, names)
        self.strengths = kept(nearest, cosines, self.labels_)
        self.stability = [0.0] * int(self.labels_.max() + 1)
        for old, new in enumerate(names[:-1]):
            if new >= 0:
                self.stability[new] = float(votes.overlaps[old])

    def _by_consensus(self, space: Matrix) -> None:
        wanted = min(self.themes, len(space)) if self.themes else few(len(space), self.granularity)
        agreed = agreement(space, wanted)
        labels = linked(agreed, wanted)
        groups = range(int(labels.max()) + 1)
        self.labels_ = renumbered(labels, len(groups))[labels]
        np.fill_diagonal(agreed, 0)
        shares = np.stack(
            [
                agreed[:, own := self.labels_ == group].sum(axis=1) / np.maximum(own.sum() - own.astype(np.int64), 1)
                for group in groups
            ],
            axis=1,
        )
        self.held = np.round(shares[np.arange(len(space)), self.labels_], 4).astype(np.float32)
        self.strengths = self.held
        self.rivals = rivals_of(shares, self.labels_, np.arange(len(groups) + 1))
        self.stability = [round(float(self.held[self.labels_ == group].mean()), 4) for group in groups]


def ties(count: int) -> int:
    """How many neighbours a text has in the graph: a fifth of few texts, 10 from 50 on."""
    return max(1, min(NEIGHBOURS, count // 5))


def few(count: int, granularity: Granularity) -> int:
    """A number of themes for less than forty texts: the root of their number."""
    return max(2, min(count, round(FINER[granularity] * sqrt(count))))


def kept(nearest: NDArray[np.int64], cosines: Matrix, labels: Labels) -> Matrix:
    """Per text: the share of its neighbours, weighted by cosine, that lie in its own group."""
    own = labels[nearest] == labels[:, None]
    weights = np.maximum(cosines, 1e-4)
    share: Matrix = ((own * weights).sum(axis=1) / weights.sum(axis=1)).astype(np.float32)
    return np.round(share, 4)


def renumbered(labels: Labels, groups: int) -> Labels:
    """Old name → new name, (groups + 1,): 0, 1, … by falling size, ties by the first text.

    −1 (the last place) stays −1, and so does a group that has no text.
    """
    names = np.full(groups + 1, NOTHING, dtype=np.int64)
    found, first, counts = np.unique(labels[labels >= 0], return_index=True, return_counts=True)
    order = sorted(range(len(found)), key=lambda place: (-counts[place], first[place]))
    for name, place in enumerate(order):
        names[found[place]] = name
    return names


def _dense(labels: Labels) -> Labels:
    dense: Labels = np.unique(labels, return_inverse=True)[1].astype(np.int64)
    return dense


def rivals_of(shares: NDArray[np.float64], labels: Labels, names: Labels) -> Labels:
    """The group with most votes besides the own one, where it comes near enough."""
    others = shares.copy()
    placed = np.flatnonzero(labels >= 0)
    own = shares[placed, labels[placed]]
    others[placed, labels[placed]] = -1
    second = others.argmax(axis=1)
    near = others[np.arange(len(others)), second]
    close = np.zeros(len(labels), dtype=np.bool_)
    close[placed] = (near[placed] >= RIVAL) & (near[placed] >= own - RIVAL_NEAR)
    rivals: Labels = np.where(close, names[second], NOTHING)
    return rivals
