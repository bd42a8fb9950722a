"""Two rankings become one, and meaning has its say where it is clear enough."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Named = TypeVar("Named", str, int)
"""An id, or the row of one where rows are in the order of ids."""
Ranking = Sequence[tuple[Named, float]]
Floats = NDArray[np.float32]

SMOOTHING = 60.0
"""The constant of reciprocal rank fusion; 60 in the paper below."""

LEAST = 0.4
"""From this cosine of centred vectors on, a statement without any of the words is a hit by its meaning.

Over 700 survey answers, the best answer to queries on foreign matters reached 0.26 to 0.38, to fitting ones
0.43 to 0.88 (multilingual E5 small).
"""


AT_ONCE = 4_096
"""So many rows are compared with all queries before the next ones: they still lie near the processor then."""


def fuse(
    rankings: Sequence[Ranking[Named]], weights: Sequence[float] = (), smoothing: float = SMOOTHING
) -> list[tuple[Named, float]]:
    """One ranking out of several, best first, equal ones by id.

    Reciprocal rank fusion (Cormack, Clarke, Büttcher 2009): an id gains weight / (smoothing + rank) from every
    ranking it stands in. Within one ranking, ids of the same score share the best of their ranks.
    """
    told = weights or [1.0] * len(rankings)
    if len(told) != len(rankings):
        raise ValueError("a weight for every ranking, or none at all")
    scores: dict[Named, float] = {}
    for ranking, weight in zip(rankings, told, strict=True):
        rank, last = 0, float("nan")
        for place, (identity, score) in enumerate(ranking, start=1):
            if score != last:
                rank, last = place, score
            scores[identity] = scores.get(identity, 0.0) + weight / (smoothing + rank)
    return _best_first(scores)


def nearest(query: Floats, matrix: Floats, ids: Sequence[str], limit: int) -> list[tuple[str, float]]:
    """The `limit` rows of `matrix` (n, d) with the largest dot product with `query` (d,), best first, equal ones by id.

    Exact. With rows of length one the product is the cosine.
    """
    return nearest_each([query], matrix, ids, limit)[0]


def nearest_each(
    queries: Sequence[Floats], matrix: Floats, ids: Sequence[str], limit: int
) -> list[list[tuple[str, float]]]:
    """What `nearest` finds for each query, to the bit; together they take half the time or less."""
    if matrix.shape[0] != len(ids):
        raise ValueError("an id for every row")
    scores = np.empty((len(queries), len(ids)), dtype=matrix.dtype)
    for start in range(0, len(ids), AT_ONCE):
        rows = slice(start, start + AT_ONCE)
        for query, own in zip(queries, scores, strict=True):
            # One by one: the product of two matrices adds up in another order than that of a matrix and a vector.
            np.matmul(matrix[rows], query, out=own[rows])
    return [_largest(own, ids, limit) for own in scores]


def _largest(scores: Floats, ids: Sequence[str], limit: int) -> list[tuple[str, float]]:
    if limit < 1 or not len(ids):
        return []
    if limit < len(ids):
        # Everything as good as the last that fits, so that equal ones are told apart by id and not by place.
        least = np.partition(scores, len(ids) - limit)[len(ids) - limit]
        rows = np.flatnonzero(scores >= least).tolist()
    else:
        rows = list(range(len(ids)))
    return _best_first(dict(zip((ids[row] for row in rows), scores[rows].tolist(), strict=True)))[:limit]


def blend(words: Ranking[Named], meaning: Ranking[Named], least: float = LEAST) -> list[tuple[Named, float]]:
    """Hits by words and hits by meaning as one ranking; without a word in common, only what is at least so near counts.

    Meaning also orders the hits by words, however far they are; so let `meaning` reach further than what is shown.
    """
    named = {identity for identity, _ in words}
    return fuse([words, [(identity, score) for identity, score in meaning if score >= least or identity in named]])


def _best_first(scores: Mapping[Named, float]) -> list[tuple[Named, float]]:
    """Equal ones by id: sorting leaves them in the order they came."""
    return [(one, scores[one]) for one in sorted(sorted(scores), key=scores.__getitem__, reverse=True)]
