"""The statements that lie nearest to another, and the themes they speak for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.ports import Matrix
from nlp.themes.evidence import unit
from nlp.themes.overlap import Themed

NEIGHBOURS, FEWEST_NEIGHBOURS = 15, 3
"""So many vote; among few statements as many as the root of their number, for small themes must be heard."""
CHUNK = 1_024
DIGITS = 5
RESAMPLES, SHARE = 8, 0.8
"""Stability: of so many draws of this share of the voters, how many decide alike."""
CLEARLY = 3.0
"""New statements are among themselves when so many standard deviations more of their neighbours are new than chance
would have it. Where a whole theme was held back, this finds it at AUC 0.98, nearness to the old ones at 0.77."""
FRINGE = 0.03
"""So large a share of the placed statements lies further out than what is still placed. Held back at random, 4 to 10 %
of real statements then find no theme; at 0.05 it is 8 to 12 %, and what is placed is no more often right."""
LARGEST_SAMPLE = 2_000
"""More statements than this are not left out one by one: the threshold needs no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voters:
    """m placed statements in the order of their ids: unit rows, and which of t themes each is in, and in which first.

    A statement without a theme votes for none: `first` has a last column for it.
    """

    ids: Sequence[str]
    matrix: Matrix
    themes: Sequence[str]
    first: Matrix
    every: Matrix

    @property
    def size(self) -> int:
        """How many of them are asked."""
        return min(NEIGHBOURS, max(FEWEST_NEIGHBOURS, round(math.sqrt(len(self.ids)))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Votes:
    """What its nearest voters say about q statements.

    `first` (q, t + 1), 0 to 1: for which theme first, the last column none: agreement times nearness. `agreed`
    (q, t + 1): share of the voters' weight. `wins` (q, t + 1): share of resamples in which a theme has most votes;
    `heard` (q, t): in which it has half as many as the strongest, second themes included. `nearest`, `nearness` (q, k).
    """

    first: Matrix
    agreed: Matrix
    wins: Matrix
    heard: Matrix
    nearest: NDArray[np.int64]
    nearness: Matrix


def joint(views: Sequence[Matrix], known: Sequence[int]) -> Matrix:
    """The views side by side, each less the mean of the known rows: what is new does not move what is there."""
    rows = list(known)
    return unit(np.concatenate([unit(view - view[rows].mean(axis=0, dtype=np.float64)) for view in views], axis=1))


def voters(earlier: Themed, ids: Sequence[str], matrix: Matrix) -> Voters:
    """Those statements of an earlier result, in the order of their ids, with their rows of the matrix."""
    themes = sorted(theme.id for theme in earlier.themes)
    place = {theme: number for number, theme in enumerate(themes)}
    number = {one: row for row, one in enumerate(ids)}
    first = np.zeros((len(ids), len(themes) + 1), dtype=np.float32)
    every = np.zeros((len(ids), len(themes)), dtype=np.float32)
    for one in earlier.memberships:
        if one.statement in number:
            every[number[one.statement], place[one.theme]] = 1
            first[number[one.statement], place[one.theme]] = one.primary
    first[:, -1] = every.sum(axis=1) == 0
    return Voters(ids=ids, matrix=matrix, themes=themes, first=first, every=every)


def asked(known: Voters, queries: Matrix, themselves: Sequence[int] = ()) -> Votes:
    """Lets the nearest voters speak; `themselves` are the queries' own places among them, which are left out."""
    nearest, nearness = _nearest(queries, known.matrix, known.size, themselves)
    weight = np.maximum(nearness, 0)
    first = _sum(known.first, nearest, weight)
    wins, heard = np.zeros_like(first), np.zeros((len(queries), len(known.themes)), dtype=np.float32)
    chance = np.random.default_rng(0)
    for _ in range(RESAMPLES):
        drawn = weight * (chance.random(len(known.ids)) < SHARE)[nearest]
        again, also = (np.round(_sum(held, nearest, drawn), DIGITS) for held in (known.first, known.every))
        wins[np.arange(len(queries)), again.argmax(axis=1)] += 1
        heard += (also > 0) & (also >= also.max(axis=1, initial=0, keepdims=True) / 2)
    return Votes(
        first=np.round(first / max(1, nearest.shape[1]), DIGITS),
        agreed=np.round(first / np.maximum(weight.sum(axis=1, keepdims=True), 1e-6), DIGITS),
        wins=wins / np.float32(RESAMPLES),
        heard=heard / np.float32(RESAMPLES),
        nearest=nearest,
        nearness=nearness,
    )


def threshold(known: Voters) -> float:
    """The least vote that places a statement, from the voters themselves, each left out in turn.

    Of those that the others would have put where they are, three in a hundred have less.
    """
    placed = np.flatnonzero(known.first[:, -1] == 0)
    if len(placed) < 2:  # noqa: PLR2004 - one has nobody to be asked
        return 0.0
    step = np.linspace(0, len(placed) - 1, min(len(placed), LARGEST_SAMPLE)).round().astype(np.int64)
    sample = placed[step]
    votes = asked(known, known.matrix[sample], sample.tolist())
    right = votes.first.argmax(axis=1) == known.first[sample].argmax(axis=1)
    held = votes.first.max(axis=1)[right]
    return round(float(np.quantile(held, FRINGE, method="lower")), DIGITS) if len(held) else 0.0


def among_themselves(known: Voters, queries: Matrix) -> NDArray[np.bool_]:
    """(q,): new statements whose nearest neighbours, old and new together, are new far beyond their share of all."""
    count, every = len(queries), np.concatenate([known.matrix, queries])
    if count < 2 or not len(known.ids):  # noqa: PLR2004 - one is alone
        return np.zeros(count, dtype=bool)
    nearest, cosines = _nearest(queries, every, known.size, range(len(known.ids), len(every)))
    weight = np.maximum(cosines, 0)
    news = (weight * (nearest >= len(known.ids))).sum(axis=1) / np.maximum(weight.sum(axis=1), 1e-6)
    share = (count - 1) / (len(every) - 1)
    apart: NDArray[np.bool_] = news > share + CLEARLY * math.sqrt(share * (1 - share) / nearest.shape[1])
    return apart


def _sum(held: Matrix, nearest: NDArray[np.int64], weight: Matrix) -> Matrix:
    total = np.zeros((len(nearest), held.shape[1]), dtype=np.float32)
    for place in range(nearest.shape[1]):
        total += weight[:, place, None] * held[nearest[:, place]]
    return total


def _nearest(queries: Matrix, points: Matrix, size: int, themselves: Sequence[int]) -> tuple[NDArray[np.int64], Matrix]:
    """Places and cosines of the nearest points, nearest first; ties go to the earlier one."""
    size = min(size, len(points) - bool(len(themselves)))
    nearest = np.zeros((len(queries), size), dtype=np.int64)
    cosines = np.zeros((len(queries), size), dtype=np.float32)
    for start in range(0, len(queries) if size else 0, CHUNK):
        block = np.round(queries[start : start + CHUNK] @ points.T, DIGITS)
        if len(themselves):
            block[np.arange(len(block)), list(themselves[start : start + CHUNK])] = -2
        few = np.sort(np.argpartition(-block, size - 1, axis=1)[:, :size], axis=1)
        order = np.argsort(-np.take_along_axis(block, few, axis=1), axis=1, kind="stable")
        nearest[start : start + CHUNK] = np.take_along_axis(few, order, axis=1)
        cosines[start : start + CHUNK] = np.take_along_axis(block, nearest[start : start + CHUNK], axis=1)
    return nearest, cosines
