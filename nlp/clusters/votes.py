"""Many partitions of resamples vote on where each text belongs; how far they agree is how sure a theme is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.clusters.discriminant import learnt, refined
from nlp.clusters.graph import Labels, graph, parted, spectrum
from nlp.ports import Matrix

RESAMPLES = 10
SHARE = 0.8
LARGEST = 2_000
"""More texts than this are not drawn at once: the discriminant learnt on them places the others."""
OWN = 0.01
"""What the partition of all texts adds to the votes: it decides where they are even."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Votes:
    """`shares` (m, g), 0 to 1: how often resamples put a text into a group; `overlaps` (g,): their mean Jaccard."""

    shares: NDArray[np.float64]
    overlaps: NDArray[np.float64]

    def labels(self, first: Labels) -> Labels:
        """(m,) labels: the group with most votes, that of `first` where they are even."""
        own = np.zeros_like(self.shares)
        own[np.arange(len(first)), first] = OWN
        won: Labels = np.round(self.shares + own, 6).argmax(axis=1).astype(np.int64)
        return won


def voted(space: Matrix, wide: Matrix, labels: Labels, size: int, runs: int = RESAMPLES) -> Votes:
    """Draws 80 % of the texts (2,000 at most) again and again, parts them afresh and places all texts by the result.

    `space` (m, p) is where neighbours are looked for, `wide` (m, q) where groups are told apart, `size` how many
    neighbours. Groups of a draw are matched with those of `labels` as an assignment problem over their overlap.
    """
    count, groups = len(labels), int(labels.max()) + 1
    shares, overlaps = np.zeros((count, groups)), np.zeros(groups)
    chance = np.random.default_rng(0)
    drawn = min(round(SHARE * count), LARGEST)
    for _ in range(runs):
        rows = np.sort(chance.choice(count, size=drawn, replace=False))
        again = placed_by(space, wide, rows, min(groups, drawn), size)
        jaccard = overlap(labels, again)
        own, other = matched(jaccard)
        name = np.full(jaccard.shape[1], -1)
        name[other] = own
        theirs = name[again]
        known = np.flatnonzero(theirs >= 0)
        shares[known, theirs[known]] += 1 / runs
        overlaps[own] += jaccard[own, other] / runs
    return Votes(shares=np.round(shares, 4), overlaps=np.round(overlaps, 4))


def placed_by(space: Matrix, wide: Matrix, rows: NDArray[np.int64], groups: int, size: int) -> Labels:
    """(m,) labels of all texts by a partition of some of them."""
    _, vectors = spectrum(graph(space[rows], size), groups)
    labels = refined(wide[rows], parted(vectors, groups), rounds=2)
    return learnt(wide[rows], np.unique(labels, return_inverse=True)[1]).placed(wide)


def overlap(one: Labels, other: Labels) -> NDArray[np.float64]:
    """Shape (groups of one, groups of other): Jaccard overlap of every pair of groups."""
    shape = (int(one.max()) + 1, int(other.max()) + 1)
    both = np.zeros(shape)
    np.add.at(both, (one, other), 1)
    either = both.sum(axis=1)[:, None] + both.sum(axis=0)[None, :] - both
    jaccard: NDArray[np.float64] = both / np.maximum(either, 1)
    return jaccard


def matched(jaccard: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of groups with the largest sum of overlaps, each group at most once (Kuhn 1955)."""
    from scipy.optimize import linear_sum_assignment

    own, other = linear_sum_assignment(np.round(jaccard, 6), maximize=True)
    return own, other
